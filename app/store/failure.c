/* What SQLite's failures mean to staff. */
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "store/db.h"

void db_clear(struct db *db)
{
    db->rc = SQLITE_OK;
    db->os_errno = 0;
    db->cause[0] = '\0';
}

bool db_is_in_doubt(const struct db *db)
{
    int primary = db->rc & 0xFF;
    return primary != SQLITE_OK && primary != SQLITE_CONSTRAINT && primary != SQLITE_MISUSE;
}

bool db_is_damaged(const struct db *db)
{
    int primary = db->rc & 0xFF;
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}

static bool is_full(const struct db *db)
{
    return (db->rc & 0xFF) == SQLITE_FULL || db->os_errno == ENOSPC || db->os_errno == EDQUOT ||
           db->os_errno == EFBIG;
}

static const struct {
    int code; /* primary */
    const char *text;
} meanings[] = {
    { SQLITE_CONSTRAINT, "这条记录不合数据库的规则，没有保存" },
    { SQLITE_NOTADB, "这不是问答亭的数据库，文件原样未动。请核对数据夹" },
    { SQLITE_CORRUPT, "数据库已损坏，文件原样未动。请先把整个数据夹复制到别处，再用备份恢复" },
    { SQLITE_READONLY, "数据库只能读、不能写。请检查存储卡是否写保护，以及数据夹的权限" },
    { SQLITE_PERM, "没有读写数据库的权限。请检查数据夹的权限" },
    { SQLITE_BUSY, "数据库正被别的程序打开。请关掉那个程序再试" },
    { SQLITE_LOCKED, "数据库正被别的程序打开。请关掉那个程序再试" },
    { SQLITE_CANTOPEN, "打不开数据库。请检查数据夹和存储卡" },
    { SQLITE_IOERR, "读写数据库出错。请检查存储卡，并重新启动" },
};

static const char *meaning(const struct db *db)
{
    if (is_full(db))
        return "磁盘已满，没有保存。已有的记录都在，没有删除任何内容；请导出数据并腾出空间";
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (meanings[i].code == (db->rc & 0xFF))
            return meanings[i].text;
    }
    return "数据库出错。请重新启动，再不行就查看日志";
}

bool db_explain(const struct db *db, struct err *err)
{
    return err_set_cause(err, db->cause, "%s（%s）", meaning(db), db->path);
}

static void count_fault(struct db *db)
{
    db->faults++;
    utf8_copy(db->last_fault, sizeof db->last_fault, meaning(db));
}

bool db_keep_failure(struct db *db, int rc)
{
    /* SQLite does not keep it for a failed COMMIT. */
    int os_errno = errno;
    if (db->rc != SQLITE_OK || rc == SQLITE_OK)
        return false;
    db->rc = rc;
    const char *message = sqlite3_errstr(rc);
    if (db->handle != NULL && sqlite3_errcode(db->handle) != SQLITE_OK) {
        db->rc = sqlite3_extended_errcode(db->handle);
        db->os_errno = sqlite3_system_errno(db->handle);
        message = sqlite3_errmsg(db->handle);
    }
    if (db->os_errno == 0 && (db->rc & 0xFF) == SQLITE_IOERR)
        db->os_errno = os_errno;
    char text[200];
    utf8_copy(text, sizeof text, message);
    snprintf(db->cause, sizeof db->cause, "%s (%d, errno %d)", text, db->rc, db->os_errno);
    db->suspect = db->suspect || db_is_damaged(db);
    if (db_is_in_doubt(db))
        count_fault(db);
    return false;
}
