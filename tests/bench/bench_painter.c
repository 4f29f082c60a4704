/*
 * What a frame costs: full repaints and the small changes that taps make, on the real screens of
 * the shipped activity at 1080x1920, beside the plain way of drawing the same lists in the same
 * run: everything each frame through SDL's software renderer, text rendered anew, pictures from
 * textures. Prints one line a case: median and 99th percentile in microseconds.
 */
#include <SDL.h>
#include <SDL_image.h>
#include <SDL_ttf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "shell/painter.h"
#include "shell/walk.h"
#include "view/view.h"

enum { W = 1080, H = 1920, RUNS = 200, PLAIN_RUNS = 40, TEXTURES_MAX = 64 };

struct bench {
    struct activity *activity;
    struct strings strings;
    struct fonts *fonts;
    struct painter painter;
    struct canvas canvas;
    struct kiosk *kiosk;
    struct widgets lists[2];
    SDL_Surface *surface; /* of the plain way */
    SDL_Renderer *renderer;
    TTF_Font *plain_fonts[FACE_COUNT];
    struct {
        char name[64];
        SDL_Texture *texture;
    } textures[TEXTURES_MAX];
    int texture_count;
};

static int compare(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static void report(const char *screen, const char *what, int64_t *times_us, int count)
{
    qsort(times_us, (size_t)count, sizeof *times_us, compare);
    printf("%-14s %-32s p50 %7lld us   p99 %7lld us   (%d runs)\n", screen, what,
           (long long)times_us[count / 2], (long long)times_us[count * 99 / 100], count);
}

static void build(struct bench *bench, struct widgets *list, int64_t now_ms, struct message pressed)
{
    struct view view = { .kiosk = bench->kiosk,
                         .strings = &bench->strings,
                         .measure = text_cache_measure(bench->painter.text),
                         .canvas_w = W,
                         .canvas_h = H,
                         .px_per_mm = 4.03,
                         .now_ms = now_ms,
                         .pressed = pressed };
    view_build(&view, list);
}

/* ---- the plain way ---- */

static SDL_Color plain_color(enum color color, uint8_t alpha)
{
    struct rgba rgba = theme_rgba(color);
    return (SDL_Color){ rgba.r, rgba.g, rgba.b, (Uint8)(rgba.a * alpha / 255) };
}

static void plain_text(struct bench *bench, const struct widget *widget)
{
    char line[1024];
    TTF_Font *font = bench->plain_fonts[widget->style.face];
    TTF_SetFontSize(font, widget->style.size_px);
    for (int i = 0; i < widget->line_count; i++) {
        int len = widget->lines[i].len < 1023 ? widget->lines[i].len : 1023;
        memcpy(line, widget->text + widget->lines[i].offset, (size_t)len);
        line[len] = '\0';
        SDL_Surface *surface =
            TTF_RenderUTF8_Blended(font, line, plain_color(widget->fill, widget->alpha));
        if (!surface)
            continue;
        SDL_Texture *texture = SDL_CreateTextureFromSurface(bench->renderer, surface);
        SDL_Rect to = { widget->rect.x, widget->rect.y + i * widget->style.line_px, surface->w,
                        surface->h };
        SDL_RenderCopy(bench->renderer, texture, NULL, &to);
        SDL_DestroyTexture(texture);
        SDL_FreeSurface(surface);
    }
}

static SDL_Texture *plain_texture(struct bench *bench, const struct widget *widget)
{
    for (int i = 0; i < bench->texture_count; i++)
        if (strcmp(bench->textures[i].name, widget->image) == 0)
            return bench->textures[i].texture;
    if (bench->texture_count == TEXTURES_MAX)
        return NULL;
    char *path = fs_join(WENDA_SOURCE_DIR "/assets/icons", widget->image);
    SDL_RWops *stream = SDL_RWFromFile(path, "rb");
    SDL_Surface *surface =
        stream ? IMG_LoadSizedSVG_RW(stream, widget->rect.w, widget->rect.h) : NULL;
    if (stream)
        SDL_RWclose(stream);
    free(path);
    SDL_Texture *texture = surface ? SDL_CreateTextureFromSurface(bench->renderer, surface) : NULL;
    SDL_FreeSurface(surface);
    (void)snprintf(bench->textures[bench->texture_count].name, 64, "%s", widget->image);
    bench->textures[bench->texture_count++].texture = texture;
    return texture;
}

static void plain_image(struct bench *bench, const struct widget *widget)
{
    SDL_Texture *texture = plain_texture(bench, widget);
    SDL_Rect to = { widget->rect.x, widget->rect.y, widget->rect.w, widget->rect.h };
    SDL_Color color = plain_color(widget->fill, 255);
    if (!texture)
        return;
    if (widget->fill != COLOR_NONE)
        SDL_SetTextureColorMod(texture, color.r, color.g, color.b);
    SDL_RenderCopy(bench->renderer, texture, NULL, &to);
}

static void plain_block(struct bench *bench, const struct widget *widget)
{
    SDL_Rect rect = { widget->rect.x, widget->rect.y, widget->rect.w, widget->rect.h };
    SDL_Color color = plain_color(widget->fill, widget->alpha);
    if (widget->fill == COLOR_NONE)
        return;
    SDL_SetRenderDrawColor(bench->renderer, color.r, color.g, color.b, color.a);
    SDL_RenderFillRect(bench->renderer, &rect);
}

/* No round corners, no arcs, no shadows: less work than the painter does. */
static void plain_draw(struct bench *bench, const struct widgets *list)
{
    SDL_Color ground = plain_color(list->background, 255);
    SDL_SetRenderDrawColor(bench->renderer, ground.r, ground.g, ground.b, 255);
    SDL_RenderClear(bench->renderer);
    for (int i = 0; i < list->count; i++) {
        const struct widget *widget = &list->items[i];
        if (widget->kind == WIDGET_TEXT)
            plain_text(bench, widget);
        else if (widget->kind == WIDGET_IMAGE && !widget->from_activity)
            plain_image(bench, widget);
        else if (widget->kind == WIDGET_BLOCK || widget->kind == WIDGET_SCRIM)
            plain_block(bench, widget);
    }
    SDL_RenderPresent(bench->renderer);
}

/* ---- cases ---- */

static void time_build(struct bench *bench, const char *screen)
{
    int64_t times_us[RUNS];
    for (int i = 0; i < RUNS; i++) {
        int64_t began_us = clock_monotonic_us();
        build(bench, &bench->lists[0], WALK_NOW_MS, (struct message){ 0 });
        times_us[i] = clock_monotonic_us() - began_us;
    }
    report(screen, "build and layout", times_us, RUNS);
}

static void time_full(struct bench *bench, const char *screen)
{
    int64_t times_us[RUNS];
    for (int i = 0; i < RUNS; i++) {
        int64_t began_us = clock_monotonic_us();
        painter_draw(&bench->painter, &bench->canvas, &bench->lists[0]);
        times_us[i] = clock_monotonic_us() - began_us;
    }
    report(screen, "full repaint", times_us, RUNS);
    for (int i = 0; i < PLAIN_RUNS; i++) {
        int64_t began_us = clock_monotonic_us();
        plain_draw(bench, &bench->lists[0]);
        times_us[i] = clock_monotonic_us() - began_us;
    }
    report(screen, "  plain way, full", times_us, PLAIN_RUNS);
}

/* The two lists in turn, painted one over the other. */
static void time_change(struct bench *bench, const char *screen, const char *what)
{
    int64_t times_us[RUNS];
    long long pixels = 0;
    painter_draw(&bench->painter, &bench->canvas, &bench->lists[1]);
    for (int i = 0; i < RUNS; i++) {
        struct damage damage = { .count = 0 };
        int64_t began_us = clock_monotonic_us();
        painter_update(&bench->painter, &bench->canvas, &bench->lists[!(i & 1)],
                       &bench->lists[i & 1], &damage);
        times_us[i] = clock_monotonic_us() - began_us;
        pixels = 0;
        for (int k = 0; k < damage.count; k++)
            pixels += (long long)damage.rects[k].w * damage.rects[k].h;
    }
    char label[64];
    (void)snprintf(label, sizeof label, "%s (%lld %% painted)", what, pixels * 100 / (W * H));
    report(screen, label, times_us, RUNS);
}

static void bench_screen(struct bench *bench, int index)
{
    const struct walk_look look = { 0 };
    walk_show(bench->activity, index, &look, bench->kiosk, NULL);
    const char *screen = screen_name(kiosk_front(bench->kiosk));
    build(bench, &bench->lists[0], WALK_NOW_MS, (struct message){ 0 });
    int64_t began_us = clock_monotonic_us();
    painter_draw(&bench->painter, &bench->canvas, &bench->lists[0]);
    int64_t first_us = clock_monotonic_us() - began_us;
    report(screen, "first repaint", &first_us, 1);
    time_build(bench, screen);
    time_full(bench, screen);
}

static const struct widget *first_choice(const struct widgets *list)
{
    for (int i = 0; i < list->count; i++)
        if (list->items[i].message.kind == MSG_CHOOSE)
            return &list->items[i];
    return NULL;
}

static void bench_question(struct bench *bench, int index)
{
    const struct walk_look look = { 0 };
    bench_screen(bench, index);
    const struct widget *option = first_choice(&bench->lists[0]);
    build(bench, &bench->lists[1], WALK_NOW_MS, option ? option->message : (struct message){ 0 });
    time_change(bench, "quiz-question", "an option is pressed");
    walk_show(bench->activity, index + 1, &look, bench->kiosk, NULL);
    build(bench, &bench->lists[1], WALK_NOW_MS, (struct message){ 0 });
    time_change(bench, "quiz-question", "it is chosen");
    walk_show(bench->activity, index, &look, bench->kiosk, NULL);
    build(bench, &bench->lists[1], WALK_NOW_MS + 500, (struct message){ 0 });
    time_change(bench, "quiz-question", "half a second passes");
}

/* ---- setting up ---- */

static bool open_plain(struct bench *bench)
{
    static const char *const files[FACE_COUNT] = {
        [FACE_SANS] = "NotoSansCJK-Regular.ttc",     [FACE_SANS_MEDIUM] = "NotoSansCJK-Medium.ttc",
        [FACE_SANS_BOLD] = "NotoSansCJK-Bold.ttc",   [FACE_SANS_BLACK] = "NotoSansCJK-Black.ttc",
        [FACE_SERIF_BOLD] = "NotoSerifCJK-Bold.ttc", [FACE_SERIF_BLACK] = "NotoSerifCJK-Black.ttc",
    };
    bench->surface = SDL_CreateRGBSurfaceWithFormat(0, W, H, 32, SDL_PIXELFORMAT_RGB888);
    bench->renderer = SDL_CreateSoftwareRenderer(bench->surface);
    for (int i = 0; i < FACE_COUNT; i++) {
        char *path = fs_join("/usr/share/fonts/opentype/noto", files[i]);
        bench->plain_fonts[i] = TTF_OpenFontIndex(path, 40, 2);
        free(path);
        if (!bench->plain_fonts[i])
            return false;
    }
    return bench->renderer != NULL;
}

static bool open_bench(struct bench *bench)
{
    struct err err = { 0 };
    struct err_list faults;
    err_list_init(&faults);
    bench->activity = activity_load(WENDA_SOURCE_DIR "/questions", &faults);
    bool ready = bench->activity && bench->activity->bank_count > 0 &&
                 strings_load(&bench->strings, WENDA_SOURCE_DIR "/assets/strings",
                              bench->activity->languages, bench->activity->language_count, &faults);
    bench->fonts = fonts_open(&err);
    ready = ready && bench->fonts && open_plain(bench);
    if (!ready) {
        err_list_print(&faults, stderr);
        (void)fprintf(stderr, "%s\n", err.text);
    }
    err_list_fini(&faults);
    if (!ready)
        return false;
    bench->painter = (struct painter){
        .text = text_cache_new(bench->fonts, 1, TEXT_CACHE_CAPACITY_LEN, TEXT_CACHE_CAPACITY_COUNT),
        .shapes = shapes_new(),
        .images = images_new(WENDA_SOURCE_DIR "/assets/icons", bench->activity->folder, NULL),
        .scale = 1
    };
    bench->canvas = (struct canvas){ .w = W, .h = H, .stride = W };
    bench->canvas.pixels = mem_zalloc((size_t)W * H * sizeof *bench->canvas.pixels);
    bench->kiosk = mem_zalloc(sizeof *bench->kiosk);
    widgets_init(&bench->lists[0]);
    widgets_init(&bench->lists[1]);
    return true;
}

static void close_bench(struct bench *bench)
{
    for (int i = 0; i < bench->texture_count; i++)
        SDL_DestroyTexture(bench->textures[i].texture);
    for (int i = 0; i < FACE_COUNT; i++)
        TTF_CloseFont(bench->plain_fonts[i]);
    SDL_DestroyRenderer(bench->renderer);
    SDL_FreeSurface(bench->surface);
    text_cache_free(bench->painter.text);
    shapes_free(bench->painter.shapes);
    images_free(bench->painter.images);
    fonts_close(bench->fonts);
    widgets_fini(&bench->lists[0]);
    widgets_fini(&bench->lists[1]);
    strings_fini(&bench->strings);
    activity_free(bench->activity);
    free(bench->canvas.pixels);
    free(bench->kiosk);
}

int main(void)
{
    struct bench *bench = mem_zalloc(sizeof *bench);
    if (!open_bench(bench))
        return EXIT_FAILURE;
    int questions = walk_common_count(bench->activity);
    bench_screen(bench, 0);
    bench_screen(bench, 1);
    bench_question(bench, questions);
    bench_screen(bench, questions + 3);
    close_bench(bench);
    free(bench);
    return EXIT_SUCCESS;
}
