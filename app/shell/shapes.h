/*
 * Coverage masks of what components are made of: discs and rings for corners, dashed frames, arcs,
 * the one soft shadow. Each is rasterised once, anti-aliased by distance to its edge, and kept in a
 * cache. Masks are borrowed until the next call. Knows no colours. All lengths are panel pixels.
 */
#ifndef WENDA_SHELL_SHAPES_H
#define WENDA_SHELL_SHAPES_H

#include "shell/pixels.h"

struct shapes;

enum { SHAPES_CAPACITY_LEN = 12 * 1024 * 1024, SHAPES_CAPACITY_COUNT = 256 };

struct shapes *shapes_new(void);
void shapes_free(struct shapes *shapes);

/* A disc 2 * radius wide; its quadrants are the corners of a rounded rectangle. */
const struct mask *shapes_disc(struct shapes *shapes, int radius);
/* The frame of a rounded rectangle: line pixels inside its edge, in dashes that meet evenly. */
const struct mask *shapes_dashes(struct shapes *shapes, int w, int h, int radius, int line);
/* Part of a ring in a w by h box, clockwise from the top in degrees, with square ends; line is its
 * thickness, 0 = a full sector. */
const struct mask *shapes_arc(struct shapes *shapes, int w, int h, int line, int from_deg,
                              int sweep_deg);

/*
 * The shadow of a rounded rectangle w by h, spread pixels wider on each side, blurred with
 * sigma = spread / 2 (the blur radius of CSS). The mask may be smaller than the shadow: then its
 * middle column and row (index corner) are to be repeated.
 */
struct shadow {
    const struct mask *mask;
    int corner_w, corner_h; /* pixels of the mask before the column and row to repeat */
};
struct shadow shapes_shadow(struct shapes *shapes, int w, int h, int radius, int spread);

#endif
