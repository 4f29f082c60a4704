/* A booth with units, counters and prizes whose staff are behind the PIN or on the way there. */
#ifndef WENDA_TESTS_PLAY_STAFF_RIG_H
#define WENDA_TESTS_PLAY_STAFF_RIG_H

#include "drive.h"

extern struct drive staff_drive;

void staff_rig_open(void);
void staff_rig_close(void);
/* What the booth says. */
void staff_tell(enum message_kind kind, const struct staff_news *news);
void staff_tell_pin(bool is_set, bool right, int failures, int64_t wait_ms);
enum screen_id staff_screen(void);
/* By the corner and the PIN to the panel; to one of its screens. */
void staff_go_in(void);
void staff_open_screen(enum screen_id to);

#endif
