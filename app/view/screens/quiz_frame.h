/* What question and feedback of the quiz share: name, stamps, letters as shown. */
#ifndef WENDA_VIEW_SCREENS_QUIZ_FRAME_H
#define WENDA_VIEW_SCREENS_QUIZ_FRAME_H

#include "view/component.h"

const char *quiz_name(const struct page *page);
/* Header with the stamps: right of the name in portrait, below it in a column. Returns the y below
 * the stamps of a column. */
int quiz_header(const struct page *page, bool judged);
/* Letter under which an option was shown: its place, not its letter in the bank. */
const char *quiz_letter(const struct quiz_item *item, int option);
/* An option's words; 对 and 错 of a judgement in the visitor's language. */
const char *quiz_option_text(const struct page *page, const struct question *question, int option);

#endif
