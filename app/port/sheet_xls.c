/* .xls: BIFF 2 to 8 through FreeXL. It tells neither merged cells nor the format of a number. */
#include <iconv.h>
#include <math.h>
#include <string.h>

#include <freexl.h>

#include "base/date.h"
#include "base/utf8.h"
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

/* Words that Excel shows for error codes come as text; a number that is not whole may have been
 * shown otherwise (50%), which FreeXL does not tell. */
static bool take_value(struct sheet_builder *builder, int line, int col,
                       const FreeXL_CellValue *value, struct err *err)
{
    struct strbuf text;
    strbuf_init(&text);
    switch (value->type) {
    case FREEXL_CELL_INT:
        strbuf_addf(&text, "%d", value->value.int_value);
        break;
    case FREEXL_CELL_DOUBLE:
        (void)sheet_format_number(value->value.double_value, "General", false, &text);
        if (value->value.double_value != floor(value->value.double_value))
            sheet_add_mark(builder, line, col, SHEET_DOUBT_FORMAT);
        break;
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
        if (value->value.text_value)
            strbuf_add(&text, value->value.text_value);
        break;
    default:
        break;
    }
    if (text.len > 1 && text.text[0] == '#' && strchr("NDVR", text.text[1]))
        sheet_add_mark(builder, line, col, SHEET_DOUBT_ERROR);
    bool ok = utf8_validate(text.text, text.len, NULL)
                  ? sheet_set_cell(builder, line, col, text.text, err)
                  : explain(FREEXL_INVALID_CHARACTER, err);
    strbuf_fini(&text);
    return ok;
}

static bool take_cells(const void *handle, struct sheet_builder *builder, struct err *err)
{
    unsigned int rows = 0;
    unsigned short cols = 0;
    int code = freexl_worksheet_dimensions(handle, &rows, &cols);
    if (code != FREEXL_OK)
        return explain(code, err);
    for (unsigned int row = 0; row < rows; row++) {
        for (unsigned short col = 0; col < cols; col++) {
            FreeXL_CellValue value = { .type = FREEXL_CELL_NULL };
            code = freexl_get_cell_value(handle, row, col, &value);
            if (code != FREEXL_OK)
                return explain(code, err);
            if (!take_value(builder, (int)row + 1, col, &value, err))
                return false;
        }
    }
    return true;
}

static bool take_sheet(const void *handle, unsigned short index, struct sheet_builder *builder,
                       struct err *err)
{
    const char *name = NULL;
    int code = freexl_get_worksheet_name(handle, index, &name);
    if (code == FREEXL_OK)
        code = freexl_select_active_worksheet(handle, index);
    if (code != FREEXL_OK)
        return explain(code, err);
    bool readable = name && utf8_validate(name, strlen(name), NULL);
    if (!sheet_begin(builder, readable ? name : "", false, err))
        return false;
    bool ok = take_cells(handle, builder, err);
    sheet_end(builder);
    return ok;
}

bool sheet_parse_xls(const char *path, struct sheet_book *out, struct err *err)
{
    struct sheet_builder builder = { .book = out };
    const void *handle = NULL;
    unsigned int count = 0, secret = FREEXL_BIFF_PLAIN;
    int code = freexl_open(path, &handle);
    bool ok = code == FREEXL_OK ? true : explain(code, err);
    if (ok && freexl_get_info(handle, FREEXL_BIFF_PASSWORD, &secret) == FREEXL_OK &&
        secret == FREEXL_BIFF_OBFUSCATED)
        ok = err_set(err, "文件加了密码，读不了；请先在原来的程序里去掉密码再保存");
    if (ok && (code = freexl_get_info(handle, FREEXL_BIFF_SHEET_COUNT, &count)) != FREEXL_OK)
        ok = explain(code, err);
    for (unsigned int i = 0; ok && i < count; i++)
        ok = take_sheet(handle, (unsigned short)i, &builder, err);
    (void)freexl_close(handle);
    return ok;
}
