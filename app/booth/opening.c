#include "booth/opening.h"

#include "base/date.h"
#include "base/rng.h"
#include "booth/booth.h"

enum { CLOCK_SLACK_MS = 60 * 1000 };

static bool goes_on(const struct opening *opening, int64_t now_ms, int64_t wall_ms)
{
    int64_t span_ms = now_ms - opening->now_ms, wall_span_ms = wall_ms - opening->wall_ms;
    int64_t drift_ms = wall_span_ms > span_ms ? wall_span_ms - span_ms : span_ms - wall_span_ms;

    return opening->key[0] != '\0' && span_ms <= BOOTH_OPEN_GAP_MS && drift_ms < CLOCK_SLACK_MS &&
           date_of_ms(wall_ms) == date_of_ms(opening->wall_ms);
}

const char *opening_sign(struct opening *opening, int64_t now_ms, int64_t wall_ms)
{
    uint8_t random[16];

    if (!goes_on(opening, now_ms, wall_ms)) {
        rng_secret_bytes(random, sizeof(random));
        store_new_uuid(random, opening->key);
    }
    opening->now_ms = now_ms;
    opening->wall_ms = wall_ms;
    return opening->key;
}
