/* What the desk makes of updates: effects into jobs, their ends into messages and notes. */
#ifndef WENDA_BOOTH_DESK_UPDATE_H
#define WENDA_BOOTH_DESK_UPDATE_H

#include "booth/update.h"
#include "play/kiosk.h"

bool desk_update_knows(enum effect_kind kind);
/* False when another job runs still. */
bool desk_update_start(struct update *update, const struct effect *effect, const char *stick);
/* The message of a job that ended, if one did. When it changed the questions in force, subject and
 * note are what the audit log gets. */
bool desk_update_take(struct update *update, struct message *message, struct staff_news *news,
                      const char **subject, char *note, size_t note_len);

#endif
