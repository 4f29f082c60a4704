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

/* A formula's cached result stands in its eight bytes; text follows in a record of its own. */
static void put_formula(struct strbuf *out, unsigned row, unsigned col, unsigned xf,
                        const void *result)
{
    begin_record(out, 0x0006, 22);
    put(out, row, 2);
    put(out, col, 2);
    put(out, xf, 2);
    strbuf_add_len(out, result, 8);
    put(out, 0, 8);
}

static void put_book(struct strbuf *out, size_t *patch)
{
    static const char16_t name[] = u"题", one[] = u"专利\n权", two[] = u"C", code[] = u"0\"年\"";
    put_bof(out, 5);
    begin_record(out, 0x0042, 2);
    put(out, 1200, 2);
    begin_record(out, 0x041E, 5 + 8);
    put(out, 176, 2);
    put(out, 4, 2);
    put(out, 1, 1);
    put_wide(out, code, 4);
    static const unsigned formats[] = { 0, 9, 176, 12 };
    for (int i = 0; i < 4; i++) {
        begin_record(out, 0x00E0, 20);
        put(out, 0, 2);
        put(out, formats[i], 2);
        put(out, 0, 16);
    }
    *patch = out->len + 4;
    begin_record(out, 0x0085, 10);
    put(out, 0, 4);
    put(out, 1, 2); /* hidden */
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
}

/* What FreeXL passes over. */
static void put_unseen(struct strbuf *out)
{
    static const double ten = 10;
    static const char16_t text[] = u"算出";
    put_formula(out, 4, 0, 2, &ten);
    put_formula(out, 4, 1, 0, "\0\0\0\0\0\0\xFF\xFF");
    begin_record(out, 0x0207, 7);
    put(out, 2, 2);
    put(out, 1, 1);
    put_wide(out, text, 2);
    put_formula(out, 4, 2, 0, "\1\0\1\0\0\0\xFF\xFF");
    put_formula(out, 4, 3, 0, "\2\0\x2A\0\0\0\xFF\xFF");
    begin_record(out, 0x0205, 8);
    put(out, 5, 2);
    put(out, 0, 4);
    put(out, 0, 2);
    begin_record(out, 0x027E, 10); /* 50% as an RK of 0.5 */
    put(out, 5, 2);
    put(out, 1, 2);
    put(out, 1, 2);
    put(out, 0x3FE00000, 4);
    begin_record(out, 0x00BD, 4 + 12 + 2); /* 7 and 1.25 in a fraction's format */
    put(out, 5, 2);
    put(out, 2, 2);
    put(out, 0, 2);
    put(out, 7 << 2 | 2, 4);
    put(out, 3, 2);
    put(out, 125 << 2 | 3, 4);
    put(out, 3, 2);
    begin_record(out, 0x00E5, 10);
    put(out, 1, 2);
    put(out, 0, 2);
    put(out, 3, 2);
    put(out, 2, 2);
    put(out, 2, 2);
    /* a picture over B6 */
    begin_record(out, 0x00EC, 8 + 18);
    put(out, 0, 2);
    put(out, 0xF010, 2);
    put(out, 18, 4);
    put(out, 0, 2);
    put(out, 1, 2);
    put(out, 0, 2);
    put(out, 5, 2);
    put(out, 0, 10);
    begin_record(out, 0x005D, 22);
    put(out, 0x15, 2);
    put(out, 18, 2);
    put(out, 8, 2);
    put(out, 0, 16);
}

static void put_stream(struct strbuf *out)
{
    size_t patch = 0;
    put_book(out, &patch);
    unsigned start = (unsigned)out->len;
    memcpy(out->text + patch, &start, 4);
    put_bof(out, 0x10);
    begin_record(out, 0x0200, 14);
    put(out, 0, 4);
    put(out, 6, 4);
    put(out, 0, 2);
    put(out, 4, 2);
    put(out, 0, 2);
    put_shared(out, 0, 0, 0);
    put_shared(out, 0, 2, 1);
    put_number(out, 3, 1, 3.0);
    put_number(out, 3, 3, 0.5);
    put_unseen(out);
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

static void expect_row(const struct sheet *s, int row, int line, const char *const *wanted)
{
    cr_assert_lt(row, s->table.count);
    const struct csv_row *got = &s->table.rows[row];
    cr_expect_eq(got->line, line);
    for (int i = 0; i < 4; i++)
        cr_expect_str_eq(i < got->count ? got->cells[i] : "", wanted[i], "row %d, column %d", row,
                         i);
}

Test(sheet_xls, cells_and_what_freexl_does_not_tell)
{
    static const char *const rows[][4] = { { "专利\n权", "", "C", "" },
                                           { "", "3", "C", "0.5" },
                                           { "10年", "算出", "TRUE", "" },
                                           { "FALSE", "50%", "7", "1.25" } };
    static const int lines[] = { 1, 4, 5, 6 };
    static const struct sheet_mark marks[] = { { 5, 3, SHEET_DOUBT_ERROR },
                                               { 6, 1, SHEET_DOUBT_PICTURE },
                                               { 6, 3, SHEET_DOUBT_FORMAT } };
    struct strbuf bytes;
    struct sheet_book book;
    struct err err = { 0 };
    make_xls(&bytes);
    cr_assert(sheet_read(bytes.text, bytes.len, &book, &err), "%s", err.text);
    cr_assert_eq(book.count, 1);
    const struct sheet *s = &book.sheets[0];
    cr_expect_str_eq(s->name, "题");
    cr_expect(s->hidden);
    cr_assert_eq(s->table.count, 4);
    for (int i = 0; i < 4; i++)
        expect_row(s, i, lines[i], rows[i]);
    cr_assert_eq(s->mark_count, 3);
    for (int i = 0; i < 3; i++) {
        cr_expect_eq(s->marks[i].line, marks[i].line, "mark %d", i);
        cr_expect_eq(s->marks[i].col, marks[i].col, "mark %d", i);
        cr_expect_eq(s->marks[i].doubt, marks[i].doubt, "mark %d", i);
    }
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
