/*
 * wenda --audit-ui: builds every screen, every question and page of the activity included, in every
 * language, orientation and text size with the real fonts, and has view/audit look at each list.
 * With --window it does so on a panel of that size, with --shots it leaves a picture of each.
 */
#ifndef WENDA_SHELL_AUDIT_RUN_H
#define WENDA_SHELL_AUDIT_RUN_H

#include <stdio.h>

#include "activity/model.h"
#include "shell/fonts.h"
#include "view/strings.h"

/* All borrowed. */
struct audit_options {
    const struct activity *activity; /* NULL: only the fault screen is there */
    const struct strings *strings;
    struct fonts *fonts;
    int language;         /* only this one; -1 = all */
    double screen_mm;     /* diagonal of the panel */
    int panel_w, panel_h; /* pixels; 0 = 1080 x 1920, upright and lying */
    const char *shots;    /* folder for pictures, made where missing; NULL = none */
    const char *icons_folder;
};

/* Prints the breaches and a closing line; true when there are none, and all pictures were written.
 */
bool audit_run(const struct audit_options *options, FILE *out);

#endif
