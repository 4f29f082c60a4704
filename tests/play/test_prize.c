/* The prize of a visit: offered to whom it may be, told only once it is committed, gone with its
 * screen. */
#include <criterion/criterion.h>
#include <string.h>

#include "drive.h"
#include "fixture.h"

static struct drive drive;
static struct prize_news news; /* what the store tells next */

static const struct prize_tier tiers[] = {
    { .name = "一等奖", .item = "保温杯", .stock = 1, .odds = 20, .need_right = 7 },
    { .name = "二等奖", .item = "帆布袋", .stock = 9, .odds = 4, .need_right = 5 },
};

static void start(enum prize_way way)
{
    struct activity *activity = fixture_activity();

    activity->prize_way = way;
    activity->qualify_right = 5;
    memcpy(activity->tiers, tiers, sizeof(tiers));
    activity->tier_count = 2;
    news = (struct prize_news){ .day = activity->first_day,
                                .tier_count = 2,
                                .tiers = { { 1, 1, 1 }, { 9, 9, 4 } },
                                .award = { .tier = -1 } };
    if (way == PRIZE_BY_DRAW)
        strcpy(news.commitment, "5eed");
    drive_init(&drive, activity, 3);
    drive.news = &news;
    drive_step(&drive, &(struct message){ .kind = MSG_TICK });
}

static void tear_down(void)
{
    drive_fini(&drive);
}

TestSuite(prize, .fini = tear_down);

static void win(int tier)
{
    news.award = (struct prize_award){ .outcome = SETTLED_AWARDED,
                                       .tier = tier,
                                       .code = "K7M429QX",
                                       .valid_until_ms = FIXTURE_WALL_MS + 8 * 3600000 };
}

static enum screen_id front(void)
{
    return kiosk_front(drive.kiosk);
}

/* Plays all seven questions, so many of them right. */
static void play(int right)
{
    drive_to_question(&drive);
    for (int i = 0; i < 7; i++) {
        drive_answer(&drive, i < right);
        drive_tap(&drive, MSG_NEXT, 0);
    }
}

/* ---- the day ---- */

Test(prize, the_day_is_opened_at_the_start_and_with_every_visitor_gone)
{
    start(PRIZE_BY_DRAW);
    cr_expect_eq(drive_count(&drive, EFFECT_OPEN_DAY), 1);
    cr_expect_eq(drive.kiosk->prizes.tiers[1].left_today, 4);
    drive_to_home(&drive);
    news.tiers[1].left_today = 3;
    drive_wait(&drive, 60000 + 30000);
    cr_expect_eq(front(), SCREEN_ATTRACT);
    cr_expect_eq(drive_count(&drive, EFFECT_OPEN_DAY), 2);
    cr_expect_eq(drive.kiosk->prizes.tiers[1].left_today, 3);
}

Test(prize, midnight_opens_the_next_day_without_anybody_there)
{
    start(PRIZE_BY_DRAW);
    int64_t due_ms = kiosk_next_due_ms(drive.kiosk);
    cr_expect_lt(due_ms - drive.now_ms, 24 * 3600000);
    drive_wait(&drive, due_ms - drive.now_ms - 1);
    cr_expect_eq(drive_count(&drive, EFFECT_OPEN_DAY), 1);
    drive_wait(&drive, 1);
    cr_expect_eq(drive_count(&drive, EFFECT_OPEN_DAY), 2);
    cr_expect_eq(kiosk_next_due_ms(drive.kiosk) - drive.now_ms, 24 * 3600000);
}

Test(prize, without_prizes_nothing_is_asked)
{
    start(PRIZE_NONE);
    play(7);
    cr_expect_eq(front(), SCREEN_QUIZ_RESULT);
    cr_expect_eq(drive_count(&drive, EFFECT_OPEN_DAY), 0);
    cr_expect_not(drive_last(&drive, EFFECT_END_QUIZ)->settles);
}

/* ---- 抽奖 ---- */

Test(prize, the_stamp_is_offered_to_those_who_qualify)
{
    start(PRIZE_BY_DRAW);
    play(5);
    cr_expect_eq(front(), SCREEN_PRIZE_DRAW);
    cr_expect_eq(drive.kiosk->prize.phase, PRIZE_OFFERED);
    cr_expect_eq(drive_count(&drive, EFFECT_DRAW), 0, "nothing is drawn unasked");
    cr_expect_not(drive_last(&drive, EFFECT_END_QUIZ)->settles);
}

Test(prize, one_right_too_few_is_told_the_result)
{
    start(PRIZE_BY_DRAW);
    play(4);
    cr_expect_eq(front(), SCREEN_QUIZ_RESULT);
    cr_expect_eq(drive.kiosk->prize.phase, PRIZE_IDLE);
}

Test(prize, nobody_draws_when_all_of_today_is_gone)
{
    start(PRIZE_BY_DRAW);
    drive_to_home(&drive);
    news.tiers[0].left_today = news.tiers[1].left_today = 0;
    drive_wait(&drive, 60000 + 30000);
    cr_expect(kiosk_prizes_are_gone(drive.kiosk));
    play(7);
    cr_expect_eq(front(), SCREEN_QUIZ_RESULT);
}

Test(prize, the_stone_falls_only_after_the_commit)
{
    start(PRIZE_BY_DRAW);
    play(6);
    drive.hold = true;
    drive_tap(&drive, MSG_DRAW, 0);
    cr_expect(kiosk_is_saving(drive.kiosk));
    cr_expect_eq(drive.kiosk->prize.phase, PRIZE_DRAWING);
    drive_wait(&drive, 60000);
    cr_expect_eq(drive.kiosk->prize.phase, PRIZE_DRAWING, "waits for the store, however long");
    win(1);
    drive.hold = false;
    drive_save(&drive);
    cr_expect_eq(drive.kiosk->prize.phase, PRIZE_STAMPING);
    cr_expect_eq(front(), SCREEN_PRIZE_DRAW);
    cr_expect_eq(drive_count(&drive, EFFECT_AWARD_SHOWN), 0, "nobody has seen it yet");
    drive_wait(&drive, PRIZE_STAMP_MS - 1);
    cr_expect_eq(front(), SCREEN_PRIZE_DRAW);
    drive_wait(&drive, 1);
    cr_expect_eq(front(), SCREEN_PRIZE_WON);
    cr_expect_str_eq(drive.kiosk->prize.award.code, "K7M429QX");
    cr_expect_eq(drive_count(&drive, EFFECT_AWARD_SHOWN), 1);
}

Test(prize, pressing_twice_is_one_draw)
{
    start(PRIZE_BY_DRAW);
    play(6);
    drive.hold = true;
    drive_tap(&drive, MSG_DRAW, 0);
    drive_tap(&drive, MSG_DRAW, 0);
    drive.hold = false;
    win(0);
    drive_save(&drive);
    drive_tap(&drive, MSG_DRAW, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_DRAW), 1);
}

Test(prize, a_tap_skips_the_stamp)
{
    start(PRIZE_BY_DRAW);
    play(6);
    win(0);
    drive_tap(&drive, MSG_DRAW, 0);
    cr_assert_eq(drive.kiosk->prize.phase, PRIZE_STAMPING);
    drive_tap(&drive, MSG_NEXT, 0);
    cr_expect_eq(front(), SCREEN_PRIZE_WON);
}

Test(prize, in_the_large_mode_the_print_is_there_at_once)
{
    start(PRIZE_BY_DRAW);
    play(6);
    drive_tap(&drive, MSG_LARGE_TEXT, 1);
    win(0);
    drive_tap(&drive, MSG_DRAW, 0);
    drive_wait(&drive, PRIZE_STAMP_LARGE_MS);
    cr_expect_eq(front(), SCREEN_PRIZE_WON);
}

Test(prize, a_miss_goes_on_to_the_result)
{
    start(PRIZE_BY_DRAW);
    play(6);
    news.award.outcome = SETTLED_MISSED;
    drive_tap(&drive, MSG_DRAW, 0);
    drive_wait(&drive, PRIZE_STAMP_MS);
    cr_expect_eq(front(), SCREEN_QUIZ_RESULT);
    cr_expect_eq(drive.kiosk->prize.award.outcome, SETTLED_MISSED);
    cr_expect_eq(drive_count(&drive, EFFECT_AWARD_SHOWN), 0);
}

Test(prize, the_stamp_may_be_declined)
{
    start(PRIZE_BY_DRAW);
    play(6);
    drive_tap(&drive, MSG_DECLINE, 0);
    cr_expect_eq(front(), SCREEN_LEAVE, "it cannot be had again, so the kiosk asks");
    drive_tap(&drive, MSG_STAY, 0);
    cr_expect_eq(front(), SCREEN_PRIZE_DRAW);
    drive_tap(&drive, MSG_DECLINE, 0);
    drive_tap(&drive, MSG_LEAVE_CONFIRMED, 0);
    cr_expect_eq(front(), SCREEN_QUIZ_RESULT);
    drive_tap(&drive, MSG_DRAW, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_DRAW), 0);
    cr_expect_eq(drive.kiosk->prize.award.outcome, SETTLED_NOT);
}

Test(prize, a_draw_that_cannot_be_saved_is_a_fault_and_shows_nothing)
{
    start(PRIZE_BY_DRAW);
    play(6);
    drive.hold = true;
    drive_tap(&drive, MSG_DRAW, 0);
    drive_fail(&drive, drive_last(&drive, EFFECT_DRAW)->ticket, "磁盘已满");
    cr_expect_eq(front(), SCREEN_FAULT);
    cr_expect_eq(drive.kiosk->prize.phase, PRIZE_IDLE);
}

Test(prize, a_visit_past_midnight_draws_from_the_new_day)
{
    start(PRIZE_BY_DRAW);
    play(6);
    int before = drive_count(&drive, EFFECT_OPEN_DAY);
    drive_tap(&drive, MSG_DRAW, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_OPEN_DAY), before, "not twice on one day");
    drive_tap(&drive, MSG_NEXT, 0);
    drive_tap(&drive, MSG_AGAIN, 0);
    drive_tap(&drive, MSG_BEGIN, 0);
    for (int i = 0; i < 7; i++) {
        drive_answer(&drive, true);
        drive_tap(&drive, MSG_NEXT, 0);
    }
    cr_assert_eq(front(), SCREEN_PRIZE_DRAW);
    drive.kiosk->prize_day--; /* as if it had been opened yesterday */
    drive_tap(&drive, MSG_DRAW, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_OPEN_DAY), before + 1);
    cr_expect_lt(drive_last(&drive, EFFECT_OPEN_DAY)->ticket,
                 drive_last(&drive, EFFECT_DRAW)->ticket);
}

/* ---- the code on the screen ---- */

static void show_code(void)
{
    start(PRIZE_BY_DRAW);
    play(6);
    win(1);
    drive_tap(&drive, MSG_DRAW, 0);
    drive_wait(&drive, PRIZE_STAMP_MS);
    cr_assert_eq(front(), SCREEN_PRIZE_WON);
}

Test(prize, the_code_stays_for_its_time_and_touches_do_not_change_it)
{
    show_code();
    cr_expect_eq(kiosk_idle_left_ms(drive.kiosk, drive.now_ms), 120000);
    drive_wait(&drive, 60000);
    drive_tap(&drive, MSG_NONE, 0);
    cr_expect_eq(kiosk_idle_left_ms(drive.kiosk, drive.now_ms), 59000);
    drive_wait(&drive, 59000);
    cr_expect_eq(front(), SCREEN_IDLE_WARNING);
    drive_tap(&drive, MSG_STAY, 0);
    cr_expect_eq(front(), SCREEN_PRIZE_WON);
    cr_expect_eq(kiosk_idle_left_ms(drive.kiosk, drive.now_ms), 60000);
}

Test(prize, sixty_seconds_more_are_sixty_seconds_more_three_times)
{
    show_code();
    for (int i = 1; i <= 5; i++) {
        drive_tap(&drive, MSG_LONGER, 0);
        int expected_ms = 120000 - 1000 * i + 60000 * (i < 3 ? i : 3);
        cr_expect_eq(kiosk_idle_left_ms(drive.kiosk, drive.now_ms), expected_ms, "%d", i);
    }
}

Test(prize, the_code_goes_with_its_screen)
{
    show_code();
    drive_tap(&drive, MSG_FINISH, 0);
    cr_expect_eq(front(), SCREEN_QUIZ_RESULT);
    cr_expect_str_empty(drive.kiosk->prize.award.code);
    cr_expect_eq(drive.kiosk->prize.award.outcome, SETTLED_AWARDED);
}

Test(prize, whoever_walks_off_leaves_no_code_behind)
{
    show_code();
    drive_wait(&drive, 120000 + 30000);
    cr_expect_eq(front(), SCREEN_ATTRACT);
    cr_expect_str_empty(drive.kiosk->prize.award.code);
    cr_expect_str_empty(drive.kiosk->prizes.award.code);
}

Test(prize, playing_again_begins_without_a_prize)
{
    show_code();
    drive_tap(&drive, MSG_FINISH, 0);
    news.award = (struct prize_award){ .tier = -1 };
    drive_tap(&drive, MSG_AGAIN, 0);
    drive_tap(&drive, MSG_BEGIN, 0);
    cr_expect_eq(drive.kiosk->prize.award.outcome, SETTLED_NOT);
}

/* ---- 达标, 排名 ---- */

Test(prize, a_score_is_decided_with_the_end_of_the_quiz)
{
    start(PRIZE_BY_SCORE);
    drive_to_question(&drive);
    for (int i = 0; i < 7; i++) {
        drive_answer(&drive, true);
        if (i == 6)
            win(0);
        drive_tap(&drive, MSG_NEXT, 0);
    }
    cr_expect(drive_last(&drive, EFFECT_END_QUIZ)->settles);
    cr_expect_eq(front(), SCREEN_PRIZE_WON);
    cr_expect_eq(drive_count(&drive, EFFECT_DRAW), 0);
    cr_expect_eq(drive_count(&drive, EFFECT_AWARD_SHOWN), 1);
}

Test(prize, a_score_that_wins_nothing_is_told_why)
{
    start(PRIZE_BY_SCORE);
    news.award.outcome = SETTLED_SOLD_OUT;
    play(7);
    cr_expect_eq(front(), SCREEN_QUIZ_RESULT);
    cr_expect_eq(drive.kiosk->prize.award.outcome, SETTLED_SOLD_OUT);
}

Test(prize, a_ranked_quiz_shows_its_code_and_is_no_award_yet)
{
    start(PRIZE_BY_RANK);
    drive_to_question(&drive);
    news.award = (struct prize_award){ .outcome = SETTLED_RANKED, .tier = -1, .code = "K7M429QX" };
    for (int i = 0; i < 7; i++) {
        drive_answer(&drive, true);
        drive_tap(&drive, MSG_NEXT, 0);
    }
    cr_expect_eq(front(), SCREEN_PRIZE_WON);
    cr_expect_eq(drive_count(&drive, EFFECT_AWARD_SHOWN), 0);
}

Test(prize, a_quiz_left_early_is_not_settled)
{
    start(PRIZE_BY_SCORE);
    drive_to_question(&drive);
    drive_tap(&drive, MSG_LEAVE, 0);
    drive_tap(&drive, MSG_LEAVE_CONFIRMED, 0);
    cr_expect_not(drive_last(&drive, EFFECT_END_QUIZ)->settles);
}
