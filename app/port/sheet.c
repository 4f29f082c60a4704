#include "port/sheet.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "port/archive.h"
#include "port/confine.h"
#include "port/sheet_inside.h"

static const char *const doubts[] = {
    [SHEET_DOUBT_FORMULA] = "是公式，文件里没有存下结果；请在 Excel 里打开并保存一次",
    [SHEET_DOUBT_ERROR] = "公式出错",
    [SHEET_DOUBT_FORMAT] = "是数字，显示的样子可能不同（例如 0.5 显示成 50%）",
    [SHEET_DOUBT_PICTURE] = "有图片，没有读进来",
};
static_assert(sizeof doubts / sizeof doubts[0] == SHEET_DOUBT_COUNT, "a text for every doubt");

const char *sheet_doubt_text(enum sheet_doubt doubt)
{
    assert(doubt < SHEET_DOUBT_COUNT);
    return doubts[doubt];
}

void sheet_book_fini(struct sheet_book *book)
{
    for (int i = 0; i < book->count; i++) {
        free(book->sheets[i].name);
        csv_table_fini(&book->sheets[i].table);
        free(book->sheets[i].marks);
    }
    free(book->sheets);
    *book = (struct sheet_book){ 0 };
}

/* ---- From the child to the parent: numbers of 32 bits and texts with their length ---- */

static void pack_int(struct strbuf *out, int value)
{
    strbuf_add_len(out, (const char *)&value, sizeof value);
}

static void pack_text(struct strbuf *out, const char *text)
{
    size_t len = strlen(text);
    pack_int(out, (int)len);
    strbuf_add_len(out, text, len);
}

void sheet_pack(const struct sheet_book *book, struct strbuf *out)
{
    pack_int(out, book->count);
    for (int i = 0; i < book->count; i++) {
        const struct sheet *sheet = &book->sheets[i];
        pack_text(out, sheet->name);
        pack_int(out, sheet->hidden);
        pack_int(out, sheet->table.count);
        for (int row = 0; row < sheet->table.count; row++) {
            pack_int(out, sheet->table.rows[row].line);
            pack_int(out, sheet->table.rows[row].count);
            for (int col = 0; col < sheet->table.rows[row].count; col++)
                pack_text(out, sheet->table.rows[row].cells[col]);
        }
        pack_int(out, sheet->mark_count);
        for (int mark = 0; mark < sheet->mark_count; mark++) {
            pack_int(out, sheet->marks[mark].line);
            pack_int(out, sheet->marks[mark].col);
            pack_int(out, (int)sheet->marks[mark].doubt);
        }
    }
}

/* What is left to unpack. After the first thing that cannot be, all reads fail. */
struct unpacker {
    const char *bytes;
    size_t left;
    int cell_total, row_total;
};

static bool unpack_int(struct unpacker *u, int min, int max, int *out)
{
    if (u->left < sizeof *out)
        return false;
    memcpy(out, u->bytes, sizeof *out);
    u->bytes += sizeof *out;
    u->left -= sizeof *out;
    return *out >= min && *out <= max;
}

static char *unpack_text(struct unpacker *u)
{
    int len = 0;
    if (!unpack_int(u, 0, CONFINE_OUT_MAX_LEN, &len) || (size_t)len > u->left ||
        !utf8_validate(u->bytes, (size_t)len, NULL))
        return NULL;
    char *text = mem_strndup(u->bytes, (size_t)len);
    u->bytes += len;
    u->left -= (size_t)len;
    return text;
}

static bool unpack_row(struct unpacker *u, struct csv_table *table, int min_line)
{
    int line = 0, count = 0;
    if (!unpack_int(u, min_line, INT32_MAX, &line) || !unpack_int(u, 0, SHEET_MAX_COLUMNS, &count))
        return false;
    u->cell_total += count;
    if (u->cell_total > SHEET_MAX_CELLS)
        return false;
    struct csv_row *row = &table->rows[table->count++];
    *row =
        (struct csv_row){ .line = line, .cells = mem_zalloc((size_t)count * sizeof *row->cells) };
    for (; row->count < count; row->count++)
        if (!(row->cells[row->count] = unpack_text(u)))
            return false;
    return true;
}

static bool unpack_rows(struct unpacker *u, struct csv_table *table)
{
    int count = 0;
    if (!unpack_int(u, 0, SHEET_MAX_ROWS - u->row_total, &count))
        return false;
    u->row_total += count;
    table->rows = mem_zalloc((size_t)count * sizeof *table->rows);
    for (int i = 0; i < count; i++)
        if (!unpack_row(u, table, i > 0 ? table->rows[i - 1].line + 1 : 1))
            return false;
    return true;
}

static bool unpack_marks(struct unpacker *u, struct sheet *sheet)
{
    int count = 0;
    if (!unpack_int(u, 0, (int)(u->left / (3 * sizeof(int))), &count))
        return false;
    sheet->marks = mem_zalloc((size_t)count * sizeof *sheet->marks);
    for (; sheet->mark_count < count; sheet->mark_count++) {
        struct sheet_mark *mark = &sheet->marks[sheet->mark_count];
        int doubt = 0;
        if (!unpack_int(u, 0, INT32_MAX, &mark->line) || !unpack_int(u, 0, INT32_MAX, &mark->col) ||
            !unpack_int(u, 0, SHEET_DOUBT_COUNT - 1, &doubt))
            return false;
        mark->doubt = (enum sheet_doubt)doubt;
    }
    return true;
}

static bool unpack_sheets(struct unpacker *u, struct sheet_book *out)
{
    int count = 0;
    if (!unpack_int(u, 0, SHEET_MAX_SHEETS, &count))
        return false;
    out->sheets = mem_zalloc((size_t)count * sizeof *out->sheets);
    for (int i = 0; i < count; i++) {
        struct sheet *sheet = &out->sheets[i];
        int hidden = 0;
        out->count++;
        if (!(sheet->name = unpack_text(u)) || !unpack_int(u, 0, 1, &hidden) ||
            !unpack_rows(u, &sheet->table) || !unpack_marks(u, sheet))
            return false;
        sheet->hidden = hidden;
    }
    return u->left == 0;
}

bool sheet_unpack(const char *bytes, size_t len, struct sheet_book *out)
{
    struct unpacker u = { .bytes = bytes, .left = len };
    *out = (struct sheet_book){ 0 };
    if (unpack_sheets(&u, out))
        return true;
    sheet_book_fini(out);
    return false;
}

/* ---- The child ---- */

struct input {
    const char *bytes;
    size_t len;
    bool xlsx;
};

static void prepare(void *context)
{
    const struct input *input = context;
    if (!input->xlsx)
        sheet_prepare_xls();
}

static bool parse(void *context, struct strbuf *out, struct err *err)
{
    const struct input *input = context;
    struct sheet_book book = { 0 };
    bool ok = input->xlsx ? sheet_parse_xlsx(input->bytes, input->len, &book, err)
                          : sheet_parse_xls(confine_input_path, &book, err);
    if (ok)
        sheet_pack(&book, out);
    sheet_book_fini(&book);
    return ok;
}

bool sheet_read(const char *bytes, size_t len, struct sheet_book *out, struct err *err)
{
    struct input input = { bytes, len, zip_is(bytes, len) };
    const struct confine_task task = { .prepare = prepare,
                                       .run = parse,
                                       .context = &input,
                                       .input = input.xlsx ? NULL : bytes,
                                       .input_len = len };
    struct strbuf packed;
    *out = (struct sheet_book){ 0 };
    strbuf_init(&packed);
    bool ok = confine_run(&task, &packed, err);
    if (ok && !sheet_unpack(packed.text, packed.len, out))
        ok = err_set(err, "文件读不了：可能已损坏，请用 Excel 或 WPS 打开后另存一份再试");
    strbuf_fini(&packed);
    return ok;
}
