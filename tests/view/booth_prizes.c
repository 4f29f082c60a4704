#include "booth_prizes.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct prize_tier four[] = {
    { .name = "一等奖", .item = "保温杯", .stock = 7, .daily = 1, .odds = 100 },
    { .name = "二等奖", .item = "帆布袋", .stock = 35, .daily = 5, .odds = 20 },
    { .name = "三等奖", .item = "冰箱贴", .stock = 140, .daily = 20, .odds = 8 },
    { .name = "纪念奖", .item = "书签", .stock = 420, .odds = 2 },
};

static void put_prizes(struct booth_model *booth, enum prize_way way,
                       const struct prize_tier *tiers, int count)
{
    struct activity *activity = booth->activity;
    struct prize_news *news = &booth->kiosk.prizes;

    memcpy(activity->tiers, tiers, (size_t)count * sizeof(*tiers));
    activity->tier_count = news->tier_count = count;
    activity->prize_way = way;
    activity->qualify_right = 6;
    activity->code_valid_days = 1;
    activity->close_minute = 17 * 60 + 30;
    news->day = booth->kiosk.prize_day = activity->first_day;
    for (int i = 0; i < count; i++)
        news->tiers[i] =
            (struct prize_stock){ tiers[i].stock, tiers[i].stock,
                                  tiers[i].daily > 0 ? tiers[i].daily : tiers[i].stock };
    if (way == PRIZE_BY_DRAW)
        strcpy(news->commitment,
               "fcb2f40e64e93a3410e9092a26586b70818de6e69f0aea7f07a28ac8cb89e892");
}

void enter_prizes(struct booth_model *booth)
{
    put_prizes(booth, PRIZE_BY_DRAW, four, 4);
}

void enter_prizes_gone(struct booth_model *booth)
{
    enter_prizes(booth);
    for (int i = 0; i < 4; i++)
        booth->kiosk.prizes.tiers[i].left_today = 0;
}

void enter_rules_draw(struct booth_model *booth)
{
    enter_prizes(booth);
    booth->kiosk.prizes.tiers[0].left_today = 0;
    booth->kiosk.prizes.tiers[1].left_today = 3;
    booth_tap(booth, MSG_OPEN_QUIZ, 0);
}

void enter_rules_eight(struct booth_model *booth)
{
    struct prize_tier eight[8];

    for (int i = 0; i < 8; i++)
        eight[i] = (struct prize_tier){ .name = "优秀组织奖励奖",
                                        .item = "知识产权宣传周定制不锈钢真空保温杯礼盒",
                                        .stock = 1000000 - i,
                                        .need_right = 3 + i };
    put_prizes(booth, PRIZE_BY_SCORE, eight, 8);
    booth_tap(booth, MSG_OPEN_QUIZ, 0);
}

void enter_rules_rank(struct booth_model *booth)
{
    put_prizes(booth, PRIZE_BY_RANK, four, 3);
    booth_tap(booth, MSG_OPEN_QUIZ, 0);
}

void enter_rules_gone(struct booth_model *booth)
{
    enter_prizes_gone(booth);
    booth_tap(booth, MSG_OPEN_QUIZ, 0);
}

/* Ten questions, so many of them right. */
static void play(struct booth_model *booth, int right)
{
    booth->activity->draws[0].topic = "专利";
    booth_tap(booth, MSG_OPEN_QUIZ, 0);
    booth_tap(booth, MSG_BEGIN, 0);
    for (int i = 0; booth->kiosk.screen == SCREEN_QUIZ_QUESTION; i++) {
        uint32_t answer = quiz_current(&booth->kiosk.quiz)->question->answer_choices;
        answer ^= i < right ? 0 : 3;
        for (int option = 0; option < OPTION_MAX; option++)
            if (answer >> option & 1)
                booth_tap(booth, MSG_CHOOSE, option);
        booth_tap(booth, MSG_CONFIRM, 0);
        booth_tap(booth, MSG_NEXT, 0);
    }
}

void enter_stamp(struct booth_model *booth)
{
    enter_prizes(booth);
    play(booth, 8);
    cr_assert_eq(booth->kiosk.screen, SCREEN_PRIZE_DRAW);
}

void enter_leave_draw(struct booth_model *booth)
{
    enter_stamp(booth);
    booth_tap(booth, MSG_DECLINE, 0);
}

void enter_stamp_saving(struct booth_model *booth)
{
    enter_stamp(booth);
    booth->hold = true;
    booth_tap(booth, MSG_DRAW, 0);
}

static void press(struct booth_model *booth, enum settled outcome, int tier)
{
    enter_stamp(booth);
    booth->kiosk.prize.award = (struct prize_award){
        .outcome = outcome,
        .tier = tier,
        .valid_until_ms = (int64_t)20928 * 86400000 + 9 * 3600000 + 1800000, /* 17:30 */
    };
    if (outcome == SETTLED_AWARDED)
        strcpy(booth->kiosk.prize.award.code, "K7M429QX");
    booth_tap(booth, MSG_DRAW, 0);
    cr_assert_eq(booth->kiosk.prize.phase, PRIZE_STAMPING);
}

void enter_stamp_falling(struct booth_model *booth)
{
    press(booth, SETTLED_AWARDED, 1);
    booth->now_ms += PRIZE_PRESS_MS + PRIZE_LIFT_MS + PRIZE_FALL_MS / 2;
}

void enter_stamp_printed(struct booth_model *booth)
{
    press(booth, SETTLED_AWARDED, 1);
    booth->now_ms += PRIZE_STAMP_MS - 100;
}

void enter_stamp_missed(struct booth_model *booth)
{
    press(booth, SETTLED_MISSED, -1);
    booth->now_ms += PRIZE_STAMP_MS - 100;
}

void enter_won(struct booth_model *booth)
{
    press(booth, SETTLED_AWARDED, 1);
    booth_tap(booth, MSG_NEXT, 0);
    cr_assert_eq(booth->kiosk.screen, SCREEN_PRIZE_WON);
}

void enter_won_long(struct booth_model *booth)
{
    press(booth, SETTLED_AWARDED, 3);
    booth->activity->tiers[3].name = "优秀组织奖励奖";
    booth->activity->tiers[3].item = "知识产权宣传周定制不锈钢真空玻璃礼盒一套";
    booth->kiosk.prize.award.valid_until_ms += (int64_t)200 * 86400000;
    booth_tap(booth, MSG_NEXT, 0);
    for (int i = 0; i < PRIZE_LONGER_MAX; i++)
        booth_tap(booth, MSG_LONGER, 0);
}

void enter_ranked(struct booth_model *booth)
{
    press(booth, SETTLED_RANKED, -1);
    booth->activity->prize_way = PRIZE_BY_RANK;
    strcpy(booth->kiosk.prize.award.code, "K7M429QX");
    booth_tap(booth, MSG_NEXT, 0);
}

void enter_result_missed(struct booth_model *booth)
{
    press(booth, SETTLED_MISSED, -1);
    booth_tap(booth, MSG_NEXT, 0);
    cr_assert_eq(booth->kiosk.screen, SCREEN_QUIZ_RESULT);
}

void enter_result_more(struct booth_model *booth)
{
    enter_prizes(booth);
    play(booth, 4);
    cr_assert_eq(booth->kiosk.screen, SCREEN_QUIZ_RESULT);
}
