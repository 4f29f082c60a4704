/* The three clocks, in milliseconds. Waits use boot time: the wall clock of a booth may be 1970. */
#ifndef WENDA_BASE_CLOCK_H
#define WENDA_BASE_CLOCK_H

#include <stdint.h>

int64_t clock_boot_ms(void);      /* CLOCK_BOOTTIME: for waits and time-outs */
int64_t clock_monotonic_us(void); /* CLOCK_MONOTONIC in microseconds: for measuring */
int64_t clock_wall_ms(void);      /* CLOCK_REALTIME since 1970 UTC: for stamps only */

#endif
