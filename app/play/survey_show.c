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

int survey_find_question(const struct form *form, const char *id, size_t id_len)
{
    for (int i = 0; i < form->question_count; i++)
        if (strlen(form->questions[i].id) == id_len &&
            memcmp(form->questions[i].id, id, id_len) == 0)
            return i;
    return -1;
}

const struct answer *survey_find_answer(const struct survey_answers *answers, int index)
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
    int index = survey_find_question(form, id, strlen(id));
    const struct answer *answer = index < 0 ? NULL : survey_find_answer(lender->answers, index);
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
    return survey_find_shown(survey, survey->current, -1) < 0 && !survey_returns_to_review(survey);
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
