/*
 * What the kiosk shows and asks, read from files: the activity and the words of the interface.
 * Can be read on a thread of its own while the window opens. Knows neither window nor store.
 */
#ifndef WENDA_SHELL_CONTENT_H
#define WENDA_SHELL_CONTENT_H

#include <pthread.h>
#include <stdbool.h>

#include "activity/activity.h"
#include "base/err.h"
#include "view/strings.h"

struct content {
    const char *data;   /* the data folder, borrowed */
    const char *assets; /* borrowed */
    const char *named;  /* folder or pack that was asked for, borrowed; NULL = the installed one */

    struct activity *activity; /* NULL: fault says why */
    struct strings strings;    /* to be used only with has_strings */
    bool has_strings;
    struct err fault;         /* text for staff: why the activity cannot be used */
    struct err strings_fault; /* why there are no words, without which nothing can be shown */

    char *unpacked; /* scratch folder of an activity that came as a pack; NULL = none */
    pthread_t reader;
    bool is_reading;
};

/* Reads now. What was read before must have been unloaded. */
void content_load(struct content *content);
/* The same beside the caller; between the two calls nothing of content may be touched. */
void content_start(struct content *content);
void content_wait(struct content *content);
/* Frees what was read, and the scratch folder with it. */
void content_unload(struct content *content);

#endif
