/* Which format a text is in, by what it says. Knows bytes and endings of names only as hints. */
#ifndef WENDA_ACTIVITY_CONVERT_DETECT_H
#define WENDA_ACTIVITY_CONVERT_DETECT_H

#include <stdbool.h>

#include "activity/convert.h"

/* name may end in .csv, .gift and so on; the content decides where it is clear. Never BANK_AUTO. */
enum bank_format detect_text(const char *name, const char *text);
bool detect_ends_with(const char *name, const char *ending);

#endif
