/* A backup at once, and putting one back. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/aside.h"
#include "store/audit.h"
#include "store/backup.h"
#include "store/file.h"
#include "store/folder.h"
#include "store/inside.h"
#include "store/statement.h"

enum { CHUNK_LEN = 256 * 1024 };

/* ---- a backup ---- */

static bool copy_all(struct db *db, void *context, struct err *err)
{
    const char *path = context;
    struct strbuf part;
    if (!db_ensure_open(db, err))
        return false;
    backup_abort(db); /* one of the keeper's gives way */
    strbuf_init(&part);
    strbuf_addf(&part, "%s.part", path);
    bool ok = backup_begin(db, part.text, err) &&
              (backup_step(db, -1) == BACKUP_DONE ||
               err_set(err, "备份 %s 没有做成。请检查存储卡和剩余空间", path)) &&
              backup_seal(part.text, path, err);
    strbuf_fini(&part);
    return ok;
}

bool store_backup(struct store *store, const char *path, struct err *err)
{
    if (fs_exists(path))
        return err_set(err, "%s 已经存在，没有覆盖它。请换一个文件名", path);
    return writer_run(&store->writer, copy_all, (void *)path, err);
}

/* ---- putting one back ---- */

static int copy_bytes(int from, int to)
{
    char *chunk = mem_alloc(CHUNK_LEN);
    int code = 0;
    while (code == 0) {
        ssize_t len = read(from, chunk, CHUNK_LEN);
        if (len == 0)
            break;
        if (len < 0 && errno == EINTR)
            continue;
        if (len < 0)
            code = errno;
        for (ssize_t at = 0; code == 0 && at < len;) {
            ssize_t written = write(to, chunk + at, (size_t)(len - at));
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                code = errno;
            at += written > 0 ? written : 0;
        }
    }
    free(chunk);
    return code;
}

static bool copy_file(const char *from, const char *to, struct err *err)
{
    int in = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (in < 0)
        return err_set_cause(err, strerror(errno), "读不了备份 %s：%s", from, err_reason(errno));
    (void)unlink(to);
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    int code = out < 0 ? errno : copy_bytes(in, out);
    if (code == 0 && fsync(out) != 0)
        code = errno;
    if (out >= 0 && close(out) != 0 && code == 0)
        code = errno;
    (void)close(in);
    return code == 0 ||
           err_set_cause(err, strerror(code), "复制不了备份 %s：%s", from, err_reason(code));
}

bool store_copy_backup(const char *backup, const char *folder, struct err *err)
{
    char *path = fs_join(folder, "wenda.db");
    bool ok = copy_file(backup, path, err);
    free(path);
    return ok;
}

static bool count_rows(struct db *db, enum query_id id, int64_t *out)
{
    struct query query;
    query_start(&query, db, id);
    bool ok = query_step(&query) == QUERY_ROW;
    if (ok)
        *out = query_int(&query, 0);
    query_end(&query);
    return ok;
}

/* Brings the copy up to date and reads through all of it; it says from now on that it was put
 * back. */
static bool prepare(const char *copy, const char *from, struct store_restored *out, struct err *err)
{
    struct db db = { .path = (char *)copy, .any_kind = true, .suspect = true };
    bool ok = db_open(&db, err);
    if (!ok)
        return false;
    ok = (db_run(&db, QUERY_BEGIN_WRITE) &&
          audit_put(&db, clock_wall_ms(), "staff", "restore", "%s", fs_basename(from)) &&
          db_run(&db, QUERY_COMMIT) && count_rows(&db, QUERY_STATUS_VISITS, &out->visits) &&
          count_rows(&db, QUERY_STATUS_ANSWERS, &out->answers) && db_checkpoint(&db)) ||
         db_explain(&db, err);
    db_close(&db);
    return ok && (!file_has_wal(copy) || err_set(err, "备份 %s 没有写完整", copy));
}

/* A database that still opens is brought into one file first, so that no log of it is left for the
 * one that takes its place; a damaged one goes as it is. */
static bool settle_present(const char *path)
{
    struct db db = { .path = (char *)path, .any_kind = true };
    struct err ignored = { 0 };
    bool ok = db_open(&db, &ignored) && db_checkpoint(&db);
    if (ok)
        db_close(&db);
    else
        db_abandon(&db);
    return ok && !file_has_wal(path);
}

/* Keeps the present database under a second name, so that the restored one can replace it at
 * once. */
static bool keep_present(const char *folder, const char *path, char name[ASIDE_NAME_LEN],
                         struct err *err)
{
    char *root = fs_join(folder, "set-aside");
    struct strbuf kept;
    strbuf_init(&kept);
    bool ok = aside_make_folder(folder, clock_wall_ms(), name, err);
    strbuf_addf(&kept, "%s/%s", root, name);
    char *target = fs_join(kept.text, "wenda.db");
    if (ok && link(path, target) != 0)
        ok = err_set_cause(err, strerror(errno), "留不住现有的数据库 %s：%s", path,
                           err_reason(errno));
    ok = ok && fs_sync_folder(kept.text, err) && fs_sync_folder(root, err);
    free(target);
    free(root);
    strbuf_fini(&kept);
    return ok;
}

static bool put_in_place(const char *folder, const char *fresh, struct store_restored *out,
                         struct err *err)
{
    char *path = fs_join(folder, "wenda.db");
    bool damaged = false;
    bool ok = aside_finish(folder, err) &&
              (!fs_exists(path) || file_check_header(path, &damaged, err) || damaged);
    if (ok && damaged)
        err_clear(err); /* it makes way */
    if (ok && (fs_exists(path) || file_has_wal(path)))
        ok = fs_exists(path) && settle_present(path)
                 ? keep_present(folder, path, out->aside, err)
                 : aside_move(folder, clock_wall_ms(), out->aside, err);
    if (ok && rename(fresh, path) != 0)
        ok = err_set_cause(err, strerror(errno), "恢复不了 %s：%s", path, err_reason(errno));
    free(path);
    return ok && fs_sync_folder(folder, err);
}

static void remove_fresh(const char *fresh)
{
    struct strbuf wal;
    strbuf_init(&wal);
    strbuf_addf(&wal, "%s-wal", fresh);
    (void)unlink(fresh);
    (void)unlink(wal.text);
    strbuf_fini(&wal);
}

bool store_restore(const char *path, const char *folder, struct store_restored *out,
                   struct err *err)
{
    bool damaged = false;
    *out = (struct store_restored){ 0 };
    if (!file_check_header(path, &damaged, err) || !fs_make_folders(folder, err))
        return false;
    char *whole = realpath(folder, NULL); /* SQLite would take some relative names for a URI */
    int lock = whole != NULL ? folder_lock(whole, err) : -1;
    bool ok = lock >= 0;
    if (ok) {
        char *fresh = fs_join(whole, "wenda.db.restore");
        ok = copy_file(path, fresh, err) && prepare(fresh, path, out, err) &&
             put_in_place(whole, fresh, out, err);
        if (!ok)
            remove_fresh(fresh);
        free(fresh);
        close(lock);
    } else if (whole == NULL) {
        err_set_cause(err, strerror(errno), "打不开数据夹 %s", folder);
    }
    free(whole);
    return ok;
}
