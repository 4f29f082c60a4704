/*
 * What a bad machine does to a program, from outside it: a library for LD_PRELOAD that lets the
 * n-th operation on files below one folder fail, the n-th allocation fail, the disk be full after
 * so many bytes, syncs stall, and the wall clock lie. Programs under test are not built for it.
 *
 *   WENDA_SHIM_ROOT    only files below it are counted and fail
 *   WENDA_SHIM_FAULT   OPS:AT[:once|good[:CODE]] ... up to two, with a blank between them
 *                      OPS = letters of: o open  w write  s sync  t truncate  r rename  u unlink
 *                      d mkdir and link  m malloc; AT counts from 0; CODE = eio or enospc
 *   WENDA_SHIM_QUOTA   so many bytes can be written, the last write perhaps in part
 *   WENDA_SHIM_STALL   EVERY:MS   each EVERY-th sync takes that long
 *   WENDA_SHIM_CLOCK   OFFSET_S[:AFTER_MS:OFFSET_S]   added to the wall clock
 *   WENDA_SHIM_REPORT  a file; "struck" is appended when a fault strikes, "unsynced NAME" when a
 *                      file is renamed before its sync, "N operations, N allocations, N bytes" at
 *                      the end
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { FAULTS = 2, FDS = 4096, DIRTY = 64, EARLY_LEN = 64 * 1024 };

struct fault {
    char ops[16];
    long at;
    bool for_good;
    int code;
    atomic_long seen;
    atomic_bool struck;
};

static struct {
    bool armed;
    char root[1024];
    size_t root_len;
    struct fault faults[FAULTS];
    int fault_count;
    long quota; /* -1 = none */
    long stall_every, stall_ms;
    bool has_clock;
    long clock_s[2], clock_after_ms;
    struct timespec born;
    char report[1024];
} plan = { .quota = -1 };

static atomic_long operations, allocations, bytes_written, syncs;
static atomic_bool tracked[FDS];

static void report(const char *text)
{
    if (!plan.report[0])
        return;
    /* Past every wrapper, ours as well. */
    long fd = syscall(SYS_openat, AT_FDCWD, plan.report, O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (fd >= 0) {
        (void)syscall(SYS_write, fd, text, strlen(text));
        (void)syscall(SYS_close, fd);
    }
}

/* True when this operation is to fail; errno is set. */
static bool strikes(char op)
{
    bool falls = false;
    for (int i = 0; i < plan.fault_count; i++) {
        struct fault *fault = &plan.faults[i];
        if (strchr(fault->ops, op) == NULL)
            continue;
        long seen = atomic_fetch_add(&fault->seen, 1);
        if (seen != fault->at && !(fault->for_good && seen > fault->at))
            continue;
        if (!atomic_exchange(&fault->struck, true))
            report("struck\n");
        errno = op == 'm' ? ENOMEM : fault->code;
        falls = true;
    }
    return falls;
}

static bool is_below(const char *path)
{
    return plan.armed && path != NULL && strncmp(path, plan.root, plan.root_len) == 0;
}

static bool is_tracked(int fd)
{
    return plan.armed && fd >= 0 && fd < FDS && atomic_load(&tracked[fd]);
}

static bool at_is_below(int folder, const char *path)
{
    return path[0] == '/' ? is_below(path) : is_tracked(folder);
}

static bool fails(bool counts, char op)
{
    if (!counts)
        return false;
    atomic_fetch_add(&operations, 1);
    return strikes(op);
}

#define REAL(name)                        \
    static __typeof__(name) *real_##name; \
    if (real_##name == NULL)              \
    real_##name = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

/* ---- files ---- */

static int opened(int fd, bool below)
{
    if (fd >= 0 && fd < FDS)
        atomic_store(&tracked[fd], below);
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

/* Also a folder that is opened for its sync counts; what is only looked at does not. */
static bool open_fails(const char *path, int folder, bool relative, int flags)
{
    bool below = relative ? at_is_below(folder, path) : is_below(path);
    return fails(below && (flags & (O_WRONLY | O_RDWR | O_CREAT | O_DIRECTORY)) != 0, 'o');
}

int open(const char *path, int flags, ...)
{
    REAL(open);
    MODE_OF(flags)
    if (open_fails(path, 0, false, flags))
        return -1;
    return opened(real_open(path, flags, mode), is_below(path));
}

int open64(const char *path, int flags, ...)
{
    REAL(open64);
    MODE_OF(flags)
    if (open_fails(path, 0, false, flags))
        return -1;
    return opened(real_open64(path, flags, mode), is_below(path));
}

int openat(int folder, const char *path, int flags, ...)
{
    REAL(openat);
    MODE_OF(flags)
    if (open_fails(path, folder, true, flags))
        return -1;
    return opened(real_openat(folder, path, flags, mode), at_is_below(folder, path));
}

int openat64(int folder, const char *path, int flags, ...)
{
    REAL(openat64);
    MODE_OF(flags)
    if (open_fails(path, folder, true, flags))
        return -1;
    return opened(real_openat64(folder, path, flags, mode), at_is_below(folder, path));
}

int close(int fd)
{
    REAL(close);
    if (fd >= 0 && fd < FDS)
        atomic_store(&tracked[fd], false);
    return real_close(fd);
}

/* Files written since their last sync, by number; the oldest is forgotten when there are too many.
 */
static struct {
    atomic_flag taken;
    ino_t files[DIRTY];
    int next;
} dirty = { .taken = ATOMIC_FLAG_INIT };

static void set_dirty(int fd, bool is_dirty)
{
    struct stat info;
    int at = -1;
    if (!is_tracked(fd) || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return;
    while (atomic_flag_test_and_set(&dirty.taken))
        ;
    for (int i = 0; i < DIRTY; i++)
        if (dirty.files[i] == info.st_ino)
            at = i;
    if (is_dirty && at < 0)
        dirty.files[dirty.next++ % DIRTY] = info.st_ino;
    else if (!is_dirty && at >= 0)
        dirty.files[at] = 0;
    atomic_flag_clear(&dirty.taken);
}

/* A name that appears before its bytes are on the disk is empty after a power cut. */
static void expect_synced(const char *path)
{
    struct stat info;
    char text[1100];
    if (!is_below(path) || stat(path, &info) != 0 || !S_ISREG(info.st_mode))
        return;
    for (int i = 0; i < DIRTY; i++) {
        if (dirty.files[i] == info.st_ino) {
            (void)snprintf(text, sizeof text, "unsynced %s\n", path);
            report(text);
        }
    }
}

/* How many of len bytes the disk still takes; -1 = none, and errno. */
static ssize_t room_for(int fd, size_t len)
{
    if (!is_tracked(fd))
        return (ssize_t)len;
    set_dirty(fd, true);
    long before = atomic_fetch_add(&bytes_written, (long)len);
    if (plan.quota < 0 || before + (long)len <= plan.quota)
        return (ssize_t)len;
    if (before < plan.quota)
        return plan.quota - before;
    report("struck\n");
    errno = ENOSPC;
    return -1;
}

ssize_t write(int fd, const void *bytes, size_t len)
{
    REAL(write);
    if (fails(is_tracked(fd), 'w'))
        return -1;
    ssize_t room = room_for(fd, len);
    return room < 0 ? -1 : real_write(fd, bytes, (size_t)room);
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
    REAL(pwrite);
    if (fails(is_tracked(fd), 'w'))
        return -1;
    ssize_t room = room_for(fd, len);
    return room < 0 ? -1 : real_pwrite(fd, bytes, (size_t)room, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
    REAL(pwrite64);
    if (fails(is_tracked(fd), 'w'))
        return -1;
    ssize_t room = room_for(fd, len);
    return room < 0 ? -1 : real_pwrite64(fd, bytes, (size_t)room, at);
}

static void stall(int fd)
{
    if (plan.stall_every > 0 && is_tracked(fd) &&
        atomic_fetch_add(&syncs, 1) % plan.stall_every == plan.stall_every - 1) {
        struct timespec span = { plan.stall_ms / 1000, plan.stall_ms % 1000 * 1000000 };
        report("stalled\n");
        (void)nanosleep(&span, NULL);
    }
}

int fsync(int fd)
{
    REAL(fsync);
    stall(fd);
    if (fails(is_tracked(fd), 's'))
        return -1;
    set_dirty(fd, false);
    return real_fsync(fd);
}

int fdatasync(int fd)
{
    REAL(fdatasync);
    stall(fd);
    if (fails(is_tracked(fd), 's'))
        return -1;
    set_dirty(fd, false);
    return real_fdatasync(fd);
}

int ftruncate(int fd, off_t len)
{
    REAL(ftruncate);
    return fails(is_tracked(fd), 't') ? -1 : real_ftruncate(fd, len);
}

int ftruncate64(int fd, off64_t len)
{
    REAL(ftruncate64);
    return fails(is_tracked(fd), 't') ? -1 : real_ftruncate64(fd, len);
}

int rename(const char *from, const char *to)
{
    REAL(rename);
    expect_synced(from);
    return fails(is_below(from) || is_below(to), 'r') ? -1 : real_rename(from, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    REAL(renameat);
    return fails(at_is_below(from_folder, from), 'r')
               ? -1
               : real_renameat(from_folder, from, to_folder, to);
}

int unlink(const char *path)
{
    REAL(unlink);
    return fails(is_below(path), 'u') ? -1 : real_unlink(path);
}

int unlinkat(int folder, const char *path, int flags)
{
    REAL(unlinkat);
    return fails(at_is_below(folder, path), 'u') ? -1 : real_unlinkat(folder, path, flags);
}

int mkdir(const char *path, mode_t mode)
{
    REAL(mkdir);
    return fails(is_below(path), 'd') ? -1 : real_mkdir(path, mode);
}

int link(const char *from, const char *to)
{
    REAL(link);
    return fails(is_below(to), 'd') ? -1 : real_link(from, to);
}

/* ---- memory ---- */

/* dlsym itself allocates before the real functions are known; that memory is never given back. */
static char early[EARLY_LEN] __attribute__((aligned(16)));
static size_t early_used;
static bool is_resolving;

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void (*real_free)(void *);

static void *take_early(size_t len)
{
    size_t at = early_used;
    early_used += (len + 15) & ~(size_t)15;
    return early_used <= sizeof early ? early + at : NULL;
}

static bool resolve(void)
{
    if (real_free != NULL)
        return true;
    if (is_resolving)
        return false;
    is_resolving = true;
    real_malloc = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
    real_calloc = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "calloc");
    real_realloc = (void *(*)(void *, size_t))dlsym(RTLD_NEXT, "realloc");
    real_free = (void (*)(void *))dlsym(RTLD_NEXT, "free");
    is_resolving = false;
    return true;
}

static bool malloc_fails(void)
{
    if (!plan.armed)
        return false;
    atomic_fetch_add(&allocations, 1);
    return strikes('m');
}

void *malloc(size_t len)
{
    if (!resolve())
        return take_early(len);
    return malloc_fails() ? NULL : real_malloc(len);
}

void *calloc(size_t count, size_t len)
{
    if (!resolve())
        return take_early(count * len);
    return malloc_fails() ? NULL : real_calloc(count, len);
}

void *realloc(void *old, size_t len)
{
    if (!resolve())
        return NULL;
    return malloc_fails() ? NULL : real_realloc(old, len);
}

void free(void *memory)
{
    if ((char *)memory >= early && (char *)memory < early + sizeof early)
        return;
    if (resolve())
        real_free(memory);
}

/* ---- the clock ---- */

static long clock_offset_s(void)
{
    struct timespec now;
    if (!plan.armed || !plan.has_clock)
        return 0;
    (void)syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
    long passed_ms =
        (now.tv_sec - plan.born.tv_sec) * 1000 + (now.tv_nsec - plan.born.tv_nsec) / 1000000;
    return plan.clock_s[plan.clock_after_ms > 0 && passed_ms >= plan.clock_after_ms];
}

int clock_gettime(clockid_t id, struct timespec *out)
{
    REAL(clock_gettime);
    int code = real_clock_gettime(id, out);
    if (code == 0 && id == CLOCK_REALTIME)
        out->tv_sec += clock_offset_s();
    return code;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
    struct timespec now;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0)
        return -1;
    *out = (struct timeval){ now.tv_sec, now.tv_nsec / 1000 };
    return 0;
}

time_t time(time_t *out)
{
    struct timespec now = { 0 };
    (void)clock_gettime(CLOCK_REALTIME, &now);
    if (out != NULL)
        *out = now.tv_sec;
    return now.tv_sec;
}

/* ---- the plan ---- */

static void copy(char *to, size_t len, const char *from)
{
    (void)snprintf(to, len, "%s", from);
}

static void read_fault(const char *text)
{
    struct fault *fault = &plan.faults[plan.fault_count];
    char mode[16] = "once", code[16] = "eio";
    if (sscanf(text, "%15[a-z]:%ld:%15[a-z]:%15[a-z]", fault->ops, &fault->at, mode, code) < 2)
        return;
    fault->for_good = strcmp(mode, "good") == 0;
    fault->code = strcmp(code, "enospc") == 0 ? ENOSPC : EIO;
    plan.fault_count++;
}

static long number(const char *name, long otherwise)
{
    const char *text = getenv(name);
    return text != NULL ? strtol(text, NULL, 10) : otherwise;
}

static __attribute__((constructor)) void arm(void)
{
    const char *root = getenv("WENDA_SHIM_ROOT"), *faults = getenv("WENDA_SHIM_FAULT");
    const char *stalls = getenv("WENDA_SHIM_STALL"), *clock_text = getenv("WENDA_SHIM_CLOCK");
    const char *report_path = getenv("WENDA_SHIM_REPORT");
    if (root == NULL)
        return;
    copy(plan.root, sizeof plan.root, root);
    plan.root_len = strlen(plan.root);
    if (report_path != NULL)
        copy(plan.report, sizeof plan.report, report_path);
    if (faults != NULL) {
        const char *second = strchr(faults, ' ');
        read_fault(faults);
        if (second != NULL)
            read_fault(second + 1);
    }
    plan.quota = number("WENDA_SHIM_QUOTA", -1);
    if (stalls != NULL)
        (void)sscanf(stalls, "%ld:%ld", &plan.stall_every, &plan.stall_ms);
    if (clock_text != NULL)
        plan.has_clock = sscanf(clock_text, "%ld:%ld:%ld", &plan.clock_s[0], &plan.clock_after_ms,
                                &plan.clock_s[1]) >= 1;
    (void)syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &plan.born);
    plan.armed = true;
}

static __attribute__((destructor)) void tell_counts(void)
{
    char text[128];
    if (!plan.armed)
        return;
    plan.armed = false;
    (void)snprintf(text, sizeof text, "%ld operations, %ld allocations, %ld bytes\n",
                   atomic_load(&operations), atomic_load(&allocations),
                   atomic_load(&bytes_written));
    report(text);
}
