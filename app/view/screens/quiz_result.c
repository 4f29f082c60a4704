/* 成绩: the score, the book of stamps, what came of the prize, and what to take home, the wrong
 * ones first. */
#include <assert.h>
#include <string.h>

#include "view/component.h"
#include "view/screens/quiz_frame.h"
#include "view/screens/score.h"
#include "view/screens/screens.h"
#include "view/topic.h"

enum {
    TAKE_LEAST = 3, /* fewer wrong ones: right ones are added */
    ITEM_PAD = 20,
    ITEM_ICON = 104,
    CARD_PAD = 36,
    KEEPSAKE_H = 132
};

/* ---- what is said of it ---- */

static enum string_id praise(const struct quiz *quiz, bool sub)
{
    if (quiz->right == quiz->count)
        return sub ? STR_RESULT_ALL_SUB : STR_RESULT_ALL;
    if (quiz->right * 10 >= quiz->count * 6)
        return sub ? STR_RESULT_GOOD_SUB : STR_RESULT_GOOD;
    return sub ? STR_RESULT_SOME_SUB : STR_RESULT_SOME;
}

/* What came of the prize, or why there is none; NULL = nothing to say of it. */
static const char *prize_words(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct activity *activity = kiosk->activity;
    int missing = activity->qualify_right - kiosk->quiz.right;

    switch (kiosk->prize.award.outcome) {
    case SETTLED_AWARDED:
        return page_text(page, STR_RESULT_AWARDED_SUB);
    case SETTLED_RANKED:
        return page_text(page, STR_RESULT_RANKED_SUB);
    case SETTLED_MISSED:
        return page_text(page, STR_RESULT_MISSED_SUB);
    case SETTLED_SOLD_OUT:
    case SETTLED_USED_UP:
        return page_text(page, STR_RESULT_GONE_SUB);
    case SETTLED_COOLING:
        return page_text(page, STR_RESULT_COOLING_SUB);
    default:
        break;
    }
    if (!kiosk_gives_prizes(kiosk) || activity->prize_way != PRIZE_BY_DRAW)
        return NULL;
    if (missing > 0)
        return page_format(page, STR_RESULT_MORE_SUB, page_number(page, missing), NULL);
    return kiosk_prizes_are_gone(kiosk) ? page_text(page, STR_RESULT_GONE_SUB) : NULL;
}

static void add_score(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;
    bool missed = kiosk->prize.award.outcome == SETTLED_MISSED;
    const char *sub = prize_words(page);

    score_add(page, page_text(page, missed ? STR_RESULT_MISSED : praise(&kiosk->quiz, false)),
              sub != NULL ? sub : page_text(page, praise(&kiosk->quiz, true)));
}

/* 纪念印: whoever has drawn nothing takes a seal home. */
static bool has_keepsake(const struct page *page)
{
    return page->view->kiosk->prize.award.outcome == SETTLED_MISSED && page->portrait &&
           !page->large;
}

static void add_keepsake(const struct page *page, struct rect rect)
{
    struct paragraph words = { .text = page_text(page, STR_RESULT_KEEPSAKE),
                               .style = page_style(page, TEXT_BODY),
                               .color = page->skin->ink,
                               .ground = page->skin->ground,
                               .role = ROLE_TEXT };

    component_seal(page, (struct rect){ rect.x, rect.y, rect.h, rect.h }, "灯", 4, -4);
    rect_cut_left(&rect, rect.h + 32);
    paragraph_add_middle(page, &words, rect);
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
    const char *topic = topic_name(page->view, question->topic);
    const char *basis = wording_of(page, question)->basis;

    return (struct paragraph){ .text = basis != NULL && topic != NULL && *topic != '\0'
                                           ? widgets_format(page->out, "%s · %s", topic, basis)
                                       : basis != NULL ? basis
                                                       : topic,
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
    assert(count > 0);
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

    if (kiosk_offers_review(kiosk))
        buttons[count++] = (struct button){ .look = BUTTON_SECONDARY,
                                            .label = page_text(page, STR_RESULT_REVIEW),
                                            .message = page_tap(MSG_REVIEW, 0) };
    /* Where prizes are given, how often one may play is for staff to say. */
    else if (kiosk->activity->prize_way == PRIZE_NONE && kiosk_quiz_is_open(kiosk))
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
                                .field_h = score_field_h(view),
                                .column_w = 640,
                                .motif_side = 870,
                                .motif_x = 140,
                                .motif_y = -100 };
    struct page page;
    struct rect area;

    page_open(&page, view, out, &shape);
    component_header(&page, quiz_name(&page), component_chip(&page));
    add_score(&page);
    area = page.controls;
    score_add_book(&page, rect_cut_top(&area, score_book_height(&page, area.w)));
    rect_cut_top(&area, page.portrait ? 36 : 26);
    if (has_keepsake(&page)) {
        add_keepsake(&page, rect_cut_bottom(&area, KEEPSAKE_H));
        rect_cut_bottom(&area, 28);
    }
    add_takeaways(&page, area);
    add_dock(&page);
}

const struct screen screen_quiz_result = { "quiz-result", build };
