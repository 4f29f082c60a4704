/*
 * Pictures of widget lists in files: draws a list on a canvas of its own, without a window.
 */
#ifndef WENDA_SHELL_SHEET_H
#define WENDA_SHELL_SHEET_H

#include "base/err.h"
#include "shell/fonts.h"
#include "shell/text_cache.h"
#include "view/widget.h"

struct sheet;

/* activity_folder may be NULL; fonts are borrowed. */
struct sheet *sheet_new(struct fonts *fonts, const char *icons_folder, const char *activity_folder);
void sheet_free(struct sheet *sheet);
/* The size of the pictures, in panel pixels; scale: panel pixels to a design pixel. */
void sheet_set_size(struct sheet *sheet, int w, int h, double scale);
/* For building lists that are to be drawn at this size. */
const struct text_measure *sheet_measure(const struct sheet *sheet);
void sheet_draw(struct sheet *sheet, const struct widgets *list);
/* What was drawn, 0xXXRRGGBB words, borrowed until the size changes. */
const struct canvas *sheet_canvas(const struct sheet *sheet);
/* Writes what was drawn as a PNG. */
bool sheet_write(const struct sheet *sheet, const char *path, struct err *err);

#endif
