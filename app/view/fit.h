/*
 * Can the questions of a bank be shown? Each long one is set on its own screens, upright and wide,
 * in normal and in large text, page by page as a visitor would see it, and what breaks a rule of
 * audit.h there is told as a fault of the question; so is every character that no font has. Pure
 * but for what measure asks of the fonts.
 */
#ifndef WENDA_VIEW_FIT_H
#define WENDA_VIEW_FIT_H

#include "activity/model.h"
#include "base/err.h"
#include "view/measure.h"
#include "view/strings.h"

/* Adds warnings at the questions' lines. Questionnaires are looked at for characters only: their
 * pages scroll by question. */
void fit_check(const struct form *form, const struct strings *strings,
               const struct text_measure *measure, struct err_list *faults);

#endif
