#include "port/archive.h"

#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/mem.h"

#define DAMAGED "文件读不了：压缩包已损坏，或没有下载完整，请重新取得这个文件"
#define TOO_BIG "文件读不了：解开以后太大，不像正常的文档"

struct zip {
    const char *bytes;
    size_t len;
    char **names; /* sorted, so that doubles and members are found fast */
    int count, capacity;
    size_t budget; /* bytes that may still be unpacked */
};

bool zip_is(const char *bytes, size_t len)
{
    return len >= 4 && memcmp(bytes, "PK\003\004", 4) == 0;
}

/* libarchive at the first member, or NULL. */
static struct archive *open_reader(const struct zip *zip)
{
    struct archive *reader = archive_read_new();
    if (!reader)
        return NULL;
    if (archive_read_support_format_zip_seekable(reader) == ARCHIVE_OK &&
        archive_read_open_memory(reader, zip->bytes, zip->len) == ARCHIVE_OK)
        return reader;
    archive_read_free(reader);
    return NULL;
}

/* A warning is about a name outside ASCII; those are no members that anybody asks for. */
static bool next_member(struct archive *reader, struct archive_entry **entry, bool *end)
{
    int code = archive_read_next_header(reader, entry);
    *end = code == ARCHIVE_EOF;
    return code == ARCHIVE_OK || code == ARCHIVE_WARN;
}

static const char *name_of(struct archive_entry *entry)
{
    const char *name = archive_entry_pathname_utf8(entry);
    return name ? name : "";
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool take_member(struct zip *zip, struct archive_entry *entry, struct err *err)
{
    if (archive_entry_is_encrypted(entry))
        return err_set(err, "文件加了密码，读不了；请先在原来的程序里去掉密码再保存");
    if (zip->count == ARCHIVE_MAX_MEMBERS)
        return err_set(err, TOO_BIG);
    zip->names = mem_grow(zip->names, zip->count, &zip->capacity, sizeof *zip->names);
    zip->names[zip->count++] = mem_strdup(name_of(entry));
    return true;
}

static bool has_doubles(const struct zip *zip)
{
    for (int i = 1; i < zip->count; i++)
        if (*zip->names[i] && strcmp(zip->names[i - 1], zip->names[i]) == 0)
            return true;
    return false;
}

static bool list_members(struct zip *zip, struct archive *reader, struct err *err)
{
    struct archive_entry *entry = NULL;
    bool end = false;
    while (next_member(reader, &entry, &end))
        if (!take_member(zip, entry, err))
            return false;
    if (!end || zip->count == 0)
        return err_set(err, DAMAGED);
    qsort(zip->names, (size_t)zip->count, sizeof *zip->names, compare_names);
    return has_doubles(zip) ? err_set(err, DAMAGED) : true;
}

struct zip *zip_new(const char *bytes, size_t len, struct err *err)
{
    struct zip *zip = mem_zalloc(sizeof *zip);
    zip->bytes = bytes;
    zip->len = len;
    bool large = len > ARCHIVE_MAX_LEN / ARCHIVE_MAX_RATIO;
    zip->budget = large ? ARCHIVE_MAX_LEN : len * ARCHIVE_MAX_RATIO;
    if (zip->budget < ARCHIVE_FREE_LEN)
        zip->budget = ARCHIVE_FREE_LEN;
    struct archive *reader = open_reader(zip);
    bool ok = reader ? list_members(zip, reader, err) : err_set(err, DAMAGED);
    archive_read_free(reader);
    if (ok)
        return zip;
    zip_free(zip);
    return NULL;
}

void zip_free(struct zip *zip)
{
    if (!zip)
        return;
    for (int i = 0; i < zip->count; i++)
        free(zip->names[i]);
    free(zip->names);
    free(zip);
}

bool zip_has(const struct zip *zip, const char *name)
{
    return *name &&
           bsearch(&name, zip->names, (size_t)zip->count, sizeof *zip->names, compare_names);
}

static bool read_data(struct zip *zip, struct archive *reader, struct strbuf *out, struct err *err)
{
    char chunk[32 * 1024];
    for (;;) {
        la_ssize_t got = archive_read_data(reader, chunk, sizeof chunk);
        if (got < 0) /* a wrong checksum too */
            return err_set(err, DAMAGED);
        if (got == 0)
            return true;
        if ((size_t)got > zip->budget)
            return err_set(err, TOO_BIG);
        zip->budget -= (size_t)got;
        strbuf_add_len(out, chunk, (size_t)got);
    }
}

bool zip_read(struct zip *zip, const char *name, struct strbuf *out, struct err *err)
{
    struct archive *reader = open_reader(zip);
    struct archive_entry *entry = NULL;
    bool end = false, found = false, ok = false;
    if (!reader)
        return err_set(err, DAMAGED);
    while (!found && next_member(reader, &entry, &end))
        found = strcmp(name_of(entry), name) == 0;
    if (found && archive_entry_filetype(entry) == AE_IFREG)
        ok = read_data(zip, reader, out, err);
    else if (found)
        err_set(err, DAMAGED);
    else
        err_set(err, "文件读不了：里面缺少 %s，可能已损坏", name);
    archive_read_free(reader);
    return ok;
}
