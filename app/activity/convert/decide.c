/*
 * From a question as its source words it to one that is understood: its type, its options, its one
 * answer. Every place that states the answer is asked, and they must agree; what is left open is
 * said, not filled in.
 */
#include <ctype.h>
#include <stdarg.h>

#include "activity/convert/decide_inside.h"
#include "activity/convert/match.h"
#include "base/utf8.h"

void decide_doubt(struct decision *d, const char *format, ...)
{
    va_list args;
    if (d->doubts.len > 0)
        strbuf_add(&d->doubts, "；");
    va_start(args, format);
    strbuf_vaddf(&d->doubts, format, args);
    va_end(args);
}

void decide_refuse(struct decision *d, enum question_type type, const char *reason)
{
    strbuf_clear(&d->doubts);
    strbuf_add(&d->doubts, reason);
    d->type = type;
    d->refused = true;
}

bool decide_is_subset(uint32_t letters, int option_count)
{
    return letters != 0 && (option_count >= 32 || letters >> option_count == 0);
}

bool decide_has_several(uint32_t letters)
{
    return (letters & (letters - 1)) != 0;
}

void decide_letters_text(uint32_t letters, char out[ORDER_LEN])
{
    int len = 0;
    for (int i = 0; i < REPLY_LETTERS_MAX; i++)
        if (letters & 1u << i)
            out[len++] = (char)('A' + i);
    out[len] = '\0';
}

/* ---- together ---- */

static void check_explanation(struct decision *d)
{
    uint32_t letters = 0;
    char said[ORDER_LEN], stated[ORDER_LEN];
    if (!d->raw->extras.explanation || d->type == QUESTION_JUDGE)
        return;
    struct span text = span_decode(&d->arena, d->raw->extras.explanation);
    if (!match_conclusion(text, &letters) || !decide_is_subset(letters, d->option_count))
        return;
    decide_letters_text(letters, said);
    decide_letters_text(d->mask, stated);
    if (!d->has_mask && !d->conflict) {
        decide_doubt(d, "没有写答案，解析里说选 %s", said);
        decide_say_letters(d, letters);
    } else if (d->has_mask && d->mask != letters) {
        decide_doubt(d, "答案是 %s，解析里却说选 %s", stated, said);
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
    decide_letters_text(d->mask, out);
    return out;
}

static void take_options(struct decision *d)
{
    const struct convert_raw *raw = d->raw;
    uint32_t marked = raw->marked;
    d->option_count = raw->option_count < OPTION_MAX ? raw->option_count : OPTION_MAX;
    for (int i = 0; i < d->option_count; i++)
        d->options[i] = span_trim(span_decode(&d->arena, raw->options[i]));
    decide_find_judge_options(d);
    bool several = d->word == TYPE_WORD_MULTIPLE || d->word == TYPE_WORD_INDEFINITE;
    if (!d->judge_options)
        marked |= match_take_marks(d->options, d->option_count, several);
    if (marked)
        decide_say_letters(d, marked);
}

static void understand(struct decision *d)
{
    stem_scan(&d->arena, span_decode(&d->arena, d->raw->stem ? d->raw->stem : ""), &d->stem);
    d->word = d->stem.tag != TYPE_WORD_NONE ? d->stem.tag : d->raw->type;
    if (d->raw->doubt)
        decide_doubt(d, "%s", d->raw->doubt);
    take_options(d);
    if (d->option_count == 0)
        decide_without_options(d);
    else
        decide_with_options(d);
    if (d->refused)
        return;
    if (d->type == QUESTION_JUDGE) {
        if (d->has_mask)
            decide_say_side(d, (d->mask == 1) == d->first_is_right);
        decide_read_side(d);
        decide_take_side_from_stem(d);
        return;
    }
    decide_read_letters(d);
    if (d->has_mask)
        decide_compare_with_stem(d);
    else if (!d->conflict)
        decide_take_from_stem(d);
    check_explanation(d);
    decide_settle_choice_type(d);
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
        decide_refuse(d, d->type, "题干是空的");
    else if (words == 1 && d->raw->running_text && !d->refused)
        decide_doubt(d, "题干只有一个字");
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
