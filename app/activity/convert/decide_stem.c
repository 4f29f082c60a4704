/* What the stem says of the answer. */
#include <string.h>

#include "activity/convert/decide_inside.h"

static bool is_at_edge(const struct decision *d, const struct stem_mark *mark)
{
    struct span text = d->stem.text;
    return span_trim(span_sub(text, 0, mark->from)).len == 0 ||
           span_trim(span_from(text, mark->to)).len <= 1;
}

static int count_blanks(const struct stem *stem)
{
    int count = 0;
    for (int i = 0; i < stem->mark_count; i++)
        count += stem->marks[i].kind == STEM_BLANK;
    return count;
}

/* Marks of the stem whose letters could be options; *together are all their letters. */
static unsigned letter_marks(const struct decision *d, enum stem_mark_kind kind, uint32_t *together,
                             int *count, int *beyond)
{
    unsigned marks = 0;
    *together = 0;
    *count = *beyond = 0;
    for (int i = 0; i < d->stem.mark_count; i++) {
        const struct stem_mark *mark = &d->stem.marks[i];
        if (mark->kind != kind || !mark->reply.has_letters)
            continue;
        if (!decide_is_subset(mark->reply.letters, d->option_count)) {
            ++*beyond;
            continue;
        }
        marks |= 1u << i;
        *together |= mark->reply.letters;
        ++*count;
    }
    return marks;
}

void decide_compare_with_stem(struct decision *d)
{
    uint32_t together;
    int count, beyond, same = 0;
    unsigned brackets = letter_marks(d, STEM_REPLY, &together, &count, &beyond);
    bool blank = count_blanks(&d->stem) > 0;
    for (int i = 0; i < d->stem.mark_count; i++) {
        const struct stem_mark *mark = &d->stem.marks[i];
        if (mark->kind == STEM_BLANK || mark->reply.letters != d->mask)
            continue;
        if (mark->kind == STEM_REPLY || mark->apart) {
            d->taken |= 1u << i;
            same++;
        }
    }
    if (count > 0 && same == 0 && together == d->mask)
        d->taken |= brackets;
    else if (count > 0 && same == 0 && !blank)
        decide_say_letters(d, together);
    else if (same > 0 && blank)
        decide_doubt(d, "题干里有空括号，又有写着答案的括号");
    unsigned bare = letter_marks(d, STEM_BARE, &together, &count, &beyond);
    if (bare && !(bare & d->taken) && d->stem.marks[d->stem.mark_count - 1].apart &&
        together != d->mask)
        decide_say_letters(d, together);
}

static void take_bare(struct decision *d)
{
    uint32_t together;
    int count, beyond;
    unsigned marks = letter_marks(d, STEM_BARE, &together, &count, &beyond);
    if (count != 1)
        return;
    const struct stem_mark *mark = &d->stem.marks[d->stem.mark_count - 1];
    decide_say_letters(d, together);
    d->taken |= marks;
    if (!mark->apart)
        decide_doubt(d, "题干末尾的“%s”可能是答案，也可能是题干的字",
                     span_text(&d->arena, mark->reply.text));
}

void decide_take_from_stem(struct decision *d)
{
    uint32_t together;
    int count, beyond;
    unsigned marks = letter_marks(d, STEM_REPLY, &together, &count, &beyond);
    int blanks = count_blanks(&d->stem);
    if (count == 0) {
        take_bare(d);
        if (!d->has_mask && beyond > 0 && blanks == 0)
            decide_doubt(d, "题干括号里的答案不在选项中");
        return;
    }
    const struct stem_mark *first = NULL;
    bool all_same = true;
    for (int i = 0; i < d->stem.mark_count; i++) {
        if (!(marks & 1u << i))
            continue;
        all_same = all_same && (!first || first->reply.letters == d->stem.marks[i].reply.letters);
        first = first ? first : &d->stem.marks[i];
    }
    if (blanks > 0 || (d->raw->answered_elsewhere && !is_at_edge(d, first))) {
        decide_doubt(d, "%s“%s”，不能确定它是答案",
                     blanks > 0 ? "题干里有空括号，又有" : "别的题答案写在后面，这题只有题干中间的",
                     span_text(&d->arena, span_sub(d->stem.text, first->from, first->to)));
    } else if (!all_same) {
        decide_doubt(d, "题干里有几处括号写着不同的字母，不能确定哪个是答案");
    } else {
        decide_say_letters(d, together);
        memcpy(d->order, "", 1);
        if (first->reply.letter_count == d->option_count)
            for (int i = 0; i < first->reply.letter_count; i++)
                d->order[i] = (char)('A' + first->reply.order[i]);
        d->taken |= marks;
    }
}

void decide_take_side_from_stem(struct decision *d)
{
    int lettered = 0, blanks = count_blanks(&d->stem);
    bool stated = d->has_side;
    for (int i = 0; i < d->stem.mark_count; i++) {
        const struct stem_mark *mark = &d->stem.marks[i];
        const struct reply *reply = &mark->reply;
        bool sign =
            reply->has_judge && !reply->judge_by_letter &&
            (span_fold(reply->text, 0) == SPAN_TICK || span_fold(reply->text, 0) == SPAN_CROSS);
        if (mark->kind == STEM_BLANK)
            continue;
        if (!reply->has_judge) {
            lettered += mark->kind == STEM_REPLY && is_at_edge(d, mark);
        } else if (mark->kind == STEM_REPLY ? sign || is_at_edge(d, mark) : mark->apart) {
            decide_say_side(d, reply->right);
            d->taken |= 1u << i;
        } else if (mark->kind == STEM_REPLY && !stated && blanks == 0) {
            decide_doubt(d, "不能确定题干里的“%s”是不是答案",
                         span_text(&d->arena, span_sub(d->stem.text, mark->from, mark->to)));
        }
    }
    if (d->stem.ballot_given)
        decide_say_side(d, d->stem.ballot_right);
    if (d->stem.ballot_unclear)
        decide_doubt(d, "正确和错误都打了勾");
    if (lettered > 0 && !d->has_side)
        decide_doubt(d, "判断题的答案写成了字母，没有说明哪个是对");
}

bool decide_stem_speaks_of_sides(const struct decision *d)
{
    for (int i = 0; i < d->stem.mark_count; i++) {
        const struct stem_mark *mark = &d->stem.marks[i];
        bool given = mark->kind == STEM_REPLY ? is_at_edge(d, mark) : mark->apart;
        if (mark->kind != STEM_BLANK && mark->reply.has_judge && given)
            return true;
    }
    return d->stem.has_ballot;
}
