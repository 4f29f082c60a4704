/* Constraints taken apart and put together. */
#include <math.h>
#include <string.h>

#include "activity/convert/xlsform_expr.h"
#include "activity/expr_lexer.h"
#include "activity/value.h"

enum { PATTERN_TOKENS = 24, NESTING_MAX = 60 };

/* What is measured: the answer itself, the options ticked, the characters written. */
static const char *measure_of(enum question_type type)
{
    switch (type) {
    case QUESTION_MULTIPLE:
        return "count-selected";
    case QUESTION_TEXT:
        return "string-length";
    case QUESTION_NUMBER:
        return "";
    default:
        return NULL;
    }
}

/* ---- `. >= 0 and . <= 10` ---- */

struct pattern {
    struct expr_lexer lexer;
    const char *measure;
    bool valid;
};

static bool take(struct pattern *p, const char *word)
{
    p->valid = p->valid && token_is(&p->lexer.token, word) && expr_lexer_step(&p->lexer);
    return p->valid;
}

static bool take_self(struct pattern *p)
{
    const struct token *token = &p->lexer.token;
    p->valid = p->valid && token->kind == TOKEN_REFERENCE && strcmp(token->text, ".") == 0 &&
               expr_lexer_step(&p->lexer);
    return p->valid;
}

static bool take_number(struct pattern *p, double *out)
{
    bool negative = token_is(&p->lexer.token, "-");
    if (negative)
        take(p, "-");
    p->valid = p->valid && p->lexer.token.kind == TOKEN_NUMBER;
    if (!p->valid)
        return false;
    *out = negative ? -p->lexer.token.number : p->lexer.token.number;
    p->valid = expr_lexer_step(&p->lexer);
    return p->valid;
}

/* measure(.) >= 2 */
static void take_bound(struct pattern *p, struct xlsform_limits *limits)
{
    if (*p->measure) {
        take(p, p->measure);
        take(p, "(");
    }
    take_self(p);
    if (*p->measure)
        take(p, ")");
    bool lower = p->valid && token_is(&p->lexer.token, ">=");
    take(p, lower ? ">=" : "<=");
    if (lower ? limits->has_min : limits->has_max)
        p->valid = false;
    take_number(p, lower ? &limits->min : &limits->max);
    if (lower)
        limits->has_min = true;
    else
        limits->has_max = true;
}

/* Whether the limits are such that the key of the type can say them. */
static bool fits_type(const struct xlsform_limits *limits, enum question_type type)
{
    const bool whole = limits->min == floor(limits->min) && limits->max == floor(limits->max);
    switch (type) {
    case QUESTION_MULTIPLE:
        return whole && limits->min >= 0 && limits->min <= OPTION_MAX && limits->max >= 0 &&
               limits->max <= OPTION_MAX && (!limits->has_min || limits->min > 0) &&
               (!limits->has_max || limits->max > 0);
    case QUESTION_TEXT:
        return whole && !limits->has_min && limits->max >= 1 && limits->max <= 500;
    default:
        return limits->has_min && limits->has_max && limits->min < limits->max;
    }
}

static bool is_pattern(const char *text, enum question_type type, struct arena *arena,
                       struct xlsform_limits *limits)
{
    struct err quiet = { 0 };
    struct pattern p = { .lexer = { .source = text, .next = text, .arena = arena, .err = &quiet },
                         .measure = measure_of(type) };
    *limits = (struct xlsform_limits){ 0 };
    if (!p.measure || !expr_lexer_step(&p.lexer))
        return false;
    p.valid = true;
    take_bound(&p, limits);
    if (p.valid && token_is(&p.lexer.token, "and")) {
        take(&p, "and");
        take_bound(&p, limits);
    }
    limits->given = p.valid && p.lexer.token.kind == TOKEN_END && fits_type(limits, type);
    return limits->given;
}

/* ---- Brackets ---- */

/* The bracket that closes the one text begins with, or NULL. Quotes are skipped. */
static const char *closing(const char *text)
{
    int depth = 0;
    for (const char *p = text; *p; p++) {
        if (*p == '\'' || *p == '"') {
            p = strchr(p + 1, *p);
            if (!p)
                return NULL;
        } else if (*p == '(') {
            depth++;
        } else if (*p == ')' && --depth == 0) {
            return p;
        }
    }
    return NULL;
}

/* "(inner)" -> inner, or NULL. */
static const char *unwrap(const char *text, struct arena *arena)
{
    const char *close = *text == '(' ? closing(text) : NULL;
    return close && !close[1] ? arena_strndup(arena, text + 1, (size_t)(close - text - 1)) : NULL;
}

/* "(limits) and (rest)" */
static bool is_composed(const char *text, enum question_type type, struct arena *arena,
                        struct xlsform_limits *limits, const char **rest)
{
    static const char joint[] = ") and (";
    const char *close = *text == '(' ? closing(text) : NULL;
    if (!close || strncmp(close, joint, strlen(joint)) != 0)
        return false;
    const char *first = arena_strndup(arena, text + 1, (size_t)(close - text - 1));
    *rest = unwrap(close + strlen(") and "), arena);
    return *rest && **rest && is_pattern(first, type, arena, limits);
}

/* Whether the reader would take text for more than just an expression. */
static bool is_special(const char *text, enum question_type type, struct arena *arena)
{
    struct xlsform_limits limits;
    const char *rest = NULL;
    for (int i = 0; text && i < NESTING_MAX; i++) {
        if (is_pattern(text, type, arena, &limits) ||
            is_composed(text, type, arena, &limits, &rest))
            return true;
        text = unwrap(text, arena);
    }
    return false;
}

void xlsform_split(const char *constraint, enum question_type type, struct arena *arena,
                   struct xlsform_limits *limits, const char **rest)
{
    *rest = "";
    if (is_pattern(constraint, type, arena, limits) ||
        is_composed(constraint, type, arena, limits, rest))
        return;
    *limits = (struct xlsform_limits){ 0 };
    const char *inner = unwrap(constraint, arena);
    *rest = inner && is_special(inner, type, arena) ? inner : constraint;
}

static void add_bound(const char *measure, const char *sign, double bound, struct strbuf *out)
{
    if (*measure)
        strbuf_addf(out, "%s(.) %s ", measure, sign);
    else
        strbuf_addf(out, ". %s ", sign);
    value_format_number(bound, out);
}

void xlsform_join(const struct xlsform_limits *limits, const char *rest, enum question_type type,
                  struct strbuf *out)
{
    struct arena arena;
    const char *measure = measure_of(type);
    arena_init(&arena);
    if (limits->given) {
        strbuf_add(out, *rest ? "(" : "");
        if (limits->has_min)
            add_bound(measure, ">=", limits->min, out);
        if (limits->has_min && limits->has_max)
            strbuf_add(out, " and ");
        if (limits->has_max)
            add_bound(measure, "<=", limits->max, out);
        if (*rest)
            strbuf_addf(out, ") and (%s)", rest);
    } else if (*rest) {
        strbuf_addf(out, is_special(rest, type, &arena) ? "(%s)" : "%s", rest);
    }
    arena_fini(&arena);
}
