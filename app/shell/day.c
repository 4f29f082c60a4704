#include "shell/day.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/log.h"

/* While staff look at the hours, they are to the minute. */
enum { LOOKED_AT_EVERY_MS = 60 * 1000 };

static bool is_open(const struct loop *loop)
{
    const struct kiosk *kiosk = loop->parts.kiosk;
    return loop->parts.booth && kiosk->activity && !kiosk->paused && kiosk->screen != SCREEN_FAULT;
}

void day_take_effects(struct loop *loop, const struct effects *effects)
{
    for (int i = 0; i < effects->count; i++) {
        const struct effect *effect = &effects->items[i];
        if (effect->kind == EFFECT_POWER_OFF) {
            if (is_open(loop))
                booth_mark_open(loop->parts.booth, effect->now_ms, effect->wall_ms);
            loop->quit = loop->powers_off = true;
        } else if (effect->kind == EFFECT_REHEARSE && loop->parts.data.change) {
            loop->changes_data = loop->by_staff = true;
            loop->rehearse = effect->amount == 1;
        } else if (effect->kind == EFFECT_RELOAD) {
            loop->reloads = true;
        }
    }
}

/* ---- other data ---- */

/* What staff did stands in both logs: it was posted to the old data before. */
static void note_change(struct loop *loop)
{
    struct effects effects = { .count = 0 };
    struct effect *effect = effects_add(&effects, EFFECT_NOTE_STAFF);
    effect->now_ms = timeline_boot_ms(&loop->timeline);
    effect->wall_ms = timeline_wall_ms(&loop->timeline);
    effect->subject = loop->rehearse ? "rehearse-on" : "rehearse-off";
    booth_run(loop->parts.booth, &effects);
}

void day_change_data(struct loop *loop)
{
    struct err err = { 0 };
    bool by_staff = loop->by_staff;
    loop->changes_data = loop->by_staff = false;
    input_cancel(&loop->input);
    loop->open_ms = 0;
    loop->parts.booth =
        loop->parts.data.change(loop->parts.data.context, loop->rehearse, by_staff, &err);
    if (!loop->parts.booth) {
        loop_tell(loop, (struct message){ .kind = MSG_FAULT, .value = 1, .fault = err.text });
        return;
    }
    if (by_staff)
        note_change(loop);
    loop_tell(loop, (struct message){ .kind = MSG_TICK });
    loop->reason = "data";
}

/* ---- opening hours ---- */

int64_t day_due_ms(const struct loop *loop)
{
    bool open = is_open(loop);
    if (!open)
        return loop->open_ms > 0 ? loop->open_ms : INT64_MAX;
    int every_ms = loop->parts.kiosk->staff.inside ? LOOKED_AT_EVERY_MS : BOOTH_OPEN_EVERY_MS;
    return loop->open_ms > 0 ? loop->open_ms + every_ms : 0;
}

/* The day that begins or ends the activity finds the booth between two visitors. */
static void look_at_day(struct loop *loop)
{
    const struct loop_data *data = &loop->parts.data;
    const struct kiosk *kiosk = loop->parts.kiosk;
    bool rehearsal = kiosk->rehearsal;
    if (!data->change || kiosk_front(kiosk) != SCREEN_ATTRACT)
        return;
    rehearsal = data->is_rehearsal(data->context, timeline_wall_ms(&loop->timeline));
    if (rehearsal == kiosk->rehearsal)
        return;
    loop->changes_data = true;
    loop->rehearse = rehearsal;
}

void day_pass_time(struct loop *loop)
{
    int64_t now_ms = timeline_boot_ms(&loop->timeline);
    if (now_ms < day_due_ms(loop))
        return;
    if (loop->parts.booth && (is_open(loop) || loop->parts.kiosk->paused))
        booth_mark_open(loop->parts.booth, now_ms, timeline_wall_ms(&loop->timeline));
    if (is_open(loop)) {
        loop->open_ms = now_ms > 0 ? now_ms : 1;
        look_at_day(loop);
    } else {
        if (loop->parts.booth)
            booth_mark_closed(loop->parts.booth);
        loop->open_ms = 0;
    }
}

/* ---- shutting down ---- */

void day_power_off(void)
{
    static const char word[] = "off\n";
    int fd = open("/run/wenda/power.request", O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return; /* no appliance */
    if (write(fd, word, sizeof word - 1) != (ssize_t)(sizeof word - 1))
        log_warn("关机的请求没有写成，请按机器的电源键");
    (void)close(fd);
}
