/*
 * What a visit wins: the rules of 达标 and 抽奖 as pure functions, and what is told of prizes from
 * the store to the screens. Knows no stock: whether a tier is still there is the store's business.
 *
 * A draw can be recomputed by anyone: its value is HMAC-SHA-256 with the day's seed (32 bytes) as
 * the key over the text "UUID:NUMBER" of the visit. The first 12 hexadecimal digits of it are a
 * whole number below 2^48; each tier in its order owns the next floor(2^48 / N) numbers from 0 on,
 * where 1/N is its published chance, and the tier that owns the number is drawn.
 */
#ifndef WENDA_ACTIVITY_PRIZE_H
#define WENDA_ACTIVITY_PRIZE_H

#include <stdint.h>

#include "activity/claim_code.h"
#include "activity/model.h"

/* What came of a visit's claim to a prize. */
enum settled {
    SETTLED_NOT, /* nothing was asked or decided */
    SETTLED_AWARDED,
    SETTLED_MISSED,      /* drawn, and no tier owns the value */
    SETTLED_SOLD_OUT,    /* the tier is out, and so are those that stand in for it */
    SETTLED_USED_UP,     /* there is stock, but today's release is used up */
    SETTLED_COOLING,     /* full score too soon after another one */
    SETTLED_UNQUALIFIED, /* too few right */
    SETTLED_RANKED,      /* takes part in the ranking at the close, under the code */
    SETTLED_COUNT
};

/* Borrowed by nobody: plain values, copied as they are. */
struct prize_award {
    enum settled outcome;
    int tier;                  /* index into activity->tiers; -1 = none */
    char code[CLAIM_CODE_LEN]; /* AWARDED, RANKED; else "" */
    int64_t valid_until_ms;    /* wall time; 0 = not known yet (RANKED) */
};

struct prize_stock {
    int total, left; /* of the whole activity */
    int left_today;  /* what may still be given out today; at most left */
};

/* What is told after anything that concerns prizes. */
struct prize_news {
    int32_t day;                        /* for which left_today and commitment hold */
    char commitment[CRYPT_HEX_LEN];     /* SHA-256 of the day's seed; "" where nothing is drawn */
    struct prize_stock tiers[TIER_MAX]; /* in the order of activity->tiers */
    int tier_count;
    struct prize_award award; /* of the request; SETTLED_NOT where it was not about one */
};

/* 达标: the tier with the highest threshold that so many right reach; -1 = none. */
int prize_tier_of_score(const struct prize_tier *tiers, int tier_count, int right);
/* How many right it takes to have a claim at all: the draw's threshold, the lowest of a score. */
int prize_least_right(const struct activity *activity);
/* 抽奖: the tier that owns the value; -1 = none. */
int prize_tier_of_value(const struct prize_tier *tiers, int tier_count,
                        const uint8_t value[CRYPT_HASH_LEN]);
/* The value of a visit's draw. */
void prize_draw_value(const uint8_t seed[CRYPT_HASH_LEN], const char *visit, int64_t visit_number,
                      uint8_t out[CRYPT_HASH_LEN]);
/* The last moment of a code given out on that day: the close of the last valid day, or its midnight
 * when the booth is given prizes after its hours. */
int64_t prize_valid_until_ms(int32_t day, int valid_days, int close_minute, int64_t now_ms);

#endif
