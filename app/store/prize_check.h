/* What the checks of prizes share: the book of stock, played again row by row. */
#ifndef WENDA_STORE_PRIZE_CHECK_H
#define WENDA_STORE_PRIZE_CHECK_H

#include "store/prize_inside.h"

/* How many of a tier went out on a day and were not cancelled. */
struct day_count {
    int64_t tier;
    int32_t day;
    int64_t count;
};

struct tier_count {
    int64_t tier, total, stock;
};

/* A row of the book, as far as playing it again needs. */
struct book_row {
    int64_t audit, tier, delta;
    int32_t day; /* of the award */
    bool is_award, is_cancel, adds;
};

struct book {
    struct book_row *rows;
    int row_count, row_capacity;
    int played; /* rows applied so far */
    struct tier_count *tiers;
    int tier_count, tier_capacity;
    struct day_count *days;
    int day_count, day_capacity;
};

void book_fini(struct book *book);
/* Applies the rows that were written before that audit row. */
void book_play_until(struct book *book, int64_t audit);
int64_t book_stock(const struct book *book, int64_t tier);
int64_t book_out(const struct book *book, int64_t tier, int32_t day);

/* Recomputes every claim: who qualified, what was drawn, what was there at that moment. */
bool replay_settlements(struct db *db, struct book *book, int64_t *count, int64_t *draws,
                        struct err *err);

#endif
