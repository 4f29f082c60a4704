#include "port/archive_tar.h"

#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/utf8.h"

bool tar_name_is_allowed(const char *name)
{
    size_t len = strlen(name);
    int depth = 0;
    if (len == 0 || len > TAR_MAX_NAME_LEN || !utf8_validate(name, len, NULL))
        return false;
    for (const char *part = name; part != NULL;) {
        size_t part_len = strcspn(part, "/");
        if (part_len == 0 || part[0] == '.' || ++depth > TAR_MAX_DEPTH + 1)
            return false; /* empty, `.`, `..` and hidden files alike */
        part = part[part_len] == '/' ? part + part_len + 1 : NULL;
    }
    for (const char *c = name; *c != '\0'; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f || *c == '\\' || *c == ':')
            return false;
    return true;
}

struct reading {
    struct arena *arena;
    struct tar_file *files;
    int count, capacity;
    size_t budget; /* bytes that may still be taken */
    struct err *err;
};

/* Folders carry nothing: the names of files make them. A trailing slash is how tar writes one. */
static bool folder_is_allowed(const char *name)
{
    char copy[TAR_MAX_NAME_LEN + 2];
    size_t len = strlen(name);
    if (len > 0 && name[len - 1] == '/')
        len--;
    if (len == 0 || len >= sizeof copy)
        return false;
    memcpy(copy, name, len);
    copy[len] = '\0';
    return tar_name_is_allowed(copy);
}

static bool is_known(const struct reading *reading, const char *name)
{
    for (int i = 0; i < reading->count; i++)
        if (strcmp(reading->files[i].name, name) == 0)
            return true;
    return false;
}

static bool take_data(struct reading *reading, struct archive *archive, la_int64_t len)
{
    if (len < 0 || (uint64_t)len > reading->budget)
        return err_set(reading->err, "题库包解开以后超过 %d MiB", TAR_MAX_LEN / 1024 / 1024);
    struct tar_file *file = &reading->files[reading->count - 1];
    char *bytes = arena_alloc(reading->arena, (size_t)len + 1);
    la_ssize_t got = archive_read_data(archive, bytes, (size_t)len);
    if (got != len)
        return err_set(reading->err, "题库包里的 %s 不完整", file->name);
    file->bytes = bytes;
    file->len = (size_t)len;
    reading->budget -= (size_t)len;
    return true;
}

static bool take_entry(struct reading *reading, struct archive *archive,
                       struct archive_entry *entry)
{
    const char *name = archive_entry_pathname(entry);
    if (name == NULL)
        name = "";
    if (archive_entry_hardlink(entry) != NULL || archive_entry_symlink(entry) != NULL ||
        archive_entry_sparse_count(entry) > 0)
        return err_set(reading->err, "题库包里有链接或稀疏文件，不能使用");
    if (archive_entry_filetype(entry) == AE_IFDIR)
        return folder_is_allowed(name) || err_set(reading->err, "题库包里有不允许的文件夹名");
    if (archive_entry_filetype(entry) != AE_IFREG)
        return err_set(reading->err, "题库包里有不是普通文件的东西，不能使用");
    if (!tar_name_is_allowed(name))
        return err_set(reading->err, "题库包里有不允许的文件名");
    if (is_known(reading, name))
        return err_set(reading->err, "题库包里 %s 出现了两次", name);
    if (reading->count == TAR_MAX_FILES)
        return err_set(reading->err, "题库包里的文件超过 %d 个", TAR_MAX_FILES);
    reading->files =
        mem_grow(reading->files, reading->count, &reading->capacity, sizeof *reading->files);
    reading->files[reading->count++] =
        (struct tar_file){ .name = arena_strdup(reading->arena, name) };
    return take_data(reading, archive, archive_entry_size(entry));
}

static bool take_all(struct reading *reading, struct archive *archive)
{
    struct archive_entry *entry;
    int code;
    while ((code = archive_read_next_header(archive, &entry)) == ARCHIVE_OK)
        if (!take_entry(reading, archive, entry))
            return false;
    if (code != ARCHIVE_EOF || reading->count == 0)
        return err_set(reading->err, "题库包的内容已损坏");
    return true;
}

bool tar_read(const char *bytes, size_t len, struct arena *arena, struct tar_file **files,
              int *count, struct err *err)
{
    struct reading reading = { .arena = arena, .budget = TAR_MAX_LEN, .err = err };
    struct archive *archive = archive_read_new();
    bool ok = archive != NULL && archive_read_support_format_tar(archive) == ARCHIVE_OK &&
              archive_read_open_memory(archive, bytes, len) == ARCHIVE_OK;
    ok = ok ? take_all(&reading, archive) : err_set(err, "题库包的内容已损坏");
    archive_read_free(archive);
    *count = ok ? reading.count : 0;
    *files = ok ? arena_copy(arena, reading.files, sizeof *reading.files, reading.count) : NULL;
    free(reading.files);
    return ok;
}

static la_ssize_t append(struct archive *archive, void *context, const void *bytes, size_t len)
{
    (void)archive;
    strbuf_add_len(context, bytes, len);
    return (la_ssize_t)len;
}

static bool write_file(struct archive *archive, const struct tar_file *file)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, file->name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)file->len);
    archive_entry_set_mtime(entry, 0, 0);
    bool ok = archive_write_header(archive, entry) == ARCHIVE_OK &&
              (file->len == 0 ||
               archive_write_data(archive, file->bytes, file->len) == (la_ssize_t)file->len);
    archive_entry_free(entry);
    return ok;
}

bool tar_write(const struct tar_file *files, int count, struct strbuf *out, struct err *err)
{
    struct archive *archive = archive_write_new();
    bool ok = archive != NULL && archive_write_set_format_ustar(archive) == ARCHIVE_OK &&
              archive_write_set_bytes_per_block(archive, 0) == ARCHIVE_OK &&
              archive_write_open(archive, out, NULL, append, NULL) == ARCHIVE_OK;
    for (int i = 0; ok && i < count; i++)
        ok = tar_name_is_allowed(files[i].name) && write_file(archive, &files[i]);
    ok = ok && archive_write_close(archive) == ARCHIVE_OK;
    archive_write_free(archive);
    return ok || err_set(err, "打不成题库包：有文件名太长或不允许");
}
