#include "view/motion.h"

#include <string.h>

#include "view/layout.h"

enum {
    PAGE_MS = 240,
    PAGE_RISE = 48,
    OVERLAY_MS = 200,
    OVERLAY_RISE = 64,
    CARD_STEP_MS = 60,
    CARDS_MAX = 3,
    FRAME_MS = 16,
    STAMP_FALL_MS = 180,
    STAMP_SHAKE_MS = 40,
    STAMP_SOLID_MS = 60,
    STAMP_GROWN = 1350,
    STAMP_DELAY_MS = 120, /* the page has nearly come in */
    RINGS = 2,
    RINGS_MS = 300,
    RING_STEP_MS = 90,
    RING_MS = 120,
    STAMP_MS = STAMP_DELAY_MS + RINGS_MS + (RINGS - 1) * RING_STEP_MS + RING_MS,
    RING_REACH = 56,
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

/* The cards of the home screen come one after another: how many stand before the one that a widget
 * lies in. */
static int cards_before(const struct widgets *list, const struct widget *widget)
{
    int count = 0;

    for (int i = 0; i < list->count; i++) {
        const struct widget *card = &list->items[i];
        if (card->role != ROLE_CARD)
            continue;
        if (lies_in(&widget->rect, &card->rect))
            return count < CARDS_MAX ? count : CARDS_MAX;
        count++;
    }
    return 0;
}

static void bring_page(struct widgets *list, int64_t part_ms, int card_step_ms)
{
    const struct widget *field = field_of(list);
    struct rect rest, dock = page_find_dock(list);
    int delays[WIDGETS_MAX];

    if (field == NULL)
        return;
    rest = field->rect;
    for (int i = 0; i < list->count; i++)
        delays[i] = card_step_ms * cards_before(list, &list->items[i]);
    for (int i = 0; i < list->count; i++) {
        struct widget *widget = &list->items[i];
        int64_t own_ms = part_ms > delays[i] ? part_ms - delays[i] : 0;
        if (own_ms < PAGE_MS && widget != field && !lies_in(&widget->rect, &rest) &&
            !lies_in(&widget->rect, &dock) && !page_is_ground(list, widget) &&
            widget->role != ROLE_STRIP)
            raise(widget, left_of(PAGE_RISE, own_ms, PAGE_MS),
                  255 - left_of(255 - ALPHA_LEAST, own_ms, PAGE_MS));
    }
}

static void bring_dialog(struct widgets *list, int first, int64_t part_ms)
{
    int rise_px = left_of(OVERLAY_RISE, part_ms, OVERLAY_MS);
    int alpha = 255 - left_of(255 - ALPHA_LEAST, part_ms, OVERLAY_MS);

    for (int i = first; i < list->count; i++) {
        if (list->items[i].kind == WIDGET_SCRIM)
            list->items[i].alpha = (uint8_t)(list->items[i].alpha * alpha / 255);
        else
            raise(&list->items[i], rise_px, 255);
    }
}

/* ---- the stamp ---- */

static bool is_seal(const struct widget *widget)
{
    return widget->kind == WIDGET_IMAGE && widget->image != NULL && widget->rect.w >= SEAL_LEAST &&
           strncmp(widget->image, "seal-print-", strlen("seal-print-")) == 0;
}

/* Falling it is larger than it will be, and grows solid; landed it shakes a little. */
static void drop(struct widget *widget, int64_t part_ms)
{
    static const int shakes[] = { 6, -4, 2 };
    int64_t cubed = part_ms * part_ms * part_ms;
    int64_t span_cubed = (int64_t)STAMP_FALL_MS * STAMP_FALL_MS * STAMP_FALL_MS;

    if (part_ms < STAMP_FALL_MS) {
        if (widget->kind == WIDGET_IMAGE) /* a glyph would have to be rasterised for each size */
            widget->grown_permille =
                (int16_t)(STAMP_GROWN - (STAMP_GROWN - 1000) * cubed / span_cubed);
        if (part_ms < STAMP_SOLID_MS)
            widget->alpha = (uint8_t)(widget->alpha * part_ms / STAMP_SOLID_MS);
    } else if (part_ms < STAMP_FALL_MS + 3 * STAMP_SHAKE_MS) {
        widget->rect.y += shakes[(part_ms - STAMP_FALL_MS) / STAMP_SHAKE_MS];
    }
}

/* Rings run out from where it landed, once. */
static void emit_rings(struct widgets *list, struct rect seal, int64_t part_ms)
{
    for (int i = 0; i < RINGS; i++) {
        int64_t ring_ms = part_ms - RINGS_MS - (int64_t)i * RING_STEP_MS;
        if (ring_ms < 0 || ring_ms >= RING_MS)
            continue;
        int by = 8 + (int)(RING_REACH * ring_ms / RING_MS);
        struct widget *ring = widgets_add(list, WIDGET_BLOCK, rect_inset(seal, -by, -by));
        ring->line = COLOR_CIN;
        ring->line_px = 6;
        ring->radius_px = 24 + by;
        ring->alpha = (uint8_t)(200 - 200 * ring_ms / RING_MS);
    }
}

/* The print and the glyph on it. */
static void drop_seals(struct widgets *list, int64_t part_ms)
{
    int count = list->count;

    part_ms = part_ms > STAMP_DELAY_MS ? part_ms - STAMP_DELAY_MS : 0;
    for (int i = 0; i + 1 < count; i++) {
        if (!is_seal(&list->items[i]))
            continue;
        emit_rings(list, list->items[i].rect, part_ms);
        drop(&list->items[i], part_ms);
        drop(&list->items[i + 1], part_ms);
    }
}

void motion_apply(const struct view *view, struct widgets *list, int first_dialog)
{
    bool dialog = first_dialog < list->count;
    int64_t part_ms = view->now_ms - view->entered_ms;

    if (view->entered_ms == 0 || view->reduced_motion || view->kiosk->large_text || part_ms < 0 ||
        part_ms >= STAMP_MS)
        return;
    if (list->next_ms > view->now_ms + FRAME_MS)
        list->next_ms = view->now_ms + FRAME_MS;
    if (!dialog &&
        (view->kiosk->screen == SCREEN_QUIZ_FEEDBACK || view->kiosk->screen == SCREEN_THANKS))
        drop_seals(list, part_ms);
    if (!dialog)
        bring_page(list, part_ms, view->kiosk->screen == SCREEN_HOME ? CARD_STEP_MS : 0);
    else if (part_ms < OVERLAY_MS)
        bring_dialog(list, first_dialog, part_ms);
}
