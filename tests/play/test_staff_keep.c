/* Behind the PIN, seldom: stock, the rehearsal's switch, erasing, a forgotten PIN. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/date.h"
#include "drive.h"
#include "fixture.h"

static struct drive drive;
static struct dashboard dashboard;
static struct activity *activity;

static void set_up(void)
{
    activity = fixture_activity();
    activity->prize_way = PRIZE_BY_SCORE;
    drive_init(&drive, activity, 1);
    dashboard = (struct dashboard){ .tier_count = 2, .answers = 12, .export_ms = 1 };
    dashboard.tiers[0] = (struct dash_tier){ .left = 3 };
    dashboard.tiers[1] = (struct dash_tier){ .left = 40 };
}

static void tear_down(void)
{
    drive_fini(&drive);
}

TestSuite(staff_keep, .init = set_up, .fini = tear_down);

static void tell(enum message_kind kind, const struct staff_news *news)
{
    drive_step(&drive, &(struct message){ .kind = kind, .staff = news });
}

static void tell_pin(bool right, bool permitted)
{
    struct staff_news news = { .ok = true };
    news.pin.is_set = true;
    news.pin.right = right;
    news.pin.permitted = permitted;
    tell(MSG_PIN_TOLD, &news);
}

/* On that screen of the panel, with figures. */
static void go_to(enum screen_id screen)
{
    const struct staff_news news = { .ok = true, .dashboard = &dashboard };
    drive_tap(&drive, MSG_CORNER, 0);
    tell_pin(false, false);
    drive_type_each(&drive, "482957");
    tell_pin(true, false);
    drive_wait(&drive, 10);
    tell(MSG_DASHBOARD, &news);
    drive_tap(&drive, MSG_STAFF_OPEN, (int)screen);
    cr_assert_eq(drive.kiosk->screen, screen);
}

/* ---- stock ---- */

Test(staff_keep, stock_changes_by_an_amount_and_a_reason)
{
    go_to(SCREEN_STAFF_STOCK);
    drive_tap(&drive, MSG_STOCK_BY, 10);
    drive_tap(&drive, MSG_STOCK_REASON, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_RESTOCK), 0, "no tier is chosen");
    drive_tap(&drive, MSG_STOCK_TIER, 1);
    drive_tap(&drive, MSG_STOCK_REASON, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_RESTOCK), 0, "no amount");
    drive_tap(&drive, MSG_STOCK_BY, 10);
    drive_tap(&drive, MSG_STOCK_BY, -1);
    drive_tap(&drive, MSG_STOCK_REASON, 7);
    cr_expect_eq(drive_count(&drive, EFFECT_RESTOCK), 0, "no such reason");
    drive_tap(&drive, MSG_STOCK_REASON, 0);
    const struct drive_effect *effect = drive_last(&drive, EFFECT_RESTOCK);
    cr_assert_not_null(effect);
    cr_expect_eq(effect->item, 1);
    cr_expect_eq(effect->amount, 9);
    cr_expect_str_eq(effect->reason, "补充采购");
    cr_expect_eq(drive.kiosk->staff.stocking, 0, "and the list is back");
}

Test(staff_keep, nobody_takes_out_more_than_is_there)
{
    go_to(SCREEN_STAFF_STOCK);
    drive_tap(&drive, MSG_STOCK_TIER, 0);
    for (int i = 0; i < 5; i++)
        drive_tap(&drive, MSG_STOCK_BY, -1);
    cr_expect_eq(drive.kiosk->staff.stock_amount, -3);
}

/* ---- what was set aside ---- */

Test(staff_keep, prizes_go_on_without_what_was_set_aside_when_staff_say_why)
{
    dashboard.awards_stopped = true;
    go_to(SCREEN_STAFF_STOCK);
    drive_tap(&drive, MSG_ASIDE_ACCEPT, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_ACCEPT_ASIDE), 0, "no reason yet");
    drive_tap(&drive, MSG_ASIDE_REASON, 9);
    drive_tap(&drive, MSG_ASIDE_ACCEPT, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_ACCEPT_ASIDE), 0, "no such reason");
    drive_tap(&drive, MSG_ASIDE_REASON, 1);
    drive_tap(&drive, MSG_ASIDE_ACCEPT, -1);
    drive_tap(&drive, MSG_ASIDE_ACCEPT, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_ACCEPT_ASIDE), 0, "not after all");
    drive_tap(&drive, MSG_ASIDE_REASON, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_ACCEPT_ASIDE), 0, "it asks first");
    drive_tap(&drive, MSG_ASIDE_ACCEPT, 1);
    const struct drive_effect *effect = drive_last(&drive, EFFECT_ACCEPT_ASIDE);
    cr_assert_not_null(effect);
    cr_expect_str_eq(effect->reason, "没有可用的备份");
    drive_tap(&drive, MSG_ASIDE_ACCEPT, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_ACCEPT_ASIDE), 1, "once");
}

Test(staff_keep, where_nothing_was_set_aside_there_is_nothing_to_accept)
{
    go_to(SCREEN_STAFF_STOCK);
    drive_tap(&drive, MSG_ASIDE_REASON, 1);
    drive_tap(&drive, MSG_ASIDE_ACCEPT, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_ACCEPT_ASIDE), 0);
}

Test(staff_keep, without_prizes_what_was_set_aside_is_decided_too)
{
    activity->prize_way = PRIZE_NONE;
    dashboard.awards_stopped = true;
    go_to(SCREEN_STAFF_STOCK);
}

Test(staff_keep, without_prizes_there_is_no_stock)
{
    activity->prize_way = PRIZE_NONE;
    go_to(SCREEN_STAFF_SETTINGS);
    drive_tap(&drive, MSG_STAFF_OPEN, SCREEN_STAFF_STOCK);
    cr_expect_eq(drive.kiosk->screen, SCREEN_STAFF_SETTINGS);
}

Test(staff_keep, the_closing_page_leads_to_the_codes_not_claimed)
{
    go_to(SCREEN_STAFF_CLOSE);
    drive_tap(&drive, MSG_AWARD_LIST, 1);
    cr_expect_eq(drive.kiosk->screen, SCREEN_STAFF_REDEEM);
    cr_expect(drive.kiosk->staff.lists_awards);
}

/* ---- rehearsal ---- */

Test(staff_keep, the_switch_is_asked_and_noted)
{
    go_to(SCREEN_STAFF_SETTINGS);
    drive_tap(&drive, MSG_REHEARSE, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_REHEARSE), 0);
    drive_tap(&drive, MSG_REHEARSE, 0);
    drive_tap(&drive, MSG_REHEARSE, -1);
    drive_tap(&drive, MSG_REHEARSE, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_REHEARSE), 0);
    drive_tap(&drive, MSG_REHEARSE, 0);
    drive_tap(&drive, MSG_REHEARSE, 1);
    const struct drive_effect *effect = drive_last(&drive, EFFECT_REHEARSE);
    cr_assert_not_null(effect);
    cr_expect_eq(effect->amount, 1);
    cr_expect_str_eq(drive_last(&drive, EFFECT_NOTE_STAFF)->subject, "rehearse-on");
}

Test(staff_keep, outside_the_activity_there_is_nothing_to_switch)
{
    activity->first_day += 1000;
    activity->last_day += 1000;
    go_to(SCREEN_STAFF_SETTINGS);
    drive_tap(&drive, MSG_REHEARSE, 0);
    drive_tap(&drive, MSG_REHEARSE, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_REHEARSE), 0);
}

/* ---- erasing ---- */

static void try_to_erase(void)
{
    go_to(SCREEN_STAFF_SETTINGS);
    drive_tap(&drive, MSG_ERASE_VISITS, 1);
    drive_tap(&drive, MSG_ERASE_VISITS, 0);
    drive_tap(&drive, MSG_ERASE_VISITS, 1);
}

Test(staff_keep, erases_when_the_activity_is_over_and_all_is_exported)
{
    activity->last_day = date_of_ms(FIXTURE_WALL_MS) - 1;
    try_to_erase();
    cr_expect_eq(drive_count(&drive, EFFECT_ERASE), 1);
}

Test(staff_keep, erases_nothing_that_is_not_exported)
{
    activity->last_day = date_of_ms(FIXTURE_WALL_MS) - 1;
    dashboard.answers_since_export = 1;
    try_to_erase();
    cr_expect_eq(drive_count(&drive, EFFECT_ERASE), 0);
}

Test(staff_keep, erases_nothing_while_the_activity_runs)
{
    try_to_erase();
    cr_expect_eq(drive_count(&drive, EFFECT_ERASE), 0);
    dashboard.rehearsal = true; /* but a rehearsal at any time */
    drive_tap(&drive, MSG_STAFF_LEAVE, 0);
    try_to_erase();
    cr_expect_eq(drive_count(&drive, EFFECT_ERASE), 1);
}

/* ---- a forgotten PIN ---- */

Test(staff_keep, a_permit_stands_for_the_pin_even_while_locked)
{
    struct staff_news locked = { .ok = true };
    locked.pin.is_set = true;
    locked.pin.failures = 6;
    locked.pin.wait_ms = 600000;
    drive_tap(&drive, MSG_CORNER, 0);
    tell(MSG_PIN_TOLD, &locked);
    drive_tap(&drive, MSG_PIN_FORGOT, 0);
    cr_assert_eq(drive_count(&drive, EFFECT_READ_PERMIT), 1);
    tell_pin(false, true);
    cr_expect_eq(drive.kiosk->staff.step, STAFF_NEW_PIN);
    drive_type_each(&drive, "907346");
    drive_type_each(&drive, "907346");
    const struct drive_effect *effect = drive_last(&drive, EFFECT_SET_PIN);
    cr_assert_not_null(effect);
    cr_expect(effect->permitted);
    tell_pin(false, false);
    cr_expect_eq(drive.kiosk->screen, SCREEN_STAFF_HOME);
    cr_expect_not(drive.kiosk->staff.permitted);
}

Test(staff_keep, without_a_permit_the_pad_says_why)
{
    const struct staff_news none = { .ok = false, .why = "没有找到恢复文件" };
    drive_tap(&drive, MSG_CORNER, 0);
    tell_pin(false, false);
    drive_tap(&drive, MSG_PIN_FORGOT, 0);
    tell(MSG_PIN_TOLD, &none);
    cr_expect_eq(drive.kiosk->staff.note, STAFF_NOTE_FAILED);
    cr_expect_str_eq(drive.kiosk->staff.text, "没有找到恢复文件");
    cr_expect_eq(drive.kiosk->staff.step, STAFF_ENTER);
    drive_type_each(&drive, "482957");
    cr_expect_eq(drive_count(&drive, EFFECT_TRY_PIN), 1, "the PIN still works");
}
