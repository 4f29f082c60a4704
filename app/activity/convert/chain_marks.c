/* Letters that could be marks of options. */
#include <string.h>

#include "activity/convert/chain_inside.h"
#include "base/utf8.h"

static bool is_letter_or_digit(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_bullet(uint32_t c)
{
    return c == '*' || c == '-' || c == 0x2022 || c == 0x25A1 || c == 0x25CB || c == 0x25EF ||
           c == 0x2610;
}

/* Nothing but blanks between the beginning of the line and index. */
static bool is_line_start(struct span body, int index)
{
    while (index > 0 && span_is_blank_char(body.at[index - 1]) && body.at[index - 1] != '\n')
        index--;
    return index == 0 || body.at[index - 1] == '\n';
}

/* A tick before the letter: at the line's start it is this option's; touching it, too, unless it
 * also touches what stands before; with blanks on both sides nobody can tell. */
static void take_tick(struct span body, struct candidate *c)
{
    int at = c->from;
    while (span_fold(body, at - 1) == ' ')
        at--;
    if (span_fold(body, at - 1) != SPAN_TICK)
        return;
    uint32_t left = at > 1 ? body.at[at - 2] : 0;
    if (is_line_start(body, at - 1) || (at == c->from && span_is_blank_char(left))) {
        c->ticked = true;
        c->from = at - 1;
    } else if (at < c->from && span_is_blank_char(left)) {
        c->unsure_tick = true;
    }
}

/* Bullets at a line's start belong to the mark. */
static void take_bullets(struct span body, struct candidate *c)
{
    int at = c->from;
    while (is_bullet(span_fold(body, at - 1)) || span_fold(body, at - 1) == ' ')
        at--;
    if (at == 0 || body.at[at - 1] == '\n')
        c->from = at;
}

static enum letter_place place_of(struct span body, int index)
{
    if (is_line_start(body, index))
        return PLACE_LINE;
    return span_is_blank_char(body.at[index - 1]) ? PLACE_BLANK : PLACE_INSIDE;
}

/* Loose ways of writing need to be set off. */
static bool is_plausible(struct span body, const struct candidate *c)
{
    uint32_t left = span_fold(body, c->from - 1);
    bool latin = (left >= 'A' && left <= 'Z') || (left >= 'a' && left <= 'z');
    bool quoted = left == '"' || left == 0x201C || left == 0x2018 || left == 0x300A;
    if (c->place == PLACE_INSIDE && (latin || quoted || left == '&' || left == '/' || left == '-'))
        return false;
    int bracket = c->from;
    while (span_fold(body, bracket - 1) == ' ')
        bracket--;
    if (c->style == LETTER_PAREN &&
        (span_fold(body, bracket - 1) == '(' || span_fold(body, bracket - 1) == '['))
        return false;
    if (c->style == LETTER_BARE || c->style == LETTER_ALONE)
        return c->place == PLACE_LINE && !c->at_start;
    if (c->style == LETTER_SPACE || c->style == LETTER_COMMA)
        return c->place != PLACE_INSIDE && !c->at_start;
    if (c->style == LETTER_COLON && c->place == PLACE_INSIDE)
        return !latin; /* 12345B：12315 */
    return true;
}

/* Only tags and brackets stand before the place: （单选）（A）题干. */
static bool is_start(struct span body, int index)
{
    enum { TAG_MAX = 24 };
    int at = span_skip_blanks(body, 0);
    while (at < index) {
        int end = span_bracket_end(body, at, TAG_MAX);
        if (end == 0 || end > index)
            return false;
        at = span_skip_blanks(body, end);
    }
    return true;
}

bool chain_is_empty_between(struct span body, const struct candidate *a, const struct candidate *b)
{
    return span_trim(span_sub(body, a->end, b->from)).len == 0;
}

/* Letters side by side (A、B、C 三家; 以上 A、B 都对) name options, they do not set them. */
static void drop_named(struct span body, struct candidates *all)
{
    bool drop[CANDIDATES_MAX + 1] = { false };
    int kept = 0;
    for (int i = 1; i < all->count; i++) {
        const struct candidate *a = &all->items[i - 1], *b = &all->items[i];
        if (b->letter == a->letter + 1 && a->place != PLACE_LINE &&
            chain_is_empty_between(body, a, b))
            drop[i - 1] = drop[i] = true;
    }
    for (int i = 0; i < all->count; i++)
        if (!drop[i])
            all->items[kept++] = all->items[i];
    if (kept >= 2)
        all->count = kept;
}

void chain_find_candidates(struct span body, struct candidates *out)
{
    out->count = 0;
    for (int i = 0; i < body.len && out->count < CANDIDATES_MAX; i++) {
        struct letter_mark mark;
        uint32_t c = span_fold(body, i);
        if (!is_letter_or_digit(c) && c != '(' && c != '[')
            continue;
        if (!mark_letter(body, i, &mark))
            continue;
        struct candidate found = {
            .from = i,
            .end = mark.end,
            .letter = mark.letter,
            .style = mark.style,
            .small = mark.small,
        };
        take_tick(body, &found);
        take_bullets(body, &found);
        found.place = place_of(body, found.from);
        found.at_start = is_start(body, found.from);
        if (!is_plausible(body, &found))
            continue;
        out->items[out->count++] = found;
    }
    drop_named(body, out);
}
