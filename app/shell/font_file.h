/*
 * A font file as the stream that SDL_ttf reads it through. A mapped file would count every page
 * near a glyph that was ever asked, and the C library's stream asks the kernel twice whenever the
 * place changes, which in a font is at every glyph. Knows nothing of fonts.
 */
#ifndef WENDA_SHELL_FONT_FILE_H
#define WENDA_SHELL_FONT_FILE_H

#include <SDL_rwops.h>

/* Read only; closed with SDL_RWclose(). NULL with SDL_GetError() when the file cannot be read. */
SDL_RWops *font_file_open(const char *path);

#endif
