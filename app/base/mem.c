#include "base/mem.h"

#include <limits.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

enum { ARENA_BLOCK_LEN = 16 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t used, len;
    alignas(max_align_t) unsigned char bytes[];
};

_Noreturn void mem_exhausted(size_t len)
{
    log_error("内存不足（要 %zu 字节），程序退出", len);
    abort();
}

void *mem_alloc(size_t len)
{
    /* malloc(0) may return NULL, which would look like a failure. */
    void *ptr = malloc(len > 0 ? len : 1);

    if (!ptr)
        mem_exhausted(len);
    return ptr;
}

void *mem_zalloc(size_t len)
{
    void *ptr = calloc(1, len > 0 ? len : 1);

    if (!ptr)
        mem_exhausted(len);
    return ptr;
}

void *mem_realloc(void *ptr, size_t len)
{
    void *moved = realloc(ptr, len > 0 ? len : 1);

    if (!moved)
        mem_exhausted(len);
    return moved;
}

char *mem_strdup(const char *text)
{
    size_t len = strlen(text) + 1;

    return memcpy(mem_alloc(len), text, len);
}

char *mem_strndup(const char *text, size_t len)
{
    size_t text_len = strnlen(text, len);
    char *copy = mem_alloc(text_len + 1);

    memcpy(copy, text, text_len);
    copy[text_len] = '\0';
    return copy;
}

void *mem_grow(void *array, int count, int *capacity, size_t element_len)
{
    int grown = *capacity > 0 ? *capacity : 4;

    if (count < *capacity)
        return array;
    while (grown <= count) {
        if (grown > INT_MAX / 2)
            mem_exhausted(SIZE_MAX);
        grown *= 2;
    }
    if (element_len > 0 && (size_t)grown > SIZE_MAX / element_len)
        mem_exhausted(SIZE_MAX);
    *capacity = grown;
    return mem_realloc(array, (size_t)grown * element_len);
}

void arena_init(struct arena *arena)
{
    arena->head = NULL;
}

void arena_fini(struct arena *arena)
{
    struct arena_block *block = arena->head;

    while (block) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
    arena->head = NULL;
}

static struct arena_block *block_new(size_t len)
{
    struct arena_block *block;

    if (len > SIZE_MAX - sizeof(*block))
        mem_exhausted(len);
    block = mem_zalloc(sizeof(*block) + len);
    block->len = len;
    return block;
}

void *arena_alloc(struct arena *arena, size_t len)
{
    struct arena_block *block = arena->head;
    size_t aligned;

    if (len > SIZE_MAX - alignof(max_align_t))
        mem_exhausted(len);
    /* Also a piece of no bytes gets an address of its own. */
    aligned = (len > 0 ? len : 1) + alignof(max_align_t) - 1;
    aligned -= aligned % alignof(max_align_t);

    if (!block || block->len - block->used < aligned) {
        bool large = aligned > ARENA_BLOCK_LEN / 4;
        block = block_new(large ? aligned : ARENA_BLOCK_LEN);
        if (large && arena->head) {
            /* Behind the head, whose free rest stays in use. */
            block->next = arena->head->next;
            arena->head->next = block;
        } else {
            block->next = arena->head;
            arena->head = block;
        }
    }
    block->used += aligned;
    return block->bytes + block->used - aligned;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_strndup(struct arena *arena, const char *text, size_t len)
{
    size_t text_len = strnlen(text, len);

    /* The terminator is the arena's zero. */
    return memcpy(arena_alloc(arena, text_len + 1), text, text_len);
}

void *arena_copy(struct arena *arena, const void *array, size_t element_len, int count)
{
    size_t len;

    if (count <= 0)
        return NULL;
    if (element_len > 0 && (size_t)count > SIZE_MAX / element_len)
        mem_exhausted(SIZE_MAX);
    len = (size_t)count * element_len;
    return memcpy(arena_alloc(arena, len), array, len);
}
