/*
 * Runs a function that reads a hostile file in a child process of its own: bounded memory, time and
 * output, no new file opened for writing and none for reading but its own input, no network, no
 * other process (seccomp and resource limits). Whatever happens to the child (a crash, a hang, too
 * much memory) is an ordinary error here; what it hands back is bytes that the caller must check
 * as if they came from the file itself.
 * May be called from a program with threads: the child logs nothing and takes no lock of ours.
 */
#ifndef WENDA_PORT_CONFINE_H
#define WENDA_PORT_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/strbuf.h"

/* Path under which the child finds the task's input, for libraries that want to open a file. */
extern const char confine_input_path[];

struct confine_task {
    /* Both run in the child. prepare (may be NULL) comes before the locks close and must not look
     * at the input; run does the work, and its out goes to the parent when it returns true. */
    void (*prepare)(void *context);
    bool (*run)(void *context, struct strbuf *out, struct err *err);
    void *context;
    const char *input; /* borrowed; NULL when confine_input_path is not wanted */
    size_t input_len;
    int time_ms; /* of processor time; 0 = CONFINE_TIME_MS */
};

/* Far beyond what the largest sensible document needs. */
enum {
    CONFINE_MEMORY_MAX_LEN = 1024 * 1024 * 1024,
    CONFINE_OUT_MAX_LEN = 64 * 1024 * 1024,
    CONFINE_TIME_MS = 20000
};

/* Appends what run handed back to out. False with run's own error, or with what became of it. */
bool confine_run(const struct confine_task *task, struct strbuf *out, struct err *err);

#endif
