/*
 * Escapes, tags and lists inside the text of a line. In the model, `${id}` in a text is the place
 * where that answer is shown; a `${` that was written `\${` has a word joiner (U+2060, invisible)
 * between its two characters, so that nothing needs to unescape it for the screen.
 */
#ifndef WENDA_ACTIVITY_TEXT_H
#define WENDA_ACTIVITY_TEXT_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/strbuf.h"

/* `\\`, `\[`, `\]` and `\$` become the bare character; any other backslash stays. */
char *text_decode(struct arena *arena, const char *raw);
/* The reverse, for one line of text. */
void text_encode(struct strbuf *out, const char *text, size_t text_len);

/* What stands in the brackets that end raw, trimmed, and where they begin; NULL when raw does not
 * end with an unescaped bracket. */
char *text_last_tag(struct arena *arena, const char *raw, size_t *start);
/* Cuts the first `[图: path]` out of raw (in place); NULL when there is none. */
char *text_take_picture(struct arena *arena, char *raw);
/* The path in a tag `图: path`, or NULL when it is another tag. */
const char *text_tag_picture(const char *tag);

/* The items of a list separated by `,`, `，`, `、` or line ends (`\` before a separator makes it
 * part of the item), decoded; empty ones are left out. Returns how many there are, writing at most
 * max of them. */
int text_split_list(struct arena *arena, const char *raw, const char **items, int max);
void text_encode_item(struct strbuf *out, const char *item);
/* Splits at the first `|` that is not escaped, in place; returns what follows or NULL. */
char *text_split_bar(char *raw);

#endif
