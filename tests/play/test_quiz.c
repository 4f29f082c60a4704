#include <criterion/criterion.h>

#include "activity/activity.h"
#include "fixture.h"
#include "play/quiz.h"

static struct activity *activity;
static struct quiz quiz;
static struct effects out;
static uint64_t next_ticket;
static int64_t now_ms;

static void set_up(void)
{
    activity = fixture_activity();
    next_ticket = 1;
    now_ms = 5000;
}

static void tear_down(void)
{
    activity_free(activity);
}

TestSuite(quiz, .init = set_up, .fini = tear_down);

/* A quiz of these questions alone, the first of them on the screen. */
static void ask(int count, const char *const ids[], bool large_text)
{
    cr_assert(quiz_start(&quiz, activity, 20928, 1, large_text, NULL, 0));
    quiz.count = count;
    for (int i = 0; i < count; i++)
        quiz.items[i].question = fixture_question(activity, ids[i]);
    quiz_show_first(&quiz, now_ms);
}

static void ask_one(const char *id)
{
    ask(1, &id, false);
}

static void send(struct message message)
{
    out.count = 0;
    message.now_ms = now_ms;
    message.wall_ms = FIXTURE_WALL_MS;
    quiz_step(&quiz, &message, &next_ticket, &out);
}

static void say(enum message_kind kind, int value)
{
    send((struct message){ .kind = kind, .value = value });
}

static void save(void)
{
    send((struct message){ .kind = MSG_SAVED, .ticket = quiz.ticket });
}

static const struct answer *answer(void)
{
    return &quiz_current(&quiz)->answer;
}

Test(quiz, a_choice_can_be_changed_until_it_is_confirmed)
{
    ask_one("p-term");
    cr_expect_not(quiz_can_confirm(&quiz));
    say(MSG_CONFIRM, 0);
    cr_expect_eq(quiz.phase, QUIZ_QUESTION, "nothing is chosen yet");
    say(MSG_CHOOSE, 0);
    say(MSG_CHOOSE, 2);
    cr_expect_eq(answer()->choices, 4);
    say(MSG_CHOOSE, 9);
    say(MSG_CHOOSE, -1);
    cr_expect_eq(answer()->choices, 4, "no such option");
    now_ms += 4000;
    say(MSG_CONFIRM, 0);
    cr_assert_eq(quiz.phase, QUIZ_SAVING);
    cr_assert_eq(out.count, 1);
    const struct effect *effect = &out.items[0];
    cr_expect_eq(effect->kind, EFFECT_SAVE_ANSWER);
    cr_expect(effect->is_quiz && effect->is_right && effect->outcome == OUTCOME_GIVEN);
    cr_expect_eq(effect->position, 1);
    cr_expect_eq(effect->duration_ms, 4000);
    cr_expect_eq(effect->shown_order, quiz.items[0].shown);
    say(MSG_CHOOSE, 1);
    say(MSG_CONFIRM, 0);
    cr_expect_eq(out.count, 0, "one save, and no change while it is under way");
    cr_expect_eq(answer()->choices, 4);
}

Test(quiz, counts_only_what_is_saved)
{
    static const char *const ids[] = { "p-term", "t-term" };

    ask(2, ids, false);
    say(MSG_CHOOSE, 2);
    say(MSG_CONFIRM, 0);
    cr_expect_eq(quiz.right, 0);
    cr_expect_not(quiz_current(&quiz)->answered);
    send((struct message){ .kind = MSG_SAVED, .ticket = quiz.ticket + 5 });
    cr_expect_eq(quiz.phase, QUIZ_SAVING, "the result of something else");
    save();
    cr_expect_eq(quiz.phase, QUIZ_FEEDBACK);
    cr_expect_eq(quiz.right, 1);
    cr_expect(quiz_current(&quiz)->answered);
    cr_expect_eq(out.items[0].sound, SOUND_RIGHT);
    say(MSG_NEXT, 0);
    cr_expect_eq(quiz.current, 1);
    say(MSG_CHOOSE, 0);
    say(MSG_CONFIRM, 0);
    save();
    cr_expect_eq(out.items[0].sound, SOUND_WRONG);
    cr_expect_eq(quiz.right, 1);
    say(MSG_NEXT, 0);
    cr_assert_eq(quiz.phase, QUIZ_CLOSING);
    cr_expect_eq(out.items[0].kind, EFFECT_END_QUIZ);
    cr_expect_eq(out.items[0].end, PLAY_COMPLETED);
    cr_expect_eq(out.items[0].right, 1);
    cr_expect_eq(out.items[0].asked, 2);
    say(MSG_NEXT, 0);
    cr_expect_eq(out.count, 0);
    save();
    cr_expect_eq(quiz.phase, QUIZ_RESULT);
}

Test(quiz, a_failed_save_is_never_a_success)
{
    ask_one("p-term");
    say(MSG_CHOOSE, 2);
    say(MSG_CONFIRM, 0);
    send((struct message){ .kind = MSG_SAVE_FAILED, .ticket = quiz.ticket });
    cr_expect_eq(quiz.phase, QUIZ_FAILED);
    cr_expect_eq(quiz.right, 0);
    save();
    say(MSG_NEXT, 0);
    cr_expect_eq(quiz.phase, QUIZ_FAILED);
    cr_expect_eq(out.count, 0);
}

Test(quiz, several_are_toggled_and_must_all_be_right)
{
    ask_one("p-kinds");
    say(MSG_CHOOSE, 0);
    say(MSG_CHOOSE, 3);
    say(MSG_CHOOSE, 1);
    say(MSG_CHOOSE, 3);
    cr_expect_eq(answer()->choices, 3);
    say(MSG_CONFIRM, 0);
    cr_expect_not(out.items[0].is_right, "one is missing");
    ask_one("p-kinds");
    say(MSG_CHOOSE, 0);
    say(MSG_CHOOSE, 0);
    cr_expect_not(quiz_can_confirm(&quiz), "all taken back");
    for (int i = 0; i < 3; i++)
        say(MSG_CHOOSE, i);
    say(MSG_CONFIRM, 0);
    cr_expect(out.items[0].is_right);
}

Test(quiz, an_order_is_tapped_and_taken_apart)
{
    ask_one("p-steps");
    say(MSG_CHOOSE, 0);
    say(MSG_CHOOSE, 1);
    say(MSG_CHOOSE, 2);
    cr_expect_eq(answer()->order_count, 3);
    say(MSG_CHOOSE, 0); /* out, the others close up */
    cr_expect_eq(answer()->order_count, 2);
    cr_expect(answer()->order[0] == 1 && answer()->order[1] == 2);
    cr_expect_not(quiz_can_confirm(&quiz));
    say(MSG_CHOOSE, 0);
    say(MSG_CONFIRM, 0);
    cr_expect(out.items[0].is_right);
}

Test(quiz, a_number_is_set_or_typed)
{
    ask_one("p-design");
    send((struct message){ .kind = MSG_SET_NUMBER, .number = 15 });
    cr_expect(quiz_can_confirm(&quiz));
    send((struct message){ .kind = MSG_ERASE });
    cr_expect_not(quiz_can_confirm(&quiz));
    send((struct message){ .kind = MSG_TYPE, .text = "1" });
    send((struct message){ .kind = MSG_TYPE, .text = "x" });
    send((struct message){ .kind = MSG_TYPE, .text = "5" });
    send((struct message){ .kind = MSG_TYPE, .text = "." });
    send((struct message){ .kind = MSG_TYPE, .text = "." });
    cr_expect_str_eq(answer()->text, "15.");
    cr_expect_eq(answer()->number, 15);
    say(MSG_CONFIRM, 0);
    cr_expect(out.items[0].is_right);
    cr_expect_eq(out.items[0].shown_count, 0, "nothing is shuffled");
}

Test(quiz, time_runs_out_as_wrong)
{
    ask_one("p-term");
    cr_expect_eq(quiz.limit_ms, 30000);
    say(MSG_CHOOSE, 2);
    now_ms += 29999;
    cr_expect_eq(quiz_left_ms(&quiz, now_ms), 1);
    say(MSG_TICK, 0);
    cr_expect_eq(quiz.phase, QUIZ_QUESTION);
    now_ms += 1;
    say(MSG_TICK, 0);
    cr_assert_eq(quiz.phase, QUIZ_SAVING);
    cr_expect_eq(out.items[0].outcome, OUTCOME_TIMED_OUT);
    cr_expect_not(out.items[0].is_right);
    cr_expect_not(out.items[0].answer->given, "what was not confirmed was not answered");
    cr_expect_eq(out.items[0].duration_ms, 30000);
    save();
    cr_expect_eq(quiz.phase, QUIZ_FEEDBACK);
    cr_expect_eq(quiz.right, 0);
    now_ms += 100000;
    say(MSG_TICK, 0);
    cr_expect_eq(quiz.phase, QUIZ_FEEDBACK, "no countdown in the feedback");
}

Test(quiz, a_tap_after_the_end_is_too_late_even_before_the_tick)
{
    ask_one("p-term");
    say(MSG_CHOOSE, 2);
    now_ms += 30001;
    say(MSG_CONFIRM, 0);
    cr_expect_eq(out.items[0].outcome, OUTCOME_TIMED_OUT);
}

Test(quiz, limits_are_the_questions_own_and_double_in_large_text)
{
    static const char *const ids[] = { "p-design", "p-term" };

    ask(2, ids, false);
    cr_expect_eq(quiz.limit_ms, 60000);
    ask(2, ids, true);
    cr_expect_eq(quiz.limit_ms, 120000);
    say(MSG_TYPE, 0);
    send((struct message){ .kind = MSG_SET_NUMBER, .number = 1 });
    say(MSG_CONFIRM, 0);
    save();
    say(MSG_NEXT, 0);
    cr_expect_eq(quiz.limit_ms, 60000);
    activity->limit_s = 0;
    ask(1, ids + 1, false);
    cr_expect_eq(quiz.limit_ms, 0);
    cr_expect_eq(quiz.deadline_ms, 0);
    now_ms += 1000000;
    say(MSG_TICK, 0);
    cr_expect_eq(quiz.phase, QUIZ_QUESTION);
}

Test(quiz, nothing_runs_while_paused)
{
    ask_one("p-term");
    now_ms += 20000;
    quiz_pause(&quiz, now_ms);
    now_ms += 60000;
    cr_expect_eq(quiz_left_ms(&quiz, now_ms), 10000);
    say(MSG_TICK, 0);
    cr_expect_eq(quiz.phase, QUIZ_QUESTION);
    quiz_resume(&quiz, now_ms);
    cr_expect_eq(quiz_left_ms(&quiz, now_ms), 10000);
    say(MSG_CHOOSE, 0);
    now_ms += 1000;
    say(MSG_CONFIRM, 0);
    cr_expect_eq(out.items[0].duration_ms, 21000);
}

Test(quiz, feedback_at_the_end_goes_straight_on)
{
    static const char *const ids[] = { "p-term", "t-term" };

    activity->feedback = FEEDBACK_AT_END;
    ask(2, ids, false);
    say(MSG_CHOOSE, 2);
    say(MSG_CONFIRM, 0);
    save();
    cr_expect_eq(quiz.phase, QUIZ_QUESTION);
    cr_expect_eq(quiz.current, 1);
    say(MSG_CHOOSE, 1);
    say(MSG_CONFIRM, 0);
    save();
    cr_expect_eq(quiz.phase, QUIZ_CLOSING);
    save();
    cr_expect_eq(quiz.phase, QUIZ_RESULT);
    cr_expect_eq(quiz.right, 2);
}

Test(quiz, abandoned_with_what_was_right)
{
    static const char *const ids[] = { "p-term", "t-term" };

    ask(2, ids, false);
    say(MSG_CHOOSE, 2);
    say(MSG_CONFIRM, 0);
    save();
    out.count = 0;
    quiz_abandon(&quiz, FIXTURE_WALL_MS, &next_ticket, &out);
    cr_assert_eq(out.count, 1);
    cr_expect_eq(out.items[0].kind, EFFECT_END_QUIZ);
    cr_expect_eq(out.items[0].end, PLAY_ABANDONED);
    cr_expect_eq(out.items[0].right, 1);
    cr_expect_eq(out.items[0].asked, 2);
}
