#include <math.h>

#include <criterion/criterion.h>

#include "activity/activity.h"
#include "fixture.h"
#include "play/quiz.h"

enum { DAY = 20928, DRAWS = 2000 };

static struct activity *activity;
static struct quiz quiz;

static void set_up(void)
{
    activity = fixture_activity();
}

static void tear_down(void)
{
    activity_free(activity);
}

TestSuite(draw, .init = set_up, .fini = tear_down);

static bool start(uint64_t seed)
{
    return quiz_start(&quiz, activity, DAY, seed, false, NULL, 0);
}

static bool is_drawn(const char *id)
{
    for (int i = 0; i < quiz.count; i++)
        if (strcmp(quiz.items[i].question->id, id) == 0)
            return true;
    return false;
}

static bool has_topic(int index, const char *topic)
{
    const char *found = quiz.items[index].question->topic;

    return found && strcmp(found, topic) == 0;
}

Test(draw, topics_in_their_order_and_number)
{
    for (uint64_t seed = 0; seed < DRAWS; seed++) {
        cr_assert(start(seed));
        cr_assert_eq(quiz.count, 7);
        for (int i = 0; i < 7; i++) {
            cr_assert_eq(has_topic(i, "专利"), i < 3, "seed %lu place %d", (unsigned long)seed, i);
            cr_assert_eq(has_topic(i, "商标"), i == 3 || i == 4);
            for (int j = 0; j < i; j++)
                cr_assert_neq(quiz.items[i].question, quiz.items[j].question);
        }
    }
}

Test(draw, only_reviewed_questions_in_force)
{
    for (uint64_t seed = 0; seed < DRAWS; seed++) {
        cr_assert(start(seed));
        cr_assert_not(is_drawn("p-raw"));
        cr_assert_not(is_drawn("p-old"));
    }
    cr_assert(quiz_start(&quiz, activity, DAY - 2, 1, false, NULL, 0));
    int found = 0; /* the day before, the other one was in force */
    for (uint64_t seed = 0; seed < 200; seed++) {
        quiz_start(&quiz, activity, DAY - 2, seed, false, NULL, 0);
        found += is_drawn("p-old");
    }
    cr_assert_gt(found, 0);
}

Test(draw, others_are_the_topics_no_line_names)
{
    int copyright = 0, secret = 0, none = 0;

    for (uint64_t seed = 0; seed < DRAWS; seed++) {
        cr_assert(start(seed));
        copyright += is_drawn("c-begin");
        secret += is_drawn("s-keep");
        none += is_drawn("day");
    }
    cr_expect_gt(copyright, DRAWS / 4);
    cr_expect_gt(secret, DRAWS / 4);
    cr_expect_gt(none, DRAWS / 4);
    cr_expect_eq(copyright + secret + none, 2 * DRAWS);
}

Test(draw, difficulties_are_mixed)
{
    for (uint64_t seed = 0; seed < DRAWS; seed++) {
        int counts[DIFFICULTY_COUNT] = { 0 };
        cr_assert(start(seed));
        for (int i = 0; i < 3; i++)
            counts[quiz.items[i].question->difficulty]++;
        cr_assert(counts[0] == 1 && counts[1] == 1 && counts[2] == 1);
    }
}

/* 6 standard deviations of a binomial: a fair draw fails once in a billion. */
static void expect_half(int count, const char *what)
{
    cr_expect_lt(fabs(count - DRAWS / 2.0), 6 * sqrt(DRAWS / 4.0), "%s: %d of %d", what, count,
                 DRAWS);
}

Test(draw, equals_are_drawn_equally_often)
{
    int term = 0, steps = 0, first = 0;

    for (uint64_t seed = 0; seed < DRAWS; seed++) {
        cr_assert(start(seed * 7919));
        term += is_drawn("p-term");   /* or p-apply, as easy */
        steps += is_drawn("p-steps"); /* or p-design, as hard */
        first += quiz.items[3].question->difficulty < quiz.items[4].question->difficulty;
    }
    expect_half(term, "p-term");
    expect_half(steps, "p-steps");
    expect_half(first, "easier first");
}

Test(draw, deterministic_in_the_seed)
{
    static struct quiz again;
    int same = 0;

    for (uint64_t seed = 0; seed < 100; seed++) {
        cr_assert(start(seed));
        quiz_start(&again, activity, DAY, seed, false, NULL, 0);
        cr_assert_eq(memcmp(&quiz, &again, sizeof(quiz)), 0);
        quiz_start(&again, activity, DAY, seed + 1, false, NULL, 0);
        same += memcmp(&quiz, &again, sizeof(quiz)) == 0;
    }
    cr_assert_lt(same, 5);
}

Test(draw, a_topic_with_too_few_gives_what_it_has)
{
    activity->draws[1].count = 9;
    cr_assert(start(1));
    cr_expect_eq(quiz.count, 3 + 3 + 2);
    activity->draws[0].topic = "没有的";
    cr_assert(start(1));
    cr_expect_eq(quiz.count, 3 + 2);
    cr_expect(quiz_can_start(activity, DAY));
}

Test(draw, nothing_to_draw_is_no_quiz)
{
    activity->draw_count = 1;
    activity->draws[0].topic = "没有的";
    cr_expect_not(start(1));
    cr_expect_not(quiz_can_start(activity, DAY));
    activity->draws[0] = (struct draw){ "专利", 0 };
    cr_expect_not(start(1));
    cr_expect_not(quiz_can_start(activity, DAY));
    activity->bank_count = 0;
    activity->draws[0] = (struct draw){ "专利", 3 };
    cr_expect_not(start(1));
    cr_expect_not(quiz_can_start(activity, DAY));
}

Test(draw, options_are_shuffled_but_fixed_ones_and_judgements)
{
    int places[4] = { 0 };

    for (uint64_t seed = 0; seed < DRAWS; seed++) {
        cr_assert(start(seed));
        for (int i = 0; i < quiz.count; i++) {
            const struct quiz_item *item = &quiz.items[i];
            const struct question *question = item->question;
            uint32_t seen = 0;
            for (int j = 0; j < question->option_count; j++) {
                seen |= (uint32_t)1 << item->shown[j];
                if (question->options[j].fixed || question->type == QUESTION_JUDGE)
                    cr_assert_eq(item->shown[j], j, "%s", question->id);
            }
            cr_assert_eq(seen, ((uint32_t)1 << question->option_count) - 1);
            cr_assert_eq(item->shuffled,
                         question->type != QUESTION_JUDGE && question->type != QUESTION_NUMBER);
            if (strcmp(question->id, "t-term") == 0)
                places[item->shown[0]]++;
        }
    }
    for (int i = 0; i < 4; i++)
        cr_expect_gt(places[i], 200, "option %d came first %d times", i, places[i]);
}

/* ---- what was shown lately ---- */

enum { MANY = 20 };

/* One topic of that many questions of one difficulty. */
static void use_big_bank(int draw)
{
    struct strbuf text;

    strbuf_init(&text);
    strbuf_add(&text, "题库: 大题库\n编号: big\n语言: zh-CN\n\n");
    for (int i = 1; i <= MANY; i++)
        strbuf_addf(&text,
                    "%d. 第 %d 件事是真的吗？\nA. 是\nB. 不是\n答案: A\n题型: 单选\n知识点: 大\n"
                    "编号: big-%d\n" FIXTURE_SIGN "\n",
                    i, i, i);
    activity->banks[0] = fixture_form(activity, "big.txt", text.text);
    activity->draws[0] = (struct draw){ "大", draw };
    activity->draw_count = 1;
    strbuf_fini(&text);
}

static bool is_in(const struct question *question, const struct question *const *list, int count)
{
    for (int i = 0; i < count; i++)
        if (list[i] == question)
            return true;
    return false;
}

Test(draw, recent_ones_are_avoided_where_there_are_others)
{
    const struct question *recent[MANY];

    use_big_bank(5);
    for (int i = 0; i < MANY; i++)
        recent[i] = &activity->banks[0].questions[i];
    for (uint64_t seed = 0; seed < 300; seed++) {
        cr_assert(quiz_start(&quiz, activity, DAY, seed, false, recent, 15));
        cr_assert_eq(quiz.count, 5);
        for (int i = 0; i < 5; i++)
            cr_assert_not(is_in(quiz.items[i].question, recent, 15));
    }
}

Test(draw, else_those_shown_longest_ago_come_first)
{
    const struct question *recent[MANY];

    use_big_bank(5);
    for (int i = 0; i < MANY; i++)
        recent[i] = &activity->banks[0].questions[(i * 7) % MANY];
    for (uint64_t seed = 0; seed < 300; seed++) {
        cr_assert(quiz_start(&quiz, activity, DAY, seed, false, recent, MANY));
        cr_assert_eq(quiz.count, 5);
        for (int i = 0; i < 5; i++) /* the list has the latest first */
            cr_assert(is_in(quiz.items[i].question, recent + 15, 5));
    }
}

Test(draw, a_draw_larger_than_a_quiz_is_cut)
{
    struct draw draw = { "大", MANY };

    use_big_bank(MANY);
    activity->draw_count = 3;
    activity->draws[1] = activity->draws[2] = draw;
    cr_assert(start(1));
    cr_expect_eq(quiz.count, MANY, "the same questions are not drawn twice");
    cr_expect_leq(quiz.count, QUIZ_MAX);
}
