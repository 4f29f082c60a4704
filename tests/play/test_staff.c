/* Behind the PIN: the way in, the pad, the lock, counts, codes, exports, and how it ends. */
#include <criterion/criterion.h>
#include <string.h>

#include "drive.h"
#include "fixture.h"

static struct drive drive;

static void set_up(void)
{
    struct activity *activity = fixture_activity();
    activity->units[0] = "甲局";
    activity->units[1] = "乙局";
    activity->unit_count = 2;
    activity->counters[0] = (struct counter){ "接待咨询", "人次" };
    activity->counters[1] = (struct counter){ "发放资料", "份" };
    activity->counter_count = 2;
    activity->prize_way = PRIZE_BY_SCORE;
    drive_init(&drive, activity, 1);
}

static void tear_down(void)
{
    drive_fini(&drive);
}

TestSuite(staff, .init = set_up, .fini = tear_down);

/* ---- what the booth says ---- */

static void tell(enum message_kind kind, const struct staff_news *news)
{
    drive_step(&drive, &(struct message){ .kind = kind, .staff = news });
}

static void tell_pin(bool is_set, bool right, int failures, int64_t wait_ms)
{
    struct staff_news news = { .ok = true };
    news.pin.is_set = is_set;
    news.pin.right = right;
    news.pin.failures = failures;
    news.pin.wait_ms = wait_ms;
    tell(MSG_PIN_TOLD, &news);
}

static enum screen_id screen(void)
{
    return drive.kiosk->screen;
}

static void go_in(void)
{
    drive_tap(&drive, MSG_CORNER, 0);
    tell_pin(true, false, 0, 0);
    drive_type_each(&drive, "482957");
    tell_pin(true, true, 0, 0);
    cr_assert_eq(screen(), SCREEN_STAFF_HOME);
}

static void open_screen(enum screen_id to)
{
    drive_tap(&drive, MSG_STAFF_OPEN, (int)to);
    cr_assert_eq(screen(), to);
}

/* ---- the way in ---- */

Test(staff, the_corner_leads_to_the_pad)
{
    drive_tap(&drive, MSG_CORNER, 0);
    cr_expect_eq(screen(), SCREEN_STAFF_PIN);
    cr_expect_eq(drive_count(&drive, EFFECT_READ_PIN), 1);
    cr_expect_eq(drive_count(&drive, EFFECT_BEGIN_VISIT), 0);
}

Test(staff, from_home_the_visit_ends)
{
    drive_to_home(&drive);
    drive_tap(&drive, MSG_CORNER, 0);
    cr_expect_eq(screen(), SCREEN_STAFF_PIN);
    cr_expect_eq(drive_count(&drive, EFFECT_END_VISIT), 1);
    cr_expect_not(drive.kiosk->in_visit);
}

Test(staff, not_in_the_middle_of_answers)
{
    drive_to_question(&drive);
    drive_tap(&drive, MSG_CORNER, 0);
    cr_expect_eq(screen(), SCREEN_QUIZ_QUESTION);
}

Test(staff, no_message_of_the_panel_works_outside)
{
    drive_to_home(&drive);
    for (int kind = MSG_STAFF_OPEN; kind < MSG_CORNER; kind++)
        for (int value = -1; value < SCREEN_COUNT; value++)
            drive_tap(&drive, (enum message_kind)kind, value);
    cr_expect_eq(screen(), SCREEN_HOME);
    drive_tap(&drive, MSG_CORNER, 0);
    tell_pin(true, false, 0, 0);
    for (int kind = MSG_STAFF_OPEN; kind < MSG_STAFF_LEAVE; kind++)
        for (int value = -1; value < SCREEN_COUNT; value++)
            drive_tap(&drive, (enum message_kind)kind, value);
    cr_expect_eq(screen(), SCREEN_STAFF_PIN, "nor before the PIN");
    cr_expect_not(drive.kiosk->staff.inside);
}

/* ---- the pad ---- */

Test(staff, six_digits_are_an_attempt_and_nothing_is_typed_meanwhile)
{
    drive_tap(&drive, MSG_CORNER, 0);
    drive_type_each(&drive, "4");
    cr_expect_str_eq(drive.kiosk->staff.entry, "", "not before the state is known");
    tell_pin(true, false, 0, 0);
    drive_type_each(&drive, "48295");
    cr_expect_eq(drive_count(&drive, EFFECT_TRY_PIN), 0);
    drive_type_each(&drive, "7777");
    cr_expect_eq(drive_count(&drive, EFFECT_TRY_PIN), 1);
    cr_expect_eq(strlen(drive.kiosk->staff.entry), PIN_DIGITS);
}

Test(staff, a_wrong_one_is_told_and_cleared)
{
    drive_tap(&drive, MSG_CORNER, 0);
    tell_pin(true, false, 0, 0);
    drive_type_each(&drive, "111111");
    tell_pin(true, false, 1, 0);
    cr_expect_eq(screen(), SCREEN_STAFF_PIN);
    cr_expect_eq(drive.kiosk->staff.note, STAFF_NOTE_WRONG);
    cr_expect_str_eq(drive.kiosk->staff.entry, "");
    cr_expect_eq(staff_tries_left(&drive.kiosk->staff), 4);
}

Test(staff, a_lock_stops_typing_until_it_ends)
{
    drive_tap(&drive, MSG_CORNER, 0);
    tell_pin(true, false, 5, 15000);
    drive_type_each(&drive, "482957");
    cr_expect_eq(drive_count(&drive, EFFECT_TRY_PIN), 0);
    drive_wait(&drive, 10000);
    drive_type_each(&drive, "482957");
    cr_expect_eq(drive_count(&drive, EFFECT_TRY_PIN), 1, "six taps, a second each");
}

Test(staff, whoever_types_a_result_that_was_not_asked_for_stays_out)
{
    drive_tap(&drive, MSG_CORNER, 0);
    tell_pin(true, true, 0, 0);
    cr_expect_eq(screen(), SCREEN_STAFF_PIN);
    cr_expect_not(drive.kiosk->staff.inside);
}

Test(staff, without_a_pin_one_is_set_twice_alike)
{
    drive_tap(&drive, MSG_CORNER, 0);
    tell_pin(false, false, 0, 0);
    cr_expect_eq(drive.kiosk->staff.step, STAFF_NEW_PIN);
    drive_type_each(&drive, "123456");
    cr_expect_eq(drive.kiosk->staff.note, STAFF_NOTE_WEAK);
    drive_type_each(&drive, "482957");
    drive_type_each(&drive, "482958");
    cr_expect_eq(drive.kiosk->staff.note, STAFF_NOTE_DIFFERS);
    cr_expect_eq(drive_count(&drive, EFFECT_SET_PIN), 0);
    drive_type_each(&drive, "482957");
    drive_type_each(&drive, "482957");
    cr_expect_eq(drive_count(&drive, EFFECT_SET_PIN), 1);
    tell_pin(true, false, 0, 0);
    cr_expect_eq(screen(), SCREEN_STAFF_HOME);
}

Test(staff, a_change_asks_for_the_old_one_first)
{
    go_in();
    open_screen(SCREEN_STAFF_SETTINGS);
    drive_tap(&drive, MSG_PIN_CHANGE, 0);
    cr_expect_eq(drive.kiosk->staff.step, STAFF_OLD_PIN);
    drive_type_each(&drive, "482957");
    cr_expect_eq(drive_count(&drive, EFFECT_TRY_PIN), 2);
    tell_pin(true, true, 0, 0);
    cr_expect_eq(drive.kiosk->staff.step, STAFF_NEW_PIN);
    drive_type_each(&drive, "907346");
    drive_type_each(&drive, "907346");
    tell_pin(true, false, 0, 0);
    cr_expect_eq(screen(), SCREEN_STAFF_SETTINGS);
}

/* ---- how it ends ---- */

Test(staff, two_minutes_of_nothing_and_it_is_over)
{
    go_in();
    drive_wait(&drive, STAFF_IDLE_MS - 1);
    cr_expect_eq(screen(), SCREEN_STAFF_HOME);
    drive_wait(&drive, 1);
    cr_expect_eq(screen(), SCREEN_ATTRACT);
    static const struct staff nothing;
    cr_expect_eq(memcmp(&drive.kiosk->staff, &nothing, sizeof nothing), 0, "nothing stays");
    cr_expect_eq(drive_count(&drive, EFFECT_NOTE_STAFF), 2, "entered and left");
}

Test(staff, a_touch_extends_it)
{
    go_in();
    drive_wait(&drive, STAFF_IDLE_MS - 2000);
    drive_tap(&drive, MSG_STAFF_CHART, CHART_TOPICS);
    drive_wait(&drive, STAFF_IDLE_MS - 1000);
    cr_expect_eq(screen(), SCREEN_STAFF_HOME);
}

Test(staff, from_a_fault_it_goes_back_to_the_fault)
{
    drive_step(&drive, &(struct message){ .kind = MSG_FAULT, .fault = "磁盘已满" });
    drive_tap(&drive, MSG_CORNER, 0);
    cr_assert_eq(screen(), SCREEN_STAFF_PIN);
    drive_tap(&drive, MSG_BACK, 0);
    cr_expect_eq(screen(), SCREEN_FAULT);
    cr_expect_str_eq(drive.kiosk->fault, "磁盘已满");
}

Test(staff, a_pause_lasts_until_it_is_ended)
{
    go_in();
    open_screen(SCREEN_STAFF_SETTINGS);
    drive_tap(&drive, MSG_PAUSE, 1);
    drive_tap(&drive, MSG_STAFF_LEAVE, 0);
    cr_expect_eq(screen(), SCREEN_FAULT);
    drive_step(&drive, &(struct message){ .kind = MSG_FAULT_CLEARED });
    drive_tap(&drive, MSG_START, 0);
    cr_expect_eq(screen(), SCREEN_FAULT);
    go_in();
    open_screen(SCREEN_STAFF_SETTINGS);
    drive_tap(&drive, MSG_PAUSE, 0);
    drive_tap(&drive, MSG_STAFF_LEAVE, 0);
    cr_expect_eq(screen(), SCREEN_ATTRACT);
}

Test(staff, volume_and_motion_are_set_and_kept)
{
    go_in();
    open_screen(SCREEN_STAFF_SETTINGS);
    drive_tap(&drive, MSG_VOLUME, BOOTH_VOLUME_MOST);
    cr_expect_eq(drive.kiosk->volume, BOOTH_VOLUME_MOST);
    drive_tap(&drive, MSG_VOLUME, BOOTH_VOLUME_MOST + 1);
    cr_expect_eq(drive.kiosk->volume, BOOTH_VOLUME_MOST);
    drive_tap(&drive, MSG_STILL, 1);
    cr_expect(drive.kiosk->still);
    cr_expect_eq(drive_count(&drive, EFFECT_KEEP_SETTINGS), 3);
    drive_tap(&drive, MSG_STAFF_LEAVE, 0);
    cr_expect(drive.kiosk->still, "it outlives the visit of staff");
    cr_expect_eq(drive.kiosk->volume, BOOTH_VOLUME_MOST);
}

Test(staff, power_off_is_asked_twice)
{
    go_in();
    open_screen(SCREEN_STAFF_CLOSE);
    drive_tap(&drive, MSG_POWER_OFF, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_POWER_OFF), 0);
    drive_tap(&drive, MSG_POWER_OFF, 0);
    drive_tap(&drive, MSG_POWER_OFF, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_POWER_OFF), 1);
}

/* ---- figures ---- */

Test(staff, figures_are_read_every_two_seconds_one_at_a_time)
{
    static const struct dashboard dashboard;
    struct staff_news news = { .ok = true, .dashboard = &dashboard };
    go_in();
    drive_wait(&drive, 10);
    cr_expect_eq(drive_count(&drive, EFFECT_READ_DASHBOARD), 1);
    drive_wait(&drive, 10000);
    cr_expect_eq(drive_count(&drive, EFFECT_READ_DASHBOARD), 1, "the first is still on its way");
    tell(MSG_DASHBOARD, &news);
    drive_wait(&drive, 10);
    cr_expect_eq(drive_count(&drive, EFFECT_READ_DASHBOARD), 2);
    cr_expect_eq(drive.kiosk->staff.dashboard, &dashboard);
    uint32_t generation = drive.kiosk->generation;
    tell(MSG_DASHBOARD, &news);
    cr_expect_eq(drive.kiosk->generation, generation, "numbers change in place");
    drive_wait(&drive, STAFF_REFRESH_MS - 20);
    cr_expect_eq(drive_count(&drive, EFFECT_READ_DASHBOARD), 2);
    drive_wait(&drive, 20);
    cr_expect_eq(drive_count(&drive, EFFECT_READ_DASHBOARD), 3);
}

/* ---- counters ---- */

static void count(int item, int amount)
{
    drive.now_ms += 50; /* fast fingers: no guard between counts */
    drive_step(&drive, &(struct message){ .kind = MSG_COUNT,
                                          .value = item,
                                          .number = amount,
                                          .from_finger = true,
                                          .generation = drive.kiosk->generation });
}

Test(staff, every_touch_counts_and_the_last_is_undone)
{
    go_in();
    open_screen(SCREEN_STAFF_COUNTERS);
    drive_wait(&drive, 1000);
    for (int i = 0; i < 5; i++)
        count(0, 1);
    count(1, 10);
    cr_expect_eq(drive_count(&drive, EFFECT_COUNT), 6);
    drive_tap(&drive, MSG_COUNT_UNDO, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_COUNT), 7);
    drive_tap(&drive, MSG_COUNT_UNDO, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_COUNT), 7, "once");
    count(9, 1);
    count(0, 1000);
    count(0, -1);
    cr_expect_eq(drive_count(&drive, EFFECT_COUNT), 7, "no other items or amounts");
}

Test(staff, a_correction_needs_an_amount_and_a_reason)
{
    go_in();
    open_screen(SCREEN_STAFF_COUNTERS);
    drive_tap(&drive, MSG_CORRECT_REASON, 0);
    drive_tap(&drive, MSG_CORRECT, 1);
    drive_tap(&drive, MSG_CORRECT_REASON, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_COUNT), 0);
    drive_tap(&drive, MSG_CORRECT_BY, -10);
    drive_tap(&drive, MSG_CORRECT_BY, 1);
    drive_tap(&drive, MSG_CORRECT_REASON, 99);
    cr_expect_eq(drive_count(&drive, EFFECT_COUNT), 0);
    drive_tap(&drive, MSG_CORRECT_REASON, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_COUNT), 1);
    cr_expect_eq(drive.kiosk->staff.correcting, 0);
}

/* ---- codes ---- */

static void enter_code(void)
{
    char code[CLAIM_CODE_LEN], symbol[2] = "";
    claim_code_make(UINT64_C(0x123456789), code);
    for (int i = 0; i < CLAIM_CODE_SYMBOLS; i++) {
        symbol[0] = code[i];
        drive_type(&drive, symbol);
    }
}

static void tell_award(enum staff_code code)
{
    struct staff_news news = { .ok = true, .code = code };
    strcpy(news.award.item, "帆布袋");
    tell(MSG_AWARD_TOLD, &news);
}

Test(staff, a_code_is_looked_up_then_claimed_and_taken_back_at_once)
{
    go_in();
    open_screen(SCREEN_STAFF_REDEEM);
    drive_tap(&drive, MSG_REDEEM, 0);
    enter_code();
    cr_expect_eq(drive_count(&drive, EFFECT_LOOK_UP_AWARD), 1);
    drive_tap(&drive, MSG_REDEEM, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_REDEEM), 0, "not before it is known");
    tell_award(CODE_VALID);
    drive_tap(&drive, MSG_REDEEM, 0);
    drive_tap(&drive, MSG_REDEEM, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_REDEEM), 1);
    tell_award(CODE_CLAIMED_NOW);
    drive_tap(&drive, MSG_REDEEM_UNDO, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_UNDO_REDEEM), 1);
}

Test(staff, a_claim_cannot_be_taken_back_later)
{
    go_in();
    open_screen(SCREEN_STAFF_REDEEM);
    enter_code();
    tell_award(CODE_CLAIMED_NOW);
    drive_wait(&drive, STAFF_UNDO_MS);
    drive_tap(&drive, MSG_REDEEM_UNDO, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_UNDO_REDEEM), 0);
}

Test(staff, a_wrong_symbol_is_found_without_asking)
{
    go_in();
    open_screen(SCREEN_STAFF_REDEEM);
    for (int i = 0; i < CLAIM_CODE_SYMBOLS; i++)
        drive_type(&drive, i == 0 ? "3" : "2");
    cr_expect_eq(drive.kiosk->staff.code_state, CODE_MISTYPED);
    cr_expect_eq(drive_count(&drive, EFFECT_LOOK_UP_AWARD), 0);
}

Test(staff, cancelling_needs_a_reason)
{
    go_in();
    open_screen(SCREEN_STAFF_REDEEM);
    enter_code();
    tell_award(CODE_VALID);
    drive_tap(&drive, MSG_AWARD_CANCEL, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_CANCEL_AWARD), 0);
    drive_tap(&drive, MSG_AWARD_CANCEL, -1);
    drive_tap(&drive, MSG_AWARD_CANCEL, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_CANCEL_AWARD), 1);
}

/* ---- export ---- */

Test(staff, an_export_needs_a_stick_and_keeps_the_panel_open)
{
    struct stick_facts facts = { .state = STICK_LOCKED, .name = "IPW-01" };
    struct staff_news stick = { .ok = true, .stick = &facts };
    struct staff_news ended = { .ok = false, .why = "空间不足" };
    go_in();
    open_screen(SCREEN_STAFF_EXPORT);
    drive_tap(&drive, MSG_EXPORT, 1);
    tell(MSG_STICK, &stick);
    drive_tap(&drive, MSG_EXPORT, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_EXPORT), 0);
    facts.state = STICK_READY;
    tell(MSG_STICK, &stick);
    drive_tap(&drive, MSG_EXPORT, 1);
    drive_tap(&drive, MSG_EXPORT, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_EXPORT), 1);
    drive_wait(&drive, 10 * STAFF_IDLE_MS);
    cr_expect_eq(screen(), SCREEN_STAFF_EXPORT);
    drive_tap(&drive, MSG_STAFF_LEAVE, 0);
    cr_expect_eq(screen(), SCREEN_STAFF_EXPORT);
    tell(MSG_EXPORTED, &ended);
    cr_expect_eq(drive.kiosk->staff.export, EXPORT_FAILED);
    cr_expect_str_eq(drive.kiosk->staff.text, "空间不足");
    drive_wait(&drive, STAFF_IDLE_MS);
    cr_expect_eq(screen(), SCREEN_ATTRACT);
}

Test(staff, an_export_can_be_stopped_and_tells_how_far_it_is)
{
    struct stick_facts facts = { .state = STICK_READY, .name = "IPW-01" };
    struct staff_news stick = { .ok = true, .stick = &facts };
    struct staff_news file = { .ok = true, .file = { .name = "data/visits.csv", .rows = 7 } };
    struct staff_news step = { .ok = true, .progress = { EXPORT_WRITES, 0, 42, 8 } };
    struct staff_news stopped = { .ok = false, .why = "已取消" };
    struct staff_news done = { .ok = true, .folder = "ip-week-1" };
    go_in();
    open_screen(SCREEN_STAFF_EXPORT);
    tell(MSG_STICK, &stick);
    drive_tap(&drive, MSG_EXPORT, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_STOP_EXPORT), 0);
    drive_tap(&drive, MSG_EXPORT, 1);
    tell(MSG_EXPORT_FILE, &file);
    tell(MSG_EXPORT_STEP, &step);
    cr_expect_eq(drive.kiosk->staff.progress.percent, 42);
    cr_expect_eq(drive.kiosk->staff.file_count, 1);
    drive_tap(&drive, MSG_EXPORT, 0);
    drive_tap(&drive, MSG_EXPORT, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_STOP_EXPORT), 1);
    tell(MSG_EXPORTED, &stopped);
    cr_expect_eq(drive.kiosk->staff.export, EXPORT_IDLE);
    drive_tap(&drive, MSG_EXPORT, 1);
    cr_expect_eq(drive.kiosk->staff.file_count, 0);
    tell(MSG_EXPORTED, &done);
    cr_expect_eq(drive.kiosk->staff.export, EXPORT_DONE);
    cr_expect_str_eq(drive.kiosk->staff.folder, "ip-week-1");
}

/* ---- updates ---- */

static struct update_view offer;

static void open_update(void)
{
    static struct stick_facts facts = { .state = STICK_READY, .name = "IPW-01" };
    struct staff_news stick = { .ok = true, .stick = &facts };
    struct staff_news read = { .ok = true, .update = &offer };
    memset(&offer, 0, sizeof(offer));
    offer.on = true;
    offer.source_count = 2;
    go_in();
    tell(MSG_STICK, &stick);
    open_screen(SCREEN_STAFF_UPDATE);
    tell(MSG_UPDATE_READ, &read);
}

static void look_into(int source)
{
    struct staff_news read = { .ok = true, .update = &offer };
    drive_tap(&drive, MSG_UPDATE_OPEN, source);
    drive_step(&drive, &(struct message){ .kind = MSG_UPDATE_READ, .value = 1, .staff = &read });
}

Test(staff, an_update_is_applied_only_when_nothing_speaks_against_it)
{
    open_update();
    drive_tap(&drive, MSG_UPDATE_APPLY, 0);
    drive_tap(&drive, MSG_UPDATE_OPEN, 2);
    cr_expect_eq(drive_count(&drive, EFFECT_UPDATE_OPEN), 0);
    offer.preview.errors = 1;
    look_into(1);
    cr_expect_eq(drive_count(&drive, EFFECT_UPDATE_OPEN), 1);
    drive_tap(&drive, MSG_UPDATE_APPLY, 0);
    offer.preview.errors = 0;
    offer.preview.seal = SEAL_BAD;
    drive_tap(&drive, MSG_UPDATE_APPLY, 0);
    offer.preview.seal = SEAL_GOOD;
    offer.preview.why[0] = 'x';
    drive_tap(&drive, MSG_UPDATE_APPLY, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_UPDATE_APPLY), 0);
    offer.preview.why[0] = '\0';
    drive_tap(&drive, MSG_UPDATE_APPLY, 0);
    drive_tap(&drive, MSG_UPDATE_APPLY, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_UPDATE_APPLY), 1);
}

Test(staff, what_was_installed_takes_over_however_staff_leave)
{
    struct staff_news done = { .ok = true, .update = &offer };
    open_update();
    look_into(0);
    drive_tap(&drive, MSG_UPDATE_APPLY, 0);
    drive_tap(&drive, MSG_STAFF_LEAVE, 0);
    drive_wait(&drive, 10 * STAFF_IDLE_MS);
    cr_expect_eq(screen(), SCREEN_STAFF_UPDATE, "it is under way");
    tell(MSG_UPDATED, &done);
    cr_expect_eq(drive_count(&drive, EFFECT_RELOAD), 0);
    drive_tap(&drive, MSG_BACK, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_RELOAD), 1);
    cr_expect_eq(screen(), SCREEN_ATTRACT);
}

Test(staff, an_update_takes_over_when_nobody_is_left)
{
    struct staff_news done = { .ok = true, .update = &offer };
    open_update();
    offer.has_previous = true;
    drive_tap(&drive, MSG_UPDATE_REVERT, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_UPDATE_REVERT), 1);
    tell(MSG_UPDATED, &done);
    drive_wait(&drive, STAFF_IDLE_MS);
    cr_expect_eq(screen(), SCREEN_ATTRACT);
    cr_expect_eq(drive_count(&drive, EFFECT_RELOAD), 1);
}

Test(staff, another_stick_is_looked_at_at_once)
{
    struct stick_facts none = { .state = STICK_NONE };
    struct staff_news pulled = { .ok = true, .stick = &none };
    struct staff_news read = { .ok = true, .update = &offer };
    open_update();
    cr_expect_eq(drive_count(&drive, EFFECT_UPDATE_LOOK), 1);
    tell(MSG_STICK, &pulled);
    tell(MSG_STICK, &pulled);
    cr_expect_eq(drive_count(&drive, EFFECT_UPDATE_LOOK), 2);
    tell(MSG_UPDATE_READ, &read);
    cr_expect_eq(drive_count(&drive, EFFECT_UPDATE_LOOK), 3, "it changed while it was read");
}
