/* The kiosk keeps its data: what is damaged is set aside and never what is only unreadable or full;
 * awards wait for staff; a backup goes back in place. */
#include <criterion/criterion.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "disk.h"
#include "store/backup.h"
#include "support.h"

static struct rig rig;

static void set_up(void)
{
    disk_install();
    rig_init(&rig);
    rig.activity.prize_way = PRIZE_BY_SCORE;
    rig.activity.tier_count = 1;
    rig.activity.tiers[0] =
        (struct prize_tier){ .name = "一等奖", .item = "帆布袋", .stock = 7, .need_right = 1 };
}

static void tear_down(void)
{
    disk_heal();
    rig_fini(&rig);
}

TestSuite(keep, .init = set_up, .fini = tear_down, .timeout = 120);

/* As the kiosk opens it; false and the text in err. */
static bool open_keeping(struct err *err)
{
    const struct store_options options = { .folder = rig.folder,
                                           .kind = STORE_SIMULATED,
                                           .keeps = true };
    err_clear(err);
    rig.store = store_open(&options, err);
    return rig.store != NULL;
}

static void must_open(void)
{
    struct err err;
    cr_assert(open_keeping(&err), "%s", err.text);
}

static void damage_page(int page)
{
    char noise[4096];
    memset(noise, 0xA5, sizeof noise);
    rig_write(&rig, "wenda.db", (long)(page - 1) * 4096, noise, sizeof noise);
}

static bool is_there(const char *name)
{
    char *path = rig_path(&rig, name);
    bool there = fs_exists(path);
    free(path);
    return there;
}

static struct store_health health(void)
{
    struct store_health out;
    struct err err = { 0 };
    cr_assert(store_read_health(rig.store, &out, &err), "%s", err.text);
    return out;
}

static int64_t visits(void)
{
    struct store_status status;
    struct err err = { 0 };
    cr_assert(store_read_status(rig.store, &status, &err), "%s", err.text);
    return status.visits;
}

static int64_t stock(void)
{
    struct store_ledger ledger;
    struct err err = { 0 };
    cr_assert(store_read_ledger(rig.store, &ledger, &err), "%s", err.text);
    cr_assert_eq(ledger.count, 1);
    return ledger.tiers[0].closing;
}

/* ---- setting aside ---- */

static void expect_fresh(void)
{
    struct store_health now = health();
    cr_expect_eq(visits(), 0);
    cr_expect(now.awards_stopped);
    cr_assert_eq(now.aside_count, 1);
    cr_expect_eq(now.asides[0].decided_ms, 0);
    struct strbuf kept;
    strbuf_init(&kept);
    strbuf_addf(&kept, "set-aside/%s/wenda.db", now.asides[0].name);
    cr_expect(is_there(kept.text), "%s", kept.text);
    strbuf_fini(&kept);
}

Test(keep, a_damaged_database_is_set_aside_and_awards_wait_for_staff)
{
    struct store_request accept = { .kind = STORE_ACCEPT_ASIDE,
                                    .wall_ms = 5,
                                    .reason = "备份没有" };
    rig_make_whole(&rig);
    damage_page(6);
    must_open();
    expect_fresh();
    rig_must(&rig, say_activity(&rig));
    cr_expect_eq(stock(), 0, "what was given out before is not known");
    rig_close(&rig);
    must_open();
    rig_must(&rig, say_activity(&rig));
    cr_expect_eq(stock(), 0, "a restart decides nothing");
    rig_must(&rig, accept);
    rig_must(&rig, say_activity(&rig));
    cr_expect_eq(stock(), 7);
    struct store_health now = health();
    cr_expect_not(now.awards_stopped);
    cr_expect_str_eq(now.asides[0].decision, "备份没有");
    cr_expect(store_check_chain(rig.store, NULL));
}

Test(keep, what_is_no_database_at_all_is_set_aside)
{
    rig_write(&rig, "wenda.db", -1, "noise", 5);
    must_open();
    expect_fresh();
}

Test(keep, the_log_goes_with_its_database)
{
    rig_make_whole(&rig);
    damage_page(6);
    rig_write(&rig, "wenda.db-wal", -1, "frames", 6);
    must_open();
    struct strbuf kept;
    strbuf_init(&kept);
    strbuf_addf(&kept, "set-aside/%s/wenda.db-wal", health().asides[0].name);
    cr_expect(is_there(kept.text));
    strbuf_fini(&kept);
}

Test(keep, a_move_that_was_cut_off_is_finished)
{
    rig_make_whole(&rig);
    rig_write(&rig, "wenda.db-wal", -1, "frames", 6);
    char *part = rig_path(&rig, "set-aside/20270420-090000.part");
    char *from = rig_path(&rig, "wenda.db");
    char *to = fs_join(part, "wenda.db");
    cr_assert(fs_make_folders(part, NULL));
    cr_assert_eq(rename(from, to), 0);
    must_open();
    expect_fresh();
    cr_expect_str_eq(health().asides[0].name, "20270420-090000");
    cr_expect(is_there("set-aside/20270420-090000/wenda.db-wal"));
    free(part);
    free(from);
    free(to);
}

/* Reads that fail say nothing about what is in the file. */
Test(keep, a_database_that_cannot_be_read_is_not_set_aside)
{
    struct err err;
    rig_make_whole(&rig);
    for (int at = 0; at < 40; at++) {
        disk_plan((struct disk_plan){ .ops = 1u << DISK_READ, .at = at, .for_good = at % 2 == 0 });
        if (open_keeping(&err)) {
            cr_expect_eq(visits(), 1, "read %d", at);
            rig_close(&rig);
        }
        disk_heal();
        cr_expect_not(is_there("set-aside"), "read %d", at);
    }
    must_open();
    cr_expect_eq(visits(), 1);
}

Test(keep, a_full_disk_is_not_damage)
{
    struct err err;
    rig_make_whole(&rig);
    disk_plan((struct disk_plan){ .ops = 1u << DISK_WRITE, .for_good = true, .code = SQLITE_FULL });
    if (open_keeping(&err))
        rig_close(&rig);
    disk_heal();
    must_open();
    cr_expect_eq(visits(), 1);
    cr_expect_not(is_there("set-aside"));
}

Test(keep, a_newer_database_is_left_alone)
{
    struct err err;
    rig_make_whole(&rig);
    rig_sql(&rig, "PRAGMA user_version = 99");
    cr_expect_not(open_keeping(&err));
    cr_expect(strstr(err.text, "较新版本"), "%s", err.text);
    cr_expect_not(is_there("set-aside"));
}

/* Too large to be read through at the start: the damage is met by a request, which fails; the next
 * one finds a fresh database. */
Test(keep, damage_met_while_running_is_set_aside)
{
    rig_make_whole(&rig);
    rig_sql(&rig, "UPDATE question_version SET canonical = hex(randomblob(6000000)) "
                  "WHERE number = 1");
    int root = (int)rig_sql_int(&rig, "SELECT rootpage FROM sqlite_master WHERE name = 'visit'");
    damage_page(root);
    must_open();
    cr_expect(strstr(rig_refusal(&rig, say_visit(&rig, 2)), "已损坏"));
    rig_must(&rig, say_activity(&rig));
    rig_must(&rig, say_visit(&rig, 2));
    struct store_health now = health();
    cr_expect(now.awards_stopped);
    cr_expect_gt(now.faults, 0);
    cr_expect_eq(visits(), 1);
}

/* ---- backups ---- */

static void wait_for(const char *name)
{
    struct store_request probe = { .kind = STORE_PROBE };
    for (int i = 0; i < 2000 && !is_there(name); i++) {
        rig_must(&rig, probe); /* taps go on meanwhile */
        usleep(5000);
    }
    cr_assert(is_there(name), "%s", name);
}

static int64_t count_in(const char *name, const char *sql)
{
    struct rig other = rig;
    struct err err = { 0 };
    struct strbuf bytes;
    rig_init(&other);
    char *from = rig_path(&rig, name), *to = rig_path(&other, "wenda.db");
    strbuf_init(&bytes);
    cr_assert(fs_read(from, 64u << 20, &bytes, &err), "%s", err.text);
    cr_assert(fs_replace(to, bytes.text, bytes.len, &err), "%s", err.text);
    int64_t count = rig_sql_int(&other, sql);
    strbuf_fini(&bytes);
    rig_fini(&other);
    free(from);
    free(to);
    return count;
}

static const char count_visits[] = "SELECT count(*) FROM visit";

Test(keep, backups_are_made_by_themselves_in_two_generations)
{
    struct store_request checkpoint = { .kind = STORE_CHECKPOINT };
    struct store_request again = { .kind = STORE_BACKUP };
    must_open();
    rig_must(&rig, say_activity(&rig));
    rig_must(&rig, say_visit(&rig, 1));
    rig_must(&rig, checkpoint);
    wait_for("backup/wenda-1.db");
    cr_expect_eq(count_in("backup/wenda-1.db", count_visits), 1);
    rig_must(&rig, say_visit(&rig, 2));
    rig_must(&rig, checkpoint); /* too soon for another */
    rig_must(&rig, again);
    wait_for("backup/wenda-2.db");
    wait_for("backup/wenda-1.db");
    cr_expect_eq(count_in("backup/wenda-1.db", count_visits), 2);
    cr_expect_eq(count_in("backup/wenda-2.db", count_visits), 1);
    struct store_health now = health();
    cr_expect_eq(now.backups, 2);
    cr_expect_gt(now.backup_ms, 0);
    cr_expect_eq(count_in("backup/wenda-1.db", "SELECT count(*) FROM pragma_integrity_check "
                                               "WHERE integrity_check = 'ok'"),
                 1);
}

/* What is written while pages are copied is in the copy, also where they were copied before. */
Test(keep, a_backup_takes_what_is_written_meanwhile)
{
    struct err err = { 0 };
    rig_make_whole(&rig);
    char *path = rig_path(&rig, "wenda.db"), *part = rig_path(&rig, "copy.part");
    char *copy = rig_path(&rig, "copy.db");
    struct db db = { .path = path, .any_kind = true };
    cr_assert(db_open(&db, &err), "%s", err.text);
    cr_assert(backup_begin(&db, part, &err), "%s", err.text);
    cr_assert_eq(backup_step(&db, 5), BACKUP_MORE);
    cr_assert(db_exec(&db, "UPDATE booth SET created_ms = 123"));
    cr_assert(db_exec(&db, "UPDATE visit SET began_ms = 456"));
    while (backup_step(&db, 5) == BACKUP_MORE)
        ;
    cr_assert(backup_seal(part, copy, &err), "%s", err.text);
    db_close(&db);
    cr_expect_eq(count_in("copy.db", "SELECT created_ms FROM booth"), 123);
    cr_expect_eq(count_in("copy.db", "SELECT began_ms FROM visit"), 456);
    free(path);
    free(part);
    free(copy);
}

Test(keep, a_store_closed_in_the_middle_of_a_backup_leaves_none)
{
    struct store_request again = { .kind = STORE_BACKUP };
    rig_make_whole(&rig);
    rig_sql(&rig, "UPDATE question_version SET canonical = hex(randomblob(1000000)) "
                  "WHERE number = 1");
    must_open();
    rig_must(&rig, again);
    rig_close(&rig);
    cr_expect_not(is_there("backup/wenda-1.db"));
    cr_expect_not(is_there("backup/wenda.db.part"));
    must_open();
    cr_expect_eq(visits(), 1);
}

static bool back_up(struct err *err)
{
    char *path = rig_path(&rig, "copy.db");
    err_clear(err);
    bool ok = store_backup(rig.store, path, err);
    free(path);
    return ok;
}

static void drop(const char *name)
{
    char *path = rig_path(&rig, name);
    (void)unlink(path);
    free(path);
}

static const unsigned all_writing = 1u << DISK_OPEN | 1u << DISK_READ | 1u << DISK_WRITE |
                                    1u << DISK_TRUNCATE | 1u << DISK_SYNC | 1u << DISK_DELETE;

Test(keep, a_backup_fails_at_each_operation)
{
    bool over = false;
    rig_open(&rig);
    rig_must(&rig, say_activity(&rig));
    rig_must(&rig, say_visit(&rig, 1));
    for (int at = 0; at < 3000 && !over; at += 1 + at / 16) {
        struct err err;
        disk_plan((struct disk_plan){ .ops = all_writing, .at = at, .for_good = at % 2 == 0 });
        bool made = back_up(&err);
        over = !disk_has_struck();
        disk_heal();
        cr_expect_eq(made, is_there("copy.db"), "operation %d: %s", at, err.text);
        cr_expect_not(is_there("copy.db.part"));
        if (made)
            cr_expect_eq(count_in("copy.db", count_visits), 1);
        drop("copy.db");
        cr_expect_eq(visits(), 1, "operation %d", at);
    }
    cr_expect(over);
}

/* Too large to be read through at the start, so that nobody has met the damage yet. */
Test(keep, a_copy_of_damage_is_no_backup)
{
    struct err err;
    rig_make_whole(&rig);
    rig_sql(&rig, "UPDATE question_version SET canonical = hex(randomblob(6000000)) "
                  "WHERE number = 1");
    damage_page((int)rig_sql_int(&rig, "SELECT rootpage FROM sqlite_master WHERE name = 'visit'"));
    rig_open(&rig);
    cr_expect_not(back_up(&err));
    cr_expect(err_is_set(&err));
    cr_expect_not(is_there("copy.db"));
    cr_expect_not(is_there("copy.db.part"));
}

Test(keep, a_backup_replaces_nothing)
{
    struct err err;
    rig_make_whole(&rig);
    rig_open(&rig);
    cr_assert(back_up(&err), "%s", err.text);
    cr_expect_not(back_up(&err));
    cr_expect(strstr(err.text, "已经存在"), "%s", err.text);
}

/* ---- restoring ---- */

static bool restore(struct store_restored *out, struct err *err)
{
    char *path = rig_path(&rig, "copy.db");
    err_clear(err);
    bool ok = store_restore(path, rig.folder, out, err);
    free(path);
    return ok;
}

/* copy.db with one visit; the database with two. */
static void make_backup(void)
{
    struct err err;
    rig_make_whole(&rig);
    rig_open(&rig);
    cr_assert(back_up(&err), "%s", err.text);
    rig_must(&rig, say_visit(&rig, 2));
    rig_close(&rig);
}

Test(keep, a_backup_goes_back_and_what_was_there_stays)
{
    struct store_restored restored;
    struct err err;
    make_backup();
    cr_assert(restore(&restored, &err), "%s", err.text);
    cr_expect_eq(restored.visits, 1);
    must_open();
    cr_expect_eq(visits(), 1);
    cr_expect_not(health().awards_stopped);
    cr_expect(store_check_chain(rig.store, NULL));
    struct strbuf kept;
    strbuf_init(&kept);
    strbuf_addf(&kept, "set-aside/%s/wenda.db", restored.aside);
    cr_expect_eq(count_in(kept.text, count_visits), 2);
    strbuf_fini(&kept);
}

Test(keep, a_backup_takes_the_place_of_what_was_damaged)
{
    struct store_restored restored;
    struct err err;
    make_backup();
    damage_page(6);
    must_open();
    rig_close(&rig);
    cr_assert(restore(&restored, &err), "%s", err.text);
    must_open();
    cr_expect_eq(visits(), 1);
    cr_expect_not(health().awards_stopped);
}

Test(keep, only_whole_backups_go_back)
{
    struct store_restored restored;
    struct err err;
    make_backup();
    char noise[4096];
    memset(noise, 0xA5, sizeof noise);
    rig_write(&rig, "copy.db", 5L * 4096, noise, sizeof noise);
    cr_expect_not(restore(&restored, &err));
    cr_expect(strstr(err.text, "已损坏"), "%s", err.text);
    rig_write(&rig, "copy.db", -1, "noise", 5);
    cr_expect_not(restore(&restored, &err));
    cr_expect_not(is_there("wenda.db.restore"));
    cr_expect_not(is_there("set-aside"));
    must_open();
    cr_expect_eq(visits(), 2);
    rig_close(&rig);
}

Test(keep, nothing_is_put_back_under_a_running_kiosk)
{
    struct store_restored restored;
    struct err err;
    make_backup();
    must_open();
    cr_expect_not(restore(&restored, &err));
    cr_expect(strstr(err.text, "正被进程"), "%s", err.text);
    cr_expect_eq(visits(), 2);
}

/* Either what was there or the backup, whole, whatever fails; at last it is through. */
Test(keep, restoring_fails_at_each_operation)
{
    bool over = false;
    make_backup();
    for (int at = 0; at < 3000 && !over; at += 1 + at / 16) {
        struct store_restored restored;
        struct err err;
        disk_plan((struct disk_plan){ .ops = all_writing, .at = at, .for_good = at % 2 == 0 });
        bool done = restore(&restored, &err);
        over = !disk_has_struck();
        disk_heal();
        rig_open(&rig);
        if (done)
            cr_expect_eq(visits(), 1, "operation %d", at);
        else
            cr_expect(visits() == 2 || visits() == 1, "operation %d: %lld visits", at,
                      (long long)visits());
        rig_close(&rig);
    }
    cr_expect(over);
}

/* ---- the ballast ---- */

Test(keep, the_ballast_takes_real_blocks)
{
    struct stat info;
    store_keep_ballast(rig.folder, 0);
    char *path = rig_path(&rig, "ballast");
    cr_assert_eq(stat(path, &info), 0);
    cr_expect_eq(info.st_size, STORE_BALLAST_LEN);
    cr_expect_geq((int64_t)info.st_blocks * 512, STORE_BALLAST_LEN);
    cr_expect_not(store_release_ballast(rig.folder), "there is room enough");
    cr_expect(is_there("ballast"));
    free(path);
}

Test(keep, the_ballast_leaves_others_their_room)
{
    store_keep_ballast(rig.folder, INT64_MAX / 2);
    cr_expect_not(is_there("ballast"));
}

/* ---- what others read ---- */

Test(keep, a_running_kiosk_tells_its_faults)
{
    struct store_run run;
    struct err err = { 0 };
    cr_assert(store_read_run(rig.folder, &run, &err));
    cr_expect_eq(run.started_ms, 0);
    must_open();
    rig_must(&rig, say_activity(&rig));
    wait_for("health");
    disk_plan((struct disk_plan){ .ops = 1u << DISK_WRITE, .ending = "-wal" });
    rig_refusal(&rig, say_visit(&rig, 1));
    disk_heal();
    for (int i = 0; i < 500; i++) {
        cr_assert(store_read_run(rig.folder, &run, &err), "%s", err.text);
        if (run.faults > 0)
            break;
        usleep(5000);
    }
    cr_expect_gt(run.started_ms, 0);
    cr_expect_eq(run.faults, 1);
    cr_expect(strstr(run.last_fault, "读写数据库出错"), "%s", run.last_fault);
}

/* A run that was cut off is counted by the next one; one that ended by itself is not. */
Test(keep, runs_that_were_cut_off_are_counted)
{
    struct store_run run;
    struct err err = { 0 };
    must_open();
    wait_for("health");
    rig_close(&rig);
    cr_assert(store_read_run(rig.folder, &run, &err), "%s", err.text);
    cr_expect(run.has_ended);
    cr_expect_eq(run.cut_off, 0);
    for (int round = 1; round <= 2; round++) {
        pid_t child = fork();
        if (child == 0) {
            must_open();
            pause();
        }
        struct store_run now = { .has_ended = true };
        for (int tries = 0; tries < 2000 && now.has_ended; tries++) {
            usleep(10000);
            cr_assert(store_read_run(rig.folder, &now, &err), "%s", err.text);
            now.has_ended = now.has_ended || now.cut_off != round - 1;
        }
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        cr_expect_not(now.has_ended, "it runs still");
    }
    must_open();
    rig_close(&rig);
    cr_assert(store_read_run(rig.folder, &run, &err), "%s", err.text);
    cr_expect(run.has_ended);
    cr_expect_eq(run.cut_off, 2);
}
