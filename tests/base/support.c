#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "base/fs.h"

struct fault fault = { .write_budget = -1 };

/* AddressSanitizer asks this: a malloc that cannot succeed returns NULL, as libc's does. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static char folder[256];

void temp_init(void)
{
    const char *base = getenv("TMPDIR");

    (void)snprintf(folder, sizeof(folder), "%s/wenda-base-XXXXXX", base ? base : "/tmp");
    cr_assert_not_null(mkdtemp(folder));
}

void temp_fini(void)
{
    memset(&fault, 0, sizeof(fault));
    fault.write_budget = -1;
    cr_expect(fs_remove_tree(folder, NULL));
}

const char *temp_path(const char *name)
{
    static char paths[4][512];
    static int next;
    char *path = paths[next++ % 4];

    (void)snprintf(path, sizeof(paths[0]), "%s%s%s", folder, name[0] ? "/" : "", name);
    return path;
}

void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");

    cr_assert_not_null(file, "%s", path);
    cr_assert_eq(fwrite(text, 1, strlen(text), file), strlen(text));
    cr_assert_eq(fclose(file), 0);
}

char *read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t got = 0, capacity = 0;

    if (!file)
        return NULL;
    do {
        capacity = capacity * 2 + 4096;
        text = realloc(text, capacity);
        cr_assert_not_null(text);
        got += fread(text + got, 1, capacity - 1 - got, file);
    } while (got == capacity - 1);
    text[got] = '\0';
    (void)fclose(file);
    if (len)
        *len = got;
    return text;
}

/* From here on the program's own calls land before libc's. */

static void trace(char what)
{
    size_t len = strlen(fault.trace);

    if (len + 1 < sizeof(fault.trace))
        fault.trace[len] = what;
}

int fsync(int fd)
{
    struct stat status;
    int code;

    if (fstat(fd, &status) != 0)
        return -1;
    if ((fcntl(fd, F_GETFD) & FD_CLOEXEC) == 0)
        fault.cloexec_missing++;
    trace(S_ISDIR(status.st_mode) ? 'D' : 'F');
    code = S_ISDIR(status.st_mode) ? fault.folder_fsync_code : fault.fsync_code;
    if (code != 0) {
        errno = code;
        return -1;
    }
    return (int)syscall(SYS_fsync, fd);
}

int rename(const char *from, const char *to)
{
    trace('R');
    if (fault.rename_code != 0) {
        errno = fault.rename_code;
        return -1;
    }
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlinkat(int fd, const char *name, int flags)
{
    if (fault.unlinkat_code != 0) {
        errno = fault.unlinkat_code;
        return -1;
    }
    return (int)syscall(SYS_unlinkat, fd, name, flags);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
    /* The runner talks over descriptors of its own, stderr among them: regular files only. */
    struct stat status;

    if (fault.write_budget >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) {
        if (len > 0 && fault.write_budget == 0) {
            errno = fault.write_code;
            return -1;
        }
        if ((long long)len > fault.write_budget)
            len = (size_t)fault.write_budget;
        fault.write_budget -= (long long)len;
    }
    return syscall(SYS_write, fd, bytes, len);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    fault.clock = clock;
    return (int)syscall(SYS_clock_gettime, clock, now);
}
