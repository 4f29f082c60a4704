#include "shell/script_finger.h"

#include <SDL.h>

enum { FINGER_ID = 1, TRIES = 5 };

void finger_settle(struct loop *loop)
{
    loop_settle(loop);
    int guard_ms = kiosk_guard_left_ms(loop->parts.kiosk, timeline_boot_ms(&loop->timeline));
    if (guard_ms > 0)
        loop_pass(loop, guard_ms);
}

static bool push(const struct loop *loop, Uint32 type, struct script_point point, struct err *err)
{
    const struct widgets *list = loop_shown(loop);
    SDL_Event event = { .type = type };
    /* The middle of the pixel, as a share of the window: what a touch screen reports. */
    event.tfinger.fingerId = FINGER_ID;
    event.tfinger.x = ((float)point.x + 0.5f) / (float)list->canvas_w;
    event.tfinger.y = ((float)point.y + 0.5f) / (float)list->canvas_h;
    if (SDL_PushEvent(&event) < 0)
        return err_set_cause(err, SDL_GetError(), "触摸事件没有送进队列");
    return true;
}

static bool is_on_canvas(const struct loop *loop, struct script_point point, struct err *err)
{
    const struct widgets *list = loop_shown(loop);
    if (point.x < list->canvas_w && point.y < list->canvas_h)
        return true;
    return err_set(err, "点 %d,%d 在画面 %dx%d 之外", point.x, point.y, list->canvas_w,
                   list->canvas_h);
}

bool finger_press_at(struct loop *loop, struct script_point point, int hold_ms, struct err *err)
{
    finger_settle(loop);
    if (!is_on_canvas(loop, point, err) || !push(loop, SDL_FINGERDOWN, point, err))
        return false;
    loop_turn(loop, 0);
    if (hold_ms > 0)
        loop_pass(loop, hold_ms);
    if (!push(loop, SDL_FINGERUP, point, err))
        return false;
    loop_settle(loop);
    return true;
}

bool finger_tap_at(struct loop *loop, struct script_point point, struct err *err)
{
    return finger_press_at(loop, point, 0, err);
}

bool finger_stroke(struct loop *loop, const struct script_point *points, int count, struct err *err)
{
    finger_settle(loop);
    for (int i = 0; i < count; i++) {
        Uint32 type = i == 0 ? SDL_FINGERDOWN : SDL_FINGERMOTION;
        if (!is_on_canvas(loop, points[i], err) || !push(loop, type, points[i], err))
            return false;
        loop_turn(loop, 0);
    }
    if (!push(loop, SDL_FINGERUP, points[count - 1], err))
        return false;
    loop_settle(loop);
    return true;
}

/* The middle, else the first of a grid of places where nothing lies over the widget. */
static bool find_place(const struct widgets *list, const struct widget *widget,
                       struct script_point *out)
{
    struct rect touch = rect_is_empty(&widget->touch) ? widget->rect : widget->touch;
    out->x = touch.x + touch.w / 2;
    out->y = touch.y + touch.h / 2;
    if (widgets_hit(list, out->x, out->y) == widget)
        return true;
    for (int i = 0; i < TRIES * TRIES; i++) {
        out->x = touch.x + touch.w * (2 * (i % TRIES) + 1) / (2 * TRIES);
        out->y = touch.y + touch.h * (2 * (i / TRIES) + 1) / (2 * TRIES);
        if (widgets_hit(list, out->x, out->y) == widget)
            return true;
    }
    return false;
}

bool finger_find_label(struct loop *loop, const char *label, struct script_point *out,
                       struct err *err)
{
    finger_settle(loop);
    int candidates = 0;
    const struct widget *widget = widgets_find(loop_shown(loop), label, &candidates);
    if (!widget && candidates > 1)
        return err_set(err, "有 %d 个控件的标签含“%s”，请写完整", candidates, label);
    if (!widget)
        return err_set(err, "没有可点的控件标签含“%s”", label);
    if (!find_place(loop_shown(loop), widget, out))
        return err_set(err, "“%s”被别的控件挡住了", label);
    return true;
}

const struct widget *finger_find(const struct loop *loop,
                                 bool (*fits)(const struct widget *widget, const void *wanted),
                                 const void *wanted)
{
    const struct widgets *list = loop_shown(loop);
    struct script_point place;
    for (int i = 0; i < list->count; i++)
        if (fits(&list->items[i], wanted) && find_place(list, &list->items[i], &place))
            return &list->items[i];
    return NULL;
}

bool finger_tap_widget(struct loop *loop, const struct widget *widget, struct err *err)
{
    struct script_point place;
    if (!find_place(loop_shown(loop), widget, &place))
        return err_set(err, "“%s”被别的控件挡住了", widget->label ? widget->label : "控件");
    return finger_tap_at(loop, place, err);
}
