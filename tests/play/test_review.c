/* 反馈: 最后. The answers with their reasons are there once the quiz is over, and change nothing.
 */
#include <criterion/criterion.h>

#include "drive.h"
#include "fixture.h"

static struct drive drive;

static void finish(enum feedback_mode feedback)
{
    struct activity *activity = fixture_activity();
    activity->feedback = feedback;
    drive_init(&drive, activity, 1);
    drive_to_question(&drive);
    for (int i = 0; drive.kiosk->screen != SCREEN_QUIZ_RESULT; i++) {
        if (drive.kiosk->screen == SCREEN_QUIZ_FEEDBACK)
            drive_tap(&drive, MSG_NEXT, 0);
        else
            drive_answer(&drive, i % 2 == 0);
        cr_assert_lt(i, 50);
    }
}

Test(review, every_answer_in_turn_and_back_to_the_result)
{
    finish(FEEDBACK_AT_END);
    int right = drive.kiosk->quiz.right, count = drive.kiosk->quiz.count;
    drive_forget(&drive);
    drive_tap(&drive, MSG_REVIEW, 0);
    for (int i = 0; i < count; i++) {
        cr_assert_eq(drive.kiosk->screen, SCREEN_QUIZ_FEEDBACK);
        cr_assert_eq(drive.kiosk->quiz.current, i);
        cr_assert(drive.kiosk->quiz.items[i].answered);
        drive_tap(&drive, MSG_NEXT, 0);
    }
    cr_assert_eq(drive.kiosk->screen, SCREEN_QUIZ_RESULT);
    cr_assert_eq(drive.kiosk->quiz.right, right);
    cr_assert_eq(drive_count(&drive, EFFECT_SAVE_ANSWER), 0);
    cr_assert_eq(drive_count(&drive, EFFECT_END_QUIZ), 0);
    drive_tap(&drive, MSG_FINISH, 0);
    cr_assert_eq(drive.kiosk->screen, SCREEN_HOME);
    drive_fini(&drive);
}

Test(review, can_be_left_at_any_answer_without_being_asked)
{
    finish(FEEDBACK_AT_END);
    drive_tap(&drive, MSG_REVIEW, 0);
    drive_tap(&drive, MSG_NEXT, 0);
    drive_tap(&drive, MSG_LEAVE, 0);
    cr_assert_eq(kiosk_front(drive.kiosk), SCREEN_QUIZ_RESULT);
    drive_fini(&drive);
}

Test(review, is_not_offered_where_each_answer_was_told_at_once)
{
    finish(FEEDBACK_AT_ONCE);
    drive_tap(&drive, MSG_REVIEW, 0);
    cr_assert_eq(drive.kiosk->screen, SCREEN_QUIZ_RESULT);
    drive_fini(&drive);
}
