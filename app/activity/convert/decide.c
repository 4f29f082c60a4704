/*
 * From a question as its source words it to one that is understood: its type, its options, its one
 * answer. Every place that states the answer is asked, and they must agree; what is left open is
 * said, not filled in.
 */
#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#include "activity/convert/internal.h"
#include "activity/convert/match.h"
#include "activity/convert/reply.h"
#include "activity/convert/span.h"
#include "activity/convert/stem.h"
#include "base/utf8.h"

enum { ORDER_LEN = REPLY_LETTERS_MAX + 1 };

struct decision {
    struct arena arena; /* scratch */
    const struct convert_raw *raw;
    struct stem stem;
    struct span options[OPTION_MAX];
    int option_count;
    enum type_word word;
    enum question_type type;
    bool judge_options; /* 对 and 错, in the order that first_is_right says */
    bool first_is_right;
    unsigned taken; /* marks of the stem that were its answer */

    bool has_mask, has_side, conflict;
    uint32_t mask; /* of a choice */
    bool right;    /* of a statement */
    char order[ORDER_LEN];
    struct span remark;

    bool refused;
    struct strbuf doubts;
};

static void doubt(struct decision *d, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void doubt(struct decision *d, const char *format, ...)
{
    va_list args;
    if (d->doubts.len > 0)
        strbuf_add(&d->doubts, "；");
    va_start(args, format);
    strbuf_vaddf(&d->doubts, format, args);
    va_end(args);
}

static void refuse(struct decision *d, enum question_type type, const char *reason)
{
    strbuf_clear(&d->doubts);
    strbuf_add(&d->doubts, reason);
    d->type = type;
    d->refused = true;
}

static bool is_subset(uint32_t letters, int option_count)
{
    return letters != 0 && (option_count >= 32 || letters >> option_count == 0);
}

static bool has_several(uint32_t letters)
{
    return (letters & (letters - 1)) != 0;
}

static void letters_text(uint32_t letters, char out[ORDER_LEN])
{
    int len = 0;
    for (int i = 0; i < REPLY_LETTERS_MAX; i++)
        if (letters & 1u << i)
            out[len++] = (char)('A' + i);
    out[len] = '\0';
}

/* ---- what the places say ---- */

static void say_letters(struct decision *d, uint32_t letters)
{
    char one[ORDER_LEN], other[ORDER_LEN];
    if (d->has_mask && d->mask != letters && !d->conflict) {
        letters_text(d->mask, one);
        letters_text(letters, other);
        doubt(d, "两处答案不一致：%s 和 %s", one, other);
        d->conflict = true;
    }
    d->has_mask = true;
    d->mask = letters;
}

static void say_side(struct decision *d, bool right)
{
    if (d->has_side && d->right != right && !d->conflict) {
        doubt(d, "两处答案不一致：对和错");
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
        doubt(d, "答案的字母是 %c，写的却是选项 %c 的内容", 'A' + index, 'A' + echoed);
        d->conflict = true;
    }
}

static void say_numbers(struct decision *d, const struct reply *reply, struct span words)
{
    struct reply behind;
    bool pair = reply->rest.len > 0 && reply_parse(reply->rest, &behind); /* 1.ABD */
    if (pair || reply->zero || !is_subset(reply->numbers, d->option_count)) {
        doubt(d, "答案“%s”不在选项中", span_text(&d->arena, words));
        d->conflict = true;
    } else {
        say_letters(d, reply->numbers);
        keep_remark(d, reply->rest);
    }
}

/* An answer's words against the options of a choice. */
static void read_choice(struct decision *d, struct span words)
{
    struct reply reply;
    uint32_t by_text = 0;
    bool parsed = reply_parse(words, &reply);
    bool lettered = parsed && reply.has_letters && is_subset(reply.letters, d->option_count);
    if (match_options(&d->arena, d->options, d->option_count, words, &by_text)) {
        bool numbered =
            parsed && reply.has_numbers && !reply.zero && is_subset(reply.numbers, d->option_count);
        say_letters(d, by_text);
        if ((lettered && reply.rest.len == 0 && reply.letters != by_text) ||
            (numbered && reply.numbers != by_text)) {
            doubt(d, "答案“%s”既像选项的编号，又像选项的内容", span_text(&d->arena, words));
            d->conflict = true;
        }
    } else if (lettered) {
        say_letters(d, reply.letters);
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
        say_letters(d, reply.right == d->first_is_right ? 1 : 2);
        keep_remark(d, reply.rest);
    } else if (reply.elsewhere) {
        doubt(d, "答案不在这里：%s", convert_quote_span(&d->arena, words));
    } else if (words.len > 0) {
        doubt(d, "答案“%s”不在选项中", convert_quote_span(&d->arena, words));
        d->conflict = true;
    }
}

/* An answer's words against a statement. */
static void read_judge(struct decision *d, struct span words)
{
    struct reply reply;
    bool parsed = reply_parse(words, &reply);
    bool lettered =
        parsed && reply.has_letters && is_subset(reply.letters, 2) && !has_several(reply.letters);
    if (parsed && reply.has_judge && !(lettered && d->judge_options)) {
        say_side(d, reply.right);
        keep_remark(d, reply.rest);
    } else if (lettered && d->judge_options) {
        say_side(d, (reply.letters == 1) == d->first_is_right);
        keep_remark(d, reply.rest);
    } else if (lettered) {
        doubt(d, "判断题的答案是 %c，没有说明 A、B 哪个是对", reply.letters == 1 ? 'A' : 'B');
        d->conflict = true;
    } else if (reply.elsewhere) {
        doubt(d, "答案不在这里：%s", convert_quote_span(&d->arena, words));
    } else if (words.len > 0) {
        doubt(d, "判断题的答案“%s”看不懂", convert_quote_span(&d->arena, words));
        d->conflict = true;
    }
}

static void read_stated(struct decision *d, void (*read)(struct decision *d, struct span words))
{
    for (int i = 0; i < d->raw->answer_count; i++)
        if (d->raw->answers[i])
            read(d, span_trim(span_decode(&d->arena, d->raw->answers[i])));
}

/* ---- what the stem says ---- */

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
        if (!is_subset(mark->reply.letters, d->option_count)) {
            ++*beyond;
            continue;
        }
        marks |= 1u << i;
        *together |= mark->reply.letters;
        ++*count;
    }
    return marks;
}

/* Another place said the answer: the stem may repeat it, and then must not show it. */
static void compare_with_stem(struct decision *d)
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
        say_letters(d, together);
    else if (same > 0 && blank)
        doubt(d, "题干里有空括号，又有写着答案的括号");
    unsigned bare = letter_marks(d, STEM_BARE, &together, &count, &beyond);
    if (bare && !(bare & d->taken) && d->stem.marks[d->stem.mark_count - 1].apart &&
        together != d->mask)
        say_letters(d, together);
}

static void take_bare(struct decision *d)
{
    uint32_t together;
    int count, beyond;
    unsigned marks = letter_marks(d, STEM_BARE, &together, &count, &beyond);
    if (count != 1)
        return;
    const struct stem_mark *mark = &d->stem.marks[d->stem.mark_count - 1];
    say_letters(d, together);
    d->taken |= marks;
    if (!mark->apart)
        doubt(d, "题干末尾的“%s”可能是答案，也可能是题干的字",
              span_text(&d->arena, mark->reply.text));
}

static void take_from_stem(struct decision *d)
{
    uint32_t together;
    int count, beyond;
    unsigned marks = letter_marks(d, STEM_REPLY, &together, &count, &beyond);
    int blanks = count_blanks(&d->stem);
    if (count == 0) {
        take_bare(d);
        if (!d->has_mask && beyond > 0 && blanks == 0)
            doubt(d, "题干括号里的答案不在选项中");
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
        doubt(d, "%s“%s”，不能确定它是答案",
              blanks > 0 ? "题干里有空括号，又有" : "别的题答案写在后面，这题只有题干中间的",
              span_text(&d->arena, span_sub(d->stem.text, first->from, first->to)));
    } else if (!all_same) {
        doubt(d, "题干里有几处括号写着不同的字母，不能确定哪个是答案");
    } else {
        say_letters(d, together);
        memcpy(d->order, "", 1);
        if (first->reply.letter_count == d->option_count)
            for (int i = 0; i < first->reply.letter_count; i++)
                d->order[i] = (char)('A' + first->reply.order[i]);
        d->taken |= marks;
    }
}

static void take_side_from_stem(struct decision *d)
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
            say_side(d, reply->right);
            d->taken |= 1u << i;
        } else if (mark->kind == STEM_REPLY && !stated && blanks == 0) {
            doubt(d, "不能确定题干里的“%s”是不是答案",
                  span_text(&d->arena, span_sub(d->stem.text, mark->from, mark->to)));
        }
    }
    if (d->stem.ballot_given)
        say_side(d, d->stem.ballot_right);
    if (d->stem.ballot_unclear)
        doubt(d, "正确和错误都打了勾");
    if (lettered > 0 && !d->has_side)
        doubt(d, "判断题的答案写成了字母，没有说明哪个是对");
}

/* ---- type ---- */

static void find_judge_options(struct decision *d)
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
    for (int i = 0; i < d->stem.mark_count; i++) {
        const struct stem_mark *mark = &d->stem.marks[i];
        bool given = mark->kind == STEM_REPLY ? is_at_edge(d, mark) : mark->apart;
        if (mark->kind != STEM_BLANK && mark->reply.has_judge && given)
            return true;
    }
    return d->stem.has_ballot;
}

static void decide_without_options(struct decision *d)
{
    bool sides = speaks_of_sides(d);
    if (d->word == TYPE_WORD_JUDGE || (d->word == TYPE_WORD_NONE && sides)) {
        d->type = QUESTION_JUDGE;
    } else if (type_word_is_open(d->word)) {
        char *reason = arena_alloc(&d->arena, 64);
        strcpy(reason, type_word_name(d->word));
        refuse(d, QUESTION_TEXT, strcat(reason, "题没有选项，屏上不能作答"));
    } else if (sides) {
        d->type = QUESTION_JUDGE;
        doubt(d, "标着%s题，却像判断题", type_word_name(d->word));
    } else if (d->word == TYPE_WORD_NONE) {
        refuse(d, QUESTION_TEXT, "没有选项");
    } else {
        refuse(d, d->word == TYPE_WORD_MULTIPLE ? QUESTION_MULTIPLE : QUESTION_SINGLE, "没有选项");
    }
}

static void decide_with_options(struct decision *d)
{
    bool stated_single = d->word == TYPE_WORD_SINGLE || d->word == TYPE_WORD_MULTIPLE ||
                         d->word == TYPE_WORD_INDEFINITE || d->word == TYPE_WORD_ORDER;
    d->type = QUESTION_SINGLE;
    if (d->judge_options && !stated_single) {
        d->type = QUESTION_JUDGE;
    } else if (d->word == TYPE_WORD_JUDGE) {
        doubt(d, "标着判断题，却有选项");
        d->word = TYPE_WORD_NONE;
    } else if (type_word_is_open(d->word)) {
        if (d->word == TYPE_WORD_CASE)
            doubt(d, "案例题的材料没有随题");
        else
            doubt(d, "标着%s题，却有选项", type_word_name(d->word));
        d->word = TYPE_WORD_NONE;
    }
}

static void settle_choice_type(struct decision *d)
{
    bool several = d->has_mask && has_several(d->mask);
    char letters[ORDER_LEN];
    letters_text(d->mask, letters);
    switch (d->word) {
    case TYPE_WORD_SINGLE:
        break; /* several answers: the builder says so */
    case TYPE_WORD_MULTIPLE:
        d->type = QUESTION_MULTIPLE;
        if (d->has_mask && !several && !d->conflict)
            doubt(d, "多选题只有一个答案（%s）", letters);
        break;
    case TYPE_WORD_INDEFINITE:
        d->type = QUESTION_MULTIPLE;
        break;
    case TYPE_WORD_ORDER:
        d->type = QUESTION_ORDER;
        if (!d->order[0] && d->has_mask)
            doubt(d, "排序题的答案没有排全");
        break;
    default:
        d->type = several ? QUESTION_MULTIPLE : QUESTION_SINGLE;
        break;
    }
}

/* ---- together ---- */

static void check_explanation(struct decision *d)
{
    uint32_t letters = 0;
    char said[ORDER_LEN], stated[ORDER_LEN];
    if (!d->raw->extras.explanation || d->type == QUESTION_JUDGE)
        return;
    struct span text = span_decode(&d->arena, d->raw->extras.explanation);
    if (!match_conclusion(text, &letters) || !is_subset(letters, d->option_count))
        return;
    letters_text(letters, said);
    letters_text(d->mask, stated);
    if (!d->has_mask && !d->conflict) {
        doubt(d, "没有写答案，解析里说选 %s", said);
        say_letters(d, letters);
    } else if (d->has_mask && d->mask != letters) {
        doubt(d, "答案是 %s，解析里却说选 %s", stated, said);
        d->conflict = true;
    }
}

static const char *answer_text(struct decision *d, char out[ORDER_LEN])
{
    if (d->conflict)
        return NULL;
    if (d->type == QUESTION_JUDGE)
        return d->has_side ? d->right ? "对" : "错" : NULL;
    if (!d->has_mask)
        return NULL;
    if (d->type == QUESTION_ORDER)
        return d->order[0] ? d->order : NULL;
    letters_text(d->mask, out);
    return out;
}

static void take_options(struct decision *d)
{
    const struct convert_raw *raw = d->raw;
    uint32_t marked = raw->marked;
    d->option_count = raw->option_count < OPTION_MAX ? raw->option_count : OPTION_MAX;
    for (int i = 0; i < d->option_count; i++)
        d->options[i] = span_trim(span_decode(&d->arena, raw->options[i]));
    find_judge_options(d);
    bool several = d->word == TYPE_WORD_MULTIPLE || d->word == TYPE_WORD_INDEFINITE;
    if (!d->judge_options)
        marked |= match_take_marks(d->options, d->option_count, several);
    if (marked)
        say_letters(d, marked);
}

static void understand(struct decision *d)
{
    stem_scan(&d->arena, span_decode(&d->arena, d->raw->stem ? d->raw->stem : ""), &d->stem);
    d->word = d->stem.tag != TYPE_WORD_NONE ? d->stem.tag : d->raw->type;
    if (d->raw->doubt)
        doubt(d, "%s", d->raw->doubt);
    take_options(d);
    if (d->option_count == 0)
        decide_without_options(d);
    else
        decide_with_options(d);
    if (d->refused)
        return;
    if (d->type == QUESTION_JUDGE) {
        if (d->has_mask)
            say_side(d, (d->mask == 1) == d->first_is_right);
        read_stated(d, read_judge);
        take_side_from_stem(d);
        return;
    }
    read_stated(d, read_choice);
    if (d->has_mask)
        compare_with_stem(d);
    else if (!d->conflict)
        take_from_stem(d);
    check_explanation(d);
    settle_choice_type(d);
}

/* （依据《专利法》第四十二条） is a basis, other words behind an answer explain it. */
static void add_remark(struct decision *d, struct convert_extras *extras)
{
    struct span remark = d->remark;
    int end = span_bracket_end(remark, 0, remark.len);
    if (remark.len == 0)
        return;
    if (end == remark.len)
        remark = span_trim(span_sub(remark, 1, end - 1));
    bool basis = span_match(remark, 0, "依据") > 0 || span_match(remark, 0, "《") > 0;
    if (basis && !extras->basis) {
        if (span_match(remark, 0, "依据") > 0)
            remark = span_trim(span_from(remark, 2));
        extras->basis = span_text(&d->arena, remark);
    } else if (!extras->explanation) {
        extras->explanation = span_text(&d->arena, remark);
    }
}

/* Letters and characters, marks and blanks aside. */
static int count_words(struct span text)
{
    int count = 0;
    for (int i = 0; i < text.len; i++) {
        uint32_t c = span_fold(text, i);
        count += c < 0x80 ? isalnum((int)c) != 0 : utf8_is_han(c) || (c >= 0xC0 && c < 0x2000);
    }
    return count;
}

/* What is left of a stem when tags and answer are taken away has to say something. */
static struct span clean_stem(struct decision *d)
{
    bool statement = d->type == QUESTION_JUDGE;
    struct span stem = stem_clean(&d->arena, &d->stem, d->taken, statement);
    int words = count_words(stem);
    if (words == 0 && !d->refused)
        refuse(d, d->type, "题干是空的");
    else if (words == 1 && d->raw->running_text && !d->refused)
        doubt(d, "题干只有一个字");
    return stem;
}

void convert_add_raw(struct convert_builder *builder, const struct convert_raw *raw)
{
    struct decision d = { .raw = raw, .type = QUESTION_SINGLE };
    char letters[ORDER_LEN];
    const char *options[OPTION_MAX];
    arena_init(&d.arena);
    strbuf_init(&d.doubts);
    understand(&d);
    struct span stem = clean_stem(&d);
    struct convert_entry entry = {
        .number = raw->number,
        .line = raw->line,
        .type = d.type,
        .stem = span_text(&d.arena, stem),
        .options = options,
        .option_count = d.option_count,
        .answer = d.refused ? NULL : answer_text(&d, letters),
        .extras = raw->extras,
        .status = d.refused          ? CONVERT_REFUSED
                  : d.doubts.len > 0 ? CONVERT_DOUBTFUL
                                     : CONVERT_READ,
        .reason = d.doubts.len > 0 ? d.doubts.text : NULL,
        .quote = raw->quote,
    };
    for (int i = 0; i < d.option_count; i++)
        options[i] = span_text(&d.arena, d.options[i]);
    if (entry.extras.points == 0)
        entry.extras.points = d.stem.points;
    add_remark(&d, &entry.extras);
    convert_add(builder, &entry);
    strbuf_fini(&d.doubts);
    arena_fini(&d.arena);
}
