/* What the shell's tests share: a painter with the real fonts and icons, and canvases in memory. */
#ifndef WENDA_TESTS_SHELL_SUPPORT_H
#define WENDA_TESTS_SHELL_SUPPORT_H

#include "shell/painter.h"

struct studio {
    struct fonts *fonts;
    struct painter painter;
};

void studio_open(struct studio *studio, double scale);
void studio_close(struct studio *studio);

struct canvas canvas_new(int w, int h); /* filled with a colour that nothing draws */
void canvas_free(struct canvas *canvas);
bool canvas_equal(const struct canvas *a, const struct canvas *b, int *x, int *y);

/* A text widget with its lines broken to its rectangle. */
struct widget *add_text(struct widgets *list, const struct studio *studio, struct rect rect,
                        const char *text, enum face face, int size_px);

#endif
