/* The score and the book of stamps: the top of the result and of the stamp's screen. */
#ifndef WENDA_VIEW_SCREENS_SCORE_H
#define WENDA_VIEW_SCREENS_SCORE_H

#include "view/component.h"

/* 7/10 in the field, with a heading and a line below it. */
int score_field_h(const struct view *view); /* of the page it stands on, portrait */
void score_add(const struct page *page, const char *heading, const char *below);
/* 集印册: a seal for each question that was right. */
int score_book_height(const struct page *page, int width_px);
void score_add_book(const struct page *page, struct rect rect);

#endif
