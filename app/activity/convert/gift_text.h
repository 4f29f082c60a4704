/*
 * Escapes of GIFT (https://docs.moodle.org/en/GIFT_format). While a question is taken apart, an
 * escaped character is one control byte, so that only unescaped ones act; sources have none, they
 * are made blanks before. Knows nothing of questions.
 */
#ifndef WENDA_ACTIVITY_CONVERT_GIFT_TEXT_H
#define WENDA_ACTIVITY_CONVERT_GIFT_TEXT_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/strbuf.h"

/* A copy of the text with `\\` and then `\: \# \= \{ \} \~ \n` as control bytes. */
char *gift_protect(struct arena *arena, const char *text, size_t len);
/* The characters meant by a protected text, trimmed; a leading [html] or the like is taken off, and
 * of [html] the tags. *picture is set where a tag showed one (may be NULL). */
char *gift_plain(struct arena *arena, const char *text, size_t len, bool *picture);
/* Appends a text with its escapes. */
void gift_escape(struct strbuf *out, const char *text);

#endif
