/*
 * What was rasterised once, by key: fixed in bytes and entries, the least recently used goes first.
 * Owns its values and frees them with the function given. A value found stays valid until the next
 * cache_add to the same cache.
 */
#ifndef WENDA_SHELL_CACHE_H
#define WENDA_SHELL_CACHE_H

#include <stddef.h>
#include <stdint.h>

enum { CACHE_KEY_NUMBERS = 8 };

/* Text is borrowed for the call and copied by cache_add; unused numbers are 0. */
struct cache_key {
    int32_t numbers[CACHE_KEY_NUMBERS];
    const char *text; /* may be NULL */
    size_t text_len;
};

struct cache;

struct cache *cache_new(size_t capacity_len, int capacity_count, void (*free_value)(void *value));
void cache_free(struct cache *cache);
void cache_clear(struct cache *cache);
/* NULL when there is none; marks what it finds as used. */
void *cache_find(struct cache *cache, const struct cache_key *key);
/* Takes ownership of a value that a key not yet inside stands for. Others are dropped until it
 * fits; a value larger than the whole cache is kept alone. */
void cache_add(struct cache *cache, const struct cache_key *key, void *value, size_t value_len);
size_t cache_used_len(const struct cache *cache);
int cache_count(const struct cache *cache);

#endif
