/*
 * A booth's whole week at once: a database of VISITS visits is opened after a kill -9, and
 * answers are committed while it is at rest and while a backup is copied and sealed.
 *
 *     bench_open [VISITS] [FOLDER]
 */
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "activity/activity.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "store/store.h"

enum { VISITS = 100000, PER_VISIT = 10, SAMPLES_MAX = 100000 };

static struct activity activity;
static int next_visit;

static void die(const char *what, const char *why)
{
    fprintf(stderr, "bench_open: %s: %s\n", what, why);
    exit(1);
}

static void make_activity(void)
{
    struct err_list faults;
    struct strbuf text;
    err_list_init(&faults);
    strbuf_init(&text);
    strbuf_add(&text, "题库: 测速\n编号: bench\n语言: zh-CN\n\n");
    for (int i = 1; i <= PER_VISIT; i++)
        strbuf_addf(&text, "%d. 第 %d 题？\nA. 甲\nB. 乙\n题型: 单选\n答案: A\n编号: q%d\n\n", i, i,
                    i);
    activity = (struct activity){ .id = "bench", .bank_count = 1 };
    arena_init(&activity.arena);
    activity.banks = form_read("bench.txt", text.text, text.len, &activity.arena, &faults);
    if (activity.banks == NULL)
        die("bank", "does not read");
    strbuf_fini(&text);
    err_list_fini(&faults);
}

static struct store *open_store(const char *folder, bool keeps)
{
    struct err err = { 0 };
    const struct store_options options = { .folder = folder,
                                           .kind = STORE_SIMULATED,
                                           .keeps = keeps };
    struct store *store = store_open(&options, &err);
    if (store == NULL)
        die(folder, err.text);
    return store;
}

static void run(struct store *store, const struct store_request *request)
{
    struct err err = { 0 };
    if (!store_run(store, request, &err))
        die("request", err.text);
}

static void put_activity(struct store *store)
{
    run(store, &(struct store_request){ .kind = STORE_PUT_ACTIVITY, .activity = &activity });
}

static const char *begin_visit(struct store *store)
{
    static char uuid[STORE_UUID_LEN];
    uint8_t bytes[16] = { 0xFF };
    next_visit++;
    memcpy(bytes + 1, &next_visit, sizeof next_visit);
    store_new_uuid(bytes, uuid);
    run(store, &(struct store_request){
                   .kind = STORE_BEGIN_VISIT, .visit = uuid, .language = "zh-CN", .wall_ms = 1 });
    run(store, &(struct store_request){ .kind = STORE_BEGIN_SESSION,
                                        .visit = uuid,
                                        .form_id = "quiz",
                                        .asked = PER_VISIT,
                                        .wall_ms = 1 });
    return uuid;
}

static void answer(struct store *store, const char *uuid, int at)
{
    const struct question *question = &activity.banks->questions[at];
    run(store, &(struct store_request){ .kind = STORE_PUT_ANSWER,
                                        .visit = uuid,
                                        .form_id = "quiz",
                                        .question_id = question->id,
                                        .question_hash = question->hash,
                                        .position = at + 1,
                                        .choice = "A",
                                        .shown_order = "BA",
                                        .is_right = 1,
                                        .duration_ms = 5000,
                                        .wall_ms = 2 });
}

/* The visits of a week, in one transaction of plain SQL. */
static void multiply(const char *path, int visits)
{
    sqlite3 *db = NULL;
    char sql[2048];
    snprintf(sql, sizeof sql,
             "PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = OFF; BEGIN;"
             "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
             "INSERT INTO visit (uuid, activity, language, large_text, began_ms, ended_ms, "
             "end_reason) SELECT printf('%%08x-0000-4000-8000-000000000000', i), 1, 'zh-CN', 0, i, "
             "i + 5, 'done' FROM n;"
             "INSERT INTO session (visit, form, kind, asked, began_ms, outcome, ended_ms, "
             "right_count) SELECT v.number, f.number, 'quiz', %d, v.began_ms, 'completed', "
             "v.ended_ms, 1 FROM visit AS v, form AS f WHERE f.kind = 'quiz' AND v.end_reason = "
             "'done';"
             "INSERT INTO answer (session, question, form, kind, version, position, state, choice, "
             "shown_order, is_right, duration_ms, wall_ms) SELECT s.number, q.question, s.form, "
             "'quiz', q.version, q.position, 'given', 'A', 'BA', 1, 5000, s.began_ms FROM session "
             "AS s JOIN form_question AS q ON q.form = s.form WHERE s.outcome = 'completed';"
             "COMMIT;",
             visits, (int)PER_VISIT);
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        die(path, sqlite3_errmsg(db));
    sqlite3_close(db);
}

/* A child that writes and is killed leaves its log behind. */
static void write_and_die(const char *folder)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        struct store *store = open_store(folder, false);
        put_activity(store);
        for (int i = 0; i < 5; i++) {
            const char *uuid = begin_visit(store);
            for (int at = 0; at < PER_VISIT; at++)
                answer(store, uuid, at);
        }
        raise(SIGKILL);
    }
    waitpid(child, &status, 0);
    next_visit += 10;
}

static int64_t file_len(const char *folder, const char *name)
{
    struct stat info;
    char *path = fs_join(folder, name);
    int64_t len = stat(path, &info) == 0 ? (int64_t)info.st_size : 0;
    free(path);
    return len;
}

static int by_size(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* Answers one after the other, a short pause after each as between people, until `until` is there
 * (NULL: 1,000 of them). */
static void time_answers(struct store *store, const char *what, const char *folder,
                         const char *until)
{
    static int64_t us[SAMPLES_MAX];
    const char *uuid = NULL;
    int count = 0;
    int64_t began_us = clock_monotonic_us();
    char *path = until != NULL ? fs_join(folder, until) : NULL;
    while (count < SAMPLES_MAX && (path != NULL ? !fs_exists(path) : count < 1000)) {
        if (count % PER_VISIT == 0)
            uuid = begin_visit(store);
        int64_t from_us = clock_monotonic_us();
        answer(store, uuid, count % PER_VISIT);
        us[count++] = clock_monotonic_us() - from_us;
        usleep(2000);
    }
    free(path);
    double seconds = (double)(clock_monotonic_us() - began_us) / 1e6;
    qsort(us, (size_t)count, sizeof *us, by_size);
    printf("%-28s p50 %7.3f ms   p99 %7.3f ms   max %7.3f ms   (%d in %.1f s)\n", what,
           (double)us[count / 2] / 1000, (double)us[count * 99 / 100] / 1000,
           (double)us[count - 1] / 1000, count, seconds);
}

int main(int argc, char **argv)
{
    int visits = argc > 1 ? (int)strtol(argv[1], NULL, 10) : VISITS;
    char folder[256];
    struct err err = { 0 };
    snprintf(folder, sizeof folder, "%s/wenda-bench-XXXXXX", argc > 2 ? argv[2] : "/tmp");
    if (mkdtemp(folder) == NULL)
        die(folder, "cannot be made");
    make_activity();
    struct store *store = open_store(folder, false);
    put_activity(store);
    store_close(store);
    char *path = fs_join(folder, "wenda.db");
    multiply(path, visits);
    write_and_die(folder);
    printf("%d visits, %d answers: %.1f MiB, log left by kill -9 %.0f KiB\n", visits,
           visits * PER_VISIT, (double)file_len(folder, "wenda.db") / 1048576,
           (double)file_len(folder, "wenda.db-wal") / 1024);

    int64_t began_us = clock_monotonic_us();
    store = open_store(folder, true);
    double open_ms = (double)(clock_monotonic_us() - began_us) / 1000;
    put_activity(store);
    printf("%-28s %.1f ms, activity put after %.1f ms\n", "open with recovery", open_ms,
           (double)(clock_monotonic_us() - began_us) / 1000);
    time_answers(store, "commit, at rest", folder, NULL);
    run(store, &(struct store_request){ .kind = STORE_BACKUP });
    time_answers(store, "commit, during a backup", folder, "backup/wenda-1.db");
    store_close(store);

    free(path);
    arena_fini(&activity.arena);
    return fs_remove_tree(folder, &err) ? 0 : 1;
}
