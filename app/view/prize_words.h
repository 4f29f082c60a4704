/* Prizes as the screens show them: names in other languages, pictures, moments, the seal's words.
 */
#ifndef WENDA_VIEW_PRIZE_WORDS_H
#define WENDA_VIEW_PRIZE_WORDS_H

#include "view/layout.h"

/* By words in the name; in the first language the activity's own words stand. */
const char *prize_tier_name(const struct view *view, const char *name);
const char *prize_item_name(const struct view *view, const char *item);
/* A picture in final colours, or NULL where none fits: then ic-gift.svg says it. */
const char *prize_art(const char *item);
/* 壹等, 贰等 …, or the first two characters of another name: what the stamp prints. */
const char *prize_seal_words(const struct page *page, int tier);
/* 今日 17:30 前, 今日结束前, 4月22日 17:30 前: a last moment; midnight is the 24:00 of the day
 * before. */
const char *prize_moment(const struct page *page, int64_t wall_ms);

#endif
