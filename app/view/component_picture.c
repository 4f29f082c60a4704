#include <stddef.h>

#include "view/component.h"

enum {
    LOOK_W = 124,
    LOOK_LARGE_W = 176,
    LOOK_H = 148,
    LOOK_LARGE_H = 172,
    LOOK_PAD = 16, /* about picture and button in their card */
    LOOK_FOOT = LOOK_PAD + 8,
    ICON_PX = 60,
    ICON_LARGE_PX = 72,
    EDGE_PX = 8,
    DROP_PX = 6,
    TOP_PARTS = 3 /* nothing is pressed in the top third of portrait screens */
};

int component_look_width(const struct page *page)
{
    return page->large ? LOOK_LARGE_W : LOOK_W;
}

int component_look_height(const struct page *page)
{
    return page->large ? LOOK_LARGE_H : LOOK_H;
}

void component_look(const struct page *page, struct rect rect, int look, const char *name)
{
    struct message message = page_tap(MSG_LOOK, look);
    bool pressed = page_is_pressed(page, &message);
    struct paragraph words = { .text = page_text(page, STR_PICTURE_LOOK),
                               .style = page_style(page, TEXT_CAPTION),
                               .color = page->skin->ink,
                               .ground = page->skin->card,
                               .align = ALIGN_CENTER,
                               .role = ROLE_BUTTON };
    struct widget *block;
    struct rect inner;
    int icon = page->large ? ICON_LARGE_PX : ICON_PX;

    if (pressed && !page->large)
        rect.y += DROP_PX;
    if (pressed)
        words.ground = page->large ? COLOR_HC_PRESS : COLOR_PAPER_2;
    block = page_block(page, rect, words.ground, page->large ? 24 : 28);
    block->role = ROLE_BUTTON;
    block->label = page_format(page, STR_PICTURE_LABEL, name, NULL);
    block->message = message;
    block->line = page->skin->block_line;
    block->line_px = page->large ? 7 : 3;
    block->edge = page->skin->block_edge;
    block->edge_px = page->large ? 0 : pressed ? 2 : EDGE_PX;
    block->state = pressed ? WIDGET_PRESSED : 0;
    words.style.face = FACE_SANS_BOLD;
    paragraph_fit(page, &words, rect.w - 20, words.style.line_px, 36);
    inner = rect_center(&rect, rect.w - 20, icon + words.style.line_px);
    page_image(page, rect_center(&(struct rect){ inner.x, inner.y, inner.w, icon }, icon, icon),
               "ic-zoom.svg", words.color);
    rect_cut_top(&inner, icon);
    paragraph_add(page, &words, inner);
}

static void add_image(const struct page *page, struct rect rect, const char *picture)
{
    struct widget *image = page_image(page, rect, picture, COLOR_NONE);

    image->from_activity = true;
    image->role = ROLE_PICTURE;
}

void component_picture(const struct page *page, struct rect rect, const char *picture)
{
    component_card(page, rect);
    add_image(page, rect_inset(rect, 20, 16), picture);
}

int component_picture_least(const struct page *page, int y)
{
    int reach = page->portrait ? (page->canvas.h + TOP_PARTS - 1) / TOP_PARTS - y : LOOK_PAD;

    return (reach > LOOK_PAD ? reach : LOOK_PAD) + component_look_height(page) + LOOK_FOOT;
}

void component_picture_with_look(const struct page *page, struct rect rect, const char *picture)
{
    struct rect inner = rect_inset(rect, LOOK_PAD, 0), column;
    int h = component_look_height(page);

    component_card(page, rect);
    rect_cut_bottom(&inner, LOOK_FOOT);
    rect_cut_top(&inner, LOOK_PAD);
    column = rect_cut_right(&inner, component_look_width(page));
    rect_cut_right(&inner, LOOK_PAD);
    inner.h = rect.y + rect.h - LOOK_PAD - inner.y;
    add_image(page, inner, picture);
    component_look(page, rect_cut_bottom(&column, h), 0, "");
}
