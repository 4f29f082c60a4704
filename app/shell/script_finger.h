/*
 * The script's finger: finds widgets and touches them through SDL's event queue. Waits out the
 * guard after a change of screen first, as a person would.
 */
#ifndef WENDA_SHELL_SCRIPT_FINGER_H
#define WENDA_SHELL_SCRIPT_FINGER_H

#include "shell/loop.h"
#include "shell/script_parse.h"

/* Lets the screen come to rest: results in, guard over. */
void finger_settle(struct loop *loop);
bool finger_tap_at(struct loop *loop, struct script_point point, struct err *err);
/* Down, hold_ms of time, up. */
bool finger_press_at(struct loop *loop, struct script_point point, int hold_ms, struct err *err);
bool finger_stroke(struct loop *loop, const struct script_point *points, int count,
                   struct err *err);
/* A place of the label's widget that a tap reaches. */
bool finger_find_label(struct loop *loop, const char *label, struct script_point *out,
                       struct err *err);
/* The first reachable widget of the list that emits such a message; NULL = none. */
const struct widget *finger_find(const struct loop *loop,
                                 bool (*fits)(const struct widget *widget, const void *wanted),
                                 const void *wanted);
bool finger_tap_widget(struct loop *loop, const struct widget *widget, struct err *err);

#endif
