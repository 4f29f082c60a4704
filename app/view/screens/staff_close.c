/* 今日收工: the day's figures, what is still to be done, and shutting down. */
#include <stddef.h>

#include "view/screens/screens.h"
#include "view/screens/staff_frame.h"

enum { FACT_H = 62, FACT_TALL_H = 80, STRIP_H = 92, BUTTON_H = 124, QUESTION_H = 420 };

struct facts {
    const struct page *page;
    struct rect area;
};

static void add_fact(struct facts *facts, const char *name, const char *value)
{
    const struct page *page = facts->page;
    struct rect row = rect_cut_top(&facts->area, page->portrait ? FACT_TALL_H : FACT_H);

    if (facts->area.h < 0)
        return;
    page_block(page, (struct rect){ row.x, row.y, row.w, 3 }, COLOR_PAPER_2, 0);
    staff_caption(page, rect_cut_left(&row, row.w * 38 / 100), name, COLOR_INK_2, ALIGN_LEFT);
    staff_caption(page, row, value, COLOR_INK_1, ALIGN_RIGHT);
}

static void add_counts(struct facts *facts, const struct dashboard *d)
{
    const struct page *page = facts->page;
    const struct activity *activity = page->view->kiosk->activity;

    for (int i = 0; i < activity->counter_count && i < 3; i++)
        add_fact(facts, activity->counters[i].name,
                 widgets_format(page->out, "%d %s", d->count_sums[i].today,
                                activity->counters[i].measure));
}

static void add_day(const struct page *page, struct rect rect)
{
    const struct kiosk *kiosk = page->view->kiosk;
    const struct dashboard *d = kiosk->staff.dashboard;
    struct facts facts = { .page = page };

    staff_card(page, rect, page_text(page, STR_DAY_TITLE), d ? staff_stamp(page, d->wall_ms) : NULL,
               COLOR_CIN, &facts.area);
    if (d == NULL)
        return;
    add_fact(&facts, page_text(page, STR_FIG_OPEN),
             page_format(page, STR_DAY_OPEN, staff_hours(page, d->open_today_ms),
                         d->open_began_ms ? staff_clock(page, d->open_began_ms) : "—"));
    add_fact(&facts, page_text(page, STR_DASH_VISITS), staff_number(page, d->today.visits));
    add_fact(&facts, page_text(page, STR_DASH_QUIZ),
             page_format(page, STR_DAY_OF, staff_number(page, d->today.quiz_completed),
                         staff_number(page, d->today.quiz_started)));
    add_fact(&facts, page_text(page, STR_DAY_MEAN),
             d->today.quiz_completed > 0
                 ? widgets_format(page->out, "%.1f / %.0f", d->today.quiz_mean, d->today.quiz_asked)
                 : "—");
    add_fact(&facts, page_text(page, STR_DASH_SURVEY),
             page_format(page, STR_DAY_OF, staff_number(page, d->today.surveys_completed),
                         staff_number(page, d->today.surveys_started)));
    add_counts(&facts, d);
    if (kiosk->activity->prize_way != PRIZE_NONE)
        add_fact(&facts, page_text(page, STR_DAY_UNCLAIMED), page_number(page, d->awards_pending));
}

/* What would be forgotten, and the way to it. */
static void add_reminder(const struct page *page, struct rect rect)
{
    const struct dashboard *d = page->view->kiosk->staff.dashboard;
    bool due = d == NULL || d->export_ms == 0 || d->answers_since_export > 0;
    const char *text = d == NULL ? page_text(page, STR_DASH_READING)
                       : due     ? page_format(page, STR_DAY_REMINDER,
                                               staff_number(page, d->answers_since_export), NULL)
                                 : page_text(page, STR_DAY_EXPORTED);

    page_block(page, rect, due ? COLOR_GAM_TINT : COLOR_PAPER_0, 20);
    page_image(page, (struct rect){ rect.x + 28, rect.y + (rect.h - 48) / 2, 48, 48 },
               due ? "ic-export.svg" : "ic-check.svg", due ? COLOR_OCH : COLOR_MAL);
    rect_cut_left(&rect, 96);
    rect_cut_right(&rect, 24);
    staff_text(page, rect,
               &(struct staff_line){ .text = text,
                                     .role = TEXT_CAPTION,
                                     .color = COLOR_INK_1,
                                     .ground = due ? COLOR_GAM_TINT : COLOR_PAPER_0 });
}

static void add_ways(const struct page *page, struct rect row)
{
    bool prizes = page->view->kiosk->activity->prize_way != PRIZE_NONE;
    int columns = prizes ? 2 : 1;

    row.h -= 10;
    staff_button(page, rect_column(&row, 0, columns, STAFF_GAP), BUTTON_SECONDARY,
                 page_text(page, STR_DASH_TO_EXPORT), "ic-export.svg",
                 page_tap(MSG_STAFF_OPEN, SCREEN_STAFF_EXPORT));
    if (prizes)
        staff_button(page, rect_column(&row, 1, columns, STAFF_GAP), BUTTON_SECONDARY,
                     page_text(page, STR_CODE_LIST), "ic-ticket.svg", page_tap(MSG_AWARD_LIST, 1));
}

static void build(const struct view *view, struct widgets *out)
{
    bool asks = view->kiosk->staff.asks_power_off;
    struct page page;
    struct rect body, right;

    staff_open(&page, view, out, view_text(view, STR_SET_DAY_END), true, &body);
    if (page.portrait) {
        right = rect_cut_bottom(&body, asks ? QUESTION_H : STRIP_H + STAFF_GAP + BUTTON_H);
        rect_cut_bottom(&body, STAFF_GAP);
    } else {
        right = rect_cut_right(&body, body.w * 46 / 100);
        rect_cut_right(&body, STAFF_GAP);
        right.h = asks ? QUESTION_H : right.h;
    }
    add_day(&page, body);
    if (asks) {
        staff_question(&page, right,
                       &(struct staff_asks){ .title = STR_OFF_TITLE,
                                             .text = page_text(&page, STR_OFF_TEXT),
                                             .no = STR_OFF_NO,
                                             .yes = STR_OFF_YES,
                                             .icon = "ic-power.svg",
                                             .message = MSG_POWER_OFF });
    } else {
        add_reminder(&page, rect_cut_top(&right, STRIP_H));
        rect_cut_top(&right, STAFF_GAP);
        add_ways(&page, rect_cut_top(&right, BUTTON_H));
    }
    staff_button(&page, rect_column(&page.buttons, 0, 2, 32), BUTTON_SECONDARY,
                 view_text(view, STR_STAFF_BACK), "ic-back.svg", page_tap(MSG_BACK, 0));
    if (!asks)
        staff_button(&page, rect_column(&page.buttons, 1, 2, 32), BUTTON_PRIMARY,
                     view_text(view, STR_SET_POWER_OFF), "ic-power.svg",
                     page_tap(MSG_POWER_OFF, 0));
}

const struct screen screen_staff_close = { "staff-close", build };
