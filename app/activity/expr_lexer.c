#include "activity/expr_lexer.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "activity/draft.h"
#include "base/strbuf.h"
#include "base/utf8.h"

bool expr_fail(struct expr_lexer *lexer, const char *at, const char *format, ...)
{
    struct strbuf text;
    strbuf_init(&text);
    va_list args;
    va_start(args, format);
    strbuf_vaddf(&text, format, args);
    va_end(args);
    int chars = 1;
    for (const char *p = lexer->source; p < at; chars++)
        utf8_next(&p);
    err_set(lexer->err, "表达式第 %d 个字符处：%s", chars, text.text);
    strbuf_fini(&text);
    return false;
}

bool token_is(const struct token *token, const char *word)
{
    return (token->kind == TOKEN_NAME || token->kind == TOKEN_MARK) && strlen(word) == token->len &&
           memcmp(word, token->start, token->len) == 0;
}

static bool finish(struct expr_lexer *lexer, enum token_kind kind, size_t len)
{
    lexer->token.kind = kind;
    lexer->token.len = len;
    lexer->next = lexer->token.start + len;
    return true;
}

static bool read_number(struct expr_lexer *lexer)
{
    const char *start = lexer->token.start;
    size_t len = strspn(start, "0123456789");
    if (start[len] == '.')
        len += 1 + strspn(start + len + 1, "0123456789");
    if (len > 15)
        return expr_fail(lexer, start, "数字太长");
    char digits[16] = { 0 };
    memcpy(digits, start, len);
    lexer->token.number = strtod(digits, NULL);
    return finish(lexer, TOKEN_NUMBER, len);
}

static bool read_string(struct expr_lexer *lexer)
{
    const char *start = lexer->token.start;
    const char *end = strchr(start + 1, *start);
    if (!end)
        return expr_fail(lexer, start, "引号没有配对");
    lexer->token.text = arena_strndup(lexer->arena, start + 1, (size_t)(end - start - 1));
    return finish(lexer, TOKEN_STRING, (size_t)(end - start + 1));
}

static bool read_reference(struct expr_lexer *lexer)
{
    const char *start = lexer->token.start;
    size_t len = strcspn(start, "}");
    if (start[1] != '{' || !start[len])
        return expr_fail(lexer, start, "要写成 ${编号}");
    const char *id = arena_strndup(lexer->arena, start + 2, len - 2);
    if (!id_is_valid(id))
        return expr_fail(lexer, start, "${} 里要写一道题的编号，写的是“%s”", id);
    lexer->token.text = id;
    return finish(lexer, TOKEN_REFERENCE, len + 1);
}

static size_t name_len(const char *text)
{
    return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
}

/* Input methods put full-width signs where ASCII is meant; say which. */
static bool refuse(struct expr_lexer *lexer)
{
    static const struct {
        const char *wide, *narrow;
    } signs[] = { { "‘", "'" },  { "’", "'" },   { "“", "\"" },  { "”", "\"" },  { "（", "(" },
                  { "）", ")" }, { "，", "," },  { "＝", "=" },  { "！", "!" },  { "＜", "<" },
                  { "＞", ">" }, { "≠", "!=" },  { "≤", "<=" },  { "≥", ">=" },  { "＄", "$" },
                  { "×", "*" },  { "÷", "div" }, { "/", "div" }, { "&", "and" }, { "|", "or" } };
    const char *start = lexer->token.start;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (strncmp(start, signs[i].wide, strlen(signs[i].wide)) == 0)
            return expr_fail(lexer, start, "不能用“%s”，请改成 %s", signs[i].wide, signs[i].narrow);
    return expr_fail(lexer, start, "看不懂“%.*s”", utf8_char_len(start), start);
}

bool expr_lexer_step(struct expr_lexer *lexer)
{
    for (const char *p = lexer->next; *p && utf8_is_space(utf8_next(&p));)
        lexer->next = p;
    const char *start = lexer->next;
    lexer->token = (struct token){ .start = start };
    if (!*start)
        return finish(lexer, TOKEN_END, 0);
    if (*start >= '0' && *start <= '9')
        return read_number(lexer);
    if (*start == '\'' || *start == '"')
        return read_string(lexer);
    if (*start == '$')
        return read_reference(lexer);
    if (*start == '.') {
        lexer->token.text = ".";
        return finish(lexer, TOKEN_REFERENCE, 1);
    }
    if (strchr("<>!", *start) && start[1] == '=')
        return finish(lexer, TOKEN_MARK, 2);
    if (strchr("(),+-*=<>", *start))
        return finish(lexer, TOKEN_MARK, 1);
    size_t len =
        (*start >= 'a' && *start <= 'z') || (*start >= 'A' && *start <= 'Z') ? name_len(start) : 0;
    return len > 0 ? finish(lexer, TOKEN_NAME, len) : refuse(lexer);
}
