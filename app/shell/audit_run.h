/*
 * wenda --audit-ui: builds every screen, every question and page of the activity included, in every
 * language, orientation and text size with the real fonts, and has view/audit look at each list.
 */
#ifndef WENDA_SHELL_AUDIT_RUN_H
#define WENDA_SHELL_AUDIT_RUN_H

#include <stdio.h>

#include "activity/model.h"
#include "shell/fonts.h"
#include "view/strings.h"

/* activity may be NULL: then only the fault screen is there. screen_mm: diagonal of the panel.
 * Prints the breaches and a closing line; true when there are none. */
bool audit_run(const struct activity *activity, const struct strings *strings, struct fonts *fonts,
               double screen_mm, FILE *out);

#endif
