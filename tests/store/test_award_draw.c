/* Draws that anyone can check: the commitment before, the seed after, and the same values between.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "prize_rig.h"

static struct rig rig;

static const struct prize_tier tiers[] = {
    { .name = "一等奖", .item = "保温杯", .stock = 50, .odds = 10, .fallback = "二等奖" },
    { .name = "二等奖", .item = "帆布袋", .stock = 50, .odds = 4 },
};

static void tear_down(void)
{
    prize_expect_sound(&rig);
    rig_fini(&rig);
}

TestSuite(draw_day, .fini = tear_down);

/* ---- what an export gets to see ---- */

struct seen {
    char seeds[8][CRYPT_HEX_LEN], commitments[8][CRYPT_HEX_LEN];
    int32_t days[8];
    int seed_count, draw_count, won, drawn;
};

static bool see_seed(void *context, const struct store_seed_row *row, struct err *err)
{
    struct seen *seen = context;
    (void)err;
    cr_assert_lt(seen->seed_count, 8);
    strcpy(seen->seeds[seen->seed_count], row->seed);
    strcpy(seen->commitments[seen->seed_count], row->commitment);
    seen->days[seen->seed_count++] = row->day;
    return true;
}

static struct seen see(void)
{
    struct seen seen = { 0 };
    struct err err = { 0 };
    const struct store_prize_rows rows = { .seed = see_seed, .context = &seen };
    cr_assert(store_read_prize_rows(rig.store, 0, 0, &rows, &err), "%s", err.text);
    return seen;
}

static void expect_commitment(const char *seed, const char *commitment)
{
    char pair[3] = "", hash[CRYPT_HEX_LEN];
    uint8_t bytes[CRYPT_HASH_LEN];
    for (int i = 0; i < CRYPT_HASH_LEN; i++) {
        memcpy(pair, seed + 2 * i, 2);
        bytes[i] = (uint8_t)strtoul(pair, NULL, 16);
    }
    crypt_hash_hex(bytes, sizeof bytes, hash);
    cr_expect_str_eq(hash, commitment);
}

Test(draw_day, the_commitment_of_a_day_stays_until_it_is_over)
{
    prize_start(&rig, PRIZE_BY_DRAW, tiers, 2);
    char first[CRYPT_HEX_LEN];
    strcpy(first, prize_ask(&rig, say_day(&rig)).prizes.commitment);
    rig_close(&rig);
    rig_open(&rig);
    rig.now_ms += 3600 * 1000;
    cr_expect_str_eq(prize_ask(&rig, say_day(&rig)).prizes.commitment, first);
    cr_expect_eq(see().seed_count, 0, "the seed of today is secret");
    prize_go_to(&rig, 1, 9);
    cr_expect_str_neq(prize_ask(&rig, say_day(&rig)).prizes.commitment, first);
    struct seen seen = see();
    cr_expect_eq(seen.seed_count, 1);
    cr_expect_str_eq(seen.commitments[0], first);
    cr_expect_eq(seen.days[0], PRIZE_DAY);
    expect_commitment(seen.seeds[0], first);
}

Test(draw_day, closing_publishes_and_going_on_commits_anew)
{
    prize_start(&rig, PRIZE_BY_DRAW, tiers, 2);
    struct prize_news closed = prize_ask(&rig, say_close(&rig)).prizes;
    cr_expect_str_empty(closed.commitment);
    cr_expect_eq(see().seed_count, 1);
    prize_play(&rig, 1, 9);
    cr_expect(strstr(rig_refusal(&rig, say_settle(&rig, 1)), "承诺"));
    struct store_request again = say_day(&rig);
    again.random[31] = 1; /* a published seed would be no secret */
    cr_expect_eq(strlen(prize_ask(&rig, again).prizes.commitment), 64);
    prize_draw(&rig, 1);
    rig_must(&rig, say_close(&rig));
    cr_expect_eq(see().seed_count, 2);
}

/* An official booth publishes only what is over by its clock. */
Test(draw_day, an_open_day_is_not_published)
{
    struct err err = { 0 };
    struct store_options options = { .kind = STORE_OFFICIAL };
    prize_start(&rig, PRIZE_BY_DRAW, tiers, 2);
    rig_close(&rig);
    char *folder = rig_path(&rig, "official");
    options.folder = folder;
    rig.store = store_open(&options, &err);
    cr_assert_not_null(rig.store, "%s", err.text);
    free(folder);
    rig.activity.close_minute = 17 * 60 + 30;
    prize_put(&rig);
    rig_must(&rig, say_day(&rig));
    prize_go_to(&rig, 0, 17);
    rig_must(&rig, say_close(&rig));
    cr_expect_eq(see().seed_count, 0);
    prize_go_to(&rig, 0, 18);
    rig_must(&rig, say_close(&rig));
    cr_expect_eq(see().seed_count, 1);
}

Test(draw_day, a_clock_set_back_publishes_nothing_of_tomorrow)
{
    prize_start(&rig, PRIZE_BY_DRAW, tiers, 2);
    prize_go_to(&rig, 3, 9);
    rig_must(&rig, say_day(&rig));
    int published = see().seed_count;
    prize_go_to(&rig, 1, 9);
    rig_must(&rig, say_day(&rig));
    cr_expect_eq(see().seed_count, published);
}

/* ---- the rows, recomputed here from nothing but what they say ---- */

static bool see_draw(void *context, const struct store_draw_row *row, struct err *err)
{
    struct seen *seen = context;
    uint8_t seed[CRYPT_HASH_LEN], value[CRYPT_HASH_LEN];
    char hex[CRYPT_HEX_LEN], pair[3] = "";
    (void)err;
    for (int i = 0; i < CRYPT_HASH_LEN; i++) {
        memcpy(pair, seen->seeds[0] + 2 * i, 2);
        seed[i] = (uint8_t)strtoul(pair, NULL, 16);
    }
    struct strbuf text;
    strbuf_init(&text);
    strbuf_addf(&text, "%s:%lld", row->visit, (long long)row->visit_number);
    crypt_mac(seed, sizeof seed, text.text, text.len, value);
    strbuf_fini(&text);
    crypt_to_hex(value, hex);
    cr_expect_str_eq(row->value, hex);
    cr_expect_str_eq(row->commitment, seen->commitments[0]);
    cr_expect_str_eq(row->chances, "一等奖 1/10; 二等奖 1/4");

    double place = 0;
    for (int i = 0; i < 6; i++)
        place = (place + value[5 - i]) / 256;
    const char *expected = place < 0.1 ? "一等奖" : place < 0.35 ? "二等奖" : "";
    cr_expect_str_eq(row->drawn, expected, "%s at %g", row->drawn, place);
    cr_expect_str_eq(row->awarded, row->drawn);
    cr_expect_eq(row->code[0] == '*', row->awarded[0] != '\0');
    seen->drawn++;
    seen->won += row->awarded[0] != '\0';
    return true;
}

Test(draw_day, every_draw_follows_from_the_seed)
{
    enum { DRAWS = 120 };
    prize_start(&rig, PRIZE_BY_DRAW, tiers, 2);
    int won = 0;
    for (int visit = 1; visit <= DRAWS; visit++) {
        prize_play(&rig, visit, 8);
        won += prize_draw(&rig, visit).outcome == SETTLED_AWARDED;
    }
    rig_must(&rig, say_close(&rig));
    struct seen seen = see();
    struct err err = { 0 };
    const struct store_prize_rows rows = { .draw = see_draw, .context = &seen };
    cr_assert_eq(seen.seed_count, 1);
    cr_assert(store_read_prize_rows(rig.store, 0, 0, &rows, &err), "%s", err.text);
    cr_expect_eq(seen.drawn, DRAWS);
    cr_expect_eq(seen.won, won);
    cr_expect(won > DRAWS / 5 && won < DRAWS / 2, "%d of %d", won, (int)DRAWS);
}
