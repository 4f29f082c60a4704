#include "view/screens/staff_frame.h"

#include <stddef.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"

enum {
    HEADER_H = 176,
    HEADER_WIDE_H = 136,
    DOCK_H = 232,
    DOCK_WIDE_H = 188,
    BUTTON_H = 128,
    BUTTON_WIDE_H = 124,
    CHIP_H = 64,
    CHIP_ICON = 38,
    MOTIF_PX = 900,
    CARD_PAD = 30,
    HEAD_H = 64,
    HATCH_PX = 14
};

static const struct skin *staff_skin(struct widgets *out)
{
    struct skin *skin = widgets_alloc(out, sizeof(*skin));

    *skin = (struct skin){ .field = COLOR_STAFF,
                           .field_ink = COLOR_PAPER_0,
                           .field_deep = COLOR_STAFF_LINE,
                           .motif = COLOR_STAFF_LINE,
                           .todo = COLOR_PAPER_0,
                           .ground = COLOR_PAPER_1,
                           .ink = COLOR_INK_1,
                           .ink_soft = COLOR_INK_2,
                           .dock = COLOR_PAPER_2,
                           .dock_line = COLOR_PAPER_3,
                           .card = COLOR_PAPER_0,
                           .card_line = COLOR_PAPER_3,
                           .block_line = COLOR_RULE,
                           .block_edge = COLOR_PAPER_3,
                           .select = COLOR_STAFF,
                           .select_edge = COLOR_STAFF_DEEP,
                           .select_ink = COLOR_PAPER_0,
                           .select_mark = COLOR_GAM,
                           .accent = COLOR_CIN,
                           .mark = "mark-cinnabar.svg" };
    return skin;
}

void staff_bare(struct page *page, const struct view *view, struct widgets *out)
{
    page_bare(page, view, out, SECTION_HOME);
    page->skin = staff_skin(out);
    page->large = false;
    page->margin = STAFF_MARGIN;
    out->background = page->skin->ground;
}

void staff_chip(const struct page *page, const char *icon, const char *text)
{
    struct paragraph words = { .text = text,
                               .style = page_style(page, TEXT_CAPTION),
                               .color = COLOR_PAPER_0,
                               .ground = page->skin->field_deep,
                               .role = ROLE_TIMER };
    struct rect rect = page->header;

    words.style.face = FACE_SANS_MEDIUM;
    rect.w = 18 + CHIP_ICON + 12 + paragraph_width(page, &words, page->header.w) + 24;
    rect.x = page->header.x + page->header.w - rect.w;
    rect.y += (rect.h - CHIP_H) / 2;
    rect.h = CHIP_H;
    page_block(page, rect, words.ground, CHIP_H / 2);
    page_image(
        page, (struct rect){ rect.x + 18, rect.y + (CHIP_H - CHIP_ICON) / 2, CHIP_ICON, CHIP_ICON },
        icon, COLOR_PAPER_0);
    rect_cut_left(&rect, 18 + CHIP_ICON + 12);
    paragraph_add_middle(page, &words, rect);
}

/* How long until the panel closes, in words. */
static const char *lock_text(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;
    int64_t now_ms = page->view->now_ms;
    int left_ms = kiosk_idle_left_ms(kiosk, now_ms), seconds = (left_ms + 999) / 1000;

    if (kiosk_idle_limit_ms(kiosk) == 0)
        return page_text(page, STR_STAFF_NO_LOCK);
    page_wake(page, now_ms + left_ms - (seconds > 0 ? seconds - 1 : 0) * INT64_C(1000));
    return page_format(page, STR_STAFF_LOCK,
                       widgets_format(page->out, "%d:%02d", seconds / 60, seconds % 60), NULL);
}

static void add_header(struct page *page, const char *title, int high)
{
    struct rect field = { 0, 0, page->canvas.w, high };
    int x = page->canvas.w - 310 - MOTIF_PX / 2, y = high / 2 - MOTIF_PX * 45 / 100;

    page->field = field;
    page->header = (struct rect){ 64, (high - 84) / 2, page->canvas.w - 128, 84 };
    page_block(page, field, page->skin->field, 0)->role = ROLE_FIELD;
    page_image(page, (struct rect){ x, y, MOTIF_PX, MOTIF_PX }, "motif-contours-9.svg",
               page->skin->motif)
        ->clip = field;
    page_image(page, (struct rect){ x, y, MOTIF_PX, MOTIF_PX }, "motif-lamp.svg", page->skin->motif)
        ->clip = field;
    component_header(page, title, 360);
}

void staff_open(struct page *page, const struct view *view, struct widgets *out, const char *title,
                bool dock, struct rect *body)
{
    struct rect rest;

    staff_bare(page, view, out);
    rest = page->canvas;
    add_header(page, title, page->portrait ? HEADER_H : HEADER_WIDE_H);
    staff_chip(page, "ic-lock.svg", lock_text(page));
    rect_cut_top(&rest, page->field.h);
    if (dock) {
        page->dock = rect_cut_bottom(&rest, page->portrait ? DOCK_H : DOCK_WIDE_H);
        page_block(page, page->dock, page->skin->dock, 0);
        page_block(page, (struct rect){ 0, page->dock.y, page->dock.w, 4 }, page->skin->dock_line,
                   0);
        page->buttons =
            (struct rect){ 64, page->dock.y + (page->portrait ? 38 : 28), page->canvas.w - 128,
                           page->portrait ? BUTTON_H : BUTTON_WIDE_H };
    }
    *body = rect_inset(rest, STAFF_MARGIN, 28);
}

/* ---- texts ---- */

/* The text, or as many of its first characters as fit before …. */
static const char *cut_to(const struct page *page, struct paragraph *words, int width_px)
{
    const int unbroken = 100000;
    int low = 0, high = utf8_count(words->text);
    const char *whole = words->text, *best = "…";

    if (paragraph_width(page, words, unbroken) <= width_px)
        return whole;
    while (low < high) {
        int middle = (low + high + 1) / 2;
        const char *end = whole;
        for (int i = 0; i < middle; i++)
            end += utf8_char_len(end);
        words->text = widgets_format(page->out, "%.*s…", (int)(end - whole), whole);
        if (paragraph_width(page, words, unbroken) <= width_px) {
            best = words->text;
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return best;
}

void staff_text(const struct page *page, struct rect rect, const struct staff_line *line)
{
    struct paragraph words = { .text = line->text,
                               .style = page_style(page, line->role),
                               .color = line->color,
                               .ground = line->ground,
                               .align = line->align,
                               .role = ROLE_CAPTION };

    if (line->text[0] == '\0' || rect.w <= 0)
        return;
    if (line->face != FACE_SANS)
        words.style.face = line->face;
    if (words.style.line_px > rect.h)
        words.style.line_px = rect.h;
    words.text = cut_to(page, &words, rect.w);
    paragraph_add_middle(page, &words, rect);
}

void staff_caption(const struct page *page, struct rect rect, const char *text, enum color color,
                   enum text_align align)
{
    staff_text(page, rect,
               &(struct staff_line){ .text = text,
                                     .role = TEXT_CAPTION,
                                     .color = color,
                                     .ground = COLOR_PAPER_0,
                                     .align = align });
}

void staff_paragraph(const struct page *page, struct rect rect, const char *text,
                     enum text_role role, enum color color, enum color ground)
{
    struct paragraph words = { .text = text,
                               .style = page_style(page, role),
                               .color = color,
                               .ground = ground,
                               .role = ROLE_CAPTION };

    paragraph_fit(page, &words, rect.w, rect.h, 36);
    if (text[0] != '\0')
        paragraph_add_lines(page, &words, rect, 0, rect.h / words.style.line_px);
}

const char *staff_number(const struct page *page, int64_t number)
{
    return widgets_format(page->out, "%lld", (long long)number);
}

const char *staff_clock(const struct page *page, int64_t wall_ms)
{
    int minute = (int)((wall_ms / 60000 + 8 * 60) % (24 * 60));

    return widgets_format(page->out, "%02d:%02d", minute / 60, minute % 60);
}

const char *staff_hours(const struct page *page, int64_t span_ms)
{
    int minutes = (int)(span_ms / 60000);

    return page_format(page, STR_FIG_HOURS, widgets_format(page->out, "%d", minutes / 60),
                       widgets_format(page->out, "%02d", minutes % 60));
}

const char *staff_stamp(const struct page *page, int64_t wall_ms)
{
    int year, month, day;

    if (wall_ms == 0)
        return page_text(page, STR_STAFF_NEVER);
    date_split(date_of_ms(wall_ms), &year, &month, &day);
    return widgets_format(
        page->out, "%s %s",
        page_format(page, STR_STAFF_DAY, staff_number(page, month), staff_number(page, day)),
        staff_clock(page, wall_ms));
}

const char *staff_short_stamp(const struct page *page, int64_t wall_ms)
{
    int year, month, day;

    if (wall_ms == 0)
        return page_text(page, STR_STAFF_NEVER);
    date_split(date_of_ms(wall_ms), &year, &month, &day);
    return widgets_format(page->out, "%d-%d %s", month, day, staff_clock(page, wall_ms));
}

/* ---- pieces ---- */

void staff_card(const struct page *page, struct rect rect, const char *title, const char *side,
                enum color accent, struct rect *inner)
{
    struct rect head;

    component_card(page, rect);
    *inner = rect_inset(rect, CARD_PAD, 18);
    if (title == NULL)
        return;
    head = rect_cut_top(inner, HEAD_H);
    page_image(page, (struct rect){ head.x, head.y + (head.h - 24) / 2, 30, 24 }, "fishtail.svg",
               accent);
    rect_cut_left(&head, 48);
    if (side != NULL)
        staff_caption(page, rect_cut_right(&head, head.w * 55 / 100), side, COLOR_INK_2,
                      ALIGN_RIGHT);
    staff_text(
        page, head,
        &(struct staff_line){
            .text = title, .role = TEXT_HEADER, .color = COLOR_INK_1, .ground = COLOR_PAPER_0 });
}

void staff_bar(const struct page *page, struct rect rect, double part, enum color fill,
               bool hatched)
{
    struct rect lit = rect;

    page_block(page, rect, COLOR_PAPER_2, 8);
    lit.w = (int)(rect.w * (part < 0 ? 0 : part > 1 ? 1 : part));
    if (lit.w < 4)
        return;
    page_block(page, lit, hatched ? COLOR_GAM : fill, lit.w < 16 ? 2 : 8);
    for (int x = HATCH_PX; hatched && x + HATCH_PX <= lit.w; x += 2 * HATCH_PX)
        page_block(page, (struct rect){ lit.x + x, lit.y, HATCH_PX, lit.h }, COLOR_GAM_DEEP, 0);
}

void staff_button(const struct page *page, struct rect rect, enum button_look look,
                  const char *label, const char *icon, struct message message)
{
    component_button(
        page, rect,
        &(struct button){
            .look = look, .label = label, .icon_before = icon, .message = message, .size_px = 40 });
}

void staff_question(const struct page *page, struct rect rect, const struct staff_asks *asks)
{
    struct rect inner, row;

    staff_card(page, rect, page_text(page, asks->title), NULL, COLOR_CIN, &inner);
    row = rect_cut_bottom(&inner, 124);
    row.h -= 14;
    staff_button(page, rect_column(&row, 0, 2, STAFF_GAP), BUTTON_SECONDARY,
                 page_text(page, asks->no), "ic-back.svg", page_tap(asks->message, -1));
    staff_button(page, rect_column(&row, 1, 2, STAFF_GAP), BUTTON_PRIMARY,
                 page_text(page, asks->yes), asks->icon, page_tap(asks->message, 1));
    staff_paragraph(page, inner, asks->text, TEXT_BODY, COLOR_INK_1, COLOR_PAPER_0);
}
