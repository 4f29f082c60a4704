#include "view/paragraph.h"

#include <string.h>

#include "base/utf8.h"
#include "view/text_order.h"

enum {
    RUNS_MAX = 128, /* of one line */
    HANGING = 45,   /* percent of the width: a last line shorter than that hangs behind */
    FLOOR = 36,
    FLOOR_BODY = 40,
    FLOOR_LARGE = 48
};

/* Letters that join are not set apart. */
static struct text_style style_of(const struct paragraph *p)
{
    struct text_style style = p->style;

    if (style.tracking_px != 0 && utf8_has_rtl(p->text, strlen(p->text)))
        style.tracking_px = 0;
    return style;
}

/* Short texts are broken where a phrase ends; long ones fill their lines. */
static int break_lines(const struct page *page, const struct paragraph *p, int width_px,
                       struct text_line *lines)
{
    bool is_short = p->role == ROLE_HEADING || p->role == ROLE_STEM || p->role == ROLE_OPTION ||
                    p->align == ALIGN_CENTER;
    struct text_style style = style_of(p);

    return (is_short ? text_break_phrases : text_break)(page->view->measure, &style, p->text,
                                                        width_px, lines, PARAGRAPH_LINES_MAX, NULL);
}

int paragraph_lines(const struct page *page, const struct paragraph *p, int width_px)
{
    struct text_line lines[PARAGRAPH_LINES_MAX];

    return break_lines(page, p, width_px, lines);
}

int paragraph_height(const struct page *page, const struct paragraph *p, int width_px)
{
    return paragraph_lines(page, p, width_px) * p->style.line_px;
}

int paragraph_width(const struct page *page, const struct paragraph *p, int width_px)
{
    struct text_line lines[PARAGRAPH_LINES_MAX];
    int count = break_lines(page, p, width_px, lines), widest = 0;

    for (int i = 0; i < count; i++) {
        if (lines[i].width_px > widest)
            widest = lines[i].width_px;
    }
    return widest;
}

struct text_style paragraph_sized(struct text_style style, int size_px)
{
    style.line_px = (style.line_px * size_px + style.size_px - 1) / style.size_px;
    style.size_px = size_px;
    return style;
}

bool paragraph_cuts_word(const struct page *page, const struct paragraph *p, int width_px)
{
    struct text_line lines[PARAGRAPH_LINES_MAX];
    int count = break_lines(page, p, width_px, lines);

    for (int i = 0; i + 1 < count; i++) {
        if (text_is_cut_at(p->text, lines[i].offset + lines[i].len))
            return true;
    }
    return false;
}

/* Fits without a word cut apart: broken lines are as wide as allowed only if no word is wider. */
static bool fits(const struct page *page, const struct paragraph *p, int w, int h)
{
    struct text_line lines[PARAGRAPH_LINES_MAX];
    int count = break_lines(page, p, w, lines);

    if (count * p->style.line_px > h)
        return false;
    for (int i = 0; i < count; i++) {
        if (lines[i].width_px > w)
            return false;
    }
    return !paragraph_cuts_word(page, p, w);
}

/* What is read is never smaller than 40 px, small print than 36, nothing than 48 in the large mode.
 */
static int floor_px(const struct page *page, const struct paragraph *p)
{
    bool body = p->role == ROLE_TEXT || p->role == ROLE_LAW || p->role == ROLE_STEM ||
                p->role == ROLE_OPTION;

    return page->large ? FLOOR_LARGE : body ? FLOOR_BODY : FLOOR;
}

bool paragraph_fit(const struct page *page, struct paragraph *p, int w, int h, int least_px)
{
    const struct text_style full = p->style;
    int floor = floor_px(page, p);

    least_px = least_px > floor ? least_px : floor;
    for (int size = full.size_px; size >= least_px; size -= 2) {
        p->style = paragraph_sized(full, size);
        if (fits(page, p, w, h))
            return true;
    }
    return false;
}

void paragraph_tighten(const struct page *page, struct paragraph *p, int width_px)
{
    const struct text_style full = p->style;
    struct text_line lines[PARAGRAPH_LINES_MAX];
    int count = break_lines(page, p, width_px, lines);

    if (count < 2 || count > 3 || lines[count - 1].width_px * 100 > width_px * HANGING)
        return;
    for (int size = full.size_px - 2; size * 6 >= full.size_px * 5; size -= 2) {
        p->style = paragraph_sized(full, size);
        if (break_lines(page, p, width_px, lines) < count)
            return;
    }
    p->style = full;
}

/* The stretches of lines in which characters run from right to left. */
static void order_lines(const struct page *page, const struct paragraph *p, struct text_line *lines,
                        int count)
{
    bool rtl = text_is_rtl(p->text, page_is_rtl(page));
    struct text_order *order = NULL;
    struct text_run runs[RUNS_MAX], *kept;
    int start = 0, end = 0;

    for (int i = 0; i < count; i++) {
        struct text_line *line = &lines[i];
        if (order == NULL || line->offset > end) {
            start = line->offset;
            while (start > 0 && p->text[start - 1] != '\n')
                start--;
            end = line->offset + (int)strcspn(p->text + line->offset, "\n");
            text_order_free(order);
            order = text_order_new(p->text + start, (size_t)(end - start), rtl);
        }
        line->run_count = text_order_line(order, line->offset - start, line->len, runs, RUNS_MAX);
        kept = widgets_alloc(page->out, sizeof(*kept) * (size_t)line->run_count);
        memcpy(kept, runs, sizeof(*kept) * (size_t)line->run_count);
        line->runs = kept;
    }
    text_order_free(order);
}

/* Only what is shown of a paragraph is in the list, so that nobody looks for the rest on this page.
 */
static const char *shown_text(const struct page *page, const struct paragraph *p,
                              struct text_line *lines, int count, int all)
{
    int from, to;

    if (count == all)
        return p->text;
    if (count == 0)
        return "";
    from = lines[0].offset;
    to = lines[count - 1].offset + lines[count - 1].len;
    for (int i = 0; i < count; i++)
        lines[i].offset -= from;
    return widgets_format(page->out, "%.*s", to - from, p->text + from);
}

struct widget *paragraph_add_lines(const struct page *page, const struct paragraph *p,
                                   struct rect rect, int first, int count)
{
    struct text_line lines[PARAGRAPH_LINES_MAX], *kept;
    int all = break_lines(page, p, rect.w, lines);
    struct widget *widget;
    const char *text;

    if (count > all - first)
        count = all - first > 0 ? all - first : 0;
    if (utf8_has_rtl(p->text, strlen(p->text)))
        order_lines(page, p, lines + first, count);
    text = shown_text(page, p, lines + first, count, all);
    kept = widgets_alloc(page->out, sizeof(*kept) * (size_t)(count > 0 ? count : 1));
    memcpy(kept, lines + first, sizeof(*kept) * (size_t)count);
    rect.h = count * p->style.line_px;
    widget = widgets_add(page->out, WIDGET_TEXT, rect);
    widget->role = p->role;
    widget->text = text;
    widget->style = style_of(p);
    widget->align = p->align;
    widget->fill = p->color;
    widget->ground = p->ground;
    widget->lines = kept;
    widget->line_count = count;
    return widget;
}

struct widget *paragraph_add(const struct page *page, const struct paragraph *p, struct rect rect)
{
    return paragraph_add_lines(page, p, rect, 0, PARAGRAPH_LINES_MAX);
}

struct widget *paragraph_add_middle(const struct page *page, const struct paragraph *p,
                                    struct rect rect)
{
    struct widget *widget = paragraph_add(page, p, rect);

    widget->rect.y = rect.y + (rect.h - widget->rect.h) / 2;
    return widget;
}
