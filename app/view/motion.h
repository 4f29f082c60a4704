/*
 * How a screen comes in: what is on its paper rises a little and grows solid, a dialog rises over
 * its scrim. Works on the finished list and follows from the time alone, so that any frame can be
 * built at any moment and a finger never waits for one. What is read in the field stands still.
 */
#ifndef WENDA_VIEW_MOTION_H
#define WENDA_VIEW_MOTION_H

#include "view/view.h"

/* Widgets from first_dialog on are a dialog (list->count = there is none). Does nothing in the
 * large mode, with reduced motion, or once all has come in. */
void motion_apply(const struct view *view, struct widgets *list, int first_dialog);

#endif
