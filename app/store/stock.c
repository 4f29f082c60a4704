/* The book of stock: every change is a row, and the row says what was left after it. */
#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "store/prize_inside.h"

static const char *const kinds[] = {
    [MOVEMENT_OPENING] = "opening", [MOVEMENT_PLAN] = "plan",     [MOVEMENT_RESTOCK] = "restock",
    [MOVEMENT_AWARD] = "award",     [MOVEMENT_CANCEL] = "cancel", [MOVEMENT_EXPIRE] = "expire",
};
static_assert(sizeof kinds / sizeof *kinds == MOVEMENT_KIND_COUNT, "a tag for each kind");

const char *movement_kind_tag(enum movement_kind kind)
{
    return kinds[kind];
}

void stock_describe(const struct movement *movement, int64_t stock, struct strbuf *out)
{
    strbuf_addf(out, "%s %+lld, stock %lld%s%s", kinds[movement->kind], (long long)movement->delta,
                (long long)stock, *movement->reason ? ", " : "", movement->reason);
}

static bool run_on_tier(struct db *db, enum query_id id, int64_t tier)
{
    struct query query;
    query_start(&query, db, id);
    query_set_int(&query, ":tier", tier);
    return query_run(&query);
}

bool stock_read(struct db *db, int64_t tier, int64_t *out)
{
    struct query query;
    query_start(&query, db, QUERY_TIER_STOCK);
    query_set_int(&query, ":tier", tier);
    return query_run_int(&query, out);
}

bool stock_take(struct db *db, int64_t tier)
{
    return run_on_tier(db, QUERY_TIER_TAKE, tier) && db_changes(db) == 1;
}

bool stock_book(struct db *db, const struct movement *movement, int64_t audit)
{
    struct query put;
    int64_t stock = 0;
    if (!stock_read(db, movement->tier, &stock))
        return false;
    query_start(&put, db, QUERY_MOVEMENT_PUT);
    query_set_int(&put, ":tier", movement->tier);
    query_set_text(&put, ":kind", kinds[movement->kind]);
    query_set_int(&put, ":delta", movement->delta);
    query_set_int(&put, ":stock", stock);
    if (movement->award > 0)
        query_set_int(&put, ":award", movement->award);
    else
        query_set_null(&put, ":award");
    query_set_text(&put, ":reason", movement->reason);
    query_set_int(&put, ":wall_ms", movement->wall_ms);
    query_set_int(&put, ":audit", audit);
    return query_run(&put);
}

bool stock_return(struct db *db, const struct movement *movement, int64_t audit)
{
    return run_on_tier(db, QUERY_TIER_RETURN, movement->tier) && stock_book(db, movement, audit);
}

bool stock_change(struct db *db, const struct movement *movement, const char *tier_name)
{
    struct query add;
    struct strbuf detail;
    int64_t stock = 0, audit = 0;
    query_start(&add, db, QUERY_TIER_ADD);
    query_set_int(&add, ":tier", movement->tier);
    query_set_int(&add, ":delta", movement->delta);
    if (!query_run(&add) || db_changes(db) != 1 || !stock_read(db, movement->tier, &stock))
        return false;
    strbuf_init(&detail);
    stock_describe(movement, stock, &detail);
    bool ok = prize_note(db, movement->wall_ms, "stock", tier_name, detail.text, &audit) &&
              stock_book(db, movement, audit);
    strbuf_fini(&detail);
    return ok;
}

/* ---- staff add or take out ---- */

static bool has_text(const char *text, int max_chars)
{
    int chars = utf8_count(text);
    return chars > 0 && chars <= max_chars && strchr(text, '\n') == NULL;
}

/* A restocking told twice is told by its time, tier and amount. */
static enum request_state find_restock(struct db *db, const struct store_request *request,
                                       struct err *err)
{
    struct query find;
    int64_t count = 0;
    if (!has_text(request->reason, STORE_REASON_MAX_CHARS) || request->amount == 0) {
        err_set(err, "补货要写数量（不能是 0）和不超过 %d 字的原因", STORE_REASON_MAX_CHARS);
        return REQUEST_REFUSED;
    }
    query_start(&find, db, QUERY_RESTOCK_FIND);
    query_set_text(&find, ":name", request->tier);
    query_set_int(&find, ":delta", request->amount);
    query_set_text(&find, ":reason", request->reason);
    query_set_int(&find, ":wall_ms", request->wall_ms);
    if (!query_run_int(&find, &count))
        return REQUEST_REFUSED;
    return count > 0 ? REQUEST_DONE : REQUEST_NEW;
}

static bool restock(struct db *db, const struct store_request *request, struct err *err)
{
    struct rule_record rule;
    int at = 0;
    if (rule_find_current(db, &rule) == REQUEST_REFUSED)
        return false;
    while (at < rule.tier_count && strcmp(rule.names[at], request->tier) != 0)
        at++;
    if (at == rule.tier_count)
        return err_set(err, "现在的活动没有“%s”这个奖级", request->tier);
    const struct movement movement = { .tier = rule.tiers[at],
                                       .kind = MOVEMENT_RESTOCK,
                                       .delta = request->amount,
                                       .reason = request->reason,
                                       .wall_ms = request->wall_ms };
    if (stock_change(db, &movement, rule.names[at]))
        return true;
    return db->rc == 0 && err_set(err, "“%s”只剩 %lld 份，不能再减 %d 份", request->tier,
                                  (long long)rule.stock[at], -request->amount);
}

const struct request_rule rule_restock = { find_restock, restock, news_tell };
