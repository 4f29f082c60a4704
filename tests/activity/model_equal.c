#include "activity/model_equal.h"

#include <string.h>

#include "activity/expr.h"

static bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_list(const char *const *a, const char *const *b, int count)
{
    for (int i = 0; i < count; i++)
        if (!same(a[i], b[i]))
            return false;
    return true;
}

static bool same_expr(const struct expr *a, const struct expr *b)
{
    return same(a ? expr_text(a) : NULL, b ? expr_text(b) : NULL);
}

static const char *wordings_differ(const struct question *q, const struct wording *a,
                                   const struct wording *b)
{
    if (!a || !b)
        return a == b ? NULL : "wording";
    if (!same(a->stem, b->stem))
        return "stem";
    if (!same_list(a->options, b->options, q->option_count))
        return "options";
    if (!same_list(a->scale, b->scale, q->scale_count))
        return "scale";
    if (!same(a->scale_unclear, b->scale_unclear))
        return "scale_unclear";
    if (!same_list(a->rows, b->rows, q->row_count))
        return "rows";
    if (!same(a->explanation, b->explanation))
        return "explanation";
    if (!same(a->takeaway, b->takeaway))
        return "takeaway";
    if (!same(a->basis, b->basis))
        return "basis";
    if (!same(a->hint, b->hint))
        return "hint";
    return same(a->constraint_message, b->constraint_message) ? NULL : "constraint_message";
}

static const char *quiz_parts_differ(const struct question *a, const struct question *b)
{
    if (a->has_answer != b->has_answer || a->answer_choices != b->answer_choices ||
        memcmp(a->answer_order, b->answer_order, sizeof a->answer_order) != 0 ||
        a->answer_number != b->answer_number)
        return "answer";
    if (!same(a->topic, b->topic))
        return "topic";
    if (a->difficulty != b->difficulty || a->points != b->points || a->limit_s != b->limit_s)
        return "difficulty, points or limit";
    if (!same(a->edition, b->edition))
        return "edition";
    if (a->valid_from != b->valid_from || a->valid_until != b->valid_until)
        return "validity";
    return same(a->review, b->review) ? NULL : "review";
}

static const char *survey_parts_differ(const struct question *a, const struct question *b)
{
    if (a->required != b->required || a->min_choices != b->min_choices ||
        a->max_choices != b->max_choices || a->max_chars != b->max_chars)
        return "required, min, max or chars";
    if (a->has_range != b->has_range || a->range_min != b->range_min ||
        a->range_max != b->range_max)
        return "range";
    if (!same_expr(a->relevant, b->relevant))
        return "relevant";
    return same_expr(a->constraint, b->constraint) ? NULL : "constraint";
}

const char *questions_differ(const struct question *a, const struct question *b)
{
    if (a->type != b->type)
        return "type";
    if (!same(a->id, b->id))
        return "id";
    if (!same(a->picture, b->picture))
        return "picture";
    if (a->option_count != b->option_count || a->scale_count != b->scale_count ||
        a->row_count != b->row_count)
        return "counts";
    for (int i = 0; i < a->option_count; i++) {
        const struct question_option *x = &a->options[i], *y = &b->options[i];
        if (!same(x->picture, y->picture) || x->fixed != y->fixed || x->exclusive != y->exclusive ||
            x->other != y->other)
            return "option tags";
    }
    const char *difference = quiz_parts_differ(a, b);
    for (int i = 0; !difference && i < LANGUAGE_MAX; i++)
        difference = wordings_differ(a, a->wordings[i], b->wordings[i]);
    if (!difference)
        difference = survey_parts_differ(a, b);
    if (!difference && a->hash[0] && b->hash[0] && strcmp(a->hash, b->hash) != 0)
        difference = "hash";
    return difference;
}

const char *forms_differ(const struct form *a, const struct form *b)
{
    if (a->kind != b->kind || !same(a->id, b->id))
        return "kind or id";
    for (int i = 0; i < LANGUAGE_MAX; i++)
        if (!same(a->titles[i], b->titles[i]) || !same(a->languages[i], b->languages[i]))
            return "title or language";
    if (a->question_count != b->question_count)
        return "question_count";
    for (int i = 0; i < a->question_count; i++) {
        const char *difference = questions_differ(&a->questions[i], &b->questions[i]);
        if (difference)
            return difference;
    }
    return NULL;
}
