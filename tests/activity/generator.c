#include "activity/generator.h"

#include <string.h>

#include "activity/expr.h"
#include "activity/line.h"
#include "base/strbuf.h"

static const char *const pieces[] = {
    "专利",
    "，",
    "、",
    ",",
    "|",
    ":",
    "：",
    "\\",
    "\\\\",
    "[",
    "]",
    "$",
    "$\xE2\x81\xA0{",
    "}",
    "\\[",
    "\\$",
    "#",
    "A. ",
    "B、",
    "Z.",
    "1. ",
    "12、",
    "一、",
    "单选题",
    "[固定]",
    "[互斥]",
    "[多选]",
    "[图: a.png]",
    "答案: C",
    "编号：x",
    "题型:",
    "甲说：",
    " ",
    "  ",
    "　",
    "\"",
    "'",
    "=",
    "😀",
    "e\xCC\x81",
    "\xEF\xBC\x88 B \xEF\xBC\x89",
    "( A )",
    "<",
    ">",
    "&",
    "%s",
    "%n",
    "-",
    "0-10",
    "是",
    "ZL",
    "®",
    "\xC2\xA0",
    "\xE2\x80\x8B",
    "\xEF\xBB\xBF",
    "\xF0\xA0\x80\x80",
    "\xE2\x80\xAE",
    "…",
    "/*",
    "//",
    "==",
};

static bool chance(struct rng *rng, uint32_t one_in)
{
    return rng_below(rng, one_in) == 0;
}

static int between(struct rng *rng, int min, int max)
{
    return min + (int)rng_below(rng, (uint32_t)(max - min + 1));
}

static void add_line(struct rng *rng, struct arena *arena, struct strbuf *out)
{
    struct strbuf line;
    strbuf_init(&line);
    for (int i = between(rng, 1, 6); i > 0; i--)
        strbuf_add(&line, pieces[rng_below(rng, sizeof pieces / sizeof pieces[0])]);
    strbuf_add(out, line_trim(arena_strdup(arena, line.text)));
    strbuf_fini(&line);
}

const char *generate_text(struct rng *rng, struct arena *arena, int lines)
{
    struct strbuf out;
    strbuf_init(&out);
    for (int i = between(rng, 1, lines); i > 0; i--) {
        if (out.len > 0)
            strbuf_add_char(&out, '\n');
        add_line(rng, arena, &out);
    }
    char *text = line_trim(arena_strdup(arena, out.text));
    strbuf_fini(&out);
    return *text ? text : "字";
}

static const char *maybe_text(struct rng *rng, struct arena *arena)
{
    return chance(rng, 3) ? generate_text(rng, arena, 3) : NULL;
}

/* Texts that must differ from each other get a serial. */
static const char *distinct_text(struct rng *rng, struct arena *arena, int serial, int lines)
{
    struct strbuf out;
    strbuf_init(&out);
    strbuf_addf(&out, "%s第%d", generate_text(rng, arena, lines), serial);
    const char *text = arena_strdup(arena, out.text);
    strbuf_fini(&out);
    return text;
}

static const char **distinct_texts(struct rng *rng, struct arena *arena, int count, int lines)
{
    const char **texts = arena_alloc(arena, (size_t)count * sizeof *texts);
    for (int i = 0; i < count; i++)
        texts[i] = distinct_text(rng, arena, i, lines);
    return texts;
}

static const char *make_id(struct arena *arena, const char *prefix, int index)
{
    struct strbuf id;
    strbuf_init(&id);
    strbuf_addf(&id, "%s%d", prefix, index);
    const char *text = arena_strdup(arena, id.text);
    strbuf_fini(&id);
    return text;
}

static double make_number(struct rng *rng)
{
    static const double scales[] = { 1, 10, 100, 1000 };
    return (between(rng, 0, 200000) - 100000) / scales[rng_below(rng, 4)];
}

static void make_options(struct rng *rng, struct arena *arena, struct question *q,
                         enum form_kind kind)
{
    bool judge = q->type == QUESTION_JUDGE;
    q->option_count = judge ? 2 : between(rng, 2, 6);
    q->options = arena_alloc(arena, (size_t)q->option_count * sizeof *q->options);
    for (int i = 0; i < q->option_count; i++) {
        struct question_option *option = &q->options[i];
        option->fixed = !judge && chance(rng, 4);
        bool survey = kind == FORM_SURVEY;
        option->exclusive = survey && q->type == QUESTION_MULTIPLE && chance(rng, 4);
        option->other = survey && (q->type == QUESTION_MULTIPLE || q->type == QUESTION_SINGLE) &&
                        chance(rng, 4);
        if (!judge && chance(rng, 5))
            option->picture = "media/a b.svg";
    }
}

static void make_answer(struct rng *rng, struct question *q)
{
    q->has_answer = true;
    switch (q->type) {
    case QUESTION_NUMBER:
        q->answer_number = make_number(rng);
        break;
    case QUESTION_ORDER: {
        int order[OPTION_MAX];
        for (int i = 0; i < q->option_count; i++)
            order[i] = i;
        rng_shuffle(rng, order, q->option_count);
        for (int i = 0; i < q->option_count; i++)
            q->answer_order[i] = (uint8_t)order[i];
        break;
    }
    case QUESTION_MULTIPLE:
        q->answer_choices = 3;
        for (int i = 2; i < q->option_count; i++)
            q->answer_choices |= (uint32_t)chance(rng, 2) << i;
        break;
    default:
        q->answer_choices = 1u << rng_below(rng, (uint32_t)q->option_count);
        break;
    }
}

static void make_bank_parts(struct rng *rng, struct arena *arena, struct question *q)
{
    struct wording *w = q->wordings[0];
    make_answer(rng, q);
    q->topic = chance(rng, 2) ? "商业秘密" : NULL;
    q->difficulty = (enum difficulty)rng_below(rng, DIFFICULTY_COUNT);
    q->points = chance(rng, 2) ? 1 : between(rng, 1, 100);
    q->limit_s = chance(rng, 2) ? -1 : chance(rng, 3) ? 0 : between(rng, 5, 600);
    q->valid_from = chance(rng, 2) ? DATE_NONE : between(rng, 10000, 20000);
    q->valid_until = chance(rng, 2) ? DATE_NONE : between(rng, 20000, 30000);
    q->edition = maybe_text(rng, arena);
    q->review = maybe_text(rng, arena);
    w->explanation = maybe_text(rng, arena);
    w->takeaway = maybe_text(rng, arena);
    w->basis = maybe_text(rng, arena);
}

static void make_survey_parts(struct rng *rng, struct arena *arena, struct question *q, int index)
{
    static const char *const conditions[] = { "${q0} != ''", "string-length(${q0}) > 3",
                                              "if(${q0} = \"[\\\", true(), false())",
                                              "not(${q0} = 'A，、|')" };
    struct wording *w = q->wordings[0];
    struct err err = { 0 };
    bool asks = q->type != QUESTION_NOTE;
    q->required = asks && chance(rng, 2);
    w->hint = maybe_text(rng, arena);
    if (q->type == QUESTION_MULTIPLE && chance(rng, 2)) {
        q->min_choices = between(rng, 0, 1);
        q->max_choices = between(rng, 1, q->option_count);
    }
    if (q->type == QUESTION_RATING || (q->type == QUESTION_NUMBER && chance(rng, 2))) {
        q->has_range = true;
        q->range_min = q->type == QUESTION_RATING ? between(rng, 0, 3) : make_number(rng);
        q->range_max = q->type == QUESTION_RATING ? q->range_min + between(rng, 1, 9) : 100000.5;
    }
    if (q->type == QUESTION_TEXT)
        q->max_chars = between(rng, 1, 500);
    if (index > 0 && chance(rng, 3))
        q->relevant = expr_parse(conditions[rng_below(rng, 4)], arena, &err);
    if (asks && chance(rng, 4)) {
        q->constraint = expr_parse(". != ''", arena, &err);
        w->constraint_message = maybe_text(rng, arena);
    }
    if (q->type == QUESTION_SCALE || q->type == QUESTION_MATRIX) {
        q->scale_count = between(rng, 2, SCALE_MAX);
        w->scale = distinct_texts(rng, arena, q->scale_count, 1);
        w->scale_unclear = chance(rng, 2) ? generate_text(rng, arena, 1) : NULL;
    }
    if (q->type == QUESTION_MATRIX) {
        q->row_count = between(rng, 1, ROW_MAX);
        w->rows = distinct_texts(rng, arena, q->row_count, 1);
    }
}

static void make_question(struct rng *rng, struct arena *arena, enum form_kind kind, int index,
                          struct question *q)
{
    enum { BANK_TYPES = QUESTION_NUMBER + 1 };
    *q = (struct question){ .difficulty = DIFFICULTY_MEDIUM,
                            .points = 1,
                            .limit_s = -1,
                            .valid_from = DATE_NONE,
                            .valid_until = DATE_NONE };
    q->type =
        (enum question_type)rng_below(rng, kind == FORM_BANK ? BANK_TYPES : QUESTION_TYPE_COUNT);
    if (kind == FORM_SURVEY && index == 0)
        q->type = QUESTION_TEXT; /* what the conditions refer to */
    q->id = make_id(arena, "q", index);
    q->picture = chance(rng, 6) ? "media/图 1.png" : NULL;
    struct wording *w = arena_alloc(arena, sizeof *w);
    q->wordings[0] = w;
    w->stem = generate_text(rng, arena, 3);
    if (question_type_has_choices(q->type)) {
        make_options(rng, arena, q, kind);
        w->options = distinct_texts(rng, arena, q->option_count, 2);
        if (q->type == QUESTION_JUDGE && (kind == FORM_BANK || chance(rng, 2))) {
            w->options[0] = "对";
            w->options[1] = "错";
        }
    }
    if (kind == FORM_BANK)
        make_bank_parts(rng, arena, q);
    else
        make_survey_parts(rng, arena, q, index);
}

/* A second language has texts where the first has, of the same shape. */
static void make_other_wording(struct rng *rng, struct arena *arena, struct question *q)
{
    const struct wording *first = q->wordings[0];
    struct wording *w = arena_alloc(arena, sizeof *w);
    q->wordings[1] = w;
    w->stem = generate_text(rng, arena, 3);
    w->options = distinct_texts(rng, arena, q->option_count, 2);
    w->scale = distinct_texts(rng, arena, q->scale_count, 1);
    w->scale_unclear = first->scale_unclear ? generate_text(rng, arena, 1) : NULL;
    w->rows = distinct_texts(rng, arena, q->row_count, 1);
    w->explanation = first->explanation ? generate_text(rng, arena, 2) : NULL;
    w->takeaway = first->takeaway ? generate_text(rng, arena, 2) : NULL;
    w->basis = first->basis ? generate_text(rng, arena, 2) : NULL;
    w->hint = first->hint ? generate_text(rng, arena, 2) : NULL;
    w->constraint_message = first->constraint_message ? generate_text(rng, arena, 2) : NULL;
}

struct form *generate_form(struct rng *rng, struct arena *arena)
{
    struct form *form = arena_alloc(arena, sizeof *form);
    form->kind = chance(rng, 2) ? FORM_BANK : FORM_SURVEY;
    form->id = "generated";
    form->path = "t.txt";
    for (int i = 0; i < 2; i++)
        form->titles[i] = generate_text(rng, arena, 1);
    form->languages[0] = "zh-CN";
    form->languages[1] = "en";
    form->question_count = between(rng, 1, 12);
    form->questions = arena_alloc(arena, (size_t)form->question_count * sizeof *form->questions);
    for (int i = 0; i < form->question_count; i++) {
        make_question(rng, arena, form->kind, i, &form->questions[i]);
        make_other_wording(rng, arena, &form->questions[i]);
    }
    return form;
}
