/*
 * The PIN of the staff panel as pure rules: which are too easy to guess, and how long wrong ones
 * make everybody wait. Knows no clock and no storage.
 */
#ifndef WENDA_ACTIVITY_PIN_H
#define WENDA_ACTIVITY_PIN_H

#include <stdbool.h>
#include <stdint.h>

enum { PIN_DIGITS = 6, PIN_LEN = PIN_DIGITS + 1 };
/* So many wrong ones in a row cost nothing; then 15 s, twice as long after each further one, but
 * never longer than the longest: the public must not be able to shut staff out for days. */
enum { PIN_FREE_TRIES = 5, PIN_FIRST_WAIT_MS = 15 * 1000, PIN_LONGEST_WAIT_MS = 3600 * 1000 };

bool pin_is_valid(const char *pin); /* six ASCII digits */
/* Few different digits, runs and steps, halves that repeat or mirror, dates, columns of the pad. */
bool pin_is_weak(const char *pin);
/* The wait after so many wrong ones in a row. */
int64_t pin_wait_ms(int failures);
/*
 * What is left of a wait on the boot clock. A wait does not pass while the machine is off: in
 * another boot than that of the last wrong PIN it begins anew with the boot, so that pulling the
 * plug never shortens it. Boot clocks, unlike the wall clock, cannot be set.
 */
int64_t pin_wait_left_ms(int failures, bool same_boot, int64_t failed_boot_ms, int64_t boot_ms);

#endif
