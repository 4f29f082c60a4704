#include "base/clock.h"

#include <time.h>

#include <criterion/criterion.h>

#include "support.h"

Test(clock, waits_are_measured_by_both_steady_clocks)
{
    struct timespec nap = { .tv_nsec = 30 * 1000 * 1000 };
    int64_t boot_ms = clock_boot_ms(), monotonic_us = clock_monotonic_us();

    cr_assert_eq(nanosleep(&nap, NULL), 0);
    boot_ms = clock_boot_ms() - boot_ms;
    monotonic_us = clock_monotonic_us() - monotonic_us;
    cr_assert(boot_ms >= 29 && boot_ms < 10000, "%lld", (long long)boot_ms);
    cr_assert(monotonic_us >= 30000 && monotonic_us < 10000000, "%lld", (long long)monotonic_us);
}

Test(clock, wall_counts_milliseconds_since_1970)
{
    int64_t before_s = time(NULL), wall_ms = clock_wall_ms(), after_s = time(NULL);

    cr_assert(wall_ms / 1000 >= before_s - 1 && wall_ms / 1000 <= after_s + 1);
}

/* Only this one goes on while the machine sleeps; on one that never slept they cannot be told apart
 * by their values. */
Test(clock, each_asks_its_own)
{
    (void)clock_boot_ms();
    cr_assert_eq(fault.clock, CLOCK_BOOTTIME);
    (void)clock_monotonic_us();
    cr_assert_eq(fault.clock, CLOCK_MONOTONIC);
    (void)clock_wall_ms();
    cr_assert_eq(fault.clock, CLOCK_REALTIME);
}
