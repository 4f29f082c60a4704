#include "shell/sound.h"

#include <SDL.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/mem.h"
#include "shell/sound_make.h"

enum { QUEUE_MAX = 4, LINGER_MS = 1500, DRAIN_STEP_MS = 20, BUFFER = 512 };

struct speaker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t asked;
    struct {
        enum sound sound;
        int volume;
    } queue[QUEUE_MAX];
    int count;
    bool ends;
    bool mute; /* there is no device: not tried again */
};

/* ---- the thread ---- */

static SDL_AudioDeviceID open_device(void)
{
    SDL_AudioSpec spec = {
        .freq = SOUND_RATE, .format = AUDIO_S16SYS, .channels = 1, .samples = BUFFER
    };
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)
        return 0;
    SDL_AudioDeviceID device = SDL_OpenAudioDevice(NULL, 0, &spec, NULL, 0);
    if (device == 0)
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    else
        SDL_PauseAudioDevice(device, 0);
    return device;
}

static void close_device(SDL_AudioDeviceID device)
{
    SDL_CloseAudioDevice(device);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

/* The next sound, waiting for it at most LINGER_MS while the device is open, else for good. */
static bool take(struct speaker *speaker, bool linger, enum sound *sound, int *volume)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LINGER_MS / 1000;
    pthread_mutex_lock(&speaker->lock);
    while (speaker->count == 0 && !speaker->ends) {
        if (!linger)
            pthread_cond_wait(&speaker->asked, &speaker->lock);
        else if (pthread_cond_timedwait(&speaker->asked, &speaker->lock, &until) != 0)
            break;
    }
    bool taken = speaker->count > 0 && !speaker->ends;
    if (taken) {
        *sound = speaker->queue[0].sound;
        *volume = speaker->queue[0].volume;
        speaker->count--;
        memmove(speaker->queue, speaker->queue + 1,
                (size_t)speaker->count * sizeof speaker->queue[0]);
    }
    pthread_mutex_unlock(&speaker->lock);
    return taken;
}

static bool has_ended(struct speaker *speaker)
{
    pthread_mutex_lock(&speaker->lock);
    bool ends = speaker->ends;
    pthread_mutex_unlock(&speaker->lock);
    return ends;
}

/* Sounds one after the other until none has come for a while. */
static void sing(struct speaker *speaker, SDL_AudioDeviceID device, enum sound sound, int volume)
{
    int16_t samples[SOUND_MOST];
    do {
        int count = sound_make(sound, volume, samples);
        SDL_QueueAudio(device, samples, (Uint32)count * sizeof samples[0]);
        while (SDL_GetQueuedAudioSize(device) > 0 && !has_ended(speaker))
            SDL_Delay(DRAIN_STEP_MS);
    } while (take(speaker, true, &sound, &volume));
}

static void *run(void *context)
{
    struct speaker *speaker = context;
    enum sound sound;
    int volume;
    while (take(speaker, false, &sound, &volume)) {
        SDL_AudioDeviceID device = open_device();
        if (device == 0) {
            log_info("没有声音设备，不出声：%s", SDL_GetError());
            pthread_mutex_lock(&speaker->lock);
            speaker->mute = true;
            pthread_mutex_unlock(&speaker->lock);
            return NULL;
        }
        sing(speaker, device, sound, volume);
        close_device(device);
    }
    return NULL;
}

/* ---- the loop's side ---- */

struct speaker *speaker_new(void)
{
    struct speaker *speaker = mem_zalloc(sizeof *speaker);
    pthread_mutex_init(&speaker->lock, NULL);
    pthread_cond_init(&speaker->asked, NULL);
    if (pthread_create(&speaker->thread, NULL, run, speaker) == 0)
        return speaker;
    pthread_cond_destroy(&speaker->asked);
    pthread_mutex_destroy(&speaker->lock);
    free(speaker);
    return NULL;
}

void speaker_free(struct speaker *speaker)
{
    if (!speaker)
        return;
    pthread_mutex_lock(&speaker->lock);
    speaker->ends = true;
    pthread_cond_signal(&speaker->asked);
    pthread_mutex_unlock(&speaker->lock);
    pthread_join(speaker->thread, NULL);
    pthread_cond_destroy(&speaker->asked);
    pthread_mutex_destroy(&speaker->lock);
    free(speaker);
}

void speaker_play(struct speaker *speaker, enum sound sound, int volume)
{
    if (!speaker || volume <= 0)
        return;
    pthread_mutex_lock(&speaker->lock);
    if (!speaker->mute && speaker->count < QUEUE_MAX) {
        speaker->queue[speaker->count].sound = sound;
        speaker->queue[speaker->count].volume = volume;
        speaker->count++;
        pthread_cond_signal(&speaker->asked);
    }
    pthread_mutex_unlock(&speaker->lock);
}
