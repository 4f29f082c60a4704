/*
 * Options within the text of a question, however they are set: a line each, several to a line, or
 * run on with the stem. They show by letters that follow one another, and the way of writing the
 * letters that gives the longest such chain is the one that is meant; 甲、A、B 两公司 in a stem or
 * 以上 A、B 都对 in an option make none.
 */
#ifndef WENDA_ACTIVITY_CONVERT_CHAIN_H
#define WENDA_ACTIVITY_CONVERT_CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "activity/convert/span.h"
#include "activity/model.h"
#include "base/mem.h"

struct chain {
    struct span stem;
    struct span options[OPTION_MAX]; /* a lost one is empty */
    int count;
    uint32_t ticked;   /* √B. */
    bool alone;        /* the letters stand on lines of their own */
    const char *doubt; /* static text, or NULL */
    int next;          /* where the next question, glued to the last option, begins; -1 = nowhere */
};

/* number: of this question, to know the next one's (0 = unknown). False when there are no options
 * with letters. */
bool chain_find(struct span body, int number, struct chain *out);
/* How many different letters are written as those of options are. */
int chain_count_letters(struct span text);
/* Whether letters A and B of one chain are there at all; cheap. */
bool chain_is_there(struct span text);

#endif
