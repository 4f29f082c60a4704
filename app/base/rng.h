/*
 * Random numbers of two kinds, never mixed up:
 * struct rng is seeded and repeatable, for draws and shuffles (xoshiro256** seeded by splitmix64,
 * both by Blackman and Vigna, public domain algorithms); rng_secret_bytes comes from getrandom(2).
 */
#ifndef WENDA_BASE_RNG_H
#define WENDA_BASE_RNG_H

#include <stddef.h>
#include <stdint.h>

struct rng {
    uint64_t state[4];
};

void rng_seed(struct rng *rng, uint64_t seed);
uint64_t rng_next(struct rng *rng);
/* Unbiased in [0, bound); bound > 0. */
uint32_t rng_below(struct rng *rng, uint32_t bound);
/* Fisher-Yates over count ints. */
void rng_shuffle(struct rng *rng, int *items, int count);

void rng_secret_bytes(void *out, size_t len); /* aborts if the kernel has none to give */
uint64_t rng_secret_seed(void);

#endif
