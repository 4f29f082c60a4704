/* The cache keeps its bounds, drops the least recently used, and frees what it held. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/mem.h"
#include "base/rng.h"
#include "shell/cache.h"

static int freed;

static void free_value(void *value)
{
    freed++;
    free(value);
}

static void put(struct cache *cache, int number, const char *text, size_t value_len)
{
    struct cache_key key = { .numbers = { number }, .text = text, .text_len = strlen(text) };
    int *value = mem_alloc(sizeof *value);
    *value = number;
    cache_add(cache, &key, value, value_len);
}

static int get(struct cache *cache, int number, const char *text)
{
    struct cache_key key = { .numbers = { number }, .text = text, .text_len = strlen(text) };
    int *value = cache_find(cache, &key);
    return value ? *value : -1;
}

Test(cache, finds_by_numbers_and_text_together)
{
    struct cache *cache = cache_new(1000, 10, free_value);
    put(cache, 1, "甲", 10);
    put(cache, 2, "甲", 10);
    put(cache, 3, "乙", 10);
    cr_expect_eq(get(cache, 1, "甲"), 1);
    cr_expect_eq(get(cache, 2, "甲"), 2);
    cr_expect_eq(get(cache, 3, "甲"), -1);
    cr_expect_eq(get(cache, 3, "乙"), 3);
    cache_free(cache);
    cr_expect_eq(freed, 3);
}

Test(cache, copies_the_text_of_a_key)
{
    struct cache *cache = cache_new(1000, 10, free_value);
    char text[] = "专利";
    put(cache, 1, text, 10);
    text[0] = 'x';
    cr_expect_eq(get(cache, 1, "专利"), 1);
    cache_free(cache);
}

Test(cache, the_least_recently_used_goes_first)
{
    struct cache *cache = cache_new(1000, 3, free_value);
    put(cache, 1, "", 1);
    put(cache, 2, "", 1);
    put(cache, 3, "", 1);
    get(cache, 1, "");
    put(cache, 4, "", 1);
    cr_expect_eq(get(cache, 2, ""), -1);
    cr_expect_eq(get(cache, 1, ""), 1);
    cr_expect_eq(cache_count(cache), 3);
    cr_expect_eq(freed, 1);
    cache_free(cache);
}

Test(cache, bytes_are_bounded_too)
{
    struct cache *cache = cache_new(100, 50, free_value);
    for (int i = 0; i < 20; i++)
        put(cache, i, "", 30);
    cr_expect_leq(cache_used_len(cache), 100);
    cr_expect_eq(cache_count(cache), 3);
    put(cache, 99, "", 500);
    cr_expect_eq(get(cache, 99, ""), 99, "one that is too large is kept alone");
    cr_expect_eq(cache_count(cache), 1);
    put(cache, 100, "", 10);
    cr_expect_eq(cache_used_len(cache), 10);
    cache_free(cache);
}

Test(cache, clearing_leaves_it_usable)
{
    struct cache *cache = cache_new(100, 4, free_value);
    put(cache, 1, "", 10);
    cache_clear(cache);
    cr_expect_eq(get(cache, 1, ""), -1);
    cr_expect_eq(cache_used_len(cache), 0);
    put(cache, 1, "", 10);
    cr_expect_eq(get(cache, 1, ""), 1);
    cache_free(cache);
    cache_free(NULL);
}

/* Against a plain model: what was used last is there, and nothing else is lost but the oldest. */
Test(cache, a_long_random_run_keeps_count_and_bytes)
{
    enum { KEYS = 40, CAPACITY = 8 };
    struct cache *cache = cache_new(1 << 20, CAPACITY, free_value);
    int64_t used_at[KEYS] = { 0 };
    struct rng rng;
    rng_seed(&rng, 5);
    for (int64_t turn = 1; turn < 20000; turn++) {
        int number = (int)rng_below(&rng, KEYS);
        int newer = 0;
        for (int i = 0; i < KEYS; i++)
            newer += used_at[i] > used_at[number];
        bool expected = used_at[number] > 0 && newer < CAPACITY;
        cr_assert_eq(get(cache, number, "k") == number, expected, "turn %d", (int)turn);
        if (!expected)
            put(cache, number, "k", 16);
        used_at[number] = turn;
        cr_assert_eq(cache_used_len(cache), 16u * (size_t)cache_count(cache));
    }
    cache_free(cache);
}
