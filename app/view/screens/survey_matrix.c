/*
 * 矩阵: one statement is open with its cells; those answered before collapse to a row with the
 * answer in words and open again when touched; the others wait closed.
 */
#include <stddef.h>

#include "view/screens/survey_inside.h"

enum {
    ROW_H = 136,
    ROW_LEAST = 104,
    ROW_LARGE_H = 140,
    ROW_GAP = 24,
    CARD_PAD = 30,
    TAG_H = 60,
    CELL_H = 240,
    CELL_LEAST = 168,
    CELL_GAP = 14,
    CELL_PAD = 8,
    CELLS_A_ROW = 6,
    CELL_EDGE = 8,
    NUMBER_H = 74,
    STATEMENT_LINES = 2
};

/* How the rows share the area. */
struct plan {
    int row_h, cell_h;
    int first, closed; /* closed rows shown: so many of them from the first-th on */
    int pages, at;
    struct rect pager;
};

static int point_count(const struct survey_page *p)
{
    return p->question->scale_count + (p->wording->scale_unclear != NULL);
}

static struct paragraph cell_words(const struct survey_page *p, int point)
{
    const struct page *page = &p->page;

    return (struct paragraph){ .text = survey_point_text(p, point),
                               .style = { page->large ? FACE_SANS_BOLD : FACE_SANS_MEDIUM,
                                          page->large ? 48 : 40, page->large ? 58 : 48, 0 },
                               .color = page->skin->ink,
                               .ground = page->skin->ground,
                               .align = ALIGN_CENTER,
                               .role = ROLE_OPTION };
}

/* Do the words of all points stand in cells of that width? */
static bool words_fit(const struct survey_page *p, int cell_w)
{
    for (int point = p->wording->scale_unclear != NULL ? 0 : 1; point <= p->question->scale_count;
         point++) {
        struct paragraph words = cell_words(p, point);
        if (!paragraph_fit(&p->page, &words, cell_w - 2 * CELL_PAD, 2 * words.style.line_px,
                           words.style.size_px))
            return false;
    }
    return true;
}

/* As many rows of cells as the words need: long ones want wide cells. */
static int cell_rows(const struct survey_page *p, int width_px)
{
    int points = point_count(p), rows = (points + CELLS_A_ROW - 1) / CELLS_A_ROW;

    for (; rows < points; rows++) {
        int columns = (points + rows - 1) / rows;
        if (words_fit(p, (width_px - 2 * CARD_PAD + CELL_GAP) / columns - CELL_GAP))
            break;
    }
    return rows;
}

/* Height of cells that holds number and words of every point. */
static int cell_least(const struct survey_page *p, int width_px)
{
    int rows = cell_rows(p, width_px), columns = (point_count(p) + rows - 1) / rows, most = 0;
    int w = (width_px - 2 * CARD_PAD + CELL_GAP) / columns - CELL_GAP - 2 * CELL_PAD;

    for (int point = p->wording->scale_unclear != NULL ? 0 : 1; point <= p->question->scale_count;
         point++) {
        struct paragraph words = cell_words(p, point);
        int h = paragraph_height(&p->page, &words, w) + (point > 0 ? NUMBER_H : 0);
        most = h > most ? h : most;
    }
    return most + 24 > CELL_LEAST ? most + 24 : CELL_LEAST;
}

static struct paragraph statement_words(const struct survey_page *p, int row)
{
    const struct page *page = &p->page;

    return (struct paragraph){ .text = p->wording->rows[row],
                               .style = { FACE_SANS_BOLD, page->large ? 60 : 50,
                                          page->large ? 80 : 66, 0 },
                               .color = page->skin->ink,
                               .ground = page->skin->card,
                               .role = ROLE_STEM };
}

static int head_height(const struct survey_page *p, int width_px)
{
    struct paragraph words = statement_words(p, p->survey->open_row);
    int tag = p->page.large ? 80 : TAG_H;

    paragraph_fit(&p->page, &words, width_px - 2 * CARD_PAD, STATEMENT_LINES * words.style.line_px,
                  36);
    return CARD_PAD + tag + 14 + paragraph_height(&p->page, &words, width_px - 2 * CARD_PAD) + 20;
}

static int card_height(const struct survey_page *p, int width_px, int cell_h)
{
    return head_height(p, width_px) + cell_rows(p, width_px) * (cell_h + CELL_GAP) - CELL_GAP +
           CELL_EDGE + CARD_PAD;
}

/* Shows so many closed rows a page, at least none: then only the open one is there. */
static void page_rows(const struct survey_page *p, struct rect *area, struct plan *plan, int closed,
                      int room)
{
    plan->pager = rect_cut_bottom(area, component_pager_takes(&p->page));
    rect_cut_top(&plan->pager, PAGER_GAP);
    room -= component_pager_takes(&p->page);
    plan->closed = room > 0 ? (room + ROW_GAP) / (plan->row_h + ROW_GAP) : 0;
    if (plan->closed == 0 && p->survey->open_row >= 0)
        return;
    plan->closed = plan->closed < 1 ? 1 : plan->closed;
    plan->pages = (closed + plan->closed - 1) / plan->closed;
    plan->at =
        p->page.view->kiosk->page < plan->pages ? p->page.view->kiosk->page : plan->pages - 1;
    plan->first = plan->at * plan->closed;
}

/* Rows as airy as fits; when not even the tightest does, the closed ones are paged. */
static struct plan make_plan(const struct survey_page *p, struct rect *area)
{
    int rows = p->question->row_count, closed = rows - (p->survey->open_row >= 0), tight, card = 0;
    int row_h = p->page.large ? ROW_LARGE_H : ROW_H, least = p->page.large ? 120 : ROW_LEAST, room;
    struct plan plan = { .row_h = row_h, .closed = closed, .pages = 1 };

    tight = cell_least(p, area->w);
    plan.cell_h = tight > CELL_H ? tight : CELL_H;
    if (p->survey->open_row >= 0)
        card = card_height(p, area->w, plan.cell_h) + ROW_GAP + 8;
    room = area->h - card - 8;
    if (closed * (row_h + ROW_GAP) - ROW_GAP <= room)
        return plan;
    if (p->survey->open_row >= 0) {
        room += card - (card_height(p, area->w, tight) + ROW_GAP + 8);
        plan.cell_h = tight;
    }
    plan.row_h = closed > 0 ? (room + ROW_GAP) / closed - ROW_GAP : row_h;
    plan.row_h = plan.row_h > row_h ? row_h : plan.row_h;
    if (plan.row_h >= least || closed == 0)
        return plan;
    plan.row_h = least;
    page_rows(p, area, &plan, closed, room);
    return plan;
}

/* ---- rows ---- */

static void add_answered(const struct survey_page *p, struct rect rect, int row)
{
    const struct page *page = &p->page;
    int point = p->answer->rows[row], w;
    struct message tap = page_tap(MSG_OPEN_ROW, row);
    bool pressed = page_is_pressed(page, &tap);
    enum color ground = !pressed ? page->skin->card : page->large ? COLOR_HC_PRESS : COLOR_GAM_TINT;
    struct paragraph words = statement_words(p, row), side = words;
    struct widget *face;

    rect.y += pressed && !page->large ? 6 : 0;
    face = page_block(page, rect, ground, page->large ? 24 : 28);
    face->role = ROLE_OPTION;
    face->line = page->skin->block_line;
    face->line_px = page->large ? 5 : 3;
    face->edge = page->skin->block_edge;
    face->edge_px = page->large ? 0 : pressed ? 2 : CELL_EDGE;
    face->label = words.text;
    face->message = tap;
    face->state = WIDGET_SELECTED | (pressed ? WIDGET_PRESSED : 0U);
    page_image(page, (struct rect){ rect.x + 30, rect.y + (rect.h - 52) / 2, 52, 52 },
               "ic-check.svg", page->skin->select);
    words.ground = side.ground = ground;
    words.style = paragraph_sized(page_style(page, TEXT_BODY), page->large ? 54 : 42);
    side.style =
        (struct text_style){ FACE_SANS_BOLD, page->large ? 48 : 38, page->large ? 62 : 50, 0 };
    side.color = page->large || pressed ? page->skin->ink : page->skin->select;
    side.align = ALIGN_RIGHT;
    side.role = ROLE_CAPTION;
    side.text = survey_point_text(p, point);
    if (point > 0 && !page->large)
        side.text = widgets_format(
            page->out, "%s · %s",
            page_format(page, STR_SURVEY_POINTS, page_number(page, point), NULL), side.text);
    rect = rect_inset(rect, 30, 0);
    rect_cut_left(&rect, 52 + 26);
    w = paragraph_width(page, &side, rect.w / 2);
    paragraph_add_middle(page, &side, rect_cut_right(&rect, w));
    rect_cut_right(&rect, 24);
    paragraph_fit(page, &words, rect.w, rect.h - 12, 36);
    paragraph_add_middle(page, &words, rect);
}

static void add_upcoming(const struct survey_page *p, struct rect rect, int row)
{
    const struct page *page = &p->page;
    const char *tag = page_format(page, STR_SURVEY_ROW, page_number(page, row + 1), NULL);
    struct paragraph words = statement_words(p, row);
    struct widget *face;
    int tag_h = page->large ? 80 : TAG_H, w;

    words.role = ROLE_TEXT;
    words.ground = page->large ? COLOR_HC_BG : COLOR_PAPER_2;
    words.color = page->skin->ink_soft;
    words.style = paragraph_sized(page_style(page, TEXT_BODY), page->large ? 54 : 42);
    face = page_block(page, rect, words.ground, page->large ? 24 : 28);
    face->line = page->large ? COLOR_HC_INK : COLOR_PAPER_3;
    face->line_px = 3;
    w = component_tag(page, rect.x + 30, rect.y + (rect.h - tag_h) / 2, tag,
                      page->large ? COLOR_HC_BG : COLOR_PAPER_1, page->skin->ink_soft);
    rect = rect_inset(rect, 30, 0);
    rect_cut_left(&rect, w + 28);
    paragraph_fit(page, &words, rect.w, rect.h - 12, 36);
    paragraph_add_middle(page, &words, rect);
}

/* ---- the open one ---- */

static void add_cell(const struct survey_page *p, struct rect rect, int row, int point)
{
    const struct page *page = &p->page;
    struct choice choice = { .text = survey_point_text(p, point),
                             .selected = p->answer->rows[row] == point,
                             .message = page_tap(MSG_CHOOSE_CELL, row * 16 + point) };
    struct widget *face = component_choice_face(page, &rect, &choice, 22);
    struct paragraph words = cell_words(p, point), number = words;
    struct rect inner = rect_inset(rect, CELL_PAD, 10);
    int number_h = point > 0 ? NUMBER_H : 0, h;

    if (face->fill == page->skin->card && !page->large)
        face->fill = COLOR_PAPER_1; /* it stands on a card already */
    if (point > 0)
        face->label = widgets_format(page->out, "%d %s", point, choice.text);
    words.color = number.color = component_choice_ink(page, &choice);
    words.ground = number.ground = face->fill;
    number.text = page_number(page, point);
    number.style = (struct text_style){ FACE_SANS_BLACK, 64, 72, 0 };
    paragraph_fit(page, &words, inner.w, inner.h - number_h, 36);
    h = paragraph_height(page, &words, inner.w) + number_h;
    rect_cut_top(&inner, (inner.h - h) / 2);
    if (point > 0) {
        paragraph_add(page, &number, inner);
        rect_cut_top(&inner, number_h);
    }
    paragraph_add(page, &words, inner);
}

static void add_open(const struct survey_page *p, struct rect rect, int cell_h)
{
    const struct page *page = &p->page;
    int row = p->survey->open_row, points = point_count(p), rows = cell_rows(p, rect.w);
    int columns = (points + rows - 1) / rows;
    struct paragraph words = statement_words(p, row);
    struct widget *card = page_block(page, rect, page->skin->card, page->large ? 24 : 28);
    struct rect inner = rect_inset(rect, CARD_PAD, CARD_PAD);

    card->line = page->skin->select;
    card->line_px = page->large ? 7 : 6;
    card->edge = page->skin->select_edge;
    card->edge_px = page->large ? 0 : 8;
    component_tag(page, inner.x, inner.y,
                  page_format(page, STR_SURVEY_ROW, page_number(page, row + 1), NULL),
                  page->skin->select, page->skin->select_ink);
    rect_cut_top(&inner, (page->large ? 80 : TAG_H) + 14);
    paragraph_fit(page, &words, inner.w, STATEMENT_LINES * words.style.line_px, 36);
    rect_cut_top(&inner, paragraph_add(page, &words, inner)->rect.h + 20);
    for (int i = 0; i < points; i++) {
        struct rect line = { inner.x, inner.y + i / columns * (cell_h + CELL_GAP), inner.w,
                             cell_h };
        int point = i < p->question->scale_count ? i + 1 : 0;
        add_cell(p, rect_column(&line, i % columns, columns, CELL_GAP), row, point);
    }
}

void survey_add_matrix(const struct survey_page *p, struct rect area)
{
    struct plan plan = make_plan(p, &area);
    int seen = 0, left = 0, y = area.y;

    for (int row = 0; row < p->question->row_count; row++) {
        struct rect rect = { area.x, y, area.w, plan.row_h };
        left += p->answer->rows[row] < 0;
        if (row == p->survey->open_row) {
            rect.h = card_height(p, area.w, plan.cell_h);
            add_open(p, rect, plan.cell_h);
            y += rect.h + ROW_GAP + 8;
            continue;
        }
        seen++;
        if (seen <= plan.first || seen > plan.first + plan.closed)
            continue;
        if (p->answer->rows[row] >= 0)
            add_answered(p, rect, row);
        else
            add_upcoming(p, rect, row);
        y += rect.h + ROW_GAP;
    }
    if (plan.pages > 1)
        component_pager(&p->page, plan.pager, plan.at, plan.pages, 1);
    else if (!p->page.large && left > 0) /* with all rated there is no next */
        survey_add_hint(p, y, page_text(&p->page, STR_SURVEY_ROW_HINT), NULL);
}
