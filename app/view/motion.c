#include "view/motion.h"

#include <string.h>

#include "view/layout.h"

enum {
    PAGE_MS = 240,
    PAGE_RISE = 48,
    OVERLAY_MS = 200,
    OVERLAY_RISE = 64,
    FRAME_MS = 16,
    STAMP_FALL_MS = 180,
    STAMP_SHAKE_MS = 40,
    STAMP_MS = STAMP_FALL_MS + 3 * STAMP_SHAKE_MS,
    STAMP_RISE = 110,
    SEAL_LEAST = 240,
    ALPHA_LEAST = 112 /* the first frame can be read already */
};

/* What is left of a way while part_ms of span_ms have passed: out(t) = 1 - (1 - t)^3. */
static int left_of(int way, int64_t part_ms, int span_ms)
{
    int64_t left = span_ms - part_ms;

    return (int)(way * left * left * left / ((int64_t)span_ms * span_ms * span_ms));
}

static void raise(struct widget *widget, int by_px, int alpha)
{
    widget->rect.y += by_px;
    if (!rect_is_empty(&widget->clip))
        widget->clip.y += by_px;
    widget->alpha = (uint8_t)(widget->alpha * alpha / 255);
}

static bool lies_in(const struct rect *rect, const struct rect *outer)
{
    return rect_contains(outer, rect->x + rect->w / 2, rect->y + rect->h / 2);
}

/* The field of a page that has one, and lies beside or above its paper. */
static const struct widget *field_of(const struct widgets *list)
{
    for (int i = 0; i < list->count; i++) {
        const struct widget *widget = &list->items[i];
        bool whole = widget->rect.w >= list->canvas_w && widget->rect.h >= list->canvas_h;
        if (widget->role == ROLE_FIELD && !whole)
            return widget;
    }
    return NULL;
}

static void bring_page(struct widgets *list, int rise_px, int alpha)
{
    const struct widget *field = field_of(list);
    struct rect rest, dock = page_find_dock(list);

    if (field == NULL)
        return;
    rest = field->rect;
    for (int i = 0; i < list->count; i++) {
        struct widget *widget = &list->items[i];
        if (widget != field && !lies_in(&widget->rect, &rest) && !lies_in(&widget->rect, &dock) &&
            !page_is_ground(list, widget) && widget->role != ROLE_STRIP)
            raise(widget, rise_px, alpha);
    }
}

static void bring_dialog(struct widgets *list, int first, int rise_px, int alpha)
{
    for (int i = first; i < list->count; i++) {
        if (list->items[i].kind == WIDGET_SCRIM)
            list->items[i].alpha = (uint8_t)(list->items[i].alpha * alpha / 255);
        else
            raise(&list->items[i], rise_px, 255);
    }
}

/* ---- the stamp ---- */

/* A seal that was just earned falls onto the field, which shakes a little. */
static int seal_offset(int64_t part_ms)
{
    static const int shakes[] = { 6, -4, 2 };
    int64_t step = (part_ms - STAMP_FALL_MS) / STAMP_SHAKE_MS;

    if (part_ms < STAMP_FALL_MS)
        return (int)(-STAMP_RISE + STAMP_RISE * part_ms * part_ms * part_ms /
                                       ((int64_t)STAMP_FALL_MS * STAMP_FALL_MS * STAMP_FALL_MS));
    return step < 3 ? shakes[step] : 0;
}

static bool is_seal(const struct widget *widget)
{
    return widget->kind == WIDGET_IMAGE && widget->image != NULL && widget->rect.w >= SEAL_LEAST &&
           strncmp(widget->image, "seal-print-", strlen("seal-print-")) == 0;
}

/* The print and the glyph on it. */
static void drop_seals(struct widgets *list, int64_t part_ms)
{
    int offset = seal_offset(part_ms);

    for (int i = 0; i + 1 < list->count; i++) {
        if (!is_seal(&list->items[i]))
            continue;
        list->items[i].rect.y += offset;
        list->items[i + 1].rect.y += offset;
    }
}

void motion_apply(const struct view *view, struct widgets *list, int first_dialog)
{
    bool dialog = first_dialog < list->count;
    int span_ms = dialog ? OVERLAY_MS : PAGE_MS;
    int64_t part_ms = view->now_ms - view->entered_ms;
    int alpha;

    if (view->entered_ms == 0 || view->reduced_motion || view->kiosk->large_text || part_ms < 0 ||
        part_ms >= STAMP_MS)
        return;
    if (list->next_ms > view->now_ms + FRAME_MS)
        list->next_ms = view->now_ms + FRAME_MS;
    if (!dialog &&
        (view->kiosk->screen == SCREEN_QUIZ_FEEDBACK || view->kiosk->screen == SCREEN_THANKS))
        drop_seals(list, part_ms);
    if (part_ms >= span_ms)
        return;
    alpha = 255 - left_of(255 - ALPHA_LEAST, part_ms, span_ms);
    if (dialog)
        bring_dialog(list, first_dialog, left_of(OVERLAY_RISE, part_ms, span_ms), alpha);
    else
        bring_page(list, left_of(PAGE_RISE, part_ms, span_ms), alpha);
}
