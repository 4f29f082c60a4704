/*
 * The words on the screen, one table a language: assets/strings/TAG.txt, `key: text` lines. Keys
 * are declared once in strings.def; a missing key falls back to the first language, an unknown one
 * is an error with the nearest known key. `{1}` and `{2}` in a text are places for values;
 * `{1|question|questions}` is the first word when that value is 1, else the second.
 */
#ifndef WENDA_VIEW_STRINGS_H
#define WENDA_VIEW_STRINGS_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"

enum string_id {
#define STRING(id, key) STR_##id,
#include "view/strings.def"
#undef STRING
    STRING_COUNT
};

enum { STRINGS_LANGUAGE_MAX = 8 };

/* Owns all texts. Languages in the order loaded: [0] is the first, zh-CN. */
struct strings {
    struct arena arena;
    const char *tags[STRINGS_LANGUAGE_MAX];
    const char *names[STRINGS_LANGUAGE_MAX]; /* as a button shows it: 中文, English */
    bool right_to_left[STRINGS_LANGUAGE_MAX];
    const char *fonts[STRINGS_LANGUAGE_MAX]; /* family that its script needs; NULL = the design's */
    const char *texts[STRINGS_LANGUAGE_MAX][STRING_COUNT];
    int language_count;
};

/* Loads the tables of the given tags from folder; faults are collected, missing files are errors.
 */
bool strings_load(struct strings *strings, const char *folder, const char *const *tags, int count,
                  struct err_list *faults);
void strings_fini(struct strings *strings);
const char *strings_get(const struct strings *strings, int language, enum string_id id);

#endif
