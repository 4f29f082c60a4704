/* Letters of pinyin between the keyboard and the answer. */
#include <criterion/criterion.h>

#include "activity/activity.h"
#include "fixture.h"
#include "play/survey.h"

static struct activity *activity;
static struct survey survey;
static struct effects out;
static uint64_t next_ticket;

static void send(enum message_kind kind, int value, const char *text)
{
    struct message message = { .kind = kind, .value = value, .now_ms = 5000 };

    strncpy(message.text, text, sizeof(message.text) - 1);
    out.count = 0;
    survey_step(&survey, &message, &next_ticket, &out);
}

static const char *text(void)
{
    return survey.items[survey.current].answer.text;
}

static void spell(const char *letters)
{
    for (; *letters; letters++)
        send(MSG_COMPOSE, 0, (char[]){ *letters, '\0' });
}

static void open_page(const char *id)
{
    for (int i = 0; i < survey.form->question_count; i++)
        if (strcmp(survey.form->questions[i].id, id) == 0)
            survey.current = i;
    survey.phase = SURVEY_PAGE;
}

static void set_up(void)
{
    activity = fixture_activity();
    next_ticket = 1;
    cr_assert(survey_start(&survey, &activity->surveys[0], false));
    survey_show_first(&survey, 5000);
    open_page("suggest");
}

static void tear_down(void)
{
    activity_free(activity);
}

TestSuite(compose, .init = set_up, .fini = tear_down);

Test(compose, letters_are_no_answer_until_a_word_is_picked)
{
    spell("zscq");
    cr_expect_str_eq(survey.letters, "zscq");
    cr_expect_str_eq(text(), "");
    cr_expect_not(survey.items[survey.current].answer.given);
    send(MSG_PICK, 4, "知识产权");
    cr_expect_str_eq(text(), "知识产权");
    cr_expect_str_eq(survey.letters, "");
    cr_expect(survey.items[survey.current].answer.given);
}

Test(compose, a_word_takes_only_its_letters)
{
    spell("zhishichan");
    send(MSG_PICK, 6, "知识");
    cr_expect_str_eq(text(), "知识");
    cr_expect_str_eq(survey.letters, "chan");
    send(MSG_PICK, 9, "过多");
    send(MSG_PICK, 0, "过少");
    cr_expect_str_eq(text(), "知识", "no more letters than there are");
}

Test(compose, erasing_takes_letters_first)
{
    send(MSG_TYPE, 0, "好");
    spell("ni");
    send(MSG_ERASE, 0, "");
    cr_expect_str_eq(survey.letters, "n");
    send(MSG_ERASE, 0, "");
    cr_expect_str_eq(text(), "好");
    send(MSG_ERASE, 0, "");
    cr_expect_str_eq(text(), "");
}

Test(compose, what_is_no_letter_is_not_spelled)
{
    spell("'");
    cr_expect_str_eq(survey.letters, "", "a mark between syllables needs one before");
    spell("a'B1 ");
    cr_expect_str_eq(survey.letters, "a'");
    for (int i = 0; i < 60; i++)
        spell("z");
    cr_expect_eq(strlen(survey.letters), SURVEY_LETTERS_LEN - 1);
    open_page("age");
    send(MSG_ERASE, 0, "");
    memset(survey.letters, 0, sizeof(survey.letters));
    spell("a");
    cr_expect_str_eq(survey.letters, "", "nothing to write there");
}

Test(compose, letters_left_over_are_kept_as_they_are)
{
    spell("ip");
    cr_expect(survey_can_confirm(&survey));
    send(MSG_TYPE, 0, "周");
    cr_expect_str_eq(text(), "ip周");
    spell("ok");
    send(MSG_CONFIRM, 0, "");
    cr_assert_eq(out.count, 1);
    cr_expect_str_eq(out.items[0].answer->text, "ip周ok");
    cr_expect_str_eq(survey.letters, "", "nothing of it is on the next page");
}

Test(compose, words_are_spread_only_while_there_are_letters)
{
    send(MSG_CANDIDATES, 1, "");
    cr_expect_eq(survey.candidates_page, 0);
    spell("zhi");
    send(MSG_CANDIDATES, 2, "");
    cr_expect_eq(survey.candidates_page, 2);
    send(MSG_PICK, 3, "知");
    cr_expect_eq(survey.candidates_page, 0);
}

Test(compose, skipping_and_leaving_the_page_take_the_letters_away)
{
    spell("zscq");
    send(MSG_BACK, 0, "");
    cr_expect_str_eq(survey.letters, "");
    open_page("suggest");
    send(MSG_TYPE, 0, "好");
    spell("zscq");
    cr_expect(survey_can_skip(&survey), "an optional text may be skipped whatever was written");
    send(MSG_SKIP, 0, "");
    cr_assert_eq(out.count, 1);
    cr_expect_eq(out.items[0].outcome, OUTCOME_SKIPPED);
    cr_expect_str_eq(out.items[0].answer->text, "");
}
