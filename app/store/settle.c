/*
 * A visit's claim: whether its quiz wins, what, and under which code. One transaction decides it,
 * takes the prize out of stock and writes it down; a visit has one claim, whatever it came to.
 */
#include <assert.h>
#include <string.h>

#include "store/prize_inside.h"

static const char *const outcomes[] = {
    [SETTLED_NOT] = "",
    [SETTLED_AWARDED] = "awarded",
    [SETTLED_MISSED] = "missed",
    [SETTLED_SOLD_OUT] = "sold_out",
    [SETTLED_USED_UP] = "used_up",
    [SETTLED_COOLING] = "cooling",
    [SETTLED_UNQUALIFIED] = "unqualified",
    [SETTLED_RANKED] = "ranked",
};
static_assert(sizeof outcomes / sizeof *outcomes == SETTLED_COUNT, "a tag for each outcome");

const char *settled_tag(enum settled outcome)
{
    return outcomes[outcome];
}

enum settled settled_of_tag(const char *tag)
{
    int outcome = SETTLED_AWARDED;
    while (outcome < SETTLED_RANKED && strcmp(outcomes[outcome], tag) != 0)
        outcome++;
    return (enum settled)outcome;
}

void settlement_describe(const struct settlement_record *record, struct strbuf *out)
{
    char code[CLAIM_CODE_LEN] = "";
    if (*record->code)
        claim_code_mask(record->code, code);
    strbuf_addf(out, "day %d, right %d/%d, rule %lld, %s, drawn %lld, %s", (int)record->day,
                record->right, record->asked, (long long)record->rule, outcomes[record->outcome],
                (long long)record->drawn, code);
    if (*record->value)
        strbuf_addf(out, ", seed %lld, value %s", (long long)record->seed, record->value);
}

/* One claim while it is decided. */
struct claim {
    struct db *db;
    const struct store_request *request;
    struct rule_record rule;
    int64_t visit_number;
    struct settlement_record record;
    char value[CRYPT_HEX_LEN], code[CLAIM_CODE_LEN];
    int drawn; /* positions; -1 = none */
    int given;
};

/* ---- who may claim ---- */

static bool read_quiz(struct claim *claim, struct err *err)
{
    const struct store_request *request = claim->request;
    struct query find;
    bool completed = false, ended = false;
    query_start(&find, claim->db, QUERY_SETTLEMENT_QUIZ);
    query_set_text(&find, ":visit", request->visit);
    enum query_step step = query_step(&find);
    if (step == QUERY_ROW) {
        claim->visit_number = query_int(&find, 0);
        ended = query_int(&find, 1) != 0;
        completed = session_end_of_tag(query_text(&find, 2)) == SESSION_COMPLETED;
        claim->record.asked = (int)query_int(&find, 3);
        claim->record.right = (int)query_int(&find, 4);
    }
    query_end(&find);
    if (step == QUERY_FAILED)
        return false;
    if (!completed || claim->record.asked < 1)
        return err_set(err, "到访 %s 没有答完竞答，不能发奖", request->visit);
    return !ended || err_set(err, "到访 %s 已经结束，不能再发奖", request->visit);
}

static bool is_cooling(struct claim *claim, bool *out)
{
    const struct store_request *request = claim->request;
    struct query count;
    int64_t full_scores = 0;
    *out = false;
    if (claim->rule.cool_s == 0 || claim->record.right < claim->record.asked)
        return true;
    query_start(&count, claim->db, QUERY_SETTLEMENT_FULL_SCORE);
    query_set_int(&count, ":wall_ms", request->wall_ms);
    query_set_int(&count, ":since_ms", request->wall_ms - (int64_t)claim->rule.cool_s * 1000);
    if (!query_run_int(&count, &full_scores))
        return false;
    *out = full_scores > 0;
    return true;
}

/* ---- what is won ---- */

static bool draw(struct claim *claim, struct err *err)
{
    struct day_seed seed;
    uint8_t value[CRYPT_HASH_LEN];
    if (!day_find_seed(claim->db, claim->record.day, &seed))
        return false;
    if (seed.number == 0)
        return err_set(err, "今天还没有公布抽奖的承诺，不能抽奖。请重新启动");
    prize_draw_value(seed.seed, claim->request->visit, claim->visit_number, value);
    crypt_to_hex(value, claim->value);
    claim->record.seed = seed.number;
    claim->drawn = prize_tier_of_value(claim->rule.models, claim->rule.tier_count, value);
    claim->record.outcome = SETTLED_MISSED;
    return true;
}

static bool is_released(struct claim *claim, int at, bool *out)
{
    struct query query;
    int64_t issued = 0;
    query_start(&query, claim->db, QUERY_TIER_OUT_TODAY);
    query_set_int(&query, ":tier", claim->rule.tiers[at]);
    query_set_int(&query, ":day", claim->record.day);
    if (!query_run_int(&query, &issued))
        return false;
    *out = claim->rule.models[at].daily == 0 || issued < claim->rule.models[at].daily;
    return true;
}

/* The tier drawn, or the first that stands in for it and is there. Tells sold out only where the
 * drawn tier is: otherwise it is today's release that is used up. */
static bool take_from_stock(struct claim *claim)
{
    int at = claim->drawn;
    claim->record.outcome = claim->rule.stock[at] > 0 ? SETTLED_USED_UP : SETTLED_SOLD_OUT;
    for (int steps = 0; at >= 0 && steps < claim->rule.tier_count; steps++) {
        bool released = false;
        if (!is_released(claim, at, &released))
            return false;
        if (released && stock_take(claim->db, claim->rule.tiers[at])) {
            claim->given = at;
            claim->record.outcome = SETTLED_AWARDED;
            return true;
        }
        at = claim->rule.fallback[at];
    }
    return claim->db->rc == 0;
}

static bool decide(struct claim *claim, struct err *err)
{
    struct settlement_record *record = &claim->record;
    bool cooling = false;
    record->outcome = SETTLED_UNQUALIFIED;
    if (!is_cooling(claim, &cooling))
        return false;
    if (cooling) {
        record->outcome = SETTLED_COOLING;
        return true;
    }
    if (claim->rule.way == PRIZE_BY_RANK) {
        record->outcome = record->right > 0 ? SETTLED_RANKED : SETTLED_UNQUALIFIED;
        return true;
    }
    if (claim->rule.way == PRIZE_BY_SCORE)
        claim->drawn =
            prize_tier_of_score(claim->rule.models, claim->rule.tier_count, record->right);
    else if (record->right >= claim->rule.qualify_right && !draw(claim, err))
        return false;
    return claim->drawn < 0 || take_from_stock(claim);
}

/* ---- writing it down ---- */

static uint64_t code_bits(const struct store_request *request, int attempt)
{
    uint8_t hash[CRYPT_HASH_LEN];
    uint64_t bits = 0;
    struct crypt_hash_state state;
    uint8_t number = (uint8_t)attempt;
    crypt_hash_begin(&state);
    crypt_hash_add(&state, request->random, sizeof request->random);
    crypt_hash_add(&state, &number, 1);
    crypt_hash_end(&state, hash);
    memcpy(&bits, hash, sizeof bits);
    return bits & ((UINT64_C(1) << CLAIM_CODE_BITS) - 1);
}

/* One in 34 thousand million is taken already by each code given out: then the next is tried. */
static bool choose_code(struct claim *claim)
{
    int64_t taken = 1;
    for (int attempt = 0; taken > 0 && attempt < 100; attempt++) {
        struct query find;
        claim_code_make(code_bits(claim->request, attempt), claim->code);
        query_start(&find, claim->db, QUERY_CODE_FIND);
        query_set_text(&find, ":code", claim->code);
        if (!query_run_int(&find, &taken))
            return false;
    }
    return taken == 0;
}

static void set_number_or_null(struct query *query, const char *name, int64_t number)
{
    if (number > 0)
        query_set_int(query, name, number);
    else
        query_set_null(query, name);
}

static bool put_settlement(struct claim *claim, int64_t audit, int64_t *number)
{
    const struct settlement_record *record = &claim->record;
    struct query put;
    query_start(&put, claim->db, QUERY_SETTLEMENT_PUT);
    query_set_int(&put, ":visit", claim->visit_number);
    query_set_int(&put, ":rule", record->rule);
    query_set_int(&put, ":day", record->day);
    query_set_int(&put, ":wall_ms", claim->request->wall_ms);
    query_set_int(&put, ":asked", record->asked);
    query_set_int(&put, ":right_count", record->right);
    set_number_or_null(&put, ":seed", record->seed);
    query_set_text(&put, ":value", *record->value ? record->value : NULL);
    set_number_or_null(&put, ":drawn", record->drawn);
    query_set_text(&put, ":outcome", outcomes[record->outcome]);
    query_set_text(&put, ":code", *record->code ? record->code : NULL);
    query_set_int(&put, ":audit", audit);
    return query_run_int(&put, number);
}

static bool give(struct claim *claim, int64_t settlement)
{
    const struct rule_record *rule = &claim->rule;
    struct store_award award = {
        .tier_number = rule->tiers[claim->given],
        .day = claim->record.day,
        .state = AWARD_RESERVED,
        .awarded_ms = claim->request->wall_ms,
        .valid_until_ms = prize_valid_until_ms(claim->record.day, rule->valid_days,
                                               rule->close_minute, claim->request->wall_ms),
    };
    memcpy(award.code, claim->code, sizeof award.code);
    memcpy(award.tier, rule->names[claim->given], sizeof award.tier);
    memcpy(award.item, rule->items[claim->given], sizeof award.item);
    strncat(award.visit, claim->request->visit, sizeof award.visit - 1);
    return award_create(claim->db, &award, settlement);
}

static bool write_down(struct claim *claim)
{
    struct settlement_record *record = &claim->record;
    struct strbuf detail;
    int64_t audit = 0, settlement = 0;
    bool has_code = record->outcome == SETTLED_AWARDED || record->outcome == SETTLED_RANKED;
    if (has_code && !choose_code(claim))
        return false;
    record->code = claim->code;
    record->value = claim->value;
    record->drawn = claim->drawn >= 0 ? claim->rule.tiers[claim->drawn] : 0;
    strbuf_init(&detail);
    settlement_describe(record, &detail);
    bool ok = prize_note(claim->db, claim->request->wall_ms, "settled", claim->request->visit,
                         detail.text, &audit) &&
              put_settlement(claim, audit, &settlement);
    strbuf_fini(&detail);
    return ok && (record->outcome != SETTLED_AWARDED || give(claim, settlement));
}

bool settle_visit(struct db *db, const struct store_request *request, struct err *err)
{
    struct claim claim = { .db = db, .request = request, .drawn = -1, .given = -1 };
    enum request_state state = rule_find_current(db, &claim.rule);
    if (state == REQUEST_REFUSED)
        return false;
    if (state == REQUEST_NEW || claim.rule.way == PRIZE_NONE)
        return err_set(err, "现在的活动不发奖");
    claim.record.day = date_of_ms(request->wall_ms);
    claim.record.rule = claim.rule.number;
    return read_quiz(&claim, err) && decide(&claim, err) && write_down(&claim);
}

/* ---- the request ---- */

static enum request_state find_settled(struct db *db, const struct store_request *request,
                                       struct err *err)
{
    struct query find;
    (void)err;
    query_start(&find, db, QUERY_SETTLEMENT_FIND);
    query_set_text(&find, ":visit", request->visit);
    enum query_step step = query_step(&find);
    query_end(&find);
    return step == QUERY_ROW ? REQUEST_DONE : step == QUERY_DONE ? REQUEST_NEW : REQUEST_REFUSED;
}

const struct request_rule rule_settle = { find_settled, settle_visit, news_tell_award };
