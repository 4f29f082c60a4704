/* A font file as a stream: the same bytes as the file's, wherever they are asked for. */
#include <SDL.h>
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/rng.h"
#include "shell/font_file.h"

enum { FILE_LEN = 100000 };

struct made {
    char path[64];
    unsigned char bytes[FILE_LEN];
};

static struct made made;

static void make(void)
{
    struct rng rng;
    rng_seed(&rng, 11);
    for (int i = 0; i < FILE_LEN; i++)
        made.bytes[i] = (unsigned char)rng_below(&rng, 256);
    (void)snprintf(made.path, sizeof made.path, "/tmp/wenda-font-XXXXXX");
    int file = mkstemp(made.path);
    cr_assert(file >= 0);
    cr_assert_eq(write(file, made.bytes, FILE_LEN), FILE_LEN);
    cr_assert_eq(close(file), 0);
}

static void take_away(void)
{
    (void)unlink(made.path);
}

TestSuite(font_file, .init = make, .fini = take_away);

/* Short and long reads at places that jump about, as glyphs and tables are read. */
Test(font_file, reads_what_the_file_holds)
{
    static unsigned char got[FILE_LEN];
    struct rng rng;
    SDL_RWops *stream = font_file_open(made.path);
    cr_assert_not_null(stream);
    cr_expect_eq(SDL_RWsize(stream), FILE_LEN);
    rng_seed(&rng, 12);
    for (int i = 0; i < 20000; i++) {
        size_t at = rng_below(&rng, FILE_LEN + 1);
        size_t len = i % 50 == 0 ? rng_below(&rng, FILE_LEN) : rng_below(&rng, 300);
        size_t held = len < FILE_LEN - at ? len : FILE_LEN - at;
        cr_assert_eq(SDL_RWseek(stream, (Sint64)at, RW_SEEK_SET), (Sint64)at);
        cr_assert_eq(SDL_RWread(stream, got, 1, len), held, "%zu bytes at %zu", len, at);
        cr_assert_eq(memcmp(got, made.bytes + at, held), 0, "%zu bytes at %zu", len, at);
        cr_assert_eq(SDL_RWtell(stream), (Sint64)(at + held));
    }
    SDL_RWclose(stream);
}

/* Only whole items are counted, and the place stays behind the last whole one. */
Test(font_file, reads_whole_items)
{
    uint32_t words[4];
    SDL_RWops *stream = font_file_open(made.path);
    cr_assert_not_null(stream);
    SDL_RWseek(stream, -10, RW_SEEK_END);
    cr_expect_eq(SDL_RWread(stream, words, 4, 4), 2);
    cr_expect_eq(memcmp(words, made.bytes + FILE_LEN - 10, 8), 0);
    cr_expect_eq(SDL_RWtell(stream), FILE_LEN - 2);
    cr_expect_eq(SDL_RWread(stream, words, 4, 4), 0);
    SDL_RWclose(stream);
}

Test(font_file, refuses_places_outside)
{
    SDL_RWops *stream = font_file_open(made.path);
    cr_assert_not_null(stream);
    cr_expect_lt(SDL_RWseek(stream, -1, RW_SEEK_SET), 0);
    cr_expect_lt(SDL_RWseek(stream, 1, RW_SEEK_END), 0);
    cr_expect_eq(SDL_RWseek(stream, 7, RW_SEEK_SET), 7);
    cr_expect_lt(SDL_RWseek(stream, -8, RW_SEEK_CUR), 0);
    cr_expect_eq(SDL_RWtell(stream), 7);
    cr_expect_eq(SDL_RWwrite(stream, "x", 1, 1), 0);
    SDL_RWclose(stream);
}

Test(font_file, says_which_file_is_missing)
{
    cr_expect_null(font_file_open("/nowhere/font.ttc"));
    cr_expect_not_null(strstr(SDL_GetError(), "/nowhere/font.ttc"));
}
