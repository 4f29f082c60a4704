#include "view/geometry.h"

static int min_int(int a, int b)
{
    return a < b ? a : b;
}

static int max_int(int a, int b)
{
    return a > b ? a : b;
}

bool rect_is_empty(const struct rect *rect)
{
    return rect->w <= 0 || rect->h <= 0;
}

bool rect_contains(const struct rect *rect, int x, int y)
{
    return x >= rect->x && x < rect->x + rect->w && y >= rect->y && y < rect->y + rect->h;
}

bool rect_overlaps(const struct rect *a, const struct rect *b)
{
    if (rect_is_empty(a) || rect_is_empty(b))
        return false;
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

struct rect rect_union(const struct rect *a, const struct rect *b)
{
    int left, top;

    if (rect_is_empty(a))
        return *b;
    if (rect_is_empty(b))
        return *a;
    left = min_int(a->x, b->x);
    top = min_int(a->y, b->y);
    return (struct rect){ left, top, max_int(a->x + a->w, b->x + b->w) - left,
                          max_int(a->y + a->h, b->y + b->h) - top };
}

struct rect rect_inset(struct rect rect, int dx, int dy)
{
    return (struct rect){ rect.x + dx, rect.y + dy, max_int(rect.w - 2 * dx, 0),
                          max_int(rect.h - 2 * dy, 0) };
}

struct rect rect_center(const struct rect *area, int w, int h)
{
    return (struct rect){ area->x + (area->w - w) / 2, area->y + (area->h - h) / 2, w, h };
}

struct rect rect_cut_top(struct rect *area, int h)
{
    struct rect strip = *area;

    strip.h = min_int(h, area->h);
    area->y += strip.h;
    area->h -= strip.h;
    return strip;
}

struct rect rect_cut_bottom(struct rect *area, int h)
{
    struct rect strip = *area;

    strip.h = min_int(h, area->h);
    area->h -= strip.h;
    strip.y = area->y + area->h;
    return strip;
}

struct rect rect_cut_left(struct rect *area, int w)
{
    struct rect strip = *area;

    strip.w = min_int(w, area->w);
    area->x += strip.w;
    area->w -= strip.w;
    return strip;
}

struct rect rect_cut_right(struct rect *area, int w)
{
    struct rect strip = *area;

    strip.w = min_int(w, area->w);
    area->w -= strip.w;
    strip.x = area->x + area->w;
    return strip;
}

/* Rounds each boundary, not each width, so that the parts fill the area to the last pixel. */
static int boundary(int length, int index, int count, int gap)
{
    return (length + gap) * index / count;
}

struct rect rect_column(const struct rect *area, int index, int count, int gap)
{
    int left = boundary(area->w, index, count, gap);
    int right = boundary(area->w, index + 1, count, gap) - gap;

    return (struct rect){ area->x + left, area->y, right - left, area->h };
}

struct rect rect_row(const struct rect *area, int index, int count, int gap)
{
    int top = boundary(area->h, index, count, gap);
    int bottom = boundary(area->h, index + 1, count, gap) - gap;

    return (struct rect){ area->x, area->y + top, area->w, bottom - top };
}
