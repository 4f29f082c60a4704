/*
 * What the loop does besides fingers and frames: tells the booth that it is open to the public,
 * changes the data when staff or the calendar say so, and ends the program when staff shut down.
 */
#ifndef WENDA_SHELL_DAY_H
#define WENDA_SHELL_DAY_H

#include "shell/loop.h"

/* Those effects that are not the booth's: shutting down, other data, other questions. */
void day_take_effects(struct loop *loop, const struct effects *effects);
/* When the booth is to be told next that it is open, or no longer; INT64_MAX = never. */
int64_t day_due_ms(const struct loop *loop);
void day_pass_time(struct loop *loop);
/* Between two messages, once loop->changes_data. */
void day_change_data(struct loop *loop);

/* After everything is closed: asks the appliance (assets/appliance/) to shut the machine down.
 * Elsewhere the program just ends. */
void day_power_off(void);

#endif
