/* 排序 by dragging: the list as it stands is the answer, and tapping still works in it. */
#include <criterion/criterion.h>
#include <string.h>

#include "drive.h"
#include "fixture.h"
#include "play/entry.h"

static struct drive drive;
static struct question *question;
static struct answer answer;
static bool arranged;

/* Five options shown as 4 2 0 1 3. */
static const uint8_t shown[] = { 4, 2, 0, 1, 3 };

static void set_up(void)
{
    static struct question five;
    memset(&five, 0, sizeof five);
    five.type = QUESTION_ORDER;
    five.option_count = 5;
    question = &five;
    answer_clear(&answer);
    arranged = false;
}

TestSuite(arrange, .init = set_up);

static bool move(int option, int place)
{
    struct message message = { .kind = MSG_MOVE, .value = option * MOVE_PLACES + place };
    return entry_arrange(question, &answer, shown, &arranged, &message);
}

static void expect_rows(const char *rows)
{
    uint8_t now[OPTION_MAX];
    entry_rows(question, &answer, shown, arranged, now);
    for (int i = 0; i < 5; i++)
        cr_assert_eq(now[i], rows[i] - '0', "row %d is %d, not %c", i, now[i], rows[i]);
}

static void expect_order(const char *order)
{
    cr_assert_eq(answer.order_count, (int)strlen(order));
    for (int i = 0; order[i]; i++)
        cr_assert_eq(answer.order[i], order[i] - '0');
}

static void tap(int option)
{
    struct message message = { .kind = MSG_CHOOSE, .value = option };
    cr_assert(entry_apply(question, &answer, &message));
}

Test(arrange, rows_make_way_and_all_have_their_number)
{
    expect_rows("42013");
    cr_assert(move(1, 0));
    expect_rows("14203");
    expect_order("14203");
    cr_assert(entry_is_complete(question, &answer));
    cr_assert(move(1, 4));
    expect_order("42031");
    cr_assert(move(0, 1));
    expect_order("40231");
}

Test(arrange, a_row_let_go_at_its_own_place_changes_nothing)
{
    cr_assert_not(move(2, 1));
    cr_assert_not(answer.given);
    cr_assert_not(arranged);
    expect_rows("42013");
}

Test(arrange, no_such_option_or_place_changes_nothing)
{
    struct message wrong = { .kind = MSG_MOVE, .value = -1 };
    cr_assert_not(entry_arrange(question, &answer, shown, &arranged, &wrong));
    cr_assert_not(move(5, 0));
    cr_assert_not(move(0, 5));
    cr_assert_not(move(0, 31));
    question->type = QUESTION_MULTIPLE;
    cr_assert_not(move(1, 0));
    cr_assert_not(answer.given);
}

Test(arrange, rows_that_are_only_tapped_stay_where_they_are)
{
    tap(3);
    tap(0);
    expect_rows("42013");
    expect_order("30");
}

Test(arrange, a_tap_takes_a_row_out_and_puts_it_behind_the_others)
{
    cr_assert(move(1, 0));
    tap(4);
    expect_rows("12034");
    expect_order("1203");
    cr_assert_not(entry_is_complete(question, &answer));
    tap(4);
    expect_order("12034");
    tap(1);
    cr_assert(move(3, 0));
    expect_order("32041");
}

Test(arrange, what_was_tapped_before_a_drag_does_not_count_any_more)
{
    tap(3);
    cr_assert(move(3, 1));
    expect_order("43201");
}

/* To the question of the fixture that asks for an order. */
static void begin_order(void)
{
    struct activity *activity = fixture_activity();
    activity->draws[0] = (struct draw){ "专利", 5 };
    activity->draw_count = 1;
    drive_init(&drive, activity, 3);
    drive_to_question(&drive);
    while (drive_question(&drive)->type != QUESTION_ORDER) {
        drive_answer(&drive, true);
        drive_tap(&drive, MSG_NEXT, 0);
    }
}

Test(arrange, a_quiz_question_is_answered_by_dragging_alone)
{
    begin_order();
    const struct question *asked = drive_question(&drive);
    for (int i = 0; i < asked->option_count; i++)
        drive_tap(&drive, MSG_MOVE, asked->answer_order[i] * MOVE_PLACES + i);
    /* Whatever the shuffle was, one move at least was none. */
    if (!quiz_can_confirm(&drive.kiosk->quiz))
        for (int i = 0; i < asked->option_count; i++)
            drive_tap(&drive, MSG_CHOOSE, asked->answer_order[i]);
    drive_tap(&drive, MSG_CONFIRM, 0);
    cr_assert(drive_last(&drive, EFFECT_SAVE_ANSWER)->is_right);
    drive_fini(&drive);
}

Test(arrange, rows_that_moved_are_guarded_against_a_second_touch)
{
    begin_order();
    const struct quiz_item *item = quiz_current(&drive.kiosk->quiz);
    drive_tap(&drive, MSG_MOVE, item->shown[2] * MOVE_PLACES);
    struct message tap = { .kind = MSG_CHOOSE,
                           .value = item->answer.order[1],
                           .from_finger = true };
    drive_step(&drive, &tap);
    cr_assert_eq(item->answer.order_count, 3, "too soon after rows changed places");
    drive.now_ms += KIOSK_GUARD_MS;
    drive_step(&drive, &tap);
    cr_assert_eq(item->answer.order_count, 2);
    tap.value = item->answer.order[1];
    drive_step(&drive, &tap);
    cr_assert_eq(item->answer.order_count, 2, "the row below came up under the finger");
    drive_fini(&drive);
}

Test(arrange, a_questionnaire_ranks_by_dragging_and_finds_it_so_again)
{
    drive_init(&drive, fixture_activity(), 1);
    drive_to_survey(&drive, 0);
    while (drive_question(&drive)->type != QUESTION_ORDER)
        drive_answer_page(&drive);
    drive_tap(&drive, MSG_MOVE, 2 * MOVE_PLACES);
    cr_assert(survey_can_confirm(&drive.kiosk->survey));
    drive_tap(&drive, MSG_CONFIRM, 0);
    cr_assert_str_eq(drive_last(&drive, EFFECT_SAVE_ANSWER)->answer, "CAB");
    drive_tap(&drive, MSG_BACK, 0);
    const struct survey_item *item = &drive.kiosk->survey.items[drive.kiosk->survey.current];
    uint8_t rows[OPTION_MAX];
    entry_rows(drive_question(&drive), &item->answer, NULL, item->arranged, rows);
    cr_assert_eq(rows[0], 2);
    cr_assert_eq(item->answer.order_count, 3);
    drive_fini(&drive);
}
