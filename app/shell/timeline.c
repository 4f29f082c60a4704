#include "shell/timeline.h"

#include <assert.h>

#include "base/clock.h"

enum { HOUR_MS = 3600 * 1000, ZONE_HOURS = 8, OPENING_HOUR = 9, HOURS_A_DAY = 24 };

struct timeline timeline_real(void)
{
    return (struct timeline){ .is_virtual = false };
}

struct timeline timeline_virtual(int32_t day)
{
    int64_t hours = (int64_t)day * HOURS_A_DAY + OPENING_HOUR - ZONE_HOURS;
    /* The boot clock of a machine that was switched on an hour ago. */
    return (struct timeline){ .is_virtual = true, .boot_ms = HOUR_MS, .wall_ms = hours * HOUR_MS };
}

int64_t timeline_boot_ms(const struct timeline *timeline)
{
    return timeline->is_virtual ? timeline->boot_ms : clock_boot_ms();
}

int64_t timeline_wall_ms(const struct timeline *timeline)
{
    return timeline->is_virtual ? timeline->wall_ms : clock_wall_ms();
}

void timeline_advance(struct timeline *timeline, int64_t by_ms)
{
    assert(timeline->is_virtual && by_ms >= 0);
    timeline->boot_ms += by_ms;
    timeline->wall_ms += by_ms;
}
