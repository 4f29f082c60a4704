/* The PIN pad: entering, setting for the first time, changing. */
#include <string.h>

#include "play/staff_inside.h"

bool staff_is_locked(const struct staff *staff, int64_t now_ms)
{
    return !staff->told || staff->waits ||
           (staff->locked_until_ms > now_ms && staff->step <= STAFF_OLD_PIN);
}

int staff_tries_left(const struct staff *staff)
{
    return staff->failures < PIN_FREE_TRIES ? PIN_FREE_TRIES - staff->failures : 0;
}

static void clear_entry(struct staff *staff)
{
    memset(staff->entry, 0, sizeof(staff->entry));
}

void staff_ask_step(struct kiosk *kiosk, enum staff_step step)
{
    struct staff *staff = &kiosk->staff;

    staff->step = step;
    clear_entry(staff);
    if (step != STAFF_SAME_PIN)
        memset(staff->first, 0, sizeof(staff->first));
    kiosk_relayout(kiosk);
}

static void try_pin(struct kiosk_turn *turn)
{
    struct staff *staff = &turn->kiosk->staff;
    struct effect *effect = staff_add(turn, EFFECT_TRY_PIN);

    memcpy(effect->secret, staff->entry, sizeof(effect->secret));
    staff->waits = true;
}

static void choose_pin(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    struct staff *staff = &kiosk->staff;

    if (pin_is_weak(staff->entry)) {
        staff->note = STAFF_NOTE_WEAK;
        clear_entry(staff);
        return;
    }
    memcpy(staff->first, staff->entry, sizeof(staff->first));
    staff->note = STAFF_NOTE_NONE;
    staff_ask_step(kiosk, STAFF_SAME_PIN);
}

static void repeat_pin(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    struct staff *staff = &kiosk->staff;

    if (strcmp(staff->first, staff->entry) != 0) {
        staff->note = STAFF_NOTE_DIFFERS;
        staff_ask_step(kiosk, STAFF_NEW_PIN);
        return;
    }
    struct effect *effect = staff_add(turn, EFFECT_SET_PIN);
    memcpy(effect->secret, staff->entry, sizeof(effect->secret));
    effect->permitted = staff->permitted;
    staff->waits = true;
}

/* Also while the pad is locked: whoever has forgotten the PIN has tried it often. */
static void ask_permit(struct kiosk_turn *turn)
{
    struct staff *staff = &turn->kiosk->staff;

    if (!staff->told || staff->waits || !staff->is_set || staff->inside)
        return;
    staff_add(turn, EFFECT_READ_PERMIT);
    staff->waits = true;
}

static void type_digit(struct kiosk_turn *turn)
{
    struct staff *staff = &turn->kiosk->staff;
    const char *digit = turn->message->text;
    size_t len = strlen(staff->entry);

    if (digit[0] < '0' || digit[0] > '9' || digit[1] != '\0' || len >= PIN_DIGITS)
        return;
    staff->note = STAFF_NOTE_NONE;
    staff->entry[len] = digit[0];
    if (len + 1 < PIN_DIGITS)
        return;
    if (staff->step == STAFF_NEW_PIN)
        choose_pin(turn);
    else if (staff->step == STAFF_SAME_PIN)
        repeat_pin(turn);
    else
        try_pin(turn);
}

/* Out of the pad: back into the settings when it was only a change, else to the public. */
static void leave_pad(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    if (!kiosk->staff.inside) {
        staff_leave(turn, NULL);
        return;
    }
    staff_ask_step(kiosk, STAFF_ENTER);
    kiosk->staff.note = STAFF_NOTE_NONE;
    kiosk_show(kiosk, SCREEN_STAFF_SETTINGS);
}

void staff_step_pin(struct kiosk_turn *turn)
{
    struct staff *staff = &turn->kiosk->staff;
    size_t len = strlen(staff->entry);

    if (turn->message->kind == MSG_BACK || turn->message->kind == MSG_STAFF_LEAVE) {
        if (!staff->waits) /* what is on its way must be told first */
            leave_pad(turn);
        return;
    }
    if (turn->message->kind == MSG_PIN_FORGOT) {
        ask_permit(turn);
        return;
    }
    if (staff_is_locked(staff, turn->kiosk->now_ms))
        return;
    switch (turn->message->kind) {
    case MSG_TYPE:
        type_digit(turn);
        break;
    case MSG_ERASE:
        if (len > 0)
            staff->entry[len - 1] = '\0';
        break;
    case MSG_CLEAR:
        clear_entry(staff);
        break;
    default:
        break;
    }
}

static void on_tried(struct kiosk_turn *turn, const struct staff_news *news)
{
    struct kiosk *kiosk = turn->kiosk;
    struct staff *staff = &kiosk->staff;

    if (!news->pin.right) {
        staff->note = STAFF_NOTE_WRONG;
        clear_entry(staff);
        effects_add_sound(turn->out, SOUND_WRONG);
    } else if (staff->step == STAFF_OLD_PIN) {
        staff->note = STAFF_NOTE_NONE;
        staff_ask_step(kiosk, STAFF_NEW_PIN);
    } else {
        staff_open_panel(turn);
    }
}

static void on_set(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    kiosk->staff.permitted = false;
    staff_ask_step(kiosk, STAFF_ENTER);
    kiosk->staff.note = STAFF_NOTE_NONE;
    if (kiosk->staff.inside)
        kiosk_show(kiosk, SCREEN_STAFF_SETTINGS);
    else
        staff_open_panel(turn);
}

void staff_take_pin(struct kiosk_turn *turn)
{
    const struct staff_news *news = turn->message->staff;
    struct kiosk *kiosk = turn->kiosk;
    struct staff *staff = &kiosk->staff;
    bool waited = staff->waits, was_told = staff->told;

    staff->waits = false;
    staff->told = true;
    if (!news->ok) {
        staff->note = STAFF_NOTE_FAILED;
        staff_keep_why(staff, news);
        clear_entry(staff);
        return;
    }
    if (news->pin.permitted) { /* tells of nothing else */
        staff->permitted = true;
        staff->note = STAFF_NOTE_NONE;
        staff_ask_step(kiosk, STAFF_NEW_PIN);
        return;
    }
    staff->is_set = news->pin.is_set || news->pin.needs_permit;
    staff->failures = news->pin.failures;
    staff->locked_until_ms = news->pin.wait_ms > 0 ? kiosk->now_ms + news->pin.wait_ms : 0;
    if (waited && staff->step <= STAFF_OLD_PIN)
        on_tried(turn, news);
    else if (waited)
        on_set(turn);
    else if (!was_told && news->pin.needs_permit) {
        staff->note = STAFF_NOTE_FAILED;
        staff_keep_why(staff, news);
    } else if (!was_told && !staff->is_set)
        staff_ask_step(kiosk, STAFF_NEW_PIN); /* the first start: whoever is here sets it */
}
