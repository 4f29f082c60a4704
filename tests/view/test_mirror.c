/* A list turned round for a language from right to left. */
#include <criterion/criterion.h>

#include "booth.h"
#include "view/mirror.h"

static struct widgets list;

static void open_list(void)
{
    widgets_init(&list);
    widgets_clear(&list, 1000, 500);
}

static void close_list(void)
{
    widgets_fini(&list);
}

TestSuite(mirror, .init = open_list, .fini = close_list);

static void expect_rect(const struct rect *rect, int x, int w)
{
    cr_expect_eq(rect->x, x, "x is %d, not %d", rect->x, x);
    cr_expect_eq(rect->w, w, "w is %d, not %d", rect->w, w);
}

static struct widget *add_words(const char *text, struct rect rect, int lines)
{
    static const struct text_line all[] = { { .len = 3, .width_px = 60 },
                                            { .offset = 3, .len = 3, .width_px = 90 } };
    struct widget *widget = widgets_add(&list, WIDGET_TEXT, rect);

    widget->text = text;
    widget->lines = all;
    widget->line_count = lines;
    return widget;
}

Test(mirror, what_stands_left_stands_right)
{
    struct widget *button = widgets_add(&list, WIDGET_BLOCK, (struct rect){ 40, 10, 200, 50 });

    button->touch = (struct rect){ 20, 0, 240, 70 };
    button->clip = (struct rect){ 0, 0, 100, 70 };
    button->message = (struct message){ .kind = MSG_BACK };
    mirror_apply(&list);
    expect_rect(&button->rect, 760, 200);
    expect_rect(&button->touch, 740, 240);
    expect_rect(&button->clip, 900, 100);
    cr_expect_eq(widgets_hit(&list, 770, 20), button, "taps follow");
    cr_expect_null(widgets_hit(&list, 50, 20));
}

Test(mirror, words_stand_at_the_other_side)
{
    struct rect rect = { 100, 0, 300, 60 };
    struct widget *left = add_words("سوئال", rect, 1), *middle = add_words("سوئال", rect, 1);
    struct widget *right = add_words("سوئال", rect, 1), *chinese = add_words("专利", rect, 1);

    middle->align = ALIGN_CENTER;
    right->align = ALIGN_RIGHT;
    mirror_apply(&list);
    cr_expect_eq(left->align, ALIGN_RIGHT);
    cr_expect_eq(middle->align, ALIGN_CENTER);
    cr_expect_eq(right->align, ALIGN_LEFT);
    cr_expect_eq(chinese->align, ALIGN_RIGHT);
    expect_rect(&chinese->rect, 600, 300);
}

Test(mirror, lines_of_chinese_keep_their_left_edge_and_stand_right_as_a_block)
{
    struct widget *chinese = add_words("专利", (struct rect){ 100, 0, 300, 120 }, 2);

    mirror_apply(&list);
    cr_expect_eq(chinese->align, ALIGN_LEFT);
    expect_rect(&chinese->rect, 810, 90);
}

Test(mirror, only_what_points_somewhere_is_flipped)
{
    static const char *const names[] = { "ic-back.svg", "ic-arrow-right.svg", "ic-clock.svg",
                                         "ic-backspace.svg" };
    struct widget *images[4], *turned, *picture;

    for (int i = 0; i < 4; i++) {
        images[i] = widgets_add(&list, WIDGET_IMAGE, (struct rect){ 0, 0, 48, 48 });
        images[i]->image = names[i];
    }
    turned = widgets_add(&list, WIDGET_IMAGE, (struct rect){ 0, 0, 48, 48 });
    turned->image = "ic-arrow-right.svg";
    turned->rotate_deg = 90;
    picture = widgets_add(&list, WIDGET_IMAGE, (struct rect){ 0, 0, 48, 48 });
    picture->image = "ic-back.svg";
    picture->from_activity = true;
    mirror_apply(&list);
    for (int i = 0; i < 4; i++)
        cr_expect_eq(images[i]->flipped, i < 2, "%s", names[i]);
    cr_expect_not(turned->flipped, "it points down");
    cr_expect_not(picture->flipped, "pictures of questions show what they show");
}

Test(mirror, twice_is_as_it_was)
{
    struct widget *words = add_words("سوئال", (struct rect){ 100, 0, 300, 60 }, 1), *icon, *key;

    icon = widgets_add(&list, WIDGET_IMAGE, (struct rect){ 30, 0, 48, 48 });
    icon->image = "ic-back.svg";
    key = widgets_add(&list, WIDGET_BLOCK, (struct rect){ 100, 0, 50, 50 });
    widgets_keep(&list, 2, (struct rect){ 80, 0, 300, 50 });
    mirror_apply(&list);
    mirror_apply(&list);
    expect_rect(&words->rect, 100, 300);
    cr_expect_eq(words->align, ALIGN_LEFT);
    expect_rect(&icon->rect, 30, 48);
    cr_expect_not(icon->flipped);
    expect_rect(&key->rect, 100, 50);
}

Test(mirror, what_keeps_its_order_moves_as_a_whole)
{
    struct widget *one, *two;

    widgets_add(&list, WIDGET_BLOCK, (struct rect){ 0, 0, 10, 10 });
    one = widgets_add(&list, WIDGET_BLOCK, (struct rect){ 100, 0, 50, 50 });
    two = widgets_add(&list, WIDGET_BLOCK, (struct rect){ 160, 0, 50, 50 });
    widgets_keep(&list, 1, (struct rect){ 100, 0, 200, 50 });
    widgets_add(&list, WIDGET_BLOCK, (struct rect){ 0, 0, 10, 10 });
    mirror_apply(&list);
    expect_rect(&one->rect, 700, 50);
    expect_rect(&two->rect, 760, 50);
    expect_rect(&list.items[3].rect, 990, 10);
}
