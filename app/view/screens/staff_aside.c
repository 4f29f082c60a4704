#include "view/screens/staff_aside.h"

#include "view/screens/staff_frame.h"

enum { CHOICES_H = 300, QUESTION_H = 560, ROW_H = 124 };

static void add_reasons(const struct page *page, struct rect rect)
{
    static const enum string_id reasons[STAFF_REASONS] = { STR_ASIDE_REASON_1, STR_ASIDE_REASON_2,
                                                           STR_ASIDE_REASON_3, STR_ASIDE_REASON_4 };
    struct rect inner, row;

    staff_card(page, rect, page_text(page, STR_ASIDE_ASK_TITLE), NULL, COLOR_OCH, &inner);
    row = rect_cut_bottom(&inner, ROW_H);
    row.h -= 14;
    for (int i = 0; i < STAFF_REASONS; i++)
        staff_button(page, rect_column(&row, i, STAFF_REASONS, STAFF_GAP), BUTTON_SECONDARY,
                     page_text(page, reasons[i]), NULL, page_tap(MSG_ASIDE_REASON, i));
    staff_paragraph(page, inner, page_text(page, STR_ASIDE_GO_ON), TEXT_BODY, COLOR_INK_1,
                    COLOR_PAPER_0);
}

void staff_aside(const struct page *page, struct rect area)
{
    const struct staff *staff = &page->view->kiosk->staff;
    const struct dashboard *dash = staff->dashboard;
    bool asks = staff->accepting > 0;
    struct rect choices = rect_cut_bottom(&area, asks ? QUESTION_H : CHOICES_H), inner, half;

    rect_cut_bottom(&area, STAFF_GAP);
    staff_card(page, area, page_text(page, STR_ASIDE_HEADER), NULL, COLOR_CIN, &inner);
    if (dash->pin_anew_ms != 0)
        staff_paragraph(
            page, rect_cut_bottom(&inner, inner.h / 3),
            page_format(page, STR_ASIDE_PIN_ANEW, staff_stamp(page, dash->pin_anew_ms), NULL),
            TEXT_BODY, COLOR_INK_1, COLOR_PAPER_0);
    half = rect_cut_top(&inner, inner.h / 2);
    staff_paragraph(
        page, half,
        page_format(page, STR_ASIDE_WHAT, dash->aside, staff_stamp(page, dash->aside_ms)),
        TEXT_BODY, COLOR_INK_1, COLOR_PAPER_0);
    staff_paragraph(page, inner, page_text(page, STR_ASIDE_BACK), TEXT_BODY, COLOR_INK_2,
                    COLOR_PAPER_0);
    if (asks)
        staff_question(page, choices,
                       &(struct staff_asks){ .title = STR_ASIDE_ASK_TITLE,
                                             .text = page_text(page, STR_ASIDE_ASK_TEXT),
                                             .no = STR_ASIDE_ASK_NO,
                                             .yes = STR_ASIDE_ASK_YES,
                                             .icon = "ic-gift.svg",
                                             .message = MSG_ASIDE_ACCEPT });
    else
        add_reasons(page, choices);
}
