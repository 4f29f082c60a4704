#include "booth/desk_update.h"

#include <stdio.h>

static const enum update_job jobs[] = {
    [EFFECT_UPDATE_LOOK] = UPDATE_LOOK,   [EFFECT_UPDATE_OPEN] = UPDATE_OPEN,
    [EFFECT_UPDATE_APPLY] = UPDATE_APPLY, [EFFECT_UPDATE_REVERT] = UPDATE_REVERT,
    [EFFECT_UPDATE_SAVE] = UPDATE_SAVE,
};

bool desk_update_knows(enum effect_kind kind)
{
    return kind >= EFFECT_UPDATE_LOOK && kind <= EFFECT_UPDATE_SAVE;
}

bool desk_update_start(struct update *update, const struct effect *effect, const char *stick)
{
    return update_start(update, &(struct update_order){ .job = jobs[effect->kind],
                                                        .stick = stick,
                                                        .source = effect->item,
                                                        .mode = (enum update_mode)effect->amount,
                                                        .wall_ms = effect->wall_ms });
}

static void write_note(enum update_job job, const struct update_view *view, char *note,
                       size_t note_len)
{
    const struct update_preview *preview = &view->preview;

    if (job == UPDATE_REVERT)
        snprintf(note, note_len, "now %s", view->now);
    else
        snprintf(note, note_len, "%s%s, %d added, %d changed, %d removed, from %.80s", view->now,
                 preview->is_old ? ", old serial" : "", preview->counts[CHANGE_ADDED],
                 preview->counts[CHANGE_EDITED], preview->counts[CHANGE_REMOVED],
                 preview->source.name);
}

bool desk_update_take(struct update *update, struct message *message, struct staff_news *news,
                      const char **subject, char *note, size_t note_len)
{
    enum update_job job;

    if (!update_take(update, &job, &news->ok, &news->why, &news->update))
        return false;
    message->value = job == UPDATE_OPEN;
    message->kind = MSG_UPDATE_READ;
    if (job == UPDATE_SAVE)
        message->kind = MSG_UPDATE_SAVED;
    if (job != UPDATE_APPLY && job != UPDATE_REVERT)
        return true;
    message->kind = MSG_UPDATED;
    if (news->ok) {
        *subject = job == UPDATE_REVERT ? "update-back" : "update";
        write_note(job, news->update, note, note_len);
    }
    return true;
}
