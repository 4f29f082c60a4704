/*
 * The expression language against values worked out by hand after XPath 1.0 and ODK XForms: every
 * operator and function, what an empty answer does in each, every coercion, every refusal.
 */
#include <string.h>

#include <criterion/criterion.h>

#include "activity/expr.h"

/* What an imagined visitor answered; whatever is not listed was not. */
static const char *answer_text(void *context, const char *id)
{
    static const char *const answers[][2] = {
        { "one", "B" },          { "some", "ACD" },     { "order", "CAB" },    { "n", "6" },
        { "neg", "-4" },         { "zero", "0" },       { "half", "0.5" },     { "padded", "007" },
        { "plus", "+6" },        { "scale", "4" },      { "unclear", "0" },    { "rows", "3,0,5" },
        { "day", "2027-04-20" }, { "words", "3个 好" }, { "digits", "12345" }, { "odd", "1e3" },
        { "dot", ".5" },         { ".", "9" },
    };
    (void)context;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        if (strcmp(answers[i][0], id) == 0)
            return answers[i][1];
    return "";
}

struct line {
    const char *text;
    bool truth;
};

static void expect_table(const struct line *lines, size_t count)
{
    const struct expr_scope scope = { answer_text, NULL };
    for (size_t i = 0; i < count; i++) {
        struct arena arena;
        struct err err = { 0 };
        arena_init(&arena);
        struct expr *expr = expr_parse(lines[i].text, &arena, &err);
        cr_assert_not_null(expr, "%s: %s", lines[i].text, err.text);
        cr_expect_eq(expr_is_true(expr, &scope), lines[i].truth, "%s", lines[i].text);
        arena_fini(&arena);
    }
}

#define EXPECT(lines) expect_table((lines), sizeof(lines) / sizeof((lines)[0]))

Test(expr_table, logic)
{
    static const struct line lines[] = {
        { "true() and true()", true },
        { "true() and false()", false },
        { "false() and true()", false },
        { "false() and false()", false },
        { "true() or true()", true },
        { "true() or false()", true },
        { "false() or true()", true },
        { "false() or false()", false },
        { "not(true())", false },
        { "not(not(true()))", true },
        { "not(false() or true())", false },
        /* and before or, wherever they stand */
        { "false() and false() or true()", true },
        { "true() or true() and false()", true },
        { "false() and (false() or true())", false },
        { "false() or true() and true() or false()", true },
        /* a condition is a value of its own */
        { "true() = true()", true },
        { "true() = false()", false },
        { "false() != true()", true },
        { "(1 < 2) = (3 < 4)", true },
        { "(1 < 2) != (4 < 3)", true },
        { "not(1 = 2) = true()", true },
    };
    EXPECT(lines);
}

Test(expr_table, equality)
{
    static const struct line lines[] = {
        { "'A' = 'A'", true },
        { "'A' = 'a'", false },
        { "'A' != 'B'", true },
        { "'A' = 'A '", false },
        { "\"it's\" = \"it's\"", true },
        { "'' = ''", true },
        { "1 = 1", true },
        { "1 = 1.0", true },
        { "1 != 1.5", true },
        { "0 = -0", true },
        /* an answer with a text: letter by letter */
        { "${one} = 'B'", true },
        { "${one} = 'BC'", false },
        { "${some} = 'ACD'", true },
        { "${some} = 'CAD'", false },
        { "${order} = 'CAB'", true },
        { "${order} != 'ABC'", true },
        { "${rows} = '3,0,5'", true },
        { "${words} = '3个 好'", true },
        { "${padded} = '7'", false },
        { "${padded} = '007'", true },
        /* with a number: as a number */
        { "${padded} = 7", true },
        { "${n} = 6", true },
        { "6 = ${n}", true },
        { "${plus} = 6", true },
        { "${neg} = -4", true },
        { "${half} = 0.5", true },
        { "${zero} = 0", true },
        { "${scale} = 4", true },
        { "${unclear} = 0", true },
        /* what does not read as a decimal number is none: = and != are both false */
        { "${one} = 2", false },
        { "${one} != 2", false },
        { "${odd} = 1000", false },
        { "${odd} != 1000", false },
        { "${dot} = 0.5", false },
        { "${day} = 2027", false },
        { "${words} = 3", false },
        /* with an answer: as texts */
        { "${n} = ${n}", true },
        { "${n} = ${plus}", false },
        { "${one} != ${some}", true },
    };
    EXPECT(lines);
}

Test(expr_table, an_empty_answer)
{
    static const struct line lines[] = {
        { "${none} = ''", true },
        { "${none} != ''", false },
        { "${none} = 'A'", false },
        { "${none} != 'A'", true },
        { "${none} = ${other}", true },
        { "${none} != ${n}", true },
        { "${none} = 0", false },
        { "${none} != 0", false },
        { "${none} < 0", false },
        { "${none} <= 0", false },
        { "${none} > 0", false },
        { "${none} >= 0", false },
        { "0 < ${none}", false },
        { "${none} + 1 = 1", false },
        { "${none} + 1 != 1", false },
        { "${none} - ${none} = 0", false },
        { "${none} * 0 = 0", false },
        { "1 div ${none} > 0", false },
        { "${none} mod 2 = 0", false },
        { "-${none} = 0", false },
        { "-${none} <= 0", false },
        { "not(${none} > 0)", true },
        { "selected(${none}, 'A')", false },
        { "selected(${none}, '')", false },
        { "not(selected(${none}, 'A'))", true },
        { "count-selected(${none}) = 0", true },
        { "string-length(${none}) = 0", true },
        { "if(${none} = '', 1, 2) = 1", true },
        { "if(${none} = 0, 1, 2) = 2", true },
        { "if(true(), ${none}, 'x') = ''", true },
        { "${none} = '' or ${none} > 3", true },
        { "${none} != '' and ${none} > 3", false },
    };
    EXPECT(lines);
}

Test(expr_table, relations)
{
    static const struct line lines[] = {
        { "1 < 2", true },
        { "2 < 2", false },
        { "2 <= 2", true },
        { "3 <= 2", false },
        { "2 > 1", true },
        { "2 > 2", false },
        { "2 >= 2", true },
        { "1 >= 2", false },
        { "-1 < 0", true },
        { "0.1 < 0.2", true },
        /* as numbers, not as texts */
        { "${n} < 10", true },
        { "${n} < 50", true },
        { "${digits} > 999", true },
        { "${neg} < ${zero}", true },
        { "${n} >= ${scale}", true },
        { "${padded} > ${n}", true },
        { ". > 8 and . < 10", true },
        { ". = 9", true },
        { ". != 9", false },
        /* no numbers */
        { "${one} < 3", false },
        { "${one} >= 3", false },
        { "${day} > 2000", false },
        { "${day} <= 2000", false },
        { "${odd} < 2000", false },
    };
    EXPECT(lines);
}

Test(expr_table, arithmetic)
{
    static const struct line lines[] = {
        { "2 + 3 = 5", true },
        { "2 - 3 = -1", true },
        { "2 * 3 = 6", true },
        { "3 div 2 = 1.5", true },
        { "-7 div 2 = -3.5", true },
        { "5 mod 3 = 2", true },
        { "6 mod 3 = 0", true },
        { "5 mod -3 = 2", true },
        { "-5 mod 3 = -2", true },
        { "5.5 mod 2 = 1.5", true },
        { "${n} + ${scale} = 10", true },
        { "${n} - ${neg} = 10", true },
        { "${half} * 4 = 2", true },
        { "${n} div ${scale} = 1.5", true },
        { "${n} mod ${scale} = 2", true },
        { "-${neg} = 4", true },
        { "- - ${n} = 6", true },
        { "2 - -3 = 5", true },
        /* product before sum before relation before equality; from the left */
        { "2 + 3 * 4 = 14", true },
        { "(2 + 3) * 4 = 20", true },
        { "2 * 3 + 4 = 10", true },
        { "20 - 5 - 5 = 10", true },
        { "100 div 10 div 5 = 2", true },
        { "100 div (10 div 5) = 50", true },
        { "7 mod 4 * 2 = 6", true },
        { "-2 * 3 = -6", true },
        { "-2 + 3 = 1", true },
        { "1 + 1 < 3 = true()", true },
        { "2 > 1 + 1", false },
        /* nothing by nothing is no number, something by nothing is without bound */
        { "0 div 0 = 0", false },
        { "0 div 0 != 0", false },
        { "0 div 0 < 1", false },
        { "5 mod 0 = 0", false },
        { "5 mod 0 != 0", false },
        { "1 div 0 > 999999999", true },
        { "-1 div 0 < -999999999", true },
        { "1 div 0 = 2 div 0", true },
        { "1 div ${zero} > 1", true },
        { "${n} div ${zero} - ${n} div ${zero} = 0", false },
        { "5 mod (1 div 0) = 5", true },
    };
    EXPECT(lines);
}

Test(expr_table, functions)
{
    static const struct line lines[] = {
        { "selected(${some}, 'A')", true },
        { "selected(${some}, 'B')", false },
        { "selected(${some}, 'D')", true },
        { "selected(${one}, 'B')", true },
        { "selected(${one}, 'b')", false },
        { "selected(${order}, 'A')", true },
        { "selected('AB', 'B')", true },
        { "selected('AB', ${one})", true },
        { "selected(${some}, '')", false },
        { "selected(${words}, '3个 好')", true },
        { "selected(${some}, 'AC')", false },
        { "count-selected(${some}) = 3", true },
        { "count-selected(${one}) = 1", true },
        { "count-selected(${some}) > 2 and count-selected(${some}) <= 3", true },
        { "count-selected('') = 0", true },
        { "string-length(${words}) = 4", true },
        { "string-length('') = 0", true },
        { "string-length('知识产权') = 4", true },
        { "string-length(${n}) = 1", true },
        { "if(1 < 2, 'yes', 'no') = 'yes'", true },
        { "if(1 > 2, 'yes', 'no') = 'yes'", false },
        { "if(true(), 1, 2) + 1 = 2", true },
        { "if(false(), ${n}, ${scale}) = 4", true },
        { "if(true(), if(false(), 1, 2), 3) = 2", true },
        { "if(selected(${some}, 'C'), . > 5, . > 10)", true },
        { "if(false(), 1 div 0, 3) = 3", true },
        { "selected(if(true(), ${some}, ''), 'C')", true },
    };
    EXPECT(lines);
}

/* ---- what no operand may be ---- */

static bool parses(const char *text)
{
    struct arena arena;
    struct err err = { 0 };
    arena_init(&arena);
    bool read = expr_parse(text, &arena, &err) != NULL;
    cr_assert_eq(read, !err_is_set(&err), "%s: %s", text, err.text);
    arena_fini(&arena);
    return read;
}

/* A condition, a number, a text and an answer on either side of each operator: which go together,
 * by hand. */
Test(expr_table, every_operator_takes_its_kinds_and_no_others)
{
    static const char *const operands[] = { "true()", "1", "'A'", "${a}" };
    static const struct {
        const char *op;
        const char *takes; /* left by left: right operands bcta in turn, x = refused */
        bool is_condition;
    } operators[] = {
        { "and",
          "1xxx"
          "xxxx"
          "xxxx"
          "xxxx",
          true },
        { "or",
          "1xxx"
          "xxxx"
          "xxxx"
          "xxxx",
          true },
        { "=",
          "1xxx"
          "x1x1"
          "xx11"
          "x111",
          true },
        { "!=",
          "1xxx"
          "x1x1"
          "xx11"
          "x111",
          true },
        { "<",
          "xxxx"
          "x1x1"
          "xxxx"
          "x1x1",
          true },
        { "<=",
          "xxxx"
          "x1x1"
          "xxxx"
          "x1x1",
          true },
        { ">",
          "xxxx"
          "x1x1"
          "xxxx"
          "x1x1",
          true },
        { ">=",
          "xxxx"
          "x1x1"
          "xxxx"
          "x1x1",
          true },
        { "+",
          "xxxx"
          "x1x1"
          "xxxx"
          "x1x1",
          false },
        { "-",
          "xxxx"
          "x1x1"
          "xxxx"
          "x1x1",
          false },
        { "*",
          "xxxx"
          "x1x1"
          "xxxx"
          "x1x1",
          false },
        { "div",
          "xxxx"
          "x1x1"
          "xxxx"
          "x1x1",
          false },
        { "mod",
          "xxxx"
          "x1x1"
          "xxxx"
          "x1x1",
          false },
    };
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        for (int pair = 0; pair < 16; pair++) {
            char text[64];
            snprintf(text, sizeof text, "%s %s %s%s", operands[pair / 4], operators[i].op,
                     operands[pair % 4], operators[i].is_condition ? "" : " = 1");
            cr_expect_eq(parses(text), operators[i].takes[pair] == '1', "%s", text);
        }
    }
}

Test(expr_table, every_function_takes_its_kinds_and_no_others)
{
    static const struct {
        const char *text;
        bool reads;
    } lines[] = {
        { "not(true())", true },
        { "not(1)", false },
        { "not('A')", false },
        { "not(${a})", false },
        { "not()", false },
        { "not(true(), true())", false },
        { "true(1) = true()", false },
        { "false(false())", false },
        { "selected(${a}, 'A')", true },
        { "selected('A', ${a})", true },
        { "selected(1, 'A')", false },
        { "selected(true(), 'A')", false },
        { "selected(${a}, 1)", false },
        { "selected(${a})", false },
        { "selected(${a}, 'A', 'B')", false },
        { "count-selected(${a}) = 1", true },
        { "count-selected(${a})", false },
        { "count-selected(1) = 1", false },
        { "count-selected(true()) = 1", false },
        { "count-selected(${a}, 'A') = 1", false },
        { "count-selected(${a}) = '1'", false },
        { "string-length(${a}) > 1", true },
        { "string-length('A') > 1", true },
        { "string-length(1) > 1", false },
        { "string-length(true()) > 1", false },
        { "string-length() > 1", false },
        { "if(true(), 1, 2) = 1", true },
        { "if(true(), ${a}, 2) = 1", true },
        { "if(true(), ${a}, 2) = 'A'", false },
        { "if(true(), ${a}, ${b}) = 'A'", true },
        { "if(true(), 'A', 'B') = 'A'", true },
        { "if(true(), 'A', 2) = 'A'", false },
        { "if(true(), true(), 2)", false },
        { "if(true(), true(), ${a})", false },
        { "if(true(), true(), false())", true },
        { "if(1, 2, 3) = 2", false },
        { "if('A', 2, 3) = 2", false },
        { "if(${a}, 2, 3) = 2", false },
        { "if(true(), 1) = 1", false },
        { "if(true(), 1, 2, 3) = 1", false },
        /* of XLSForm, but not of this form of it: told by name */
        { "regex(${a}, 'x')", false },
        { "coalesce(${a}, 'x') = 'x'", false },
        { "once(${a}) = 'x'", false },
        { "today() > 1", false },
        { "concat(${a}, 'x') = 'x'", false },
        { "number(${a}) = 1", false },
        { "int(${a}) = 1", false },
        { "round(${a}, 1) = 1", false },
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        cr_expect_eq(parses(lines[i].text), lines[i].reads, "%s", lines[i].text);
}
