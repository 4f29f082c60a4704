/* 更新题库: what is wrong with it, place by place. */
#include <stddef.h>
#include <string.h>

#include "view/screens/staff_frame.h"
#include "view/screens/staff_update.h"

enum { VERDICT_H = 190, VERDICT_WIDE_H = 150, TAGS_H = 84, ROW_H = 190, ROW_GAP = 18, BADGE = 72 };

static void add_verdict(const struct page *page, struct rect rect, const struct update_view *update)
{
    const struct update_preview *preview = &update->preview;
    const char *failed = page->view->kiosk->staff.text;
    enum string_id title = preview->errors > 0     ? STR_UPDATE_FAULTY
                           : preview->left_out > 0 ? STR_UPDATE_UNREAD
                                                   : STR_UPDATE_REMARKS;
    const char *text = preview->errors > 0
                           ? page_format(page, STR_UPDATE_STILL, update->now, NULL)
                           : page_text(page, preview->left_out > 0 ? STR_UPDATE_UNREAD_TEXT
                                                                   : STR_UPDATE_REMARKS_TEXT);
    struct widget *block = page_block(page, rect, COLOR_GAM_TINT, 24);

    block->line = COLOR_OCH;
    block->line_px = 6;
    page_image(page, (struct rect){ rect.x + 40, rect.y + (rect.h - 112) / 2, 112, 112 },
               "ic-warning.svg", COLOR_OCH);
    rect_cut_left(&rect, 188);
    rect_cut_right(&rect, 24);
    rect = rect_inset(rect, 0, 16);
    staff_text(page, rect_cut_top(&rect, rect.h * 55 / 100),
               &(struct staff_line){ .text = page_text(page, title),
                                     .role = TEXT_STEM_QUIZ,
                                     .color = COLOR_INK_1,
                                     .ground = COLOR_GAM_TINT });
    staff_text(page, rect,
               &(struct staff_line){ .text = failed[0] != '\0' ? failed : text,
                                     .role = TEXT_BODY,
                                     .color = COLOR_INK_1,
                                     .ground = COLOR_GAM_TINT });
}

static void add_tags(const struct page *page, struct rect rect,
                     const struct update_preview *preview)
{
    int x = rect.x, y = rect.y + (rect.h - 60) / 2;

    if (preview->seal == SEAL_GOOD)
        x += staff_tag(page, x, y, "ic-check.svg", page_text(page, STR_UPDATE_TAG_SIGNED),
                       COLOR_MAL_TINT, COLOR_MAL) +
             20;
    if (preview->errors > 0)
        x += staff_tag(
                 page, x, y, "ic-warning.svg",
                 page_format(page, STR_UPDATE_TAG_ERRORS, page_number(page, preview->errors), NULL),
                 COLOR_GAM_TINT, COLOR_OCH) +
             20;
    if (preview->warnings > 0)
        staff_tag(
            page, x, y, NULL,
            page_format(page, STR_UPDATE_TAG_WARNINGS, page_number(page, preview->warnings), NULL),
            COLOR_PAPER_2, COLOR_INK_1);
}

static void add_fault(const struct page *page, struct rect row, const struct update_fault *fault,
                      int number)
{
    enum color accent = fault->is_error ? COLOR_OCH : COLOR_STAFF;
    struct rect badge;

    component_card(page, row);
    row = rect_inset(row, 28, 18);
    badge = rect_cut_left(&row, BADGE);
    badge.h = BADGE;
    page_block(page, badge, accent, 14);
    staff_text(page, badge,
               &(struct staff_line){ .text = page_number(page, number),
                                     .role = TEXT_H2,
                                     .color = COLOR_PAPER_0,
                                     .ground = accent,
                                     .align = ALIGN_CENTER });
    rect_cut_left(&row, 28);
    staff_text(page, rect_cut_top(&row, 52),
               &(struct staff_line){ .text = fault->place,
                                     .role = TEXT_CAPTION,
                                     .face = FACE_SANS_BOLD,
                                     .color = fault->is_error ? COLOR_OCH : COLOR_INK_2,
                                     .ground = COLOR_PAPER_0 });
    staff_paragraph(page, row, fault->text, TEXT_CAPTION, COLOR_INK_1, COLOR_PAPER_0);
}

static void add_list(const struct page *page, struct rect area,
                     const struct update_preview *preview)
{
    int columns = page->portrait ? 1 : 2;
    int rows = (area.h - PAGER_TAKES + ROW_GAP) / (ROW_H + ROW_GAP), each, pages, at;

    rows = rows < 1 ? 1 : rows;
    each = rows * columns;
    pages = (preview->fault_count + each - 1) / each;
    at = page->view->kiosk->page < pages ? page->view->kiosk->page : pages - 1;
    for (int i = 0; i < each && at * each + i < preview->fault_count; i++) {
        struct rect row = { area.x, area.y + i / columns * (ROW_H + ROW_GAP), area.w, ROW_H };
        add_fault(page, rect_column(&row, i % columns, columns, STAFF_GAP),
                  &preview->faults[at * each + i], at * each + i + 1);
    }
    if (pages > 1)
        component_pager(page, rect_cut_bottom(&area, PAGER_TAKES - PAGER_GAP), at, pages, 1);
}

static void add_dock(const struct page *page, const struct update_view *update)
{
    const struct kiosk *kiosk = page->view->kiosk;
    bool can = kiosk->stick.state == STICK_READY && !kiosk->staff.update_waits;
    struct rect row = page->buttons, left = rect_cut_left(&row, row.w * 30 / 100);
    bool saved = update->saved[0] != '\0';
    bool listed = kiosk->staff.shows_faults && update->preview.errors == 0;

    rect_cut_left(&row, 32);
    staff_button(page, left, BUTTON_SECONDARY,
                 page_text(page, listed ? STR_UPDATE_TO_LIST : STR_UPDATE_CANCEL), "ic-back.svg",
                 listed ? page_tap(MSG_UPDATE_FAULTS, 0) : page_tap(MSG_UPDATE_CLOSE, 0));
    staff_button(page, row, can && !saved ? BUTTON_PRIMARY : BUTTON_DISABLED,
                 page_text(page, kiosk->staff.update_waits ? STR_UPDATE_WORKING
                                 : saved                   ? STR_UPDATE_SAVED
                                                           : STR_UPDATE_SAVE),
                 can && !saved ? "ic-export.svg" : NULL, page_tap(MSG_UPDATE_SAVE, 0));
}

void staff_add_faults(const struct page *page, struct rect body, const struct update_view *update)
{
    const char *hint = update->saved[0] != '\0'
                           ? page_format(page, STR_UPDATE_SAVED_AS, update->saved, NULL)
                           : page_text(page, STR_UPDATE_SAVE_HINT);

    add_verdict(page, rect_cut_top(&body, page->portrait ? VERDICT_H : VERDICT_WIDE_H), update);
    add_tags(page, rect_cut_top(&body, TAGS_H), &update->preview);
    staff_text(page, rect_cut_bottom(&body, 60),
               &(struct staff_line){ .text = hint,
                                     .role = TEXT_CAPTION,
                                     .color = COLOR_INK_2,
                                     .ground = COLOR_PAPER_1,
                                     .align = ALIGN_CENTER });
    rect_cut_bottom(&body, 12);
    add_list(page, body, &update->preview);
    add_dock(page, update);
}
