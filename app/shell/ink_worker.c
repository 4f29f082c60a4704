#include "shell/ink_worker.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "shell/ink_reader.h"

struct ink_worker {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    void (*wake)(void *context);
    void *wake_context;
    /* under the mutex */
    struct ink next;
    int next_version, read_version;
    bool has_next, is_reading, has_read, ends;
    char read[INK_READ_LEN];
    /* the thread's own */
    struct ink ink;
    struct ink_reader *reader;
    bool is_tried; /* a model that is missing is missed once */
};

static void read_sheet(struct ink_worker *worker, char text[INK_READ_LEN])
{
    struct ink_guess guesses[INK_GUESSES];
    struct err err = { "" };
    size_t len = 0;

    text[0] = '\0';
    if (!worker->is_tried) {
        worker->is_tried = true;
        worker->reader = ink_reader_new(&err);
        if (!worker->reader)
            log_warn("%s", err.text);
    }
    if (!worker->reader)
        return;
    int count = ink_reader_read(worker->reader, &worker->ink, INK_BUDGET_MS, INK_UNDO_ALL, guesses);
    for (int i = 0; i < count; i++) {
        size_t step = strlen(guesses[i].text);
        if (len + step >= INK_READ_LEN)
            break;
        memcpy(text + len, guesses[i].text, step + 1);
        len += step;
    }
}

static void *work(void *context)
{
    struct ink_worker *worker = context;
    char text[INK_READ_LEN];

    pthread_mutex_lock(&worker->mutex);
    while (!worker->ends) {
        if (!worker->has_next) {
            pthread_cond_wait(&worker->changed, &worker->mutex);
            continue;
        }
        int version = worker->next_version;
        worker->ink = worker->next;
        worker->has_next = false;
        worker->is_reading = true;
        pthread_mutex_unlock(&worker->mutex);
        read_sheet(worker, text);
        pthread_mutex_lock(&worker->mutex);
        worker->is_reading = false;
        worker->has_read = true;
        worker->read_version = version;
        memcpy(worker->read, text, sizeof worker->read);
        pthread_mutex_unlock(&worker->mutex);
        worker->wake(worker->wake_context);
        pthread_mutex_lock(&worker->mutex);
    }
    pthread_mutex_unlock(&worker->mutex);
    return NULL;
}

struct ink_worker *ink_worker_new(void (*wake)(void *context), void *wake_context)
{
    struct ink_worker *worker = mem_zalloc(sizeof *worker);

    worker->wake = wake;
    worker->wake_context = wake_context;
    pthread_mutex_init(&worker->mutex, NULL);
    pthread_cond_init(&worker->changed, NULL);
    if (pthread_create(&worker->thread, NULL, work, worker) == 0)
        return worker;
    log_error("手写识别的线程启动不了，手写照常保存，只是不提示候选字");
    pthread_cond_destroy(&worker->changed);
    pthread_mutex_destroy(&worker->mutex);
    free(worker);
    return NULL;
}

void ink_worker_free(struct ink_worker *worker)
{
    if (!worker)
        return;
    pthread_mutex_lock(&worker->mutex);
    worker->ends = true;
    pthread_cond_signal(&worker->changed);
    pthread_mutex_unlock(&worker->mutex);
    pthread_join(worker->thread, NULL);
    ink_reader_free(worker->reader);
    pthread_cond_destroy(&worker->changed);
    pthread_mutex_destroy(&worker->mutex);
    free(worker);
}

void ink_worker_post(struct ink_worker *worker, const struct ink *ink, int version)
{
    pthread_mutex_lock(&worker->mutex);
    worker->next = *ink;
    worker->next_version = version;
    worker->has_next = true;
    worker->has_read = false;
    pthread_cond_signal(&worker->changed);
    pthread_mutex_unlock(&worker->mutex);
}

bool ink_worker_take(struct ink_worker *worker, int *version, char text[INK_READ_LEN])
{
    pthread_mutex_lock(&worker->mutex);
    bool ready = worker->has_read;
    worker->has_read = false;
    *version = worker->read_version;
    memcpy(text, worker->read, INK_READ_LEN);
    pthread_mutex_unlock(&worker->mutex);
    return ready;
}

bool ink_worker_is_busy(struct ink_worker *worker)
{
    pthread_mutex_lock(&worker->mutex);
    bool busy = worker->has_next || worker->is_reading || worker->has_read;
    pthread_mutex_unlock(&worker->mutex);
    return busy;
}
