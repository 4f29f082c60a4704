#include "booth/stick_copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "booth/stick_files.h"
#include "booth/stick_gate.h"
#include "port/crypt.h"

enum {
    CHUNK_LEN = 256 * 1024,
    SYNC_LEN = 4 * 1024 * 1024, /* so much may be under way to the stick */
    NAMES_MAX = 99,
    DEPTH_MAX = 2
};

static const char manifest[] = "manifest.json";

struct copy_file {
    char name[STICK_FILE_NAME_LEN]; /* below the folder */
    int64_t len;
    uint8_t hash[CRYPT_HASH_LEN];
};

struct copy {
    const struct stick_copy_job *job;
    struct copy_file *files;
    int count;
    struct stick_progress progress;
    int from, stick, part; /* folders, -1 = not open */
    char part_name[STICK_FILE_NAME_LEN + 8];
    char *chunk;
};

static bool stopped(const struct copy *copy, struct err *err)
{
    return copy->job->stop && atomic_load(copy->job->stop) &&
           !err_set(err, "已取消，U 盘上没有留下这次的文件");
}

static void tell(const struct copy *copy)
{
    if (copy->job->progress)
        copy->job->progress(copy->job->context, &copy->progress);
}

/* ---- what there is to copy ---- */

static bool list_folder(struct copy *copy, int folder, const char *prefix, int depth,
                        struct err *err);

static bool list_entry(struct copy *copy, int folder, const char *prefix, const char *entry,
                       int depth, struct err *err)
{
    struct stat status;
    char name[STICK_FILE_NAME_LEN];
    int len = snprintf(name, sizeof name, "%s%s", prefix, entry);
    if (len >= (int)sizeof name || fstatat(folder, entry, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return err_set(err, "导出文件夹里的 %s 读不出来", entry);
    if (S_ISDIR(status.st_mode) && depth < DEPTH_MAX) {
        int child = openat(folder, entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        char below[STICK_FILE_NAME_LEN + 1];
        snprintf(below, sizeof below, "%s/", name);
        return child >= 0 ? list_folder(copy, child, below, depth + 1, err)
                          : err_set(err, "导出文件夹里的 %s 读不出来", name);
    }
    if (!S_ISREG(status.st_mode) || copy->count == STICK_FILES_MAX)
        return err_set(err, "导出文件夹里的 %s 不能拷贝", name);
    struct copy_file *file = &copy->files[copy->count++];
    memcpy(file->name, name, sizeof name);
    file->len = status.st_size;
    copy->progress.total_len += file->len;
    return true;
}

/* Closes folder. */
static bool list_folder(struct copy *copy, int folder, const char *prefix, int depth,
                        struct err *err)
{
    DIR *stream = fdopendir(folder);
    bool ok = stream != NULL;
    if (!stream)
        (void)close(folder);
    for (struct dirent *entry; ok && (entry = readdir(stream)) != NULL;)
        ok = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
             list_entry(copy, dirfd(stream), prefix, entry->d_name, depth, err);
    if (stream)
        (void)closedir(stream);
    return ok || err_set(err, "导出文件夹读不出来");
}

/* By name, the manifest last. */
static int compare_files(const void *a, const void *b)
{
    const struct copy_file *one = a, *other = b;
    int last = (strcmp(one->name, manifest) == 0) - (strcmp(other->name, manifest) == 0);
    return last ? last : strcmp(one->name, other->name);
}

static bool list_files(struct copy *copy, struct err *err)
{
    const char *names[STICK_FILES_MAX];
    int folder = dup(copy->from);
    if (folder < 0 || !list_folder(copy, folder, "", 0, err))
        return err_set(err, "导出文件夹读不出来");
    qsort(copy->files, (size_t)copy->count, sizeof *copy->files, compare_files);
    for (int i = 0; i < copy->count; i++)
        names[i] = copy->files[i].name;
    if (copy->job->files)
        copy->job->files(copy->job->context, names, copy->count, copy->progress.total_len);
    return true;
}

/* ---- writing ---- */

static bool check_space(const struct copy *copy, struct err *err)
{
    struct statvfs space;
    if (fstatvfs(copy->stick, &space) != 0)
        return stick_failed(err, errno, "写不了 U 盘", "");
    int64_t free_len = (int64_t)space.f_bavail * (int64_t)space.f_frsize;
    /* Every file and folder may end in a block of its own. */
    int64_t need_len =
        copy->progress.total_len + (int64_t)(copy->count + 8) * (int64_t)space.f_frsize;
    return free_len >= need_len ||
           err_set(err, "U 盘空间不足：要写 %.1f MB，只剩 %.1f MB。请删去旧文件，或换一个更大的",
                   (double)need_len / 1e6, (double)free_len / 1e6);
}

/* Removes a folder of ours, two levels deep, below stick. Absent is fine. */
static void remove_folder(int parent, const char *name, int depth)
{
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (!folder)
        return;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (unlinkat(fd, entry->d_name, 0) != 0 && depth < DEPTH_MAX)
            remove_folder(fd, entry->d_name, depth + 1);
    }
    (void)closedir(folder);
    (void)unlinkat(parent, name, AT_REMOVEDIR);
}

/* Names that are free: NAME, NAME-2 … and its .part, of which an older one is worth nothing. */
static bool make_part(struct copy *copy, char name[STICK_FILE_NAME_LEN], struct err *err)
{
    struct stat status;
    for (int i = 1; i <= NAMES_MAX; i++) {
        if (i == 1)
            snprintf(name, STICK_FILE_NAME_LEN, "%s", copy->job->name);
        else
            snprintf(name, STICK_FILE_NAME_LEN, "%s-%d", copy->job->name, i);
        if (fstatat(copy->stick, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
            break;
        if (i == NAMES_MAX)
            return err_set(err, "U 盘上叫 %s 的文件夹太多，请删去旧的", copy->job->name);
    }
    if (errno != ENOENT)
        return stick_failed(err, errno, "写不了 U 盘", name);
    snprintf(copy->part_name, sizeof copy->part_name, "%s.part", name);
    remove_folder(copy->stick, copy->part_name, 0);
    if (mkdirat(copy->stick, copy->part_name, 0755) != 0)
        return stick_failed(err, errno, "建不了文件夹", copy->part_name);
    copy->part =
        openat(copy->stick, copy->part_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return copy->part >= 0 || stick_failed(err, errno, "建不了文件夹", copy->part_name);
}

static int write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(fd, bytes, len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return written < 0 ? errno : EIO;
        bytes += written;
        len -= (size_t)written;
    }
    return 0;
}

/* Copies what is open, counting and hashing; synced when 0 is returned. */
static int pump(struct copy *copy, struct copy_file *file, int in, int out)
{
    struct crypt_hash_state hash;
    int64_t len = 0, synced = 0;
    ssize_t got;
    crypt_hash_begin(&hash);
    while ((got = read(in, copy->chunk, CHUNK_LEN)) > 0) {
        if (copy->job->stop && atomic_load(copy->job->stop))
            return ECANCELED;
        crypt_hash_add(&hash, copy->chunk, (size_t)got);
        int code = write_all(out, copy->chunk, (size_t)got);
        if (code != 0)
            return code;
        len += got;
        copy->progress.done_len += got;
        if (len - synced >= SYNC_LEN && fdatasync(out) != 0)
            return errno;
        synced = len - synced >= SYNC_LEN ? len : synced;
        tell(copy);
    }
    if (got < 0 || len != file->len)
        return EBADMSG;
    crypt_hash_end(&hash, file->hash);
    return fsync(out) == 0 ? 0 : errno;
}

static bool write_file(struct copy *copy, struct copy_file *file, struct err *err)
{
    const char *slash = strrchr(file->name, '/');
    char folder[STICK_FILE_NAME_LEN];
    int in = openat(copy->from, file->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (slash) {
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - file->name), file->name);
        if (mkdirat(copy->part, folder, 0755) != 0 && errno != EEXIST) {
            stick_failed(err, errno, "建不了文件夹", folder);
            if (in >= 0)
                (void)close(in);
            return false;
        }
    }
    int out =
        openat(copy->part, file->name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    int code = out < 0 ? errno : in < 0 ? EBADMSG : pump(copy, file, in, out);
    if (out >= 0 && close(out) != 0 && code == 0)
        code = errno;
    if (in >= 0)
        (void)close(in);
    if (code == ECANCELED)
        return !stopped(copy, err);
    if (code == EBADMSG)
        return err_set(err, "%s 在本机上读不出来，请重试", file->name);
    return code == 0 || stick_failed(err, code, "写不了", file->name);
}

/* The folder of a file, so that the file's name is on the stick, too. */
static bool sync_folder_of(const struct copy *copy, const char *name, struct err *err)
{
    const char *slash = strrchr(name, '/');
    char folder[STICK_FILE_NAME_LEN] = ".";
    if (slash)
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - name), name);
    int fd = openat(copy->part, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int code = fd < 0 ? errno : fsync(fd) != 0 && errno != EINVAL ? errno : 0;
    if (fd >= 0)
        (void)close(fd);
    return code == 0 || stick_failed(err, code, "写不了", name);
}

static bool write_files(struct copy *copy, struct err *err)
{
    for (int i = 0; i < copy->count; i++) {
        copy->progress.file = i;
        tell(copy);
        if (stopped(copy, err) || !write_file(copy, &copy->files[i], err) ||
            !sync_folder_of(copy, copy->files[i].name, err))
            return false;
    }
    return true;
}

static bool publish(const struct copy *copy, const char *name, struct err *err)
{
    if (fsync(copy->part) != 0 && errno != EINVAL)
        return stick_failed(err, errno, "写不了", name);
    if (renameat2(copy->stick, copy->part_name, copy->stick, name, RENAME_NOREPLACE) != 0 &&
        (errno != EINVAL || renameat(copy->stick, copy->part_name, copy->stick, name) != 0))
        return stick_failed(err, errno, "写不了", name);
    if ((fsync(copy->stick) != 0 && errno != EINVAL) || syncfs(copy->stick) != 0)
        return stick_failed(err, errno, "写不了", name);
    return true;
}

/* ---- reading again ---- */

/* From the stick, not from memory: what is cached of the file is dropped first. */
static int hash_file(struct copy *copy, const struct copy_file *file, int folder,
                     uint8_t hash[CRYPT_HASH_LEN])
{
    struct crypt_hash_state state;
    ssize_t got;
    int fd = openat(folder, file->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return errno;
    (void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    crypt_hash_begin(&state);
    while ((got = read(fd, copy->chunk, CHUNK_LEN)) > 0) {
        crypt_hash_add(&state, copy->chunk, (size_t)got);
        copy->progress.done_len += got;
        tell(copy);
    }
    int code = got < 0 ? errno : 0;
    crypt_hash_end(&state, hash);
    (void)close(fd);
    return code;
}

static bool check_files(struct copy *copy, const char *name, struct err *err)
{
    uint8_t hash[CRYPT_HASH_LEN];
    bool ok = true;
    int stick = stick_open(copy->job->stick, err);
    int folder = stick >= 0 ? stick_open_folder(stick, name, err) : -1;
    copy->progress =
        (struct stick_progress){ .phase = STICK_CHECKS, .total_len = copy->progress.total_len };
    for (int i = 0; ok && folder >= 0 && i < copy->count; i++) {
        copy->progress.file = i;
        int code = hash_file(copy, &copy->files[i], folder, hash);
        if (code != 0)
            ok = stick_failed(err, code, "再读时读不了", copy->files[i].name);
        else if (memcmp(hash, copy->files[i].hash, sizeof hash) != 0)
            ok = err_set(err, "%s 再读时与写入的不一致，这个 U 盘可能坏了，请换一个",
                         copy->files[i].name);
    }
    ok = ok && folder >= 0;
    if (folder >= 0)
        (void)close(folder);
    if (stick >= 0)
        (void)close(stick);
    return ok;
}

/* ---- the whole ---- */

static void close_stick(struct copy *copy)
{
    if (copy->part >= 0)
        (void)close(copy->part);
    if (copy->stick >= 0)
        (void)close(copy->stick);
    copy->part = copy->stick = -1;
}

/* On the stick with its name; on failure nothing of it is left where that can still be done. */
static bool write_whole(struct copy *copy, char name[STICK_FILE_NAME_LEN], struct err *err)
{
    copy->stick = stick_open(copy->job->stick, err);
    bool ok = copy->stick >= 0 && list_files(copy, err) && check_space(copy, err) &&
              make_part(copy, name, err) && write_files(copy, err) && publish(copy, name, err);
    if (!ok && copy->stick >= 0 && copy->part_name[0])
        remove_folder(copy->stick, copy->part_name, 0);
    close_stick(copy);
    return ok;
}

/* What does not read back as it was written must not look whole. */
static void withdraw(const struct copy *copy, const char *name)
{
    struct err ignored = { 0 };
    int stick =
        stick_gate_open(copy->job->stick, &ignored) ? stick_open(copy->job->stick, &ignored) : -1;
    if (stick < 0)
        return;
    remove_folder(stick, name, 0);
    (void)syncfs(stick);
    (void)close(stick);
    (void)stick_gate_close(copy->job->stick);
}

bool stick_copy(const struct stick_copy_job *job, char name_out[STICK_FILE_NAME_LEN],
                struct err *err)
{
    struct copy copy = { .job = job, .from = -1, .stick = -1, .part = -1 };
    copy.files = mem_zalloc(STICK_FILES_MAX * sizeof *copy.files);
    copy.chunk = mem_alloc(CHUNK_LEN);
    copy.from = open(job->from, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = stick_gate_open(job->stick, err) && write_whole(&copy, name_out, err);
    bool closed = stick_gate_close(job->stick);
    if (ok && !closed)
        err_set(err, "U 盘没能重新挂载来核对。请拔下重新插好，再导出一次");
    if (ok && (!closed || !check_files(&copy, name_out, err))) {
        withdraw(&copy, name_out);
        ok = false;
    }
    if (copy.from >= 0)
        (void)close(copy.from);
    free(copy.chunk);
    free(copy.files);
    return ok;
}

/* ---- one file ---- */

static bool put_free_name(int stick, const char *name, char out[STICK_FILE_NAME_LEN])
{
    struct stat status;
    const char *dot = strrchr(name, '.');
    int base_len = dot ? (int)(dot - name) : (int)strlen(name);
    snprintf(out, STICK_FILE_NAME_LEN, "%s", name);
    for (int i = 2; i <= NAMES_MAX; i++) {
        if (fstatat(stick, out, &status, AT_SYMLINK_NOFOLLOW) != 0)
            return true;
        snprintf(out, STICK_FILE_NAME_LEN, "%.*s-%d%s", base_len, name, i, dot ? dot : "");
    }
    return false;
}

static int put_file(int stick, const char *part, const char *name, const void *bytes, size_t len)
{
    (void)unlinkat(stick, part, 0);
    int fd = openat(stick, part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    int code = fd < 0 ? errno : write_all(fd, bytes, len);
    if (code == 0 && fsync(fd) != 0)
        code = errno;
    if (fd >= 0 && close(fd) != 0 && code == 0)
        code = errno;
    if (code == 0 && renameat(stick, part, stick, name) != 0)
        code = errno;
    if (code != 0)
        (void)unlinkat(stick, part, 0);
    else if ((fsync(stick) != 0 && errno != EINVAL) || syncfs(stick) != 0)
        code = errno;
    return code;
}

bool stick_put(const char *stick, const char *name, const void *bytes, size_t len,
               char name_out[STICK_FILE_NAME_LEN], struct err *err)
{
    char part[STICK_FILE_NAME_LEN + 8];
    bool ok = false;
    int fd = stick_gate_open(stick, err) ? stick_open(stick, err) : -1;
    if (fd >= 0 && !put_free_name(fd, name, name_out))
        err_set(err, "U 盘上叫 %s 的文件太多，请删去旧的", name);
    else if (fd >= 0) {
        snprintf(part, sizeof part, "%s.part", name_out);
        int code = put_file(fd, part, name_out, bytes, len);
        ok = code == 0 || stick_failed(err, code, "写不了", name_out);
    }
    if (fd >= 0)
        (void)close(fd);
    (void)stick_gate_close(stick);
    return ok;
}
