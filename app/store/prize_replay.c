/* Every claim decided again, from what was known at its moment. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/prize_check.h"

/* What a claim's row says. */
struct told {
    int64_t number, visit_number, wall_ms, audit, given;
    const char *visit; /* borrowed from the query's row */
    struct settlement_record record;
};

/* Times of full scores so far, for the cooling time. */
struct full_scores {
    int64_t *wall_ms;
    int count, capacity;
};

static void take_row(struct told *told, const struct query *query)
{
    *told = (struct told){
        .number = query_int(query, 0),
        .visit = query_text(query, 1),
        .visit_number = query_int(query, 2),
        .wall_ms = query_int(query, 5),
        .audit = query_int(query, 13),
        .given = query_int(query, 14), /* NULL reads as 0 */
        .record = { .rule = query_int(query, 3),
                    .day = (int32_t)query_int(query, 4),
                    .asked = (int)query_int(query, 6),
                    .right = (int)query_int(query, 7),
                    .seed = query_int(query, 8),
                    .value = query_is_null(query, 9) ? "" : query_text(query, 9),
                    .drawn = query_int(query, 10),
                    .outcome = settled_of_tag(query_text(query, 11)),
                    .code = query_is_null(query, 12) ? "" : query_text(query, 12) },
    };
}

static bool is_told(const struct told *told, const struct query *query)
{
    struct strbuf detail;
    strbuf_init(&detail);
    settlement_describe(&told->record, &detail);
    bool same = strcmp(query_text(query, 15), "settled") == 0 &&
                strcmp(query_text(query, 16), told->visit) == 0 &&
                strcmp(query_text(query, 17), detail.text) == 0 &&
                query_int(query, 18) == told->wall_ms;
    strbuf_fini(&detail);
    return same;
}

/* The quiz it rests on was completed with that score. */
static bool rests_on_quiz(const struct told *told, const struct query *query)
{
    return !query_is_null(query, 19) &&
           session_end_of_tag(query_text(query, 19)) == SESSION_COMPLETED &&
           query_int(query, 20) == told->record.asked && query_int(query, 21) == told->record.right;
}

static bool value_holds(const struct told *told, const struct query *query,
                        uint8_t value[CRYPT_HASH_LEN])
{
    uint8_t seed[CRYPT_HASH_LEN];
    char hex[CRYPT_HEX_LEN];
    if (query_is_null(query, 22) || query_int(query, 22) != told->record.day ||
        !day_read_hex(query_text(query, 23), seed))
        return false;
    prize_draw_value(seed, told->visit, told->visit_number, value);
    crypt_to_hex(value, hex);
    return strcmp(hex, told->record.value) == 0;
}

static bool is_cooling(const struct rule_record *rule, const struct told *told,
                       const struct full_scores *scores)
{
    int64_t since_ms = told->wall_ms - (int64_t)rule->cool_s * 1000;
    if (rule->cool_s == 0 || told->record.right < told->record.asked)
        return false;
    for (int i = 0; i < scores->count; i++)
        if (scores->wall_ms[i] <= told->wall_ms && scores->wall_ms[i] > since_ms)
            return true;
    return false;
}

static void remember_full_score(struct full_scores *scores, const struct told *told)
{
    if (told->record.right < told->record.asked || told->record.outcome == SETTLED_COOLING)
        return;
    scores->wall_ms =
        mem_grow(scores->wall_ms, scores->count, &scores->capacity, sizeof *scores->wall_ms);
    scores->wall_ms[scores->count++] = told->wall_ms;
}

/* What the stock of that moment made of a tier that was won. */
static void expect_stock(const struct rule_record *rule, const struct book *book, int drawn,
                         struct told *expected)
{
    int at = drawn;
    expected->record.drawn = rule->tiers[drawn];
    expected->record.outcome =
        book_stock(book, rule->tiers[drawn]) > 0 ? SETTLED_USED_UP : SETTLED_SOLD_OUT;
    for (int steps = 0; at >= 0 && steps < rule->tier_count; steps++) {
        int daily = rule->models[at].daily;
        if (book_stock(book, rule->tiers[at]) > 0 &&
            (daily == 0 || book_out(book, rule->tiers[at], expected->record.day) < daily)) {
            expected->record.outcome = SETTLED_AWARDED;
            expected->given = rule->tiers[at];
            return;
        }
        at = rule->fallback[at];
    }
}

/* Fills outcome, drawn and given as the rules make them. */
static void expect(const struct rule_record *rule, const struct book *book,
                   const struct full_scores *scores, const uint8_t value[CRYPT_HASH_LEN],
                   struct told *expected)
{
    int right = expected->record.right, drawn = -1;
    bool is_draw = rule->way == PRIZE_BY_DRAW && right >= rule->qualify_right;
    expected->record.drawn = 0;
    expected->record.outcome = is_draw ? SETTLED_MISSED : SETTLED_UNQUALIFIED;
    if (is_cooling(rule, expected, scores))
        expected->record.outcome = SETTLED_COOLING;
    else if (rule->way == PRIZE_BY_RANK)
        expected->record.outcome = right > 0 ? SETTLED_RANKED : SETTLED_UNQUALIFIED;
    else if (rule->way == PRIZE_BY_SCORE)
        drawn = prize_tier_of_score(rule->models, rule->tier_count, right);
    else if (is_draw)
        drawn = prize_tier_of_value(rule->models, rule->tier_count, value);
    if (expected->record.outcome != SETTLED_RANKED)
        expected->given = 0; /* of a ranking the close decides */
    if (drawn >= 0)
        expect_stock(rule, book, drawn, expected);
}

static bool check_claim(struct db *db, const struct query *query, struct book *book,
                        struct full_scores *scores, int64_t *draws, struct err *err)
{
    struct told told, expected;
    struct rule_record rule;
    uint8_t value[CRYPT_HASH_LEN] = { 0 };
    char code[CLAIM_CODE_LEN];
    take_row(&told, query);
    long long number = (long long)told.number;
    if (!is_told(&told, query))
        return err_set(err, "第 %lld 次发奖（到访 %s）与审计日志不符：该行被改过", number,
                       told.visit);
    if (!rests_on_quiz(&told, query))
        return err_set(err, "第 %lld 次发奖（到访 %s）与这次到访的竞答成绩不符", number,
                       told.visit);
    if (*told.record.code && !claim_code_read(told.record.code, code))
        return err_set(err, "第 %lld 次发奖（到访 %s）的兑奖码的校验位不对", number, told.visit);
    if (told.record.seed > 0 && !value_holds(&told, query, value))
        return err_set(err, "第 %lld 次抽奖（到访 %s）的数不是由当天的种子算出来的", number,
                       told.visit);
    if (!rule_load(db, told.record.rule, &rule))
        return false;
    *draws += told.record.seed > 0;
    book_play_until(book, told.audit);
    expected = told;
    expect(&rule, book, scores, value, &expected);
    remember_full_score(scores, &told);
    return (expected.record.outcome == told.record.outcome &&
            expected.record.drawn == told.record.drawn && expected.given == told.given) ||
           err_set(err, "第 %lld 次发奖（到访 %s）记的是 %s，按规则和当时的库存重算应是 %s", number,
                   told.visit, settled_tag(told.record.outcome),
                   settled_tag(expected.record.outcome));
}

bool replay_settlements(struct db *db, struct book *book, int64_t *count, int64_t *draws,
                        struct err *err)
{
    struct full_scores scores = { 0 };
    struct query query;
    enum query_step step = QUERY_DONE;
    bool holds = true;
    query_start(&query, db, QUERY_CHECK_SETTLEMENTS);
    while (holds && (step = query_step(&query)) == QUERY_ROW) {
        holds = check_claim(db, &query, book, &scores, draws, err);
        ++*count;
    }
    query_end(&query);
    free(scores.wall_ms);
    return holds && step == QUERY_DONE;
}
