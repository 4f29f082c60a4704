#include "store/backup.h"

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
#include "store/file.h"

enum { SPARE_LEN = 8 * 1024 * 1024 }; /* left free beside the copy */

struct backup_copy {
    sqlite3 *to;
    sqlite3_backup *job;
    char *part; /* owned */
};

static void remove_part(const char *part)
{
    static const char *const endings[] = { "", "-journal", "-wal" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct strbuf name;
        strbuf_init(&name);
        strbuf_addf(&name, "%s%s", part, endings[i]);
        (void)unlink(name.text);
        strbuf_fini(&name);
    }
}

static bool fail(struct err *err, const char *path, const char *cause)
{
    return err_set_cause(err, cause, "备份 %s 没有做成。请检查存储卡和剩余空间", path);
}

/* A backup that fills the disk would stop the booth that it is to protect. */
static bool has_room(const struct db *db, const char *part, struct err *err)
{
    char *folder = fs_dirname(part);
    long long free_len = fs_free_len(folder);
    sqlite3_int64 len = 0;
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db->handle,
                           "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
                           -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        len = sqlite3_column_int64(stmt, 0);
    (void)sqlite3_finalize(stmt);
    free(folder);
    return free_len < 0 || free_len >= len + SPARE_LEN ||
           err_set(err, "磁盘只剩 %lld MiB，放不下备份（要 %lld MiB）。请导出数据并腾出空间",
                   free_len / (1024 * 1024), (long long)(len + SPARE_LEN) / (1024 * 1024));
}

/* The copy needs no care while it is made: what is cut off is thrown away. */
static bool connect_copy(struct backup_copy *copy)
{
    static const char settings[] = "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF;"
                                   "PRAGMA synchronous = OFF; PRAGMA mmap_size = 0;";
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW |
                SQLITE_OPEN_PRIVATECACHE;
    return sqlite3_open_v2(copy->part, &copy->to, flags, NULL) == SQLITE_OK &&
           sqlite3_exec(copy->to, settings, NULL, NULL, NULL) == SQLITE_OK;
}

bool backup_begin(struct db *db, const char *part, struct err *err)
{
    assert(db->copy == NULL && db->handle != NULL);
    if (!has_room(db, part, err))
        return false;
    struct backup_copy *copy = mem_zalloc(sizeof *copy);
    copy->part = mem_strdup(part);
    db->copy = copy;
    remove_part(part);
    if (connect_copy(copy))
        copy->job = sqlite3_backup_init(copy->to, "main", db->handle, "main");
    if (copy->job != NULL)
        return true;
    fail(err, part, copy->to != NULL ? sqlite3_errmsg(copy->to) : "sqlite3_open_v2");
    backup_abort(db);
    return false;
}

/* Lets go of both connections; the file stays. False when its last bytes could not be written. */
static bool end_copy(struct db *db)
{
    struct backup_copy *copy = db->copy;
    int rc = copy->job != NULL ? sqlite3_backup_finish(copy->job) : SQLITE_ABORT;
    int closed = sqlite3_close(copy->to);
    free(copy->part);
    free(copy);
    db->copy = NULL;
    return rc == SQLITE_OK && closed == SQLITE_OK;
}

enum backup_step backup_step(struct db *db, int pages)
{
    int rc = sqlite3_backup_step(db->copy->job, pages);
    if (rc == SQLITE_OK)
        return BACKUP_MORE;
    if (rc != SQLITE_DONE) {
        log_warn("backup: %s (%d)", sqlite3_errstr(rc), rc);
        backup_abort(db);
        return BACKUP_FAILED;
    }
    return end_copy(db) ? BACKUP_DONE : BACKUP_FAILED;
}

void backup_abort(struct db *db)
{
    if (db->copy == NULL)
        return;
    char *part = mem_strdup(db->copy->part);
    (void)end_copy(db);
    remove_part(part);
    free(part);
}

/* ---- sealing ---- */

static bool says_ok(sqlite3 *copy, const char *pragma, const char *expected)
{
    sqlite3_stmt *stmt = NULL;
    bool ok = sqlite3_prepare_v2(copy, pragma, -1, &stmt, NULL) == SQLITE_OK &&
              sqlite3_step(stmt) == SQLITE_ROW;
    const char *text = ok ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
    ok = text != NULL && strcmp(text, expected) == 0;
    if (!ok)
        log_error("backup: %s: %s", pragma, sqlite3_errmsg(copy));
    (void)sqlite3_finalize(stmt);
    return ok;
}

/* Leaving WAL rewrites the first page and syncs the file, and with it all that was copied. The
 * check comes after it and reads what is in the file. */
static bool verify(const char *part)
{
    static const char settings[] = "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL;"
                                   "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                                   "PRAGMA mmap_size = 0;";
    sqlite3 *copy = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_PRIVATECACHE;
    bool ok = sqlite3_open_v2(part, &copy, flags, NULL) == SQLITE_OK &&
              sqlite3_exec(copy, settings, NULL, NULL, NULL) == SQLITE_OK &&
              says_ok(copy, "PRAGMA journal_mode = DELETE", "delete") &&
              says_ok(copy, "PRAGMA integrity_check(1)", "ok");
    return sqlite3_close(copy) == SQLITE_OK && ok;
}

bool backup_seal(const char *part, const char *path, struct err *err)
{
    char *folder = fs_dirname(path);
    struct err ignored = { 0 };
    bool damaged = false;
    bool ok = verify(part) && file_check_header(part, &damaged, &ignored);
    if (!ok)
        fail(err, path, "the copy does not verify");
    else if (rename(part, path) != 0)
        ok = fail(err, path, strerror(errno));
    else
        ok = fs_sync_folder(folder, err);
    if (!ok)
        remove_part(part);
    free(folder);
    return ok;
}
