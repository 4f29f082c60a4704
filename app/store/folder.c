#include "store/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/log.h"

static long read_pid(int fd)
{
    char text[32] = "";
    ssize_t len = pread(fd, text, sizeof text - 1, 0);
    return len > 0 ? strtol(text, NULL, 10) : 0;
}

long folder_holder(const char *folder)
{
    char *path = fs_join(folder, "lock");
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    long pid = 0;
    if (fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        pid = read_pid(fd);
    if (fd >= 0)
        close(fd);
    free(path);
    return pid;
}

static void refuse_held(int fd, const char *folder, struct err *err)
{
    long pid = read_pid(fd);
    if (pid > 0)
        err_set(err, "数据夹 %s 正被进程 %ld 使用。请先退出那个程序", folder, pid);
    else
        err_set(err, "数据夹 %s 正被别的进程使用。请先退出那个程序", folder);
}

static void write_pid(int fd)
{
    char text[32];
    int len = snprintf(text, sizeof text, "%ld\n", (long)getpid());
    /* Only the message to the second program suffers when this fails, say on a full disk. */
    if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)len, 0) != len)
        log_warn("lock: PID not written: %s", strerror(errno));
}

int folder_lock(const char *folder, struct err *err)
{
    char *path = fs_join(folder, "lock");
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        err_set_cause(err, strerror(errno),
                      "数据夹 %s 不可写。请检查权限，以及存储卡是否写保护或已满", folder);
    } else if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            refuse_held(fd, folder, err);
        else
            err_set_cause(err, strerror(errno), "锁不住数据夹 %s。请检查它所在的存储卡", folder);
        close(fd);
        fd = -1;
    } else {
        write_pid(fd);
    }
    free(path);
    return fd;
}
