/*
 * Line breaking: UAX #14 by libunibreak, and on top of it what Chinese typesetting (禁则) forbids
 * and the library allows.
 */
#include <linebreak.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "view/measure.h"

enum {
    STACK_TEXT_LEN = 8192, /* longer paragraphs take their flags from the heap */
    CANDIDATES_MAX = 256,  /* places to break looked at for one line */
    LAW_NAME_CHARS = 12,
    PHRASE_LINES = 4, /* longer text is not broken at phrases */
    PHRASE_LEAST = 36 /* percent of the width that a line has at least */
};

struct breaker {
    const struct text_measure *measure;
    const struct text_style *style;
    const char *text;
    char *flags; /* of libunibreak, one a byte: of a character its last byte counts */
    int width_px;
    struct text_line *lines;
    int count, max;
    bool full;
};

static bool is_one_of(uint32_t codepoint, const char *set)
{
    for (;;) {
        uint32_t member = utf8_next(&set);
        if (member == 0)
            return false;
        if (member == codepoint)
            return true;
    }
}

/* Neither letters nor Han are in the sets of signs: most characters need not be looked up. */
static bool may_be_sign(uint32_t codepoint)
{
    return codepoint >= 0xB7 && (codepoint < 0x3041 || codepoint > 0xFF00);
}

static bool may_not_start(uint32_t codepoint)
{
    return may_be_sign(codepoint) && is_one_of(codepoint, "，。、；：？！）》”’…—·～】」』〉〕％");
}

static bool may_not_end(uint32_t codepoint)
{
    return may_be_sign(codepoint) && is_one_of(codepoint, "（《“‘【「『〈〔￥");
}

static bool is_digit(uint32_t codepoint)
{
    return codepoint >= '0' && codepoint <= '9';
}

static bool is_letter(uint32_t codepoint)
{
    return (codepoint >= 'A' && codepoint <= 'Z') || (codepoint >= 'a' && codepoint <= 'z');
}

/* Counters and measures that belong to the number before them, also across a space: 10 年, 5%. */
static bool is_unit(uint32_t codepoint)
{
    return is_one_of(codepoint, "年月日天时分秒元万亿个条款项题岁件页次名份人位周倍枚℃%％");
}

/* 第四十二条 stays in one piece. */
static bool is_numeral(uint32_t codepoint)
{
    return is_digit(codepoint) || is_one_of(codepoint, "〇零一二三四五六七八九十百千");
}

static bool ends_ordinal(uint32_t codepoint)
{
    return is_one_of(codepoint, "条款项章节类题名次编");
}

static int slice_width(const struct breaker *b, int from, int to)
{
    while (to > from && b->text[to - 1] == ' ')
        to--;
    return text_width_px(b->measure, b->style, b->text + from, (size_t)(to - from));
}

/* Forbids breaks between single characters. */
static void forbid_pairs(struct breaker *b, int from, int to)
{
    const char *next = b->text + from, *end = b->text + to;
    uint32_t before = 0, last_solid = 0; /* last_solid: the last one that is no blank */
    bool ordinal = false;                /* behind 第 and numerals only */

    while (next < end) {
        int gap = (int)(next - b->text) - 1;
        uint32_t codepoint = utf8_next(&next);
        bool counted = ordinal && (is_numeral(codepoint) || ends_ordinal(codepoint));
        bool joined = counted || may_not_start(codepoint) || may_not_end(before) ||
                      (before == 0x2019 && is_letter(codepoint)) ||
                      (is_digit(last_solid) && is_unit(codepoint)) ||
                      (is_digit(codepoint) && last_solid == 0x7B2C /* 第 */);

        if (before != 0 && joined)
            b->flags[gap] = LINEBREAK_NOBREAK;
        ordinal = codepoint == 0x7B2C /* 第 */ || (ordinal && is_numeral(codepoint));
        before = codepoint;
        if (codepoint != ' ')
            last_solid = codepoint;
    }
}

bool text_is_cut_at(const char *text, int offset)
{
    const char *before = text + offset, *after = text + offset;
    uint32_t left, right;

    if (offset == 0)
        return false;
    do
        before--;
    while (before > text && (*before & 0xC0) == 0x80);
    left = utf8_next(&before);
    right = utf8_next(&after);
    if (utf8_is_rtl(left) || utf8_is_rtl(right))
        return utf8_is_rtl(left) && utf8_is_rtl(right);
    return left > ' ' && left < 0x80 && right > ' ' && right < 0x80 && left != '-' && left != '/';
}

/* Keeps short law names 《…》 in one piece, unless they are wider than the line. */
static void forbid_in_law_names(struct breaker *b, int from, int to)
{
    const char *next = b->text + from, *end = b->text + to;

    while (next < end) {
        int start = (int)(next - b->text), chars = 0;
        const char *inner;

        if (utf8_next(&next) != 0x300A /* 《 */)
            continue;
        for (inner = next; inner < end && chars <= LAW_NAME_CHARS; chars++) {
            if (utf8_next(&inner) == 0x300B /* 》 */)
                break;
        }
        if (chars > LAW_NAME_CHARS || inner[-1] != '\x8B' ||
            slice_width(b, start, (int)(inner - b->text)) > b->width_px)
            continue;
        for (int i = start; i < (int)(inner - b->text) - 1; i++)
            b->flags[i] = LINEBREAK_NOBREAK;
    }
}

/* Ends of line that the flags allow after from, at most CANDIDATES_MAX; the last may be to. */
static int collect(const struct breaker *b, int from, int to, int *places)
{
    int count = 0;

    for (int i = from; i < to - 1 && count < CANDIDATES_MAX; i++) {
        if (b->flags[i] == LINEBREAK_ALLOWBREAK)
            places[count++] = i + 1;
    }
    if (count < CANDIDATES_MAX)
        places[count++] = to;
    return count;
}

/* Index of the last place that still fits, by bisection; -1 when not even the first does. */
static int last_fitting(const struct breaker *b, int from, const int *places, int count)
{
    int low = -1, high = count;

    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (slice_width(b, from, places[middle]) <= b->width_px)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Cuts a word that is wider than the line between two characters, at least one a line. */
static int cut_word(const struct breaker *b, int from, int to)
{
    int places[CANDIDATES_MAX], count = 0, fitting;
    const char *next = b->text + from;

    while (count < CANDIDATES_MAX && next < b->text + to) {
        (void)utf8_next(&next);
        places[count++] = (int)(next - b->text);
    }
    fitting = last_fitting(b, from, places, count);
    for (int i = fitting; i > 0; i--) {
        const char *after = b->text + places[i], *last = b->text + places[i - 1];
        if (!may_not_start(utf8_next(&after)) && !may_not_end(utf8_next(&last)))
            return places[i];
    }
    return places[fitting < 0 ? 0 : fitting];
}

static void add_line(struct breaker *b, int from, int to)
{
    while (to > from && b->text[to - 1] == ' ')
        to--;
    if (b->count == b->max) {
        b->full = true;
        return;
    }
    b->lines[b->count++] = (struct text_line){ .offset = from,
                                               .len = to - from,
                                               .width_px = slice_width(b, from, to) };
}

static int skip_blanks(const struct breaker *b, int from, int to)
{
    while (from < to && b->text[from] == ' ')
        from++;
    return from;
}

/* Characters between, punctuation that cannot start a line not counted. */
static int solid_chars(const struct breaker *b, int from, int to)
{
    const char *next = b->text + from;
    int count = 0;

    while (next < b->text + to) {
        if (!may_not_start(utf8_next(&next)))
            count++;
    }
    return count;
}

/* Breaks the stretch without '\n' from..to. */
static void break_stretch(struct breaker *b, int from, int to)
{
    int places[CANDIDATES_MAX];

    forbid_pairs(b, from, to);
    forbid_in_law_names(b, from, to);
    if (from == to)
        add_line(b, from, to);
    while (from < to && !b->full) {
        int count = collect(b, from, to, places);
        int fitting = last_fitting(b, from, places, count);
        int end, rest;

        if (fitting < 0) {
            end = cut_word(b, from, places[0]);
        } else {
            end = places[fitting];
            rest = skip_blanks(b, end, to);
            /* A last line of one character: let this line hand down more. */
            while (rest < to && solid_chars(b, rest, to) <= 1 && fitting > 1) {
                fitting--;
                end = places[fitting];
                rest = skip_blanks(b, end, to);
            }
        }
        add_line(b, from, end);
        from = skip_blanks(b, end, to);
    }
}

static void flag_breaks(const char *text, size_t len, char *flags)
{
    static bool ready;

    if (!ready) {
        init_linebreak();
        ready = true;
    }
    set_linebreaks_utf8((const utf8_t *)text, len, "zh", flags);
}

/* Ends of phrases, where a heading or an option is best broken. */
static bool ends_phrase(const struct breaker *b, int from, int end)
{
    const char *last;

    while (end > from && b->text[end - 1] == ' ')
        end--;
    last = b->text + end - 1;
    while (last > b->text + from && (*last & 0xC0) == 0x80)
        last--;
    return is_one_of(utf8_next(&last), "，。、；：？！,;:?!،؛؟");
}

/* How many lines the stretch takes when broken greedily. */
static int count_lines(const struct breaker *b, int from, int to)
{
    struct text_line lines[TEXT_LINES_MAX];
    struct breaker rest = *b;

    rest.lines = lines;
    rest.max = TEXT_LINES_MAX;
    rest.count = 0;
    rest.full = false;
    break_stretch(&rest, from, to);
    return rest.count;
}

/* Breaks again, each line after the last phrase with which the rest does not need more lines. */
static void break_at_phrases(struct breaker *b, int to, int allowed)
{
    int from = 0;

    b->count = 0;
    while (from < to && b->count < allowed) {
        int places[CANDIDATES_MAX], count = collect(b, from, to, places), end;
        int fitting = last_fitting(b, from, places, count);
        if (fitting < 0 || places[fitting] == to) {
            break_stretch(b, from, to);
            return;
        }
        end = 0;
        for (int i = fitting; i >= 0 && end == 0; i--) {
            bool wide = slice_width(b, from, places[i]) * 100 >= b->width_px * PHRASE_LEAST;
            if (wide && ends_phrase(b, from, places[i]) &&
                count_lines(b, skip_blanks(b, places[i], to), to) <= allowed - b->count - 1)
                end = places[i];
        }
        if (end == 0) {
            /* No phrase ends here: one line as it comes, if the rest still fits. */
            end = places[fitting];
            while (fitting > 1 && solid_chars(b, skip_blanks(b, end, to), to) <= 1)
                end = places[--fitting];
            if (count_lines(b, skip_blanks(b, end, to), to) > allowed - b->count - 1) {
                break_stretch(b, from, to);
                return;
            }
        }
        add_line(b, from, end);
        from = skip_blanks(b, end, to);
    }
}

/* Sets up a breaker; flags come from stack when they fit there. */
static struct breaker begin(const struct text_measure *measure, const struct text_style *style,
                            const char *text, int width_px, char *stack)
{
    size_t len = strlen(text);
    struct breaker b = { .measure = measure, .style = style, .text = text, .width_px = width_px };

    b.flags = len > STACK_TEXT_LEN ? mem_alloc(len) : stack;
    flag_breaks(text, len, b.flags);
    return b;
}

int text_break(const struct text_measure *measure, const struct text_style *style, const char *text,
               int width_px, struct text_line *lines, int max, bool *all_fitted)
{
    char stack[STACK_TEXT_LEN];
    struct breaker b = begin(measure, style, text, width_px, stack);
    int from = 0, end = (int)strlen(text);

    b.lines = lines;
    b.max = max;
    while (from < end && !b.full) {
        const char *newline = strchr(text + from, '\n');
        int to = newline != NULL ? (int)(newline - text) : end;
        break_stretch(&b, from, to);
        from = to + 1;
    }
    if (b.flags != stack)
        free(b.flags);
    if (all_fitted != NULL)
        *all_fitted = !b.full;
    return b.count;
}

int text_break_phrases(const struct text_measure *measure, const struct text_style *style,
                       const char *text, int width_px, struct text_line *lines, int max,
                       bool *all_fitted)
{
    char stack[STACK_TEXT_LEN];
    int count = text_break(measure, style, text, width_px, lines, max, all_fitted);
    struct breaker b;
    int len = (int)strlen(text);

    if (count < 2 || count > PHRASE_LINES || count > max || strchr(text, '\n') != NULL)
        return count;
    b = begin(measure, style, text, width_px, stack);
    b.lines = lines;
    b.max = count;
    forbid_pairs(&b, 0, len);
    forbid_in_law_names(&b, 0, len);
    break_at_phrases(&b, len, count);
    if (b.flags != stack)
        free(b.flags);
    return b.count;
}
