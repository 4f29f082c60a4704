#include "activity/convert/chain.h"

#include <string.h>

#include "activity/convert/chain_inside.h"
#include "activity/convert/glue.h"
#include "activity/convert/stem.h"
#include "base/utf8.h"

enum { EARLIER_MAX = 16 };

/* ---- what is glued to the last option ---- */

/* Where the next question's number begins between two marks, or -1. */
static int find_next_number(struct span body, int from, int to, int number)
{
    for (int i = from; i < to; i++) {
        int value, at, end;
        int digits = span_digits(body, i, &value);
        if (digits == 0)
            continue;
        if ((number == 0 || value == number + 1) && glue_mark_at(body, i, value, &at, &end))
            return glue_skip_back(body, at, from);
        i += digits - 1;
    }
    return -1;
}

/* A chain before the one found is another question's, if a number stands between them: then it
 * comes first. */
static bool find_earlier(struct span body, const struct candidates *all, int number,
                         struct run *run, struct chain *out)
{
    struct run earlier;
    if (!chain_find_run(body, all, run->at[0], &earlier))
        return false;
    int from = all->items[earlier.at[earlier.count - 1]].end;
    if (find_next_number(body, from, all->items[run->at[0]].from, number) < 0) {
        if (earlier.count >= 3)
            out->doubt = "好像有两道题粘在一起";
        return false;
    }
    earlier.next = run->at[0];
    *run = earlier;
    return true;
}

static void find_glued(struct span body, const struct candidates *all, const struct run *run,
                       int number, struct chain *out)
{
    int from = all->items[run->at[run->count - 1]].end;
    int to = run->next >= 0 ? all->items[run->next].from : body.len;
    int at = run->next >= 0 || number > 0 ? find_next_number(body, from, to, number) : -1;
    if (at >= 0 && (run->next >= 0 || stem_asks(span_from(body, at)))) {
        out->next = at;
        out->options[out->count - 1] = span_trim(span_sub(body, from, at));
    } else if (run->next >= 0) {
        out->doubt = "好像有两道题粘在一起";
    }
}

/* ---- lines that belong to no letter ---- */

enum { WRAP_WIDTH = 30 };

static int first_line_width(struct span text)
{
    int width = 0;
    for (int i = 0; i < text.len && text.at[i] != '\n'; i++)
        width += utf8_is_wide(text.at[i]) ? 2 : 1;
    return width;
}

/* A second line of an option may be another one that lost its letter, or page furniture. */
static bool has_odd_line(struct span option)
{
    int at = 0;
    while (at < option.len && option.at[at] != '\n')
        at++;
    if (at == option.len)
        return false;
    uint32_t before = span_fold(option, at - 1), behind = span_fold(option, at + 1);
    bool open = before == ',' || before == SPAN_DUN || before == '(' || before == ':';
    bool closes = behind == ',' || behind == SPAN_STOP || behind == ')' || behind == SPAN_DUN;
    return at > 0 && first_line_width(option) < WRAP_WIDTH && !open && !closes;
}

static void check_lines(struct chain *out)
{
    for (int i = 0; i < out->count && !out->doubt; i++)
        if (has_odd_line(out->options[i]))
            out->doubt = "选项后面多出一行，可能是丢了字母的选项，也可能是页面上的字";
}

/* A within the stem, B and C at lines of their own and written otherwise: A was lost, and the
 * stem's A is none. */
static bool is_mixed_up(const struct candidates *all, const struct run *run)
{
    const struct candidate *first = &all->items[run->at[0]];
    for (int i = 1; i < run->count; i++) {
        const struct candidate *c = &all->items[run->at[i]];
        if (c->style == first->style || c->place >= first->place)
            return false;
    }
    return true;
}

bool chain_find(struct span body, int number, struct chain *out)
{
    struct candidates all;
    struct run run;
    *out = (struct chain){ .stem = body, .next = -1 };
    chain_find_candidates(body, &all);
    bool found = chain_find_run(body, &all, all.count, &run);
    if (chain_find_loose(body, &all, found ? run.count : 0, out)) {
        found = true;
    } else if (found) {
        for (int i = 0; i < EARLIER_MAX && find_earlier(body, &all, number, &run, out); i++)
            continue;
        chain_take_texts(body, &all, run.at, run.count, out);
        if (is_mixed_up(&all, &run))
            out->doubt = "选项 A 的写法和别的选项不一样，可能不是选项";
        if (run.ambiguous)
            out->doubt = "选项的字母在文字里也出现，不能确定选项从哪里开始";
        find_glued(body, &all, &run, number, out);
    }
    if (found)
        check_lines(out);
    return found;
}

int chain_count_letters(struct span text)
{
    struct candidates all;
    uint32_t letters = 0;
    int count = 0;
    chain_find_candidates(text, &all);
    for (int i = 0; i < all.count; i++)
        if (all.items[i].style <= LETTER_PARENS && !all.items[i].small)
            letters |= 1u << all.items[i].letter;
    for (; letters; letters &= letters - 1)
        count++;
    return count;
}

bool chain_is_there(struct span text)
{
    bool first = false;
    for (int i = 0; i < text.len; i++) {
        uint32_t c = span_fold(text, i);
        struct letter_mark mark;
        if ((c < 'A' || c > 'b' || (c > 'B' && c < 'a')) && c != '(' && c != '[')
            continue;
        if (!mark_letter(text, i, &mark) || mark.style == LETTER_BARE)
            continue;
        uint32_t left = span_fold(text, i - 1);
        if ((left >= 'A' && left <= 'Z') || (left >= 'a' && left <= 'z'))
            continue;
        if (mark.letter == 1 && first)
            return true;
        first = first || mark.letter == 0;
    }
    return false;
}
