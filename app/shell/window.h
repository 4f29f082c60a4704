/*
 * The window, its pixels, and what reaches it: opens SDL, hands out the canvas, presents the parts
 * that changed. Drawn by the processor alone; no GPU is asked for. The only window of the program.
 */
#ifndef WENDA_SHELL_WINDOW_H
#define WENDA_SHELL_WINDOW_H

#include <stdbool.h>

#include "base/err.h"
#include "shell/damage.h"
#include "shell/pixels.h"

struct window;

/* What SDL and X read from the environment; to be called while there is but one thread. */
void window_set_environment(void);

/* w and h 0: the whole screen without a pointer, or 1080x1920 where the driver has no screen.
 * NULL with a text for staff when no window can be had. */
struct window *window_open(int w, int h, struct err *err);
void window_close(struct window *window);

/* The pixels as they are now; again after a change of size. False when they cannot be had. */
bool window_canvas(struct window *window, struct canvas *out);
void window_present(struct window *window, const struct damage *damage);
/* Writes what is shown as a PNG. */
bool window_shot(struct window *window, const char *path, struct err *err);

#endif
