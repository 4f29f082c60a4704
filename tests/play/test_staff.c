/* Behind the PIN: the way in, the pad, the lock, counts, codes, exports, and how it ends. */
#include <criterion/criterion.h>
#include <string.h>

#include "staff_rig.h"

static void set_up(void)
{
    staff_rig_open();
}

static void tear_down(void)
{
    staff_rig_close();
}

TestSuite(staff, .init = set_up, .fini = tear_down);

/* ---- the way in ---- */

Test(staff, the_corner_leads_to_the_pad)
{
    drive_tap(&staff_drive, MSG_CORNER, 0);
    cr_expect_eq(staff_screen(), SCREEN_STAFF_PIN);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_READ_PIN), 1);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_BEGIN_VISIT), 0);
}

Test(staff, from_home_the_visit_ends)
{
    drive_to_home(&staff_drive);
    drive_tap(&staff_drive, MSG_CORNER, 0);
    cr_expect_eq(staff_screen(), SCREEN_STAFF_PIN);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_END_VISIT), 1);
    cr_expect_not(staff_drive.kiosk->in_visit);
}

Test(staff, not_in_the_middle_of_answers)
{
    drive_to_question(&staff_drive);
    drive_tap(&staff_drive, MSG_CORNER, 0);
    cr_expect_eq(staff_screen(), SCREEN_QUIZ_QUESTION);
}

Test(staff, no_message_of_the_panel_works_outside)
{
    drive_to_home(&staff_drive);
    for (int kind = MSG_STAFF_OPEN; kind < MSG_CORNER; kind++)
        for (int value = -1; value < SCREEN_COUNT; value++)
            drive_tap(&staff_drive, (enum message_kind)kind, value);
    cr_expect_eq(staff_screen(), SCREEN_HOME);
    drive_tap(&staff_drive, MSG_CORNER, 0);
    staff_tell_pin(true, false, 0, 0);
    for (int kind = MSG_STAFF_OPEN; kind < MSG_STAFF_LEAVE; kind++)
        for (int value = -1; value < SCREEN_COUNT; value++)
            drive_tap(&staff_drive, (enum message_kind)kind, value);
    cr_expect_eq(staff_screen(), SCREEN_STAFF_PIN, "nor before the PIN");
    cr_expect_not(staff_drive.kiosk->staff.inside);
}

/* ---- the pad ---- */

Test(staff, six_digits_are_an_attempt_and_nothing_is_typed_meanwhile)
{
    drive_tap(&staff_drive, MSG_CORNER, 0);
    drive_type_each(&staff_drive, "4");
    cr_expect_str_eq(staff_drive.kiosk->staff.entry, "", "not before the state is known");
    staff_tell_pin(true, false, 0, 0);
    drive_type_each(&staff_drive, "48295");
    cr_expect_eq(drive_count(&staff_drive, EFFECT_TRY_PIN), 0);
    drive_type_each(&staff_drive, "7777");
    cr_expect_eq(drive_count(&staff_drive, EFFECT_TRY_PIN), 1);
    cr_expect_eq(strlen(staff_drive.kiosk->staff.entry), PIN_DIGITS);
}

Test(staff, a_wrong_one_is_told_and_cleared)
{
    drive_tap(&staff_drive, MSG_CORNER, 0);
    staff_tell_pin(true, false, 0, 0);
    drive_type_each(&staff_drive, "111111");
    staff_tell_pin(true, false, 1, 0);
    cr_expect_eq(staff_screen(), SCREEN_STAFF_PIN);
    cr_expect_eq(staff_drive.kiosk->staff.note, STAFF_NOTE_WRONG);
    cr_expect_str_eq(staff_drive.kiosk->staff.entry, "");
    cr_expect_eq(staff_tries_left(&staff_drive.kiosk->staff), 4);
}

Test(staff, a_lock_stops_typing_until_it_ends)
{
    drive_tap(&staff_drive, MSG_CORNER, 0);
    staff_tell_pin(true, false, 5, 15000);
    drive_type_each(&staff_drive, "482957");
    cr_expect_eq(drive_count(&staff_drive, EFFECT_TRY_PIN), 0);
    drive_wait(&staff_drive, 10000);
    drive_type_each(&staff_drive, "482957");
    cr_expect_eq(drive_count(&staff_drive, EFFECT_TRY_PIN), 1, "six taps, a second each");
}

Test(staff, whoever_types_a_result_that_was_not_asked_for_stays_out)
{
    drive_tap(&staff_drive, MSG_CORNER, 0);
    staff_tell_pin(true, true, 0, 0);
    cr_expect_eq(staff_screen(), SCREEN_STAFF_PIN);
    cr_expect_not(staff_drive.kiosk->staff.inside);
}

Test(staff, without_a_pin_one_is_set_twice_alike)
{
    drive_tap(&staff_drive, MSG_CORNER, 0);
    staff_tell_pin(false, false, 0, 0);
    cr_expect_eq(staff_drive.kiosk->staff.step, STAFF_NEW_PIN);
    drive_type_each(&staff_drive, "123456");
    cr_expect_eq(staff_drive.kiosk->staff.note, STAFF_NOTE_WEAK);
    drive_type_each(&staff_drive, "482957");
    drive_type_each(&staff_drive, "482958");
    cr_expect_eq(staff_drive.kiosk->staff.note, STAFF_NOTE_DIFFERS);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_SET_PIN), 0);
    drive_type_each(&staff_drive, "482957");
    drive_type_each(&staff_drive, "482957");
    cr_expect_eq(drive_count(&staff_drive, EFFECT_SET_PIN), 1);
    staff_tell_pin(true, false, 0, 0);
    cr_expect_eq(staff_screen(), SCREEN_STAFF_HOME);
}

Test(staff, a_change_asks_for_the_old_one_first)
{
    staff_go_in();
    staff_open_screen(SCREEN_STAFF_SETTINGS);
    drive_tap(&staff_drive, MSG_PIN_CHANGE, 0);
    cr_expect_eq(staff_drive.kiosk->staff.step, STAFF_OLD_PIN);
    drive_type_each(&staff_drive, "482957");
    cr_expect_eq(drive_count(&staff_drive, EFFECT_TRY_PIN), 2);
    staff_tell_pin(true, true, 0, 0);
    cr_expect_eq(staff_drive.kiosk->staff.step, STAFF_NEW_PIN);
    drive_type_each(&staff_drive, "907346");
    drive_type_each(&staff_drive, "907346");
    staff_tell_pin(true, false, 0, 0);
    cr_expect_eq(staff_screen(), SCREEN_STAFF_SETTINGS);
}

/* ---- how it ends ---- */

Test(staff, two_minutes_of_nothing_and_it_is_over)
{
    staff_go_in();
    drive_wait(&staff_drive, STAFF_IDLE_MS - 1);
    cr_expect_eq(staff_screen(), SCREEN_STAFF_HOME);
    drive_wait(&staff_drive, 1);
    cr_expect_eq(staff_screen(), SCREEN_ATTRACT);
    static const struct staff nothing;
    cr_expect_eq(memcmp(&staff_drive.kiosk->staff, &nothing, sizeof nothing), 0, "nothing stays");
    cr_expect_eq(drive_count(&staff_drive, EFFECT_NOTE_STAFF), 2, "entered and left");
}

Test(staff, a_touch_extends_it)
{
    staff_go_in();
    drive_wait(&staff_drive, STAFF_IDLE_MS - 2000);
    drive_tap(&staff_drive, MSG_STAFF_CHART, CHART_TOPICS);
    drive_wait(&staff_drive, STAFF_IDLE_MS - 1000);
    cr_expect_eq(staff_screen(), SCREEN_STAFF_HOME);
}

Test(staff, from_a_fault_it_goes_back_to_the_fault)
{
    drive_step(&staff_drive, &(struct message){ .kind = MSG_FAULT, .fault = "磁盘已满" });
    drive_tap(&staff_drive, MSG_CORNER, 0);
    cr_assert_eq(staff_screen(), SCREEN_STAFF_PIN);
    drive_tap(&staff_drive, MSG_BACK, 0);
    cr_expect_eq(staff_screen(), SCREEN_FAULT);
    cr_expect_str_eq(staff_drive.kiosk->fault, "磁盘已满");
}

Test(staff, a_pause_lasts_until_it_is_ended)
{
    staff_go_in();
    staff_open_screen(SCREEN_STAFF_SETTINGS);
    drive_tap(&staff_drive, MSG_PAUSE, 1);
    drive_tap(&staff_drive, MSG_STAFF_LEAVE, 0);
    cr_expect_eq(staff_screen(), SCREEN_FAULT);
    drive_step(&staff_drive, &(struct message){ .kind = MSG_FAULT_CLEARED });
    drive_tap(&staff_drive, MSG_START, 0);
    cr_expect_eq(staff_screen(), SCREEN_FAULT);
    staff_go_in();
    staff_open_screen(SCREEN_STAFF_SETTINGS);
    drive_tap(&staff_drive, MSG_PAUSE, 0);
    drive_tap(&staff_drive, MSG_STAFF_LEAVE, 0);
    cr_expect_eq(staff_screen(), SCREEN_ATTRACT);
}

Test(staff, volume_and_motion_are_set_and_kept)
{
    staff_go_in();
    staff_open_screen(SCREEN_STAFF_SETTINGS);
    drive_tap(&staff_drive, MSG_VOLUME, BOOTH_VOLUME_MOST);
    cr_expect_eq(staff_drive.kiosk->volume, BOOTH_VOLUME_MOST);
    drive_tap(&staff_drive, MSG_VOLUME, BOOTH_VOLUME_MOST + 1);
    cr_expect_eq(staff_drive.kiosk->volume, BOOTH_VOLUME_MOST);
    drive_tap(&staff_drive, MSG_STILL, 1);
    cr_expect(staff_drive.kiosk->still);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_KEEP_SETTINGS), 3);
    drive_tap(&staff_drive, MSG_STAFF_LEAVE, 0);
    cr_expect(staff_drive.kiosk->still, "it outlives the visit of staff");
    cr_expect_eq(staff_drive.kiosk->volume, BOOTH_VOLUME_MOST);
}

Test(staff, power_off_is_asked_twice)
{
    staff_go_in();
    staff_open_screen(SCREEN_STAFF_CLOSE);
    drive_tap(&staff_drive, MSG_POWER_OFF, 1);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_POWER_OFF), 0);
    drive_tap(&staff_drive, MSG_POWER_OFF, 0);
    drive_tap(&staff_drive, MSG_POWER_OFF, 1);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_POWER_OFF), 1);
}

/* ---- figures ---- */

Test(staff, figures_are_read_every_two_seconds_one_at_a_time)
{
    static const struct dashboard dashboard;
    struct staff_news news = { .ok = true, .dashboard = &dashboard };
    staff_go_in();
    drive_wait(&staff_drive, 10);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_READ_DASHBOARD), 1);
    drive_wait(&staff_drive, 10000);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_READ_DASHBOARD), 1,
                 "the first is still on its way");
    staff_tell(MSG_DASHBOARD, &news);
    drive_wait(&staff_drive, 10);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_READ_DASHBOARD), 2);
    cr_expect_eq(staff_drive.kiosk->staff.dashboard, &dashboard);
    uint32_t generation = staff_drive.kiosk->generation;
    staff_tell(MSG_DASHBOARD, &news);
    cr_expect_eq(staff_drive.kiosk->generation, generation, "numbers change in place");
    drive_wait(&staff_drive, STAFF_REFRESH_MS - 20);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_READ_DASHBOARD), 2);
    drive_wait(&staff_drive, 20);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_READ_DASHBOARD), 3);
}

/* ---- counters ---- */

static void count(int item, int amount)
{
    staff_drive.now_ms += 50; /* fast fingers: no guard between counts */
    drive_step(&staff_drive, &(struct message){ .kind = MSG_COUNT,
                                                .value = item,
                                                .number = amount,
                                                .from_finger = true,
                                                .generation = staff_drive.kiosk->generation });
}

Test(staff, every_touch_counts_and_the_last_is_undone)
{
    staff_go_in();
    staff_open_screen(SCREEN_STAFF_COUNTERS);
    drive_wait(&staff_drive, 1000);
    for (int i = 0; i < 5; i++)
        count(0, 1);
    count(1, 10);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_COUNT), 6);
    drive_tap(&staff_drive, MSG_COUNT_UNDO, 0);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_COUNT), 7);
    drive_tap(&staff_drive, MSG_COUNT_UNDO, 0);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_COUNT), 7, "once");
    count(9, 1);
    count(0, 1000);
    count(0, -1);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_COUNT), 7, "no other items or amounts");
}

Test(staff, a_correction_needs_an_amount_and_a_reason)
{
    staff_go_in();
    staff_open_screen(SCREEN_STAFF_COUNTERS);
    drive_tap(&staff_drive, MSG_CORRECT_REASON, 0);
    drive_tap(&staff_drive, MSG_CORRECT, 1);
    drive_tap(&staff_drive, MSG_CORRECT_REASON, 0);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_COUNT), 0);
    drive_tap(&staff_drive, MSG_CORRECT_BY, -10);
    drive_tap(&staff_drive, MSG_CORRECT_BY, 1);
    drive_tap(&staff_drive, MSG_CORRECT_REASON, 99);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_COUNT), 0);
    drive_tap(&staff_drive, MSG_CORRECT_REASON, 1);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_COUNT), 1);
    cr_expect_eq(staff_drive.kiosk->staff.correcting, 0);
}

/* ---- codes ---- */

static void enter_code(void)
{
    char code[CLAIM_CODE_LEN], symbol[2] = "";
    claim_code_make(UINT64_C(0x123456789), code);
    for (int i = 0; i < CLAIM_CODE_SYMBOLS; i++) {
        symbol[0] = code[i];
        drive_type(&staff_drive, symbol);
    }
}

static void tell_award(enum staff_code code)
{
    struct staff_news news = { .ok = true, .code = code };
    strcpy(news.award.item, "帆布袋");
    staff_tell(MSG_AWARD_TOLD, &news);
}

Test(staff, a_code_is_looked_up_then_claimed_and_taken_back_at_once)
{
    staff_go_in();
    staff_open_screen(SCREEN_STAFF_REDEEM);
    drive_tap(&staff_drive, MSG_REDEEM, 0);
    enter_code();
    cr_expect_eq(drive_count(&staff_drive, EFFECT_LOOK_UP_AWARD), 1);
    drive_tap(&staff_drive, MSG_REDEEM, 0);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_REDEEM), 0, "not before it is known");
    tell_award(CODE_VALID);
    drive_tap(&staff_drive, MSG_REDEEM, 0);
    drive_tap(&staff_drive, MSG_REDEEM, 0);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_REDEEM), 1);
    tell_award(CODE_CLAIMED_NOW);
    drive_tap(&staff_drive, MSG_REDEEM_UNDO, 0);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_UNDO_REDEEM), 1);
}

Test(staff, a_claim_cannot_be_taken_back_later)
{
    staff_go_in();
    staff_open_screen(SCREEN_STAFF_REDEEM);
    enter_code();
    tell_award(CODE_CLAIMED_NOW);
    drive_wait(&staff_drive, STAFF_UNDO_MS);
    drive_tap(&staff_drive, MSG_REDEEM_UNDO, 0);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_UNDO_REDEEM), 0);
}

Test(staff, a_wrong_symbol_is_found_without_asking)
{
    staff_go_in();
    staff_open_screen(SCREEN_STAFF_REDEEM);
    for (int i = 0; i < CLAIM_CODE_SYMBOLS; i++)
        drive_type(&staff_drive, i == 0 ? "3" : "2");
    cr_expect_eq(staff_drive.kiosk->staff.code_state, CODE_MISTYPED);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_LOOK_UP_AWARD), 0);
}

Test(staff, cancelling_needs_a_reason)
{
    staff_go_in();
    staff_open_screen(SCREEN_STAFF_REDEEM);
    enter_code();
    tell_award(CODE_VALID);
    drive_tap(&staff_drive, MSG_AWARD_CANCEL, 1);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_CANCEL_AWARD), 0);
    drive_tap(&staff_drive, MSG_AWARD_CANCEL, -1);
    drive_tap(&staff_drive, MSG_AWARD_CANCEL, 1);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_CANCEL_AWARD), 1);
}

/* ---- export ---- */

Test(staff, an_export_needs_a_stick_and_keeps_the_panel_open)
{
    struct stick_facts facts = { .state = STICK_LOCKED, .name = "IPW-01" };
    struct staff_news stick = { .ok = true, .stick = &facts };
    struct staff_news ended = { .ok = false, .why = "空间不足" };
    staff_go_in();
    staff_open_screen(SCREEN_STAFF_EXPORT);
    drive_tap(&staff_drive, MSG_EXPORT, 1);
    staff_tell(MSG_STICK, &stick);
    drive_tap(&staff_drive, MSG_EXPORT, 1);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_EXPORT), 0);
    facts.state = STICK_READY;
    staff_tell(MSG_STICK, &stick);
    drive_tap(&staff_drive, MSG_EXPORT, 1);
    drive_tap(&staff_drive, MSG_EXPORT, 1);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_EXPORT), 1);
    drive_wait(&staff_drive, 10 * STAFF_IDLE_MS);
    cr_expect_eq(staff_screen(), SCREEN_STAFF_EXPORT);
    drive_tap(&staff_drive, MSG_STAFF_LEAVE, 0);
    cr_expect_eq(staff_screen(), SCREEN_STAFF_EXPORT);
    staff_tell(MSG_EXPORTED, &ended);
    cr_expect_eq(staff_drive.kiosk->staff.export, EXPORT_FAILED);
    cr_expect_str_eq(staff_drive.kiosk->staff.text, "空间不足");
    drive_wait(&staff_drive, STAFF_IDLE_MS);
    cr_expect_eq(staff_screen(), SCREEN_ATTRACT);
}

Test(staff, an_export_can_be_stopped_and_tells_how_far_it_is)
{
    struct stick_facts facts = { .state = STICK_READY, .name = "IPW-01" };
    struct staff_news stick = { .ok = true, .stick = &facts };
    struct staff_news file = { .ok = true, .file = { .name = "data/visits.csv", .rows = 7 } };
    struct staff_news step = { .ok = true, .progress = { EXPORT_WRITES, 0, 42, 8 } };
    struct staff_news stopped = { .ok = false, .why = "已取消" };
    struct staff_news done = { .ok = true, .folder = "ip-week-1" };
    staff_go_in();
    staff_open_screen(SCREEN_STAFF_EXPORT);
    staff_tell(MSG_STICK, &stick);
    drive_tap(&staff_drive, MSG_EXPORT, 0);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_STOP_EXPORT), 0);
    drive_tap(&staff_drive, MSG_EXPORT, 1);
    staff_tell(MSG_EXPORT_FILE, &file);
    staff_tell(MSG_EXPORT_STEP, &step);
    cr_expect_eq(staff_drive.kiosk->staff.progress.percent, 42);
    cr_expect_eq(staff_drive.kiosk->staff.file_count, 1);
    drive_tap(&staff_drive, MSG_EXPORT, 0);
    drive_tap(&staff_drive, MSG_EXPORT, 0);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_STOP_EXPORT), 1);
    staff_tell(MSG_EXPORTED, &stopped);
    cr_expect_eq(staff_drive.kiosk->staff.export, EXPORT_IDLE);
    drive_tap(&staff_drive, MSG_EXPORT, 1);
    cr_expect_eq(staff_drive.kiosk->staff.file_count, 0);
    staff_tell(MSG_EXPORTED, &done);
    cr_expect_eq(staff_drive.kiosk->staff.export, EXPORT_DONE);
    cr_expect_str_eq(staff_drive.kiosk->staff.folder, "ip-week-1");
}
