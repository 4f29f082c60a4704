/*
 * Opening hours as stretches of signs of life: which stretch a sign belongs to. Knows no store and
 * no clock.
 */
#ifndef WENDA_BOOTH_OPENING_H
#define WENDA_BOOTH_OPENING_H

#include "store/store.h"

struct opening {
    char key[STORE_UUID_LEN]; /* of the stretch; "" = closed */
    int64_t now_ms, wall_ms;  /* of the last sign: boot clock, wall clock */
};

/* The key of the stretch that this sign belongs to: the last one's, or a new one after closing, a
 * gap, another day, or when the clock was set. */
const char *opening_sign(struct opening *opening, int64_t now_ms, int64_t wall_ms);

#endif
