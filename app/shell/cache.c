#include "shell/cache.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { NONE = -1 };

/* Entries live in one array and are linked by index: free or in use, by hash, and by age. */
struct entry {
    uint64_t hash;
    struct cache_key key;
    char *text; /* owned; key.text points here */
    void *value;
    size_t value_len;
    int next_in_bucket;
    int newer, older;
};

struct cache {
    struct entry *entries;
    int *buckets;
    int capacity_count, bucket_count;
    size_t capacity_len, used_len;
    int count;
    int newest, oldest;
    int first_free; /* linked by next_in_bucket */
    void (*free_value)(void *value);
};

/* FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ at[i]) * 0x100000001B3u;
    return hash;
}

static uint64_t hash_key(const struct cache_key *key)
{
    uint64_t hash = hash_bytes(0xCBF29CE484222325u, key->numbers, sizeof key->numbers);
    return hash_bytes(hash, key->text, key->text_len);
}

static bool same_key(const struct cache_key *a, const struct cache_key *b)
{
    return memcmp(a->numbers, b->numbers, sizeof a->numbers) == 0 && a->text_len == b->text_len &&
           (a->text_len == 0 || memcmp(a->text, b->text, a->text_len) == 0);
}

static void make_empty(struct cache *cache)
{
    for (int i = 0; i < cache->bucket_count; i++)
        cache->buckets[i] = NONE;
    for (int i = 0; i < cache->capacity_count; i++)
        cache->entries[i].next_in_bucket = i + 1 < cache->capacity_count ? i + 1 : NONE;
    cache->first_free = 0;
    cache->newest = cache->oldest = NONE;
    cache->count = 0;
    cache->used_len = 0;
}

struct cache *cache_new(size_t capacity_len, int capacity_count, void (*free_value)(void *value))
{
    struct cache *cache = mem_zalloc(sizeof *cache);
    cache->capacity_len = capacity_len;
    cache->capacity_count = capacity_count;
    cache->bucket_count = 2 * capacity_count;
    cache->entries = mem_zalloc((size_t)capacity_count * sizeof *cache->entries);
    cache->buckets = mem_zalloc((size_t)cache->bucket_count * sizeof *cache->buckets);
    cache->free_value = free_value;
    make_empty(cache);
    return cache;
}

void cache_clear(struct cache *cache)
{
    for (int i = cache->newest; i != NONE; i = cache->entries[i].older) {
        cache->free_value(cache->entries[i].value);
        free(cache->entries[i].text);
    }
    make_empty(cache);
}

void cache_free(struct cache *cache)
{
    if (!cache)
        return;
    cache_clear(cache);
    free(cache->entries);
    free(cache->buckets);
    free(cache);
}

static void unlink_age(struct cache *cache, int index)
{
    struct entry *entry = &cache->entries[index];
    if (entry->newer == NONE)
        cache->newest = entry->older;
    else
        cache->entries[entry->newer].older = entry->older;
    if (entry->older == NONE)
        cache->oldest = entry->newer;
    else
        cache->entries[entry->older].newer = entry->newer;
}

static void make_newest(struct cache *cache, int index)
{
    struct entry *entry = &cache->entries[index];
    entry->newer = NONE;
    entry->older = cache->newest;
    if (cache->newest != NONE)
        cache->entries[cache->newest].newer = index;
    else
        cache->oldest = index;
    cache->newest = index;
}

static int *bucket_of(const struct cache *cache, uint64_t hash)
{
    return &cache->buckets[hash % (uint64_t)cache->bucket_count];
}

void *cache_find(struct cache *cache, const struct cache_key *key)
{
    uint64_t hash = hash_key(key);
    for (int i = *bucket_of(cache, hash); i != NONE; i = cache->entries[i].next_in_bucket) {
        if (cache->entries[i].hash == hash && same_key(&cache->entries[i].key, key)) {
            unlink_age(cache, i);
            make_newest(cache, i);
            return cache->entries[i].value;
        }
    }
    return NULL;
}

static void drop_oldest(struct cache *cache)
{
    int index = cache->oldest;
    struct entry *entry = &cache->entries[index];
    int *link = bucket_of(cache, entry->hash);
    while (*link != index)
        link = &cache->entries[*link].next_in_bucket;
    *link = entry->next_in_bucket;
    unlink_age(cache, index);
    cache->free_value(entry->value);
    free(entry->text);
    cache->used_len -= entry->value_len;
    cache->count--;
    entry->next_in_bucket = cache->first_free;
    cache->first_free = index;
}

void cache_add(struct cache *cache, const struct cache_key *key, void *value, size_t value_len)
{
    while (cache->count > 0 && (cache->count == cache->capacity_count ||
                                cache->used_len + value_len > cache->capacity_len))
        drop_oldest(cache);
    int index = cache->first_free;
    struct entry *entry = &cache->entries[index];
    cache->first_free = entry->next_in_bucket;
    entry->hash = hash_key(key);
    entry->key = *key;
    entry->text = mem_strndup(key->text ? key->text : "", key->text_len);
    entry->key.text = entry->text;
    entry->value = value;
    entry->value_len = value_len;
    int *bucket = bucket_of(cache, entry->hash);
    entry->next_in_bucket = *bucket;
    *bucket = index;
    make_newest(cache, index);
    cache->used_len += value_len;
    cache->count++;
}

size_t cache_used_len(const struct cache *cache)
{
    return cache->used_len;
}

int cache_count(const struct cache *cache)
{
    return cache->count;
}
