/* The sounds: there, soft, without a click, and silent where they are muted or nothing can play. */
#include <stdlib.h>

#include <criterion/criterion.h>

#include "shell/sound.h"
#include "shell/sound_make.h"

static int loudest(const int16_t *samples, int count)
{
    int most = 0;
    for (int i = 0; i < count; i++)
        most = abs(samples[i]) > most ? abs(samples[i]) : most;
    return most;
}

Test(sound, each_is_short_begins_and_ends_in_silence_and_never_clips)
{
    int16_t samples[SOUND_MOST];
    for (int sound = 0; sound < SOUND_COUNT; sound++) {
        int count = sound_make((enum sound)sound, BOOTH_VOLUME_MOST, samples);
        cr_assert_gt(count, 0);
        cr_assert_leq(count, SOUND_MOST);
        cr_expect_eq(samples[0], 0);
        cr_expect_lt(abs(samples[count - 1]), 64, "sound %d clicks at its end", sound);
        cr_expect_lt(loudest(samples, count), INT16_MAX - 1);
        cr_expect_gt(loudest(samples, count), 1000, "sound %d is not heard", sound);
    }
}

Test(sound, the_volume_is_heard)
{
    int16_t samples[SOUND_MOST];
    int before = 0;
    for (int volume = 0; volume <= BOOTH_VOLUME_MOST; volume++) {
        int most = loudest(samples, sound_make(SOUND_RIGHT, volume, samples));
        if (volume == 0)
            cr_expect_eq(most, 0);
        else
            cr_expect_gt(most, before);
        before = most;
    }
}

Test(sound, a_machine_without_a_loudspeaker_is_silent)
{
    setenv("SDL_AUDIODRIVER", "nosuchdriver", 1);
    struct speaker *speaker = speaker_new();
    for (int i = 0; i < 20; i++)
        speaker_play(speaker, SOUND_TAP, 2);
    speaker_free(speaker); /* joins the thread: must end whatever it was at */
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    speaker = speaker_new();
    speaker_play(speaker, SOUND_TAP, 2);
    speaker_free(speaker);
}
