/* 设置: facts about this booth, another PIN, the day's end, pausing, shutting down. */
#include <stddef.h>

#include "base/date.h"
#include "view/screens/screens.h"
#include "view/screens/staff_frame.h"

enum { FACT_H = 66, FACT_TALL_H = 86, BUTTON_H = 124 };

static void add_fact(const struct page *page, struct rect *area, enum string_id name,
                     const char *value)
{
    struct rect row = rect_cut_top(area, page->portrait ? FACT_TALL_H : FACT_H);

    page_block(page, (struct rect){ row.x, row.y, row.w, 3 }, COLOR_PAPER_2, 0);
    staff_caption(page, rect_cut_left(&row, row.w * 30 / 100), page_text(page, name), COLOR_INK_2,
                  ALIGN_LEFT);
    staff_caption(page, row, value, COLOR_INK_1, ALIGN_RIGHT);
}

static void add_facts(const struct page *page, struct rect rect)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct dashboard *d = kiosk->staff.dashboard;
    char first[DATE_TEXT_LEN], last[DATE_TEXT_LEN];
    struct rect inner;

    staff_card(page, rect, page_text(page, STR_SET_FACTS), NULL, COLOR_CIN, &inner);
    date_format(kiosk->activity->first_day, first);
    date_format(kiosk->activity->last_day, last);
    add_fact(page, &inner, STR_SET_VERSION, WENDA_VERSION);
    add_fact(page, &inner, STR_SET_ACTIVITY,
             widgets_format(page->out, "%s（%s）", kiosk->activity->name, kiosk->activity->id));
    add_fact(page, &inner, STR_SET_DAYS, widgets_format(page->out, "%s – %s", first, last));
    if (d == NULL)
        return;
    add_fact(page, &inner, STR_SET_BOOTH, d->booth);
    add_fact(page, &inner, STR_SET_KIND, d->kind);
    add_fact(page, &inner, STR_SET_FOLDER, d->folder);
    add_fact(
        page, &inner, STR_SET_DATABASE,
        widgets_format(page->out, "%.1f MB · schema %d", (double)d->database_len / 1e6, d->schema));
    add_fact(page, &inner, STR_SET_ANSWERS, page_number(page, d->answers));
    add_fact(page, &inner, STR_SET_CHAIN,
             widgets_format(page->out, "%d · %.16s", d->chain_number, d->chain_hash));
}

/* ---- the day's end ---- */

static void add_day(const struct page *page, struct rect rect)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct dashboard *d = kiosk->staff.dashboard;
    struct rect inner;

    staff_card(page, rect, page_text(page, STR_DAY_TITLE), NULL, COLOR_CIN, &inner);
    if (d == NULL)
        return;
    add_fact(page, &inner, STR_DASH_VISITS, staff_number(page, d->today.visits));
    add_fact(page, &inner, STR_DASH_QUIZ, staff_number(page, d->today.quiz_completed));
    add_fact(page, &inner, STR_DAY_MEAN,
             d->today.quiz_completed > 0
                 ? widgets_format(page->out, "%.1f / %.0f", d->today.quiz_mean, d->today.quiz_asked)
                 : "—");
    add_fact(page, &inner, STR_DASH_SURVEY, staff_number(page, d->today.surveys_completed));
    for (int i = 0; i < kiosk->activity->counter_count && i < 3; i++) {
        struct rect row = rect_cut_top(&inner, page->portrait ? FACT_TALL_H : FACT_H);
        page_block(page, (struct rect){ row.x, row.y, row.w, 3 }, COLOR_PAPER_2, 0);
        staff_caption(page, rect_cut_left(&row, row.w / 2), kiosk->activity->counters[i].name,
                      COLOR_INK_2, ALIGN_LEFT);
        staff_caption(page, row,
                      widgets_format(page->out, "%d %s", d->count_sums[i].today,
                                     kiosk->activity->counters[i].measure),
                      COLOR_INK_1, ALIGN_RIGHT);
    }
    if (kiosk->activity->prize_way != PRIZE_NONE)
        add_fact(page, &inner, STR_DAY_UNCLAIMED, page_number(page, d->awards_pending));
    rect_cut_top(&inner, 16);
    staff_paragraph(
        page, inner,
        d->answers_since_export > 0 || d->export_ms == 0
            ? page_format(page, STR_DAY_REMINDER, staff_number(page, d->answers_since_export), NULL)
            : page_text(page, STR_DAY_EXPORTED),
        TEXT_BODY, d->answers_since_export > 0 ? COLOR_OCH : COLOR_MAL, COLOR_PAPER_0);
}

/* ---- actions ---- */

static void add_button(const struct page *page, struct rect *area, int index, enum string_id label,
                       const char *icon, struct message message)
{
    struct rect row = rect_row(area, index / 2, 2, STAFF_GAP);
    struct rect cell = rect_column(&row, index % 2, 2, STAFF_GAP);

    cell.h -= 10;
    staff_button(page, cell, BUTTON_SECONDARY, page_text(page, label), icon, message);
}

static void add_actions(const struct page *page, struct rect area)
{
    const struct kiosk *kiosk = page->view->kiosk;
    bool day = kiosk->staff.shows_day;

    add_button(page, &area, 0, STR_SET_PIN, "ic-key.svg", page_tap(MSG_PIN_CHANGE, 0));
    add_button(page, &area, 1, day ? STR_SET_SHOW_FACTS : STR_SET_DAY_END, "ic-calendar.svg",
               page_tap(MSG_DAY_END, !day));
    add_button(page, &area, 2, kiosk->paused ? STR_SET_RESUME : STR_SET_PAUSE,
               kiosk->paused ? "ic-tap.svg" : "ic-pause.svg", page_tap(MSG_PAUSE, !kiosk->paused));
    add_button(page, &area, 3, STR_SET_POWER_OFF, "ic-power.svg", page_tap(MSG_POWER_OFF, 0));
}

static void add_question(const struct page *page, struct rect area)
{
    struct rect inner, row;

    staff_card(page, area, page_text(page, STR_OFF_TITLE), NULL, COLOR_CIN, &inner);
    row = rect_cut_bottom(&inner, BUTTON_H);
    row.h -= 14;
    staff_button(page, rect_column(&row, 0, 2, STAFF_GAP), BUTTON_SECONDARY,
                 page_text(page, STR_OFF_NO), "ic-back.svg", page_tap(MSG_POWER_OFF, -1));
    staff_button(page, rect_column(&row, 1, 2, STAFF_GAP), BUTTON_PRIMARY,
                 page_text(page, STR_OFF_YES), "ic-power.svg", page_tap(MSG_POWER_OFF, 1));
    staff_paragraph(page, inner, page_text(page, STR_OFF_TEXT), TEXT_BODY, COLOR_INK_1,
                    COLOR_PAPER_0);
}

static void build(const struct view *view, struct widgets *out)
{
    const struct staff *staff = &view->kiosk->staff;
    struct page page;
    struct rect body, right, row;

    staff_open(&page, view, out, view_text(view, STR_SET_HEADER), true, &body);
    row = page.buttons;
    staff_button(&page, rect_column(&row, 0, 2, 32), BUTTON_SECONDARY,
                 view_text(view, STR_STAFF_BACK), "ic-back.svg", page_tap(MSG_BACK, 0));
    if (page.portrait) {
        right = rect_cut_bottom(&body, staff->asks_power_off ? 420 : 2 * BUTTON_H + STAFF_GAP);
        rect_cut_bottom(&body, STAFF_GAP);
    } else {
        right = rect_cut_right(&body, body.w * 44 / 100);
        rect_cut_right(&body, STAFF_GAP);
        right.h = staff->asks_power_off ? 420 : 2 * BUTTON_H + STAFF_GAP;
    }
    if (staff->shows_day)
        add_day(&page, body);
    else
        add_facts(&page, body);
    if (staff->asks_power_off)
        add_question(&page, right);
    else
        add_actions(&page, right);
}

const struct screen screen_staff_settings = { "staff-settings", build };
