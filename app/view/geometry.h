/* Rectangles in design pixels (tokens: 1080 along the short side) and cutting them up. */
#ifndef WENDA_VIEW_GEOMETRY_H
#define WENDA_VIEW_GEOMETRY_H

#include <stdbool.h>

struct rect {
    int x, y, w, h;
};

bool rect_is_empty(const struct rect *rect);
bool rect_contains(const struct rect *rect, int x, int y);
bool rect_overlaps(const struct rect *a, const struct rect *b);
struct rect rect_union(const struct rect *a, const struct rect *b);
struct rect rect_inset(struct rect rect, int dx, int dy);
struct rect rect_center(const struct rect *area, int w, int h);
/* Each cuts a strip of that size off *area and returns it. */
struct rect rect_cut_top(struct rect *area, int h);
struct rect rect_cut_bottom(struct rect *area, int h);
struct rect rect_cut_left(struct rect *area, int w);
struct rect rect_cut_right(struct rect *area, int w);
/* Column or row number index of count, with gap between them. */
struct rect rect_column(const struct rect *area, int index, int count, int gap);
struct rect rect_row(const struct rect *area, int index, int count, int gap);

#endif
