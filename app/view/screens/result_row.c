#include "view/screens/result_row.h"

#include <stddef.h>

enum {
    LEAST_H = 136,
    LEAST_LARGE_H = 170,
    LEAST_WIDE_H = 124,
    BLOCK_PX = 96,
    BLOCK_LARGE_PX = 112,
    PAD = 28,
    TICK = 48
};

struct row_look {
    enum color fill, ground, line, edge, ink, block, letter;
    int line_px;
};

static struct row_look look_of(const struct page *page, bool right)
{
    if (page->large)
        return (struct row_look){ COLOR_HC_BG,
                                  COLOR_HC_BG,
                                  COLOR_HC_INK,
                                  COLOR_NONE,
                                  COLOR_HC_INK,
                                  right ? COLOR_HC_INK : COLOR_HC_BG,
                                  right ? COLOR_HC_BG : COLOR_HC_INK,
                                  right ? 12 : 10 };
    if (right)
        return (struct row_look){ COLOR_MAL_TINT, COLOR_MAL_TINT, COLOR_MAL,     COLOR_MAL_DEEP,
                                  COLOR_MAL,      COLOR_MAL,      COLOR_PAPER_0, 6 };
    return (struct row_look){ COLOR_NONE,  COLOR_PAPER_1, COLOR_INK_2, COLOR_NONE,
                              COLOR_INK_2, COLOR_PAPER_2, COLOR_INK_2, 5 };
}

static struct paragraph status_words(const struct page *page, const struct result_row *row)
{
    struct text_style style = { FACE_SANS_BOLD, page->large ? 48 : 38, page->large ? 62 : 50, 0 };

    return (struct paragraph){ .text = row->status, .style = style, .role = ROLE_CAPTION };
}

static struct paragraph text_words(const struct page *page, const struct result_row *row)
{
    struct text_style style = page_style(page, TEXT_OPTION);

    if (page->large)
        style = paragraph_sized(style, 60);
    return (struct paragraph){ .text = row->text, .style = style, .role = ROLE_TEXT };
}

/* Large words leave the status no room beside them: it goes below. */
static bool status_below(const struct page *page)
{
    return page->large && page->portrait;
}

static struct rect text_area(const struct page *page, struct rect rect,
                             const struct result_row *row)
{
    struct paragraph status = status_words(page, row);

    rect_cut_left(&rect, PAD + (page->large ? BLOCK_LARGE_PX : BLOCK_PX) + 30);
    rect_cut_right(&rect, PAD);
    if (status_below(page))
        rect_cut_bottom(&rect, status.style.line_px + 8);
    else
        rect_cut_right(&rect, TICK + 12 + paragraph_width(page, &status, page->canvas.w) + 24);
    return rect;
}

int result_row_height(const struct page *page, const struct result_row *row, int width_px)
{
    struct rect area = text_area(page, (struct rect){ 0, 0, width_px, 1000 }, row);
    struct paragraph words = text_words(page, row);
    int h = paragraph_height(page, &words, area.w) + (1000 - area.h) + (page->portrait ? 44 : 30);
    int least = page->large ? LEAST_LARGE_H : page->portrait ? LEAST_H : LEAST_WIDE_H;

    return h > least ? h : least;
}

static void add_status(const struct page *page, struct rect rect, const struct result_row *row,
                       const struct row_look *look)
{
    struct paragraph words = status_words(page, row);
    struct rect area = text_area(page, rect, row);
    int w = paragraph_width(page, &words, page->canvas.w);
    struct rect place = { rect.x + rect.w - PAD - w, rect.y, w, rect.h };

    words.color = look->ink;
    words.ground = look->ground;
    if (status_below(page)) {
        struct paragraph text = text_words(page, row);
        int text_h = paragraph_height(page, &text, area.w);
        int y = area.y + (area.h - text_h) / 2 + text_h + 4;
        place = (struct rect){ area.x + TICK + 12, y, w, words.style.line_px };
    }
    page_image(page,
               (struct rect){ place.x - TICK - 12, place.y + (place.h - TICK) / 2, TICK, TICK },
               row->right ? "ic-check.svg" : "ic-cross.svg", look->ink);
    paragraph_add_middle(page, &words, place);
}

void result_row_draw(const struct page *page, struct rect rect, const void *context)
{
    const struct result_row *row = context;
    struct row_look look = look_of(page, row->right);
    int side = page->large ? BLOCK_LARGE_PX : BLOCK_PX;
    struct rect block = { rect.x + PAD, rect.y + (rect.h - side) / 2, side, side };
    struct widget *face = page_block(page, rect, look.fill, page->large ? 24 : 28);
    struct paragraph words = text_words(page, row);
    struct paragraph letter = { .text = row->letter,
                                .style = page_style(page, TEXT_OPTION_LETTER),
                                .color = look.letter,
                                .ground = look.block,
                                .align = ALIGN_CENTER };
    struct widget *ground;

    face->role = ROLE_TEXT;
    face->line = look.line;
    face->line_px = look.line_px;
    face->dashed = !row->right;
    face->edge = look.edge;
    face->edge_px = look.edge == COLOR_NONE ? 0 : 8;
    ground = page_block(page, block, look.block, 16);
    if (page->large && !row->right) {
        ground->line = look.line;
        ground->line_px = 5;
    }
    if (row->letter != NULL)
        paragraph_add_middle(page, &letter, block);
    else
        page_image(page, rect_inset(block, side / 5, side / 5),
                   row->right ? "ic-check.svg" : "ic-cross.svg", look.letter);
    words.color = look.ink;
    words.ground = look.ground;
    paragraph_add_middle(page, &words, text_area(page, rect, row));
    add_status(page, rect, row, &look);
}
