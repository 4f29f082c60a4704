/* 核销奖品: eight cells, what the code is worth, a pad of the codes' own alphabet. */
#include <stddef.h>
#include <string.h>

#include "base/utf8.h"
#include "view/screens/screens.h"
#include "view/screens/staff_frame.h"

enum { CELL_GAP = 16, DASH_W = 44, ROWS = 4, AWARD_H = 128, CELLS_H = 140, RESULT_H = 330 };

static void add_cells(const struct page *page, struct rect rect)
{
    const char *code = page->view->kiosk->staff.code;
    int typed = (int)strlen(code), w = (rect.w - DASH_W - 8 * CELL_GAP) / CLAIM_CODE_SYMBOLS;
    int x = rect.x, first = page->out->count;

    for (int i = 0; i < CLAIM_CODE_SYMBOLS; i++, x += w + CELL_GAP) {
        struct rect cell = { x, rect.y, w, rect.h };
        struct widget *block;
        if (i == CLAIM_CODE_SYMBOLS / 2) {
            page_block(page, (struct rect){ x + 10, rect.y + rect.h / 2 - 3, DASH_W - 20, 6 },
                       COLOR_INK_1, 0);
            x += DASH_W + CELL_GAP;
            cell.x = x;
        }
        block = page_block(page, cell, COLOR_PAPER_0, 16);
        block->line = i < typed ? COLOR_INK_2 : COLOR_RULE;
        block->line_px = 4;
        if (i < typed)
            staff_text(page, cell,
                       &(struct staff_line){ .text = widgets_format(page->out, "%c", code[i]),
                                             .role = TEXT_TITLE_2,
                                             .face = FACE_SANS_BOLD,
                                             .color = COLOR_INK_1,
                                             .ground = COLOR_PAPER_0,
                                             .align = ALIGN_CENTER });
    }
    widgets_keep(page->out, first, rect);
}

/* ---- what the code is worth ---- */

struct verdict {
    enum string_id title;
    bool good;
    const char *more;
};

static struct verdict verdict_of(const struct page *page)
{
    const struct staff *staff = &page->view->kiosk->staff;
    const struct staff_award *award = &staff->award;
    const char *when = staff_stamp(page, award->state_ms);

    switch (staff->code_state) {
    case CODE_VALID:
        return (struct verdict){ STR_CODE_VALID, true,
                                 page_format(page, STR_CODE_UNTIL,
                                             staff_stamp(page, award->valid_until_ms), NULL) };
    case CODE_CLAIMED_NOW:
        return (struct verdict){ STR_CODE_CLAIMED_NOW, true, page_text(page, STR_CODE_HAND_OVER) };
    case CODE_CLAIMED:
        return (struct verdict){ STR_CODE_CLAIMED, false,
                                 page_format(page, STR_CODE_WHEN_WHERE, when, award->place) };
    case CODE_EXPIRED:
        return (struct verdict){ STR_CODE_EXPIRED, false,
                                 page_format(page, STR_CODE_UNTIL,
                                             staff_stamp(page, award->valid_until_ms), NULL) };
    case CODE_CANCELLED:
        return (struct verdict){ STR_CODE_CANCELLED, false,
                                 page_format(page, STR_CODE_WHEN_WHERE, when, award->reason) };
    case CODE_MISTYPED:
        return (struct verdict){ STR_CODE_MISTYPED, false, page_text(page, STR_CODE_LOOK_AGAIN) };
    case CODE_UNKNOWN:
        return (struct verdict){ STR_CODE_UNKNOWN, false, page_text(page, STR_CODE_LOOK_AGAIN) };
    case CODE_UNRANKED:
        return (struct verdict){ STR_CODE_UNRANKED, false, "" };
    case CODE_TOO_MANY:
        return (struct verdict){ STR_CODE_TOO_MANY, false, "" };
    default:
        return (struct verdict){ STR_CODE_FAILED, false, staff->text };
    }
}

static void add_reasons(const struct page *page, struct rect rect)
{
    static const enum string_id reasons[] = { STR_CANCEL_REASON_1, STR_CANCEL_REASON_2,
                                              STR_CANCEL_REASON_3, STR_CANCEL_REASON_4 };
    struct rect inner;

    staff_card(page, rect, page_text(page, STR_CANCEL_WHY), NULL, COLOR_CIN, &inner);
    for (int i = 0; i < STAFF_REASONS; i++) {
        struct rect row = rect_row(&inner, i / 2, 2, STAFF_GAP);
        row.h -= 10;
        staff_button(page, rect_column(&row, i % 2, 2, STAFF_GAP), BUTTON_SECONDARY,
                     page_text(page, reasons[i]), NULL, page_tap(MSG_AWARD_CANCEL, i));
    }
}

static void add_result(const struct page *page, struct rect rect)
{
    const struct staff *staff = &page->view->kiosk->staff;
    struct verdict verdict;
    struct widget *card;
    struct rect head;

    if (staff->code_state == CODE_NONE || staff->code_state == CODE_ASKED) {
        staff_paragraph(page, rect_inset(rect, 24, 24), page_text(page, STR_CODE_HINT), TEXT_BODY,
                        COLOR_INK_2, COLOR_PAPER_1);
        return;
    }
    if (staff->cancelling) {
        add_reasons(page, rect);
        return;
    }
    verdict = verdict_of(page);
    card = page_block(page, rect, COLOR_PAPER_0, 28);
    card->line = verdict.good ? COLOR_MAL : COLOR_INK_2;
    card->line_px = 6;
    card->dashed = !verdict.good;
    rect = rect_inset(rect, 48, 28);
    head = rect_cut_top(&rect, 70);
    page_image(page, (struct rect){ head.x, head.y + 9, 52, 52 },
               verdict.good ? "ic-check.svg" : "ic-cross.svg",
               verdict.good ? COLOR_MAL : COLOR_INK_1);
    rect_cut_left(&head, 72);
    staff_text(page, head,
               &(struct staff_line){ .text = page_text(page, verdict.title),
                                     .role = TEXT_H2,
                                     .color = verdict.good ? COLOR_MAL : COLOR_INK_1,
                                     .ground = COLOR_PAPER_0 });
    if (staff->award.item[0])
        staff_text(page, rect_cut_top(&rect, 96),
                   &(struct staff_line){ .text = staff->award.item,
                                         .role = TEXT_TITLE_2,
                                         .color = COLOR_INK_1,
                                         .ground = COLOR_PAPER_0 });
    if (staff->award.tier[0])
        staff_caption(page, rect_cut_top(&rect, 52),
                      page_format(page, STR_CODE_TIER, staff->award.tier,
                                  staff_stamp(page, staff->award.awarded_ms)),
                      COLOR_INK_2, ALIGN_LEFT);
    staff_paragraph(page, rect, verdict.more, TEXT_CAPTION, COLOR_INK_2, COLOR_PAPER_0);
}

/* ---- pad ---- */

static void add_pad_row(const struct page *page, struct rect row, const char *symbols, int key_w,
                        bool erase)
{
    int count = (int)strlen(symbols), erase_w = erase ? key_w * 3 / 2 + KEY_GAP : 0;
    int x = row.x + (row.w - count * (key_w + KEY_GAP) + KEY_GAP - erase_w) / 2;
    struct key key = { .label = page_text(page, STR_KEY_ERASE),
                       .icon = "ic-backspace.svg",
                       .message = page_tap(MSG_ERASE, 0),
                       .function = true };

    for (int i = 0; i < count; i++, x += key_w + KEY_GAP) {
        struct key symbol = { .label = widgets_format(page->out, "%c", symbols[i]),
                              .message = { .kind = MSG_TYPE } };
        utf8_copy(symbol.message.text, sizeof(symbol.message.text), symbol.label);
        component_key(page, (struct rect){ x, row.y, key_w, row.h }, &symbol);
    }
    if (erase)
        component_key(page, (struct rect){ x, row.y, key_w * 3 / 2, row.h }, &key);
}

static void add_pad(const struct page *page, struct rect area)
{
    static const char *const rows[ROWS] = { "23456789", "QWERTYUP", "ASDFGHJKL", "ZXCVBNM" };
    int key_w = (area.w + KEY_GAP) / 9 - KEY_GAP, first = page->out->count;
    const struct rect place = area;

    area.h -= 8;
    for (int i = 0; i < ROWS; i++)
        add_pad_row(page, rect_row(&area, i, ROWS, 20), rows[i], key_w, i == ROWS - 1);
    widgets_keep(page->out, first, place);
}

/* ---- codes nobody has claimed ---- */

static void add_award(const struct page *page, struct rect rect, const struct dash_award *award)
{
    struct message message = { .kind = MSG_TYPE };
    const char *label =
        widgets_format(page->out, "%.4s-%s  %s", award->code, award->code + 4, award->name);

    utf8_copy(message.text, sizeof(message.text), award->code);
    rect.h -= 10 + 18;
    staff_button(
        page, rect, BUTTON_SECONDARY,
        page_format(page, award->shown ? STR_CODE_OPEN : STR_CODE_NEVER_SHOWN, label, NULL),
        award->shown ? "ic-ticket.svg" : "ic-warning.svg", message);
}

static void add_list(const struct page *page, struct rect area)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct dashboard *dash = kiosk->staff.dashboard;
    int count = dash ? dash->award_count : 0, a_page, pages, at;

    if (count == 0) {
        staff_paragraph(page, area, page_text(page, STR_CODE_NONE_OPEN), TEXT_BODY, COLOR_INK_2,
                        COLOR_PAPER_1);
        return;
    }
    staff_text(
        page, rect_cut_top(&area, 64),
        &(struct staff_line){ .text = page_format(page, STR_CODE_OPEN_COUNT,
                                                  page_number(page, dash->awards_pending), NULL),
                              .role = TEXT_CAPTION,
                              .color = COLOR_INK_2,
                              .ground = COLOR_PAPER_1 });
    if (page->portrait)
        rect_cut_top(&area, 400); /* within reach */
    a_page = (area.h - PAGER_TAKES) / AWARD_H;
    a_page = a_page < 1 ? 1 : a_page;
    pages = (count + a_page - 1) / a_page;
    at = kiosk->page < pages ? kiosk->page : pages - 1;
    if (pages > 1)
        component_pager(page, rect_cut_bottom(&area, PAGER_H), at, pages, 1);
    for (int i = at * a_page; i < count && i < (at + 1) * a_page; i++)
        add_award(page, rect_cut_top(&area, AWARD_H), &dash->awards[i]);
}

/* ---- dock ---- */

static void add_dock(const struct page *page)
{
    const struct view *view = page->view;
    const struct staff *staff = &view->kiosk->staff;
    bool valid = staff->code_state == CODE_VALID, undo = staff_can_undo_claim(staff, view->now_ms);
    struct rect row = page->buttons;

    if (staff->lists_awards) {
        staff_button(page, rect_column(&row, 0, 2, 32), BUTTON_SECONDARY, page_text(page, STR_BACK),
                     "ic-back.svg", page_tap(MSG_AWARD_LIST, 0));
        return;
    }
    staff_button(page, rect_column(&row, 0, 3, 24), BUTTON_SECONDARY,
                 page_text(page, STR_STAFF_BACK), "ic-back.svg", page_tap(MSG_BACK, 0));
    staff_button(page, rect_column(&row, 1, 3, 24), BUTTON_SECONDARY,
                 page_text(page, valid ? STR_CODE_CANCEL : STR_CODE_LIST),
                 valid ? "ic-trash.svg" : "ic-list.svg",
                 valid ? page_tap(MSG_AWARD_CANCEL, -1) : page_tap(MSG_AWARD_LIST, 1));
    if (undo) {
        page_wake(page, staff->claimed_ms + STAFF_UNDO_MS);
        staff_button(page, rect_column(&row, 2, 3, 24), BUTTON_PRIMARY,
                     page_text(page, STR_CODE_UNDO), "ic-undo.svg", page_tap(MSG_REDEEM_UNDO, 0));
        return;
    }
    staff_button(page, rect_column(&row, 2, 3, 24), valid ? BUTTON_PRIMARY : BUTTON_DISABLED,
                 page_text(page, STR_CODE_CLAIM), valid ? "ic-check.svg" : NULL,
                 page_tap(MSG_REDEEM, 0));
}

static void build(const struct view *view, struct widgets *out)
{
    struct page page;
    struct rect body, left;

    staff_open(&page, view, out, view_text(view, STR_CODE_HEADER), true, &body);
    add_dock(&page);
    if (view->kiosk->staff.lists_awards) {
        add_list(&page, body);
        return;
    }
    if (page.portrait) {
        add_cells(&page, rect_cut_top(&body, CELLS_H));
        rect_cut_top(&body, STAFF_GAP);
        if (view->kiosk->staff.cancelling)
            rect_cut_top(&body, 250);
        add_result(&page, rect_cut_top(&body, RESULT_H + 30));
        rect_cut_top(&body, STAFF_GAP);
        if (!view->kiosk->staff.cancelling) {
            struct rect pad = { 24, body.y, page.canvas.w - 48, body.h - 20 };
            pad.h = pad.h > 680 ? 680 : pad.h;
            add_pad(&page, pad);
        }
        return;
    }
    left = rect_cut_left(&body, body.w * 46 / 100);
    rect_cut_left(&body, STAFF_GAP);
    add_cells(&page, rect_cut_top(&left, 120));
    rect_cut_top(&left, STAFF_GAP);
    add_result(&page, left);
    add_pad(&page, body);
}

const struct screen screen_staff_redeem = { "staff-redeem", build };
