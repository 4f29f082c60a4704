#include "base/strbuf.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

Test(strbuf, is_text_from_the_start)
{
    struct strbuf buf;

    strbuf_init(&buf);
    cr_assert_str_eq(buf.text, "");
    strbuf_clear(&buf);
    strbuf_truncate(&buf, 10);
    cr_assert_eq(buf.len, 0);
    strbuf_fini(&buf);
    cr_assert_str_eq(buf.text, "");
}

Test(strbuf, grows_and_stays_terminated)
{
    struct strbuf buf;

    strbuf_init(&buf);
    for (size_t i = 0; i < 5000; i++) {
        strbuf_add_char(&buf, (char)('a' + i % 26));
        cr_assert_eq(buf.len, i + 1);
        cr_assert_eq(strlen(buf.text), i + 1);
    }
    cr_assert_eq(buf.text[4999], 'a' + 4999 % 26);
    strbuf_fini(&buf);
}

Test(strbuf, adds_of_every_kind)
{
    struct strbuf buf;

    strbuf_init(&buf);
    strbuf_add(&buf, "第");
    strbuf_addf(&buf, "%d%s", 12, "题");
    strbuf_add_len(&buf, "：xyz", 3);
    strbuf_add_codepoint(&buf, 0x20000);
    strbuf_add_len(&buf, "", 0);
    strbuf_addf(&buf, "%s", "");
    cr_assert_str_eq(buf.text, "第12题：𠀀");
    strbuf_truncate(&buf, 3);
    cr_assert_str_eq(buf.text, "第");
    strbuf_clear(&buf);
    cr_assert_str_eq(buf.text, "");
    strbuf_fini(&buf);
}

Test(strbuf, formats_fit_whatever_room_is_left)
{
    for (size_t before = 0; before < 70; before++) {
        for (size_t len = 0; len < 70; len++) {
            struct strbuf buf;
            strbuf_init(&buf);
            for (size_t i = 0; i < before; i++)
                strbuf_add_char(&buf, 'a');
            strbuf_addf(&buf, "%0*d", (int)len + 1, 7);
            cr_assert(buf.len == before + len + 1 && strlen(buf.text) == buf.len &&
                          buf.text[buf.len - 1] == '7',
                      "%zu and %zu", before, len);
            strbuf_fini(&buf);
        }
    }
}

Test(strbuf, long_formats_fit)
{
    char line[5000];
    struct strbuf buf;

    memset(line, 'x', sizeof(line) - 1);
    line[sizeof(line) - 1] = '\0';
    strbuf_init(&buf);
    strbuf_addf(&buf, "<%s>", line);
    cr_assert_eq(buf.len, sizeof(line) + 1);
    cr_assert_eq(buf.text[buf.len - 1], '>');
    strbuf_fini(&buf);
}

Test(strbuf, nul_bytes_are_kept)
{
    struct strbuf buf;

    strbuf_init(&buf);
    strbuf_add_len(&buf, "a\0b", 3);
    cr_assert_eq(buf.len, 3);
    cr_assert_arr_eq(buf.text, "a\0b", 4);
    strbuf_fini(&buf);
}

Test(strbuf, take_hands_over)
{
    struct strbuf buf;
    char *text, *empty;

    strbuf_init(&buf);
    empty = strbuf_take(&buf);
    cr_assert_str_eq(empty, "");
    strbuf_add(&buf, "one");
    text = strbuf_take(&buf);
    cr_assert_str_eq(text, "one");
    cr_assert_str_eq(buf.text, "");
    strbuf_add(&buf, "two");
    cr_assert_str_eq(text, "one");
    strbuf_fini(&buf);
    text[0] = 'O'; /* ours to write and to free */
    empty[0] = '\0';
    free(text);
    free(empty);
}

Test(strbuf, reserve_makes_room_behind)
{
    struct strbuf buf;

    strbuf_init(&buf);
    strbuf_reserve(&buf, 100);
    cr_assert_str_eq(buf.text, "");
    memset(buf.text, 'y', 100);
    buf.len = 100;
    buf.text[100] = '\0';
    strbuf_reserve(&buf, 1000);
    cr_assert_eq(strlen(buf.text), 100);
    strbuf_fini(&buf);
}

Test(strbuf, impossible_lengths_abort, .signal = SIGABRT)
{
    struct strbuf buf;

    strbuf_init(&buf);
    strbuf_reserve(&buf, SIZE_MAX - 1);
}

Test(strbuf, doubles_without_noise)
{
    static const struct {
        double value;
        int decimals;
        const char *expected;
    } cases[] = {
        { 2.5, 2, "2.5" },        { 2.0, 2, "2.0" },
        { 0.125, 3, "0.125" },    { 99.996, 2, "100.0" },
        { 1.0 / 3, 4, "0.3333" }, { -1.5, 1, "-1.5" },
        { -0.001, 2, "0.0" },     { -0.0, 0, "0" },
        { 12, 0, "12" },          { 1000, 1, "1000.0" },
        { 100.10, 4, "100.1" },   { -0.4, 0, "0" },
        { 0.1 + 0.2, 6, "0.3" },  { 1e15, 2, "1000000000000000.0" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct strbuf buf;
        strbuf_init(&buf);
        strbuf_add(&buf, "-0");
        strbuf_add_double(&buf, cases[i].value, cases[i].decimals);
        cr_expect_str_eq(buf.text + 2, cases[i].expected);
        cr_expect_eq(strlen(buf.text), buf.len);
        strbuf_fini(&buf);
    }
}
