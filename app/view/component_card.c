#include "base/utf8.h"
#include "view/component.h"

enum { CARD_RADIUS = 28, NOTICE_PAD = 36, NOTICE_ICON = 60 };

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
    int size = rect.w * (chars <= 1 ? 62 : chars == 2 ? 48 : 29) / 100;
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
