/*
 * XLSForm into a questionnaire: rows in their order, groups around them, and once all names are
 * known the conditions between them.
 */
#include "activity/convert/xlsform.h"

#include <stdlib.h>
#include <string.h>

#include "activity/draft.h"
#include "activity/expr.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { GROUPS_MAX = 20 };

/* A group that is open: what must hold for what is in it, and whether it is repeated. */
struct group {
    const char *relevant;
    bool repeated;
};

struct walk {
    struct xlsform_reading *reading;
    struct group groups[GROUPS_MAX];
    int depth;
};

/* ---- Questions ---- */

static const char *survey_cell(struct xlsform_reading *r, const struct csv_row *row,
                               const char *column)
{
    return xlsform_cell(r->book, &r->book->survey, row, column);
}

/* yes and no are conditions too. */
static const char *relevant_of(struct xlsform_reading *r, const struct csv_row *row)
{
    const char *cell = survey_cell(r, row, "relevant");
    if (xlsform_is_true(cell))
        return "";
    return *cell && xlsform_is_false(cell) ? "false()" : cell;
}

/* The conditions of all groups around a question and its own. */
static const char *join_relevant(struct walk *walk, const char *own)
{
    struct strbuf out;
    int count = *own ? 1 : 0;
    const char *only = own;
    for (int i = 0; i < walk->depth; i++) {
        count += *walk->groups[i].relevant ? 1 : 0;
        only = *walk->groups[i].relevant ? walk->groups[i].relevant : only;
    }
    if (count <= 1)
        return *own ? own : only;
    strbuf_init(&out);
    for (int i = 0; i < walk->depth; i++)
        if (*walk->groups[i].relevant)
            strbuf_addf(&out, "%s(%s)", out.len > 0 ? " and " : "", walk->groups[i].relevant);
    if (*own)
        strbuf_addf(&out, " and (%s)", own);
    const char *copy = arena_strdup(&walk->reading->book->arena, out.text);
    strbuf_fini(&out);
    return copy;
}

static bool is_repeated(const struct walk *walk)
{
    for (int i = 0; i < walk->depth; i++)
        if (walk->groups[i].repeated)
            return true;
    return false;
}

static void check_name(struct xlsform_reading *r, struct xlsform_question *q)
{
    bool blank = false;
    for (const char *p = q->name; *p;)
        blank = utf8_is_space(utf8_next(&p)) || blank;
    if (!*q->name)
        xlsform_refuse(q, "没有 name");
    else if (blank)
        xlsform_refuse(q, "name“%s”中间有空格", q->name);
    else if (!id_is_valid(q->name))
        xlsform_refuse(q, "name“%s”不能用：只能有字母、数字、汉字和 - _ .，以字母、数字或汉字开头",
                       q->name);
    for (int i = 0; i < r->count - 1; i++)
        if (strcmp(r->questions[i].name, q->name) == 0)
            xlsform_refuse(q, "name“%s”重复，第 %d 行已经用过", q->name, r->questions[i].row->line);
}

static struct xlsform_question *add_question(struct walk *walk, const struct csv_row *row)
{
    struct xlsform_reading *r = walk->reading;
    r->questions = mem_grow(r->questions, r->count, &r->capacity, sizeof *r->questions);
    struct xlsform_question *q = &r->questions[r->count++];
    *q = (struct xlsform_question){ .question = convert_new_question(r->builder),
                                    .row = row,
                                    .name = survey_cell(r, row, "name"),
                                    .relevant = join_relevant(walk, relevant_of(r, row)),
                                    .constraint = "" };
    q->question->type = QUESTION_TEXT; /* of one that is refused before its type is known */
    strbuf_init(&q->doubts);
    check_name(r, q);
    if (is_repeated(walk))
        xlsform_refuse(q, "在重复的一组题（begin repeat）里，这里不能重复作答");
    xlsform_take_texts(r, q);
    return q;
}

/* ---- Rows ---- */

static void open_group(struct walk *walk, const struct csv_row *row, bool repeated)
{
    struct xlsform_reading *r = walk->reading;
    const char *label = xlsform_text(r->book, &r->book->survey, row, "label", 0);
    struct xlsform_question *q = NULL;
    if (repeated || *label) {
        q = add_question(walk, row);
        q->question->type = QUESTION_NOTE;
        q->codes.type = QUESTION_NOTE;
    }
    if (repeated)
        xlsform_refuse(q, "重复的一组题（begin repeat），这里不能重复作答");
    if (walk->depth == GROUPS_MAX) {
        q = q ? q : add_question(walk, row);
        xlsform_refuse(q, "组套得太深，最多 %d 层", GROUPS_MAX);
        return;
    }
    walk->groups[walk->depth++] = (struct group){ relevant_of(r, row), repeated };
}

/* Returns the index of the last row that was taken. */
static int take_row(struct walk *walk, int index)
{
    struct xlsform_reading *r = walk->reading;
    const struct csv_row *row = &r->book->survey.rows[index];
    const char *cell = survey_cell(r, row, "type");
    struct xlsform_type type = xlsform_parse_type(&r->book->arena, cell);
    struct xlsform_question *q = NULL;
    int first = 0, end = 0;
    bool nothing = !*cell && !*survey_cell(r, row, "name") &&
                   !*xlsform_text(r->book, &r->book->survey, row, "label", 0);
    if (nothing || type.kind == XLSFORM_SILENT || xlsform_is_true(survey_cell(r, row, "disabled")))
        return index;
    switch (type.kind) {
    case XLSFORM_BEGIN_GROUP:
        if (!xlsform_is_matrix(r->book, index, &first, &end)) {
            open_group(walk, row, false);
            return index;
        }
        q = add_question(walk, row);
        xlsform_take_matrix(r, q, index, first, end);
        return end;
    case XLSFORM_BEGIN_REPEAT:
        open_group(walk, row, true);
        return index;
    case XLSFORM_END_GROUP:
    case XLSFORM_END_REPEAT:
        walk->depth -= walk->depth > 0;
        return index;
    case XLSFORM_OTHER:
        xlsform_refuse(add_question(walk, row), *cell ? "这里没有 %s 这种题" : "没有写 type%s",
                       cell);
        return index;
    default:
        xlsform_take_type(r, add_question(walk, row), &type);
        return index;
    }
}

/* ---- Conditions, once all questions are known ---- */

struct finder {
    struct xlsform_reading *reading;
    int before; /* only questions before this one can be spoken of */
};

static const struct xlsform_codes *find_codes(void *context, const char *id)
{
    struct finder *finder = context;
    struct xlsform_question *questions = finder->reading->questions;
    if (strcmp(id, ".") == 0)
        return &questions[finder->before].codes;
    for (int i = 0; i < finder->before; i++)
        if (strcmp(questions[i].name, id) == 0)
            return questions[i].refused || questions[i].codes.type == QUESTION_NOTE
                       ? NULL
                       : &questions[i].codes;
    return NULL;
}

static struct expr *take_expr(struct xlsform_reading *r, int index, const char *text,
                              const char *what)
{
    struct xlsform_question *q = &r->questions[index];
    struct finder finder = { r, index };
    const struct xlsform_scope scope = { find_codes, &finder };
    struct err err = { 0 };
    if (!*text)
        return NULL;
    const char *ours = xlsform_translate(text, true, &scope, &r->book->arena, &err);
    struct expr *expr = ours ? expr_parse(ours, convert_arena(r->builder), &err) : NULL;
    if (!expr)
        xlsform_doubt(q, "%s（%s）没有导入：%s", what, text, err.text);
    return expr;
}

/* `. mod 1 = 0` is how a constraint says that a number is whole. */
static const char *whole_constraint(struct xlsform_reading *r, const struct xlsform_question *q)
{
    static const char whole[] = ". mod 1 = 0";
    struct strbuf out;
    if (!q->whole)
        return q->constraint;
    if (!*q->constraint)
        return whole;
    strbuf_init(&out);
    strbuf_addf(&out, "(%s) and (%s)", whole, q->constraint);
    const char *copy = arena_strdup(&r->book->arena, out.text);
    strbuf_fini(&out);
    return copy;
}

/* Whether every ${name} in a text can be shown; *any says whether there is one at all. */
static bool pipes_are_known(struct xlsform_reading *r, int index, const char *text, bool *any)
{
    struct finder finder = { r, index };
    bool known = true;
    for (const char *p = text; (p = strstr(p, "${")); p += 2) {
        const size_t len = strcspn(p + 2, "}");
        const char *id = arena_strndup(&r->book->arena, p + 2, len);
        const struct xlsform_codes *codes =
            p[2 + len] && id_is_valid(id) ? find_codes(&finder, id) : NULL;
        known = known && codes && !codes->hidden;
        *any = true;
    }
    return known;
}

/* Text with a place for an answer that is not there shows its signs as they are. */
static void check_pipes(struct xlsform_reading *r, int index, const char **text)
{
    bool any = false;
    if (!*text || pipes_are_known(r, index, *text, &any))
        return;
    xlsform_doubt(&r->questions[index], "“%s”里的 ${…} 不是前面的题", *text);
    *text = convert_text_copy(r->builder, *text);
}

static void take_conditions(struct xlsform_reading *r, int index)
{
    struct xlsform_question *q = &r->questions[index];
    struct question *question = q->question;
    for (int i = 0; i < r->book->language_count; i++) {
        struct wording *w = question->wordings[i];
        if (!w)
            continue;
        check_pipes(r, index, &w->stem);
        check_pipes(r, index, &w->hint);
        for (int j = 0; j < question->option_count; j++)
            check_pipes(r, index, &w->options[j]);
    }
    question->relevant = take_expr(r, index, q->relevant, "显示条件");
    if (question->type != QUESTION_NOTE)
        question->constraint = take_expr(r, index, whole_constraint(r, q), "校验");
    else
        for (int i = 0; i < r->book->language_count; i++)
            if (question->wordings[i])
                question->wordings[i]->constraint_message = NULL;
}

static void add_to_result(struct xlsform_reading *r, int index)
{
    struct xlsform_question *q = &r->questions[index];
    bool doubtful = q->doubts.len > 0;
    if (!q->refused)
        q->question->id = arena_strdup(convert_arena(r->builder), q->name);
    const struct convert_entry entry = { .number = q->name,
                                         .line = q->row->line,
                                         .extras = convert_extras_none,
                                         .status = q->refused ? CONVERT_REFUSED
                                                   : doubtful ? CONVERT_DOUBTFUL
                                                              : CONVERT_READ,
                                         .reason = doubtful ? q->doubts.text : NULL };
    convert_add_question(r->builder, q->question, &entry);
}

/* ---- The form ---- */

static void take_settings(struct xlsform_reading *r)
{
    struct xlsform_book *book = r->book;
    const struct csv_row *row = book->settings.rows;
    convert_set_kind(r->builder, FORM_SURVEY);
    convert_set_language(r->builder, book->languages[0]);
    if (book->settings.row_count > 0) {
        convert_set_title(r->builder, xlsform_text(book, &book->settings, row, "form_title", 0));
        convert_set_id(r->builder, xlsform_cell(book, &book->settings, row, "form_id"));
    }
    for (int i = 1; i < book->language_count; i++) {
        const char *title = book->settings.row_count > 0
                                ? xlsform_text(book, &book->settings, row, "form_title", i)
                                : "";
        (void)convert_add_language(r->builder, book->languages[i], *title ? title : NULL);
    }
}

static void refuse_language(struct xlsform_reading *r)
{
    struct strbuf reason;
    if (!r->book->unknown_language)
        return;
    strbuf_init(&reason);
    strbuf_addf(&reason, "label::%s 这种语言没有读：要带代号，例如 label::%s (en)",
                r->book->unknown_language, r->book->unknown_language);
    const struct convert_entry entry = { .line = 1,
                                         .type = QUESTION_NOTE,
                                         .extras = convert_extras_none,
                                         .status = CONVERT_REFUSED,
                                         .reason = reason.text };
    convert_add(r->builder, &entry);
    strbuf_fini(&reason);
}

static bool read_form(struct xlsform_reading *r, struct err *err)
{
    struct walk walk = { .reading = r };
    take_settings(r);
    for (int i = 0; i < r->book->survey.row_count; i++) {
        if (r->count >= XLSFORM_QUESTIONS_MAX)
            return err_set(err, "题太多，一份问卷最多 %d 题", XLSFORM_QUESTIONS_MAX);
        i = take_row(&walk, i);
    }
    if (r->count == 0)
        return err_set(err, "XLSForm 的 survey 表里没有一道题");
    for (int i = 0; i < r->count; i++)
        if (!r->questions[i].refused)
            take_conditions(r, i);
    for (int i = 0; i < r->count; i++)
        add_to_result(r, i);
    refuse_language(r);
    return true;
}

bool convert_xlsform(struct convert_builder *builder, const struct sheet_book *sheets,
                     struct err *err)
{
    struct xlsform_book book;
    struct xlsform_reading r = { .builder = builder, .book = &book };
    if (!xlsform_open(sheets, &book, err))
        return false;
    bool ok = read_form(&r, err);
    for (int i = 0; i < r.count; i++)
        strbuf_fini(&r.questions[i].doubts);
    free(r.questions);
    xlsform_close(&book);
    return ok;
}
