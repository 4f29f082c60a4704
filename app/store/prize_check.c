/* Checks of prizes: rules, seeds, the book of stock and awards against the audit log. */
#include "store/prize_check.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "store/inside.h"

/* ---- the book ---- */

void book_fini(struct book *book)
{
    free(book->rows);
    free(book->tiers);
    free(book->days);
}

static struct tier_count *count_of_tier(struct book *book, int64_t tier)
{
    for (int i = 0; i < book->tier_count; i++)
        if (book->tiers[i].tier == tier)
            return &book->tiers[i];
    book->tiers =
        mem_grow(book->tiers, book->tier_count, &book->tier_capacity, sizeof *book->tiers);
    book->tiers[book->tier_count] = (struct tier_count){ .tier = tier };
    return &book->tiers[book->tier_count++];
}

static struct day_count *count_of_day(struct book *book, int64_t tier, int32_t day)
{
    for (int i = 0; i < book->day_count; i++)
        if (book->days[i].tier == tier && book->days[i].day == day)
            return &book->days[i];
    book->days = mem_grow(book->days, book->day_count, &book->day_capacity, sizeof *book->days);
    book->days[book->day_count] = (struct day_count){ .tier = tier, .day = day };
    return &book->days[book->day_count++];
}

void book_play_until(struct book *book, int64_t audit)
{
    for (; book->played < book->row_count; book->played++) {
        const struct book_row *row = &book->rows[book->played];
        if (row->audit >= audit)
            return;
        struct tier_count *tier = count_of_tier(book, row->tier);
        tier->stock += row->delta;
        tier->total += row->adds ? row->delta : 0;
        if (row->is_award)
            count_of_day(book, row->tier, row->day)->count++;
        if (row->is_cancel)
            count_of_day(book, row->tier, row->day)->count--;
    }
}

int64_t book_stock(const struct book *book, int64_t tier)
{
    for (int i = 0; i < book->tier_count; i++)
        if (book->tiers[i].tier == tier)
            return book->tiers[i].stock;
    return 0;
}

int64_t book_out(const struct book *book, int64_t tier, int32_t day)
{
    for (int i = 0; i < book->day_count; i++)
        if (book->days[i].tier == tier && book->days[i].day == day)
            return book->days[i].count;
    return 0;
}

/* ---- the rows of the book ---- */

static enum movement_kind kind_of_tag(const char *tag)
{
    int kind = 0;
    while (kind < MOVEMENT_EXPIRE && strcmp(movement_kind_tag((enum movement_kind)kind), tag) != 0)
        kind++;
    return (enum movement_kind)kind;
}

/* The audit row of a movement says the same as the movement. */
static bool movement_is_told(const struct query *query, const struct movement *movement)
{
    static const char *const events[] = {
        [MOVEMENT_AWARD] = "awarded", [MOVEMENT_CANCEL] = "cancelled", [MOVEMENT_EXPIRE] = "expired"
    };
    struct strbuf detail;
    if (query_int(query, 16) != movement->wall_ms)
        return false;
    if (movement->award > 0)
        return movement->kind >= MOVEMENT_AWARD && query_int(query, 10) == movement->tier &&
               strcmp(query_text(query, 13), events[movement->kind]) == 0 &&
               strcmp(query_text(query, 14), query_text(query, 12)) == 0;
    strbuf_init(&detail);
    stock_describe(movement, query_int(query, 4), &detail);
    bool told = strcmp(query_text(query, 13), "stock") == 0 &&
                strcmp(query_text(query, 14), query_text(query, 9)) == 0 &&
                strcmp(query_text(query, 15), detail.text) == 0;
    strbuf_fini(&detail);
    return told;
}

static void add_row(struct book *book, const struct query *query, const struct movement *movement)
{
    book->rows = mem_grow(book->rows, book->row_count, &book->row_capacity, sizeof *book->rows);
    book->rows[book->row_count++] = (struct book_row){
        .audit = query_int(query, 8),
        .tier = movement->tier,
        .delta = movement->delta,
        .day = (int32_t)query_int(query, 11),
        .is_award = movement->kind == MOVEMENT_AWARD,
        .is_cancel = movement->kind == MOVEMENT_CANCEL,
        .adds = movement->kind <= MOVEMENT_RESTOCK,
    };
}

static bool check_movement(struct book *book, const struct query *query, struct err *err)
{
    const struct movement movement = { .tier = query_int(query, 1),
                                       .kind = kind_of_tag(query_text(query, 2)),
                                       .delta = query_int(query, 3),
                                       .award = query_int(query, 5), /* NULL reads as 0 */
                                       .reason = query_text(query, 6),
                                       .wall_ms = query_int(query, 7) };
    long long number = (long long)query_int(query, 0);
    if (!movement_is_told(query, &movement))
        return err_set(err, "奖品台账第 %lld 行（%s）与审计日志第 %lld 行不符：该行被改过", number,
                       query_text(query, 9), (long long)query_int(query, 8));
    add_row(book, query, &movement);
    book_play_until(book, INT64_MAX);
    int64_t stock = book_stock(book, movement.tier);
    if (stock < 0 || stock != query_int(query, 4))
        return err_set(err, "奖品台账第 %lld 行（%s）的余数是 %lld，从头算来应是 %lld", number,
                       query_text(query, 9), (long long)query_int(query, 4), (long long)stock);
    return true;
}

static bool check_movements(struct db *db, struct book *book, struct err *err)
{
    struct query query;
    enum query_step step = QUERY_DONE;
    bool holds = true;
    query_start(&query, db, QUERY_CHECK_MOVEMENTS);
    while (holds && (step = query_step(&query)) == QUERY_ROW)
        holds = check_movement(book, &query, err);
    query_end(&query);
    return holds && step == QUERY_DONE;
}

/* closing = opening + in - out + reversals, for each tier. */
static bool check_tiers(struct db *db, struct book *book, struct err *err)
{
    struct query query;
    enum query_step step = QUERY_DONE;
    bool holds = true;
    query_start(&query, db, QUERY_CHECK_TIERS);
    while (holds && (step = query_step(&query)) == QUERY_ROW) {
        const struct tier_count *count = count_of_tier(book, query_int(&query, 0));
        holds = count->total == query_int(&query, 2) && count->stock == query_int(&query, 3);
        if (!holds)
            err_set(err, "奖级“%s”记着共 %lld 份、余 %lld 份，按台账应是共 %lld 份、余 %lld 份",
                    query_text(&query, 1), (long long)query_int(&query, 2),
                    (long long)query_int(&query, 3), (long long)count->total,
                    (long long)count->stock);
    }
    query_end(&query);
    return holds && step == QUERY_DONE;
}

/* ---- rules and seeds ---- */

static bool rule_holds(struct db *db, int64_t number, const struct query *query)
{
    struct rule_record rule;
    struct strbuf text;
    char digest[CRYPT_HEX_LEN];
    if (!rule_load(db, number, &rule))
        return false;
    strbuf_init(&text);
    rule_describe(&rule, &text);
    crypt_hash_hex(text.text, text.len, digest);
    strbuf_fini(&text);
    return strcmp(digest, query_text(query, 1)) == 0 &&
           strcmp(query_text(query, 2), "prize_rule") == 0 &&
           strcmp(query_text(query, 3), digest) == 0;
}

static bool check_rules(struct db *db, struct err *err)
{
    struct query query;
    enum query_step step = QUERY_DONE;
    bool holds = true;
    query_start(&query, db, QUERY_CHECK_RULES);
    while (holds && (step = query_step(&query)) == QUERY_ROW) {
        holds = rule_holds(db, query_int(&query, 0), &query);
        if (!holds && db->rc == 0)
            err_set(err, "第 %lld 份奖品规则与它的摘要不符：门槛、中奖率、投放或递补被改过",
                    (long long)query_int(&query, 0));
    }
    query_end(&query);
    return holds && step == QUERY_DONE;
}

static bool is_told(const struct query *query, int column, const char *event, const char *subject,
                    const char *detail)
{
    return !query_is_null(query, column) && strcmp(query_text(query, column), event) == 0 &&
           strcmp(query_text(query, column + 1), subject) == 0 &&
           strcmp(query_text(query, column + 2), detail) == 0;
}

static bool seed_holds(const struct query *query)
{
    uint8_t seed[CRYPT_HASH_LEN];
    char commitment[CRYPT_HEX_LEN], day[DATE_TEXT_LEN];
    if (!day_read_hex(query_text(query, 2), seed))
        return false;
    crypt_hash_hex(seed, sizeof seed, commitment);
    date_format((int32_t)query_int(query, 1), day);
    return strcmp(commitment, query_text(query, 3)) == 0 &&
           is_told(query, 4, "seed_committed", day, commitment) &&
           (query_is_null(query, 7) ||
            is_told(query, 7, "seed_published", day, query_text(query, 2)));
}

static bool check_seeds(struct db *db, int64_t *seeds, struct err *err)
{
    struct query query;
    enum query_step step = QUERY_DONE;
    bool holds = true;
    query_start(&query, db, QUERY_CHECK_SEEDS);
    while (holds && (step = query_step(&query)) == QUERY_ROW) {
        char day[DATE_TEXT_LEN];
        date_format((int32_t)query_int(&query, 1), day);
        holds = seed_holds(&query);
        ++*seeds;
        if (!holds)
            err_set(err, "%s 的抽奖种子与当天公布的承诺不符（第 %lld 行）", day,
                    (long long)query_int(&query, 0));
    }
    query_end(&query);
    return holds && step == QUERY_DONE;
}

/* ---- awards ---- */

static bool award_is_told(const struct query *query, const struct store_award *award)
{
    struct strbuf detail;
    const char *event = query_text(query, 1);
    bool is_its_event =
        strcmp(event, award_event(award->state)) == 0 ||
        (award->state == AWARD_SHOWN && (strcmp(event, "unclaimed") == 0 ||
                                         strcmp(event, "awarded") == 0)); /* a ranking's close */
    strbuf_init(&detail);
    award_describe(award, &detail);
    bool told = is_its_event && strcmp(query_text(query, 2), award->visit) == 0 &&
                strcmp(query_text(query, 3), detail.text) == 0 &&
                query_int(query, 4) == award->state_ms;
    strbuf_fini(&detail);
    return told;
}

static bool is_booked(const struct query *query, const struct store_award *award)
{
    bool cancelled = award->state == AWARD_CANCELLED;
    bool returned = award->state == AWARD_EXPIRED && award->expired_return;
    return query_int(query, 5) == 1 && query_int(query, 6) == cancelled &&
           query_int(query, 7) == returned;
}

static bool check_award(struct db *db, const struct query *query, struct err *err)
{
    struct store_award award;
    char code[CLAIM_CODE_LEN];
    long long number = (long long)query_int(query, 0);
    if (award_load(db, query_int(query, 0), &award) != REQUEST_DONE)
        return db->rc == 0 && err_set(err, "第 %lld 个奖没有它的兑奖码或到访", number);
    if (!claim_code_read(award.code, code))
        return err_set(err, "第 %lld 个奖（%s）的兑奖码的校验位不对：兑奖码被改过", number,
                       award.tier);
    if (!award_is_told(query, &award))
        return err_set(err, "第 %lld 个奖（%s，%s）与审计日志不符：该行被改过", number, award.tier,
                       award_state_name(award.state));
    return is_booked(query, &award) || err_set(err, "第 %lld 个奖（%s，%s）与奖品台账不符", number,
                                               award.tier, award_state_name(award.state));
}

static bool check_awards(struct db *db, int64_t *awards, struct err *err)
{
    struct query query;
    enum query_step step = QUERY_DONE;
    bool holds = true;
    query_start(&query, db, QUERY_CHECK_AWARDS);
    while (holds && (step = query_step(&query)) == QUERY_ROW) {
        holds = check_award(db, &query, err);
        ++*awards;
    }
    query_end(&query);
    return holds && step == QUERY_DONE;
}

static bool check_counts(struct db *db, struct err *err)
{
    static const char *const what[] = { "抽奖和达标记录", "中奖记录", "奖品台账", "抽奖种子" };
    struct query query;
    bool holds = true;
    query_start(&query, db, QUERY_CHECK_COUNTS);
    bool read = query_step(&query) == QUERY_ROW;
    for (int i = 0; read && holds && i < 4; i++) {
        long long told = (long long)query_int(&query, 2 * i);
        long long kept = (long long)query_int(&query, 2 * i + 1);
        holds = told == kept ||
                err_set(err, "审计日志里有 %lld 条%s，数据库里有 %lld 条：有记录被删去或添上", told,
                        what[i], kept);
    }
    query_end(&query);
    return read && holds;
}

/* ---- all of it ---- */

static bool check_prizes(struct db *db, void *context, struct err *err)
{
    struct store_prize_check *out = context;
    struct book book = { 0 };
    bool ok = check_rules(db, err) && check_seeds(db, &out->seeds, err) &&
              check_movements(db, &book, err) && check_tiers(db, &book, err) &&
              check_awards(db, &out->awards, err) && check_counts(db, err);
    out->movements = book.row_count;
    /* Once more from the beginning, beside the claims. */
    book.played = book.tier_count = book.day_count = 0;
    ok = ok && replay_settlements(db, &book, &out->settlements, &out->draws, err);
    book_fini(&book);
    return ok;
}

bool store_check_prizes(struct store *store, struct store_prize_check *out, struct err *err)
{
    *out = (struct store_prize_check){ 0 };
    return store_read(store, check_prizes, out, err);
}

static bool check_database(struct db *db, void *context, struct err *err)
{
    struct query query;
    (void)context;
    query_start(&query, db, QUERY_INTEGRITY);
    enum query_step step = query_step(&query);
    bool whole = step == QUERY_ROW && strcmp(query_text(&query, 0), "ok") == 0;
    if (step == QUERY_ROW && !whole)
        err_set(err, "数据库文件本身有损坏：%s", query_text(&query, 0));
    query_end(&query);
    if (!whole)
        return false;
    query_start(&query, db, QUERY_FOREIGN_KEYS);
    step = query_step(&query);
    if (step == QUERY_ROW)
        err_set(err, "%s 表第 %lld 行指向 %s 表里没有的一行", query_text(&query, 0),
                (long long)query_int(&query, 1), query_text(&query, 2));
    query_end(&query);
    return step == QUERY_DONE;
}

bool store_check_database(struct store *store, struct err *err)
{
    return store_read(store, check_database, NULL, err);
}
