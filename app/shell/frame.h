/*
 * What the loop shows: builds the list of the moment, paints what differs from the one before and
 * presents it; and rasterises ahead while nobody is there. Decides nothing: the loop says when.
 */
#ifndef WENDA_SHELL_FRAME_H
#define WENDA_SHELL_FRAME_H

#include "shell/loop.h"

/* One frame, for loop->reason; afterwards there is none. */
void frame_draw(struct loop *loop);
/* Nobody is here, and not everything is rasterised ahead yet. */
bool frame_is_warming(const struct loop *loop);
/* A step of rasterising ahead. */
void frame_warm_up(struct loop *loop);

#endif
