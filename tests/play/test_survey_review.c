/* 提交前检查: the list of answers, changing one, and what follows from that. */
#include <criterion/criterion.h>

#include "activity/activity.h"
#include "fixture.h"
#include "play/survey.h"

static struct activity *activity;
static struct survey survey;
static struct effects out;
static uint64_t next_ticket;

static int find(const char *id)
{
    for (int i = 0; i < survey.form->question_count; i++)
        if (strcmp(survey.form->questions[i].id, id) == 0)
            return i;
    cr_assert_fail("no question %s", id);
    return -1;
}

static void say(enum message_kind kind, int value)
{
    struct message message = { .kind = kind, .value = value, .now_ms = 5000 };

    message.wall_ms = FIXTURE_WALL_MS;
    out.count = 0;
    survey_step(&survey, &message, &next_ticket, &out);
}

static void save(void)
{
    struct effects kept = out;
    struct message message = { .kind = MSG_SAVED, .ticket = survey.ticket, .now_ms = 5000 };

    survey_step(&survey, &message, &next_ticket, &out);
    out = kept;
}

/* Confirms the page (or skips it) and lets it be saved; the effects are those of the page. */
static void leave_page(void)
{
    say(survey_can_skip(&survey) ? MSG_SKIP : MSG_CONFIRM, 0);
    if (survey.phase == SURVEY_SAVING)
        save();
}

static void answer_page(void)
{
    const struct question *question = survey_question(&survey);

    if (!survey_can_skip(&survey)) {
        for (int i = 0; i < question->option_count && !survey_can_confirm(&survey); i++)
            say(MSG_CHOOSE, 1 + i);
        say(MSG_CHOOSE_SCALE, 1);
        for (int row = 0; row < question->row_count; row++)
            say(MSG_CHOOSE_CELL, row * 16 + 2);
    }
    leave_page();
}

static void set_up(void)
{
    activity = fixture_activity();
    next_ticket = 1;
    cr_assert(survey_start(&survey, &activity->surveys[0], true));
    survey_show_first(&survey, 5000);
    for (int pages = 0; survey.phase == SURVEY_PAGE; pages++) {
        cr_assert_lt(pages, 30);
        answer_page();
    }
    cr_assert_eq(survey.phase, SURVEY_REVIEW);
}

static void tear_down(void)
{
    activity_free(activity);
}

TestSuite(survey_review, .init = set_up, .fini = tear_down);

Test(survey_review, nothing_is_sent_before_the_visitor_sends_it)
{
    for (int i = 0; i < out.count; i++)
        cr_expect_neq(out.items[i].kind, EFFECT_END_SURVEY);
    say(MSG_SKIP, 0);
    say(MSG_CHOOSE, 1);
    cr_expect_eq(survey.phase, SURVEY_REVIEW, "the list takes no answers");
    say(MSG_CONFIRM, 0);
    cr_assert_eq(out.count, 1);
    cr_expect_eq(out.items[0].kind, EFFECT_END_SURVEY);
    cr_expect_eq(out.items[0].end, PLAY_COMPLETED);
    cr_expect_eq(survey.phase, SURVEY_CLOSING);
    save();
    cr_expect_eq(survey.phase, SURVEY_DONE);
}

Test(survey_review, a_changed_answer_leads_back_to_the_list)
{
    say(MSG_CHANGE_ANSWER, find("age"));
    cr_assert_eq(survey.phase, SURVEY_PAGE);
    cr_expect_str_eq(survey_question(&survey)->id, "age");
    cr_expect(survey_returns_to_review(&survey));
    cr_expect_not(survey_is_first(&survey), "back leads to the list, not out");
    say(MSG_CHOOSE, 2);
    leave_page();
    cr_expect_eq(survey.phase, SURVEY_REVIEW);
    cr_expect_eq(survey.items[find("age")].stored.choices, 4);
}

Test(survey_review, back_from_a_page_leaves_its_answer_as_it_was)
{
    uint32_t before = survey.items[find("age")].stored.choices;

    say(MSG_CHANGE_ANSWER, find("age"));
    say(MSG_CHOOSE, 2);
    say(MSG_BACK, 0);
    cr_expect_eq(survey.phase, SURVEY_REVIEW);
    cr_expect_eq(survey.items[find("age")].stored.choices, before);
    cr_expect_eq(survey.items[find("age")].answer.choices, before);
}

Test(survey_review, a_change_that_hides_answers_takes_them_out_of_the_list)
{
    struct strbuf words;

    cr_assert(survey.items[find("action")].saved);
    say(MSG_CHANGE_ANSWER, find("bought"));
    say(MSG_CHOOSE, 0); /* 从不: neither 处理 nor its result is asked */
    say(MSG_CONFIRM, 0);
    cr_expect_eq(out.items[1].kind, EFFECT_DROP_ANSWER);
    save();
    cr_expect_eq(survey.phase, SURVEY_REVIEW);
    cr_expect_not(survey.items[find("action")].saved);
    strbuf_init(&words);
    survey_answer_words(&survey, find("action"), 0, &words);
    cr_expect_str_eq(words.text, "");
    strbuf_fini(&words);
    say(MSG_CHANGE_ANSWER, find("action"));
    cr_expect_eq(survey.phase, SURVEY_REVIEW, "what is hidden cannot be opened");
}

Test(survey_review, a_change_that_brings_pages_up_asks_them_first)
{
    say(MSG_CHANGE_ANSWER, find("bought"));
    say(MSG_CHOOSE, 0);
    leave_page();
    say(MSG_CHANGE_ANSWER, find("bought"));
    say(MSG_CHOOSE, 1);
    leave_page();
    cr_assert_eq(survey.phase, SURVEY_PAGE);
    cr_expect_str_eq(survey_question(&survey)->id, "action");
    cr_expect_not(survey_returns_to_review(&survey), "it cannot be left open");
    say(MSG_BACK, 0);
    cr_expect_str_eq(survey_question(&survey)->id, "bought");
    leave_page();
    cr_expect_str_eq(survey_question(&survey)->id, "action");
    say(MSG_CHOOSE, 1); /* 举报: its result is asked too */
    leave_page();
    cr_expect_str_eq(survey_question(&survey)->id, "report");
    say(MSG_CHOOSE_SCALE, 0);
    leave_page();
    cr_expect_eq(survey.phase, SURVEY_REVIEW);
}

Test(survey_review, back_from_the_list_leads_to_the_last_page_and_again_to_the_list)
{
    say(MSG_BACK, 0);
    cr_assert_eq(survey.phase, SURVEY_PAGE);
    cr_expect_str_eq(survey_question(&survey)->id, "suggest");
    leave_page();
    cr_expect_eq(survey.phase, SURVEY_REVIEW);
}

Test(survey_review, notes_and_wrong_numbers_open_nothing)
{
    static const int wrong[] = { -1, 13, 500, 0 /* the welcome */ };

    for (int i = 0; i < 4; i++) {
        say(MSG_CHANGE_ANSWER, wrong[i]);
        cr_expect_eq(survey.phase, SURVEY_REVIEW);
    }
}

Test(survey_review, answers_are_told_in_words)
{
    static const struct {
        char id[16], words[64];
    } expected[] = { { "age", "14—59周岁" },
                     { "which", "商标、著作权" },
                     { "parts", "" /* below */ },
                     { "suggest", "" } };
    struct strbuf words;

    strbuf_init(&words);
    for (int i = 0; i < 4; i++) {
        strbuf_clear(&words);
        survey_answer_words(&survey, find(expected[i].id), 0, &words);
        if (strcmp(expected[i].id, "parts") != 0)
            cr_expect_str_eq(words.text, expected[i].words, "%s: %s", expected[i].id, words.text);
        else
            cr_expect(strstr(words.text, "：") && strstr(words.text, "；"), "%s", words.text);
    }
    strbuf_fini(&words);
}
