/*
 * A questionnaire as XLSForm. A type that XLSForm has no word for is written as the nearest one
 * that it has, with an appearance that other programs know (likert, table-list) or pass over
 * (judge); tags of options are columns of choices that other programs pass over.
 */
#include <stdlib.h>
#include <string.h>

#include "activity/convert/internal.h"
#include "activity/convert/xlsform_expr.h"
#include "activity/convert/xlsform_grid.h"
#include "activity/draft.h"
#include "activity/expr.h"
#include "activity/value.h"
#include "base/fs.h"
#include "base/utf8.h"

struct writing {
    const struct form *form;
    struct arena arena;
    struct grid survey, choices, settings;
    int languages[LANGUAGE_MAX]; /* indices of those that the form has */
    int language_count;
    bool *lost;                  /* by question */
    struct xlsform_codes *codes; /* by question */
    int question;                /* the one being looked at */
};

/* A column's language: none where there is only one. */
static const char *tag_of(const struct writing *w, int i)
{
    return w->language_count > 1 ? w->form->languages[w->languages[i]] : NULL;
}

static char *make_text(struct writing *w, const char *prefix, int number)
{
    struct strbuf out;
    strbuf_init(&out);
    strbuf_addf(&out, "%s%d", prefix, number);
    char *copy = arena_strdup(&w->arena, out.text);
    strbuf_fini(&out);
    return copy;
}

/* ---- What XLSForm cannot hold ---- */

static const struct xlsform_codes *find_codes(void *context, const char *id)
{
    struct writing *w = context;
    if (strcmp(id, ".") == 0)
        return &w->codes[w->question];
    for (int i = 0; i < w->question; i++)
        if (!w->lost[i] && strcmp(w->form->questions[i].id, id) == 0)
            return &w->codes[i];
    return NULL;
}

static const char *translate(struct writing *w, const struct expr *expr)
{
    const struct xlsform_scope scope = { find_codes, w };
    struct err quiet = { 0 };
    return expr ? xlsform_translate(expr_text(expr), false, &scope, &w->arena, &quiet) : "";
}

/* ${id} of a question that is left out, or that XLSForm has only in pieces. */
static bool shows_unknown(struct writing *w, const char *text)
{
    for (const char *p = text; p && (p = strstr(p, "${")); p += 2) {
        const size_t len = strcspn(p + 2, "}");
        const struct xlsform_codes *codes =
            p[2 + len] ? find_codes(w, arena_strndup(&w->arena, p + 2, len)) : NULL;
        if (!codes || codes->hidden)
            return true;
    }
    return false;
}

static bool texts_show_unknown(struct writing *w, const struct question *q)
{
    for (int i = 0; i < w->language_count; i++) {
        const struct wording *wording = q->wordings[w->languages[i]];
        if (!wording)
            continue;
        if (shows_unknown(w, wording->stem) || shows_unknown(w, wording->hint))
            return true;
        for (int j = 0; j < q->option_count; j++)
            if (shows_unknown(w, wording->options[j]))
                return true;
    }
    return false;
}

/* The rows of a matrix are questions there, and must not be called as another one. */
static bool rows_collide(struct writing *w, const struct question *q)
{
    struct strbuf prefix;
    bool found = false;
    strbuf_init(&prefix);
    strbuf_addf(&prefix, "%s_", q->id);
    for (int i = 1; i <= q->row_count && !found; i++) {
        const char *name = make_text(w, prefix.text, i);
        for (int j = 0; j < w->form->question_count && !found; j++)
            found = strcmp(w->form->questions[j].id, name) == 0;
    }
    strbuf_fini(&prefix);
    return found;
}

static const char *reason_of_loss(struct writing *w, const struct question *q)
{
    if (w->form->kind == FORM_BANK)
        return "XLSForm 是问卷的格式，放不下题库的答案";
    if (q->id[0] >= '0' && q->id[0] <= '9')
        return "编号以数字开头，XLSForm 的 name 不能这样";
    if (q->type == QUESTION_MATRIX && q->constraint)
        return "XLSForm 里矩阵题的各行是分开的题，放不下整题的校验";
    if (q->type == QUESTION_MATRIX && rows_collide(w, q))
        return "矩阵各行的 name 会和别的题重复";
    if (!translate(w, q->relevant))
        return "显示条件里有 XLSForm 说不出的比较，或者用到了没有写出的题";
    if (!translate(w, q->constraint))
        return "校验里有 XLSForm 说不出的比较，或者用到了没有写出的题";
    if (texts_show_unknown(w, q))
        return "文字里的 ${…} 用到了没有写出的题";
    return NULL;
}

/* ---- Texts in every language ---- */

static void put_texts(struct writing *w, const struct question *q)
{
    for (int i = 0; i < w->language_count; i++) {
        const struct wording *wording = q->wordings[w->languages[i]];
        if (!wording)
            continue;
        grid_put(&w->survey, "label", tag_of(w, i), wording->stem);
        grid_put(&w->survey, "hint", tag_of(w, i), wording->hint);
        grid_put(&w->survey, "constraint_message", tag_of(w, i), wording->constraint_message);
    }
}

static void begin_choice(struct writing *w, const struct question *q, const char *name)
{
    grid_add_row(&w->choices);
    grid_put(&w->choices, "list_name", NULL, q->id);
    grid_put(&w->choices, "name", NULL, name);
}

static void put_options(struct writing *w, const struct question *q)
{
    for (int i = 0; i < q->option_count; i++) {
        const struct question_option *option = &q->options[i];
        begin_choice(w, q, w->codes[w->question].names[i]);
        for (int j = 0; j < w->language_count; j++)
            if (q->wordings[w->languages[j]])
                grid_put(&w->choices, "label", tag_of(w, j),
                         q->wordings[w->languages[j]]->options[i]);
        grid_put(&w->choices, "media::image", NULL, option->picture);
        grid_put(&w->choices, "fixed", NULL, option->fixed ? "yes" : NULL);
        grid_put(&w->choices, "exclusive", NULL, option->exclusive ? "yes" : NULL);
        grid_put(&w->choices, "other", NULL, option->other ? "yes" : NULL);
    }
}

static void put_scale(struct writing *w, const struct question *q)
{
    const struct xlsform_codes *codes = &w->codes[w->question];
    for (int i = 0; i < codes->count; i++) {
        begin_choice(w, q, codes->names[i]);
        for (int j = 0; j < w->language_count; j++) {
            const struct wording *wording = q->wordings[w->languages[j]];
            if (wording)
                grid_put(&w->choices, "label", tag_of(w, j),
                         i < q->scale_count ? wording->scale[i] : wording->scale_unclear);
        }
    }
}

/* ---- Rows of survey ---- */

static void put_type(struct writing *w, const struct question *q, const char *word, bool list)
{
    struct strbuf type;
    strbuf_init(&type);
    strbuf_addf(&type, list ? "%s %s" : "%s", word, q->id);
    grid_put(&w->survey, "type", NULL, type.text);
    strbuf_fini(&type);
}

static void put_constraint(struct writing *w, const struct question *q)
{
    struct xlsform_limits limits = { 0 };
    struct strbuf out;
    strbuf_init(&out);
    if (q->type == QUESTION_TEXT)
        limits = (struct xlsform_limits){ .has_max = true, .max = q->max_chars };
    else if (q->type == QUESTION_NUMBER && q->has_range)
        limits = (struct xlsform_limits){ true, true, true, q->range_min, q->range_max };
    else if (q->type == QUESTION_MULTIPLE)
        limits = (struct xlsform_limits){ .has_min = q->min_choices > 0,
                                          .has_max = q->max_choices > 0,
                                          .min = q->min_choices,
                                          .max = q->max_choices };
    limits.given = limits.has_min || limits.has_max;
    xlsform_join(&limits, translate(w, q->constraint), q->type, &out);
    grid_put(&w->survey, "constraint", NULL, out.text);
    strbuf_fini(&out);
}

static void put_range(struct writing *w, const struct question *q)
{
    struct strbuf out;
    strbuf_init(&out);
    strbuf_add(&out, "start=");
    value_format_number(q->range_min, &out);
    strbuf_add(&out, " end=");
    value_format_number(q->range_max, &out);
    strbuf_add(&out, " step=1");
    grid_put(&w->survey, "parameters", NULL, out.text);
    strbuf_fini(&out);
}

static void begin_row(struct writing *w, const struct question *q)
{
    grid_add_row(&w->survey);
    grid_put(&w->survey, "name", NULL, q->id);
    put_texts(w, q);
    grid_put(&w->survey, "media::image", NULL, q->picture);
    grid_put(&w->survey, "relevant", NULL, translate(w, q->relevant));
}

static void put_matrix(struct writing *w, const struct question *q)
{
    struct strbuf prefix;
    strbuf_init(&prefix);
    strbuf_addf(&prefix, "%s_", q->id);
    begin_row(w, q);
    grid_put(&w->survey, "type", NULL, "begin group");
    grid_put(&w->survey, "appearance", NULL, "table-list");
    for (int i = 0; i < q->row_count; i++) {
        grid_add_row(&w->survey);
        put_type(w, q, "select_one", true);
        grid_put(&w->survey, "name", NULL, make_text(w, prefix.text, i + 1));
        grid_put(&w->survey, "required", NULL, q->required ? "yes" : NULL);
        for (int j = 0; j < w->language_count; j++)
            if (q->wordings[w->languages[j]])
                grid_put(&w->survey, "label", tag_of(w, j), q->wordings[w->languages[j]]->rows[i]);
    }
    grid_add_row(&w->survey);
    grid_put(&w->survey, "type", NULL, "end group");
    put_scale(w, q);
    strbuf_fini(&prefix);
}

static void put_question(struct writing *w, const struct question *q)
{
    static const struct {
        const char *word, *appearance;
        bool list;
    } types[] = {
        [QUESTION_SINGLE] = { "select_one", NULL, true },
        [QUESTION_MULTIPLE] = { "select_multiple", NULL, true },
        [QUESTION_JUDGE] = { "select_one", "judge", true },
        [QUESTION_ORDER] = { "rank", NULL, true },
        [QUESTION_NUMBER] = { "decimal", NULL, false },
        [QUESTION_SCALE] = { "select_one", "likert", true },
        [QUESTION_RATING] = { "range", NULL, false },
        [QUESTION_MATRIX] = { NULL, NULL, false },
        [QUESTION_TEXT] = { "text", NULL, false },
        [QUESTION_DATE] = { "date", NULL, false },
        [QUESTION_NOTE] = { "note", NULL, false },
    };
    _Static_assert(sizeof types / sizeof types[0] == QUESTION_TYPE_COUNT, "a word for every type");
    if (q->type == QUESTION_MATRIX) {
        put_matrix(w, q);
        return;
    }
    begin_row(w, q);
    put_type(w, q, types[q->type].word, types[q->type].list);
    grid_put(&w->survey, "appearance", NULL, types[q->type].appearance);
    grid_put(&w->survey, "required", NULL, q->required ? "yes" : NULL);
    put_constraint(w, q);
    if (q->type == QUESTION_RATING)
        put_range(w, q);
    if (q->type == QUESTION_SCALE)
        put_scale(w, q);
    else
        put_options(w, q);
}

/* ---- The form ---- */

/* Options are called by their letters, points of a scale by their numbers, as in answers. */
static void name_codes(struct writing *w, int index)
{
    const struct question *q = &w->form->questions[index];
    struct xlsform_codes *codes = &w->codes[index];
    const bool scale = q->scale_count > 0, unclear = scale && q->wordings[0]->scale_unclear;
    const int count = scale ? q->scale_count + (unclear ? 1 : 0) : q->option_count;
    const char **names = arena_alloc(&w->arena, (size_t)count * sizeof *names);
    for (int i = 0; i < count; i++) {
        const char letter[] = { (char)('A' + i), '\0' };
        if (scale)
            names[i] = make_text(w, "", i < q->scale_count ? i + 1 : 0);
        else
            names[i] = arena_strdup(&w->arena, letter);
    }
    *codes = (struct xlsform_codes){ q->type, names, count, unclear, q->type == QUESTION_MATRIX };
}

static void make_columns(struct writing *w)
{
    static const char *const texts[] = { "label", "hint" };
    static const char *const rules[] = { "required",   "relevant",   "appearance",
                                         "parameters", "constraint", "media::image" };
    static const char *const flags[] = { "media::image", "fixed", "exclusive", "other" };
    grid_add_column(&w->survey, "type", NULL);
    grid_add_column(&w->survey, "name", NULL);
    grid_add_column(&w->choices, "list_name", NULL);
    grid_add_column(&w->choices, "name", NULL);
    for (int i = 0; i < w->language_count; i++) {
        for (int j = 0; j < 2; j++)
            grid_add_column(&w->survey, texts[j], tag_of(w, i));
        grid_add_column(&w->survey, "constraint_message", tag_of(w, i));
        grid_add_column(&w->choices, "label", tag_of(w, i));
        grid_add_column(&w->settings, "form_title", tag_of(w, i));
    }
    for (int i = 0; i < 6; i++)
        grid_add_column(&w->survey, rules[i], NULL);
    for (int i = 0; i < 4; i++)
        grid_add_column(&w->choices, flags[i], NULL);
    grid_add_column(&w->settings, "form_id", NULL);
    grid_add_column(&w->settings, "default_language", NULL);
}

/* Programs that read XLSForm pass over columns that they do not know. */
static const char doubt_column[] = "存疑";

static void fill(struct writing *w, const char *const *reasons, struct convert_losses *losses)
{
    const struct form *form = w->form;
    for (int i = 0; i < LANGUAGE_MAX; i++)
        if (form->languages[i])
            w->languages[w->language_count++] = i;
    make_columns(w);
    bool doubts = false;
    for (int i = 0; reasons && i < form->question_count; i++)
        doubts = doubts || reasons[i];
    if (doubts)
        grid_add_column(&w->survey, doubt_column, NULL);
    for (w->question = 0; w->question < form->question_count; w->question++) {
        const struct question *q = &form->questions[w->question];
        name_codes(w, w->question);
        const char *loss = reason_of_loss(w, q);
        w->lost[w->question] = loss;
        if (loss)
            convert_lose(losses, w->question, loss);
        else
            put_question(w, q);
        if (!loss && doubts)
            grid_put(&w->survey, doubt_column, NULL, reasons[w->question]);
    }
    grid_add_row(&w->settings);
    for (int i = 0; i < w->language_count; i++)
        grid_put(&w->settings, "form_title", tag_of(w, i), form->titles[w->languages[i]]);
    grid_put(&w->settings, "form_id", NULL, form->id);
    grid_put(&w->settings, "default_language", NULL, form->languages[0]);
}

static bool save(const struct writing *w, const char *path, struct err *err)
{
    enum { COLUMN_WIDTH = 24, WIDTHS = 8 };
    int widths[WIDTHS];
    struct sheet_book book = { 0 };
    struct sheet_builder builder = { .book = &book };
    struct strbuf bytes;
    for (int i = 0; i < WIDTHS; i++)
        widths[i] = COLUMN_WIDTH;
    strbuf_init(&bytes);
    bool ok = grid_take(&w->survey, &builder, err) && grid_take(&w->choices, &builder, err) &&
              grid_take(&w->settings, &builder, err) &&
              sheet_write(&book, widths, WIDTHS, &bytes, err) &&
              fs_replace(path, bytes.text, bytes.len, err);
    sheet_book_fini(&book);
    strbuf_fini(&bytes);
    return ok;
}

bool convert_write_xlsform(const char *path, const struct form *form, const char *const *reasons,
                           struct convert_losses *losses, struct err *err)
{
    struct writing w = { .form = form };
    arena_init(&w.arena);
    const size_t count = (size_t)form->question_count;
    w.lost = arena_alloc(&w.arena, (count + 1) * sizeof *w.lost);
    w.codes = arena_alloc(&w.arena, (count + 1) * sizeof *w.codes);
    grid_init(&w.survey, "survey", &w.arena);
    grid_init(&w.choices, "choices", &w.arena);
    grid_init(&w.settings, "settings", &w.arena);
    fill(&w, reasons, losses);
    bool ok = convert_keeps_any(form, losses, err) && save(&w, path, err);
    grid_fini(&w.survey);
    grid_fini(&w.choices);
    grid_fini(&w.settings);
    arena_fini(&w.arena);
    return ok;
}
