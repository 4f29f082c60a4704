/* The run of letters that is meant. */
#include "activity/convert/chain_inside.h"

enum { STYLE_ANY = LETTER_STYLE_COUNT };

struct filter {
    enum letter_place place; /* this one or better */
    int style;               /* or STYLE_ANY */
    bool small;
    int limit; /* only the candidates before it */
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
                    passes(before, filter) && !chain_is_empty_between(body, before, c);
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
    for (int i = from; i < filter->limit; i++) {
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
    for (int i = 0; i < filter->limit; i++) {
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

/* Tries every way of writing, the surest first; a longer run wins. */
bool chain_find_run(struct span body, const struct candidates *all, int limit, struct run *best)
{
    best->count = 0;
    best->next = -1;
    for (int place = PLACE_LINE; place < PLACE_COUNT; place++) {
        for (int style = 0; style <= STYLE_ANY; style++) {
            for (int small = 0; small < 2; small++) {
                struct filter filter = { (enum letter_place)place, style, small != 0, limit };
                struct run run;
                find_run(body, all, &filter, &run);
                if (run.count > best->count)
                    *best = run;
            }
        }
    }
    return best->count >= 2;
}
