/* 致谢: a seal for taking part, and what may come next. */
#include <stddef.h>

#include "view/component.h"
#include "view/screens/screens.h"

enum { SHEET_PX = 540, SEAL_PX = 384, COLUMN_SHEET_PX = 420, LARGE_TICK = 260 };

/* The sheet with its double frame, and the seal printed on it. */
static void add_sheet(const struct page *page, struct rect rect)
{
    int seal = rect.w * SEAL_PX / SHEET_PX;
    struct widget *sheet = page_block(page, rect, COLOR_PAPER_0, 24), *frame;

    sheet->shadow = true;
    frame = page_block(page, rect_inset(rect, 18, 18), COLOR_NONE, 8);
    frame->line = COLOR_MAL;
    frame->line_px = 6;
    frame = page_block(page, rect_inset(rect, 32, 32), COLOR_NONE, 4);
    frame->line = COLOR_MAL;
    frame->line_px = 2;
    component_seal(page, rect_center(&rect, seal, seal), page_text(page, STR_THANKS_SEAL), 1, -4);
}

static void add_words(const struct page *page, struct rect area)
{
    struct paragraph title = { .text = page_text(page, STR_THANKS_TITLE),
                               .style = page_style(page, TEXT_TITLE_1),
                               .color = page->skin->field_ink,
                               .ground = page->skin->field,
                               .align = ALIGN_CENTER,
                               .role = ROLE_HEADING };
    struct paragraph sub = title;

    title.style = paragraph_sized(title.style, page->large ? 100 : 108);
    sub.text = page_text(page, STR_THANKS_SUB);
    sub.style = page_style(page, TEXT_SUB);
    sub.role = ROLE_TEXT;
    paragraph_fit(page, &title, area.w, title.style.line_px, 56);
    rect_cut_top(&area, paragraph_add(page, &title, area)->rect.h + 8);
    paragraph_fit(page, &sub, area.w, area.h, 36);
    paragraph_add(page, &sub, area);
}

/* How many things there are to go on with. */
static int next_count(const struct view *view)
{
    return kiosk_quiz_is_open(view->kiosk) + (kiosk_next_survey(view->kiosk) >= 0);
}

static void add_field(const struct page *page)
{
    int shift = page_extra_h(page, 16), side = page->portrait ? SHEET_PX : COLUMN_SHEET_PX;
    int y = (page->portrait ? next_count(page->view) > 1 ? 186 : 240 : 190) + shift;
    struct rect sheet = { page->field.x + (page->field.w - side) / 2, y, side, side };
    struct rect words = { page->header.x, y + side + (page->portrait ? 60 : 36), page->header.w,
                          260 };

    if (page->large) {
        side = LARGE_TICK;
        sheet = (struct rect){ page->field.x + (page->field.w - side) / 2, y, side, side };
        page_block(page, sheet, COLOR_HC_BG, 40);
        page_image(page, rect_inset(sheet, 50, 50), "ic-check.svg", COLOR_HC_INK);
        words.y = y + side + 60;
    } else {
        add_sheet(page, sheet);
    }
    add_words(page, words);
}

static void add_cards(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;
    int survey = kiosk_next_survey(kiosk), count = 0;
    bool prize = kiosk->activity->prize_way != PRIZE_NONE;
    struct activity_card cards[2];
    struct rect area = page->controls;

    if (kiosk_quiz_is_open(kiosk))
        cards[count++] =
            (struct activity_card){ .section = SECTION_QUIZ,
                                    .title = page_text(page, STR_THANKS_QUIZ),
                                    .facts = page_text(page,
                                                       prize ? STR_HOME_QUIZ_PRIZE : STR_HOME_QUIZ),
                                    .message = page_tap(MSG_OPEN_QUIZ, 0) };
    if (survey >= 0)
        cards[count++] = (struct activity_card){
            .section = SECTION_SURVEY,
            .title = form_title(&kiosk->activity->surveys[survey], kiosk->language),
            .facts = page_text(page, STR_HOME_SURVEY),
            .action = page->portrait ? NULL : page_text(page, STR_HOME_SURVEY_START),
            .art = "art-survey-sheet.svg",
            .message = page_tap(MSG_OPEN_SURVEY, survey)
        };
    if (count == 0)
        return;
    component_section_head(page, rect_cut_top(&area, page->large ? 84 : 62),
                           page_text(page, STR_THANKS_NEXT), NULL);
    rect_cut_top(&area, 16);
    area.h -= 12;
    for (int i = 0; i < count; i++)
        component_activity_card(page, rect_row(&area, i, count, 40), &cards[i]);
}

static void build(const struct view *view, struct widgets *out)
{
    struct page_shape shape = { .section = SECTION_SURVEY,
                                .field_h = view->kiosk->large_text ? 860
                                           : next_count(view) > 1  ? 1070
                                                                   : 1180,
                                .column_w = 760,
                                .lit_rings = true,
                                .motif_side = 1500,
                                .motif_y = view_is_portrait(view) ? -135 : -245 };
    struct page page;

    page_open(&page, view, out, &shape);
    component_header(&page, page_text(&page, STR_SURVEY_HEADER), component_chip(&page));
    add_field(&page);
    add_cards(&page);
    component_dock(&page,
                   &(struct button){ .look = BUTTON_PRIMARY,
                                     .label = page_text(&page, STR_THANKS_DONE),
                                     .icon_before = "ic-home.svg",
                                     .message = page_tap(MSG_FINISH, 0) },
                   1);
}

const struct screen screen_thanks = { "thanks", build };
