#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "base/rng.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "view/measure.h"

static const struct text_style style = { FACE_SANS, 40, 60, 0 };

static bool is_one_of(uint32_t codepoint, const char *set)
{
    for (uint32_t member; (member = utf8_next(&set)) != 0;) {
        if (member == codepoint)
            return true;
    }
    return false;
}

static uint32_t first_of(const char *text)
{
    return utf8_next(&text);
}

static uint32_t last_of(const char *text, int len)
{
    const char *end = text + len, *last = end - 1;

    while (last > text && (*last & 0xC0) == 0x80)
        last--;
    return utf8_next(&last);
}

typedef int (*breaker)(const struct text_measure *measure, const struct text_style *style,
                       const char *text, int width_px, struct text_line *lines, int max,
                       bool *all_fitted);

/* What holds for every paragraph whose words are narrower than the line. */
static void check(breaker brk, const char *text, int width_px)
{
    struct text_line lines[256];
    bool all;
    int count = brk(measure_fixed(), &style, text, width_px, lines, 256, &all), at = 0;

    cr_assert(all);
    for (int i = 0; i < count; i++) {
        const char *line = text + lines[i].offset;
        for (; at < lines[i].offset; at++)
            cr_assert(text[at] == ' ' || text[at] == '\n', "%s: lost text before line %d", text, i);
        at = lines[i].offset + lines[i].len;
        cr_assert_leq(lines[i].width_px, width_px, "%s: line %d is too wide", text, i);
        cr_assert_eq(lines[i].width_px,
                     text_width_px(measure_fixed(), &style, line, (size_t)lines[i].len));
        if (lines[i].len == 0)
            continue;
        if (i > 0 && text[lines[i].offset - 1] != '\n')
            cr_assert_not(is_one_of(first_of(line), "，。、；：？！）》”’…—·"),
                          "%s\nline %d of width %d starts with a forbidden sign: %.*s", text, i,
                          width_px, lines[i].len, line);
        if (i + 1 < count)
            cr_assert_not(is_one_of(last_of(line, lines[i].len), "（《“‘"),
                          "%s\nline %d ends with a forbidden sign: %.*s", text, i, lines[i].len,
                          line);
    }
    cr_assert_eq(text[at + (int)strspn(text + at, " \n")], '\0', "%s: lost its end", text);
}

/* ---- generated paragraphs ---- */

static void add_piece(struct rng *rng, struct strbuf *out)
{
    static const char *const words[] = {
        "专利",       "注册商标",           "著作权",   "的",         "保护",     "二十年",
        "申请",       "copyright",          "TM",       "2027",       "30",       "a",
        "《专利法》", "《商标法实施条例》", "“老字号”", "（含当日）", "——也就是", "……等等"
    };
    static const char *const stops[] = { "，", "。", "、", "；", "：", "？", "！", "·", " " };
    int pick = (int)rng_below(rng, 100);

    strbuf_add(out, words[rng_below(rng, sizeof(words) / sizeof(words[0]))]);
    if (pick < 35)
        strbuf_add(out, stops[rng_below(rng, sizeof(stops) / sizeof(stops[0]))]);
}

Test(text_break, no_generated_paragraph_breaks_the_rules)
{
    struct rng rng;
    struct strbuf text;

    rng_seed(&rng, 20270426);
    strbuf_init(&text);
    for (int i = 0; i < 4000; i++) {
        int pieces = 1 + (int)rng_below(&rng, 40), width = 640 + (int)rng_below(&rng, 600);
        strbuf_clear(&text);
        for (int k = 0; k < pieces; k++)
            add_piece(&rng, &text);
        check(text_break, text.text, width);
        check(text_break_phrases, text.text, width);
    }
    strbuf_fini(&text);
}

/* ---- all the shipped words ---- */

static void check_form(const struct form *form)
{
    static const int widths[] = { 440, 650, 760, 952, 1147 };

    for (int i = 0; i < form->question_count; i++) {
        const struct question *q = &form->questions[i];
        for (int language = 0; language < LANGUAGE_MAX; language++) {
            const struct wording *w = q->wordings[language];
            for (int k = 0; w != NULL && k < (int)(sizeof(widths) / sizeof(widths[0])); k++) {
                check(text_break_phrases, w->stem, widths[k]);
                for (int option = 0; w->options != NULL && option < q->option_count; option++)
                    check(text_break_phrases, w->options[option], widths[k]);
                if (w->explanation != NULL)
                    check(text_break, w->explanation, widths[k]);
                if (w->takeaway != NULL)
                    check(text_break, w->takeaway, widths[k]);
                if (w->basis != NULL)
                    check(text_break, w->basis, widths[k]);
            }
        }
    }
}

Test(text_break, no_shipped_text_breaks_the_rules)
{
    struct err_list faults;
    struct activity *activity;
    int questions = 0;

    err_list_init(&faults);
    activity = activity_load(WENDA_SOURCE_DIR "/questions", &faults);
    cr_assert_not_null(activity);
    for (int i = 0; i < activity->bank_count; i++) {
        check_form(&activity->banks[i]);
        questions += activity->banks[i].question_count;
    }
    for (int i = 0; i < activity->survey_count; i++)
        check_form(&activity->surveys[i]);
    cr_assert_gt(questions, 20);
    activity_free(activity);
    err_list_fini(&faults);
}

/* ---- single rules ---- */

/* The lines of a text joined by |. */
static const char *broken(breaker brk, const char *text, int width_px)
{
    static char joined[1024];
    struct text_line lines[32];
    int count = brk(measure_fixed(), &style, text, width_px, lines, 32, NULL), len = 0;

    joined[0] = '\0';

    for (int i = 0; i < count; i++)
        len += snprintf(joined + len, sizeof(joined) - (size_t)len, "%s%.*s", i > 0 ? "|" : "",
                        lines[i].len, text + lines[i].offset);
    return joined;
}

Test(text_break, breaks_between_han_when_the_line_is_full)
{
    cr_assert_str_eq(broken(text_break, "一二三四五六七八", 120), "一二三|四五六|七八");
}

Test(text_break, a_last_line_of_one_character_takes_another_along)
{
    cr_assert_str_eq(broken(text_break, "一二三四五六七", 120), "一二三|四五|六七");
    cr_assert_str_eq(broken(text_break, "一二三四五六七。", 120), "一二三|四五|六七。");
}

Test(text_break, law_names_and_articles_stay_in_one_piece)
{
    cr_assert_str_eq(broken(text_break, "依照新的《专利法》规定办", 320),
                     "依照新的|《专利法》规定办");
    cr_assert_str_eq(broken(text_break, "规定见于第四十二条之中", 280), "规定见于|第四十二条之中");
    /* Wider than the line: then it is broken after all. */
    cr_assert_str_eq(broken(text_break, "《集成电路布图设计条例》", 240),
                     "《集成电路布|图设计条例》");
}

Test(text_break, numbers_keep_their_units)
{
    cr_assert_str_eq(broken(text_break, "期限一共是 20 年整", 250), "期限一共是|20 年整");
    cr_assert_str_eq(broken(text_break, "请看屏幕上第 3 题", 300), "请看屏幕上|第 3 题");
}

Test(text_break, dashes_and_ellipses_are_units_and_start_no_line)
{
    cr_assert_str_eq(broken(text_break, "一二三——四五六", 130), "一二|三——|四五六");
    cr_assert_str_eq(broken(text_break, "一二三……四五六", 130), "一二|三……|四五六");
}

Test(text_break, latin_breaks_at_blanks_and_apostrophes_do_not_break)
{
    cr_assert_str_eq(broken(text_break, "Light up ideas, protect them", 340),
                     "Light up ideas,|protect them");
    cr_assert_str_eq(broken(text_break, "you don’t know", 240), "you don’t|know");
}

Test(text_break, a_word_wider_than_the_line_is_cut)
{
    cr_assert_str_eq(broken(text_break, "abcdefghij", 100), "abcd|efgh|ij");
    /* Even where a single character is too wide. */
    cr_assert_str_eq(broken(text_break, "一二", 10), "一|二");
}

Test(text_break, newlines_force_breaks_and_may_leave_empty_lines)
{
    cr_assert_str_eq(broken(text_break, "一二\n\n三", 400), "一二||三");
    cr_assert_str_eq(broken(text_break, "", 400), "");
}

Test(text_break, says_when_the_lines_do_not_suffice)
{
    struct text_line lines[2];
    bool all = true;

    cr_assert_eq(text_break(measure_fixed(), &style, "一二三四五六七八", 80, lines, 2, &all), 2);
    cr_assert_not(all);
}

Test(text_break, phrases_end_lines_where_that_costs_none)
{
    const char *text = "三种专利的期限，下面哪一组说得对？";

    cr_assert_str_eq(broken(text_break, text, 520), "三种专利的期限，下面哪一组|说得对？");
    cr_assert_str_eq(broken(text_break_phrases, text, 520), "三种专利的期限，|下面哪一组说得对？");
    /* Two lines stay two: the comma is too early. */
    cr_assert_str_eq(broken(text_break_phrases, "对，下面哪一组说法才是正确的呢？", 400),
                     "对，下面哪一组说法才|是正确的呢？");
}

Test(text_break, tracking_widens_every_character)
{
    struct text_style wide = style;

    wide.tracking_px = 4;
    cr_assert_eq(text_width_px(measure_fixed(), &wide, "一二a", strlen("一二a")),
                 text_width_px(measure_fixed(), &style, "一二a", strlen("一二a")) + 12);
}

Test(text_break, words_of_joined_letters_are_not_cut)
{
    const char *text = "بىلىم مۈلۈك ھوقۇقى ھەققىدە قىسقىچە چۈشەنچە، ئاندىن سوئال";

    check(text_break, text, 300);
    cr_expect(text_is_cut_at(text, 4), "between two letters of a word");
    cr_expect_not(text_is_cut_at(text, (int)strlen("بىلىم")));
    cr_expect(text_is_cut_at("patent", 3));
    cr_expect_not(text_is_cut_at("re-use", 3), "behind a hyphen");
    cr_expect_not(text_is_cut_at("专利权", 3), "Han are cut anywhere");
}
