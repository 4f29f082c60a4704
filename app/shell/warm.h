/*
 * Rasterises ahead what visitors will see, a screen at a step, while the attract screen shows after
 * the start: then a tap on the first day's first question costs what one on the last day's does.
 */
#ifndef WENDA_SHELL_WARM_H
#define WENDA_SHELL_WARM_H

#include "shell/painter.h"
#include "view/view.h"

struct warm;

/* All borrowed; must outlive it. */
struct warm *warm_new(const struct activity *activity, const struct painter *painter);
void warm_free(struct warm *warm);
/* One screen, as view would show it but for its kiosk. False when all are done. */
bool warm_step(struct warm *warm, const struct view *view);

#endif
