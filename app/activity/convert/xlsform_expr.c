#include "activity/convert/xlsform_expr.h"

#include <stdio.h>
#include <string.h>

#include "activity/expr_lexer.h"

enum { TOKENS_MAX = 2000, CODE_LEN = 12 };

struct translation {
    struct arena *arena;
    const struct xlsform_scope *scope;
    struct err *err;
    bool reading;
    struct token *tokens;
    const char **replaced; /* by token: its new words, or NULL */
    int count;
};

/* ---- Names and codes ---- */

static void code_of(const struct xlsform_codes *codes, int index, char out[CODE_LEN])
{
    if (codes->type != QUESTION_SCALE)
        (void)snprintf(out, CODE_LEN, "%c", 'A' + index);
    else if (codes->last_is_unclear && index == codes->count - 1)
        (void)snprintf(out, CODE_LEN, "0");
    else
        (void)snprintf(out, CODE_LEN, "%d", index + 1);
}

/* Whether the form calls every answer as we do. */
static bool are_ours(const struct xlsform_codes *codes)
{
    char code[CODE_LEN];
    for (int i = 0; i < codes->count; i++) {
        code_of(codes, i, code);
        if (strcmp(code, codes->names[i]) != 0)
            return false;
    }
    return true;
}

static bool has_list(const struct xlsform_codes *codes)
{
    return codes->type == QUESTION_MULTIPLE || codes->type == QUESTION_ORDER;
}

/* One answer's name into its code. */
static bool add_code(struct translation *t, const struct xlsform_codes *codes, const char *name,
                     size_t len, struct strbuf *out)
{
    char code[CODE_LEN];
    for (int i = 0; i < codes->count; i++) {
        if (strlen(codes->names[i]) != len || strncmp(codes->names[i], name, len) != 0)
            continue;
        code_of(codes, i, code);
        strbuf_add(out, code);
        return true;
    }
    return err_set(t->err, "条件里的“%s”不是那道题的选项", arena_strndup(t->arena, name, len));
}

/* 'a c' -> AC; the names of several answers stand apart. */
static bool read_names(struct translation *t, const struct xlsform_codes *codes, const char *text,
                       struct strbuf *out)
{
    while (*text) {
        size_t len = strcspn(text, " ");
        if (len > 0 && !add_code(t, codes, text, len, out))
            return false;
        text += len + strspn(text + len, " ");
    }
    return true;
}

/* AC -> 'A C'; only what can be an answer at all. */
static bool write_letters(struct translation *t, const struct xlsform_codes *codes,
                          const char *text, struct strbuf *out)
{
    for (const char *p = text; *p; p++) {
        if (*p < 'A' || *p >= 'A' + codes->count)
            return err_set(t->err, "条件里拿多项答案和“%s”比较，XLSForm 写不出", text);
        strbuf_addf(out, "%s%c", p > text ? " " : "", *p);
    }
    return true;
}

/* A literal that an answer is compared with. several: as a whole ('A C'), not one option of it. */
static bool translate_literal(struct translation *t, const struct xlsform_codes *codes, int index,
                              bool several)
{
    const struct token *token = &t->tokens[index];
    const char *text = token->kind == TOKEN_STRING
                           ? token->text
                           : arena_strndup(t->arena, token->start, token->len);
    struct strbuf out;
    bool ok = true;
    several = several && has_list(codes);
    if (!*text || codes->count == 0 || (!several && (!t->reading || are_ours(codes))))
        return true;
    strbuf_init(&out);
    const char quote = token->kind == TOKEN_STRING ? *token->start : '\'';
    strbuf_add_char(&out, quote);
    if (several && t->reading)
        ok = read_names(t, codes, text, &out);
    else if (several)
        ok = write_letters(t, codes, text, &out);
    else
        ok = add_code(t, codes, text, strlen(text), &out);
    strbuf_add_char(&out, quote);
    t->replaced[index] = arena_strdup(t->arena, out.text);
    strbuf_fini(&out);
    return ok;
}

/* ---- Where a reference stands ---- */

static const struct token *token_at(const struct translation *t, int index)
{
    static const struct token none = { .kind = TOKEN_END, .start = "" };
    return index >= 0 && index < t->count ? &t->tokens[index] : &none;
}

static bool is_at(const struct translation *t, int index, const char *word)
{
    return token_is(token_at(t, index), word);
}

static bool is_literal(const struct translation *t, int index)
{
    enum token_kind kind = token_at(t, index)->kind;
    return kind == TOKEN_STRING || kind == TOKEN_NUMBER;
}

/* Nothing that binds tighter than = goes on there. */
static bool is_edge(const struct translation *t, int index)
{
    static const char *const edges[] = { "(", ")", ",", "and", "or" };
    if (token_at(t, index)->kind == TOKEN_END)
        return true;
    for (int i = 0; i < 5; i++)
        if (is_at(t, index, edges[i]))
            return true;
    return false;
}

static bool is_equality(const struct translation *t, int index)
{
    return is_at(t, index, "=") || is_at(t, index, "!=");
}

/* The literal that the reference at index is compared with, or -1. */
static int compared_with(const struct translation *t, int index)
{
    if (is_equality(t, index + 1) && is_literal(t, index + 2) && is_edge(t, index + 3) &&
        is_edge(t, index - 1))
        return index + 2;
    if (is_equality(t, index - 1) && is_literal(t, index - 2) && is_edge(t, index - 3) &&
        is_edge(t, index + 1))
        return index - 2;
    return -1;
}

/* selected(${id}, 'A') */
static bool is_in_selected(const struct translation *t, int index)
{
    return is_at(t, index - 2, "selected") && is_at(t, index - 1, "(") &&
           is_at(t, index + 1, ",") && is_literal(t, index + 2) && is_at(t, index + 3, ")");
}

static bool is_in(const struct translation *t, int index, const char *function)
{
    return is_at(t, index - 2, function) && is_at(t, index - 1, "(") && is_at(t, index + 1, ")");
}

static bool translate_reference(struct translation *t, int index)
{
    const char *id = t->tokens[index].text;
    const struct xlsform_codes *codes = t->scope->find(t->scope->context, id);
    int literal = compared_with(t, index);
    if (!codes)
        return err_set(t->err, "条件里的 ${%s} 不是前面的题", id);
    if (codes->hidden)
        return err_set(t->err, "条件里的 ${%s} 是矩阵题，XLSForm 和这里说法不同", id);
    if (literal >= 0)
        return translate_literal(t, codes, literal, true);
    if (is_in_selected(t, index))
        return translate_literal(t, codes, index + 2, false);
    if (is_in(t, index, "count-selected"))
        return true;
    if (has_list(codes))
        return err_set(t->err, "条件里的 ${%s} 有几个答案，这样的用法换不过来", id);
    if (t->reading && !are_ours(codes))
        return err_set(t->err, "条件里的 ${%s} 是选择题，这样的用法换不过来", id);
    return true;
}

/* ---- The whole ---- */

static bool read_tokens(struct translation *t, const char *text)
{
    struct expr_lexer lexer = { .source = text, .next = text, .arena = t->arena, .err = t->err };
    t->tokens = arena_alloc(t->arena, TOKENS_MAX * sizeof *t->tokens);
    t->replaced = arena_alloc(t->arena, TOKENS_MAX * sizeof *t->replaced);
    while (expr_lexer_step(&lexer)) {
        if (lexer.token.kind == TOKEN_END)
            return true;
        if (t->count == TOKENS_MAX)
            return err_set(t->err, "表达式太长");
        t->tokens[t->count++] = lexer.token;
    }
    return false;
}

static const char *put_together(struct translation *t, const char *text)
{
    struct strbuf out;
    strbuf_init(&out);
    for (int i = 0; i < t->count; i++) {
        const struct token *token = &t->tokens[i];
        strbuf_add_len(&out, text, (size_t)(token->start - text));
        if (t->replaced[i])
            strbuf_add(&out, t->replaced[i]);
        else
            strbuf_add_len(&out, token->start, token->len);
        text = token->start + token->len;
    }
    strbuf_add(&out, text);
    const char *copy = arena_strdup(t->arena, out.text);
    strbuf_fini(&out);
    return copy;
}

const char *xlsform_translate(const char *text, bool reading, const struct xlsform_scope *scope,
                              struct arena *arena, struct err *err)
{
    struct translation t = { .arena = arena, .scope = scope, .err = err, .reading = reading };
    if (!read_tokens(&t, text))
        return NULL;
    for (int i = 0; i < t.count; i++)
        if (t.tokens[i].kind == TOKEN_REFERENCE && !translate_reference(&t, i))
            return NULL;
    return put_together(&t, text);
}
