/* Prizes through the whole booth: simulated visitors, scarce stock, and what the store is left
 * with. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/fs.h"
#include "booth/simulate.h"
#include "play/fixture.h"
#include "support.h"

static char folder[SUPPORT_PATH_LEN];
static struct activity *activity;

static const struct prize_tier scarce[] = {
    { .name = "一等奖",
      .item = "保温杯",
      .stock = 2,
      .daily = 1,
      .odds = 40,
      .need_right = 7,
      .fallback = "二等奖" },
    { .name = "二等奖",
      .item = "帆布袋",
      .stock = 8,
      .daily = 5,
      .odds = 10,
      .need_right = 6,
      .fallback = "纪念奖" },
    { .name = "纪念奖", .item = "书签", .stock = 30, .daily = 20, .odds = 2, .need_right = 3 },
};

static void set_up(void)
{
    support_make_folder(folder);
    activity = fixture_activity();
    memcpy(activity->tiers, scarce, sizeof(scarce));
    activity->tier_count = 3;
    activity->prize_way = PRIZE_BY_DRAW;
    activity->qualify_right = 3;
}

static void tear_down(void)
{
    activity_free(activity);
    support_remove_folder(folder);
}

TestSuite(prizes, .init = set_up, .fini = tear_down, .timeout = 200);

static struct simulate_result run(int visitors, int days, uint64_t seed)
{
    struct simulate_options options = {
        .activity = activity, .data = folder, .visitors = visitors, .days = days, .seed = seed
    };
    struct simulate_result result;
    struct err err = { "" };

    cr_assert(simulate_run(&options, &result, &err), "%s", err.text);
    return result;
}

static struct store_ledger read_sound_ledger(struct store *store)
{
    struct store_ledger ledger;
    struct store_prize_check figures;
    struct err err = { "" };

    cr_expect(store_check_database(store, &err), "%s", err.text);
    cr_expect(store_check_chain(store, &err), "%s", err.text);
    cr_expect(store_check_prizes(store, &figures, &err), "%s", err.text);
    cr_assert(store_read_ledger(store, &ledger, &err), "%s", err.text);
    return ledger;
}

/* Awards by day and tier, from the rows themselves. */
struct by_day {
    int counts[8][3];
    int awards, visits;
    char last_visit[40];
};

static bool count_award(void *context, const struct store_award *award, struct err *err)
{
    struct by_day *by_day = context;
    int tier = 0;

    (void)err;
    while (strcmp(scarce[tier].name, award->tier) != 0)
        tier++;
    by_day->counts[award->day - 20928][tier]++;
    by_day->awards++;
    return true;
}

static struct by_day read_by_day(struct store *store)
{
    struct by_day by_day = { .awards = 0 };
    struct err err = { "" };

    cr_assert(store_read_awards(store, 0, 0, AWARD_STATE_COUNT, count_award, &by_day, &err), "%s",
              err.text);
    return by_day;
}

Test(prizes, what_visitors_were_told_is_what_the_store_gave)
{
    struct simulate_result result = run(250, 2, 5);
    struct store *store = support_open_store(folder);
    struct store_ledger ledger = read_sound_ledger(store);
    struct by_day by_day = read_by_day(store);
    int64_t out = 0;

    for (int i = 0; i < ledger.count; i++)
        out += ledger.tiers[i].out;
    cr_expect_eq(out, result.awards);
    cr_expect_eq(by_day.awards, result.awards);
    cr_expect(result.draws > result.awards && result.declined > 0);
    for (int day = 0; day < 2; day++)
        for (int tier = 0; tier < 3; tier++)
            cr_expect_leq(by_day.counts[day][tier], scarce[tier].daily, "day %d, %s", day,
                          scarce[tier].name);
    store_close(store);
}

Test(prizes, by_score_as_well)
{
    activity->prize_way = PRIZE_BY_SCORE;
    struct simulate_result result = run(150, 2, 6);
    struct store *store = support_open_store(folder);
    struct store_ledger ledger = read_sound_ledger(store);

    cr_expect_eq(result.draws, 0);
    int64_t out = 0;
    for (int i = 0; i < ledger.count; i++)
        out += ledger.tiers[i].out;
    cr_expect_eq(out, result.awards);
    cr_expect_gt(out, 10);
    store_close(store);
}

Test(prizes, the_same_seed_wins_the_same)
{
    struct simulate_result first = run(60, 1, 9);
    support_remove_folder(folder);
    support_make_folder(folder);
    struct simulate_result second = run(60, 1, 9);

    cr_expect_eq(first.awards, second.awards);
    cr_expect_eq(first.draws, second.draws);
}
