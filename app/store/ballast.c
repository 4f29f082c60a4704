/* The reserve of a full disk: a file of real blocks that goes only so that staff can export. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/log.h"
#include "store/keep.h"

enum { NEARLY_FULL_LEN = 8 * 1024 * 1024 }; /* below this an export may not get through */

static bool is_whole(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && info.st_size == STORE_BALLAST_LEN;
}

/* Blocks that are only promised would be no reserve: posix_fallocate takes them at once. */
static int make(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return errno;
    int code = posix_fallocate(fd, 0, STORE_BALLAST_LEN);
    if (code == 0 && fsync(fd) != 0)
        code = errno;
    (void)close(fd);
    if (code != 0)
        (void)unlink(path);
    return code;
}

void store_keep_ballast(const char *folder, int64_t room_len)
{
    char *path = fs_join(folder, "ballast");
    if (!is_whole(path) && fs_free_len(folder) >= STORE_BALLAST_LEN + room_len) {
        int code = make(path);
        if (code != 0)
            log_warn("%s: %s", path, strerror(code));
    }
    free(path);
}

bool store_release_ballast(const char *folder)
{
    long long free_len = fs_free_len(folder);
    char *path = fs_join(folder, "ballast");
    bool released = free_len >= 0 && free_len < NEARLY_FULL_LEN && unlink(path) == 0;
    if (released)
        log_warn("磁盘将满，放出备用空间供导出");
    free(path);
    return released;
}
