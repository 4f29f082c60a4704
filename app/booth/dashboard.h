/* The figures of the staff panel, read from the store; runs on the writer thread. */
#ifndef WENDA_BOOTH_DASHBOARD_H
#define WENDA_BOOTH_DASHBOARD_H

#include "play/dashboard.h"
#include "store/store.h"

struct dashboard_source {
    struct store *store;
    const struct activity *activity;
    const char *booth; /* its name */
    int64_t wall_ms;   /* now: which day is today */
};

/* Fills all of out. False and a text for staff when the store cannot be read. */
bool dashboard_read(const struct dashboard_source *source, struct dashboard *out, struct err *err);

#endif
