/* The tree of an expression, shared by the parser and the evaluator only. */
#ifndef WENDA_ACTIVITY_EXPR_TREE_H
#define WENDA_ACTIVITY_EXPR_TREE_H

#include "activity/expr.h"

enum expr_op {
    EXPR_NUMBER,
    EXPR_STRING,
    EXPR_REFERENCE, /* ${id}, or . */
    EXPR_TRUE,
    EXPR_FALSE,
    EXPR_OR,
    EXPR_AND,
    EXPR_EQUAL,
    EXPR_UNEQUAL,
    EXPR_LESS,
    EXPR_LESS_EQUAL,
    EXPR_GREATER,
    EXPR_GREATER_EQUAL,
    EXPR_ADD,
    EXPR_SUBTRACT,
    EXPR_MULTIPLY,
    EXPR_DIVIDE,
    EXPR_MODULO,
    EXPR_NEGATE,
    EXPR_NOT,
    EXPR_SELECTED,
    EXPR_COUNT_SELECTED,
    EXPR_STRING_LENGTH,
    EXPR_IF,
    EXPR_OP_COUNT
};

/* What a node yields. An answer is text that also counts as a number when it reads like one. */
enum expr_type { EXPR_TYPE_BOOL, EXPR_TYPE_NUMBER, EXPR_TYPE_STRING, EXPR_TYPE_ANSWER };

enum { EXPR_MAX_NODES = 500, EXPR_MAX_DEPTH = 50, EXPR_MAX_ARGS = 3 };

struct expr_node {
    enum expr_op op;
    enum expr_type type;
    int arg_count;
    struct expr_node *args[EXPR_MAX_ARGS];
    double number;
    const char *text; /* a string's value, a reference's id */
};

struct expr {
    const char *source;
    struct expr_node *root;
};

#endif
