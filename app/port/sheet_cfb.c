/* Compound files ([MS-CFB]): sectors in chains, as many as it takes to reach one stream. */
#include <string.h>

#include "port/sheet_biff.h"

enum {
    HEADER_LEN = 512,
    HEADER_DIFAT = 109, /* FAT sectors that the header names itself */
    MINI_SECTOR_LEN = 64,
    ENTRY_LEN = 128,
    END_OF_CHAIN = -2
};

struct compound {
    const char *bytes;
    size_t len;
    size_t sector_len;
    uint32_t mini_cutoff;
    struct strbuf fat, mini_fat, mini_stream; /* tables of little-endian 32-bit numbers; bytes */
};

static uint32_t le32(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static unsigned le16(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (unsigned)b[0] | (unsigned)b[1] << 8;
}

/* The sector of that number, or NULL beyond the file's end. */
static const char *sector(const struct compound *c, uint32_t number)
{
    size_t at = ((size_t)number + 1) * c->sector_len;
    return at + c->sector_len <= c->len ? c->bytes + at : NULL;
}

/* What follows a sector in a chain; END_OF_CHAIN also where the table does not reach. */
static int64_t next_in(const struct strbuf *table, uint32_t number)
{
    size_t at = (size_t)number * 4;
    if (at + 4 > table->len)
        return END_OF_CHAIN;
    uint32_t next = le32(table->text + at);
    return next >= 0xFFFFFFF0 ? END_OF_CHAIN : (int64_t)next;
}

/* Appends the sectors of a chain. False when one is missing or the chain runs in a circle. */
static bool read_chain(const struct compound *c, int64_t number, struct strbuf *out)
{
    for (size_t steps = 0; number >= 0; steps++) {
        const char *bytes = sector(c, (uint32_t)number);
        if (!bytes || steps > c->len / c->sector_len)
            return false;
        strbuf_add_len(out, bytes, c->sector_len);
        number = next_in(&c->fat, (uint32_t)number);
    }
    return true;
}

static bool add_fat_sector(struct compound *c, uint32_t number)
{
    if (number >= 0xFFFFFFF0)
        return true;
    const char *bytes = sector(c, number);
    if (!bytes)
        return false;
    strbuf_add_len(&c->fat, bytes, c->sector_len);
    return true;
}

/* The header names the first sectors of the FAT, a chain of its own the others. */
static bool read_fat(struct compound *c)
{
    for (int i = 0; i < HEADER_DIFAT; i++)
        if (!add_fat_sector(c, le32(c->bytes + 76 + 4 * i)))
            return false;
    uint32_t number = le32(c->bytes + 68);
    const size_t per_sector = c->sector_len / 4 - 1;
    for (size_t steps = 0; number < 0xFFFFFFF0; steps++) {
        const char *bytes = sector(c, number);
        if (!bytes || steps > c->len / c->sector_len)
            return false;
        for (size_t i = 0; i < per_sector; i++)
            if (!add_fat_sector(c, le32(bytes + 4 * i)))
                return false;
        number = le32(bytes + 4 * per_sector);
    }
    return true;
}

static bool is_named(const char *entry, const char *name)
{
    size_t len = strlen(name);
    if (le16(entry + 64) != 2 * (len + 1))
        return false;
    for (size_t i = 0; i < len; i++)
        if (le16(entry + 2 * i) != (unsigned char)name[i])
            return false;
    return true;
}

static const char *find_entry(const struct strbuf *directory, const char *name)
{
    for (size_t at = 0; at + ENTRY_LEN <= directory->len; at += ENTRY_LEN)
        if (is_named(directory->text + at, name))
            return directory->text + at;
    return NULL;
}

static bool read_mini(const struct compound *c, int64_t number, struct strbuf *out)
{
    for (size_t steps = 0; number >= 0; steps++) {
        size_t at = (size_t)number * MINI_SECTOR_LEN;
        if (at + MINI_SECTOR_LEN > c->mini_stream.len || steps > c->len / MINI_SECTOR_LEN)
            return false;
        strbuf_add_len(out, c->mini_stream.text + at, MINI_SECTOR_LEN);
        number = next_in(&c->mini_fat, (uint32_t)number);
    }
    return true;
}

static int64_t start_of(const char *entry)
{
    uint32_t start = le32(entry + 116);
    return start >= 0xFFFFFFF0 ? END_OF_CHAIN : (int64_t)start;
}

static bool read_stream(struct compound *c, const struct strbuf *directory, struct strbuf *out)
{
    const char *root = find_entry(directory, "Root Entry");
    const char *entry = find_entry(directory, "Workbook");
    if (!entry)
        entry = find_entry(directory, "Book");
    if (!root || !entry)
        return false;
    uint32_t len = le32(entry + 120);
    uint32_t mini_start = le32(c->bytes + 60);
    bool ok = true;
    if (len >= c->mini_cutoff) {
        ok = read_chain(c, start_of(entry), out);
    } else {
        ok = read_chain(c, mini_start >= 0xFFFFFFF0 ? END_OF_CHAIN : (int64_t)mini_start,
                        &c->mini_fat) &&
             read_chain(c, start_of(root), &c->mini_stream) && read_mini(c, start_of(entry), out);
    }
    ok = ok && out->len >= len;
    if (ok)
        strbuf_truncate(out, len);
    return ok;
}

bool biff_find_stream(const char *bytes, size_t len, struct strbuf *out)
{
    struct compound c = { .bytes = bytes, .len = len };
    struct strbuf directory;
    if (len < HEADER_LEN || memcmp(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) != 0)
        return false;
    unsigned shift = le16(bytes + 30);
    if (shift != 9 && shift != 12)
        return false;
    c.sector_len = (size_t)1 << shift;
    c.mini_cutoff = le32(bytes + 56);
    strbuf_init(&c.fat);
    strbuf_init(&c.mini_fat);
    strbuf_init(&c.mini_stream);
    strbuf_init(&directory);
    bool ok = read_fat(&c) && read_chain(&c, (int64_t)le32(bytes + 48), &directory) &&
              read_stream(&c, &directory, out);
    strbuf_fini(&directory);
    strbuf_fini(&c.mini_stream);
    strbuf_fini(&c.mini_fat);
    strbuf_fini(&c.fat);
    return ok;
}
