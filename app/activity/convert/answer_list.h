/* Answers listed by number at the end of a section or of a document: 1-5 BCADB, 1．B 2．D, and the
 * table of two rows 题号 / 答案. */
#ifndef WENDA_ACTIVITY_CONVERT_ANSWER_LIST_H
#define WENDA_ACTIVITY_CONVERT_ANSWER_LIST_H

#include <stdbool.h>

#include "activity/convert/span.h"

/* words is empty where a range holds more or fewer answers than numbers. */
typedef void answer_list_visit(void *context, int number, struct span words);

/* True if all of the line is a list: a range, or at least two pairs (one, with alone_too). visit
 * (may be NULL) is called only then. */
bool answer_list_read(struct span line, bool alone_too, answer_list_visit *visit, void *context);
/* True if the line is the row of numbers of such a table. */
bool answer_table_is_head(struct span line);
/* The two rows together. */
bool answer_table_read(struct span numbers, struct span answers, answer_list_visit *visit,
                       void *context);

#endif
