#include "activity/convert/loose.h"

#include "activity/convert/marks.h"
#include "activity/convert/reply.h"
#include "activity/convert/stem.h"
#include "base/utf8.h"

enum { LOOSE_MAX = 8, LOOSE_TEXT_MAX = 80 };

static int line_end(struct span text, int from)
{
    while (from < text.len && text.at[from] != '\n')
        from++;
    return from;
}

/* The stem's last line is the first that asks. Returns where the next one begins; the first line is
 * the stem when none asks. */
static int stem_end(struct span body)
{
    int first = line_end(body, 0);
    for (int from = 0; from < body.len;) {
        int end = line_end(body, from);
        struct span line = span_trim(span_sub(body, from, end));
        uint32_t last = span_fold(line, line.len - 1);
        if (stem_asks(line) || last == ':')
            return end;
        from = end + 1;
    }
    return first;
}

/* 1. 甲 2. 乙 from a place on: the marks must count from 1 without a gap. */
static bool find_counted(struct span rest, struct loose_options *out)
{
    int starts[LOOSE_MAX], ends[LOOSE_MAX], count = 0;
    for (int i = 0; i < rest.len && count < LOOSE_MAX; i++) {
        int value = 0;
        bool set_off = i == 0 || span_is_blank_char(rest.at[i - 1]);
        bool open = span_fold(rest, i) == '(';
        uint32_t c = span_fold(rest, i);
        int digits = 0, end = 0;
        if (!set_off)
            continue;
        if (c >= 0x2460 && c <= 0x2468) {
            value = (int)(c - 0x2460) + 1;
            end = i + 1;
        } else if ((digits = span_digits(rest, i + open, &value)) > 0) {
            uint32_t mark = span_fold(rest, i + open + digits);
            bool marked =
                open ? mark == ')' : mark == '.' || mark == SPAN_DUN || mark == ')' || mark == ':';
            end = marked ? i + open + digits + 1 : 0;
        }
        if (end == 0 || value != count + 1)
            continue;
        starts[count] = i;
        ends[count++] = end;
    }
    if (count < 2 || span_trim(span_sub(rest, 0, starts[0])).len > 0)
        return false;
    for (int i = 0; i < count; i++) {
        out->options[i] =
            span_trim(span_sub(rest, ends[i], i + 1 < count ? starts[i + 1] : rest.len));
        if (out->options[i].len == 0)
            return false;
    }
    out->count = count;
    out->counted = true;
    return true;
}

static bool find_lines(struct span rest, struct loose_options *out)
{
    for (int from = 0; from < rest.len;) {
        struct reply reply;
        int end = line_end(rest, from);
        struct span line = span_trim(span_sub(rest, from, end));
        from = end + 1;
        if (line.len == 0)
            continue;
        struct letter_mark mark;
        bool letter = (reply_parse_whole(line, &reply) && reply.has_letters) ||
                      (mark_letter(line, 0, &mark) && mark.style <= LETTER_PARENS);
        if (out->count == LOOSE_MAX || line.len > LOOSE_TEXT_MAX || letter)
            return false;
        out->options[out->count++] = line;
    }
    return out->count >= 2;
}

/* 十年  十五年  二十年 on one line. */
static bool find_cells(struct span line, struct loose_options *out)
{
    out->count = 0;
    for (int from = 0; from < line.len;) {
        int end = from;
        while (end < line.len && line.at[end] != '\t' &&
               !(line.at[end] == ' ' && span_fold(line, end + 1) == ' '))
            end++;
        struct span cell = span_trim(span_sub(line, from, end));
        from = end + 1;
        struct letter_mark mark;
        if (cell.len == 0)
            continue;
        if (out->count == LOOSE_MAX || (mark_letter(cell, 0, &mark) && mark.style <= LETTER_PARENS))
            return false;
        out->options[out->count++] = cell;
    }
    out->one_line = true;
    return out->count >= 2;
}

bool loose_find(struct span body, struct loose_options *out)
{
    *out = (struct loose_options){ 0 };
    int end = stem_end(body);
    struct span rest = span_trim(span_from(body, end));
    out->stem = span_trim(span_sub(body, 0, end));
    if (rest.len == 0)
        return false;
    if (find_counted(rest, out))
        return true;
    out->count = 0;
    return line_end(rest, 0) == rest.len ? find_cells(rest, out) : find_lines(rest, out);
}
