#include "booth/stick_gate.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/log.h"
#include "booth/stick_files.h"

static const char own_place[] = "/run/wenda/", request_path[] = "/run/wenda/stick.request";
enum { WAIT_MS = 8000 };

static bool is_read_only(const char *path)
{
    struct statvfs space;
    return statvfs(path, &space) == 0 && (space.f_flag & ST_RDONLY) != 0;
}

static bool is_own(const char *path)
{
    return strncmp(path, own_place, strlen(own_place)) == 0 && fs_exists(request_path);
}

/* Asks the helper and sleeps until the mount is as wanted. */
static bool ask(const char *path, bool read_only)
{
    const char *word = read_only ? "ro\n" : "rw\n";
    int64_t end_ms = clock_boot_ms() + WAIT_MS;
    int mounts = open("/proc/thread-self/mountinfo", O_RDONLY | O_CLOEXEC);
    int fd = open(request_path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOFOLLOW);
    bool asked = mounts >= 0 && fd >= 0 && write(fd, word, 3) == 3;
    struct pollfd mount = { .fd = mounts, .events = POLLPRI };

    if (fd >= 0)
        (void)close(fd);
    while (asked && is_read_only(path) != read_only) {
        int64_t left_ms = end_ms - clock_boot_ms();
        if (left_ms <= 0 || (poll(&mount, 1, (int)left_ms) < 0 && errno != EINTR))
            break;
    }
    if (mounts >= 0)
        (void)close(mounts);
    return is_read_only(path) == read_only;
}

bool stick_gate_open(const char *path, struct err *err)
{
    if (!is_read_only(path) || (is_own(path) && ask(path, false)))
        return true;
    return stick_failed(err, EROFS, "写不了 U 盘", fs_basename(path));
}

bool stick_gate_close(const char *path)
{
    if (!is_own(path) || is_read_only(path) || ask(path, true))
        return true;
    log_warn("U 盘 %s 没有能变回只读", path);
    return false;
}
