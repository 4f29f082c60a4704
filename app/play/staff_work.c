/* Counting by hand, and codes: what staff do most of the day. */
#include <assert.h>
#include <string.h>

#include "play/staff_inside.h"

const char *staff_count_reason(int index)
{
    static const char *const reasons[] = { "点多了", "记错单位", "补记", "其他" };
    static_assert(sizeof reasons / sizeof *reasons == STAFF_REASONS, "every reason");

    return index >= 0 && index < STAFF_REASONS ? reasons[index] : NULL;
}

const char *staff_cancel_reason(int index)
{
    static const char *const reasons[] = { "参与者放弃", "断电未显示", "重复发放", "其他" };
    static_assert(sizeof reasons / sizeof *reasons == STAFF_REASONS, "every reason");

    return index >= 0 && index < STAFF_REASONS ? reasons[index] : NULL;
}

/* ---- counters ---- */

static void add_count(struct kiosk_turn *turn, int unit, int item, int amount, const char *reason)
{
    struct effect *effect = staff_add(turn, EFFECT_COUNT);

    effect->unit = unit;
    effect->item = item;
    effect->amount = amount;
    effect->reason = reason;
    turn->kiosk->staff.pending_counts++;
    turn->kiosk->staff.text[0] = '\0';
}

static bool is_item(const struct kiosk *kiosk, int item)
{
    return item >= 0 && item < kiosk->activity->counter_count;
}

static void count(struct kiosk_turn *turn, int item, int amount)
{
    struct kiosk *kiosk = turn->kiosk;
    struct staff *staff = &kiosk->staff;

    if (!is_item(kiosk, item) || amount < 1 || amount > 10)
        return;
    add_count(turn, staff->unit, item, amount, "");
    staff->last_unit = staff->unit;
    staff->last_item = item;
    staff->last_amount = amount;
}

static void undo_count(struct kiosk_turn *turn)
{
    struct staff *staff = &turn->kiosk->staff;

    if (staff->last_amount == 0)
        return;
    add_count(turn, staff->last_unit, staff->last_item, -staff->last_amount, "撤销");
    staff->last_amount = 0;
}

static void correct(struct kiosk *kiosk, int item)
{
    struct staff *staff = &kiosk->staff;

    staff->correcting = is_item(kiosk, item) ? item + 1 : 0;
    staff->amount = 0;
    kiosk_relayout(kiosk);
}

static void change_amount(struct staff *staff, int by)
{
    int amount = staff->amount + by;

    if (staff->correcting > 0 && amount >= -STAFF_AMOUNT_MAX && amount <= STAFF_AMOUNT_MAX)
        staff->amount = amount;
}

static void record_correction(struct kiosk_turn *turn, const char *reason)
{
    struct staff *staff = &turn->kiosk->staff;

    if (staff->correcting == 0 || staff->amount == 0 || reason == NULL)
        return;
    add_count(turn, staff->unit, staff->correcting - 1, staff->amount, reason);
    staff->last_amount = 0; /* a correction is not undone but corrected */
    correct(turn->kiosk, -1);
}

void staff_step_counters(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    const struct message *message = turn->message;

    switch (message->kind) {
    case MSG_STAFF_UNIT:
        if (message->value >= 0 && message->value < kiosk->activity->unit_count)
            kiosk->staff.unit = message->value;
        break;
    case MSG_COUNT:
        count(turn, message->value, (int)message->number);
        break;
    case MSG_COUNT_UNDO:
        undo_count(turn);
        break;
    case MSG_CORRECT:
        correct(kiosk, message->value);
        break;
    case MSG_CORRECT_BY:
        change_amount(&kiosk->staff, message->value);
        break;
    case MSG_CORRECT_REASON:
        record_correction(turn, staff_count_reason(message->value));
        break;
    default:
        break;
    }
}

void staff_take_count(struct kiosk_turn *turn)
{
    const struct staff_news *news = turn->message->staff;
    struct staff *staff = &turn->kiosk->staff;

    if (staff->pending_counts > 0)
        staff->pending_counts--;
    if (!news->ok) {
        staff_keep_why(staff, news);
        staff->last_amount = 0;
    }
    staff->read_ms = 0; /* the new total at once */
}

/* ---- codes ---- */

bool staff_can_undo_claim(const struct staff *staff, int64_t now_ms)
{
    return staff->code_state == CODE_CLAIMED_NOW && now_ms < staff->claimed_ms + STAFF_UNDO_MS;
}

static void forget_code(struct staff *staff)
{
    staff->code_state = CODE_NONE;
    memset(&staff->award, 0, sizeof(staff->award));
    staff->cancelling = false;
    staff->text[0] = '\0';
}

static void ask(struct kiosk_turn *turn, enum effect_kind kind, const char *reason)
{
    struct staff *staff = &turn->kiosk->staff;
    struct effect *effect = staff_add(turn, kind);

    memcpy(effect->code, staff->code, sizeof(effect->code));
    effect->reason = reason;
    staff->cancelling = false;
    staff->code_state = CODE_ASKED;
}

static void type_symbol(struct kiosk_turn *turn)
{
    struct staff *staff = &turn->kiosk->staff;
    const char *text = turn->message->text;
    char code[CLAIM_CODE_LEN];

    for (int i = 0; i < MESSAGE_TEXT_LEN && text[i] != '\0'; i++) {
        size_t len = strlen(staff->code);
        bool taken = (text[i] >= '2' && text[i] <= '9') ||
                     (text[i] >= 'A' && text[i] <= 'Z' && text[i] != 'I' && text[i] != 'O');
        if (!taken || len >= CLAIM_CODE_SYMBOLS)
            continue;
        forget_code(staff);
        staff->code[len] = text[i];
    }
    if (strlen(staff->code) < CLAIM_CODE_SYMBOLS || staff->code_state != CODE_NONE)
        return;
    if (!claim_code_read(staff->code, code)) {
        staff->code_state = CODE_MISTYPED;
        return;
    }
    ask(turn, EFFECT_LOOK_UP_AWARD, NULL);
}

static void erase_symbols(struct staff *staff, bool all)
{
    size_t len = strlen(staff->code);

    if (staff->code_state == CODE_ASKED)
        return;
    forget_code(staff);
    if (all)
        memset(staff->code, 0, sizeof(staff->code));
    else if (len > 0)
        staff->code[len - 1] = '\0';
}

static void cancel_award(struct kiosk_turn *turn, int reason)
{
    struct staff *staff = &turn->kiosk->staff;

    if (staff->code_state != CODE_VALID)
        return;
    if (reason < 0) {
        staff->cancelling = !staff->cancelling;
        kiosk_relayout(turn->kiosk);
    } else if (staff->cancelling && staff_cancel_reason(reason) != NULL) {
        ask(turn, EFFECT_CANCEL_AWARD, staff_cancel_reason(reason));
        kiosk_relayout(turn->kiosk);
    }
}

static void list_awards(struct kiosk *kiosk, bool on)
{
    kiosk->staff.lists_awards = on;
    kiosk->page = 0;
    kiosk_relayout(kiosk);
}

void staff_step_redeem(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    struct staff *staff = &kiosk->staff;
    const struct message *message = turn->message;

    switch (message->kind) {
    case MSG_TYPE:
        if (staff->lists_awards) /* from the list: the whole code at once */
            erase_symbols(staff, true);
        type_symbol(turn);
        if (staff->lists_awards)
            list_awards(kiosk, false);
        break;
    case MSG_ERASE:
        erase_symbols(staff, false);
        break;
    case MSG_CLEAR:
        erase_symbols(staff, true);
        break;
    case MSG_REDEEM:
        if (staff->code_state == CODE_VALID)
            ask(turn, EFFECT_REDEEM, NULL);
        break;
    case MSG_REDEEM_UNDO:
        if (staff_can_undo_claim(staff, kiosk->now_ms))
            ask(turn, EFFECT_UNDO_REDEEM, "当场撤销");
        break;
    case MSG_AWARD_CANCEL:
        cancel_award(turn, message->value);
        break;
    case MSG_AWARD_LIST:
        list_awards(kiosk, message->value != 0);
        break;
    default:
        break;
    }
}

void staff_take_award(struct kiosk_turn *turn)
{
    const struct staff_news *news = turn->message->staff;
    struct staff *staff = &turn->kiosk->staff;

    staff->code_state = news->ok ? news->code : CODE_FAILED;
    staff->award = news->award;
    if (!news->ok)
        staff_keep_why(staff, news);
    if (staff->code_state == CODE_CLAIMED_NOW) {
        staff->claimed_ms = turn->kiosk->now_ms;
        effects_add_sound(turn->out, SOUND_DONE);
    }
    staff->read_ms = 0;
}
