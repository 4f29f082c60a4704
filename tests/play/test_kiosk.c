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

TestSuite(kiosk, .init = set_up, .fini = tear_down);

Test(kiosk, a_whole_quiz_ends_with_its_score)
{
    drive_to_question(&drive);
    for (int i = 0; i < 7; i++) {
        cr_assert_eq(drive.kiosk->screen, SCREEN_QUIZ_QUESTION);
        cr_assert_eq(drive.kiosk->quiz.current, i);
        drive_answer(&drive, i != 2);
        cr_assert_eq(drive.kiosk->screen, SCREEN_QUIZ_FEEDBACK);
        cr_assert_eq(quiz_current(&drive.kiosk->quiz)->right, i != 2, "question %d", i);
        drive_tap(&drive, MSG_NEXT, 0);
    }
    cr_assert_eq(drive.kiosk->screen, SCREEN_QUIZ_RESULT);
    cr_assert_eq(drive.kiosk->quiz.right, 6);
    const struct drive_effect *end = drive_last(&drive, EFFECT_END_QUIZ);
    cr_assert(end && end->end == PLAY_COMPLETED && end->right == 6 && end->asked == 7);
    cr_assert_eq(drive_count(&drive, EFFECT_SAVE_ANSWER), 7);
}

Test(kiosk, a_whole_questionnaire_ends_with_thanks)
{
    drive_to_survey(&drive, 0);
    for (int pages = 0; drive.kiosk->screen == SCREEN_SURVEY_PAGE; pages++) {
        cr_assert_lt(pages, 20);
        drive_answer_page(&drive);
    }
    cr_assert_eq(drive.kiosk->screen, SCREEN_THANKS);
    const struct drive_effect *end = drive_last(&drive, EFFECT_END_SURVEY);
    cr_assert(end && end->end == PLAY_COMPLETED);
    cr_assert_eq(kiosk_next_survey(drive.kiosk), 1);
}
