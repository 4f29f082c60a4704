#include <criterion/criterion.h>

#include "activity/activity.h"
#include "drive.h"
#include "fixture.h"

static struct drive drive;

static void set_up(void)
{
    drive_init(&drive, fixture_activity(), 7);
}

static void tear_down(void)
{
    drive_fini(&drive);
}

TestSuite(idle, .init = set_up, .fini = tear_down);

static enum screen_id front(void)
{
    return kiosk_front(drive.kiosk);
}

/* The present screen stays so long untouched before the dialog comes, and not a moment less. */
static void expect_limit(int limit_ms)
{
    cr_expect_eq(kiosk_idle_limit_ms(drive.kiosk), limit_ms);
    cr_expect_eq(kiosk_idle_left_ms(drive.kiosk, drive.now_ms), limit_ms);
    cr_expect_eq(kiosk_next_due_ms(drive.kiosk), drive.now_ms + limit_ms);
    enum screen_id screen = front();
    drive_wait(&drive, limit_ms - 1);
    cr_expect_eq(front(), screen);
    drive_wait(&drive, 1);
    cr_expect_eq(front(), SCREEN_IDLE_WARNING, "%s", screen_name(screen));
    cr_expect_eq(drive_last(&drive, EFFECT_SOUND)->sound, SOUND_WARNING);
    drive_tap(&drive, MSG_STAY, 0);
    cr_expect_eq(front(), screen);
}

Test(idle, every_screen_has_its_own_limit)
{
    cr_expect_eq(kiosk_next_due_ms(drive.kiosk), INT64_MAX, "attract waits for ever");
    drive_to_home(&drive);
    expect_limit(60000);
    drive_tap(&drive, MSG_PRIVACY, 0);
    expect_limit(60000);
    drive_tap(&drive, MSG_BACK, 0);
    drive_tap(&drive, MSG_OPEN_QUIZ, 0);
    expect_limit(90000);
    drive_tap(&drive, MSG_BEGIN, 0);
    for (int i = 0; i < 7; i++) {
        drive_answer(&drive, true);
        if (i == 0)
            expect_limit(60000);
        drive_tap(&drive, MSG_NEXT, 0);
    }
    expect_limit(60000);
    drive_tap(&drive, MSG_OPEN_SURVEY, 0);
    expect_limit(120000);
    drive_tap(&drive, MSG_BEGIN, 0);
    while (drive.kiosk->screen == SCREEN_SURVEY_PAGE) {
        expect_limit(drive_question(&drive)->type == QUESTION_TEXT ? 120000 : 90000);
        drive_answer_page(&drive);
    }
}

Test(idle, beside_an_option_there_is_time_to_write)
{
    drive_to_survey(&drive, 0);
    drive_tap(&drive, MSG_CONFIRM, 0);
    drive_answer_page(&drive);
    drive_tap(&drive, MSG_CHOOSE, 2);
    expect_limit(120000);
}

Test(idle, a_running_countdown_is_the_only_limit)
{
    drive_to_question(&drive);
    cr_expect_eq(kiosk_idle_limit_ms(drive.kiosk), 0);
    cr_expect_eq(kiosk_next_due_ms(drive.kiosk), drive.kiosk->quiz.deadline_ms);
    drive_wait(&drive, drive.kiosk->quiz.limit_ms);
    cr_expect_eq(front(), SCREEN_QUIZ_FEEDBACK);
    cr_expect_eq(drive_last(&drive, EFFECT_SAVE_ANSWER)->outcome, OUTCOME_TIMED_OUT);
}

Test(idle, a_question_without_countdown_has_a_limit)
{
    drive.activity->limit_s = 0;
    drive_to_question(&drive);
    while (drive.kiosk->quiz.deadline_ms != 0) { /* one has its own */
        drive_answer(&drive, true);
        drive_tap(&drive, MSG_NEXT, 0);
    }
    expect_limit(90000);
}

Test(idle, a_touch_anywhere_is_a_sign_of_life)
{
    drive_to_home(&drive);
    drive_wait(&drive, 55000);
    drive_step(&drive, &(struct message){ .kind = MSG_NONE, .from_finger = true });
    drive_wait(&drive, 59999);
    cr_expect_eq(front(), SCREEN_HOME);
    drive_wait(&drive, 1);
    cr_expect_eq(front(), SCREEN_IDLE_WARNING);
}

Test(idle, staying_extends_without_limit)
{
    drive_to_survey(&drive, 0);
    for (int i = 0; i < 50; i++) {
        drive_wait(&drive, 90000);
        cr_assert_eq(front(), SCREEN_IDLE_WARNING);
        cr_assert_eq(kiosk_idle_left_ms(drive.kiosk, drive.now_ms), 30000);
        drive_wait(&drive, 28000);
        drive_tap(&drive, MSG_STAY, 0);
        cr_assert_eq(front(), SCREEN_SURVEY_PAGE);
    }
    cr_expect_eq(drive_count(&drive, EFFECT_END_VISIT), 0);
}

Test(idle, a_tap_that_comes_too_late_finds_the_visit_over)
{
    drive_to_home(&drive);
    drive_wait(&drive, 60000);
    drive.now_ms += 30000; /* no tick came in between */
    drive_step(&drive, &(struct message){ .kind = MSG_STAY,
                                          .from_finger = true,
                                          .generation = drive.kiosk->generation });
    cr_expect_eq(front(), SCREEN_ATTRACT);
}

Test(idle, running_out_keeps_a_quiz_as_abandoned)
{
    drive_to_question(&drive);
    drive_answer(&drive, true);
    drive_forget(&drive);
    drive_wait(&drive, 60000 + 30000);
    cr_assert_eq(front(), SCREEN_ATTRACT);
    cr_expect_eq(drive_last(&drive, EFFECT_END_QUIZ)->end, PLAY_ABANDONED);
    cr_expect_eq(drive_last(&drive, EFFECT_END_QUIZ)->right, 1);
    cr_expect_eq(drive_last(&drive, EFFECT_END_VISIT)->leave, LEAVE_IDLE);
    cr_expect_eq(drive_count(&drive, EFFECT_CHECKPOINT), 1);
}

Test(idle, running_out_keeps_a_questionnaire_as_abandoned)
{
    drive_to_survey(&drive, 0);
    drive_answer_page(&drive);
    drive_wait(&drive, 90000 + 30000);
    cr_expect_eq(drive_last(&drive, EFFECT_END_SURVEY)->end, PLAY_ABANDONED);
    cr_expect_eq(front(), SCREEN_ATTRACT);
}

Test(idle, clearing_withdraws_the_open_questionnaire)
{
    drive_to_survey(&drive, 0);
    drive_answer_page(&drive);
    drive_tap(&drive, MSG_CLEAR, 0);
    cr_expect_eq(front(), SCREEN_SURVEY_PAGE, "only the dialog offers it");
    drive_wait(&drive, 90000);
    drive_tap(&drive, MSG_LEAVE_CONFIRMED, 0);
    cr_expect_eq(front(), SCREEN_IDLE_WARNING);
    drive_tap(&drive, MSG_CLEAR, 0);
    cr_expect_eq(drive_last(&drive, EFFECT_END_SURVEY)->end, PLAY_WITHDRAWN);
    cr_expect_eq(drive_last(&drive, EFFECT_END_VISIT)->leave, LEAVE_CLEARED);
    cr_expect_eq(front(), SCREEN_ATTRACT);
}

Test(idle, clearing_leaves_what_is_complete)
{
    drive_to_survey(&drive, 1);
    while (drive.kiosk->screen == SCREEN_SURVEY_PAGE)
        drive_answer_page(&drive);
    drive_tap(&drive, MSG_FINISH, 0);
    drive_forget(&drive);
    drive_wait(&drive, 60000);
    drive_tap(&drive, MSG_CLEAR, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_END_SURVEY), 0);
    cr_expect_eq(drive_last(&drive, EFFECT_END_VISIT)->leave, LEAVE_CLEARED);
}

Test(idle, clearing_abandons_an_open_quiz)
{
    drive_to_question(&drive);
    drive_answer(&drive, false);
    drive_wait(&drive, 60000);
    drive_tap(&drive, MSG_CLEAR, 0);
    cr_expect_eq(drive_last(&drive, EFFECT_END_QUIZ)->end, PLAY_ABANDONED);
}

Test(idle, thanks_ends_by_itself)
{
    drive_to_survey(&drive, 1);
    while (drive.kiosk->screen == SCREEN_SURVEY_PAGE)
        drive_answer_page(&drive);
    drive_wait(&drive, 19999);
    cr_expect_eq(front(), SCREEN_THANKS);
    drive_wait(&drive, 1);
    cr_expect_eq(front(), SCREEN_ATTRACT);
    cr_expect_eq(drive_last(&drive, EFFECT_END_VISIT)->leave, LEAVE_DONE);
}

Test(idle, the_leave_dialog_is_no_way_to_stay_for_ever)
{
    drive_to_question(&drive);
    drive_tap(&drive, MSG_LEAVE, 0);
    int left_ms = quiz_left_ms(&drive.kiosk->quiz, drive.now_ms);
    drive_wait(&drive, 90000);
    cr_assert_eq(front(), SCREEN_IDLE_WARNING);
    drive_tap(&drive, MSG_STAY, 0);
    cr_expect_eq(front(), SCREEN_QUIZ_QUESTION);
    cr_expect_eq(quiz_left_ms(&drive.kiosk->quiz, drive.now_ms), left_ms);
}

Test(idle, a_slow_disk_is_not_the_visitors_idleness)
{
    drive_to_survey(&drive, 1);
    drive.hold = true;
    drive_answer_page(&drive);
    cr_assert(kiosk_is_saving(drive.kiosk));
    cr_expect_eq(kiosk_next_due_ms(drive.kiosk), INT64_MAX);
    drive_wait(&drive, 300000);
    cr_expect_eq(front(), SCREEN_SURVEY_PAGE);
    drive_save(&drive);
    cr_expect_eq(kiosk_idle_left_ms(drive.kiosk, drive.now_ms), 90000);
}

Test(idle, questions_do_not_run_out_one_after_the_other_for_nobody)
{
    drive.activity->feedback = FEEDBACK_AT_END;
    drive_to_question(&drive);
    for (int i = 0; front() == SCREEN_QUIZ_QUESTION; i++) {
        cr_assert_lt(i, 4);
        drive_wait(&drive, quiz_left_ms(&drive.kiosk->quiz, drive.now_ms));
    }
    cr_assert_eq(front(), SCREEN_IDLE_WARNING);
    cr_expect_eq(quiz_left_ms(&drive.kiosk->quiz, drive.now_ms + 5000), drive.kiosk->quiz.limit_ms,
                 "the next one waits");
    drive_wait(&drive, 30000);
    cr_expect_eq(front(), SCREEN_ATTRACT);
    cr_expect_eq(drive_last(&drive, EFFECT_END_QUIZ)->end, PLAY_ABANDONED);
}
