/*
 * Parsing and type-checking, by recursive descent after the precedence of XPath 1.0 (section 3):
 * or, and, equality, relation, sum, product, sign, primary.
 */
#include "activity/expr.h"

#include <string.h>

#include "activity/expr_lexer.h"
#include "activity/expr_tree.h"

struct parser {
    struct expr_lexer lexer;
    int node_count, depth;
};

static struct expr_node *parse_or(struct parser *p);

static struct expr_node *new_node(struct parser *p, enum expr_op op, enum expr_type type)
{
    if (++p->node_count > EXPR_MAX_NODES) {
        expr_fail(&p->lexer, p->lexer.token.start, "表达式太长");
        return NULL;
    }
    struct expr_node *node = arena_alloc(p->lexer.arena, sizeof *node);
    node->op = op;
    node->type = type;
    return node;
}

static bool is_numeric(const struct expr_node *node)
{
    return node->type == EXPR_TYPE_NUMBER || node->type == EXPR_TYPE_ANSWER;
}

static bool need_bool(struct parser *p, const struct expr_node *node, const char *at)
{
    if (node->type == EXPR_TYPE_BOOL)
        return true;
    return expr_fail(&p->lexer, at, "这里要一个条件，例如 ${age} = 'A'，不能只是一个值");
}

static bool need_number(struct parser *p, const struct expr_node *node, const char *at)
{
    if (is_numeric(node))
        return true;
    return expr_fail(&p->lexer, at, "这里要一个数字或 ${编号}，不能是%s",
                     node->type == EXPR_TYPE_BOOL ? "条件" : "带引号的文字");
}

static bool need_text(struct parser *p, const struct expr_node *node, const char *at)
{
    if (node->type == EXPR_TYPE_STRING || node->type == EXPR_TYPE_ANSWER)
        return true;
    return expr_fail(&p->lexer, at, "这里要 ${编号} 或带引号的文字");
}

/* = and != compare like with like; an answer goes with either. */
static bool need_alike(struct parser *p, const struct expr_node *one, const struct expr_node *other,
                       const char *at)
{
    if (one->type == other->type || one->type == EXPR_TYPE_ANSWER ||
        other->type == EXPR_TYPE_ANSWER) {
        if (one->type != EXPR_TYPE_BOOL && other->type != EXPR_TYPE_BOOL)
            return true;
        if (one->type == other->type)
            return true;
    }
    return expr_fail(&p->lexer, at, "等号两边不是一类：文字要和文字比，数字要和数字比");
}

struct binary {
    const char *word;
    enum expr_op op;
};

/* One level of left-associative operators over the next tighter level. */
struct level {
    struct expr_node *(*operand)(struct parser *p);
    const struct binary *operators;
    int operator_count;
    enum expr_type result;
    bool (*need)(struct parser *p, const struct expr_node *node, const char *at);
};

static const struct binary *find_operator(const struct level *level, const struct token *token)
{
    for (int i = 0; i < level->operator_count; i++)
        if (token_is(token, level->operators[i].word))
            return &level->operators[i];
    return NULL;
}

static struct expr_node *parse_level(struct parser *p, const struct level *level)
{
    const char *left_at = p->lexer.token.start;
    struct expr_node *left = level->operand(p);
    const struct binary *found = NULL;
    while (left && (found = find_operator(level, &p->lexer.token))) {
        const char *operator_at = p->lexer.token.start;
        if (!expr_lexer_step(&p->lexer))
            return NULL;
        const char *right_at = p->lexer.token.start;
        struct expr_node *right = level->operand(p);
        if (!right)
            return NULL;
        if (level->need ? !level->need(p, left, left_at) || !level->need(p, right, right_at)
                        : !need_alike(p, left, right, operator_at))
            return NULL;
        struct expr_node *node = new_node(p, found->op, level->result);
        if (!node)
            return NULL;
        node->args[0] = left;
        node->args[1] = right;
        node->arg_count = 2;
        left = node;
    }
    return left;
}

static const struct function {
    const char *name;
    enum expr_op op;
    enum expr_type type;
    int arg_count;
} functions[] = {
    { "not", EXPR_NOT, EXPR_TYPE_BOOL, 1 },
    { "selected", EXPR_SELECTED, EXPR_TYPE_BOOL, 2 },
    { "count-selected", EXPR_COUNT_SELECTED, EXPR_TYPE_NUMBER, 1 },
    { "string-length", EXPR_STRING_LENGTH, EXPR_TYPE_NUMBER, 1 },
    { "if", EXPR_IF, EXPR_TYPE_ANSWER, 3 },
    { "true", EXPR_TRUE, EXPR_TYPE_BOOL, 0 },
    { "false", EXPR_FALSE, EXPR_TYPE_BOOL, 0 },
};

static bool expect(struct parser *p, const char *mark, const char *after)
{
    if (!token_is(&p->lexer.token, mark))
        return expr_fail(&p->lexer, p->lexer.token.start, "%s少了 %s", after, mark);
    return expr_lexer_step(&p->lexer);
}

/* An if yields what its branches yield: they must be of one kind, an answer going with either. */
static bool check_if(struct parser *p, struct expr_node *node, const char *const *at)
{
    const struct expr_node *one = node->args[1], *other = node->args[2];
    if (!need_bool(p, node->args[0], at[0]) || !need_alike(p, one, other, at[2]))
        return false;
    node->type = one->type == EXPR_TYPE_ANSWER ? other->type : one->type;
    return true;
}

static bool check_call(struct parser *p, struct expr_node *node, const char *const *at)
{
    switch (node->op) {
    case EXPR_NOT:
        return need_bool(p, node->args[0], at[0]);
    case EXPR_SELECTED:
        return need_text(p, node->args[0], at[0]) && need_text(p, node->args[1], at[1]);
    case EXPR_COUNT_SELECTED:
    case EXPR_STRING_LENGTH:
        return need_text(p, node->args[0], at[0]);
    case EXPR_IF:
        return check_if(p, node, at);
    default:
        return true;
    }
}

static struct expr_node *parse_call(struct parser *p, const struct function *function)
{
    const char *at[EXPR_MAX_ARGS] = { NULL };
    struct expr_node *node = new_node(p, function->op, function->type);
    if (!node || !expr_lexer_step(&p->lexer) || !expect(p, "(", function->name))
        return NULL;
    for (int i = 0; i < function->arg_count; i++) {
        if (i > 0 && !expect(p, ",", "两个值之间"))
            return NULL;
        at[i] = p->lexer.token.start;
        node->args[i] = parse_or(p);
        node->arg_count = i + 1;
        if (!node->args[i])
            return NULL;
    }
    const char *end = p->lexer.token.start;
    if (token_is(&p->lexer.token, ",")) {
        expr_fail(&p->lexer, end, "%s() 只要 %d 个值", function->name, function->arg_count);
        return NULL;
    }
    return expect(p, ")", function->name) && check_call(p, node, at) ? node : NULL;
}

static struct expr_node *parse_name(struct parser *p)
{
    enum { COUNT = sizeof functions / sizeof functions[0] };
    const struct token *token = &p->lexer.token;
    const char *names[COUNT];
    for (int i = 0; i < COUNT; i++) {
        names[i] = functions[i].name;
        if (token_is(token, names[i]))
            return parse_call(p, &functions[i]);
    }
    char *word = arena_strndup(p->lexer.arena, token->start, token->len);
    const char *near = err_nearest(word, names, COUNT);
    expr_fail(&p->lexer, token->start,
              "不认识“%s”，可用的有：not() selected() count-selected() string-length() if() true() "
              "false() and or div mod%s%s%s；引用一道题要写 ${编号}，文字要加引号",
              word, near ? "；是不是“" : "", near ? near : "", near ? "”？" : "");
    return NULL;
}

static struct expr_node *parse_primary(struct parser *p)
{
    struct token token = p->lexer.token;
    struct expr_node *node = NULL;
    switch (token.kind) {
    case TOKEN_NUMBER:
        node = new_node(p, EXPR_NUMBER, EXPR_TYPE_NUMBER);
        break;
    case TOKEN_STRING:
        node = new_node(p, EXPR_STRING, EXPR_TYPE_STRING);
        break;
    case TOKEN_REFERENCE:
        node = new_node(p, EXPR_REFERENCE, EXPR_TYPE_ANSWER);
        break;
    case TOKEN_NAME:
        return parse_name(p);
    case TOKEN_END:
        expr_fail(&p->lexer, token.start, "表达式没有写完");
        return NULL;
    case TOKEN_MARK:
        if (!token_is(&token, "(")) {
            expr_fail(&p->lexer, token.start, "这里不能是 %.*s%s", (int)token.len, token.start,
                      token_is(&token, "=") ? "；等于只写一个 =" : "");
            return NULL;
        }
        if (!expr_lexer_step(&p->lexer))
            return NULL;
        node = parse_or(p);
        return node && expect(p, ")", "括号没有配对，") ? node : NULL;
    }
    if (!node)
        return NULL;
    node->number = token.number;
    node->text = token.text;
    return expr_lexer_step(&p->lexer) ? node : NULL;
}

static struct expr_node *parse_sign(struct parser *p)
{
    int signs = 0;
    while (token_is(&p->lexer.token, "-")) {
        signs++;
        if (!expr_lexer_step(&p->lexer))
            return NULL;
    }
    const char *at = p->lexer.token.start;
    struct expr_node *operand = parse_primary(p);
    if (!operand || signs == 0)
        return operand;
    if (!need_number(p, operand, at))
        return NULL;
    struct expr_node *node = new_node(p, EXPR_NEGATE, EXPR_TYPE_NUMBER);
    struct expr_node *zero = new_node(p, EXPR_NUMBER, EXPR_TYPE_NUMBER);
    if (!node || !zero)
        return NULL;
    if (signs % 2 == 0) { /* --x is x as a number */
        node->op = EXPR_ADD;
        node->args[node->arg_count++] = zero;
    }
    node->args[node->arg_count++] = operand;
    return node;
}

static struct expr_node *parse_product(struct parser *p)
{
    static const struct binary operators[] = { { "*", EXPR_MULTIPLY },
                                               { "div", EXPR_DIVIDE },
                                               { "mod", EXPR_MODULO } };
    static const struct level level = { parse_sign, operators, 3, EXPR_TYPE_NUMBER, need_number };
    return parse_level(p, &level);
}

static struct expr_node *parse_sum(struct parser *p)
{
    static const struct binary operators[] = { { "+", EXPR_ADD }, { "-", EXPR_SUBTRACT } };
    static const struct level level = { parse_product, operators, 2, EXPR_TYPE_NUMBER,
                                        need_number };
    return parse_level(p, &level);
}

static struct expr_node *parse_relation(struct parser *p)
{
    static const struct binary operators[] = { { "<", EXPR_LESS },
                                               { "<=", EXPR_LESS_EQUAL },
                                               { ">", EXPR_GREATER },
                                               { ">=", EXPR_GREATER_EQUAL } };
    static const struct level level = { parse_sum, operators, 4, EXPR_TYPE_BOOL, need_number };
    return parse_level(p, &level);
}

static struct expr_node *parse_equality(struct parser *p)
{
    static const struct binary operators[] = { { "=", EXPR_EQUAL }, { "!=", EXPR_UNEQUAL } };
    static const struct level level = { parse_relation, operators, 2, EXPR_TYPE_BOOL, NULL };
    return parse_level(p, &level);
}

static struct expr_node *parse_and(struct parser *p)
{
    static const struct binary operators[] = { { "and", EXPR_AND } };
    static const struct level level = { parse_equality, operators, 1, EXPR_TYPE_BOOL, need_bool };
    return parse_level(p, &level);
}

static struct expr_node *parse_or(struct parser *p)
{
    static const struct binary operators[] = { { "or", EXPR_OR } };
    static const struct level level = { parse_and, operators, 1, EXPR_TYPE_BOOL, need_bool };
    if (++p->depth > EXPR_MAX_DEPTH) {
        expr_fail(&p->lexer, p->lexer.token.start, "括号套得太深");
        return NULL;
    }
    struct expr_node *node = parse_level(p, &level);
    p->depth--;
    return node;
}

/* One line: a line end inside an expression is a blank. */
static char *copy_source(struct arena *arena, const char *text)
{
    char *source = arena_strdup(arena, text);
    for (char *c = source; *c; c++)
        if (*c == '\n')
            *c = ' ';
    return source;
}

struct expr *expr_parse(const char *text, struct arena *arena, struct err *err)
{
    char *source = copy_source(arena, text);
    struct parser p = { .lexer = { .source = source, .next = source, .arena = arena, .err = err } };
    if (!expr_lexer_step(&p.lexer))
        return NULL;
    const char *start = p.lexer.token.start;
    struct expr_node *root = parse_or(&p);
    if (!root)
        return NULL;
    if (p.lexer.token.kind != TOKEN_END) {
        expr_fail(&p.lexer, p.lexer.token.start, "这里少了 and、or 或运算符");
        return NULL;
    }
    if (!need_bool(&p, root, start))
        return NULL;
    struct expr *expr = arena_alloc(arena, sizeof *expr);
    expr->source = source;
    expr->root = root;
    return expr;
}
