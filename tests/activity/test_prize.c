/* Who wins what: thresholds, published chances, and draws that anyone can recompute. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "activity/prize.h"
#include "base/date.h"

static const struct prize_tier by_score[] = {
    { .name = "一等奖", .need_right = 10 },
    { .name = "二等奖", .need_right = 8 },
    { .name = "三等奖", .need_right = 6 },
};

static const struct prize_tier by_draw[] = {
    { .name = "一等奖", .odds = 200 },
    { .name = "停发", .odds = 0 },
    { .name = "二等奖", .odds = 20 },
    { .name = "三等奖", .odds = 4 },
};

Test(prize, a_score_wins_the_highest_tier_it_reaches)
{
    static const int expected[] = { -1, -1, -1, -1, -1, -1, 2, 2, 1, 1, 0 };
    for (int right = 0; right <= 10; right++)
        cr_assert_eq(prize_tier_of_score(by_score, 3, right), expected[right], "%d", right);
}

Test(prize, the_order_of_tiers_does_not_matter_to_a_score)
{
    const struct prize_tier turned[] = { by_score[2], by_score[0], by_score[1] };
    cr_assert_eq(prize_tier_of_score(turned, 3, 10), 1);
    cr_assert_eq(prize_tier_of_score(turned, 3, 9), 2);
}

static void set_number(uint8_t value[CRYPT_HASH_LEN], uint64_t number)
{
    memset(value, 0xFF, CRYPT_HASH_LEN);
    for (int i = 0; i < 6; i++)
        value[i] = (uint8_t)(number >> (40 - 8 * i));
}

Test(prize, each_tier_owns_its_share_of_the_values)
{
    const uint64_t all = UINT64_C(1) << 48;
    const uint64_t first = all / 200, second = first + all / 20, third = second + all / 4;
    uint8_t value[CRYPT_HASH_LEN];
    const struct {
        uint64_t number;
        int tier;
    } cases[] = {
        { 0, 0 },      { first - 1, 0 }, { first, 2 },  { second - 1, 2 },
        { second, 3 }, { third - 1, 3 }, { third, -1 }, { all - 1, -1 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        set_number(value, cases[i].number);
        cr_assert_eq(prize_tier_of_value(by_draw, 4, value), cases[i].tier, "case %zu", i);
    }
}

Test(prize, a_chance_of_one_always_wins)
{
    const struct prize_tier sure = { .odds = 1 };
    uint8_t value[CRYPT_HASH_LEN];
    set_number(value, (UINT64_C(1) << 48) - 1);
    cr_assert_eq(prize_tier_of_value(&sure, 1, value), 0);
}

Test(prize, many_draws_come_out_as_published)
{
    enum { DRAWS = 40000 };
    uint8_t seed[CRYPT_HASH_LEN] = { 7 }, value[CRYPT_HASH_LEN];
    int counts[4] = { 0 };
    for (int i = 0; i < DRAWS; i++) {
        prize_draw_value(seed, "00000000-0000-4000-8000-000000000000", i, value);
        int tier = prize_tier_of_value(by_draw, 4, value);
        if (tier >= 0)
            counts[tier]++;
    }
    for (int i = 0; i < 4; i++) {
        double chance = by_draw[i].odds > 0 ? 1.0 / by_draw[i].odds : 0;
        double expected = DRAWS * chance;
        double spread = sqrt(expected * (1 - chance));
        cr_assert_leq(fabs(counts[i] - expected), 4 * spread, "tier %d: %d of %g", i, counts[i],
                      expected);
    }
}

/* printf %s UUID:NUMBER | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102...1f */
Test(prize, a_value_is_what_other_programs_compute)
{
    uint8_t seed[CRYPT_HASH_LEN], value[CRYPT_HASH_LEN];
    char hex[CRYPT_HEX_LEN];
    for (int i = 0; i < CRYPT_HASH_LEN; i++)
        seed[i] = (uint8_t)i;
    prize_draw_value(seed, "8f14e45f-ceea-467f-ab1d-6f1e2d3c4b5a", 42, value);
    crypt_to_hex(value, hex);
    cr_assert_str_eq(hex, "541fee02474238aa621166c4527dc792216a4dda3efc7f7e8da285c7922d565e");
}

enum { DAY = 20928, HOUR_MS = 3600000 };
static const int64_t day_ms = (int64_t)DAY * 86400000 - 28800000; /* its midnight at +08:00 */

static void assert_until(int valid_days, int close_minute, int64_t after_midnight_ms,
                         const char *expected)
{
    char stamp[DATE_STAMP_LEN];
    int64_t now_ms = day_ms + after_midnight_ms;
    date_stamp(prize_valid_until_ms(DAY, valid_days, close_minute, now_ms), stamp);
    cr_assert_eq(strncmp(stamp, expected, strlen(expected)), 0, "%s, not %s", stamp, expected);
}

Test(prize, a_code_holds_until_the_booth_closes)
{
    assert_until(1, 17 * 60 + 30, 9 * HOUR_MS, "2027-04-20T17:30");
    assert_until(3, 17 * 60 + 30, 9 * HOUR_MS, "2027-04-22T17:30");
    assert_until(1, 24 * 60, 9 * HOUR_MS, "2027-04-21T00:00");
    assert_until(1, 17 * 60 + 30, 18 * HOUR_MS, "2027-04-21T00:00");
}
