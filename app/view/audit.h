/*
 * The rules that a screen's widget list must keep, measured on the list itself: sizes and gaps of
 * touch targets, sizes and contrast of text, text that leaves its place or lies over another.
 * The figures are those of the reliability and design plans. Pure.
 */
#ifndef WENDA_VIEW_AUDIT_H
#define WENDA_VIEW_AUDIT_H

#include "base/err.h"
#include "view/widget.h"

/* What holds for a list beside the list itself. */
struct audit_case {
    const char *where; /* names the screen in messages: home/en/portrait/large */
    double px_per_mm;  /* design px to a millimetre */
    bool large;
    bool for_staff;       /* who may reach up: the top third is kept free for visitors */
    bool whole_is_target; /* attract: touched anywhere */
};

/* Adds a fault for every breach, with where as its path. */
void audit_widgets(const struct widgets *list, const struct audit_case *audit_case,
                   struct err_list *faults);

#endif
