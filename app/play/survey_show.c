#include "play/survey_show.h"

#include <string.h>

#include "activity/expr.h"

/* Lends expressions the textual answers; text holds the one asked for last. */
struct lender {
    const struct survey_answers *answers;
    const struct survey_item *own; /* `.`: the answer under constraint, or NULL */
    const struct question *own_question;
    struct strbuf text;
};

static int find_question(const struct form *form, const char *id, size_t id_len)
{
    for (int i = 0; i < form->question_count; i++)
        if (strlen(form->questions[i].id) == id_len &&
            memcmp(form->questions[i].id, id, id_len) == 0)
            return i;
    return -1;
}

/* The answer that counts for a question, or NULL where there is none. */
static const struct answer *answer_of(const struct survey_answers *answers, int index)
{
    const struct survey_item *item = &answers->survey->items[index];

    if (answers->going >> index & 1)
        return NULL;
    if (index == answers->saving)
        return item->answer.given ? &item->answer : NULL;
    return item->saved && item->stored.given ? &item->stored : NULL;
}

static const char *answer_text(void *context, const char *id)
{
    struct lender *lender = context;
    const struct form *form = lender->answers->survey->form;

    strbuf_clear(&lender->text);
    if (strcmp(id, ".") == 0) {
        if (lender->own)
            answer_format(lender->own_question, &lender->own->answer, &lender->text);
        return lender->text.text;
    }
    int index = find_question(form, id, strlen(id));
    const struct answer *answer = index < 0 ? NULL : answer_of(lender->answers, index);
    if (answer)
        answer_format(&form->questions[index], answer, &lender->text);
    return lender->text.text;
}

static bool is_true(struct lender *lender, const struct expr *expr)
{
    struct expr_scope scope = { answer_text, lender };

    strbuf_init(&lender->text);
    bool holds = expr_is_true(expr, &scope);
    strbuf_fini(&lender->text);
    return holds;
}

bool survey_condition_holds(const struct survey_answers *answers, int index)
{
    const struct question *question = &answers->survey->form->questions[index];
    struct lender lender = { .answers = answers };

    return !question->relevant || is_true(&lender, question->relevant);
}

bool survey_constraint_holds(const struct survey *survey, int index)
{
    const struct question *question = &survey->form->questions[index];
    struct survey_answers answers = { .survey = survey, .saving = -1 };
    struct lender lender = { .answers = &answers,
                             .own = &survey->items[index],
                             .own_question = question };

    return !question->constraint || is_true(&lender, question->constraint);
}

bool survey_is_shown(const struct survey *survey, int index)
{
    struct survey_answers answers = { .survey = survey, .saving = -1 };

    return survey_condition_holds(&answers, index);
}

int survey_find_shown(const struct survey *survey, int index, int step)
{
    for (int i = index + step; i >= 0 && i < survey->form->question_count; i += step)
        if (survey_is_shown(survey, i))
            return i;
    return -1;
}

bool survey_is_first(const struct survey *survey)
{
    return survey_find_shown(survey, survey->current, -1) < 0;
}

void survey_progress(const struct survey *survey, int *place, int *total)
{
    *place = 1;
    *total = 0;
    for (int i = 0; i < survey->form->question_count; i++) {
        if (!survey_is_shown(survey, i))
            continue;
        ++*total;
        if (i < survey->current)
            ++*place;
    }
}

/* ---- the stem ---- */

static void add_options(const struct question *question, const struct answer *answer, int language,
                        struct strbuf *out)
{
    const struct wording *wording = question_wording(question, language);
    bool ordered = question->type == QUESTION_ORDER;
    int count = ordered ? answer->order_count : question->option_count;
    const char *between = "";

    for (int i = 0; i < count; i++) {
        int option = ordered ? answer->order[i] : i;
        if (!ordered && !(answer->choices >> i & 1))
            continue;
        strbuf_add(out, between);
        if (question->options[option].other && answer->text[0])
            strbuf_add(out, answer->text);
        else
            strbuf_add(out, wording->options[option]);
        between = "、";
    }
}

static void add_answer(const struct survey *survey, const char *id, size_t id_len, int language,
                       struct strbuf *out)
{
    struct survey_answers answers = { .survey = survey, .saving = -1 };
    int index = find_question(survey->form, id, id_len);
    const struct answer *answer = index < 0 ? NULL : answer_of(&answers, index);

    if (!answer)
        return;
    const struct question *question = &survey->form->questions[index];
    const struct wording *wording = question_wording(question, language);
    if (question_type_has_choices(question->type))
        add_options(question, answer, language, out);
    else if (question->type == QUESTION_SCALE && answer->scale > 0)
        strbuf_add(out, wording->scale[answer->scale - 1]);
    else if (question->type == QUESTION_SCALE)
        strbuf_add(out, wording->scale_unclear ? wording->scale_unclear
                                               : question->wordings[0]->scale_unclear);
    else
        answer_format(question, answer, out);
}

void survey_stem(const struct survey *survey, int index, int language, struct strbuf *out)
{
    const char *rest = question_wording(&survey->form->questions[index], language)->stem;

    for (const char *open; (open = strstr(rest, "${")) != NULL;) {
        const char *close = strchr(open, '}');
        if (!close)
            break;
        strbuf_add_len(out, rest, (size_t)(open - rest));
        add_answer(survey, open + 2, (size_t)(close - open - 2), language, out);
        rest = close + 1;
    }
    strbuf_add(out, rest);
}
