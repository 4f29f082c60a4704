/*
 * The main screens as they are painted, with the real fonts, against small pictures in
 * tests/goldens/render. The tolerance lets another version of a font or of a rasteriser pass, but
 * no block, picture, colour or line of text that is elsewhere, missing or new.
 * WENDA_UPDATE_GOLDENS=1 writes them anew: look at them before they go in.
 */
#include <SDL.h>
#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>

#include <criterion/criterion.h>

#include "activity/activity.h"
#include "base/mem.h"
#include "shell/sheet.h"
#include "shell/walk.h"
#include "view/view.h"

enum { PANEL_W = 540, PANEL_H = 960, SHRINK = 4, W = PANEL_W / SHRINK, H = PANEL_H / SHRINK };
enum { FAR_OFF = 40, FAR_OFF_PER_MILLE = 12, MEAN_PER_MILLE = 2500 };

static struct activity *activity;
static struct strings strings;
static struct kiosk *kiosk;
static struct widgets *list;
static struct fonts *fonts;
static struct sheet *sheet;

static int language;

static void open_with(const char *questions, const char *words)
{
    struct err err = { 0 };
    struct err_list faults;
    err_list_init(&faults);
    activity = activity_load(questions, &faults);
    cr_assert_not_null(activity);
    cr_assert(
        strings_load(&strings, words, activity->languages, activity->language_count, &faults));
    err_list_fini(&faults);
    cr_assert_not_null(fonts = fonts_open(&err), "%s", err.text);
    fonts_take_languages(fonts, &strings);
    sheet = sheet_new(fonts, WENDA_SOURCE_DIR "/assets/icons", activity->folder);
    sheet_set_size(sheet, PANEL_W, PANEL_H, view_scale(PANEL_W, PANEL_H));
    kiosk = mem_zalloc(sizeof *kiosk);
    list = mem_zalloc(sizeof *list);
    widgets_init(list);
}

static void set_up(void)
{
    open_with(WENDA_SOURCE_DIR "/questions", WENDA_SOURCE_DIR "/assets/strings");
}

/* A language from right to left besides. */
static void set_up_rtl(void)
{
    open_with(WENDA_LANGUAGES "/activity", WENDA_LANGUAGES "/assets/strings");
    language = activity_language(activity, "ug");
    cr_assert_geq(language, 0);
}

static void tear_down(void)
{
    widgets_fini(list);
    free(list);
    free(kiosk);
    sheet_free(sheet);
    fonts_close(fonts);
    strings_fini(&strings);
    activity_free(activity);
}

TestSuite(render, .init = set_up, .fini = tear_down);
TestSuite(render_rtl, .init = set_up_rtl, .fini = tear_down);

/* The first situation that shows the screen, painted and shrunk to 0xXXRRGGBB words. */
static void paint(enum screen_id screen, bool large, uint32_t out[H][W])
{
    struct walk_look look = { .language = language, .large = large };
    int index = 0, count = walk_count(activity);
    do
        walk_show(activity, index, &look, kiosk, NULL);
    while (kiosk_front(kiosk) != screen && ++index < count);
    cr_assert_lt(index, count);
    struct view view = { .kiosk = kiosk,
                         .strings = &strings,
                         .measure = sheet_measure(sheet),
                         .canvas_w = 1080,
                         .canvas_h = 1920,
                         .px_per_mm = 4.03,
                         .now_ms = WALK_NOW_MS };
    view_build(&view, list);
    sheet_draw(sheet, list);
    const struct canvas *canvas = sheet_canvas(sheet);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            unsigned sums[3] = { 0 };
            for (int i = 0; i < SHRINK * SHRINK; i++) {
                uint32_t pixel = canvas->pixels[(y * SHRINK + i / SHRINK) * canvas->stride +
                                                x * SHRINK + i % SHRINK];
                for (int k = 0; k < 3; k++)
                    sums[k] += pixel >> (8 * k) & 0xFF;
            }
            out[y][x] = 0;
            for (int k = 0; k < 3; k++)
                out[y][x] |= sums[k] / (SHRINK * SHRINK) << (8 * k);
        }
}

static SDL_Surface *surface_of(uint32_t pixels[H][W])
{
    return SDL_CreateRGBSurfaceWithFormatFrom(pixels, W, H, 32, W * 4, SDL_PIXELFORMAT_RGB888);
}

static void compare(const char *name, uint32_t painted[H][W], const char *path)
{
    SDL_Surface *loaded = IMG_Load(path);
    cr_assert_not_null(loaded, "%s is missing", path);
    SDL_Surface *golden = SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_RGB888, 0);
    cr_assert(golden->w == W && golden->h == H);
    long sum = 0;
    int far_off = 0;
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            uint32_t want = ((uint32_t *)golden->pixels)[y * golden->pitch / 4 + x];
            int most = 0;
            for (int k = 0; k < 3; k++) {
                int off =
                    abs((int)(want >> (8 * k) & 0xFF) - (int)(painted[y][x] >> (8 * k) & 0xFF));
                sum += off;
                most = off > most ? off : most;
            }
            far_off += most > FAR_OFF;
        }
    SDL_FreeSurface(golden);
    SDL_FreeSurface(loaded);
    cr_expect_leq(far_off, W * H * FAR_OFF_PER_MILLE / 1000, "%s: %d pixels are far off", name,
                  far_off);
    cr_expect_leq(sum * 1000 / (W * H * 3), MEAN_PER_MILLE, "%s: off by %ld / 1000 in the mean",
                  name, sum * 1000 / (W * H * 3));
}

static const struct {
    enum screen_id screen;
    bool large;
} shown[] = {
    { SCREEN_ATTRACT, false },
    { SCREEN_HOME, false },
    { SCREEN_QUIZ_RULES, false },
    { SCREEN_QUIZ_QUESTION, false },
    { SCREEN_QUIZ_FEEDBACK, false },
    { SCREEN_QUIZ_RESULT, false },
    { SCREEN_PRIZE_DRAW, false },
    { SCREEN_PRIZE_WON, false },
    { SCREEN_SURVEY_CONSENT, false },
    { SCREEN_SURVEY_PAGE, false },
    { SCREEN_THANKS, false },
    { SCREEN_IDLE_WARNING, false },
    { SCREEN_STAFF_PIN, false },
    { SCREEN_QUIZ_QUESTION, true },
    { SCREEN_HOME, true },
};

static void expect_as_before(const char *name, enum screen_id screen, bool large)
{
    static uint32_t painted[H][W];
    char path[512];
    (void)snprintf(path, sizeof path, "%s/tests/goldens/render/%s.png", WENDA_SOURCE_DIR, name);
    paint(screen, large, painted);
    if (getenv("WENDA_UPDATE_GOLDENS")) {
        SDL_Surface *surface = surface_of(painted);
        cr_assert_eq(IMG_SavePNG(surface, path), 0);
        SDL_FreeSurface(surface);
    }
    compare(name, painted, path);
}

Test(render, main_screens_look_as_they_did)
{
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%s%s", screen_name(shown[i].screen),
                       shown[i].large ? "-large" : "");
        expect_as_before(name, shown[i].screen, shown[i].large);
    }
}

Test(render_rtl, screens_turned_round_look_as_they_did)
{
    expect_as_before("rtl-privacy", SCREEN_PRIVACY, false);
    expect_as_before("rtl-question", SCREEN_QUIZ_QUESTION, false);
}

Test(render, another_screen_does_not_pass_for_it)
{
    static uint32_t one[H][W], other[H][W];
    paint(SCREEN_QUIZ_QUESTION, false, one);
    paint(SCREEN_QUIZ_QUESTION, true, other);
    int far_off = 0;
    for (int i = 0; i < W * H; i++)
        far_off +=
            abs((int)(one[i / W][i % W] & 0xFF) - (int)(other[i / W][i % W] & 0xFF)) > FAR_OFF;
    cr_expect_gt(far_off, W * H * FAR_OFF_PER_MILLE / 1000);
}
