/*
 * The time that the kiosk lives in: the machine's clocks, or (scripts under --virtual-time) a clock
 * that moves only when told, so that a run is the same every time.
 */
#ifndef WENDA_SHELL_TIMELINE_H
#define WENDA_SHELL_TIMELINE_H

#include <stdbool.h>
#include <stdint.h>

struct timeline {
    bool is_virtual;
    int64_t boot_ms, wall_ms; /* of the virtual clock */
};

/* The machine's time. */
struct timeline timeline_real(void);
/* Begins at 09:00 (UTC+8) of day, days since 1970-01-01. */
struct timeline timeline_virtual(int32_t day);
int64_t timeline_boot_ms(const struct timeline *timeline);
int64_t timeline_wall_ms(const struct timeline *timeline);
void timeline_advance(struct timeline *timeline, int64_t by_ms); /* virtual time only */

#endif
