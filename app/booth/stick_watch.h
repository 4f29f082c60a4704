/*
 * Tells when a stick is plugged in or pulled: a thread that sleeps until the kernel says that
 * mounts or block devices changed. Nothing runs while nothing happens.
 */
#ifndef WENDA_BOOTH_STICK_WATCH_H
#define WENDA_BOOTH_STICK_WATCH_H

#include "base/err.h"
#include "booth/stick_find.h"

struct stick_watch;

struct stick_watch_options {
    const char *sys;             /* NULL = /sys */
    int settle_ms;               /* so long a stick may take to be mounted; 0 = as usual */
    void (*wake)(void *context); /* something changed: called on the thread; may be NULL */
    void *wake_context;
};

/* NULL with a reason when it cannot watch. Strings are copied. */
struct stick_watch *stick_watch_start(const struct stick_watch_options *options, struct err *err);
void stick_watch_stop(struct stick_watch *watch); /* NULL is fine */
/* True when something changed since the last call; path is "" without a stick that can be read. */
bool stick_watch_take(struct stick_watch *watch, struct stick_facts *facts,
                      char path[STICK_PATH_LEN]);
bool stick_watch_has_news(struct stick_watch *watch);

#endif
