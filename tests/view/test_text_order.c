/* Lines in which some characters run from right to left, as they are drawn from left to right. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/strbuf.h"
#include "view/text_order.h"

/* Stretches parted by ~, < before those from right to left. */
static void expect_order(const char *text, int offset, int len, bool rtl, const char *expected)
{
    struct text_order *order = text_order_new(text, strlen(text), rtl);
    struct text_run runs[32];
    int count = text_order_line(order, offset, len, runs, 32);
    struct strbuf out;

    strbuf_init(&out);
    for (int i = 0; i < count; i++) {
        strbuf_addf(&out, "%s%s", i == 0 ? "" : "~", runs[i].rtl ? "<" : "");
        strbuf_add_len(&out, text + offset + runs[i].offset, (size_t)runs[i].len);
    }
    cr_expect_str_eq(out.text, expected, "%s: %s, not %s", text, out.text, expected);
    strbuf_fini(&out);
    text_order_free(order);
}

static void expect_whole(const char *text, bool rtl, const char *expected)
{
    expect_order(text, 0, (int)strlen(text), rtl, expected);
}

Test(text_order, a_line_of_one_direction_is_one_stretch)
{
    expect_whole("رەھمەت سىزگە", true, "<رەھمەت سىزگە");
    expect_whole("知识产权", false, "知识产权");
    expect_whole("", true, "");
}

Test(text_order, digits_and_latin_keep_their_order)
{
    expect_whole("جەمئىي 12 سوئال", true, "< سوئال~12~<جەمئىي ");
    expect_whole("SHA-256 دا", true, "< دا~SHA-256");
    expect_whole("سوئال 3.5%", true, "<%~3.5~<سوئال ");
}

Test(text_order, brackets_belong_to_what_is_around_them)
{
    expect_whole("پاتېنت (20 يىل) قانۇنى", true, "< يىل) قانۇنى~20~<پاتېنت (");
    expect_whole("قانۇن 《专利法》 بار", true, "<》 بار~专利法~<قانۇن 《");
}

Test(text_order, chinese_and_arabic_keep_their_order_in_each_other)
{
    expect_whole("依据 قانۇن 第四十二条", false, "依据 ~<قانۇن~ 第四十二条");
    expect_whole("ئاساس 专利法 第42条 بويىچە", true, "< بويىچە~专利法 第42条~<ئاساس ");
}

Test(text_order, an_isolated_value_is_one_whole)
{
    /* Without the isolates the parts of a date behind Arabic change places. */
    expect_whole("ۋاقتى 2027-04-20 دا", true, "< دا~20~<-~04~<-~2027~<ۋاقتى ");
    expect_whole("ۋاقتى \u20682027-04-20\u2069 دا", true, "<\u2069 دا~2027-04-20~<ۋاقتى \u2068");
}

Test(text_order, a_line_is_ordered_by_its_whole_paragraph)
{
    const char *text = "بىرىنچى قۇر 知识产权 كېيىن";
    int first_len = (int)strlen("بىرىنچى قۇر 知识");

    expect_order(text, 0, first_len, true, "知识~<بىرىنچى قۇر ");
    expect_order(text, first_len, (int)strlen(text) - first_len, true, "< كېيىن~产权");
}

Test(text_order, the_direction_of_a_paragraph)
{
    cr_expect(text_is_rtl("رەھمەت", false));
    cr_expect(text_is_rtl("1-سوئال", false), "digits have none");
    cr_expect_not(text_is_rtl("语言: ئۇيغۇرچە", false), "the first letter says it");
    cr_expect(text_is_rtl("USB دا", true), "in a language from right to left any letter does");
    cr_expect_not(text_is_rtl("专利法", true), "a text without such letters keeps its own");
    cr_expect_not(text_is_rtl("42", true));
}
