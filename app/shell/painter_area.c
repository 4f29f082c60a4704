#include "shell/painter.h"
#include "shell/painter_inside.h"

enum {
    SPLIT_LEAST = 64, /* panel pixels: thinner blocks hide too little */
    SPLIT_DEPTH = 4
};

/* The part of an area that a widget hides for certain; empty when none. */
static struct rect hidden_part(const struct painter *painter, const struct widget *widget,
                               const struct rect *area)
{
    if (widget->kind != WIDGET_BLOCK || widget->fill == COLOR_NONE || widget->alpha != 255 ||
        widget->dashed || theme_rgba(widget->fill).a != 255)
        return (struct rect){ 0 };
    struct rect solid = painter_rect(painter, &widget->rect);
    int r = painter_fit_radius(&solid, painter_to_panel(painter, widget->radius_px));
    solid = rect_inset(solid, r, r);
    if (!rect_is_empty(&widget->clip)) {
        struct rect clip = painter_rect(painter, &widget->clip);
        solid = pixels_intersect(&solid, &clip);
    }
    return pixels_intersect(&solid, area);
}

static bool covers(const struct painter *painter, const struct widget *widget,
                   const struct rect *area)
{
    struct rect hidden = hidden_part(painter, widget, area);
    return hidden.w == area->w && hidden.h == area->h;
}

/* Takes an area apart into what lies before, beneath and behind a block that reaches from side to
 * side of it, down or across; 0 when it does not, or hides too little to be worth it. */
static int split(const struct painter *painter, const struct widget *widget,
                 const struct rect *area, struct rect parts[3])
{
    struct rect hidden = hidden_part(painter, widget, area);
    int count = 0;
    if (hidden.w == area->w && hidden.h >= SPLIT_LEAST) {
        int below = hidden.y + hidden.h;
        struct rect bands[3] = { { area->x, area->y, area->w, hidden.y - area->y },
                                 hidden,
                                 { area->x, below, area->w, area->y + area->h - below } };
        for (int i = 0; i < 3; i++)
            if (bands[i].h > 0)
                parts[count++] = bands[i];
    } else if (hidden.h == area->h && hidden.w >= SPLIT_LEAST) {
        int behind = hidden.x + hidden.w;
        struct rect bands[3] = { { area->x, area->y, hidden.x - area->x, area->h },
                                 hidden,
                                 { behind, area->y, area->x + area->w - behind, area->h } };
        for (int i = 0; i < 3; i++)
            if (bands[i].w > 0)
                parts[count++] = bands[i];
    }
    return count;
}

/* Index of the topmost block that hides all before it in an area, or -1. */
static int find_cover(const struct painter *painter, const struct widgets *list,
                      const struct rect *area)
{
    int index = list->count - 1;
    while (index >= 0 && !covers(painter, &list->items[index], area))
        index--;
    return index;
}

static void draw_from(const struct painter *painter, struct canvas *canvas,
                      const struct widgets *list, int first, const struct rect *area)
{
    for (int i = first; i < list->count; i++) {
        struct rect bounds = painter_bounds(painter, &list->items[i]);
        bounds = pixels_intersect(&bounds, area);
        if (bounds.w == 0)
            continue;
        pixels_set_clip(canvas, &bounds);
        painter_draw_widget(painter, canvas, &list->items[i]);
    }
}

static void draw_on_background(const struct painter *painter, struct canvas *canvas,
                               const struct widgets *list, const struct rect *area)
{
    struct rgba background = theme_rgba(list->background);
    background.a = 255; /* there is nothing behind it */
    pixels_set_clip(canvas, area);
    pixels_fill(canvas, area, background);
    draw_from(painter, canvas, list, 0, area);
}

/*
 * Paints what lies in one rectangle. Fields and docks reach from side to side: where one does, the
 * rectangle is taken apart along it, and what it hides is not painted beneath it.
 */
static void draw_area(const struct painter *painter, struct canvas *canvas,
                      const struct widgets *list, const struct rect *area, int depth)
{
    int first = find_cover(painter, list, area);
    if (first >= 0) {
        draw_from(painter, canvas, list, first, area);
        return;
    }
    for (int i = list->count - 1; i >= 0 && depth > 0; i--) {
        struct rect parts[3];
        int count = split(painter, &list->items[i], area, parts);
        for (int k = 0; k < count; k++)
            draw_area(painter, canvas, list, &parts[k], depth - 1);
        if (count > 0)
            return;
    }
    draw_on_background(painter, canvas, list, area);
}

static struct rect bounds_of(void *context, const struct widget *widget)
{
    return painter_bounds(context, widget);
}

void painter_draw(const struct painter *painter, struct canvas *canvas, const struct widgets *list)
{
    struct rect all = { 0, 0, canvas->w, canvas->h };
    draw_area(painter, canvas, list, &all, SPLIT_DEPTH);
}

void painter_update(const struct painter *painter, struct canvas *canvas,
                    const struct widgets *before, const struct widgets *after,
                    struct damage *damage)
{
    struct rect all = { 0, 0, canvas->w, canvas->h };
    struct damage_bounds bounds = { bounds_of, (void *)painter };
    damage_compare(damage, before, after, &bounds, &all);
    for (int i = 0; i < damage->count; i++)
        draw_area(painter, canvas, after, &damage->rects[i], SPLIT_DEPTH);
}

void painter_warm(const struct painter *painter, const struct widgets *list)
{
    struct canvas nowhere = { .w = 0 };
    for (int i = 0; i < list->count; i++)
        painter_draw_widget(painter, &nowhere, &list->items[i]);
}
