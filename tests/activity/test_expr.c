#include "activity/expr.h"

#include <string.h>

#include <criterion/criterion.h>

#include "base/strbuf.h"

/* Answers of an imagined visitor: age is B, channels are A and C, times 7, rate 7.5, text 好好 and
 * none is not answered. "." is 12. */
static const char *answer_text(void *context, const char *id)
{
    static const char *const answers[][2] = { { "age", "B" },    { "channel", "AC" },
                                              { "times", "7" },  { "rate", "7.5" },
                                              { "say", "好好" }, { ".", "12" } };
    (void)context;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        if (strcmp(answers[i][0], id) == 0)
            return answers[i][1];
    return "";
}

static const struct {
    const char *text;
    bool truth;
} truths[] = {
    { "true()", true },
    { "false()", false },
    { "not(false())", true },
    { "${age} = 'B'", true },
    { "${age} = \"A\"", false },
    { "${age} != 'A'", true },
    { "'B' = ${age}", true },
    { "${none} = ''", true },
    { "${none} != ''", false },
    { "${none} != 'A'", true },
    /* What was not answered is no number: every comparison with one is false. */
    { "${none} = 0", false },
    { "${none} != 0", false },
    { "${none} < 1", false },
    { "${none} >= 0", false },
    { "${none} + 1 = 1", false },
    { "not(${none} = 5)", true },
    { "${say} > 1", false },
    { "${times} = 7", true },
    { "${times} = 7.0", true },
    { "${times} != 7", false },
    { "${times} < 7.5 and ${times} >= 7", true },
    { "${times} <= 6 or ${times} > 6", true },
    { "${times} = ${rate}", false },
    { "${times} < ${rate}", true },
    { ". = 12", true },
    { ". >= 10 and . <= 20", true },
    { "selected(${channel}, 'A')", true },
    { "selected(${channel}, 'B')", false },
    { "selected(${channel}, 'C')", true },
    { "selected(${none}, 'A')", false },
    { "selected(${channel}, '')", false },
    { "count-selected(${channel}) = 2", true },
    { "count-selected(${none}) = 0", true },
    { "string-length(${say}) = 2", true },
    { "string-length('字A') = 2", true },
    { "1 + 2 * 3 = 7", true },
    { "(1 + 2) * 3 = 9", true },
    { "10 - 2 - 3 = 5", true },
    { "7 div 2 = 3.5", true },
    { "7 mod 2 = 1", true },
    { "-7 mod 2 = -1", true },
    { "8 div 2 div 2 = 2", true },
    { "1 div 0 > 1000000", true },
    { "0 div 0 = 0", false },
    { "- -3 = 3", true },
    { "--${times} = 7", true },
    { "-${times} < 0", true },
    { "${times} * 2 = 14", true },
    { "if(${age} = 'B', 1, 2) = 1", true },
    { "if(${age} = 'A', ${times}, 2) = 2", true },
    { "if(true(), ${say}, 'x') = '好好'", true },
    { "if(${age} = 'B', true(), false())", true },
    { "true() = (1 = 1)", true },
    { "true() != false()", true },
    /* and binds tighter than or, comparison tighter than both. */
    { "true() or false() and false()", true },
    { "(true() or false()) and false()", false },
    { "1 < 2 = true()", true },
    { "${age}='B'and${times}=7", true },
    { "\xE3\x80\x80${age}\xC2\xA0=\t'B' ", true },
};

Test(expr, is_true_when_it_should_be)
{
    const struct expr_scope scope = { answer_text, NULL };
    for (size_t i = 0; i < sizeof truths / sizeof truths[0]; i++) {
        struct arena arena;
        struct err err = { 0 };
        arena_init(&arena);
        struct expr *expr = expr_parse(truths[i].text, &arena, &err);
        cr_assert_not_null(expr, "%s: %s", truths[i].text, err.text);
        cr_expect_eq(expr_is_true(expr, &scope), truths[i].truth, "%s", truths[i].text);
        cr_assert_str_eq(expr_text(expr), truths[i].text);
        arena_fini(&arena);
    }
}

static const struct {
    const char *text, *error;
} errors[] = {
    { "", "第 1 个字符处：表达式没有写完" },
    { "${age}", "第 1 个字符处：这里要一个条件" },
    { "1 + 2", "第 1 个字符处：这里要一个条件" },
    { "'A'", "第 1 个字符处：这里要一个条件" },
    { "${age} = 'A' and ${times}", "第 18 个字符处：这里要一个条件" },
    { "not(${age})", "第 5 个字符处：这里要一个条件" },
    { "${age} < 'C'", "第 10 个字符处：这里要一个数字或 ${编号}，不能是带引号的文字" },
    { "${a} + 'x' = 1", "不能是带引号的文字" },
    { "1 < 2 < 3", "不能是条件" },
    { "-'x' = 1", "不能是带引号的文字" },
    { "3 = 'A'", "第 3 个字符处：等号两边不是一类" },
    { "true() = 'A'", "等号两边不是一类" },
    { "true() = ${age}", "等号两边不是一类" },
    { "if(true(), 1, 'x') = 1", "等号两边不是一类" },
    { "if(1, 2, 3) = 2", "这里要一个条件" },
    { "selected(1, 'A')", "第 10 个字符处：这里要 ${编号} 或带引号的文字" },
    { "selected(${a}, 1)", "这里要 ${编号} 或带引号的文字" },
    { "selected(${a})", "第 14 个字符处：两个值之间少了 ," },
    { "selected(${a}, 'A', 'B')", "selected() 只要 2 个值" },
    { "string-length(1) = 1", "这里要 ${编号} 或带引号的文字" },
    { "true(1)", "true少了 )" },
    { "selectd(${a}, 'A')", "不认识“selectd”" },
    { "selectd(${a}, 'A')", "是不是“selected”？" },
    { "age = 'A'", "引用一道题要写 ${编号}" },
    { "${age} == 'A'", "第 9 个字符处：这里不能是 =；等于只写一个 =" },
    { "${age} = 'A", "第 10 个字符处：引号没有配对" },
    { "${age} = ‘A’", "第 10 个字符处：不能用“‘”，请改成 '" },
    { "（${age} = 'A'）", "第 1 个字符处：不能用“（”，请改成 (" },
    { "${age} ≠ 'A'", "不能用“≠”，请改成 !=" },
    { "${age} = 'A' && true()", "不能用“&”，请改成 and" },
    { "${age = 'A'", "要写成 ${编号}" },
    { "${a ge} = 'A'", "${} 里要写一道题的编号，写的是“a ge”" },
    { "$age = 'A'", "要写成 ${编号}" },
    { "(${age} = 'A'", "括号没有配对" },
    { "${age} = 'A')", "第 13 个字符处：这里少了 and、or 或运算符" },
    { "${age} 'A'", "第 8 个字符处：这里少了 and、or 或运算符" },
    { "${age} = 中", "第 10 个字符处：看不懂“中”" },
    { "1234567890123456 = 1", "数字太长" },
};

Test(expr, says_what_is_wrong_and_where)
{
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        struct arena arena;
        struct err err = { 0 };
        arena_init(&arena);
        cr_expect_null(expr_parse(errors[i].text, &arena, &err), "%s", errors[i].text);
        cr_expect_not_null(strstr(err.text, errors[i].error), "%s: no %s but %s", errors[i].text,
                           errors[i].error, err.text);
        arena_fini(&arena);
    }
}

static bool parses(const char *text)
{
    struct arena arena;
    struct err err = { 0 };
    arena_init(&arena);
    bool good = expr_parse(text, &arena, &err) != NULL;
    cr_assert_eq(good, !err_is_set(&err));
    arena_fini(&arena);
    return good;
}

static void repeat(struct strbuf *out, const char *text, int count)
{
    while (count-- > 0)
        strbuf_add(out, text);
}

Test(expr, depth_and_length_are_bounded)
{
    struct strbuf text;
    strbuf_init(&text);
    repeat(&text, "(", 40);
    strbuf_add(&text, "true()");
    repeat(&text, ")", 40);
    cr_assert(parses(text.text));
    strbuf_clear(&text);
    repeat(&text, "(", 100000);
    cr_assert_not(parses(text.text));
    strbuf_clear(&text);
    repeat(&text, "not(", 100000);
    cr_assert_not(parses(text.text));
    strbuf_clear(&text);
    strbuf_add(&text, "1");
    repeat(&text, "+1", 100);
    strbuf_add(&text, "=101");
    cr_assert(parses(text.text));
    strbuf_clear(&text);
    strbuf_add(&text, "1");
    repeat(&text, "+1", 100000);
    strbuf_add(&text, "=1");
    cr_assert_not(parses(text.text));
    strbuf_clear(&text);
    repeat(&text, "-", 100001);
    strbuf_add(&text, "1<0");
    cr_assert(parses(text.text));
    strbuf_fini(&text);
}

static void add_id(void *context, const char *id)
{
    strbuf_addf(context, "%s ", id);
}

static void add_comparison(void *context, const char *id, const char *literal)
{
    strbuf_addf(context, "%s~%s ", id, literal ? literal : "number");
}

Test(expr, its_references_are_visited)
{
    struct arena arena;
    struct err err = { 0 };
    struct strbuf ids;
    arena_init(&arena);
    strbuf_init(&ids);
    struct expr *expr = expr_parse("${a} = 'A' and (selected(${b}, 'C') or . > ${c} + 1 or "
                                   "string-length(${d}) = 2 or ${e} = 3 or ${f} = ${g})",
                                   &arena, &err);
    cr_assert_not_null(expr, "%s", err.text);
    expr_each_reference(expr, add_id, &ids);
    cr_assert_str_eq(ids.text, "a b c d e f g ");
    strbuf_clear(&ids);
    expr_each_comparison(expr, add_comparison, &ids);
    cr_assert_str_eq(ids.text, "a~A b~C .~number c~number e~number ");
    strbuf_fini(&ids);
    arena_fini(&arena);
}

/* The scope may give every answer in one buffer. */
static const char *shared_buffer(void *context, const char *id)
{
    char *buffer = context;
    strcpy(buffer, strcmp(id, "a") == 0 ? "1" : "2");
    return buffer;
}

Test(expr, answers_are_borrowed_until_the_next_call_only)
{
    char buffer[8];
    struct arena arena;
    struct err err = { 0 };
    const struct expr_scope scope = { shared_buffer, buffer };
    arena_init(&arena);
    cr_assert_not(expr_is_true(expr_parse("${a} = ${b}", &arena, &err), &scope));
    cr_assert(expr_is_true(expr_parse("${a} < ${b}", &arena, &err), &scope));
    arena_fini(&arena);
}
