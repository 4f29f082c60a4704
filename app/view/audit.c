#include "view/audit.h"

#include <string.h>

#include "base/utf8.h"

#define PRIMARY_MM 15.0
#define TARGET_MM 12.7
#define GAP_MM 2.5
#define BODY_MM 5.0
#define BODY_LARGE_MM 7.5
#define CONTRAST_LEAST 7.0

enum {
    TARGET_PX = 88,  /* floor of every touch target, tokens section 1 */
    CAPTION_PX = 36, /* floor of all text */
    NAME_LEN = 64,
    INK_PARTS = 25, /* characters leave such a part of an em free above and below */
    BODY_PX = 40,
    TOP_PARTS = 3 /* nothing is pressed in the top third of portrait screens */
};

struct audit {
    const struct widgets *list;
    const struct audit_case *facts;
    struct err_list *faults;
    int first; /* what lies before the front-most scrim is out of reach and in the dark */
};

#define fault(audit, ...) \
    err_list_add((audit)->faults, ERR_ERROR, (audit)->facts->where, 0, 0, __VA_ARGS__)

/* The first line of what staff see, not too long for a message. */
struct name {
    char text[NAME_LEN];
};

static struct name name_of(const struct widget *widget)
{
    struct name name;
    const char *text = widget->label  ? widget->label
                       : widget->text ? widget->text
                                      : widget_role_name(widget->role);
    utf8_copy(name.text, sizeof name.text, text);
    name.text[strcspn(name.text, "\n")] = '\0';
    return name;
}

static bool is_tappable(const struct widget *widget)
{
    return widget->message.kind != MSG_NONE || widget->hold.kind != MSG_NONE;
}

static struct rect touch_of(const struct widget *widget)
{
    return rect_is_empty(&widget->touch) ? widget->rect : widget->touch;
}

static int least_side(const struct rect *rect)
{
    return rect->w < rect->h ? rect->w : rect->h;
}

static bool contains(const struct rect *outer, const struct rect *inner)
{
    return inner->x >= outer->x && inner->y >= outer->y &&
           inner->x + inner->w <= outer->x + outer->w && inner->y + inner->h <= outer->y + outer->h;
}

static bool covers_canvas(const struct audit *audit, const struct rect *rect)
{
    return rect->x <= 0 && rect->y <= 0 && rect->w >= audit->list->canvas_w &&
           rect->h >= audit->list->canvas_h;
}

/* ---- touch targets ---- */

static void check_target(const struct audit *audit, const struct widget *widget)
{
    struct rect touch = touch_of(widget);
    struct rect canvas = { 0, 0, audit->list->canvas_w, audit->list->canvas_h };
    double side_mm = least_side(&touch) / audit->facts->px_per_mm;
    double need_mm = widget->role == ROLE_PRIMARY ? PRIMARY_MM : TARGET_MM;
    if (!widget->label)
        fault(audit, "可点的控件没有标签（%d,%d）", touch.x, touch.y);
    if (side_mm < need_mm || least_side(&touch) < TARGET_PX)
        fault(audit, "“%s”的触摸区 %dx%d 太小：%.1f 毫米，应不小于 %.1f 毫米和 %d 像素",
              name_of(widget).text, touch.w, touch.h, side_mm, need_mm, TARGET_PX);
    if (!contains(&canvas, &widget->rect))
        fault(audit, "“%s”伸出画面之外", name_of(widget).text);
    if (canvas.h > canvas.w && widget->message.kind != MSG_NONE && !audit->facts->whole_is_target &&
        !audit->facts->for_staff && widget->rect.y < canvas.h / TOP_PARTS)
        fault(audit, "“%s”在竖屏上三分之一里，够不着", name_of(widget).text);
}

static int distance(int a, int a_len, int b, int b_len)
{
    if (a + a_len <= b)
        return b - (a + a_len);
    if (b + b_len <= a)
        return a - (b + b_len);
    return -1;
}

/* The corner that staff hold lies over other targets on purpose. */
static bool may_meet(const struct audit *audit, const struct widget *a, const struct widget *b)
{
    return a->hold.kind != MSG_NONE || b->hold.kind != MSG_NONE ||
           (audit->facts->whole_is_target &&
            (covers_canvas(audit, &a->rect) || covers_canvas(audit, &b->rect)));
}

static void check_gap(const struct audit *audit, const struct widget *a, const struct widget *b)
{
    int across = distance(a->rect.x, a->rect.w, b->rect.x, b->rect.w);
    int down = distance(a->rect.y, a->rect.h, b->rect.y, b->rect.h);
    int gap = across > down ? across : down;
    struct rect touch_a = touch_of(a), touch_b = touch_of(b);
    if (may_meet(audit, a, b))
        return;
    if (gap < 0 || rect_overlaps(&touch_a, &touch_b))
        fault(audit, "“%s”和“%s”的触摸区重叠", name_of(a).text, name_of(b).text);
    else if (gap / audit->facts->px_per_mm < GAP_MM)
        fault(audit, "“%s”和“%s”只隔 %.1f 毫米，应不小于 %.1f 毫米", name_of(a).text,
              name_of(b).text, gap / audit->facts->px_per_mm, GAP_MM);
}

static void check_targets(const struct audit *audit)
{
    const struct widgets *list = audit->list;
    int primaries = 0;
    for (int i = audit->first; i < list->count; i++) {
        const struct widget *widget = &list->items[i];
        if (!is_tappable(widget))
            continue;
        primaries += widget->role == ROLE_PRIMARY;
        check_target(audit, widget);
        for (int k = i + 1; k < list->count; k++)
            if (is_tappable(&list->items[k]))
                check_gap(audit, widget, &list->items[k]);
    }
    if (primaries > 1)
        fault(audit, "有 %d 个主按钮，只应有一个", primaries);
}

/* ---- text ---- */

static bool is_body(const struct widget *widget)
{
    return widget->role == ROLE_TEXT || widget->role == ROLE_LAW || widget->role == ROLE_STEM ||
           widget->role == ROLE_OPTION;
}

static void check_size(const struct audit *audit, const struct widget *widget)
{
    double need_mm = audit->facts->large ? BODY_LARGE_MM : BODY_MM;
    double size_mm = widget->style.size_px / audit->facts->px_per_mm;
    int floor_px = is_body(widget) ? BODY_PX : CAPTION_PX;
    if (widget->style.size_px < floor_px || size_mm < need_mm)
        fault(audit, "“%s”的字 %d 像素（%.1f 毫米）太小，应不小于 %d 像素和 %.1f 毫米",
              name_of(widget).text, widget->style.size_px, size_mm, floor_px, need_mm);
}

static void check_contrast(const struct audit *audit, const struct widget *widget)
{
    double contrast = theme_contrast(widget->fill, widget->ground);
    if (!theme_text_allowed(widget->fill, widget->ground) || contrast < CONTRAST_LEAST)
        fault(audit, "“%s”的颜色 %s / %s 不在允许之列（对比度 %.1f）", name_of(widget).text,
              theme_color_name(widget->fill), theme_color_name(widget->ground), contrast);
}

/* Did the lines take the whole text? Blanks between and after them are dropped on purpose. */
static bool is_cut(const struct widget *widget)
{
    if (widget->line_count == 0)
        return widget->text[0] != '\0';
    const struct text_line *last = &widget->lines[widget->line_count - 1];
    const char *rest = widget->text + last->offset + last->len;
    return rest[strspn(rest, " \t\n")] != '\0';
}

static void check_place(const struct audit *audit, const struct widget *widget)
{
    struct rect canvas = { 0, 0, audit->list->canvas_w, audit->list->canvas_h };
    for (int i = 0; i < widget->line_count; i++)
        if (widget->lines[i].width_px > widget->rect.w)
            fault(audit, "“%s”第 %d 行宽 %d，超出 %d", name_of(widget).text, i + 1,
                  widget->lines[i].width_px, widget->rect.w);
    if (widget->line_count * widget->style.line_px > widget->rect.h)
        fault(audit, "“%s”的 %d 行高 %d，超出 %d", name_of(widget).text, widget->line_count,
              widget->line_count * widget->style.line_px, widget->rect.h);
    if (is_cut(widget))
        fault(audit, "“%s”没有显示完", name_of(widget).text);
    if (!contains(&canvas, &widget->rect))
        fault(audit, "“%s”伸出画面之外", name_of(widget).text);
}

/* Where a line's characters stand: nearly an em high in the middle of its line box. */
static struct rect line_rect(const struct widget *widget, int index)
{
    const struct text_line *line = &widget->lines[index];
    int room = widget->rect.w - line->width_px;
    int left = widget->align == ALIGN_LEFT ? 0 : widget->align == ALIGN_CENTER ? room / 2 : room;
    int height = widget->style.size_px - 2 * widget->style.size_px / INK_PARTS;
    return (struct rect){ widget->rect.x + left,
                          widget->rect.y + index * widget->style.line_px +
                              (widget->style.line_px - height) / 2,
                          line->width_px, height };
}

static bool texts_overlap(const struct widget *a, const struct widget *b)
{
    for (int i = 0; i < a->line_count; i++)
        for (int k = 0; k < b->line_count; k++) {
            struct rect one = line_rect(a, i), other = line_rect(b, k);
            if (rect_overlaps(&one, &other))
                return true;
        }
    return false;
}

static bool is_shown_text(const struct widget *widget)
{
    return widget->kind == WIDGET_TEXT && widget->alpha > 0 && widget->text &&
           widget->line_count > 0;
}

/* Text may stand inside a target or beside it, but not across its border. */
static bool crosses(const struct widget *text, const struct widget *target)
{
    for (int i = 0; i < text->line_count; i++) {
        struct rect line = line_rect(text, i);
        if (rect_overlaps(&line, &target->rect) && !contains(&target->rect, &line))
            return true;
    }
    return false;
}

static void check_neighbours(const struct audit *audit, int index)
{
    const struct widgets *list = audit->list;
    const struct widget *widget = &list->items[index];
    for (int i = audit->first; i < list->count; i++) {
        const struct widget *other = &list->items[i];
        if (i > index && is_shown_text(other) && texts_overlap(widget, other))
            fault(audit, "“%s”和“%s”的文字重叠", name_of(widget).text, name_of(other).text);
        if (other->kind == WIDGET_BLOCK && other->message.kind != MSG_NONE &&
            other->hold.kind == MSG_NONE && crosses(widget, other))
            fault(audit, "“%s”的文字压在“%s”的边上", name_of(widget).text, name_of(other).text);
    }
}

/* What a line stands on at one point: the fill of the topmost block there, COLOR_NONE when it is a
 * picture's own business. */
static enum color fill_at(const struct audit *audit, int index, int x, int y)
{
    for (int i = index - 1; i >= 0; i--) {
        const struct widget *widget = &audit->list->items[i];
        struct rect spot = { x, y, 1, 1 };
        bool clipped = !rect_is_empty(&widget->clip) && !contains(&widget->clip, &spot);
        if (!contains(&widget->rect, &spot) || clipped || widget->fill == COLOR_NONE)
            continue;
        if (widget->kind == WIDGET_IMAGE && widget->role == ROLE_PICTURE)
            return COLOR_NONE;
        if (widget->kind == WIDGET_BLOCK)
            return widget->fill;
    }
    return audit->list->background;
}

/* Is there a picture in its own colours beneath: a seal's print, a poster? */
static bool is_on_picture(const struct audit *audit, int index, const struct rect *line)
{
    for (int i = 0; i < index; i++) {
        const struct widget *widget = &audit->list->items[i];
        if (widget->kind == WIDGET_IMAGE && widget->fill == COLOR_NONE &&
            contains(&widget->rect, line))
            return true;
    }
    return false;
}

/* The colour that its contrast was computed with is the one that lies beneath, end to end. */
static void check_ground(const struct audit *audit, int index)
{
    const struct widget *widget = &audit->list->items[index];
    for (int i = 0; i < widget->line_count; i++) {
        struct rect line = line_rect(widget, i);
        int right = line.x + line.w - 1, bottom = line.y + line.h - 1;
        const int spots[4][2] = {
            { line.x, line.y }, { right, line.y }, { line.x, bottom }, { right, bottom }
        };
        if (is_on_picture(audit, index, &line))
            continue;
        for (int k = 0; k < 4; k++) {
            enum color fill = fill_at(audit, index, spots[k][0], spots[k][1]);
            if (fill == COLOR_NONE || fill == widget->ground)
                continue;
            fault(audit, "“%s”第 %d 行伸到了 %s 上，应在 %s 上", name_of(widget).text, i + 1,
                  theme_color_name(fill), theme_color_name(widget->ground));
            return;
        }
    }
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

/* A word that is cut between two letters. What visitors and outside names bring is cut where it
 * must be. */
static void check_words(const struct audit *audit, const struct widget *widget)
{
    for (int i = 0; i + 1 < widget->line_count; i++) {
        int end = widget->lines[i].offset + widget->lines[i].len;
        if (is_letter(widget->text[end]) && text_is_cut_at(widget->text, end) &&
            is_letter(widget->text[end - 1]))
            fault(audit, "“%s”第 %d 行末的单词被截断", name_of(widget).text, i + 1);
    }
}

static void check_texts(const struct audit *audit)
{
    for (int i = audit->first; i < audit->list->count; i++) {
        const struct widget *widget = &audit->list->items[i];
        if (!is_shown_text(widget))
            continue;
        check_size(audit, widget);
        check_contrast(audit, widget);
        check_place(audit, widget);
        check_ground(audit, i);
        check_words(audit, widget);
        check_neighbours(audit, i);
    }
}

static int front_scrim(const struct widgets *list)
{
    for (int i = list->count - 1; i > 0; i--)
        if (list->items[i].kind == WIDGET_SCRIM)
            return i + 1;
    return 0;
}

void audit_widgets(const struct widgets *list, const struct audit_case *audit_case,
                   struct err_list *faults)
{
    struct audit audit = {
        .list = list, .facts = audit_case, .faults = faults, .first = front_scrim(list)
    };
    check_targets(&audit);
    check_texts(&audit);
}
