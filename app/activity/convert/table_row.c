#include "activity/convert/table_row.h"

#include <stdarg.h>
#include <string.h>

#include "activity/convert/span.h"
#include "activity/draft.h"
#include "activity/keys.h"
#include "activity/value.h"
#include "base/utf8.h"

bool table_row_uses(enum column kind)
{
    return kind != COLUMN_OTHER && kind != COLUMN_NUMBER && kind != COLUMN_ID &&
           kind != COLUMN_REVIEW;
}

void table_row_doubt(struct table_row *r, const char *format, ...)
{
    va_list args;
    strbuf_add(&r->doubts, r->doubts.len > 0 ? "；" : "");
    va_start(args, format);
    strbuf_vaddf(&r->doubts, format, args);
    va_end(args);
}

const char *table_row_cell(struct table_row *r, int col)
{
    static const char *const formula[] = { "=", "+", "-", "@", "＝", "＋", "－", "＠" };
    if (col >= r->source->count)
        return "";
    struct span text = span_trim(span_decode(&r->arena, r->source->cells[col]));
    const char *clean = span_text(&r->arena, text);
    for (int i = 0; i < 8 && *clean == '\''; i++)
        if (strncmp(clean + 1, formula[i], strlen(formula[i])) == 0)
            return clean + 1;
    return clean;
}

const char *table_row_best(struct table_row *r, enum column kind)
{
    const char *found = "";
    int rank = 0;
    for (int i = 0; i < r->columns->count; i++) {
        if (r->columns->kinds[i] != kind)
            continue;
        const char *text = table_row_cell(r, i);
        if (*text && (!*found || r->columns->ranks[i] < rank)) {
            found = text;
            rank = r->columns->ranks[i];
        }
    }
    return found;
}

/* 题目 and 题干 side by side, each with words of its own. */
static void check_stems(struct table_row *r)
{
    for (int i = 0; i < r->columns->count; i++) {
        const char *text = r->columns->kinds[i] == COLUMN_STEM ? table_row_cell(r, i) : "";
        if (*text && strcmp(text, r->stem) != 0)
            table_row_doubt(r, "题干有两列，另一列写的是“%s”", text);
    }
}

static const char *or_null(const char *text)
{
    return *text ? text : NULL;
}

static void take_answers(struct table_row *r)
{
    for (int i = 0; i < r->columns->count && r->answer_count < TABLE_ANSWERS_MAX; i++) {
        const char *text = r->columns->kinds[i] == COLUMN_ANSWER ? table_row_cell(r, i) : "";
        if (*text)
            r->answers[r->answer_count++] = text;
    }
}

/* A number that only counts rows names no question for good. */
static bool is_real_id(const struct table_row *r, const char *id)
{
    return r->columns->own || strspn(id, "0123456789") != strlen(id);
}

static void take_extras(struct table_row *r)
{
    struct convert_extras *e = &r->extras;
    const char *id = table_row_best(r, COLUMN_ID);
    *e = convert_extras_none;
    e->explanation = or_null(table_row_best(r, COLUMN_EXPLANATION));
    e->takeaway = or_null(table_row_best(r, COLUMN_TAKEAWAY));
    e->basis = or_null(table_row_best(r, COLUMN_BASIS));
    e->edition = or_null(table_row_best(r, COLUMN_EDITION));
    table_take_values(r);
    if (*id && is_real_id(r, id)) {
        e->id = id;
        if (!id_is_valid(id))
            table_row_doubt(r, "编号“%s”不能用，已另编", id);
    }
    r->number = table_row_best(r, COLUMN_NUMBER);
    if (!*r->number)
        r->number = id;
    r->type_text = table_row_best(r, COLUMN_TYPE);
    r->picture = table_row_best(r, COLUMN_PICTURE);
    r->tags = table_row_best(r, COLUMN_TAGS);
}

/* ---- The question ---- */

/* Of our own tables every word is canonical. False where a row is not, as after an edit by hand. */
static bool is_canonical(const struct table_row *r, enum question_type *type)
{
    if (!type_find(r->type_text, type) || !type_belongs_to(*type, FORM_BANK) ||
        r->answer_count != 1)
        return false;
    const char *answer = r->answers[0];
    double number = 0;
    if (*type == QUESTION_JUDGE)
        return r->option_count == 0 && (strcmp(answer, "对") == 0 || strcmp(answer, "错") == 0);
    if (*type == QUESTION_NUMBER)
        return r->option_count == 0 && value_parse_number(answer, &number);
    uint32_t seen = 0;
    for (const char *p = answer; *p; p++) {
        int index = *p - 'A';
        if (index < 0 || index >= r->option_count || seen & 1u << index)
            return false;
        seen |= 1u << index;
    }
    return *type != QUESTION_SINGLE || !answer[1];
}

/* Our own texts are as they should be, empty lines between others included, which importers of
 * foreign ones take out. `${` is never taken over as it is. */
static void keep_text(struct convert_builder *builder, const char **slot, const char *text)
{
    if (*slot && text && !strstr(text, "${"))
        *slot = arena_strdup(convert_arena(builder), text);
}

static void keep_texts(struct convert_builder *builder, const struct table_row *r)
{
    struct question *q = convert_last_question(builder);
    if (!q)
        return;
    struct wording *w = q->wordings[0];
    keep_text(builder, &w->stem, r->stem);
    keep_text(builder, &w->explanation, r->extras.explanation);
    keep_text(builder, &w->takeaway, r->extras.takeaway);
    keep_text(builder, &w->basis, r->extras.basis);
    keep_text(builder, &q->edition, r->extras.edition);
    for (int i = 0; q->type != QUESTION_JUDGE && i < q->option_count; i++)
        keep_text(builder, &w->options[i], r->options[i]);
}

static void add_canonical(struct convert_builder *builder, struct table_row *r,
                          enum question_type type)
{
    table_check_tags(r, type, type == QUESTION_JUDGE ? 2 : r->option_count);
    bool doubtful = r->doubts.len > 0;
    const struct convert_entry entry = { .number = r->number,
                                         .line = r->source->line,
                                         .type = type,
                                         .stem = r->stem,
                                         .options = r->options,
                                         .option_count = r->option_count,
                                         .answer = r->answers[0],
                                         .extras = r->extras,
                                         .status = doubtful ? CONVERT_DOUBTFUL : CONVERT_READ,
                                         .reason = doubtful ? r->doubts.text : NULL };
    convert_add(builder, &entry);
    keep_texts(builder, r);
}

static void add_raw(struct convert_builder *builder, struct table_row *r, enum type_word type)
{
    const char *text = r->type_text;
    enum type_word stated = type_word_find(text, strlen(text));
    if (*text && stated == TYPE_WORD_NONE)
        table_row_doubt(r, "题型“%s”不认识", text);
    table_check_tags(r, QUESTION_SINGLE, r->option_count);
    const struct convert_raw raw = { .number = r->number,
                                     .line = r->source->line,
                                     .type = *text ? stated : type,
                                     .stem = r->stem,
                                     .options = r->options,
                                     .option_count = r->option_count,
                                     .answers = r->answers,
                                     .answer_count = r->answer_count,
                                     .extras = r->extras,
                                     .doubt = r->doubts.len > 0 ? r->doubts.text : NULL };
    convert_add_raw(builder, &raw);
}

void table_row_add(struct convert_builder *builder, const struct table_columns *columns,
                   const struct csv_row *row, enum type_word type, const char *row_doubt)
{
    struct table_row r = { .columns = columns, .source = row, .limit_s = -1 };
    enum question_type known = QUESTION_SINGLE;
    arena_init(&r.arena);
    strbuf_init(&r.doubts);
    if (row_doubt)
        table_row_doubt(&r, "%s", row_doubt);
    r.stem = table_row_best(&r, COLUMN_STEM);
    check_stems(&r);
    table_take_options(&r);
    take_answers(&r);
    take_extras(&r);
    bool empty_form = !*r.stem && r.option_count == 0 && r.answer_count == 0 && !row_doubt;
    if (!empty_form && columns->own && is_canonical(&r, &known))
        add_canonical(builder, &r, known);
    else if (!empty_form)
        add_raw(builder, &r, type);
    if (!empty_form)
        table_set_tags(&r, builder);
    strbuf_fini(&r.doubts);
    arena_fini(&r.arena);
}
