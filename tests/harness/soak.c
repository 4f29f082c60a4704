/*
 * The whole kiosk under fingers that know nothing, without a display.
 *
 *   soak events N FOLDER ACTIVITY ACK     N random events in virtual time; memory and descriptors
 *                                         must not grow after the first quarter
 *   soak stall SECONDS FOLDER ACTIVITY ACK   taps in real time while exports go to a stick, over
 * and over; prints how long each took to its frame. Run it under the shim with stalled syncs.
 *
 * Prints its figures; status 1 when they are past the limits. WENDA_SDL_FAULT=N lets SDL's N-th
 * allocation fail; with -1 they are counted only.
 */
#include <SDL.h>
#include <dirent.h>
#include <malloc.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "activity/activity.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/rng.h"
#include "booth/stick_copy.h"
#include "report/export.h"
#include "shell/loop.h"
#include "view/component.h"

enum {
    WINDOW_W = 540,
    WINDOW_H = 960,
    TAP_EVERY_MS = 120,
    TAPS_MAX = 1 << 20,
    CACHE_ENTRY_LEN = 176, /* entry, key, piece and mask: what malloc adds to them */
    GROWTH_MAX_LEN = 1024 * 1024,
    SQLITE_MAX_LEN = 12 * 1024 * 1024, /* two connections of 2 MiB of pages each, and a backup's */
    P99_MAX_MS = 100,
    MAX_MAX_MS = 250,
    SANITIZED_TIMES = 5 /* what sanitizers on a busy machine may cost more */
};

size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));

/* SDL's own allocations, counted; the one that $WENDA_SDL_FAULT names fails. */
static struct {
    bool watched;
    long fails_at; /* -1 = none */
    atomic_long count;
} sdl;

static bool sdl_fails(void)
{
    return atomic_fetch_add(&sdl.count, 1) == sdl.fails_at;
}

static void *sdl_malloc(size_t len)
{
    return sdl_fails() ? NULL : malloc(len);
}

static void *sdl_calloc(size_t count, size_t len)
{
    return sdl_fails() ? NULL : calloc(count, len);
}

static void *sdl_realloc(void *memory, size_t len)
{
    return sdl_fails() ? NULL : realloc(memory, len);
}

struct soak {
    struct activity *activity;
    struct strings strings;
    struct window *window;
    struct fonts *fonts;
    struct booth *booth;
    struct kiosk *kiosk;
    struct loop *loop;
    struct rng rng;
    const char *folder;
    atomic_bool over;
    int exports, strokes;
    char *stick; /* a folder that stands for one */
};

static void die(const char *what, const char *why)
{
    fprintf(stderr, "soak: %s: %s\n", what, why);
    exit(1);
}

static void watch_sdl(void)
{
    const char *at = getenv("WENDA_SDL_FAULT");
    if (at == NULL)
        return;
    sdl.watched = true;
    sdl.fails_at = strtol(at, NULL, 10);
    if (SDL_SetMemoryFunctions(sdl_malloc, sdl_calloc, sdl_realloc, free) != 0)
        die("SDL_SetMemoryFunctions", SDL_GetError());
}

static void start(struct soak *soak, const char *activity, FILE *ack, bool real_time)
{
    struct err err = { 0 };
    struct err_list faults;
    err_list_init(&faults);
    soak->activity = activity_load(activity, &faults);
    if (soak->activity == NULL ||
        !strings_load(&soak->strings, WENDA_SOURCE_DIR "/assets/strings", soak->activity->languages,
                      soak->activity->language_count, &faults))
        die(activity, "does not load");
    err_list_fini(&faults);
    struct booth_options options = { .data = soak->folder,
                                     .kind = STORE_SIMULATED,
                                     .keeps = true,
                                     .seeded = true,
                                     .seed = 1,
                                     .ack = ack,
                                     .wake = loop_wake };
    soak->booth = booth_open(&options, soak->activity, &err);
    soak->window = window_open(WINDOW_W, WINDOW_H, &err);
    soak->fonts = fonts_open(&err);
    if (soak->booth == NULL || soak->window == NULL || soak->fonts == NULL)
        die("start", err.text);
    soak->kiosk = mem_zalloc(sizeof *soak->kiosk);
    kiosk_init(soak->kiosk, soak->activity, 1);
    struct loop_parts parts = { .window = soak->window,
                                .fonts = soak->fonts,
                                .kiosk = soak->kiosk,
                                .booth = soak->booth,
                                .strings = &soak->strings,
                                .icons_folder = WENDA_SOURCE_DIR "/assets/icons",
                                .screen_mm = 546 };
    soak->loop = mem_alloc(sizeof *soak->loop);
    loop_init(soak->loop, &parts,
              real_time ? timeline_real() : timeline_virtual(soak->activity->first_day));
    loop_settle(soak->loop);
}

static void stop(struct soak *soak)
{
    loop_fini(soak->loop);
    free(soak->loop);
    free(soak->kiosk);
    booth_close(soak->booth);
    fonts_close(soak->fonts);
    window_close(soak->window);
    strings_fini(&soak->strings);
    activity_free(soak->activity);
}

static void push(Uint32 type, SDL_FingerID id, float x, float y)
{
    SDL_Event event = { .type = type };
    event.tfinger.fingerId = id;
    event.tfinger.x = x;
    event.tfinger.y = y;
    (void)SDL_PushEvent(&event);
}

static bool leads_on(const struct widget *widget)
{
    return (widget->state & WIDGET_DISABLED) == 0 &&
           (widget->role == ROLE_PRIMARY || widget->role == ROLE_OPTION ||
            widget->role == ROLE_CARD);
}

/* Mostly the middle of something that can be tapped, else anywhere. */
static void choose_place(struct soak *soak, bool onward, float *x, float *y)
{
    const struct widgets *list = loop_shown(soak->loop);
    *x = (float)rng_below(&soak->rng, 1000) / 1000;
    *y = (float)rng_below(&soak->rng, 1000) / 1000;
    for (int tries = 0; list->count > 0 && tries < 200 && rng_below(&soak->rng, 8) > 0; tries++) {
        const struct widget *widget = &list->items[rng_below(&soak->rng, (uint32_t)list->count)];
        if (widget->label == NULL || (onward && !leads_on(widget)))
            continue;
        *x = ((float)widget->rect.x + (float)widget->rect.w / 2) / (float)list->canvas_w;
        *y = ((float)widget->rect.y + (float)widget->rect.h / 2) / (float)list->canvas_h;
        return;
    }
}

/* ---- events ---- */

/* Without what fills up to a limit of its own: SQLite's pages, and the text cache, which needs
 * hundreds of thousands of events to have met every line of text. Both limits are checked. */
static size_t memory_len(const struct soak *soak)
{
    struct mallinfo2 info = mallinfo2();
    size_t all = __sanitizer_get_current_allocated_bytes != NULL
                     ? __sanitizer_get_current_allocated_bytes()
                     : info.uordblks + info.hblkhd;
    const struct text_cache *text = soak->loop->text;
    return all - (size_t)sqlite3_memory_used() - text_cache_used_len(text) -
           (size_t)text_cache_count(text) * CACHE_ENTRY_LEN;
}

static int descriptor_count(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = -1; /* the folder's own */
    while (folder != NULL && readdir(folder) != NULL)
        count++;
    (void)closedir(folder);
    return count;
}

static void settle_and_wait(struct soak *soak)
{
    loop_settle(soak->loop);
    loop_pass(soak->loop, rng_below(&soak->rng, 40) == 0 ? 100000 : rng_below(&soak->rng, 1500));
}

static const struct widget *find_widget(const struct soak *soak, enum message_kind kind, int layer)
{
    const struct widgets *list = loop_shown(soak->loop);
    for (int i = 0; i < list->count; i++) {
        const struct message *message = &list->items[i].message;
        if (message->kind == kind && (layer < 0 || message->value % KEYS_LAYERS == layer))
            return &list->items[i];
    }
    return NULL;
}

/* A stroke that wanders, at times over the edge, with another finger or a hand that stays. */
static void draw_stroke(struct soak *soak, const struct widget *pad)
{
    const struct widgets *list = loop_shown(soak->loop);
    float x = (float)pad->rect.x + (float)rng_below(&soak->rng, (uint32_t)pad->rect.w);
    float y = (float)pad->rect.y + (float)rng_below(&soak->rng, (uint32_t)pad->rect.h);
    float w = (float)list->canvas_w, h = (float)list->canvas_h;
    push(SDL_FINGERDOWN, 1, x / w, y / h);
    for (int steps = (int)rng_below(&soak->rng, 12); steps > 0; steps--) {
        x += (float)rng_below(&soak->rng, 201) - 100;
        y += (float)rng_below(&soak->rng, 201) - 100;
        push(SDL_FINGERMOTION, 1, x / w, y / h);
        if (rng_below(&soak->rng, 40) == 0)
            push(SDL_FINGERDOWN, 2, x / w, y / h);
    }
    if (rng_below(&soak->rng, 40) > 0)
        push(SDL_FINGERUP, 1, x / w, y / h);
    push(SDL_FINGERUP, 2, x / w, y / h);
    soak->strokes++;
}

/* Where there is a pad it is written on; false when something else is to be done. */
static bool write_by_hand(struct soak *soak)
{
    const struct widget *pad = find_widget(soak, MSG_STROKE, -1);
    const struct widget *key = find_widget(soak, MSG_PAGE, KEYS_PAD);
    const struct widgets *list = loop_shown(soak->loop);
    if (pad != NULL && rng_below(&soak->rng, 3) == 0) {
        draw_stroke(soak, pad);
    } else if (pad == NULL && key != NULL && find_widget(soak, MSG_ERASE, -1) != NULL &&
               rng_below(&soak->rng, 6) == 0) {
        float x = ((float)key->rect.x + (float)key->rect.w / 2) / (float)list->canvas_w;
        float y = ((float)key->rect.y + (float)key->rect.h / 2) / (float)list->canvas_h;
        push(SDL_FINGERDOWN, 1, x, y);
        push(SDL_FINGERUP, 1, x, y);
    } else {
        return false;
    }
    settle_and_wait(soak);
    return true;
}

/* What a visitor wrote, or was offered for it, is gone with him. */
static void expect_nothing_written(const struct soak *soak)
{
    static const struct survey none;
    if (soak->kiosk->screen == SCREEN_ATTRACT && !soak->kiosk->in_visit &&
        memcmp(&soak->kiosk->survey, &none, sizeof none) != 0)
        die("survey", "something of the visitor before is left");
}

static void do_event(struct soak *soak)
{
    float x, y;
    SDL_FingerID id = 1 + (SDL_FingerID)(rng_below(&soak->rng, 10) == 0);
    if (write_by_hand(soak))
        return;
    choose_place(soak, rng_below(&soak->rng, 4) > 0, &x, &y);
    switch (rng_below(&soak->rng, 12)) {
    case 0: /* a finger that slides */
        push(SDL_FINGERDOWN, id, x, y);
        push(SDL_FINGERMOTION, id, y, x);
        push(SDL_FINGERUP, id, y, x);
        break;
    case 1: /* one that never comes up */
        push(SDL_FINGERDOWN, id, x, y);
        break;
    default:
        push(SDL_FINGERDOWN, id, x, y);
        push(SDL_FINGERUP, id, x, y);
        break;
    }
    settle_and_wait(soak);
}

static bool run_events(struct soak *soak, long events)
{
    size_t memory = 0, most = 0;
    int descriptors = 0, most_descriptors = 0;
    for (long i = 0; i < events; i++) {
        do_event(soak);
        expect_nothing_written(soak);
        if (i % 64 != 0 || i < events / 4 || soak->strokes == 0)
            continue; /* the first stroke opens the model of handwriting, which stays */
        loop_pass(soak->loop, 200000); /* to the attract screen, where every visit ends alike */
        size_t now = memory_len(soak);
        int open_now = descriptor_count();
        if (memory == 0) {
            memory = now;
            descriptors = open_now;
        }
        most = now > most ? now : most;
        most_descriptors = open_now > most_descriptors ? open_now : most_descriptors;
    }
    size_t growth = most > memory ? most - memory : 0;
    size_t pages = (size_t)sqlite3_memory_highwater(0);
    size_t text_len = text_cache_used_len(soak->loop->text);
    printf("%ld events, %u visits, %d strokes, memory %zu KiB, grew %zu KiB; SQLite at most %zu "
           "KiB, text %zu KiB in %d lines; descriptors %d, at most %d\n",
           events, (unsigned)soak->kiosk->visits, soak->strokes, memory / 1024, growth / 1024,
           pages / 1024, text_len / 1024, text_cache_count(soak->loop->text), descriptors,
           most_descriptors);
    /* A backup under way has one more, and its sealing one. */
    return growth < GROWTH_MAX_LEN && text_len <= TEXT_CACHE_CAPACITY_LEN &&
           pages < SQLITE_MAX_LEN && most_descriptors <= descriptors + 3;
}

/* ---- stalls ---- */

static void *export_again(void *context)
{
    struct soak *soak = context;
    char *out = fs_join(soak->folder, "export");
    struct err failed = { 0 };
    soak->stick = fs_join(soak->folder, "stick");
    if (!fs_make_folders(soak->stick, &failed))
        die("stick", failed.text);
    while (!atomic_load(&soak->over)) {
        struct err err = { 0 };
        struct export_result result;
        const struct export_options options = { .out = out, .booth = "1", .formats = EXPORT_ALL };
        if (!export_write(booth_store(soak->booth), &options, &result, &err))
            die("export", err.text);
        const struct stick_copy_job job = { .from = out, .stick = soak->stick, .name = "export" };
        char name[STICK_FILE_NAME_LEN];
        if (!stick_copy(&job, name, &err))
            die("stick", err.text);
        char *copied = fs_join(soak->stick, name);
        if (!fs_remove_tree(out, &err) || !fs_remove_tree(copied, &err))
            die("export", err.text);
        free(copied);
        soak->exports++;
        usleep(200000);
    }
    free(out);
    free(soak->stick);
    return NULL;
}

static int by_size(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static bool run_stalls(struct soak *soak, long seconds)
{
    static int64_t taken_us[TAPS_MAX];
    const int times = __sanitizer_get_current_allocated_bytes != NULL ? SANITIZED_TIMES : 1;
    pthread_t exporter;
    int count = 0;
    if (pthread_create(&exporter, NULL, export_again, soak) != 0)
        die("pthread_create", "failed");
    int64_t until_us = clock_monotonic_us() + seconds * 1000000;
    while (clock_monotonic_us() < until_us && count < TAPS_MAX) {
        float x, y;
        choose_place(soak, true, &x, &y);
        int64_t began_us = clock_monotonic_us();
        push(SDL_FINGERDOWN, 1, x, y);
        push(SDL_FINGERUP, 1, x, y);
        (void)loop_turn(soak->loop, 0);
        taken_us[count++] = clock_monotonic_us() - began_us;
        while (clock_monotonic_us() < began_us + TAP_EVERY_MS * 1000)
            (void)loop_turn(soak->loop, 5);
    }
    atomic_store(&soak->over, true);
    (void)pthread_join(exporter, NULL);
    qsort(taken_us, (size_t)count, sizeof *taken_us, by_size);
    double p99_ms = (double)taken_us[count * 99 / 100] / 1000;
    double max_ms = (double)taken_us[count - 1] / 1000;
    printf("%d taps, %u visits, %d exports: p50 %.1f ms, p99 %.1f ms, max %.1f ms\n", count,
           (unsigned)soak->kiosk->visits, soak->exports, (double)taken_us[count / 2] / 1000, p99_ms,
           max_ms);
    return p99_ms <= P99_MAX_MS * times && max_ms <= MAX_MAX_MS * times;
}

int main(int argc, char **argv)
{
    static struct soak soak;
    if (argc != 6)
        die("usage", "events|stall COUNT FOLDER ACTIVITY ACK");
    bool stalls = strcmp(argv[1], "stall") == 0;
    long count = strtol(argv[2], NULL, 10);
    FILE *ack = fopen(argv[5], "ae");
    if (ack == NULL)
        die(argv[5], "cannot be written");
    soak.folder = argv[3];
    watch_sdl();
    rng_seed(&soak.rng, 20270420);
    start(&soak, argv[4], ack, stalls);
    bool ok = stalls ? run_stalls(&soak, count) : run_events(&soak, count);
    stop(&soak);
    (void)fclose(ack);
    if (sdl.watched)
        fprintf(stderr, "SDL: %ld allocations\n", atomic_load(&sdl.count));
    return ok ? 0 : 1;
}
