#include "prize_rig.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

void prize_go_to(struct rig *rig, int day, int hour)
{
    rig->now_ms = ((int64_t)PRIZE_DAY + day) * 86400000 - 28800000 + (int64_t)hour * 3600000;
}

void prize_put(struct rig *rig)
{
    rig_must(rig, say_activity(rig));
}

void prize_start(struct rig *rig, enum prize_way way, const struct prize_tier *tiers,
                 int tier_count)
{
    rig_init(rig);
    struct activity *activity = &rig->activity;
    activity->prize_way = way;
    activity->qualify_right = 8;
    activity->code_valid_days = 1;
    activity->close_minute = 24 * 60;
    activity->first_day = PRIZE_DAY;
    activity->last_day = PRIZE_DAY + 6;
    memcpy(activity->tiers, tiers, (size_t)tier_count * sizeof *tiers);
    activity->tier_count = tier_count;
    prize_go_to(rig, 0, 9);
    rig_open(rig);
    prize_put(rig);
    rig_must(rig, say_day(rig));
}

static struct store_request say(struct rig *rig, enum store_request_kind kind)
{
    rig->now_ms += 1000;
    return (struct store_request){ .kind = kind, .wall_ms = rig->now_ms };
}

struct store_request say_day(struct rig *rig)
{
    struct store_request request = say(rig, STORE_OPEN_DAY);
    int64_t day = rig->now_ms / 86400000;
    memcpy(request.random, &day, sizeof day);
    return request;
}

struct store_request say_close(struct rig *rig)
{
    return say(rig, STORE_CLOSE_DAYS);
}

struct store_request say_settle(struct rig *rig, int visit)
{
    struct store_request request = say(rig, STORE_SETTLE);
    request.visit = rig_uuid(visit);
    memcpy(request.random, &visit, sizeof visit);
    return request;
}

struct store_request say_shown(struct rig *rig, int visit)
{
    struct store_request request = say(rig, STORE_SHOW_AWARD);
    request.visit = rig_uuid(visit);
    return request;
}

struct store_request say_redeem(struct rig *rig, const char *code, const char *place)
{
    struct store_request request = say(rig, STORE_REDEEM);
    request.code = code;
    request.place = place;
    return request;
}

struct store_request say_staff(struct rig *rig, enum store_request_kind kind, const char *code,
                               const char *reason)
{
    struct store_request request = say(rig, kind);
    request.code = code;
    request.reason = reason;
    return request;
}

struct store_request say_restock(struct rig *rig, const char *tier, int amount, const char *reason)
{
    struct store_request request = say(rig, STORE_RESTOCK);
    request.tier = tier;
    request.amount = amount;
    request.reason = reason;
    return request;
}

struct store_result prize_ask(struct rig *rig, struct store_request request)
{
    struct store_result result;
    cr_assert(store_ask(rig->store, &request, &result), "request %d: %s", (int)request.kind,
              result.err.text);
    return result;
}

static void begin(struct rig *rig, int visit)
{
    rig_must(rig, say_visit(rig, visit));
    rig_must(rig, say_session(rig, visit, "quiz"));
}

void prize_play(struct rig *rig, int visit, int right)
{
    begin(rig, visit);
    rig_must(rig, say_end(rig, visit, "quiz", SESSION_COMPLETED, right));
}

struct prize_award prize_play_and_settle(struct rig *rig, int visit, int right)
{
    begin(rig, visit);
    struct store_request end = say_end(rig, visit, "quiz", SESSION_COMPLETED, right);
    end.settles = true;
    memcpy(end.random, &visit, sizeof visit);
    struct store_result result = prize_ask(rig, end);
    cr_assert(result.has_prizes);
    return result.prizes.award;
}

struct prize_award prize_draw(struct rig *rig, int visit)
{
    struct store_result result = prize_ask(rig, say_settle(rig, visit));
    cr_assert(result.has_prizes);
    return result.prizes.award;
}

struct store_ledger_tier prize_ledger(struct rig *rig, const char *tier)
{
    struct store_ledger ledger;
    struct err err = { 0 };
    cr_assert(store_read_ledger(rig->store, &ledger, &err), "%s", err.text);
    for (int i = 0; i < ledger.count; i++)
        if (strcmp(ledger.tiers[i].tier, tier) == 0)
            return ledger.tiers[i];
    cr_assert_fail("no tier %s", tier);
    return (struct store_ledger_tier){ 0 };
}

struct store_award prize_award_of(struct rig *rig, const char *code)
{
    struct store_award award;
    struct err err = { 0 };
    cr_assert(store_read_award(rig->store, code, &award, &err), "%s: %s", code, err.text);
    return award;
}

static bool check(struct rig *rig, struct err *err)
{
    struct store_prize_check figures;
    return store_check_database(rig->store, err) && store_check_chain(rig->store, err) &&
           store_check_prizes(rig->store, &figures, err);
}

void prize_expect_sound(struct rig *rig)
{
    struct err err = { 0 };
    cr_expect(check(rig, &err), "%s", err.text);
    struct store_ledger ledger;
    cr_assert(store_read_ledger(rig->store, &ledger, &err), "%s", err.text);
    for (int i = 0; i < ledger.count; i++) {
        const struct store_ledger_tier *tier = &ledger.tiers[i];
        cr_expect_eq(tier->closing, tier->opening + tier->in - tier->out + tier->reversals, "%s",
                     tier->tier);
        cr_expect_eq(tier->issued, tier->claimed + tier->expired + tier->pending, "%s", tier->tier);
        cr_expect_eq(tier->total, tier->opening + tier->in, "%s", tier->tier);
    }
}

const char *prize_fault_after(struct rig *rig, const char *sql)
{
    static struct err err;
    err_clear(&err);
    rig_close(rig);
    rig_sql(rig, sql);
    rig_open(rig);
    cr_expect_not(check(rig, &err), "nothing is found wrong after: %s", sql);
    return err.text;
}
