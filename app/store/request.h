/*
 * What each request does to the tables. A request is looked for before it is put: the same look-up
 * makes a request told twice one record, and tells after a failed COMMIT whether it persisted.
 */
#ifndef WENDA_STORE_REQUEST_H
#define WENDA_STORE_REQUEST_H

#include "store/db.h"
#include "store/store.h"

enum request_state {
    REQUEST_NEW,     /* to be put */
    REQUEST_DONE,    /* its record is there already */
    REQUEST_REFUSED, /* makes no sense (text in err), or SQLite failed (in db) */
};

struct request_rule {
    enum request_state (*find)(struct db *db, const struct store_request *request, struct err *err);
    bool (*put)(struct db *db, const struct store_request *request, struct err *err);
    /* Reads what the result carries, once the record is there for good; NULL = nothing. */
    bool (*tell)(struct db *db, const struct store_request *request, struct store_result *result);
};

/* Runs a request to its end: one transaction, and after a failure the look-up on a connection
 * opened anew. True only when the record is in the database for good. */
bool request_run(struct db *db, const struct store_request *request, struct err *err);
/* The same into a result, with all that it carries. */
void request_answer(struct db *db, const struct store_request *request,
                    struct store_result *result);

extern const struct request_rule rule_put_activity, rule_begin_visit, rule_end_visit,
    rule_begin_session, rule_end_session, rule_put_answer, rule_drop_answer;

/* A session as the requests address it. */
struct session_record {
    int64_t number, form;
    enum session_end outcome;
    int64_t right_count; /* -1 = none */
};
/* REQUEST_DONE when found, REQUEST_NEW when there is none. */
enum request_state session_find(struct db *db, const struct store_request *request,
                                struct session_record *out);

/* As stored, and back. */
const char *session_kind_tag(enum session_kind kind);
const char *session_end_tag(enum session_end end);
enum session_kind session_kind_of_tag(const char *tag);
enum session_end session_end_of_tag(const char *tag);
const char *answer_state_tag(enum answer_state state);
enum answer_state answer_state_of_tag(const char *tag);

#endif
