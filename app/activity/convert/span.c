#include "activity/convert/span.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* Forms of a mark besides the full-width block, which is folded by arithmetic. */
static const struct {
    uint32_t from, to;
} folds[] = {
    { 0x00D7, SPAN_CROSS }, { 0x0391, 'A' },        { 0x0392, 'B' },        { 0x0395, 'E' },
    { 0x0410, 'A' },        { 0x0412, 'B' },        { 0x0415, 'E' },        { 0x0421, 'C' },
    { 0x2010, '-' },        { 0x2011, '-' },        { 0x2012, '-' },        { 0x2013, '-' },
    { 0x2014, '-' },        { 0x2015, '-' },        { 0x2212, '-' },        { 0x2215, '/' },
    { 0x2217, '*' },        { 0x2228, SPAN_TICK },  { 0x2236, ':' },        { 0x223C, '~' },
    { 0x2573, SPAN_CROSS }, { 0x2611, SPAN_TICK },  { 0x2612, SPAN_CROSS }, { 0x2705, SPAN_TICK },
    { 0x2713, SPAN_TICK },  { 0x2714, SPAN_TICK },  { 0x2715, SPAN_CROSS }, { 0x2716, SPAN_CROSS },
    { 0x2717, SPAN_CROSS }, { 0x2718, SPAN_CROSS }, { 0x274C, SPAN_CROSS }, { 0x274E, SPAN_CROSS },
    { 0x2A2F, SPAN_CROSS }, { 0x3010, '[' },        { 0x3011, ']' },        { 0x3014, '[' },
    { 0x3015, ']' },        { 0x3016, '[' },        { 0x3017, ']' },        { 0x301C, '~' },
    { 0xF0FB, SPAN_CROSS }, { 0xF0FC, SPAN_TICK },  { 0xF0FD, SPAN_CROSS }, { 0xF0FE, SPAN_TICK },
    { 0xFE30, ':' },        { 0xFE59, '(' },        { 0xFE5A, ')' },
};

uint32_t span_fold_char(uint32_t c)
{
    if (c < 0x80 || (c >= 0x3040 && c < 0xE000)) /* none of the forms below, no blank */
        return c;
    if (utf8_is_space(c))
        return ' ';
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFEE0;
    if (c == 0xFF61)
        return SPAN_STOP;
    if (c == 0xFF64)
        return SPAN_DUN;
    int low = 0, high = (int)(sizeof folds / sizeof folds[0]) - 1;
    while (low <= high) {
        int middle = (low + high) / 2;
        if (folds[middle].from == c)
            return folds[middle].to;
        if (folds[middle].from < c)
            low = middle + 1;
        else
            high = middle - 1;
    }
    return c;
}

uint32_t span_fold(struct span span, int index)
{
    return index >= 0 && index < span.len ? span_fold_char(span.at[index]) : 0;
}

struct span span_sub(struct span span, int from, int to)
{
    if (to > span.len)
        to = span.len;
    if (from > to)
        from = to;
    return (struct span){ span.at ? span.at + from : NULL, to - from };
}

struct span span_from(struct span span, int from)
{
    return span_sub(span, from, span.len);
}

bool span_is_blank_char(uint32_t c)
{
    return c == '\n' || utf8_is_space(c);
}

struct span span_trim(struct span span)
{
    int from = 0, to = span.len;
    while (from < to && span_is_blank_char(span.at[from]))
        from++;
    while (to > from && span_is_blank_char(span.at[to - 1]))
        to--;
    return span_sub(span, from, to);
}

int span_skip_blanks(struct span span, int index)
{
    while (index < span.len && span_is_blank_char(span.at[index]))
        index++;
    return index;
}

static uint32_t lower(uint32_t c)
{
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

/* A word's next character; words are valid UTF-8, so this may be quicker than utf8_next. */
static uint32_t next_of_word(const char **word)
{
    const unsigned char *p = (const unsigned char *)*word;
    int more = p[0] < 0x80 ? 0 : p[0] < 0xE0 ? 1 : p[0] < 0xF0 ? 2 : 3;
    uint32_t c = more == 0 ? p[0] : p[0] & (0x3Fu >> more);
    for (int i = 1; i <= more; i++)
        c = c << 6 | (p[i] & 0x3F);
    *word += 1 + more;
    return c;
}

int span_match(struct span span, int index, const char *word)
{
    int i = index;
    while (*word) {
        uint32_t c = next_of_word(&word);
        if (lower(span_fold(span, i)) != lower(span_fold_char(c)))
            return 0;
        i++;
    }
    return i - index;
}

int span_match_any(struct span span, int index, const char *const *words, int count, int *which)
{
    int best = 0;
    for (int i = 0; i < count; i++) {
        int len = span_match(span, index, words[i]);
        if (len > best) {
            best = len;
            if (which)
                *which = i;
        }
    }
    return best;
}

int span_find(struct span span, const char *word)
{
    for (int i = 0; i < span.len; i++)
        if (span_match(span, i, word) > 0)
            return i;
    return -1;
}

bool span_holds(struct span span, const char *word)
{
    return span_find(span, word) >= 0;
}

bool span_is(struct span span, const char *word)
{
    return span.len > 0 && span_match(span, 0, word) == span.len;
}

bool span_equal_text(struct span a, struct span b)
{
    int i = 0, j = 0;
    for (;;) {
        i = span_skip_blanks(a, i);
        j = span_skip_blanks(b, j);
        if (i >= a.len || j >= b.len)
            return i >= a.len && j >= b.len;
        if (lower(span_fold(a, i++)) != lower(span_fold(b, j++)))
            return false;
    }
}

int span_bracket_end(struct span span, int index, int max_len)
{
    uint32_t open = span_fold(span, index);
    uint32_t close = open == '(' ? ')' : open == '[' ? ']' : 0;
    if (close == 0)
        return 0;
    for (int i = index + 1; i < span.len && i - index <= max_len; i++) {
        uint32_t c = span_fold(span, i);
        if (c == close)
            return i + 1;
        if (c == open || c == '\n')
            return 0;
    }
    return 0;
}

int span_digits(struct span span, int index, int *value)
{
    int len = 0, number = 0;
    for (;; len++) {
        uint32_t c = span_fold(span, index + len);
        if (c < '0' || c > '9')
            break;
        if (len == 5)
            return 0;
        number = number * 10 + (int)(c - '0');
    }
    if (len > 0)
        *value = number;
    return len;
}

static int chinese_digit(uint32_t c)
{
    static const uint32_t digits[] = { 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                       0x516D, 0x4E03, 0x516B, 0x4E5D };
    for (int i = 0; i < 9; i++)
        if (digits[i] == c)
            return i + 1;
    return 0;
}

int span_chinese_number(struct span span, int index, int *value)
{
    const uint32_t ten = 0x5341; /* 十 */
    int i = index;
    int number = chinese_digit(span_fold(span, i));
    if (number > 0)
        i++;
    if (span_fold(span, i) == ten) {
        number = number > 0 ? number * 10 : 10;
        int unit = chinese_digit(span_fold(span, ++i));
        if (unit > 0) {
            number += unit;
            i++;
        }
    }
    if (i > index)
        *value = number;
    return i - index;
}

struct span span_decode(struct arena *arena, const char *text)
{
    int len = utf8_count(text);
    uint32_t *chars = arena_alloc(arena, (size_t)len * sizeof *chars + 1);
    for (int i = 0; i < len; i++)
        chars[i] = utf8_next(&text);
    return (struct span){ chars, len };
}

void span_add(struct strbuf *out, struct span span)
{
    for (int i = 0; i < span.len; i++)
        strbuf_add_codepoint(out, span.at[i]);
}

char *span_text(struct arena *arena, struct span span)
{
    char *text = arena_alloc(arena, (size_t)span.len * 4 + 1);
    size_t len = 0;
    for (int i = 0; i < span.len; i++)
        len += (size_t)utf8_encode(span.at[i], text + len);
    text[len] = '\0';
    return text;
}

struct span span_join(struct arena *arena, struct span a, uint32_t between, struct span b)
{
    uint32_t *chars = arena_alloc(arena, ((size_t)a.len + (size_t)b.len + 1) * sizeof *chars);
    int len = 0;
    for (int i = 0; i < a.len; i++)
        chars[len++] = a.at[i];
    if (between)
        chars[len++] = between;
    for (int i = 0; i < b.len; i++)
        chars[len++] = b.at[i];
    return (struct span){ chars, len };
}

void span_buf_add(struct span_buf *buf, uint32_t c)
{
    buf->chars = mem_grow(buf->chars, buf->len, &buf->capacity, sizeof *buf->chars);
    buf->chars[buf->len++] = c;
}

void span_buf_add_span(struct span_buf *buf, struct span span)
{
    for (int i = 0; i < span.len; i++)
        span_buf_add(buf, span.at[i]);
}

void span_buf_fini(struct span_buf *buf)
{
    free(buf->chars);
    *buf = (struct span_buf){ 0 };
}
