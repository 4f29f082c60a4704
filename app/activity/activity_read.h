/* Reading activity.txt itself, without the files it names. Used by activity_load alone. */
#ifndef WENDA_ACTIVITY_ACTIVITY_READ_H
#define WENDA_ACTIVITY_ACTIVITY_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "activity/settings.h"

/* Fills target->activity and the lists of files, defaults included. False if the text has errors.
 */
bool activity_read_settings(struct settings_target *target, const char *text, size_t text_len);
/* What hangs together: days, prizes, thresholds. False with errors reported. */
bool activity_check_settings(struct settings_target *target);

#endif
