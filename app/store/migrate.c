#include "store/migrate.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "store/audit.h"
#include "store/statement.h"

static_assert((int)SQL_SCHEMA_COUNT == (int)STORE_SCHEMA_VERSION, "a schema file for each version");

static const char *const kind_tags[] = {
    [STORE_OFFICIAL] = "official",
    [STORE_REHEARSAL] = "rehearsal",
    [STORE_SIMULATED] = "simulated",
};
static_assert(sizeof kind_tags / sizeof *kind_tags == STORE_KIND_COUNT, "a tag for each kind");

const char *migrate_kind_tag(enum store_kind kind)
{
    return kind_tags[kind];
}

bool migrate_find_kind(const char *tag, enum store_kind *out)
{
    for (int i = 0; i < STORE_KIND_COUNT; i++) {
        if (strcmp(kind_tags[i], tag) == 0) {
            *out = (enum store_kind)i;
            return true;
        }
    }
    return false;
}

static bool step_up(struct db *db, int version)
{
    char set_version[64];
    snprintf(set_version, sizeof set_version, "PRAGMA user_version = %d", version);
    return db_exec(db, "BEGIN IMMEDIATE") && db_exec(db, sql_schema[version]) &&
           db_exec(db, set_version) && db_exec(db, "COMMIT");
}

bool migrate_run(struct db *db, struct err *err)
{
    while (db->schema_version < STORE_SCHEMA_VERSION) {
        int version = db->schema_version + 1;
        if (!step_up(db, version)) {
            db_explain(db, err);
            log_error("schema %d: %s", version, db->cause);
            return false;
        }
        db->schema_version = version;
    }
    return true;
}

bool migrate_create(struct db *db, enum store_kind kind, int64_t wall_ms, struct err *err)
{
    char set_id[64];
    snprintf(set_id, sizeof set_id, "PRAGMA application_id = %d", (int)DB_APPLICATION_ID);
    if (!migrate_run(db, err))
        return false;
    struct query put;
    bool ok = db_exec(db, "BEGIN IMMEDIATE") && db_exec(db, set_id);
    query_start(&put, db, QUERY_BOOTH_PUT);
    query_set_text(&put, ":kind", migrate_kind_tag(kind));
    query_set_int(&put, ":created_ms", wall_ms);
    ok = query_run(&put) && ok &&
         audit_put(db, wall_ms, "created", migrate_kind_tag(kind), "schema %d",
                   db->schema_version) &&
         db_exec(db, "COMMIT");
    return ok || db_explain(db, err);
}
