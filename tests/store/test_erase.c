/* Erasing a closed activity's visits: what goes, what stays, and when it is refused. */
#include <criterion/criterion.h>
#include <string.h>

#include "prize_rig.h"

static const struct prize_tier tiers[] = {
    { .name = "一等奖", .item = "保温杯", .stock = 5, .need_right = 9 }
};
static struct rig rig;

static struct store_request say_erase(void)
{
    rig.now_ms += 1000;
    return (struct store_request){ .kind = STORE_ERASE, .wall_ms = rig.now_ms };
}

static struct tally read_tally(void)
{
    struct tally tally;
    struct err err = { 0 };
    cr_assert(store_read_tally(rig.store, &tally, &err), "%s", err.text);
    return tally;
}

static void expect_sound(void)
{
    struct err err = { 0 };
    prize_expect_sound(&rig);
    cr_expect(store_check_tallies(rig.store, &err), "%s", err.text);
    cr_expect(store_check_chain(rig.store, &err), "%s", err.text);
}

static void play_survey(int visit)
{
    rig_must(&rig, say_visit(&rig, visit));
    rig_must(&rig, say_session(&rig, visit, "visit"));
    rig_must(&rig, say_answer(&rig, visit, "visit", "age", "A"));
    rig_must(&rig, say_answer(&rig, visit, "visit", "age", "B")); /* leaves a history */
    rig_must(&rig, say_end(&rig, visit, "visit", SESSION_COMPLETED, 0));
    rig_must(&rig, say_leave(&rig, visit, "done"));
}

Test(erase, takes_the_visits_and_leaves_the_totals)
{
    struct store_erasable left;
    struct err err = { 0 };
    prize_start(&rig, PRIZE_BY_SCORE, tiers, 1);
    cr_expect_eq(prize_play_and_settle(&rig, 1, 10).outcome, SETTLED_AWARDED);
    rig_must(&rig, say_visit(&rig, 2));
    rig_must(&rig, say_session(&rig, 2, "quiz"));
    rig_must(&rig, say_answer(&rig, 2, "quiz", "term", "C"));
    rig_must(&rig, say_leave(&rig, 2, "idle"));
    play_survey(3);
    rig_must(&rig, say_visit(&rig, 5)); /* cut off */
    rig_must(&rig, say_session(&rig, 5, "visit"));
    rig_must(&rig, say_answer(&rig, 5, "visit", "age", "B"));
    struct tally before = read_tally();
    cr_assert(store_read_erasable(rig.store, rig.now_ms, &left, &err), "%s", err.text);
    cr_expect(left.is_over);
    cr_expect_eq(left.visits, 3);
    cr_expect_eq(left.kept, 1);
    cr_expect_eq(left.answers, before.quiz.questions[0].asked + 2);

    rig_must(&rig, say_erase());
    rig_must(&rig, say_erase()); /* told twice is one */
    struct tally after = read_tally();
    cr_expect_eq(after.visits, before.visits);
    cr_expect_eq(after.quiz.started, before.quiz.started);
    cr_expect_eq(after.quiz.completed, before.quiz.completed);
    cr_expect_eq(after.quiz.questions[0].asked, before.quiz.questions[0].asked);
    cr_expect_eq(after.surveys[0].completed, 1);
    cr_expect_eq(after.surveys[0].questions[0].choices[1], 2);
    cr_expect_eq(after.prizes.tiers[0].issued, 1);
    expect_sound();
    tally_fini(&before);
    tally_fini(&after);

    /* Life goes on, and so do the tallies. */
    play_survey(4);
    expect_sound();
    rig_close(&rig);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM answer"), 1);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM answer_history"), 1);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM visit"), 2);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM audit WHERE subject = 'erase'"), 1);
    rig_fini(&rig);
}

Test(erase, official_data_only_when_the_activity_is_over)
{
    struct err err = { 0 };
    const struct store_options options = { .folder = rig.folder, .kind = STORE_OFFICIAL };
    rig_init(&rig);
    rig.activity.last_day = PRIZE_DAY + 6;
    rig.store = store_open(&options, &err);
    cr_assert_not_null(rig.store, "%s", err.text);
    rig.now_ms = (int64_t)PRIZE_DAY * 24 * 3600 * 1000;
    rig_must(&rig, say_activity(&rig));
    play_survey(1);
    cr_expect(strstr(rig_refusal(&rig, say_erase()), "2027-04-26"));
    rig.now_ms += INT64_C(7) * 24 * 3600 * 1000;
    rig_must(&rig, say_erase());
    struct tally tally = read_tally();
    cr_expect_eq(tally.visits, 1);
    cr_expect_eq(tally.surveys[0].completed, 1);
    tally_fini(&tally);
    rig_close(&rig);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM visit"), 0);
    rig_fini(&rig);
}
