/*
 * In which order the characters of a line are drawn, where some of them run from right to left: the
 * Unicode Bidirectional Algorithm (UAX #9) by FriBidi. Only paragraphs that have such characters
 * come here.
 */
#ifndef WENDA_VIEW_TEXT_ORDER_H
#define WENDA_VIEW_TEXT_ORDER_H

#include "view/measure.h"

/* Does the paragraph as a whole run from right to left? In a language that does, when any of its
 * letters does; elsewhere by its first letter. */
bool text_is_rtl(const char *text, bool rtl_language);

struct text_order;
/* The paragraph text (len bytes of valid UTF-8 without '\n'), which must outlive the order. */
struct text_order *text_order_new(const char *text, size_t len, bool rtl);
void text_order_free(struct text_order *order);
/* The stretches of the line (len bytes from offset of the paragraph) from left to right; at most
 * max, returns how many there are. */
int text_order_line(struct text_order *order, int offset, int len, struct text_run *runs, int max);

#endif
