/* What the keys of activity.txt must say together. */
#include <string.h>

#include "activity/activity_read.h"
#include "base/utf8.h"

static const struct spot whole_file = { 0, 0 };

static const struct prize_tier *find_tier(const struct activity *a, const char *name)
{
    for (int i = 0; i < a->tier_count; i++)
        if (strcmp(a->tiers[i].name, name) == 0)
            return &a->tiers[i];
    return NULL;
}

/* Follows 递补 as a chain; one that comes back to its start would never end. */
static void check_fallback(struct reader *reader, const struct activity *a,
                           const struct prize_tier *tier)
{
    const struct prize_tier *next = tier;
    for (int steps = 0; next && next->fallback; steps++) {
        const char *name = next->fallback;
        next = find_tier(a, name);
        if (!next) {
            reader_error(reader, whole_file, "[奖品 %s] 的“递补”写的是“%s”，没有这个奖级",
                         tier->name, name);
        } else if (steps > a->tier_count) {
            reader_error(reader, whole_file, "[奖品 %s] 的“递补”绕了一圈又回到自己", tier->name);
            return;
        }
    }
}

static void check_tier(struct reader *reader, const struct activity *a,
                       const struct prize_tier *tier)
{
    int total = activity_draw_total(a);
    check_fallback(reader, a, tier);
    if (utf8_count(tier->name) > TIER_NAME_MAX_CHARS)
        reader_error(reader, whole_file, "[奖品 %s] 的奖级名称太长，最多 %d 字", tier->name,
                     TIER_NAME_MAX_CHARS);
    if (tier->daily > tier->stock)
        reader_error(reader, whole_file, "[奖品 %s] 的“每日投放”多于“数量”", tier->name);
    if (a->prize_way == PRIZE_BY_SCORE && (tier->need_right < 1 || tier->need_right > total))
        reader_error(reader, whole_file, "[奖品 %s] 的“答对”要写 1 到 %d（一共抽 %d 题）",
                     tier->name, total, total);
    if (a->prize_way == PRIZE_BY_DRAW && tier->odds == 0)
        reader_error(reader, whole_file, "[奖品 %s] 要写“中奖率”，例如 1/20", tier->name);
}

static void check_prizes(struct reader *reader, struct activity *a)
{
    double chance = 0;
    int total = activity_draw_total(a);
    for (int i = 0; i < a->tier_count; i++) {
        check_tier(reader, a, &a->tiers[i]);
        chance += a->tiers[i].odds > 0 ? 1.0 / a->tiers[i].odds : 0;
    }
    if (a->prize_way != PRIZE_NONE && a->tier_count == 0)
        reader_error(reader, whole_file, "“奖励”开启了，但没有奖品：请写 [奖品 一等奖] 这样的栏目");
    if (a->prize_way == PRIZE_BY_DRAW && chance > 1 + 1e-9)
        reader_error(reader, whole_file, "各奖级的中奖率加起来超过了 1");
    if (a->prize_way == PRIZE_BY_DRAW && a->qualify_right == 0)
        a->qualify_right = (total * 6 + 9) / 10;
    if (a->prize_way == PRIZE_BY_DRAW && a->qualify_right > total)
        reader_error(reader, whole_file, "“抽奖门槛”是 %d 题，一共只抽 %d 题", a->qualify_right,
                     total);
}

bool activity_check_settings(struct settings_target *target)
{
    struct activity *a = target->activity;
    struct reader *reader = target->reader;
    const int errors = reader->error_count;
    if (a->last_day < a->first_day)
        reader_error(reader, whole_file, "“结束”的日子早于“开始”的日子");
    check_prizes(reader, a);
    if (!a->consent_keeper)
        a->consent_keeper = a->organiser;
    return reader->error_count == errors;
}
