/*
 * Inside of chain_find: letters that could be marks of options (chain_marks.c), the best run of
 * them (chain_run.c), and letters that make no run because one is lost, doubled or out of order
 * (chain_loose.c).
 */
#ifndef WENDA_ACTIVITY_CONVERT_CHAIN_INSIDE_H
#define WENDA_ACTIVITY_CONVERT_CHAIN_INSIDE_H

#include "activity/convert/chain.h"
#include "activity/convert/marks.h"

/* Where a letter stands: the better it is set off, the surer it is a mark. */
enum letter_place { PLACE_LINE, PLACE_BLANK, PLACE_INSIDE, PLACE_COUNT };

enum { CANDIDATES_MAX = 200 };

struct candidate {
    int from, end; /* the mark */
    int letter;
    enum letter_style style;
    enum letter_place place;
    bool small, at_start;
    bool ticked;      /* √B. */
    bool unsure_tick; /* 甲 √ B. */
};

struct candidates {
    struct candidate items[CANDIDATES_MAX];
    int count;
};

/* A run of consecutive letters: indices into the candidates. */
struct run {
    int at[OPTION_MAX];
    int count;
    int next; /* the candidate A of a later run, or -1 */
    bool ambiguous;
};

void chain_find_candidates(struct span body, struct candidates *out);
bool chain_is_empty_between(struct span body, const struct candidate *a, const struct candidate *b);
/* The longest run in the way of writing that sets it off best, among the candidates before limit.
 * False when there is none of two. */
bool chain_find_run(struct span body, const struct candidates *all, int limit, struct run *best);
/* What stands between the marks, into out. */
void chain_take_texts(struct span body, const struct candidates *all, const int *at, int count,
                      struct chain *out);
/* Letters that begin lines but make no run; true when they make more than found options. */
bool chain_find_loose(struct span body, const struct candidates *all, int found, struct chain *out);

#endif
