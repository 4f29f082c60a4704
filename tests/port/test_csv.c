#include "port/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

static const char bom[] = "\xEF\xBB\xBF";

Test(csv, writes_text_quoted_and_numbers_bare)
{
    struct strbuf out;
    struct csv_writer csv;

    strbuf_init(&out);
    csv_writer_init(&csv, &out);
    csv_text(&csv, "题目");
    csv_text(&csv, "他说\"好\"，\r\n走了,");
    csv_text(&csv, "");
    csv_text(&csv, NULL);
    csv_int(&csv, -9223372036854775807 - 1);
    csv_double(&csv, -2.5, 2);
    csv_row_end(&csv);
    csv_row_end(&csv);
    csv_text(&csv, NULL);
    csv_text(&csv, "\"");
    csv_row_end(&csv);
    cr_assert_str_eq(out.text,
                     "\xEF\xBB\xBF"
                     "\"题目\",\"他说\"\"好\"\"，\r\n走了,\",\"\",,-9223372036854775808,-2.5\r\n"
                     "\r\n"
                     ",\"\"\"\"\r\n");
    strbuf_fini(&out);
}

Test(csv, cells_full_of_quotes_fit)
{
    char quotes[301];

    for (size_t len = 0; len <= 300; len++) {
        struct strbuf out;
        struct csv_writer csv;
        memset(quotes, '"', len);
        quotes[len] = '\0';
        strbuf_init(&out);
        csv_writer_init(&csv, &out);
        csv_text(&csv, quotes);
        cr_assert_eq(out.len, strlen(bom) + 2 * len + 2);
        cr_assert_eq(strspn(out.text + strlen(bom), "\""), 2 * len + 2);
        strbuf_fini(&out);
    }
}

Test(csv, formulas_are_defused)
{
    static const char *const formulas[] = {
        "=1+1", "+86", "-1",  "@SUM(A1)", "\tx", "\rx",
        "=",    "＝1", "＋1", "－1",      "＠a", "=cmd|' /C calc'!A0",
    };
    static const char *const harmless[] = {
        "1+1", "a=b", " =1", "'=1", "专利", "", "—破折号", "\nx"
    };

    for (size_t i = 0; i < sizeof(formulas) / sizeof(formulas[0]); i++) {
        char expected[64];
        struct strbuf out;
        struct csv_writer csv;
        strbuf_init(&out);
        csv_writer_init(&csv, &out);
        csv_text(&csv, formulas[i]);
        (void)snprintf(expected, sizeof(expected), "%s\"'%s\"", bom, formulas[i]);
        cr_expect_str_eq(out.text, expected);
        strbuf_fini(&out);
    }
    for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++) {
        char expected[64];
        struct strbuf out;
        struct csv_writer csv;
        strbuf_init(&out);
        csv_writer_init(&csv, &out);
        csv_text(&csv, harmless[i]);
        (void)snprintf(expected, sizeof(expected), "%s\"%s\"", bom, harmless[i]);
        cr_expect_str_eq(out.text, expected);
        strbuf_fini(&out);
    }
}

/* The row's cells joined by |, and its line in front. */
static char *row_text(const struct csv_table *table, int row)
{
    struct strbuf text;

    strbuf_init(&text);
    strbuf_addf(&text, "%d:", table->rows[row].line);
    for (int i = 0; i < table->rows[row].count; i++)
        strbuf_addf(&text, "%s%s", i > 0 ? "|" : "", table->rows[row].cells[i]);
    return strbuf_take(&text);
}

static void expect_rows(const char *csv, const char *const *rows, int count)
{
    struct csv_table table;
    struct err err = { 0 };

    (void)csv_read(csv, strlen(csv), &table, &err);
    cr_assert_eq(table.count, count, "%d rows, %s", table.count, err.text);
    for (int i = 0; i < count; i++) {
        char *text = row_text(&table, i);
        cr_expect_str_eq(text, rows[i], "%s", text);
        free(text);
    }
    csv_table_fini(&table);
}

Test(csv, reads_rows_of_any_width)
{
    static const char *const rows[] = { "1:题干|甲|乙", "2:a", "3:||", "4:x|" };

    expect_rows("题干,甲,乙\na\n,,\nx,", rows, 4);
}

Test(csv, reads_line_ends_of_every_kind)
{
    static const char *const rows[] = { "1:a|b", "2:c|d", "3:e", "4:f" };

    expect_rows("a,b\nc,d\ne\nf\n", rows, 4);
    expect_rows("a,b\r\nc,d\r\ne\r\nf\r\n", rows, 4);
    expect_rows("a,b\rc,d\re\rf", rows, 4);
    expect_rows("\xEF\xBB\xBF"
                "a,b\r\nc,d\ne\rf",
                rows, 4);
}

Test(csv, reads_quoted_cells)
{
    static const char *const rows[] = { "1:a\nb| c |说\"好\"", "3:x,y|", "4:'=1" };

    expect_rows("\"a\nb\",\" c \",\"说\"\"好\"\"\"\r\n\"x,y\",\"\"\n\"'=1\"", rows, 3);
}

Test(csv, rows_know_the_line_they_begin_on)
{
    static const char *const rows[] = { "3:a", "4:b\r\n\r\nc|d", "9:\n\ne", "12:f" };

    expect_rows("\n  \t\na\n\"b\r\n\r\nc\",d\n\n\n\"\n\ne\"\nf", rows, 4);
}

Test(csv, blanks_around_bare_cells_are_dropped)
{
    static const char *const rows[] = { "1:a|b c|", "2:d|e" };

    expect_rows(" a ,\tb c\t, \n \"d\" , e", rows, 2);
}

Test(csv, a_table_can_be_ended_twice)
{
    struct csv_table table;

    cr_assert(csv_read("a,b\n", 4, &table, NULL));
    csv_table_fini(&table);
    cr_assert_eq(table.count, 0);
    csv_table_fini(&table);
}

Test(csv, nothing_is_an_empty_table)
{
    expect_rows("", NULL, 0);
    expect_rows("\xEF\xBB\xBF", NULL, 0);
    expect_rows("\r\n\n \n", NULL, 0);
}

static void expect_refused(const char *csv, size_t len, const char *part)
{
    struct csv_table table;
    struct err err = { 0 };

    cr_assert_not(csv_read(csv, len, &table, &err), "%s", csv);
    cr_expect_not_null(strstr(err.text, part), "%s", err.text);
    cr_expect(table.count == 0 && !table.rows);
}

Test(csv, stray_quotes_are_refused_by_line)
{
    static const char bare[] = "a,b\nc,他说\"好\"\n", open[] = "a\n\"x\ny\nb,\"c\nd,e\n";
    static const char never_closed[] = "a,b\n\nc,\"d\ne\nf\n";

    expect_refused(bare, strlen(bare), "第 2 行的引号不对");
    expect_refused(open, strlen(open), "第 4 行的引号不对");
    expect_refused(never_closed, strlen(never_closed), "第 3 行开始");
}

Test(csv, what_is_not_utf8_is_refused_by_line)
{
    static const char gbk[] = "a\r\nb\rc\n\xCC\xE2", nul[] = "a,b\0c";

    expect_refused(gbk, strlen(gbk), "第 4 行不是 UTF-8");
    expect_refused("\xFF", 1, "第 1 行不是 UTF-8");
    expect_refused(nul, sizeof(nul) - 1, "第 1 行不是 UTF-8");
}

/* Whatever is written comes back, the apostrophe aside. */
Test(csv, there_and_back)
{
    static const char *const cells[] = {
        "题", "a\"b\"\"", "x\r\ny\nz\rw", " , ", "", "\"", "，、"
    };
    enum { CELLS = sizeof(cells) / sizeof(cells[0]), ROWS = 300 };
    struct strbuf out;
    struct csv_writer csv;
    struct csv_table table;
    struct err err = { 0 };

    strbuf_init(&out);
    csv_writer_init(&csv, &out);
    for (int row = 0; row < ROWS; row++) {
        for (int i = 0; i <= row % CELLS; i++)
            csv_text(&csv, cells[(row + i) % CELLS]);
        csv_row_end(&csv);
    }
    cr_assert(csv_read(out.text, out.len, &table, &err), "%s", err.text);
    cr_assert_eq(table.count, ROWS);
    for (int row = 0; row < ROWS; row++) {
        cr_assert_eq(table.rows[row].count, row % CELLS + 1);
        for (int i = 0; i < table.rows[row].count; i++)
            cr_assert_str_eq(table.rows[row].cells[i], cells[(row + i) % CELLS]);
    }
    csv_table_fini(&table);
    strbuf_fini(&out);
}
