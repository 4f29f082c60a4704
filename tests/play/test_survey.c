#include <criterion/criterion.h>

#include "activity/activity.h"
#include "fixture.h"
#include "play/survey.h"

static struct activity *activity;
static struct survey survey;
static struct effects out;
static uint64_t next_ticket;
static int64_t now_ms;

static void set_up(void)
{
    activity = fixture_activity();
    next_ticket = 1;
    now_ms = 5000;
    cr_assert(survey_start(&survey, &activity->surveys[0], false));
    survey_show_first(&survey, now_ms);
}

static void tear_down(void)
{
    activity_free(activity);
}

TestSuite(survey, .init = set_up, .fini = tear_down);

static void send(struct message message)
{
    out.count = 0;
    message.now_ms = now_ms;
    message.wall_ms = FIXTURE_WALL_MS;
    survey_step(&survey, &message, &next_ticket, &out);
}

static void say(enum message_kind kind, int value)
{
    send((struct message){ .kind = kind, .value = value });
}

static void type(const char *text)
{
    struct message message = { .kind = MSG_TYPE };

    strncpy(message.text, text, sizeof(message.text) - 1);
    send(message);
}

static void number(double value)
{
    send((struct message){ .kind = MSG_SET_NUMBER, .number = value });
}

static void save(void)
{
    send((struct message){ .kind = MSG_SAVED, .ticket = survey.ticket });
}

/* Confirms and lets it be saved; the effects are those of the confirmation. */
static void confirm(void)
{
    struct effects kept;

    say(MSG_CONFIRM, 0);
    kept = out;
    if (survey.phase == SURVEY_SAVING)
        save();
    out = kept;
}

static const struct answer *answer(void)
{
    return &survey.items[survey.current].answer;
}

static void expect_page(const char *id)
{
    cr_assert_str_eq(survey_question(&survey)->id, id);
}

static void skip(void)
{
    say(MSG_SKIP, 0);
    cr_assert_eq(survey.phase, SURVEY_SAVING);
    save();
}

/* Answers pages plainly until that one is shown. */
static void go_to(const char *id)
{
    for (int steps = 0; strcmp(survey_question(&survey)->id, id) != 0; steps++) {
        cr_assert_lt(steps, 30, "%s is never shown", id);
        const struct question *question = survey_question(&survey);
        if (survey_can_skip(&survey)) {
            skip();
            continue;
        }
        for (int i = 0; i < question->option_count && !survey_can_confirm(&survey); i++)
            say(MSG_CHOOSE, 1 + i);
        say(MSG_CHOOSE_SCALE, 1);
        for (int row = 0; row < question->row_count; row++)
            say(MSG_CHOOSE_CELL, row * 16 + 2);
        confirm();
    }
}

static const struct survey_item *item(const char *id)
{
    for (int i = 0; i < survey.form->question_count; i++)
        if (strcmp(survey.form->questions[i].id, id) == 0)
            return &survey.items[i];
    cr_assert(false, "no question %s", id);
    return NULL;
}

Test(survey, a_note_is_a_page_without_an_answer)
{
    int place, total;

    expect_page("welcome");
    cr_expect(survey_can_confirm(&survey));
    cr_expect(survey_is_first(&survey));
    survey_progress(&survey, &place, &total);
    cr_expect_eq(place, 1);
    cr_expect_eq(total, 12, "what depends on an answer not given: only 标度 after 举报");
    confirm();
    cr_expect_eq(out.count, 0);
    expect_page("age");
    cr_expect_eq(survey_asked(&survey), 12);
}

Test(survey, a_required_question_cannot_be_passed)
{
    go_to("age");
    cr_expect_not(survey_can_skip(&survey));
    say(MSG_SKIP, 0);
    say(MSG_CONFIRM, 0);
    expect_page("age");
    cr_expect_eq(out.count, 0);
    say(MSG_CHOOSE, 1);
    cr_expect(survey_can_confirm(&survey));
    now_ms += 2500;
    say(MSG_CONFIRM, 0);
    cr_assert_eq(out.count, 1);
    cr_expect_eq(out.items[0].kind, EFFECT_SAVE_ANSWER);
    cr_expect_eq(out.items[0].position, 1, "notes have no place");
    cr_expect_eq(out.items[0].survey, &activity->surveys[0]);
    cr_expect_eq(out.items[0].duration_ms, 2500);
    cr_expect_not(out.items[0].is_quiz);
    expect_page("age");
    say(MSG_CHOOSE, 2);
    say(MSG_BACK, 0);
    cr_expect_eq(answer()->choices, 2, "the page is held until it is saved");
    cr_expect_not(item("age")->saved);
    save();
    cr_expect(item("age")->saved);
    expect_page("identity");
}

Test(survey, an_optional_question_may_be_skipped_unless_something_is_entered)
{
    go_to("identity");
    cr_expect(survey_can_skip(&survey));
    cr_expect_not(survey_can_confirm(&survey));
    say(MSG_SKIP, 0);
    cr_assert_eq(out.count, 1);
    cr_expect_eq(out.items[0].outcome, OUTCOME_SKIPPED);
    cr_expect_not(out.items[0].answer->given);
    save();
    expect_page("which");
    cr_expect(item("identity")->saved && item("identity")->skipped);
    say(MSG_BACK, 0);
    say(MSG_CHOOSE, 0);
    cr_expect_not(survey_can_skip(&survey));
    confirm();
    cr_expect_not(item("identity")->skipped);
}

Test(survey, words_go_with_the_option_that_asks_for_them)
{
    go_to("identity");
    type("无处可写");
    cr_expect_str_eq(answer()->text, "");
    say(MSG_CHOOSE, 2);
    type("志愿者");
    cr_expect_str_eq(answer()->text, "志愿者");
    say(MSG_ERASE, 0);
    cr_expect_str_eq(answer()->text, "志愿", "a character, not a byte");
    for (int i = 0; i < 60; i++)
        type("啊");
    cr_expect_eq(strlen(answer()->text), 40 * 3);
    say(MSG_CHOOSE, 1);
    cr_expect_str_eq(answer()->text, "", "another option takes the words away");
}

Test(survey, limits_of_choices)
{
    go_to("which");
    say(MSG_CHOOSE, 0);
    cr_expect_not(survey_can_confirm(&survey), "at least two");
    say(MSG_CHOOSE, 1);
    cr_expect(survey_can_confirm(&survey));
    say(MSG_CHOOSE, 2);
    say(MSG_CHOOSE, 3);
    cr_expect_eq(answer()->choices, 7, "at most three");
    say(MSG_CHOOSE, 4);
    cr_expect_eq(answer()->choices, 16, "the exclusive one unticks the others");
    cr_expect(survey_can_confirm(&survey), "and is enough by itself");
    say(MSG_CHOOSE, 3);
    cr_expect_eq(answer()->choices, 8, "and they untick it");
}

Test(survey, a_matrix_opens_row_after_row)
{
    go_to("parts");
    cr_expect_eq(survey.open_row, 0);
    say(MSG_CHOOSE_CELL, 0 * 16 + 3);
    cr_expect_eq(survey.open_row, 1);
    say(MSG_OPEN_ROW, 2);
    cr_expect_eq(survey.open_row, 1, "later rows are closed");
    say(MSG_OPEN_ROW, 0);
    cr_expect_eq(survey.open_row, 0, "answered ones can be opened again");
    say(MSG_CHOOSE_CELL, 0 * 16 + 0);
    cr_expect_eq(answer()->rows[0], 0, "不清楚");
    say(MSG_CHOOSE_CELL, 1 * 16 + 9);
    say(MSG_CHOOSE_CELL, 7 * 16 + 1);
    say(MSG_CHOOSE_CELL, -3);
    cr_expect_eq(survey.open_row, 1, "no such point, no such row");
    say(MSG_CHOOSE_CELL, 1 * 16 + 1);
    cr_expect_not(survey_can_confirm(&survey), "one row is open");
    say(MSG_CHOOSE_CELL, 2 * 16 + 2);
    cr_expect_eq(survey.open_row, -1);
    cr_expect(survey_can_confirm(&survey));
    confirm();
    say(MSG_BACK, 0);
    cr_expect_eq(survey.open_row, -1);
    cr_expect_eq(answer()->rows[2], 2);
}

Test(survey, ratings_numbers_dates_and_orders)
{
    go_to("recommend");
    number(11);
    cr_expect_not(answer()->given, "beyond the range");
    number(0);
    cr_expect(survey_can_confirm(&survey), "nought is an answer");
    confirm();
    expect_page("people");
    cr_expect(survey_can_skip(&survey));
    type("0");
    cr_expect_not(survey_can_confirm(&survey));
    cr_expect_not(survey_can_skip(&survey));
    say(MSG_ERASE, 0);
    cr_expect(survey_can_skip(&survey));
    type("2");
    type("1");
    cr_expect_not(survey_can_confirm(&survey), "at most 20");
    say(MSG_ERASE, 0);
    cr_expect_eq(answer()->number, 2);
    confirm();
    expect_page("rank");
    say(MSG_CHOOSE, 2);
    cr_expect_not(survey_can_confirm(&survey));
    say(MSG_CHOOSE, 0);
    say(MSG_CHOOSE, 1);
    confirm();
    expect_page("last");
    say(MSG_SET_DATE, DATE_NONE);
    cr_expect_not(survey_can_confirm(&survey));
    say(MSG_SET_DATE, 20800);
    confirm();
    expect_page("suggest");
}

Test(survey, text_has_a_limit_and_blanks_are_nothing)
{
    go_to("suggest");
    type("  ");
    cr_expect_not(survey_can_confirm(&survey));
    cr_expect(survey_can_skip(&survey));
    type("\n");
    type("\xFF");
    type("\xE4\xB8");
    cr_expect_str_eq(answer()->text, "  ", "no control characters, no bad bytes");
    type("一二三四五六七八九十");
    cr_expect_str_eq(answer()->text, "  一二三四五六七八", "ten characters, what fits");
    cr_expect(survey_can_confirm(&survey));
    while (answer()->text[2])
        say(MSG_ERASE, 0);
    cr_expect_not(answer()->given);
    cr_expect(survey_can_skip(&survey));
    say(MSG_SKIP, 0);
    cr_expect_str_eq(out.items[0].answer->text, "", "blanks are not stored");
}

Test(survey, a_constraint_is_looked_at_on_confirming)
{
    cr_assert(survey_start(&survey, &activity->surveys[1], false));
    survey_show_first(&survey, now_ms);
    say(MSG_CHOOSE_SCALE, 0);
    cr_expect_not(answer()->given, "this scale has no 不清楚");
    say(MSG_CHOOSE_SCALE, 3);
    confirm();
    number(5);
    cr_expect(survey_breaks_constraint(&survey));
    cr_expect_not(survey_can_confirm(&survey));
    say(MSG_CONFIRM, 0);
    cr_expect_eq(out.count, 0);
    number(6);
    cr_expect_not(survey_breaks_constraint(&survey));
    say(MSG_CONFIRM, 0);
    save();
    cr_assert_eq(survey.phase, SURVEY_CLOSING);
    cr_expect_eq(out.items[0].kind, EFFECT_END_SURVEY);
    cr_expect_eq(out.items[0].end, PLAY_COMPLETED);
    save();
    cr_expect_eq(survey.phase, SURVEY_DONE);
}

Test(survey, back_and_forth_without_losing_answers)
{
    go_to("bought");
    say(MSG_CHOOSE, 1); /* entered, not confirmed */
    say(MSG_BACK, 0);
    expect_page("which");
    cr_expect_eq(out.count, 0, "going back saves nothing");
    cr_expect_eq(answer()->choices, 6);
    say(MSG_CHOOSE, 1);
    say(MSG_CHOOSE, 0);
    say(MSG_BACK, 0);
    expect_page("identity");
    skip();
    expect_page("which");
    cr_expect_eq(answer()->choices, 5, "changed, not confirmed");
    confirm();
    expect_page("bought");
    cr_expect_eq(answer()->choices, 2);
}

Test(survey, a_changed_answer_takes_hidden_ones_with_it)
{
    int place, total;

    go_to("bought");
    say(MSG_CHOOSE, 1);
    confirm();
    expect_page("action");
    say(MSG_CHOOSE, 1);
    confirm();
    expect_page("report");
    survey_progress(&survey, &place, &total);
    cr_expect_eq(place, 7);
    cr_expect_eq(total, 13);
    say(MSG_CHOOSE_SCALE, 2);
    confirm();
    expect_page("parts");
    for (int i = 0; i < 3; i++)
        say(MSG_BACK, 0);
    expect_page("bought");
    say(MSG_CHOOSE, 0);
    cr_expect(survey_is_shown(&survey, 5), "not before it is confirmed");
    say(MSG_CONFIRM, 0);
    cr_assert_eq(out.count, 3);
    cr_expect_eq(out.items[0].kind, EFFECT_SAVE_ANSWER);
    cr_expect_eq(out.items[1].kind, EFFECT_DROP_ANSWER);
    cr_expect_str_eq(out.items[1].question->id, "action");
    cr_expect_eq(out.items[2].kind, EFFECT_DROP_ANSWER);
    cr_expect_str_eq(out.items[2].question->id, "report", "what hung on the dropped one goes too");
    cr_expect_eq(out.items[2].position, 6);
    cr_expect_eq(survey.ticket, out.items[2].ticket, "all three are waited for");
    send((struct message){ .kind = MSG_SAVED, .ticket = out.items[0].ticket });
    cr_expect_eq(survey.phase, SURVEY_SAVING);
    save();
    expect_page("parts");
    cr_expect_not(item("action")->saved || item("report")->saved);

    say(MSG_BACK, 0);
    expect_page("bought");
    say(MSG_CHOOSE, 2);
    say(MSG_CONFIRM, 0);
    cr_expect_eq(out.count, 1, "nothing is dropped twice");
    save();
    expect_page("action");
    cr_expect_not(answer()->given, "and nothing comes back by itself");
}

Test(survey, an_answer_not_confirmed_hides_nothing)
{
    go_to("bought");
    say(MSG_CHOOSE, 1);
    confirm();
    say(MSG_CHOOSE, 0);
    confirm(); /* action */
    say(MSG_BACK, 0);
    say(MSG_BACK, 0);
    expect_page("bought");
    say(MSG_CHOOSE, 0); /* would hide action, but is left there */
    say(MSG_BACK, 0);
    say(MSG_CONFIRM, 0);
    cr_assert_eq(out.count, 1);
    save();
    cr_expect(item("action")->saved);
}

Test(survey, stems_take_up_answers)
{
    struct strbuf stem;

    strbuf_init(&stem);
    go_to("bought");
    survey_stem(&survey, 5, 0, &stem);
    cr_expect_str_eq(stem.text, "买到假货（）怎么办？");
    say(MSG_CHOOSE, 2);
    confirm();
    strbuf_clear(&stem);
    survey_stem(&survey, survey.current, 0, &stem);
    cr_expect_str_eq(stem.text, "买到假货（经常）怎么办？");
    strbuf_clear(&stem);
    survey_stem(&survey, 0, 1, &stem);
    cr_expect_str_eq(stem.text, "欢迎参加。", "no translation: the first language");
    strbuf_fini(&stem);
}

Test(survey, under_fourteen_is_not_asked_for_words)
{
    go_to("age");
    say(MSG_CHOOSE, 0);
    confirm();
    go_to("last");
    skip();
    cr_expect_eq(survey.phase, SURVEY_CLOSING);
}

Test(survey, a_failed_save_is_never_a_success)
{
    go_to("age");
    say(MSG_CHOOSE, 1);
    say(MSG_CONFIRM, 0);
    send((struct message){ .kind = MSG_SAVE_FAILED, .ticket = survey.ticket });
    cr_expect_eq(survey.phase, SURVEY_FAILED);
    save();
    cr_expect_eq(survey.phase, SURVEY_FAILED);
    cr_expect_not(item("age")->saved);
}

Test(survey, the_time_under_a_dialog_is_not_the_answers)
{
    go_to("age");
    now_ms += 1000;
    survey_pause(&survey, now_ms);
    now_ms += 30000;
    survey_resume(&survey, now_ms);
    now_ms += 500;
    say(MSG_CHOOSE, 1);
    say(MSG_CONFIRM, 0);
    cr_expect_eq(out.items[0].duration_ms, 1500);
}

Test(survey, cut_short)
{
    out.count = 0;
    survey_abandon(&survey, PLAY_WITHDRAWN, FIXTURE_WALL_MS, &next_ticket, &out);
    cr_assert_eq(out.count, 1);
    cr_expect_eq(out.items[0].kind, EFFECT_END_SURVEY);
    cr_expect_eq(out.items[0].end, PLAY_WITHDRAWN);
    say(MSG_CONFIRM, 0);
    cr_expect_eq(survey.phase, SURVEY_IDLE);
}

Test(survey, longer_than_can_be_held_is_not_started)
{
    struct form form = activity->surveys[0];

    form.question_count = SURVEY_MAX + 1;
    cr_expect_not(survey_start(&survey, &form, false));
    form.question_count = 0;
    cr_expect_not(survey_start(&survey, &form, false));
}
