#include "store/keeper.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/aside.h"
#include "store/backup.h"

enum {
    STEP_PAGES = 32,                     /* 128 KiB between two requests */
    BALLAST_ROOM_LEN = 32 * 1024 * 1024, /* left to others beside the ballast when it is made */
};

struct keeper {
    char *folder;                /* the data folder */
    char *newest, *older, *part; /* paths in its backup folder */
    pthread_t sealer;
    bool sealing;
    bool again;            /* one was asked for while the copy was being sealed, too late for it */
    atomic_bool sealed;    /* the sealer is through */
    bool ok;               /* its verdict */
    int64_t begun_boot_ms; /* of the last backup begun in this run; 0 = none */
    int64_t commits;       /* written by then */
    int told_faults;       /* in D/health */
    int cut_off;           /* runs before this one */
    int64_t started_ms;    /* wall time */
};

/* What can be told of a crash or of pulled power is that the run before did not say its end. */
static void count_cut_off(struct keeper *keeper)
{
    struct store_run before;
    struct err err = { 0 };
    if (!store_read_run(keeper->folder, &before, &err)) {
        log_warn("%s", err.text);
        return;
    }
    bool was_cut_off = before.started_ms != 0 && !before.has_ended;
    keeper->cut_off = before.cut_off + was_cut_off;
    if (was_cut_off)
        log_warn("上次运行没有正常结束（断电或程序出错），至今 %d 次；已保存的回答都在",
                 keeper->cut_off);
}

struct keeper *keeper_new(const char *folder)
{
    struct keeper *keeper = mem_zalloc(sizeof *keeper);
    keeper->folder = mem_strdup(folder);
    keeper->newest = fs_join(folder, "backup/wenda-1.db");
    keeper->older = fs_join(folder, "backup/wenda-2.db");
    keeper->part = fs_join(folder, "backup/wenda.db.part");
    keeper->started_ms = clock_wall_ms();
    keeper->told_faults = -1;
    count_cut_off(keeper);
    return keeper;
}

static void end_sealing(struct keeper *keeper)
{
    (void)pthread_join(keeper->sealer, NULL);
    keeper->sealing = false;
    if (keeper->ok)
        log_info("备份已完成并核对");
}

void keeper_free(struct keeper *keeper)
{
    if (keeper == NULL)
        return;
    if (keeper->sealing)
        end_sealing(keeper);
    free(keeper->folder);
    free(keeper->newest);
    free(keeper->older);
    free(keeper->part);
    free(keeper);
}

bool keeper_replace(struct db *db, struct err *err)
{
    const int64_t wall_ms = clock_wall_ms();
    char name[ASIDE_NAME_LEN];
    if (db->keeper->sealing)
        end_sealing(db->keeper);
    if (!aside_move(db->keeper->folder, wall_ms, name, err))
        return false;
    log_error("损坏的数据库已移到 %s/set-aside/%s，发奖暂停，等工作人员决定", db->keeper->folder,
              name);
    db->suspect = false;
    aside_keep_backups(db->keeper->folder, name);
    return db_create(db->path, db->kind, wall_ms, name, err) && db_open(db, err);
}

/* ---- backups ---- */

static bool is_due(const struct db *db)
{
    const struct keeper *keeper = db->keeper;
    if (!fs_exists(keeper->newest))
        return true;
    if (db->commits == keeper->commits)
        return false;
    return keeper->begun_boot_ms == 0 ||
           clock_boot_ms() - keeper->begun_boot_ms >= STORE_BACKUP_EVERY_MS;
}

bool keeper_backup(struct db *db, struct err *err)
{
    struct keeper *keeper = db->keeper;
    if (keeper == NULL)
        return err_set(err, "这个程序不做定时备份");
    if (keeper->sealing)
        keeper->again = true;
    if (keeper->sealing || db->copy != NULL)
        return true;
    char *folder = fs_dirname(keeper->part);
    bool ok = fs_make_folders(folder, err) && backup_begin(db, keeper->part, err);
    free(folder);
    /* Also after a failure: the next attempt comes when it is due again, not with every visitor. */
    keeper->begun_boot_ms = clock_boot_ms();
    keeper->commits = db->commits;
    return ok;
}

void keeper_checkpointed(struct db *db)
{
    struct err err = { 0 };
    if (db->keeper != NULL && is_due(db) && !keeper_backup(db, &err))
        log_warn("%s", err.text);
}

/* The newest becomes the older one; cut off in between, one of the two is still there. */
static void *seal(void *context)
{
    struct keeper *keeper = context;
    struct err err = { 0 };
    struct strbuf fresh;
    strbuf_init(&fresh);
    strbuf_addf(&fresh, "%s.verified", keeper->newest);
    keeper->ok = backup_seal(keeper->part, fresh.text, &err);
    if (keeper->ok && rename(keeper->newest, keeper->older) != 0 && errno != ENOENT)
        keeper->ok = err_set_cause(&err, strerror(errno), "备份 %s 换不了名", keeper->newest);
    if (keeper->ok && rename(fresh.text, keeper->newest) != 0)
        keeper->ok = err_set_cause(&err, strerror(errno), "备份 %s 换不了名", fresh.text);
    if (keeper->ok) {
        char *folder = fs_dirname(keeper->newest);
        keeper->ok = fs_sync_folder(folder, &err);
        free(folder);
    }
    if (!keeper->ok)
        log_error("%s", err.text);
    strbuf_fini(&fresh);
    atomic_store(&keeper->sealed, true);
    return NULL;
}

static void begin_sealing(struct keeper *keeper)
{
    atomic_store(&keeper->sealed, false);
    int code = pthread_create(&keeper->sealer, NULL, seal, keeper);
    keeper->sealing = code == 0;
    if (code != 0)
        log_error("pthread_create: %s", strerror(code));
}

/* ---- D/health ---- */

static void tell_health(struct db *db, bool has_ended)
{
    struct keeper *keeper = db->keeper;
    struct strbuf text;
    struct err err = { 0 };
    char *path = fs_join(keeper->folder, "health");
    strbuf_init(&text);
    strbuf_addf(&text, "%lld %d %s\n%d%s\n", (long long)keeper->started_ms, db->faults,
                db->last_fault, keeper->cut_off, has_ended ? " ended" : "");
    /* Told once, whether or not the disk takes it: it is the disk that may be at fault. */
    keeper->told_faults = db->faults;
    if (!fs_replace(path, text.text, text.len, &err))
        log_warn("%s", err.text);
    strbuf_fini(&text);
    free(path);
}

void keeper_end(struct db *db)
{
    if (db->keeper != NULL)
        tell_health(db, true);
}

/* ---- in quiet moments ---- */

bool keeper_idle(struct db *db)
{
    struct keeper *keeper = db->keeper;
    if (keeper == NULL)
        return false;
    if (keeper->sealing && atomic_load(&keeper->sealed))
        end_sealing(keeper);
    if (keeper->told_faults < 0) /* the first quiet moment, when the kiosk is on the screen */
        store_keep_ballast(keeper->folder, BALLAST_ROOM_LEN);
    if (db->faults != keeper->told_faults)
        tell_health(db, false);
    if (keeper->again && !keeper->sealing) {
        struct err err = { 0 };
        keeper->again = false;
        if (db->handle != NULL && !keeper_backup(db, &err))
            log_warn("%s", err.text);
    }
    if (db->copy == NULL)
        return keeper->again;
    enum backup_step step = backup_step(db, STEP_PAGES);
    if (step == BACKUP_DONE)
        begin_sealing(keeper);
    return step == BACKUP_MORE;
}
