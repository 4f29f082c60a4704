#include "activity/model.h"

#include <criterion/criterion.h>

static int32_t day(const char *text)
{
    int32_t date = DATE_NONE;
    cr_assert(date_parse(text, &date));
    return date;
}

Test(model, a_question_is_current_within_its_validity_and_only_reviewed)
{
    struct question q = { .valid_from = day("2027-01-01"), .valid_until = day("2027-04-22") };
    cr_assert_not(question_is_current(&q, day("2027-04-22")));
    q.review = "某人";
    cr_assert_not(question_is_current(&q, day("2026-12-31")));
    cr_assert(question_is_current(&q, day("2027-01-01")));
    cr_assert(question_is_current(&q, day("2027-04-22")));
    cr_assert_not(question_is_current(&q, day("2027-04-23")));
    q.valid_from = q.valid_until = DATE_NONE;
    cr_assert(question_is_current(&q, day("1999-01-01")));
}

Test(model, the_day_that_counts)
{
    struct activity a = { .first_day = 100, .last_day = 106 };
    cr_assert_eq(activity_day(&a, 99), 100);
    cr_assert_eq(activity_day(&a, 100), 100);
    cr_assert_eq(activity_day(&a, 103), 103);
    cr_assert_eq(activity_day(&a, 106), 106);
    cr_assert_eq(activity_day(&a, 107), 100);
    cr_assert_eq(activity_day(&a, 0), 100);
}

Test(model, languages_by_tag_and_by_primary_subtag)
{
    struct activity a = { .languages = { "zh-CN", "en", "ug" }, .language_count = 3 };
    cr_assert_eq(activity_language(&a, "en"), 1);
    cr_assert_eq(activity_language(&a, "EN-gb"), 1);
    cr_assert_eq(activity_language(&a, "zh"), 0);
    cr_assert_eq(activity_language(&a, "zh-cn"), 0);
    cr_assert_eq(activity_language(&a, "fr"), -1);
    cr_assert_eq(activity_language(&a, "e"), -1);
}

Test(model, wordings_and_titles_fall_back)
{
    struct wording zh = { .stem = "问" }, en = { .stem = "ask" };
    struct question q = { .wordings = { &zh, &en } };
    struct form form = { .titles = { "甲", "A" } };
    cr_assert_eq(question_wording(&q, 0), &zh);
    cr_assert_eq(question_wording(&q, 1), &en);
    cr_assert_eq(question_wording(&q, 2), &zh);
    cr_assert_str_eq(form_title(&form, 1), "A");
    cr_assert_str_eq(form_title(&form, 2), "甲");
}

Test(model, questions_are_found_in_banks_and_questionnaires)
{
    struct question bank_questions[] = { { .id = "a" }, { .id = "b" } };
    struct question survey_questions[] = { { .id = "c" } };
    struct form bank = { .questions = bank_questions, .question_count = 2 };
    struct form survey = { .questions = survey_questions, .question_count = 1 };
    struct activity a = { .banks = &bank, .bank_count = 1, .surveys = &survey, .survey_count = 1 };
    cr_assert_eq(activity_find_question(&a, "b"), &bank_questions[1]);
    cr_assert_eq(activity_find_question(&a, "c"), &survey_questions[0]);
    cr_assert_null(activity_find_question(&a, "d"));
}
