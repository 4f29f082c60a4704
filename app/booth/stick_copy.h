/*
 * A finished folder onto a stick, so that it may be pulled at any moment: below NAME.part, every
 * file synced, manifest.json last, then renamed, then everything read again from the stick and
 * compared. What bears its name and holds a manifest is whole; anything else is worth nothing.
 */
#ifndef WENDA_BOOTH_STICK_COPY_H
#define WENDA_BOOTH_STICK_COPY_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum { STICK_FILES_MAX = 256, STICK_FILE_NAME_LEN = 256 };

enum stick_phase { STICK_WRITES, STICK_CHECKS };

struct stick_progress {
    enum stick_phase phase;
    int file; /* the one under way, in the order of writing */
    int64_t done_len, total_len;
};

struct stick_copy_job {
    const char *from;        /* the folder: regular files, at most two deep */
    const char *stick;       /* where the stick is mounted */
    const char *name;        /* the folder's name there; NAME-2 … where it exists */
    const atomic_bool *stop; /* set from another thread: ends as a failure */
    /* Both may be NULL. files: before anything is written, all of them in their order. */
    void (*files)(void *context, const char *const *names, int count, int64_t total_len);
    void (*progress)(void *context, const struct stick_progress *progress);
    void *context;
};

/* name_out: what the folder is called in the end. */
bool stick_copy(const struct stick_copy_job *job, char name_out[STICK_FILE_NAME_LEN],
                struct err *err);
/* One small file into the stick's top folder, complete or absent; name must not exist there yet
 * (NAME-2.ext … otherwise). */
bool stick_put(const char *stick, const char *name, const void *bytes, size_t len,
               char name_out[STICK_FILE_NAME_LEN], struct err *err);

#endif
