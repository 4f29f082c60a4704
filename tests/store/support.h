/* A small activity, a temporary folder with a store in it, and short ways to say requests. */
#ifndef WENDA_TESTS_STORE_SUPPORT_H
#define WENDA_TESTS_STORE_SUPPORT_H

#include "base/mem.h"
#include "base/strbuf.h"
#include "store/store.h"

/* Two wordings of the same activity: the second changes a stem, drops a question, adds one. */
enum variant { VARIANT_FIRST, VARIANT_SECOND };

struct rig {
    char folder[64];
    struct store *store;
    struct activity activity;
    int64_t now_ms; /* a second more with each request */
};

/* Makes the folder and the activity; opens nothing. */
void rig_init(struct rig *rig);
void rig_fini(struct rig *rig); /* closes the store and removes the folder */
void rig_open(struct rig *rig); /* must succeed; puts no activity */
void rig_close(struct rig *rig);
/* rig_init, rig_open, and the activity put. */
void rig_start(struct rig *rig);
void rig_use_variant(struct rig *rig, enum variant variant); /* replaces rig->activity */

/* Requests that are told to rig_run; a visit is named by a number. */
const char *rig_uuid(int visit); /* one of a few static buffers */
const struct question *rig_question(const struct rig *rig, const char *id);
struct store_request say_activity(struct rig *rig);
struct store_request say_visit(struct rig *rig, int visit);
struct store_request say_session(struct rig *rig, int visit, const char *form);
struct store_request say_answer(struct rig *rig, int visit, const char *form, const char *question,
                                const char *choice);
struct store_request say_drop(struct rig *rig, int visit, const char *form, const char *question);
struct store_request say_end(struct rig *rig, int visit, const char *form, enum session_end end,
                             int right);
struct store_request say_leave(struct rig *rig, int visit, const char *reason);

bool rig_try(struct rig *rig, struct store_request request);  /* true when told as saved */
void rig_must(struct rig *rig, struct store_request request); /* fails the test if not */
/* The text that the request is refused with; static buffer. Fails the test if it is accepted. */
const char *rig_refusal(struct rig *rig, struct store_request request);

/* The database of a closed store through a plain connection. */
int64_t rig_sql_int(const struct rig *rig, const char *sql);
void rig_sql(const struct rig *rig, const char *sql);

/* Makes an empty database of an earlier schema version, as its program would have left it. */
void rig_make_version(const struct rig *rig, int version);

/* A folder with a whole database, in it an activity and a visit, and nothing beside it. */
void rig_make_whole(struct rig *rig);

char *rig_path(const struct rig *rig, const char *name); /* the caller frees */
/* Over the bytes of a file from at on, or all of the file anew when at is negative. */
void rig_write(const struct rig *rig, const char *name, long at, const void *bytes, size_t len);
/* Bytes of every file in the folder but the lock, by name; compare two of them. */
void rig_snapshot(const struct rig *rig, struct strbuf *out);
/* Tries to open the folder as it is; the text of the refusal, or "" when it opened (and closes). */
const char *rig_open_refusal(const struct rig *rig);

#endif
