#include "store/db.h"

#include <assert.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "store/aside.h"
#include "store/backup.h"
#include "store/file.h"
#include "store/keeper.h"
#include "store/migrate.h"
#include "store/statement.h"

/* A damaged file of this size or less is found when it is opened, in some tens of milliseconds;
 * a larger one when the damaged page is read. */
enum { QUICK_CHECK_MAX_PAGES = 2048 };

/* In this order, and the first before the file is touched: a write-ahead log whose index is in our
 * own memory needs the exclusive lock from the first access on. */
static const struct {
    const char *name, *value, *read_back;
} settings[] = {
    { "locking_mode", "EXCLUSIVE", "exclusive" },
    { "synchronous", "FULL", "2" },
    { "foreign_keys", "ON", "1" },
    { "trusted_schema", "OFF", "0" },
    { "cell_size_check", "ON", "1" },
    { "mmap_size", "0", "0" },
    { "secure_delete", "ON", "1" },
    { "temp_store", "MEMORY", "2" },
    { "wal_autocheckpoint", "200", "200" },
};

static const struct {
    int option, value;
    const char *name;
} switches[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1, "DEFENSIVE" },
    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, "TRUSTED_SCHEMA" },
    { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, "LOAD_EXTENSION" },
    { SQLITE_DBCONFIG_ENABLE_FKEY, 1, "FKEY" },
    { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, "TRIGGER" },
    { SQLITE_DBCONFIG_ENABLE_VIEW, 0, "VIEW" },
    { SQLITE_DBCONFIG_DQS_DML, 0, "DQS_DML" },
    { SQLITE_DBCONFIG_DQS_DDL, 0, "DQS_DDL" },
};

bool db_exec(struct db *db, const char *sql)
{
    if (db->handle == NULL || db->rc != SQLITE_OK)
        return false;
    errno = 0;
    int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK || db_keep_failure(db, rc);
}

bool db_run(struct db *db, enum query_id id)
{
    struct query query;
    query_start(&query, db, id);
    return query_run(&query);
}

bool db_pragma(struct db *db, const char *name, char *out, int out_len)
{
    char sql[64];
    sqlite3_stmt *stmt = NULL;
    out[0] = '\0';
    if (db->handle == NULL || db->rc != SQLITE_OK)
        return false;
    snprintf(sql, sizeof sql, "PRAGMA %s", name);
    int rc = sqlite3_prepare_v2(db->handle, sql, -1, &stmt, NULL);
    if (rc == SQLITE_OK) {
        errno = 0;
        rc = sqlite3_step(stmt);
        const char *text = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
        if (rc == SQLITE_ROW && text == NULL)
            rc = SQLITE_NOMEM;
        else if (text != NULL)
            utf8_copy(out, (size_t)out_len, text);
    }
    bool ok = rc == SQLITE_ROW || rc == SQLITE_DONE || db_keep_failure(db, rc);
    (void)sqlite3_finalize(stmt);
    return ok;
}

int64_t db_changes(const struct db *db)
{
    return sqlite3_changes64(db->handle);
}

bool db_checkpoint(struct db *db)
{
    errno = 0;
    int rc = sqlite3_wal_checkpoint_v2(db->handle, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return rc == SQLITE_OK || db_keep_failure(db, rc);
}

static bool set_checkpoint_on_close(struct db *db, bool on)
{
    int rc = sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !on, NULL);
    return rc == SQLITE_OK || db_keep_failure(db, rc);
}

static bool harden(struct db *db)
{
    char sql[64];
    sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, 0);
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        int rc = sqlite3_db_config(db->handle, switches[i].option, switches[i].value, NULL);
        if (rc != SQLITE_OK)
            return db_keep_failure(db, rc);
    }
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        snprintf(sql, sizeof sql, "PRAGMA %s = %s", settings[i].name, settings[i].value);
        if (!db_exec(db, sql))
            return false;
    }
    return set_checkpoint_on_close(db, false);
}

bool db_check_settings(struct db *db, struct err *err)
{
    char value[32];
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        if (!db_pragma(db, settings[i].name, value, sizeof value))
            return db_explain(db, err);
        if (strcmp(value, settings[i].read_back) != 0)
            return err_set(err, "数据库的安全设置 %s 没有生效（%s）。请重新安装本程序",
                           settings[i].name, value);
    }
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        int on = -1;
        int rc = sqlite3_db_config(db->handle, switches[i].option, -1, &on);
        if (rc != SQLITE_OK || on != switches[i].value)
            return err_set(err, "数据库的安全开关 %s 没有生效。请重新安装本程序", switches[i].name);
    }
    if (!db_pragma(db, "journal_mode", value, sizeof value))
        return db_explain(db, err);
    if (strcmp(value, "wal") != 0 || sqlite3_limit(db->handle, SQLITE_LIMIT_ATTACHED, -1) != 0)
        return err_set(err, "数据库的写入方式没有生效（%s）。请重新安装本程序", value);
    return true;
}

static bool read_number(struct db *db, const char *pragma, int64_t *out)
{
    char value[32];
    if (!db_pragma(db, pragma, value, sizeof value))
        return false;
    *out = strtoll(value, NULL, 10);
    return true;
}

/* What the write-ahead log says may be newer than the header that file_check_header saw. */
static bool check_identity(struct db *db, struct err *err)
{
    int64_t id = 0, version = 0;
    if (!read_number(db, "application_id", &id) || !read_number(db, "user_version", &version))
        return db_explain(db, err);
    if (id != DB_APPLICATION_ID)
        return err_set(err, "%s 是别的程序的数据库，不是问答亭的。文件原样未动；请换一个数据夹",
                       db->path);
    if (version < 1 || version > STORE_SCHEMA_VERSION)
        return err_set(err,
                       "%s 是较新版本的问答亭写的（数据库版本 %lld，本程序只认到 %d）。文件原样"
                       "未动；请升级本程序",
                       db->path, (long long)version, (int)STORE_SCHEMA_VERSION);
    db->schema_version = (int)version;
    return true;
}

/* The check tells a page that could not be read among the damaged ones, with the code of why. */
static bool tells_of_reading(const char *verdict)
{
    const char *code = strstr(verdict, "error code=");
    int rc = code != NULL ? (int)strtol(code + strlen("error code="), NULL, 10) & 0xFF : 0;
    return rc != 0 && rc != SQLITE_CORRUPT && rc != SQLITE_NOTADB;
}

static bool check_health(struct db *db, struct err *err)
{
    int64_t pages = 0;
    char verdict[200];
    if (!read_number(db, "page_count", &pages))
        return db_explain(db, err);
    if (pages > QUICK_CHECK_MAX_PAGES && !db->suspect)
        return true;
    if (!db_pragma(db, "quick_check(1)", verdict, sizeof verdict))
        return db_explain(db, err);
    if (strcmp(verdict, "ok") == 0) {
        db->suspect = false;
        return true;
    }
    log_error("quick_check: %s", verdict);
    db_keep_failure(db, tells_of_reading(verdict) ? SQLITE_IOERR_READ : SQLITE_CORRUPT);
    return db_explain(db, err);
}

static bool check_kind(struct db *db, struct err *err)
{
    struct query query;
    enum store_kind kind = STORE_KIND_COUNT;
    query_start(&query, db, QUERY_BOOTH_KIND);
    bool found = query_step(&query) == QUERY_ROW && migrate_find_kind(query_text(&query, 0), &kind);
    query_end(&query);
    if (!found) {
        db_keep_failure(db, SQLITE_CORRUPT);
        return db_explain(db, err);
    }
    if (kind != db->kind && !db->any_kind)
        return err_set(err, "%s 是%s数据，不能当%s数据用：数据夹的种类建立后不能改。请换一个数据夹",
                       db->path, store_kind_name(kind), store_kind_name(db->kind));
    db->kind = kind;
    return true;
}

static bool connect_file(struct db *db, const char *path, int flags, struct err *err)
{
    int rc = sqlite3_open_v2(path, &db->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                             NULL);
    if (rc != SQLITE_OK)
        db_keep_failure(db, rc);
    else if ((flags & SQLITE_OPEN_READWRITE) != 0 && sqlite3_db_readonly(db->handle, "main") == 1)
        db_keep_failure(db, SQLITE_READONLY);
    return (db->rc == SQLITE_OK && harden(db)) || db_explain(db, err);
}

/* Nothing is written before all of it is known to be ours and whole. */
static bool open_existing(struct db *db, struct err *err)
{
    char mode[16];
    bool damaged = false;
    if (!file_check_header(db->path, &damaged, err)) {
        if (damaged)
            db_keep_failure(db, SQLITE_NOTADB);
        return false;
    }
    if (!file_renew_wal(db->path, err) || !connect_file(db, db->path, SQLITE_OPEN_READWRITE, err))
        return false;
    if (!check_identity(db, err) || !check_health(db, err) || !check_kind(db, err))
        return false;
    if (!set_checkpoint_on_close(db, true) ||
        !db_pragma(db, "journal_mode = WAL", mode, sizeof mode))
        return db_explain(db, err);
    return migrate_run(db, err) && db_check_settings(db, err);
}

bool db_open(struct db *db, struct err *err)
{
    db_clear(db);
    bool had_wal = file_has_wal(db->path);
    bool ok = open_existing(db, err);
    if (ok)
        return true;
    db_abandon(db);
    if (!had_wal)
        file_drop_empty_wal(db->path);
    return false;
}

bool db_open_backup(struct db *db, struct err *err)
{
    bool damaged = false;
    db_clear(db);
    db->any_kind = db->suspect = true;
    bool ok = !file_has_wal(db->path) && file_check_header(db->path, &damaged, err) &&
              connect_file(db, db->path, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW, err) &&
              check_identity(db, err) && check_health(db, err) && check_kind(db, err);
    if (!ok)
        db_abandon(db);
    return ok;
}

bool db_ensure_open(struct db *db, struct err *err)
{
    struct err failure = { 0 };
    if (db->handle != NULL || db_open(db, &failure))
        return true;
    if (db->keeper != NULL && db_is_damaged(db) && keeper_replace(db, err))
        return true;
    return err_set(err, "%s", failure.text);
}

static void disconnect(struct db *db)
{
    backup_abort(db);
    statement_finalize_all(db);
    int rc = sqlite3_close(db->handle);
    assert(rc == SQLITE_OK);
    if (rc != SQLITE_OK)
        log_error("sqlite3_close: %s", sqlite3_errstr(rc));
    db->handle = NULL;
}

void db_close(struct db *db)
{
    if (db->handle != NULL)
        disconnect(db);
}

void db_abandon(struct db *db)
{
    if (db->handle == NULL)
        return;
    /* A checkpoint now would copy into the database what may not be on the disk. */
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    disconnect(db);
}

static void remove_leftovers(const char *path)
{
    static const char *const endings[] = { "", "-journal", "-wal" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct strbuf name;
        strbuf_init(&name);
        strbuf_addf(&name, "%s%s", path, endings[i]);
        (void)unlink(name.text);
        strbuf_fini(&name);
    }
}

static bool note_aside(struct db *db, const char *aside, int64_t wall_ms, struct err *err)
{
    char *folder = fs_dirname(db->path);
    bool ok = db_run(db, QUERY_BEGIN_WRITE) && aside_note(db, aside, wall_ms) &&
              aside_keep_pin(db, folder, aside, wall_ms) && db_run(db, QUERY_COMMIT);
    free(folder);
    return ok || db_explain(db, err);
}

static bool fill_new(struct db *db, enum store_kind kind, int64_t wall_ms, const char *aside,
                     struct err *err)
{
    char mode[16] = "";
    if (!connect_file(db, db->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err) ||
        !migrate_create(db, kind, wall_ms, err) ||
        (aside != NULL && !note_aside(db, aside, wall_ms, err)))
        return false;
    statement_finalize_all(db); /* the journal mode changes only while none is there */
    /* Last, so that everything is in the main file when it gets its name. */
    if (!db_pragma(db, "journal_mode = WAL", mode, sizeof mode))
        return db_explain(db, err);
    return strcmp(mode, "wal") == 0 || err_set(err, "数据库的写入方式没有生效（%s）", mode);
}

bool db_create(const char *path, enum store_kind kind, int64_t wall_ms, const char *aside,
               struct err *err)
{
    struct strbuf fresh;
    strbuf_init(&fresh);
    strbuf_addf(&fresh, "%s.new", path);
    struct db db = { .path = fresh.text };
    remove_leftovers(fresh.text);
    bool ok = fill_new(&db, kind, wall_ms, aside, err);
    db_abandon(&db);
    if (ok && rename(fresh.text, path) != 0)
        ok = err_set_cause(err, strerror(errno), "建不成数据库 %s。请检查数据夹的权限和剩余空间",
                           path);
    if (ok) {
        char *folder = fs_dirname(path);
        ok = fs_sync_folder(folder, err);
        free(folder);
    }
    remove_leftovers(fresh.text);
    strbuf_fini(&fresh);
    return ok;
}
