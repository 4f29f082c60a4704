/* Awards: who gets what, once, while there is something; and what becomes of a code. */
#include <criterion/criterion.h>
#include <string.h>

#include "prize_rig.h"

static struct rig rig;

static const struct prize_tier by_score[] = {
    { .name = "一等奖", .item = "保温杯", .stock = 1, .need_right = 10, .fallback = "二等奖" },
    { .name = "二等奖", .item = "帆布袋", .stock = 2, .need_right = 8 },
};

static const struct prize_tier sure[] = {
    { .name = "纪念奖", .item = "书签", .stock = 3, .odds = 1 },
};

static void tear_down(void)
{
    prize_expect_sound(&rig);
    rig_fini(&rig);
}

TestSuite(award, .fini = tear_down);

static void expect_award(struct prize_award award, enum settled outcome, int tier)
{
    char code[CLAIM_CODE_LEN];
    cr_expect_eq(award.outcome, outcome, "%s, not %s", settled_tag(award.outcome),
                 settled_tag(outcome));
    cr_expect_eq(award.tier, tier, "tier %d, not %d", award.tier, tier);
    if (outcome == SETTLED_AWARDED || outcome == SETTLED_RANKED)
        cr_expect(claim_code_read(award.code, code), "%s", award.code);
    else
        cr_expect_str_empty(award.code);
}

/* ---- 达标 ---- */

Test(award, a_score_wins_its_tier)
{
    prize_start(&rig, PRIZE_BY_SCORE, by_score, 2);
    expect_award(prize_play_and_settle(&rig, 1, 10), SETTLED_AWARDED, 0);
    expect_award(prize_play_and_settle(&rig, 2, 9), SETTLED_AWARDED, 1);
    expect_award(prize_play_and_settle(&rig, 3, 7), SETTLED_UNQUALIFIED, -1);
}

Test(award, a_tier_that_is_out_gives_way_to_its_fallback_and_then_to_nothing)
{
    prize_start(&rig, PRIZE_BY_SCORE, by_score, 2);
    expect_award(prize_play_and_settle(&rig, 1, 10), SETTLED_AWARDED, 0);
    expect_award(prize_play_and_settle(&rig, 2, 10), SETTLED_AWARDED, 1);
    expect_award(prize_play_and_settle(&rig, 3, 10), SETTLED_AWARDED, 1);
    expect_award(prize_play_and_settle(&rig, 4, 10), SETTLED_SOLD_OUT, -1);
    expect_award(prize_play_and_settle(&rig, 5, 8), SETTLED_SOLD_OUT, -1);
    cr_expect_eq(prize_ledger(&rig, "一等奖").closing, 0);
    cr_expect_eq(prize_ledger(&rig, "二等奖").closing, 0);
}

Test(award, the_end_of_the_quiz_told_twice_gives_one_award_under_the_same_code)
{
    prize_start(&rig, PRIZE_BY_SCORE, by_score, 2);
    struct prize_award first = prize_play_and_settle(&rig, 1, 10);
    struct store_request again = say_end(&rig, 1, "quiz", SESSION_COMPLETED, 10);
    again.settles = true;
    struct prize_award second = prize_ask(&rig, again).prizes.award;
    cr_expect_str_eq(second.code, first.code);
    cr_expect_eq(prize_ledger(&rig, "一等奖").out, 1);
}

Test(award, an_abandoned_quiz_wins_nothing)
{
    prize_start(&rig, PRIZE_BY_SCORE, by_score, 2);
    rig_must(&rig, say_visit(&rig, 1));
    rig_must(&rig, say_session(&rig, 1, "quiz"));
    struct store_request end = say_end(&rig, 1, "quiz", SESSION_ABANDONED, 10);
    end.settles = true;
    cr_expect_eq(prize_ask(&rig, end).prizes.award.outcome, SETTLED_NOT);
    cr_expect_neq(strstr(rig_refusal(&rig, say_settle(&rig, 1)), "没有答完"), NULL);
    cr_expect_eq(prize_ledger(&rig, "一等奖").out, 0);
}

/* ---- 抽奖 ---- */

Test(award, a_draw_wins_while_there_is_stock)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    for (int visit = 1; visit <= 5; visit++) {
        prize_play(&rig, visit, 9);
        expect_award(prize_draw(&rig, visit), visit <= 3 ? SETTLED_AWARDED : SETTLED_SOLD_OUT,
                     visit <= 3 ? 0 : -1);
    }
}

Test(award, a_draw_pressed_twice_is_one_draw)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    prize_play(&rig, 1, 9);
    struct prize_award first = prize_draw(&rig, 1), second = prize_draw(&rig, 1);
    cr_expect_str_eq(second.code, first.code);
    cr_expect_eq(prize_ledger(&rig, "纪念奖").out, 1);
}

Test(award, too_few_right_cannot_draw)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    prize_play(&rig, 1, 7);
    expect_award(prize_draw(&rig, 1), SETTLED_UNQUALIFIED, -1);
}

Test(award, whoever_has_left_cannot_draw)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    prize_play(&rig, 1, 9);
    rig_must(&rig, say_leave(&rig, 1, "done"));
    cr_expect_neq(strstr(rig_refusal(&rig, say_settle(&rig, 1)), "已经结束"), NULL);
    cr_expect_neq(strstr(rig_refusal(&rig, say_settle(&rig, 2)), "没有答完"), NULL);
}

Test(award, nothing_is_drawn_before_the_day_has_its_commitment)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    prize_go_to(&rig, 1, 9);
    prize_play(&rig, 1, 9);
    cr_expect_neq(strstr(rig_refusal(&rig, say_settle(&rig, 1)), "承诺"), NULL);
    cr_expect_eq(strlen(prize_ask(&rig, say_day(&rig)).prizes.commitment), 64);
    expect_award(prize_draw(&rig, 1), SETTLED_AWARDED, 0);
}

Test(award, an_activity_without_prizes_gives_none)
{
    prize_start(&rig, PRIZE_NONE, sure, 1);
    prize_play(&rig, 1, 10);
    cr_expect_neq(strstr(rig_refusal(&rig, say_settle(&rig, 1)), "不发奖"), NULL);
    cr_expect_eq(prize_ask(&rig, say_day(&rig)).prizes.tier_count, 0);
}

/* ---- release by day ---- */

Test(award, the_release_of_a_day_is_not_exceeded_and_the_next_day_has_its_own)
{
    const struct prize_tier daily = {
        .name = "纪念奖", .item = "书签", .stock = 5, .daily = 2, .odds = 1
    };
    static const enum settled expected[3][4] = {
        { SETTLED_AWARDED, SETTLED_AWARDED, SETTLED_USED_UP, SETTLED_USED_UP },
        { SETTLED_AWARDED, SETTLED_AWARDED, SETTLED_USED_UP, SETTLED_USED_UP },
        { SETTLED_AWARDED, SETTLED_SOLD_OUT, SETTLED_SOLD_OUT, SETTLED_SOLD_OUT },
    };
    prize_start(&rig, PRIZE_BY_DRAW, &daily, 1);
    for (int day = 0, visit = 1; day < 3; day++) {
        prize_go_to(&rig, day, 10);
        struct prize_news news = prize_ask(&rig, say_day(&rig)).prizes;
        cr_expect_eq(news.tiers[0].left_today, day < 2 ? 2 : 1);
        cr_expect_eq(news.tiers[0].left, 5 - 2 * day);
        cr_expect_eq(news.tiers[0].total, 5);
        for (int i = 0; i < 4; i++, visit++) {
            prize_play(&rig, visit, 8);
            cr_expect_eq(prize_draw(&rig, visit).outcome, expected[day][i], "day %d, %d", day, i);
        }
    }
}

/* ---- cooling ---- */

Test(award, full_scores_in_quick_succession_cool_down)
{
    prize_start(&rig, PRIZE_BY_SCORE, by_score, 2);
    rig.activity.cool_s = 300;
    prize_put(&rig);
    expect_award(prize_play_and_settle(&rig, 1, 10), SETTLED_AWARDED, 0);
    rig.now_ms += 100 * 1000;
    expect_award(prize_play_and_settle(&rig, 2, 10), SETTLED_COOLING, -1);
    expect_award(prize_play_and_settle(&rig, 3, 9), SETTLED_AWARDED, 1);
    /* The one that was refused does not begin a new wait. */
    rig.now_ms += 201 * 1000;
    expect_award(prize_play_and_settle(&rig, 4, 10), SETTLED_AWARDED, 1);
}

/* ---- one transaction ---- */

/* The book refuses its second award: by then the prize is out of stock, the claim and the award are
 * written, the quiz is ended. Nothing of it may stay. */
static void set_trap(void)
{
    rig_close(&rig);
    rig_sql(&rig, "CREATE UNIQUE INDEX trap ON stock_movement (kind) WHERE kind = 'award'");
    rig_open(&rig);
}

static void remove_trap(void)
{
    rig_close(&rig);
    rig_sql(&rig, "DROP INDEX trap");
    rig_open(&rig);
}

Test(award, a_draw_that_fails_halfway_leaves_nothing_behind)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    prize_play(&rig, 1, 9);
    prize_play(&rig, 2, 9);
    set_trap();
    cr_expect_eq(prize_draw(&rig, 1).outcome, SETTLED_AWARDED);
    rig_refusal(&rig, say_settle(&rig, 2));
    cr_expect_eq(prize_ledger(&rig, "纪念奖").closing, 2);
    cr_expect_eq(prize_ledger(&rig, "纪念奖").issued, 1);
    prize_expect_sound(&rig);
    remove_trap();
    cr_expect_eq(prize_draw(&rig, 2).outcome, SETTLED_AWARDED);
}

Test(award, a_quiz_whose_prize_cannot_be_written_has_not_ended)
{
    prize_start(&rig, PRIZE_BY_SCORE, by_score, 2);
    prize_play_and_settle(&rig, 1, 9);
    set_trap();
    rig_must(&rig, say_visit(&rig, 2));
    rig_must(&rig, say_session(&rig, 2, "quiz"));
    struct store_request end = say_end(&rig, 2, "quiz", SESSION_COMPLETED, 9);
    end.settles = true;
    rig_refusal(&rig, end);
    prize_expect_sound(&rig);
    remove_trap();
    cr_expect_eq(prize_ask(&rig, end).prizes.award.outcome, SETTLED_AWARDED);
    cr_expect_eq(prize_ledger(&rig, "二等奖").out, 2);
}

/* ---- a code's life ---- */

static struct prize_award win(int visit)
{
    prize_play(&rig, visit, 9);
    struct prize_award award = prize_draw(&rig, visit);
    cr_assert_eq(award.outcome, SETTLED_AWARDED);
    return award;
}

static enum redeem_outcome redeem(const char *code, const char *place)
{
    return prize_ask(&rig, say_redeem(&rig, code, place)).redemption.outcome;
}

Test(award, goes_from_reserved_to_shown_to_claimed)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    struct prize_award award = win(1);
    cr_expect_eq(prize_award_of(&rig, award.code).state, AWARD_RESERVED);
    rig_must(&rig, say_shown(&rig, 1));
    rig_must(&rig, say_shown(&rig, 1));
    cr_expect_eq(prize_award_of(&rig, award.code).state, AWARD_SHOWN);
    cr_expect_eq(redeem(award.code, "东广场"), REDEEM_DONE);
    cr_expect_eq(prize_award_of(&rig, award.code).state, AWARD_CLAIMED);
    rig_must(&rig, say_shown(&rig, 1));
    cr_expect_eq(prize_award_of(&rig, award.code).state, AWARD_CLAIMED, "not back to shown");
    struct store_ledger_tier ledger = prize_ledger(&rig, "纪念奖");
    cr_expect(ledger.claimed == 1 && ledger.pending == 0 && ledger.issued == 1);
}

Test(award, a_second_redeeming_tells_when_and_where_the_first_was)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    struct prize_award award = win(1);
    cr_assert_eq(redeem(award.code, "东广场"), REDEEM_DONE);
    int64_t first_ms = rig.now_ms;
    rig.now_ms += 3600 * 1000;
    struct store_redemption second =
        prize_ask(&rig, say_redeem(&rig, award.code, "西广场")).redemption;
    cr_expect_eq(second.outcome, REDEEM_ALREADY);
    cr_expect_str_eq(second.award.place, "东广场");
    cr_expect_eq(second.award.state_ms, first_ms);
    cr_expect_eq(prize_ledger(&rig, "纪念奖").claimed, 1);
}

Test(award, the_same_redeeming_told_twice_is_one)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    struct prize_award award = win(1);
    struct store_request request = say_redeem(&rig, award.code, "东广场");
    cr_expect_eq(prize_ask(&rig, request).redemption.outcome, REDEEM_DONE);
    cr_expect_eq(prize_ask(&rig, request).redemption.outcome, REDEEM_DONE);
}

Test(award, a_wrong_redeeming_can_be_taken_back_with_a_reason)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    struct prize_award award = win(1);
    cr_expect_neq(strstr(rig_refusal(&rig, say_staff(&rig, STORE_UNDO_REDEEM, award.code, "误核")),
                         "没有核销可撤"),
                  NULL);
    cr_assert_eq(redeem(award.code, "东广场"), REDEEM_DONE);
    cr_expect_neq(
        strstr(rig_refusal(&rig, say_staff(&rig, STORE_UNDO_REDEEM, award.code, "")), "原因"),
        NULL);
    rig_must(&rig, say_staff(&rig, STORE_UNDO_REDEEM, award.code, "误核"));
    struct store_award undone = prize_award_of(&rig, award.code);
    cr_expect_eq(undone.state, AWARD_SHOWN);
    cr_expect_str_eq(undone.reason, "误核");
    cr_expect_eq(redeem(award.code, "西广场"), REDEEM_DONE);
}

Test(award, a_cancelled_award_goes_back_to_stock)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    struct prize_award award = win(1);
    struct store_request cancel = say_staff(&rig, STORE_CANCEL_AWARD, award.code, "断电没有显示");
    cr_expect_eq(prize_ask(&rig, cancel).prizes.tiers[0].left, 3);
    rig_must(&rig, cancel);
    struct store_ledger_tier ledger = prize_ledger(&rig, "纪念奖");
    cr_expect(ledger.reversals == 1 && ledger.closing == 3 && ledger.issued == 0);
    struct store_redemption refused =
        prize_ask(&rig, say_redeem(&rig, award.code, "东广场")).redemption;
    cr_expect_eq(refused.outcome, REDEEM_CANCELLED);
    cr_expect_str_eq(refused.award.reason, "断电没有显示");
}

Test(award, what_is_claimed_cannot_be_cancelled)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    struct prize_award award = win(1);
    cr_assert_eq(redeem(award.code, "东广场"), REDEEM_DONE);
    cr_expect_neq(strstr(rig_refusal(&rig, say_staff(&rig, STORE_CANCEL_AWARD, award.code, "反悔")),
                         "先撤销核销"),
                  NULL);
    cr_expect_eq(prize_ledger(&rig, "纪念奖").closing, 2);
}

/* ---- the end of a day ---- */

static void expire(bool returns)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    rig.activity.expired_return = returns;
    rig.activity.close_minute = 17 * 60 + 30;
    prize_put(&rig);
    struct prize_award kept = win(1), claimed = win(2);
    cr_assert_eq(redeem(claimed.code, "东广场"), REDEEM_DONE);
    prize_go_to(&rig, 1, 9);
    rig_must(&rig, say_day(&rig));
    cr_expect_eq(prize_award_of(&rig, kept.code).state, AWARD_EXPIRED);
    cr_expect_eq(redeem(kept.code, "东广场"), REDEEM_EXPIRED);
    struct store_ledger_tier ledger = prize_ledger(&rig, "纪念奖");
    cr_expect(ledger.expired == 1 && ledger.claimed == 1 && ledger.pending == 0);
    cr_expect_eq(ledger.closing, returns ? 2 : 1);
    cr_expect_eq(ledger.reversals, returns);
}

Test(award, an_expired_code_stays_out_of_stock)
{
    expire(false);
}

Test(award, an_expired_code_goes_back_where_the_activity_says_so)
{
    expire(true);
}

Test(award, a_code_that_is_overdue_expires_when_it_is_brought)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    rig.activity.close_minute = 17 * 60 + 30;
    prize_put(&rig);
    struct prize_award award = win(1);
    prize_go_to(&rig, 0, 18);
    cr_expect_eq(redeem(award.code, "东广场"), REDEEM_EXPIRED);
    cr_expect_eq(prize_award_of(&rig, award.code).state, AWARD_EXPIRED);
}

/* ---- wrong codes ---- */

static const char *code_of(uint64_t bits)
{
    static char code[CLAIM_CODE_LEN];
    claim_code_make(bits, code);
    return code;
}

Test(award, a_mistyped_code_is_told_as_that)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    cr_expect_neq(strstr(rig_refusal(&rig, say_redeem(&rig, "22222223", "东广场")), "抄错"), NULL);
    cr_expect_eq(redeem(code_of(1), "东广场"), REDEEM_UNKNOWN);
}

Test(award, who_guesses_has_to_wait_even_with_a_right_code)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    struct prize_award award = win(1);
    for (int i = 0; i < REDEEM_MISSES_MAX; i++)
        cr_expect_eq(redeem(code_of((uint64_t)i + 1), "东广场"), REDEEM_UNKNOWN, "%d", i);
    cr_expect_eq(redeem(code_of(99), "东广场"), REDEEM_TOO_MANY);
    cr_expect_eq(redeem(award.code, "东广场"), REDEEM_TOO_MANY);
    cr_expect_eq(prize_award_of(&rig, award.code).state, AWARD_RESERVED);
    rig.now_ms += REDEEM_MISSES_SPAN_MS;
    cr_expect_eq(redeem(award.code, "东广场"), REDEEM_DONE);
}

/* ---- what staff see ---- */

static bool count_row(void *context, const struct store_award *award, struct err *err)
{
    int *count = context;
    (void)err;
    cr_expect_eq(strlen(award->code), 8);
    ++*count;
    return true;
}

static int count_awards(enum award_state state)
{
    struct err err = { 0 };
    int count = 0;
    cr_assert(store_read_awards(rig.store, 0, 0, state, count_row, &count, &err), "%s", err.text);
    return count;
}

Test(award, those_nobody_has_seen_are_listed_after_a_power_cut)
{
    prize_start(&rig, PRIZE_BY_DRAW, sure, 1);
    win(1);
    win(2);
    rig_must(&rig, say_shown(&rig, 2));
    rig_close(&rig);
    rig_open(&rig);
    cr_expect_eq(count_awards(AWARD_RESERVED), 1);
    cr_expect_eq(count_awards(AWARD_SHOWN), 1);
    cr_expect_eq(count_awards(AWARD_STATE_COUNT), 2);
}
