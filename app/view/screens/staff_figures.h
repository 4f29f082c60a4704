/* The lines of the dashboard's charts, and those that compare today with the whole activity. */
#ifndef WENDA_VIEW_SCREENS_STAFF_FIGURES_H
#define WENDA_VIEW_SCREENS_STAFF_FIGURES_H

#include "view/component.h"

struct staff_row {
    const char *name, *value;
    const char *second; /* a table's value beside the first, instead of a bar; NULL = none */
    double part;
    bool head, hatched;
    enum color fill;
};

enum { STAFF_FIGURES = 6 };
/* Line index of them; [0] is their heading. */
struct staff_row staff_figure(const struct page *page, const struct dashboard *dash, int index);
/* 91%, or — of nothing. */
const char *staff_percent(const struct page *page, int part, int whole);

#endif
