/* Weak PINs, and the arithmetic of the lock. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>

#include "activity/pin.h"

struct pin_case {
    char pin[PIN_LEN];
    bool weak;
};

ParameterizedTestParameters(pin, what_is_easy_to_guess_is_weak)
{
    static struct pin_case cases[] = {
        { "000000", true },  { "777777", true },  { "121212", true },  { "112211", true },
        { "123456", true },  { "654321", true },  { "890123", true },  { "135791", true },
        { "123123", true },  { "123321", true },  { "112233", true },  { "200427", true },
        { "270420", true },  { "042085", true },  { "198812", true },  { "147258", true },
        { "159357", true },  { "482957", false }, { "907346", false }, { "739164", false },
        { "604839", false }, { "573802", false }, { "836195", false },
    };
    return cr_make_param_array(struct pin_case, cases, sizeof cases / sizeof *cases);
}

ParameterizedTest(struct pin_case *c, pin, what_is_easy_to_guess_is_weak)
{
    cr_assert(pin_is_valid(c->pin));
    cr_expect_eq(pin_is_weak(c->pin), c->weak, "%s", c->pin);
}

Test(pin, six_digits_and_nothing_else)
{
    cr_expect(pin_is_valid("482957"));
    cr_expect_not(pin_is_valid("48295"));
    cr_expect_not(pin_is_valid("4829570"));
    cr_expect_not(pin_is_valid("48295a"));
    cr_expect_not(pin_is_valid(""));
}

Test(pin, most_pins_are_left_to_choose_from)
{
    int left = 0;
    for (int i = 0; i < 1000000; i++) {
        char pin[16];
        snprintf(pin, sizeof pin, "%06d", i);
        left += !pin_is_weak(pin);
    }
    cr_expect_gt(left, 850000, "%d", left);
}

Test(pin, five_are_free_then_the_wait_doubles)
{
    for (int i = 0; i < 5; i++)
        cr_expect_eq(pin_wait_ms(i), 0, "%d", i);
    cr_expect_eq(pin_wait_ms(5), 15000);
    cr_expect_eq(pin_wait_ms(6), 30000);
    cr_expect_eq(pin_wait_ms(7), 60000);
    cr_expect_eq(pin_wait_ms(12), 1920000);
    cr_expect_eq(pin_wait_ms(13), PIN_LONGEST_WAIT_MS);
    cr_expect_eq(pin_wait_ms(2000000000), PIN_LONGEST_WAIT_MS);
}

Test(pin, a_wait_runs_down_on_the_boot_clock)
{
    cr_expect_eq(pin_wait_left_ms(4, true, 1000, 1000), 0);
    cr_expect_eq(pin_wait_left_ms(5, true, 1000, 1000), 15000);
    cr_expect_eq(pin_wait_left_ms(5, true, 1000, 15999), 1);
    cr_expect_eq(pin_wait_left_ms(5, true, 1000, 16000), 0);
}

Test(pin, pulling_the_plug_never_shortens_a_wait)
{
    cr_expect_eq(pin_wait_left_ms(6, false, 900000, 2000), 28000);
    cr_expect_eq(pin_wait_left_ms(6, false, 5, 30000), 0);
    cr_expect_eq(pin_wait_left_ms(4, false, 5, 0), 0);
}
