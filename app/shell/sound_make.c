#include "shell/sound_make.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

enum { NOTES_MAX = 3, ATTACK_MS = 4, RELEASE_MS = 30, PARTIALS = 3 };

/* Struck once: pitch, when, how fast it dies away (ms to 1/e) and how loud. */
struct note {
    double hertz, loud;
    int at_ms, decay_ms;
};

/* Nothing of them is shrill: a right answer rises, a wrong one is a single low, short tone. */
static const struct {
    int length_ms;
    struct note notes[NOTES_MAX];
} sounds[] = {
    [SOUND_TAP] = { 60, { { 620, 0.35, 0, 12 } } },
    [SOUND_RIGHT] = { 400, { { 784, 0.5, 0, 90 }, { 1047, 0.5, 110, 110 } } },
    [SOUND_WRONG] = { 260, { { 262, 0.5, 0, 80 } } },
    [SOUND_DONE] = { 400, { { 659, 0.4, 0, 90 }, { 784, 0.4, 90, 90 }, { 1047, 0.5, 180, 100 } } },
    [SOUND_WARNING] = { 380, { { 523, 0.6, 0, 130 } } },
};
static_assert(sizeof sounds / sizeof sounds[0] == SOUND_COUNT, "every sound");

static const double overtones[PARTIALS] = { 1, 2.76, 5.4 }; /* of a bar that is struck */
static const double shares[PARTIALS] = { 0.8, 0.15, 0.05 };

/* 0 to 1: soft in the first and the last milliseconds, so that nothing clicks. */
static double envelope(double ms, int length_ms)
{
    double in = ms / ATTACK_MS, out = (length_ms - ms) / RELEASE_MS;
    in = in < 1 ? in : 1;
    out = out < 1 ? out : 1;
    return in * out;
}

static double sample_of(const struct note *note, double ms)
{
    double since = ms - note->at_ms, sum = 0;
    if (note->hertz <= 0 || since < 0)
        return 0;
    for (int i = 0; i < PARTIALS; i++)
        sum += shares[i] * exp(-since * overtones[i] / note->decay_ms) *
               sin(2 * M_PI * note->hertz * overtones[i] * since / 1000);
    return note->loud * sum * (since < ATTACK_MS ? since / ATTACK_MS : 1);
}

int sound_make(enum sound sound, int volume, int16_t out[SOUND_MOST])
{
    static const double gains[] = { 0, 0.12, 0.3, 0.6 };
    static_assert(sizeof gains / sizeof gains[0] == BOOTH_VOLUME_MOST + 1, "every volume");
    assert(sound < SOUND_COUNT && volume >= 0 && volume <= BOOTH_VOLUME_MOST);
    int length_ms = sounds[sound].length_ms, count = SOUND_RATE * length_ms / 1000;
    for (int i = 0; i < count; i++) {
        double ms = i * 1000.0 / SOUND_RATE, sum = 0;
        for (int k = 0; k < NOTES_MAX; k++)
            sum += sample_of(&sounds[sound].notes[k], ms);
        out[i] = (int16_t)lround(sum * envelope(ms, length_ms) * gains[volume] * INT16_MAX);
    }
    return count;
}
