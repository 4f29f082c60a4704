#include "view/mirror.h"

#include <string.h>

#include "base/utf8.h"

/* Where to, what comes next: read in the direction of the text. */
static bool points_somewhere(const char *image)
{
    static const char *const names[] = {
        "ic-arrow-right.svg", "ic-back.svg",   "ic-next.svg",   "ic-undo.svg",  "ic-list.svg",
        "ic-export.svg",      "ic-import.svg", "ic-survey.svg", "fishtail.svg",
    };

    for (size_t i = 0; image != NULL && i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(image, names[i]) == 0)
            return true;
    }
    return false;
}

struct rect mirror_rect(const struct widgets *list, struct rect rect)
{
    rect.x = list->canvas_w - rect.x - rect.w;
    return rect;
}

static void turn(const struct widgets *list, struct rect *rect)
{
    *rect = mirror_rect(list, *rect);
}

static bool runs_rtl(const struct widget *widget)
{
    return widget->text != NULL && utf8_has_rtl(widget->text, strlen(widget->text));
}

static int widest_line(const struct widget *widget)
{
    int widest = 0;

    for (int i = 0; i < widget->line_count; i++) {
        if (widget->lines[i].width_px > widest)
            widest = widget->lines[i].width_px;
    }
    return widest;
}

/* Lines stand at the other side. Several of a text that runs from left to right keep their left
 * edge: as a block they stand there. */
static void turn_text(struct widget *widget)
{
    if (widget->align == ALIGN_RIGHT) {
        widget->align = ALIGN_LEFT;
    } else if (widget->align == ALIGN_LEFT && widget->line_count > 1 && !runs_rtl(widget)) {
        int w = widest_line(widget);
        widget->rect.x += widget->rect.w - w;
        widget->rect.w = w;
    } else if (widget->align == ALIGN_LEFT) {
        widget->align = ALIGN_RIGHT;
    }
}

static void turn_widget(const struct widgets *list, struct widget *widget)
{
    turn(list, &widget->rect);
    if (!rect_is_empty(&widget->clip))
        turn(list, &widget->clip);
    if (!rect_is_empty(&widget->touch))
        turn(list, &widget->touch);
    if (widget->kind == WIDGET_TEXT)
        turn_text(widget);
    if (widget->kind == WIDGET_IMAGE && !widget->from_activity && widget->rotate_deg == 0 &&
        points_somewhere(widget->image))
        widget->flipped = !widget->flipped;
}

static void move(struct widget *widget, int by_px)
{
    widget->rect.x += by_px;
    if (!rect_is_empty(&widget->clip))
        widget->clip.x += by_px;
    if (!rect_is_empty(&widget->touch))
        widget->touch.x += by_px;
}

void mirror_apply(struct widgets *list)
{
    for (int i = 0; i < list->count; i++) {
        struct widget *widget = &list->items[i];
        if (widget->span > 0) {
            const struct rect *place = &list->spans[widget->span - 1];
            move(widget, mirror_rect(list, *place).x - place->x);
        } else {
            turn_widget(list, widget);
        }
    }
    for (int i = 0; i < list->span_count; i++)
        turn(list, &list->spans[i]);
}
