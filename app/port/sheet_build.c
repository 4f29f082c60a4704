#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "port/sheet_build.h"

enum { LINE_MAX_NUMBER = 1048576 }; /* rows of a sheet in Excel */

static struct sheet *current(const struct sheet_builder *builder)
{
    return &builder->book->sheets[builder->book->count - 1];
}

bool sheet_begin(struct sheet_builder *builder, const char *name, bool hidden, struct err *err)
{
    struct sheet_book *book = builder->book;
    if (book->count == SHEET_MAX_SHEETS)
        return err_set(err, "文件读不了：工作表太多，最多 %d 个", SHEET_MAX_SHEETS);
    book->sheets =
        mem_grow(book->sheets, book->count, &builder->sheet_capacity, sizeof *book->sheets);
    book->sheets[book->count++] = (struct sheet){ .name = mem_strdup(name), .hidden = hidden };
    builder->row_capacity = 0;
    builder->mark_capacity = 0;
    return true;
}

/* Line feeds and tabs stay, other control characters become blanks, carriage returns go. */
static char *plain_text(const char *text)
{
    char *copy = mem_strdup(text);
    char *to = copy;
    for (const char *from = copy; *from; from++) {
        unsigned char c = (unsigned char)*from;
        if (c == '\r')
            continue;
        bool control = (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
        *to++ = control ? ' ' : *from;
    }
    *to = '\0';
    return copy;
}

static struct csv_row *row_for(struct sheet_builder *builder, int line, struct err *err)
{
    struct csv_table *table = &current(builder)->table;
    if (table->count > 0 && table->rows[table->count - 1].line == line)
        return &table->rows[table->count - 1];
    bool ordered = table->count == 0 || table->rows[table->count - 1].line < line;
    if (!ordered || line < 1 || line > LINE_MAX_NUMBER) {
        err_set(err, "文件读不了：工作表的行次序不对，可能已损坏");
        return NULL;
    }
    if (++builder->row_total > SHEET_MAX_ROWS) {
        err_set(err, "文件读不了：表格太长，最多 %d 行", SHEET_MAX_ROWS);
        return NULL;
    }
    table->rows = mem_grow(table->rows, table->count, &builder->row_capacity, sizeof *table->rows);
    table->rows[table->count] = (struct csv_row){ .line = line };
    return &table->rows[table->count++];
}

static bool set_in_row(struct sheet_builder *builder, struct csv_row *row, int col,
                       const char *text, struct err *err)
{
    if (col >= row->count) {
        builder->cell_total += col + 1 - row->count;
        if (builder->cell_total > SHEET_MAX_CELLS)
            return err_set(err, "文件读不了：表格太大，最多 %d 格", SHEET_MAX_CELLS);
        row->cells = mem_realloc(row->cells, (size_t)(col + 1) * sizeof *row->cells);
        while (row->count <= col)
            row->cells[row->count++] = mem_strdup("");
    }
    free(row->cells[col]);
    row->cells[col] = plain_text(text);
    return true;
}

bool sheet_set_cell(struct sheet_builder *builder, int line, int col, const char *text,
                    struct err *err)
{
    if (!*text)
        return true;
    if (col < 0 || col >= SHEET_MAX_COLUMNS)
        return err_set(err, "文件读不了：表格太宽，最多 %d 列（第 %d 行）", SHEET_MAX_COLUMNS,
                       line);
    struct csv_row *row = row_for(builder, line, err);
    return row && set_in_row(builder, row, col, text, err);
}

void sheet_add_mark(struct sheet_builder *builder, int line, int col, enum sheet_doubt doubt)
{
    struct sheet *sheet = current(builder);
    sheet->marks =
        mem_grow(sheet->marks, sheet->mark_count, &builder->mark_capacity, sizeof *sheet->marks);
    sheet->marks[sheet->mark_count++] = (struct sheet_mark){ line, col, doubt };
}

/* The first row at or below the line. */
static int find_row(const struct csv_table *table, int line)
{
    int low = 0, high = table->count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (table->rows[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void sheet_spread(struct sheet_builder *builder, int line, int last_line, int col)
{
    struct csv_table *table = &current(builder)->table;
    int at = find_row(table, line);
    if (at == table->count || table->rows[at].line != line || col >= table->rows[at].count)
        return;
    for (int i = at + 1; i < table->count && table->rows[i].line <= last_line; i++) {
        struct csv_row *row = &table->rows[i];
        if (col >= row->count || !*row->cells[col])
            (void)set_in_row(builder, row, col, table->rows[at].cells[col], NULL);
    }
}

static bool is_empty(const struct csv_row *row)
{
    for (int i = 0; i < row->count; i++)
        for (const char *p = row->cells[i]; *p;)
            if (!utf8_is_space(utf8_next(&p)))
                return false;
    return true;
}

static int compare_marks(const void *a, const void *b)
{
    const struct sheet_mark *one = a, *other = b;
    return one->line != other->line ? one->line - other->line : one->col - other->col;
}

void sheet_end(struct sheet_builder *builder)
{
    struct sheet *sheet = current(builder);
    struct csv_table *table = &sheet->table;
    int kept = 0;
    for (int i = 0; i < table->count; i++) {
        struct csv_row *row = &table->rows[i];
        if (!is_empty(row)) {
            table->rows[kept++] = *row;
            continue;
        }
        for (int j = 0; j < row->count; j++)
            free(row->cells[j]);
        free(row->cells);
    }
    table->count = kept;
    if (sheet->mark_count > 1)
        qsort(sheet->marks, (size_t)sheet->mark_count, sizeof *sheet->marks, compare_marks);
}
