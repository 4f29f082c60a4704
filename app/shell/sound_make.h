/*
 * The booth's few soft sounds, computed from scratch: decaying partials of a wooden knock and a
 * small bell. Pure; knows no loudspeaker.
 */
#ifndef WENDA_SHELL_SOUND_MAKE_H
#define WENDA_SHELL_SOUND_MAKE_H

#include <stdint.h>

#include "play/effect.h"

enum { SOUND_RATE = 22050, SOUND_MOST_MS = 400, SOUND_MOST = SOUND_RATE * SOUND_MOST_MS / 1000 };

/* Fills out with the samples of a sound, one channel, at volume 1 (soft) to BOOTH_VOLUME_MOST;
 * returns how many. Begins and ends at silence and never clips. */
int sound_make(enum sound sound, int volume, int16_t out[SOUND_MOST]);

#endif
