/* 导出到 U 盘: no stick, a stick, writing, done, failed. */
#include <stddef.h>

#include "view/screens/screens.h"
#include "view/screens/staff_frame.h"

enum { ART_PX = 300, FILE_H = 76, BAR_H = 56, FILES_EXPECTED = 10 };

static const char *title_of(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;

    switch (kiosk->staff.export) {
    case EXPORT_RUNS:
        return page_text(page, STR_EXPORT_RUNS);
    case EXPORT_DONE:
        return page_text(page, STR_EXPORT_DONE);
    case EXPORT_FAILED:
        return page_text(page, STR_EXPORT_FAILED);
    default:
        return page_text(page, kiosk->stick[0] ? STR_EXPORT_READY : STR_EXPORT_NO_STICK);
    }
}

static const char *sub_of(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;

    if (kiosk->staff.export == EXPORT_FAILED)
        return kiosk->staff.text;
    if (kiosk->stick[0] == '\0')
        return page_text(page, STR_EXPORT_PLUG);
    return page_format(page, STR_EXPORT_STICK, kiosk->stick, NULL);
}

static void add_art(const struct page *page, struct rect rect)
{
    if (page->view->kiosk->staff.export == EXPORT_DONE) {
        component_seal(page, rect, page_text(page, STR_EXPORT_SEAL), 2, -4);
        return;
    }
    page_block(page, rect, COLOR_GAM_TINT, rect.w / 2);
    page_image(page, rect_inset(rect, rect.w / 6, rect.h / 6), "art-usb.svg", COLOR_NONE);
}

static void add_words(const struct page *page, struct rect area)
{
    bool failed = page->view->kiosk->staff.export == EXPORT_FAILED;
    struct paragraph title = { .text = title_of(page),
                               .style = page_style(page, TEXT_TITLE_2),
                               .color = COLOR_INK_1,
                               .ground = COLOR_PAPER_1,
                               .align = ALIGN_CENTER,
                               .role = ROLE_HEADING };
    struct paragraph sub = title;

    paragraph_fit(page, &title, area.w, title.style.line_px, 52);
    rect_cut_top(&area, paragraph_add(page, &title, area)->rect.h + 8);
    sub.text = sub_of(page);
    sub.style = page_style(page, TEXT_BODY);
    sub.color = failed ? COLOR_OCH : COLOR_INK_2;
    sub.role = ROLE_TEXT;
    paragraph_fit(page, &sub, area.w, area.h, 40);
    paragraph_add(page, &sub, area);
}

static void add_progress(const struct page *page, struct rect rect)
{
    const struct staff *staff = &page->view->kiosk->staff;
    int percent = staff->file_count * 100 / FILES_EXPECTED;
    struct rect words = rect_cut_top(&rect, 60);

    if (staff->export != EXPORT_RUNS)
        return;
    percent = percent > 95 ? 95 : percent;
    staff_text(page, words,
               &(struct staff_line){ .text = page_format(page, STR_EXPORT_PERCENT,
                                                         page_number(page, percent),
                                                         page_number(page, staff->file_count)),
                                     .role = TEXT_CAPTION,
                                     .face = FACE_SANS_BOLD,
                                     .color = COLOR_INK_1,
                                     .ground = COLOR_PAPER_1 });
    rect.h = BAR_H;
    staff_bar(page, rect, percent / 100.0, COLOR_GAM, false);
}

/* The latest files, as many as there is room for. */
static void add_files(const struct page *page, struct rect area)
{
    const struct staff *staff = &page->view->kiosk->staff;
    struct rect inner;
    int room, first;

    if (staff->export == EXPORT_IDLE || staff->file_count == 0)
        return;
    staff_card(page, area, page_text(page, STR_EXPORT_FILES),
               page_format(page, STR_EXPORT_FILE_COUNT, page_number(page, staff->file_count), NULL),
               COLOR_CIN, &inner);
    room = inner.h / FILE_H;
    first = staff->file_count > room ? staff->file_count - room : 0;
    for (int i = first; i < staff->file_count; i++) {
        struct rect row = rect_cut_top(&inner, FILE_H);
        page_block(page, (struct rect){ row.x, row.y, row.w, 3 }, COLOR_PAPER_2, 0);
        page_image(page, (struct rect){ row.x, row.y + (FILE_H - 44) / 2, 44, 44 }, "ic-check.svg",
                   COLOR_MAL);
        rect_cut_left(&row, 72);
        staff_caption(
            page, rect_cut_right(&row, 220),
            page_format(page, STR_EXPORT_ROWS, staff_number(page, staff->files[i].rows), NULL),
            COLOR_INK_2, ALIGN_RIGHT);
        staff_caption(page, row, staff->files[i].name, COLOR_INK_1, ALIGN_LEFT);
    }
}

static void add_dock(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;
    enum staff_export export = kiosk->staff.export;
    bool can = kiosk->stick[0] != '\0' && export != EXPORT_RUNS;
    struct rect row = page->buttons, back = rect_cut_left(&row, row.w * 36 / 100);
    enum string_id label = export == EXPORT_RUNS     ? STR_EXPORT_WAIT
                           : kiosk->stick[0] == '\0' ? STR_EXPORT_NO_STICK
                           : export == EXPORT_DONE   ? STR_EXPORT_AGAIN
                           : export == EXPORT_FAILED ? STR_EXPORT_RETRY
                                                     : STR_EXPORT_START;

    rect_cut_left(&row, 32);
    staff_button(page, back, BUTTON_SECONDARY, page_text(page, STR_STAFF_BACK), "ic-back.svg",
                 page_tap(MSG_BACK, 0));
    staff_button(page, row, can ? BUTTON_PRIMARY : BUTTON_DISABLED, page_text(page, label),
                 can ? "ic-export.svg" : NULL, page_tap(MSG_EXPORT, 0));
}

static void add_foot(const struct page *page, struct rect rect)
{
    struct paragraph words = { .text = page_text(page, STR_EXPORT_CHECKED),
                               .style = page_style(page, TEXT_CAPTION),
                               .color = COLOR_INK_1,
                               .ground = COLOR_PAPER_1 };

    component_label(page, rect, &words, "ic-shield.svg", NULL, 44);
}

static void build(const struct view *view, struct widgets *out)
{
    struct page page;
    struct rect body, art, left;

    staff_open(&page, view, out, view_text(view, STR_EXPORT_HEADER), true, &body);
    add_dock(&page);
    add_foot(&page, rect_cut_bottom(&body, 64));
    if (page.portrait) {
        rect_cut_top(&body, 20);
        art = rect_cut_top(&body, ART_PX);
        add_art(&page, rect_center(&art, ART_PX, ART_PX));
        rect_cut_top(&body, 24);
        add_words(&page, rect_cut_top(&body, 260));
        add_progress(&page, rect_cut_top(&body, 140));
        add_files(&page, body);
        return;
    }
    left = rect_cut_left(&body, body.w / 2);
    rect_cut_left(&body, STAFF_GAP);
    art = rect_cut_top(&left, 220);
    add_art(&page, rect_center(&art, 220, 220));
    add_progress(&page, rect_cut_bottom(&left, 130));
    add_words(&page, left);
    add_files(&page, body);
}

const struct screen screen_staff_export = { "staff-export", build };
