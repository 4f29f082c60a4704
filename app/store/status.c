/* Figures about the store as a whole. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "base/utf8.h"
#include "store/audit.h"
#include "store/inside.h"
#include "store/statement.h"

/* Widens first..last by the stamp in a column, if there is one. */
static void widen(struct store_status *status, const struct query *query, int column)
{
    if (query_is_null(query, column))
        return;
    int64_t wall_ms = query_int(query, column);
    if (status->first_ms == 0 || wall_ms < status->first_ms)
        status->first_ms = wall_ms;
    if (wall_ms > status->last_ms)
        status->last_ms = wall_ms;
}

static bool read_visits(struct db *db, struct store_status *out)
{
    struct query query;
    query_start(&query, db, QUERY_STATUS_VISITS);
    bool ok = query_step(&query) == QUERY_ROW;
    if (ok) {
        out->visits = query_int(&query, 0);
        out->visits_open = query_int(&query, 1);
        for (int column = 2; column <= 4; column++)
            widen(out, &query, column);
    }
    query_end(&query);
    return ok;
}

static bool read_sessions(struct db *db, struct store_status *out)
{
    struct query query;
    query_start(&query, db, QUERY_STATUS_SESSIONS);
    bool ok = query_step(&query) == QUERY_ROW;
    if (ok) {
        widen(out, &query, 0);
        widen(out, &query, 1);
    }
    query_end(&query);
    return ok;
}

static bool read_answers(struct db *db, struct store_status *out)
{
    struct query query;
    query_start(&query, db, QUERY_STATUS_ANSWERS);
    bool ok = query_step(&query) == QUERY_ROW;
    if (ok) {
        out->answers = query_int(&query, 0);
        widen(out, &query, 1);
        widen(out, &query, 2);
    }
    query_end(&query);
    return ok;
}

static bool read_activity(struct db *db, struct store_status *out)
{
    struct query query;
    query_start(&query, db, QUERY_ACTIVITY_CURRENT);
    enum query_step step = query_step(&query);
    if (step == QUERY_ROW)
        utf8_copy(out->activity_id, sizeof out->activity_id, query_text(&query, 1));
    query_end(&query);
    return step != QUERY_FAILED;
}

static int64_t file_len(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 ? (int64_t)info.st_size : 0;
}

static bool read_status(struct db *db, void *context, struct err *err)
{
    struct store_status *out = context;
    struct strbuf wal;
    (void)err;
    strbuf_init(&wal);
    strbuf_addf(&wal, "%s-wal", db->path);
    out->database_len = file_len(db->path) + file_len(wal.text);
    strbuf_fini(&wal);
    char *folder = fs_dirname(db->path);
    out->free_len = fs_free_len(folder);
    free(folder);
    out->kind = db->kind;
    out->schema_version = db->schema_version;
    return read_activity(db, out) && read_visits(db, out) && read_sessions(db, out) &&
           read_answers(db, out);
}

bool store_read_status(struct store *store, struct store_status *out, struct err *err)
{
    *out = (struct store_status){ .kind = store->kind };
    return store_read(store, read_status, out, err);
}

static bool read_chain_head(struct db *db, void *context, struct err *err)
{
    struct store_chain_head *out = context;
    (void)err;
    return audit_read_head(db, &out->number, out->hash);
}

bool store_read_chain_head(struct store *store, struct store_chain_head *out, struct err *err)
{
    *out = (struct store_chain_head){ 0 };
    return store_read(store, read_chain_head, out, err);
}

static bool check_chain(struct db *db, void *context, struct err *err)
{
    (void)context;
    return audit_check(db, err);
}

bool store_check_chain(struct store *store, struct err *err)
{
    return store_read(store, check_chain, NULL, err);
}
