/* A paragraph on its way into the widget list: broken to a width, shrunk to a place, cut by pages.
 */
#ifndef WENDA_VIEW_PARAGRAPH_H
#define WENDA_VIEW_PARAGRAPH_H

#include "view/layout.h"

enum { PARAGRAPH_LINES_MAX = 256 };

struct paragraph {
    const char *text; /* as long-lived as the list */
    struct text_style style;
    enum color color, ground;
    enum text_align align;
    enum widget_role role;
};

int paragraph_lines(const struct page *page, const struct paragraph *p, int width_px);
int paragraph_height(const struct page *page, const struct paragraph *p, int width_px);
/* Width of its longest line when broken to width_px. */
int paragraph_width(const struct page *page, const struct paragraph *p, int width_px);
/* Is a word of letters wider than width_px, and so cut apart? */
bool paragraph_cuts_word(const struct page *page, const struct paragraph *p, int width_px);
/* The style in another size, line height in proportion. */
struct text_style paragraph_sized(struct text_style style, int size_px);
/* Shrinks the style by steps of 2 px until the text fits into w x h without a word cut apart, not
 * below least_px nor below the floor of its role; false when it does not fit even then. */
bool paragraph_fit(const struct page *page, struct paragraph *p, int w, int h, int least_px);
/* Sets it up to a sixth smaller if that saves a line whose few characters would hang behind. */
void paragraph_tighten(const struct page *page, struct paragraph *p, int width_px);
/* From the top of rect, as high as its lines need; the widget's rect says how high. */
struct widget *paragraph_add(const struct page *page, const struct paragraph *p, struct rect rect);
/* In the middle of rect's height. */
struct widget *paragraph_add_middle(const struct page *page, const struct paragraph *p,
                                    struct rect rect);
/* Lines first to first + count - 1 only, broken to rect.w. */
struct widget *paragraph_add_lines(const struct page *page, const struct paragraph *p,
                                   struct rect rect, int first, int count);

#endif
