/* The whole loop on SDL's offscreen driver, with the shipped activity and a real store. */
#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/activity.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "shell/loop.h"
#include "shell/script.h"

static char folder[256];
static struct activity *activity;
static struct strings strings;
static struct kiosk *kiosk;
static struct booth *booth;
static struct window *window;
static struct fonts *fonts;
static struct loop *loop;
static FILE *trace;

static void set_up(void)
{
    struct err err = { 0 };
    struct err_list faults;
    const char *base = getenv("TMPDIR");
    setenv("SDL_VIDEODRIVER", "offscreen", 1);
    (void)snprintf(folder, sizeof folder, "%s/wenda-loop-XXXXXX", base ? base : "/tmp");
    cr_assert_not_null(mkdtemp(folder));
    err_list_init(&faults);
    activity = activity_load(WENDA_SOURCE_DIR "/questions", &faults);
    cr_assert_not_null(activity);
    cr_assert(strings_load(&strings, WENDA_SOURCE_DIR "/assets/strings", activity->languages,
                           activity->language_count, &faults));
    err_list_fini(&faults);
    struct booth_options options = {
        .data = folder, .kind = STORE_SIMULATED, .seeded = true, .seed = 1, .wake = loop_wake
    };
    cr_assert_not_null(booth = booth_open(&options, activity, &err), "%s", err.text);
    cr_assert_not_null(window = window_open(540, 960, &err), "%s", err.text);
    cr_assert_not_null(fonts = fonts_open(&err), "%s", err.text);
    kiosk = mem_zalloc(sizeof *kiosk);
    kiosk_init(kiosk, activity, 1);
    trace = tmpfile();
    struct loop_parts parts = { .window = window,
                                .fonts = fonts,
                                .kiosk = kiosk,
                                .booth = booth,
                                .strings = &strings,
                                .icons_folder = WENDA_SOURCE_DIR "/assets/icons",
                                .screen_mm = 546,
                                .trace = trace };
    loop = mem_alloc(sizeof *loop);
    loop_init(loop, &parts, timeline_virtual(activity->first_day));
    loop_settle(loop);
}

static void tear_down(void)
{
    loop_fini(loop);
    free(loop);
    free(kiosk);
    booth_close(booth);
    fonts_close(fonts);
    window_close(window);
    strings_fini(&strings);
    activity_free(activity);
    (void)fclose(trace);
    fs_remove_tree(folder, NULL);
}

TestSuite(loop, .init = set_up, .fini = tear_down);

static void push_finger(Uint32 type, SDL_FingerID id, float x, float y)
{
    SDL_Event event = { .type = type };
    event.tfinger.fingerId = id;
    event.tfinger.x = x;
    event.tfinger.y = y;
    cr_assert_geq(SDL_PushEvent(&event), 0);
}

static void push_mouse(Uint32 type, int x, int y)
{
    SDL_Event event = { .type = type };
    event.button.button = SDL_BUTTON_LEFT;
    event.button.x = x;
    event.button.y = y;
    cr_assert_geq(SDL_PushEvent(&event), 0);
}

static void expect_screen(enum screen_id screen)
{
    cr_expect_eq(kiosk_front(kiosk), screen, "it is %s", screen_name(kiosk_front(kiosk)));
}

/* Runs script lines; they must all succeed. */
static void run(const char *text)
{
    struct script script;
    struct err_list faults;
    err_list_init(&faults);
    cr_assert(script_parse(&script, "test", text, strlen(text), &faults), "%s",
              faults.count > 0 ? faults.items[0].text : "");
    cr_assert(script_run(&script, loop, folder), "%s", text);
    script_fini(&script);
    err_list_fini(&faults);
}

Test(loop, the_first_frame_is_the_attract_screen)
{
    struct canvas canvas;
    expect_screen(SCREEN_ATTRACT);
    cr_assert(window_canvas(window, &canvas));
    struct rgba red = theme_rgba(COLOR_CIN);
    cr_expect_eq(canvas.pixels[0] & 0xFFFFFF, (uint32_t)red.r << 16 | red.g << 8 | red.b);
}

Test(loop, a_finger_anywhere_starts)
{
    push_finger(SDL_FINGERDOWN, 5, 0.5f, 0.4f);
    push_finger(SDL_FINGERUP, 5, 0.5f, 0.4f);
    loop_settle(loop);
    expect_screen(SCREEN_HOME);
}

Test(loop, the_mouse_is_a_finger)
{
    push_mouse(SDL_MOUSEBUTTONDOWN, 270, 400);
    push_mouse(SDL_MOUSEBUTTONUP, 270, 400);
    loop_settle(loop);
    expect_screen(SCREEN_HOME);
}

Test(loop, a_finger_that_comes_with_an_expose_counts)
{
    SDL_Event exposed = { .type = SDL_WINDOWEVENT };
    exposed.window.event = SDL_WINDOWEVENT_EXPOSED;
    SDL_PushEvent(&exposed);
    push_finger(SDL_FINGERDOWN, 5, 0.5f, 0.4f);
    push_finger(SDL_FINGERUP, 5, 0.5f, 0.4f);
    loop_settle(loop);
    expect_screen(SCREEN_HOME);
}

Test(loop, after_an_expose_everything_is_painted_again)
{
    struct canvas canvas;
    SDL_Event exposed = { .type = SDL_WINDOWEVENT };
    cr_assert(window_canvas(window, &canvas));
    uint32_t before = canvas.pixels[0];
    canvas.pixels[0] = ~before;
    exposed.window.event = SDL_WINDOWEVENT_EXPOSED;
    SDL_PushEvent(&exposed);
    loop_settle(loop);
    cr_assert(window_canvas(window, &canvas));
    cr_expect_eq(canvas.pixels[0], before);
}

Test(loop, keys_do_nothing)
{
    static const SDL_Keycode keys[] = { SDLK_ESCAPE, SDLK_RETURN, SDLK_F4, SDLK_q };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        SDL_Event event = { .type = SDL_KEYDOWN };
        event.key.keysym.sym = keys[i];
        event.key.keysym.mod = KMOD_ALT;
        SDL_PushEvent(&event);
        event.type = SDL_KEYUP;
        SDL_PushEvent(&event);
    }
    loop_settle(loop);
    expect_screen(SCREEN_ATTRACT);
    cr_expect_not(loop->quit);
}

Test(loop, a_press_is_shown_before_the_release)
{
    run("tap \"轻触屏幕开始\"\nwait 400\n");
    const struct widgets *list = loop_shown(loop);
    const struct widget *card = widgets_find(list, "大字版", NULL);
    cr_assert_not_null(card);
    push_finger(SDL_FINGERDOWN, 1, (float)(card->rect.x + 50) / (float)list->canvas_w,
                (float)(card->rect.y + 50) / (float)list->canvas_h);
    loop_turn(loop, 0);
    card = widgets_find(loop_shown(loop), "大字版", NULL);
    cr_expect(card->state & WIDGET_PRESSED);
    push_finger(SDL_FINGERUP, 1, 0.01f, 0.3f);
    loop_settle(loop);
    cr_expect_not(widgets_find(loop_shown(loop), "大字版", NULL)->state & WIDGET_PRESSED);
    cr_expect_not(kiosk->large_text, "it slid off");
}

Test(loop, a_whole_visit_leaves_its_answers_in_the_store)
{
    struct err err = { 0 };
    struct store_status status;
    run("tap \"轻触屏幕开始\"\nuntil-screen quiz-question\nanswer right\n"
        "expect-screen quiz-feedback\nuntil-screen quiz-question\nanswer wrong\n"
        "until-screen quiz-result\n");
    cr_expect_geq(kiosk->quiz.right, 1);
    cr_expect_lt(kiosk->quiz.right, kiosk->quiz.count, "one was answered wrongly");
    loop_settle(loop);
    cr_assert(store_read_status(booth_store(booth), &status, &err), "%s", err.text);
    cr_expect_eq(status.visits, 1);
    cr_expect_eq(status.answers, kiosk->quiz.count);
}

Test(loop, time_passes_only_when_told_and_in_order)
{
    int64_t began_ms = timeline_boot_ms(&loop->timeline);
    run("tap \"轻触屏幕开始\"\nexpect-screen home\n");
    loop_pass(loop, activity->timeouts.home_ms + 10);
    expect_screen(SCREEN_IDLE_WARNING);
    cr_expect(kiosk->in_visit);
    loop_pass(loop, activity->timeouts.warning_ms + 10);
    expect_screen(SCREEN_ATTRACT);
    cr_expect_lt(timeline_boot_ms(&loop->timeline) - began_ms,
                 activity->timeouts.home_ms + activity->timeouts.warning_ms + 1000);
}

/* The dump of a screen after one right answer, from a fresh start. The caller frees. */
static char *dump_after_answer(void)
{
    struct strbuf text;
    char path[300];
    run("tap \"轻触屏幕开始\"\nuntil-screen quiz-question\nanswer right\ndump one\n");
    strbuf_init(&text);
    (void)snprintf(path, sizeof path, "%s/one.txt", folder);
    cr_assert(fs_read(path, 1 << 20, &text, NULL));
    return strbuf_take(&text);
}

Test(loop, the_same_script_and_seed_make_the_same_screens)
{
    char *first = dump_after_answer();
    tear_down();
    set_up();
    char *second = dump_after_answer();
    cr_expect_str_eq(first, second);
    cr_expect_gt(strlen(first), 500);
    free(first);
    free(second);
}

Test(loop, a_script_that_fails_says_so)
{
    static const char *const failing[] = {
        "expect \"没有这句话\"", "tap \"没有这个按钮\"", "expect-screen home", "answer right",
        "tap 5000,5000",         "usb /no/such/folder",  "type \"a\"",         "expect-not \"轻触\""
    };
    for (size_t i = 0; i < sizeof failing / sizeof *failing; i++) {
        struct script script;
        struct err_list faults;
        err_list_init(&faults);
        cr_assert(script_parse(&script, "test", failing[i], strlen(failing[i]), &faults));
        cr_expect_not(script_run(&script, loop, NULL), "%s", failing[i]);
        script_fini(&script);
        err_list_fini(&faults);
    }
}

Test(loop, a_label_that_fits_two_widgets_is_refused)
{
    struct script script;
    struct err_list faults;
    err_list_init(&faults);
    run("tap \"轻触屏幕开始\"\n");
    cr_assert(
        script_parse(&script, "test", "tap \"填写问卷\"", strlen("tap \"填写问卷\""), &faults));
    cr_expect_not(script_run(&script, loop, NULL));
    script_fini(&script);
    err_list_fini(&faults);
}

Test(loop, a_fault_is_shown_and_nothing_can_be_started)
{
    loop_tell(loop, (struct message){ .kind = MSG_FAULT, .value = 1, .fault = "磁盘已满，请清理" });
    loop_settle(loop);
    expect_screen(SCREEN_FAULT);
    cr_expect(widgets_show(loop_shown(loop), "磁盘已满"));
    push_finger(SDL_FINGERDOWN, 5, 0.5f, 0.4f);
    push_finger(SDL_FINGERUP, 5, 0.5f, 0.4f);
    loop_settle(loop);
    expect_screen(SCREEN_FAULT);
}

Test(loop, being_asked_to_end_ends_it)
{
    loop_ask_to_end();
    cr_expect_not(loop_turn(loop, 0));
}

Test(loop, a_wake_from_another_thread_ends_the_wait)
{
    loop_wake(NULL);
    int64_t began_us = clock_monotonic_us();
    loop_turn(loop, 5000);
    cr_expect_lt(clock_monotonic_us() - began_us, 2000000);
}

Test(loop, every_frame_leaves_a_line_in_the_trace)
{
    char line[512];
    int frames = 0, taps = 0;
    run("tap \"轻触屏幕开始\"\nexpect-screen home\n");
    rewind(trace);
    while (fgets(line, sizeof line, trace)) {
        char reason[32], screen[32];
        long long parts[6];
        cr_expect_eq(sscanf(line,
                            "%31s %31s build=%lld layout=%lld raster=%lld present=%lld "
                            "commit=%lld total=%lld",
                            reason, screen, &parts[0], &parts[1], &parts[2], &parts[3], &parts[4],
                            &parts[5]),
                     8, "%s", line);
        frames++;
        taps += strcmp(reason, "tap") == 0;
    }
    cr_expect_geq(frames, 3);
    cr_expect_eq(taps, 1);
}

Test(loop, shots_and_dumps_are_written)
{
    struct strbuf bytes;
    char path[300];
    strbuf_init(&bytes);
    run("shot a\ndump a\n");
    (void)snprintf(path, sizeof path, "%s/a.png", folder);
    cr_assert(fs_read(path, 1 << 24, &bytes, NULL));
    cr_expect_eq(memcmp(bytes.text, "\x89PNG", 4), 0);
    strbuf_clear(&bytes);
    (void)snprintf(path, sizeof path, "%s/a.txt", folder);
    cr_assert(fs_read(path, 1 << 20, &bytes, NULL));
    cr_expect_not_null(strstr(bytes.text, "轻触屏幕开始"));
    strbuf_fini(&bytes);
}
