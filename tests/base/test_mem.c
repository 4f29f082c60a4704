#include "base/mem.h"

#include <limits.h>
#include <signal.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "base/log.h"
#include "support.h"

Test(mem, nothing_is_still_something)
{
    void *a = mem_alloc(0), *b = mem_zalloc(0), *c = mem_realloc(NULL, 0);

    cr_assert(a && b && c);
    free(a);
    free(b);
    free(c);
}

Test(mem, zalloc_zeroes)
{
    unsigned char *bytes = mem_zalloc(1000);

    for (int i = 0; i < 1000; i++)
        cr_assert_eq(bytes[i], 0);
    free(bytes);
}

Test(mem, copies_of_text)
{
    static const char unterminated[3] = { 'a', 'b', 'c' };
    char *whole = mem_strdup("问答"), *part = mem_strndup("abc", 2), *same = mem_strndup("ab", 99);
    char *bounded = mem_strndup(unterminated, 3);

    cr_assert_str_eq(whole, "问答");
    cr_assert_str_eq(part, "ab");
    cr_assert_str_eq(same, "ab");
    cr_assert_str_eq(bounded, "abc");
    free(whole);
    free(part);
    free(same);
    free(bounded);
}

Test(mem, grow_keeps_what_is_there_and_doubles)
{
    int *items = NULL;
    int capacity = 0, moves = 0;

    for (int i = 0; i < 10000; i++) {
        int before = capacity;
        items = mem_grow(items, i, &capacity, sizeof(*items));
        moves += capacity != before;
        cr_assert_gt(capacity, i);
        items[i] = i * 3;
    }
    for (int i = 0; i < 10000; i++)
        cr_assert_eq(items[i], i * 3);
    cr_assert_lt(moves, 15);
    free(items);
}

Test(mem, grow_beyond_int_aborts, .signal = SIGABRT)
{
    int capacity = INT_MAX;

    (void)mem_grow(NULL, INT_MAX, &capacity, 1);
}

Test(mem, grow_beyond_size_aborts, .signal = SIGABRT)
{
    int capacity = 4;

    /* Eight of these make 0 bytes again. */
    free(mem_grow(NULL, 4, &capacity, SIZE_MAX / 8 + 1));
}

Test(mem, no_memory_aborts, .signal = SIGABRT)
{
    void *volatile lost = mem_alloc(SIZE_MAX / 4);

    free(lost);
}

Test(mem, no_memory_aborts_on_realloc, .signal = SIGABRT)
{
    void *volatile lost = mem_realloc(NULL, SIZE_MAX / 4);

    free(lost);
}

Test(mem, no_memory_aborts_on_zalloc, .signal = SIGABRT)
{
    void *volatile lost = mem_zalloc(SIZE_MAX / 4);

    free(lost);
}

Test(arena, pieces_are_zeroed_aligned_and_apart)
{
    enum { COUNT = 3000 };
    struct arena arena;
    unsigned char *pieces[COUNT];
    size_t lens[COUNT];

    arena_init(&arena);
    for (int i = 0; i < COUNT; i++) {
        lens[i] = (size_t)(i * 7919) % (i % 50 == 0 ? 40000 : 200);
        pieces[i] = arena_alloc(&arena, lens[i]);
        cr_assert_eq((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        for (size_t j = 0; j < lens[i]; j++)
            cr_assert_eq(pieces[i][j], 0);
        memset(pieces[i], i % 251 + 1, lens[i]);
    }
    for (int i = 0; i < COUNT; i++) {
        for (size_t j = 0; j < lens[i]; j++)
            cr_assert_eq(pieces[i][j], i % 251 + 1, "piece %d was written over", i);
    }
    arena_fini(&arena);
    cr_assert_null(arena.head);
}

Test(arena, a_large_piece_does_not_waste_the_block_in_use)
{
    struct arena arena;
    char *first, *large, *second;

    arena_init(&arena);
    first = arena_alloc(&arena, 16);
    large = arena_alloc(&arena, 1 << 20);
    second = arena_alloc(&arena, 16);
    large[(1 << 20) - 1] = 1;
    cr_assert_eq(second - first, 16);
    arena_fini(&arena);
}

Test(arena, copies)
{
    static const int numbers[] = { 4, 8, 15 };
    struct arena arena;
    char *text, *part;
    int *copy;

    arena_init(&arena);
    text = arena_strdup(&arena, "题库");
    part = arena_strndup(&arena, "abcdef", 3);
    copy = arena_copy(&arena, numbers, sizeof(numbers[0]), 3);
    cr_assert_str_eq(text, "题库");
    cr_assert_str_eq(part, "abc");
    cr_assert_arr_eq(copy, numbers, sizeof(numbers));
    cr_assert_null(arena_copy(&arena, numbers, sizeof(numbers[0]), 0));
    arena_fini(&arena);
}

Test(arena, impossible_lengths_abort, .signal = SIGABRT)
{
    struct arena arena;

    arena_init(&arena);
    /* Four of these make 0 bytes again. */
    (void)arena_copy(&arena, "", SIZE_MAX / 4 + 1, 4);
    arena_fini(&arena);
}

Test(arena, impossible_piece_aborts, .signal = SIGABRT)
{
    struct arena arena;

    arena_init(&arena);
    (void)arena_alloc(&arena, SIZE_MAX - 3);
}

/* What was wrong must be found in the log after the restart. */
Test(mem, last_words_reach_the_log, .init = temp_init, .fini = temp_fini)
{
    char *log;
    int status;
    pid_t child;

    cr_assert(log_open(temp_path("log"), NULL));
    child = fork();
    if (child == 0) {
        void *volatile lost = mem_alloc(SIZE_MAX / 4);
        free(lost);
        _exit(0);
    }
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert(WIFSIGNALED(status));
    log_close();
    log = read_file(temp_path("log"), NULL);
    cr_assert_not_null(strstr(log, "内存不足"), "%s", log);
    free(log);
}
