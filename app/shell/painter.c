#include "shell/painter.h"

#include <math.h>

#include "shell/painter_inside.h"

/* The one shadow of the design: 0 14px 36px rgba(62,44,12,.20). */
enum { SHADOW_DOWN_PX = 14, SHADOW_SPREAD_PX = 36 };
static const struct rgba shadow_color = { 62, 44, 12, 51 };

int painter_to_panel(const struct painter *painter, double design_px)
{
    return (int)lround(design_px * painter->scale);
}

/* Lines and edges never vanish, however small the panel. */
static int thickness(const struct painter *painter, int design_px)
{
    int panel = painter_to_panel(painter, design_px);
    return design_px > 0 && panel < 1 ? 1 : panel;
}

struct rect painter_rect(const struct painter *painter, const struct rect *rect)
{
    int left = painter_to_panel(painter, rect->x), top = painter_to_panel(painter, rect->y);
    return (struct rect){ left, top, painter_to_panel(painter, rect->x + rect->w) - left,
                          painter_to_panel(painter, rect->y + rect->h) - top };
}

static struct rgba color_of(const struct widget *widget, enum color color)
{
    struct rgba rgba = theme_rgba(color);
    rgba.a = (uint8_t)(rgba.a * widget->alpha / 255);
    return rgba;
}

/* ---- blocks ---- */

int painter_fit_radius(const struct rect *rect, int radius)
{
    int side = rect->w < rect->h ? rect->w : rect->h;
    return radius < 0 ? 0 : radius > side / 2 ? side / 2 : radius;
}

static void draw_corners(struct canvas *canvas, const struct mask *disc, const struct rect *rect,
                         int r, struct rgba color)
{
    int right = rect->x + rect->w - r, bottom = rect->y + rect->h - r;
    pixels_mask(canvas, disc, &(struct rect){ 0, 0, r, r }, rect->x, rect->y, color);
    pixels_mask(canvas, disc, &(struct rect){ r, 0, r, r }, right, rect->y, color);
    pixels_mask(canvas, disc, &(struct rect){ 0, r, r, r }, rect->x, bottom, color);
    pixels_mask(canvas, disc, &(struct rect){ r, r, r, r }, right, bottom, color);
}

static void draw_rounded(const struct painter *painter, struct canvas *canvas,
                         const struct rect *rect, int radius, struct rgba color)
{
    int r = painter_fit_radius(rect, radius);
    if (rect->w <= 0 || rect->h <= 0)
        return;
    if (r > 0)
        draw_corners(canvas, shapes_disc(painter->shapes, r), rect, r, color);
    pixels_fill(canvas, &(struct rect){ rect->x + r, rect->y, rect->w - 2 * r, r }, color);
    pixels_fill(canvas, &(struct rect){ rect->x, rect->y + r, rect->w, rect->h - 2 * r }, color);
    pixels_fill(canvas, &(struct rect){ rect->x + r, rect->y + rect->h - r, rect->w - 2 * r, r },
                color);
}

/* A frame alone, for blocks without a fill or with a translucent one. */
static void draw_frame(const struct painter *painter, struct canvas *canvas,
                       const struct rect *rect, int radius, int line, struct rgba color)
{
    int r = painter_fit_radius(rect, radius);
    if (r < line)
        r = painter_fit_radius(rect, line);
    draw_corners(canvas, shapes_arc(painter->shapes, 2 * r, 2 * r, line, 0, 360), rect, r, color);
    int across = rect->w - 2 * r, down = rect->h - 2 * r;
    pixels_fill(canvas, &(struct rect){ rect->x + r, rect->y, across, line }, color);
    pixels_fill(canvas, &(struct rect){ rect->x + r, rect->y + rect->h - line, across, line },
                color);
    pixels_fill(canvas, &(struct rect){ rect->x, rect->y + r, line, down }, color);
    pixels_fill(canvas, &(struct rect){ rect->x + rect->w - line, rect->y + r, line, down }, color);
}

static void draw_shadow(const struct painter *painter, struct canvas *canvas,
                        const struct rect *rect, int radius, uint8_t alpha)
{
    int spread = painter_to_panel(painter, SHADOW_SPREAD_PX);
    int down = painter_to_panel(painter, SHADOW_DOWN_PX);
    int r = painter_fit_radius(rect, radius);
    struct rgba color = shadow_color;
    color.a = (uint8_t)(color.a * alpha / 255);
    struct shadow shadow = shapes_shadow(painter->shapes, rect->w, rect->h, r, spread);
    int cw = shadow.corner_w, ch = shadow.corner_h;
    int rest_w = shadow.mask->w - cw, rest_h = shadow.mask->h - ch;
    int x = rect->x - spread, y = rect->y - spread + down;
    int w = rect->w + 2 * spread, h = rect->h + 2 * spread;
    int far_x = x + w - rest_w, far_y = y + h - rest_h;
    int across = w - cw - rest_w, deep = h - ch - rest_h;
    pixels_mask(canvas, shadow.mask, &(struct rect){ 0, 0, cw, ch }, x, y, color);
    pixels_mask(canvas, shadow.mask, &(struct rect){ cw, 0, rest_w, ch }, far_x, y, color);
    pixels_mask(canvas, shadow.mask, &(struct rect){ 0, ch, cw, rest_h }, x, far_y, color);
    pixels_mask(canvas, shadow.mask, &(struct rect){ cw, ch, rest_w, rest_h }, far_x, far_y, color);
    pixels_mask_stretch(canvas, shadow.mask, &(struct rect){ cw, 0, 1, ch },
                        &(struct rect){ x + cw, y, across, ch }, color);
    pixels_mask_stretch(canvas, shadow.mask, &(struct rect){ cw, ch, 1, rest_h },
                        &(struct rect){ x + cw, far_y, across, rest_h }, color);
    pixels_mask_stretch(canvas, shadow.mask, &(struct rect){ 0, ch, cw, 1 },
                        &(struct rect){ x, y + ch, cw, deep }, color);
    pixels_mask_stretch(canvas, shadow.mask, &(struct rect){ cw, ch, rest_w, 1 },
                        &(struct rect){ far_x, y + ch, rest_w, deep }, color);
    /* The middle lies beneath the sheet that casts the shadow. */
}

/* The edge is the same shape moved down; only what hangs out below the face is drawn. */
static void draw_edge(const struct painter *painter, struct canvas *canvas, const struct rect *rect,
                      int radius, int edge, struct rgba color)
{
    struct rect lower = *rect, kept = canvas->clip, strip = *rect;
    lower.y += edge;
    strip.y += rect->h - painter_fit_radius(rect, radius) - 1;
    strip.h = edge + painter_fit_radius(rect, radius) + 1;
    canvas->clip = pixels_intersect(&kept, &strip);
    draw_rounded(painter, canvas, &lower, radius, color);
    canvas->clip = kept;
}

static void draw_face(const struct painter *painter, struct canvas *canvas,
                      const struct widget *widget, const struct rect *rect, int radius)
{
    int line = widget->line == COLOR_NONE ? 0 : thickness(painter, widget->line_px);
    struct rgba fill = color_of(widget, widget->fill);
    struct rgba frame = color_of(widget, widget->line);
    bool filled = widget->fill != COLOR_NONE;
    if (line > 0 && filled && !widget->dashed && fill.a == 255 && frame.a == 255) {
        struct rect inner = rect_inset(*rect, line, line);
        draw_rounded(painter, canvas, rect, radius, frame);
        draw_rounded(painter, canvas, &inner, painter_fit_radius(rect, radius) - line, fill);
        return;
    }
    if (filled)
        draw_rounded(painter, canvas, rect, radius, fill);
    if (line > 0 && widget->dashed) {
        const struct mask *dashes = shapes_dashes(painter->shapes, rect->w, rect->h,
                                                  painter_fit_radius(rect, radius), line);
        pixels_mask(canvas, dashes, &(struct rect){ 0, 0, rect->w, rect->h }, rect->x, rect->y,
                    frame);
    } else if (line > 0) {
        draw_frame(painter, canvas, rect, radius, line, frame);
    }
}

static void draw_block(const struct painter *painter, struct canvas *canvas,
                       const struct widget *widget)
{
    struct rect rect = painter_rect(painter, &widget->rect);
    int radius = painter_to_panel(painter, widget->radius_px);
    if (rect.w <= 0 || rect.h <= 0)
        return;
    if (widget->shadow)
        draw_shadow(painter, canvas, &rect, radius, widget->alpha);
    if (widget->edge != COLOR_NONE && widget->edge_px > 0)
        draw_edge(painter, canvas, &rect, radius, thickness(painter, widget->edge_px),
                  color_of(widget, widget->edge));
    draw_face(painter, canvas, widget, &rect, radius);
}

/* ---- the other kinds ---- */

static void draw_turned_line(const struct painter *painter, struct canvas *canvas,
                             const struct widget *widget, const struct text_line *line)
{
    struct rect rect = painter_rect(painter, &widget->rect);
    text_cache_draw_turned(painter->text, canvas, &widget->style, widget->text, line,
                           rect.x + rect.w / 2, rect.y + rect.h / 2, widget->rotate_deg,
                           color_of(widget, widget->fill));
}

static void draw_text(const struct painter *painter, struct canvas *canvas,
                      const struct widget *widget)
{
    struct rect rect = painter_rect(painter, &widget->rect);
    struct rgba color = color_of(widget, widget->fill);
    if (widget->rotate_deg % 360 != 0 && widget->line_count == 1) {
        draw_turned_line(painter, canvas, widget, widget->lines);
        return;
    }
    for (int i = 0; i < widget->line_count; i++) {
        const struct text_line *line = &widget->lines[i];
        int room = rect.w - painter_to_panel(painter, line->width_px);
        int x = widget->align == ALIGN_LEFT     ? rect.x
                : widget->align == ALIGN_CENTER ? rect.x + room / 2
                                                : rect.x + room;
        int y = rect.y + painter_to_panel(painter, i * widget->style.line_px);
        text_cache_draw(painter->text, canvas, &widget->style, widget->text, line, x, y,
                        painter_to_panel(painter, widget->style.line_px), color);
    }
}

/* By how much each end of a side moves out when a widget in motion is drawn larger. */
static int grown_by(const struct widget *widget, int side)
{
    return widget->grown_permille == 0 ? 0 : side * (widget->grown_permille - 1000) / 2000;
}

static void draw_image(const struct painter *painter, struct canvas *canvas,
                       const struct widget *widget)
{
    struct rect rect = painter_rect(painter, &widget->rect);
    if (!widget->image || rect.w <= 0 || rect.h <= 0)
        return;
    struct image_request request = { .name = widget->image,
                                     .from_activity = widget->from_activity,
                                     .folder = widget->folder,
                                     .tinted = widget->fill != COLOR_NONE,
                                     .w = rect.w,
                                     .h = rect.h,
                                     .rotate_deg = widget->rotate_deg,
                                     .flipped = widget->flipped };
    const struct image *image = images_get(painter->images, &request);
    struct rgba color = request.tinted ? color_of(widget, widget->fill) : (struct rgba){ 0 };
    struct rect place = { rect.x + image->left, rect.y + image->top, image->drawing.w,
                          image->drawing.h };
    if (widget->grown_permille == 0) {
        drawing_draw(&image->drawing, canvas, place.x, place.y, color, widget->alpha);
        return;
    }
    place = rect_inset(place, -grown_by(widget, place.w), -grown_by(widget, place.h));
    drawing_draw_stretched(&image->drawing, canvas, &place, color, widget->alpha);
}

static void draw_arc(const struct painter *painter, struct canvas *canvas,
                     const struct widget *widget)
{
    struct rect rect = painter_rect(painter, &widget->rect);
    enum color color = widget->line != COLOR_NONE ? widget->line : widget->fill;
    if (color == COLOR_NONE || widget->sweep_deg <= 0)
        return;
    const struct mask *arc =
        shapes_arc(painter->shapes, rect.w, rect.h, thickness(painter, widget->line_px),
                   widget->from_deg, widget->sweep_deg);
    pixels_mask(canvas, arc, &(struct rect){ 0, 0, rect.w, rect.h }, rect.x, rect.y,
                color_of(widget, color));
}

static void draw_scrim(const struct painter *painter, struct canvas *canvas,
                       const struct widget *widget)
{
    struct rect rect = painter_rect(painter, &widget->rect);
    pixels_fill(canvas, &rect,
                color_of(widget, widget->fill != COLOR_NONE ? widget->fill : COLOR_SCRIM));
}

/* A round nib moved along the points: discs near enough to each other that no steps show. */
static void draw_segment(const struct painter *painter, struct canvas *canvas, struct ink_point a,
                         struct ink_point b, double scale, struct rect rect, int radius,
                         struct rgba color)
{
    const struct mask *disc = shapes_disc(painter->shapes, radius);
    struct rect whole = { 0, 0, disc->w, disc->h };
    double ax = a.x * scale, ay = a.y * scale, bx = b.x * scale, by = b.y * scale;
    double gap = radius > 4 ? radius / 3.0 : 1;
    int steps = 1 + (int)(hypot(bx - ax, by - ay) / gap);
    for (int i = 0; i <= steps; i++) {
        int x = rect.x + (int)lround(ax + (bx - ax) * i / steps) - radius;
        int y = rect.y + (int)lround(ay + (by - ay) * i / steps) - radius;
        pixels_mask(canvas, disc, &whole, x, y, color);
    }
}

static void draw_ink(const struct painter *painter, struct canvas *canvas,
                     const struct widget *widget)
{
    struct rect rect = painter_rect(painter, &widget->rect), kept = canvas->clip;
    double scale = (double)(rect.w > rect.h ? rect.w : rect.h) / INK_SIDE;
    int radius = thickness(painter, widget->line_px) / 2;
    struct rgba color = color_of(widget, widget->fill);
    canvas->clip = pixels_intersect(&kept, &rect);
    for (int i = 0; i < widget->point_count; i++) {
        const struct ink_point *at = &widget->points[i];
        bool begins = i == 0 || at[-1].x == INK_GAP;
        if (at->x == INK_GAP)
            continue;
        draw_segment(painter, canvas, begins ? at[0] : at[-1], at[0], scale, rect,
                     radius > 0 ? radius : 1, color);
    }
    canvas->clip = kept;
}

void painter_draw_widget(const struct painter *painter, struct canvas *canvas,
                         const struct widget *widget)
{
    switch (widget->kind) {
    case WIDGET_BLOCK:
        draw_block(painter, canvas, widget);
        break;
    case WIDGET_TEXT:
        draw_text(painter, canvas, widget);
        break;
    case WIDGET_IMAGE:
        draw_image(painter, canvas, widget);
        break;
    case WIDGET_ARC:
        draw_arc(painter, canvas, widget);
        break;
    case WIDGET_SCRIM:
        draw_scrim(painter, canvas, widget);
        break;
    case WIDGET_INK:
        draw_ink(painter, canvas, widget);
        break;
    case WIDGET_KIND_COUNT:
        break;
    }
}

/* ---- bounds ---- */

static struct rect grow(struct rect rect, int by)
{
    return rect_inset(rect, -by, -by);
}

static struct rect block_bounds(const struct painter *painter, const struct widget *widget)
{
    struct rect rect = painter_rect(painter, &widget->rect), all = rect;
    if (widget->edge != COLOR_NONE && widget->edge_px > 0)
        all.h += thickness(painter, widget->edge_px);
    if (widget->shadow) {
        struct rect shadow = grow(rect, painter_to_panel(painter, SHADOW_SPREAD_PX));
        shadow.y += painter_to_panel(painter, SHADOW_DOWN_PX);
        all = rect_union(&all, &shadow);
    }
    return all;
}

static struct rect text_bounds(const struct painter *painter, const struct widget *widget)
{
    struct rect rect = painter_rect(painter, &widget->rect);
    int widest = 0;
    for (int i = 0; i < widget->line_count; i++)
        if (widget->lines[i].width_px > widest)
            widest = widget->lines[i].width_px;
    int over = painter_to_panel(painter, widest) - rect.w;
    if (over > 0) {
        rect.x -= over;
        rect.w += 2 * over;
    }
    rect.h = painter_to_panel(painter, widget->line_count * widget->style.line_px);
    if (widget->rotate_deg % 360 != 0)
        rect = grow(rect, (rect.w + rect.h) / 2); /* more than the diagonal needs */
    return grow(rect, text_cache_reach(painter->text, &widget->style));
}

static struct rect image_bounds(const struct painter *painter, const struct widget *widget)
{
    struct rect rect = painter_rect(painter, &widget->rect);
    if (widget->rotate_deg % 360 != 0)
        rect = grow(rect, (rect.w > rect.h ? rect.w : rect.h) / 2); /* more than the diagonal */
    if (widget->grown_permille > 1000)
        rect = rect_inset(rect, -grown_by(widget, rect.w), -grown_by(widget, rect.h));
    return rect;
}

struct rect painter_bounds(const struct painter *painter, const struct widget *widget)
{
    struct rect bounds;
    if (widget->alpha == 0)
        return (struct rect){ 0 };
    switch (widget->kind) {
    case WIDGET_BLOCK:
        bounds = block_bounds(painter, widget);
        break;
    case WIDGET_TEXT:
        bounds = text_bounds(painter, widget);
        break;
    case WIDGET_IMAGE:
        bounds = image_bounds(painter, widget);
        break;
    default:
        bounds = painter_rect(painter, &widget->rect);
        break;
    }
    if (rect_is_empty(&widget->clip))
        return bounds;
    struct rect clip = painter_rect(painter, &widget->clip);
    return pixels_intersect(&bounds, &clip);
}
