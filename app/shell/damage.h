/*
 * Which parts of the panel two lists of widgets draw differently: few rectangles that do not
 * overlap, in panel pixels. Knows no drawing: where each widget leaves ink is told by a function.
 */
#ifndef WENDA_SHELL_DAMAGE_H
#define WENDA_SHELL_DAMAGE_H

#include "view/widget.h"

enum { DAMAGE_MAX = 12 };

struct damage {
    struct rect rects[DAMAGE_MAX];
    int count;
};

/* All that a widget may draw on, in panel pixels; empty when it draws nothing. */
struct damage_bounds {
    struct rect (*of)(void *context, const struct widget *widget);
    void *context;
};

/* Adds a rectangle, uniting it with others where that costs little. */
void damage_add(struct damage *damage, const struct rect *rect);
/* Adds whatever differs between what was drawn and what is to be drawn, and nothing beyond panel.
 */
void damage_compare(struct damage *damage, const struct widgets *before,
                    const struct widgets *after, const struct damage_bounds *bounds,
                    const struct rect *panel);

#endif
