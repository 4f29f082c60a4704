/* What the store's files about prizes share. All run inside the caller's transaction. */
#ifndef WENDA_STORE_PRIZE_INSIDE_H
#define WENDA_STORE_PRIZE_INSIDE_H

#include "base/strbuf.h"
#include "store/prize.h"
#include "store/request.h"
#include "store/statement.h"

enum { PRIZE_DAY_MS = 24 * 60 * 60 * 1000, PRIZE_ZONE_MS = 8 * 60 * 60 * 1000 };

/* ---- prize_rule.c: the rules in force ---- */

struct rule_record {
    int64_t number, activity;
    char digest[CRYPT_HEX_LEN];
    enum prize_way way;
    int qualify_right, valid_days, close_minute, cool_s;
    bool expired_return;
    int tier_count;
    int64_t tiers[TIER_MAX];            /* numbers of their table */
    struct prize_tier models[TIER_MAX]; /* need_right, odds, daily; no texts but the next two */
    char names[TIER_MAX][STORE_TIER_LEN], items[TIER_MAX][STORE_ITEM_LEN];
    int fallback[TIER_MAX]; /* position, -1 = none */
    int64_t total[TIER_MAX], stock[TIER_MAX];
};

/* Of the activity put last; REQUEST_NEW when there is none. */
enum request_state rule_find_current(struct db *db, struct rule_record *out);
bool rule_load(struct db *db, int64_t number, struct rule_record *out);
int rule_position(const struct rule_record *rule, int64_t tier); /* -1 = not of this rule */
/* What the digest is taken of: everything that decides, a line for each tier. */
void rule_describe(const struct rule_record *rule, struct strbuf *out);
/* 一等奖 1/200; … for people. */
void rule_describe_chances(const struct rule_record *rule, struct strbuf *out);
const char *prize_way_tag(enum prize_way way);
/* An audit row; *audit is its number. */
bool prize_note(struct db *db, int64_t wall_ms, const char *event, const char *subject,
                const char *detail, int64_t *audit);

/* ---- put_prizes.c: an activity's prizes ---- */

/* Everything of the activity's prizes, for its digest. */
void prizes_describe(const struct activity *activity, struct strbuf *out);
/* Tiers, the difference of their stock to what was asked for so far, and the rules. */
bool put_prizes(struct db *db, const struct activity *activity, int64_t number, int64_t wall_ms);

/* ---- stock.c: the book ---- */

enum movement_kind {
    MOVEMENT_OPENING,
    MOVEMENT_PLAN,
    MOVEMENT_RESTOCK,
    MOVEMENT_AWARD,
    MOVEMENT_CANCEL,
    MOVEMENT_EXPIRE,
    MOVEMENT_KIND_COUNT
};
const char *movement_kind_tag(enum movement_kind kind);
bool stock_read(struct db *db, int64_t tier, int64_t *out);
struct movement {
    int64_t tier;
    enum movement_kind kind;
    int64_t delta;
    int64_t award;      /* 0 = none */
    const char *reason; /* borrowed */
    int64_t wall_ms;
};
/* Takes one out of stock; false with db->rc == 0 when there is none left. */
bool stock_take(struct db *db, int64_t tier);
/* Writes the book's row for a stock that was changed already; audit is the row that tells of it. */
bool stock_book(struct db *db, const struct movement *movement, int64_t audit);
/* Changes stock and total together, with its rows in the book and in the audit log. False with
 * db->rc == 0 where stock would fall below zero. */
bool stock_change(struct db *db, const struct movement *movement, const char *tier_name);
bool stock_return(struct db *db, const struct movement *movement, int64_t audit);
/* The audit row of a change, as written and as checked. */
void stock_describe(const struct movement *movement, int64_t stock, struct strbuf *out);

/* ---- draw_day.c: seeds ---- */

struct day_seed {
    int64_t number; /* 0 = none */
    uint8_t seed[CRYPT_HASH_LEN];
    char commitment[CRYPT_HEX_LEN];
};
/* The secret seed of that day; number 0 when there is none. False when SQLite failed. */
bool day_find_seed(struct db *db, int32_t day, struct day_seed *out);
bool day_read_hex(const char *hex, uint8_t out[CRYPT_HASH_LEN]);

/* ---- award.c: states of an award ---- */

const char *award_event(enum award_state state); /* of the audit row that leads into it */
enum award_state award_state_of_tag(const char *tag);
/* REQUEST_DONE when found. */
enum request_state award_load(struct db *db, int64_t number, struct store_award *out);
enum request_state award_find(struct db *db, enum query_id id, const char *name, const char *value,
                              struct store_award *out);
void award_describe(const struct store_award *award, struct strbuf *out);
/* Gives award its new state (with place, reason and state_ms as set in it), and what follows for
 * stock. */
bool award_move(struct db *db, const struct store_award *award, const char *event);
/* Everything pending whose last moment has passed. */
bool award_expire_overdue(struct db *db, int64_t wall_ms);
/* A new award and its place in the book; the stock was taken already. All of it but number and
 * state_ms is given. */
bool award_create(struct db *db, struct store_award *award, int64_t settlement);

/* ---- settle.c: a visit's claim ---- */

/* Decides the claim of the visit's completed quiz, once. */
bool settle_visit(struct db *db, const struct store_request *request, struct err *err);
enum settled settled_of_tag(const char *tag);
/* A claim's audit row, as written and as checked. */
struct settlement_record {
    int32_t day;
    int right, asked;
    int64_t rule, seed, drawn; /* 0 = none */
    const char *value;         /* "" = none */
    enum settled outcome;
    const char *code; /* "" = none */
};
void settlement_describe(const struct settlement_record *record, struct strbuf *out);

/* ---- prize_read.c ---- */

bool ledger_read(struct db *db, struct store_ledger *out);

/* ---- prize_news.c: what results carry ---- */

bool news_read(struct db *db, int32_t day, struct prize_news *out);
/* For requests whose result carries the stock as it is after them. */
bool news_tell(struct db *db, const struct store_request *request, struct store_result *result);
/* The same with what came of the visit's claim. */
bool news_tell_award(struct db *db, const struct store_request *request,
                     struct store_result *result);

extern const struct request_rule rule_open_day, rule_close_days, rule_settle, rule_show_award,
    rule_redeem, rule_undo_redeem, rule_cancel_award, rule_restock, rule_close_ranking;

#endif
