/* Options without letters: a line each, or counted 1, 2, 3. Found only where an answer speaks for
 * them. */
#ifndef WENDA_ACTIVITY_CONVERT_LOOSE_H
#define WENDA_ACTIVITY_CONVERT_LOOSE_H

#include "activity/convert/doc.h"

struct loose_options {
    struct span stem;
    struct span options[OPTION_MAX];
    int count;
    bool counted;  /* they had numbers */
    bool one_line; /* they stood on one line between wide blanks */
};

/* False when the body holds nothing that looks so. */
bool loose_find(struct span body, struct loose_options *out);

#endif
