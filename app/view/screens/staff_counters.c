/* 现场计数: what is counted by hand, for each unit; one touch a count. */
#include <stddef.h>

#include "view/screens/screens.h"
#include "view/screens/staff_frame.h"

enum { SUM_H = 58, UNIT_H = 100, ITEM_H = 216, ITEMS_A_PAGE = 4, UNITS_A_PAGE = 4, NOTE_H = 64 };

static const char *unit_name(const struct kiosk *kiosk, int unit)
{
    const struct activity *activity = kiosk->activity;

    return activity->unit_count > 0 ? activity->units[unit] : activity->organiser;
}

static struct dash_count count_of(const struct kiosk *kiosk, int item)
{
    const struct dashboard *dash = kiosk->staff.dashboard;

    return dash ? dash->counts[kiosk->staff.unit][item] : (struct dash_count){ 0 };
}

/* The units as buttons, the one counted for filled; paged together with the items. */
static void add_units(const struct page *page, struct rect area)
{
    const struct kiosk *kiosk = page->view->kiosk;
    int count = kiosk->activity->unit_count,
        first = kiosk->staff.unit / UNITS_A_PAGE * UNITS_A_PAGE;
    int columns = page->portrait ? 2 : 4;

    if (count == 0)
        return;
    for (int i = 0; i < UNITS_A_PAGE && first + i < count; i++) {
        struct rect row = rect_row(&area, i / columns, UNITS_A_PAGE / columns, STAFF_GAP);
        struct rect cell = rect_column(&row, i % columns, columns, STAFF_GAP);
        int unit = first + i;
        bool chosen = unit == kiosk->staff.unit;
        cell.h -= 10;
        staff_button(page, cell, chosen ? BUTTON_DISABLED : BUTTON_SECONDARY,
                     unit_name(kiosk, unit), chosen ? "ic-check.svg" : NULL,
                     page_tap(MSG_STAFF_UNIT, unit));
    }
}

static int units_height(const struct page *page)
{
    int rows = page->portrait && page->view->kiosk->activity->unit_count > 2 ? 2 : 1;

    return page->view->kiosk->activity->unit_count > 0
               ? (page->portrait ? 2 : rows) * UNIT_H + (page->portrait ? STAFF_GAP : 0)
               : 0;
}

static struct message counting(int item, int amount)
{
    return (struct message){ .kind = MSG_COUNT, .value = item, .number = amount };
}

/* A button that is called more than it shows: the row says the rest. */
static void add_named(const struct page *page, struct rect rect, const char *name,
                      const char *words, struct message message)
{
    int block = page->out->count;

    component_button(page, rect,
                     &(struct button){ .look = BUTTON_SECONDARY,
                                       .label = words,
                                       .message = message,
                                       .size_px = words[0] == '+' ? 56 : 40 });
    page->out->items[block].label = name;
}

static void add_item(const struct page *page, struct rect rect, int item)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct counter *counter = &kiosk->activity->counters[item];
    struct dash_count count = count_of(kiosk, item);
    const struct dashboard *dash = kiosk->staff.dashboard;
    struct rect inner, words, buttons;

    staff_card(page, rect, NULL, NULL, COLOR_NONE, &inner);
    buttons = rect_cut_right(&inner, inner.w * 58 / 100);
    buttons = rect_center(&buttons, buttons.w, 132);
    buttons.h -= 10;
    words = rect_cut_top(&inner, 56);
    staff_text(page, words,
               &(struct staff_line){ .text = counter->name,
                                     .role = TEXT_HEADER,
                                     .color = COLOR_INK_1,
                                     .ground = COLOR_PAPER_0 });
    staff_text(page, rect_cut_top(&inner, 68),
               &(struct staff_line){
                   .text = widgets_format(page->out, "%d %s", count.total, counter->measure),
                   .role = TEXT_H2,
                   .color = COLOR_INK_1,
                   .ground = COLOR_PAPER_0 });
    staff_caption(page, rect_cut_top(&inner, 52),
                  page_format(page, STR_COUNT_TODAY, page_number(page, count.today),
                              page_number(page, dash ? dash->count_sums[item].total : 0)),
                  COLOR_INK_2, ALIGN_LEFT);
    add_named(page, rect_column(&buttons, 0, 3, STAFF_GAP),
              page_format(page, STR_COUNT_CORRECT, counter->name, NULL),
              page_format(page, STR_COUNT_CORRECT, NULL, NULL), page_tap(MSG_CORRECT, item));
    add_named(page, rect_column(&buttons, 1, 3, STAFF_GAP),
              widgets_format(page->out, "%s +10", counter->name), "+10", counting(item, 10));
    add_named(page, rect_column(&buttons, 2, 3, STAFF_GAP),
              widgets_format(page->out, "%s +1", counter->name), "+1", counting(item, 1));
}

/* ---- a correction ---- */

static void add_correction(const struct page *page, struct rect area)
{
    static const enum string_id reasons[STAFF_REASONS] = { STR_COUNT_REASON_1, STR_COUNT_REASON_2,
                                                           STR_COUNT_REASON_3, STR_COUNT_REASON_4 };
    const struct kiosk *kiosk = page->view->kiosk;
    const struct staff *staff = &kiosk->staff;
    const struct counter *counter = &kiosk->activity->counters[staff->correcting - 1];
    int total = count_of(kiosk, staff->correcting - 1).total;

    staff_change(page, area,
                 &(struct staff_change){
                     .title = page_format(page, STR_COUNT_CORRECT, counter->name, NULL),
                     .side = unit_name(kiosk, staff->unit),
                     .sum = widgets_format(page->out, "%d %+d = %d %s", total, staff->amount,
                                           total + staff->amount, counter->measure),
                     .changes = staff->amount != 0,
                     .by = MSG_CORRECT_BY,
                     .because = MSG_CORRECT_REASON,
                     .reasons = reasons,
                     .kept = STR_COUNT_KEPT });
}

/* ---- the page ---- */

/* All units together, to read, where nothing is to be pressed. */
static void add_sums(const struct page *page, struct rect rect)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct activity *activity = kiosk->activity;
    const struct dashboard *dash = kiosk->staff.dashboard;
    struct rect inner;

    staff_card(page, rect, page_text(page, STR_COUNT_ALL), NULL, COLOR_CIN, &inner);
    for (int i = 0; dash && i < activity->counter_count && inner.h >= SUM_H; i++) {
        struct rect row = rect_cut_top(&inner, SUM_H);
        staff_caption(page, rect_cut_left(&row, row.w / 3), activity->counters[i].name, COLOR_INK_1,
                      ALIGN_LEFT);
        staff_caption(page, rect_cut_right(&row, row.w / 2),
                      widgets_format(page->out, "%d %s", dash->count_sums[i].total,
                                     activity->counters[i].measure),
                      COLOR_INK_1, ALIGN_RIGHT);
        staff_caption(page, row,
                      page_format(page, STR_COUNT_SUM_TODAY,
                                  page_number(page, dash->count_sums[i].today), NULL),
                      COLOR_INK_2, ALIGN_RIGHT);
    }
}

static void add_items(const struct page *page, struct rect area)
{
    const struct kiosk *kiosk = page->view->kiosk;
    int count = kiosk->activity->counter_count, columns = page->portrait ? 1 : 2;
    int rows = area.h / (ITEM_H + STAFF_GAP);
    rows = rows < 1 ? 1 : rows;
    int a_page = rows * columns, pages = (count + a_page - 1) / a_page;
    int at = kiosk->page < pages ? kiosk->page : pages - 1;

    if (pages > 1) {
        rows = (area.h - PAGER_TAKES) / (ITEM_H + STAFF_GAP);
        rows = rows < 1 ? 1 : rows;
        a_page = rows * columns;
        pages = (count + a_page - 1) / a_page;
        at = kiosk->page < pages ? kiosk->page : pages - 1;
        struct rect pager = rect_cut_bottom(&area, PAGER_H);
        component_pager(page, pager, at, pages, 1);
    }
    for (int i = 0; i < a_page && at * a_page + i < count; i++) {
        struct rect row = { area.x, area.y + i / columns * (ITEM_H + STAFF_GAP), area.w, ITEM_H };
        add_item(page, rect_column(&row, i % columns, columns, STAFF_GAP), at * a_page + i);
    }
}

static void add_dock(const struct page *page)
{
    const struct staff *staff = &page->view->kiosk->staff;
    int units = page->view->kiosk->activity->unit_count;
    int other = (staff->unit / UNITS_A_PAGE + 1) * UNITS_A_PAGE;
    struct rect row = page->buttons;
    int columns = units > UNITS_A_PAGE ? 3 : 2;

    if (staff->correcting > 0) {
        staff_button(page, rect_column(&row, 0, 2, 32), BUTTON_SECONDARY,
                     page_text(page, STR_COUNT_NOT), "ic-back.svg", page_tap(MSG_CORRECT, -1));
        return;
    }
    staff_button(page, rect_column(&row, 0, columns, 32), BUTTON_SECONDARY,
                 page_text(page, STR_STAFF_BACK), "ic-back.svg", page_tap(MSG_BACK, 0));
    if (columns == 3)
        staff_button(page, rect_column(&row, 1, columns, 32), BUTTON_SECONDARY,
                     page_text(page, STR_COUNT_OTHER_UNITS), "ic-list.svg",
                     page_tap(MSG_STAFF_UNIT, other < units ? other : 0));
    staff_button(page, rect_column(&row, columns - 1, columns, 32),
                 staff->last_amount != 0 ? BUTTON_PRIMARY : BUTTON_DISABLED,
                 staff->last_amount != 0 ? page_format(page, STR_COUNT_UNDO,
                                                       page_number(page, staff->last_amount), NULL)
                                         : page_text(page, STR_COUNT_NO_UNDO),
                 "ic-undo.svg", page_tap(MSG_COUNT_UNDO, 0));
}

static void build(const struct view *view, struct widgets *out)
{
    const struct staff *staff = &view->kiosk->staff;
    struct page page;
    struct rect body;
    const char *text = staff->text[0] ? staff->text : view_text(view, STR_COUNT_HINT);

    staff_open(&page, view, out, view_text(view, STR_COUNT_HEADER), true, &body);
    staff_text(&page, rect_cut_top(&body, NOTE_H),
               &(struct staff_line){ .text = text,
                                     .role = TEXT_CAPTION,
                                     .face = staff->text[0] ? FACE_SANS_BOLD : FACE_SANS,
                                     .color = staff->text[0] ? COLOR_OCH : COLOR_INK_2,
                                     .ground = COLOR_PAPER_1 });
    if (page.portrait) {
        add_sums(&page, rect_cut_top(&body, page.canvas.h / 3 - STAFF_GAP - body.y));
        rect_cut_top(&body, STAFF_GAP);
    }
    if (staff->correcting == 0) {
        add_units(&page, rect_cut_top(&body, units_height(&page)));
        rect_cut_top(&body, STAFF_GAP);
        add_items(&page, body);
    } else {
        add_correction(&page, body);
    }
    add_dock(&page);
}

const struct screen screen_staff_counters = { "staff-counters", build };
