#include "shell/text_cache.h"

#include <math.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "shell/cache.h"

enum { SIZES_MAX = 256 }; /* em widths are remembered up to this size; larger ones are asked */

struct text_cache {
    struct fonts *fonts;
    struct cache *pieces;
    double scale;
    struct text_measure measure;
    int em[FACE_COUNT][SIZES_MAX];     /* 0 = not asked yet */
    int height[FACE_COUNT][SIZES_MAX]; /* likewise */
    int64_t measure_us;
};

static void free_piece(void *value)
{
    glyphs_fini(value);
    free(value);
}

static int panel_size(const struct text_cache *cache, int size_px)
{
    int size = (int)lround(size_px * cache->scale);
    return size > 0 ? size : 1;
}

static int em_width(struct text_cache *cache, enum face face, int size)
{
    if (size >= SIZES_MAX)
        return fonts_em(cache->fonts, face, size);
    if (cache->em[face][size] == 0)
        cache->em[face][size] = fonts_em(cache->fonts, face, size);
    return cache->em[face][size];
}

static int line_height(struct text_cache *cache, enum face face, int size)
{
    if (size >= SIZES_MAX)
        return fonts_height(cache->fonts, face, size);
    if (cache->height[face][size] == 0)
        cache->height[face][size] = fonts_height(cache->fonts, face, size);
    return cache->height[face][size];
}

static const struct glyphs *piece(struct text_cache *cache, enum face face, int size, bool rtl,
                                  const char *text, size_t len)
{
    struct cache_key key = { .numbers = { (int32_t)face, size, 0, 0, rtl },
                             .text = text,
                             .text_len = len };
    struct glyphs *glyphs = cache_find(cache->pieces, &key);
    if (glyphs)
        return glyphs;
    glyphs = mem_alloc(sizeof *glyphs);
    fonts_render(cache->fonts, face, size, rtl, text, len, glyphs);
    size_t mask_len = (size_t)glyphs->mask.w * (size_t)glyphs->mask.h;
    cache_add(cache->pieces, &key, glyphs, mask_len + sizeof *glyphs + len);
    return glyphs;
}

/* What a piece is made of. */
enum piece_kind {
    PIECE_WIDE, /* one wide character */
    PIECE_BLANK,
    PIECE_RTL,   /* a word of a script that runs from right to left: its letters join */
    PIECE_DIGIT, /* figures that come with such a script: they are in its font */
    PIECE_MARK,  /* a sign that takes no room */
    PIECE_OTHER
};

static enum piece_kind kind_of(uint32_t codepoint)
{
    if (codepoint >= 0x1100 && utf8_is_wide(codepoint))
        return PIECE_WIDE;
    if (utf8_is_space(codepoint))
        return PIECE_BLANK;
    if (codepoint < 0x0590)
        return PIECE_OTHER;
    if (utf8_is_rtl(codepoint))
        return PIECE_RTL;
    if (codepoint < 0x0900)
        return utf8_is_bidi_mark(codepoint) ? PIECE_MARK : PIECE_DIGIT;
    return utf8_is_bidi_mark(codepoint) ? PIECE_MARK : PIECE_OTHER;
}

/* Bytes of the piece that text begins with. With single every piece but a word of joined letters is
 * one character, as tracking needs it. */
static size_t piece_len(const char *text, size_t len, bool single, enum piece_kind *kind)
{
    const char *at = text, *end = text + len;
    *kind = kind_of(utf8_next(&at));
    if (*kind < PIECE_RTL || *kind == PIECE_MARK || (single && *kind == PIECE_OTHER))
        return (size_t)(at - text);
    while (at < end) {
        const char *before = at;
        enum piece_kind next = kind_of(utf8_next(&at));
        bool joins = next == *kind || (next == PIECE_MARK && *kind == PIECE_RTL);
        if (!joins || at - text > FONTS_PIECE_MAX_LEN)
            return (size_t)(before - text);
    }
    return (size_t)(at - text);
}

static int advance_of(struct text_cache *cache, enum face face, int size, enum piece_kind kind,
                      const char *text, size_t len)
{
    if (kind == PIECE_WIDE)
        return em_width(cache, face, size);
    if (kind == PIECE_MARK)
        return 0;
    return piece(cache, face, size, kind == PIECE_RTL, text, len)->advance;
}

static int width_px(void *context, enum face face, int size_px, const char *text, size_t len)
{
    struct text_cache *cache = context;
    int64_t began_us = clock_monotonic_us();
    int size = panel_size(cache, size_px);
    int width = 0;
    while (len > 0) {
        enum piece_kind kind;
        size_t some = piece_len(text, len, false, &kind);
        width += advance_of(cache, face, size, kind, text, some);
        text += some;
        len -= some;
    }
    cache->measure_us += clock_monotonic_us() - began_us;
    return (int)ceil(width / cache->scale);
}

static bool can_draw(void *context, enum face face, uint32_t codepoint)
{
    struct text_cache *cache = context;
    return fonts_can_draw(cache->fonts, face, codepoint);
}

struct text_cache *text_cache_new(struct fonts *fonts, double scale, size_t capacity_len,
                                  int capacity_count)
{
    struct text_cache *cache = mem_zalloc(sizeof *cache);
    cache->fonts = fonts;
    cache->scale = scale;
    cache->pieces = cache_new(capacity_len, capacity_count, free_piece);
    cache->measure =
        (struct text_measure){ .width_px = width_px, .can_draw = can_draw, .context = cache };
    return cache;
}

void text_cache_free(struct text_cache *cache)
{
    if (!cache)
        return;
    cache_free(cache->pieces);
    free(cache);
}

void text_cache_set_scale(struct text_cache *cache, double scale)
{
    cache->scale = scale;
    cache_clear(cache->pieces);
}

const struct text_measure *text_cache_measure(const struct text_cache *cache)
{
    return &cache->measure;
}

int64_t text_cache_take_measure_us(struct text_cache *cache)
{
    int64_t spent_us = cache->measure_us;
    cache->measure_us = 0;
    return spent_us;
}

/* A line on its way onto a canvas. */
struct pen {
    struct text_cache *cache;
    struct canvas *canvas; /* NULL = only moves */
    enum face face;
    int size, tracking, top;
    struct rgba color;
};

static struct pen pen_for(struct text_cache *cache, const struct text_style *style)
{
    return (struct pen){ .cache = cache,
                         .face = style->face,
                         .size = panel_size(cache, style->size_px),
                         .tracking = (int)lround(style->tracking_px * cache->scale) };
}

static void draw_piece(const struct pen *pen, enum piece_kind kind, bool rtl, const char *text,
                       size_t len, int x)
{
    const struct glyphs *glyphs;
    if (!pen->canvas || kind == PIECE_MARK)
        return;
    glyphs = piece(pen->cache, pen->face, pen->size, rtl || kind == PIECE_RTL, text, len);
    struct rect all = { 0, 0, glyphs->mask.w, glyphs->mask.h };
    pixels_mask(pen->canvas, &glyphs->mask, &all, x + glyphs->left, pen->top + glyphs->top,
                pen->color);
}

/* Pieces one after the other from x on, or, from right to left, each before the last. Returns where
 * the pen stopped. */
static int draw_pieces(const struct pen *pen, bool rtl, const char *text, size_t len, int x)
{
    while (len > 0) {
        enum piece_kind kind;
        size_t some = piece_len(text, len, pen->tracking != 0, &kind);
        int step = pen->tracking + advance_of(pen->cache, pen->face, pen->size, kind, text, some);
        x -= rtl ? step : 0;
        draw_piece(pen, kind, rtl, text, some, x);
        x += rtl ? 0 : step;
        text += some;
        len -= some;
    }
    return x;
}

static int width_of(const struct pen *pen, const char *text, size_t len)
{
    struct pen still = *pen;
    still.canvas = NULL;
    return draw_pieces(&still, false, text, len, 0);
}

static int draw_run(const struct pen *pen, const struct text_run *run, const char *line, int x)
{
    const char *text = line + run->offset;
    int end = x + (run->rtl ? width_of(pen, text, (size_t)run->len) : 0);
    if (!run->rtl)
        return draw_pieces(pen, false, text, (size_t)run->len, x);
    draw_pieces(pen, true, text, (size_t)run->len, end);
    return end;
}

int text_cache_draw(struct text_cache *cache, struct canvas *canvas, const struct text_style *style,
                    const char *text, const struct text_line *line, int x, int y, int line_h,
                    struct rgba color)
{
    struct pen pen = pen_for(cache, style);
    const char *start = text + line->offset;
    pen.canvas = canvas;
    pen.color = color;
    pen.top = y + (line_h - line_height(cache, style->face, pen.size)) / 2;
    if (line->run_count == 0)
        return draw_pieces(&pen, false, start, (size_t)line->len, x);
    for (int i = 0; i < line->run_count; i++)
        x = draw_run(&pen, &line->runs[i], start, x);
    return x;
}

/* ---- turned lines ---- */

/* A line as a mask: drawn white on black, of which one channel is the coverage. */
static void line_mask(struct text_cache *cache, const struct text_style *style, const char *text,
                      const struct text_line *line, struct mask *out)
{
    struct pen pen = pen_for(cache, style);
    int w = width_of(&pen, text + line->offset, (size_t)line->len);
    int h = line_height(cache, style->face, pen.size);
    struct picture paper;
    picture_init(&paper, w, h);
    struct canvas canvas = {
        .pixels = paper.argb, .w = w, .h = h, .stride = w, .clip = { 0, 0, w, h }
    };
    text_cache_draw(cache, &canvas, style, text, line, 0, 0, h,
                    (struct rgba){ 255, 255, 255, 255 });
    mask_init(out, w, h);
    for (size_t i = 0; i < (size_t)w * (size_t)h; i++)
        out->cover[i] = (uint8_t)paper.argb[i];
    picture_fini(&paper);
}

static double cover_at(const struct mask *mask, int x, int y)
{
    if (x < 0 || y < 0 || x >= mask->w || y >= mask->h)
        return 0;
    return mask->cover[(size_t)y * (size_t)mask->w + (size_t)x];
}

static uint8_t sample(const struct mask *mask, double x, double y)
{
    double left = floor(x - 0.5), top = floor(y - 0.5);
    double right_part = x - 0.5 - left, lower_part = y - 0.5 - top;
    int column = (int)left, row = (int)top;
    double upper = cover_at(mask, column, row) * (1 - right_part) +
                   cover_at(mask, column + 1, row) * right_part;
    double lower = cover_at(mask, column, row + 1) * (1 - right_part) +
                   cover_at(mask, column + 1, row + 1) * right_part;
    return (uint8_t)lround(upper * (1 - lower_part) + lower * lower_part);
}

/* left and top of the result count from the middle. */
static struct glyphs *turn(const struct mask *from, int degrees)
{
    double angle = degrees * M_PI / 180, cosine = cos(angle), sine = sin(angle);
    int side = (int)ceil(hypot(from->w, from->h)) + 1;
    struct glyphs *to = mem_zalloc(sizeof *to);
    mask_init(&to->mask, side, side);
    to->left = to->top = -side / 2;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            double dx = x + 0.5 - side / 2.0, dy = y + 0.5 - side / 2.0;
            to->mask.cover[y * side + x] = sample(from, dx * cosine + dy * sine + from->w / 2.0,
                                                  dy * cosine - dx * sine + from->h / 2.0);
        }
    return to;
}

void text_cache_draw_turned(struct text_cache *cache, struct canvas *canvas,
                            const struct text_style *style, const char *text,
                            const struct text_line *line, int x, int y, int degrees,
                            struct rgba color)
{
    int size = panel_size(cache, style->size_px);
    struct cache_key key = { .numbers = { (int32_t)style->face, size, style->tracking_px, degrees },
                             .text = text + line->offset,
                             .text_len = (size_t)line->len };
    struct glyphs *turned = cache_find(cache->pieces, &key);
    if (!turned) {
        struct mask straight;
        line_mask(cache, style, text, line, &straight);
        turned = turn(&straight, degrees);
        mask_fini(&straight);
        cache_add(cache->pieces, &key, turned,
                  (size_t)turned->mask.w * (size_t)turned->mask.h + sizeof *turned +
                      (size_t)line->len);
    }
    struct rect all = { 0, 0, turned->mask.w, turned->mask.h };
    pixels_mask(canvas, &turned->mask, &all, x + turned->left, y + turned->top, color);
}

int text_cache_reach(const struct text_cache *cache, const struct text_style *style)
{
    /* Line boxes of the Noto faces are 1.45 em high, and set lines at least 1 em apart. */
    return panel_size(cache, style->size_px) / 2 + 2;
}

size_t text_cache_used_len(const struct text_cache *cache)
{
    return cache_used_len(cache->pieces);
}

int text_cache_count(const struct text_cache *cache)
{
    return cache_count(cache->pieces);
}
