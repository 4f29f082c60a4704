/*
 * Calls of the C library that write to a stick, made to fail: at the n-th of them once (a fault) or
 * from it on (the stick is pulled). Takes the place of the library's own in this program.
 */
#include "booth/stick_faults.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Thread_local struct stick_faults *faults;

void stick_faults_set(struct stick_faults *wanted)
{
    faults = wanted;
}

/* True when this call has to fail. */
static bool fails(void)
{
    if (!faults)
        return false;
    int at = faults->calls++;
    if (at < faults->at || (at > faults->at && !faults->pulled))
        return false;
    errno = faults->code;
    return true;
}

ssize_t write(int fd, const void *bytes, size_t len)
{
    if (faults && fails())
        return -1;
    if (faults && faults->tear && faults->calls == faults->at && len > 1)
        len /= 2; /* the last one before it is only half done */
    if (faults && faults->lies && len > 0) {
        char other = (char)(*(const char *)bytes ^ 1);
        return syscall(SYS_write, fd, &other, 1);
    }
    return syscall(SYS_write, fd, bytes, len);
}

int fsync(int fd)
{
    return fails() ? -1 : (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    return fails() ? -1 : (int)syscall(SYS_fdatasync, fd);
}

int syncfs(int fd)
{
    return fails() ? -1 : (int)syscall(SYS_syncfs, fd);
}

int mkdirat(int folder, const char *name, mode_t mode)
{
    return fails() ? -1 : (int)syscall(SYS_mkdirat, folder, name, mode);
}

int renameat2(int from, const char *old, int to, const char *name, unsigned flags)
{
    return fails() ? -1 : (int)syscall(SYS_renameat2, from, old, to, name, flags);
}

int unlinkat(int folder, const char *name, int flags)
{
    return fails() ? -1 : (int)syscall(SYS_unlinkat, folder, name, flags);
}

int openat(int folder, const char *name, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    return faults && fails() ? -1 : (int)syscall(SYS_openat, folder, name, flags, mode);
}
