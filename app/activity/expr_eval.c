/* Evaluation and walking. The parser has checked the types, so only answers need converting. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activity/expr_tree.h"
#include "activity/value.h"
#include "base/utf8.h"

/* A value whose text, if it came from an answer, is a copy: the scope may reuse its buffer. */
struct value {
    enum expr_type type;
    bool truth;
    double number;
    char *text;
};

static struct value evaluate(const struct expr_node *node, const struct expr_scope *scope);

static struct value of_bool(bool truth)
{
    return (struct value){ .type = EXPR_TYPE_BOOL, .truth = truth };
}

static struct value of_number(double number)
{
    return (struct value){ .type = EXPR_TYPE_NUMBER, .number = number };
}

static void value_fini(struct value *value)
{
    free(value->text);
}

/* Text that is no number, and so the empty answer, is NAN: every comparison with it is false. */
static double to_number(const struct value *value)
{
    double number = NAN;
    if (value->type == EXPR_TYPE_NUMBER)
        return value->number;
    if (value->text && value_parse_number(value->text, &number))
        return number;
    return NAN;
}

static double number_of(const struct expr_node *node, const struct expr_scope *scope)
{
    struct value value = evaluate(node, scope);
    double number = to_number(&value);
    value_fini(&value);
    return number;
}

static bool truth_of(const struct expr_node *node, const struct expr_scope *scope)
{
    struct value value = evaluate(node, scope);
    assert(value.type == EXPR_TYPE_BOOL);
    return value.truth;
}

/* The types leave text only where there is some; a number met here would read as nothing. */
static const char *text_of(const struct value *value)
{
    return value->text ? value->text : "";
}

static bool are_equal(const struct value *a, const struct value *b, bool wanted)
{
    if (a->type == EXPR_TYPE_BOOL)
        return (a->truth == b->truth) == wanted;
    if (a->type == EXPR_TYPE_NUMBER || b->type == EXPR_TYPE_NUMBER) {
        double x = to_number(a), y = to_number(b);
        if (isnan(x) || isnan(y))
            return false;
        return (x == y) == wanted;
    }
    return (strcmp(text_of(a), text_of(b)) == 0) == wanted;
}

static bool compare(const struct expr_node *node, const struct expr_scope *scope)
{
    struct value a = evaluate(node->args[0], scope), b = evaluate(node->args[1], scope);
    bool result = are_equal(&a, &b, node->op == EXPR_EQUAL);
    value_fini(&a);
    value_fini(&b);
    return result;
}

/* Choices are letters in one word ("ACD"); anything longer is compared whole. */
static bool is_selected(const char *answer, const char *choice)
{
    if (choice[0] && !choice[1])
        return strchr(answer, choice[0]) != NULL;
    return *choice && strcmp(answer, choice) == 0;
}

static struct value evaluate_text(const struct expr_node *node, const struct expr_scope *scope)
{
    struct value first = evaluate(node->args[0], scope);
    struct value result = of_number(utf8_count(text_of(&first)));
    if (node->op == EXPR_SELECTED) {
        struct value second = evaluate(node->args[1], scope);
        result = of_bool(is_selected(text_of(&first), text_of(&second)));
        value_fini(&second);
    }
    value_fini(&first);
    return result;
}

static double calculate(enum expr_op op, double a, double b)
{
    switch (op) {
    case EXPR_ADD:
        return a + b;
    case EXPR_SUBTRACT:
        return a - b;
    case EXPR_MULTIPLY:
        return a * b;
    case EXPR_DIVIDE:
        return a / b;
    default:
        return fmod(a, b);
    }
}

static bool is_related(enum expr_op op, double a, double b)
{
    switch (op) {
    case EXPR_LESS:
        return a < b;
    case EXPR_LESS_EQUAL:
        return a <= b;
    case EXPR_GREATER:
        return a > b;
    default:
        return a >= b;
    }
}

static struct value evaluate_leaf(const struct expr_node *node, const struct expr_scope *scope)
{
    if (node->op == EXPR_NUMBER)
        return of_number(node->number);
    struct value value = { .type = EXPR_TYPE_STRING };
    if (node->op == EXPR_REFERENCE) {
        const char *text = scope->answer_text(scope->context, node->text);
        value.type = EXPR_TYPE_ANSWER;
        value.text = mem_strdup(text ? text : "");
    } else {
        value.text = mem_strdup(node->text);
    }
    return value;
}

static struct value evaluate(const struct expr_node *node, const struct expr_scope *scope)
{
    struct expr_node *const *args = node->args;
    switch (node->op) {
    case EXPR_NUMBER:
    case EXPR_STRING:
    case EXPR_REFERENCE:
        return evaluate_leaf(node, scope);
    case EXPR_TRUE:
        return of_bool(true);
    case EXPR_FALSE:
        return of_bool(false);
    case EXPR_OR:
        return of_bool(truth_of(args[0], scope) || truth_of(args[1], scope));
    case EXPR_AND:
        return of_bool(truth_of(args[0], scope) && truth_of(args[1], scope));
    case EXPR_NOT:
        return of_bool(!truth_of(args[0], scope));
    case EXPR_EQUAL:
    case EXPR_UNEQUAL:
        return of_bool(compare(node, scope));
    case EXPR_LESS:
    case EXPR_LESS_EQUAL:
    case EXPR_GREATER:
    case EXPR_GREATER_EQUAL:
        return of_bool(is_related(node->op, number_of(args[0], scope), number_of(args[1], scope)));
    case EXPR_ADD:
    case EXPR_SUBTRACT:
    case EXPR_MULTIPLY:
    case EXPR_DIVIDE:
    case EXPR_MODULO:
        return of_number(calculate(node->op, number_of(args[0], scope), number_of(args[1], scope)));
    case EXPR_NEGATE:
        return of_number(-number_of(args[0], scope));
    case EXPR_SELECTED:
    case EXPR_COUNT_SELECTED:
    case EXPR_STRING_LENGTH:
        return evaluate_text(node, scope);
    case EXPR_IF:
        return evaluate(args[truth_of(args[0], scope) ? 1 : 2], scope);
    case EXPR_OP_COUNT:
        break;
    }
    assert(!"an operator without a meaning");
    return of_bool(false);
}

bool expr_is_true(const struct expr *expr, const struct expr_scope *scope)
{
    return truth_of(expr->root, scope);
}

const char *expr_text(const struct expr *expr)
{
    return expr->source;
}

static void walk(const struct expr_node *node, void (*visit)(void *context, const char *id),
                 void *context)
{
    if (node->op == EXPR_REFERENCE && strcmp(node->text, ".") != 0)
        visit(context, node->text);
    for (int i = 0; i < node->arg_count; i++)
        walk(node->args[i], visit, context);
}

void expr_each_reference(const struct expr *expr, void (*visit)(void *context, const char *id),
                         void *context)
{
    walk(expr->root, visit, context);
}

typedef void visit_comparison(void *context, const char *id, const char *literal);

static bool uses_number(const struct expr_node *node, const struct expr_node *other)
{
    bool equality = node->op == EXPR_EQUAL || node->op == EXPR_UNEQUAL;
    bool arithmetic = node->op >= EXPR_LESS && node->op <= EXPR_NEGATE;
    return arithmetic || (equality && other->type == EXPR_TYPE_NUMBER);
}

static void walk_comparisons(const struct expr_node *node, visit_comparison *visit, void *context)
{
    bool alike = node->op == EXPR_EQUAL || node->op == EXPR_UNEQUAL || node->op == EXPR_SELECTED;
    for (int i = 0; i < node->arg_count; i++) {
        const struct expr_node *arg = node->args[i];
        const struct expr_node *other = node->args[node->arg_count == 2 ? 1 - i : i];
        if (arg->op == EXPR_REFERENCE && alike && other->op == EXPR_STRING)
            visit(context, arg->text, other->text);
        else if (arg->op == EXPR_REFERENCE && uses_number(node, other))
            visit(context, arg->text, NULL);
        walk_comparisons(arg, visit, context);
    }
}

void expr_each_comparison(const struct expr *expr, visit_comparison *visit, void *context)
{
    walk_comparisons(expr->root, visit, context);
}
