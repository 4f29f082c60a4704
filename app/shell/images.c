#include "shell/images.h"

#include <SDL_image.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/mem.h"
#include "shell/cache.h"
#include "shell/raster_store.h"

struct images {
    char *icons_folder;
    char *activity_folder; /* NULL = none */
    char *raster_folder;   /* NULL = none */
    struct cache *cache;
};

enum { SLOW_US = 3000 }; /* rasters that took longer are kept for the next start */

static void free_image(void *value)
{
    struct image *image = value;
    drawing_fini(&image->drawing);
    free(image);
}

static char *copy_of(const char *text)
{
    return text ? mem_strdup(text) : NULL;
}

struct images *images_new(const char *icons_folder, const char *activity_folder,
                          const char *raster_folder)
{
    struct images *images = mem_zalloc(sizeof *images);
    images->icons_folder = mem_strdup(icons_folder);
    images->activity_folder = copy_of(activity_folder);
    images->raster_folder = copy_of(raster_folder);
    images->cache = cache_new(IMAGES_CAPACITY_LEN, IMAGES_CAPACITY_COUNT, free_image);
    return images;
}

void images_free(struct images *images)
{
    if (!images)
        return;
    cache_free(images->cache);
    free(images->icons_folder);
    free(images->activity_folder);
    free(images->raster_folder);
    free(images);
}

static SDL_Surface *to_argb(SDL_Surface *surface)
{
    if (!surface || surface->format->format == SDL_PIXELFORMAT_ARGB8888)
        return surface;
    SDL_Surface *converted = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(surface);
    return converted;
}

static SDL_RWops *open_bytes(const struct strbuf *bytes)
{
    return SDL_RWFromConstMem(bytes->text, (int)bytes->len);
}

static bool is_svg(const struct strbuf *bytes)
{
    SDL_RWops *stream = open_bytes(bytes);
    bool svg = stream && IMG_isSVG(stream);
    if (stream)
        SDL_RWclose(stream);
    return svg;
}

static SDL_Surface *rasterise_svg(const struct strbuf *bytes, int w, int h)
{
    SDL_RWops *stream = open_bytes(bytes);
    if (!stream)
        return NULL;
    SDL_Surface *surface = IMG_LoadSizedSVG_RW(stream, w, h);
    SDL_RWclose(stream);
    return surface;
}

/* Fits the box by its width first; most drawings are as square as their boxes. */
static SDL_Surface *load_svg(const struct strbuf *bytes, int w, int h)
{
    SDL_Surface *surface = rasterise_svg(bytes, w, 0);
    if (surface && surface->h > h) {
        SDL_FreeSurface(surface);
        surface = rasterise_svg(bytes, 0, h);
    }
    return to_argb(surface);
}

/* Averages 2 by 2, so that a large reduction drops no detail. */
static SDL_Surface *halve(SDL_Surface *from)
{
    SDL_Surface *to =
        SDL_CreateRGBSurfaceWithFormat(0, from->w / 2, from->h / 2, 32, SDL_PIXELFORMAT_ARGB8888);
    for (int y = 0; to && y < to->h; y++) {
        const uint8_t *upper = (const uint8_t *)from->pixels + (ptrdiff_t)2 * y * from->pitch;
        const uint8_t *lower = upper + from->pitch;
        uint8_t *row = (uint8_t *)to->pixels + (ptrdiff_t)y * to->pitch;
        for (int x = 0; x < to->w; x++)
            for (int k = 0; k < 4; k++)
                row[4 * x + k] = (uint8_t)((upper[8 * x + k] + upper[8 * x + 4 + k] +
                                            lower[8 * x + k] + lower[8 * x + 4 + k] + 2) /
                                           4);
    }
    SDL_FreeSurface(from);
    return to;
}

static SDL_Surface *load_bitmap(const struct strbuf *bytes, int w, int h)
{
    SDL_RWops *stream = open_bytes(bytes);
    SDL_Surface *surface = stream ? to_argb(IMG_Load_RW(stream, 1)) : NULL;
    if (surface && (surface->w > IMAGES_SIDE_MAX || surface->h > IMAGES_SIDE_MAX)) {
        SDL_SetError("larger than %d pixels", IMAGES_SIDE_MAX);
        SDL_FreeSurface(surface);
        return NULL;
    }
    if (!surface)
        return NULL;
    double ratio = fmin((double)w / surface->w, (double)h / surface->h);
    int fit_w = (int)fmax(1, round(surface->w * ratio));
    int fit_h = (int)fmax(1, round(surface->h * ratio));
    while (surface && surface->w >= 2 * fit_w && surface->h >= 2 * fit_h)
        surface = halve(surface);
    if (!surface || (surface->w == fit_w && surface->h == fit_h))
        return surface;
    SDL_Surface *fitted =
        SDL_CreateRGBSurfaceWithFormat(0, fit_w, fit_h, 32, SDL_PIXELFORMAT_ARGB8888);
    if (fitted && SDL_SoftStretchLinear(surface, NULL, fitted, NULL) != 0) {
        SDL_FreeSurface(fitted);
        fitted = NULL;
    }
    SDL_FreeSurface(surface);
    return fitted;
}

static void copy_pixels(const SDL_Surface *surface, struct picture *picture)
{
    picture_init(picture, surface->w, surface->h);
    for (int y = 0; y < surface->h; y++)
        memcpy(picture->argb + (size_t)y * (size_t)picture->w,
               (const uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch,
               (size_t)picture->w * sizeof *picture->argb);
}

/* ---- turning ---- */

static void flip(struct picture *picture)
{
    for (int y = 0; y < picture->h; y++) {
        uint32_t *row = picture->argb + (size_t)y * (size_t)picture->w;
        for (int left = 0, right = picture->w - 1; left < right; left++, right--) {
            uint32_t kept = row[left];
            row[left] = row[right];
            row[right] = kept;
        }
    }
}

static uint32_t argb_at(const struct picture *picture, int x, int y)
{
    if (x < 0 || y < 0 || x >= picture->w || y >= picture->h)
        return 0;
    return picture->argb[(size_t)y * (size_t)picture->w + (size_t)x];
}

/* Bilinear between four pixels, weighted by their alpha so that clear ones lend no colour. */
static uint32_t sample(const struct picture *picture, double x, double y)
{
    double left = floor(x - 0.5), top = floor(y - 0.5);
    double right_part = x - 0.5 - left, lower_part = y - 0.5 - top;
    double alpha = 0, channels[3] = { 0 };
    for (int k = 0; k < 4; k++) {
        uint32_t argb = argb_at(picture, (int)left + k % 2, (int)top + k / 2);
        double weight =
            (k % 2 ? right_part : 1 - right_part) * (k / 2 ? lower_part : 1 - lower_part);
        double part = weight * (argb >> 24);
        alpha += part;
        for (int c = 0; c < 3; c++)
            channels[c] += part * (argb >> 8 * c & 0xFF);
    }
    if (alpha < 0.5)
        return 0;
    uint32_t out = (uint32_t)lround(alpha) << 24;
    for (int c = 0; c < 3; c++)
        out |= (uint32_t)lround(channels[c] / alpha) << 8 * c;
    return out;
}

static void turn(struct picture *picture, int degrees)
{
    struct picture from = *picture;
    double angle = degrees * M_PI / 180;
    double cosine = cos(angle), sine = sin(angle);
    int w = (int)ceil(fabs(from.w * cosine) + fabs(from.h * sine)) + 1;
    int h = (int)ceil(fabs(from.w * sine) + fabs(from.h * cosine)) + 1;
    picture_init(picture, w, h);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            double dx = x + 0.5 - w / 2.0, dy = y + 0.5 - h / 2.0;
            picture->argb[(size_t)y * (size_t)w + (size_t)x] =
                sample(&from, dx * cosine + dy * sine + from.w / 2.0,
                       dy * cosine - dx * sine + from.h / 2.0);
        }
    picture_fini(&from);
}

/* ---- loading ---- */

static bool rasterise(const struct image_request *request, const struct strbuf *bytes,
                      struct drawing *out)
{
    SDL_Surface *surface = is_svg(bytes) ? load_svg(bytes, request->w, request->h)
                                         : load_bitmap(bytes, request->w, request->h);
    struct picture picture;
    if (!surface)
        return false;
    copy_pixels(surface, &picture);
    SDL_FreeSurface(surface);
    if (request->flipped)
        flip(&picture);
    if (request->rotate_deg % 360 != 0)
        turn(&picture, request->rotate_deg);
    drawing_pack(out, &picture, request->tinted);
    picture_fini(&picture);
    return true;
}

/* From the last start's raster where there is one; what took long is kept for the next start. Only
 * icons are flipped, which are soon drawn. */
static bool find_drawing(const struct images *images, const struct image_request *request,
                         const struct strbuf *bytes, struct drawing *out)
{
    if (request->flipped)
        return rasterise(request, bytes, out);
    struct raster_key key = raster_key(bytes->text, bytes->len, request->w, request->h,
                                       request->rotate_deg, request->tinted);
    if (images->raster_folder && raster_load(images->raster_folder, key, out))
        return true;
    int64_t began_us = clock_monotonic_us();
    if (!rasterise(request, bytes, out))
        return false;
    if (images->raster_folder && clock_monotonic_us() - began_us > SLOW_US)
        raster_save(images->raster_folder, key, out);
    return true;
}

static bool load(const struct images *images, const struct image_request *request,
                 struct image *image, struct err *err)
{
    const char *folder = request->folder          ? request->folder
                         : request->from_activity ? images->activity_folder
                                                  : images->icons_folder;
    if (!folder)
        return err_set(err, "没有装入活动，图片 %s 无处可找", request->name);
    char *path = fs_join(folder, request->name);
    struct strbuf bytes;
    strbuf_init(&bytes);
    bool loaded = fs_read(path, IMAGES_FILE_MAX_LEN, &bytes, err);
    if (loaded && !find_drawing(images, request, &bytes, &image->drawing))
        loaded = err_set_cause(err, IMG_GetError(), "图片 %s 打不开，请换成 PNG 或 SVG 格式", path);
    strbuf_fini(&bytes);
    free(path);
    return loaded;
}

static struct image *make_image(const struct images *images, const struct image_request *request)
{
    struct image *image = mem_zalloc(sizeof *image);
    struct err err = { 0 };
    if (!load(images, request, image, &err)) {
        log_warn("%s", err.text);
        return image;
    }
    image->left = (request->w - image->drawing.w) / 2;
    image->top = (request->h - image->drawing.h) / 2;
    return image;
}

const struct image *images_get(struct images *images, const struct image_request *request)
{
    char *path = request->folder ? fs_join(request->folder, request->name) : NULL;
    const char *name = path ? path : request->name;
    struct cache_key key = { .numbers = { request->from_activity,
                                          request->tinted + 2 * request->flipped, request->w,
                                          request->h, request->rotate_deg },
                             .text = name,
                             .text_len = strlen(name) };
    struct image *image = cache_find(images->cache, &key);
    if (!image) {
        image = make_image(images, request);
        cache_add(images->cache, &key, image, sizeof *image + drawing_len(&image->drawing));
    }
    free(path);
    return image;
}
