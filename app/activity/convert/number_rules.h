/* Which numbers at the beginning of a line count questions, and which count options, points of an
 * explanation or pages. */
#ifndef WENDA_ACTIVITY_CONVERT_NUMBER_RULES_H
#define WENDA_ACTIVITY_CONVERT_NUMBER_RULES_H

#include <stdbool.h>

#include "activity/convert/pieces.h"

enum number_family {
    FAMILY_PLAIN,  /* 1. 1、 [1] */
    FAMILY_WORDED, /* 第1题 Q1 */
    FAMILY_PAREN,
    FAMILY_PARENS,
    FAMILY_DASH,
    FAMILY_BARE,
    FAMILY_ALONE,
    FAMILY_COUNT
};

/* What lies ahead of every piece. */
struct outlook {
    uint8_t *hints;   /* of the piece and all up to the next number or heading */
    int *next_number; /* the next piece that is a number; count when there is none */
    enum number_family main;
    bool has_main;
    bool has_letters; /* options have letters somewhere */
};

void outlook_init(struct outlook *outlook, const struct pieces *pieces);
void outlook_fini(struct outlook *outlook);
enum number_family number_family_of(enum number_style style);
/* True if an option A follows, at most a few lines of text on. */
bool outlook_is_option_next(const struct pieces *pieces, int index);

/* Where the count of questions stands. */
struct number_state {
    int last; /* number of the present question, 0 after a heading */
    int sub;  /* number of the last item of a list within it, 0 = none */
    enum number_style sub_style;
    bool incomplete; /* the present question has neither options nor an answer so far */
    bool explaining; /* its explanation is open */
    bool open;       /* there is a present question */
};

/* Whether the number at index begins a question. When it does not, sub is brought up to date. */
bool number_begins_question(const struct pieces *pieces, const struct outlook *outlook, int index,
                            struct number_state *state);

#endif
