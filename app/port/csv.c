#include "port/csv.h"

#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/mem.h"
#include "base/utf8.h"

static const char bom[] = "\xEF\xBB\xBF";

void csv_writer_init(struct csv_writer *csv, struct strbuf *out)
{
    csv->out = out;
    csv->row_started = false;
    strbuf_add(out, bom);
}

static void begin_cell(struct csv_writer *csv)
{
    if (csv->row_started)
        strbuf_add_char(csv->out, ',');
    csv->row_started = true;
}

/* Whether a spreadsheet would calculate the cell; the full-width signs are taken for the plain ones
 * by spreadsheets set to Chinese or Japanese. */
static bool looks_like_formula(const char *text)
{
    switch (utf8_next(&text)) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case U'＝':
    case U'＋':
    case U'－':
    case U'＠':
        return true;
    default:
        return false;
    }
}

void csv_text(struct csv_writer *csv, const char *text)
{
    struct strbuf *out = csv->out;
    struct strbuf guarded;
    size_t len;

    begin_cell(csv);
    if (!text)
        return;
    strbuf_init(&guarded);
    if (looks_like_formula(text)) {
        strbuf_addf(&guarded, "'%s", text);
        text = guarded.text;
    }
    len = strlen(text);
    /* At most every character is a quote, and two enclose them all. */
    strbuf_reserve(out, 2 * len + 2);
    out->len += csv_write(out->text + out->len, 2 * len + 2, text, len);
    out->text[out->len] = '\0';
    strbuf_fini(&guarded);
}

void csv_int(struct csv_writer *csv, int64_t value)
{
    begin_cell(csv);
    strbuf_addf(csv->out, "%lld", (long long)value);
}

void csv_double(struct csv_writer *csv, double value, int decimals)
{
    begin_cell(csv);
    strbuf_add_double(csv->out, value, decimals);
}

void csv_row_end(struct csv_writer *csv)
{
    strbuf_add(csv->out, "\r\n");
    csv->row_started = false;
}

/* A reading in progress. */
struct reader {
    struct csv_table *table;
    int row_capacity;
    char **cells; /* of the row being read */
    int cell_count, cell_capacity;
    int line; /* where that row begins */
    bool row_begun;
};

static void take_cell(void *bytes, size_t len, void *context)
{
    struct reader *reader = context;

    reader->cells =
        mem_grow(reader->cells, reader->cell_count, &reader->cell_capacity, sizeof(char *));
    reader->cells[reader->cell_count++] = mem_strndup(bytes, len);
}

static void take_row(int end, void *context)
{
    struct reader *reader = context;
    struct csv_table *table = reader->table;
    struct csv_row *row;

    (void)end;
    table->rows = mem_grow(table->rows, table->count, &reader->row_capacity, sizeof(*table->rows));
    row = &table->rows[table->count++];
    row->cells = mem_realloc(reader->cells, (size_t)reader->cell_count * sizeof(char *));
    row->count = reader->cell_count;
    row->line = reader->line;
    reader->cells = NULL;
    reader->cell_count = 0;
    reader->cell_capacity = 0;
    reader->row_begun = false;
}

/* Bytes up to and with the end of the line, which is LF, CR or both. */
static size_t line_len(const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] == '\n')
            return i + 1;
        if (bytes[i] == '\r')
            return i + 1 < len && bytes[i + 1] == '\n' ? i + 2 : i + 1;
    }
    return len;
}

static bool is_blank(const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!strchr(" \t\r\n", bytes[i]))
            return false;
    }
    return true;
}

/* The line, from 1, on which the byte at offset lies. */
static int line_of(const char *bytes, size_t offset)
{
    int line = 1;

    while (offset > 0) {
        size_t step = line_len(bytes, offset);
        if (bytes[step - 1] == '\n' || bytes[step - 1] == '\r')
            line++;
        bytes += step;
        offset -= step;
    }
    return line;
}

/* Feeds libcsv line by line, so that each row knows the line it begins on. */
static bool parse(struct csv_parser *parser, struct reader *reader, const char *bytes, size_t len,
                  struct err *err)
{
    for (int line = 1; len > 0; line++) {
        size_t step = line_len(bytes, len);
        if (!reader->row_begun) {
            reader->line = line;
            reader->row_begun = !is_blank(bytes, step);
        }
        if (csv_parse(parser, bytes, step, take_cell, take_row, reader) != step)
            return err_set(err,
                           "CSV 第 %d 行的引号不对：含有引号的单元格要整个放进引号，里面的引号"
                           "写两遍，如 \"他说\"\"好\"\"\"",
                           line);
        bytes += step;
        len -= step;
    }
    if (csv_fini(parser, take_cell, take_row, reader) != 0)
        return err_set(err, "CSV 第 %d 行开始的一行里，有一个引号没有配对，请补上", reader->line);
    return true;
}

bool csv_read(const char *bytes, size_t len, struct csv_table *out, struct err *err)
{
    struct reader reader = { .table = out };
    struct csv_parser parser;
    size_t bad_offset;
    bool ok;

    out->rows = NULL;
    out->count = 0;
    if (len >= strlen(bom) && memcmp(bytes, bom, strlen(bom)) == 0) {
        bytes += strlen(bom);
        len -= strlen(bom);
    }
    if (!utf8_validate(bytes, len, &bad_offset))
        return err_set(err, "CSV 第 %d 行不是 UTF-8 文字，请另存为“CSV UTF-8”",
                       line_of(bytes, bad_offset));
    /* Strict, because a stray quote would otherwise swallow rows without a word. */
    (void)csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_realloc_func(&parser, mem_realloc);
    ok = parse(&parser, &reader, bytes, len, err);
    csv_free(&parser);
    for (int i = 0; i < reader.cell_count; i++)
        free(reader.cells[i]);
    free(reader.cells);
    if (!ok)
        csv_table_fini(out);
    return ok;
}

void csv_table_fini(struct csv_table *table)
{
    for (int i = 0; i < table->count; i++) {
        for (int j = 0; j < table->rows[i].count; j++)
            free(table->rows[i].cells[j]);
        free(table->rows[i].cells);
    }
    free(table->rows);
    table->rows = NULL;
    table->count = 0;
}
