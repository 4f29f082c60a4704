/*
 * Fonts beyond the design's, for languages whose table of words names one (view/strings.h): looked
 * for with fontconfig when the first character comes that the design's fonts lack, opened on first
 * use, one font a file, resized when needed.
 */
#ifndef WENDA_SHELL_MORE_FONTS_H
#define WENDA_SHELL_MORE_FONTS_H

#include <SDL_ttf.h>
#include <stdint.h>

#include "view/strings.h"
#include "view/theme.h"

struct more_fonts;

/* Takes the names from the strings; weights as fontconfig counts them. NULL when no language asks
 * for a font. */
struct more_fonts *more_fonts_new(const struct strings *strings, const int weights[FACE_COUNT]);
void more_fonts_free(struct more_fonts *more);
/* The first of them that has the character, at that size; NULL when none has. A font that is not
 * installed is logged once, and what fontconfig offers for the language stands in. */
TTF_Font *more_fonts_find(struct more_fonts *more, enum face face, int size, uint32_t codepoint);

#endif
