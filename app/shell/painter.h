/*
 * Draws a list of widgets: the whole of it, or only where it differs from the list drawn before.
 * Knows no window: it draws on a canvas; the caller presents what it names. Owns no lists.
 */
#ifndef WENDA_SHELL_PAINTER_H
#define WENDA_SHELL_PAINTER_H

#include "shell/damage.h"
#include "shell/images.h"
#include "shell/pixels.h"
#include "shell/shapes.h"
#include "shell/text_cache.h"

/* All borrowed. scale: panel pixels to a design pixel. */
struct painter {
    struct text_cache *text;
    struct shapes *shapes;
    struct images *images;
    double scale;
};

/* Draws the whole list. */
void painter_draw(const struct painter *painter, struct canvas *canvas, const struct widgets *list);
/* Brings a canvas that shows before up to date with after; what was touched is added to damage. */
void painter_update(const struct painter *painter, struct canvas *canvas,
                    const struct widgets *before, const struct widgets *after,
                    struct damage *damage);
/* Rasterises what the list needs into the caches, and draws nothing. */
void painter_warm(const struct painter *painter, const struct widgets *list);
/* All that a widget may draw on, in panel pixels. */
struct rect painter_bounds(const struct painter *painter, const struct widget *widget);

#endif
