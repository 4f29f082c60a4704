#include <criterion/criterion.h>
#include <stdlib.h>

#include "view/geometry.h"

static bool same(struct rect a, struct rect b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

Test(geometry, strips_come_off_each_side)
{
    struct rect area = { 10, 20, 100, 80 };

    cr_assert(same(rect_cut_top(&area, 30), (struct rect){ 10, 20, 100, 30 }));
    cr_assert(same(rect_cut_bottom(&area, 10), (struct rect){ 10, 90, 100, 10 }));
    cr_assert(same(rect_cut_left(&area, 40), (struct rect){ 10, 50, 40, 40 }));
    cr_assert(same(rect_cut_right(&area, 20), (struct rect){ 90, 50, 20, 40 }));
    cr_assert(same(area, (struct rect){ 50, 50, 40, 40 }));
}

Test(geometry, a_strip_is_never_larger_than_its_area)
{
    struct rect area = { 0, 0, 50, 40 };

    cr_assert_eq(rect_cut_top(&area, 100).h, 40);
    cr_assert_eq(area.h, 0);
    cr_assert_eq(rect_cut_left(&area, 60).w, 50);
    cr_assert(rect_is_empty(&area));
}

Test(geometry, columns_and_rows_fill_their_area_to_the_last_pixel)
{
    struct rect area = { 7, 3, 953, 1001 };

    for (int count = 1; count <= 9; count++) {
        struct rect last = { 0 }, first = rect_column(&area, 0, count, 17);
        cr_assert_eq(first.x, area.x);
        for (int i = 1; i < count; i++) {
            struct rect left = rect_column(&area, i - 1, count, 17);
            struct rect right = rect_column(&area, i, count, 17);
            struct rect above = rect_row(&area, i - 1, count, 17);
            struct rect below = rect_row(&area, i, count, 17);
            cr_assert_eq(right.x - (left.x + left.w), 17);
            cr_assert_eq(below.y - (above.y + above.h), 17);
            cr_assert_leq(abs(right.w - left.w), 1);
        }
        last = rect_column(&area, count - 1, count, 17);
        cr_assert_eq(last.x + last.w, area.x + area.w);
        last = rect_row(&area, count - 1, count, 17);
        cr_assert_eq(last.y + last.h, area.y + area.h);
    }
}

Test(geometry, touching_edges_do_not_overlap)
{
    struct rect a = { 0, 0, 10, 10 }, b = { 10, 0, 10, 10 }, c = { 9, 9, 2, 2 },
                none = { 5, 5, 0, 3 };

    cr_assert_not(rect_overlaps(&a, &b));
    cr_assert(rect_overlaps(&a, &c));
    cr_assert_not(rect_overlaps(&a, &none));
    cr_assert(rect_contains(&a, 9, 9));
    cr_assert_not(rect_contains(&a, 10, 9));
}

Test(geometry, a_union_ignores_what_is_empty)
{
    struct rect a = { 5, 5, 10, 10 }, b = { 0, 8, 3, 20 }, none = { -90, -90, 0, 10 };

    cr_assert(same(rect_union(&a, &b), (struct rect){ 0, 5, 15, 23 }));
    cr_assert(same(rect_union(&a, &none), a));
    cr_assert(same(rect_union(&none, &b), b));
    cr_assert(same(rect_center(&a, 4, 2), (struct rect){ 8, 9, 4, 2 }));
    cr_assert(same(rect_inset(a, 6, 1), (struct rect){ 11, 6, 0, 8 }));
}
