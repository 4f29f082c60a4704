/*
 * Expressions between XLSForm and the canonical text. Both are XPath, but options have names there
 * and letters here, several answers stand apart there ('A C') and together here ('AC'), and limits
 * that have a key of their own here (最少 最多 范围 字数) are part of the constraint there.
 */
#ifndef WENDA_ACTIVITY_CONVERT_XLSFORM_EXPR_H
#define WENDA_ACTIVITY_CONVERT_XLSFORM_EXPR_H

#include <stdbool.h>

#include "activity/model.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"

/* What the answers of a question are called in the form. Borrowed. */
struct xlsform_codes {
    enum question_type type;
    const char *const *names; /* of options or of points of a scale; in their order */
    int count;
    bool last_is_unclear; /* of a scale: the last one is the point outside the mean */
    bool hidden;          /* in pieces in the form (a matrix): no expression can speak of it */
};

/* NULL where there is no such question before this one; id "." is the question itself. */
struct xlsform_scope {
    const struct xlsform_codes *(*find)(void *context, const char *id);
    void *context;
};

/* From the form's words to ours (reading) or back. NULL with the reason where something is said
 * that the other side cannot say. The result hangs in arena. */
const char *xlsform_translate(const char *text, bool reading, const struct xlsform_scope *scope,
                              struct arena *arena, struct err *err);

/* Limits that a constraint begins with. */
struct xlsform_limits {
    bool given;
    bool has_min, has_max;
    double min, max;
};

/* The two parts of a constraint: the limits that the type has a key for, and the rest ("" for
 * none). Reading what xlsform_join wrote gives the same two again. */
void xlsform_split(const char *constraint, enum question_type type, struct arena *arena,
                   struct xlsform_limits *limits, const char **rest);
void xlsform_join(const struct xlsform_limits *limits, const char *rest, enum question_type type,
                  struct strbuf *out);

#endif
