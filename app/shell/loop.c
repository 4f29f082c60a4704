#include "shell/loop.h"

#include <SDL.h>
#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "shell/booth_ini.h"
#include "shell/day.h"
#include "shell/frame.h"
#include "shell/sound.h"

enum {
    MOUSE_ID = -1, /* the mouse among the fingers */
    LONGEST_WAIT_MS = 3600 * 1000,
    WARM_GAP_MS = 5,  /* between steps of rasterising ahead */
    RETRY_MS = 10000, /* between looks whether the store writes again */
    SETTLE_WAIT_MS = 5000
};

void loop_wake(void *context)
{
    (void)context;
    SDL_Event event = { .type = SDL_USEREVENT };
    SDL_PushEvent(&event);
}

void loop_ask_to_end(void)
{
    SDL_Event event = { .type = SDL_QUIT };
    SDL_PushEvent(&event);
}

const struct widgets *loop_shown(const struct loop *loop)
{
    return &loop->lists[loop->shown];
}

void loop_init(struct loop *loop, const struct loop_parts *parts, struct timeline timeline)
{
    memset(loop, 0, sizeof *loop);
    loop->parts = *parts;
    loop->timeline = timeline;
    loop->text =
        text_cache_new(parts->fonts, 1, TEXT_CACHE_CAPACITY_LEN, TEXT_CACHE_CAPACITY_COUNT);
    loop->shapes = shapes_new();
    loop->images = images_new(parts->icons_folder,
                              parts->kiosk->activity ? parts->kiosk->activity->folder : NULL,
                              parts->raster_folder);
    widgets_init(&loop->lists[0]);
    widgets_init(&loop->lists[1]);
    loop->painter = (struct painter){ loop->text, loop->shapes, loop->images, 1 };
    if (parts->kiosk->activity && !timeline.is_virtual)
        loop->warm = warm_new(parts->kiosk->activity, &loop->painter);
    if (!parts->is_silent)
        loop->speaker = speaker_new();
    loop->reason = "start";
    loop->woke_us = clock_monotonic_us();
    /* Tells the kiosk what time it is. */
    loop_tell(loop, (struct message){ .kind = MSG_TICK });
    /* The attract screen came just now, and whoever touches it already may. */
    parts->kiosk->changed_ms = timeline_boot_ms(&loop->timeline) - KIOSK_GUARD_MS;
}

void loop_fini(struct loop *loop)
{
    speaker_free(loop->speaker);
    warm_free(loop->warm);
    ink_worker_free(loop->ink);
    widgets_fini(&loop->lists[0]);
    widgets_fini(&loop->lists[1]);
    text_cache_free(loop->text);
    shapes_free(loop->shapes);
    images_free(loop->images);
}

/* ---- the kiosk and the booth ---- */

static void read_ink(struct loop *loop, const struct effects *effects)
{
    for (int i = 0; i < effects->count; i++) {
        const struct effect *effect = &effects->items[i];
        if (effect->kind != EFFECT_READ_INK)
            continue;
        if (!loop->ink)
            loop->ink = ink_worker_new(loop_wake, NULL);
        if (loop->ink)
            ink_worker_post(loop->ink, effect->ink, effect->version);
    }
}

/* What staff set for this booth outlives the program. */
static void keep_settings(const struct loop *loop)
{
    const struct kiosk *kiosk = loop->parts.kiosk;
    struct booth_ini ini = { .volume = kiosk->volume, .still = kiosk->still };
    struct err err = { 0 };
    if (loop->parts.settings_folder && !booth_ini_write(loop->parts.settings_folder, &ini, &err))
        log_warn("%s", err.text);
}

/* Effects that are the shell's. */
static void run_own(struct loop *loop, const struct effect *effect)
{
    if (effect->kind == EFFECT_SOUND)
        speaker_play(loop->speaker, effect->sound, loop->parts.kiosk->volume);
    else if (effect->kind == EFFECT_KEEP_SETTINGS)
        keep_settings(loop);
}

static void step(struct loop *loop, struct message *message)
{
    struct effects effects = { .count = 0 };
    struct kiosk *kiosk = loop->parts.kiosk;
    uint32_t generation = kiosk->generation;
    message->now_ms = timeline_boot_ms(&loop->timeline);
    message->wall_ms = timeline_wall_ms(&loop->timeline);
    kiosk_step(kiosk, message, &effects);
    if (!kiosk->in_visit)
        kiosk->language = loop->parts.language;
    if (kiosk->generation != generation)
        input_cancel(&loop->input);
    if (loop->parts.booth && effects.count > 0)
        booth_run(loop->parts.booth, &effects);
    day_take_effects(loop, &effects);
    read_ink(loop, &effects);
    for (int i = 0; i < effects.count; i++)
        run_own(loop, &effects.items[i]);
}

static void take_results(struct loop *loop)
{
    struct message message = { .kind = MSG_INK_READ };
    if (loop->ink && ink_worker_take(loop->ink, &message.value, message.text)) {
        step(loop, &message);
        loop->reason = loop->reason ? loop->reason : "read";
    }
    while (loop->parts.booth && booth_take(loop->parts.booth, &message)) {
        step(loop, &message);
        loop->reason = loop->reason ? loop->reason : "saved";
    }
}

/* A message and what follows from it at once: most commits return before the frame is due. */
static void step_and_wait(struct loop *loop, struct message *message)
{
    int64_t began_us = clock_monotonic_us();
    int64_t last_us = began_us + LOOP_COMMIT_WAIT_MS * 1000;
    step(loop, message);
    take_results(loop);
    while (loop->parts.booth && kiosk_is_saving(loop->parts.kiosk)) {
        int64_t left_us = last_us - clock_monotonic_us();
        if (left_us <= 0 || !booth_wait(loop->parts.booth, (int)((left_us + 999) / 1000)))
            break;
        take_results(loop);
    }
    loop->commit_us += clock_monotonic_us() - began_us;
}

void loop_tell(struct loop *loop, struct message message)
{
    if (!loop->reason)
        loop->woke_us = clock_monotonic_us();
    step_and_wait(loop, &message);
    loop->reason = loop->reason ? loop->reason : "told";
}

/* ---- fingers ---- */

static void on_finger(struct loop *loop, const struct finger *finger)
{
    struct message message;
    struct message before = loop->input.pressed;
    if (!loop->has_list)
        return; /* nothing was shown that could have been aimed at */
    if (input_finger(&loop->input, finger, loop_shown(loop), loop->parts.kiosk->generation,
                     &message)) {
        step_and_wait(loop, &message);
        loop->reason = message.kind == MSG_NONE ? "press" : "tap";
    } else if (!message_equal(&before, &loop->input.pressed)) {
        loop->reason = "press";
    }
    if (loop->input.draws)
        loop->reason = "stroke";
    else if (loop->input.drags)
        loop->reason = "drag";
}

static int to_design(double place, double size)
{
    return (int)floor(place * size);
}

static void on_touch(struct loop *loop, enum finger_kind kind, const SDL_TouchFingerEvent *touch)
{
    struct finger finger = { .kind = kind,
                             .id = touch->fingerId,
                             .x = to_design(touch->x, loop->window_w / loop->painter.scale),
                             .y = to_design(touch->y, loop->window_h / loop->painter.scale),
                             .now_ms = timeline_boot_ms(&loop->timeline) };
    on_finger(loop, &finger);
}

static void on_mouse(struct loop *loop, enum finger_kind kind, int x, int y)
{
    struct finger finger = { .kind = kind,
                             .id = MOUSE_ID,
                             .x = to_design(x, 1 / loop->painter.scale),
                             .y = to_design(y, 1 / loop->painter.scale),
                             .now_ms = timeline_boot_ms(&loop->timeline) };
    on_finger(loop, &finger);
}

static void on_window(struct loop *loop, const SDL_WindowEvent *event)
{
    switch (event->event) {
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_RESTORED:
        loop->is_stale = true; /* what was presented may be gone */
        loop->reason = "exposed";
        break;
    default:
        break;
    }
}

/* Keyboards are not listened to: whoever plugs one in gets nowhere. */
static void on_event(struct loop *loop, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_FINGERDOWN:
        on_touch(loop, FINGER_DOWN, &event->tfinger);
        break;
    case SDL_FINGERMOTION:
        on_touch(loop, FINGER_MOVE, &event->tfinger);
        break;
    case SDL_FINGERUP:
        on_touch(loop, FINGER_UP, &event->tfinger);
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        if (event->button.button == SDL_BUTTON_LEFT && event->button.which != SDL_TOUCH_MOUSEID)
            on_mouse(loop, event->type == SDL_MOUSEBUTTONDOWN ? FINGER_DOWN : FINGER_UP,
                     event->button.x, event->button.y);
        break;
    case SDL_MOUSEMOTION:
        if (event->motion.state & SDL_BUTTON_LMASK && event->motion.which != SDL_TOUCH_MOUSEID)
            on_mouse(loop, FINGER_MOVE, event->motion.x, event->motion.y);
        break;
    case SDL_WINDOWEVENT:
        on_window(loop, &event->window);
        break;
    case SDL_QUIT:
        loop->quit = true;
        break;
    default:
        break;
    }
}

/* ---- time ---- */

/* A store that failed is tried again while the fault screen shows. */
static int64_t retry_due_ms(const struct loop *loop)
{
    const struct kiosk *kiosk = loop->parts.kiosk;
    if (!loop->parts.booth || kiosk->screen != SCREEN_FAULT || kiosk->fault_is_final ||
        kiosk->paused)
        return INT64_MAX;
    return (loop->tried_ms > kiosk->changed_ms ? loop->tried_ms : kiosk->changed_ms) + RETRY_MS;
}

static int64_t earlier(int64_t a_ms, int64_t b_ms)
{
    return a_ms < b_ms ? a_ms : b_ms;
}

static int64_t next_due_ms(const struct loop *loop)
{
    int64_t due_ms = kiosk_next_due_ms(loop->parts.kiosk);
    due_ms = earlier(due_ms, input_due_ms(&loop->input));
    due_ms = earlier(due_ms, retry_due_ms(loop));
    due_ms = earlier(due_ms, day_due_ms(loop));
    return earlier(due_ms, loop_shown(loop)->next_ms);
}

static void on_time(struct loop *loop)
{
    struct message message;
    int64_t now_ms = timeline_boot_ms(&loop->timeline);
    if (input_tick(&loop->input, now_ms, &message)) {
        step_and_wait(loop, &message);
        loop->reason = "hold";
    }
    if (now_ms >= kiosk_next_due_ms(loop->parts.kiosk)) {
        message = (struct message){ .kind = MSG_TICK };
        step_and_wait(loop, &message);
        loop->reason = loop->reason ? loop->reason : "tick";
    }
    if (now_ms >= retry_due_ms(loop)) {
        loop->tried_ms = now_ms;
        booth_retry(loop->parts.booth);
    }
    day_pass_time(loop);
    if (now_ms >= loop_shown(loop)->next_ms)
        loop->reason = loop->reason ? loop->reason : "moves";
}

/* ---- rounds ---- */

static int wait_ms(const struct loop *loop, int max_wait_ms)
{
    if (loop->reason)
        return 0;
    if (frame_is_warming(loop))
        return max_wait_ms < WARM_GAP_MS ? max_wait_ms : WARM_GAP_MS;
    if (loop->timeline.is_virtual)
        return max_wait_ms;
    int64_t left_ms = next_due_ms(loop) - timeline_boot_ms(&loop->timeline);
    if (left_ms < 0)
        return 0;
    return left_ms < max_wait_ms ? (int)left_ms : max_wait_ms;
}

/* Everything that was drawn or cached may be of the activity before: the loop starts afresh in the
 * same window and at the same time. */
static void reload(struct loop *loop)
{
    struct loop_parts parts = loop->parts;
    struct timeline timeline = loop->timeline;
    bool quit = loop->quit;
    loop->reloads = false;
    if (!parts.reload)
        return;
    loop_fini(loop);
    parts.reload(parts.reload_context, &parts);
    loop_init(loop, &parts, timeline);
    loop->quit = quit;
    frame_draw(loop);
}

bool loop_turn(struct loop *loop, int max_wait_ms)
{
    SDL_Event event;
    int timeout_ms = wait_ms(loop, max_wait_ms);
    int more = timeout_ms > 0 ? SDL_WaitEventTimeout(&event, timeout_ms) : SDL_PollEvent(&event);
    if (!loop->reason)
        loop->woke_us = clock_monotonic_us();
    for (; more; more = SDL_PollEvent(&event))
        on_event(loop, &event);
    take_results(loop);
    on_time(loop);
    if (loop->changes_data)
        day_change_data(loop);
    if (loop->reloads)
        reload(loop);
    else if (loop->reason)
        frame_draw(loop);
    else if (frame_is_warming(loop))
        frame_warm_up(loop);
    return !loop->quit;
}

void loop_run(struct loop *loop)
{
    while (loop_turn(loop, LONGEST_WAIT_MS))
        continue;
}

static bool is_reading(const struct loop *loop)
{
    return loop->ink && ink_worker_is_busy(loop->ink);
}

void loop_settle(struct loop *loop)
{
    int waits = 0;
    do {
        loop_turn(loop, 0);
        if (loop->parts.booth && booth_pending(loop->parts.booth) > 0 && waits++ < SETTLE_WAIT_MS)
            (void)booth_wait(loop->parts.booth, 1);
        else if (is_reading(loop) && waits++ < SETTLE_WAIT_MS)
            SDL_Delay(1);
    } while (!loop->quit && (loop->reason || (is_reading(loop) && waits < SETTLE_WAIT_MS) ||
                             SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) ||
                             (loop->parts.booth && booth_pending(loop->parts.booth) > 0 &&
                              waits < SETTLE_WAIT_MS)));
}

void loop_pass(struct loop *loop, int64_t ms)
{
    int64_t end_ms = timeline_boot_ms(&loop->timeline) + ms;
    loop_settle(loop);
    for (;;) {
        int64_t now_ms = timeline_boot_ms(&loop->timeline);
        if (now_ms >= end_ms || loop->quit)
            break;
        if (!loop->timeline.is_virtual) {
            int64_t left_ms = end_ms - now_ms;
            loop_turn(loop, left_ms < LONGEST_WAIT_MS ? (int)left_ms : LONGEST_WAIT_MS);
            continue;
        }
        int64_t due_ms = next_due_ms(loop);
        int64_t stop_ms = due_ms < end_ms ? due_ms : end_ms;
        timeline_advance(&loop->timeline, stop_ms > now_ms ? stop_ms - now_ms : 0);
        loop_settle(loop);
        if (timeline_boot_ms(&loop->timeline) == now_ms && stop_ms <= now_ms)
            timeline_advance(&loop->timeline, 1); /* whatever was due is still due: go on */
    }
}
