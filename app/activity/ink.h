/*
 * Handwriting as vectors: sheets of strokes, written one after the other on the same pad; the last
 * sheet is the one under the hand. Its textual form is what the store keeps. Knows no screen and
 * no recognition.
 *
 * Points run from 0 to INK_SIDE along the pad's longer side, the same scale both ways.
 */
#ifndef WENDA_ACTIVITY_INK_H
#define WENDA_ACTIVITY_INK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strbuf.h"

enum {
    INK_SIDE = 1000,
    INK_POINTS_MAX = 3600,
    INK_STROKES_MAX = 240,
    INK_SHEETS_MAX = 16, /* closed ones */
    INK_STEP = 5         /* points nearer than this to the one before are left out */
};

/* Stands in an answer's text where a closed sheet was written (OBJECT REPLACEMENT CHARACTER). */
#define INK_MARK "\xEF\xBF\xBC"

struct ink_point {
    int16_t x, y;
};

/* Zero-initialised = empty. */
struct ink {
    struct ink_point points[INK_POINTS_MAX];
    int16_t stroke_ends[INK_STROKES_MAX]; /* index behind the last point */
    int16_t sheet_ends[INK_SHEETS_MAX];   /* index behind the last stroke */
    int stroke_count, sheet_count;
};

/* Points of stroke number index: borrowed. */
const struct ink_point *ink_stroke(const struct ink *ink, int index, int *count);
/* First stroke of a sheet, and of the one behind it in *end; sheet == sheet_count is the open one.
 */
int ink_sheet(const struct ink *ink, int sheet, int *end);
bool ink_pad_is_empty(const struct ink *ink);
/* Points are clamped and thinned; false when there is no room. */
bool ink_add_stroke(struct ink *ink, const struct ink_point *points, int count);
bool ink_undo_stroke(struct ink *ink); /* of the open sheet; false when it is empty */
void ink_clear_pad(struct ink *ink);
/* The open sheet is closed; false when it is empty, or there are INK_SHEETS_MAX. */
bool ink_close_sheet(struct ink *ink);
void ink_drop_sheet(struct ink *ink); /* the last closed one, and what is on the pad */

/* "x,y x,y …;x,y …" a sheet, sheets parted by '|'; closed sheets only. */
void ink_format(const struct ink *ink, struct strbuf *out);
/* False (and *ink empty) when the text is none of ours. */
bool ink_parse(const char *text, struct ink *ink);
/* The text with each INK_MARK as 〔字迹1〕, counted. */
void ink_write_text(const char *text, struct strbuf *out);
/* SVG group of closed sheets side by side, each side_px wide, 8 in a row; returns its height. */
int ink_write_svg(const struct ink *ink, int side_px, struct strbuf *out);

#endif
