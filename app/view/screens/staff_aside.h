/* A damaged database was set aside: what happened and what staff can decide, in place of the book
 * of prizes, which is empty until then. */
#ifndef WENDA_VIEW_SCREENS_STAFF_ASIDE_H
#define WENDA_VIEW_SCREENS_STAFF_ASIDE_H

#include "view/component.h"

void staff_aside(const struct page *page, struct rect area);

#endif
