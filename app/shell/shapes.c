#include "shell/shapes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "shell/cache.h"

enum shape_kind { SHAPE_DISC, SHAPE_DASHES, SHAPE_ARC, SHAPE_SHADOW };

struct shapes {
    struct cache *cache;
};

static void free_mask(void *value)
{
    mask_fini(value);
    free(value);
}

struct shapes *shapes_new(void)
{
    struct shapes *shapes = mem_zalloc(sizeof *shapes);
    shapes->cache = cache_new(SHAPES_CAPACITY_LEN, SHAPES_CAPACITY_COUNT, free_mask);
    return shapes;
}

void shapes_free(struct shapes *shapes)
{
    if (!shapes)
        return;
    cache_free(shapes->cache);
    free(shapes);
}

static double clamp01(double value)
{
    return value < 0 ? 0 : value > 1 ? 1 : value;
}

static uint8_t cover_of(double part)
{
    return (uint8_t)lround(clamp01(part) * 255);
}

static struct mask *new_mask(int w, int h)
{
    struct mask *mask = mem_alloc(sizeof *mask);
    mask_init(mask, w, h);
    return mask;
}

static const struct mask *keep(struct shapes *shapes, const struct cache_key *key,
                               struct mask *mask)
{
    cache_add(shapes->cache, key, mask, (size_t)mask->w * (size_t)mask->h + sizeof *mask);
    return mask;
}

const struct mask *shapes_disc(struct shapes *shapes, int radius)
{
    struct cache_key key = { .numbers = { SHAPE_DISC, radius } };
    const struct mask *found = cache_find(shapes->cache, &key);
    if (found)
        return found;
    struct mask *mask = new_mask(2 * radius, 2 * radius);
    for (int y = 0; y < mask->h; y++)
        for (int x = 0; x < mask->w; x++) {
            double distance = hypot(x + 0.5 - radius, y + 0.5 - radius);
            mask->cover[y * mask->w + x] = cover_of(radius - distance + 0.5);
        }
    return keep(shapes, &key, mask);
}

/* ---- dashed frame ---- */

/* A rounded rectangle's middle line, measured clockwise from the left end of its top side. */
struct outline {
    double left, top, right, bottom; /* of the middle line */
    double radius;
    double across, down, quarter; /* lengths of a horizontal side, a vertical side, a corner */
};

static struct outline make_outline(int w, int h, double radius, double line)
{
    struct outline outline = { .left = line / 2,
                               .top = line / 2,
                               .right = w - line / 2,
                               .bottom = h - line / 2,
                               .radius = fmax(0, radius - line / 2) };
    outline.across = outline.right - outline.left - 2 * outline.radius;
    outline.down = outline.bottom - outline.top - 2 * outline.radius;
    outline.quarter = outline.radius * M_PI / 2;
    return outline;
}

/* How far a point lies from the middle line, and where along it. */
static double place_on(const struct outline *outline, double x, double y, double *along)
{
    double r = outline->radius;
    double dx = x < outline->left + r    ? x - (outline->left + r)
                : x > outline->right - r ? x - (outline->right - r)
                                         : 0;
    double dy = y < outline->top + r      ? y - (outline->top + r)
                : y > outline->bottom - r ? y - (outline->bottom - r)
                                          : 0;
    double side = outline->across + outline->quarter;
    double half = side + outline->down + outline->quarter;
    if (dx != 0 && dy != 0) {
        double turn = atan2(fabs(dx), fabs(dy)) * r; /* from the vertical */
        if (dx > 0)
            *along =
                dy < 0 ? outline->across + turn : side + outline->down + outline->quarter - turn;
        else
            *along = dy > 0 ? half + outline->across + turn
                            : half + side + outline->down + outline->quarter - turn;
        return fabs(hypot(dx, dy) - r);
    }
    double to_top = fabs(y - outline->top), to_bottom = fabs(y - outline->bottom);
    double to_left = fabs(x - outline->left), to_right = fabs(x - outline->right);
    double nearest = fmin(fmin(to_top, to_bottom), fmin(to_left, to_right));
    if (nearest == to_top)
        *along = x - outline->left - r;
    else if (nearest == to_right)
        *along = side + y - outline->top - r;
    else if (nearest == to_bottom)
        *along = half + outline->right - r - x;
    else
        *along = half + side + outline->bottom - r - y;
    return nearest;
}

const struct mask *shapes_dashes(struct shapes *shapes, int w, int h, int radius, int line)
{
    struct cache_key key = { .numbers = { SHAPE_DASHES, w, h, radius, line } };
    const struct mask *found = cache_find(shapes->cache, &key);
    if (found)
        return found;
    struct mask *mask = new_mask(w, h);
    struct outline outline = make_outline(w, h, radius, line);
    double length = 2 * (outline.across + outline.down) + 4 * outline.quarter;
    double period = length / fmax(1, round(length / (3.4 * line)));
    double dash = period * 0.6;
    int reach = line + radius + 2; /* beyond it from every side nothing is drawn */
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            if (x == reach && y > reach && y < h - reach && w > 2 * reach)
                x = w - reach;
            double along;
            double away = place_on(&outline, x + 0.5, y + 0.5, &along);
            /* A dash is centred on every multiple of the period. */
            double from_centre = fabs(along - period * round(along / period));
            mask->cover[y * w + x] =
                cover_of(clamp01(line / 2.0 - away + 0.5) * clamp01(dash / 2 - from_centre + 0.5));
        }
    return keep(shapes, &key, mask);
}

/* ---- arc ---- */

/* Signed distance of a point from the ray at an angle (clockwise from the top), positive behind it.
 */
static double beyond_ray(double x, double y, double degrees)
{
    double angle = degrees * M_PI / 180;
    return x * cos(angle) + y * sin(angle);
}

static double sweep_cover(double x, double y, int from_deg, int sweep_deg)
{
    if (sweep_deg >= 360)
        return 1;
    double after_start = clamp01(beyond_ray(x, y, from_deg) + 0.5);
    double before_end = clamp01(0.5 - beyond_ray(x, y, from_deg + sweep_deg));
    return sweep_deg <= 180 ? fmin(after_start, before_end) : fmax(after_start, before_end);
}

const struct mask *shapes_arc(struct shapes *shapes, int w, int h, int line, int from_deg,
                              int sweep_deg)
{
    struct cache_key key = { .numbers = { SHAPE_ARC, w, h, line, from_deg, sweep_deg } };
    const struct mask *found = cache_find(shapes->cache, &key);
    if (found)
        return found;
    struct mask *mask = new_mask(w, h);
    double radius = (w < h ? w : h) / 2.0;
    double inner = line > 0 ? radius - line : -1;
    for (int y = 0; y < h && sweep_deg > 0; y++)
        for (int x = 0; x < w; x++) {
            double dx = x + 0.5 - w / 2.0, dy = y + 0.5 - h / 2.0;
            double distance = hypot(dx, dy);
            double ring = clamp01(radius - distance + 0.5) *
                          (inner > 0 ? clamp01(distance - inner + 0.5) : 1);
            if (ring > 0)
                mask->cover[y * w + x] = cover_of(ring * sweep_cover(dx, dy, from_deg, sweep_deg));
        }
    return keep(shapes, &key, mask);
}

/* ---- shadow ---- */

/* Three box blurs come near a Gaussian; the widths follow Kovesi, Fast Almost-Gaussian Filtering.
 */
static void box_widths(double sigma, int widths[3])
{
    double ideal = sqrt(12 * sigma * sigma / 3 + 1);
    int low = (int)floor(ideal);
    if (low % 2 == 0)
        low--;
    if (low < 1)
        low = 1;
    int small_count =
        (int)lround((12 * sigma * sigma - 3.0 * low * low - 12.0 * low - 9) / (-4.0 * low - 4));
    for (int i = 0; i < 3; i++)
        widths[i] = i < small_count ? low : low + 2;
}

/* One pass along a line of count pixels, stride bytes apart; beyond the ends lies 0. */
static void blur_line(const uint8_t *from, uint8_t *to, int count, int stride, int width)
{
    int half = width / 2;
    int sum = 0;
    for (int i = 0; i < half && i < count; i++)
        sum += from[i * stride];
    for (int i = 0; i < count; i++) {
        if (i + half < count)
            sum += from[(i + half) * stride];
        if (i - half - 1 >= 0)
            sum -= from[(i - half - 1) * stride];
        to[i * stride] = (uint8_t)((sum + width / 2) / width);
    }
}

static void blur(struct mask *mask, double sigma)
{
    int widths[3];
    box_widths(sigma, widths);
    struct mask other;
    mask_init(&other, mask->w, mask->h);
    for (int pass = 0; pass < 3; pass++) {
        for (int y = 0; y < mask->h; y++)
            blur_line(mask->cover + y * mask->w, other.cover + y * mask->w, mask->w, 1,
                      widths[pass]);
        for (int x = 0; x < mask->w; x++)
            blur_line(other.cover + x, mask->cover + x, mask->h, mask->w, widths[pass]);
    }
    mask_fini(&other);
}

static void draw_rounded(struct mask *mask, int inset, int radius)
{
    double left = inset + radius, right = mask->w - inset - radius;
    double top = inset + radius, bottom = mask->h - inset - radius;
    for (int y = 0; y < mask->h; y++)
        for (int x = 0; x < mask->w; x++) {
            double px = x + 0.5, py = y + 0.5;
            double dx = fmax(fmax(left - px, px - right), 0);
            double dy = fmax(fmax(top - py, py - bottom), 0);
            mask->cover[y * mask->w + x] = cover_of(radius - hypot(dx, dy) + 0.5);
        }
}

struct shadow shapes_shadow(struct shapes *shapes, int w, int h, int radius, int spread)
{
    int corner = 2 * spread + radius;
    int mask_w = w + 2 * spread < 2 * corner + 1 ? w + 2 * spread : 2 * corner + 1;
    int mask_h = h + 2 * spread < 2 * corner + 1 ? h + 2 * spread : 2 * corner + 1;
    struct shadow shadow = { .corner_w = mask_w / 2, .corner_h = mask_h / 2 };
    struct cache_key key = { .numbers = { SHAPE_SHADOW, mask_w, mask_h, radius, spread } };
    shadow.mask = cache_find(shapes->cache, &key);
    if (shadow.mask)
        return shadow;
    struct mask *mask = new_mask(mask_w, mask_h);
    draw_rounded(mask, spread, radius);
    blur(mask, spread / 2.0);
    shadow.mask = keep(shapes, &key, mask);
    return shadow;
}
