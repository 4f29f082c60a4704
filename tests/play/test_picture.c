/* A look at a picture as large as fits: over the question, without stopping its clock. */
#include <criterion/criterion.h>

#include "drive.h"
#include "fixture.h"

static struct drive drive;

static void begin(int limit_s)
{
    struct activity *activity = fixture_activity();

    for (int i = 0; i < activity->banks[0].question_count; i++) {
        struct question *question = &activity->banks[0].questions[i];
        question->picture = "media/stem.svg";
        for (int k = 0; k < question->option_count; k++)
            question->options[k].picture = k == 1 ? "media/option.svg" : NULL;
    }
    activity->surveys[0].questions[1].options[0].picture = "media/young.svg";
    activity->draws[0] = (struct draw){ "商标", 3 };
    activity->draw_count = 1;
    activity->limit_s = limit_s;
    drive_init(&drive, activity, 1);
}

static void look(int value)
{
    drive_tap(&drive, MSG_LOOK, value);
}

Test(picture, any_touch_leads_back_to_the_question_as_it_was)
{
    begin(30);
    drive_to_question(&drive);
    look(0);
    cr_assert_eq(kiosk_front(drive.kiosk), SCREEN_PICTURE);
    cr_assert_str_eq(kiosk_picture(drive.kiosk, drive.kiosk->look), "media/stem.svg");
    drive_tap(&drive, MSG_CHOOSE, 0);
    drive_tap(&drive, MSG_CONFIRM, 0);
    cr_assert_eq(kiosk_front(drive.kiosk), SCREEN_PICTURE, "what lies beneath is out of reach");
    cr_assert_not(drive.kiosk->quiz.items[0].answer.given);
    drive_tap(&drive, MSG_BACK, 0);
    cr_assert_eq(kiosk_front(drive.kiosk), SCREEN_QUIZ_QUESTION);
    drive_fini(&drive);
}

Test(picture, a_look_at_an_option_answers_nothing)
{
    begin(30);
    drive_to_question(&drive);
    int option = 2; /* the second, whose picture it is: a 判断题 has the same two */
    look(option);
    cr_assert_eq(kiosk_front(drive.kiosk), SCREEN_PICTURE);
    cr_assert_str_eq(kiosk_picture(drive.kiosk, option), "media/option.svg");
    drive_tap(&drive, MSG_BACK, 0);
    cr_assert_not(drive.kiosk->quiz.items[0].answer.given);
    cr_assert_eq(drive_count(&drive, EFFECT_SAVE_ANSWER), 0);
    drive_fini(&drive);
}

Test(picture, where_there_is_none_nothing_opens)
{
    begin(30);
    drive_to_question(&drive);
    const int wrong[] = { 1, 27, -1, 1000 };
    for (int i = 0; i < 4; i++) {
        look(wrong[i]);
        cr_assert_eq(kiosk_front(drive.kiosk), SCREEN_QUIZ_QUESTION, "look %d", wrong[i]);
    }
    drive_fini(&drive);
}

Test(picture, the_countdown_runs_on_and_its_end_ends_the_look)
{
    begin(30);
    drive_to_question(&drive);
    drive_wait(&drive, 5000);
    look(0);
    int left_ms = quiz_left_ms(&drive.kiosk->quiz, drive.now_ms);
    drive_wait(&drive, 4000);
    cr_assert_eq(quiz_left_ms(&drive.kiosk->quiz, drive.now_ms), left_ms - 4000);
    drive_wait(&drive, 30000);
    cr_assert_eq(kiosk_front(drive.kiosk), SCREEN_QUIZ_FEEDBACK);
    cr_assert_eq(drive.kiosk->dialog, SCREEN_COUNT);
    cr_assert_eq(drive_last(&drive, EFFECT_SAVE_ANSWER)->outcome, OUTCOME_TIMED_OUT);
    drive_fini(&drive);
}

Test(picture, without_a_countdown_an_idle_look_is_asked_after)
{
    begin(0);
    drive_to_question(&drive);
    look(0);
    drive_wait(&drive, drive.activity->timeouts.survey_ms + 1000);
    cr_assert_eq(kiosk_front(drive.kiosk), SCREEN_IDLE_WARNING);
    drive_tap(&drive, MSG_STAY, 0);
    cr_assert_eq(kiosk_front(drive.kiosk), SCREEN_QUIZ_QUESTION);
    drive_fini(&drive);
}

Test(picture, a_questionnaire_has_them_too)
{
    begin(30);
    drive_to_survey(&drive, 0);
    look(1);
    cr_assert_eq(kiosk_front(drive.kiosk), SCREEN_SURVEY_PAGE, "a note has no picture");
    drive_answer_page(&drive);
    look(1);
    cr_assert_eq(kiosk_front(drive.kiosk), SCREEN_PICTURE);
    drive_tap(&drive, MSG_STAY, 0);
    cr_assert_eq(kiosk_front(drive.kiosk), SCREEN_SURVEY_PAGE);
    cr_assert_not(drive.kiosk->survey.items[1].answer.given);
    drive_fini(&drive);
}
