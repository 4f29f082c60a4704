/*
 * The secret seed of a day: committed to before the first draw, published once the day is closed.
 * Opening a day is also when what has passed is put in order: overdue codes, earlier days.
 */
#include <string.h>

#include "base/date.h"
#include "store/prize_inside.h"

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool day_read_hex(const char *hex, uint8_t out[CRYPT_HASH_LEN])
{
    if (strlen(hex) != CRYPT_HEX_LEN - 1)
        return false;
    for (int i = 0; i < CRYPT_HASH_LEN; i++) {
        int high = hex_digit(hex[2 * i]), low = hex_digit(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

bool day_find_seed(struct db *db, int32_t day, struct day_seed *out)
{
    struct query find;
    bool valid = true;
    *out = (struct day_seed){ 0 };
    query_start(&find, db, QUERY_SEED_FIND);
    query_set_int(&find, ":day", day);
    enum query_step step = query_step(&find);
    if (step == QUERY_ROW) {
        out->number = query_int(&find, 0);
        valid = day_read_hex(query_text(&find, 1), out->seed);
        memcpy(out->commitment, query_text(&find, 2), sizeof out->commitment);
    }
    query_end(&find);
    return step != QUERY_FAILED && valid;
}

static bool commit_seed(struct db *db, int32_t day, const struct store_request *request)
{
    char hex[CRYPT_HEX_LEN], commitment[CRYPT_HEX_LEN], subject[DATE_TEXT_LEN];
    int64_t audit = 0;
    struct query put;
    crypt_to_hex(request->random, hex);
    crypt_hash_hex(request->random, CRYPT_HASH_LEN, commitment);
    date_format(day, subject);
    if (!prize_note(db, request->wall_ms, "seed_committed", subject, commitment, &audit))
        return false;
    query_start(&put, db, QUERY_SEED_PUT);
    query_set_int(&put, ":day", day);
    query_set_text(&put, ":seed", hex);
    query_set_text(&put, ":commitment", commitment);
    query_set_int(&put, ":wall_ms", request->wall_ms);
    query_set_int(&put, ":audit", audit);
    return query_run(&put);
}

struct secret {
    int64_t number;
    int32_t day;
    char seed[CRYPT_HEX_LEN];
};

static enum query_step next_secret(struct db *db, struct secret *secret)
{
    struct query next;
    query_start(&next, db, QUERY_SEED_NEXT_SECRET);
    query_set_int(&next, ":after", secret->number);
    enum query_step step = query_step(&next);
    if (step == QUERY_ROW) {
        secret->number = query_int(&next, 0);
        secret->day = (int32_t)query_int(&next, 1);
        memcpy(secret->seed, query_text(&next, 2), sizeof secret->seed);
    }
    query_end(&next);
    return step;
}

static bool publish(struct db *db, const struct secret *secret, int64_t wall_ms)
{
    char subject[DATE_TEXT_LEN];
    int64_t audit = 0;
    struct query query;
    date_format(secret->day, subject);
    if (!prize_note(db, wall_ms, "seed_published", subject, secret->seed, &audit))
        return false;
    query_start(&query, db, QUERY_SEED_PUBLISH);
    query_set_int(&query, ":seed", secret->number);
    query_set_int(&query, ":wall_ms", wall_ms);
    query_set_int(&query, ":audit", audit);
    return query_run(&query);
}

/* Is a day over? Simulated data has no clock but its own: there whoever closes means all of it. */
static bool day_is_over(const struct db *db, int32_t day, int close_minute, int64_t wall_ms)
{
    int64_t end_ms = (int64_t)day * PRIZE_DAY_MS - PRIZE_ZONE_MS + (int64_t)close_minute * 60000;
    return db->kind == STORE_SIMULATED || wall_ms >= end_ms;
}

static bool publish_closed(struct db *db, int close_minute, int64_t wall_ms)
{
    struct secret secret = { 0 };
    enum query_step step;
    while ((step = next_secret(db, &secret)) == QUERY_ROW) {
        if (day_is_over(db, secret.day, close_minute, wall_ms) && !publish(db, &secret, wall_ms))
            return false;
    }
    return step == QUERY_DONE;
}

static bool publish_earlier(struct db *db, int32_t today, int64_t wall_ms)
{
    struct secret secret = { 0 };
    enum query_step step;
    while ((step = next_secret(db, &secret)) == QUERY_ROW) {
        if (secret.day < today && !publish(db, &secret, wall_ms))
            return false;
    }
    return step == QUERY_DONE;
}

/* ---- the requests ---- */

/* Both do what is due, and nothing when done again. */
static enum request_state find_nothing(struct db *db, const struct store_request *request,
                                       struct err *err)
{
    (void)db;
    (void)request;
    (void)err;
    return REQUEST_NEW;
}

static bool open_day(struct db *db, const struct store_request *request, struct err *err)
{
    struct rule_record rule;
    struct day_seed seed;
    int32_t today = date_of_ms(request->wall_ms);
    (void)err;
    if (!award_expire_overdue(db, request->wall_ms) ||
        !publish_earlier(db, today, request->wall_ms))
        return false;
    enum request_state state = rule_find_current(db, &rule);
    if (state != REQUEST_DONE || rule.way != PRIZE_BY_DRAW)
        return state != REQUEST_REFUSED;
    return day_find_seed(db, today, &seed) && (seed.number != 0 || commit_seed(db, today, request));
}

static bool close_days(struct db *db, const struct store_request *request, struct err *err)
{
    struct rule_record rule;
    (void)err;
    enum request_state state = rule_find_current(db, &rule);
    if (state != REQUEST_DONE)
        return state == REQUEST_NEW;
    return award_expire_overdue(db, request->wall_ms) &&
           publish_closed(db, rule.close_minute, request->wall_ms);
}

const struct request_rule rule_open_day = { find_nothing, open_day, news_tell };
const struct request_rule rule_close_days = { find_nothing, close_days, news_tell };
