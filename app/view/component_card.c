#include <string.h>

#include "base/utf8.h"
#include "view/component.h"

enum {
    CARD_RADIUS = 28,
    ACTIVITY_RADIUS = 36,
    ACTIVITY_EDGE = 12,
    ACTIVITY_PAD = 54,
    ACTIVITY_DROP = 8,
    PILL_H = 92,
    /* Where a motif must stop so that it does not stick out of the rounded corners. */
    CORNER_INSET = 11,
    NOTICE_PAD = 36,
    NOTICE_ICON = 60
};

void component_card(const struct page *page, struct rect rect)
{
    struct widget *card = page_block(page, rect, page->skin->card, CARD_RADIUS);

    card->line = page->skin->card_line;
    card->line_px = page->large ? 5 : 3;
}

void component_icon_block(const struct page *page, struct rect rect, const char *icon)
{
    enum color ink = page->large ? COLOR_HC_BG : COLOR_PAPER_0;
    enum color fill = page->large ? COLOR_HC_INK : page->skin->select;

    page_block(page, rect, fill, 16);
    page_image(page, rect_inset(rect, rect.w / 5, rect.h / 5), icon, ink);
}

/* ---- seals ---- */

void component_seal(const struct page *page, struct rect rect, const char *glyph, int variant,
                    int rotate_deg)
{
    static const char *const prints[] = { "seal-print-a.svg", "seal-print-b.svg",
                                          "seal-print-c.svg", "seal-print-d.svg",
                                          "seal-print-e.svg", "seal-print-f.svg",
                                          "seal-print-g.svg" };
    struct text_style style = { FACE_SERIF_BLACK, rect.w * 66 / 100, rect.w * 66 / 100, 0 };
    struct paragraph words = { .text = glyph,
                               .style = style,
                               .color = COLOR_PAPER_0,
                               .ground = COLOR_CIN,
                               .align = ALIGN_CENTER };
    struct widget *print = page_image(
        page, rect, prints[variant % (int)(sizeof(prints) / sizeof(prints[0]))], COLOR_NONE);

    print->rotate_deg = (int16_t)(page->large ? 0 : rotate_deg);
    paragraph_add_middle(page, &words, rect)->rotate_deg = print->rotate_deg;
}

void component_hollow_seal(const struct page *page, struct rect rect, const char *text,
                           enum color ink, enum color ground)
{
    int chars = utf8_count(text);
    int size = rect.w * (chars <= 1 ? 62 : chars == 2 ? 40 : 29) / 100;
    struct text_style style = { page->large ? FACE_SANS_BLACK : FACE_SERIF_BLACK, size,
                                size * 12 / 10, 0 };
    struct paragraph words = {
        .text = text, .style = style, .color = ink, .ground = ground, .align = ALIGN_CENTER
    };
    const char *image = rect.w < 150 ? "seal-hollow-dashed-small.svg" : "seal-hollow-dashed.svg";
    struct rect inner = rect_inset(rect, rect.w / 8, rect.h / 8);

    page_image(page, rect, image, ink);
    paragraph_fit(page, &words, inner.w, inner.h, 36);
    paragraph_add_middle(page, &words, inner);
}

/* ---- 活动卡 ---- */

/* Colours of a card in its own section's look. */
struct card_look {
    enum color fill, edge, ink, motif, line;
    int line_px;
};

static struct card_look look_of(const struct page *page, const struct activity_card *card)
{
    static const struct card_look looks[SECTION_COUNT] = {
        [SECTION_HOME] = { COLOR_CIN, COLOR_CIN_DEEP, COLOR_PAPER_0, COLOR_CIN_LINE, COLOR_NONE,
                           0 },
        [SECTION_QUIZ] = { COLOR_AZU, COLOR_AZU_DEEP, COLOR_PAPER_0, COLOR_AZU_LINE, COLOR_NONE,
                           0 },
        [SECTION_LIT] = { COLOR_AZU, COLOR_AZU_DEEP, COLOR_PAPER_0, COLOR_AZU_LINE, COLOR_NONE, 0 },
        [SECTION_SURVEY] = { COLOR_MAL, COLOR_MAL_DEEP, COLOR_PAPER_0, COLOR_MAL_LINE, COLOR_NONE,
                             0 },
    };

    if (page->large)
        return (struct card_look){ COLOR_HC_BG, COLOR_NONE,   COLOR_HC_INK,
                                   COLOR_NONE,  COLOR_HC_INK, card->disabled ? 3 : 7 };
    if (card->disabled)
        return (struct card_look){ COLOR_PAPER_2, COLOR_NONE,    COLOR_INK_2,
                                   COLOR_NONE,    COLOR_PAPER_3, 3 };
    return looks[card->section];
}

/* The pill looks like a button but belongs to the card. */
static void add_pill(const struct page *page, int x, int y, int room_w, const char *action,
                     bool pressed)
{
    enum color fill = page->large ? COLOR_HC_GO : pressed ? COLOR_GAM_PRESS : COLOR_GAM;
    struct paragraph words = { .text = action,
                               .style = page_style(page, TEXT_BUTTON),
                               .color = page->skin->ink,
                               .ground = fill };
    int icon = 48, h = page->large ? 112 : PILL_H, w;
    struct widget *pill;

    paragraph_fit(page, &words, room_w - 36 - icon - 20 - 36, words.style.line_px, 36);
    w = 36 + paragraph_width(page, &words, room_w) + 20 + icon + 36;
    pill = page_block(page, (struct rect){ x, y, w, h }, fill, h / 2);
    if (page->large) {
        pill->line = COLOR_HC_INK;
        pill->line_px = 5;
    }
    component_label(page, (struct rect){ x + 36, y, w - 72, h }, &words, NULL, "ic-arrow-right.svg",
                    icon);
}

/* The lamp of rings, or the given art; right in a wide card, lower right in a tall one. */
static void add_art(const struct page *page, struct rect rect, const struct activity_card *card,
                    const struct card_look *look)
{
    bool wide = rect.w > rect.h * 3 / 2;
    int height = wide ? rect.h * 3 / 4 : rect.h * 34 / 100; /* of the lamp */
    int side, x, y, cx;

    if (page->large || card->disabled)
        return;
    height = height > 310 ? 310 : height;
    side = height * 1000 / 444; /* the lamp is 444 of the motif's 1000, from 270 */
    cx = rect.x + rect.w - (wide ? 60 + side * 19 / 100 : 30 + side * 16 / 100);
    y = wide ? rect.y + (rect.h - height) / 2 - side * 27 / 100
             : rect.y + rect.h - 60 - height - side * 27 / 100;
    x = cx - side / 2;
    page_image(page, (struct rect){ x, y, side, side }, "motif-contours-9.svg", look->motif)->clip =
        rect_inset(rect, CORNER_INSET, CORNER_INSET);
    if (card->art != NULL) {
        int art = height * 116 / 100;
        page_image(
            page, (struct rect){ cx - art / 2, y + side * 27 / 100 + (height - art) / 2, art, art },
            card->art, COLOR_NONE);
        return;
    }
    page_image(page, (struct rect){ x, y, side, side }, "motif-lamp.svg", COLOR_PAPER_0)->clip =
        rect;
    page_image(page, (struct rect){ x, y, side, side }, "motif-flame.svg", COLOR_GAM)->clip = rect;
}

static struct widget *add_face(const struct page *page, struct rect *rect,
                               const struct activity_card *card, const struct card_look *look)
{
    bool pressed = !card->disabled && page_is_pressed(page, &card->message);
    struct widget *face;

    if (pressed && look->edge != COLOR_NONE)
        rect->y += ACTIVITY_DROP;
    face = page_block(page, *rect, look->fill, page->large ? 28 : ACTIVITY_RADIUS);
    face->role = ROLE_CARD;
    face->line = look->line;
    face->line_px = look->line_px;
    face->edge = look->edge;
    face->edge_px = look->edge == COLOR_NONE ? 0 : pressed ? 4 : ACTIVITY_EDGE;
    face->label = card->action == NULL || card->disabled
                      ? card->title
                      : widgets_format(page->out, "%s %s", card->title, card->action);
    if (card->disabled)
        face->state = WIDGET_DISABLED;
    else
        face->message = card->message;
    if (pressed)
        face->state |= WIDGET_PRESSED;
    return face;
}

/* How wide text may run: beside the art in a wide card. */
static int text_width(const struct page *page, struct rect rect, const struct activity_card *card)
{
    bool wide = rect.w > rect.h * 3 / 2;
    int w = rect.w - 2 * ACTIVITY_PAD;

    if (wide && !page->large && !card->disabled)
        w -= (rect.h * 3 / 4 > 310 ? 310 : rect.h * 3 / 4) * 80 / 100;
    return w;
}

void component_activity_card(const struct page *page, struct rect rect,
                             const struct activity_card *card)
{
    struct card_look look = look_of(page, card);
    struct widget *face = add_face(page, &rect, card, &look);
    bool pressed = face->state & WIDGET_PRESSED, tall = rect.w <= rect.h * 3 / 2;
    bool pill = card->action != NULL && !card->disabled;
    struct paragraph title = { .text = card->title,
                               .style = page_style(page, TEXT_CARD_TITLE),
                               .color = look.ink,
                               .ground = look.fill,
                               .role = ROLE_HEADING };
    struct paragraph facts = { .text = card->facts,
                               .style = page_style(page, TEXT_SUB),
                               .color = look.ink,
                               .ground = look.fill,
                               .role = ROLE_TEXT };
    int w = text_width(page, rect, card), pill_h = page->large ? 112 : PILL_H;
    int taken = pill ? pill_h + 22 : 0, pad = tall ? 44 : 22, y, total, room = rect.h - 2 * pad;

    add_art(page, rect, card, &look);
    paragraph_fit(page, &facts, w, (room - taken) / 2, page->large ? 48 : 36);
    paragraph_fit(page, &title, w, room - taken - paragraph_height(page, &facts, w),
                  page->large ? 56 : 48);
    total = paragraph_height(page, &title, w) + 4 + paragraph_height(page, &facts, w) + taken;
    y = tall ? rect.y + pad : rect.y + (rect.h - total) / 2;
    y += paragraph_add(page, &title, (struct rect){ rect.x + ACTIVITY_PAD, y, w, 0 })->rect.h + 4;
    y += paragraph_add(page, &facts, (struct rect){ rect.x + ACTIVITY_PAD, y, w, 0 })->rect.h + 22;
    if (tall)
        y = rect.y + rect.h - pad - pill_h;
    if (pill)
        add_pill(page, rect.x + ACTIVITY_PAD - 2, y, w, card->action, pressed);
}

/* ---- 提示条 ---- */

static struct paragraph notice_words(const struct page *page, const char *text)
{
    return (struct paragraph){ .text = text,
                               .style = paragraph_sized(page_style(page, TEXT_BODY),
                                                        page->large ? 52 : 42),
                               .color = page->skin->ink,
                               .ground = page->large ? COLOR_HC_BG : COLOR_GAM_TINT,
                               .role = ROLE_TEXT };
}

int component_notice_height(const struct page *page, int width_px, const char *text)
{
    struct paragraph words = notice_words(page, text);

    return paragraph_height(page, &words, width_px - 3 * NOTICE_PAD - NOTICE_ICON) + 40;
}

void component_notice(const struct page *page, struct rect rect, const char *icon, const char *text)
{
    struct paragraph words = notice_words(page, text);
    struct widget *strip = page_block(page, rect, words.ground, 24);
    struct rect inner = rect;

    if (page->large) {
        strip->line = COLOR_HC_INK;
        strip->line_px = 5;
    }
    page_image(page,
               (struct rect){ rect.x + NOTICE_PAD, rect.y + (rect.h - NOTICE_ICON) / 2, NOTICE_ICON,
                              NOTICE_ICON },
               icon, page->large ? COLOR_HC_INK : COLOR_OCH);
    rect_cut_left(&inner, 2 * NOTICE_PAD + NOTICE_ICON);
    rect_cut_right(&inner, NOTICE_PAD);
    paragraph_add_middle(page, &words, inner);
}
