/* 导出到 U 盘: no stick, one that cannot be used, ready, writing, done, failed. */
#include <stddef.h>

#include "view/screens/screens.h"
#include "view/screens/staff_frame.h"

enum { ART_PX = 300, SEAL_PX = 340, FILE_H = 84, BAR_H = 56, MINUTES_FROM_S = 100 };

struct words {
    enum string_id title, help;
};

/* What is said while nothing is written. */
static const struct words stick_words[] = {
    [STICK_NONE] = { STR_EXPORT_NO_STICK, STR_EXPORT_PLUG },
    [STICK_READY] = { STR_EXPORT_READY, STRING_COUNT },
    [STICK_LOCKED] = { STR_EXPORT_LOCKED, STR_EXPORT_LOCKED_HELP },
    [STICK_UNKNOWN] = { STR_EXPORT_UNKNOWN, STR_EXPORT_UNKNOWN_HELP },
};
_Static_assert(sizeof stick_words / sizeof *stick_words == STICK_STATE_COUNT, "every state");

static const char *title_of(const struct page *page)
{
    static const enum string_id phases[] = { [EXPORT_GATHERS] = STR_EXPORT_GATHERS,
                                             [EXPORT_WRITES] = STR_EXPORT_RUNS,
                                             [EXPORT_CHECKS] = STR_EXPORT_CHECKS };
    const struct kiosk *kiosk = page->view->kiosk;

    switch (kiosk->staff.export) {
    case EXPORT_RUNS:
        return page_text(page, phases[kiosk->staff.progress.phase]);
    case EXPORT_DONE:
        return page_text(page, STR_EXPORT_DONE);
    case EXPORT_FAILED:
        return page_text(page, STR_EXPORT_FAILED);
    default:
        return page_text(page, stick_words[kiosk->stick.state].title);
    }
}

static const char *room_of(const struct page *page)
{
    const struct stick_facts *stick = &page->view->kiosk->stick;
    double gigabytes = (double)stick->free_len / 1e9;

    if (stick->free_len < 0)
        return "?";
    return gigabytes < 1 ? widgets_format(page->out, "%.0f MB", gigabytes * 1e3)
                         : widgets_format(page->out, "%.1f GB", gigabytes);
}

static const char *sub_of(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct staff *staff = &kiosk->staff;

    if (staff->export == EXPORT_FAILED)
        return staff->text;
    if (staff->export == EXPORT_DONE)
        return page_format(page, STR_EXPORT_VERIFIED, page_number(page, staff->file_count), NULL);
    if (kiosk->stick.state != STICK_READY)
        return page_text(page, stick_words[kiosk->stick.state].help);
    return page_format(page, STR_EXPORT_FREE, kiosk->stick.name, room_of(page));
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
    const struct kiosk *kiosk = page->view->kiosk;
    bool bad = kiosk->staff.export == EXPORT_FAILED;
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
    sub.color = bad ? COLOR_OCH : COLOR_INK_2;
    sub.role = ROLE_TEXT;
    paragraph_fit(page, &sub, area.w, area.h, 40);
    rect_cut_top(&area, paragraph_add(page, &sub, area)->rect.h + 8);
    if (kiosk->staff.export != EXPORT_IDLE || kiosk->stick.state != STICK_READY)
        return;
    sub.text = page_format(page, STR_EXPORT_THERE, page_number(page, kiosk->stick.exports),
                           page_number(page, kiosk->stick.packs));
    sub.style = page_style(page, TEXT_CAPTION);
    sub.role = ROLE_CAPTION;
    paragraph_fit(page, &sub, area.w, area.h, 36);
    paragraph_add(page, &sub, area);
}

static const char *left_of(const struct page *page, int left_s)
{
    if (left_s < 0)
        return "";
    if (left_s < MINUTES_FROM_S)
        return page_format(page, STR_EXPORT_LEFT, page_number(page, left_s > 0 ? left_s : 1), NULL);
    return page_format(page, STR_EXPORT_LEFT_MINUTES, page_number(page, (left_s + 59) / 60), NULL);
}

static void add_progress(const struct page *page, struct rect rect)
{
    const struct staff_progress *progress = &page->view->kiosk->staff.progress;
    struct rect words = rect_cut_top(&rect, 60);
    struct staff_line line = { .text = left_of(page, progress->left_s),
                               .role = TEXT_CAPTION,
                               .color = COLOR_INK_2,
                               .ground = COLOR_PAPER_1,
                               .align = ALIGN_RIGHT };

    staff_text(page, rect_cut_right(&words, words.w * 60 / 100), &line);
    line.text = page_format(page, STR_EXPORT_PERCENT, page_number(page, progress->percent), NULL);
    line.face = FACE_SANS_BOLD;
    line.color = COLOR_INK_1;
    line.align = ALIGN_LEFT;
    staff_text(page, words, &line);
    rect.h = BAR_H;
    staff_bar(page, rect, progress->percent / 100.0, COLOR_GAM, false);
}

/* ---- the files ---- */

enum file_state { FILE_DONE, FILE_NOW, FILE_WAITS };

static enum file_state state_of(const struct staff *staff, int index)
{
    if (staff->export == EXPORT_DONE)
        return FILE_DONE;
    if (staff->export != EXPORT_RUNS || staff->progress.phase == EXPORT_GATHERS)
        return FILE_WAITS;
    return index < staff->progress.file    ? FILE_DONE
           : index == staff->progress.file ? FILE_NOW
                                           : FILE_WAITS;
}

static void add_file(const struct page *page, struct rect row, int index)
{
    static const char *const icons[] = {
        [FILE_DONE] = "ic-check.svg", [FILE_NOW] = "ic-refresh.svg", [FILE_WAITS] = "ic-clock.svg"
    };
    const struct staff *staff = &page->view->kiosk->staff;
    const struct staff_file *file = &staff->files[index];
    enum file_state state = state_of(staff, index);
    const char *side =
        state == FILE_NOW
            ? page_text(page, staff->progress.phase == EXPORT_CHECKS ? STR_EXPORT_CHECKING
                                                                     : STR_EXPORT_NOW)
        : state == FILE_WAITS ? page_text(page, STR_EXPORT_WAITS)
        : file->rows < 0      ? ""
                         : page_format(page, STR_EXPORT_ROWS, staff_number(page, file->rows), NULL);

    page_block(page, (struct rect){ row.x, row.y, row.w, 3 }, COLOR_PAPER_2, 0);
    page_image(page, (struct rect){ row.x, row.y + (FILE_H - 44) / 2, 44, 44 }, icons[state],
               state == FILE_DONE ? COLOR_MAL : COLOR_INK_2);
    rect_cut_left(&row, 72);
    staff_caption(page, rect_cut_right(&row, 220), side, COLOR_INK_2, ALIGN_RIGHT);
    staff_text(page, row,
               &(struct staff_line){ .text = file->name,
                                     .role = TEXT_CAPTION,
                                     .face = state == FILE_NOW ? FACE_SANS_BOLD : FACE_SANS,
                                     .color = COLOR_INK_1,
                                     .ground = COLOR_PAPER_0 });
}

/* As many as there is room for: about the one under way, else the first ones. */
static void add_files(const struct page *page, struct rect area)
{
    const struct staff *staff = &page->view->kiosk->staff;
    int count = staff->file_count, first = 0, room;
    struct rect inner;

    if (staff->export == EXPORT_IDLE || count == 0)
        return;
    room = (area.h - 100) / FILE_H;
    if (count < room)
        area.h = 106 + count * FILE_H;
    staff_card(page, area, page_text(page, STR_EXPORT_FILES),
               page_format(page, STR_EXPORT_FILE_COUNT, page_number(page, count), NULL), COLOR_CIN,
               &inner);
    room = inner.h / FILE_H;
    if (staff->export == EXPORT_RUNS && staff->progress.file >= room - 1)
        first = staff->progress.file - room + 2;
    if (first + room > count)
        first = count > room ? count - room : 0;
    for (int i = first; i < count && i < first + room; i++)
        add_file(page, rect_cut_top(&inner, FILE_H), i);
}

/* ---- the foot and the dock ---- */

static void add_dock(const struct page *page)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct staff *staff = &kiosk->staff;
    bool ready = kiosk->stick.state == STICK_READY;
    struct rect row = page->buttons, left = rect_cut_left(&row, row.w * 36 / 100);

    rect_cut_left(&row, 32);
    if (staff->export == EXPORT_RUNS) {
        staff_button(page, left, staff->stopping ? BUTTON_DISABLED : BUTTON_SECONDARY,
                     page_text(page, staff->stopping ? STR_EXPORT_STOPS : STR_EXPORT_STOP),
                     "ic-stop.svg", page_tap(MSG_EXPORT, 0));
        staff_button(page, row, BUTTON_DISABLED, page_text(page, STR_EXPORT_WAIT), NULL,
                     page_tap(MSG_EXPORT, 1));
        return;
    }
    if (staff->export == EXPORT_DONE) {
        staff_button(page, left, ready ? BUTTON_SECONDARY : BUTTON_DISABLED,
                     page_text(page, STR_EXPORT_AGAIN), "ic-refresh.svg", page_tap(MSG_EXPORT, 1));
        staff_button(page, row, BUTTON_PRIMARY, page_text(page, STR_STAFF_BACK), "ic-next.svg",
                     page_tap(MSG_BACK, 0));
        return;
    }
    staff_button(page, left, BUTTON_SECONDARY, page_text(page, STR_STAFF_BACK), "ic-back.svg",
                 page_tap(MSG_BACK, 0));
    staff_button(page, row, ready ? BUTTON_PRIMARY : BUTTON_DISABLED,
                 page_text(page, staff->export == EXPORT_FAILED && ready ? STR_EXPORT_RETRY
                                                                         : STR_EXPORT_START),
                 ready ? "ic-export.svg" : NULL, page_tap(MSG_EXPORT, 1));
}

static void add_foot(const struct page *page, struct rect rect)
{
    struct paragraph words = { .text = page_text(page, STR_EXPORT_CHECKED),
                               .style = page_style(page, TEXT_CAPTION),
                               .color = COLOR_INK_1,
                               .ground = COLOR_PAPER_1 };

    component_label(page, rect, &words, "ic-shield.svg", NULL, 44);
}

/* Where it lies, and that nothing is gone from here. */
static void add_place(const struct page *page, struct rect rect)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const char *place = page_format(page, STR_EXPORT_WHERE, kiosk->stick.name, kiosk->staff.folder);

    staff_text(
        page, rect_cut_top(&rect, 62),
        &(struct staff_line){
            .text = place, .role = TEXT_CAPTION, .color = COLOR_INK_1, .ground = COLOR_PAPER_1 });
    staff_text(page, rect_cut_top(&rect, 62),
               &(struct staff_line){ .text = page_text(page, STR_EXPORT_KEPT),
                                     .role = TEXT_CAPTION,
                                     .color = COLOR_INK_1,
                                     .ground = COLOR_PAPER_1 });
}

static void build_upright(const struct page *page, struct rect body)
{
    enum staff_export export = page->view->kiosk->staff.export;
    int art_px = export == EXPORT_DONE ? SEAL_PX : ART_PX;
    struct rect art;

    rect_cut_top(&body, 20);
    art = rect_cut_top(&body, art_px);
    add_art(page, rect_center(&art, art_px, art_px));
    rect_cut_top(&body, 24);
    add_words(page, rect_cut_top(&body, 260));
    if (export == EXPORT_RUNS)
        add_progress(page, rect_cut_top(&body, 150));
    if (export == EXPORT_DONE)
        add_place(page, rect_cut_bottom(&body, 140));
    else
        add_foot(page, rect_cut_bottom(&body, 64));
    rect_cut_bottom(&body, 24);
    add_files(page, body);
}

static void build_wide(const struct page *page, struct rect body)
{
    enum staff_export export = page->view->kiosk->staff.export;
    bool lists = export != EXPORT_IDLE && page->view->kiosk->staff.file_count > 0;
    struct rect left = lists ? rect_cut_left(&body, body.w / 2) : body, art;

    if (export == EXPORT_DONE)
        add_place(page, rect_cut_bottom(&left, 130));
    else
        add_foot(page, rect_cut_bottom(&left, 64));
    art = rect_cut_top(&left, 230);
    add_art(page, rect_center(&art, 230, 230));
    rect_cut_top(&left, 12);
    if (export == EXPORT_RUNS)
        add_progress(page, rect_cut_bottom(&left, 140));
    add_words(page, left);
    rect_cut_left(&body, STAFF_GAP);
    if (lists)
        add_files(page, body);
}

static void build(const struct view *view, struct widgets *out)
{
    struct page page;
    struct rect body;

    staff_open(&page, view, out, view_text(view, STR_EXPORT_HEADER), true, &body);
    add_dock(&page);
    if (page.portrait)
        build_upright(&page, body);
    else
        build_wide(&page, body);
}

const struct screen screen_staff_export = { "staff-export", build };
