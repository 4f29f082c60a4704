#include "store/statement.h"

#include <assert.h>
#include <errno.h>
#include <sqlite3.h>

#include "base/log.h"
#include "base/mem.h"

static struct sqlite3_stmt *prepare(struct db *db, enum query_id id)
{
    if (db->statements[id] == NULL) {
        int rc = sqlite3_prepare_v3(db->handle, sql_queries[id].text, -1, SQLITE_PREPARE_PERSISTENT,
                                    &db->statements[id], NULL);
        if (rc != SQLITE_OK) {
            log_error("query %s: %s", sql_queries[id].name, sqlite3_errmsg(db->handle));
            db_keep_failure(db, rc);
        }
    }
    return db->statements[id];
}

void query_start(struct query *query, struct db *db, enum query_id id)
{
    *query = (struct query){ .db = db };
    if (db->handle == NULL || db->rc != SQLITE_OK)
        return;
    query->stmt = prepare(db, id);
    if (query->stmt == NULL)
        return;
    int count = sqlite3_bind_parameter_count(query->stmt);
    assert(count < 64);
    query->unbound = (UINT64_C(1) << count) - 1;
}

/* A name that the query does not have would leave a NULL where a value was meant. */
static int find_parameter(struct query *query, const char *name)
{
    if (query->stmt == NULL)
        return 0;
    int index = sqlite3_bind_parameter_index(query->stmt, name);
    assert(index > 0 && "the query has no parameter of this name");
    if (index == 0) {
        log_error("no parameter %s in: %s", name, sqlite3_sql(query->stmt));
        db_keep_failure(query->db, SQLITE_MISUSE);
        return 0;
    }
    query->unbound &= ~(UINT64_C(1) << (index - 1));
    return index;
}

static void keep(struct query *query, int rc)
{
    if (rc != SQLITE_OK)
        db_keep_failure(query->db, rc);
}

void query_set_int(struct query *query, const char *name, int64_t value)
{
    int index = find_parameter(query, name);
    if (index > 0)
        keep(query, sqlite3_bind_int64(query->stmt, index, value));
}

void query_set_text(struct query *query, const char *name, const char *text)
{
    int index = find_parameter(query, name);
    if (index > 0)
        keep(query, sqlite3_bind_text(query->stmt, index, text, -1, SQLITE_STATIC));
}

void query_set_null(struct query *query, const char *name)
{
    int index = find_parameter(query, name);
    if (index > 0)
        keep(query, sqlite3_bind_null(query->stmt, index));
}

enum query_step query_step(struct query *query)
{
    if (query->stmt == NULL || query->db->rc != SQLITE_OK)
        return QUERY_FAILED;
    assert(query->unbound == 0 && "a parameter of the query was not bound");
    if (query->unbound != 0) {
        log_error("unbound parameter in: %s", sqlite3_sql(query->stmt));
        db_keep_failure(query->db, SQLITE_MISUSE);
        return QUERY_FAILED;
    }
    errno = 0;
    int rc = sqlite3_step(query->stmt);
    if (rc == SQLITE_ROW)
        return QUERY_ROW;
    if (rc == SQLITE_DONE)
        return QUERY_DONE;
    db_keep_failure(query->db, rc);
    return QUERY_FAILED;
}

int64_t query_int(const struct query *query, int column)
{
    return sqlite3_column_int64(query->stmt, column);
}

const char *query_text(const struct query *query, int column)
{
    const char *text = (const char *)sqlite3_column_text(query->stmt, column);
    /* NULL is also what SQLite says when it cannot get the memory for the text. */
    if (text == NULL && sqlite3_errcode(query->db->handle) == SQLITE_NOMEM)
        mem_exhausted(0);
    return text;
}

bool query_is_null(const struct query *query, int column)
{
    return sqlite3_column_type(query->stmt, column) == SQLITE_NULL;
}

void query_end(struct query *query)
{
    if (query->stmt == NULL)
        return;
    /* The codes repeat what the step said. */
    (void)sqlite3_reset(query->stmt);
    (void)sqlite3_clear_bindings(query->stmt);
    query->stmt = NULL;
}

bool query_run(struct query *query)
{
    enum query_step step;
    do
        step = query_step(query);
    while (step == QUERY_ROW);
    query_end(query);
    return step == QUERY_DONE;
}

bool query_run_int(struct query *query, int64_t *out)
{
    bool ok = query_step(query) == QUERY_ROW;
    if (ok)
        *out = query_int(query, 0);
    /* A RETURNING clause hands out its row before the statement is finished. */
    return query_run(query) && ok;
}

bool statement_prepare_all(struct db *db, struct err *err)
{
    for (int id = 0; id < QUERY_COUNT; id++) {
        if (prepare(db, (enum query_id)id) == NULL)
            return err_set_cause(err, db->cause, "查询 %s 与数据库不符", sql_queries[id].name);
    }
    return true;
}

void statement_finalize_all(struct db *db)
{
    for (int id = 0; id < QUERY_COUNT; id++) {
        (void)sqlite3_finalize(db->statements[id]);
        db->statements[id] = NULL;
    }
}
