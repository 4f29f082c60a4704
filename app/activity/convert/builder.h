/* The builder's inside, for builder.c, finish.c, canonical.c, convert.c and table.c only. */
#ifndef WENDA_ACTIVITY_CONVERT_BUILDER_H
#define WENDA_ACTIVITY_CONVERT_BUILDER_H

#include "activity/convert/internal.h"

struct convert_builder {
    struct convert_result *result; /* borrowed; everything goes into its arena */
    const char *name;              /* of the source, for titles and places */
    const char *title, *id, *language;
    const char *sheet; /* where the items that follow stand, or NULL */
    const char *other_titles[LANGUAGE_MAX], *other_languages[LANGUAGE_MAX];
    enum form_kind kind;
    struct question *questions;
    int question_count, question_capacity;
    int *item_of; /* of each question: its item */
    int item_of_capacity;
    int item_capacity;
    bool full; /* more than CONVERT_QUESTIONS_MAX came */
};

void convert_builder_init(struct convert_builder *builder, struct convert_result *result,
                          const char *name);
/* Gives every question an id of its own and its hash, counts, and sets result->form. */
void convert_builder_finish(struct convert_builder *builder);
void convert_builder_fini(struct convert_builder *builder);

/* A quote of at most CONVERT_QUOTE_MAX_CHARS on one line. */
const char *convert_quote(struct arena *arena, const char *text);

#endif
