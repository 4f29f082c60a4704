/* Masks are symmetrical, anti-aliased, and cover what they should. */
#include <math.h>
#include <stdlib.h>

#include <criterion/criterion.h>
#include <criterion/parameterized.h>

#include "shell/shapes.h"

static struct shapes *shapes;

static void set_up(void)
{
    shapes = shapes_new();
}

static void tear_down(void)
{
    shapes_free(shapes);
}

TestSuite(shapes, .init = set_up, .fini = tear_down);

static int at(const struct mask *mask, int x, int y)
{
    return mask->cover[y * mask->w + x];
}

static double area(const struct mask *mask)
{
    double sum = 0;
    for (int i = 0; i < mask->w * mask->h; i++)
        sum += mask->cover[i];
    return sum / 255;
}

static void expect_symmetrical(const struct mask *mask)
{
    for (int y = 0; y < mask->h; y++)
        for (int x = 0; x < mask->w; x++) {
            int value = at(mask, x, y);
            cr_assert_eq(value, at(mask, mask->w - 1 - x, y), "left and right at %d,%d", x, y);
            cr_assert_eq(value, at(mask, x, mask->h - 1 - y), "top and bottom at %d,%d", x, y);
        }
}

static int count_between(const struct mask *mask)
{
    int count = 0;
    for (int i = 0; i < mask->w * mask->h; i++)
        count += mask->cover[i] > 0 && mask->cover[i] < 255;
    return count;
}

ParameterizedTestParameters(shapes, a_disc_is_round)
{
    static int radii[] = { 1, 2, 6, 12, 16, 18, 28, 36, 40, 84, 180 };
    return cr_make_param_array(int, radii, sizeof radii / sizeof *radii);
}

ParameterizedTest(int *radius, shapes, a_disc_is_round)
{
    const struct mask *disc = shapes_disc(shapes, *radius);
    expect_symmetrical(disc);
    for (int y = 0; y < disc->h; y++)
        for (int x = 0; x < disc->w; x++)
            cr_assert_eq(at(disc, x, y), at(disc, y, x), "about the diagonal");
    double wanted = M_PI * *radius * *radius;
    cr_expect_lt(fabs(area(disc) - wanted), 0.02 * wanted + 0.5, "area %f of %f", area(disc),
                 wanted);
    if (*radius > 2)
        cr_expect_geq(count_between(disc), 4 * *radius / 2, "its edge is anti-aliased");
}

Test(shapes, a_disc_falls_off_steadily_from_its_middle)
{
    const struct mask *disc = shapes_disc(shapes, 28);
    for (int x = 28; x < 55; x++)
        cr_assert_geq(at(disc, x, 27), at(disc, x + 1, 27));
    cr_expect_eq(at(disc, 28, 28), 255);
    cr_expect_eq(at(disc, 0, 0), 0);
}

Test(shapes, the_same_shape_is_rasterised_once)
{
    cr_expect_eq(shapes_disc(shapes, 28), shapes_disc(shapes, 28));
    cr_expect_neq(shapes_disc(shapes, 28), shapes_disc(shapes, 29));
    cr_expect_eq(shapes_dashes(shapes, 300, 100, 20, 5), shapes_dashes(shapes, 300, 100, 20, 5));
}

/* ---- arcs ---- */

Test(shapes, a_whole_ring_is_symmetrical_and_hollow)
{
    const struct mask *ring = shapes_arc(shapes, 168, 168, 12, 0, 360);
    expect_symmetrical(ring);
    cr_expect_eq(at(ring, 84, 84), 0);
    cr_expect_eq(at(ring, 84, 6), 255);
    double wanted = M_PI * (84 * 84 - 72 * 72);
    cr_expect_lt(fabs(area(ring) - wanted), 0.01 * wanted);
}

ParameterizedTestParameters(shapes, an_arc_covers_its_share)
{
    static int sweeps[] = { 0, 6, 45, 90, 179, 180, 181, 270, 354, 360 };
    return cr_make_param_array(int, sweeps, sizeof sweeps / sizeof *sweeps);
}

ParameterizedTest(int *sweep, shapes, an_arc_covers_its_share)
{
    double whole = area(shapes_arc(shapes, 168, 168, 12, 0, 360));
    double part = area(shapes_arc(shapes, 168, 168, 12, 0, *sweep));
    cr_expect_lt(fabs(part - whole * *sweep / 360), 0.006 * whole, "%d degrees: %f of %f", *sweep,
                 part, whole);
}

Test(shapes, an_arc_goes_clockwise_from_the_top)
{
    const struct mask *arc = shapes_arc(shapes, 100, 100, 10, 0, 90);
    cr_expect_eq(at(arc, 80, 14), 255, "upper right");
    cr_expect_eq(at(arc, 20, 14), 0, "upper left");
    cr_expect_eq(at(arc, 80, 84), 0, "lower right");
    const struct mask *rest = shapes_arc(shapes, 100, 100, 10, 90, 270);
    for (int y = 0; y < 100; y++)
        for (int x = 0; x < 100; x++) {
            int whole = at(shapes_arc(shapes, 100, 100, 10, 0, 360), x, y);
            int both = at(arc, x, y) + at(rest, x, y);
            cr_assert_leq(abs(both - whole), 2, "the two make the whole at %d,%d", x, y);
        }
}

/* ---- dashes ---- */

Test(shapes, a_dashed_frame_lies_inside_and_is_broken_evenly)
{
    const struct mask *dashes = shapes_dashes(shapes, 952, 166, 28, 5);
    double solid = 2.0 * (952 - 56 + 166 - 56) * 5 + M_PI * (28 * 28 - 23 * 23);
    double part = area(dashes) / solid;
    cr_expect(part > 0.5 && part < 0.7, "share of the line that is drawn: %f", part);
    for (int y = 10; y < 156; y++)
        for (int x = 10; x < 942; x++)
            if (x > 40 && x < 912)
                cr_assert_eq(at(dashes, x, y), 0, "nothing inside at %d,%d", x, y);
    int breaks = 0;
    for (int x = 29; x < 924; x++)
        breaks += at(dashes, x, 2) > 127 && at(dashes, x + 1, 2) <= 127;
    cr_expect(breaks > 45 && breaks < 60, "%d dashes along the top", breaks);
}

Test(shapes, a_small_dashed_circle_is_whole)
{
    const struct mask *dashes = shapes_dashes(shapes, 60, 60, 30, 4);
    cr_expect_gt(area(dashes), 100);
    cr_expect_eq(at(dashes, 30, 30), 0);
}

/* ---- shadow ---- */

Test(shapes, a_shadow_is_symmetrical_and_fades_outwards)
{
    struct shadow shadow = shapes_shadow(shapes, 952, 480, 28, 36);
    expect_symmetrical(shadow.mask);
    int middle = shadow.mask->w / 2;
    for (int y = 1; y <= shadow.corner_h; y++)
        cr_assert_geq(at(shadow.mask, middle, y), at(shadow.mask, middle, y - 1));
    cr_expect_leq(at(shadow.mask, middle, 0), 12, "nearly nothing at its rim");
    cr_expect_geq(at(shadow.mask, middle, shadow.corner_h), 250, "full in the middle");
    int half = at(shadow.mask, middle, 36);
    cr_expect(half > 108 && half < 148, "half at the edge of the sheet: %d", half);
}

Test(shapes, a_shadow_of_something_small_is_not_stretched)
{
    struct shadow shadow = shapes_shadow(shapes, 60, 40, 10, 36);
    cr_expect_eq(shadow.mask->w, 60 + 72);
    cr_expect_eq(shadow.mask->h, 40 + 72);
    expect_symmetrical(shadow.mask);
}
