/*
 * A text file as lines without what never means anything: invisible characters, Markdown's bold and
 * heading signs, pinyin that a bad conversion put behind a Han character (產(chǎn)). What the lines
 * say is not looked at.
 */
#ifndef WENDA_ACTIVITY_CONVERT_LINES_H
#define WENDA_ACTIVITY_CONVERT_LINES_H

#include <stdbool.h>

#include "activity/convert/span.h"
#include "base/mem.h"

enum { LINES_MAX = 1000000 };

struct text_line {
    struct span text; /* trimmed, never empty */
    int number;       /* in the file, from 1 */
    bool gap;         /* an empty line stands before it */
};

struct text_lines {
    struct text_line *items;
    int count, capacity;
    uint32_t *chars; /* what the spans point into */
};

/* False when there are more than LINES_MAX. */
bool text_lines_init(struct text_lines *lines, const char *text);
void text_lines_fini(struct text_lines *lines);

/* Lines of a stem or an option, joined with line feeds, into one; a line feed stays before an item
 * of a list and before a line that is an answer by itself. */
struct span text_unwrap(struct arena *arena, struct span text);

#endif
