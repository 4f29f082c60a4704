#include "shell/pixels.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/mem.h"

/* The rows that are blended take most of a frame: the compiler makes each loop once for every kind
 * of processor, and the right one is taken when the program starts. */
#if defined __x86_64__ && defined __GNUC__ && !defined __clang__
#define EACH_PROCESSOR __attribute__((target_clones("avx2", "sse4.1", "default")))
#else
#define EACH_PROCESSOR
#endif

/* Colours are blended two channels at a time; 256 is opaque, so that both ends are exact. */
static uint32_t mix(uint32_t under, uint32_t over, uint32_t weight)
{
    uint32_t rest = 256 - weight;
    uint32_t red_blue =
        ((over & 0xFF00FFu) * weight + (under & 0xFF00FFu) * rest + 0x800080u) >> 8 & 0xFF00FFu;
    uint32_t green =
        ((over & 0x00FF00u) * weight + (under & 0x00FF00u) * rest + 0x008000u) >> 8 & 0x00FF00u;
    return red_blue | green;
}

static uint32_t weight_of(uint32_t cover)
{
    return cover + (cover >> 7);
}

static uint32_t word_of(struct rgba color)
{
    return (uint32_t)color.r << 16 | (uint32_t)color.g << 8 | color.b;
}

void mask_init(struct mask *mask, int w, int h)
{
    mask->w = w > 0 ? w : 0;
    mask->h = h > 0 ? h : 0;
    mask->cover = mem_zalloc((size_t)mask->w * (size_t)mask->h + 1);
}

void mask_fini(struct mask *mask)
{
    free(mask->cover);
    *mask = (struct mask){ 0 };
}

void picture_init(struct picture *picture, int w, int h)
{
    picture->w = w > 0 ? w : 0;
    picture->h = h > 0 ? h : 0;
    picture->argb =
        mem_zalloc(((size_t)picture->w * (size_t)picture->h + 1) * sizeof *picture->argb);
}

void picture_fini(struct picture *picture)
{
    free(picture->argb);
    *picture = (struct picture){ 0 };
}

struct rect pixels_intersect(const struct rect *a, const struct rect *b)
{
    int left = a->x > b->x ? a->x : b->x;
    int top = a->y > b->y ? a->y : b->y;
    int right = a->x + a->w < b->x + b->w ? a->x + a->w : b->x + b->w;
    int bottom = a->y + a->h < b->y + b->h ? a->y + a->h : b->y + b->h;
    if (right <= left || bottom <= top)
        return (struct rect){ left, top, 0, 0 };
    return (struct rect){ left, top, right - left, bottom - top };
}

void pixels_set_clip(struct canvas *canvas, const struct rect *clip)
{
    struct rect all = { 0, 0, canvas->w, canvas->h };
    canvas->clip = pixels_intersect(&all, clip);
}

static uint32_t *pixel_at(const struct canvas *canvas, int x, int y)
{
    return canvas->pixels + (size_t)y * (size_t)canvas->stride + (size_t)x;
}

/* The library's own loop fills more than twice as fast as a plain one. */
static void fill_row(uint32_t *row, int count, uint32_t word)
{
    _Static_assert(sizeof(wchar_t) == sizeof *row, "a wide character is a pixel");
    if (count > 0)
        (void)wmemset((wchar_t *)row, (wchar_t)word, (size_t)count);
}

EACH_PROCESSOR
static void blend_row(uint32_t *row, int count, uint32_t word, uint32_t weight)
{
    for (int i = 0; i < count; i++)
        row[i] = mix(row[i], word, weight);
}

void pixels_fill(struct canvas *canvas, const struct rect *rect, struct rgba color)
{
    struct rect area = pixels_intersect(rect, &canvas->clip);
    uint32_t word = word_of(color);
    uint32_t weight = weight_of(color.a);
    for (int y = area.y; y < area.y + area.h; y++)
        if (weight == 256)
            fill_row(pixel_at(canvas, area.x, y), area.w, word);
        else
            blend_row(pixel_at(canvas, area.x, y), area.w, word, weight);
}

/* Coverage times alpha, 0 to 256 each way; without a branch, so that the compiler can take several
 * pixels at a time. */
static uint32_t weight_under(uint32_t cover, uint32_t alpha_weight)
{
    return weight_of(cover * alpha_weight >> 8);
}

static inline void blend_eight(uint32_t *restrict row, const uint8_t *restrict cover, uint32_t word,
                               uint32_t alpha_weight)
{
    for (int i = 0; i < 8; i++)
        row[i] = mix(row[i], word, weight_under(cover[i], alpha_weight));
}

/* Most of a mask is empty or full, so eight pixels are looked at in one go. */
EACH_PROCESSOR
static void mask_row(uint32_t *row, const uint8_t *cover, int count, uint32_t word,
                     uint32_t alpha_weight)
{
    int i = 0;
    for (; i + 8 <= count; i += 8) {
        uint64_t eight;
        memcpy(&eight, cover + i, sizeof eight);
        if (eight == 0)
            continue;
        if (eight == UINT64_MAX && alpha_weight == 256)
            for (int k = 0; k < 8; k++)
                row[i + k] = word;
        else
            blend_eight(row + i, cover + i, word, alpha_weight);
    }
    for (; i < count; i++)
        row[i] = mix(row[i], word, weight_under(cover[i], alpha_weight));
}

void pixels_mask(struct canvas *canvas, const struct mask *mask, const struct rect *part, int x,
                 int y, struct rgba color)
{
    struct rect whole = { 0, 0, mask->w, mask->h };
    struct rect from = pixels_intersect(part, &whole);
    struct rect target = { x + from.x - part->x, y + from.y - part->y, from.w, from.h };
    struct rect area = pixels_intersect(&target, &canvas->clip);
    uint32_t word = word_of(color);
    for (int row = area.y; row < area.y + area.h; row++) {
        const uint8_t *cover = mask->cover + (size_t)(from.y + row - target.y) * (size_t)mask->w +
                               (size_t)(from.x + area.x - target.x);
        mask_row(pixel_at(canvas, area.x, row), cover, area.w, word, weight_of(color.a));
    }
}

void pixels_mask_stretch(struct canvas *canvas, const struct mask *mask, const struct rect *part,
                         const struct rect *rect, struct rgba color)
{
    struct rect area = pixels_intersect(rect, &canvas->clip);
    uint32_t word = word_of(color);
    for (int y = area.y; y < area.y + area.h; y++) {
        uint32_t *row = pixel_at(canvas, area.x, y);
        int from_y = part->y + (part->h == 1 ? 0 : y - rect->y);
        const uint8_t *cover = mask->cover + (size_t)from_y * (size_t)mask->w;
        if (part->w == 1)
            blend_row(row, area.w, word, weight_under(cover[part->x], weight_of(color.a)));
        else
            mask_row(row, cover + part->x + area.x - rect->x, area.w, word, weight_of(color.a));
    }
}

EACH_PROCESSOR
static void picture_row(uint32_t *restrict under, const uint32_t *restrict over, int count,
                        uint32_t alpha_weight)
{
    for (int i = 0; i < count; i++) {
        uint32_t weight = weight_under(over[i] >> 24, alpha_weight);
        under[i] = mix(under[i], over[i], weight); /* exact at both ends, and without a branch */
    }
}

void pixels_row_cover(struct canvas *canvas, int x, int y, const uint8_t *cover, int count,
                      struct rgba color)
{
    mask_row(pixel_at(canvas, x, y), cover, count, word_of(color), weight_of(color.a));
}

void pixels_row_picture(struct canvas *canvas, int x, int y, const uint32_t *argb, int count,
                        uint8_t alpha)
{
    picture_row(pixel_at(canvas, x, y), argb, count, weight_of(alpha));
}

void pixels_row_run(struct canvas *canvas, int x, int y, int count, struct rgba color,
                    uint8_t cover)
{
    uint32_t weight = weight_under(cover, weight_of(color.a));
    if (weight == 256)
        fill_row(pixel_at(canvas, x, y), count, word_of(color));
    else
        blend_row(pixel_at(canvas, x, y), count, word_of(color), weight);
}
