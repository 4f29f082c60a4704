/* 排名: the order of those who take part, and its close, which gives the tiers to the first. */
#include <string.h>

#include "base/utf8.h"
#include "store/inside.h"
#include "store/prize_inside.h"

/* One who takes part. */
struct entrant {
    int64_t settlement, visit_number, wall_ms, taken_ms;
    char visit[STORE_UUID_LEN], code[CLAIM_CODE_LEN], tier[STORE_TIER_LEN];
    int right, asked;
    bool has_award;
    enum award_state state;
};

static void take_entrant(struct entrant *out, const struct query *query)
{
    *out = (struct entrant){ .settlement = query_int(query, 0),
                             .visit_number = query_int(query, 1),
                             .right = (int)query_int(query, 4),
                             .asked = (int)query_int(query, 5),
                             .wall_ms = query_int(query, 6),
                             .taken_ms = query_int(query, 8),
                             .has_award = !query_is_null(query, 9) };
    utf8_copy(out->visit, sizeof out->visit, query_text(query, 2));
    utf8_copy(out->code, sizeof out->code, query_text(query, 3));
    if (!out->has_award)
        return;
    utf8_copy(out->tier, sizeof out->tier, query_text(query, 9));
    out->state = award_state_of_tag(query_text(query, 10));
}

static void start_rows(struct query *query, struct db *db, const struct rule_record *rule)
{
    query_start(query, db, QUERY_RANK_ROWS);
    query_set_int(query, ":activity", rule->activity);
}

/* The tier that still has something: in the order of activity.txt. */
static int next_tier(const struct rule_record *rule)
{
    int at = 0;
    while (at < rule->tier_count && rule->stock[at] == 0)
        at++;
    return at;
}

/* ---- reading ---- */

struct rank_reading {
    bool (*row)(void *context, const struct store_rank_row *row, struct err *err);
    void *context;
};

static bool read_rank(struct db *db, void *context, struct err *err)
{
    const struct rank_reading *reading = context;
    struct rule_record rule;
    struct query rows;
    enum query_step step = QUERY_DONE;
    int place = 0;
    bool go_on = true;
    enum request_state state = rule_find_current(db, &rule);
    if (state == REQUEST_REFUSED)
        return false;
    if (state == REQUEST_NEW || rule.way != PRIZE_BY_RANK)
        return err_set(err, "现在的活动不是按排名发奖（activity.txt 的“奖励”）");
    start_rows(&rows, db, &rule);
    while (go_on && (step = query_step(&rows)) == QUERY_ROW) {
        struct entrant entrant;
        take_entrant(&entrant, &rows);
        int tier = next_tier(&rule);
        struct store_rank_row row = { .place = ++place,
                                      .visit = entrant.visit,
                                      .code = entrant.code,
                                      .visit_number = entrant.visit_number,
                                      .taken_ms = entrant.taken_ms,
                                      .wall_ms = entrant.wall_ms,
                                      .right = entrant.right,
                                      .asked = entrant.asked,
                                      .tier = entrant.tier,
                                      .state = "" };
        if (entrant.has_award) {
            row.state = award_state_name(entrant.state);
        } else if (tier < rule.tier_count) {
            row.tier = rule.names[tier];
            rule.stock[tier]--;
        }
        go_on = reading->row(reading->context, &row, err);
    }
    query_end(&rows);
    return go_on && step == QUERY_DONE;
}

bool store_read_rank(struct store *store,
                     bool (*row)(void *context, const struct store_rank_row *row, struct err *err),
                     void *context, struct err *err)
{
    struct rank_reading reading = { row, context };
    return store_read(store, read_rank, &reading, err);
}

/* ---- closing ---- */

static bool find_first_without_award(struct db *db, const struct rule_record *rule,
                                     struct entrant *out, bool *found)
{
    struct query rows;
    enum query_step step = QUERY_DONE;
    *found = false;
    start_rows(&rows, db, rule);
    while (!*found && (step = query_step(&rows)) == QUERY_ROW) {
        take_entrant(out, &rows);
        *found = !out->has_award;
    }
    query_end(&rows);
    return *found || step == QUERY_DONE;
}

static enum request_state find_closed(struct db *db, const struct store_request *request,
                                      struct err *err)
{
    struct rule_record rule;
    struct entrant entrant;
    bool found = false;
    (void)request;
    enum request_state state = rule_find_current(db, &rule);
    if (state == REQUEST_NEW || (state == REQUEST_DONE && rule.way != PRIZE_BY_RANK)) {
        err_set(err, "现在的活动不是按排名发奖（activity.txt 的“奖励”）");
        return REQUEST_REFUSED;
    }
    if (state == REQUEST_REFUSED || !find_first_without_award(db, &rule, &entrant, &found))
        return REQUEST_REFUSED;
    return found && next_tier(&rule) < rule.tier_count ? REQUEST_NEW : REQUEST_DONE;
}

static bool give(struct db *db, struct rule_record *rule, const struct entrant *entrant,
                 int64_t wall_ms)
{
    int at = next_tier(rule);
    int32_t day = date_of_ms(wall_ms);
    struct store_award award = {
        .tier_number = rule->tiers[at],
        .day = day,
        .state = AWARD_SHOWN, /* the visitor has had the code since the quiz */
        .awarded_ms = wall_ms,
        .valid_until_ms = prize_valid_until_ms(day, rule->valid_days, rule->close_minute, wall_ms),
    };
    memcpy(award.visit, entrant->visit, sizeof entrant->visit);
    memcpy(award.code, entrant->code, sizeof award.code);
    memcpy(award.tier, rule->names[at], sizeof award.tier);
    memcpy(award.item, rule->items[at], sizeof award.item);
    rule->stock[at]--;
    return stock_take(db, award.tier_number) && award_create(db, &award, entrant->settlement);
}

static bool close_ranking(struct db *db, const struct store_request *request, struct err *err)
{
    struct rule_record rule;
    struct entrant entrant;
    bool found = true;
    (void)err;
    if (rule_find_current(db, &rule) != REQUEST_DONE)
        return false;
    while (found && next_tier(&rule) < rule.tier_count) {
        if (!find_first_without_award(db, &rule, &entrant, &found) ||
            (found && !give(db, &rule, &entrant, request->wall_ms)))
            return false;
    }
    return true;
}

const struct request_rule rule_close_ranking = { find_closed, close_ranking, news_tell };
