/* 排名: who takes part gets a code, the close gives the tiers to the first. */
#include <criterion/criterion.h>
#include <string.h>

#include "prize_rig.h"

static struct rig rig;

static const struct prize_tier tiers[] = {
    { .name = "一等奖", .item = "保温杯", .stock = 1 },
    { .name = "二等奖", .item = "帆布袋", .stock = 2 },
};

static void set_up(void)
{
    prize_start(&rig, PRIZE_BY_RANK, tiers, 2);
}

static void tear_down(void)
{
    prize_expect_sound(&rig);
    rig_fini(&rig);
}

TestSuite(rank, .init = set_up, .fini = tear_down);

struct list {
    int64_t visits[16];
    char tiers[16][STORE_TIER_LEN], codes[16][CLAIM_CODE_LEN];
    int count;
};

static bool see(void *context, const struct store_rank_row *row, struct err *err)
{
    struct list *list = context;
    (void)err;
    cr_expect_eq(row->place, list->count + 1);
    list->visits[list->count] = row->visit_number;
    strcpy(list->tiers[list->count], row->tier);
    strcpy(list->codes[list->count++], row->code);
    return true;
}

static struct list ranking(void)
{
    struct list list = { 0 };
    struct err err = { 0 };
    cr_assert(store_read_rank(rig.store, see, &list, &err), "%s", err.text);
    return list;
}

/* A quiz whose answers took so long together. */
static struct prize_award play(int visit, int right, int taken_ms)
{
    rig_must(&rig, say_visit(&rig, visit));
    rig_must(&rig, say_session(&rig, visit, "quiz"));
    struct store_request answer = say_answer(&rig, visit, "quiz", "term", "C");
    answer.duration_ms = taken_ms;
    rig_must(&rig, answer);
    struct store_request end = say_end(&rig, visit, "quiz", SESSION_COMPLETED, right);
    end.settles = true;
    memcpy(end.random, &visit, sizeof visit);
    return prize_ask(&rig, end).prizes.award;
}

static void expect_order(const struct list *list, const int64_t *visits, int count)
{
    cr_expect_eq(list->count, count);
    for (int i = 0; i < count; i++)
        cr_expect_eq(list->visits[i], visits[i], "place %d: visit %lld", i + 1,
                     (long long)list->visits[i]);
}

Test(rank, by_score_then_time_taken_then_who_was_earlier)
{
    play(1, 7, 20000);
    play(2, 9, 30000);
    play(3, 9, 10000);
    play(4, 9, 30000);
    cr_expect_eq(play(5, 0, 1000).outcome, SETTLED_UNQUALIFIED);
    struct list list = ranking();
    expect_order(&list, (const int64_t[]){ 3, 2, 4, 1 }, 4);
    cr_expect_str_eq(list.tiers[0], "一等奖", "would win");
    cr_expect_str_eq(list.tiers[1], "二等奖");
    cr_expect_str_eq(list.tiers[2], "二等奖");
    cr_expect_str_empty(list.tiers[3]);
}

Test(rank, a_code_of_the_ranking_wins_nothing_before_the_close)
{
    struct prize_award award = play(1, 9, 1000);
    cr_expect_eq(award.outcome, SETTLED_RANKED);
    struct store_result result = prize_ask(&rig, say_redeem(&rig, award.code, "东广场"));
    cr_expect_eq(result.redemption.outcome, REDEEM_UNRANKED);
    cr_expect_eq(prize_ledger(&rig, "一等奖").out, 0);
}

Test(rank, the_close_gives_each_tier_to_the_first)
{
    for (int visit = 1; visit <= 5; visit++)
        play(visit, 10 - visit, 1000);
    struct list before = ranking();
    struct store_request close = { .kind = STORE_CLOSE_RANKING, .wall_ms = rig.now_ms + 1000 };
    rig_must(&rig, close);
    rig_must(&rig, close);
    struct list after = ranking();
    cr_expect_eq(memcmp(before.tiers, after.tiers, sizeof before.tiers), 0);
    cr_expect_eq(prize_ledger(&rig, "一等奖").out, 1);
    cr_expect_eq(prize_ledger(&rig, "二等奖").out, 2);
    cr_expect_eq(prize_award_of(&rig, after.codes[0]).state, AWARD_SHOWN);
    struct store_result result = prize_ask(&rig, say_redeem(&rig, after.codes[2], "东广场"));
    cr_expect_eq(result.redemption.outcome, REDEEM_DONE);
    cr_expect_str_eq(result.redemption.award.tier, "二等奖");
    result = prize_ask(&rig, say_redeem(&rig, after.codes[3], "东广场"));
    cr_expect_eq(result.redemption.outcome, REDEEM_UNRANKED);
}

Test(rank, only_an_activity_that_ranks_can_be_closed)
{
    struct err err = { 0 };
    struct list list = { 0 };
    rig.activity.prize_way = PRIZE_BY_SCORE;
    prize_put(&rig);
    struct store_request close = { .kind = STORE_CLOSE_RANKING, .wall_ms = rig.now_ms };
    cr_expect(strstr(rig_refusal(&rig, close), "不是按排名"));
    cr_expect_not(store_read_rank(rig.store, see, &list, &err));
    cr_expect(strstr(err.text, "不是按排名"));
}
