/* The words of an XLSForm expression, for the parser and for conversion to and from XLSForm. */
#ifndef WENDA_ACTIVITY_EXPR_LEXER_H
#define WENDA_ACTIVITY_EXPR_LEXER_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"

enum token_kind {
    TOKEN_END,
    TOKEN_NUMBER,
    TOKEN_STRING,
    TOKEN_REFERENCE, /* ${id}, or . */
    TOKEN_NAME,      /* and or div mod, or a function */
    TOKEN_MARK       /* ( ) , + - * = != < <= > >= */
};

struct token {
    enum token_kind kind;
    const char *start; /* in the source */
    size_t len;
    const char *text; /* the value of a string, the id of a reference; in the arena */
    double number;
};

struct expr_lexer {
    const char *source, *next;
    struct arena *arena;
    struct err *err;
    struct token token; /* the present one */
};

/* Moves to the next word. False, with an error set, where none can be read. */
bool expr_lexer_step(struct expr_lexer *lexer);
bool token_is(const struct token *token, const char *word);
/* Sets the error, naming the character at which it happened. Always false. */
bool expr_fail(struct expr_lexer *lexer, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
