#include "store/file.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "store/db.h"

/* Database header (https://www.sqlite.org/fileformat2.html, section 1.3). */
enum { HEADER_LEN = 100, USER_VERSION_AT = 60, APPLICATION_ID_AT = 68 };
enum { CHUNK_LEN = 64 * 1024 };

static uint32_t big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* NULL when it cannot be opened; else close_file. */
static sqlite3_file *open_file(const char *name, int flags)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    sqlite3_file *file = mem_zalloc((size_t)vfs->szOsFile);
    int flags_out = 0;
    if (vfs->xOpen(vfs, name, file, flags, &flags_out) == SQLITE_OK)
        return file;
    if (file->pMethods != NULL)
        (void)file->pMethods->xClose(file);
    free(file);
    return NULL;
}

static int close_file(sqlite3_file *file)
{
    int rc = file->pMethods->xClose(file);
    free(file);
    return rc;
}

/* The layer below expects names made by SQLite (they carry the journal's and the log's names). */
static const char *make_name(const char *path)
{
    struct strbuf journal, wal;
    strbuf_init(&journal);
    strbuf_init(&wal);
    strbuf_addf(&journal, "%s-journal", path);
    strbuf_addf(&wal, "%s-wal", path);
    const char *name = sqlite3_create_filename(path, journal.text, wal.text, 0, NULL);
    strbuf_fini(&journal);
    strbuf_fini(&wal);
    return name;
}

/* Borrowed until the name is freed. */
static const char *make_wal_name(const char *path, const char **name)
{
    *name = make_name(path);
    return sqlite3_filename_wal(*name);
}

/* -1 when there is none. What SQLite asks its layer for would take an empty file for absent. */
static int64_t wal_len(const char *database_path)
{
    const char *name;
    struct stat info;
    const char *wal = make_wal_name(database_path, &name);
    int64_t len = stat(wal, &info) == 0 ? (int64_t)info.st_size : -1;
    sqlite3_free_filename(name);
    return len;
}

bool file_has_wal(const char *database_path)
{
    return wal_len(database_path) >= 0;
}

void file_drop_empty_wal(const char *database_path)
{
    const char *name;
    const char *wal = make_wal_name(database_path, &name);
    if (wal_len(database_path) == 0 && unlink(wal) != 0)
        log_warn("%s: %s", wal, strerror(errno));
    sqlite3_free_filename(name);
}

static bool read_header(const char *path, unsigned char header[HEADER_LEN], bool *is_short,
                        struct err *err)
{
    const char *name = make_name(path);
    sqlite3_file *file = open_file(name, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY);
    int rc = SQLITE_CANTOPEN;
    if (file != NULL) {
        rc = file->pMethods->xRead(file, header, HEADER_LEN, 0);
        (void)close_file(file);
    }
    sqlite3_free_filename(name);
    *is_short = rc == SQLITE_IOERR_SHORT_READ;
    if (rc != SQLITE_OK && !*is_short)
        return err_set_cause(err, sqlite3_errstr(rc), "读不了数据库 %s。请检查存储卡和数据夹的权限",
                             path);
    return true;
}

bool file_check_header(const char *path, bool *damaged, struct err *err)
{
    unsigned char header[HEADER_LEN] = { 0 };
    bool is_short = false;
    if (!read_header(path, header, &is_short, err))
        return false;
    *damaged = is_short || memcmp(header, "SQLite format 3", 16) != 0;
    if (*damaged)
        return err_set(err,
                       "%s 不是数据库，或已损坏。文件原样未动；请先把整个数据夹复制到别处，"
                       "再用备份恢复",
                       path);
    if (big_endian(header + APPLICATION_ID_AT) != DB_APPLICATION_ID)
        return err_set(err, "%s 是别的程序的数据库，不是问答亭的。文件原样未动；请换一个数据夹",
                       path);
    uint32_t version = big_endian(header + USER_VERSION_AT);
    if (version > STORE_SCHEMA_VERSION)
        return err_set(err,
                       "%s 是较新版本的问答亭写的（数据库版本 %u，本程序只认到 %d）。文件原样"
                       "未动；请升级本程序",
                       path, version, (int)STORE_SCHEMA_VERSION);
    return true;
}

static int renew(sqlite3_file *wal)
{
    sqlite3_int64 len = 0;
    int rc = wal->pMethods->xFileSize(wal, &len);
    unsigned char *chunk = mem_alloc(CHUNK_LEN);
    for (sqlite3_int64 at = 0; rc == SQLITE_OK && at < len; at += CHUNK_LEN) {
        int part = len - at < CHUNK_LEN ? (int)(len - at) : CHUNK_LEN;
        rc = wal->pMethods->xRead(wal, chunk, part, at);
        if (rc == SQLITE_OK)
            rc = wal->pMethods->xWrite(wal, chunk, part, at);
    }
    free(chunk);
    if (rc == SQLITE_OK && len > 0)
        rc = wal->pMethods->xSync(wal, SQLITE_SYNC_NORMAL);
    return rc;
}

bool file_renew_wal(const char *database_path, struct err *err)
{
    const char *name;
    const char *wal_name = make_wal_name(database_path, &name);
    int rc = SQLITE_OK;
    if (wal_len(database_path) > 0) {
        sqlite3_file *wal = open_file(wal_name, SQLITE_OPEN_WAL | SQLITE_OPEN_READWRITE);
        rc = SQLITE_CANTOPEN;
        if (wal != NULL) {
            rc = renew(wal);
            int closed = close_file(wal);
            rc = rc == SQLITE_OK ? closed : rc;
        }
    }
    sqlite3_free_filename(name);
    if (rc != SQLITE_OK)
        return err_set_cause(err, sqlite3_errstr(rc),
                             "读写不了数据库的日志 %s-wal。请检查存储卡和数据夹的权限",
                             database_path);
    return true;
}
