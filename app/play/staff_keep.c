/* What staff do seldom: changing the stock of prizes, what was set aside, the rehearsal's switch,
 * erasing visits. */
#include <assert.h>

#include "base/date.h"
#include "play/staff_inside.h"

const char *staff_stock_reason(int index)
{
    static const char *const reasons[] = { "补充采购", "清点更正", "破损丢失", "其他" };
    static_assert(sizeof reasons / sizeof *reasons == STAFF_REASONS, "every reason");

    return index >= 0 && index < STAFF_REASONS ? reasons[index] : NULL;
}

const char *staff_aside_reason(int index)
{
    static const char *const reasons[] = { "奖品已经清点", "没有可用的备份", "移开的数据已送修",
                                           "其他" };
    static_assert(sizeof reasons / sizeof *reasons == STAFF_REASONS, "every reason");

    return index >= 0 && index < STAFF_REASONS ? reasons[index] : NULL;
}

/* ---- what was set aside ---- */

bool staff_awaits_decision(const struct staff *staff)
{
    return staff->dashboard && staff->dashboard->awards_stopped;
}

static void decide_aside(struct kiosk_turn *turn)
{
    struct staff *staff = &turn->kiosk->staff;
    int value = turn->message->value;

    if (!staff_awaits_decision(staff))
        return;
    if (turn->message->kind == MSG_ASIDE_REASON) {
        staff->accepting = staff_aside_reason(value) ? value + 1 : 0;
        staff->text[0] = '\0';
    } else {
        if (value == 1 && staff->accepting > 0)
            staff_add(turn, EFFECT_ACCEPT_ASIDE)->reason = staff_aside_reason(staff->accepting - 1);
        staff->accepting = 0;
    }
    kiosk_relayout(turn->kiosk);
}

/* ---- stock ---- */

static bool is_tier(const struct staff *staff, int tier)
{
    return staff->dashboard && tier >= 0 && tier < staff->dashboard->tier_count;
}

static void choose_tier(struct kiosk *kiosk, int tier)
{
    kiosk->staff.stocking = is_tier(&kiosk->staff, tier) ? tier + 1 : 0;
    kiosk->staff.stock_amount = 0;
    kiosk_relayout(kiosk);
}

static void change_amount(struct staff *staff, int by)
{
    int amount = staff->stock_amount + by;

    if (!is_tier(staff, staff->stocking - 1) || amount > STAFF_AMOUNT_MAX ||
        staff->dashboard->tiers[staff->stocking - 1].left + amount < 0)
        return;
    staff->stock_amount = amount;
}

static void record_change(struct kiosk_turn *turn, const char *reason)
{
    struct staff *staff = &turn->kiosk->staff;
    struct effect *effect;

    if (staff->stocking == 0 || staff->stock_amount == 0 || reason == NULL)
        return;
    effect = staff_add(turn, EFFECT_RESTOCK);
    effect->item = staff->stocking - 1;
    effect->amount = staff->stock_amount;
    effect->reason = reason;
    staff->text[0] = '\0';
    choose_tier(turn->kiosk, -1);
}

void staff_step_stock(struct kiosk_turn *turn)
{
    switch (turn->message->kind) {
    case MSG_STOCK_TIER:
        choose_tier(turn->kiosk, turn->message->value);
        break;
    case MSG_STOCK_BY:
        change_amount(&turn->kiosk->staff, turn->message->value);
        break;
    case MSG_STOCK_REASON:
        record_change(turn, staff_stock_reason(turn->message->value));
        break;
    case MSG_ASIDE_REASON:
    case MSG_ASIDE_ACCEPT:
        decide_aside(turn);
        break;
    default:
        break;
    }
}

void staff_take_stock(struct kiosk_turn *turn)
{
    const struct staff_news *news = turn->message->staff;
    struct staff *staff = &turn->kiosk->staff;

    if (!news->ok)
        staff_keep_why(staff, news);
    effects_add_sound(turn->out, news->ok ? SOUND_DONE : SOUND_WARNING);
    staff->read_ms = 0; /* the new stock at once */
}

/* ---- rehearsal ---- */

bool staff_is_day_of_activity(const struct kiosk *kiosk)
{
    int32_t today = date_of_ms(kiosk->wall_ms);

    return kiosk->activity && today >= kiosk->activity->first_day &&
           today <= kiosk->activity->last_day;
}

void staff_switch_rehearsal(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    struct staff *staff = &kiosk->staff;
    int value = turn->message->value;

    if (!staff_is_day_of_activity(kiosk))
        return; /* it is a rehearsal by its date */
    if (value == 1 && staff->asks_rehearse) {
        staff_note_action(turn, kiosk->rehearsal ? "rehearse-off" : "rehearse-on");
        staff_add(turn, EFFECT_REHEARSE)->amount = !kiosk->rehearsal;
        return;
    }
    staff->asks_rehearse = value == 0;
    staff->asks_erase = false;
    kiosk_relayout(kiosk);
}

/* ---- erasing ---- */

bool staff_may_erase(const struct kiosk *kiosk)
{
    const struct dashboard *dash = kiosk->staff.dashboard;

    if (!dash || dash->answers == 0)
        return false;
    if (dash->answers_since_export > 0 || dash->export_ms == 0)
        return false; /* what is nowhere else is not erased from here */
    return dash->rehearsal || dash->simulated ||
           date_of_ms(kiosk->wall_ms) > kiosk->activity->last_day;
}

void staff_erase(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    struct staff *staff = &kiosk->staff;
    int value = turn->message->value;

    if (value >= 0 && !staff_may_erase(kiosk))
        return;
    if (value == 1 && staff->asks_erase)
        staff_add(turn, EFFECT_ERASE);
    staff->asks_erase = value == 0;
    staff->asks_rehearse = false;
    kiosk_relayout(kiosk);
}

void staff_take_erased(struct kiosk_turn *turn)
{
    const struct staff_news *news = turn->message->staff;

    if (!news->ok)
        staff_keep_why(&turn->kiosk->staff, news);
    effects_add_sound(turn->out, news->ok ? SOUND_DONE : SOUND_WARNING);
    turn->kiosk->staff.read_ms = 0;
}
