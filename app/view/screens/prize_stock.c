#include "view/screens/prize_stock.h"

#include <string.h>

#include "view/prize_words.h"

enum {
    COLUMNS_MOST = 4,
    ART_PX = 132,
    ART_SMALL_PX = 84,
    ART_ROW_PX = 84,
    LINES = 4, /* item, tier, what it takes, what is left */
    CELL_PAD = 8,
    ROW_PAD = 28,
    FEW = 10, /* fewer are told in cinnabar */
    ALPHA_GONE = 102
};

int prize_stock_left(const struct kiosk *kiosk)
{
    int left = 0;

    for (int i = 0; i < kiosk->prizes.tier_count; i++)
        left += kiosk->prizes.tiers[i].left_today;
    return left;
}

const char *prize_stock_commitment(const struct page *page, int groups_a_line)
{
    const char *hex = page->view->kiosk->prizes.commitment;
    enum { GROUP = 8 };
    char *text, *to;

    if (hex[0] == '\0')
        return NULL;
    text = to = widgets_alloc(page->out, strlen(hex) * (GROUP + 1) / GROUP + 2);
    for (int i = 0; hex[i] != '\0'; i++) {
        if (i > 0 && i % GROUP == 0)
            *to++ = i / GROUP % groups_a_line == 0 ? '\n' : ' ';
        *to++ = hex[i];
    }
    *to = '\0';
    return text;
}

/* What it takes to win the tier. */
static const char *terms_of(const struct page *page, const struct prize_tier *tier)
{
    switch (page->view->kiosk->activity->prize_way) {
    case PRIZE_BY_SCORE:
        return page_format(page, STR_RULES_NEED, page_number(page, tier->need_right), NULL);
    case PRIZE_BY_RANK:
        return page_format(page, STR_RULES_PLACES, page_number(page, tier->stock), NULL);
    default:
        return page_format(page, STR_RULES_CHANCE, page_number(page, tier->odds), NULL);
    }
}

static const char *stock_of(const struct page *page, const struct prize_tier *tier, int left)
{
    int released = tier->daily > 0 && tier->daily < tier->stock ? tier->daily : tier->stock;

    if (left == 0)
        return page_text(page, STR_RULES_GONE);
    if (released < left) /* staff have added some */
        released = left;
    return page_format(page, STR_RULES_LEFT, page_number(page, left), page_number(page, released));
}

/* ---- words of a tier ---- */

struct words {
    struct paragraph item, name, terms, stock;
    bool gone;
};

static struct paragraph caption(const struct page *page, const char *text, bool bold)
{
    struct paragraph words = { .text = text,
                               .style = page_style(page, TEXT_CAPTION),
                               .color = bold ? page->skin->ink : page->skin->ink_soft,
                               .ground = page->skin->card,
                               .role = ROLE_CAPTION };

    if (bold) {
        words.style.face = page->large ? FACE_SANS_BLACK : FACE_SANS_BOLD;
        words.style = paragraph_sized(words.style, page->large ? 54 : 42);
    }
    words.style.line_px = page->large ? 66 : 52;
    return words;
}

static struct words words_of(const struct page *page, int index)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct prize_tier *tier = &kiosk->activity->tiers[index];
    bool known = index < kiosk->prizes.tier_count;
    int left = known ? kiosk->prizes.tiers[index].left_today : tier->stock;
    struct words words = {
        .item = caption(page, prize_item_name(page->view, tier->item), true),
        .name = caption(page, prize_tier_name(page->view, tier->name), false),
        .terms = caption(page, terms_of(page, tier), false),
        .stock = caption(page, stock_of(page, tier, left), true),
        .gone = left == 0,
    };

    if (left > 0 && left < FEW && !page->large)
        words.stock.color = COLOR_CIN_INK;
    return words;
}

static void add_art(const struct page *page, struct rect rect, int index, bool gone)
{
    const char *art = prize_art(page->view->kiosk->activity->tiers[index].item);
    struct widget *image = page_image(page, rect, art != NULL ? art : "ic-gift.svg",
                                      art != NULL ? COLOR_NONE : page->skin->accent);

    image->role = ROLE_PICTURE;
    image->alpha = gone ? ALPHA_GONE : 255;
}

/* ---- head ---- */

/* It never stands alone at the end of a page: it is part of the first card. */
static int head_height(const struct page *page)
{
    return (page->large ? 84 : 62) + 18;
}

static void draw_head(const struct page *page, struct rect rect)
{
    bool ranks = page->view->kiosk->activity->prize_way == PRIZE_BY_RANK;

    rect_cut_bottom(&rect, 18);
    component_section_head(page, rect, page_text(page, ranks ? STR_RULES_PRIZES : STR_RULES_STOCK),
                           page->large ? NULL : page_text(page, STR_RULES_STOCK_SIDE));
}

/* ---- columns ---- */

static int art_px(const struct page *page)
{
    return page->portrait ? ART_PX : ART_SMALL_PX;
}

static bool fits_line(const struct page *page, const struct paragraph *words, int width_px)
{
    struct paragraph least = *words;

    return paragraph_fit(page, &least, width_px, least.style.line_px, 36) &&
           paragraph_lines(page, &least, width_px) == 1;
}

static bool columns_fit(const struct page *page, int width_px)
{
    int count = page->view->kiosk->activity->tier_count;
    int w = count > 0 ? width_px / count - 2 * CELL_PAD : 0;

    if (page->large || count > COLUMNS_MOST)
        return false;
    for (int i = 0; i < count; i++) {
        struct words words = words_of(page, i);
        if (!fits_line(page, &words.item, w) || !fits_line(page, &words.name, w) ||
            !fits_line(page, &words.terms, w) || !fits_line(page, &words.stock, w))
            return false;
    }
    return true;
}

static void add_line(const struct page *page, struct rect *cell, struct paragraph words)
{
    struct rect line = rect_cut_top(cell, words.style.line_px);

    words.align = ALIGN_CENTER;
    paragraph_fit(page, &words, line.w, line.h, 36);
    paragraph_add_middle(page, &words, line);
}

static int columns_height(const struct page *page)
{
    return head_height(page) + LINES * caption(page, "", true).style.line_px + art_px(page) + 14 +
           (page->portrait ? 44 : 28);
}

static void draw_columns(const struct page *page, struct rect rect, const void *context)
{
    int count = page->view->kiosk->activity->tier_count, art = art_px(page);

    (void)context;
    draw_head(page, rect_cut_top(&rect, head_height(page)));
    component_card(page, rect);
    for (int i = 0; i < count; i++) {
        struct words words = words_of(page, i);
        struct rect cell = rect_column(&rect, i, count, 0), top;
        if (i > 0)
            page_block(page, (struct rect){ cell.x - 1, cell.y + 14, 3, cell.h - 28 },
                       COLOR_PAPER_3, 0);
        cell = rect_inset(cell, CELL_PAD, page->portrait ? 22 : 14);
        top = rect_cut_top(&cell, art);
        add_art(page, rect_center(&top, art, art), i, words.gone);
        rect_cut_top(&cell, 14);
        add_line(page, &cell, words.item);
        add_line(page, &cell, words.name);
        add_line(page, &cell, words.terms);
        add_line(page, &cell, words.stock);
    }
}

/* ---- rows ---- */

/* Picture, then item over tier and terms, what is left at the right. */
static int row_stock_w(const struct page *page, int width_px)
{
    (void)page;
    return width_px * 34 / 100;
}

static int row_art(const struct page *page)
{
    return page->large ? 0 : ART_ROW_PX + 24;
}

/* 一等奖 · 中奖率 1/100 */
static struct paragraph row_below(const struct page *page, const struct words *words)
{
    struct paragraph below = words->name;

    below.text = widgets_format(page->out, "%s · %s", words->name.text, words->terms.text);
    return below;
}

static int row_height(const struct page *page, int index, int width_px)
{
    struct words words = words_of(page, index);
    struct paragraph below = row_below(page, &words);
    int stock = row_stock_w(page, width_px);
    int w = width_px - 2 * ROW_PAD - row_art(page) - stock - 16, h, right;

    h = paragraph_height(page, &words.item, w) + paragraph_height(page, &below, w);
    right = paragraph_height(page, &words.stock, stock);
    h = right > h ? right : h;
    return (h > ART_ROW_PX ? h : ART_ROW_PX) + 28;
}

static void draw_row(const struct page *page, struct rect rect, const void *context)
{
    const int *index = context;
    struct words words = words_of(page, *index);
    struct paragraph below = row_below(page, &words);
    struct rect inner, right, art;

    if (*index == 0)
        draw_head(page, rect_cut_top(&rect, head_height(page)));
    inner = rect_inset(rect, ROW_PAD, 14);
    component_card(page, rect);
    if (row_art(page) > 0) {
        art = rect_cut_left(&inner, row_art(page));
        add_art(page,
                (struct rect){ art.x, art.y + (art.h - ART_ROW_PX) / 2, ART_ROW_PX, ART_ROW_PX },
                *index, words.gone);
    }
    right = rect_cut_right(&inner, row_stock_w(page, rect.w));
    rect_cut_right(&inner, 16);
    words.stock.align = ALIGN_RIGHT;
    paragraph_add_middle(page, &words.stock, right);
    rect_cut_top(&inner, (inner.h - paragraph_height(page, &words.item, inner.w) -
                          paragraph_height(page, &below, inner.w)) /
                             2);
    rect_cut_top(&inner, paragraph_add(page, &words.item, inner)->rect.h);
    paragraph_add(page, &below, inner);
}

void prize_stock_add(const struct page *page, struct flow *flow, int gap_px, int width_px)
{
    int count = page->view->kiosk->activity->tier_count;
    int *indices;

    if (columns_fit(page, width_px)) {
        flow_add_box(flow, gap_px, columns_height(page), draw_columns, NULL);
        return;
    }
    indices = widgets_alloc(page->out, (size_t)count * sizeof(*indices));
    for (int i = 0; i < count; i++) {
        indices[i] = i;
        flow_add_box(flow, i == 0 ? gap_px : 14,
                     row_height(page, i, width_px) + (i == 0 ? head_height(page) : 0), draw_row,
                     &indices[i]);
    }
}
