/* What tests of importers share: a builder with its result, and ways to look at both. */
#ifndef WENDA_TESTS_ACTIVITY_CONVERT_SUPPORT_H
#define WENDA_TESTS_ACTIVITY_CONVERT_SUPPORT_H

#include "activity/convert/builder.h"

/* One conversion. The result's form is there after conversion_end. */
struct conversion {
    struct convert_result result;
    struct convert_builder builder;
    struct err err;
};

void conversion_begin(struct conversion *conversion, const char *name);
void conversion_end(struct conversion *conversion);
void conversion_fini(struct conversion *conversion);

/* Begins, reads a table given as CSV text, and ends. */
void conversion_of_csv(struct conversion *conversion, const char *csv);
/* The item's answer ("" for none), its status as R, D or X, and its reason. */
const char *item_answer(const struct conversion *conversion, int item);
char item_status(const struct conversion *conversion, int item);
bool item_reason_holds(const struct conversion *conversion, int item, const char *text);
/* The question of an item that must be in the form. */
const struct question *item_question(const struct conversion *conversion, int item);
/* Every item as "status answer stem | reason" lines, for messages; valid until the next call. */
const char *items_text(const struct conversion *conversion);

#endif
