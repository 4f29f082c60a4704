/*
 * What the store costs above SQLite: answers through the queue, the writer thread and all
 * constraints, beside a bare loop that inserts the same rows with the same settings, in turns on
 * the same disk.
 *
 * The reference is the least that keeps an answer: the same columns under the same primary key, one
 * prepared statement, one row a commit, no thread, no check, no reference to other tables, nothing
 * counted. It has no second index and no audit row, because the commit of an answer has neither:
 * both write one page to the log. So what is compared is the queue, the look-up that makes an
 * answer told twice one answer, and the constraints.
 *
 *     bench_store [ANSWERS] [FOLDER]
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "store/store.h"

enum { ANSWERS = 4000, PER_SESSION = 10, TURNS = 4 };

struct timing {
    int64_t *us; /* of each commit */
    int count;
    int64_t total_us;
};

static const char bank_text[] = "题库: 测速\n编号: bench\n语言: zh-CN\n\n";

static void die(const char *what, const char *why)
{
    fprintf(stderr, "bench_store: %s: %s\n", what, why);
    exit(1);
}

/* A bank of PER_SESSION questions. */
static void make_activity(struct activity *activity)
{
    struct err_list faults;
    struct strbuf text;
    err_list_init(&faults);
    strbuf_init(&text);
    strbuf_add(&text, bank_text);
    for (int i = 1; i <= PER_SESSION; i++)
        strbuf_addf(&text,
                    "%d. 第 %d 题的题干？\nA. 甲\nB. 乙\nC. 丙\nD. 丁\n题型: 单选\n答案: A\n"
                    "编号: q%d\n\n",
                    i, i, i);
    *activity = (struct activity){ .id = "bench", .bank_count = 1 };
    arena_init(&activity->arena);
    activity->banks = form_read("bench.txt", text.text, text.len, &activity->arena, &faults);
    if (activity->banks == NULL || activity->banks->question_count != PER_SESSION)
        die("bank", "does not read");
    strbuf_fini(&text);
    err_list_fini(&faults);
}

static void run(struct store *store, const struct store_request *request)
{
    struct err err = { 0 };
    if (!store_run(store, request, &err))
        die("store_run", err.text);
}

static const char *begin_session(struct store *store, int visit)
{
    static char uuid[STORE_UUID_LEN];
    uint8_t bytes[16] = { 0 };
    memcpy(bytes, &visit, sizeof visit);
    store_new_uuid(bytes, uuid);
    run(store, &(struct store_request){
                   .kind = STORE_BEGIN_VISIT, .visit = uuid, .language = "zh-CN", .wall_ms = 1 });
    run(store, &(struct store_request){ .kind = STORE_BEGIN_SESSION,
                                        .visit = uuid,
                                        .form_id = "quiz",
                                        .asked = PER_SESSION,
                                        .wall_ms = 1 });
    return uuid;
}

static void time_commit(struct timing *timing, int64_t began_us)
{
    int64_t us = clock_monotonic_us() - began_us;
    timing->us[timing->count++] = us;
    timing->total_us += us;
}

static void put_answers(struct store *store, const struct activity *activity, int first, int count,
                        struct timing *timing)
{
    const char *uuid = NULL;
    for (int i = first; i < first + count; i++) {
        const struct question *question = &activity->banks->questions[i % PER_SESSION];
        if (i % PER_SESSION == 0 || uuid == NULL)
            uuid = begin_session(store, i / PER_SESSION);
        int64_t began_us = clock_monotonic_us();
        run(store, &(struct store_request){ .kind = STORE_PUT_ANSWER,
                                            .visit = uuid,
                                            .form_id = "quiz",
                                            .question_id = question->id,
                                            .question_hash = question->hash,
                                            .position = i % PER_SESSION + 1,
                                            .choice = "A",
                                            .shown_order = "CABD",
                                            .is_right = 1,
                                            .duration_ms = 5000,
                                            .wall_ms = 1800000000000 + i });
        time_commit(timing, began_us);
    }
}

static sqlite3 *open_bare(const char *path)
{
    sqlite3 *db = NULL;
    static const char setting[] =
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
        "PRAGMA mmap_size = 0; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 200;"
        "CREATE TABLE answer (session INTEGER, question INTEGER, form INTEGER, kind TEXT,"
        " version INTEGER, position INTEGER, state TEXT, choice TEXT, shown_order TEXT, text TEXT,"
        " is_right INTEGER, duration_ms INTEGER, wall_ms INTEGER,"
        " PRIMARY KEY (session, question)) STRICT, WITHOUT ROWID;";
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db, setting, NULL, NULL, NULL) != SQLITE_OK)
        die("bare SQLite", sqlite3_errmsg(db));
    return db;
}

static void insert_bare(sqlite3 *db, int first, int count, struct timing *timing)
{
    sqlite3_stmt *insert = NULL;
    if (sqlite3_prepare_v2(db,
                           "INSERT INTO answer VALUES (?1, ?2, 1, 'quiz', ?2, ?2, 'given', 'A', "
                           "'CABD', NULL, 1, 5000, ?3)",
                           -1, &insert, NULL) != SQLITE_OK)
        die("bare SQLite", sqlite3_errmsg(db));
    for (int i = first; i < first + count; i++) {
        int64_t began_us = clock_monotonic_us();
        sqlite3_bind_int(insert, 1, i / PER_SESSION);
        sqlite3_bind_int(insert, 2, i % PER_SESSION + 1);
        sqlite3_bind_int64(insert, 3, 1800000000000 + i);
        if (sqlite3_step(insert) != SQLITE_DONE)
            die("bare SQLite", sqlite3_errmsg(db));
        sqlite3_reset(insert);
        time_commit(timing, began_us);
    }
    sqlite3_finalize(insert);
}

static int by_size(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static double milliseconds(const struct timing *timing, int at)
{
    return (double)timing->us[at] / 1000;
}

static double print_timing(const char *name, struct timing *timing)
{
    double rate = timing->count * 1e6 / (double)timing->total_us;
    qsort(timing->us, (size_t)timing->count, sizeof *timing->us, by_size);
    printf("%-12s %8.0f commits/s   p50 %6.3f ms   p99 %7.3f ms   max %7.3f ms\n", name, rate,
           milliseconds(timing, timing->count / 2), milliseconds(timing, timing->count * 99 / 100),
           milliseconds(timing, timing->count - 1));
    return rate;
}

int main(int argc, char **argv)
{
    int answers = argc > 1 ? (int)strtol(argv[1], NULL, 10) : ANSWERS;
    char base[256];
    struct err err = { 0 };
    struct activity activity;
    if (answers < TURNS * PER_SESSION)
        die("ANSWERS", "too few");
    snprintf(base, sizeof base, "%s/wenda-bench-XXXXXX", argc > 2 ? argv[2] : "/tmp");
    if (mkdtemp(base) == NULL)
        die(base, "cannot be made");
    char *data = fs_join(base, "data"), *bare = fs_join(base, "bare.db");
    make_activity(&activity);
    struct store *store =
        store_open(&(struct store_options){ .folder = data, .kind = STORE_SIMULATED }, &err);
    if (store == NULL)
        die(data, err.text);
    run(store,
        &(struct store_request){ .kind = STORE_PUT_ACTIVITY, .activity = &activity, .wall_ms = 1 });
    sqlite3 *db = open_bare(bare);

    struct timing by_store = { .us = mem_alloc((size_t)answers * sizeof(int64_t)) };
    struct timing by_sqlite = { .us = mem_alloc((size_t)answers * sizeof(int64_t)) };
    int part = answers / TURNS / PER_SESSION * PER_SESSION;
    for (int turn = 0; turn < TURNS; turn++) {
        put_answers(store, &activity, turn * part, part, &by_store);
        insert_bare(db, turn * part, part, &by_sqlite);
    }
    double store_rate = print_timing("store", &by_store);
    double bare_rate = print_timing("bare SQLite", &by_sqlite);
    printf("store / bare SQLite: %.2f of the rate, %.2f of the median latency\n",
           store_rate / bare_rate,
           milliseconds(&by_store, by_store.count / 2) /
               milliseconds(&by_sqlite, by_sqlite.count / 2));

    store_close(store);
    sqlite3_close(db);
    arena_fini(&activity.arena);
    bool clean = fs_remove_tree(base, &err);
    free(by_store.us);
    free(by_sqlite.us);
    free(data);
    free(bare);
    return clean ? 0 : 1;
}
