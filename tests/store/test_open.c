/* Opening: every setting is in force; what is not ours or not whole is refused and left as it was.
 */
#include <criterion/criterion.h>
#include <grp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "store/db.h"
#include "store/statement.h"
#include "support.h"

static struct rig rig;

static void set_up(void)
{
    rig_init(&rig);
}

static void tear_down(void)
{
    rig_fini(&rig);
}

TestSuite(open, .init = set_up, .fini = tear_down);

static struct strbuf before;

static void remember(void)
{
    strbuf_init(&before);
    rig_snapshot(&rig, &before);
}

static void expect_untouched(void)
{
    struct strbuf after;
    strbuf_init(&after);
    rig_snapshot(&rig, &after);
    cr_expect(after.len == before.len && memcmp(after.text, before.text, after.len) == 0,
              "the files have changed: %zu bytes, then %zu", before.len, after.len);
    strbuf_fini(&after);
    strbuf_fini(&before);
}

/* Refused with a text that holds `words`, twice, and every byte as it was. */
static void expect_refused(const char *words)
{
    remember();
    for (int i = 0; i < 2; i++)
        cr_expect(strstr(rig_open_refusal(&rig), words), "%s: %s", words, rig_open_refusal(&rig));
    expect_untouched();
}

static void open_inside(struct db *db, char **path)
{
    struct err err = { 0 };
    rig_make_whole(&rig);
    *path = rig_path(&rig, "wenda.db");
    *db = (struct db){ .path = *path, .any_kind = true };
    cr_assert(db_open(db, &err), "%s", err.text);
}

static int64_t pragma_of(struct db *db, const char *name)
{
    char sql[64];
    sqlite3_stmt *stmt = NULL;
    snprintf(sql, sizeof sql, "PRAGMA %s", name);
    cr_assert_eq(sqlite3_prepare_v2(db->handle, sql, -1, &stmt, NULL), SQLITE_OK);
    cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW, "%s", name);
    int64_t value = sqlite3_column_type(stmt, 0) == SQLITE_TEXT
                        ? (int64_t)sqlite3_column_text(stmt, 0)[0]
                        : sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return value;
}

Test(open, settings_are_in_force)
{
    struct db db;
    char *path;
    struct err err = { 0 };
    int on = -1;
    open_inside(&db, &path);
    cr_expect_eq(pragma_of(&db, "journal_mode"), 'w');
    cr_expect_eq(pragma_of(&db, "locking_mode"), 'e');
    cr_expect_eq(pragma_of(&db, "synchronous"), 2);
    cr_expect_eq(pragma_of(&db, "foreign_keys"), 1);
    cr_expect_eq(pragma_of(&db, "trusted_schema"), 0);
    cr_expect_eq(pragma_of(&db, "cell_size_check"), 1);
    cr_expect_eq(pragma_of(&db, "mmap_size"), 0);
    cr_expect_eq(pragma_of(&db, "secure_delete"), 1);
    cr_expect_eq(pragma_of(&db, "wal_autocheckpoint"), 200);
    cr_expect_eq(pragma_of(&db, "application_id"), 0x574E4441);
    cr_expect_eq(pragma_of(&db, "user_version"), STORE_SCHEMA_VERSION);
    sqlite3_db_config(db.handle, SQLITE_DBCONFIG_DEFENSIVE, -1, &on);
    cr_expect_eq(on, 1);
    sqlite3_db_config(db.handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, -1, &on);
    cr_expect_eq(on, 0);
    cr_expect_neq(sqlite3_exec(db.handle, "ATTACH ':memory:' AS x", NULL, NULL, NULL), SQLITE_OK);
    cr_expect(db_check_settings(&db, &err), "%s", err.text);
    db_close(&db);
    free(path);
}

Test(open, a_setting_that_is_not_in_force_is_told)
{
    static const char *const undone[] = { "PRAGMA synchronous = NORMAL",
                                          "PRAGMA foreign_keys = OFF",
                                          "PRAGMA wal_autocheckpoint = 1000",
                                          "PRAGMA trusted_schema = ON",
                                          "PRAGMA secure_delete = OFF" };
    struct db db;
    char *path;
    open_inside(&db, &path);
    for (size_t i = 0; i < sizeof undone / sizeof *undone; i++) {
        struct err err = { 0 };
        cr_assert_eq(sqlite3_exec(db.handle, undone[i], NULL, NULL, NULL), SQLITE_OK);
        cr_expect_not(db_check_settings(&db, &err), "%s", undone[i]);
        cr_expect(strstr(err.text, "没有生效"), "%s", err.text);
        db_abandon(&db);
        cr_assert(db_open(&db, &err));
    }
    db_close(&db);
    free(path);
}

Test(open, every_query_prepares)
{
    struct db db;
    char *path;
    struct err err = { 0 };
    open_inside(&db, &path);
    cr_expect(statement_prepare_all(&db, &err), "%s", err.text);
    for (int id = 0; id < QUERY_COUNT; id++)
        cr_expect_not_null(sql_queries[id].name);
    db_close(&db);
    free(path);
}

Test(open, every_table_is_strict)
{
    rig_make_whole(&rig);
    cr_expect_gt(rig_sql_int(&rig, "SELECT count(*) FROM pragma_table_list WHERE type = 'table' "
                                   "AND schema = 'main' AND strict"),
                 8);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM pragma_table_list WHERE type = 'table' "
                                   "AND schema = 'main' AND NOT strict "
                                   "AND name NOT LIKE 'sqlite_%'"),
                 0);
}

/* Asserts are on in every build of ours, so that a misspelt name cannot pass a test. */
Test(open, an_unknown_parameter_stops_the_program, .signal = SIGABRT)
{
    struct db db;
    char *path;
    struct query query;
    open_inside(&db, &path);
    query_start(&query, &db, QUERY_VISIT_FIND);
    query_set_text(&query, ":vistit", "x");
}

Test(open, a_forgotten_parameter_stops_the_program, .signal = SIGABRT)
{
    struct db db;
    char *path;
    struct query query;
    open_inside(&db, &path);
    query_start(&query, &db, QUERY_VISIT_FIND);
    query_step(&query);
}

Test(open, a_new_folder_is_made_whole)
{
    rig_make_whole(&rig);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM audit WHERE event = 'created'"), 1);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM pragma_integrity_check "
                                   "WHERE integrity_check <> 'ok'"),
                 0);
    cr_expect_str_empty(rig_open_refusal(&rig));
}

Test(open, leftovers_of_an_interrupted_making_are_no_obstacle)
{
    rig_write(&rig, "wenda.db.new", -1, "half a database", 15);
    rig_write(&rig, "wenda.db.new-journal", -1, "and its journal", 15);
    cr_expect_str_empty(rig_open_refusal(&rig));
    char *path = rig_path(&rig, "wenda.db.new");
    cr_expect_not(fs_exists(path));
    free(path);
}

Test(open, nothing_is_made_where_data_must_exist)
{
    struct err err = { 0 };
    struct store_options options = { .folder = rig.folder, .must_exist = true, .any_kind = true };
    remember();
    cr_expect_null(store_open(&options, &err));
    cr_expect(strstr(err.text, "没有数据"), "%s", err.text);
    expect_untouched();
}

Test(open, a_folder_keeps_its_kind)
{
    struct err err = { 0 };
    struct store_options options = { .folder = rig.folder, .kind = STORE_OFFICIAL };
    rig_make_whole(&rig);
    remember();
    cr_expect_null(store_open(&options, &err));
    cr_expect(strstr(err.text, "模拟") && strstr(err.text, "正式"), "%s", err.text);
    expect_untouched();
    options.any_kind = true;
    struct store *store = store_open(&options, &err);
    cr_assert_not_null(store);
    cr_expect_eq(store_kind(store), STORE_SIMULATED);
    store_close(store);
}

Test(open, what_is_no_database_is_refused)
{
    rig_write(&rig, "wenda.db", -1, "这不是数据库，只是一段文字。", 40);
    expect_refused("不是数据库");
}

Test(open, an_empty_file_is_refused)
{
    rig_write(&rig, "wenda.db", -1, "", 0);
    expect_refused("不是数据库");
}

Test(open, a_foreign_database_is_refused)
{
    sqlite3 *handle = NULL;
    char *path = rig_path(&rig, "wenda.db");
    cr_assert_eq(sqlite3_open(path, &handle), SQLITE_OK);
    cr_assert_eq(
        sqlite3_exec(handle, "CREATE TABLE t (a); INSERT INTO t VALUES (1)", NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(handle);
    free(path);
    expect_refused("别的程序");
}

static void set_user_version(int version)
{
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
    rig_sql(&rig, sql);
}

Test(open, a_newer_database_is_refused)
{
    rig_make_whole(&rig);
    set_user_version(STORE_SCHEMA_VERSION + 1);
    expect_refused("较新版本");
}

/* The version is newer in the log only, as after a crash of the newer program. */
Test(open, a_newer_version_in_the_log_is_refused)
{
    rig_make_whole(&rig);
    if (fork() == 0) {
        sqlite3 *handle = NULL;
        char *path = rig_path(&rig, "wenda.db");
        char sql[64];
        snprintf(sql, sizeof sql, "PRAGMA user_version = %d", STORE_SCHEMA_VERSION + 1);
        sqlite3_open(path, &handle);
        sqlite3_exec(handle, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL);
        sqlite3_exec(handle, sql, NULL, NULL, NULL);
        raise(SIGKILL);
    }
    wait(NULL);
    struct stat info;
    char *wal = rig_path(&rig, "wenda.db-wal");
    cr_assert_eq(stat(wal, &info), 0);
    cr_assert_gt(info.st_size, 0);
    free(wal);
    expect_refused("较新版本");
}

Test(open, a_damaged_page_is_refused)
{
    rig_make_whole(&rig);
    unsigned char noise[4096];
    memset(noise, 0xA5, sizeof noise);
    rig_write(&rig, "wenda.db", 5 * 4096, noise, sizeof noise);
    expect_refused("已损坏");
}

Test(open, a_cut_off_file_is_refused)
{
    rig_make_whole(&rig);
    char *path = rig_path(&rig, "wenda.db");
    cr_assert_eq(truncate(path, 6 * 4096 + 100), 0);
    free(path);
    expect_refused("已损坏");
}

Test(open, a_log_without_its_database_is_refused)
{
    rig_write(&rig, "wenda.db-wal", -1, "frames", 6);
    expect_refused("wenda.db-wal");
}

Test(open, the_second_is_told_who_holds_the_folder)
{
    char pid[32];
    rig_open(&rig);
    snprintf(pid, sizeof pid, "进程 %ld ", (long)getpid());
    cr_expect(strstr(rig_open_refusal(&rig), pid), "%s", rig_open_refusal(&rig));
    int status = -1;
    pid_t child = fork();
    if (child == 0)
        _exit(strstr(rig_open_refusal(&rig), pid) == NULL);
    waitpid(child, &status, 0);
    cr_expect_eq(status, 0, "another process is told another text");
    rig_must(&rig, say_activity(&rig));
    rig_close(&rig);
    cr_expect_str_empty(rig_open_refusal(&rig));
}

/* Root may write everywhere, so the test becomes somebody else. */
static void drop_privileges(void)
{
    if (geteuid() != 0)
        return;
    cr_assert_eq(setgroups(0, NULL), 0);
    cr_assert_eq(setegid(65534), 0);
    cr_assert_eq(seteuid(65534), 0);
}

static void regain_privileges(void)
{
    if (getuid() == 0)
        cr_assert_eq(seteuid(0), 0);
}

Test(open, a_read_only_folder_is_refused)
{
    rig_make_whole(&rig);
    char *lock = rig_path(&rig, "lock");
    cr_assert_eq(unlink(lock), 0);
    free(lock);
    cr_assert_eq(chmod(rig.folder, 0555), 0);
    remember();
    drop_privileges();
    cr_expect(strstr(rig_open_refusal(&rig), "不可写"), "%s", rig_open_refusal(&rig));
    regain_privileges();
    cr_assert_eq(chmod(rig.folder, 0755), 0);
    expect_untouched();
}

Test(open, a_read_only_file_is_refused)
{
    rig_make_whole(&rig);
    char *lock = rig_path(&rig, "lock");
    char *path = rig_path(&rig, "wenda.db");
    cr_assert_eq(chmod(rig.folder, 0777), 0);
    cr_assert_eq(chmod(lock, 0666), 0);
    cr_assert_eq(chmod(path, 0444), 0);
    remember();
    drop_privileges();
    cr_expect(strstr(rig_open_refusal(&rig), "只能读"), "%s", rig_open_refusal(&rig));
    regain_privileges();
    expect_untouched();
    free(lock);
    free(path);
}

static void limit_files(rlim_t len)
{
    struct rlimit limit;
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = len;
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    signal(SIGXFSZ, SIG_IGN);
}

Test(open, no_space_for_a_new_database)
{
    limit_files(16 * 1024);
    cr_expect(strstr(rig_open_refusal(&rig), "磁盘已满"), "%s", rig_open_refusal(&rig));
    limit_files(RLIM_INFINITY);
    struct strbuf left;
    strbuf_init(&left);
    rig_snapshot(&rig, &left);
    cr_expect_eq(left.len, 0, "something was left behind");
    strbuf_fini(&left);
    cr_expect_str_empty(rig_open_refusal(&rig));
}

/* Full is not corrupt: requests say so, what is there stays, and it goes on when there is room. */
Test(open, a_full_disk_refuses_requests_and_loses_nothing)
{
    rig_open(&rig);
    rig_must(&rig, say_activity(&rig));
    rig_must(&rig, say_visit(&rig, 1));
    struct store_request checkpoint = { .kind = STORE_CHECKPOINT };
    rig_must(&rig, checkpoint);
    remember();
    limit_files(4096);
    cr_expect(strstr(rig_refusal(&rig, say_visit(&rig, 2)), "磁盘已满"));
    cr_expect(strstr(rig_refusal(&rig, say_session(&rig, 1, "quiz")), "磁盘已满"));
    struct store_status status;
    cr_expect(store_read_status(rig.store, &status, NULL));
    cr_expect_eq(status.visits, 1);
    limit_files(RLIM_INFINITY);
    rig_must(&rig, say_visit(&rig, 2));
    cr_expect(store_read_status(rig.store, &status, NULL));
    cr_expect_eq(status.visits, 2);
    strbuf_fini(&before);
}

/* A database of every earlier version is brought up to date with what is in it. */
Test(open, earlier_versions_are_brought_up_to_date)
{
    for (int version = 1; version <= STORE_SCHEMA_VERSION; version++) {
        rig_make_version(&rig, version);
        cr_expect_str_empty(rig_open_refusal(&rig));
        cr_expect_eq(rig_sql_int(&rig, "PRAGMA user_version"), STORE_SCHEMA_VERSION);
        cr_expect_eq(rig_sql_int(&rig, "SELECT created_ms FROM booth"), 77);
    }
}
