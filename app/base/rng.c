#include "base/rng.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/log.h"

static uint64_t splitmix64(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15U;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

static uint64_t rotate_left(uint64_t x, int bits)
{
    return x << bits | x >> (64 - bits);
}

void rng_seed(struct rng *rng, uint64_t seed)
{
    for (int i = 0; i < 4; i++)
        rng->state[i] = splitmix64(&seed);
}

uint64_t rng_next(struct rng *rng)
{
    uint64_t *s = rng->state;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

/* Lemire, "Fast random integer generation in an interval" (2019): the high half of a product,
 * drawn again while the low half falls into the part that would favour some results. */
uint32_t rng_below(struct rng *rng, uint32_t bound)
{
    uint64_t product;
    uint32_t unfair;

    assert(bound > 0);
    unfair = -bound % bound;
    do {
        product = (rng_next(rng) >> 32) * bound;
    } while ((uint32_t)product < unfair);
    return (uint32_t)(product >> 32);
}

void rng_shuffle(struct rng *rng, int *items, int count)
{
    for (int i = count - 1; i > 0; i--) {
        uint32_t j = rng_below(rng, (uint32_t)i + 1);
        int held = items[i];
        items[i] = items[j];
        items[j] = held;
    }
}

void rng_secret_bytes(void *out, size_t len)
{
    unsigned char *next = out;

    while (len > 0) {
        ssize_t got = getrandom(next, len, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            log_error("系统不给随机数：%s", strerrordesc_np(errno));
            abort();
        }
        next += got;
        len -= (size_t)got;
    }
}

uint64_t rng_secret_seed(void)
{
    uint64_t seed;

    rng_secret_bytes(&seed, sizeof(seed));
    return seed;
}
