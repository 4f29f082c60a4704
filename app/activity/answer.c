#include "activity/answer.h"

#include <math.h>
#include <string.h>

#include "activity/value.h"

void answer_clear(struct answer *answer)
{
    *answer = (struct answer){ .date = DATE_NONE };
    for (int i = 0; i < ROW_MAX; i++)
        answer->rows[i] = -1;
}

static void format_letters(const struct question *question, const struct answer *answer,
                           struct strbuf *out)
{
    for (int i = 0; i < question->option_count; i++)
        if (answer->choices & 1u << i)
            strbuf_add_char(out, (char)('A' + i));
}

static void format_order(const struct answer *answer, struct strbuf *out)
{
    for (int i = 0; i < answer->order_count; i++)
        strbuf_add_char(out, (char)('A' + answer->order[i]));
}

static void format_rows(const struct question *question, const struct answer *answer,
                        struct strbuf *out)
{
    for (int i = 0; i < question->row_count; i++) {
        if (i > 0)
            strbuf_add_char(out, ',');
        if (answer->rows[i] >= 0)
            strbuf_addf(out, "%d", answer->rows[i]);
    }
}

static void format_date(const struct answer *answer, struct strbuf *out)
{
    char text[DATE_TEXT_LEN];
    date_format(answer->date, text);
    strbuf_add(out, text);
}

void answer_format(const struct question *question, const struct answer *answer, struct strbuf *out)
{
    if (!answer->given)
        return;
    switch (question->type) {
    case QUESTION_SINGLE:
    case QUESTION_MULTIPLE:
    case QUESTION_JUDGE:
        format_letters(question, answer, out);
        break;
    case QUESTION_ORDER:
        format_order(answer, out);
        break;
    case QUESTION_SCALE:
        strbuf_addf(out, "%d", answer->scale);
        break;
    case QUESTION_MATRIX:
        format_rows(question, answer, out);
        break;
    case QUESTION_NUMBER:
    case QUESTION_RATING:
        value_format_number(answer->number, out);
        break;
    case QUESTION_DATE:
        format_date(answer, out);
        break;
    case QUESTION_TEXT:
        strbuf_add(out, answer->text);
        break;
    case QUESTION_NOTE:
    case QUESTION_TYPE_COUNT:
        break;
    }
}

static bool order_is_right(const struct question *question, const struct answer *answer)
{
    return answer->order_count == question->option_count &&
           memcmp(answer->order, question->answer_order, (size_t)question->option_count) == 0;
}

bool answer_is_right(const struct question *question, const struct answer *answer)
{
    if (!answer->given || !question->has_answer)
        return false;
    switch (question->type) {
    case QUESTION_SINGLE:
    case QUESTION_MULTIPLE:
    case QUESTION_JUDGE:
        return answer->choices == question->answer_choices;
    case QUESTION_ORDER:
        return order_is_right(question, answer);
    case QUESTION_NUMBER:
        /* Both were read from decimal text, so a difference in the last bits is no difference. */
        return fabs(answer->number - question->answer_number) <=
               1e-9 * fmax(1.0, fabs(question->answer_number));
    default:
        return false;
    }
}

int answer_choice_count(const struct answer *answer)
{
    return __builtin_popcount(answer->choices);
}
