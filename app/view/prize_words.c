#include "view/prize_words.h"

#include <stddef.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"

enum { DAY_MS = 24 * 60 * 60 * 1000, ZONE_MS = 8 * 60 * 60 * 1000 };

static const struct {
    const char *word;
    enum string_id name;
    const char *seal; /* what the stamp prints */
} tiers[] = {
    { "特等", STR_TIER_SPECIAL, "特等" },  { "一等", STR_TIER_FIRST, "壹等" },
    { "二等", STR_TIER_SECOND, "贰等" },   { "三等", STR_TIER_THIRD, "叁等" },
    { "四等", STR_TIER_FOURTH, "肆等" },   { "五等", STR_TIER_FIFTH, "伍等" },
    { "纪念", STR_TIER_KEEPSAKE, "纪念" }, { "参与", STR_TIER_KEEPSAKE, "参与" },
};

static const struct {
    const char *word;
    enum string_id name;
    const char *art;
} items[] = {
    { "杯", STR_ITEM_CUP, "art-prize-cup.svg" },
    { "袋", STR_ITEM_BAG, "art-prize-tote.svg" },
    { "冰箱贴", STR_ITEM_MAGNET, "art-prize-magnet.svg" },
    { "书签", STR_ITEM_BOOKMARK, "art-prize-bookmark.svg" },
};

static int find_tier(const char *name)
{
    for (int i = 0; i < (int)(sizeof(tiers) / sizeof(tiers[0])); i++)
        if (strstr(name, tiers[i].word) != NULL)
            return i;
    return -1;
}

static int find_item(const char *item)
{
    for (int i = 0; i < (int)(sizeof(items) / sizeof(items[0])); i++)
        if (strstr(item, items[i].word) != NULL)
            return i;
    return -1;
}

const char *prize_tier_name(const struct view *view, const char *name)
{
    int at = find_tier(name);

    return view->kiosk->language == 0 || at < 0 ? name : view_text(view, tiers[at].name);
}

const char *prize_item_name(const struct view *view, const char *item)
{
    int at = find_item(item);

    return view->kiosk->language == 0 || at < 0 ? item : view_text(view, items[at].name);
}

const char *prize_art(const char *item)
{
    int at = find_item(item);

    return at < 0 ? NULL : items[at].art;
}

const char *prize_seal_words(const struct page *page, int tier)
{
    const struct activity *activity = page->view->kiosk->activity;

    if (tier < 0 || tier >= activity->tier_count)
        return page_text(page, STR_DRAW_MISSED);
    int at = find_tier(activity->tiers[tier].name);
    if (at >= 0)
        return tiers[at].seal;
    return widgets_format(page->out, "%.*s", (int)utf8_prefix_len(activity->tiers[tier].name, 2),
                          activity->tiers[tier].name);
}

const char *prize_moment(const struct page *page, int64_t wall_ms)
{
    int32_t day = date_of_ms(wall_ms - 1);
    int minute = (int)((wall_ms - 1 + ZONE_MS) % DAY_MS / 60000) + 1;
    const char *clock = widgets_format(page->out, "%02d:%02d", minute / 60 % 100, minute % 60);
    int year, month, date;

    if (day == date_of_ms(page->view->kiosk->wall_ms))
        return minute == 24 * 60 ? page_text(page, STR_MOMENT_MIDNIGHT)
                                 : page_format(page, STR_MOMENT_TODAY, clock, NULL);
    date_split(day, &year, &month, &date);
    return page_format(
        page, STR_MOMENT_DAY,
        page_format(page, STR_MOMENT_DATE, page_number(page, month), page_number(page, date)),
        clock);
}
