/* The keys that a question may carry and the words that name types, declared once: name, where it
 * belongs, and whether its text is translated. */
#ifndef WENDA_ACTIVITY_KEYS_H
#define WENDA_ACTIVITY_KEYS_H

#include <stdbool.h>

#include "activity/model.h"

enum key {
    KEY_TYPE,
    KEY_ANSWER,
    KEY_TOPIC,
    KEY_DIFFICULTY,
    KEY_POINTS,
    KEY_LIMIT,
    KEY_EXPLANATION,
    KEY_TAKEAWAY,
    KEY_BASIS,
    KEY_EDITION,
    KEY_VALID_FROM,
    KEY_VALID_UNTIL,
    KEY_REVIEW,
    KEY_ROWS,
    KEY_SCALE,
    KEY_RANGE,
    KEY_REQUIRED,
    KEY_MIN,
    KEY_MAX,
    KEY_CHARS,
    KEY_HINT,
    KEY_RELEVANT,
    KEY_CONSTRAINT,
    KEY_CONSTRAINT_MESSAGE,
    KEY_PICTURE,
    KEY_ID,
    KEY_COUNT
};

const char *key_name(enum key key);
bool key_find(const char *name, enum key *out);
bool key_belongs_to(enum key key, enum form_kind kind);
bool key_fits_type(enum key key, enum question_type type);
/* Names of the keys of a kind, for messages; returns how many were written (at most KEY_COUNT). */
int key_names(enum form_kind kind, const char *names[KEY_COUNT]);

/* A type by its name or a usual synonym (单选题, 单项选择题), ignoring a remark in brackets. */
bool type_find(const char *word, enum question_type *out);
bool type_belongs_to(enum question_type type, enum form_kind kind);
int type_names(enum form_kind kind, const char *names[QUESTION_TYPE_COUNT]);

#endif
