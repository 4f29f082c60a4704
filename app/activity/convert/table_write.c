/* A bank as a table: a row a question, under the names that convert_table reads as ours. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "activity/convert/table.h"
#include "activity/value.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { OPTION_COLUMNS_MIN = 4, SHEET_NAME_MAX_CHARS = 31 };

/* The columns but for the options, which follow the stem. */
static const enum column columns[] = {
    COLUMN_TYPE,    COLUMN_STEM,  COLUMN_ANSWER,     COLUMN_EXPLANATION, COLUMN_TAKEAWAY,
    COLUMN_BASIS,   COLUMN_TOPIC, COLUMN_DIFFICULTY, COLUMN_POINTS,      COLUMN_LIMIT,
    COLUMN_PICTURE, COLUMN_TAGS,  COLUMN_EDITION,    COLUMN_VALID_FROM,  COLUMN_VALID_UNTIL,
    COLUMN_REVIEW,  COLUMN_ID,
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

/* A row being put together. */
struct writing {
    struct csv_table table;
    int row_capacity, cell_capacity;
    int option_columns;
    bool doubts; /* there is a column for what is doubtful */
};

static void begin_row(struct writing *w)
{
    w->table.rows =
        mem_grow(w->table.rows, w->table.count, &w->row_capacity, sizeof *w->table.rows);
    w->table.rows[w->table.count] = (struct csv_row){ .line = w->table.count + 1 };
    w->table.count++;
    w->cell_capacity = 0;
}

static void add_cell(struct writing *w, const char *text)
{
    struct csv_row *row = &w->table.rows[w->table.count - 1];
    row->cells = mem_grow(row->cells, row->count, &w->cell_capacity, sizeof *row->cells);
    row->cells[row->count++] = mem_strdup(text ? text : "");
}

/* ---- Cells ---- */

static void add_answer(const struct question *q, struct strbuf *out)
{
    if (!q->has_answer)
        return;
    if (q->type == QUESTION_NUMBER) {
        value_format_number(q->answer_number, out);
    } else if (q->type == QUESTION_JUDGE) {
        strbuf_add(out, q->answer_choices == 1 ? "对" : "错");
    } else {
        for (int i = 0; i < q->option_count; i++) {
            if (q->type == QUESTION_ORDER)
                strbuf_add_char(out, (char)('A' + q->answer_order[i]));
            else if (q->answer_choices & 1u << i)
                strbuf_add_char(out, (char)('A' + i));
        }
    }
}

static void add_tags(const struct question *q, struct strbuf *out)
{
    for (int i = 0; i < q->option_count; i++) {
        const struct question_option *option = &q->options[i];
        if (option->fixed)
            strbuf_addf(out, "%s%c 固定", out->len > 0 ? "\n" : "", 'A' + i);
        if (option->picture)
            strbuf_addf(out, "%s%c 图 %s", out->len > 0 ? "\n" : "", 'A' + i, option->picture);
    }
}

static void add_date(int32_t date, struct strbuf *out)
{
    char text[DATE_TEXT_LEN];
    if (date == DATE_NONE)
        return;
    date_format(date, text);
    strbuf_add(out, text);
}

static void add_text(const char *text, struct strbuf *out)
{
    strbuf_add(out, text ? text : "");
}

static void fill_cell(const struct question *q, enum column column, struct strbuf *out)
{
    const struct wording *w = q->wordings[0];
    switch (column) {
    case COLUMN_TYPE:
        strbuf_add(out, question_type_name(q->type));
        break;
    case COLUMN_STEM:
        strbuf_add(out, w->stem);
        break;
    case COLUMN_ANSWER:
        add_answer(q, out);
        break;
    case COLUMN_EXPLANATION:
        add_text(w->explanation, out);
        break;
    case COLUMN_TAKEAWAY:
        add_text(w->takeaway, out);
        break;
    case COLUMN_BASIS:
        add_text(w->basis, out);
        break;
    case COLUMN_TOPIC:
        add_text(q->topic, out);
        break;
    case COLUMN_DIFFICULTY:
        strbuf_add(out, difficulty_name(q->difficulty));
        break;
    case COLUMN_POINTS:
        strbuf_addf(out, "%d", q->points);
        break;
    case COLUMN_LIMIT:
        if (q->limit_s >= 0)
            strbuf_addf(out, "%d", q->limit_s);
        break;
    case COLUMN_PICTURE:
        add_text(q->picture, out);
        break;
    case COLUMN_TAGS:
        add_tags(q, out);
        break;
    case COLUMN_EDITION:
        add_text(q->edition, out);
        break;
    case COLUMN_VALID_FROM:
        add_date(q->valid_from, out);
        break;
    case COLUMN_VALID_UNTIL:
        add_date(q->valid_until, out);
        break;
    case COLUMN_REVIEW:
        add_text(q->review, out);
        break;
    default:
        strbuf_add(out, q->id);
        break;
    }
}

static void add_row(struct writing *w, const struct question *q, const char *reason)
{
    struct strbuf text;
    strbuf_init(&text);
    begin_row(w);
    for (int i = 0; i < COLUMNS; i++) {
        strbuf_clear(&text);
        fill_cell(q, columns[i], &text);
        add_cell(w, text.text);
        for (int j = 0; columns[i] == COLUMN_STEM && j < w->option_columns; j++)
            add_cell(w, q->type != QUESTION_JUDGE && j < q->option_count
                            ? q->wordings[0]->options[j]
                            : "");
    }
    if (w->doubts)
        add_cell(w, reason);
    strbuf_fini(&text);
}

static void add_header(struct writing *w)
{
    begin_row(w);
    for (int i = 0; i < COLUMNS; i++) {
        add_cell(w, table_column_name(columns[i]));
        for (int j = 0; columns[i] == COLUMN_STEM && j < w->option_columns; j++) {
            struct strbuf name;
            strbuf_init(&name);
            strbuf_addf(&name, "%s%c", table_column_name(COLUMN_OPTION), 'A' + j);
            add_cell(w, name.text);
            strbuf_fini(&name);
        }
    }
    if (w->doubts)
        add_cell(w, "存疑");
}

/* ---- What a table cannot hold ---- */

/* The reader takes one apostrophe before these signs for the one that a .csv puts there. */
static bool looks_guarded(const char *text)
{
    static const char *const formula[] = { "=", "+", "-", "@", "＝", "＋", "－", "＠" };
    for (int i = 0; text && *text == '\'' && i < 8; i++)
        if (strncmp(text + 1, formula[i], strlen(formula[i])) == 0)
            return true;
    return false;
}

static const char *reason_of_loss(const struct form *form, const struct question *q)
{
    const struct wording *w = q->wordings[0];
    const char *const texts[] = { w->stem,  w->explanation, w->takeaway,
                                  w->basis, q->edition,     q->review };
    static const char guarded[] = "有文字以撇号和 = + - @ 开头，表格里会被当作公式的保护";
    if (form->kind == FORM_SURVEY)
        return "表格只放题库，问卷请写成 .form.xlsx";
    for (int i = 0; i < 6; i++)
        if (looks_guarded(texts[i]))
            return guarded;
    for (int i = 0; q->type != QUESTION_JUDGE && i < q->option_count; i++) {
        if (!*w->options[i])
            return "有选项只有图片没有文字，表格放不下";
        if (looks_guarded(w->options[i]))
            return guarded;
    }
    return NULL;
}

static int most_options(const struct form *form)
{
    int most = OPTION_COLUMNS_MIN;
    for (int i = 0; i < form->question_count; i++)
        if (form->questions[i].option_count > most)
            most = form->questions[i].option_count;
    return most;
}

static void fill_table(struct writing *w, const struct form *form, const char *const *reasons,
                       struct convert_losses *losses)
{
    w->option_columns = most_options(form);
    for (int i = 0; reasons && i < form->question_count; i++)
        w->doubts = w->doubts || reasons[i];
    add_header(w);
    for (int i = 0; i < form->question_count; i++) {
        const char *loss = reason_of_loss(form, &form->questions[i]);
        if (loss)
            convert_lose(losses, i, loss);
        else
            add_row(w, &form->questions[i], reasons ? reasons[i] : NULL);
    }
}

/* ---- Files ---- */

static void make_csv(const struct csv_table *table, struct strbuf *out)
{
    struct csv_writer csv;
    csv_writer_init(&csv, out);
    for (int i = 0; i < table->count; i++) {
        for (int j = 0; j < table->rows[i].count; j++)
            csv_text(&csv, table->rows[i].cells[j]);
        csv_row_end(&csv);
    }
}

/* The title where Excel takes it for the name of a sheet, so that it is read again as the title. */
static const char *sheet_name(const struct form *form)
{
    const char *title = form->titles[0];
    size_t len = strlen(title);
    bool fits = len > 0 && utf8_count(title) <= SHEET_NAME_MAX_CHARS &&
                !strpbrk(title, "[]:*?/\\\n") && title[0] != '\'' && title[len - 1] != '\'';
    return fits ? title : "题库";
}

static bool make_xlsx(struct writing *w, const struct form *form, struct strbuf *out,
                      struct err *err)
{
    enum { STEM_WIDTH = 50, OPTION_WIDTH = 18 };
    int widths[COLUMNS + OPTION_MAX];
    int count = 0;
    for (int i = 0; i < COLUMNS; i++) {
        bool wide = columns[i] == COLUMN_STEM || columns[i] == COLUMN_EXPLANATION;
        widths[count++] = wide ? STEM_WIDTH : OPTION_WIDTH;
        for (int j = 0; columns[i] == COLUMN_STEM && j < w->option_columns; j++)
            widths[count++] = OPTION_WIDTH;
    }
    char *name = mem_strdup(sheet_name(form));
    struct sheet sheet = { .name = name, .table = w->table };
    const struct sheet_book book = { &sheet, 1 };
    bool ok = sheet_write(&book, widths, count, out, err);
    free(name);
    return ok;
}

static bool ends_with(const char *path, const char *ending)
{
    size_t len = strlen(path), end = strlen(ending);
    return len >= end && strcasecmp(path + len - end, ending) == 0;
}

bool convert_write_table(const char *path, const struct form *form, const char *const *reasons,
                         struct convert_losses *losses, struct err *err)
{
    struct writing w = { 0 };
    struct strbuf bytes;
    strbuf_init(&bytes);
    fill_table(&w, form, reasons, losses);
    bool ok = convert_keeps_any(form, losses, err);
    if (ok && ends_with(path, ".xlsx"))
        ok = make_xlsx(&w, form, &bytes, err);
    else if (ok)
        make_csv(&w.table, &bytes);
    ok = ok && fs_replace(path, bytes.text, bytes.len, err);
    csv_table_fini(&w.table);
    strbuf_fini(&bytes);
    return ok;
}
