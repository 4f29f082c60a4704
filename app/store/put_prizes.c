/* The prizes of an activity.txt: its tiers, what their stock becomes, its rules. */
#include <string.h>

#include "base/utf8.h"
#include "store/aside.h"
#include "store/prize_inside.h"

static int find_fallback(const struct activity *activity, const char *name)
{
    for (int i = 0; name != NULL && i < activity->tier_count; i++)
        if (strcmp(activity->tiers[i].name, name) == 0)
            return i;
    return -1;
}

/* The rules as they will be stored; tiers get their numbers later. */
static void take_rule(const struct activity *activity, struct rule_record *out)
{
    *out = (struct rule_record){ .way = activity->quiz_on ? activity->prize_way : PRIZE_NONE,
                                 .qualify_right = activity->qualify_right,
                                 .valid_days = activity->code_valid_days,
                                 .close_minute = activity->close_minute,
                                 .cool_s = activity->cool_s,
                                 .expired_return = activity->expired_return,
                                 .tier_count = activity->tier_count };
    /* Activities that were not read from a file may leave these open. */
    if (out->valid_days < 1)
        out->valid_days = 1;
    if (out->close_minute < 1)
        out->close_minute = 24 * 60;
    for (int i = 0; i < activity->tier_count; i++) {
        const struct prize_tier *tier = &activity->tiers[i];
        out->models[i] = *tier;
        out->fallback[i] = find_fallback(activity, tier->fallback);
        utf8_copy(out->names[i], sizeof out->names[i], tier->name);
        utf8_copy(out->items[i], sizeof out->items[i], tier->item);
    }
}

void prizes_describe(const struct activity *activity, struct strbuf *out)
{
    struct rule_record rule;
    take_rule(activity, &rule);
    rule_describe(&rule, out);
    for (int i = 0; i < rule.tier_count; i++)
        strbuf_addf(out, "%s: %s, %d\n", rule.names[i], rule.items[i], activity->tiers[i].stock);
}

/* ---- stock ---- */

static bool put_tier(struct db *db, struct rule_record *rule, int at, int64_t activity)
{
    struct query put;
    query_start(&put, db, QUERY_TIER_PUT);
    query_set_int(&put, ":activity", activity);
    query_set_text(&put, ":name", rule->names[at]);
    query_set_text(&put, ":item", rule->items[at]);
    return query_run_int(&put, &rule->tiers[at]);
}

static bool read_planned(struct db *db, int64_t tier, int64_t *planned, bool *is_new)
{
    struct query query;
    query_start(&query, db, QUERY_TIER_PLANNED);
    query_set_int(&query, ":tier", tier);
    bool ok = query_step(&query) == QUERY_ROW;
    if (ok) {
        *planned = query_int(&query, 0);
        *is_new = query_int(&query, 1) == 0;
    }
    query_end(&query);
    return ok;
}

/* Another 数量 than before is a movement; what is out already cannot be taken back by it. */
static bool plan_stock(struct db *db, const struct rule_record *rule, int at, int wanted,
                       int64_t wall_ms)
{
    int64_t planned = 0, stock = 0;
    bool is_new = false;
    struct strbuf reason;
    if (!read_planned(db, rule->tiers[at], &planned, &is_new) ||
        !stock_read(db, rule->tiers[at], &stock))
        return false;
    struct movement movement = { .tier = rule->tiers[at],
                                 .kind = is_new ? MOVEMENT_OPENING : MOVEMENT_PLAN,
                                 .delta = wanted - planned,
                                 .wall_ms = wall_ms };
    strbuf_init(&reason);
    if (!is_new)
        strbuf_addf(&reason, "数量 %lld 改为 %d", (long long)planned, wanted);
    if (movement.delta < -stock) {
        strbuf_addf(&reason, "，已发出的收不回，减到没有剩余为止");
        movement.delta = -stock;
    }
    movement.reason = reason.text;
    bool ok = (!is_new && movement.delta == 0) || stock_change(db, &movement, rule->names[at]);
    strbuf_fini(&reason);
    return ok;
}

/* ---- rules ---- */

static bool put_rule_tiers(struct db *db, const struct rule_record *rule)
{
    for (int i = 0; i < rule->tier_count; i++) {
        struct query put;
        query_start(&put, db, QUERY_RULE_TIER_PUT);
        query_set_int(&put, ":rule", rule->number);
        query_set_int(&put, ":position", i);
        query_set_int(&put, ":tier", rule->tiers[i]);
        query_set_int(&put, ":need_right", rule->models[i].need_right);
        query_set_int(&put, ":odds", rule->models[i].odds);
        query_set_int(&put, ":daily", rule->models[i].daily);
        if (rule->fallback[i] >= 0)
            query_set_int(&put, ":fallback", rule->fallback[i]);
        else
            query_set_null(&put, ":fallback");
        if (!query_run(&put))
            return false;
    }
    return true;
}

static bool put_new_rule(struct db *db, struct rule_record *rule, int64_t audit)
{
    struct query put;
    query_start(&put, db, QUERY_RULE_PUT);
    query_set_int(&put, ":activity", rule->activity);
    query_set_text(&put, ":digest", rule->digest);
    query_set_text(&put, ":way", prize_way_tag(rule->way));
    query_set_int(&put, ":qualify_right", rule->qualify_right);
    query_set_int(&put, ":valid_days", rule->valid_days);
    query_set_int(&put, ":close_minute", rule->close_minute);
    query_set_int(&put, ":expired_return", rule->expired_return);
    query_set_int(&put, ":cool_s", rule->cool_s);
    query_set_int(&put, ":audit", audit);
    return query_run_int(&put, &rule->number) && put_rule_tiers(db, rule);
}

static enum query_step find_rule(struct db *db, struct rule_record *rule, bool *is_current)
{
    struct query find;
    query_start(&find, db, QUERY_RULE_FIND);
    query_set_int(&find, ":activity", rule->activity);
    query_set_text(&find, ":digest", rule->digest);
    enum query_step step = query_step(&find);
    if (step == QUERY_ROW) {
        rule->number = query_int(&find, 0);
        *is_current = query_int(&find, 1) != 0;
    }
    query_end(&find);
    return step;
}

static bool run_on(struct db *db, enum query_id id, const char *name, int64_t value)
{
    struct query query;
    query_start(&query, db, id);
    query_set_int(&query, name, value);
    return query_run(&query);
}

static bool put_rule(struct db *db, struct rule_record *rule, int64_t wall_ms)
{
    struct strbuf text;
    bool is_current = false;
    int64_t audit = 0;
    strbuf_init(&text);
    rule_describe(rule, &text);
    crypt_hash_hex(text.text, text.len, rule->digest);
    strbuf_fini(&text);
    enum query_step step = find_rule(db, rule, &is_current);
    if (step == QUERY_FAILED || is_current)
        return step != QUERY_FAILED;
    if (!run_on(db, QUERY_RULES_RETIRE, ":activity", rule->activity) ||
        !prize_note(db, wall_ms, "prize_rule", rule->digest, prize_way_tag(rule->way), &audit))
        return false;
    return step == QUERY_ROW ? run_on(db, QUERY_RULE_SELECT, ":rule", rule->number)
                             : put_new_rule(db, rule, audit);
}

bool put_prizes(struct db *db, const struct activity *activity, int64_t number, int64_t wall_ms)
{
    struct rule_record rule;
    bool stopped = false;
    take_rule(activity, &rule);
    rule.activity = number;
    /* What was given out before something was set aside is not known here: staff decide first. */
    if (!aside_is_undecided(db, &stopped))
        return false;
    for (int i = 0; i < rule.tier_count; i++) {
        if (!put_tier(db, &rule, i, number) ||
            !plan_stock(db, &rule, i, stopped ? 0 : activity->tiers[i].stock, wall_ms))
            return false;
    }
    return put_rule(db, &rule, wall_ms);
}
