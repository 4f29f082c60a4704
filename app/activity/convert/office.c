/* What a file is, by its content. Only names are looked for; nothing is unpacked here. */
#include <stdint.h>
#include <string.h>

#include "activity/convert/internal.h"

enum { COMPOUND_ENTRY_LEN = 128, NAME_MAX_CHARS = 31, CENTRAL_HEAD_LEN = 46 };

static unsigned read_le16(const char *bytes)
{
    return (unsigned char)bytes[0] | (unsigned)(unsigned char)bytes[1] << 8;
}

/* An entry of a compound file's directory ([MS-CFB] 2.6.1): its name in UTF-16, then the name's
 * length with its end. */
static bool is_entry(const char *entry, const char *name)
{
    size_t len = strlen(name);
    if (read_le16(entry + 64) != 2 * (len + 1))
        return false;
    for (size_t i = 0; i <= len; i++)
        if (read_le16(entry + 2 * i) != (unsigned char)name[i])
            return false;
    return true;
}

static bool has_stream(const char *bytes, size_t len, const char *name)
{
    for (size_t at = 0; at + COMPOUND_ENTRY_LEN <= len; at += COMPOUND_ENTRY_LEN)
        if (is_entry(bytes + at, name))
            return true;
    return false;
}

static enum convert_office compound_kind(const char *bytes, size_t len)
{
    if (has_stream(bytes, len, "EncryptedPackage"))
        return OFFICE_ENCRYPTED;
    if (has_stream(bytes, len, "WordDocument"))
        return OFFICE_OLD_DOC;
    if (has_stream(bytes, len, "Workbook") || has_stream(bytes, len, "Book"))
        return OFFICE_WORKBOOK;
    return OFFICE_OTHER;
}

static bool is_member(const char *name, size_t name_len, const char *prefix)
{
    size_t len = strlen(prefix);
    return name_len >= len && memcmp(name, prefix, len) == 0;
}

/* By the names in the central directory. A document inside the document comes before it in the
 * file, so the last name counts. */
static enum convert_office zip_kind(const char *bytes, size_t len)
{
    enum convert_office kind = OFFICE_OTHER;
    const char *end = bytes + len;
    for (const char *at = bytes; (at = memmem(at, (size_t)(end - at), "PK\001\002", 4)); at += 4) {
        if (end - at < CENTRAL_HEAD_LEN)
            break;
        size_t name_len = read_le16(at + 28);
        const char *name = at + CENTRAL_HEAD_LEN;
        if (name_len > (size_t)(end - name))
            continue;
        if (is_member(name, name_len, "word/document"))
            kind = OFFICE_DOCX;
        else if (is_member(name, name_len, "xl/workbook.xml"))
            kind = OFFICE_WORKBOOK;
    }
    return kind;
}

enum convert_office convert_office_kind(const char *bytes, size_t len)
{
    if (len >= 8 && memcmp(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
        return compound_kind(bytes, len);
    if (len >= 4 && memcmp(bytes, "PK\003\004", 4) == 0)
        return zip_kind(bytes, len);
    return OFFICE_NONE;
}
