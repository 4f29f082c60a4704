/* Text is measured as it is drawn, and the cache keeps its bounds. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "support.h"

static struct studio studio;

static void set_up(void)
{
    studio_open(&studio, 1);
}

static void tear_down(void)
{
    studio_close(&studio);
}

TestSuite(text_cache, .init = set_up, .fini = tear_down);

static int width(enum face face, int size_px, const char *text)
{
    const struct text_measure *measure = text_cache_measure(studio.painter.text);
    return measure->width_px(measure->context, face, size_px, text, strlen(text));
}

Test(text_cache, wide_characters_are_one_em)
{
    for (int face = 0; face < FACE_COUNT; face++) {
        cr_expect_eq(width((enum face)face, 46, "专利权"), 3 * 46);
        cr_expect_eq(width((enum face)face, 46, "，。《》——……“”"), 10 * 46);
    }
}

Test(text_cache, a_width_is_the_sum_of_its_parts_at_every_place_to_break)
{
    const char *text = "自2008年起, the patent 期限为 20 年。";
    int whole = width(FACE_SANS, 42, text);
    cr_expect_eq(width(FACE_SANS, 42, "自") + width(FACE_SANS, 42, "2008") +
                     width(FACE_SANS, 42, "年起") + width(FACE_SANS, 42, ", ") +
                     width(FACE_SANS, 42, "the ") + width(FACE_SANS, 42, "patent ") +
                     width(FACE_SANS, 42, "期限为 ") + width(FACE_SANS, 42, "20 ") +
                     width(FACE_SANS, 42, "年。"),
                 whole);
}

Test(text_cache, digits_have_one_width)
{
    int wide = width(FACE_SANS_BLACK, 72, "00");
    for (const char *digits = "11\00022\00033\00044\00055\00066\00077\00088\00099\0"; *digits;
         digits += 3)
        cr_expect_eq(width(FACE_SANS_BLACK, 72, digits), wide, "%s", digits);
}

static void draw(struct canvas *canvas, const char *text, int tracking_px, int *end)
{
    struct text_style style = { FACE_SERIF_BLACK, 62, 90, tracking_px };
    struct text_line line = { .len = (int)strlen(text) };
    *end = text_cache_draw(studio.painter.text, canvas, &style, text, &line, 10, 10, 90,
                           (struct rgba){ 0, 0, 0, 255 });
}

Test(text_cache, the_pen_stops_where_measuring_says)
{
    const char *text = "发明专利权 Patent 20 年";
    struct canvas canvas = canvas_new(1000, 120);
    int end;
    draw(&canvas, text, 0, &end);
    cr_expect_eq(end - 10, width(FACE_SERIF_BLACK, 62, text));
    draw(&canvas, "点亮好点子", 6, &end);
    cr_expect_eq(end - 10, 5 * (62 + 6), "tracking follows every character");
    canvas_free(&canvas);
}

Test(text_cache, ink_stands_in_the_middle_of_its_line)
{
    struct canvas canvas = canvas_new(400, 120);
    int end, top = 200, bottom = 0;
    draw(&canvas, "国", 0, &end);
    for (int y = 0; y < 120; y++)
        for (int x = 0; x < 400; x++)
            if (canvas.pixels[y * 400 + x] != 0x00FF00FFu) {
                top = y < top ? y : top;
                bottom = y;
            }
    cr_expect_geq(bottom - top, 50, "a character of 62 px has ink of about 56");
    cr_expect_lt(abs((top + bottom) / 2 - 55), 5, "middle at %d", (top + bottom) / 2);
    canvas_free(&canvas);
}

Test(text_cache, nothing_is_kept_beyond_the_bounds)
{
    enum { LEN = 64 * 1024, COUNT = 50 };
    struct text_cache *small = text_cache_new(studio.fonts, 1, LEN, COUNT);
    struct canvas canvas = canvas_new(300, 120);
    struct text_style style = { FACE_SANS, 46, 64, 0 };
    for (uint32_t codepoint = 0x4E00; codepoint < 0x4E00 + 500; codepoint++) {
        struct strbuf text;
        strbuf_init(&text);
        strbuf_add_codepoint(&text, codepoint);
        struct text_line line = { .len = (int)text.len };
        text_cache_draw(small, &canvas, &style, text.text, &line, 0, 0, 64,
                        (struct rgba){ 0, 0, 0, 255 });
        strbuf_fini(&text);
        cr_assert_leq(text_cache_used_len(small), LEN);
        cr_assert_leq(text_cache_count(small), COUNT);
    }
    cr_expect_gt(text_cache_count(small), 10);
    text_cache_free(small);
    canvas_free(&canvas);
}

Test(text_cache, a_panel_half_as_large_measures_the_same_in_design_pixels)
{
    struct text_cache *half = text_cache_new(studio.fonts, 0.5, 1 << 20, 100);
    const struct text_measure *measure = text_cache_measure(half);
    cr_expect_eq(measure->width_px(measure->context, FACE_SANS, 46, "专利", strlen("专利")), 92);
    text_cache_free(half);
}

Test(text_cache, a_very_long_word_is_measured_and_drawn_in_pieces)
{
    char word[1001];
    memset(word, 'm', 1000);
    word[1000] = '\0';
    struct canvas canvas = canvas_new(100, 100);
    struct text_style style = { FACE_SANS, 40, 60, 0 };
    struct text_line line = { .len = 1000 };
    int measured = width(FACE_SANS, 40, word);
    cr_expect_gt(measured, 1000 * 20);
    cr_expect_eq(text_cache_draw(studio.painter.text, &canvas, &style, word, &line, 0, 0, 60,
                                 (struct rgba){ 0, 0, 0, 255 }),
                 measured);
    canvas_free(&canvas);
}

Test(text_cache, it_knows_what_the_fonts_cannot_draw)
{
    const struct text_measure *measure = text_cache_measure(studio.painter.text);
    cr_expect(measure->can_draw(measure->context, FACE_SANS, 0x4E13));
    cr_expect(measure->can_draw(measure->context, FACE_SERIF_BLACK, 'A'));
    cr_expect_not(measure->can_draw(measure->context, FACE_SANS, 0x0628), "Arabic");
    cr_expect_not(measure->can_draw(measure->context, FACE_SANS, 0x1F600), "emoji");
}

/* ---- scripts from right to left ---- */

static void take_uyghur(void)
{
    static struct strings strings = { .tags = { "ug" }, .language_count = 1 };
    strings.fonts[0] = "Noto Sans Arabic";
    fonts_take_languages(studio.fonts, &strings);
}

Test(text_cache, the_font_that_a_language_asks_for_draws_what_the_others_cannot)
{
    const struct text_measure *measure = text_cache_measure(studio.painter.text);
    take_uyghur();
    for (int face = 0; face < FACE_COUNT; face++)
        for (const char *rest = "ئۇيغۇرچەپڭېۋۈۆژگ،؟"; *rest != '\0';) {
            uint32_t codepoint = utf8_next(&rest);
            cr_expect(measure->can_draw(measure->context, (enum face)face, codepoint), "U+%04X",
                      codepoint);
        }
    cr_expect_not(measure->can_draw(measure->context, FACE_SANS, 0x1F600), "emoji");
}

Test(text_cache, letters_of_a_word_join)
{
    take_uyghur();
    cr_expect_lt(width(FACE_SANS, 60, "ببب"), 3 * width(FACE_SANS, 60, "ب"));
    cr_expect_eq(width(FACE_SANS, 60, "ببب 12"),
                 width(FACE_SANS, 60, "ببب") + width(FACE_SANS, 60, " 12"));
}

/* Columns with ink between x and x + w. */
static int inked_columns(const struct canvas *canvas, int x, int w)
{
    int count = 0;
    for (int column = x; column < x + w; column++) {
        bool inked = false;
        for (int y = 0; y < canvas->h; y++)
            inked = inked || canvas->pixels[y * canvas->w + column] != 0x00FF00FFu;
        count += inked;
    }
    return count;
}

Test(text_cache, stretches_are_drawn_from_left_to_right_and_words_within_from_right_to_left)
{
    const char *text = "ب ببببب 8"; /* eight stands leftmost, the long word in the middle */
    const struct text_run runs[] = { { (int)strlen("ب ببببب "), 1, false },
                                     { 0, (int)strlen("ب ببببب "), true } };
    struct text_line line = { .len = (int)strlen(text), .runs = runs, .run_count = 2 };
    struct text_style style = { FACE_SANS, 60, 90, 0 };
    struct canvas canvas = canvas_new(1000, 120);
    take_uyghur();
    int all = width(FACE_SANS, 60, text), digit = width(FACE_SANS, 60, "8");
    int blank = width(FACE_SANS, 60, " "), wide = width(FACE_SANS, 60, "ببببب");
    int end = text_cache_draw(studio.painter.text, &canvas, &style, text, &line, 10, 10, 90,
                              (struct rgba){ 0, 0, 0, 255 });
    cr_expect_eq(end - 10, all, "%d, measured %d", end - 10, all);
    cr_expect_gt(inked_columns(&canvas, 10, digit), digit / 2, "the digit");
    cr_expect_leq(inked_columns(&canvas, 10 + digit, blank), 2, "a gap behind it");
    cr_expect_gt(inked_columns(&canvas, 10 + digit + blank, wide), wide * 9 / 10, "the word");
    cr_expect_leq(inked_columns(&canvas, 10 + digit + blank + wide, blank), 2, "a gap");
    cr_expect_eq(inked_columns(&canvas, 12 + all, 900 - all), 0, "nothing beyond");
    canvas_free(&canvas);
}

/* Leftmost ink of a row. */
static int ink_at(const struct canvas *canvas, int y)
{
    for (int x = 0; x < canvas->w; x++)
        if (canvas->pixels[y * canvas->w + x] != 0x00FF00FFu)
            return x;
    return canvas->w;
}

Test(text_cache, brackets_turn_round_among_letters_from_right_to_left)
{
    const struct text_run backward = { 0, 1, true };
    struct text_line line = { .len = 1, .runs = &backward, .run_count = 1 };
    struct text_style style = { FACE_SANS, 60, 90, 0 };
    struct canvas canvas = canvas_new(60, 110);
    int top = 0;
    text_cache_draw(studio.painter.text, &canvas, &style, ")", &line, 10, 10, 90,
                    (struct rgba){ 0, 0, 0, 255 });
    while (top < canvas.h && ink_at(&canvas, top) == canvas.w)
        top++;
    cr_expect_lt(ink_at(&canvas, top + 25), ink_at(&canvas, top) - 3, "it bulges to the left");
    canvas_free(&canvas);
}
