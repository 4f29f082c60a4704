#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "activity/convert/xlsform.h"
#include "activity/draft.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "port/sheet_build.h"

static const char *const sheet_names[] = { "survey", "choices", "settings" };
enum { SHEETS = 3 };

/* ---- Cells ---- */

/* Trimmed; plain: NBSP and smart quotes as what they stand for, 3.0 as 3. */
static char *clean(struct arena *arena, const char *cell, bool plain)
{
    static const struct {
        uint32_t from;
        char to;
    } signs[] = {
        { 0xA0, ' ' }, { 0x2018, '\'' }, { 0x2019, '\'' }, { 0x201C, '"' }, { 0x201D, '"' }
    };
    struct strbuf out;
    size_t kept = 0;
    strbuf_init(&out);
    while (*cell) {
        uint32_t c = utf8_next(&cell);
        for (size_t i = 0; plain && i < sizeof signs / sizeof signs[0]; i++)
            if (c == signs[i].from)
                c = (unsigned char)signs[i].to;
        if (c == '\r' || (out.len == 0 && utf8_is_space(c)))
            continue;
        if ((c < ' ' && c != '\n') || c == 0x7F)
            c = ' ';
        strbuf_add_codepoint(&out, c);
        if (!utf8_is_space(c))
            kept = out.len;
    }
    strbuf_truncate(&out, kept);
    size_t digits = strspn(out.text, "0123456789");
    if (plain && digits > 0 && strcmp(out.text + digits, ".0") == 0)
        strbuf_truncate(&out, digits);
    char *copy = arena_strdup(arena, out.text);
    strbuf_fini(&out);
    return copy;
}

static const char *raw_cell(const struct csv_row *row, int col)
{
    return col < row->count ? row->cells[col] : "";
}

static int find_column(const struct xlsform_sheet *sheet, const char *name, const char *language)
{
    for (int i = 0; i < sheet->column_count; i++)
        if (strcmp(sheet->columns[i].name, name) == 0 &&
            strcmp(sheet->columns[i].language, language) == 0)
            return i;
    return -1;
}

const char *xlsform_cell(struct xlsform_book *book, const struct xlsform_sheet *sheet,
                         const struct csv_row *row, const char *column)
{
    int col = find_column(sheet, column, "");
    return col >= 0 ? clean(&book->arena, raw_cell(row, col), true) : "";
}

const char *xlsform_text(struct xlsform_book *book, const struct xlsform_sheet *sheet,
                         const struct csv_row *row, const char *column, int language)
{
    int col = find_column(sheet, column, book->languages[language]);
    const char *text = col >= 0 ? clean(&book->arena, raw_cell(row, col), false) : "";
    if (*text || language > 0)
        return text;
    col = find_column(sheet, column, "");
    return col >= 0 ? clean(&book->arena, raw_cell(row, col), false) : "";
}

const char *xlsform_mark(const struct xlsform_sheet *sheet, const struct csv_row *row)
{
    const struct sheet_mark *marks = sheet->source->marks;
    int low = 0, high = sheet->source->mark_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (marks[middle].line < row->line)
            low = middle + 1;
        else
            high = middle;
    }
    bool marked = low < sheet->source->mark_count && marks[low].line == row->line &&
                  marks[low].col < sheet->column_count;
    return marked ? sheet_doubt_text(marks[low].doubt) : NULL;
}

static bool is_one_of(const char *cell, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        if (strcasecmp(cell, words[i]) == 0)
            return true;
    return false;
}

bool xlsform_is_true(const char *cell)
{
    static const char *const words[] = { "yes", "true", "true()" };
    return is_one_of(cell, words, 3);
}

bool xlsform_is_false(const char *cell)
{
    static const char *const words[] = { "", "no", "false", "false()" };
    return is_one_of(cell, words, 4);
}

/* ---- Headers ---- */

/* Other names that xlsform.org allows or allowed. */
static const char *usual_name(const char *name)
{
    static const struct {
        const char *other, *usual;
    } names[] = {
        { "list name", "list_name" },
        { "required message", "required_message" },
        { "constraint message", "constraint_message" },
        { "caption", "label" },
        { "value", "name" },
        { "relevance", "relevant" },
        { "form title", "form_title" },
        { "title", "form_title" },
        { "form id", "form_id" },
        { "id_string", "form_id" },
        { "default language", "default_language" },
        { "read only", "read_only" },
        { "readonly", "read_only" },
        { "choice filter", "choice_filter" },
        { "image", "media::image" },
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i].other, name) == 0)
            return names[i].usual;
    return name;
}

const char *xlsform_language_tag(struct arena *arena, const char *name)
{
    static const struct {
        const char *name, *tag;
    } known[] = { { "中文", "zh-CN" },    { "简体中文", "zh-CN" }, { "汉语", "zh-CN" },
                  { "chinese", "zh-CN" }, { "英文", "en" },        { "英语", "en" },
                  { "english", "en" },    { "default", "" } };
    const char *open = strrchr(name, '(');
    size_t len = open ? strcspn(open + 1, ")") : 0;
    if (open && open[1 + len] == ')') {
        const char *tag = clean(arena, arena_strndup(arena, open + 1, len), true);
        if (language_is_valid(tag))
            return tag;
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcasecmp(known[i].name, name) == 0)
            return known[i].tag;
    return language_is_valid(name) ? name : "";
}

static void lower(char *text)
{
    for (; *text; text++)
        if (*text >= 'A' && *text <= 'Z')
            *text = (char)(*text - 'A' + 'a');
}

/* label::English (en) -> label, en; media::image::en -> media::image, en. */
static struct xlsform_column parse_header(struct arena *arena, const char *cell)
{
    struct xlsform_column column = { "", "" };
    char *name = clean(arena, cell, true);
    char *split = strstr(name, "::");
    if (strncasecmp(name, "media::", 7) == 0)
        split = strstr(name + 7, "::");
    if (split) {
        *split = '\0';
        const char *language = clean(arena, split + 2, true);
        column.language = xlsform_language_tag(arena, language);
        if (!*column.language && *language)
            column.language = arena_strdup(arena, language); /* no tag: nobody asks for it */
        name = clean(arena, name, true);
    }
    lower(name);
    column.name = usual_name(name);
    return column;
}

static void take_header(struct xlsform_book *book, const struct sheet *source,
                        struct xlsform_sheet *out)
{
    *out = (struct xlsform_sheet){ .source = source };
    if (source->table.count == 0)
        return;
    const struct csv_row *head = &source->table.rows[0];
    for (int i = 0; i < head->count && i < XLSFORM_COLUMNS_MAX; i++)
        out->columns[out->column_count++] = parse_header(&book->arena, head->cells[i]);
    out->rows = source->table.rows + 1;
    out->row_count = source->table.count - 1;
}

/* ---- A single table with the sheets' names in its first column ---- */

static int which_sheet(const char *cell)
{
    struct arena arena;
    arena_init(&arena);
    const char *name = clean(&arena, cell, true);
    int found = -1;
    for (int i = 0; i < SHEETS && found < 0; i++)
        if (strcasecmp(name, sheet_names[i]) == 0)
            found = i;
    arena_fini(&arena);
    return found;
}

static bool row_is_empty(const struct csv_row *row, int from)
{
    for (int i = from; i < row->count; i++)
        for (const char *p = row->cells[i]; *p;)
            if (!utf8_is_space(utf8_next(&p)))
                return false;
    return true;
}

static bool add_row(struct sheet_builder *builder, const struct csv_row *row, struct err *err)
{
    for (int i = 1; i < row->count; i++)
        if (!sheet_set_cell(builder, row->line, i - 1, row->cells[i], err))
            return false;
    return true;
}

static const struct sheet *find_sheet(const struct sheet_book *book, const char *name)
{
    for (int i = 0; i < book->count; i++)
        if (strcasecmp(book->sheets[i].name, name) == 0)
            return &book->sheets[i];
    return NULL;
}

/* A name in the first column begins a sheet; unknown ones are passed over with their rows. */
static bool part_sheets(const struct csv_table *table, struct sheet_book *out, struct err *err)
{
    struct sheet_builder builder = { .book = out };
    bool open = false;
    for (int i = 0; i < table->count; i++) {
        const struct csv_row *row = &table->rows[i];
        int sheet = row->count > 0 ? which_sheet(row->cells[0]) : -1;
        bool named = row->count > 0 && !row_is_empty(&(struct csv_row){ row->cells, 1, 0 }, 0);
        if (named) {
            open = sheet >= 0;
            if (open && find_sheet(out, sheet_names[sheet]))
                return err_set(err, "第 %d 行：%s 表写了两次", row->line, sheet_names[sheet]);
            if (open && !sheet_begin(&builder, sheet_names[sheet], false, err))
                return false;
        }
        if (open && !add_row(&builder, row, err))
            return false;
    }
    return true;
}

/* ---- Which sheet is which ---- */

static bool is_single(const struct sheet_book *book)
{
    if (book->count != 1 || find_sheet(book, "survey"))
        return false;
    const struct csv_table *table = &book->sheets[0].table;
    return table->count > 0 && table->rows[0].count > 0 &&
           which_sheet(table->rows[0].cells[0]) >= 0;
}

bool convert_is_xlsform(const struct sheet_book *book)
{
    const struct sheet *survey = find_sheet(book, "survey");
    bool type = false, other = false;
    struct arena arena;
    if (is_single(book))
        return true;
    if (!survey || survey->table.count == 0)
        return false;
    arena_init(&arena);
    for (int i = 0; i < survey->table.rows[0].count; i++) {
        struct xlsform_column column = parse_header(&arena, survey->table.rows[0].cells[i]);
        type = type || strcmp(column.name, "type") == 0;
        other = other || strcmp(column.name, "name") == 0 || strcmp(column.name, "label") == 0;
    }
    arena_fini(&arena);
    return type && other;
}

/* ---- Languages ---- */

static void add_language(struct xlsform_book *book, const char *tag)
{
    for (int i = 0; i < book->language_count; i++)
        if (strcasecmp(book->languages[i], tag) == 0)
            return;
    if (language_is_valid(tag) && book->language_count < LANGUAGE_MAX)
        book->languages[book->language_count++] = tag;
}

/* A language without a tag cannot be told from another later on. */
static void note_unknown(struct xlsform_book *book, const struct xlsform_column *column)
{
    if (*column->language && !language_is_valid(column->language))
        book->unknown_language = column->language;
}

static void find_languages(struct xlsform_book *book)
{
    const struct xlsform_sheet *sheets[] = { &book->survey, &book->choices };
    const char *usual = "";
    if (book->settings.row_count > 0)
        usual = xlsform_cell(book, &book->settings, book->settings.rows, "default_language");
    add_language(book, xlsform_language_tag(&book->arena, usual));
    if (book->language_count == 0 && find_column(&book->survey, "label", "") >= 0)
        add_language(book, "zh-CN");
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < sheets[i]->column_count; j++)
            if (strcmp(sheets[i]->columns[j].name, "label") == 0) {
                note_unknown(book, &sheets[i]->columns[j]);
                add_language(book, sheets[i]->columns[j].language);
            }
    add_language(book, book->language_count == 0 ? "zh-CN" : "");
}

static void index_lists(struct xlsform_book *book)
{
    const struct xlsform_sheet *choices = &book->choices;
    book->list_names =
        arena_alloc(&book->arena, (size_t)choices->row_count * sizeof *book->list_names);
    for (int i = 0; i < choices->row_count; i++)
        book->list_names[i] = xlsform_cell(book, choices, &choices->rows[i], "list_name");
}

bool xlsform_open(const struct sheet_book *sheets, struct xlsform_book *out, struct err *err)
{
    struct xlsform_sheet *const parts[] = { &out->survey, &out->choices, &out->settings };
    *out = (struct xlsform_book){ 0 };
    arena_init(&out->arena);
    if (is_single(sheets)) {
        if (!part_sheets(&sheets->sheets[0].table, &out->own, err)) {
            xlsform_close(out);
            return false;
        }
        sheets = &out->own;
    }
    for (int i = 0; i < SHEETS; i++) {
        const struct sheet *found = find_sheet(sheets, sheet_names[i]);
        if (found)
            take_header(out, found, parts[i]);
    }
    find_languages(out);
    index_lists(out);
    if (find_column(&out->survey, "type", "") >= 0)
        return true;
    xlsform_close(out);
    return err_set(err, "XLSForm 里找不到 survey 表，或者它没有 type 一列");
}

void xlsform_close(struct xlsform_book *book)
{
    sheet_book_fini(&book->own);
    arena_fini(&book->arena);
}
