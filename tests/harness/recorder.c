/*
 * Writes down, from outside a program, what it does to the files below one folder: a library for
 * LD_PRELOAD whose record power.py replays to what a power cut at any moment may leave.
 *
 *   WENDA_RECORD_ROOT  the folder, as an absolute path without links
 *   WENDA_RECORD_TO    the record, appended to
 *
 * One line an operation, its fields divided by tabs: C ino path (a new file), W ino offset length
 * and then the bytes, T ino length, S ino (synced), D path (a folder synced), Y (all synced),
 * M path (mkdir), R from to, E one other (exchanged), L from to (linked), U path (unlinked),
 * X path (rmdir).
 * Operations are done one at a time, so that the record has them in their order.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FDS = 4096, PATH_LEN = 2048 };

static struct {
    const char *root;
    size_t root_len;
    int to;
} record = { .to = -1 };

static atomic_bool tracked[FDS];
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name)                        \
    static __typeof__(name) *real_##name; \
    if (real_##name == NULL)              \
    real_##name = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static void put(const void *bytes, size_t len)
{
    if (syscall(SYS_write, record.to, bytes, len) != (long)len)
        abort();
}

static void note(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void note(const char *format, ...)
{
    char line[2 * PATH_LEN + 64];
    va_list args;
    int kept = errno;
    va_start(args, format);
    int len = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    put(line, (size_t)len);
    errno = kept;
}

static bool is_below(const char *path)
{
    return record.to >= 0 && strncmp(path, record.root, record.root_len) == 0;
}

static bool is_tracked(int fd)
{
    return record.to >= 0 && fd >= 0 && fd < FDS && atomic_load(&tracked[fd]);
}

/* The name of what fd is open on, "" when it cannot be told. */
static const char *name_of(int fd, char out[PATH_LEN])
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, out, PATH_LEN - 1);
    out[len > 0 ? len : 0] = '\0';
    return out;
}

static const char *resolve(int folder, const char *path, char out[PATH_LEN])
{
    char base[PATH_LEN];
    if (path[0] == '/' || folder == AT_FDCWD)
        snprintf(out, PATH_LEN, "%s", path);
    else
        snprintf(out, PATH_LEN, "%s/%.*s", name_of(folder, base), PATH_LEN / 2, path);
    return out;
}

static unsigned long ino_of(int fd)
{
    struct stat info;
    return fstat(fd, &info) == 0 && S_ISREG(info.st_mode) ? info.st_ino : 0;
}

/* ---- files ---- */

static int note_open(int fd, const char *path, int flags, bool was_there)
{
    bool below = is_below(path);
    if (fd < 0 || fd >= FDS)
        return fd;
    atomic_store(&tracked[fd], below);
    if (below && (flags & O_CREAT) && !was_there)
        note("C\t%lu\t%s\n", ino_of(fd), path);
    else if (below && (flags & O_TRUNC))
        note("T\t%lu\t0\n", ino_of(fd));
    return fd;
}

static int open_at(int folder, const char *path, int flags, mode_t mode)
{
    REAL(openat);
    char full[PATH_LEN];
    resolve(folder, path, full);
    pthread_mutex_lock(&one_at_a_time);
    bool was_there = access(full, F_OK) == 0;
    int fd = note_open(real_openat(folder, path, flags, mode), full, flags, was_there);
    pthread_mutex_unlock(&one_at_a_time);
    return fd;
}

#define MODE_OF(flags)                     \
    mode_t mode = 0;                       \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list args;                      \
        va_start(args, flags);             \
        mode = va_arg(args, mode_t);       \
        va_end(args);                      \
    }

int open(const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_at(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_at(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_at(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...)
{
    MODE_OF(flags)
    return open_at(folder, path, flags, mode);
}

int close(int fd)
{
    REAL(close);
    if (fd >= 0 && fd < FDS)
        atomic_store(&tracked[fd], false);
    return real_close(fd);
}

static ssize_t write_at(int fd, const void *bytes, size_t len, off_t at)
{
    REAL(pwrite);
    if (!is_tracked(fd))
        return real_pwrite(fd, bytes, len, at);
    pthread_mutex_lock(&one_at_a_time);
    ssize_t done = real_pwrite(fd, bytes, len, at);
    if (done > 0) {
        note("W\t%lu\t%ld\t%zd\n", ino_of(fd), (long)at, done);
        put(bytes, (size_t)done);
    }
    pthread_mutex_unlock(&one_at_a_time);
    return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
    return write_at(fd, bytes, len, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
    return write_at(fd, bytes, len, at);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
    REAL(write);
    if (!is_tracked(fd))
        return real_write(fd, bytes, len);
    pthread_mutex_lock(&one_at_a_time);
    ssize_t done = real_write(fd, bytes, len);
    if (done > 0) {
        note("W\t%lu\t%ld\t%zd\n", ino_of(fd), (long)lseek(fd, 0, SEEK_CUR) - (long)done, done);
        put(bytes, (size_t)done);
    }
    pthread_mutex_unlock(&one_at_a_time);
    return done;
}

#define NOTED(call, ...)                  \
    pthread_mutex_lock(&one_at_a_time);   \
    int code = call;                      \
    if (code == 0)                        \
        note(__VA_ARGS__);                \
    pthread_mutex_unlock(&one_at_a_time); \
    return code

int ftruncate(int fd, off_t len)
{
    REAL(ftruncate);
    if (!is_tracked(fd))
        return real_ftruncate(fd, len);
    NOTED(real_ftruncate(fd, len), "T\t%lu\t%ld\n", ino_of(fd), (long)len);
}

int ftruncate64(int fd, off64_t len)
{
    return ftruncate(fd, len);
}

int posix_fallocate(int fd, off_t at, off_t len)
{
    REAL(posix_fallocate);
    if (!is_tracked(fd))
        return real_posix_fallocate(fd, at, len);
    NOTED(real_posix_fallocate(fd, at, len), "T\t%lu\t%ld\n", ino_of(fd), (long)(at + len));
}

int posix_fallocate64(int fd, off64_t at, off64_t len)
{
    return posix_fallocate(fd, at, len);
}

/* ---- syncs ---- */

static void note_sync(int fd)
{
    char path[PATH_LEN];
    unsigned long ino = ino_of(fd);
    if (ino != 0)
        note("S\t%lu\n", ino);
    else
        note("D\t%s\n", name_of(fd, path));
}

int fsync(int fd)
{
    REAL(fsync);
    if (!is_tracked(fd))
        return real_fsync(fd);
    pthread_mutex_lock(&one_at_a_time);
    int code = real_fsync(fd);
    if (code == 0)
        note_sync(fd);
    pthread_mutex_unlock(&one_at_a_time);
    return code;
}

int fdatasync(int fd)
{
    return fsync(fd);
}

int syncfs(int fd)
{
    REAL(syncfs);
    if (!is_tracked(fd))
        return real_syncfs(fd);
    NOTED(real_syncfs(fd), "Y\n");
}

/* ---- names ---- */

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    REAL(renameat2);
    char one[PATH_LEN], other[PATH_LEN];
    resolve(from_folder, from, one);
    if (!is_below(resolve(to_folder, to, other)))
        return real_renameat2(from_folder, from, to_folder, to, flags);
    NOTED(real_renameat2(from_folder, from, to_folder, to, flags), "%c\t%s\t%s\n",
          (flags & RENAME_EXCHANGE) != 0 ? 'E' : 'R', one, other);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    return renameat2(from_folder, from, to_folder, to, 0);
}

int rename(const char *from, const char *to)
{
    return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int link(const char *from, const char *to)
{
    REAL(link);
    if (!is_below(to))
        return real_link(from, to);
    NOTED(real_link(from, to), "L\t%s\t%s\n", from, to);
}

int unlinkat(int folder, const char *path, int flags)
{
    REAL(unlinkat);
    char full[PATH_LEN];
    if (!is_below(resolve(folder, path, full)))
        return real_unlinkat(folder, path, flags);
    NOTED(real_unlinkat(folder, path, flags), "%c\t%s\n", (flags & AT_REMOVEDIR) != 0 ? 'X' : 'U',
          full);
}

int unlink(const char *path)
{
    return unlinkat(AT_FDCWD, path, 0);
}

int rmdir(const char *path)
{
    return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int mkdirat(int folder, const char *path, mode_t mode)
{
    REAL(mkdirat);
    char full[PATH_LEN];
    if (!is_below(resolve(folder, path, full)))
        return real_mkdirat(folder, path, mode);
    NOTED(real_mkdirat(folder, path, mode), "M\t%s\n", full);
}

int mkdir(const char *path, mode_t mode)
{
    return mkdirat(AT_FDCWD, path, mode);
}

static __attribute__((constructor)) void begin(void)
{
    const char *to = getenv("WENDA_RECORD_TO");
    record.root = getenv("WENDA_RECORD_ROOT");
    if (to == NULL || record.root == NULL)
        return;
    record.root_len = strlen(record.root);
    record.to =
        (int)syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}
