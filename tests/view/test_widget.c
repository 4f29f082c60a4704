#include <criterion/criterion.h>
#include <string.h>

#include "view/widget.h"

static struct widgets list;

static void open_list(void)
{
    widgets_init(&list);
    widgets_clear(&list, 1080, 1920);
}

static void close_list(void)
{
    widgets_fini(&list);
}

TestSuite(widget, .init = open_list, .fini = close_list);

static struct widget *add_button(const char *label, struct rect rect, int value)
{
    struct widget *widget = widgets_add(&list, WIDGET_BLOCK, rect);

    widget->label = label;
    widget->message = (struct message){ .kind = MSG_CHOOSE, .value = value };
    return widget;
}

Test(widget, the_front_most_tappable_one_is_hit)
{
    add_button("beneath", (struct rect){ 0, 0, 100, 100 }, 1);
    add_button("above", (struct rect){ 50, 50, 100, 100 }, 2);
    widgets_add(&list, WIDGET_BLOCK, (struct rect){ 0, 0, 200, 200 });
    cr_assert_str_eq(widgets_hit(&list, 60, 60)->label, "above");
    cr_assert_str_eq(widgets_hit(&list, 10, 10)->label, "beneath");
    cr_assert_null(widgets_hit(&list, 190, 10));
}

Test(widget, the_touch_area_counts_where_there_is_one)
{
    add_button("grown", (struct rect){ 50, 50, 10, 10 }, 1)->touch =
        (struct rect){ 40, 40, 30, 30 };
    cr_assert_not_null(widgets_hit(&list, 41, 41));
    cr_assert_null(widgets_hit(&list, 39, 41));
}

Test(widget, nothing_beneath_a_scrim_can_be_tapped_or_found)
{
    struct widget *scrim;

    add_button("beneath", (struct rect){ 0, 0, 100, 100 }, 1);
    scrim = widgets_add(&list, WIDGET_SCRIM, (struct rect){ 0, 0, 1080, 1920 });
    cr_assert_null(widgets_hit(&list, 10, 10));
    cr_assert_null(widgets_find(&list, "beneath", NULL));
    scrim->label = "elsewhere";
    scrim->message = (struct message){ .kind = MSG_STAY };
    cr_assert_str_eq(widgets_hit(&list, 10, 10)->label, "elsewhere");
}

Test(widget, a_long_press_alone_makes_it_tappable)
{
    struct widget *corner = widgets_add(&list, WIDGET_BLOCK, (struct rect){ 0, 0, 160, 160 });

    corner->label = "corner";
    corner->hold = (struct message){ .kind = MSG_CORNER };
    cr_assert_eq(widgets_hit(&list, 5, 5), corner);
    cr_assert_eq(widgets_find(&list, "corner", NULL), corner);
}

Test(widget, is_found_by_its_whole_label_before_a_part_of_another)
{
    int candidates = -1;

    add_button("下一题", (struct rect){ 0, 0, 10, 10 }, 1);
    add_button("记住了，下一题", (struct rect){ 20, 0, 10, 10 }, 2);
    add_button("退出", (struct rect){ 40, 0, 10, 10 }, 3);
    cr_assert_eq(widgets_find(&list, "下一题", &candidates)->message.value, 1);
    cr_assert_eq(candidates, 1);
    cr_assert_eq(widgets_find(&list, "记住", &candidates)->message.value, 2);
    cr_assert_null(widgets_find(&list, "题", &candidates));
    cr_assert_eq(candidates, 2);
    cr_assert_null(widgets_find(&list, "没有", &candidates));
    cr_assert_eq(candidates, 0);
}

Test(widget, text_shows_unless_it_is_transparent)
{
    struct widget *text = widgets_add(&list, WIDGET_TEXT, (struct rect){ 0, 0, 10, 10 });

    text->text = "第 3 题";
    cr_assert(widgets_show(&list, "3 题"));
    text->alpha = 0;
    cr_assert_not(widgets_show(&list, "3 题"));
}

Test(widget, is_equal_only_when_it_looks_the_same)
{
    struct text_line line = { .len = 3, .width_px = 40 }, other = { .len = 3, .width_px = 41 };
    struct widget *a = widgets_add(&list, WIDGET_TEXT, (struct rect){ 0, 0, 10, 10 }), b;

    a->text = "题";
    a->lines = &line;
    a->line_count = 1;
    b = *a;
    b.message.kind = MSG_NEXT; /* what it does is not what it looks like */
    cr_assert(widget_equal(a, &b));
    b.lines = &other;
    cr_assert_not(widget_equal(a, &b));
    b = *a;
    b.fill = COLOR_CIN;
    cr_assert_not(widget_equal(a, &b));
    b = *a;
    b.text = "答";
    cr_assert_not(widget_equal(a, &b));
    b = *a;
    b.rect.x++;
    cr_assert_not(widget_equal(a, &b));
}

Test(widget, what_is_taken_from_the_store_is_aligned_and_goes_with_clear)
{
    char *first = widgets_alloc(&list, 3);
    void *second = widgets_alloc(&list, 8);

    cr_assert_eq((uintptr_t)second % 16, 0);
    cr_assert_str_eq(widgets_format(&list, "%d of %s", 3, "ten"), "3 of ten");
    widgets_clear(&list, 10, 10);
    cr_assert_eq(widgets_alloc(&list, 1), first);
    cr_assert_eq(list.next_ms, INT64_MAX);
}

Test(widget, the_dump_names_what_is_not_ordinary)
{
    struct strbuf out;
    struct widget *button = add_button("就选它", (struct rect){ 1, 2, 3, 4 }, 5);

    button->role = ROLE_PRIMARY;
    button->fill = COLOR_GAM;
    button->edge = COLOR_GAM_DEEP;
    button->edge_px = 10;
    button->state = WIDGET_PRESSED;
    strbuf_init(&out);
    widgets_dump(&list, &out);
    cr_assert_str_eq(out.text,
                     "canvas 1080x1920 paper-1\n"
                     "block primary 1,2,3,4 pressed fill=gam edge=gam-deep/10 label=\"就选它\" "
                     "tap=choose(5)\n");
    strbuf_fini(&out);
}
