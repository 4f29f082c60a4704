/* Finds out what a file is, has it read, and writes a form by the format that is asked for. */
#include "activity/convert.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "activity/convert/builder.h"
#include "activity/convert/charset.h"
#include "activity/convert/detect.h"
#include "activity/convert/internal.h"
#include "base/fs.h"

static const char *const names[] = {
    [BANK_AUTO] = "auto",       [BANK_TEXT] = "text",   [BANK_CANONICAL] = "canonical",
    [BANK_GIFT] = "gift",       [BANK_AIKEN] = "aiken", [BANK_TABLE] = "table",
    [BANK_XLSFORM] = "xlsform", [BANK_WJX] = "wjx",
};
static_assert(sizeof names / sizeof names[0] == BANK_FORMAT_COUNT, "a name for every format");

const char *bank_format_name(enum bank_format format)
{
    assert(format < BANK_FORMAT_COUNT);
    return names[format];
}

bool bank_format_parse(const char *name, enum bank_format *out)
{
    for (int i = BANK_AUTO + 1; i < BANK_FORMAT_COUNT; i++) {
        if (strcmp(names[i], name) == 0) {
            *out = (enum bank_format)i;
            return true;
        }
    }
    return false;
}

enum bank_format convert_format_of_path(const char *path)
{
    static const struct {
        const char *ending;
        enum bank_format format;
    } endings[] = {
        { ".form.xlsx", BANK_XLSFORM }, { ".txt", BANK_CANONICAL }, { ".gift", BANK_GIFT },
        { ".aiken", BANK_AIKEN },       { ".csv", BANK_TABLE },     { ".xlsx", BANK_TABLE },
    };
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (detect_ends_with(path, endings[i].ending))
            return endings[i].format;
    return BANK_AUTO;
}

void convert_result_fini(struct convert_result *result)
{
    free(result->items);
    arena_fini(&result->arena);
    *result = (struct convert_result){ 0 };
}

/* ---- reading ---- */

static bool read_book(struct convert_builder *builder, const struct sheet_book *book,
                      enum bank_format *format, struct err *err)
{
    if (*format == BANK_AUTO)
        *format = convert_is_xlsform(book) ? BANK_XLSFORM : BANK_TABLE;
    if (*format == BANK_XLSFORM)
        return convert_xlsform(builder, book, err);
    if (*format == BANK_TABLE)
        return convert_book(builder, book, err);
    return err_set(err, "工作簿只能按 table 或 xlsform 读，不能按 %s 读",
                   bank_format_name(*format));
}

static bool read_workbook(struct convert_builder *builder, const char *bytes, size_t len,
                          enum bank_format *format, struct err *err)
{
    struct sheet_book book = { 0 };
    if (!sheet_read(bytes, len, &book, err))
        return false;
    bool ok = read_book(builder, &book, format, err);
    sheet_book_fini(&book);
    return ok;
}

/* A single table is a book of one sheet without a name. */
static bool read_one_table(struct convert_builder *builder, const struct csv_table *table,
                           enum bank_format *format, struct err *err)
{
    struct sheet sheet = { .name = (char *)"", .table = *table };
    const struct sheet_book book = { &sheet, 1 };
    return read_book(builder, &book, format, err);
}

/* Cells between tabs as pasted, or between commas. */
static bool read_table_text(struct convert_builder *builder, const char *text,
                            enum bank_format *format, struct err *err)
{
    struct csv_table table = { 0 };
    size_t head = strcspn(text, "\n");
    bool tabs = memchr(text, '\t', head) != NULL ||
                (strchr(text, '\t') != NULL && !memchr(text, ',', strlen(text)));
    if (tabs)
        convert_read_tsv(text, &table);
    else if (!csv_read(text, strlen(text), &table, err))
        return false;
    bool sheets = builder && *format == BANK_TABLE && !tabs;
    if (sheets) {
        struct sheet sheet = { .name = (char *)"", .table = table };
        const struct sheet_book book = { &sheet, 1 };
        if (convert_is_xlsform(&book))
            *format = BANK_XLSFORM;
    }
    bool ok = read_one_table(builder, &table, format, err);
    csv_table_fini(&table);
    return ok;
}

static bool read_xlsform_text(struct convert_builder *builder, const char *text,
                              enum bank_format *format, struct err *err)
{
    struct sheet_book book = { 0 };
    if (!convert_is_xlsform_text(text))
        return read_table_text(builder, text, format, err);
    if (!convert_xlsform_sheets(text, &book, err))
        return false;
    bool ok = convert_xlsform(builder, &book, err);
    sheet_book_fini(&book);
    return ok;
}

static bool read_text(struct convert_builder *builder, const char *text, enum bank_format *format,
                      struct err *err)
{
    if (*format == BANK_AUTO)
        *format = detect_text(builder->name, text);
    switch (*format) {
    case BANK_CANONICAL:
        return convert_canonical(builder, text, err);
    case BANK_GIFT:
        return convert_gift(builder, text, err);
    case BANK_AIKEN:
        return convert_aiken(builder, text, err);
    case BANK_WJX:
        return convert_wjx(builder, text, err);
    case BANK_TABLE:
        return read_table_text(builder, text, format, err);
    case BANK_XLSFORM:
        return read_xlsform_text(builder, text, format, err);
    default:
        return convert_text(builder, text, err);
    }
}

static bool read_plain(struct convert_builder *builder, const char *bytes, size_t len,
                       enum bank_format *format, struct err *err)
{
    struct strbuf text;
    enum charset charset;
    strbuf_init(&text);
    bool ok = charset_decode(builder->name, bytes, len, &text, &charset, err) &&
              read_text(builder, text.text, format, err);
    strbuf_fini(&text);
    return ok;
}

static bool read_bytes(struct convert_builder *builder, const char *bytes, size_t len,
                       enum bank_format *format, struct err *err)
{
    switch (convert_office_kind(bytes, len)) {
    case OFFICE_NONE:
        return read_plain(builder, bytes, len, format, err);
    case OFFICE_DOCX:
        *format = BANK_TEXT;
        builder->result->paragraphs = true;
        return convert_docx(builder, bytes, len, err);
    case OFFICE_WORKBOOK:
        return read_workbook(builder, bytes, len, format, err);
    case OFFICE_OLD_DOC:
        return err_set(err, "%s 是旧的 .doc 文件，请用 Word 或 WPS 打开，另存为 .docx 再导入",
                       builder->name);
    case OFFICE_ENCRYPTED:
        return err_set(err, "%s 加了密码，请去掉密码另存一份再导入", builder->name);
    case OFFICE_OTHER:
        break;
    }
    return err_set(err, "%s 不是题库能用的文件（可以是文本、.docx、.xlsx、.xls、.csv）",
                   builder->name);
}

bool convert_read(const char *name, const char *bytes, size_t len, enum bank_format format,
                  struct convert_result *result, struct err *err)
{
    struct convert_builder builder;
    *result = (struct convert_result){ 0 };
    arena_init(&result->arena);
    convert_builder_init(&builder, result, arena_strdup(&result->arena, name));
    bool ok = len <= CONVERT_FILE_MAX_LEN || err_set(err, "%s 太大（最大 %d MiB），请分成几个文件",
                                                     name, CONVERT_FILE_MAX_LEN / (1024 * 1024));
    ok = ok && read_bytes(&builder, bytes, len, &format, err);
    if (ok && builder.full)
        ok = err_set(err, "%s 超过 %d 题，请分成几个文件", name, CONVERT_QUESTIONS_MAX);
    if (ok)
        convert_builder_finish(&builder);
    result->format = format;
    convert_builder_fini(&builder);
    if (!ok)
        convert_result_fini(result);
    return ok;
}

bool convert_read_file(const char *path, enum bank_format format, struct convert_result *result,
                       struct err *err)
{
    struct strbuf bytes;
    strbuf_init(&bytes);
    bool ok = fs_read(path, CONVERT_FILE_MAX_LEN, &bytes, err) &&
              convert_read(path, bytes.text, bytes.len, format, result, err);
    strbuf_fini(&bytes);
    return ok;
}

/* ---- writing ---- */

/* Why each question of the form is doubtful, or NULL where it is not. */
static const char **reasons_of(const struct form *form, const struct convert_result *marks)
{
    const char **reasons = mem_zalloc(((size_t)form->question_count + 1) * sizeof *reasons);
    for (int i = 0; marks && i < marks->count; i++) {
        const struct convert_item *item = &marks->items[i];
        if (item->status == CONVERT_DOUBTFUL && item->question >= 0 &&
            item->question < form->question_count)
            reasons[item->question] = item->reason;
    }
    return reasons;
}

static bool write_text(const char *path, enum bank_format format, const struct form *form,
                       const char *const *reasons, struct convert_losses *losses, struct err *err)
{
    struct strbuf out;
    strbuf_init(&out);
    if (format == BANK_GIFT)
        convert_write_gift(form, reasons, losses, &out);
    else if (format == BANK_AIKEN)
        convert_write_aiken(form, reasons, losses, &out);
    else
        convert_write_canonical(form, reasons, &out);
    bool ok = convert_keeps_any(form, losses, err) && fs_replace(path, out.text, out.len, err);
    strbuf_fini(&out);
    return ok;
}

bool convert_write_file(const char *path, enum bank_format format, const struct form *form,
                        const struct convert_result *marks, struct convert_loss *losses, int max,
                        int *loss_count, struct err *err)
{
    struct convert_losses lost = { .items = losses, .max = max };
    const char **reasons = reasons_of(form, marks);
    bool ok;
    switch (format) {
    case BANK_CANONICAL:
    case BANK_GIFT:
    case BANK_AIKEN:
        ok = write_text(path, format, form, reasons, &lost, err);
        break;
    case BANK_TABLE:
        ok = convert_write_table(path, form, reasons, &lost, err);
        break;
    case BANK_XLSFORM:
        ok = convert_write_xlsform(path, form, reasons, &lost, err);
        break;
    default:
        ok = err_set(err, "不能写成 %s；可以是 canonical gift aiken table xlsform",
                     bank_format_name(format));
        break;
    }
    *loss_count = lost.count;
    free(reasons);
    return ok;
}
