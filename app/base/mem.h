/*
 * Allocation that never returns NULL, and arenas for data that dies together.
 * Running out of memory aborts the program after a log line: the supervisor restarts it and the
 * store recovers, which is safer than a thousand half-tested error paths.
 */
#ifndef WENDA_BASE_MEM_H
#define WENDA_BASE_MEM_H

#include <stddef.h>

/* Each returns memory the caller releases with free(); zeroed where the name says so. */
void *mem_alloc(size_t len);
void *mem_zalloc(size_t len);
void *mem_realloc(void *ptr, size_t len);
char *mem_strdup(const char *text);
char *mem_strndup(const char *text, size_t len);

/* What those do when there is none: for memory that a library failed to get. */
_Noreturn void mem_exhausted(size_t len);

/* Makes room for one more element in a growing array (doubling); *capacity is in elements. */
void *mem_grow(void *array, int count, int *capacity, size_t element_len);

/* An arena owns everything taken from it until arena_fini; single pieces are never freed. */
struct arena {
    struct arena_block *head;
};

void arena_init(struct arena *arena);
void arena_fini(struct arena *arena);
void *arena_alloc(struct arena *arena, size_t len); /* zeroed, aligned for any object */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t len);
/* Copies an array into the arena; NULL when count is 0. */
void *arena_copy(struct arena *arena, const void *array, size_t element_len, int count);

#endif
