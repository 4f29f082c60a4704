/*
 * Runs the effects of play against the store, without SDL: for the shell, for simulate, for the
 * crash harness. It alone sees both. One booth drives one kiosk on one thread; the store's writer
 * works beside it. Each result comes back as a message.
 */
#ifndef WENDA_BOOTH_BOOTH_H
#define WENDA_BOOTH_BOOTH_H

#include <stdbool.h>
#include <stdio.h>

#include "play/kiosk.h"
#include "store/store.h"

/* The data folder in force: D, or D/rehearsal for a rehearsal. */
struct booth_options {
    const char *data;     /* folder; made when absent */
    const char *home;     /* the data folder as named, with booth.ini; NULL = data */
    enum store_kind kind; /* what a new folder becomes */
    bool keeps;  /* the kiosk: sets damage aside, backs up, keeps the ballast (store/keep.h) */
    bool seeded; /* UUIDs from seed (scripts, simulate) instead of getrandom */
    uint64_t seed;
    /* "UUID QUESTION ANSWER" a line, flushed, for each given answer that stands: in the quiz once
     * its COMMIT has returned; in a questionnaire, where it may still be changed or withdrawn, once
     * the COMMIT has returned that ends the questionnaire. NULL = none; errors stay in ferror. */
    FILE *ack;
    bool can_update;             /* home/activity may be replaced from a stick */
    const char *stale_path;      /* the table of repealed law, for updates */
    bool watch_sticks;           /* sticks are found as they are plugged in */
    void (*wake)(void *context); /* a result is ready: called on another thread; may be NULL */
    void *wake_context;
};

struct booth;

/* activity may be NULL (nothing could be loaded: only the fault screen). Puts the activity's
 * questions into the store. NULL and a text for staff when the store cannot be opened. */
struct booth *booth_open(const struct booth_options *options, const struct activity *activity,
                         struct err *err);
void booth_close(struct booth *booth);
struct store *booth_store(struct booth *booth); /* borrowed, for reading */

/* Queues what the effects ask for. Effects without a record (sounds) are left to the caller. The
 * begin of a visit is queued with the next effect of the visit: until then its language may change.
 */
void booth_run(struct booth *booth, const struct effects *effects);
/* Takes one result as a message (MSG_SAVED, MSG_SAVE_FAILED) if one is ready; the caller fills in
 * the times. message->fault and message->prizes are borrowed until the next call. */
bool booth_take(struct booth *booth, struct message *message);
/* Waits up to timeout_ms for a result; true when one is ready. */
bool booth_wait(struct booth *booth, int timeout_ms);
/* Sends a round trip through queue and writer, for the watchdog: it has come round when MSG_SAVED
 * with the returned ticket is taken. 0 when the queue is full. */
uint64_t booth_probe(struct booth *booth);
/* After a fault: tries whether the store writes again. MSG_FAULT_CLEARED follows if it does,
 * nothing (a line in the log) if not. */
void booth_retry(struct booth *booth);
/* Requests posted whose results were not taken yet. */
int booth_pending(const struct booth *booth);
/* A sign of life: the booth is open to the public (or, the last one, was until now). Signs more
 * than BOOTH_OPEN_GAP_MS apart begin another stretch of the opening hours, and so do another day
 * and a clock that was set. */
enum { BOOTH_OPEN_EVERY_MS = 5 * 60 * 1000, BOOTH_OPEN_GAP_MS = 10 * 60 * 1000 };
void booth_mark_open(struct booth *booth, int64_t now_ms, int64_t wall_ms);
/* Closed to the public until the next sign. */
void booth_mark_closed(struct booth *booth);
/* A stick is plugged in, its files at path (copied), or none is (NULL). MSG_STICK follows. */
void booth_set_stick(struct booth *booth, const char *path);
const char *booth_stick(const struct booth *booth);      /* the path; NULL = none */
const char *booth_visit_uuid(const struct booth *booth); /* "" outside a visit */

#endif
