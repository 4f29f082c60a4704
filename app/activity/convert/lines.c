#include "activity/convert/lines.h"

#include <stdlib.h>
#include <string.h>

#include "activity/convert/reply.h"
#include "base/utf8.h"

/* ---- single characters ---- */

static bool is_invisible(uint32_t c)
{
    return (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0xAD || c == 0x2060 ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0xFE00 && c <= 0xFE0F);
}

static bool is_line_end(uint32_t c)
{
    return c == '\n' || c == '\r' || c == '\f' || c == 0x0B || c == 0x85 || c == 0x2028 ||
           c == 0x2029;
}

/* Codes that web pages leave behind. */
static int entity_at(const char *text, uint32_t *out)
{
    static const struct {
        const char *code;
        uint32_t c;
    } codes[] = {
        { "&nbsp;", ' ' },      { "&lt;", '<' },       { "&gt;", '>' },       { "&quot;", '"' },
        { "&#39;", '\'' },      { "&ldquo;", 0x201C }, { "&rdquo;", 0x201D }, { "&amp;", '&' },
        { "&times;", 0xD7 },    { "&radic;", 0x221A }, { "&middot;", 0xB7 },  { "&mdash;", 0x2014 },
        { "&hellip;", 0x2026 }, { "<br>", '\n' },      { "<br/>", '\n' },     { "<br />", '\n' },
        { "<u>", '_' },         { "</u>", '_' },
    };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        size_t len = strlen(codes[i].code);
        if (strncmp(text, codes[i].code, len) == 0) {
            *out = codes[i].c;
            return (int)len;
        }
    }
    return 0;
}

static uint32_t next_char(const char **text)
{
    uint32_t c = 0;
    int len = **text == '&' || **text == '<' ? entity_at(*text, &c) : 0;
    if (len > 0)
        *text += len;
    else
        c = utf8_next(text);
    if (c == '\t' || c == 0)
        return c;
    return is_line_end(c) ? c : c < 0x20 || c == 0x7F || utf8_is_space(c) ? ' ' : c;
}

/* ---- within a line ---- */

static bool is_rule_of(const uint32_t *chars, int len, uint32_t c)
{
    for (int i = 0; i < len; i++)
        if (chars[i] != c && chars[i] != ' ')
            return false;
    return len > 2;
}

static int drop_bold(uint32_t *chars, int len)
{
    int count = 0;
    for (int i = 0; i + 1 < len; i++)
        if (chars[i] == '*' && chars[i + 1] == '*') {
            count++;
            i++;
        }
    if (count < 2 || count % 2 != 0 || is_rule_of(chars, len, '*'))
        return len;
    int to = 0;
    for (int i = 0; i < len; i++) {
        if (chars[i] == '*' && i + 1 < len && chars[i + 1] == '*')
            i++;
        else
            chars[to++] = chars[i];
    }
    return to;
}

static bool is_toned_vowel(uint32_t c)
{
    static const uint32_t vowels[] = { 0xE0,  0xE1,  0xE8,  0xE9,  0xEC,  0xED,  0xF2,
                                       0xF3,  0xF9,  0xFA,  0xFC,  0x101, 0x113, 0x11B,
                                       0x12B, 0x14D, 0x16B, 0x1CE, 0x1D0, 0x1D2, 0x1D4,
                                       0x1D6, 0x1D8, 0x1DA, 0x1DC };
    for (size_t i = 0; i < sizeof vowels / sizeof vowels[0]; i++)
        if (vowels[i] == c)
            return true;
    return false;
}

/* The length of (chǎn) at an index, or 0. */
static int pinyin_len(const uint32_t *chars, int len, int index)
{
    enum { PINYIN_MAX = 6 };
    bool toned = false;
    if (span_fold_char(chars[index]) != '(')
        return 0;
    for (int i = index + 1; i < len && i - index <= PINYIN_MAX + 1; i++) {
        uint32_t c = chars[i];
        if (span_fold_char(c) == ')')
            return toned ? i + 1 - index : 0;
        if (!is_toned_vowel(c) && c != 0x261 && (c < 'a' || c > 'z'))
            return 0;
        toned = toned || is_toned_vowel(c);
    }
    return 0;
}

static int drop_pinyin(uint32_t *chars, int len)
{
    int to = 0;
    for (int i = 0; i < len; i++) {
        int pinyin = i > 0 && utf8_is_han(chars[i - 1]) ? pinyin_len(chars, len, i) : 0;
        if (pinyin > 0)
            i += pinyin - 1;
        else
            chars[to++] = chars[i];
    }
    return to;
}

/* | 题号 | 答案 | into cells between tabs; a line of dashes into nothing. */
static int open_table(uint32_t *chars, int len)
{
    if (len < 3 || chars[0] != '|' || chars[len - 1] != '|')
        return len;
    bool ruler = true;
    for (int i = 0; i < len; i++)
        ruler = ruler && (chars[i] == '|' || chars[i] == '-' || chars[i] == ':' || chars[i] == ' ');
    if (ruler)
        return 0;
    for (int i = 1; i < len; i++)
        chars[i - 1] = chars[i] == '|' ? '\t' : chars[i];
    return len - 2;
}

/* ###, > and \. of Markdown. */
static int drop_markdown(uint32_t *chars, int len)
{
    int from = 0, to = 0;
    while (from < len && chars[from] == '#')
        from++;
    if (from == len || chars[from] != ' ')
        from = 0;
    if (len > 1 && chars[0] == '>' && chars[1] == ' ')
        from = 1;
    for (int i = from; i < len; i++) {
        bool escape = chars[i] == '\\' && i + 1 < len && chars[i + 1] < 0x80 &&
                      strchr(".*_#-)([]", (int)chars[i + 1]) != NULL && chars[i + 1];
        if (!escape)
            chars[to++] = chars[i];
    }
    return to;
}

static struct span clean_line(uint32_t *chars, int len)
{
    len = drop_markdown(chars, len);
    len = drop_bold(chars, len);
    len = drop_pinyin(chars, len);
    struct span text = span_trim((struct span){ chars, len });
    uint32_t *start = chars + (text.len > 0 ? text.at - chars : 0);
    return span_trim((struct span){ start, open_table(start, text.len) });
}

bool text_lines_init(struct text_lines *lines, const char *text)
{
    *lines = (struct text_lines){ 0 };
    lines->chars = mem_alloc((strlen(text) + 1) * sizeof *lines->chars);
    int number = 1, start = 0, len = 0;
    bool gap = false;
    for (uint32_t c = 1; c != 0;) {
        bool carriage = *text == '\r', tag = *text == '<';
        c = next_char(&text);
        if (c != 0 && !is_line_end(c)) {
            if (!is_invisible(c))
                lines->chars[start + len++] = c;
            continue;
        }
        if (carriage && *text == '\n')
            text++;
        struct span line = clean_line(lines->chars + start, len);
        start += len;
        len = 0;
        if (line.len > 0) {
            if (lines->count == LINES_MAX)
                return false;
            lines->items =
                mem_grow(lines->items, lines->count, &lines->capacity, sizeof *lines->items);
            lines->items[lines->count++] = (struct text_line){ line, number, gap };
        }
        gap = line.len == 0;
        number += !tag;
    }
    return true;
}

void text_lines_fini(struct text_lines *lines)
{
    free(lines->items);
    free(lines->chars);
    *lines = (struct text_lines){ 0 };
}

/* ---- joining ---- */

static bool begins_item(struct span line)
{
    int value;
    uint32_t c = span_fold(line, 0);
    if ((c >= 0x2460 && c <= 0x2473) || c == '-' || c == 0x2022)
        return true;
    int open = c == '(';
    int len = span_digits(line, open, &value);
    uint32_t close = span_fold(line, open + len);
    return len > 0 && len < 3 && (close == ')' || (!open && (close == '.' || close == SPAN_DUN)));
}

static bool is_word_char(uint32_t c)
{
    return c < 0x80 && c > ' ' && c != '(' && c != ')';
}

struct span text_unwrap(struct arena *arena, struct span text)
{
    struct span_buf out = { 0 };
    struct reply reply;
    for (int from = 0; from <= text.len;) {
        int end = from;
        while (end < text.len && text.at[end] != '\n')
            end++;
        struct span line = span_trim(span_sub(text, from, end));
        from = end + 1;
        if (line.len == 0)
            continue;
        if (out.len > 0) {
            uint32_t last = out.chars[out.len - 1];
            if (begins_item(line) || (line.len <= 12 && reply_parse_whole(line, &reply)))
                span_buf_add(&out, '\n');
            else if (is_word_char(last) && is_word_char(line.at[0]))
                span_buf_add(&out, ' ');
        }
        span_buf_add_span(&out, line);
    }
    struct span joined =
        span_join(arena, (struct span){ out.chars, out.len }, 0, (struct span){ NULL, 0 });
    span_buf_fini(&out);
    return joined;
}
