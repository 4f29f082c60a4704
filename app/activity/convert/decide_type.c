/* The type of a question. */
#include <stdio.h>

#include "activity/convert/decide_inside.h"

void decide_find_judge_options(struct decision *d)
{
    bool first = false, second = false;
    d->judge_options = d->option_count == 2 && reply_is_judge_word(d->options[0], &first) &&
                       reply_is_judge_word(d->options[1], &second) && first != second;
    d->first_is_right = first;
}

/* Does anything say right or wrong, though nothing said that this is a statement to judge? */
static bool speaks_of_sides(struct decision *d)
{
    struct reply reply;
    for (int i = 0; i < d->raw->answer_count; i++)
        if (d->raw->answers[i] && reply_parse(span_decode(&d->arena, d->raw->answers[i]), &reply) &&
            reply.has_judge)
            return true;
    return decide_stem_speaks_of_sides(d);
}

void decide_without_options(struct decision *d)
{
    bool sides = speaks_of_sides(d);
    if (d->word == TYPE_WORD_JUDGE || (d->word == TYPE_WORD_NONE && sides)) {
        d->type = QUESTION_JUDGE;
    } else if (type_word_is_open(d->word)) {
        enum { REASON_LEN = 64 };
        char *reason = arena_alloc(&d->arena, REASON_LEN);
        (void)snprintf(reason, REASON_LEN, "%s题没有选项，屏上不能作答", type_word_name(d->word));
        decide_refuse(d, QUESTION_TEXT, reason);
    } else if (sides) {
        d->type = QUESTION_JUDGE;
        decide_doubt(d, "标着%s题，却像判断题", type_word_name(d->word));
    } else if (d->word == TYPE_WORD_NONE) {
        decide_refuse(d, QUESTION_TEXT, "没有选项");
    } else {
        decide_refuse(d, d->word == TYPE_WORD_MULTIPLE ? QUESTION_MULTIPLE : QUESTION_SINGLE,
                      "没有选项");
    }
}

void decide_with_options(struct decision *d)
{
    bool stated_single = d->word == TYPE_WORD_SINGLE || d->word == TYPE_WORD_MULTIPLE ||
                         d->word == TYPE_WORD_INDEFINITE || d->word == TYPE_WORD_ORDER;
    d->type = QUESTION_SINGLE;
    if (d->judge_options && !stated_single) {
        d->type = QUESTION_JUDGE;
    } else if (d->word == TYPE_WORD_JUDGE) {
        decide_doubt(d, "标着判断题，却有选项");
        d->word = TYPE_WORD_NONE;
    } else if (type_word_is_open(d->word)) {
        if (d->word == TYPE_WORD_CASE)
            decide_doubt(d, "案例题的材料没有随题");
        else
            decide_doubt(d, "标着%s题，却有选项", type_word_name(d->word));
        d->word = TYPE_WORD_NONE;
    }
}

void decide_settle_choice_type(struct decision *d)
{
    bool several = d->has_mask && decide_has_several(d->mask);
    char letters[ORDER_LEN];
    decide_letters_text(d->mask, letters);
    switch (d->word) {
    case TYPE_WORD_SINGLE:
        break; /* several answers: the builder says so */
    case TYPE_WORD_MULTIPLE:
        d->type = QUESTION_MULTIPLE;
        if (d->has_mask && !several && !d->conflict)
            decide_doubt(d, "多选题只有一个答案（%s）", letters);
        break;
    case TYPE_WORD_INDEFINITE:
        d->type = QUESTION_MULTIPLE;
        break;
    case TYPE_WORD_ORDER:
        d->type = QUESTION_ORDER;
        if (!d->order[0] && d->has_mask)
            decide_doubt(d, "排序题的答案没有排全");
        break;
    default:
        d->type = several ? QUESTION_MULTIPLE : QUESTION_SINGLE;
        break;
    }
}
