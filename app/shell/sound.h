/*
 * Plays the booth's sounds through SDL, from a thread of its own: a finger never waits for the
 * loudspeaker, and while nothing is to be heard the device is closed and nothing runs. A machine
 * without one is silent, which is no error.
 */
#ifndef WENDA_SHELL_SOUND_H
#define WENDA_SHELL_SOUND_H

#include "play/effect.h"

struct speaker;

struct speaker *speaker_new(void);
void speaker_free(struct speaker *speaker); /* NULL is nothing */
/* Returns at once. A sound that is asked for while another one plays follows it; what comes too
 * fast is left out. Volume 0 plays nothing. */
void speaker_play(struct speaker *speaker, enum sound sound, int volume);

#endif
