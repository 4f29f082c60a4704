/* 奖品台账: what each tier began with, got, gave and holds; more or fewer with a reason. */
#include <stddef.h>

#include "view/screens/screens.h"
#include "view/screens/staff_aside.h"
#include "view/screens/staff_frame.h"

enum { TIER_H = 196, BAR_H = 58 };

static const struct dash_tier *tier_at(const struct page *page, int index)
{
    const struct dashboard *dash = page->view->kiosk->staff.dashboard;

    return dash && index < dash->tier_count ? &dash->tiers[index] : NULL;
}

/* 期初 40 + 补货 10 − 发出 17 + 退回 1 = 现存 34 */
static const char *sum_of(const struct page *page, const struct dash_tier *tier)
{
    return widgets_format(
        page->out, "%s %d %s %s %d − %s %d + %s %d", page_text(page, STR_STOCK_OPENING),
        tier->opening, tier->added < 0 ? "−" : "+", page_text(page, STR_STOCK_ADDED),
        tier->added < 0 ? -tier->added : tier->added, page_text(page, STR_STOCK_OUT), tier->out,
        page_text(page, STR_STOCK_BACK), tier->back);
}

static void add_tier(const struct page *page, struct rect rect, int index)
{
    const struct dash_tier *tier = tier_at(page, index);
    struct rect inner, button, words;
    int block;

    staff_card(page, rect, NULL, NULL, COLOR_NONE, &inner);
    button = rect_cut_right(&inner, 200);
    button = rect_center(&button, button.w, 124);
    button.h -= 10;
    rect_cut_right(&inner, STAFF_GAP);
    words = rect_cut_top(&inner, 66);
    staff_text(page, rect_cut_right(&words, words.w * 34 / 100),
               &(struct staff_line){
                   .text = page_format(page, STR_STOCK_LEFT, staff_number(page, tier->left), NULL),
                   .role = TEXT_HEADER,
                   .color = COLOR_INK_1,
                   .ground = COLOR_PAPER_0,
                   .align = ALIGN_RIGHT });
    staff_text(page, words,
               &(struct staff_line){ .text = tier->name,
                                     .role = TEXT_HEADER,
                                     .color = COLOR_INK_1,
                                     .ground = COLOR_PAPER_0 });
    staff_caption(page, rect_cut_top(&inner, 50), sum_of(page, tier), COLOR_INK_2, ALIGN_LEFT);
    staff_caption(page, rect_cut_top(&inner, 50),
                  page_format(page, STR_STOCK_CLAIMED, staff_number(page, tier->claimed),
                              staff_number(page, tier->pending)),
                  COLOR_INK_2, ALIGN_LEFT);
    block = page->out->count;
    staff_button(page, button, BUTTON_SECONDARY, page_text(page, STR_STOCK_CHANGE), NULL,
                 page_tap(MSG_STOCK_TIER, index));
    page->out->items[block].label =
        widgets_format(page->out, "%s %s", page_text(page, STR_STOCK_CHANGE), tier->name);
}

static void add_tiers(const struct page *page, struct rect area)
{
    const struct kiosk *kiosk = page->view->kiosk;
    int count = kiosk->staff.dashboard ? kiosk->staff.dashboard->tier_count : 0;
    int columns = page->portrait ? 1 : 2, rows = area.h / (TIER_H + STAFF_GAP), a_page, pages, at;

    rows = rows < 1 ? 1 : rows;
    if (count > rows * columns)
        rows = (area.h - PAGER_TAKES) / (TIER_H + STAFF_GAP);
    a_page = (rows < 1 ? 1 : rows) * columns;
    pages = count > 0 ? (count + a_page - 1) / a_page : 1;
    at = kiosk->page < pages ? kiosk->page : pages - 1;
    if (pages > 1)
        component_pager(page, rect_cut_bottom(&area, PAGER_H), at, pages, 1);
    for (int i = 0; i < a_page && at * a_page + i < count; i++) {
        struct rect row = { area.x, area.y + i / columns * (TIER_H + STAFF_GAP), area.w, TIER_H };
        add_tier(page, rect_column(&row, i % columns, columns, STAFF_GAP), at * a_page + i);
    }
}

/* What is left of each, to read. */
static void add_bars(const struct page *page, struct rect rect)
{
    const struct dashboard *dash = page->view->kiosk->staff.dashboard;
    struct rect inner;

    staff_card(page, rect, page_text(page, STR_DASH_STOCK), NULL, COLOR_CIN, &inner);
    for (int i = 0; dash && i < dash->tier_count && inner.h >= BAR_H; i++) {
        const struct dash_tier *tier = &dash->tiers[i];
        struct rect row = rect_cut_top(&inner, BAR_H);
        staff_caption(page, rect_cut_left(&row, row.w * 34 / 100), tier->name, COLOR_INK_1,
                      ALIGN_LEFT);
        staff_caption(page, rect_cut_right(&row, 200),
                      widgets_format(page->out, "%d/%d", tier->left, tier->total), COLOR_INK_1,
                      ALIGN_RIGHT);
        staff_bar(page, rect_inset(row, 12, 13),
                  tier->total > 0 ? tier->left / (double)tier->total : 0, COLOR_CIN, false);
    }
}

/* ---- more or fewer of one tier ---- */

static void add_change(const struct page *page, struct rect area)
{
    static const enum string_id reasons[STAFF_REASONS] = { STR_STOCK_REASON_1, STR_STOCK_REASON_2,
                                                           STR_STOCK_REASON_3, STR_STOCK_REASON_4 };
    const struct staff *staff = &page->view->kiosk->staff;
    const struct dash_tier *tier = tier_at(page, staff->stocking - 1);

    if (tier == NULL)
        return;
    staff_change(page, area,
                 &(struct staff_change){ .title = tier->name,
                                         .side = page_text(page, STR_STOCK_CHANGE),
                                         .sum = widgets_format(page->out, "%d %+d = %d", tier->left,
                                                               staff->stock_amount,
                                                               tier->left + staff->stock_amount),
                                         .changes = staff->stock_amount != 0,
                                         .by = MSG_STOCK_BY,
                                         .because = MSG_STOCK_REASON,
                                         .reasons = reasons,
                                         .kept = STR_STOCK_KEPT });
}

static void build_aside(const struct view *view, struct widgets *out)
{
    struct page page;
    struct rect body;

    staff_open(&page, view, out, view_text(view, STR_ASIDE_HEADER), true, &body);
    if (view->kiosk->staff.text[0])
        staff_text(&page, rect_cut_top(&body, 64),
                   &(struct staff_line){ .text = view->kiosk->staff.text,
                                         .role = TEXT_CAPTION,
                                         .face = FACE_SANS_BOLD,
                                         .color = COLOR_OCH,
                                         .ground = COLOR_PAPER_1 });
    staff_aside(&page, body);
    staff_button(&page, rect_column(&page.buttons, 0, 2, 32), BUTTON_SECONDARY,
                 view_text(view, STR_STAFF_BACK), "ic-back.svg", page_tap(MSG_BACK, 0));
}

static void build(const struct view *view, struct widgets *out)
{
    const struct staff *staff = &view->kiosk->staff;
    bool changes = staff->stocking > 0;
    const char *text = staff->text[0] ? staff->text : view_text(view, STR_STOCK_HINT);
    struct page page;
    struct rect body;

    if (staff->dashboard && staff->dashboard->awards_stopped) {
        build_aside(view, out);
        return;
    }
    staff_open(&page, view, out, view_text(view, STR_STOCK_HEADER), true, &body);
    staff_text(&page, rect_cut_top(&body, 64),
               &(struct staff_line){ .text = text,
                                     .role = TEXT_CAPTION,
                                     .face = staff->text[0] ? FACE_SANS_BOLD : FACE_SANS,
                                     .color = staff->text[0] ? COLOR_OCH : COLOR_INK_2,
                                     .ground = COLOR_PAPER_1 });
    if (page.portrait) { /* what is pressed is within reach, above it what is read */
        add_bars(&page, rect_cut_top(&body, page.canvas.h / 3 - STAFF_GAP - body.y));
        rect_cut_top(&body, STAFF_GAP);
    }
    if (changes)
        add_change(&page, body);
    else
        add_tiers(&page, body);
    staff_button(&page, rect_column(&page.buttons, 0, 2, 32), BUTTON_SECONDARY,
                 view_text(view, changes ? STR_COUNT_NOT : STR_STAFF_BACK), "ic-back.svg",
                 changes ? page_tap(MSG_STOCK_TIER, -1) : page_tap(MSG_BACK, 0));
}

const struct screen screen_staff_stock = { "staff-stock", build };
