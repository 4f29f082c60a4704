/* The rules of prizes as the store keeps them. */
#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "store/audit.h"
#include "store/prize_inside.h"

static const char *const ways[] = {
    [PRIZE_NONE] = "none",
    [PRIZE_BY_SCORE] = "score",
    [PRIZE_BY_DRAW] = "draw",
    [PRIZE_BY_RANK] = "rank",
};
static_assert(sizeof ways / sizeof *ways == PRIZE_WAY_COUNT, "a tag for each way");

const char *prize_way_tag(enum prize_way way)
{
    return ways[way];
}

bool prize_note(struct db *db, int64_t wall_ms, const char *event, const char *subject,
                const char *detail, int64_t *audit)
{
    char hash[CRYPT_HEX_LEN];
    return audit_put(db, wall_ms, event, subject, "%s", detail) && audit_read_head(db, audit, hash);
}

static void take_head(struct rule_record *rule, const struct query *query)
{
    rule->activity = query_int(query, 0);
    utf8_copy(rule->digest, sizeof rule->digest, query_text(query, 1));
    for (int i = 0; i < PRIZE_WAY_COUNT; i++)
        if (strcmp(ways[i], query_text(query, 2)) == 0)
            rule->way = (enum prize_way)i;
    rule->qualify_right = (int)query_int(query, 3);
    rule->valid_days = (int)query_int(query, 4);
    rule->close_minute = (int)query_int(query, 5);
    rule->expired_return = query_int(query, 6) != 0;
    rule->cool_s = (int)query_int(query, 7);
}

static void take_tier(struct rule_record *rule, const struct query *query)
{
    int i = rule->tier_count++;
    rule->tiers[i] = query_int(query, 0);
    utf8_copy(rule->names[i], sizeof rule->names[i], query_text(query, 1));
    rule->models[i].need_right = (int)query_int(query, 2);
    rule->models[i].odds = (int)query_int(query, 3);
    rule->models[i].daily = (int)query_int(query, 4);
    rule->fallback[i] = query_is_null(query, 5) ? -1 : (int)query_int(query, 5);
    utf8_copy(rule->items[i], sizeof rule->items[i], query_text(query, 6));
    rule->total[i] = query_int(query, 7);
    rule->stock[i] = query_int(query, 8);
}

bool rule_load(struct db *db, int64_t number, struct rule_record *out)
{
    struct query head, tiers;
    enum query_step step;
    *out = (struct rule_record){ .number = number };
    query_start(&head, db, QUERY_RULE_LOAD);
    query_set_int(&head, ":rule", number);
    step = query_step(&head);
    if (step == QUERY_ROW)
        take_head(out, &head);
    query_end(&head);
    if (step != QUERY_ROW)
        return false;
    query_start(&tiers, db, QUERY_RULE_TIERS);
    query_set_int(&tiers, ":rule", number);
    while ((step = query_step(&tiers)) == QUERY_ROW && out->tier_count < TIER_MAX)
        take_tier(out, &tiers);
    query_end(&tiers);
    return step == QUERY_DONE;
}

enum request_state rule_find_current(struct db *db, struct rule_record *out)
{
    struct query current;
    int64_t number = 0;
    query_start(&current, db, QUERY_RULE_CURRENT);
    enum query_step step = query_step(&current);
    if (step == QUERY_ROW)
        number = query_int(&current, 0);
    query_end(&current);
    if (step == QUERY_DONE)
        return REQUEST_NEW;
    return step == QUERY_ROW && rule_load(db, number, out) ? REQUEST_DONE : REQUEST_REFUSED;
}

int rule_position(const struct rule_record *rule, int64_t tier)
{
    for (int i = 0; i < rule->tier_count; i++)
        if (rule->tiers[i] == tier)
            return i;
    return -1;
}

void rule_describe(const struct rule_record *rule, struct strbuf *out)
{
    strbuf_addf(out, "%s, qualify %d, valid %d, close %d, return %d, cool %d\n", ways[rule->way],
                rule->qualify_right, rule->valid_days, rule->close_minute, rule->expired_return,
                rule->cool_s);
    for (int i = 0; i < rule->tier_count; i++)
        strbuf_addf(out, "%s: right %d, odds %d, daily %d, fallback %d\n", rule->names[i],
                    rule->models[i].need_right, rule->models[i].odds, rule->models[i].daily,
                    rule->fallback[i]);
}

void rule_describe_chances(const struct rule_record *rule, struct strbuf *out)
{
    for (int i = 0; i < rule->tier_count; i++) {
        const struct prize_tier *model = &rule->models[i];
        strbuf_addf(out, "%s%s", i == 0 ? "" : "; ", rule->names[i]);
        if (rule->way == PRIZE_BY_SCORE)
            strbuf_addf(out, " >=%d", model->need_right);
        else if (rule->way == PRIZE_BY_DRAW)
            strbuf_addf(out, " %s%d", model->odds > 0 ? "1/" : "", model->odds);
    }
}
