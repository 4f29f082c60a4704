/* What prizes there are and what is left of them today, for the page of rules. */
#ifndef WENDA_VIEW_SCREENS_PRIZE_STOCK_H
#define WENDA_VIEW_SCREENS_PRIZE_STOCK_H

#include "view/flow.h"

/* A head, and a card with a column for each tier where their words fit, else a row for each. */
void prize_stock_add(const struct page *page, struct flow *flow, int gap_px, int width_px);
/* Left to be given out today, over all tiers. */
int prize_stock_left(const struct kiosk *kiosk);
/* The SHA-256 that the booth committed to, in groups that can be read aloud, so many a line; NULL
 * without draws. */
const char *prize_stock_commitment(const struct page *page, int groups_a_line);

#endif
