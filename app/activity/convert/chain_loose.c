/* Letters that are no chain: lost, doubled, out of order. */
#include "activity/convert/chain_inside.h"

void chain_take_texts(struct span body, const struct candidates *all, const int *at, int count,
                      struct chain *out)
{
    out->count = count;
    out->alone = all->items[at[0]].style == LETTER_ALONE;
    out->stem = span_trim(span_sub(body, 0, all->items[at[0]].from));
    for (int i = 0; i < count; i++) {
        const struct candidate *c = &all->items[at[i]];
        int to = i + 1 < count ? all->items[at[i + 1]].from : body.len;
        out->options[i] = span_trim(span_sub(body, c->end, to));
        if (c->ticked)
            out->ticked |= 1u << i;
        if (c->unsure_tick)
            out->doubt = "√ 标在两个选项之间，不能确定是哪一个的";
    }
}

/* Letters that begin a line (or, with PLACE_BLANK, stand behind a blank), all small or none. */
static int collect(const struct candidates *all, enum letter_place place, int at[OPTION_MAX],
                   uint32_t *letters, bool *doubled)
{
    int count = 0;
    *letters = 0;
    *doubled = false;
    for (int i = 0; i < all->count && count < OPTION_MAX; i++) {
        const struct candidate *c = &all->items[i];
        bool loose = c->style >= LETTER_SPACE;
        bool mixed = count > 0 && all->items[at[0]].small != c->small;
        if (c->place > place || c->at_start || mixed || loose)
            continue;
        *doubled = *doubled || *letters & 1u << c->letter;
        *letters |= 1u << c->letter;
        at[count++] = i;
    }
    return count;
}

/* The last line of a text of several, taken off it; empty when it is one line. */
static struct span split_last_line(struct span *text)
{
    for (int i = text->len - 1; i > 0; i--) {
        if (text->at[i] != '\n')
            continue;
        struct span line = span_trim(span_from(*text, i + 1));
        *text = span_trim(span_sub(*text, 0, i));
        return line;
    }
    return (struct span){ NULL, 0 };
}

/* .十五年 or 、十五年: a letter lost before its dot. */
static struct span without_dot(struct span text)
{
    uint32_t c = span_fold(text, 0);
    bool dot = c == '.' || c == SPAN_DUN || c == ':' || c == ')';
    return dot ? span_trim(span_from(text, 1)) : text;
}

/* A, C, D: what stands between A and C is taken for B, and nobody is told it is sure. */
static bool fill_gaps(struct span body, const struct candidates *all, const int *at, int count,
                      struct chain *out)
{
    struct chain found = { .next = -1 };
    chain_take_texts(body, all, at, count, &found);
    int to = 0;
    *out = (struct chain){ .stem = found.stem,
                           .next = -1,
                           .doubt = "选项的字母不连续，缺的按位置补上" };
    for (int i = 0; i < count; i++) {
        int letter = all->items[at[i]].letter;
        for (; to < letter && to < OPTION_MAX; to++) {
            struct span *before = to == 0 ? &out->stem : &out->options[to - 1];
            out->options[to] = without_dot(split_last_line(before));
        }
        if (to >= OPTION_MAX || letter != to)
            return false;
        if (found.ticked & 1u << i)
            out->ticked |= 1u << to;
        out->options[to++] = found.options[i];
    }
    out->count = to;
    return true;
}

bool chain_find_loose(struct span body, const struct candidates *all, int chain_count,
                      struct chain *out)
{
    int at[OPTION_MAX], sorted[OPTION_MAX];
    uint32_t letters;
    bool doubled, ascending = true;
    int count = collect(all, PLACE_LINE, at, &letters, &doubled);
    if (count < 2)
        count = collect(all, PLACE_BLANK, at, &letters, &doubled);
    int last = count > 0 ? all->items[at[count - 1]].letter : 0;
    if (count < 2 || count <= chain_count)
        return false;
    for (int i = 1; i < count; i++)
        ascending = ascending && all->items[at[i]].letter > all->items[at[i - 1]].letter;
    bool complete = letters == (1u << count) - 1;
    if (!doubled && complete && !ascending) {
        chain_take_texts(body, all, at, count, out);
        struct chain copy = *out;
        for (int i = 0; i < count; i++)
            sorted[all->items[at[i]].letter] = i;
        out->ticked = 0;
        for (int i = 0; i < count; i++) {
            out->options[i] = copy.options[sorted[i]];
            if (copy.ticked & 1u << sorted[i])
                out->ticked |= 1u << i;
        }
        return true;
    }
    if (ascending && !complete)
        return fill_gaps(body, all, at, count, out);
    if (doubled && last == count - 1 && all->items[at[0]].letter == 0) {
        chain_take_texts(body, all, at, count, out);
        out->doubt = "有两个选项用了同一个字母，按位置排";
        return true;
    }
    return false;
}
