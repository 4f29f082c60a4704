#include "activity/convert/chain.h"

#include <stdlib.h>
#include <string.h>

#include "activity/convert/marks.h"
#include "activity/convert/stem.h"
#include "base/utf8.h"

/* Where a letter stands: the better it is set off, the surer it is a mark. */
enum letter_place { PLACE_LINE, PLACE_BLANK, PLACE_INSIDE, PLACE_COUNT };

enum { STYLE_ANY = LETTER_STYLE_COUNT, CANDIDATES_MAX = 200, EARLIER_MAX = 16 };

struct candidate {
    int from, end; /* the mark */
    int letter;
    enum letter_style style;
    enum letter_place place;
    bool small, ticked, at_start;
};

struct candidates {
    struct candidate *items;
    int count, capacity;
};

/* A run of consecutive letters: indices into the candidates. */
struct run {
    int at[OPTION_MAX];
    int count;
    int next; /* the candidate A of a later run, or -1 */
    bool ambiguous;
};

static bool is_letter_or_digit(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* What stands left of index, bullets aside; *from moves to them, *ticked says √. */
static enum letter_place place_of(struct span body, int index, int *from, bool *ticked)
{
    int i = index;
    *ticked = false;
    for (; i > 0; i--) {
        uint32_t c = span_fold(body, i - 1);
        bool bullet = c == '*' || c == '-' || c == 0x2022 || c == 0x25A1 || c == 0x25CB ||
                      c == 0x25EF || c == 0x2610 || c == SPAN_TICK;
        if (!bullet)
            break;
        *ticked = *ticked || c == SPAN_TICK;
        while (i > 1 && span_fold(body, i - 2) == ' ')
            i--;
    }
    bool bulleted = i < index;
    uint32_t left = span_fold(body, i - 1);
    if (bulleted && (i == 0 || left == '\n' || span_is_blank_char(left))) {
        *from = i;
    } else {
        *ticked = false;
        *from = i = index;
        left = span_fold(body, i - 1);
    }
    if (i == 0 || body.at[i - 1] == '\n')
        return PLACE_LINE;
    if (span_is_blank_char(body.at[i - 1])) {
        int j = i;
        while (j > 0 && span_is_blank_char(body.at[j - 1]) && body.at[j - 1] != '\n')
            j--;
        return j == 0 || body.at[j - 1] == '\n' ? PLACE_LINE : PLACE_BLANK;
    }
    return PLACE_INSIDE;
}

/* Loose ways of writing need to be set off. */
static bool is_plausible(struct span body, const struct candidate *c)
{
    uint32_t left = span_fold(body, c->from - 1);
    bool latin = (left >= 'A' && left <= 'Z') || (left >= 'a' && left <= 'z');
    bool quoted = left == '"' || left == 0x201C || left == 0x2018 || left == 0x300A;
    if (c->place == PLACE_INSIDE && (latin || quoted || left == '&' || left == '/' || left == '-'))
        return false;
    if (c->style == LETTER_PAREN && (left == '(' || left == '['))
        return false;
    if (c->style == LETTER_BARE || c->style == LETTER_ALONE)
        return c->place == PLACE_LINE && !c->at_start;
    if (c->style == LETTER_SPACE || c->style == LETTER_COMMA)
        return c->place != PLACE_INSIDE && !c->at_start;
    if (c->style == LETTER_COLON && c->place == PLACE_INSIDE)
        return !is_letter_or_digit(left);
    return true;
}

static void find_candidates(struct span body, struct candidates *out)
{
    for (int i = 0; i < body.len && out->count < CANDIDATES_MAX; i++) {
        struct letter_mark mark;
        uint32_t c = span_fold(body, i);
        if (!is_letter_or_digit(c) && c != '(' && c != '[')
            continue;
        if (!mark_letter(body, i, &mark))
            continue;
        struct candidate found = {
            .end = mark.end, .letter = mark.letter, .style = mark.style, .small = mark.small
        };
        found.place = place_of(body, i, &found.from, &found.ticked);
        found.at_start = found.from == 0;
        if (!is_plausible(body, &found))
            continue;
        out->items = mem_grow(out->items, out->count, &out->capacity, sizeof *out->items);
        out->items[out->count++] = found;
    }
}

static bool is_empty_between(struct span body, const struct candidate *a, const struct candidate *b)
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
        if (b->letter == a->letter + 1 && a->place != PLACE_LINE && is_empty_between(body, a, b))
            drop[i - 1] = drop[i] = true;
    }
    for (int i = 0; i < all->count; i++)
        if (!drop[i])
            all->items[kept++] = all->items[i];
    if (kept >= 2)
        all->count = kept;
}

struct filter {
    enum letter_place place; /* this one or better */
    int style;               /* or STYLE_ANY */
    bool small;
};

static bool passes(const struct candidate *c, const struct filter *filter)
{
    /* A letter at the very beginning is the stem's more often than an option's. */
    enum letter_place place = c->at_start ? PLACE_INSIDE : c->place;
    return place <= filter->place && c->small == filter->small &&
           (filter->style == STYLE_ANY || (int)c->style == filter->style);
}

/* The best run that ends at each candidate: how it goes on backwards and how well it is set. */
struct step {
    int before, count, quality;
};

/* A line or a blank sets a letter off, an end of a clause before it a little. */
static int quality_of(struct span body, const struct candidate *c)
{
    uint32_t left = span_fold(body, c->from - 1);
    if (c->at_start)
        return -1;
    if (c->place == PLACE_LINE)
        return 8;
    if (c->place == PLACE_BLANK)
        return 4;
    bool ended = left == ')' || left == ']' || left == '?' || left == SPAN_STOP || left == ':' ||
                 left == ';' || left == ',' || left == '.';
    return ended ? 1 : 0;
}

/* The step before candidate i: the nearest of those that stand best. */
static struct step best_step(struct span body, const struct candidates *all,
                             const struct filter *filter, const struct step *steps, int i)
{
    const struct candidate *c = &all->items[i];
    int own = quality_of(body, c);
    struct step best = { -1, c->letter == 0 ? 1 : 0, own };
    for (int j = i - 1; j >= 0 && c->letter > 0; j--) {
        const struct candidate *before = &all->items[j];
        bool fits = before->letter == c->letter - 1 && steps[j].count == c->letter &&
                    passes(before, filter) && !is_empty_between(body, before, c);
        if (!fits || (best.count > 0 && steps[j].quality + own <= best.quality))
            continue;
        best = (struct step){ j, c->letter + 1, steps[j].quality + own };
    }
    return best;
}

static void trace_back(const struct step *steps, int last, struct run *out)
{
    out->count = steps[last].count;
    for (int i = out->count - 1, at = last; i >= 0; i--, at = steps[at].before)
        out->at[i] = at;
}

/* Another letter of the run, set as well as the one that was taken, that could stand for it. */
static bool is_ambiguous(struct span body, const struct candidates *all,
                         const struct filter *filter, const struct run *run)
{
    for (int i = 0; i < run->count; i++) {
        const struct candidate *taken = &all->items[run->at[i]];
        int from = i > 0 ? run->at[i - 1] + 1 : 0;
        int to = i + 1 < run->count ? run->at[i + 1] : run->at[i];
        for (int j = from; j < to; j++) {
            const struct candidate *c = &all->items[j];
            if (j != run->at[i] && c->letter == taken->letter && passes(c, filter) &&
                quality_of(body, c) >= quality_of(body, taken))
                return true;
        }
    }
    return false;
}

/* Where letters begin anew behind a run: another question's A and B, or -1. */
static int find_next_run(const struct candidates *all, const struct filter *filter, int from)
{
    int first = -1;
    for (int i = from; i < all->count; i++) {
        const struct candidate *c = &all->items[i];
        if (!passes(c, filter))
            continue;
        if (c->letter == 0)
            first = i;
        else if (c->letter == 1 && first >= 0)
            return first;
    }
    return -1;
}

static void find_run(struct span body, const struct candidates *all, const struct filter *filter,
                     struct run *out)
{
    struct step steps[CANDIDATES_MAX + 1];
    int best = -1;
    *out = (struct run){ .next = -1 };
    for (int i = 0; i < all->count; i++) {
        steps[i] = (struct step){ -1, 0, 0 };
        if (!passes(&all->items[i], filter) || all->items[i].letter >= OPTION_MAX)
            continue;
        steps[i] = best_step(body, all, filter, steps, i);
        if (steps[i].count > 1 &&
            (best < 0 || steps[i].count > steps[best].count ||
             (steps[i].count == steps[best].count && steps[i].quality > steps[best].quality)))
            best = i;
    }
    if (best < 0)
        return;
    trace_back(steps, best, out);
    out->next = find_next_run(all, filter, best + 1);
    out->ambiguous = is_ambiguous(body, all, filter, out);
}

/* Tries every way of writing, the surest first; a longer run wins. Only the candidates before limit
 * are looked at. */
static bool find_best(struct span body, const struct candidates *candidates, int limit,
                      struct run *best)
{
    const struct candidates part = { candidates->items, limit, limit };
    const struct candidates *all = &part;
    best->count = 0;
    best->next = -1;
    for (int place = PLACE_LINE; place < PLACE_COUNT; place++) {
        for (int style = 0; style <= STYLE_ANY; style++) {
            for (int small = 0; small < 2; small++) {
                struct filter filter = { (enum letter_place)place, style, small != 0 };
                struct run run;
                find_run(body, all, &filter, &run);
                if (run.count > best->count)
                    *best = run;
            }
        }
    }
    return best->count >= 2;
}

/* ---- letters that are no chain: lost, doubled, out of order ---- */

static void take_texts(struct span body, const struct candidates *all, const int *at, int count,
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
    }
}

/* Letters that begin a line or stand behind wide blanks, each at most once where told. */
static int collect_lines(const struct candidates *all, int at[OPTION_MAX], uint32_t *letters,
                         bool *doubled)
{
    int count = 0;
    *letters = 0;
    *doubled = false;
    for (int i = 0; i < all->count && count < OPTION_MAX; i++) {
        const struct candidate *c = &all->items[i];
        bool loose = c->style >= LETTER_SPACE;
        if (c->place != PLACE_LINE || c->at_start || c->small || loose)
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
    take_texts(body, all, at, count, &found);
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

static bool find_loose(struct span body, const struct candidates *all, int chain_count,
                       struct chain *out)
{
    int at[OPTION_MAX], sorted[OPTION_MAX];
    uint32_t letters;
    bool doubled, ascending = true;
    int count = collect_lines(all, at, &letters, &doubled);
    int last = count > 0 ? all->items[at[count - 1]].letter : 0;
    if (count < 2 || count <= chain_count)
        return false;
    for (int i = 1; i < count; i++)
        ascending = ascending && all->items[at[i]].letter > all->items[at[i - 1]].letter;
    bool complete = letters == (1u << count) - 1;
    if (!doubled && complete && !ascending) {
        take_texts(body, all, at, count, out);
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
        take_texts(body, all, at, count, out);
        out->doubt = "有两个选项用了同一个字母，按位置排";
        return true;
    }
    return false;
}

/* ---- what is glued to the last option ---- */

/* The place of number + 1 and its dot between two marks, or -1. */
static int find_next_number(struct span body, int from, int to, int number)
{
    for (int i = from; i < to; i++) {
        int value;
        int digits = span_digits(body, i, &value);
        if (digits == 0)
            continue;
        uint32_t dot = span_fold(body, i + digits), behind = span_fold(body, i + digits + 1);
        bool dotted = dot == '.' || dot == SPAN_DUN || dot == ':';
        uint32_t left = span_fold(body, i - 1);
        if (dotted && (number == 0 || value == number + 1) && left != '.' && left != '-' &&
            !(behind >= '0' && behind <= '9' && dot == '.'))
            return i;
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
    if (!find_best(body, all, run->at[0], &earlier))
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

/* A second line of the last option may be an option that lost its letter. */
static void check_last_line(struct chain *out)
{
    struct span last = out->options[out->count - 1];
    int at = 0;
    while (at < last.len && last.at[at] != '\n')
        at++;
    if (at == last.len || out->doubt)
        return;
    uint32_t before = span_fold(last, at - 1), behind = span_fold(last, at + 1);
    bool open = before == ',' || before == SPAN_DUN || before == '(' || before == ':';
    bool closes = behind == ',' || behind == SPAN_STOP || behind == ')' || behind == SPAN_DUN;
    if (first_line_width(last) < WRAP_WIDTH && !open && !closes)
        out->doubt = "最后一个选项后面多出一行，可能是丢了字母的选项";
}

bool chain_find(struct span body, int number, struct chain *out)
{
    struct candidates all = { 0 };
    struct run run;
    *out = (struct chain){ .stem = body, .next = -1 };
    find_candidates(body, &all);
    drop_named(body, &all);
    bool found = find_best(body, &all, all.count, &run);
    if (find_loose(body, &all, found ? run.count : 0, out)) {
        found = true;
    } else if (found) {
        for (int i = 0; i < EARLIER_MAX && find_earlier(body, &all, number, &run, out); i++)
            continue;
        take_texts(body, &all, run.at, run.count, out);
        if (run.ambiguous)
            out->doubt = "选项的字母在文字里也出现，不能确定选项从哪里开始";
        find_glued(body, &all, &run, number, out);
    }
    if (found)
        check_last_line(out);
    free(all.items);
    return found;
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
