/*
 * What takes turns with the poster on the attract screen: a question to think about, and the fact
 * of the day. Which of them shows follows from the clock alone. Knows no timers of the shell.
 */
#ifndef WENDA_VIEW_SCREENS_ATTRACT_CARDS_H
#define WENDA_VIEW_SCREENS_ATTRACT_CARDS_H

#include "view/component.h"

enum attract_slide { ATTRACT_POSTER, ATTRACT_QUESTION, ATTRACT_FACT, ATTRACT_SLIDES };

/* The slide of this moment, how far it has come in (0 to 255), and when the list changes next. */
enum attract_slide attract_slide_now(const struct page *page, uint8_t *alpha, int64_t *next_ms);
/* The card of a slide in area; false when the activity has nothing to put on it. */
bool attract_add_card(const struct page *page, enum attract_slide slide, struct rect area);

#endif
