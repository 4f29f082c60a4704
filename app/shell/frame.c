#include "shell/frame.h"

#include <SDL.h>
#include <math.h>

#include "base/clock.h"
#include "base/log.h"

/* A screen that moves by itself does so at most this often. */
enum { LEAST_FRAME_MS = 15 };

static void fit_window(struct loop *loop, const struct canvas *canvas)
{
    if (canvas->w == loop->window_w && canvas->h == loop->window_h)
        return;
    loop->window_w = canvas->w;
    loop->window_h = canvas->h;
    loop->painter.scale = view_scale(canvas->w, canvas->h);
    text_cache_set_scale(loop->text, loop->painter.scale);
    loop->is_stale = true;
}

static struct view make_view(const struct loop *loop)
{
    double scale = loop->painter.scale;
    int canvas_w = (int)lround(loop->window_w / scale);
    int canvas_h = (int)lround(loop->window_h / scale);
    struct view view = { .kiosk = loop->parts.kiosk,
                         .strings = loop->parts.strings,
                         .measure = text_cache_measure(loop->text),
                         .canvas_w = canvas_w,
                         .canvas_h = canvas_h,
                         .px_per_mm = hypot(canvas_w, canvas_h) / loop->parts.screen_mm,
                         .now_ms = timeline_boot_ms(&loop->timeline),
                         .drawn = loop->input.points,
                         .drawn_count = loop->input.draws ? loop->input.point_count : 0,
                         .pressed = loop->input.pressed,
                         .drags = loop->input.drags,
                         .slot = loop->input.slot,
                         .entered_ms = loop->entered_ms,
                         .reduced_motion = loop->parts.kiosk->still };
    if (view.drags)
        input_carried(&loop->input, &view.carried_x, &view.carried_y);
    return view;
}

/* Where the page tells layers of a keyboard apart it is no change of place. */
static struct loop_place place_of(const struct kiosk *kiosk)
{
    const struct question *question = NULL;
    if (kiosk->screen == SCREEN_QUIZ_QUESTION || kiosk->screen == SCREEN_QUIZ_FEEDBACK)
        question = kiosk->quiz.items[kiosk->quiz.current].question;
    else if (kiosk->screen == SCREEN_SURVEY_PAGE)
        question = survey_question(&kiosk->survey);
    return (struct loop_place){ kiosk->screen, kiosk->dialog, question,
                                kiosk->screen == SCREEN_SURVEY_PAGE ? 0 : kiosk->page };
}

/* Visitors' screens come in with motion; a page beneath a dialog is simply there again, and so is
 * whatever staff open. In a time that only scripts move nothing comes in. */
static void notice_place(struct loop *loop)
{
    const struct kiosk *kiosk = loop->parts.kiosk;
    struct loop_place before = loop->place, now = place_of(kiosk);
    bool same_page = before.screen == now.screen && before.question == now.question;
    bool public = now.screen != SCREEN_ATTRACT && now.screen != SCREEN_FAULT && kiosk->in_visit;
    if (same_page && before.dialog == now.dialog && before.page == now.page)
        return;
    loop->place = now;
    loop->entered_ms = 0;
    if (public && !loop->timeline.is_virtual && !(same_page && before.dialog != SCREEN_COUNT))
        loop->entered_ms = timeline_boot_ms(&loop->timeline);
}

static void build(const struct loop *loop, struct widgets *list)
{
    struct view view = make_view(loop);
    view_build(&view, list);
    if (list->next_ms < view.now_ms + LEAST_FRAME_MS)
        list->next_ms = view.now_ms + LEAST_FRAME_MS;
}

static void paint(struct loop *loop, struct canvas *canvas, struct damage *damage)
{
    const struct widgets *before = &loop->lists[loop->shown];
    const struct widgets *after = &loop->lists[!loop->shown];
    if (loop->has_list && !loop->is_stale) {
        painter_update(&loop->painter, canvas, before, after, damage);
    } else {
        painter_draw(&loop->painter, canvas, after);
        damage_add(damage, &(struct rect){ 0, 0, canvas->w, canvas->h });
    }
    loop->shown = !loop->shown;
    loop->has_list = true;
    loop->is_stale = false;
}

void frame_draw(struct loop *loop)
{
    struct canvas canvas;
    struct damage damage = { .count = 0 };
    if (!window_canvas(loop->parts.window, &canvas)) {
        log_error("窗口没有可画的地方：%s", SDL_GetError());
        loop->reason = NULL;
        return;
    }
    fit_window(loop, &canvas);
    int64_t began_us = clock_monotonic_us();
    (void)text_cache_take_measure_us(loop->text);
    notice_place(loop);
    build(loop, &loop->lists[!loop->shown]);
    int64_t built_us = clock_monotonic_us();
    int64_t layout_us = text_cache_take_measure_us(loop->text);
    paint(loop, &canvas, &damage);
    int64_t painted_us = clock_monotonic_us();
    window_present(loop->parts.window, &damage);
    int64_t presented_us = clock_monotonic_us();
    if (loop->parts.trace)
        trace_write(loop->parts.trace,
                    &(struct trace_frame){ .reason = loop->reason,
                                           .screen = screen_name(kiosk_front(loop->parts.kiosk)),
                                           .build_us = built_us - began_us - layout_us,
                                           .layout_us = layout_us,
                                           .raster_us = painted_us - built_us,
                                           .present_us = presented_us - painted_us,
                                           .commit_us = loop->commit_us,
                                           .total_us = presented_us - loop->woke_us });
    loop->reason = NULL;
    loop->commit_us = 0;
}

bool frame_is_warming(const struct loop *loop)
{
    return loop->warm && loop->has_list && kiosk_front(loop->parts.kiosk) == SCREEN_ATTRACT;
}

void frame_warm_up(struct loop *loop)
{
    struct view view = make_view(loop);
    if (warm_step(loop->warm, &view))
        return;
    warm_free(loop->warm);
    loop->warm = NULL;
}
