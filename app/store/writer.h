/*
 * The writer thread and its queue: jobs run one after the other in the order they were posted, on
 * the thread that alone uses the database. One mutex guards queue and results; it is never held
 * while a job runs.
 */
#ifndef WENDA_STORE_WRITER_H
#define WENDA_STORE_WRITER_H

#include <pthread.h>
#include <stdbool.h>

#include "store/db.h"
#include "store/store.h"

/* What runs on the writer thread; context is the caller's. */
typedef bool (*writer_call)(struct db *db, void *context, struct err *err);

struct job; /* a posted request or a call, with its result */

struct writer {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t work;            /* a job was queued, or closing */
    pthread_cond_t done;            /* a result is ready, or a call has returned */
    struct job *head, *tail;        /* queued */
    struct job *ready, *ready_tail; /* done and not taken */
    int request_count;              /* posted requests not taken yet */
    bool closing;
    struct db *db; /* used by the thread alone while it runs */
    void (*wake)(void *context);
    void *wake_context;
    /* What to do while nothing is queued, a little at a time: false when there is no more of it
     * until the next job. NULL = nothing. */
    bool (*idle)(struct db *db);
};

/* db, wake, wake_context and idle are set by the caller before. */
bool writer_start(struct writer *writer, struct err *err);
/* Runs what is queued, then stops the thread. Results not taken are dropped. */
void writer_stop(struct writer *writer);
bool writer_post(struct writer *writer, const struct store_request *request);
bool writer_take(struct writer *writer, struct store_result *out);
bool writer_wait(struct writer *writer, int timeout_ms);
/* Does the caller run on the writer thread? */
bool writer_is_current(const struct writer *writer);
/* Queues the call behind what was posted and waits until it returned. */
bool writer_run(struct writer *writer, writer_call call, void *context, struct err *err);

#endif
