/*
 * Every situation that a screen can be in with this activity, numbered, so that all can be looked
 * at without playing: each screen, each question before and after answering and with its feedback,
 * each page of the questionnaires. Sets a kiosk up as the flows would leave it. Knows no fonts or
 * SDL.
 */
#ifndef WENDA_SHELL_WALK_H
#define WENDA_SHELL_WALK_H

#include "play/kiosk.h"

/* How many there are; activity NULL: only the fault. */
int walk_count(const struct activity *activity);
/* How many of them come before the quiz's own questions, the screens that every visitor meets. */
int walk_common_count(const struct activity *activity);

/* Does it show words or pictures that none before it shows? */
bool walk_shows_more(const struct activity *activity, int index);

/* Is it worth a picture: no question of the quiz before it has the same type, pictured or not? */
bool walk_is_sample(const struct activity *activity, int index);

enum { WALK_NOW_MS = 3600000, WALK_NAME_LEN = 128 };

struct walk_look {
    int language;
    bool large, rehearsal;
};

/* Puts the kiosk into situation number index at the boot time WALK_NOW_MS; name (may be NULL) says
 * which question or form it is about, "" for none. */
void walk_show(const struct activity *activity, int index, const struct walk_look *look,
               struct kiosk *kiosk, char name[WALK_NAME_LEN]);

#endif
