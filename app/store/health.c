/* How the data is doing, for staff. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/utf8.h"
#include "store/aside.h"
#include "store/audit.h"
#include "store/inside.h"
#include "store/statement.h"

static char *backup_path(const char *folder, int generation)
{
    char name[32];
    snprintf(name, sizeof name, "backup/wenda-%d.db", generation);
    return fs_join(folder, name);
}

char *store_newest_backup(const char *folder)
{
    for (int i = 1; i <= STORE_BACKUPS; i++) {
        char *path = backup_path(folder, i);
        if (fs_exists(path))
            return path;
        free(path);
    }
    return NULL;
}

bool store_drop_backups(const char *folder, struct err *err)
{
    bool ok = true;
    for (int i = 1; i <= STORE_BACKUPS; i++) {
        char *path = backup_path(folder, i);
        if (unlink(path) != 0 && errno != ENOENT)
            ok = err_set_cause(err, strerror(errno), "删不了备份 %s：%s", path, err_reason(errno));
        free(path);
    }
    char *backups = fs_join(folder, "backup");
    ok = ok && (!fs_is_folder(backups) || fs_sync_folder(backups, err));
    free(backups);
    return ok;
}

void store_read_folder_health(const char *folder, struct store_health *out)
{
    char *ballast = fs_join(folder, "ballast");
    out->free_len = fs_free_len(folder);
    out->has_ballast = fs_exists(ballast);
    out->backups = 0;
    out->backup_ms = out->backup_len = 0;
    for (int i = 1; i <= STORE_BACKUPS; i++) {
        struct stat info;
        char *path = backup_path(folder, i);
        if (stat(path, &info) == 0 && out->backups++ == 0) {
            out->backup_ms = (int64_t)info.st_mtim.tv_sec * 1000;
            out->backup_len = info.st_size;
        }
        free(path);
    }
    free(ballast);
}

static bool read_asides(struct db *db, struct store_health *out)
{
    struct query rows;
    enum query_step step;
    query_start(&rows, db, QUERY_ASIDE_ROWS);
    while ((step = query_step(&rows)) == QUERY_ROW && out->aside_count < STORE_ASIDES_MAX) {
        struct store_aside *aside = &out->asides[out->aside_count++];
        utf8_copy(aside->name, sizeof aside->name, query_text(&rows, 0));
        aside->wall_ms = query_int(&rows, 1);
        aside->decided_ms = query_int(&rows, 2);
        utf8_copy(aside->decision, sizeof aside->decision, query_text(&rows, 3));
    }
    query_end(&rows);
    return step != QUERY_FAILED && aside_is_undecided(db, &out->awards_stopped);
}

static bool read_anew(struct db *db, int64_t *out)
{
    struct query last;
    query_start(&last, db, QUERY_STAFF_EVENT_LAST);
    query_set_text(&last, ":subject", "pin-anew");
    enum query_step step = query_step(&last);
    *out = step == QUERY_ROW ? query_int(&last, 0) : 0;
    query_end(&last);
    return step != QUERY_FAILED;
}

static bool read_health(struct db *db, void *context, struct err *err)
{
    struct store_health *out = context;
    (void)err;
    char *folder = fs_dirname(db->path);
    store_read_folder_health(folder, out);
    free(folder);
    out->faults = db->faults;
    memcpy(out->last_fault, db->last_fault, sizeof out->last_fault);
    return audit_read_head(db, &out->chain_number, out->chain_head) && read_asides(db, out) &&
           read_anew(db, &out->pin_anew_ms);
}

bool store_read_health(struct store *store, struct store_health *out, struct err *err)
{
    *out = (struct store_health){ 0 };
    return store_read(store, read_health, out, err);
}

bool store_read_run(const char *folder, struct store_run *out, struct err *err)
{
    char *path = fs_join(folder, "health");
    struct strbuf text;
    bool ok = true;
    *out = (struct store_run){ 0 };
    strbuf_init(&text);
    if (fs_exists(path) && (ok = fs_read(path, 4096, &text, err))) {
        char *rest = text.text;
        out->started_ms = strtoll(rest, &rest, 10);
        out->faults = (int)strtol(rest, &rest, 10);
        rest += strspn(rest, " ");
        char *line_end = rest + strcspn(rest, "\n");
        *line_end = '\0';
        utf8_copy(out->last_fault, sizeof out->last_fault, rest);
        rest = line_end < text.text + text.len ? line_end + 1 : line_end;
        out->cut_off = (int)strtol(rest, &rest, 10);
        out->has_ended = strncmp(rest, " ended", 6) == 0;
    }
    strbuf_fini(&text);
    free(path);
    return ok;
}
