#include "view/widget.h"

#include <assert.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { STORE_LEN = 256 * 1024 };

void widgets_init(struct widgets *list)
{
    list->count = 0;
    list->store = mem_alloc(STORE_LEN);
    list->store_capacity = STORE_LEN;
    list->extra = NULL;
    list->extra_len = 0;
    widgets_clear(list, 0, 0);
}

void widgets_fini(struct widgets *list)
{
    free(list->store);
    free(list->extra);
    list->store = NULL;
    list->extra = NULL;
    list->count = 0;
}

void widgets_clear(struct widgets *list, int canvas_w, int canvas_h)
{
    list->count = 0;
    list->canvas_w = canvas_w;
    list->canvas_h = canvas_h;
    list->background = COLOR_PAPER_1;
    list->next_ms = INT64_MAX;
    list->span_count = 0;
    list->store_len = 0;
}

struct widget *widgets_add(struct widgets *list, enum widget_kind kind, struct rect rect)
{
    struct widget *widget;

    assert(list->count < WIDGETS_MAX);
    widget = &list->items[list->count++];
    memset(widget, 0, sizeof(*widget));
    widget->kind = kind;
    widget->rect = rect;
    widget->alpha = 255;
    return widget;
}

void widgets_keep(struct widgets *list, int first, struct rect place)
{
    assert(list->span_count < WIDGET_SPANS_MAX);
    list->spans[list->span_count++] = place;
    for (int i = first; i < list->count; i++)
        list->items[i].span = list->span_count;
}

void *widgets_alloc(struct widgets *list, size_t len)
{
    const size_t align = sizeof(max_align_t);
    size_t start = (list->store_len + align - 1) / align * align;

    assert(start + len <= list->store_capacity);
    list->store_len = start + len;
    return list->store + start;
}

void *widgets_lend(struct widgets *list, size_t len)
{
    if (len > list->extra_len) {
        free(list->extra);
        list->extra = mem_alloc(len);
        list->extra_len = len;
    }
    memset(list->extra, 0, len);
    return list->extra;
}

char *widgets_format(struct widgets *list, const char *format, ...)
{
    va_list args;
    char *text = list->store + list->store_len;
    size_t room = list->store_capacity - list->store_len;
    int len;

    va_start(args, format);
    len = vsnprintf(text, room, format, args);
    va_end(args);
    assert(len >= 0 && (size_t)len < room);
    list->store_len += (size_t)len + 1;
    return text;
}

static struct rect touch_area(const struct widget *widget)
{
    return rect_is_empty(&widget->touch) ? widget->rect : widget->touch;
}

static bool is_tappable(const struct widget *widget)
{
    return widget->message.kind != MSG_NONE || widget->hold.kind != MSG_NONE;
}

/* Index of the front-most scrim: what lies before it in the list is out of reach. */
static int first_reachable(const struct widgets *list)
{
    for (int i = list->count - 1; i > 0; i--) {
        if (list->items[i].kind == WIDGET_SCRIM)
            return i;
    }
    return 0;
}

const struct widget *widgets_hit(const struct widgets *list, int x, int y)
{
    for (int i = list->count - 1; i >= first_reachable(list); i--) {
        const struct widget *widget = &list->items[i];
        struct rect touch = touch_area(widget);
        if (is_tappable(widget) && rect_contains(&touch, x, y))
            return widget;
    }
    return NULL;
}

const struct widget *widgets_find(const struct widgets *list, const char *label, int *candidates)
{
    const struct widget *found = NULL;
    int count = 0;

    for (int i = first_reachable(list); i < list->count; i++) {
        const struct widget *widget = &list->items[i];
        if (!is_tappable(widget) || widget->label == NULL)
            continue;
        if (strcmp(widget->label, label) == 0) {
            if (candidates != NULL)
                *candidates = 1;
            return widget;
        }
        if (strstr(widget->label, label) != NULL) {
            found = widget;
            count++;
        }
    }
    if (candidates != NULL)
        *candidates = count;
    return count == 1 ? found : NULL;
}

bool widgets_show(const struct widgets *list, const char *text)
{
    for (int i = 0; i < list->count; i++) {
        const struct widget *widget = &list->items[i];
        if (widget->alpha == 0)
            continue;
        if (widget->text != NULL && strstr(widget->text, text) != NULL)
            return true;
        if (widget->label != NULL && strstr(widget->label, text) != NULL)
            return true;
    }
    return false;
}

static bool same_text(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return strcmp(a, b) == 0;
}

static bool same_rect(const struct rect *a, const struct rect *b)
{
    return a->x == b->x && a->y == b->y && a->w == b->w && a->h == b->h;
}

static bool same_runs(const struct text_line *a, const struct text_line *b)
{
    if (a->run_count != b->run_count)
        return false;
    for (int i = 0; i < a->run_count; i++) {
        const struct text_run *ra = &a->runs[i], *rb = &b->runs[i];
        if (ra->offset != rb->offset || ra->len != rb->len || ra->rtl != rb->rtl)
            return false;
    }
    return true;
}

static bool same_lines(const struct widget *a, const struct widget *b)
{
    if (a->line_count != b->line_count)
        return false;
    for (int i = 0; i < a->line_count; i++) {
        const struct text_line *la = &a->lines[i], *lb = &b->lines[i];
        if (la->offset != lb->offset || la->len != lb->len || la->width_px != lb->width_px ||
            !same_runs(la, lb))
            return false;
    }
    return true;
}

static bool same_style(const struct text_style *a, const struct text_style *b)
{
    return a->face == b->face && a->size_px == b->size_px && a->line_px == b->line_px &&
           a->tracking_px == b->tracking_px;
}

static bool same_block(const struct widget *a, const struct widget *b)
{
    return a->fill == b->fill && a->line == b->line && a->edge == b->edge &&
           a->line_px == b->line_px && a->edge_px == b->edge_px && a->radius_px == b->radius_px &&
           a->dashed == b->dashed && a->shadow == b->shadow && a->alpha == b->alpha &&
           a->rotate_deg == b->rotate_deg && a->grown_permille == b->grown_permille &&
           a->from_deg == b->from_deg && a->sweep_deg == b->sweep_deg;
}

bool widget_equal(const struct widget *a, const struct widget *b)
{
    if (a->kind != b->kind || !same_rect(&a->rect, &b->rect) || !same_rect(&a->clip, &b->clip) ||
        !same_block(a, b))
        return false;
    switch (a->kind) {
    case WIDGET_TEXT:
        return a->align == b->align && same_style(&a->style, &b->style) &&
               same_text(a->text, b->text) && same_lines(a, b);
    case WIDGET_IMAGE:
        return a->from_activity == b->from_activity && a->flipped == b->flipped &&
               same_text(a->image, b->image) && same_text(a->folder, b->folder);
    case WIDGET_INK:
        return a->point_count == b->point_count &&
               (a->point_count == 0 ||
                memcmp(a->points, b->points, (size_t)a->point_count * sizeof(*a->points)) == 0);
    default:
        return true;
    }
}
