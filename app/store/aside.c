#include "store/aside.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/fs.h"
#include "base/log.h"
#include "store/audit.h"
#include "store/statement.h"

static const char part_ending[] = ".part";

/* 20270420-101500 at +08:00: sorts by time as long as the clock is right. */
static void make_stamp(int64_t wall_ms, char stamp[ASIDE_NAME_LEN])
{
    char text[DATE_STAMP_LEN];
    int len = 0;
    date_stamp(wall_ms, text);
    for (const char *c = text; *c != '\0' && *c != '+' && *c != '.' && len < 20; c++) {
        if (*c == 'T')
            stamp[len++] = '-';
        else if (*c >= '0' && *c <= '9')
            stamp[len++] = *c;
    }
    stamp[len] = '\0';
}

static bool fail(struct err *err, const char *path)
{
    return err_set_cause(err, strerror(errno), "移不开损坏的数据库 %s：%s", path,
                         err_reason(errno));
}

/* A name that is not taken yet, also not by a move that was cut off. */
static void choose_name(const char *root, int64_t wall_ms, char name[ASIDE_NAME_LEN])
{
    char stamp[ASIDE_NAME_LEN];
    bool taken = true;
    make_stamp(wall_ms, stamp);
    for (int i = 1; taken && i < 1000; i++) {
        struct strbuf part;
        if (i == 1)
            memcpy(name, stamp, ASIDE_NAME_LEN);
        else
            snprintf(name, ASIDE_NAME_LEN, "%.16s-%d", stamp, i);
        char *path = fs_join(root, name);
        strbuf_init(&part);
        strbuf_addf(&part, "%s%s", path, part_ending);
        taken = fs_exists(path) || fs_exists(part.text);
        strbuf_fini(&part);
        free(path);
    }
}

bool aside_make_folder(const char *folder, int64_t wall_ms, char name[ASIDE_NAME_LEN],
                       struct err *err)
{
    char *root = fs_join(folder, "set-aside");
    choose_name(root, wall_ms, name);
    char *path = fs_join(root, name);
    bool ok = fs_make_folders(path, err);
    free(path);
    free(root);
    return ok;
}

static bool move_file(const char *folder, const char *name, const char *to, struct err *err)
{
    char *from = fs_join(folder, name), *target = fs_join(to, name);
    bool ok = rename(from, target) == 0 || errno == ENOENT || fail(err, from);
    free(from);
    free(target);
    return ok;
}

/* The database first: as long as the log is still here without it, nothing opens. */
static bool move_into(const char *folder, const char *part, struct err *err)
{
    struct strbuf whole;
    strbuf_init(&whole);
    strbuf_add_len(&whole, part, strlen(part) - strlen(part_ending));
    char *root = fs_dirname(part);
    bool ok = move_file(folder, "wenda.db", part, err) &&
              move_file(folder, "wenda.db-wal", part, err) && fs_sync_folder(part, err) &&
              fs_sync_folder(folder, err);
    if (ok)
        ok = (rename(part, whole.text) == 0 || fail(err, part)) && fs_sync_folder(root, err);
    free(root);
    strbuf_fini(&whole);
    return ok;
}

bool aside_move(const char *folder, int64_t wall_ms, char name[ASIDE_NAME_LEN], struct err *err)
{
    char *root = fs_join(folder, "set-aside");
    struct strbuf part;
    choose_name(root, wall_ms, name);
    strbuf_init(&part);
    strbuf_addf(&part, "%s/%s%s", root, name, part_ending);
    bool ok = fs_make_folders(part.text, err) && move_into(folder, part.text, err);
    strbuf_fini(&part);
    free(root);
    return ok;
}

static bool ends_with(const char *text, const char *ending)
{
    size_t len = strlen(text), ending_len = strlen(ending);
    return len > ending_len && strcmp(text + len - ending_len, ending) == 0;
}

/* Calls on each folder in set-aside/ until it returns false. */
static bool each(const char *folder, bool (*on)(const char *path, const char *name, void *context),
                 void *context)
{
    char *root = fs_join(folder, "set-aside");
    DIR *names = opendir(root);
    bool go_on = true;
    while (names != NULL && go_on) {
        const struct dirent *entry = readdir(names);
        if (entry == NULL)
            break;
        if (entry->d_name[0] == '.' || strlen(entry->d_name) >= ASIDE_NAME_LEN + sizeof part_ending)
            continue;
        char *path = fs_join(root, entry->d_name);
        go_on = !fs_is_folder(path) || on(path, entry->d_name, context);
        free(path);
    }
    if (names != NULL)
        (void)closedir(names);
    free(root);
    return go_on;
}

struct finishing {
    const char *folder;
    struct err *err;
};

static bool finish_one(const char *path, const char *name, void *context)
{
    const struct finishing *finishing = context;
    if (!ends_with(name, part_ending))
        return true;
    /* Nothing in it yet: the database is where it was, and is looked at anew. */
    return rmdir(path) == 0 || move_into(finishing->folder, path, finishing->err);
}

bool aside_finish(const char *folder, struct err *err)
{
    struct finishing finishing = { folder, err };
    return each(folder, finish_one, &finishing);
}

struct search {
    char before[ASIDE_NAME_LEN]; /* "" = any */
    char *newest;
};

static bool take_newer(const char *path, const char *name, void *context)
{
    const struct search *search = context;
    (void)path;
    if (!ends_with(name, part_ending) && strcmp(name, search->newest) > 0 &&
        (search->before[0] == '\0' || strcmp(name, search->before) < 0))
        snprintf(search->newest, ASIDE_NAME_LEN, "%.*s", ASIDE_NAME_LEN - 1, name);
    return true;
}

void aside_before(const char *folder, const char *before, char name[ASIDE_NAME_LEN])
{
    struct search search = { .newest = name };
    snprintf(search.before, sizeof search.before, "%s", before);
    name[0] = '\0';
    (void)each(folder, take_newer, &search);
}

void aside_newest(const char *folder, char name[ASIDE_NAME_LEN])
{
    aside_before(folder, "", name);
}

void aside_keep_backups(const char *folder, const char *name)
{
    for (int i = 1; i <= STORE_BACKUPS; i++) {
        char from[40], to[ASIDE_NAME_LEN + 40];
        snprintf(from, sizeof from, "backup/wenda-%d.db", i);
        snprintf(to, sizeof to, "set-aside/%.31s/wenda-%d.db", name, i);
        char *source = fs_join(folder, from), *target = fs_join(folder, to);
        if (rename(source, target) != 0 && errno != ENOENT)
            log_warn("%s: %s", source, strerror(errno));
        free(source);
        free(target);
    }
}

/* ---- in the database ---- */

bool aside_note(struct db *db, const char *name, int64_t wall_ms)
{
    struct query put;
    query_start(&put, db, QUERY_ASIDE_PUT);
    query_set_text(&put, ":name", name);
    query_set_int(&put, ":wall_ms", wall_ms);
    return query_run(&put) && audit_put(db, wall_ms, "staff", "set-aside", "%s", name);
}

bool aside_is_undecided(struct db *db, bool *out)
{
    struct query query;
    int64_t count = 0;
    query_start(&query, db, QUERY_ASIDE_UNDECIDED);
    bool ok = query_run_int(&query, &count);
    *out = count > 0;
    return ok;
}

static enum request_state find_decided(struct db *db, const struct store_request *request,
                                       struct err *err)
{
    bool undecided = false;
    (void)request;
    (void)err;
    if (!aside_is_undecided(db, &undecided))
        return REQUEST_REFUSED;
    return undecided ? REQUEST_NEW : REQUEST_DONE;
}

static bool accept_aside(struct db *db, const struct store_request *request, struct err *err)
{
    struct query decide;
    if (request->reason[0] == '\0' || strchr(request->reason, '\n') != NULL)
        return err_set(err, "请写明怎么决定的（一行字）");
    query_start(&decide, db, QUERY_ASIDE_DECIDE);
    query_set_int(&decide, ":wall_ms", request->wall_ms);
    query_set_text(&decide, ":decision", request->reason);
    return query_run(&decide) && db_run(db, QUERY_ASIDE_REOPEN_STOCK) &&
           audit_put(db, request->wall_ms, "staff", "accept-aside", "%s", request->reason);
}

const struct request_rule rule_accept_aside = { find_decided, accept_aside, NULL };
