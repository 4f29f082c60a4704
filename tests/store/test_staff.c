/* The PIN and its lock, counters by hand, what staff did. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "activity/pin.h"
#include "support.h"

static struct rig rig;

static void set_up(void)
{
    rig_start(&rig);
}

static void tear_down(void)
{
    rig_fini(&rig);
}

TestSuite(staff, .init = set_up, .fini = tear_down);

static const char *const boot = "first-boot";

/* Keys are visits' UUIDs: any UUID will do. */
static struct store_request say(enum store_request_kind kind, int key, int64_t boot_ms)
{
    rig.now_ms += 1000;
    return (struct store_request){ .kind = kind,
                                   .wall_ms = rig.now_ms,
                                   .staff = {
                                       .key = rig_uuid(key), .boot = boot, .boot_ms = boot_ms } };
}

static struct store_request say_set(int key, const char *pin, const char *proof)
{
    struct store_request request = say(STORE_SET_PIN, key, 0);
    request.staff.secret = pin;
    request.staff.proof = proof;
    return request;
}

static struct store_request say_check(int key, const char *pin, int64_t boot_ms)
{
    struct store_request request = say(STORE_CHECK_PIN, key, boot_ms);
    request.staff.secret = pin;
    return request;
}

/* One attempt from beginning to end. */
static struct store_pin try_pin(int key, const char *pin, int64_t boot_ms)
{
    struct store_result result;
    struct store_request check;
    rig_must(&rig, say(STORE_TRY_PIN, key, boot_ms));
    check = say_check(key, pin, boot_ms);
    cr_assert(store_ask(rig.store, &check, &result), "%s", result.err.text);
    return result.pin;
}

static struct store_pin read_pin(const char *in_boot, int64_t boot_ms)
{
    struct store_pin pin;
    struct err err = { 0 };
    cr_assert(store_read_pin(rig.store, in_boot, boot_ms, &pin, &err), "%s", err.text);
    return pin;
}

Test(staff, a_pin_is_set_once_and_survives)
{
    cr_expect_not(read_pin(boot, 0).is_set);
    rig_must(&rig, say_set(1, "482957", NULL));
    rig_close(&rig);
    rig_open(&rig);
    cr_expect(read_pin(boot, 0).is_set);
    cr_expect(try_pin(2, "482957", 1000).right);
    cr_expect_not(try_pin(3, "482958", 2000).right);
}

Test(staff, a_pin_is_nowhere_in_the_files)
{
    struct strbuf bytes;
    rig_must(&rig, say_set(1, "482957", NULL));
    try_pin(2, "907346", 1000);
    rig_close(&rig);
    strbuf_init(&bytes);
    rig_snapshot(&rig, &bytes);
    cr_expect_null(memmem(bytes.text, bytes.len, "482957", 6));
    cr_expect_null(memmem(bytes.text, bytes.len, "907346", 6));
    strbuf_fini(&bytes);
}

Test(staff, weak_pins_are_refused)
{
    cr_expect(strstr(rig_refusal(&rig, say_set(1, "123456", NULL)), "容易猜"));
    cr_expect(strstr(rig_refusal(&rig, say_set(2, "12345", NULL)), "6 位"));
    cr_expect_not(read_pin(boot, 0).is_set);
}

Test(staff, only_who_was_right_changes_it)
{
    rig_must(&rig, say_set(1, "482957", NULL));
    cr_expect(strstr(rig_refusal(&rig, say_set(2, "907346", NULL)), "原来的口令"));
    try_pin(3, "111111", 1000);
    cr_expect(strstr(rig_refusal(&rig, say_set(4, "907346", rig_uuid(3))), "原来的口令"));
    cr_assert(try_pin(5, "482957", 2000).right);
    rig_must(&rig, say_set(6, "907346", rig_uuid(5)));
    cr_expect(try_pin(7, "907346", 3000).right);
    cr_expect_not(try_pin(8, "482957", 4000).right);
    cr_expect(strstr(rig_refusal(&rig, say_set(9, "739164", rig_uuid(7))), "原来的口令"),
              "a wrong one later takes the proof away");
}

/* The office's permit stands for the forgotten PIN, and for its lock; once. */
Test(staff, a_permit_sets_a_pin_once)
{
    struct store_request set;
    rig_must(&rig, say_set(1, "482957", NULL));
    for (int i = 0; i < PIN_FREE_TRIES; i++)
        try_pin(10 + i, "111111", 1000);
    cr_assert_gt(read_pin(boot, 1000).wait_ms, 0);
    set = say_set(2, "907346", NULL);
    set.staff.permit = "0123456789abcdef0123456789abcdef";
    rig_must(&rig, set);
    cr_expect_eq(read_pin(boot, 1000).wait_ms, 0);
    cr_expect(try_pin(30, "907346", 2000).right);
    set = say_set(3, "739164", NULL);
    set.staff.permit = "0123456789abcdef0123456789abcdef";
    cr_expect(strstr(rig_refusal(&rig, set), "已经用过"));
    cr_expect(try_pin(31, "907346", 3000).right, "a replay changes nothing");
}

Test(staff, a_pin_is_adopted_as_it_is)
{
    struct store_pin_record record;
    struct store_request adopt = say(STORE_ADOPT_PIN, 1, 0);
    struct err err = { 0 };
    rig_must(&rig, say_set(1, "482957", NULL));
    cr_assert(store_read_pin_record(rig.store, &record, &err), "%s", err.text);
    rig_fini(&rig);
    rig_start(&rig);
    adopt.staff.key = record.key;
    adopt.staff.secret = record.hash;
    rig_must(&rig, adopt);
    rig_must(&rig, adopt);
    cr_expect(try_pin(2, "482957", 1000).right);
}

static bool sum_spans(void *context, int64_t began_ms, int64_t until_ms, struct err *err)
{
    (void)err;
    *(int64_t *)context += until_ms - began_ms;
    return true;
}

Test(staff, opening_hours_are_measured_to_the_last_sign_of_life)
{
    struct store_hours hours;
    struct err err = { 0 };
    const int64_t day_ms = 24 * 3600 * 1000, start_ms = rig.now_ms;
    struct store_request mark = say(STORE_MARK_OPEN, 1, 0);
    int64_t sum_ms = 0;
    for (int i = 0; i <= 3; i++) {
        mark.wall_ms = start_ms + i * 300000;
        rig_must(&rig, mark);
        rig_must(&rig, mark); /* told twice is one */
    }
    mark.staff.key = rig_uuid(2);
    mark.wall_ms = start_ms + day_ms;
    rig_must(&rig, mark);
    mark.wall_ms += 60000;
    rig_must(&rig, mark);
    cr_assert(store_read_hours(rig.store, start_ms + day_ms, &hours, &err), "%s", err.text);
    cr_expect_eq(hours.today_ms, 60000);
    cr_expect_eq(hours.whole_ms, 960000);
    cr_expect_eq(hours.began_ms, start_ms + day_ms);
    cr_assert(store_read_open_spans(rig.store, 0, 0, sum_spans, &sum_ms, &err), "%s", err.text);
    cr_expect_eq(sum_ms, hours.whole_ms);
}

Test(staff, an_attempt_is_committed_before_it_is_compared)
{
    rig_must(&rig, say_set(1, "482957", NULL));
    cr_expect(strstr(rig_refusal(&rig, say_check(2, "482957", 1000)), "没有记入日志"));
    rig_must(&rig, say(STORE_TRY_PIN, 3, 1000)); /* and the plug is pulled */
    rig_close(&rig);
    rig_open(&rig);
    cr_expect_eq(read_pin(boot, 2000).failures, 1);
    cr_expect(try_pin(4, "482957", 2000).right);
    cr_expect_eq(read_pin(boot, 3000).failures, 0);
}

Test(staff, a_compared_attempt_is_not_compared_again)
{
    struct store_result result;
    struct store_request check;
    rig_must(&rig, say_set(1, "482957", NULL));
    cr_expect_not(try_pin(2, "907346", 1000).right);
    check = say_check(2, "482957", 2000);
    cr_assert(store_ask(rig.store, &check, &result));
    cr_expect_not(result.pin.right, "an attempt is worth one guess");
}

Test(staff, the_sixth_wrong_one_waits)
{
    rig_must(&rig, say_set(1, "482957", NULL));
    for (int i = 0; i < PIN_FREE_TRIES; i++)
        cr_expect_not(try_pin(10 + i, "907346", 1000).right);
    cr_expect_eq(read_pin(boot, 1000).wait_ms, 15000);
    cr_expect(strstr(rig_refusal(&rig, say(STORE_TRY_PIN, 20, 15999)), "已锁定"));
    cr_expect_not(try_pin(21, "907346", 16000).right);
    cr_expect_eq(read_pin(boot, 16000).wait_ms, 30000);
    cr_expect(try_pin(22, "482957", 46000).right, "the right one opens after the wait");
    cr_expect_eq(read_pin(boot, 46000).wait_ms, 0);
}

Test(staff, pulling_the_plug_does_not_shorten_the_wait)
{
    rig_must(&rig, say_set(1, "482957", NULL));
    for (int i = 0; i < PIN_FREE_TRIES; i++)
        try_pin(10 + i, "907346", 500000);
    rig_close(&rig);
    rig_open(&rig);
    cr_expect_eq(read_pin("second-boot", 2000).wait_ms, 13000);
    cr_expect_eq(read_pin("second-boot", 2000).failures, PIN_FREE_TRIES);
    cr_expect_eq(read_pin(boot, 500000).wait_ms, 15000, "a restart of the program changes nothing");
}

/* ---- counters ---- */

static struct store_request say_count(int key, const char *unit, const char *item, int amount,
                                      const char *reason)
{
    struct store_request request = say(STORE_COUNT, key, 0);
    request.staff.unit = unit;
    request.staff.item = item;
    request.staff.measure = "人次";
    request.amount = amount;
    request.reason = reason;
    return request;
}

static int64_t total(const char *unit, const char *item)
{
    struct store_counters *counters = mem_zalloc(sizeof *counters);
    struct err err = { 0 };
    int64_t found = 0;
    cr_assert(store_read_counters(rig.store, 0, counters, &err), "%s", err.text);
    for (int i = 0; i < counters->count; i++)
        if (strcmp(counters->items[i].unit, unit) == 0 &&
            strcmp(counters->items[i].item, item) == 0)
            found = counters->items[i].total;
    free(counters);
    return found;
}

Test(staff, counts_add_up_by_unit_and_item)
{
    rig_must(&rig, say_count(1, "甲局", "咨询", 1, ""));
    rig_must(&rig, say_count(2, "甲局", "咨询", 10, ""));
    rig_must(&rig, say_count(3, "乙局", "咨询", 1, ""));
    rig_must(&rig, say_count(4, "甲局", "资料", 10, ""));
    rig_must(&rig, say_count(5, "甲局", "咨询", -10, "撤销"));
    cr_expect_eq(total("甲局", "咨询"), 1);
    cr_expect_eq(total("乙局", "咨询"), 1);
    cr_expect_eq(total("甲局", "资料"), 10);
}

Test(staff, told_twice_a_count_counts_once)
{
    struct store_request request = say_count(1, "甲局", "咨询", 10, "");
    rig_must(&rig, request);
    rig_must(&rig, request);
    cr_expect_eq(total("甲局", "咨询"), 10);
}

Test(staff, a_correction_needs_a_reason_and_something_to_correct)
{
    rig_must(&rig, say_count(1, "甲局", "咨询", 1, ""));
    cr_expect(strstr(rig_refusal(&rig, say_count(2, "甲局", "咨询", -1, "")), "原因"));
    cr_expect(strstr(rig_refusal(&rig, say_count(3, "甲局", "咨询", -2, "点多了")), "只有 1"));
    cr_expect(strstr(rig_refusal(&rig, say_count(4, "乙局", "咨询", -1, "点多了")), "只有 0"));
    cr_expect_eq(total("甲局", "咨询"), 1);
}

/* ---- the log ---- */

Test(staff, everything_is_in_the_audit_log)
{
    struct err err = { 0 };
    struct store_request note = say(STORE_NOTE_STAFF, 9, 0);
    struct store_staff_event event;
    note.staff.subject = "export";
    note.staff.detail = "answers 12";
    rig_must(&rig, say_set(1, "482957", NULL));
    try_pin(2, "907346", 1000);
    try_pin(3, "482957", 1000);
    rig_must(&rig, say_count(4, "甲局", "咨询", 1, ""));
    rig_must(&rig, note);
    rig_must(&rig, note);
    cr_assert(store_read_staff_event(rig.store, "export", &event, &err));
    cr_expect_eq(event.wall_ms, note.wall_ms);
    cr_expect_str_eq(event.detail, "answers 12");
    cr_assert(store_read_staff_event(rig.store, "pause", &event, &err));
    cr_expect_eq(event.wall_ms, 0);
    cr_expect(store_check_chain(rig.store, &err), "%s", err.text);
    rig_close(&rig);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM audit WHERE event = 'staff'"), 7);
    cr_expect_eq(rig_sql_int(&rig, "SELECT count(*) FROM audit WHERE subject = 'pin-wrong'"), 1);
}

/* ---- tasks ---- */

struct task {
    struct store_status status;
    struct store_day day;
};

static bool read_both(void *context, struct err *err)
{
    struct task *task = context;
    return store_read_status(rig.store, &task->status, err) &&
           store_read_day(rig.store, 0, INT64_MAX, &task->day, err);
}

Test(staff, a_task_reads_on_the_writer_thread)
{
    struct task task = { .status = { .visits = -1 } };
    struct store_result result;
    rig_must(&rig, say_visit(&rig, 1));
    rig_must(&rig, say_session(&rig, 1, "quiz"));
    rig_must(&rig, say_end(&rig, 1, "quiz", SESSION_COMPLETED, 1));
    cr_assert(store_post(rig.store, &(struct store_request){ .kind = STORE_TASK,
                                                             .ticket = 7,
                                                             .task = read_both,
                                                             .task_context = &task }));
    cr_assert(store_wait(rig.store, 5000));
    cr_assert(store_take(rig.store, &result));
    cr_expect(result.ok, "%s", result.err.text);
    cr_expect_eq(result.ticket, 7);
    cr_expect_eq(task.status.visits, 1);
    cr_expect_eq(task.day.visits, 1);
    cr_expect_eq(task.day.quiz_completed, 1);
    cr_expect_eq(task.day.quiz_right, 1);
}
