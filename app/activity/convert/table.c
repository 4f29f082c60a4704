/*
 * Tables of questions, a row each. What a cell says is taken as it stands; whether type, options
 * and answer go together is for the builder to understand.
 */
#include "activity/convert/table.h"

#include <stdlib.h>
#include <string.h>

#include "activity/convert/builder.h"
#include "activity/convert/marks.h"
#include "activity/convert/table_row.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { HEADER_ROWS = 20, TITLE_MAX_CHARS = 60 };

static const char no_header[] =
    "找不到表头：表里要有一行写着“题干”和“答案”（也认“题目”“试题”“正确答案”“标准答案”），"
    "其他列可以有：题型、选项A、选项B……、解析、分值、难度、知识点、编号";

struct reading {
    struct convert_builder *builder;
    const struct sheet *sheet;
    struct table_columns columns;
    enum type_word type; /* of the rows below a line that names one, or of the sheet */
    bool many;           /* the book has several sheets: places name theirs */
};

static bool is_blank(const char *text)
{
    while (*text)
        if (!utf8_is_space(utf8_next(&text)))
            return false;
    return true;
}

static int count_filled(const struct csv_row *row, int *first)
{
    int count = 0;
    for (int i = row->count - 1; i >= 0; i--) {
        if (is_blank(row->cells[i]))
            continue;
        count++;
        *first = i;
    }
    return count;
}

static bool find_columns(const struct csv_row *row, struct table_columns *out)
{
    return table_columns_find((const char *const *)row->cells, row->count, out);
}

/* The row of the header, or -1. Of a header in two rows (选项 over A B C D) the second one. */
static int find_header(const struct csv_table *table, struct table_columns *out)
{
    for (int i = 0; i < table->count && i < HEADER_ROWS; i++) {
        if (!find_columns(&table->rows[i], out))
            continue;
        struct table_columns below;
        while (i + 1 < table->count && find_columns(&table->rows[i + 1], &below)) {
            *out = below;
            i++;
        }
        return i;
    }
    return -1;
}

/* ---- Marks of the sheet ---- */

static const struct sheet_mark *first_mark(const struct sheet *sheet, int line)
{
    int low = 0, high = sheet->mark_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (sheet->marks[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return &sheet->marks[low];
}

static void add_column_name(int col, struct strbuf *out)
{
    if (col >= 26)
        add_column_name(col / 26 - 1, out);
    strbuf_add_char(out, (char)('A' + col % 26));
}

/* What is uncertain of the row's cells that become part of the question. */
static void add_marks(const struct reading *r, int line, struct strbuf *doubts)
{
    if (r->sheet->mark_count == 0)
        return;
    const struct sheet_mark *end = r->sheet->marks + r->sheet->mark_count;
    for (const struct sheet_mark *mark = first_mark(r->sheet, line);
         mark < end && mark->line == line; mark++) {
        bool known = mark->col < r->columns.count;
        bool used = known && table_row_uses(r->columns.kinds[mark->col]);
        if (!used && mark->doubt != SHEET_DOUBT_PICTURE)
            continue;
        strbuf_add(doubts, doubts->len > 0 ? "；" : "");
        strbuf_add(doubts, "单元格 ");
        add_column_name(mark->col, doubts);
        strbuf_addf(doubts, "%d %s", line, sheet_doubt_text(mark->doubt));
    }
}

/* ---- Rows ---- */

/* A line across the table that names the type of what follows: 一、单选题. */
static bool take_heading(struct reading *r, const struct csv_row *row)
{
    int first = 0;
    struct arena arena;
    struct heading_mark heading;
    if (count_filled(row, &first) != 1)
        return false;
    arena_init(&arena);
    bool found = mark_heading(span_trim(span_decode(&arena, row->cells[first])), &heading) &&
                 heading.type != TYPE_WORD_NONE;
    if (found)
        r->type = heading.type;
    arena_fini(&arena);
    return found;
}

static bool is_repeated_header(struct reading *r, const struct csv_row *row)
{
    struct table_columns columns;
    if (!find_columns(row, &columns))
        return false;
    r->columns = columns;
    return true;
}

static void read_rows(struct reading *r, int from)
{
    const struct csv_table *table = &r->sheet->table;
    for (int i = from; i < table->count; i++) {
        const struct csv_row *row = &table->rows[i];
        struct strbuf doubts;
        if (is_repeated_header(r, row) || take_heading(r, row))
            continue;
        strbuf_init(&doubts);
        add_marks(r, row->line, &doubts);
        table_row_add(r->builder, &r->columns, row, r->type, doubts.len > 0 ? doubts.text : NULL);
        strbuf_fini(&doubts);
    }
}

/* ---- Sheets ---- */

/* The words above the header, where they are one line. */
static void take_title(struct reading *r, int header)
{
    for (int i = 0; i < header; i++) {
        const struct csv_row *row = &r->sheet->table.rows[i];
        int first = 0;
        if (count_filled(row, &first) != 1 || utf8_count(row->cells[first]) > TITLE_MAX_CHARS ||
            strchr(row->cells[first], '\n'))
            continue;
        convert_set_title(r->builder, row->cells[first]);
        return;
    }
}

static bool is_usual_sheet_name(const char *name)
{
    static const char *const usual[] = { "Sheet", "工作表", "表", "sheet", "题库" };
    for (int i = 0; i < 5; i++) {
        size_t len = strlen(usual[i]);
        if (strncmp(name, usual[i], len) == 0 &&
            strspn(name + len, "0123456789") == strlen(name + len))
            return true;
    }
    return !*name;
}

/* A sheet that holds a table, but not one of questions as far as can be told. */
static void refuse_sheet(struct reading *r)
{
    int rows = 0, first = 0;
    struct strbuf reason;
    for (int i = 0; i < r->sheet->table.count; i++)
        rows += count_filled(&r->sheet->table.rows[i], &first) >= 3;
    if (rows < 2)
        return;
    strbuf_init(&reason);
    strbuf_addf(&reason, "工作表“%s”没有读：%s", r->sheet->name, no_header);
    const struct convert_entry entry = { .line = r->sheet->table.rows[0].line,
                                         .type = QUESTION_TEXT,
                                         .extras = convert_extras_none,
                                         .status = CONVERT_REFUSED,
                                         .reason = reason.text,
                                         .quote = r->sheet->table.rows[0].cells[0] };
    convert_add(r->builder, &entry);
    strbuf_fini(&reason);
}

static void read_sheet(struct reading *r, int header)
{
    const char *name = r->sheet->name;
    r->type = type_word_find(name, strlen(name));
    take_title(r, header);
    if (r->type == TYPE_WORD_NONE && !is_usual_sheet_name(name) && !r->many)
        convert_set_title(r->builder, name);
    read_rows(r, header + 1);
}

/* A row's number alone does not say where it is. */
static void say_where(struct reading *r)
{
    struct strbuf words;
    strbuf_init(&words);
    if (r->builder->result->paragraphs)
        strbuf_add(&words, "文中的表格");
    else if (r->many)
        strbuf_addf(&words, "工作表“%s”", r->sheet->name);
    convert_set_sheet(r->builder, words.len > 0 ? words.text : NULL);
    strbuf_fini(&words);
}

bool convert_book(struct convert_builder *builder, const struct sheet_book *book, struct err *err)
{
    bool found = false;
    for (int i = 0; i < book->count && !found; i++) {
        struct table_columns columns;
        found = find_header(&book->sheets[i].table, &columns) >= 0;
    }
    if (!found)
        return err_set(err, "%s", no_header);
    for (int i = 0; i < book->count; i++) {
        struct reading r = { .builder = builder,
                             .sheet = &book->sheets[i],
                             .many = book->count > 1 };
        int header = find_header(&r.sheet->table, &r.columns);
        say_where(&r);
        if (header >= 0)
            read_sheet(&r, header);
        else
            refuse_sheet(&r);
    }
    convert_set_sheet(builder, NULL);
    return true;
}

bool convert_table(struct convert_builder *builder, const struct csv_table *table, struct err *err)
{
    struct sheet sheet = { .name = (char *)"", .table = *table };
    const struct sheet_book book = { &sheet, 1 };
    return convert_book(builder, &book, err);
}

/* ---- Pasted tables ---- */

/* A cell from *text on: in quotes when the spreadsheet put it so, else up to the tab or line's end.
 */
static char *take_tsv_cell(const char **text)
{
    const char *p = *text;
    struct strbuf cell;
    strbuf_init(&cell);
    if (*p == '"') {
        for (p++; *p && !(p[0] == '"' && p[1] != '"'); p++) {
            p += p[0] == '"';
            strbuf_add_char(&cell, *p);
        }
        bool closed = *p == '"' && (p[1] == '\t' || p[1] == '\n' || p[1] == '\0');
        if (closed) {
            *text = p + 1;
            return strbuf_take(&cell);
        }
        strbuf_clear(&cell); /* a quote that is just a quote */
        p = *text;
    }
    size_t len = strcspn(p, "\t\n");
    strbuf_add_len(&cell, p, len);
    *text = p + len;
    return strbuf_take(&cell);
}

void convert_read_tsv(const char *text, struct csv_table *out)
{
    int row_capacity = 0, line = 1;
    *out = (struct csv_table){ 0 };
    while (*text) {
        int cell_capacity = 0;
        struct csv_row row = { .line = line };
        const char *start = text;
        for (bool more = true; more;) {
            row.cells = mem_grow(row.cells, row.count, &cell_capacity, sizeof *row.cells);
            row.cells[row.count++] = take_tsv_cell(&text);
            more = *text == '\t';
            text += more;
        }
        text += *text == '\n';
        for (const char *p = start; p < text; p++)
            line += *p == '\n';
        out->rows = mem_grow(out->rows, out->count, &row_capacity, sizeof *out->rows);
        out->rows[out->count++] = row;
    }
}
