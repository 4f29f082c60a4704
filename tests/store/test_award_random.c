/* Whatever is told in whatever order: never two awards, never beyond stock, and a sound book. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/rng.h"
#include "prize_rig.h"

static struct rig rig;

static const struct prize_tier tiers[] = {
    { .name = "一等奖",
      .item = "保温杯",
      .stock = 2,
      .daily = 1,
      .odds = 6,
      .need_right = 10,
      .fallback = "二等奖" },
    { .name = "二等奖",
      .item = "帆布袋",
      .stock = 6,
      .daily = 4,
      .odds = 3,
      .need_right = 8,
      .fallback = "三等奖" },
    { .name = "三等奖", .item = "书签", .stock = 12, .odds = 2, .need_right = 5 },
};

enum { VISITS = 60, EVENTS = 900 };

struct world {
    struct rng rng;
    char codes[VISITS + 1][CLAIM_CODE_LEN]; /* of each visit, once it has one */
    int tiers[VISITS + 1];
};

static int pick(struct world *world, int count)
{
    return (int)rng_below(&world->rng, (uint32_t)count);
}

/* A visit's award never changes once it has been told. */
static void keep(struct world *world, int visit, const struct store_result *result)
{
    const struct prize_award *award = &result->prizes.award;
    if (!result->ok || !result->has_prizes || award->outcome != SETTLED_AWARDED)
        return;
    if (world->codes[visit][0] != '\0') {
        cr_expect_str_eq(award->code, world->codes[visit]);
        cr_expect_eq(award->tier, world->tiers[visit]);
    }
    strcpy(world->codes[visit], award->code);
    world->tiers[visit] = award->tier;
}

static struct store_request any_request(struct world *world, int visit, bool by_score)
{
    struct store_request request;
    const char *code = world->codes[1 + pick(world, VISITS)];
    switch (pick(world, 14)) {
    case 0:
    case 1:
    case 2:
        return say_visit(&rig, visit);
    case 3:
    case 4:
        return say_session(&rig, visit, "quiz");
    case 5:
    case 6:
        request =
            say_end(&rig, visit, "quiz", pick(world, 8) ? SESSION_COMPLETED : SESSION_ABANDONED,
                    5 + pick(world, 6));
        request.settles = by_score;
        return request;
    case 7:
    case 8:
        return say_settle(&rig, visit);
    case 9:
        return say_shown(&rig, visit);
    case 10:
        return say_redeem(&rig, *code ? code : "22222222", "东广场");
    case 11:
        return say_staff(&rig, pick(world, 2) ? STORE_CANCEL_AWARD : STORE_UNDO_REDEEM,
                         *code ? code : "22222222", "试试");
    case 12:
        return pick(world, 4) ? say_day(&rig)
                              : say_restock(&rig, "三等奖", pick(world, 5) - 2, "盘点");
    default:
        return pick(world, 4) ? say_day(&rig) : say_leave(&rig, visit, "done");
    }
}

static void live(enum prize_way way, uint64_t seed)
{
    struct world world = { 0 };
    rng_seed(&world.rng, seed);
    prize_start(&rig, way, tiers, 3);
    rig.activity.qualify_right = 7;
    rig.activity.expired_return = seed % 2 == 0;
    rig.activity.cool_s = seed % 3 == 0 ? 30 : 0;
    prize_put(&rig);
    for (int i = 0; i < EVENTS; i++) {
        struct store_result result;
        int visit = 1 + (i / 20 + pick(&world, 3)) % VISITS;
        struct store_request request = any_request(&world, visit, way != PRIZE_BY_DRAW);
        memcpy(request.random, &i, sizeof i);
        store_ask(rig.store, &request, &result);
        keep(&world, visit, &result);
        if (pick(&world, 90) == 0)
            rig.now_ms += 11 * 3600 * (int64_t)1000;
        if (pick(&world, 150) == 0) {
            rig_close(&rig);
            rig_open(&rig);
        }
    }
    prize_expect_sound(&rig);
    int awards = 0;
    for (int visit = 1; visit <= VISITS; visit++)
        awards += world.codes[visit][0] != '\0';
    rig_close(&rig);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM award"), awards);
    cr_expect_gt(awards, 3, "the test is about awards: %d", awards);
    rig_open(&rig);
    rig_fini(&rig);
}

Test(award_random, by_score)
{
    for (uint64_t seed = 1; seed <= 3; seed++)
        live(PRIZE_BY_SCORE, seed);
}

Test(award_random, by_draw)
{
    for (uint64_t seed = 4; seed <= 6; seed++)
        live(PRIZE_BY_DRAW, seed);
}

/* ---- a crowd ---- */

static const struct prize_tier scarce[] = {
    { .name = "一等奖",
      .item = "保温杯",
      .stock = 3,
      .daily = 2,
      .odds = 100,
      .fallback = "二等奖" },
    { .name = "二等奖",
      .item = "帆布袋",
      .stock = 40,
      .daily = 25,
      .odds = 30,
      .fallback = "三等奖" },
    { .name = "三等奖", .item = "书签", .stock = 500, .daily = 300, .odds = 4 },
};

/* Enough of them to win more than there is, by far; WENDA_VISITORS asks for more. */
static int crowd(void)
{
    enum { LEAST = 4000 };
    const char *wanted = getenv("WENDA_VISITORS");
    int visitors = wanted ? atoi(wanted) : LEAST;
    return visitors > LEAST ? visitors : LEAST;
}

/* Half of them on each of two days: exactly the stock goes out, and on no day more than its
 * release. */
Test(award_random, a_crowd_empties_the_stock_and_no_more, .timeout = 3600)
{
    int visitors = crowd();
    static const int by_day[2][3] = { { 2, 25, 300 }, { 1, 15, 200 } };
    int counts[2][3] = { { 0 } };
    if (access("/dev/shm", W_OK) == 0) /* what is counted here is prizes, not the disk */
        setenv("TMPDIR", "/dev/shm", 1);
    prize_start(&rig, PRIZE_BY_DRAW, scarce, 3);
    for (int visit = 1; visit <= visitors; visit++) {
        int day = visit > visitors / 2;
        if (visit == 1 + visitors / 2) {
            prize_go_to(&rig, 1, 9);
            rig_must(&rig, say_day(&rig));
        }
        prize_play(&rig, visit, 8);
        struct prize_award award = prize_draw(&rig, visit);
        if (award.outcome == SETTLED_AWARDED)
            counts[day][award.tier]++;
    }
    for (int day = 0; day < 2; day++)
        for (int tier = 0; tier < 3; tier++)
            cr_expect_eq(counts[day][tier], by_day[day][tier], "day %d, %s: %d", day,
                         scarce[tier].name, counts[day][tier]);
    for (int tier = 0; tier < 3; tier++) {
        struct store_ledger_tier ledger = prize_ledger(&rig, scarce[tier].name);
        cr_expect_eq(ledger.out, scarce[tier].stock);
        cr_expect_eq(ledger.closing, 0);
    }
    prize_expect_sound(&rig);
    rig_fini(&rig);
}
