/* The book of stock: what activity.txt asks for, what staff add, and that nothing falls below zero.
 */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "prize_rig.h"
#include "store/sql_text.h"

static struct rig rig;

static const struct prize_tier sure[] = {
    { .name = "纪念奖", .item = "书签", .stock = 3, .odds = 1 },
};

static void tear_down(void)
{
    prize_expect_sound(&rig);
    rig_fini(&rig);
}

TestSuite(stock, .fini = tear_down);

static void win(int visit)
{
    prize_play(&rig, visit, 9);
    cr_assert_eq(prize_draw(&rig, visit).outcome, SETTLED_AWARDED);
}

static void expect_stock(int64_t total, int64_t closing)
{
    struct store_ledger_tier ledger = prize_ledger(&rig, "纪念奖");
    cr_expect_eq(ledger.total, total, "total %lld", (long long)ledger.total);
    cr_expect_eq(ledger.closing, closing, "closing %lld", (long long)ledger.closing);
}

Test(stock, the_activity_put_again_changes_nothing)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    win(1);
    prize_put(&rig);
    rig.activity.tiers[0].item = "新书签"; /* another wording, the same stock */
    prize_put(&rig);
    expect_stock(3, 2);
    cr_expect_str_eq(prize_ledger(&rig, "纪念奖").item, "新书签");
}

Test(stock, another_number_in_the_activity_is_a_movement)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    win(1);
    rig.activity.tiers[0].stock = 10;
    prize_put(&rig);
    expect_stock(10, 9);
    rig.activity.tiers[0].stock = 4;
    prize_put(&rig);
    expect_stock(4, 3);
    cr_expect_eq(prize_ledger(&rig, "纪念奖").opening, 3);
    cr_expect_eq(prize_ledger(&rig, "纪念奖").in, 1);
}

Test(stock, what_is_out_is_never_taken_back_by_a_smaller_number)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    win(1);
    win(2);
    rig.activity.tiers[0].stock = 1;
    prize_put(&rig);
    expect_stock(2, 0);
    prize_put(&rig);
    expect_stock(2, 0);
    rig.activity.tiers[0].stock = 5;
    prize_put(&rig);
    expect_stock(5, 3);
}

Test(stock, staff_add_and_take_out_with_a_reason)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    struct store_request request = say_restock(&rig, "纪念奖", 7, "追加一箱");
    cr_expect_eq(prize_ask(&rig, request).prizes.tiers[0].left, 10);
    cr_expect_eq(prize_ask(&rig, request).prizes.tiers[0].left, 10, "told twice");
    rig_must(&rig, say_restock(&rig, "纪念奖", -10, "借给别的展位"));
    expect_stock(0, 0);
    cr_expect(strstr(rig_refusal(&rig, say_restock(&rig, "纪念奖", -1, "再借")), "只剩 0 份"));
    cr_expect(strstr(rig_refusal(&rig, say_restock(&rig, "特等奖", 1, "追加")), "没有"));
    cr_expect(strstr(rig_refusal(&rig, say_restock(&rig, "纪念奖", 1, "")), "原因"));
    cr_expect(strstr(rig_refusal(&rig, say_restock(&rig, "纪念奖", 0, "无")), "不能是 0"));
    /* What staff did stays when the activity is put with another number. */
    rig.activity.tiers[0].stock = 5;
    prize_put(&rig);
    expect_stock(2, 2);
}

Test(stock, a_tier_no_longer_in_the_activity_keeps_its_book)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    win(1);
    rig.activity.tiers[0] = (struct prize_tier){ .name = "一等奖", .item = "杯", .odds = 1 };
    rig.activity.tiers[0].stock = 1;
    prize_put(&rig);
    expect_stock(3, 2);
    win(2);
    expect_stock(3, 2);
    cr_expect_eq(prize_ledger(&rig, "一等奖").closing, 0);
}

/* ---- the schema itself, behind every check of the code ---- */

static int code_of(const char *sql)
{
    sqlite3 *handle = NULL;
    char *path = rig_path(&rig, "wenda.db");
    cr_assert_eq(sqlite3_open(path, &handle), SQLITE_OK);
    sqlite3_exec(handle, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    int code = sqlite3_exec(handle, sql, NULL, NULL, NULL);
    sqlite3_close(handle);
    free(path);
    return code;
}

Test(stock, the_schema_refuses_what_must_never_be)
{
    static const char *const forbidden[] = {
        "UPDATE tier SET stock = -1",
        "UPDATE tier SET stock = total + 1",
        /* a second claim of a visit, a second award of a claim */
        "INSERT INTO settlement (visit, rule, day, wall_ms, asked, right_count, outcome, audit) "
        "SELECT visit, rule, day, wall_ms, asked, right_count, 'unqualified', 1 FROM settlement",
        "INSERT INTO award SELECT number + 1, settlement, tier, item, day, awarded_ms, "
        "valid_until_ms, state, state_ms, place, reason, 1 FROM award",
        /* two going out for one award */
        "INSERT INTO stock_movement (tier, kind, delta, stock, award, reason, wall_ms, audit) "
        "SELECT tier, kind, delta, stock, award, reason, wall_ms, 1 FROM stock_movement "
        "WHERE kind = 'award'",
        "UPDATE stock_movement SET delta = -2 WHERE kind = 'award'",
        "UPDATE stock_movement SET delta = 2 WHERE kind = 'award'",
        "UPDATE award SET state = 'claimed'",   /* nowhere */
        "UPDATE award SET state = 'cancelled'", /* without a reason */
        "UPDATE award SET state = 'given'",
        "UPDATE award SET tier = 99",
        "UPDATE settlement SET code = NULL",
        "INSERT INTO draw_seed (day, seed, commitment, committed_ms, committed) "
        "SELECT day, seed, hex(randomblob(32)), 0, 1 FROM draw_seed",
    };
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    win(1);
    rig_close(&rig);
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
        cr_expect_eq(code_of(forbidden[i]) & 0xFF, SQLITE_CONSTRAINT, "accepted: %s", forbidden[i]);
    rig_open(&rig);
}

/* A database from before prizes: what is in it stays, and prizes can be put into it. */
Test(stock, a_database_without_prizes_is_migrated)
{
    rig_init(&rig);
    sqlite3 *handle = NULL;
    char *path = rig_path(&rig, "wenda.db");
    cr_assert_eq(sqlite3_open(path, &handle), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(handle, sql_schema[1], NULL, NULL, NULL), SQLITE_OK);
    cr_assert_eq(
        sqlite3_exec(handle,
                     "INSERT INTO booth (one, kind, created_ms) VALUES (1, 'simulated', 7);"
                     "PRAGMA application_id = 0x574E4441; PRAGMA user_version = 1",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(handle);
    free(path);
    rig.activity.prize_way = PRIZE_BY_SCORE;
    rig.activity.tiers[0] = (struct prize_tier){ .name = "纪念奖", .item = "书签", .stock = 1 };
    rig.activity.tier_count = 1;
    rig_open(&rig);
    prize_put(&rig);
    cr_expect_eq(prize_play_and_settle(&rig, 1, 1).outcome, SETTLED_AWARDED);
    expect_stock(1, 0);
}
