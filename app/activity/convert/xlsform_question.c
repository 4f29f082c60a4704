/* A row of the survey sheet into a question, but for its expressions. */
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/convert/xlsform.h"
#include "base/utf8.h"

enum { TEXT_DEFAULT_CHARS = 200, RATING_MAX_POINTS = 11 };

static void add_reason(struct xlsform_question *q, const char *format, va_list args)
{
    strbuf_add(&q->doubts, q->doubts.len > 0 ? "；" : "");
    strbuf_vaddf(&q->doubts, format, args);
}

void xlsform_doubt(struct xlsform_question *q, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_reason(q, format, args);
    va_end(args);
}

void xlsform_refuse(struct xlsform_question *q, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add_reason(q, format, args);
    va_end(args);
    q->refused = true;
}

/* ---- Texts ---- */

static const char *copy_text(struct xlsform_reading *r, struct xlsform_question *q,
                             const char *column, int language, int max_chars)
{
    const char *text = xlsform_text(r->book, &r->book->survey, q->row, column, language);
    if (utf8_count(text) > max_chars)
        xlsform_doubt(q, "%s 太长，最多 %d 字", column, max_chars);
    return *text ? arena_strdup(convert_arena(r->builder), text) : NULL;
}

static void take_wording(struct xlsform_reading *r, struct xlsform_question *q, int language)
{
    struct arena *arena = convert_arena(r->builder);
    const char *stem = copy_text(r, q, "label", language, QUESTION_STEM_MAX_CHARS);
    if (!stem && language > 0)
        return;
    if (language > 0)
        q->question->wordings[language] = arena_alloc(arena, sizeof(struct wording));
    struct wording *w = q->question->wordings[language];
    w->stem = stem ? stem : "";
    w->hint = copy_text(r, q, "hint", language, QUESTION_VALUE_MAX_CHARS);
    w->constraint_message =
        copy_text(r, q, "constraint_message", language, QUESTION_VALUE_MAX_CHARS);
}

void xlsform_take_texts(struct xlsform_reading *r, struct xlsform_question *q)
{
    const char *picture = xlsform_text(r->book, &r->book->survey, q->row, "media::image", 0);
    const char *mark = xlsform_mark(&r->book->survey, q->row);
    for (int i = 0; i < r->book->language_count; i++)
        take_wording(r, q, i);
    if (!*q->question->wordings[0]->stem)
        xlsform_refuse(q, XLSFORM_NO_LABEL);
    if (convert_is_picture_path(picture))
        q->question->picture = arena_strdup(convert_arena(r->builder), picture);
    else if (*picture)
        xlsform_doubt(q, "图片“%s”没有导入：要写活动文件夹里的相对路径", picture);
    if (mark)
        xlsform_doubt(q, "survey 表第 %d 行有单元格%s", q->row->line, mark);
}

/* Columns whose meaning has no place here. */
static void check_columns(struct xlsform_reading *r, struct xlsform_question *q)
{
    static const char *const columns[] = { "default",      "calculation",  "read_only",
                                           "media::audio", "media::video", "repeat_count" };
    for (int i = 0; i < 6; i++) {
        const char *cell = xlsform_cell(r->book, &r->book->survey, q->row, columns[i]);
        if (!xlsform_is_false(cell))
            xlsform_doubt(q, "%s（%s）没有导入", columns[i], cell);
    }
    if (*xlsform_cell(r->book, &r->book->survey, q->row, "choice_filter"))
        xlsform_refuse(q, "选项随别的题变化（choice_filter），这里做不到");
}

static void take_required(struct xlsform_reading *r, struct xlsform_question *q)
{
    const char *cell = xlsform_cell(r->book, &r->book->survey, q->row, "required");
    q->question->required = xlsform_is_true(cell) && q->question->type != QUESTION_NOTE;
    if (!xlsform_is_true(cell) && !xlsform_is_false(cell))
        xlsform_doubt(q, "必答是一个条件（%s），没有导入", cell);
}

/* ---- Limits ---- */

static void take_range(struct xlsform_reading *r, struct xlsform_question *q)
{
    const char *cell = xlsform_cell(r->book, &r->book->survey, q->row, "parameters");
    struct question *question = q->question;
    double start = 1, end = 10, step = 1;
    (void)xlsform_parameter(cell, "start", &start);
    (void)xlsform_parameter(cell, "end", &end);
    (void)xlsform_parameter(cell, "step", &step);
    bool steps = step == 1 && start == floor(start) && end == floor(end) && start >= 0 &&
                 end - start < RATING_MAX_POINTS;
    question->type = steps ? QUESTION_RATING : QUESTION_NUMBER;
    question->has_range = true;
    question->range_min = start;
    question->range_max = end;
    if (start >= end)
        xlsform_refuse(q, "range 的 start 要小于 end（%s）", cell);
    else if (!steps)
        xlsform_doubt(q, "range（%s）不是最多 %d 级的整数，改成了数字题，步长没有导入", cell,
                      RATING_MAX_POINTS);
}

static void take_limits(struct xlsform_question *q)
{
    const struct xlsform_limits *limits = &q->limits;
    struct question *question = q->question;
    if (question->type == QUESTION_TEXT)
        question->max_chars = limits->given ? (int)limits->max : TEXT_DEFAULT_CHARS;
    if (!limits->given)
        return;
    if (question->type == QUESTION_NUMBER) {
        question->has_range = true;
        question->range_min = limits->min;
        question->range_max = limits->max;
    } else if (question->type == QUESTION_MULTIPLE) {
        const int count = question->option_count;
        int min = limits->has_min ? (int)limits->min : 0;
        int max = limits->has_max && limits->max <= count ? (int)limits->max : 0;
        if (min > count || (max > 0 && min > max)) {
            xlsform_doubt(q, "最少要选的比能选的多，没有导入");
            min = 0;
        }
        question->min_choices = min;
        question->max_choices = max;
    }
}

static void take_constraint(struct xlsform_reading *r, struct xlsform_question *q)
{
    const char *cell = xlsform_cell(r->book, &r->book->survey, q->row, "constraint");
    if (xlsform_is_true(cell))
        cell = "";
    xlsform_split(cell, q->question->type, &r->book->arena, &q->limits, &q->constraint);
    if (q->question->type == QUESTION_NUMBER && q->question->has_range && q->limits.given) {
        q->constraint = cell; /* a range has its own: both count */
        q->limits.given = false;
    }
    take_limits(q);
}

void xlsform_take_type(struct xlsform_reading *r, struct xlsform_question *q,
                       const struct xlsform_type *type)
{
    static const enum question_type types[] = {
        [XLSFORM_SELECT_ONE] = QUESTION_SINGLE, [XLSFORM_SELECT_MULTIPLE] = QUESTION_MULTIPLE,
        [XLSFORM_RANK] = QUESTION_ORDER,        [XLSFORM_INTEGER] = QUESTION_NUMBER,
        [XLSFORM_DECIMAL] = QUESTION_NUMBER,    [XLSFORM_TEXT] = QUESTION_TEXT,
        [XLSFORM_DATE] = QUESTION_DATE,         [XLSFORM_NOTE] = QUESTION_NOTE,
        [XLSFORM_RANGE] = QUESTION_RATING,
    };
    const char *appearance = xlsform_cell(r->book, &r->book->survey, q->row, "appearance");
    q->question->type = types[type->kind];
    q->whole = type->kind == XLSFORM_INTEGER;
    if (type->kind == XLSFORM_SELECT_ONE && xlsform_appears(appearance, "likert")) {
        q->question->type = QUESTION_SCALE;
        xlsform_take_scale(r, q, type->list);
    } else if (*type->list) {
        if (xlsform_appears(appearance, "judge") && type->kind == XLSFORM_SELECT_ONE)
            q->question->type = QUESTION_JUDGE;
        xlsform_take_options(r, q, type->list, type->or_other);
    } else if (type->kind == XLSFORM_RANGE) {
        take_range(r, q);
    }
    q->codes.type = q->question->type;
    check_columns(r, q);
    take_required(r, q);
    take_constraint(r, q);
}
