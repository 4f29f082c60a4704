/*
 * What in a question's words looks as if it were not its own: a line of the page, the next
 * question, a heading, a key, an option that was not parted. A question with such a sign is
 * doubtful, however well the rest of it reads. Knows only the words, not how they were found.
 */
#ifndef WENDA_ACTIVITY_CONVERT_DOUBT_H
#define WENDA_ACTIVITY_CONVERT_DOUBT_H

#include <stdbool.h>

#include "activity/convert/span.h"

struct doubt_input {
    struct span lines; /* the stem as it stands in the source, line by line */
    struct span stem;  /* the same on one line */
    const struct span *options;
    int option_count;
    int number;    /* of the question, 0 when it has none */
    bool lettered; /* options have letters */
    bool judge;
};

/* The first sign that is found, static text; NULL when there is none. */
const char *doubt_find(const struct doubt_input *input);

#endif
