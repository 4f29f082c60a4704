#include <stddef.h>

#include "view/component.h"

enum {
    ICON_PX = 52,
    ICON_LARGE_PX = 68,
    PAD = 36,
    PAD_LEAST = 24,
    PAD_TIGHT = 12, /* rather than cut a word */
    DROP_PX = 8,    /* how far a pressed button sinks */
    EDGE_PX = 10,
    EDGE_PRESSED_PX = 2,
    DOCK_GAP = 32,
    ICON_GAP = 20
};

void component_label(const struct page *page, struct rect rect, struct paragraph *words,
                     const char *icon_before, const char *icon_after, int icon_px)
{
    int icons = (icon_before != NULL) + (icon_after != NULL);
    int room = rect.w - icons * (icon_px + ICON_GAP), least = page->large ? 48 : 36;
    const struct text_style full = words->style;
    int w, x;

    if (!paragraph_fit(page, words, room, words->style.line_px, least) && icons > 0) {
        /* The words matter more than the icon. */
        struct text_style smallest = words->style;
        icon_before = icon_after = NULL;
        icons = 0;
        room = rect.w;
        words->style = full;
        if (!paragraph_fit(page, words, room, full.line_px, least))
            words->style = smallest;
    }
    if (paragraph_lines(page, words, room) > 1)
        paragraph_fit(page, words, room, rect.h - 16, 36);
    w = paragraph_width(page, words, room);
    x = rect.x + (rect.w - w - icons * (icon_px + ICON_GAP)) / 2;
    if (icon_before != NULL) {
        page_image(page, (struct rect){ x, rect.y + (rect.h - icon_px) / 2, icon_px, icon_px },
                   icon_before, words->color);
        x += icon_px + ICON_GAP;
    }
    words->align = ALIGN_CENTER;
    paragraph_add_middle(page, words, (struct rect){ x, rect.y, w, rect.h });
    if (icon_after != NULL)
        page_image(
            page,
            (struct rect){ x + w + ICON_GAP, rect.y + (rect.h - icon_px) / 2, icon_px, icon_px },
            icon_after, words->color);
}

/* Colours of a button's face, outline and edge. */
struct face_look {
    enum color fill, pressed, line, edge, ink;
    int line_px;
};

static struct face_look look_of(const struct page *page, enum button_look look)
{
    static const struct face_look looks[2][3] = {
        { [BUTTON_SECONDARY] = { COLOR_PAPER_0, COLOR_PAPER_2, COLOR_RULE, COLOR_RULE, COLOR_INK_1,
                                 3 },
          [BUTTON_PRIMARY] = { COLOR_GAM, COLOR_GAM_PRESS, COLOR_NONE, COLOR_GAM_DEEP, COLOR_INK_1,
                               0 },
          [BUTTON_DISABLED] = { COLOR_PAPER_2, COLOR_PAPER_2, COLOR_RULE, COLOR_NONE, COLOR_INK_2,
                                3 } },
        { [BUTTON_SECONDARY] = { COLOR_HC_BG, COLOR_HC_PRESS, COLOR_HC_INK, COLOR_NONE,
                                 COLOR_HC_INK, 7 },
          [BUTTON_PRIMARY] = { COLOR_HC_GO, COLOR_HC_PRESS, COLOR_HC_INK, COLOR_NONE, COLOR_HC_INK,
                               7 },
          [BUTTON_DISABLED] = { COLOR_HC_BG, COLOR_HC_BG, COLOR_HC_INK, COLOR_NONE, COLOR_HC_INK,
                                3 } },
    };

    return looks[page->large][look];
}

/* A narrow button gives up some of its padding before its label shrinks. */
static int pad_of(const struct page *page, int width_px, const struct button *button,
                  const struct paragraph *words, int icon)
{
    int icons = (button->icon_before != NULL) + (button->icon_after != NULL);
    int needed = paragraph_width(page, words, page->canvas.w) + icons * (icon + ICON_GAP);
    int pad = (width_px - needed) / 2;
    struct paragraph least = *words;

    least.style = paragraph_sized(least.style, page->large ? 48 : 36);
    if (pad < PAD_LEAST && paragraph_cuts_word(page, &least, width_px - 2 * PAD_LEAST))
        return PAD_TIGHT;
    return pad > PAD ? PAD : pad < PAD_LEAST ? PAD_LEAST : pad;
}

void component_button(const struct page *page, struct rect rect, const struct button *button)
{
    struct face_look look = look_of(page, button->look);
    bool pressed = button->look != BUTTON_DISABLED && page_is_pressed(page, &button->message);
    struct paragraph words = { .text = button->label,
                               .style = page_style(page, TEXT_BUTTON),
                               .color = look.ink,
                               .ground = pressed ? look.pressed : look.fill };
    struct widget *block;
    int icon = page->large ? ICON_LARGE_PX : ICON_PX;

    if (button->size_px != 0)
        words.style = paragraph_sized(words.style, button->size_px);
    if (pressed && look.edge != COLOR_NONE)
        rect.y += DROP_PX;
    block = page_block(page, rect, words.ground, page->large ? 24 : 28);
    block->line = look.line;
    block->line_px = look.line_px;
    block->edge = look.edge;
    block->edge_px = look.edge == COLOR_NONE ? 0 : pressed ? EDGE_PRESSED_PX : EDGE_PX;
    block->label = button->label;
    block->role = button->look == BUTTON_PRIMARY ? ROLE_PRIMARY : ROLE_BUTTON;
    if (button->look == BUTTON_DISABLED)
        block->state = WIDGET_DISABLED;
    else
        block->message = button->message;
    if (pressed)
        block->state |= WIDGET_PRESSED;
    component_label(page, rect_inset(rect, pad_of(page, rect.w, button, &words, icon), 0), &words,
                    button->icon_before, button->icon_after, icon);
}

/* What a button wants to be wide. */
static int natural_width(const struct page *page, const struct button *button)
{
    struct paragraph words = { .text = button->label, .style = page_style(page, TEXT_BUTTON) };
    bool icon = button->icon_before != NULL || button->icon_after != NULL;
    int w = paragraph_width(page, &words, page->canvas.w) + 2 * PAD + 12;
    int least = icon ? (page->large ? 300 : 284) : 220;

    if (icon)
        w += (page->large ? ICON_LARGE_PX : ICON_PX) + ICON_GAP;
    return w > least ? w : least;
}

static bool all_alike(const struct button *buttons, int count)
{
    for (int i = 1; i < count; i++) {
        if (buttons[i].look != buttons[0].look)
            return false;
    }
    return true;
}

void component_dock(const struct page *page, const struct button *buttons, int count)
{
    struct rect row = page->buttons;
    int widths[4] = { 0 }, sum = 0, room = row.w - (count - 1) * DOCK_GAP;

    for (int i = 0; i < count; i++) {
        widths[i] = natural_width(page, &buttons[i]);
        sum += widths[i];
    }
    if (count > 1 && all_alike(buttons, count)) {
        /* Equal, unless a label needs more than its part. */
        bool equal = true;
        for (int i = 0; i < count; i++)
            equal = equal && widths[i] - 2 * (PAD - PAD_LEAST) - 12 <= room / count;
        for (int i = 0; i < count; i++)
            widths[i] = equal ? room / count : widths[i] * room / sum;
    } else if (sum > room) {
        for (int i = 0; i < count; i++)
            widths[i] = widths[i] * room / sum;
    }
    for (int i = 0; i < count; i++) {
        bool last = i == count - 1;
        component_button(page, rect_cut_left(&row, last ? row.w : widths[i]), &buttons[i]);
        rect_cut_left(&row, DOCK_GAP);
    }
}

int component_pager_takes(const struct page *page)
{
    return page->large ? 150 + PAGER_GAP : PAGER_TAKES;
}

void component_pager(const struct page *page, struct rect rect, int at, int count, int stride)
{
    bool first = at <= 0, last = at >= count - 1;
    struct button previous = { .look = first ? BUTTON_DISABLED : BUTTON_SECONDARY,
                               .label = page_text(page, STR_PAGE_PREVIOUS),
                               .icon_before = "ic-back.svg",
                               .message = page_tap(MSG_PAGE, (at - 1) * stride) };
    struct button next = { .look = last ? BUTTON_DISABLED : BUTTON_SECONDARY,
                           .label = page_text(page, STR_PAGE_NEXT),
                           .icon_after = "ic-next.svg",
                           .message = page_tap(MSG_PAGE, (at + 1) * stride) };
    struct paragraph place = { .style = page_style(page, TEXT_CAPTION),
                               .color = page->skin->ink,
                               .ground = page->skin->ground,
                               .align = ALIGN_CENTER,
                               .role = ROLE_PROGRESS };
    int w = rect.w * 34 / 100;

    rect.h = component_pager_takes(page) - PAGER_GAP - (page->large ? 0 : EDGE_PX);
    component_button(page, rect_cut_left(&rect, w), &previous);
    component_button(page, rect_cut_right(&rect, w), &next);
    rect = rect_inset(rect, 16, 0);
    place.text = page->large ? widgets_format(page->out, "%d / %d", at + 1, count)
                             : page_format(page, STR_PAGE_PLACE, page_number(page, at + 1),
                                           page_number(page, count));
    paragraph_fit(page, &place, rect.w, rect.h, 36);
    paragraph_add_middle(page, &place, rect);
}
