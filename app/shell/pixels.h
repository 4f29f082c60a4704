/*
 * Pixels in memory: filling, and blending coverage masks and pictures, all within a clip. Every
 * operation treats each pixel by itself, so that painting a part gives the same pixels as painting
 * the whole. Knows no SDL, fonts or widgets. All lengths are panel pixels.
 */
#ifndef WENDA_SHELL_PIXELS_H
#define WENDA_SHELL_PIXELS_H

#include <stdint.h>

#include "view/geometry.h"
#include "view/theme.h"

/* 0xXXRRGGBB words, borrowed from whoever owns the screen. Nothing is drawn outside clip. */
struct canvas {
    uint32_t *pixels;
    int w, h, stride; /* stride in words */
    struct rect clip;
};

/* Coverage, 0 to 255 a pixel; takes its colour when it is drawn. */
struct mask {
    int w, h;
    uint8_t *cover; /* owned; w bytes a row */
};

/* 0xAARRGGBB words, not premultiplied. */
struct picture {
    int w, h;
    uint32_t *argb; /* owned; w words a row */
};

void mask_init(struct mask *mask, int w, int h); /* all zero */
void mask_fini(struct mask *mask);
void picture_init(struct picture *picture, int w, int h); /* all transparent */
void picture_fini(struct picture *picture);

/* What two rectangles share; w and h are 0 when nothing. */
struct rect pixels_intersect(const struct rect *a, const struct rect *b);
void pixels_set_clip(struct canvas *canvas, const struct rect *clip);

void pixels_fill(struct canvas *canvas, const struct rect *rect, struct rgba color);
/* Part of a mask (in its own pixels) in one colour; the part's corner lands at x, y. */
void pixels_mask(struct canvas *canvas, const struct mask *mask, const struct rect *part, int x,
                 int y, struct rgba color);
/* A single column (w = 1) or row (h = 1) of a mask, repeated over rect. */
void pixels_mask_stretch(struct canvas *canvas, const struct mask *mask, const struct rect *part,
                         const struct rect *rect, struct rgba color);

/* Parts of one row, which the caller has clipped: coverage in one colour, a picture's words, and
 * one coverage repeated. */
void pixels_row_cover(struct canvas *canvas, int x, int y, const uint8_t *cover, int count,
                      struct rgba color);
void pixels_row_picture(struct canvas *canvas, int x, int y, const uint32_t *argb, int count,
                        uint8_t alpha);
void pixels_row_run(struct canvas *canvas, int x, int y, int count, struct rgba color,
                    uint8_t cover);

#endif
