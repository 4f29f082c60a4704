/*
 * Prizes as the store keeps them: the ledger of each tier, claims, awards, seeds. What is won by
 * what is activity/prize.h; requests about prizes are posted as all others (store.h).
 *
 * An award is RESERVED in the transaction that takes it out of stock, SHOWN once the visitor has
 * the code, CLAIMED when staff hand the prize over. A code past its day is EXPIRED; staff may
 * cancel an award that is not claimed, and take a wrong claiming back. The ledger of a tier:
 *
 *     closing = opening + in - out + reversals        issued = claimed + expired + pending
 */
#ifndef WENDA_STORE_PRIZE_H
#define WENDA_STORE_PRIZE_H

#include <stdbool.h>
#include <stdint.h>

#include "activity/prize.h"
#include "base/err.h"

struct store;

enum award_state {
    AWARD_RESERVED,
    AWARD_SHOWN,
    AWARD_CLAIMED,
    AWARD_EXPIRED,
    AWARD_CANCELLED,
    AWARD_STATE_COUNT
};
const char *award_state_tag(enum award_state state);  /* reserved, shown … as stored */
const char *award_state_name(enum award_state state); /* 未显示 待领 已领 过期 作废 */
const char *settled_tag(enum settled outcome);        /* awarded, missed … as stored */

/* Longest texts of staff, in characters. */
enum { STORE_PLACE_MAX_CHARS = 40, STORE_REASON_MAX_CHARS = 60 };
enum { STORE_TIER_LEN = 64, STORE_ITEM_LEN = 96, STORE_PLACE_LEN = 168, STORE_REASON_LEN = 248 };

/* An award with all that staff need to see of it. */
struct store_award {
    int64_t number, tier_number; /* of their tables */
    char visit[40];              /* UUID */
    char code[CLAIM_CODE_LEN];   /* in clear: mask it wherever others read */
    char tier[STORE_TIER_LEN], item[STORE_ITEM_LEN];
    int32_t day;
    int right, asked;
    enum award_state state;
    int64_t awarded_ms, valid_until_ms;
    int64_t state_ms;              /* when it came into its state */
    char place[STORE_PLACE_LEN];   /* CLAIMED: where; else "" */
    char reason[STORE_REASON_LEN]; /* CANCELLED: why; or why its claiming was taken back */
    bool expired_return;
};

enum redeem_outcome {
    REDEEM_DONE,      /* now it is claimed: hand the prize over */
    REDEEM_ALREADY,   /* it was claimed before: award says when and where */
    REDEEM_EXPIRED,   /* award says since when */
    REDEEM_CANCELLED, /* award says why */
    REDEEM_UNKNOWN,   /* there is no such code */
    REDEEM_UNRANKED,  /* a code of the ranking that has won nothing (yet) */
    REDEEM_TOO_MANY,  /* too many unknown codes within a minute: wait */
    REDEEM_OUTCOME_COUNT
};
enum { REDEEM_MISSES_MAX = 10, REDEEM_MISSES_SPAN_MS = 60 * 1000 };

struct store_redemption {
    enum redeem_outcome outcome;
    struct store_award award; /* where there is one */
};

/* ---- reading: run on the writer thread, waited for ---- */

/* The stock of the rules in force on that day, and its commitment; award stays SETTLED_NOT. */
bool store_read_prizes(struct store *store, int32_t day, struct prize_news *out, struct err *err);

/* Awards given out in [from, until), in their order; 0 = open. state AWARD_STATE_COUNT = all.
 * RESERVED: those nobody has seen, after a power cut for staff to cancel. */
bool store_read_awards(struct store *store, int64_t from_ms, int64_t until_ms,
                       enum award_state state,
                       bool (*row)(void *context, const struct store_award *award, struct err *err),
                       void *context, struct err *err);
/* The award under a code; false also when there is none (told in err). */
bool store_read_award(struct store *store, const char *code, struct store_award *out,
                      struct err *err);

enum { STORE_LEDGER_MAX = 64 };
struct store_ledger_tier {
    char tier[STORE_TIER_LEN], item[STORE_ITEM_LEN];
    int64_t total; /* opening + in */
    int64_t opening, in, out, reversals, closing;
    int64_t issued, claimed, expired, pending, cancelled;
};
struct store_ledger {
    struct store_ledger_tier tiers[STORE_LEDGER_MAX];
    int count;
};
bool store_read_ledger(struct store *store, struct store_ledger *out, struct err *err);

/* Claims and published seeds in their order; callbacks as in store_read_rows. Strings are borrowed
 * for the call. */
struct store_draw_row {
    const char *visit;
    int64_t visit_number, wall_ms;
    int32_t day;
    const char *commitment, *value; /* "" where nothing was drawn */
    const char *chances; /* 一等奖 1/200; 二等奖 1/50 …; thresholds where by score */
    int right, asked;
    const char *drawn; /* tier of the value or score, "" = none */
    const char *outcome;
    const char *awarded; /* tier handed out, "" = none */
    const char *code;    /* masked; "" = none */
};
struct store_seed_row {
    int32_t day;
    const char *commitment, *seed;
    int64_t committed_ms, published_ms;
};
struct store_prize_rows {
    bool (*draw)(void *context, const struct store_draw_row *row, struct err *err);
    bool (*seed)(void *context, const struct store_seed_row *row, struct err *err);
    void *context;
};
/* Draws of [from, until); seeds of all days that are closed. */
bool store_read_prize_rows(struct store *store, int64_t from_ms, int64_t until_ms,
                           const struct store_prize_rows *rows, struct err *err);

/* 排名 as it stands: by score, then by the time taken, then by who was earlier. */
struct store_rank_row {
    int place; /* from 1 */
    const char *visit, *code;
    int64_t visit_number, taken_ms, wall_ms;
    int right, asked;
    const char *tier;  /* what the place has won, or would win were the ranking closed now; "" */
    const char *state; /* of the award; "" before the close */
};
bool store_read_rank(struct store *store,
                     bool (*row)(void *context, const struct store_rank_row *row, struct err *err),
                     void *context, struct err *err);

/* Figures of a check that found nothing wrong. */
struct store_prize_check {
    int64_t settlements, draws, awards, movements, seeds;
};
/* Plays the book of stock again, recomputes every draw from its seed, and compares every row with
 * the audit log. False and the first row that does not hold. */
bool store_check_prizes(struct store *store, struct store_prize_check *out, struct err *err);
/* SQLite's own check of the file and of references between tables. */
bool store_check_database(struct store *store, struct err *err);

#endif
