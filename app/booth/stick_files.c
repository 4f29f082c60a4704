#include "booth/stick_files.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

bool stick_failed(struct err *err, int code, const char *what, const char *name)
{
    const char *reason;
    switch (code) {
    case EIO:
    case ENODEV:
    case ENXIO:
    case ENOTCONN:
    case ESHUTDOWN:
    case ESTALE:
        reason = "U 盘被拔出，或已损坏。请重新插好再试，不行就换一个";
        break;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        reason = "U 盘空间不足。请删去旧文件，或换一个更大的";
        break;
    case EROFS:
    case EACCES:
    case EPERM:
        reason = "U 盘是只读的。请打开写保护开关，或换一个";
        break;
    case ELOOP:
    case EXDEV:
        reason = "它是链接，不能用。请换成普通文件";
        break;
    case ENOENT:
        reason = "U 盘上没有这个文件";
        break;
    default:
        reason = "请换一个 U 盘再试";
        break;
    }
    return err_set_cause(err, strerror(code), "%s %s：%s", what, name, reason);
}

static int open_beneath(int folder, const char *name, int flags)
{
    struct open_how how = { .flags = (unsigned)(flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY),
                            .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS |
                                       RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV };
    return (int)syscall(SYS_openat2, folder, name, &how, sizeof how);
}

int stick_open(const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        stick_failed(err, errno == ENOENT ? EIO : errno, "打不开 U 盘", path);
    return fd;
}

int stick_open_folder(int folder, const char *name, struct err *err)
{
    int fd = open_beneath(folder, name, O_RDONLY | O_DIRECTORY);
    if (fd < 0)
        stick_failed(err, errno, "读不了文件夹", name);
    return fd;
}

/* 0, an errno, or EFBIG for more than max_len. */
static int read_all(int fd, size_t max_len, struct strbuf *out)
{
    char chunk[64 * 1024];
    size_t total = 0;
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? errno : 0;
        if ((size_t)got > max_len - total)
            return EFBIG;
        strbuf_add_len(out, chunk, (size_t)got);
        total += (size_t)got;
    }
}

bool stick_read(int folder, const char *name, size_t max_len, struct strbuf *out, struct err *err)
{
    struct stat status;
    size_t old_len = out->len;
    int fd = open_beneath(folder, name, O_RDONLY);
    if (fd < 0)
        return stick_failed(err, errno, "读不了", name);
    int code = fstat(fd, &status) == 0 ? 0 : errno;
    bool regular = code == 0 && S_ISREG(status.st_mode);
    if (regular)
        code = read_all(fd, max_len, out);
    (void)close(fd);
    if (regular && code == 0)
        return true;
    strbuf_truncate(out, old_len);
    if (code == EFBIG)
        return err_set(err, "%s 太大：最多 %zu MiB", name, max_len / 1024 / 1024);
    if (code != 0)
        return stick_failed(err, code, "读不了", name);
    return err_set(err, "%s 不是普通文件，不能用", name);
}
