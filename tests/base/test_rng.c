#include "base/rng.h"

#include <string.h>

#include <criterion/criterion.h>

Test(rng, seeding_is_splitmix64)
{
    /* Reference values of the algorithm's authors for seed 1234567. */
    static const uint64_t expected[4] = { 6457827717110365317U, 3203168211198807973U,
                                          9817491932198370423U, 4593380528125082431U };
    struct rng rng;

    rng_seed(&rng, 1234567);
    cr_assert_arr_eq(rng.state, expected, sizeof(expected));
}

Test(rng, numbers_are_xoshiro256starstar)
{
    static const uint64_t expected[] = {
        11520U, 0U, 1509978240U, 1215971899390074240U, 1216172134540287360U, 607988272756665600U
    };
    struct rng rng = { { 1, 2, 3, 4 } };

    for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++)
        cr_assert_eq(rng_next(&rng), expected[i], "number %zu", i);
}

Test(rng, same_seed_same_numbers)
{
    struct rng a, b, c;

    rng_seed(&a, 7);
    rng_seed(&b, 7);
    rng_seed(&c, 8);
    cr_assert_neq(rng_next(&c), rng_next(&a));
    (void)rng_next(&b);
    for (int i = 0; i < 100; i++)
        cr_assert_eq(rng_next(&a), rng_next(&b));
}

Test(rng, below_stays_below)
{
    struct rng rng;

    rng_seed(&rng, 1);
    for (uint32_t bound = 1; bound < 500; bound++) {
        for (int i = 0; i < 50; i++)
            cr_assert_lt(rng_below(&rng, bound), bound);
    }
    for (int i = 0; i < 1000; i++)
        cr_assert_lt(rng_below(&rng, UINT32_MAX), UINT32_MAX);
    cr_assert_eq(rng_below(&rng, 1), 0);
}

/* With a bound of 3/4 of the range a remainder makes the lowest third twice as likely as the rest
 * (half of all draws), and a product without rejection every third number. */
Test(rng, below_is_unbiased_where_shortcuts_are_not)
{
    enum { DRAWS = 120000 };
    const uint32_t bound = 3U << 30;
    int lowest = 0, multiples = 0;
    struct rng rng;

    rng_seed(&rng, 20270420);
    for (int i = 0; i < DRAWS; i++) {
        uint32_t drawn = rng_below(&rng, bound);
        lowest += drawn < bound / 3;
        multiples += drawn % 3 == 0;
    }
    /* 40,000 expected, standard deviation 163 */
    cr_assert(lowest > 39000 && lowest < 41000, "%d", lowest);
    cr_assert(multiples > 39000 && multiples < 41000, "%d", multiples);
}

Test(rng, all_orders_of_a_shuffle_are_equally_likely)
{
    enum { ROUNDS = 24000 };
    int counts[4 * 64] = { 0 };
    int seen = 0;
    struct rng rng;

    rng_seed(&rng, 42);
    for (int i = 0; i < ROUNDS; i++) {
        int items[] = { 0, 1, 2, 3 };
        rng_shuffle(&rng, items, 4);
        cr_assert_eq(1 << items[0] | 1 << items[1] | 1 << items[2] | 1 << items[3], 15);
        counts[items[0] * 64 + items[1] * 16 + items[2] * 4 + items[3]]++;
    }
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        if (counts[i] == 0)
            continue;
        seen++;
        /* 1,000 expected, standard deviation 31 */
        cr_assert(counts[i] > 850 && counts[i] < 1150, "%d", counts[i]);
    }
    cr_assert_eq(seen, 24);
}

Test(rng, shuffling_nothing_or_one)
{
    struct rng rng;
    int one = 5;

    rng_seed(&rng, 1);
    rng_shuffle(&rng, NULL, 0);
    rng_shuffle(&rng, &one, 1);
    cr_assert_eq(one, 5);
}

Test(rng, secrets_differ_and_fill_everything)
{
    unsigned char bytes[3000];
    int zeros = 0;

    cr_assert_neq(rng_secret_seed(), rng_secret_seed());
    memset(bytes, 0, sizeof(bytes));
    rng_secret_bytes(bytes, sizeof(bytes));
    for (size_t i = 0; i < sizeof(bytes); i++)
        zeros += bytes[i] == 0;
    cr_assert_lt(zeros, 60); /* 12 expected */
    rng_secret_bytes(bytes, 0);
}
