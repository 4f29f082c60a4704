/* What the pages share that are read before anything begins: privacy, rules, consent. */
#ifndef WENDA_VIEW_SCREENS_READING_H
#define WENDA_VIEW_SCREENS_READING_H

#include "view/component.h"

/* Opens the page with header, title and a line below it in the field, and leaves in page->reading
 * what is free there. */
void reading_open(struct page *page, const struct view *view, struct widgets *out,
                  enum section section, enum string_id title, const char *sub);
/* Body text on the page's ground. */
struct paragraph reading_words(const struct page *page, const char *text);

#endif
