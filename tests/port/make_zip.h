/* Office files for tests, put together from their parts as text. For every layer's tests. */
#ifndef WENDA_TESTS_PORT_MAKE_ZIP_H
#define WENDA_TESTS_PORT_MAKE_ZIP_H

#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <criterion/criterion.h>

#include "base/strbuf.h"

struct zip_part {
    const char *name;
    const char *text;
    size_t len; /* 0 = strlen(text) */
};

/* Appends a zip of the parts, packed or (store) as they are. */
static inline void make_zip(struct strbuf *out, const struct zip_part *parts, int count, bool store)
{
    size_t room = 64 * 1024, used = 0;
    for (int i = 0; i < count; i++)
        room += 1024 + (parts[i].len ? parts[i].len : strlen(parts[i].text));
    char *bytes = malloc(room);
    struct archive *writer = archive_write_new();
    cr_assert(bytes && writer);
    cr_assert_eq(archive_write_set_format_zip(writer), ARCHIVE_OK);
    cr_assert_eq(
        archive_write_set_format_option(writer, "zip", "compression", store ? "store" : "deflate"),
        ARCHIVE_OK);
    cr_assert_eq(archive_write_open_memory(writer, bytes, room, &used), ARCHIVE_OK);
    for (int i = 0; i < count; i++) {
        size_t len = parts[i].len ? parts[i].len : strlen(parts[i].text);
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, parts[i].name);
        archive_entry_set_size(entry, (la_int64_t)len);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        cr_assert_eq(archive_write_header(writer, entry), ARCHIVE_OK);
        cr_assert_eq(archive_write_data(writer, parts[i].text, len), (la_ssize_t)len);
        archive_entry_free(entry);
    }
    cr_assert_eq(archive_write_close(writer), ARCHIVE_OK);
    archive_write_free(writer);
    strbuf_add_len(out, bytes, used);
    free(bytes);
}

#define XLSX_MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE_RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

#endif
