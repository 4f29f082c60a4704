/* The pieces that understanding a bank is made of, each by itself. */
#include <string.h>

#include <criterion/criterion.h>

#include "activity/convert/answer_list.h"
#include "activity/convert/chain.h"
#include "activity/convert/charset.h"
#include "activity/convert/detect.h"
#include "activity/convert/marks.h"
#include "activity/convert/reply.h"

static struct arena arena;

static void begin(void)
{
    arena_init(&arena);
}

static void end(void)
{
    arena_fini(&arena);
}

TestSuite(convert_parts, .init = begin, .fini = end);

static struct span span_of(const char *text)
{
    return span_decode(&arena, text);
}

Test(convert_parts, an_answer_is_letters_in_many_forms)
{
    static const struct {
        const char *text;
        uint32_t letters;
    } forms[] = {
        { "C", 4 },           { "Ｃ", 4 },           { "c", 4 },      { "ABD", 11 },
        { "A、C", 5 },        { "A C B", 7 },        { "A|B", 3 },    { "\"A,B,C\"", 7 },
        { "（B）", 2 },       { "D。", 8 },          { "A．", 1 },    { "选B", 2 },
        { "正确答案：B", 2 }, { "【答案】ABD", 11 }, { "A；B", 3 },   { "Ａ，Ｃ", 5 },
        { "是B", 2 },         { "为：C", 4 },        { "A.C.D", 13 }, { "B。因为合法", 2 },
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct reply reply;
        cr_expect(reply_parse(span_of(forms[i].text), &reply) && reply.has_letters &&
                      reply.letters == forms[i].letters,
                  "%s gives %x", forms[i].text, reply.letters);
    }
}

Test(convert_parts, other_words_are_no_letters)
{
    static const char *const words[] = { "见解析A页", "参见教材A册", "A公司", "AA", "Ab",
                                         "甲",        "A和B都对",    "略",    "",   "B超" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct reply reply;
        bool parsed = reply_parse(span_of(words[i]), &reply);
        cr_expect_not(parsed && reply.has_letters, "%s", words[i]);
    }
}

Test(convert_parts, right_and_wrong_have_many_words)
{
    static const struct {
        const char *text;
        bool right;
    } words[] = {
        { "√", true },       { "✓", true },      { "对", true },    { "正确", true },
        { "True", true },    { "T", true },      { "Y", true },     { "是", true },
        { "對。", true },    { "×", false },     { "✗", false },    { "错", false },
        { "错误", false },   { "F", false },     { "X", false },    { "否", false },
        { "不正确", false }, { "False", false }, { "錯誤", false },
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct reply reply;
        cr_expect(reply_parse(span_of(words[i].text), &reply) && reply.has_judge &&
                      reply.right == words[i].right,
                  "%s", words[i].text);
    }
    struct reply reply;
    cr_expect_not(reply_parse(span_of("对外贸易"), &reply));
    cr_expect_not(reply_parse(span_of("错别字"), &reply));
}

Test(convert_parts, a_number_begins_a_line_in_many_styles)
{
    static const struct {
        const char *text;
        enum number_style style;
        int value;
    } marks[] = {
        { "1. 题", NUMBER_DOT, 1 },         { "12、题", NUMBER_DUN, 12 },
        { "３．题", NUMBER_DOT, 3 },        { "第 4 题：题", NUMBER_TI, 4 },
        { "题目5.题", NUMBER_TIMU, 5 },     { "Q6: 题", NUMBER_Q, 6 },
        { "*7. 题", NUMBER_DOT, 7 },        { "[8] 题", NUMBER_SQUARE, 8 },
        { "(9)题", NUMBER_PARENS, 9 },      { "10) 题", NUMBER_PAREN, 10 },
        { "11-题", NUMBER_DASH, 11 },       { "12：题", NUMBER_COLON, 12 },
        { "13 题目如下", NUMBER_BARE, 13 }, { "14", NUMBER_ALONE, 14 },
        { "(√)15. 题", NUMBER_DOT, 15 },    { "[单选题]16.题", NUMBER_DOT, 16 },
        { "1[.题]", NUMBER_DOT, 1 },
    };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        struct number_mark mark;
        cr_expect(mark_number(span_of(marks[i].text), &mark) && mark.style == marks[i].style &&
                      mark.value == marks[i].value,
                  "%s", marks[i].text);
    }
    static const char *const none[] = { "2021年4月26日", "30天以内", "第3条规定",
                                        "题目如下",      "A. 红",    "第一部分" };
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        struct number_mark mark;
        cr_expect_not(mark_number(span_of(none[i]), &mark), "%s", none[i]);
    }
    struct number_mark mark;
    cr_expect(mark_number(span_of("1.5万元以下"), &mark) && mark.decimal);
}

static void check_chain(const char *body, int count, const char *const *options)
{
    struct chain chain;
    cr_assert(chain_find(span_of(body), 0, &chain), "%s", body);
    cr_expect_null(chain.doubt, "%s: %s", body, chain.doubt);
    cr_expect_eq(chain.count, count, "%s: %d", body, chain.count);
    for (int i = 0; i < count && i < chain.count; i++)
        cr_expect_str_eq(span_text(&arena, chain.options[i]), options[i], "%s", body);
}

Test(convert_parts, options_are_found_however_they_are_set)
{
    static const char *const colours[] = { "红", "绿", "蓝" };
    check_chain("题\nA. 红\nB. 绿\nC. 蓝", 3, colours);
    check_chain("题A.红B.绿C.蓝", 3, colours);
    check_chain("题 A、红 B、绿 C、蓝", 3, colours);
    check_chain("题\nA．红　B．绿\nC．蓝", 3, colours);
    check_chain("题（B）\n(A)红 (B)绿 (C)蓝", 3, colours);
    check_chain("题\nC. 蓝\nB. 绿\nA. 红", 3, colours);
    check_chain("题\nA\n红\nB\n绿\nC\n蓝", 3, colours);
    check_chain("甲、A、B两人的题\nA.红\nB、绿\nC:蓝", 3, colours);
}

Test(convert_parts, a_lost_letter_is_told)
{
    struct chain chain;
    cr_assert(chain_find(span_of("题\nA. 红\n绿\nC. 蓝"), 0, &chain));
    cr_expect_not_null(chain.doubt);
    cr_expect_eq(chain.count, 3);
    cr_assert(chain_find(span_of("题\nA. 红\nB. 绿\n蓝"), 0, &chain));
    cr_expect_not_null(chain.doubt);
}

static void collect(void *context, int number, struct span words)
{
    struct strbuf *out = context;
    strbuf_addf(out, "%d=", number);
    span_add(out, words);
    strbuf_add_char(out, ' ');
}

static void check_list(const char *line, const char *want)
{
    struct strbuf got;
    strbuf_init(&got);
    cr_expect(answer_list_read(span_of(line), false, collect, &got), "%s", line);
    cr_expect_str_eq(got.text, want, "%s", line);
    strbuf_fini(&got);
}

Test(convert_parts, answers_come_in_lists)
{
    check_list("1-5 BCADB", "1=B 2=C 3=A 4=D 5=B ");
    check_list("1～3：ABC", "1=A 2=B 3=C ");
    check_list("1．B 2．D", "1=B 2=D ");
    check_list("11-13 AB ACD BC", "11=AB 12=ACD 13=BC ");
    check_list("1-4 √×√×", "1=√ 2=× 3=√ 4=× ");
    check_list("1、A、C 2、B", "1=A、C 2=B ");
    check_list("(1)B (2)C", "1=B 2=C ");
    check_list("1-3 AB", "1= 2= 3= ");
    cr_expect_not(answer_list_read(span_of("1. 商标"), true, NULL, NULL));
    cr_expect_not(answer_list_read(span_of("1-5 题每题 2 分"), true, NULL, NULL));
}

static void check_charset(const char *bytes, size_t len, enum charset want)
{
    struct strbuf out;
    struct err err = { "" };
    enum charset charset = CHARSET_COUNT;
    strbuf_init(&out);
    cr_expect(charset_decode("x", bytes, len, &out, &charset, &err), "%s", err.text);
    cr_expect_eq(charset, want);
    cr_expect(strstr(out.text, "题库"), "%s", out.text);
    strbuf_fini(&out);
}

Test(convert_parts, encodings_are_told_by_their_bytes)
{
    check_charset("1. 题库", strlen("1. 题库"), CHARSET_UTF8);
    check_charset("\xEF\xBB\xBF题库", 9, CHARSET_UTF8);
    check_charset("1. \xCC\xE2\xBF\xE2\r\n", 9, CHARSET_GB18030);
    check_charset("\xFF\xFE\x98\x98\x93\x5E", 6, CHARSET_UTF16LE);
    check_charset("\x98\x98\x5E\x93\0\n\0001", 8, CHARSET_UTF16BE);
}

Test(convert_parts, what_fits_no_encoding_is_refused)
{
    static const char big5[] = "\xB0\xD3\xBC\xD0\xAA\xBA\xA7\x40\xA5\xCE\xAC\x4F\xA4\xB0\xBB\xF2"
                               "\xA4\xA7\xA4\xA4\xA4\xA3\xA4\x48\xA6\xB3\xA4\x57\xA4\x55";
    struct strbuf out;
    struct err err = { "" };
    enum charset charset;
    strbuf_init(&out);
    cr_expect_not(charset_decode("x", big5, sizeof big5 - 1, &out, &charset, &err));
    err = (struct err){ "" };
    cr_expect_not(charset_decode("x", "\x01\x02\0\x03\xFF\x80\x81\0\0", 9, &out, &charset, &err));
    err = (struct err){ "" };
    cr_expect_not(charset_decode("x", "", 0, &out, &charset, &err));
    strbuf_fini(&out);
}

Test(convert_parts, formats_are_told_by_their_content)
{
    static const struct {
        const char *text;
        enum bank_format format;
    } texts[] = {
        { "# 注释\n题库: 甲\n", BANK_CANONICAL },
        { "甲问？{=红 ~绿}", BANK_GIFT },
        { "::t::甲问？{T}", BANK_GIFT },
        { "Which?\nA. Red\nB. Green\nANSWER: A\n", BANK_AIKEN },
        { "1. 您的性别？*[单选题]\n男\n女\n", BANK_WJX },
        { "题型\t题干\t答案\n单选\t甲\tA\n", BANK_TABLE },
        { "题型,题干,答案\n单选,甲,A\n", BANK_TABLE },
        { "1. 甲问？[单选题]\nA. 红\nB. 绿\n答案：A\n", BANK_TEXT },
        { "1. 集合{1,2}有几个元素？\nA. 一\nB. 二\n答案：B\n", BANK_TEXT },
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        cr_expect_eq(detect_text("x.txt", texts[i].text), texts[i].format, "%s is %s",
                     texts[i].text, bank_format_name(detect_text("x.txt", texts[i].text)));
}
