#include "play/staff.h"

#include <string.h>

#include "base/utf8.h"
#include "play/staff_inside.h"

bool staff_is_screen(enum screen_id screen)
{
    return screen >= SCREEN_STAFF_PIN && screen <= SCREEN_STAFF_SETTINGS;
}

struct effect *staff_add(struct kiosk_turn *turn, enum effect_kind kind)
{
    struct effect *effect = effects_add(turn->out, kind);

    effect->now_ms = turn->kiosk->now_ms;
    effect->wall_ms = turn->kiosk->wall_ms;
    return effect;
}

void staff_note_action(struct kiosk_turn *turn, const char *subject)
{
    staff_add(turn, EFFECT_NOTE_STAFF)->subject = subject;
}

void staff_keep_why(struct staff *staff, const struct staff_news *news)
{
    utf8_copy(staff->text, sizeof(staff->text), news->why ? news->why : "");
}

void staff_forget(struct kiosk *kiosk)
{
    memset(&kiosk->staff, 0, sizeof(kiosk->staff));
}

/* ---- in and out ---- */

void staff_enter(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    bool over_fault = kiosk->screen == SCREEN_FAULT && kiosk->fault[0] != '\0';

    if (!kiosk->activity)
        return; /* there is no store that could know a PIN */
    if (kiosk->screen == SCREEN_HOME)
        kiosk_end_visit(turn, LEAVE_QUIT);
    staff_forget(kiosk);
    kiosk->staff.over_fault = over_fault;
    kiosk_show(kiosk, SCREEN_STAFF_PIN);
    staff_add(turn, EFFECT_READ_PIN);
}

void staff_open_panel(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    staff_ask_step(kiosk, STAFF_ENTER);
    kiosk->staff.inside = true;
    kiosk->staff.note = STAFF_NOTE_NONE;
    staff_note_action(turn, "enter");
    kiosk_show(kiosk, SCREEN_STAFF_HOME);
}

void staff_leave(struct kiosk_turn *turn, const char *subject)
{
    struct kiosk *kiosk = turn->kiosk;
    bool over_fault = kiosk->staff.over_fault || kiosk->paused;

    if (kiosk->staff.inside && subject)
        staff_note_action(turn, subject);
    if (kiosk->staff.reloads)
        staff_add(turn, EFFECT_RELOAD);
    staff_forget(kiosk);
    if (over_fault)
        kiosk_show(kiosk, SCREEN_FAULT); /* its text still stands */
    else
        kiosk_show_attract(turn);
}

/* ---- time ---- */

int staff_idle_limit_ms(const struct kiosk *kiosk)
{
    if (kiosk->staff.export == EXPORT_RUNS || staff_is_updating(kiosk))
        return 0; /* whoever waits for the stick is not idle */
    return kiosk->staff.inside ? STAFF_IDLE_MS : STAFF_PIN_IDLE_MS;
}

static bool shows_figures(const struct kiosk *kiosk)
{
    return kiosk->staff.inside && kiosk->screen != SCREEN_STAFF_PIN;
}

int64_t staff_due_ms(const struct kiosk *kiosk)
{
    const struct staff *staff = &kiosk->staff;

    if (!staff_is_screen(kiosk->screen) || !shows_figures(kiosk) || staff->reads ||
        staff->pending_counts > 0 || staff->export == EXPORT_RUNS || staff->reloads)
        return INT64_MAX;
    return staff->read_ms == 0 ? kiosk->now_ms : staff->read_ms + STAFF_REFRESH_MS;
}

void staff_pass_time(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    if (kiosk->now_ms < staff_due_ms(kiosk))
        return;
    staff_add(turn, EFFECT_READ_DASHBOARD);
    kiosk->staff.reads = true;
    kiosk->staff.read_ms = kiosk->now_ms;
}

/* ---- the panel ---- */

static void open_screen(struct kiosk_turn *turn, int screen)
{
    struct kiosk *kiosk = turn->kiosk;
    struct staff *staff = &kiosk->staff;
    bool has_prizes =
        kiosk->activity->prize_way != PRIZE_NONE || staff_awaits_decision(&kiosk->staff);

    if (!staff_is_screen((enum screen_id)screen) || screen == SCREEN_STAFF_PIN ||
        ((screen == SCREEN_STAFF_REDEEM || screen == SCREEN_STAFF_STOCK) && !has_prizes))
        return;
    memset(staff->code, 0, sizeof(staff->code));
    memset(&staff->award, 0, sizeof(staff->award));
    staff->code_state = CODE_NONE;
    staff->correcting = staff->amount = staff->last_amount = 0;
    staff->cancelling = staff->lists_awards = false;
    staff->stocking = staff->stock_amount = staff->accepting = 0;
    staff->asks_power_off = staff->asks_rehearse = staff->asks_erase = false;
    staff->text[0] = '\0';
    if (staff->export != EXPORT_RUNS)
        staff->export = EXPORT_IDLE;
    kiosk_show(kiosk, (enum screen_id)screen);
    if (screen == SCREEN_STAFF_UPDATE)
        staff_enter_update(turn);
}

static void step_home(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    if (turn->message->kind != MSG_STAFF_CHART || turn->message->value < 0 ||
        turn->message->value >= CHART_COUNT)
        return;
    kiosk->staff.chart = (enum staff_chart)turn->message->value;
    kiosk->page = 0;
    kiosk_relayout(kiosk);
}

static void pause_service(struct kiosk_turn *turn, bool pause)
{
    struct kiosk *kiosk = turn->kiosk;

    if (pause == kiosk->paused)
        return;
    kiosk->paused = pause;
    staff_note_action(turn, pause ? "pause" : "resume");
    kiosk_relayout(kiosk);
}

static void power_off(struct kiosk_turn *turn, int value)
{
    struct kiosk *kiosk = turn->kiosk;
    struct staff *staff = &kiosk->staff;

    if (value == 1 && staff->asks_power_off) {
        staff_note_action(turn, "power-off");
        staff_add(turn, EFFECT_POWER_OFF);
        return;
    }
    staff->asks_power_off = value == 0;
    kiosk_relayout(kiosk);
}

/* How loud this booth is, and whether it moves. */
static void set_comfort(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    int value = turn->message->value;

    if (turn->message->kind == MSG_STILL)
        kiosk->still = value == 1;
    else if (value >= 0 && value <= BOOTH_VOLUME_MOST)
        kiosk->volume = value;
    staff_add(turn, EFFECT_KEEP_SETTINGS);
    effects_add_sound(turn->out, SOUND_DONE);
}

static void step_settings(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    switch (turn->message->kind) {
    case MSG_PIN_CHANGE:
        kiosk_show(kiosk, SCREEN_STAFF_PIN);
        staff_ask_step(kiosk, STAFF_OLD_PIN);
        break;
    case MSG_PAUSE:
        pause_service(turn, turn->message->value == 1);
        break;
    case MSG_REHEARSE:
        staff_switch_rehearsal(turn);
        break;
    case MSG_ERASE_VISITS:
        staff_erase(turn);
        break;
    case MSG_VOLUME:
    case MSG_STILL:
        set_comfort(turn);
        break;
    default:
        break;
    }
}

static void step_close(struct kiosk_turn *turn)
{
    if (turn->message->kind == MSG_POWER_OFF)
        power_off(turn, turn->message->value);
    if (turn->message->kind == MSG_AWARD_LIST) { /* to the codes, listed */
        open_screen(turn, SCREEN_STAFF_REDEEM);
        staff_step_redeem(turn);
    }
}

/* Understood on every screen of the panel. True when it was that. */
static bool step_anywhere(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    enum message_kind kind = turn->message->kind;
    bool leaves = kind == MSG_STAFF_OPEN || kind == MSG_BACK || kind == MSG_STAFF_LEAVE;

    if (leaves && staff_is_updating(kiosk))
        return true; /* what it comes to is to be seen here */
    if (leaves && kiosk->staff.reloads) {
        staff_leave(turn, "leave"); /* the panel's figures are of the questions before */
        return true;
    }
    switch (kind) {
    case MSG_STAFF_OPEN:
        open_screen(turn, turn->message->value);
        return true;
    case MSG_BACK:
        open_screen(turn, SCREEN_STAFF_HOME);
        return true;
    case MSG_PAGE:
        kiosk->page = turn->message->value > 0 ? turn->message->value : 0;
        kiosk_relayout(kiosk);
        return true;
    case MSG_STAFF_LEAVE:
        if (kiosk->staff.export != EXPORT_RUNS)
            staff_leave(turn, "leave");
        return true;
    default:
        return false;
    }
}

void staff_step(struct kiosk_turn *turn)
{
    if (turn->kiosk->screen == SCREEN_STAFF_PIN) {
        staff_step_pin(turn);
        return;
    }
    if (step_anywhere(turn)) {
        staff_pass_time(turn);
        return;
    }
    switch (turn->kiosk->screen) {
    case SCREEN_STAFF_HOME:
        step_home(turn);
        break;
    case SCREEN_STAFF_COUNTERS:
        staff_step_counters(turn);
        break;
    case SCREEN_STAFF_REDEEM:
        staff_step_redeem(turn);
        break;
    case SCREEN_STAFF_STOCK:
        staff_step_stock(turn);
        break;
    case SCREEN_STAFF_CLOSE:
        step_close(turn);
        break;
    case SCREEN_STAFF_EXPORT:
        staff_step_export(turn);
        break;
    case SCREEN_STAFF_UPDATE:
        staff_step_update(turn);
        break;
    case SCREEN_STAFF_SETTINGS:
        step_settings(turn);
        break;
    default:
        break;
    }
}

/* ---- news ---- */

static void take_dashboard(struct staff *staff, const struct staff_news *news)
{
    staff->reads = false;
    staff->figures_failed = !news->ok;
    if (!news->ok) {
        staff_keep_why(staff, news);
        return;
    }
    staff->dashboard = news->dashboard;
    staff->dashboards++;
}

bool staff_take(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    const struct staff_news *news = turn->message->staff;
    enum message_kind kind = turn->message->kind;

    if ((kind < MSG_PIN_TOLD || kind > MSG_EXPORTED) && kind != MSG_STICK)
        return false;
    if (!news)
        return true;         /* says nothing */
    if (kind == MSG_STICK) { /* known also while no staff is there */
        staff_take_stick(turn);
        return true;
    }
    if (!staff_is_screen(kiosk->screen))
        return true; /* they have left */
    if (kind == MSG_PIN_TOLD)
        staff_take_pin(turn);
    else if (kind == MSG_DASHBOARD)
        take_dashboard(&kiosk->staff, news);
    else if (kind == MSG_COUNTED)
        staff_take_count(turn);
    else if (kind == MSG_AWARD_TOLD)
        staff_take_award(turn);
    else if (kind == MSG_RESTOCKED || kind == MSG_ASIDE_TOLD)
        staff_take_stock(turn);
    else if (kind == MSG_ERASED)
        staff_take_erased(turn);
    else if (kind >= MSG_UPDATE_READ && kind <= MSG_UPDATE_SAVED)
        staff_take_update(turn);
    else
        staff_take_export(turn);
    staff_pass_time(turn); /* what is due at once is asked for at once */
    return true;
}
