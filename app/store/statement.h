/*
 * Running the named queries: each is prepared once per connection and reset after use. Every
 * parameter must be bound by its name before the first step; an unknown name or a forgotten one is
 * a programmer's error. Failures of SQLite stay in the db (see db.h).
 */
#ifndef WENDA_STORE_STATEMENT_H
#define WENDA_STORE_STATEMENT_H

#include "store/db.h"

struct query {
    struct db *db;
    struct sqlite3_stmt
        *stmt;        /* borrowed from the db's table; NULL when it could not be prepared */
    uint64_t unbound; /* bit i = parameter i + 1 was not bound yet */
};

enum query_step { QUERY_ROW, QUERY_DONE, QUERY_FAILED };

void query_start(struct query *query, struct db *db, enum query_id id);
void query_set_int(struct query *query, const char *name, int64_t value);
/* NULL binds SQL's NULL. Text is borrowed until query_end. */
void query_set_text(struct query *query, const char *name, const char *text);
void query_set_null(struct query *query, const char *name);
enum query_step query_step(struct query *query);
int64_t query_int(const struct query *query, int column);
const char *query_text(const struct query *query,
                       int column); /* NULL for NULL; until the next step */
bool query_is_null(const struct query *query, int column);
/* Resets; every started query is ended. */
void query_end(struct query *query);
/* Steps to the end and ends; true when it ran. */
bool query_run(struct query *query);
/* As query_run, and gives the first column of the row it must return. */
bool query_run_int(struct query *query, int64_t *out);

/* Prepares every query of the table; false and the name of the first that does not prepare. */
bool statement_prepare_all(struct db *db, struct err *err);
void statement_finalize_all(struct db *db);

#endif
