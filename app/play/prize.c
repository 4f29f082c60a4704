#include "play/prize.h"

#include <string.h>

#include "base/date.h"
#include "play/prize_inside.h"

enum { DAY_MS = 24 * 60 * 60 * 1000, ZONE_MS = 8 * 60 * 60 * 1000 };

bool kiosk_gives_prizes(const struct kiosk *kiosk)
{
    const struct activity *activity = kiosk->activity;

    return activity && activity->quiz_ready && activity->prize_way != PRIZE_NONE;
}

bool kiosk_prizes_are_gone(const struct kiosk *kiosk)
{
    for (int i = 0; i < kiosk->prizes.tier_count; i++)
        if (kiosk->prizes.tiers[i].left_today > 0)
            return false;
    return kiosk->prizes.tier_count > 0;
}

int kiosk_stamp_ms(const struct kiosk *kiosk)
{
    return kiosk->large_text ? PRIZE_STAMP_LARGE_MS : PRIZE_STAMP_MS;
}

/* ---- the day ---- */

void prize_open_day(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    if (!kiosk_gives_prizes(kiosk))
        return;
    kiosk->prize_day = date_of_ms(kiosk->wall_ms);
    effects_add_save(turn->out, EFFECT_OPEN_DAY, &kiosk->next_ticket, kiosk->wall_ms);
}

void prize_take_news(struct kiosk_turn *turn)
{
    const struct prize_news *news = turn->message->prizes;

    if (!news)
        return;
    turn->kiosk->prizes = *news;
    /* Whose award it is, is the visitor's business and kept with the visit. */
    turn->kiosk->prizes.award = (struct prize_award){ .tier = -1 };
    if (turn->kiosk->in_visit && news->award.outcome != SETTLED_NOT)
        turn->kiosk->prize.award = news->award;
}

/* ---- from the quiz to the code ---- */

static void show_code(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    kiosk->prize.phase = PRIZE_TOLD;
    kiosk->prize.until_ms = kiosk->now_ms + kiosk->activity->timeouts.consent_ms;
    kiosk_show(kiosk, SCREEN_PRIZE_WON);
    effects_add_sound(turn->out, SOUND_DONE);
    if (kiosk->prize.award.outcome == SETTLED_AWARDED)
        effects_add_save(turn->out, EFFECT_AWARD_SHOWN, &kiosk->next_ticket, kiosk->wall_ms);
}

static void tell(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    kiosk->prize.phase = PRIZE_TOLD;
    if (kiosk->prize.award.outcome == SETTLED_AWARDED ||
        kiosk->prize.award.outcome == SETTLED_RANKED)
        show_code(turn);
    else
        kiosk_show(kiosk, SCREEN_QUIZ_RESULT);
}

void prize_after_quiz(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    const struct activity *activity = kiosk->activity;
    bool may_draw = activity->prize_way == PRIZE_BY_DRAW &&
                    kiosk->quiz.right >= activity->qualify_right && !kiosk_prizes_are_gone(kiosk);

    if (kiosk->prize.award.outcome != SETTLED_NOT) {
        tell(turn);
        return;
    }
    if (may_draw)
        kiosk->prize.phase = PRIZE_OFFERED;
    kiosk_show(kiosk, may_draw ? SCREEN_PRIZE_DRAW : SCREEN_QUIZ_RESULT);
}

/* A visit that goes on past midnight draws from the new day's seed. */
static void press_stamp(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    if (kiosk->prize_day != date_of_ms(kiosk->wall_ms) || !kiosk->prizes.commitment[0])
        prize_open_day(turn);
    struct effect *effect =
        effects_add_save(turn->out, EFFECT_DRAW, &kiosk->next_ticket, kiosk->wall_ms);
    kiosk->prize.phase = PRIZE_DRAWING;
    kiosk->awaited = effect->ticket;
}

void prize_drawn(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    kiosk->awaited = 0;
    kiosk->prize.phase = PRIZE_STAMPING;
    kiosk->prize.stamped_ms = kiosk->now_ms;
    kiosk_relayout(kiosk);
}

void prize_decline(struct kiosk *kiosk)
{
    kiosk->prize.phase = PRIZE_IDLE;
    kiosk_show(kiosk, SCREEN_QUIZ_RESULT);
}

static void on_stamp(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    enum message_kind kind = turn->message->kind;

    if (kiosk->prize.phase == PRIZE_STAMPING) {
        if (kind == MSG_NEXT) /* skips to the end */
            tell(turn);
    } else if (kind == MSG_DRAW) {
        press_stamp(turn);
    } else if (kind == MSG_DECLINE || kind == MSG_BACK) {
        kiosk_open_dialog(kiosk, SCREEN_LEAVE); /* it cannot be had again */
    }
}

static void on_code(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    struct prize *prize = &kiosk->prize;

    switch (turn->message->kind) {
    case MSG_LONGER:
        if (prize->longer == PRIZE_LONGER_MAX)
            break;
        prize->longer++;
        prize->until_ms += PRIZE_LONGER_MS;
        break;
    case MSG_FINISH:
        memset(prize->award.code, 0, sizeof(prize->award.code));
        kiosk_show(kiosk, SCREEN_QUIZ_RESULT);
        break;
    default:
        break;
    }
}

void prize_step(struct kiosk_turn *turn)
{
    if (turn->kiosk->screen == SCREEN_PRIZE_DRAW)
        on_stamp(turn);
    else
        on_code(turn);
}

void prize_stay(struct kiosk *kiosk)
{
    int64_t least_ms = kiosk->now_ms + PRIZE_LONGER_MS;

    if (kiosk->prize.until_ms < least_ms)
        kiosk->prize.until_ms = least_ms;
}

/* ---- time ---- */

static int64_t day_due_ms(const struct kiosk *kiosk)
{
    int64_t today = date_of_ms(kiosk->wall_ms);

    if (kiosk->prize_day != today)
        return kiosk->now_ms;
    return kiosk->now_ms + (today + 1) * DAY_MS - ZONE_MS - kiosk->wall_ms;
}

int64_t prize_due_ms(const struct kiosk *kiosk)
{
    if (kiosk->screen == SCREEN_PRIZE_DRAW && kiosk->prize.phase == PRIZE_STAMPING)
        return kiosk->prize.stamped_ms + kiosk_stamp_ms(kiosk);
    if (kiosk->screen == SCREEN_ATTRACT && kiosk_gives_prizes(kiosk))
        return day_due_ms(kiosk);
    return INT64_MAX;
}

void prize_pass_time(struct kiosk_turn *turn)
{
    if (turn->kiosk->screen == SCREEN_ATTRACT)
        prize_open_day(turn);
    else
        tell(turn);
}
