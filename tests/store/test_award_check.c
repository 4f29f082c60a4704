/* The audit: a row changed behind the program's back is found and named. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <string.h>

#include "prize_rig.h"

static struct rig rig;

static const struct prize_tier tiers[] = {
    { .name = "一等奖", .item = "保温杯", .stock = 2, .odds = 2, .fallback = "二等奖" },
    { .name = "二等奖", .item = "帆布袋", .stock = 30, .daily = 20, .odds = 2 },
};

/* Two days with draws, an award in each state, a restocking, a cancelled one and a miss. */
static void live(void)
{
    char codes[40][CLAIM_CODE_LEN];
    int count = 0;
    prize_start(&rig, PRIZE_BY_DRAW, tiers, 2);
    rig.activity.expired_return = true;
    prize_put(&rig);
    for (int visit = 1; visit <= 24; visit++) {
        prize_play(&rig, visit, visit % 5 == 0 ? 7 : 9);
        struct prize_award award = prize_draw(&rig, visit);
        if (award.outcome != SETTLED_AWARDED)
            continue;
        strcpy(codes[count++], award.code);
        if (visit % 2)
            rig_must(&rig, say_shown(&rig, visit));
    }
    cr_assert_geq(count, 4);
    rig_must(&rig, say_redeem(&rig, codes[0], "东广场"));
    rig_must(&rig, say_staff(&rig, STORE_CANCEL_AWARD, codes[1], "试机"));
    rig_must(&rig, say_redeem(&rig, codes[2], "东广场"));
    rig_must(&rig, say_staff(&rig, STORE_UNDO_REDEEM, codes[2], "误核"));
    rig_must(&rig, say_restock(&rig, "二等奖", 5, "追加"));
    prize_go_to(&rig, 1, 9);
    rig_must(&rig, say_day(&rig));
    prize_play(&rig, 100, 10);
    prize_draw(&rig, 100);
}

Test(prize_check, what_was_not_touched_holds)
{
    live();
    prize_expect_sound(&rig);
    struct store_prize_check figures;
    struct err err = { 0 };
    cr_assert(store_check_prizes(rig.store, &figures, &err), "%s", err.text);
    cr_expect_eq(figures.settlements, 25);
    cr_expect_eq(figures.draws, 21);
    cr_expect_eq(figures.seeds, 2);
    cr_expect_gt(figures.awards, 3);
    rig_fini(&rig);
}

struct tampering {
    char sql[320];
    char words[80];
};

ParameterizedTestParameters(prize_check, a_changed_row_is_named)
{
    static struct tampering all[] = {
        { "UPDATE award SET item = '金条' WHERE number = 2", "第 2 个奖" },
        { "UPDATE award SET state = 'shown', place = '' WHERE state = 'claimed'", "第 1 个奖" },
        { "UPDATE award SET place = '西广场' WHERE state = 'claimed'", "第 1 个奖" },
        { "UPDATE award SET valid_until_ms = valid_until_ms + 1 WHERE number = 3", "第 3 个奖" },
        { "UPDATE award SET state_ms = state_ms + 1 WHERE number = 3", "第 3 个奖" },
        { "UPDATE award SET reason = '亲戚' WHERE state = 'cancelled'", "第 2 个奖" },
        { "UPDATE settlement SET code = '2222222' || substr(code, 8) WHERE number = "
          "(SELECT settlement FROM award WHERE number = 1)",
          "第 1 个奖" },
        { "UPDATE settlement SET value = (SELECT value FROM settlement WHERE number = 1) "
          "WHERE number = 2",
          "第 2 次发奖" },
        { "UPDATE settlement SET right_count = 10 WHERE number = 3", "第 3 次发奖" },
        { "UPDATE settlement SET wall_ms = wall_ms + 1 WHERE number = 3", "第 3 次发奖" },
        { "UPDATE session SET right_count = 10 WHERE visit = 1", "第 1 次发奖" },
        { "UPDATE tier SET stock = stock + 1, total = total + 1 WHERE number = 2", "二等奖" },
        { "UPDATE tier SET stock = 0 WHERE number = 2", "二等奖" },
        { "UPDATE stock_movement SET delta = 50, stock = 50 WHERE number = 2", "台账第 2 行" },
        { "UPDATE stock_movement SET reason = '送人' WHERE kind = 'restock'", "台账第" },
        { "UPDATE stock_movement SET stock = stock + 1 WHERE number = 5", "台账第 5 行" },
        { "UPDATE prize_rule_tier SET odds = 1 WHERE position = 0", "奖品规则" },
        { "UPDATE prize_rule SET qualify_right = 1", "奖品规则" },
        { "UPDATE draw_seed SET seed = (SELECT commitment FROM draw_seed) WHERE number = 2",
          "2027-04-21" },
        { "UPDATE draw_seed SET seed = commitment, commitment = seed WHERE number = 1",
          "2027-04-20" },
        { "UPDATE audit SET detail = 'nothing' WHERE event = 'awarded'", "审计日志" },
        { "DELETE FROM stock_movement WHERE kind = 'restock'", "台账第" },
        { "PRAGMA foreign_keys = OFF; DELETE FROM stock_movement WHERE award = 4; "
          "DELETE FROM award WHERE number = 4",
          "" },
        { "DELETE FROM settlement WHERE outcome = 'unqualified'", "抽奖和达标记录" },
        { "PRAGMA foreign_keys = OFF; DELETE FROM visit WHERE number = 1", "" },
    };
    return cr_make_param_array(struct tampering, all, sizeof all / sizeof *all);
}

ParameterizedTest(struct tampering *tampering, prize_check, a_changed_row_is_named)
{
    live();
    const char *fault = prize_fault_after(&rig, tampering->sql);
    cr_expect(strstr(fault, tampering->words), "%s\n-> %s", tampering->sql, fault);
    rig_fini(&rig);
}

/* ---- whoever rewrites row and log alike ---- */

static const char *prize_fault(const char *sql)
{
    static struct err err;
    struct store_prize_check figures;
    err_clear(&err);
    rig_close(&rig);
    rig_sql(&rig, sql);
    rig_open(&rig);
    cr_expect_not(store_check_prizes(rig.store, &figures, &err), "nothing is found: %s", sql);
    return err.text;
}

Test(prize_check, cannot_make_the_seed_say_another_value)
{
    live();
    const char *fault = prize_fault(
        "UPDATE settlement SET value = lower(hex(zeroblob(32))) WHERE number = 2;"
        "UPDATE audit SET detail = substr(detail, 1, length(detail) - 64) || "
        "lower(hex(zeroblob(32))) WHERE number = (SELECT audit FROM settlement WHERE number = 2)");
    cr_expect(strstr(fault, "第 2 次抽奖") && strstr(fault, "种子"), "%s", fault);
    rig_fini(&rig);
}

Test(prize_check, cannot_deny_a_prize_that_was_there)
{
    live();
    const char *fault = prize_fault(
        "UPDATE settlement SET outcome = 'used_up', code = NULL WHERE number = "
        "(SELECT settlement FROM award WHERE number = 4);"
        "UPDATE audit SET detail = replace(substr(detail, 1, instr(detail, ', seed') - 9), "
        "'awarded', 'used_up') || substr(detail, instr(detail, ', seed')) "
        "WHERE number = (SELECT s.audit FROM settlement AS s JOIN award AS a "
        "ON a.settlement = s.number WHERE a.number = 4)");
    cr_expect(strstr(fault, "第 4 个奖"), "%s", fault);
    rig_fini(&rig);
}
