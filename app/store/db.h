/*
 * The one connection to wenda.db: opening it with every hardening, closing it, and what went wrong
 * last. Knows tables only through migrate; knows no threads (one uses it at a time).
 *
 * A failure of SQLite stays in the db until db_clear: calls may go on, they fail too, and the
 * caller asks once at the end. Paths come from the folder: wenda.db, its -wal, and wenda.db.new
 * while a new database is made (it is renamed only when complete, so wenda.db is never half a
 * database).
 */
#ifndef WENDA_STORE_DB_H
#define WENDA_STORE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/sql_text.h"
#include "store/store.h"

struct sqlite3;
struct sqlite3_stmt;
struct backup_copy;
struct keeper;

enum { DB_APPLICATION_ID = 0x574E4441 }; /* "WNDA" */

/* Where an answer belongs. */
struct answer_place {
    int64_t session, form, question, version;
    bool is_open, is_in_form, is_answered;
};

struct db {
    struct sqlite3 *handle; /* NULL while closed after a failure */
    struct sqlite3_stmt *statements[QUERY_COUNT];
    char *path; /* owned */
    enum store_kind kind;
    bool any_kind;             /* db_open sets kind; else it refuses a database of another */
    bool suspect;              /* a page was found damaged: the next db_open looks at all of them */
    struct keeper *keeper;     /* borrowed; NULL = a damaged database is only refused */
    struct backup_copy *copy;  /* of a backup under way (backup.h) */
    struct answer_place place; /* found for the answer under way, within its transaction */
    int64_t commits;           /* transactions written so far */
    int faults;                /* failures of file or disk so far */
    char last_fault[160];      /* what staff were told of the last; "" = none */
    int schema_version;
    int rc;          /* extended code of the first failure since db_clear; 0 = none */
    int os_errno;    /* what the system said to it; 0 = nothing */
    char cause[256]; /* sqlite3_errmsg of it, for the log */
};

/* Opens an existing database and brings its schema up to date, or fails leaving every byte of it as
 * it was. db must be zeroed but for path, kind and any_kind. */
bool db_open(struct db *db, struct err *err);
/* Opens a backup, which has no log, for reading only and looks at all of its pages; its schema may
 * be an earlier one. False when it does not do. db as for db_open. */
bool db_open_backup(struct db *db, struct err *err);
/* Makes wenda.db with the newest schema: complete or absent. aside names what was set aside for
 * it, whose PIN stays in force; NULL = nothing. */
bool db_create(const char *path, enum store_kind kind, int64_t wall_ms, const char *aside,
               struct err *err);
/* The ordinary end: checkpoints and closes. */
void db_close(struct db *db);
/* After a failure: closes without touching the files. */
void db_abandon(struct db *db);
/* Opens again when abandoned; where somebody keeps it, a damaged one is set aside first. */
bool db_ensure_open(struct db *db, struct err *err);

/* Forgets the last failure. */
void db_clear(struct db *db);
/* Keeps the failure that the handle tells now, unless an earlier one is kept. Returns false. */
bool db_keep_failure(struct db *db, int rc);
/* True when the failure leaves doubt about the connection or the file: close and look again. */
bool db_is_in_doubt(const struct db *db);
/* True when the file itself is at fault: damaged, or no database at all. */
bool db_is_damaged(const struct db *db);
/* Sets err from the failure kept, in the words of staff. Returns false. */
bool db_explain(const struct db *db, struct err *err);

bool db_run(struct db *db, enum query_id id); /* a statement without parameters or rows */
/* Several statements of constant text (schema, pragmas). */
bool db_exec(struct db *db, const char *sql);
/* The first column of the first row of a pragma, as text; "" when there is no row. */
bool db_pragma(struct db *db, const char *name, char *out, int out_len);
int64_t db_changes(const struct db *db);
bool db_checkpoint(struct db *db); /* TRUNCATE */

/* Reads back every setting that db_open makes; false when one is not in force, named in err. */
bool db_check_settings(struct db *db, struct err *err);

#endif
