/* The audit log: a chain that shows every change, and holds no answer. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

static struct rig rig;

static void play(void)
{
    rig_start(&rig);
    for (int visit = 1; visit <= 3; visit++) {
        struct store_request remark;
        rig_must(&rig, say_visit(&rig, visit));
        rig_must(&rig, say_session(&rig, visit, "visit"));
        remark = say_answer(&rig, visit, "visit", "remark", "");
        remark.state = ANSWER_GIVEN;
        remark.text = "一句心里话";
        rig_must(&rig, remark);
        rig_must(&rig, say_answer(&rig, visit, "visit", "age", "B"));
        rig_must(&rig, say_end(&rig, visit, "visit",
                               visit == 2 ? SESSION_WITHDRAWN : SESSION_COMPLETED, 0));
        rig_must(&rig, say_leave(&rig, visit, visit == 2 ? "cleared" : "done"));
    }
}

static void tear_down(void)
{
    rig_fini(&rig);
}

TestSuite(audit, .init = play, .fini = tear_down);

Test(audit, holds_what_happened)
{
    rig_close(&rig);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM audit WHERE event = 'created'"), 1);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM audit WHERE event = 'activity'"), 1);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM audit AS a JOIN visit AS v "
                                   "ON v.uuid = a.subject WHERE event = 'visit_ended'"),
                 3);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM audit AS a JOIN visit AS v "
                                   "ON v.uuid = a.subject WHERE event = 'withdrawn' "
                                   "AND v.end_reason = 'cleared'"),
                 1);
}

Test(audit, holds_no_answer)
{
    rig_close(&rig);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM audit WHERE subject || detail LIKE "
                                   "'%心里话%' OR detail LIKE '%remark%' OR detail LIKE '%age%'"),
                 0);
}

/* The chain as schema 0001 describes it, computed here from the bare rows. */
Test(audit, chain_is_as_described)
{
    char expected[CRYPT_HEX_LEN];
    struct store_chain_head head;
    struct err err = { 0 };
    sqlite3 *handle = NULL;
    sqlite3_stmt *rows = NULL;
    int64_t number = 0;
    cr_assert(store_read_chain_head(rig.store, &head, &err), "%s", err.text);
    cr_expect(store_check_chain(rig.store, &err), "%s", err.text);
    rig_close(&rig);
    memset(expected, '0', CRYPT_HEX_LEN - 1);
    expected[CRYPT_HEX_LEN - 1] = '\0';
    char *path = rig_path(&rig, "wenda.db");
    cr_assert_eq(sqlite3_open(path, &handle), SQLITE_OK);
    cr_assert_eq(sqlite3_prepare_v2(handle,
                                    "SELECT number || char(10) || wall_ms || char(10) || event "
                                    "|| char(10) || subject || char(10) || detail || char(10), "
                                    "previous, hash FROM audit ORDER BY number",
                                    -1, &rows, NULL),
                 SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        struct strbuf text;
        number++;
        cr_expect_str_eq((const char *)sqlite3_column_text(rows, 1), expected);
        strbuf_init(&text);
        strbuf_add(&text, expected);
        strbuf_add(&text, (const char *)sqlite3_column_text(rows, 0));
        crypt_hash_hex(text.text, text.len, expected);
        cr_expect_str_eq((const char *)sqlite3_column_text(rows, 2), expected);
        strbuf_fini(&text);
    }
    cr_expect_eq(head.number, number);
    cr_expect_str_eq(head.hash, expected);
    sqlite3_finalize(rows);
    sqlite3_close(handle);
    free(path);
}

static void expect_broken_at(const char *change, const char *row)
{
    struct err err = { 0 };
    rig_close(&rig);
    rig_sql(&rig, change);
    rig_open(&rig);
    cr_expect_not(store_check_chain(rig.store, &err), "%s", change);
    cr_expect(strstr(err.text, row), "%s: %s", change, err.text);
}

Test(audit, a_changed_row_is_found)
{
    expect_broken_at("UPDATE audit SET detail = detail || '.' WHERE number = 3", "第 3 行");
}

Test(audit, a_changed_time_is_found)
{
    expect_broken_at("UPDATE audit SET wall_ms = wall_ms + 1 WHERE number = 4", "第 4 行");
}

Test(audit, a_missing_row_is_found)
{
    expect_broken_at("DELETE FROM audit WHERE number = 3", "第 3 行");
}

Test(audit, every_change_moves_the_head)
{
    struct store_chain_head before, after;
    cr_assert(store_read_chain_head(rig.store, &before, NULL));
    rig_must(&rig, say_visit(&rig, 9));
    rig_must(&rig, say_leave(&rig, 9, "quit"));
    cr_assert(store_read_chain_head(rig.store, &after, NULL));
    cr_expect_eq(after.number, before.number + 1);
    cr_expect_str_neq(after.hash, before.hash);
}
