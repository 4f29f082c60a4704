/* Writing by hand: the ink is the answer. */
#include <criterion/criterion.h>

#include "activity/activity.h"
#include "fixture.h"
#include "play/survey_show.h"

static struct activity *activity;
static struct survey survey;
static struct effects out;
static uint64_t next_ticket;

static void send(struct message message)
{
    out.count = 0;
    message.now_ms = 5000;
    survey_step(&survey, &message, &next_ticket, &out);
}

static void say(enum message_kind kind, const char *text)
{
    struct message message = { .kind = kind };

    strncpy(message.text, text, sizeof(message.text) - 1);
    send(message);
}

static void stroke(int y)
{
    struct ink_point points[] = { { 10, (int16_t)y }, { 200, (int16_t)y } };

    send((struct message){ .kind = MSG_STROKE, .points = points, .point_count = 2 });
}

static const char *text(void)
{
    return survey.items[survey.current].answer.text;
}

static const struct ink *ink(void)
{
    return survey_ink(&survey, survey.current);
}

static int open_page(const char *id)
{
    for (int i = 0; i < survey.form->question_count; i++)
        if (strcmp(survey.form->questions[i].id, id) == 0)
            survey.current = i;
    survey.phase = SURVEY_PAGE;
    return survey.current;
}

static void set_up(void)
{
    activity = fixture_activity();
    next_ticket = 1;
    cr_assert(survey_start(&survey, &activity->surveys[0], true));
    survey_show_first(&survey, 5000);
    open_page("suggest");
}

static void tear_down(void)
{
    activity_free(activity);
}

TestSuite(survey_ink, .init = set_up, .fini = tear_down);

Test(survey_ink, what_is_on_the_pad_is_an_answer_by_itself)
{
    cr_expect(survey_takes_ink(&survey));
    cr_expect_not(survey_can_confirm(&survey));
    stroke(100);
    stroke(300);
    cr_expect(survey_can_confirm(&survey));
    cr_expect(survey_can_skip(&survey), "skipping stays possible");
    say(MSG_CONFIRM, "");
    cr_assert_eq(out.count, 1);
    cr_assert_not_null(out.items[0].ink);
    cr_expect_eq(out.items[0].ink->sheet_count, 1);
    cr_expect_eq(out.items[0].ink->stroke_count, 2);
    cr_expect_str_eq(out.items[0].answer->text, INK_MARK);
    cr_expect(out.items[0].answer->given);
}

Test(survey_ink, sheets_stand_where_they_were_written)
{
    say(MSG_TYPE, "多讲");
    stroke(100);
    say(MSG_PAD_KEEP, "");
    cr_expect(survey_pad_is_empty(&survey));
    stroke(200);
    say(MSG_TYPE, "。");
    cr_expect_str_eq(text(), "多讲" INK_MARK INK_MARK "。");
    cr_expect_eq(ink()->sheet_count, 2);
    say(MSG_PAD_KEEP, "");
    cr_expect_eq(ink()->sheet_count, 2, "an empty pad is no sheet");
}

Test(survey_ink, erasing_goes_stroke_by_stroke_then_sheet_by_sheet)
{
    say(MSG_TYPE, "好");
    stroke(100);
    say(MSG_PAD_KEEP, "");
    stroke(200);
    stroke(300);
    say(MSG_ERASE, "");
    cr_expect_eq(ink()->stroke_count, 2);
    say(MSG_PAD_CLEAR, "");
    cr_expect(survey_pad_is_empty(&survey));
    say(MSG_ERASE, "");
    cr_expect_str_eq(text(), "好");
    cr_expect_eq(ink()->sheet_count, 0);
    say(MSG_ERASE, "");
    cr_expect_str_eq(text(), "");
}

Test(survey_ink, all_can_be_erased_at_once)
{
    say(MSG_TYPE, "好");
    stroke(100);
    say(MSG_PAD_KEEP, "");
    stroke(200);
    say(MSG_COMPOSE, "n");
    send((struct message){ .kind = MSG_ERASE, .value = ERASE_ALL });
    cr_expect_str_eq(text(), "");
    cr_expect_str_eq(survey.letters, "");
    cr_expect_eq(ink()->stroke_count, 0);
    cr_expect_eq(ink()->sheet_count, 0);
    cr_expect_not(survey_can_confirm(&survey));
    say(MSG_TYPE, "又");
    cr_expect_str_eq(text(), "又");
}

Test(survey_ink, every_change_of_the_pad_is_read_anew)
{
    stroke(100);
    cr_assert_eq(out.count, 1);
    cr_expect_eq(out.items[0].kind, EFFECT_READ_INK);
    int version = out.items[0].version;
    cr_expect_eq(out.items[0].ink, ink());
    survey_take_guesses(&survey, "一二", version - 1);
    cr_expect_str_eq(survey.guesses, "", "of an earlier pad");
    survey_take_guesses(&survey, "一二", version);
    cr_expect_str_eq(survey.guesses, "一二");
    stroke(300);
    cr_expect_str_eq(survey.guesses, "");
    cr_expect_gt(out.items[0].version, version);
    survey_take_guesses(&survey, "\xFF", out.items[0].version);
    cr_expect_str_eq(survey.guesses, "");
    say(MSG_PAD_CLEAR, "");
    cr_expect_eq(out.count, 0, "nothing to read");
    survey_take_guesses(&survey, "一二", survey.pad_version);
    cr_expect_str_eq(survey.guesses, "");
}

Test(survey_ink, a_character_taken_stands_instead_of_its_strokes)
{
    stroke(100);
    survey_take_guesses(&survey, "一二", survey.pad_version);
    say(MSG_TAKE_GUESS, "三");
    say(MSG_TAKE_GUESS, "");
    cr_expect_str_eq(text(), "", "only what was offered");
    say(MSG_TAKE_GUESS, "二");
    cr_expect_str_eq(text(), "二");
    cr_expect(survey_pad_is_empty(&survey));
    cr_expect_str_eq(survey.guesses, "");
    say(MSG_CONFIRM, "");
    cr_assert_eq(out.count, 1);
    cr_expect_eq(out.items[0].ink->sheet_count, 0);
}

Test(survey_ink, guesses_are_ignored_with_the_next_sheet)
{
    stroke(100);
    survey_take_guesses(&survey, "一", survey.pad_version);
    say(MSG_PAD_KEEP, "");
    cr_expect_str_eq(survey.guesses, "");
    cr_expect_eq(ink()->sheet_count, 1);
    cr_expect_str_eq(text(), INK_MARK);
}

Test(survey_ink, a_full_text_takes_no_sheet)
{
    for (int i = 0; i < 10; i++) /* 字数: 10 */
        say(MSG_TYPE, "字");
    stroke(100);
    say(MSG_PAD_KEEP, "");
    cr_expect_eq(ink()->sheet_count, 0);
    cr_expect_not(survey_pad_is_empty(&survey), "it stays on the pad");
}

Test(survey_ink, skipping_takes_the_ink_away)
{
    stroke(100);
    say(MSG_PAD_KEEP, "");
    say(MSG_SKIP, "");
    cr_assert_eq(out.count, 1);
    cr_expect_null(out.items[0].ink);
    cr_expect_str_eq(out.items[0].answer->text, "");
    cr_expect_null(ink());
}

Test(survey_ink, leaving_a_page_from_the_review_brings_back_what_is_stored)
{
    int page = survey.current;

    stroke(100);
    say(MSG_CONFIRM, "");
    send((struct message){ .kind = MSG_SAVED, .ticket = survey.ticket });
    for (int i = 0; i < survey.form->question_count; i++)
        survey.items[i].saved = true;
    survey.reviewing = true;
    survey.phase = SURVEY_REVIEW;
    send((struct message){ .kind = MSG_CHANGE_ANSWER, .value = page });
    cr_assert_eq(survey.phase, SURVEY_PAGE);
    say(MSG_ERASE, "");
    stroke(500);
    stroke(600);
    say(MSG_PAD_KEEP, "");
    say(MSG_BACK, "");
    cr_assert_eq(survey.phase, SURVEY_REVIEW);
    cr_expect_eq(survey_ink(&survey, page)->sheet_count, 1);
    cr_expect_eq(survey_ink(&survey, page)->stroke_count, 1);
    cr_expect_str_eq(survey.items[page].answer.text, INK_MARK);
}

Test(survey_ink, only_texts_are_written_by_hand_and_nonsense_is_ignored)
{
    send((struct message){ .kind = MSG_STROKE, .point_count = 5 });
    cr_expect(survey_pad_is_empty(&survey));
    open_page("age");
    cr_expect_not(survey_takes_ink(&survey));
    stroke(100);
    say(MSG_PAD_KEEP, "");
    say(MSG_ERASE, "");
    cr_expect_null(ink());
    for (int i = 0; i < SURVEY_INKS; i++)
        cr_expect_eq(survey.inks[i].owner, 0);
}
