#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"

/* Fails with what could not be done, to which path, why and what to do; the raw cause is logged. */
#define FAIL(err, code, what, path) fail(err, __LINE__, code, what, path)

static bool fail(struct err *err, int line, int code, const char *what, const char *path)
{
    return err_set_at(err, __FILE__, line, strerrordesc_np(code), "%s %s：%s", what, path,
                      err_reason(code));
}

/* As FAIL, for a call that wanted to write: there a missing permission has its own name. */
#define FAIL_WRITE(err, code, what, path) fail_write(err, __LINE__, code, what, path)

static bool fail_write(struct err *err, int line, int code, const char *what, const char *path)
{
    const char *reason = err_reason(code);

    if (code == EACCES || code == EPERM)
        reason = "没有写权限，请检查文件夹的归属与权限";
    else if (code == ENOENT)
        reason = "所在的文件夹不存在，请先建好它";
    return err_set_at(err, __FILE__, line, strerrordesc_np(code), "%s %s：%s", what, path, reason);
}

/* Appends what is left to read of fd, at most max_len bytes; 0, an errno, or EFBIG for more. */
static int read_rest(int fd, size_t max_len, struct strbuf *out)
{
    char chunk[64 * 1024];
    size_t total = 0;

    for (;;) {
        ssize_t got = read(fd, chunk, sizeof(chunk));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        if (got == 0)
            return 0;
        /* Counted here and not asked beforehand: a file may grow, and one of /proc has no length.
         */
        if ((size_t)got > max_len - total)
            return EFBIG;
        strbuf_add_len(out, chunk, (size_t)got);
        total += (size_t)got;
    }
}

bool fs_read(const char *path, size_t max_len, struct strbuf *out, struct err *err)
{
    static const char what[] = "读不了文件";
    size_t old_len = out->len;
    struct stat status;
    bool ok = false;
    int code;
    /* A FIFO without a writer would hold up open; O_NONBLOCK does not touch regular files. */
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

    if (fd < 0)
        return FAIL(err, errno, what, path);
    if (fstat(fd, &status) != 0) {
        FAIL(err, errno, what, path);
        goto out;
    }
    if (S_ISDIR(status.st_mode)) {
        FAIL(err, EISDIR, what, path);
        goto out;
    }
    if (!S_ISREG(status.st_mode)) {
        err_set(err, "%s %s：它不是普通文件（是管道或设备），请换一个文件", what, path);
        goto out;
    }
    code = read_rest(fd, max_len, out);
    if (code == EFBIG)
        err_set(err, "文件 %s 太大：最多 %zu 字节，请拆分或精简", path, max_len);
    else if (code != 0)
        FAIL(err, code, what, path);
    ok = code == 0;
out:
    if (!ok)
        strbuf_truncate(out, old_len);
    (void)close(fd);
    return ok;
}

static int write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(fd, bytes, len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        if (written == 0)
            return EIO;
        bytes += written;
        len -= (size_t)written;
    }
    return 0;
}

/* Writes a new file at part, durable when 0 is returned; otherwise an errno. The mode is the one
 * of the file that will be replaced, if there is one. */
static int write_part(const char *part, const char *path, const void *bytes, size_t len)
{
    struct stat old;
    int code = 0;
    int fd;

    /* What a power cut left behind; a symbolic link here must not lead the writing elsewhere. */
    if (unlink(part) != 0 && errno != ENOENT)
        return errno;
    fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return errno;
    if (stat(path, &old) == 0 && S_ISREG(old.st_mode) && fchmod(fd, old.st_mode & 07777) != 0)
        code = errno;
    if (code == 0)
        code = write_all(fd, bytes, len);
    /* Once only: after a failure the kernel may have dropped the pages, and a second fsync would
     * report success for bytes that are gone. */
    if (code == 0 && fsync(fd) != 0)
        code = errno;
    if (close(fd) != 0 && code == 0)
        code = errno;
    return code;
}

bool fs_replace(const char *path, const void *bytes, size_t len, struct err *err)
{
    struct strbuf part;
    char *folder = fs_dirname(path);
    bool ok = false;
    int code;

    strbuf_init(&part);
    strbuf_addf(&part, "%s.part", path);
    code = write_part(part.text, path, bytes, len);
    if (code == 0 && rename(part.text, path) != 0)
        code = errno;
    if (code != 0) {
        (void)unlink(part.text);
        FAIL_WRITE(err, code, "写不了文件", path);
        goto out;
    }
    ok = fs_sync_folder(folder, err);
out:
    strbuf_fini(&part);
    free(folder);
    return ok;
}

bool fs_sync_folder(const char *path, struct err *err)
{
    static const char what[] = "不能确认已写到盘上，文件夹";
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int code = 0;

    if (fd < 0)
        return FAIL(err, errno, what, path);
    if (fsync(fd) != 0)
        code = errno;
    (void)close(fd);
    /* Some file systems cannot sync a folder and say so: there is nothing that could have failed.
     */
    if (code == EINVAL) {
        log_warn("文件夹 %s 所在的文件系统不支持同步", path);
        return true;
    }
    return code == 0 || FAIL(err, code, what, path);
}

bool fs_make_folders(const char *path, struct err *err)
{
    static const char what[] = "建不了文件夹";
    char *parent;
    bool ok;
    int code;

    if (fs_is_folder(path))
        return true;
    parent = fs_dirname(path);
    ok = fs_make_folders(parent, err);
    if (ok) {
        code = mkdir(path, 0700) == 0 ? 0 : errno;
        /* Somebody else may have been faster. */
        if (code == EEXIST && fs_is_folder(path))
            code = 0;
        if (code != 0)
            ok = FAIL_WRITE(err, code, what, path);
        else
            ok = fs_sync_folder(parent, err);
    }
    free(parent);
    return ok;
}

bool fs_exists(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0;
}

bool fs_is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Empties the folder open at fd, which is closed here; 0 or an errno. */
static int remove_entries(int fd)
{
    DIR *folder = fdopendir(fd);
    int code = 0;

    if (!folder) {
        code = errno;
        (void)close(fd);
        return code;
    }
    while (code == 0) {
        struct dirent *entry;
        int flags = 0;
        errno = 0;
        entry = readdir(folder);
        if (!entry) {
            code = errno;
            break;
        }
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        /* Opened without following links, hence never outside the tree. */
        int child = openat(fd, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (child >= 0) {
            code = remove_entries(child);
            flags = AT_REMOVEDIR;
        } else if (errno != ENOTDIR && errno != ELOOP) {
            code = errno;
        }
        if (code == 0 && unlinkat(fd, entry->d_name, flags) != 0 && errno != ENOENT)
            code = errno;
    }
    (void)closedir(folder);
    return code;
}

bool fs_remove_tree(const char *path, struct err *err)
{
    static const char what[] = "删不了文件夹";
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int code;

    if (fd < 0)
        return errno == ENOENT || FAIL_WRITE(err, errno, what, path);
    code = remove_entries(fd);
    if (code == 0 && rmdir(path) != 0)
        code = errno;
    return code == 0 || FAIL_WRITE(err, code, what, path);
}

long long fs_free_len(const char *path)
{
    struct statvfs status;

    if (statvfs(path, &status) != 0)
        return -1;
    return (long long)status.f_bavail * (long long)status.f_frsize;
}

char *fs_join(const char *folder, const char *name)
{
    struct strbuf path;

    if (name[0] == '/')
        return mem_strdup(name);
    strbuf_init(&path);
    strbuf_add(&path, folder);
    while (path.len > 1 && path.text[path.len - 1] == '/')
        strbuf_truncate(&path, path.len - 1);
    if (name[0] != '\0' && path.len > 0 && path.text[path.len - 1] != '/')
        strbuf_add(&path, "/");
    strbuf_add(&path, name);
    return strbuf_take(&path);
}

/* The length of path without the slashes at its end. */
static size_t bare_len(const char *path, size_t len)
{
    while (len > 0 && path[len - 1] == '/')
        len--;
    return len;
}

/* Where the last name begins, slashes at the end aside. */
static size_t name_offset(const char *path)
{
    size_t offset = bare_len(path, strlen(path));

    while (offset > 0 && path[offset - 1] != '/')
        offset--;
    return offset;
}

char *fs_dirname(const char *path)
{
    size_t offset = name_offset(path);
    size_t len = bare_len(path, offset);

    if (len > 0)
        return mem_strndup(path, len);
    /* All slashes, or one name behind the root, or one name alone. */
    return mem_strdup(path[0] == '/' ? "/" : ".");
}

const char *fs_basename(const char *path)
{
    return path + name_offset(path);
}
