/* Words of an answer against the options: texts that are equal, marks beside an option, and what an
 * explanation concludes. */
#ifndef WENDA_ACTIVITY_CONVERT_MATCH_H
#define WENDA_ACTIVITY_CONVERT_MATCH_H

#include "activity/convert/span.h"

/* The one option that words are the text of (blanks, width and a closing mark aside), or -1. */
int match_option(const struct span *options, int count, struct span words);
/* The same for a list of texts between ; 、 , or |: all must be options. */
bool match_options(struct arena *arena, const struct span *options, int count, struct span words,
                   uint32_t *letters);
/* Takes √ and （正确） off the options they mark as right (and × and （错误） off the others) and
 * returns those; 0, and nothing is taken, when there are none or, unless that may be, all are
 * marked. */
uint32_t match_take_marks(struct span *options, int count, bool all_may_be);
/* 故选 C, 正确答案为 C: what an explanation ends on. */
bool match_conclusion(struct span explanation, uint32_t *letters);
/* Words for a message, shortened. */
const char *convert_quote_span(struct arena *arena, struct span words);

#endif
