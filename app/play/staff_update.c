/* Other questions from a stick: looked at, installed between two visitors, taken back. */
#include "play/staff_inside.h"

bool staff_is_updating(const struct kiosk *kiosk)
{
    return kiosk->screen == SCREEN_STAFF_UPDATE && kiosk->staff.update_waits;
}

static void ask(struct kiosk_turn *turn, enum effect_kind kind)
{
    struct staff *staff = &turn->kiosk->staff;
    struct effect *effect = staff_add(turn, kind);

    effect->item = staff->source;
    effect->amount = (int)staff->mode;
    staff->update_waits = true;
    staff->text[0] = '\0';
    kiosk_relayout(turn->kiosk);
}

void staff_enter_update(struct kiosk_turn *turn)
{
    struct staff *staff = &turn->kiosk->staff;

    /* What is shown was read from the stick and stays true without it. */
    staff->update_stale = staff->update_waits;
    if (staff->update_waits || staff->update == UPDATE_DONE ||
        (staff->update == UPDATE_SHOWS && turn->message->kind == MSG_STICK)) {
        kiosk_relayout(turn->kiosk);
        return;
    }
    staff->update = UPDATE_LISTS;
    staff->detail = 0;
    ask(turn, EFFECT_UPDATE_LOOK);
}

static const struct update_preview *preview_of(const struct staff *staff)
{
    return staff->update == UPDATE_SHOWS && staff->update_view ? &staff->update_view->preview
                                                               : NULL;
}

static bool can_apply(const struct staff *staff)
{
    const struct update_preview *preview = preview_of(staff);

    return preview && staff_update_can_apply(preview);
}

bool staff_update_can_apply(const struct update_preview *preview)
{
    return preview->why[0] == '\0' && preview->errors == 0 && preview->seal != SEAL_BAD;
}

static void open_source(struct kiosk_turn *turn, int source)
{
    struct staff *staff = &turn->kiosk->staff;

    if (staff->update != UPDATE_LISTS || !staff->update_view || source < 0 ||
        source >= staff->update_view->source_count || turn->kiosk->stick.state == STICK_NONE)
        return;
    staff->source = source;
    staff->mode = UPDATE_ADDS;
    ask(turn, EFFECT_UPDATE_OPEN);
}

/* It is read again: what is shown is always what would be installed. */
static void change_mode(struct kiosk_turn *turn, int mode)
{
    struct staff *staff = &turn->kiosk->staff;
    const struct update_preview *preview = preview_of(staff);

    if (!preview || !preview->is_bank || mode < UPDATE_ADDS || mode > UPDATE_REPLACES ||
        turn->kiosk->stick.state == STICK_NONE)
        return;
    staff->mode = (enum update_mode)mode;
    ask(turn, EFFECT_UPDATE_OPEN);
}

static void show_faults(struct kiosk_turn *turn, bool shows)
{
    struct staff *staff = &turn->kiosk->staff;

    if (!preview_of(staff))
        return;
    staff->shows_faults = shows;
    turn->kiosk->page = 0;
    kiosk_relayout(turn->kiosk);
}

/* What comes anew is looked at as visitors will meet it; of what changes, first what changes. */
static void show_detail(struct kiosk_turn *turn, int index)
{
    struct staff *staff = &turn->kiosk->staff;
    const struct update_preview *preview = preview_of(staff);

    if (!preview)
        return;
    if (index >= 0 && index < preview->change_count) {
        const struct update_change *change = &preview->changes[index];
        if (staff->detail == 0)
            staff->list_page = turn->kiosk->page;
        staff->detail = index + 1;
        staff->look = change->question && change->kind == CHANGE_ADDED ? LOOK_QUESTION : LOOK_TEXTS;
        turn->kiosk->page = 0;
    } else if (staff->detail > 0) {
        staff->detail = 0;
        turn->kiosk->page = staff->list_page;
    }
    kiosk_relayout(turn->kiosk);
}

const struct update_change *staff_update_detail(const struct staff *staff)
{
    const struct update_preview *preview = preview_of(staff);

    return preview && staff->detail > 0 && staff->detail <= preview->change_count
               ? &preview->changes[staff->detail - 1]
               : NULL;
}

int staff_update_neighbour(const struct staff *staff, int step)
{
    const struct update_preview *preview = preview_of(staff);

    for (int i = staff->detail - 1 + step; preview && i >= 0 && i < preview->change_count;
         i += step)
        if (preview->changes[i].question)
            return i;
    return -1;
}

static void look_at(struct kiosk_turn *turn, int look)
{
    struct staff *staff = &turn->kiosk->staff;
    const struct update_change *change = staff_update_detail(staff);

    if (!change || !change->question || look < LOOK_TEXTS || look > LOOK_ANSWER ||
        (look == LOOK_ANSWER && change->form->kind != FORM_BANK))
        return;
    if (look == LOOK_TEXTS && change->kind == CHANGE_ADDED) {
        show_detail(turn, -1);
        return;
    }
    staff->look = (enum staff_look)look;
    turn->kiosk->page = 0;
    kiosk_relayout(turn->kiosk);
}

/* To the next question, and stays with what it is looked at as. */
static void look_on(struct kiosk_turn *turn, int step)
{
    struct staff *staff = &turn->kiosk->staff;
    int index = staff->look != LOOK_TEXTS && (step == 1 || step == -1)
                    ? staff_update_neighbour(staff, step)
                    : -1;

    if (!staff_update_detail(staff) || index < 0)
        return;
    staff->detail = index + 1;
    staff->look = LOOK_QUESTION;
    turn->kiosk->page = 0;
    kiosk_relayout(turn->kiosk);
}

static void look_in(struct kiosk_turn *turn, int language)
{
    struct staff *staff = &turn->kiosk->staff;
    const struct update_change *change = staff_update_detail(staff);

    if (!change || !change->question || language < 0 || language >= LANGUAGE_MAX ||
        !change->question->wordings[language])
        return;
    staff->look_language = language;
    turn->kiosk->page = 0;
    kiosk_relayout(turn->kiosk);
}

void staff_step_update(struct kiosk_turn *turn)
{
    struct staff *staff = &turn->kiosk->staff;

    if (staff->update_waits)
        return;
    switch (turn->message->kind) {
    case MSG_UPDATE_OPEN:
        open_source(turn, turn->message->value);
        break;
    case MSG_UPDATE_CLOSE:
        if (staff->update != UPDATE_SHOWS)
            break;
        turn->kiosk->page = 0;
        staff->update = UPDATE_LISTS;
        staff_enter_update(turn);
        break;
    case MSG_UPDATE_DETAIL:
        show_detail(turn, turn->message->value);
        break;
    case MSG_UPDATE_LOOK:
        look_at(turn, turn->message->value);
        break;
    case MSG_UPDATE_STEP:
        look_on(turn, turn->message->value);
        break;
    case MSG_UPDATE_TONGUE:
        look_in(turn, turn->message->value);
        break;
    case MSG_UPDATE_FAULTS:
        show_faults(turn, turn->message->value == 1);
        break;
    case MSG_UPDATE_MODE:
        change_mode(turn, turn->message->value);
        break;
    case MSG_UPDATE_APPLY:
        if (can_apply(staff))
            ask(turn, EFFECT_UPDATE_APPLY);
        break;
    case MSG_UPDATE_REVERT:
        if (staff->update != UPDATE_SHOWS && staff->update_view && staff->update_view->has_previous)
            ask(turn, EFFECT_UPDATE_REVERT);
        break;
    case MSG_UPDATE_SAVE:
        if (staff->update == UPDATE_SHOWS && turn->kiosk->stick.state == STICK_READY)
            ask(turn, EFFECT_UPDATE_SAVE);
        break;
    default:
        break;
    }
}

static void take_read(struct kiosk_turn *turn, bool ok)
{
    struct staff *staff = &turn->kiosk->staff;

    if (turn->message->value == 1 && ok) { /* one of them was looked into */
        staff->update = UPDATE_SHOWS;
        staff->detail = 0;
        staff->look_language = 0;
        staff->shows_faults = false;
        turn->kiosk->page = 0;
    }
}

static void take_updated(struct kiosk_turn *turn, bool ok)
{
    struct staff *staff = &turn->kiosk->staff;

    effects_add_sound(turn->out, ok ? SOUND_DONE : SOUND_WARNING);
    if (!ok)
        return;
    staff->update = UPDATE_DONE;
    staff->reloads = true;
    turn->kiosk->page = 0;
}

void staff_take_update(struct kiosk_turn *turn)
{
    const struct staff_news *news = turn->message->staff;
    struct staff *staff = &turn->kiosk->staff;

    if (!staff->update_waits)
        return;
    staff->update_waits = false;
    if (news->update)
        staff->update_view = news->update;
    turn->kiosk->touched_ms = turn->kiosk->now_ms; /* the wait was not idleness */
    if (!news->ok)
        staff_keep_why(staff, news);
    if (turn->message->kind == MSG_UPDATE_READ)
        take_read(turn, news->ok);
    else if (turn->message->kind == MSG_UPDATED)
        take_updated(turn, news->ok);
    kiosk_relayout(turn->kiosk);
    if (staff->update_stale && staff->update == UPDATE_LISTS)
        staff_enter_update(turn);
}
