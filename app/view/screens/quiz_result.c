/* 成绩: the score, the book of stamps, and what to take home, the wrong ones first. */
#include <string.h>

#include "view/component.h"
#include "view/screens/quiz_frame.h"
#include "view/screens/screens.h"
#include "view/topic.h"

enum {
    BOOK_PAD = 24,
    SEAL_MOST = 158,
    SEAL_TWO_ROWS = 104,
    ONE_ROW = 5,    /* portrait: more stamps stand in two rows */
    TAKE_LEAST = 3, /* fewer wrong ones: right ones are added */
    ITEM_PAD = 20,
    ITEM_ICON = 104,
    CARD_PAD = 36
};

/* ---- score ---- */

static enum string_id praise(const struct quiz *quiz, bool sub)
{
    if (quiz->right == quiz->count)
        return sub ? STR_RESULT_ALL_SUB : STR_RESULT_ALL;
    if (quiz->right * 10 >= quiz->count * 6)
        return sub ? STR_RESULT_GOOD_SUB : STR_RESULT_GOOD;
    return sub ? STR_RESULT_SOME_SUB : STR_RESULT_SOME;
}

static void add_score(const struct page *page)
{
    const struct quiz *quiz = &page->view->kiosk->quiz;
    struct paragraph score = { .text = page_number(page, quiz->right),
                               .style = page_style(page, TEXT_SCORE),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .role = ROLE_HEADING };
    struct paragraph total = score, title = score, sub = score;
    struct rect area = page->reading, line;
    int w = paragraph_width(page, &score, area.w), total_w;

    total.text = widgets_format(page->out, "/%d", quiz->count);
    total.style = paragraph_sized(page_style(page, TEXT_TITLE_1), 92);
    total_w = paragraph_width(page, &total, area.w);
    title.text = page_text(page, praise(quiz, false));
    title.style = page_style(page, TEXT_TITLE_2);
    sub.text = page_text(page, praise(quiz, true));
    sub.style = page_style(page, TEXT_SUB);
    sub.role = ROLE_TEXT;
    rect_cut_top(&area, (page->portrait ? 28 : 80) + page_extra_h(page, 12));
    paragraph_add(page, &score, (struct rect){ area.x, area.y, w, 0 });
    paragraph_add(page, &total, (struct rect){ area.x + w + 16, area.y + 84, total_w, 0 });
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

static int book_height(const struct page *page, int width_px)
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

static void add_book(const struct page *page, struct rect rect)
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

/* ---- what to take home ---- */

struct takeaways {
    const struct question *items[QUIZ_MAX];
    int count;
};

static const struct wording *wording_of(const struct page *page, const struct question *question)
{
    return question_wording(question, page->view->kiosk->language);
}

static struct takeaways collect(const struct page *page)
{
    const struct quiz *quiz = &page->view->kiosk->quiz;
    struct takeaways takeaways = { .count = 0 };

    for (int right = 0; right < 2; right++) {
        for (int i = 0; i < quiz->count; i++) {
            const struct quiz_item *item = &quiz->items[i];
            if (item->right != (right == 1) || wording_of(page, item->question)->takeaway == NULL)
                continue;
            if (right == 0 || takeaways.count < TAKE_LEAST)
                takeaways.items[takeaways.count++] = item->question;
        }
    }
    return takeaways;
}

static struct paragraph takeaway_words(const struct page *page, const struct question *question)
{
    struct text_style style = page_style(page, TEXT_OPTION);

    style.face = FACE_SANS_BOLD;
    style = paragraph_sized(style, page->large ? 58 : 44);
    return (struct paragraph){ .text = wording_of(page, question)->takeaway,
                               .style = style,
                               .color = page->skin->ink,
                               .ground = page->skin->card,
                               .role = ROLE_TEXT };
}

static struct paragraph basis_words(const struct page *page, const struct question *question)
{
    return (struct paragraph){ .text = wording_of(page, question)->basis,
                               .style = page_style(page, TEXT_CAPTION),
                               .color = page->skin->ink_soft,
                               .ground = page->skin->card,
                               .role = ROLE_CAPTION };
}

static int icon_side(const struct page *page)
{
    return page->large ? 0 : ITEM_ICON;
}

static int item_height(const struct page *page, const struct question *question, int width_px)
{
    int w = width_px - 2 * CARD_PAD - (page->large ? 0 : ITEM_ICON + 32);
    struct paragraph words = takeaway_words(page, question), basis = basis_words(page, question);
    int h = paragraph_height(page, &words, w);

    if (basis.text != NULL)
        h += paragraph_height(page, &basis, w) + 2;
    return (h > icon_side(page) ? h : icon_side(page)) + 2 * ITEM_PAD;
}

static void add_item(const struct page *page, struct rect rect, const struct question *question)
{
    struct paragraph words = takeaway_words(page, question), basis = basis_words(page, question);
    int side = icon_side(page), h;

    rect = rect_inset(rect, CARD_PAD, ITEM_PAD);
    if (side > 0) {
        component_icon_block(page, (struct rect){ rect.x, rect.y, side, side },
                             topic_icon(question->topic));
        rect_cut_left(&rect, side + 32);
    }
    h = paragraph_height(page, &words, rect.w);
    if (basis.text != NULL)
        h += paragraph_height(page, &basis, rect.w) + 2;
    if (h < side)
        rect_cut_top(&rect, (side - h) / 2);
    rect_cut_top(&rect, paragraph_add(page, &words, rect)->rect.h + 2);
    if (basis.text != NULL)
        paragraph_add(page, &basis, rect);
}

/* How many from first on fit into height_px, at least one. */
static int how_many(const struct page *page, const struct takeaways *t, int first, int width_px,
                    int height_px)
{
    int used = 0, count = 0;

    while (first + count < t->count) {
        used += item_height(page, t->items[first + count], width_px);
        if (used > height_px && count > 0)
            break;
        count++;
    }
    return count;
}

static int count_pages(const struct page *page, const struct takeaways *t, const struct rect *area,
                       int at, int *first)
{
    int pages = 0;

    for (int i = 0; i < t->count; pages++) {
        if (pages <= at)
            *first = i;
        i += how_many(page, t, i, area->w, area->h);
    }
    return pages;
}

static void add_takeaways(const struct page *page, struct rect area)
{
    struct takeaways t = collect(page);
    int first = 0, at = page->view->kiosk->page, pages, count, h = 0, spare;
    struct rect card;

    if (t.count == 0)
        return;
    component_section_head(page, rect_cut_top(&area, page->large ? 84 : 62),
                           page_text(page, STR_RESULT_TAKE_HOME), NULL);
    rect_cut_top(&area, 16);
    pages = count_pages(page, &t, &area, 0, &first);
    if (pages > 1) {
        struct rect pager = rect_cut_bottom(&area, component_pager_takes(page));
        rect_cut_top(&pager, PAGER_GAP);
        pages = count_pages(page, &t, &area, at, &first);
        component_pager(page, pager, at < pages ? at : pages - 1, pages, 1);
    }
    count = how_many(page, &t, first, area.w, area.h);
    for (int i = 0; i < count; i++)
        h += item_height(page, t.items[first + i], area.w);
    /* What is free is shared out, so that three points fill the card as three. */
    spare = (area.h - h) / count;
    spare = spare > 60 ? 60 : spare;
    card = rect_cut_top(&area, h + spare * count);
    component_card(page, card);
    for (int i = 0; i < count; i++) {
        int item_h = item_height(page, t.items[first + i], card.w) + spare;
        struct rect row = rect_cut_top(&card, item_h);
        if (i > 0)
            page_block(page, (struct rect){ row.x + CARD_PAD, row.y - 1, row.w - 2 * CARD_PAD, 3 },
                       page->large ? COLOR_HC_INK : COLOR_PAPER_2, 0);
        add_item(page, rect_inset(row, 0, spare / 2), t.items[first + i]);
    }
}

static void add_dock(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;
    int survey = kiosk_next_survey(kiosk), count = 0;
    struct button buttons[3];

    /* Where prizes are given, how often one may play is for staff to say. */
    if (kiosk->activity->prize_way == PRIZE_NONE && kiosk_quiz_is_open(kiosk))
        buttons[count++] = (struct button){ .look = BUTTON_SECONDARY,
                                            .label = page_text(page, STR_RESULT_AGAIN),
                                            .message = page_tap(MSG_AGAIN, 0) };
    if (survey >= 0)
        buttons[count++] = (struct button){ .look = BUTTON_SECONDARY,
                                            .label = page_text(page, STR_RESULT_SURVEY),
                                            .message = page_tap(MSG_OPEN_SURVEY, survey) };
    buttons[count++] = (struct button){ .look = BUTTON_PRIMARY,
                                        .label = page_text(page, STR_RESULT_DONE),
                                        .icon_after = "ic-check.svg",
                                        .message = page_tap(MSG_FINISH, 0) };
    component_dock(page, buttons, count);
}

static void build(const struct view *view, struct widgets *out)
{
    struct page_shape shape = { .section = SECTION_QUIZ,
                                .lit_flame = true,
                                .field_h = 430,
                                .column_w = 640,
                                .motif_side = 870,
                                .motif_x = 231,
                                .motif_y = -100 };
    struct page page;
    struct rect area;

    page_open(&page, view, out, &shape);
    component_header(&page, quiz_name(&page), component_chip(&page));
    add_score(&page);
    area = page.controls;
    add_book(&page, rect_cut_top(&area, book_height(&page, area.w)));
    rect_cut_top(&area, page.portrait ? 36 : 26);
    add_takeaways(&page, area);
    add_dock(&page);
}

const struct screen screen_quiz_result = { "quiz-result", build };
