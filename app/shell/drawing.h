/*
 * A rasterised drawing kept small: row by row as runs of one value and stretches of single ones,
 * so that flat art takes a few per cent of its pixels and is drawn faster than these. A tinted
 * drawing keeps coverage alone and takes its colour when it is drawn. All lengths are panel pixels.
 */
#ifndef WENDA_SHELL_DRAWING_H
#define WENDA_SHELL_DRAWING_H

#include <stdbool.h>
#include <stddef.h>

#include "shell/pixels.h"

enum { DRAWING_SIDE_MAX = 16384 };

/*
 * A row is a series of tokens: 16 bits (native byte order), kind << 14 | count, count 1 to 16383,
 * then nothing for what is clear, one value for a run, count values for a stretch. A value is a
 * byte of coverage, or a 0xAARRGGBB word.
 */
struct drawing {
    int w, h;
    bool tinted;
    uint32_t *rows; /* owned; where each row starts in bytes, and where the last one ends */
    uint8_t *bytes; /* owned */
    size_t bytes_len;
};

/* An empty one has no rows; drawing it draws nothing. */
void drawing_pack(struct drawing *drawing, const struct picture *picture, bool tinted);
void drawing_fini(struct drawing *drawing);
/* Whether every row is made of whole tokens that fill its width: for one that came from a file. */
bool drawing_is_sound(const struct drawing *drawing);
size_t drawing_len(const struct drawing *drawing); /* bytes that it takes */

/* Its top left lands at x, y. color is for tinted ones, alpha for the others. */
void drawing_draw(const struct drawing *drawing, struct canvas *canvas, int x, int y,
                  struct rgba color, uint8_t alpha);
/* The same stretched to fill target, the nearest pixel each: for what is in motion. */
void drawing_draw_stretched(const struct drawing *drawing, struct canvas *canvas,
                            const struct rect *target, struct rgba color, uint8_t alpha);

#endif
