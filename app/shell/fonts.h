/*
 * The installed fonts behind the faces of the theme: asks fontconfig where each lies, opens each on
 * first use, and rasterises pieces of text with SDL_ttf. Keeps one font a face, resized when
 * needed. Knows no widgets and no scale: all lengths are panel pixels.
 */
#ifndef WENDA_SHELL_FONTS_H
#define WENDA_SHELL_FONTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "shell/pixels.h"
#include "view/strings.h"
#include "view/theme.h"

struct fonts;

/*
 * NULL with a text for staff when nothing installed can draw Chinese. A font that is not the one of
 * the design stands in where that one is missing, and then *err says so and which package to
 * install; the fonts can be used all the same. A missing weight is only logged.
 */
struct fonts *fonts_open(struct err *err);
void fonts_close(struct fonts *fonts);
/* Opens all faces now instead of each on first use. */
void fonts_warm(struct fonts *fonts);

/* The languages that may be shown: fonts that they ask for are opened when they are needed. */
void fonts_take_languages(struct fonts *fonts, const struct strings *strings);

/* A piece of text as coverage: left and top place the mask relative to the pen and to the top of
 * the line box; advance is how far the pen moves. */
struct glyphs {
    struct mask mask;
    int left, top;
    int advance;
};
/* len bytes of valid UTF-8, at most FONTS_PIECE_MAX_LEN, shaped as one; *out is the caller's. With
 * rtl its characters run from right to left, and brackets turn round. A piece that the face cannot
 * draw is taken from the font of a language that can, else drawn as boxes. */
enum { FONTS_PIECE_MAX_LEN = 255 };
void fonts_render(struct fonts *fonts, enum face face, int size, bool rtl, const char *text,
                  size_t len, struct glyphs *out);
void glyphs_fini(struct glyphs *glyphs);

/* Height of a line box, ascent and descent together. */
int fonts_height(struct fonts *fonts, enum face face, int size);
/* Advance of a wide character (Han, full-width): the same for all. */
int fonts_em(struct fonts *fonts, enum face face, int size);
bool fonts_can_draw(struct fonts *fonts, enum face face, uint32_t codepoint);

#endif
