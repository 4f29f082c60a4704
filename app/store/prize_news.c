/* What results tell of prizes: the stock of today, and what a claim came to. */
#include <string.h>

#include "base/utf8.h"
#include "store/inside.h"
#include "store/prize_inside.h"

static bool read_left_today(struct db *db, const struct rule_record *rule, int at, int32_t day,
                            int *out)
{
    struct query query;
    int64_t issued = 0;
    int stock = (int)rule->stock[at], daily = rule->models[at].daily;
    *out = stock;
    if (daily == 0)
        return true;
    query_start(&query, db, QUERY_TIER_OUT_TODAY);
    query_set_int(&query, ":tier", rule->tiers[at]);
    query_set_int(&query, ":day", day);
    if (!query_run_int(&query, &issued))
        return false;
    int released = issued < daily ? daily - (int)issued : 0;
    *out = released < stock ? released : stock;
    return true;
}

bool news_read(struct db *db, int32_t day, struct prize_news *out)
{
    struct rule_record rule;
    struct day_seed seed;
    *out = (struct prize_news){ .day = day, .award = { .tier = -1 } };
    enum request_state state = rule_find_current(db, &rule);
    if (state != REQUEST_DONE || rule.way == PRIZE_NONE)
        return state != REQUEST_REFUSED;
    out->tier_count = rule.tier_count;
    for (int i = 0; i < rule.tier_count; i++) {
        out->tiers[i].total = (int)rule.total[i];
        out->tiers[i].left = (int)rule.stock[i];
        if (!read_left_today(db, &rule, i, day, &out->tiers[i].left_today))
            return false;
    }
    if (rule.way != PRIZE_BY_DRAW)
        return true;
    if (!day_find_seed(db, day, &seed))
        return false;
    memcpy(out->commitment, seed.commitment, sizeof out->commitment);
    return true;
}

/* The position is that in the rules of the claim, which are those the visitor plays by. */
static bool take_award(struct db *db, const struct query *find, struct prize_award *award)
{
    struct rule_record rule;
    award->outcome = settled_of_tag(query_text(find, 2));
    if (!query_is_null(find, 3))
        utf8_copy(award->code, sizeof award->code, query_text(find, 3));
    if (query_is_null(find, 4))
        return true;
    int64_t tier = query_int(find, 4);
    award->valid_until_ms = query_int(find, 5);
    if (!rule_load(db, query_int(find, 1), &rule))
        return false;
    award->tier = rule_position(&rule, tier);
    return true;
}

bool news_tell(struct db *db, const struct store_request *request, struct store_result *result)
{
    result->has_prizes = news_read(db, date_of_ms(request->wall_ms), &result->prizes);
    return result->has_prizes;
}

bool news_tell_award(struct db *db, const struct store_request *request,
                     struct store_result *result)
{
    struct query find;
    bool ok = news_tell(db, request, result);
    query_start(&find, db, QUERY_SETTLEMENT_FIND);
    query_set_text(&find, ":visit", request->visit);
    enum query_step step = query_step(&find);
    if (step == QUERY_ROW)
        ok = take_award(db, &find, &result->prizes.award) && ok;
    query_end(&find);
    return ok && step != QUERY_FAILED;
}

struct news_reading {
    int32_t day;
    struct prize_news *out;
};

static bool read_news(struct db *db, void *context, struct err *err)
{
    const struct news_reading *reading = context;
    (void)err;
    return news_read(db, reading->day, reading->out);
}

bool store_read_prizes(struct store *store, int32_t day, struct prize_news *out, struct err *err)
{
    struct news_reading reading = { day, out };
    return store_read(store, read_news, &reading, err);
}
