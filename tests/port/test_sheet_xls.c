/* .xls files are put together here: a compound file of one stream with BIFF8 records. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <uchar.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "base/strbuf.h"
#include "port/sheet.h"

enum { SECTOR_LEN = 512, STREAM_SECTORS = 16 };

/* Little endian, padded with zeros. */
static void put(struct strbuf *out, unsigned long value, int len)
{
    for (int i = 0; i < len; i++) {
        strbuf_add_char(out, (char)(value & 0xFF));
        value >>= 8;
    }
}

static void begin_record(struct strbuf *out, unsigned id, size_t len)
{
    put(out, id, 2);
    put(out, len, 2);
}

static void put_bof(struct strbuf *out, unsigned kind)
{
    begin_record(out, 0x0809, 16);
    put(out, 0x0600, 2);
    put(out, kind, 2);
    put(out, 0, 12);
}

static void put_wide(struct strbuf *out, const char16_t *text, int len)
{
    for (int i = 0; i < len; i++)
        put(out, text[i], 2);
}

static void put_number(struct strbuf *out, unsigned row, unsigned col, double number)
{
    begin_record(out, 0x0203, 14);
    put(out, row, 2);
    put(out, col, 2);
    put(out, 0, 2);
    strbuf_add_len(out, (const char *)&number, sizeof number);
}

static void put_shared(struct strbuf *out, unsigned row, unsigned col, unsigned string)
{
    begin_record(out, 0x00FD, 10);
    put(out, row, 2);
    put(out, col, 2);
    put(out, 0, 2);
    put(out, string, 4);
}

static void put_stream(struct strbuf *out)
{
    static const char16_t name[] = u"题", one[] = u"专利\n权", two[] = u"C";
    put_bof(out, 5);
    begin_record(out, 0x0042, 2);
    put(out, 1200, 2);
    begin_record(out, 0x00E0, 20);
    put(out, 0, 20);
    size_t patch = out->len + 4;
    begin_record(out, 0x0085, 10);
    put(out, 0, 4);
    put(out, 0, 2);
    put(out, 1, 1);
    put(out, 1, 1);
    put_wide(out, name, 1);
    begin_record(out, 0x00FC, 8 + 3 + 8 + 3 + 2);
    put(out, 2, 4);
    put(out, 2, 4);
    put(out, 4, 2);
    put(out, 1, 1);
    put_wide(out, one, 4);
    put(out, 1, 2);
    put(out, 1, 1);
    put_wide(out, two, 1);
    begin_record(out, 0x000A, 0);
    unsigned start = (unsigned)out->len;
    memcpy(out->text + patch, &start, 4);
    put_bof(out, 0x10);
    begin_record(out, 0x0200, 14);
    put(out, 0, 4);
    put(out, 4, 4);
    put(out, 0, 2);
    put(out, 3, 2);
    put(out, 0, 2);
    put_shared(out, 0, 0, 0);
    put_shared(out, 0, 2, 1);
    put_number(out, 3, 1, 3.0);
    put_number(out, 3, 2, 0.5);
    begin_record(out, 0x000A, 0);
}

static void pad(struct strbuf *out, size_t len)
{
    while (out->len < len)
        strbuf_add_char(out, 0);
}

static void put_entry(struct strbuf *out, const char16_t *name, unsigned kind, unsigned child,
                      unsigned start, unsigned len)
{
    size_t base = out->len;
    unsigned count = 0;
    while (name[count])
        put(out, name[count++], 2);
    pad(out, base + 64);
    put(out, 2 * (count + 1), 2);
    put(out, kind, 1);
    put(out, 1, 1);
    put(out, 0xFFFFFFFF, 4);
    put(out, 0xFFFFFFFF, 4);
    put(out, child, 4);
    pad(out, base + 116);
    put(out, start, 4);
    put(out, len, 4);
    pad(out, base + 128);
}

static void make_xls(struct strbuf *out)
{
    strbuf_init(out);
    strbuf_add_len(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    pad(out, 24);
    put(out, 0x3E, 2);
    put(out, 3, 2);
    put(out, 0xFFFE, 2);
    put(out, 9, 2);
    put(out, 6, 2);
    pad(out, 44);
    put(out, 1, 4); /* one FAT sector */
    put(out, 1, 4); /* directory at sector 1 */
    put(out, 0, 4);
    put(out, 4096, 4);
    put(out, 0xFFFFFFFE, 4);
    put(out, 0, 4);
    put(out, 0xFFFFFFFE, 4);
    put(out, 0, 4);
    put(out, 0, 4); /* the FAT is sector 0 */
    while (out->len < SECTOR_LEN)
        strbuf_add_char(out, (char)0xFF);
    put(out, 0xFFFFFFFD, 4);
    put(out, 0xFFFFFFFE, 4);
    for (unsigned i = 0; i < STREAM_SECTORS; i++)
        put(out, i + 1 < STREAM_SECTORS ? i + 3 : 0xFFFFFFFE, 4);
    while (out->len < 2 * SECTOR_LEN)
        strbuf_add_char(out, (char)0xFF);
    put_entry(out, u"Root Entry", 5, 1, 0xFFFFFFFE, 0);
    put_entry(out, u"Workbook", 2, 0xFFFFFFFF, 2, STREAM_SECTORS * SECTOR_LEN);
    pad(out, 3 * SECTOR_LEN);
    struct strbuf stream;
    strbuf_init(&stream);
    put_stream(&stream);
    pad(&stream, STREAM_SECTORS * SECTOR_LEN);
    strbuf_add_len(out, stream.text, stream.len);
    strbuf_fini(&stream);
}

Test(sheet_xls, cells_and_what_freexl_does_not_tell)
{
    struct strbuf bytes;
    struct sheet_book book;
    struct err err = { 0 };
    make_xls(&bytes);
    cr_assert(sheet_read(bytes.text, bytes.len, &book, &err), "%s", err.text);
    cr_assert_eq(book.count, 1);
    const struct sheet *s = &book.sheets[0];
    cr_expect_str_eq(s->name, "题");
    cr_assert_eq(s->table.count, 2);
    cr_expect_eq(s->table.rows[0].line, 1);
    cr_expect_str_eq(s->table.rows[0].cells[0], "专利\n权");
    cr_expect_str_eq(s->table.rows[0].cells[1], "");
    cr_expect_str_eq(s->table.rows[0].cells[2], "C");
    cr_expect_eq(s->table.rows[1].line, 4);
    cr_expect_str_eq(s->table.rows[1].cells[1], "3");
    cr_expect_str_eq(s->table.rows[1].cells[2], "0.5");
    cr_assert_eq(s->mark_count, 1);
    cr_expect_eq(s->marks[0].line, 4);
    cr_expect_eq(s->marks[0].col, 2);
    cr_expect_eq(s->marks[0].doubt, SHEET_DOUBT_FORMAT);
    sheet_book_fini(&book);
    strbuf_fini(&bytes);
}

/* FreeXL may crash on what is cut off or changed; here that is an error and nothing more. What it
 * says while it dies is of no interest. */
Test(sheet_xls, whatever_is_broken_the_program_goes_on)
{
    struct strbuf bytes;
    make_xls(&bytes);
    int quiet = open("/dev/null", O_WRONLY);
    int loud = dup(STDERR_FILENO);
    cr_assert(quiet >= 0 && loud >= 0 && dup2(quiet, STDERR_FILENO) >= 0);
    int read = 0, refused = 0;
    for (size_t cut = 0; cut < bytes.len; cut += 97) {
        struct sheet_book book;
        struct err err = { 0 };
        bool ok = sheet_read(bytes.text, cut, &book, &err);
        read += ok;
        refused += !ok && err_is_set(&err);
        sheet_book_fini(&book);
    }
    for (size_t i = 0; i < 3 * SECTOR_LEN + 300; i += 13) {
        struct sheet_book book;
        struct err err = { 0 };
        bytes.text[i] = (char)(bytes.text[i] ^ 0xFF);
        bool ok = sheet_read(bytes.text, bytes.len, &book, &err);
        read += ok;
        refused += !ok && err_is_set(&err);
        sheet_book_fini(&book);
        bytes.text[i] = (char)(bytes.text[i] ^ 0xFF);
    }
    cr_assert(dup2(loud, STDERR_FILENO) >= 0);
    (void)close(quiet);
    (void)close(loud);
    cr_expect_gt(refused, 50);
    cr_expect_gt(read, 5);
    strbuf_fini(&bytes);
}
