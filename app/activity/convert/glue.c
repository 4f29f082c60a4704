#include "activity/convert/glue.h"

#include "activity/convert/chain.h"
#include "activity/convert/marks.h"
#include "activity/convert/reply.h"
#include "activity/convert/type_word.h"

enum { AHEAD_MAX = 600, STATEMENT_MIN = 6, BRACKET_MAX = 16, TRIES_MAX = 20 };

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* Where a number mark begins and ends around the digits at index; false when it is none. */
bool glue_mark_at(struct span line, int index, int number, int *from, int *to)
{
    int value = 0, year = 0;
    uint32_t left = span_fold(line, index - 1);
    int digits = span_digits(line, index, &value);
    if (digits == 0 || value != number || is_digit(left) || left == '.' || left == '-')
        return false;
    int behind = index + digits;
    uint32_t c = span_fold(line, behind);
    *from = index;
    *to = behind + 1;
    if ((left == '(' && c == ')') || (left == '[' && c == ']')) {
        *from = index - 1;
        return true;
    }
    int word = index;
    while (span_fold(line, word - 1) == ' ')
        word--;
    if (span_match(line, word - 1, "第") > 0) {
        *from = word - 1;
        return span_match(line, span_skip_blanks(line, behind), "题") > 0;
    }
    if (span_match(line, index - 2, "题目") > 0)
        *from = index - 2;
    else if (left == 'Q' && (c == '.' || c == ':' || c == SPAN_DUN))
        *from = index - 1;
    else if (left == '(' || (c != '.' && c != SPAN_DUN && c != ')'))
        return false;
    /* A digit behind makes it a quantity, unless it is a year. */
    return !is_digit(span_fold(line, behind + 1)) ||
           (span_digits(line, behind + 1, &year) == 4 && span_match(line, behind + 5, "年") > 0);
}

/* Back over what belongs to the next question before its number: *, ###, 【单选题】, （ B ）. */
int glue_skip_back(struct span line, int from, int least)
{
    for (;;) {
        while (from > least &&
               (span_fold(line, from - 1) == '*' || span_fold(line, from - 1) == '#' ||
                span_is_blank_char(line.at[from - 1])))
            from--;
        uint32_t close = from > least ? span_fold(line, from - 1) : 0;
        int open = -1;
        for (int i = from - 2;
             (close == ')' || close == ']') && i >= least && i > from - BRACKET_MAX; i--)
            if (span_bracket_end(line, i, BRACKET_MAX) == from) {
                open = i;
                break;
            }
        if (open < 0 || type_word_of(span_sub(line, open + 1, from - 1)) == TYPE_WORD_NONE)
            return from;
        from = open;
    }
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
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (letter && !latin && mark_letter(rest, i, &mark) && mark.style <= LETTER_PAREN &&
            i >= STATEMENT_MIN)
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
        int at, to;
        if (!glue_mark_at(line, i, number + 1, &at, &to))
            continue;
        tries++;
        at = glue_skip_back(line, at, from);
        struct span before = span_sub(line, from, at);
        if ((begun || chain_is_there(before) || ends_answered(before)) &&
            begins_question(span_from(line, to)))
            return at;
    }
    return -1;
}
