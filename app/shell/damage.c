#include "shell/damage.h"

#include "shell/pixels.h"

enum { LOOK_AHEAD = 24 }; /* how many widgets may have come or gone in one place */

static long long area_of(const struct rect *rect)
{
    return (long long)rect->w * rect->h;
}

/* Two rectangles are better painted as one when that adds less than a quarter. */
static bool worth_uniting(const struct rect *a, const struct rect *b)
{
    struct rect both = rect_union(a, b);
    return rect_overlaps(a, b) || area_of(&both) * 4 <= (area_of(a) + area_of(b)) * 5;
}

static void remove_at(struct damage *damage, int index)
{
    damage->rects[index] = damage->rects[--damage->count];
}

static int cheapest_to_unite(const struct damage *damage, const struct rect *rect)
{
    int best = 0;
    long long best_growth = -1;
    for (int i = 0; i < damage->count; i++) {
        struct rect both = rect_union(&damage->rects[i], rect);
        long long growth = area_of(&both) - area_of(&damage->rects[i]);
        if (best_growth < 0 || growth < best_growth) {
            best = i;
            best_growth = growth;
        }
    }
    return best;
}

void damage_add(struct damage *damage, const struct rect *rect)
{
    struct rect grown = *rect;
    if (rect_is_empty(rect))
        return;
    for (int i = 0; i < damage->count;) {
        if (worth_uniting(&damage->rects[i], &grown)) {
            grown = rect_union(&damage->rects[i], &grown);
            remove_at(damage, i);
            i = 0; /* the larger one may now reach others */
        } else {
            i++;
        }
    }
    if (damage->count == DAMAGE_MAX) {
        int index = cheapest_to_unite(damage, &grown);
        grown = rect_union(&damage->rects[index], &grown);
        remove_at(damage, index);
        damage_add(damage, &grown);
        return;
    }
    damage->rects[damage->count++] = grown;
}

static void add_widget(struct damage *damage, const struct widget *widget,
                       const struct damage_bounds *bounds, const struct rect *panel)
{
    struct rect rect = bounds->of(bounds->context, widget);
    rect = pixels_intersect(&rect, panel);
    damage_add(damage, &rect);
}

/* Index in list, from start on, of the next widget that looks like this one, or -1. */
static int find_same(const struct widgets *list, int start, const struct widget *widget)
{
    for (int i = start; i < list->count && i < start + LOOK_AHEAD; i++)
        if (widget_equal(&list->items[i], widget))
            return i;
    return -1;
}

/*
 * Widgets are matched in order; a pixel that only matched ones touch looks the same as before, so
 * the ink of every unmatched one, old or new, is what differs.
 */
void damage_compare(struct damage *damage, const struct widgets *before,
                    const struct widgets *after, const struct damage_bounds *bounds,
                    const struct rect *panel)
{
    if (before->background != after->background || before->canvas_w != after->canvas_w ||
        before->canvas_h != after->canvas_h) {
        damage_add(damage, panel);
        return;
    }
    int old = 0, new = 0;
    while (old < before->count && new < after->count) {
        if (widget_equal(&before->items[old], &after->items[new])) {
            old++;
            new ++;
            continue;
        }
        int came = find_same(after, new, &before->items[old]);
        int went = find_same(before, old, &after->items[new]);
        if (came >= 0 && (went < 0 || came - new <= went - old)) {
            while (new < came)
                add_widget(damage, &after->items[new ++], bounds, panel);
        } else if (went >= 0) {
            while (old < went)
                add_widget(damage, &before->items[old++], bounds, panel);
        } else {
            add_widget(damage, &before->items[old++], bounds, panel);
            add_widget(damage, &after->items[new ++], bounds, panel);
        }
    }
    while (old < before->count)
        add_widget(damage, &before->items[old++], bounds, panel);
    while (new < after->count)
        add_widget(damage, &after->items[new ++], bounds, panel);
}
