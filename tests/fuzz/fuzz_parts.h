/*
 * Office files as a fuzzer can change them: text with a line `=== member/name` before each part,
 * put into a zip without packing it.
 */
#ifndef WENDA_TESTS_FUZZ_PARTS_H
#define WENDA_TESTS_FUZZ_PARTS_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "fuzz/fuzz_need.h"

enum { FUZZ_PARTS_MAX = 16, FUZZ_NAME_LEN = 64 };

static inline void fuzz_add_part(struct archive *zip, const char *name, const char *bytes,
                                 size_t len)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, (la_int64_t)len);
    archive_entry_set_filetype(entry, AE_IFREG);
    fuzz_need(archive_write_header(zip, entry) == ARCHIVE_OK);
    fuzz_need(archive_write_data(zip, bytes, len) == (la_ssize_t)len);
    archive_entry_free(entry);
}

/* The member's name from its line; false when it is none that a zip could hold. */
static inline bool fuzz_take_name(const char *line, size_t len, char name[FUZZ_NAME_LEN])
{
    if (len == 0 || len >= FUZZ_NAME_LEN)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (line[i] <= ' ' || line[i] > '~')
            return false;
        name[i] = line[i];
    }
    name[len] = '\0';
    return true;
}

/* False when the bytes are not written that way. */
static inline bool fuzz_zip(const uint8_t *bytes, size_t len, struct strbuf *out)
{
    static const char mark[] = "=== ";
    const size_t room = len + FUZZ_PARTS_MAX * 1024 + 4096;
    char *memory = mem_alloc(room);
    size_t used = 0;
    int count = 0;
    struct archive *zip = archive_write_new();
    fuzz_need(archive_write_set_format_zip(zip) == ARCHIVE_OK);
    fuzz_need(archive_write_set_format_option(zip, "zip", "compression", "store") == ARCHIVE_OK);
    fuzz_need(archive_write_open_memory(zip, memory, room, &used) == ARCHIVE_OK);
    const char *p = (const char *)bytes, *end = p + len;
    while (end - p > 4 && memcmp(p, mark, 4) == 0 && count < FUZZ_PARTS_MAX) {
        char name[FUZZ_NAME_LEN];
        const char *line = p + 4, *stop = memchr(line, '\n', (size_t)(end - line));
        if (!stop || !fuzz_take_name(line, (size_t)(stop - line), name))
            break;
        const char *next = memmem(stop, (size_t)(end - stop), "\n=== ", 5);
        const char *part_end = next ? next : end;
        const char *part = stop < part_end ? stop + 1 : part_end;
        fuzz_add_part(zip, name, part, (size_t)(part_end - part));
        p = next ? next + 1 : end;
        count++;
    }
    fuzz_need(archive_write_close(zip) == ARCHIVE_OK);
    archive_write_free(zip);
    strbuf_add_len(out, memory, used);
    free(memory);
    return count > 0;
}

#endif
