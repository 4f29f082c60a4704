/* Whether questions fit their screens, with text of fixed widths. */
#include <string.h>

#include <criterion/criterion.h>

#include "activity/activity.h"
#include "view/fit.h"

static struct arena arena;
static struct err_list faults;
static struct strings strings;

static void begin(void)
{
    static const char *const tags[] = { "zh-CN" };
    arena_init(&arena);
    err_list_init(&faults);
    cr_assert(strings_load(&strings, WENDA_SOURCE_DIR "/assets/strings", tags, 1, &faults));
}

static void end(void)
{
    strings_fini(&strings);
    err_list_fini(&faults);
    arena_fini(&arena);
}

TestSuite(fit, .init = begin, .fini = end);

/* Han characters in a row, all different from their neighbours. */
static void add_words(struct strbuf *out, int count)
{
    for (int i = 0; i < count; i++)
        strbuf_add_codepoint(out, 0x4E00 + (uint32_t)(i * 7 % 997));
}

static const struct form *read_bank(int stem, int options, int option)
{
    struct strbuf text;
    strbuf_init(&text);
    strbuf_add(&text, "题库: 甲\n编号: a\n\n1. ");
    add_words(&text, stem);
    for (int i = 0; i < options; i++) {
        strbuf_addf(&text, "\n%c. %d", 'A' + i, i);
        add_words(&text, option);
    }
    strbuf_add(&text, "\n题型: 单选\n答案: A\n编号: q1\n");
    const struct form *form = form_read("a.txt", text.text, text.len, &arena, &faults);
    strbuf_fini(&text);
    cr_assert(form && form->question_count == 1, "%s",
              faults.count > 0 ? faults.items[0].text : "");
    return form;
}

static void check(int stem, int options, int option, const char *says)
{
    int before = faults.count;
    fit_check(read_bank(stem, options, option), &strings, measure_fixed(), &faults);
    cr_assert_eq(faults.count - before, says != NULL, "%d, %d x %d: %s", stem, options, option,
                 faults.count > before ? faults.items[before].text : "fits");
    if (says)
        cr_expect(strstr(faults.items[before].text, says), "%s", faults.items[before].text);
}

Test(fit, what_is_paged_fits)
{
    check(20, 4, 10, NULL);
    check(300, 4, 20, NULL); /* a long stem has pages */
    check(30, 10, 12, NULL); /* so have many options */
}

Test(fit, an_option_higher_than_its_place_is_told)
{
    check(20, 3, 200, "放不下");
    cr_expect_str_eq(faults.items[0].path, "a.txt");
    cr_expect_eq(faults.items[0].line, 4);
    cr_expect_eq(faults.items[0].severity, ERR_WARNING);
}

static bool draws_no_ox(void *context, enum face face, uint32_t codepoint)
{
    (void)context;
    (void)face;
    return codepoint != 0x725B;
}

Test(fit, characters_without_a_font_are_told_once)
{
    static const char text[] = "问卷: 甲\n编号: a\n\n1. 牛和羊？\nA. 牛\nB. 羊\n题型: 单选\n";
    struct text_measure measure = *measure_fixed();
    measure.can_draw = draws_no_ox;
    const struct form *form = form_read("a.txt", text, strlen(text), &arena, &faults);
    cr_assert_not_null(form);
    fit_check(form, &strings, &measure, &faults);
    cr_assert_eq(faults.count, 1);
    cr_expect(strstr(faults.items[0].text, "“牛”(U+725B)，"), "%s", faults.items[0].text);
}
