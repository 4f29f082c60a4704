#include "activity/prize.h"

#include <string.h>

#include "base/strbuf.h"

enum { VALUE_BITS = 48, DAY_MS = 24 * 60 * 60 * 1000, ZONE_MS = 8 * 60 * 60 * 1000 };

int prize_tier_of_score(const struct prize_tier *tiers, int tier_count, int right)
{
    int best = -1;

    for (int i = 0; i < tier_count; i++)
        if (right >= tiers[i].need_right &&
            (best < 0 || tiers[i].need_right > tiers[best].need_right))
            best = i;
    return best;
}

int prize_least_right(const struct activity *activity)
{
    int least = activity->tier_count > 0 ? activity->tiers[0].need_right : 0;

    if (activity->prize_way == PRIZE_BY_DRAW)
        return activity->qualify_right;
    for (int i = 1; i < activity->tier_count; i++)
        if (activity->tiers[i].need_right < least)
            least = activity->tiers[i].need_right;
    return least;
}

int prize_tier_of_value(const struct prize_tier *tiers, int tier_count,
                        const uint8_t value[CRYPT_HASH_LEN])
{
    uint64_t number = 0, end = 0;

    for (int i = 0; i < VALUE_BITS / 8; i++)
        number = number << 8 | value[i];
    for (int i = 0; i < tier_count; i++) {
        if (tiers[i].odds > 0)
            end += (UINT64_C(1) << VALUE_BITS) / (uint64_t)tiers[i].odds;
        if (number < end)
            return i;
    }
    return -1;
}

void prize_draw_value(const uint8_t seed[CRYPT_HASH_LEN], const char *visit, int64_t visit_number,
                      uint8_t out[CRYPT_HASH_LEN])
{
    struct strbuf text;

    strbuf_init(&text);
    strbuf_addf(&text, "%s:%lld", visit, (long long)visit_number);
    crypt_mac(seed, CRYPT_HASH_LEN, text.text, text.len, out);
    strbuf_fini(&text);
}

int64_t prize_valid_until_ms(int32_t day, int valid_days, int close_minute, int64_t now_ms)
{
    int64_t last_day_ms = ((int64_t)day + valid_days - 1) * DAY_MS - ZONE_MS;
    int64_t until_ms = last_day_ms + (int64_t)close_minute * 60 * 1000;

    return until_ms > now_ms ? until_ms : last_day_ms + DAY_MS;
}
