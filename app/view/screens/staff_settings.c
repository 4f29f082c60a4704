/* 设置: facts about this booth, another PIN, pausing, rehearsal, erasing visits. */
#include <stddef.h>

#include "base/date.h"
#include "view/screens/screens.h"
#include "view/screens/staff_frame.h"

enum { FACT_H = 66, FACT_TALL_H = 86, BUTTON_H = 124, QUESTION_H = 460, ACTIONS = 8 };

static void add_fact(const struct page *page, struct rect *area, enum string_id name,
                     const char *value)
{
    struct rect row = rect_cut_top(area, page->portrait ? FACT_TALL_H : FACT_H);

    page_block(page, (struct rect){ row.x, row.y, row.w, 3 }, COLOR_PAPER_2, 0);
    staff_caption(page, rect_cut_left(&row, row.w * 30 / 100), page_text(page, name), COLOR_INK_2,
                  ALIGN_LEFT);
    staff_caption(page, row, value, COLOR_INK_1, ALIGN_RIGHT);
}

/* Why the last thing failed. */
static void add_note(const struct page *page, struct rect *area)
{
    staff_text(page, rect_cut_top(area, page->portrait ? FACT_TALL_H : FACT_H),
               &(struct staff_line){ .text = page->view->kiosk->staff.text,
                                     .role = TEXT_CAPTION,
                                     .face = FACE_SANS_BOLD,
                                     .color = COLOR_OCH,
                                     .ground = COLOR_PAPER_0 });
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
    if (kiosk->staff.text[0])
        add_note(page, &inner);
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

/* ---- actions ---- */

struct action {
    enum string_id label;
    const char *icon;
    struct message message;
    bool disabled;
};

/* A touch makes it the next louder, after the loudest mute. */
static enum string_id volume_words(int volume)
{
    static const enum string_id words[] = { STR_SET_MUTE, STR_SET_SOFT, STR_SET_MIDDLE,
                                            STR_SET_LOUD };

    _Static_assert(sizeof words / sizeof words[0] == BOOTH_VOLUME_MOST + 1, "every volume");
    return words[volume];
}

static void add_actions(const struct page *page, struct rect area)
{
    const struct kiosk *kiosk = page->view->kiosk;
    bool prizes = kiosk->activity->prize_way != PRIZE_NONE;
    bool stopped = kiosk->staff.dashboard && kiosk->staff.dashboard->awards_stopped;
    const struct action actions[] = {
        { STR_SET_DAY_END, "ic-calendar.svg", page_tap(MSG_STAFF_OPEN, SCREEN_STAFF_CLOSE), false },
        { stopped ? STR_ASIDE_SET : STR_SET_STOCK, stopped ? "ic-warning.svg" : "ic-gift.svg",
          page_tap(MSG_STAFF_OPEN, SCREEN_STAFF_STOCK), !prizes && !stopped },
        { kiosk->paused ? STR_SET_RESUME : STR_SET_PAUSE,
          kiosk->paused ? "ic-tap.svg" : "ic-pause.svg", page_tap(MSG_PAUSE, !kiosk->paused),
          false },
        { STR_SET_PIN, "ic-key.svg", page_tap(MSG_PIN_CHANGE, 0), false },
        { kiosk->rehearsal ? STR_SET_REHEARSE_OFF : STR_SET_REHEARSE_ON, "ic-flag.svg",
          page_tap(MSG_REHEARSE, 0), !staff_is_day_of_activity(kiosk) },
        { volume_words(kiosk->volume), "ic-volume.svg",
          page_tap(MSG_VOLUME, (kiosk->volume + 1) % (BOOTH_VOLUME_MOST + 1)), false },
        { kiosk->still ? STR_SET_STILL : STR_SET_MOVING, "ic-screen.svg",
          page_tap(MSG_STILL, !kiosk->still), false },
        { STR_SET_ERASE, "ic-trash.svg", page_tap(MSG_ERASE_VISITS, 0), !staff_may_erase(kiosk) },
    };

    for (int i = 0; i < ACTIONS; i++) {
        const struct action *action = &actions[i];
        struct rect row = rect_row(&area, i / 2, ACTIONS / 2, STAFF_GAP);
        struct rect cell = rect_column(&row, i % 2, 2, STAFF_GAP);
        cell.h -= 10;
        staff_button(page, cell, action->disabled ? BUTTON_DISABLED : BUTTON_SECONDARY,
                     page_text(page, action->label), action->icon, action->message);
    }
}

static void ask_rehearse(const struct page *page, struct rect area)
{
    bool on = page->view->kiosk->rehearsal;

    staff_question(page, area,
                   &(struct staff_asks){
                       .title = on ? STR_REHEARSE_OFF_TITLE : STR_REHEARSE_ON_TITLE,
                       .text = page_text(page, on ? STR_REHEARSE_OFF_TEXT : STR_REHEARSE_ON_TEXT),
                       .no = STR_REHEARSE_NO,
                       .yes = on ? STR_SET_REHEARSE_OFF : STR_SET_REHEARSE_ON,
                       .icon = "ic-flag.svg",
                       .message = MSG_REHEARSE });
}

static void ask_erase(const struct page *page, struct rect area)
{
    const struct dashboard *d = page->view->kiosk->staff.dashboard;

    staff_question(
        page, area,
        &(struct staff_asks){
            .title = STR_ERASE_TITLE,
            .text = page_format(page, STR_ERASE_TEXT, staff_number(page, d ? d->answers : 0), NULL),
            .no = STR_ERASE_NO,
            .yes = STR_ERASE_YES,
            .icon = "ic-trash.svg",
            .message = MSG_ERASE_VISITS });
}

static void build(const struct view *view, struct widgets *out)
{
    const struct staff *staff = &view->kiosk->staff;
    bool asks = staff->asks_rehearse || staff->asks_erase;
    int right_h = asks ? QUESTION_H : ACTIONS / 2 * BUTTON_H + (ACTIONS / 2 - 1) * STAFF_GAP;
    struct page page;
    struct rect body, right;

    staff_open(&page, view, out, view_text(view, STR_SET_HEADER), true, &body);
    staff_button(&page, rect_column(&page.buttons, 0, 2, 32), BUTTON_SECONDARY,
                 view_text(view, STR_STAFF_BACK), "ic-back.svg", page_tap(MSG_BACK, 0));
    if (page.portrait) {
        right = rect_cut_bottom(&body, right_h);
        rect_cut_bottom(&body, STAFF_GAP);
    } else {
        right = rect_cut_right(&body, body.w * 46 / 100);
        rect_cut_right(&body, STAFF_GAP);
        right.h = right_h;
    }
    add_facts(&page, body);
    if (staff->asks_rehearse)
        ask_rehearse(&page, right);
    else if (staff->asks_erase)
        ask_erase(&page, right);
    else
        add_actions(&page, right);
}

const struct screen screen_staff_settings = { "staff-settings", build };
