/*
 * The staff's side of the booth: turns effects of the staff panel into requests to the store and
 * their results into messages, reads the panel's figures, and runs exports on a thread of its own,
 * so that neither taps nor the store wait for a stick. Belongs to one booth; all calls come from
 * the booth's thread.
 */
#ifndef WENDA_BOOTH_DESK_H
#define WENDA_BOOTH_DESK_H

#include "play/kiosk.h"
#include "store/store.h"

struct desk;

struct desk_options {
    struct store *store;             /* borrowed: outlives the desk */
    const struct activity *activity; /* borrowed */
    const char *data;                /* the folder in force; copied */
    const char *home;                /* the data folder as named: booth.ini, trusted.pub; copied */
    bool can_update;                 /* home/activity may be replaced */
    const char *stale_path;          /* the table of repealed law */
    void (*wake)(void *context);     /* a message of an export waits; may be NULL */
    void *wake_context;
};

struct desk *desk_new(const struct desk_options *options);
void desk_free(struct desk *desk); /* waits for an export that runs */

bool desk_knows(enum effect_kind kind); /* an effect of the staff panel */
/* The requests of an effect, in their order; returns how many (0: nothing to post). What they
 * point to stays until their results are told. */
enum { DESK_REQUESTS_MAX = 2 };
int desk_translate(struct desk *desk, const struct effect *effect,
                   struct store_request out[DESK_REQUESTS_MAX]);
/* The message of a result; false when there is nothing to tell. */
bool desk_tell(struct desk *desk, enum effect_kind kind, const struct store_result *result,
               struct message *message);
/* A message that no request caused (exports, sticks), if there is one. */
bool desk_take(struct desk *desk, struct message *message);
bool desk_has_news(struct desk *desk);
bool desk_is_busy(struct desk *desk); /* on a thread of its own */
/* A stick is there, mounted at path, or none that can be used (NULL); both are copied. */
void desk_set_stick(struct desk *desk, const char *path, const struct stick_facts *facts);
const char *desk_stick(const struct desk *desk); /* where it is mounted; NULL = none */
/* The note that an export or an update was made, to be posted after desk_take told of it. */
bool desk_take_note(struct desk *desk, int64_t wall_ms, struct store_request *out);

#endif
