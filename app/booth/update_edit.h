/* One more bank in the text of activity.txt; everything else stays as the office wrote it. */
#ifndef WENDA_BOOTH_UPDATE_EDIT_H
#define WENDA_BOOTH_UPDATE_EDIT_H

#include <stdbool.h>

#include "base/err.h"
#include "base/strbuf.h"

/* Beside the others. */
bool update_edit_add(const char *text, const char *file, struct strbuf *out, struct err *err);
/* Instead of the others, so many questions drawn from it. */
bool update_edit_replace(const char *text, const char *file, int draw, struct strbuf *out,
                         struct err *err);

#endif
