/* What the files of the painter share: single widgets in panel pixels. For nobody else. */
#ifndef WENDA_SHELL_PAINTER_INSIDE_H
#define WENDA_SHELL_PAINTER_INSIDE_H

#include "shell/painter.h"

int painter_to_panel(const struct painter *painter, double design_px);
struct rect painter_rect(const struct painter *painter, const struct rect *design);
/* No more than half of the shorter side. */
int painter_fit_radius(const struct rect *rect, int radius);
void painter_draw_widget(const struct painter *painter, struct canvas *canvas,
                         const struct widget *widget);

#endif
