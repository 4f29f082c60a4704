#include <string.h>

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

static enum screen_id front(void)
{
    return kiosk_front(drive.kiosk);
}

/* ---- fingers ---- */

static void tap_after(int64_t span_ms, enum message_kind kind, uint32_t generation)
{
    struct message message = { .kind = kind, .from_finger = true, .generation = generation };

    drive.now_ms += span_ms;
    drive_step(&drive, &message);
}

Test(kiosk, a_tap_right_after_a_change_of_screen_is_ignored)
{
    drive_to_home(&drive);
    cr_expect_eq(kiosk_guard_left_ms(drive.kiosk, drive.now_ms), KIOSK_GUARD_MS);
    for (int i = 0; i < 6; i++) /* taps do not make it longer */
        tap_after(50, MSG_OPEN_QUIZ, drive.kiosk->generation);
    cr_expect_eq(front(), SCREEN_HOME);
    tap_after(50, MSG_OPEN_QUIZ, drive.kiosk->generation);
    cr_expect_eq(front(), SCREEN_QUIZ_RULES);
}

Test(kiosk, a_tap_aimed_at_an_earlier_screen_is_ignored)
{
    drive_to_home(&drive);
    tap_after(1000, MSG_OPEN_QUIZ, drive.kiosk->generation - 1);
    cr_expect_eq(front(), SCREEN_HOME);
    tap_after(0, MSG_OPEN_QUIZ, 0);
    cr_expect_eq(front(), SCREEN_QUIZ_RULES, "0 means any");
}

Test(kiosk, a_double_tap_does_one_thing)
{
    drive_to_question(&drive);
    const struct question *question = drive_question(&drive);
    if (question->type == QUESTION_NUMBER)
        drive_number(&drive, 1);
    for (int i = 0; i < question->option_count; i++)
        drive_tap(&drive, MSG_CHOOSE, i);
    drive_forget(&drive);
    drive.hold = true;
    drive_tap(&drive, MSG_CONFIRM, 0);
    tap_after(80, MSG_CONFIRM, drive.kiosk->generation);
    cr_expect_eq(drive_count(&drive, EFFECT_SAVE_ANSWER), 1);
    cr_expect(kiosk_is_saving(drive.kiosk));
    drive_save(&drive);
    cr_assert_eq(front(), SCREEN_QUIZ_FEEDBACK);
    tap_after(80, MSG_NEXT, drive.kiosk->generation);
    cr_expect_eq(front(), SCREEN_QUIZ_FEEDBACK);
}

Test(kiosk, rows_of_a_matrix_are_guarded_like_pages)
{
    drive_to_survey(&drive, 0);
    for (int i = 0; i < 20 && drive_question(&drive)->type != QUESTION_MATRIX; i++)
        drive_answer_page(&drive);
    struct message cell = { .kind = MSG_CHOOSE_CELL, .value = 1, .from_finger = true };
    drive.now_ms += 1000;
    cell.generation = drive.kiosk->generation;
    drive_step(&drive, &cell);
    cr_assert_eq(drive.kiosk->survey.open_row, 1);
    cell.value = 1 * 16 + 1; /* where the finger still is, the next row now stands */
    cell.generation = drive.kiosk->generation;
    drive.now_ms += 90;
    drive_step(&drive, &cell);
    cr_expect_eq(drive.kiosk->survey.open_row, 1);
}

Test(kiosk, generation_grows_with_every_change)
{
    uint32_t before = drive.kiosk->generation;

    drive_to_home(&drive);
    cr_expect_gt(drive.kiosk->generation, before);
    before = drive.kiosk->generation;
    drive_tap(&drive, MSG_LARGE_TEXT, 1);
    cr_expect_gt(drive.kiosk->generation, before);
    before = drive.kiosk->generation;
    drive_tap(&drive, MSG_PRIVACY, 0);
    drive_tap(&drive, MSG_PAGE, 2);
    cr_expect_eq(drive.kiosk->page, 2);
    cr_expect_eq(drive.kiosk->generation, before + 2);
    drive_tap(&drive, MSG_BACK, 0);
    cr_expect_eq(front(), SCREEN_HOME);
    cr_expect_eq(drive.kiosk->page, 0);
}

Test(kiosk, a_language_is_chosen_from_the_list_of_them)
{
    drive_to_home(&drive);
    drive_tap(&drive, MSG_LANGUAGES, 0);
    cr_expect_eq(front(), SCREEN_LANGUAGE);
    drive_tap(&drive, MSG_BACK, 0);
    cr_expect_eq(front(), SCREEN_HOME);
    cr_expect_eq(drive.kiosk->language, 0);
    drive_tap(&drive, MSG_LANGUAGES, 0);
    cr_expect_gt(kiosk_idle_limit_ms(drive.kiosk), 0);
    drive_tap(&drive, MSG_LANGUAGE, 1);
    cr_expect_eq(front(), SCREEN_HOME);
    cr_expect_eq(drive.kiosk->language, 1);
}

/* ---- the visit ---- */

Test(kiosk, language_and_text_size_are_the_visitors_own)
{
    drive_to_home(&drive);
    drive_tap(&drive, MSG_LANGUAGE, 1);
    drive_tap(&drive, MSG_LANGUAGE, 2);
    drive_tap(&drive, MSG_LANGUAGE, -1);
    drive_tap(&drive, MSG_LARGE_TEXT, 1);
    cr_expect_eq(drive.kiosk->language, 1);
    drive_tap(&drive, MSG_OPEN_QUIZ, 0);
    drive_tap(&drive, MSG_BEGIN, 0);
    cr_expect(drive.kiosk->large_text);
    int limit_s = drive_question(&drive)->limit_s;
    cr_expect_eq(drive.kiosk->quiz.limit_ms, (limit_s > 0 ? limit_s : 30) * 2000);
    drive_tap(&drive, MSG_LEAVE, 0);
    drive_tap(&drive, MSG_LEAVE_CONFIRMED, 0);
    drive_tap(&drive, MSG_LEAVE, 0);
    cr_assert_eq(front(), SCREEN_ATTRACT);
    const struct drive_effect *end = drive_last(&drive, EFFECT_END_VISIT);
    cr_expect_eq(end->leave, LEAVE_QUIT);
    cr_expect_eq(end->language, 1);
    cr_expect_eq(drive.kiosk->language, 0);
    cr_expect_not(drive.kiosk->large_text);
    cr_expect_eq(drive_count(&drive, EFFECT_CHECKPOINT), 1);
}

Test(kiosk, closed_cards_do_nothing)
{
    drive.activity->quiz_ready = false;
    drive_to_home(&drive);
    cr_expect_not(kiosk_quiz_is_open(drive.kiosk));
    drive_tap(&drive, MSG_OPEN_QUIZ, 0);
    cr_expect_eq(front(), SCREEN_HOME);
    drive_tap(&drive, MSG_OPEN_SURVEY, 2);
    drive_tap(&drive, MSG_OPEN_SURVEY, -1);
    cr_expect_eq(front(), SCREEN_HOME);
    drive.activity->survey_ready = false;
    cr_expect_not(kiosk_survey_is_open(drive.kiosk));
    cr_expect_eq(kiosk_next_survey(drive.kiosk), -1);
    drive_tap(&drive, MSG_OPEN_SURVEY, 0);
    cr_expect_eq(front(), SCREEN_HOME);
}

Test(kiosk, refusing_the_questionnaire_leaves_no_record)
{
    drive_to_home(&drive);
    drive_tap(&drive, MSG_OPEN_SURVEY, 0);
    drive_tap(&drive, MSG_BACK, 0);
    cr_expect_eq(front(), SCREEN_HOME);
    cr_expect_eq(drive_count(&drive, EFFECT_BEGIN_SURVEY), 0);
}

Test(kiosk, the_first_page_waits_for_the_begin_to_be_saved)
{
    drive_to_home(&drive);
    drive_tap(&drive, MSG_OPEN_QUIZ, 0);
    drive.hold = true;
    drive_tap(&drive, MSG_BEGIN, 0);
    cr_expect_eq(front(), SCREEN_QUIZ_RULES);
    cr_expect(kiosk_is_saving(drive.kiosk));
    drive_tap(&drive, MSG_BACK, 0);
    drive_tap(&drive, MSG_BEGIN, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_BEGIN_QUIZ), 1);
    drive_save(&drive);
    cr_expect_eq(front(), SCREEN_QUIZ_QUESTION);
    cr_expect_eq(drive.kiosk->quiz.shown_ms, drive.now_ms);
}

Test(kiosk, home_does_not_wait_for_the_visit_to_be_saved)
{
    drive.hold = true;
    drive_tap(&drive, MSG_START, 0);
    cr_expect_eq(front(), SCREEN_HOME);
    cr_expect_not(kiosk_is_saving(drive.kiosk));
    drive_tap(&drive, MSG_OPEN_QUIZ, 0);
    drive_tap(&drive, MSG_BEGIN, 0);
    drive_save(&drive); /* of the visit */
    cr_expect_eq(front(), SCREEN_QUIZ_RULES);
    drive_save(&drive);
    cr_expect_eq(front(), SCREEN_QUIZ_QUESTION);
}

static void answer_all_pages(void)
{
    for (int i = 0; drive.kiosk->screen == SCREEN_SURVEY_PAGE; i++) {
        cr_assert_lt(i, 20);
        drive_answer_page(&drive);
    }
    cr_assert_eq(front(), SCREEN_THANKS);
}

Test(kiosk, questionnaires_are_offered_one_after_the_other)
{
    drive_to_survey(&drive, kiosk_next_survey(drive.kiosk));
    answer_all_pages();
    cr_assert_eq(kiosk_next_survey(drive.kiosk), 1);
    drive_tap(&drive, MSG_OPEN_SURVEY, 1);
    drive_tap(&drive, MSG_BEGIN, 0);
    cr_expect_str_eq(drive_question(&drive)->id, "happy");
    answer_all_pages();
    cr_expect_eq(kiosk_next_survey(drive.kiosk), -1);
    cr_expect_eq(drive_count(&drive, EFFECT_BEGIN_VISIT), 1);
    drive_tap(&drive, MSG_FINISH, 0);
    cr_expect_eq(front(), SCREEN_HOME);
}

Test(kiosk, a_form_taken_again_is_a_new_visit)
{
    drive_to_home(&drive);
    drive_tap(&drive, MSG_LARGE_TEXT, 1);
    drive_tap(&drive, MSG_OPEN_SURVEY, 1);
    drive_tap(&drive, MSG_BEGIN, 0);
    answer_all_pages();
    drive_tap(&drive, MSG_OPEN_SURVEY, 1);
    drive_tap(&drive, MSG_BEGIN, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_BEGIN_VISIT), 2);
    cr_expect_eq(drive_last(&drive, EFFECT_END_VISIT)->leave, LEAVE_DONE);
    cr_expect_lt(drive_last(&drive, EFFECT_END_VISIT)->ticket,
                 drive_last(&drive, EFFECT_BEGIN_VISIT)->ticket);
    cr_expect_eq(front(), SCREEN_SURVEY_PAGE);
    cr_expect(drive.kiosk->large_text);
    cr_expect_not(drive.kiosk->survey.items[0].answer.given);
    cr_expect_eq(drive.kiosk->surveys_done, 0);
}

Test(kiosk, another_quiz_is_a_new_visit_with_other_questions)
{
    const struct question *first[7];
    int same = 0;

    drive_to_question(&drive);
    for (int i = 0; i < 7; i++) {
        first[i] = drive_question(&drive);
        drive_answer(&drive, true);
        drive_tap(&drive, MSG_NEXT, 0);
    }
    drive_tap(&drive, MSG_AGAIN, 0);
    cr_expect_eq(front(), SCREEN_QUIZ_RULES);
    cr_expect_eq(drive_count(&drive, EFFECT_BEGIN_VISIT), 1, "not before it begins");
    drive_tap(&drive, MSG_BEGIN, 0);
    cr_expect_eq(drive_count(&drive, EFFECT_BEGIN_VISIT), 2);
    cr_expect_eq(drive.kiosk->quiz.right, 0);
    for (int i = 0; i < 7; i++)
        same += drive.kiosk->quiz.items[i].question == first[i];
    cr_expect_lt(same, 7);
    cr_expect_gt(drive.kiosk->recent_count, 6);
}

Test(kiosk, every_visit_has_its_own_chance)
{
    uint8_t first[OPTION_MAX];
    int same = 0;

    drive.activity->draw_count = 1; /* one question, so that only its options can differ */
    drive.activity->draws[0] = (struct draw){ "著作权", 1 };
    for (int i = 0; i < 20; i++) {
        drive_to_question(&drive);
        const struct quiz_item *item = quiz_current(&drive.kiosk->quiz);
        if (i == 0)
            memcpy(first, item->shown, sizeof(first));
        same += memcmp(first, item->shown, sizeof(first)) == 0;
        drive_wait(&drive, 200000);
        cr_assert_eq(front(), SCREEN_ATTRACT);
    }
    cr_expect_lt(same, 15);
}

/* ---- leaving ---- */

Test(kiosk, leaving_a_quiz_is_asked_once_and_stops_the_countdown)
{
    drive_to_question(&drive);
    int64_t deadline_ms = drive.kiosk->quiz.deadline_ms;
    drive_tap(&drive, MSG_LEAVE, 0);
    cr_assert_eq(front(), SCREEN_LEAVE);
    cr_expect_eq(drive.kiosk->screen, SCREEN_QUIZ_QUESTION);
    drive_tap(&drive, MSG_CHOOSE, 0);
    drive_tap(&drive, MSG_CONFIRM, 0);
    cr_expect_not(quiz_current(&drive.kiosk->quiz)->answer.given, "beneath the dialog");
    drive_wait(&drive, 60000);
    drive_tap(&drive, MSG_STAY, 0);
    cr_assert_eq(front(), SCREEN_QUIZ_QUESTION);
    cr_expect_eq(drive.kiosk->quiz.deadline_ms, deadline_ms + 63000);
    drive_tap(&drive, MSG_LEAVE, 0);
    drive_tap(&drive, MSG_LEAVE_CONFIRMED, 0);
    cr_expect_eq(front(), SCREEN_HOME);
    cr_expect_eq(drive_last(&drive, EFFECT_END_QUIZ)->end, PLAY_ABANDONED);
    cr_expect_eq(drive_count(&drive, EFFECT_END_VISIT), 0, "the visit goes on");
}

Test(kiosk, back_on_the_first_page_asks_to_leave)
{
    drive_to_survey(&drive, 0);
    drive_tap(&drive, MSG_CONFIRM, 0);
    drive_tap(&drive, MSG_BACK, 0);
    cr_expect_eq(front(), SCREEN_SURVEY_PAGE);
    drive_tap(&drive, MSG_BACK, 0);
    cr_assert_eq(front(), SCREEN_LEAVE);
    drive_wait(&drive, 50000);
    drive_tap(&drive, MSG_BACK, 0);
    cr_assert_eq(front(), SCREEN_SURVEY_PAGE);
    cr_expect_eq(drive.now_ms - drive.kiosk->survey.shown_ms, 1000, "before the dialog");
    drive_tap(&drive, MSG_BACK, 0);
    drive_tap(&drive, MSG_LEAVE_CONFIRMED, 0);
    cr_expect_eq(front(), SCREEN_HOME);
    cr_expect_eq(drive_last(&drive, EFFECT_END_SURVEY)->end, PLAY_ABANDONED);
}

Test(kiosk, every_screen_and_message_has_its_name)
{
    for (int i = 0; i < SCREEN_COUNT; i++)
        for (int j = 0; j < i; j++)
            cr_assert_str_neq(screen_name((enum screen_id)i), screen_name((enum screen_id)j));
    for (int i = 0; i < MSG_KIND_COUNT; i++)
        cr_assert_neq(message_kind_name((enum message_kind)i)[0], '\0');
    cr_assert_str_eq(screen_name(SCREEN_QUIZ_QUESTION), "quiz-question");
    cr_assert_str_eq(screen_name(SCREEN_IDLE_WARNING), "idle-warning");
}

Test(kiosk, messages_are_equal_by_what_they_say)
{
    struct message a = { .kind = MSG_CHOOSE, .value = 2 }, b = a;

    b.now_ms = 5;
    b.from_finger = true;
    b.generation = 9;
    cr_expect(message_equal(&a, &b));
    b.value = 3;
    cr_expect_not(message_equal(&a, &b));
    b = a;
    b.kind = MSG_SKIP;
    cr_expect_not(message_equal(&a, &b));
    b = a;
    b.number = 1;
    cr_expect_not(message_equal(&a, &b));
    b = a;
    b.text[0] = 'x';
    cr_expect_not(message_equal(&a, &b));
}

Test(kiosk, a_wet_finger_that_touches_an_option_twice_chooses_it_once)
{
    struct message tap = { .kind = MSG_CHOOSE, .value = 1, .from_finger = true };
    drive_to_survey(&drive, 0);
    while (drive_question(&drive)->type != QUESTION_MULTIPLE)
        drive_answer_page(&drive);
    const struct answer *answer = &drive.kiosk->survey.items[drive.kiosk->survey.current].answer;
    drive_tap(&drive, MSG_CHOOSE, 1);
    drive.now_ms += 120;
    drive_step(&drive, &tap);
    cr_expect_eq(answer->choices, 2, "the second touch took it out again");
    tap.value = 0;
    drive.now_ms += 50;
    drive_step(&drive, &tap);
    cr_expect_eq(answer->choices, 3, "another option is meant");
    drive_tap(&drive, MSG_CHOOSE, 1);
    cr_expect_eq(answer->choices, 1, "whoever taps again later means it");
}
