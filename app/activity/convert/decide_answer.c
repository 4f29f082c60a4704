/* What the places outside the stem say. */
#include "activity/convert/decide_inside.h"
#include "activity/convert/match.h"

void decide_say_letters(struct decision *d, uint32_t letters)
{
    char one[ORDER_LEN], other[ORDER_LEN];
    if (d->has_mask && d->mask != letters && !d->conflict) {
        decide_letters_text(d->mask, one);
        decide_letters_text(letters, other);
        decide_doubt(d, "两处答案不一致：%s 和 %s", one, other);
        d->conflict = true;
    }
    d->has_mask = true;
    d->mask = letters;
}

void decide_say_side(struct decision *d, bool right)
{
    if (d->has_side && d->right != right && !d->conflict) {
        decide_doubt(d, "两处答案不一致：对和错");
        d->conflict = true;
    }
    d->has_side = true;
    d->right = right;
}

static void keep_remark(struct decision *d, struct span rest)
{
    if (rest.len >= 4 && d->remark.len == 0)
        d->remark = rest;
}

/* C. 二十年: the words behind the letter are an option's, and then they must be C's. */
static void check_echo(struct decision *d, const struct reply *reply)
{
    int index = reply->order[0];
    int echoed = match_option(d->options, d->option_count, reply->rest);
    if (!reply->echo || reply->rest.len == 0) {
        keep_remark(d, reply->rest);
    } else if (echoed < 0) {
        keep_remark(d, reply->rest);
    } else if (echoed != index) {
        decide_doubt(d, "答案的字母是 %c，写的却是选项 %c 的内容", 'A' + index, 'A' + echoed);
        d->conflict = true;
    }
}

static void say_numbers(struct decision *d, const struct reply *reply, struct span words)
{
    struct reply behind;
    bool pair = reply->rest.len > 0 && reply_parse(reply->rest, &behind); /* 1.ABD */
    if (pair || reply->zero || !decide_is_subset(reply->numbers, d->option_count)) {
        decide_doubt(d, "答案“%s”不在选项中", span_text(&d->arena, words));
        d->conflict = true;
    } else {
        decide_say_letters(d, reply->numbers);
        keep_remark(d, reply->rest);
    }
}

/* An answer's words against the options of a choice. */
static void read_choice(struct decision *d, struct span words)
{
    struct reply reply;
    uint32_t by_text = 0;
    bool parsed = reply_parse(words, &reply);
    bool lettered = parsed && reply.has_letters && decide_is_subset(reply.letters, d->option_count);
    if (match_options(&d->arena, d->options, d->option_count, words, &by_text)) {
        bool numbered = parsed && reply.has_numbers && !reply.zero &&
                        decide_is_subset(reply.numbers, d->option_count);
        decide_say_letters(d, by_text);
        if ((lettered && reply.rest.len == 0 && reply.letters != by_text) ||
            (numbered && reply.numbers != by_text)) {
            decide_doubt(d, "答案“%s”既像选项的编号，又像选项的内容", span_text(&d->arena, words));
            d->conflict = true;
        }
    } else if (lettered) {
        decide_say_letters(d, reply.letters);
        if (reply.letter_count == 1)
            check_echo(d, &reply);
        else
            keep_remark(d, reply.rest);
        if (reply.letter_count == d->option_count)
            for (int i = 0; i < reply.letter_count; i++)
                d->order[i] = (char)('A' + reply.order[i]);
    } else if (parsed && reply.has_numbers) {
        say_numbers(d, &reply, words);
    } else if (parsed && reply.has_judge && !reply.judge_by_letter && d->judge_options) {
        decide_say_letters(d, reply.right == d->first_is_right ? 1 : 2);
        keep_remark(d, reply.rest);
    } else if (reply.elsewhere) {
        decide_doubt(d, "答案不在这里：%s", convert_quote_span(&d->arena, words));
    } else if (words.len > 0) {
        decide_doubt(d, "答案“%s”不在选项中", convert_quote_span(&d->arena, words));
        d->conflict = true;
    }
}

/* An answer's words against a statement. */
static void read_judge(struct decision *d, struct span words)
{
    struct reply reply;
    bool parsed = reply_parse(words, &reply);
    bool lettered = parsed && reply.has_letters && decide_is_subset(reply.letters, 2) &&
                    !decide_has_several(reply.letters);
    if (parsed && reply.has_judge && !(lettered && d->judge_options)) {
        decide_say_side(d, reply.right);
        keep_remark(d, reply.rest);
    } else if (lettered && d->judge_options) {
        decide_say_side(d, (reply.letters == 1) == d->first_is_right);
        keep_remark(d, reply.rest);
    } else if (lettered) {
        decide_doubt(d, "判断题的答案是 %c，没有说明 A、B 哪个是对",
                     reply.letters == 1 ? 'A' : 'B');
        d->conflict = true;
    } else if (reply.elsewhere) {
        decide_doubt(d, "答案不在这里：%s", convert_quote_span(&d->arena, words));
    } else if (words.len > 0) {
        decide_doubt(d, "判断题的答案“%s”看不懂", convert_quote_span(&d->arena, words));
        d->conflict = true;
    }
}

static void read_stated(struct decision *d, void (*read)(struct decision *d, struct span words))
{
    for (int i = 0; i < d->raw->answer_count; i++)
        if (d->raw->answers[i])
            read(d, span_trim(span_decode(&d->arena, d->raw->answers[i])));
}

void decide_read_letters(struct decision *d)
{
    read_stated(d, read_choice);
}

void decide_read_side(struct decision *d)
{
    read_stated(d, read_judge);
}
