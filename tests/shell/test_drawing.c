/* A packed drawing draws the very pixels of the picture it was made of. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/mem.h"
#include "base/rng.h"
#include "shell/drawing.h"

enum { SIDE = 96, GROUND = 0x336699 };

/* Clear, full and half-covered runs of all lengths, and stretches that never repeat. */
static struct picture make_picture(int w, int h, struct rng *rng)
{
    static const uint32_t alphas[] = { 0, 0xFF, 0x80, 0x01 };
    struct picture picture;
    uint32_t argb = 0;
    picture_init(&picture, w, h);
    for (int i = 0; i < w * h; i++) {
        if (rng_below(rng, 6) == 0)
            argb = alphas[rng_below(rng, 4)] << 24 | (uint32_t)rng_below(rng, 1 << 24);
        picture.argb[i] = i / 100 % 4 == 0 ? (uint32_t)rng_next(rng) : argb;
    }
    return picture;
}

static uint32_t mix_channel(uint32_t under, uint32_t over, uint32_t weight, int shift)
{
    uint32_t low = under >> shift & 0xFF, high = over >> shift & 0xFF;
    return (high * weight + low * (256 - weight) + 128) >> 8 << shift;
}

/* The blending of pixels.h, written down once more channel by channel. */
static uint32_t blended(uint32_t under, uint32_t argb, uint32_t alpha)
{
    uint32_t cover = (argb >> 24) * (alpha + (alpha >> 7)) >> 8;
    uint32_t weight = cover + (cover >> 7);
    return mix_channel(under, argb, weight, 16) | mix_channel(under, argb, weight, 8) |
           mix_channel(under, argb, weight, 0);
}

/* Filling target, which is the size of the picture unless it is drawn stretched. */
static void expect_drawn(const struct picture *picture, const struct rect *clip,
                         const struct rect *target, bool tinted, uint8_t alpha)
{
    struct rgba color = { 0xAB, 0xCD, 0xEF, alpha };
    static uint32_t pixels[SIDE * SIDE];
    struct canvas canvas = { .pixels = pixels, .w = SIDE, .h = SIDE, .stride = SIDE };
    struct drawing drawing;
    for (int i = 0; i < SIDE * SIDE; i++)
        pixels[i] = GROUND;
    pixels_set_clip(&canvas, clip);
    drawing_pack(&drawing, picture, tinted);
    cr_assert(drawing_is_sound(&drawing));
    if (target->w == picture->w && target->h == picture->h)
        drawing_draw(&drawing, &canvas, target->x, target->y, color, alpha);
    else
        drawing_draw_stretched(&drawing, &canvas, target, color, alpha);
    for (int row = 0; row < SIDE; row++)
        for (int column = 0; column < SIDE; column++) {
            int to_x = column - target->x, to_y = row - target->y;
            int from_x = to_x * picture->w / target->w, from_y = to_y * picture->h / target->h;
            bool inside = column >= canvas.clip.x && column < canvas.clip.x + canvas.clip.w &&
                          row >= canvas.clip.y && row < canvas.clip.y + canvas.clip.h &&
                          to_x >= 0 && to_x < target->w && to_y >= 0 && to_y < target->h;
            uint32_t argb = inside ? picture->argb[from_y * picture->w + from_x] : 0;
            if (tinted)
                argb = (argb & 0xFF000000u) | 0xABCDEF;
            uint32_t wanted = inside ? blended(GROUND, argb, alpha) : GROUND;
            cr_assert_eq(pixels[row * SIDE + column], wanted, "%d,%d", column, row);
        }
    drawing_fini(&drawing);
}

Test(drawing, draws_the_pixels_of_its_picture_within_any_clip)
{
    struct rng rng;
    rng_seed(&rng, 7);
    for (int i = 0; i < 200; i++) {
        struct picture picture =
            make_picture(1 + (int)rng_below(&rng, SIDE), 1 + (int)rng_below(&rng, SIDE), &rng);
        struct rect clip = { (int)rng_below(&rng, SIDE), (int)rng_below(&rng, SIDE),
                             (int)rng_below(&rng, SIDE), (int)rng_below(&rng, SIDE) };
        int x = (int)rng_below(&rng, SIDE) - SIDE / 2, y = (int)rng_below(&rng, SIDE) - SIDE / 2;
        uint8_t alpha = i % 3 == 0 ? (uint8_t)rng_below(&rng, 256) : 255;
        struct rect natural = { x, y, picture.w, picture.h };
        struct rect stretched = { x, y, 1 + (int)rng_below(&rng, SIDE),
                                  1 + (int)rng_below(&rng, SIDE) };
        expect_drawn(&picture, &clip, &natural, i % 2 == 0, alpha);
        expect_drawn(&picture, &clip, &stretched, i % 2 == 0, alpha);
        picture_fini(&picture);
    }
}

Test(drawing, flat_art_takes_a_small_part_of_its_pixels)
{
    struct picture picture;
    struct drawing drawing;
    picture_init(&picture, 400, 400);
    for (int i = 0; i < 400 * 400; i++)
        picture.argb[i] = i % 400 > 100 && i % 400 < 300 ? 0xFFA31C13 : 0x00FFFFFF;
    drawing_pack(&drawing, &picture, false);
    cr_expect_leq(drawing_len(&drawing), (size_t)400 * 400 * 4 / 50);
    drawing_fini(&drawing);
    picture_fini(&picture);
}

Test(drawing, a_row_longer_than_a_token_is_whole)
{
    struct picture picture;
    struct drawing drawing;
    picture_init(&picture, DRAWING_SIDE_MAX, 2);
    for (int i = 0; i < DRAWING_SIDE_MAX; i++)
        picture.argb[DRAWING_SIDE_MAX + i] = (uint32_t)i * 0x9E3779B1u;
    drawing_pack(&drawing, &picture, false);
    cr_expect(drawing_is_sound(&drawing));
    drawing_fini(&drawing);
    picture_fini(&picture);
}

Test(drawing, bytes_from_elsewhere_are_sound_or_refused)
{
    struct rng rng;
    struct picture picture;
    struct drawing drawing;
    int refused = 0;
    rng_seed(&rng, 11);
    picture = make_picture(40, 20, &rng);
    drawing_pack(&drawing, &picture, true);
    for (size_t i = 0; i < drawing.bytes_len; i++) {
        uint8_t was = drawing.bytes[i];
        drawing.bytes[i] = (uint8_t)rng_next(&rng);
        refused += !drawing_is_sound(&drawing);
        drawing.bytes[i] = was;
    }
    cr_expect_gt(refused, 0);
    drawing.rows[3] = UINT32_MAX;
    cr_expect_not(drawing_is_sound(&drawing));
    drawing_fini(&drawing);
    picture_fini(&picture);
}
