/* The score and the book of stamps: the top of the result and of the stamp's screen. */
#include "view/screens/score.h"

enum {
    BOOK_PAD = 24,
    SEAL_MOST = 158,
    SEAL_TWO_ROWS = 104,
    ONE_ROW = 5 /* portrait: more stamps stand in two rows */
};

/* ---- score ---- */

int score_field_h(const struct view *view)
{
    return view->kiosk->large_text ? 500 : 430;
}

void score_add(const struct page *page, const char *heading, const char *below)
{
    const struct quiz *quiz = &page->view->kiosk->quiz;
    struct paragraph score = { .text = page_number(page, quiz->right),
                               .style = page_style(page, TEXT_SCORE),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .role = ROLE_HEADING };
    struct paragraph total = score, title = score, sub = score;
    struct rect area = page->reading, line;
    int w = paragraph_width(page, &score, area.w), total_w, first = page->out->count;

    total.text = widgets_format(page->out, "/%d", quiz->count);
    total.style = paragraph_sized(page_style(page, TEXT_TITLE_1), 92);
    total_w = paragraph_width(page, &total, area.w);
    title.text = heading;
    title.style = page_style(page, TEXT_TITLE_2);
    sub.text = below;
    sub.style = page_style(page, TEXT_SUB);
    sub.role = ROLE_TEXT;
    rect_cut_top(&area, (page->portrait ? 28 : 80) + page_extra_h(page, 12));
    paragraph_add(page, &score, (struct rect){ area.x, area.y, w, 0 });
    paragraph_add(page, &total, (struct rect){ area.x + w + 16, area.y + 84, total_w, 0 });
    widgets_keep(page->out, first, (struct rect){ area.x, area.y, w + 16 + total_w, 0 });
    if (page->portrait) {
        rect_cut_left(&area, w + total_w + 60);
        rect_cut_top(&area, 14);
    } else {
        rect_cut_top(&area, 200 + 48);
    }
    paragraph_fit(page, &title, area.w, title.style.line_px * (page->portrait ? 1 : 2), 48);
    line = paragraph_add(page, &title, area)->rect;
    rect_cut_top(&area, line.h + 6);
    if (!paragraph_fit(page, &sub, area.w, sub.style.line_px, page->large ? 48 : 38))
        paragraph_fit(page, &sub, area.w, area.h, page->large ? 48 : 36);
    paragraph_add(page, &sub, area);
}

/* ---- book of stamps ---- */

static int book_rows(const struct page *page)
{
    int count = page->view->kiosk->quiz.count;

    if (!page->portrait)
        return (count + 11) / 12;
    return count <= ONE_ROW ? 1 : (count + 9) / 10 + 1;
}

static int seal_side(const struct page *page, int width_px)
{
    int count = page->view->kiosk->quiz.count, rows = book_rows(page);
    int columns = (count + rows - 1) / rows;
    int side = (width_px - 2 * BOOK_PAD) / columns - 20;
    int most = rows == 1 && page->portrait ? SEAL_MOST : SEAL_TWO_ROWS;

    return side < most ? side : most;
}

int score_book_height(const struct page *page, int width_px)
{
    int rows = book_rows(page);

    return rows * seal_side(page, width_px) + (rows - 1) * 20 + 2 * BOOK_PAD;
}

static void add_book_seal(const struct page *page, struct rect rect, int index)
{
    static const int turns[] = { -4, 3, -2, 4, -3, 2 };
    const struct quiz_item *item = &page->view->kiosk->quiz.items[index];
    struct widget *cell;

    if (page->large && item->right) {
        page_block(page, rect, COLOR_HC_INK, 16);
        page_image(page, rect_inset(rect, rect.w / 5, rect.h / 5), "ic-check.svg", COLOR_HC_BG);
    } else if (page->large) {
        cell = page_block(page, rect, COLOR_NONE, 16);
        cell->line = COLOR_HC_INK;
        cell->line_px = 5;
        cell->dashed = true;
        page_image(page, rect_inset(rect, rect.w / 4, rect.h / 4), "ic-cross.svg", COLOR_HC_INK);
    } else if (item->right) {
        component_seal(page, rect, "对", index, turns[index % 6]);
    } else {
        component_hollow_seal(page, rect, page_number(page, index + 1), page->skin->ink_soft,
                              page->skin->card);
    }
}

void score_add_book(const struct page *page, struct rect rect)
{
    int count = page->view->kiosk->quiz.count, rows = book_rows(page);
    int columns = (count + rows - 1) / rows, side = seal_side(page, rect.w);
    struct rect inner = rect_inset(rect, BOOK_PAD, BOOK_PAD);

    component_card(page, rect);
    for (int i = 0; i < count; i++) {
        struct rect row = rect_row(&inner, i / columns, rows, 20);
        struct rect cell = rect_column(&row, i % columns, columns, 0);
        add_book_seal(page, rect_center(&cell, side, side), i);
    }
}
