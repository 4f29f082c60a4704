#include <criterion/criterion.h>
#include <string.h>

#include "activity/ink.h"

static struct ink ink, again;
static struct strbuf text;

static void set_up(void)
{
    memset(&ink, 0, sizeof ink);
    strbuf_init(&text);
}

static void tear_down(void)
{
    strbuf_fini(&text);
}

TestSuite(ink, .init = set_up, .fini = tear_down);

static void add_line(int x, int y, int to_x, int to_y)
{
    struct ink_point points[] = { { (int16_t)x, (int16_t)y }, { (int16_t)to_x, (int16_t)to_y } };

    cr_assert(ink_add_stroke(&ink, points, 2));
}

Test(ink, strokes_belong_to_the_open_sheet_until_it_is_closed)
{
    cr_expect(ink_pad_is_empty(&ink));
    cr_expect_not(ink_close_sheet(&ink), "nothing is on it");
    add_line(0, 0, 100, 0);
    add_line(50, 0, 50, 90);
    cr_expect_not(ink_pad_is_empty(&ink));
    cr_assert(ink_close_sheet(&ink));
    cr_expect(ink_pad_is_empty(&ink));
    add_line(1, 1, 2, 200);
    cr_expect(ink_undo_stroke(&ink));
    cr_expect_not(ink_undo_stroke(&ink), "a closed sheet is not undone stroke by stroke");
    add_line(1, 1, 2, 200);
    ink_clear_pad(&ink);
    cr_expect_eq(ink.stroke_count, 2);
    ink_drop_sheet(&ink);
    cr_expect_eq(ink.stroke_count, 0);
    cr_expect_eq(ink.sheet_count, 0);
    ink_drop_sheet(&ink);
}

Test(ink, points_are_thinned_and_kept_within_the_pad)
{
    struct ink_point points[] = { { -50, 20 }, { 1, 22 }, { 3, 24 }, { 2000, 900 }, { 1999, 901 } };
    int count;

    cr_assert(ink_add_stroke(&ink, points, 5));
    const struct ink_point *kept = ink_stroke(&ink, 0, &count);
    cr_assert_eq(count, 3, "%d", count);
    cr_expect_eq(kept[0].x, 0);
    cr_expect_eq(kept[1].x, INK_SIDE);
    cr_expect_eq(kept[2].y, 901, "the last point always counts");
}

Test(ink, what_is_written_reads_back_the_same)
{
    add_line(0, 0, 100, 0);
    add_line(50, 0, 50, 90);
    ink_close_sheet(&ink);
    struct ink_point dot = { 7, 7 };
    cr_assert(ink_add_stroke(&ink, &dot, 1));
    ink_close_sheet(&ink);
    add_line(9, 9, 99, 99);
    ink_format(&ink, &text);
    cr_expect_str_eq(text.text, "0,0 100,0;50,0 50,90|7,7", "the pad is not part of it");
    cr_assert(ink_parse(text.text, &again));
    cr_expect_eq(again.sheet_count, 2);
    cr_expect_eq(again.stroke_count, 3);
    struct strbuf second;
    strbuf_init(&second);
    ink_format(&again, &second);
    cr_expect_str_eq(second.text, text.text);
    strbuf_fini(&second);
}

Test(ink, what_is_none_of_ours_is_refused)
{
    static const char wrong[][24] = { "",         "1",    "1,",    "1,2;",   "1,2|",
                                      "1,2||3,4", "a,b",  "1,2 ",  "1001,2", "-1,2",
                                      "1,2x",     "1 ,2", "1,2,3", ";1,2",   "99999999,1" };

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cr_expect_not(ink_parse(wrong[i], &again), "%s", wrong[i]);
        cr_expect_eq(again.stroke_count, 0);
    }
}

Test(ink, a_full_pad_takes_no_more_and_loses_nothing)
{
    int strokes = 0;
    struct ink_point points[200];

    for (int i = 0; i < 200; i++)
        points[i] = (struct ink_point){ (int16_t)(i % 2 * 900), (int16_t)(i * 5) };
    while (ink_add_stroke(&ink, points, 200))
        strokes++;
    cr_expect_eq(strokes, INK_POINTS_MAX / 200);
    cr_expect_eq(ink.stroke_count, strokes);
    for (int i = 0; i < INK_SHEETS_MAX + 3; i++)
        ink_close_sheet(&ink);
    cr_expect_eq(ink.sheet_count, 1);
    cr_expect_not(ink_add_stroke(&ink, points, 0));
}

Test(ink, marks_in_a_text_are_numbered)
{
    ink_write_text("多讲" INK_MARK "和" INK_MARK, &text);
    cr_expect_str_eq(text.text, "多讲〔字迹1〕和〔字迹2〕");
}

Test(ink, the_picture_has_every_stroke)
{
    for (int sheet = 0; sheet < 9; sheet++) {
        add_line(0, 0, 1000, 1000);
        ink_close_sheet(&ink);
    }
    cr_expect_eq(ink_write_svg(&ink, 100, &text), 200, "eight in a row");
    int lines = 0;
    for (const char *at = text.text; (at = strstr(at, "<polyline")) != NULL; at++)
        lines++;
    cr_expect_eq(lines, 9);
    cr_expect(strstr(text.text, "\"0,100 100,200\"") != NULL, "the ninth is below the first");
}

Test(ink, the_picture_is_true_to_what_was_drawn)
{
    struct ink_point bent[] = { { 0, 0 }, { 334, 500 }, { 1000, 250 } }, dot = { 500, 700 };

    cr_assert(ink_add_stroke(&ink, bent, 3));
    cr_assert(ink_add_stroke(&ink, &dot, 1));
    ink_close_sheet(&ink);
    add_line(100, 200, 300, 400);
    ink_close_sheet(&ink);
    ink_write_svg(&ink, 500, &text);
    const char *first = strstr(text.text, "points=\"0,0 167,250 500,125\"");
    const char *second = strstr(text.text, "points=\"250,350 250,350\"");
    const char *third = strstr(text.text, "points=\"550,100 650,200\"");
    cr_assert(first && second && third, "%s", text.text);
    cr_expect(first < second && second < third, "in the order of writing");
}
