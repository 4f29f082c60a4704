/*
 * Updates of the questions from a stick, on a thread of its own: lists what the stick offers, looks
 * into one of them (signature, serial, checks, what it would change), installs it, goes back.
 * What was shown is what is installed: a file of the stick is read once and kept in memory.
 */
#ifndef WENDA_BOOTH_UPDATE_H
#define WENDA_BOOTH_UPDATE_H

#include "activity/model.h"
#include "base/err.h"
#include "play/update.h"

struct update;

struct update_options {
    const char *home;                /* whose activity/ is replaced; NULL = updates are off */
    const char *stale_path;          /* the table of repealed law */
    const struct activity *activity; /* in force; borrowed */
    void (*wake)(void *context);     /* a job ended: called on its thread; may be NULL */
    void *wake_context;
};

enum update_job {
    UPDATE_LOOK,   /* what the stick offers */
    UPDATE_OPEN,   /* looks into one */
    UPDATE_APPLY,  /* installs the one that was opened */
    UPDATE_REVERT, /* back to the version before */
    UPDATE_SAVE    /* the faults of the one that was opened, as a file on the stick */
};

struct update *update_new(const struct update_options *options);
void update_free(struct update *update); /* waits for a job that runs; NULL is fine */

struct update_order {
    enum update_job job;
    const char *stick; /* copied; may be NULL for REVERT and for a LOOK without one */
    int source;        /* OPEN: index of what LOOK told */
    enum update_mode mode;
    int64_t wall_ms;
};
/* False when a job runs already. */
bool update_start(struct update *update, const struct update_order *order);
bool update_is_busy(struct update *update);
bool update_has_news(struct update *update);
/* What a job came to, once. view, and what it borrows, stays until the next job's end is taken; why
 * is "" when ok. */
bool update_take(struct update *update, enum update_job *job, bool *ok, const char **why,
                 const struct update_view **view);

#endif
