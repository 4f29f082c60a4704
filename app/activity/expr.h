/*
 * XLSForm expressions of 显示条件 and 校验 (ODK XForms subset named in FORMATS.md): parsed and
 * type-checked once at load, evaluated over the answers so far. A question that was not shown or
 * not answered is the empty string; comparing it with a number is false.
 */
#ifndef WENDA_ACTIVITY_EXPR_H
#define WENDA_ACTIVITY_EXPR_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"

struct expr;

/* Gives the textual answer (answer_format) of a question id, "" when there is none. Borrowed until
 * the next call. id "." is the answer under constraint. */
struct expr_scope {
    const char *(*answer_text)(void *context, const char *id);
    void *context;
};

/* The tree hangs in arena. NULL and a text in *err (with the character where it went wrong) when it
 * does not parse or a type does not fit. */
struct expr *expr_parse(const char *text, struct arena *arena, struct err *err);
bool expr_is_true(const struct expr *expr, const struct expr_scope *scope);
/* The source text as written, for the canonical writer. */
const char *expr_text(const struct expr *expr);
/* Calls visit for every ${id} in it, in order; "." is not visited. */
void expr_each_reference(const struct expr *expr, void (*visit)(void *context, const char *id),
                         void *context);

/* Calls visit for every place where a bare ${id} or "." (id ".") meets a literal text in =, != or
 * selected(), and with literal NULL where it is used as a number. */
void expr_each_comparison(const struct expr *expr,
                          void (*visit)(void *context, const char *id, const char *literal),
                          void *context);

#endif
