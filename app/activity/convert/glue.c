#include "activity/convert/glue.h"

#include "activity/convert/chain.h"
#include "activity/convert/marks.h"
#include "activity/convert/reply.h"
#include "activity/convert/stem.h"

enum { AHEAD_MAX = 600, STATEMENT_MIN = 6, BRACKET_MAX = 16, TRIES_MAX = 20 };

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* The number with its dot at index; a digit behind it makes it a quantity, unless it is a year. */
static int number_len(struct span line, int index, int number)
{
    int value = 0, year = 0;
    uint32_t left = span_fold(line, index - 1);
    int digits = span_digits(line, index, &value);
    if (digits == 0 || value != number || is_digit(left) || left == '.' || left == '-' ||
        left == '(' || span_match(line, index - 1, "第") > 0)
        return 0;
    uint32_t dot = span_fold(line, index + digits);
    if (dot != '.' && dot != SPAN_DUN)
        return 0;
    int behind = index + digits + 1;
    if (is_digit(span_fold(line, behind)))
        return span_digits(line, behind, &year) == 4 && span_match(line, behind + 4, "年") > 0
                   ? digits + 1
                   : 0;
    return digits + 1;
}

/* The first option's letter that follows is an A, or a statement ends in its bracket before it. */
static bool begins_question(struct span rest)
{
    struct letter_mark mark;
    for (int i = 0; i < rest.len && i < AHEAD_MAX; i++) {
        struct reply reply;
        int end = span_bracket_end(rest, i, BRACKET_MAX);
        if (end > 0 && reply_parse_whole(span_sub(rest, i + 1, end - 1), &reply)) {
            if (reply.has_judge && i >= STATEMENT_MIN)
                return true;
            i = end - 1;
            continue;
        }
        uint32_t c = span_fold(rest, i), left = span_fold(rest, i - 1);
        bool latin = (left >= 'A' && left <= 'Z') || (left >= 'a' && left <= 'z');
        if (c >= 'A' && c <= 'Z' && !latin && mark_letter(rest, i, &mark) &&
            mark.style <= LETTER_PAREN && i >= STATEMENT_MIN)
            return mark.letter == 0;
    }
    return false;
}

/* （√） or √ at the end, a full stop aside. */
static bool ends_answered(struct span text)
{
    text = span_trim(text);
    while (text.len > 0 &&
           (span_fold(text, text.len - 1) == SPAN_STOP || span_fold(text, text.len - 1) == '.'))
        text = span_trim(span_sub(text, 0, text.len - 1));
    for (int from = text.len - 1; from >= 0 && from > text.len - BRACKET_MAX; from--) {
        struct reply reply;
        if (span_bracket_end(text, from, BRACKET_MAX) == text.len)
            return reply_parse_whole(span_sub(text, from + 1, text.len - 1), &reply) &&
                   reply.has_judge;
    }
    uint32_t last = span_fold(text, text.len - 1);
    return last == SPAN_TICK || last == SPAN_CROSS;
}

int glue_find_next(struct span line, int from, int number, bool begun)
{
    int tries = 0;
    for (int i = from; i < line.len && tries < TRIES_MAX; i++) {
        if (!is_digit(span_fold(line, i)))
            continue;
        int len = number_len(line, i, number + 1);
        if (len == 0)
            continue;
        tries++;
        struct span before = span_sub(line, from, i);
        if ((begun || chain_is_there(before) || ends_answered(before)) &&
            begins_question(span_from(line, i + len)))
            return i;
    }
    return -1;
}
