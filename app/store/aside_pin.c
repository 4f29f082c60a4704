/* The PIN of a database that was set aside, kept in force in the fresh one. */
#include <stdio.h>
#include <stdlib.h>

#include "base/fs.h"
#include "base/log.h"
#include "store/aside.h"
#include "store/audit.h"
#include "store/statement.h"

/* Schemas that brought the tables: a backup may be of an earlier program. */
enum { PIN_SCHEMA = 3, PERMIT_SCHEMA = 5 };

static bool copy_record(struct db *from, struct db *to, bool *found)
{
    struct query read, put;
    bool ok = true;
    query_start(&read, from, QUERY_PIN_RECORD);
    enum query_step step = query_step(&read);
    *found = step == QUERY_ROW;
    if (*found) {
        query_start(&put, to, QUERY_PIN_PUT);
        query_set_text(&put, ":key", query_text(&read, 0));
        query_set_text(&put, ":hash", query_text(&read, 1));
        query_set_int(&put, ":wall_ms", query_int(&read, 2));
        ok = query_run(&put);
    }
    query_end(&read);
    return ok && step != QUERY_FAILED;
}

/* With their boot clocks: a lock that runs goes on. */
static bool copy_attempts(struct db *from, struct db *to)
{
    struct query rows, put;
    enum query_step step;
    bool ok = true;
    query_start(&rows, from, QUERY_ATTEMPT_ROWS);
    while ((step = query_step(&rows)) == QUERY_ROW && ok) {
        query_start(&put, to, QUERY_ATTEMPT_COPY);
        query_set_int(&put, ":number", query_int(&rows, 0));
        query_set_text(&put, ":key", query_text(&rows, 1));
        query_set_text(&put, ":boot", query_text(&rows, 2));
        query_set_int(&put, ":boot_ms", query_int(&rows, 3));
        query_set_int(&put, ":wall_ms", query_int(&rows, 4));
        query_set_text(&put, ":state", query_text(&rows, 5));
        ok = query_run(&put);
    }
    query_end(&rows);
    return ok && step != QUERY_FAILED;
}

static bool copy_permits(struct db *from, struct db *to)
{
    struct query rows, put;
    enum query_step step;
    bool ok = true;
    query_start(&rows, from, QUERY_RECOVERY_ROWS);
    while ((step = query_step(&rows)) == QUERY_ROW && ok) {
        query_start(&put, to, QUERY_RECOVERY_PUT);
        query_set_text(&put, ":permit", query_text(&rows, 0));
        query_set_int(&put, ":wall_ms", query_int(&rows, 1));
        ok = query_run(&put);
    }
    query_end(&rows);
    return ok && step != QUERY_FAILED;
}

/* All of it or nothing: what of the backup turns out not to be readable is taken back. */
static bool copy_from(struct db *from, struct db *to)
{
    bool found = false;
    if (from->schema_version < PIN_SCHEMA || !db_exec(to, "SAVEPOINT keep_pin"))
        return false;
    bool ok = copy_record(from, to, &found) && found && copy_attempts(from, to) &&
              (from->schema_version < PERMIT_SCHEMA || copy_permits(from, to));
    if (!ok)
        (void)db_exec(to, "ROLLBACK TO keep_pin");
    return db_exec(to, "RELEASE keep_pin") && ok;
}

/* True when the backup of that name in folder was there, whole, and had a PIN. */
static bool keep_from(struct db *to, const char *folder, const char *name)
{
    struct err err = { 0 };
    char *path = fs_join(folder, name);
    struct db from = { .path = path };
    bool ok = false;
    if (fs_exists(path)) {
        if (db_open_backup(&from, &err)) {
            ok = copy_from(&from, to);
            db_abandon(&from);
        } else {
            log_warn("%s", err.text);
        }
    }
    free(path);
    return ok;
}

enum { SOURCE_LEN = ASIDE_NAME_LEN + 40 };

/* source: the backup's name in the data folder. Those set aside with that database, or of "". */
static bool keep_from_those(struct db *db, const char *folder, const char *aside,
                            char source[SOURCE_LEN])
{
    bool ok = false;
    for (int i = 1; i <= STORE_BACKUPS && !ok; i++) {
        if (*aside)
            snprintf(source, SOURCE_LEN, "set-aside/%.31s/wenda-%d.db", aside, i);
        else
            snprintf(source, SOURCE_LEN, "backup/wenda-%d.db", i);
        ok = keep_from(db, folder, source);
    }
    return ok;
}

/* Earlier ones last: a database may be damaged before its first backup. */
bool aside_keep_pin(struct db *db, const char *folder, const char *name, int64_t wall_ms)
{
    char source[SOURCE_LEN], earlier[ASIDE_NAME_LEN];
    bool ok = keep_from_those(db, folder, name, source) || keep_from_those(db, folder, "", source);
    aside_newest(folder, earlier);
    while (!ok && *earlier) {
        char before[ASIDE_NAME_LEN];
        ok = keep_from_those(db, folder, earlier, source);
        snprintf(before, sizeof before, "%s", earlier);
        aside_before(folder, before, earlier);
    }
    if (ok)
        return audit_put(db, wall_ms, "staff", "pin-keep", "%s", source);
    log_error("口令没有读得出的备份可用，随 set-aside/%s 移开了", name);
    return audit_put(db, wall_ms, "staff", "pin-lost", "%s", name);
}
