#include <stddef.h>

#include "view/component.h"

enum {
    MARK_PX = 80,
    CHIP_H = 64,
    CHIP_ICON_PX = 38,
    CHIP_WARN_MS = 15000, /* then the chip is lit */
    TAG_H = 60,
    CORNER_PX = 160
};

void component_header(const struct page *page, const char *name, int right_px)
{
    struct rect rect = page->header;
    struct paragraph words = { .text = name,
                               .style = page_style(page, TEXT_HEADER),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .role = ROLE_CAPTION };

    if (!page->large) {
        page_image(page, (struct rect){ rect.x, rect.y + 2, MARK_PX, MARK_PX }, page->skin->mark,
                   COLOR_NONE);
        rect_cut_left(&rect, MARK_PX + 22);
    }
    rect_cut_right(&rect, right_px > 0 ? right_px + 24 : 0);
    paragraph_fit(page, &words, rect.w, rect.h, page->large ? 48 : 36);
    paragraph_add_middle(page, &words, rect);
}

/* What the chip says now, and when it will say something else. */
static const char *chip_text(const struct page *page, bool *warn)
{
    const struct kiosk *kiosk = page->view->kiosk;
    int64_t now_ms = page->view->now_ms;
    int limit_ms = kiosk_idle_limit_ms(kiosk), left_ms = kiosk_idle_left_ms(kiosk, now_ms);
    int seconds = limit_ms / 1000;

    *warn = false;
    if (limit_ms == 0)
        return NULL;
    if (kiosk->dialog == SCREEN_COUNT && !kiosk_is_saving(kiosk)) {
        *warn = left_ms <= CHIP_WARN_MS;
        seconds = (left_ms + 999) / 1000;
        page_wake(page, now_ms + left_ms - (seconds > 0 ? seconds - 1 : 0) * 1000LL);
    }
    return page_format(page, STR_CHIP, page_number(page, seconds), NULL);
}

int component_chip(const struct page *page)
{
    bool warn;
    const char *text = chip_text(page, &warn);
    const struct skin *skin = page->skin;
    enum color warn_fill = page->large ? COLOR_HC_GO : COLOR_GAM;
    enum color warn_ink = page->large ? COLOR_HC_INK : COLOR_INK_1;
    struct paragraph words = { .text = text,
                               .style = page_style(page, TEXT_CAPTION),
                               .color = warn ? warn_ink : skin->field_ink,
                               .ground = warn ? warn_fill : skin->field_deep,
                               .role = ROLE_TIMER };
    struct rect rect = { 0, 0, 0, page->large ? 84 : CHIP_H };
    int icon = page->large ? 48 : CHIP_ICON_PX;
    struct widget *chip;

    if (text == NULL)
        return 0;
    words.style.face = page->large ? FACE_SANS_BOLD : FACE_SANS_MEDIUM;
    rect.w = 18 + icon + 12 + paragraph_width(page, &words, page->header.w) + 24;
    if (page->portrait) {
        rect.x = page->header.x + page->header.w - rect.w;
        rect.y = page->header.y + (page->header.h - rect.h) / 2;
    } else {
        rect.x = page->foot.x;
        rect.y = page->foot.y + (page->foot.h - rect.h) / 2;
    }
    chip = page_block(page, rect, words.ground, rect.h / 2);
    if (page->section == SECTION_LIT && !warn && !page->large)
        chip->fill = words.ground = COLOR_GAM_LINE;
    page_image(page, (struct rect){ rect.x + 18, rect.y + (rect.h - icon) / 2, icon, icon },
               "ic-clock.svg", words.color);
    rect_cut_left(&rect, 18 + icon + 12);
    paragraph_add_middle(page, &words, rect);
    return page->portrait ? chip->rect.w : 0;
}

void component_note(const struct page *page)
{
    int limit_ms = kiosk_idle_limit_ms(page->view->kiosk);
    struct paragraph words = { .style = page_style(page, TEXT_CAPTION),
                               .color = page->skin->ink,
                               .ground = page->skin->dock,
                               .align = ALIGN_CENTER,
                               .role = ROLE_CAPTION };

    if (!page->portrait) {
        component_chip(page);
        return;
    }
    if (limit_ms == 0)
        return;
    words.text = page_format(page, STR_NOTE, page_number(page, limit_ms / 1000), NULL);
    paragraph_fit(page, &words, page->foot.w, page->foot.h, 36);
    paragraph_add_middle(page, &words, page->foot);
}

static struct paragraph tag_words(const struct page *page, const char *text)
{
    struct paragraph words = { .text = text, .style = page_style(page, TEXT_CAPTION) };

    words.style.face = FACE_SANS_BOLD;
    words.align = ALIGN_CENTER;
    words.role = ROLE_CAPTION;
    return words;
}

int component_tag_width(const struct page *page, const char *text)
{
    struct paragraph words = tag_words(page, text);

    return paragraph_width(page, &words, page->canvas.w) + 40;
}

int component_tag(const struct page *page, int x, int y, const char *text, enum color fill,
                  enum color ink)
{
    struct paragraph words = tag_words(page, text);
    struct rect rect = { x, y, component_tag_width(page, text), page->large ? 80 : TAG_H };

    words.color = ink;
    words.ground = fill;
    page_block(page, rect, fill, 12);
    paragraph_add_middle(page, &words, rect);
    return rect.w;
}

void component_section_head(const struct page *page, struct rect rect, const char *text,
                            const char *side)
{
    struct paragraph words = { .text = text,
                               .style = page_style(page, TEXT_H2),
                               .color = page->skin->ink,
                               .ground = page->skin->ground,
                               .role = ROLE_HEADING };
    struct paragraph caption = { .text = side,
                                 .style = page_style(page, TEXT_CAPTION),
                                 .color = page->skin->ink_soft,
                                 .ground = page->skin->ground,
                                 .align = ALIGN_RIGHT,
                                 .role = ROLE_CAPTION };

    page_image(page, (struct rect){ rect.x, rect.y + (rect.h - 24) / 2, 30, 24 }, "fishtail.svg",
               page->skin->accent);
    rect_cut_left(&rect, 48);
    if (side != NULL) {
        int w = paragraph_width(page, &caption, rect.w / 2);
        paragraph_add_middle(page, &caption, rect_cut_right(&rect, w));
        rect_cut_right(&rect, 24);
    }
    paragraph_fit(page, &words, rect.w, rect.h, 36);
    paragraph_add_middle(page, &words, rect);
}

void component_corner(const struct page *page, enum message_kind tap)
{
    struct rect rect = { 0, page->canvas.h - CORNER_PX, CORNER_PX, CORNER_PX };
    int first = page->out->count;
    struct widget *corner = page_block(page, rect, COLOR_NONE, 0);

    corner->label = page_text(page, STR_CORNER);
    corner->message = page_tap(tap, 0);
    corner->hold = page_tap(MSG_CORNER, 0);
    widgets_keep(page->out, first, page->canvas); /* staff know one corner */
}
