/*
 * .xls: the strings through FreeXL, with their continued records and code pages; what it passes
 * over without a word (formats, formulas, TRUE and FALSE, merged cells) from the records
 * themselves.
 */
#include <iconv.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <freexl.h>

#include "base/utf8.h"
#include "port/sheet_biff.h"
#include "port/sheet_inside.h"

void sheet_prepare_xls(void)
{
    static const char *const charsets[] = { "UTF-16LE", "CP936",  "CP950",  "CP932",
                                            "CP949",    "CP1252", "CP1251", "CP1250" };
    for (size_t i = 0; i < sizeof charsets / sizeof charsets[0]; i++) {
        /* Left open: glibc then finds the converter without opening a file. */
        iconv_t kept = iconv_open("UTF-8", charsets[i]);
        (void)kept;
    }
}

static bool explain(int code, struct err *err)
{
    if (code == FREEXL_INVALID_CFBF_HEADER || code == FREEXL_CFBF_INVALID_SIGNATURE)
        return err_set(err, "文件读不了：不是 .xls 表格");
    if (code == FREEXL_BIFF_WORKBOOK_NOT_FOUND)
        return err_set(err, "文件读不了：里面没有工作簿");
    if (code == FREEXL_UNSUPPORTED_CHARSET || code == FREEXL_INVALID_CHARACTER)
        return err_set(err, "文件读不了：文字编码不认识，请用 Excel 或 WPS 另存为 .xlsx");
    return err_set(err, "文件读不了：可能已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再试");
}

/* The strings of one sheet by FreeXL, everything else by biff. */
struct xls_sheet {
    const void *handle;
    unsigned int rows; /* as far as FreeXL sees */
    unsigned short cols;
    const struct biff_sheet *biff;
    int next; /* of biff->cells */
    bool since_1904;
    struct sheet_builder *builder;
};

/* True if FreeXL has text there. */
static bool add_string(const struct xls_sheet *s, unsigned int row, unsigned short col,
                       struct strbuf *out, enum sheet_doubt *doubt)
{
    FreeXL_CellValue value = { .type = FREEXL_CELL_NULL };
    if (row >= s->rows || col >= s->cols ||
        freexl_get_cell_value(s->handle, row, col, &value) != FREEXL_OK)
        return false;
    switch (value.type) {
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
        strbuf_add(out, value.value.text_value ? value.value.text_value : "");
        return true;
    case FREEXL_CELL_INT:
        strbuf_addf(out, "%d", value.value.int_value);
        *doubt = SHEET_DOUBT_FORMAT;
        return true;
    case FREEXL_CELL_DOUBLE:
        (void)sheet_format_number(value.value.double_value, "General", false, out);
        *doubt = SHEET_DOUBT_FORMAT;
        return true;
    default:
        return false;
    }
}

static void add_known(const struct xls_sheet *s, const struct biff_cell *cell, struct strbuf *out,
                      enum sheet_doubt *doubt)
{
    const char *code = cell->code ? cell->code : "General";
    switch (cell->kind) {
    case BIFF_NUMBER:
        if (!isfinite(cell->number))
            *doubt = SHEET_DOUBT_FORMAT;
        else if (!sheet_format_number(cell->number, code, s->since_1904, out) || !cell->code)
            *doubt = SHEET_DOUBT_FORMAT;
        break;
    case BIFF_BOOL:
        strbuf_add(out, cell->truth ? "TRUE" : "FALSE");
        break;
    case BIFF_TEXT:
        strbuf_add(out, cell->text ? cell->text : "");
        if (!cell->text)
            *doubt = SHEET_DOUBT_FORMULA;
        break;
    default:
        *doubt = SHEET_DOUBT_ERROR;
        break;
    }
}

static bool take_cell(struct xls_sheet *s, int row, int col, struct err *err)
{
    struct strbuf text;
    enum sheet_doubt doubt = SHEET_DOUBT_COUNT;
    bool known = false;
    strbuf_init(&text);
    for (; s->next < s->biff->count; s->next++) {
        const struct biff_cell *cell = &s->biff->cells[s->next];
        if (cell->row != row || cell->col != col)
            break;
        if (cell->kind == BIFF_PICTURE)
            sheet_add_mark(s->builder, row + 1, col, SHEET_DOUBT_PICTURE);
        else if (cell->kind != BIFF_MERGED && !known) {
            add_known(s, cell, &text, &doubt);
            known = true;
        }
    }
    if (!known)
        (void)add_string(s, (unsigned int)row, (unsigned short)col, &text, &doubt);
    if (doubt != SHEET_DOUBT_COUNT)
        sheet_add_mark(s->builder, row + 1, col, doubt);
    bool ok = utf8_validate(text.text, text.len, NULL)
                  ? sheet_set_cell(s->builder, row + 1, col, text.text, err)
                  : explain(FREEXL_INVALID_CHARACTER, err);
    strbuf_fini(&text);
    return ok;
}

/* As far as either of the two sees; pictures may lie beyond. */
static bool take_cells(struct xls_sheet *s, struct err *err)
{
    int rows = (int)s->rows, cols = s->cols;
    for (int i = 0; i < s->biff->count; i++) {
        rows = s->biff->cells[i].row >= rows ? s->biff->cells[i].row + 1 : rows;
        cols = s->biff->cells[i].col >= cols ? s->biff->cells[i].col + 1 : cols;
    }
    if (cols > SHEET_MAX_COLUMNS)
        cols = SHEET_MAX_COLUMNS + 1; /* where sheet_set_cell refuses */
    for (int row = 0; row < rows; row++)
        for (int col = 0; col < cols; col++)
            if (!take_cell(s, row, col, err))
                return false;
    for (int i = 0; i < s->biff->count; i++) {
        const struct biff_cell *cell = &s->biff->cells[i];
        if (cell->kind == BIFF_MERGED)
            sheet_spread(s->builder, cell->row + 1, cell->last_row + 1, cell->col);
    }
    return true;
}

static bool take_sheet(const void *handle, unsigned short index, const struct biff_book *biff,
                       struct sheet_builder *builder, struct err *err)
{
    struct xls_sheet s = { .handle = handle,
                           .biff = &biff->sheets[index],
                           .since_1904 = biff->since_1904,
                           .builder = builder };
    const char *name = NULL;
    int code = freexl_get_worksheet_name(handle, index, &name);
    if (code == FREEXL_OK)
        code = freexl_select_active_worksheet(handle, index);
    if (code == FREEXL_OK)
        code = freexl_worksheet_dimensions(handle, &s.rows, &s.cols);
    if (code != FREEXL_OK)
        return explain(code, err);
    bool readable = name && utf8_validate(name, strlen(name), NULL);
    if (!sheet_begin(builder, readable ? name : "", s.biff->hidden, err))
        return false;
    bool ok = take_cells(&s, err);
    sheet_end(builder);
    return ok;
}

static bool take_book(const void *handle, const struct biff_book *biff, struct sheet_book *out,
                      struct err *err)
{
    struct sheet_builder builder = { .book = out };
    unsigned int count = 0;
    int code = freexl_get_info(handle, FREEXL_BIFF_SHEET_COUNT, &count);
    if (code != FREEXL_OK)
        return explain(code, err);
    if ((int)count != biff->count)
        return explain(FREEXL_CRAFTED_FILE, err);
    for (unsigned int i = 0; i < count; i++)
        if (!take_sheet(handle, (unsigned short)i, biff, &builder, err))
            return false;
    return true;
}

/* The whole input again, for what FreeXL does not tell. */
static bool read_biff(const char *path, struct biff_book *out, struct err *err)
{
    struct strbuf bytes;
    char chunk[32 * 1024];
    size_t got = 0;
    FILE *file = fopen(path, "rb");
    *out = (struct biff_book){ 0 };
    if (!file)
        return explain(FREEXL_FILE_NOT_FOUND, err);
    strbuf_init(&bytes);
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
        strbuf_add_len(&bytes, chunk, got);
    (void)fclose(file);
    bool ok = biff_read(bytes.text, bytes.len, out);
    strbuf_fini(&bytes);
    return ok ? true : explain(FREEXL_CRAFTED_FILE, err);
}

bool sheet_parse_xls(const char *path, struct sheet_book *out, struct err *err)
{
    const void *handle = NULL;
    unsigned int secret = FREEXL_BIFF_PLAIN;
    struct biff_book biff = { 0 };
    int code = freexl_open(path, &handle);
    bool ok = code == FREEXL_OK ? true : explain(code, err);
    if (ok && freexl_get_info(handle, FREEXL_BIFF_PASSWORD, &secret) == FREEXL_OK &&
        secret == FREEXL_BIFF_OBFUSCATED)
        ok = err_set(err, "文件加了密码，读不了；请先在原来的程序里去掉密码再保存");
    ok = ok && read_biff(path, &biff, err) && take_book(handle, &biff, out, err);
    biff_book_fini(&biff);
    (void)freexl_close(handle);
    return ok;
}
