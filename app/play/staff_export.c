/* The stick, and exports to it. */
#include "base/utf8.h"
#include "play/staff_inside.h"

void staff_take_stick(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    const struct stick_facts *stick = turn->message->staff->stick;

    kiosk->stick = stick ? *stick : (struct stick_facts){ .state = STICK_NONE };
    if (kiosk->screen == SCREEN_STAFF_EXPORT)
        kiosk_relayout(kiosk);
    if (kiosk->screen == SCREEN_STAFF_UPDATE)
        staff_enter_update(turn);
}

static void start(struct kiosk_turn *turn)
{
    struct staff *staff = &turn->kiosk->staff;

    if (staff->export == EXPORT_RUNS || turn->kiosk->stick.state != STICK_READY)
        return;
    staff->export = EXPORT_RUNS;
    staff->progress = (struct staff_progress){ .phase = EXPORT_GATHERS, .left_s = -1 };
    staff->stopping = false;
    staff->file_count = 0;
    staff->text[0] = '\0';
    staff_add(turn, EFFECT_EXPORT);
    kiosk_relayout(turn->kiosk);
}

void staff_step_export(struct kiosk_turn *turn)
{
    struct staff *staff = &turn->kiosk->staff;

    if (turn->message->kind != MSG_EXPORT)
        return;
    if (turn->message->value == 1) {
        start(turn);
    } else if (staff->export == EXPORT_RUNS && !staff->stopping) {
        staff->stopping = true;
        staff_add(turn, EFFECT_STOP_EXPORT);
        kiosk_relayout(turn->kiosk);
    }
}

static void end(struct kiosk_turn *turn, const struct staff_news *news)
{
    struct kiosk *kiosk = turn->kiosk;
    struct staff *staff = &kiosk->staff;

    staff->export = news->ok ? EXPORT_DONE : staff->stopping ? EXPORT_IDLE : EXPORT_FAILED;
    staff->stopping = false;
    if (news->ok)
        utf8_copy(staff->folder, sizeof(staff->folder), news->folder ? news->folder : "");
    else
        staff_keep_why(staff, news);
    staff->read_ms = 0;
    kiosk->touched_ms = kiosk->now_ms; /* the wait was not idleness */
    effects_add_sound(turn->out, news->ok ? SOUND_DONE : SOUND_WARNING);
    if (kiosk->screen == SCREEN_STAFF_EXPORT)
        kiosk_relayout(kiosk);
}

void staff_take_export(struct kiosk_turn *turn)
{
    const struct staff_news *news = turn->message->staff;
    struct staff *staff = &turn->kiosk->staff;

    if (staff->export != EXPORT_RUNS)
        return;
    if (turn->message->kind == MSG_EXPORTED)
        end(turn, news);
    else if (turn->message->kind == MSG_EXPORT_STEP)
        staff->progress = news->progress;
    else if (staff->file_count < STAFF_FILES_MAX)
        staff->files[staff->file_count++] = news->file;
}
