/* Databases that earlier programs left (fixtures/make): each opens, nothing in it has changed, and
 * it is worked on. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "prize_rig.h"

static sqlite3 *fill(const char *path, int version)
{
    char name[128];
    struct err err = { 0 };
    struct strbuf sql;
    sqlite3 *db = NULL;
    snprintf(name, sizeof name, WENDA_SOURCE_DIR "/tests/store/fixtures/schema-%d.sql", version);
    strbuf_init(&sql);
    cr_assert(fs_read(name, 1u << 22, &sql, &err), "every past version has one: %s", err.text);
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    cr_assert_eq(sqlite3_exec(db, sql.text, NULL, NULL, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
    strbuf_fini(&sql);
    return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK, "%s: %s", sql,
                 sqlite3_errmsg(db));
    return stmt;
}

static int64_t ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = prepare(db, sql);
    cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return value;
}

/* Every value of the columns that the table had, in one order in both. */
static int compare_table(sqlite3 *before, sqlite3 *after, const char *table, int version)
{
    struct strbuf sql;
    char columns[96];
    int rows = 0, count = 0;
    strbuf_init(&sql);
    snprintf(columns, sizeof columns, "SELECT name FROM pragma_table_info('%s')", table);
    sqlite3_stmt *names = prepare(before, columns);
    for (; sqlite3_step(names) == SQLITE_ROW; count++)
        strbuf_addf(&sql, "%s%s", count == 0 ? "SELECT " : ", ", sqlite3_column_text(names, 0));
    sqlite3_finalize(names);
    strbuf_addf(&sql, " FROM %s ORDER BY", table);
    for (int i = 1; i <= count; i++)
        strbuf_addf(&sql, "%s %d", i == 1 ? "" : ",", i);
    sqlite3_stmt *old = prepare(before, sql.text), *now = prepare(after, sql.text);
    for (; sqlite3_step(old) == SQLITE_ROW; rows++) {
        cr_assert_eq(sqlite3_step(now), SQLITE_ROW, "schema %d: %s lost rows", version, table);
        for (int i = 0; i < count; i++) {
            const char *was = (const char *)sqlite3_column_text(old, i);
            const char *is = (const char *)sqlite3_column_text(now, i);
            cr_assert_eq(was == NULL, is == NULL, "schema %d: %s, row %d", version, table, rows);
            cr_assert(was == NULL || strcmp(was, is) == 0, "schema %d: %s, row %d: %s, was %s",
                      version, table, rows, is, was);
        }
    }
    cr_expect_eq(sqlite3_step(now), SQLITE_DONE, "schema %d: %s gained rows", version, table);
    sqlite3_finalize(old);
    sqlite3_finalize(now);
    strbuf_fini(&sql);
    return rows;
}

/* The tallies are made up of the other tables, and counted anew by the caller. */
static void compare_all(sqlite3 *before, const char *path, int version)
{
    sqlite3 *after = NULL;
    cr_assert_eq(sqlite3_open(path, &after), SQLITE_OK);
    sqlite3_stmt *tables = prepare(before, "SELECT name FROM sqlite_schema WHERE type = 'table' "
                                           "AND name NOT GLOB 'tally_*'");
    int rows = 0;
    while (sqlite3_step(tables) == SQLITE_ROW)
        rows += compare_table(before, after, (const char *)sqlite3_column_text(tables, 0), version);
    sqlite3_finalize(tables);
    cr_expect_gt(rows, 50);
    sqlite3_close(after);
}

static void expect_sound(struct rig *rig, sqlite3 *before, int version)
{
    struct err err = { 0 };
    struct store_status status;
    struct store_prize_check prizes;
    struct tally tally;
    cr_assert(store_read_status(rig->store, &status, &err), "%s", err.text);
    cr_expect_eq(status.schema_version, STORE_SCHEMA_VERSION);
    cr_expect_eq(status.visits, ask(before, "SELECT count(*) FROM visit"));
    cr_expect_eq(status.answers, ask(before, "SELECT count(*) FROM answer"));
    cr_expect(store_check_database(rig->store, &err), "schema %d: %s", version, err.text);
    cr_expect(store_check_chain(rig->store, &err), "schema %d: %s", version, err.text);
    cr_expect(store_check_tallies(rig->store, &err), "schema %d: %s", version, err.text);
    cr_expect(store_check_prizes(rig->store, &prizes, &err), "schema %d: %s", version, err.text);
    cr_expect_eq(prizes.settlements > 0, version >= 3); /* by then visitors drew */
    cr_assert(store_read_tally(rig->store, &tally, &err), "%s", err.text);
    int64_t asked = 0;
    for (int i = 0; i < tally.quiz.question_count; i++)
        asked += tally.quiz.questions[i].asked;
    cr_expect_eq(asked, ask(before, "SELECT count(*) FROM answer WHERE kind = 'quiz'"), "schema %d",
                 version);
    tally_fini(&tally);
}

Test(earlier, what_programs_left_is_there_value_by_value_and_worked_on, .timeout = 120)
{
    for (int version = 1; version < STORE_SCHEMA_VERSION; version++) {
        struct rig rig;
        rig_init(&rig);
        char *path = rig_path(&rig, "wenda.db"), *left = rig_path(&rig, "left");
        sqlite3_close(fill(path, version));
        sqlite3 *before = fill(left, version);
        cr_expect_gt(ask(before, "SELECT count(*) FROM session WHERE outcome = 'open'"), 0,
                     "one of them was cut off");
        rig_open(&rig);
        expect_sound(&rig, before, version);
        rig_close(&rig);
        compare_all(before, path, version);
        rig_open(&rig);
        rig_must(&rig, say_activity(&rig));
        rig_must(&rig, say_visit(&rig, 1));
        sqlite3_close(before);
        free(path);
        free(left);
        rig_fini(&rig);
    }
}
