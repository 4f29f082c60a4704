#include "activity/answer.h"

#include <string.h>

#include <criterion/criterion.h>

static void check_format(const struct question *q, const struct answer *a, const char *expected)
{
    struct strbuf out;
    strbuf_init(&out);
    answer_format(q, a, &out);
    cr_expect_str_eq(out.text, expected, "%s instead of %s", out.text, expected);
    strbuf_fini(&out);
}

static struct answer given(void)
{
    struct answer a;
    answer_clear(&a);
    a.given = true;
    return a;
}

Test(answer, nothing_given_is_empty)
{
    for (int type = 0; type < QUESTION_TYPE_COUNT; type++) {
        struct question q = { .type = (enum question_type)type, .option_count = 3, .row_count = 2 };
        struct answer a;
        memset(&a, 0xFF, sizeof a);
        answer_clear(&a);
        check_format(&q, &a, "");
        cr_assert_not(answer_is_right(&q, &a));
        cr_assert_eq(a.date, DATE_NONE);
        cr_assert_eq(a.rows[ROW_MAX - 1], -1);
    }
}

Test(answer, choices_are_letters_of_the_bank)
{
    struct question q = { .type = QUESTION_MULTIPLE, .option_count = 26 };
    struct answer a = given();
    a.choices = 1u << 0 | 1u << 2 | 1u << 25;
    check_format(&q, &a, "ACZ");
    cr_assert_eq(answer_choice_count(&a), 3);
    q.type = QUESTION_JUDGE;
    q.option_count = 2;
    a.choices = 2;
    check_format(&q, &a, "B");
}

Test(answer, order)
{
    struct question q = { .type = QUESTION_ORDER, .option_count = 4 };
    struct answer a = given();
    const uint8_t order[] = { 2, 0, 1, 3 };
    memcpy(a.order, order, 4);
    a.order_count = 4;
    check_format(&q, &a, "CABD");
}

Test(answer, scale_and_matrix)
{
    struct question q = { .type = QUESTION_SCALE, .scale_count = 5, .row_count = 4 };
    struct answer a = given();
    a.scale = 4;
    check_format(&q, &a, "4");
    a.scale = 0;
    check_format(&q, &a, "0");
    q.type = QUESTION_MATRIX;
    a.rows[0] = 3;
    a.rows[1] = 0;
    a.rows[3] = 5;
    check_format(&q, &a, "3,0,,5");
}

Test(answer, numbers_dates_and_text)
{
    struct question q = { .type = QUESTION_RATING };
    struct answer a = given();
    a.number = 7;
    check_format(&q, &a, "7");
    a.number = 7.5;
    check_format(&q, &a, "7.5");
    q.type = QUESTION_NUMBER;
    a.number = 0.1;
    check_format(&q, &a, "0.1");
    a.number = -1234.25;
    check_format(&q, &a, "-1234.25");
    a.number = -0.0;
    check_format(&q, &a, "0");
    a.number = 100000;
    check_format(&q, &a, "100000");
    q.type = QUESTION_DATE;
    cr_assert(date_parse("2027-04-20", &a.date));
    check_format(&q, &a, "2027-04-20");
    q.type = QUESTION_TEXT;
    strcpy(a.text, "多一点, 好");
    check_format(&q, &a, "多一点, 好");
}

Test(answer, is_right_only_when_exactly_all_are_chosen)
{
    struct question q = { .type = QUESTION_MULTIPLE,
                          .option_count = 4,
                          .has_answer = true,
                          .answer_choices = 1u << 0 | 1u << 2 };
    struct answer a = given();
    for (uint32_t choices = 0; choices < 16; choices++) {
        a.choices = choices;
        cr_assert_eq(answer_is_right(&q, &a), choices == 5, "%u", choices);
    }
    a.choices = 5;
    a.given = false;
    cr_assert_not(answer_is_right(&q, &a));
    a.given = true;
    q.has_answer = false;
    cr_assert_not(answer_is_right(&q, &a));
}

Test(answer, is_right_in_the_whole_order)
{
    struct question q = {
        .type = QUESTION_ORDER, .option_count = 3, .has_answer = true, .answer_order = { 2, 0, 1 }
    };
    struct answer a = given();
    const uint8_t right[] = { 2, 0, 1 }, wrong[] = { 2, 1, 0 };
    memcpy(a.order, right, 3);
    a.order_count = 3;
    cr_assert(answer_is_right(&q, &a));
    a.order_count = 2;
    cr_assert_not(answer_is_right(&q, &a));
    memcpy(a.order, wrong, 3);
    a.order_count = 3;
    cr_assert_not(answer_is_right(&q, &a));
}

Test(answer, a_right_number_is_right_however_it_was_computed)
{
    struct question q = { .type = QUESTION_NUMBER, .has_answer = true, .answer_number = 0.3 };
    struct answer a = given();
    a.number = 0.1 + 0.2;
    cr_assert(answer_is_right(&q, &a));
    a.number = 0.31;
    cr_assert_not(answer_is_right(&q, &a));
    q.type = QUESTION_TEXT;
    cr_assert_not(answer_is_right(&q, &a));
}
