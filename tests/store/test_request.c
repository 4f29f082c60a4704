/* What requests do to the records: told twice they are one, refused when they make no sense. */
#include <criterion/criterion.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
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

TestSuite(request, .init = set_up, .fini = tear_down);

static int64_t count(const char *sql)
{
    rig_close(&rig);
    int64_t value = rig_sql_int(&rig, sql);
    rig_open(&rig);
    return value;
}

static void begin(int visit, const char *form)
{
    rig_must(&rig, say_visit(&rig, visit));
    rig_must(&rig, say_session(&rig, visit, form));
}

static void expect_refusal(struct store_request request, const char *words)
{
    const char *text = rig_refusal(&rig, request);
    cr_expect(strstr(text, words), "%s: %s", words, text);
}

Test(request, every_request_told_twice_makes_one_record)
{
    const struct store_request told[] = {
        say_activity(&rig),
        say_visit(&rig, 1),
        say_session(&rig, 1, "quiz"),
        say_answer(&rig, 1, "quiz", "term", "C"),
        say_end(&rig, 1, "quiz", SESSION_COMPLETED, 1),
        say_session(&rig, 1, "visit"),
        say_answer(&rig, 1, "visit", "age", "B"),
        say_answer(&rig, 1, "visit", "channel", "AB"),
        say_drop(&rig, 1, "visit", "channel"),
        say_end(&rig, 1, "visit", SESSION_COMPLETED, 0),
        say_leave(&rig, 1, "done"),
    };
    char uuid[STORE_UUID_LEN];
    snprintf(uuid, sizeof uuid, "%s", rig_uuid(1));
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
            struct store_request request = told[i];
            /* Dropped since: told again it would be an answer to an ended session. */
            if (round == 1 && request.choice && strcmp(request.choice, "AB") == 0)
                continue;
            if (request.visit)
                request.visit = uuid;
            rig_must(&rig, request);
            rig_must(&rig, request);
        }
    }
    cr_expect_eq(count("SELECT count(*) FROM activity"), 1);
    cr_expect_eq(count("SELECT count(*) FROM visit"), 1);
    cr_expect_eq(count("SELECT count(*) FROM session"), 2);
    cr_expect_eq(count("SELECT count(*) FROM answer"), 2);
    cr_expect_eq(count("SELECT count(*) FROM answer_history"), 1);
    cr_expect_eq(count("SELECT count(*) FROM audit WHERE event = 'activity'"), 1);
    cr_expect_eq(count("SELECT count(*) FROM audit WHERE event = 'visit_ended'"), 1);
}

Test(request, the_same_answer_at_another_time_is_no_change)
{
    begin(1, "visit");
    rig_must(&rig, say_answer(&rig, 1, "visit", "age", "B"));
    struct store_request again = say_answer(&rig, 1, "visit", "age", "B");
    again.duration_ms = 99;
    rig_must(&rig, again);
    cr_expect_eq(count("SELECT count(*) FROM answer_history"), 0);
    cr_expect_eq(count("SELECT duration_ms FROM answer"), 1500);
}

Test(request, a_replaced_answer_is_kept_with_its_reason)
{
    begin(1, "visit");
    rig_must(&rig, say_answer(&rig, 1, "visit", "age", "B"));
    rig_must(&rig, say_answer(&rig, 1, "visit", "age", "C"));
    rig_must(&rig, say_answer(&rig, 1, "visit", "age", ""));
    rig_must(&rig, say_drop(&rig, 1, "visit", "age"));
    cr_expect_eq(count("SELECT count(*) FROM answer"), 0);
    cr_expect_eq(count("SELECT count(*) FROM answer_history "
                       "WHERE reason = 'changed' AND choice IN ('B', 'C')"),
                 2);
    cr_expect_eq(count("SELECT count(*) FROM answer_history "
                       "WHERE reason = 'hidden' AND state = 'skipped'"),
                 1);
}

Test(request, every_field_of_an_answer_is_kept)
{
    begin(7, "quiz");
    struct store_request request = say_answer(&rig, 7, "quiz", "kinds", "ACD");
    request.is_right = 1;
    request.position = 3;
    request.shown_order = "DBCA";
    request.duration_ms = 4321;
    rig_must(&rig, request);
    begin(8, "visit");
    request = say_answer(&rig, 8, "visit", "channel", "AD");
    request.text = "路过看到的";
    rig_must(&rig, request);
    cr_expect_eq(count("SELECT count(*) FROM answer WHERE is_right = 1 AND position = 3 "
                       "AND shown_order = 'DBCA' AND duration_ms = 4321 AND choice = 'ACD' "
                       "AND kind = 'quiz' AND text IS NULL"),
                 1);
    cr_expect_eq(count("SELECT count(*) FROM answer WHERE text = '路过看到的' "
                       "AND is_right IS NULL AND kind = 'survey'"),
                 1);
}

Test(request, what_makes_no_sense_is_refused)
{
    expect_refusal(say_session(&rig, 1, "quiz"), "没有这次到访");
    expect_refusal(say_leave(&rig, 1, "done"), "没有这次到访");
    rig_must(&rig, say_visit(&rig, 1));
    expect_refusal(say_answer(&rig, 1, "quiz", "term", "A"), "没有开始过");
    expect_refusal(say_drop(&rig, 1, "quiz", "term"), "没有开始过");
    expect_refusal(say_end(&rig, 1, "quiz", SESSION_COMPLETED, 0), "没有开始过");
    expect_refusal(say_session(&rig, 1, "another"), "没有“another”");
    rig_must(&rig, say_session(&rig, 1, "quiz"));
    expect_refusal(say_end(&rig, 1, "quiz", SESSION_OPEN, 0), "未结束");
    expect_refusal(say_end(&rig, 1, "quiz", SESSION_COMPLETED, 11), "不合数据库的规则");
    expect_refusal(say_answer(&rig, 1, "quiz", "age", "A"), "没有编号为 age");
    rig_must(&rig, say_end(&rig, 1, "quiz", SESSION_COMPLETED, 0));
    expect_refusal(say_answer(&rig, 1, "quiz", "term", "A"), "已经结束");
    expect_refusal(say_end(&rig, 1, "quiz", SESSION_ABANDONED, 0), "已经结束");
    expect_refusal(say_end(&rig, 1, "quiz", SESSION_COMPLETED, 1), "已经结束");
    rig_must(&rig, say_leave(&rig, 1, "done"));
    expect_refusal(say_leave(&rig, 1, "idle"), "已经结束");
    expect_refusal(say_session(&rig, 1, "visit"), "已经结束");
    rig_must(&rig, say_visit(&rig, 2));
    expect_refusal(say_leave(&rig, 2, "bored"), "不合数据库的规则");
    cr_expect_eq(count("SELECT count(*) FROM answer"), 0);
    cr_expect_eq(count("SELECT count(*) FROM session"), 1);
}

Test(request, an_answer_to_another_version_is_refused)
{
    begin(1, "visit");
    struct store_request request = say_answer(&rig, 1, "visit", "age", "A");
    request.question_hash = rig_question(&rig, "channel")->hash;
    expect_refusal(request, "没有编号为 age");
}

Test(request, an_answer_may_not_be_right_outside_the_quiz)
{
    begin(1, "visit");
    struct store_request request = say_answer(&rig, 1, "visit", "age", "A");
    request.is_right = 0;
    expect_refusal(request, "不合数据库的规则");
}

Test(request, nothing_is_received_before_an_activity)
{
    struct rig fresh;
    rig_init(&fresh);
    rig_open(&fresh);
    cr_expect(strstr(rig_refusal(&fresh, say_visit(&fresh, 1)), "还没有装入活动"));
    rig_must(&fresh, say_activity(&fresh));
    rig_must(&fresh, say_visit(&fresh, 1));
    rig_fini(&fresh);
}

Test(request, leaving_abandons_what_is_under_way)
{
    begin(1, "quiz");
    struct store_request right = say_answer(&rig, 1, "quiz", "term", "C");
    right.is_right = 1;
    rig_must(&rig, right);
    rig_must(&rig, say_answer(&rig, 1, "quiz", "renew", "B"));
    rig_must(&rig, say_session(&rig, 1, "visit"));
    rig_must(&rig, say_leave(&rig, 1, "idle"));
    cr_expect_eq(count("SELECT count(*) FROM session WHERE outcome = 'abandoned'"), 2);
    cr_expect_eq(count("SELECT right_count FROM session WHERE kind = 'quiz'"), 1);
    cr_expect_eq(count("SELECT count(*) FROM answer"), 2);
}

Test(request, an_end_is_never_before_its_beginning)
{
    begin(1, "quiz");
    rig.now_ms -= 3600 * 1000; /* the clock was set back */
    rig_must(&rig, say_end(&rig, 1, "quiz", SESSION_COMPLETED, 0));
    rig_must(&rig, say_leave(&rig, 1, "done"));
    cr_expect_eq(count("SELECT count(*) FROM visit WHERE ended_ms = began_ms"), 1);
    cr_expect_eq(count("SELECT count(*) FROM session WHERE ended_ms = began_ms"), 1);
}

static bool folder_holds(const char *words)
{
    struct strbuf bytes;
    strbuf_init(&bytes);
    rig_snapshot(&rig, &bytes);
    bool found = memmem(bytes.text, bytes.len, words, strlen(words)) != NULL;
    strbuf_fini(&bytes);
    return found;
}

/* Not only the rows: after the next checkpoint the bytes are gone from every file. */
Test(request, withdrawing_erases)
{
    static const char first[] = "只有我自己知道的话", second[] = "后来改成的另一句话";
    begin(1, "visit");
    struct store_request request = say_answer(&rig, 1, "visit", "remark", "");
    request.state = ANSWER_GIVEN;
    request.text = first;
    rig_must(&rig, request);
    request.text = second;
    rig_must(&rig, request);
    rig_must(&rig, say_answer(&rig, 1, "visit", "age", "B"));
    struct store_request checkpoint = { .kind = STORE_CHECKPOINT };
    rig_must(&rig, checkpoint);
    cr_assert(folder_holds(first) && folder_holds(second));
    rig_must(&rig, say_end(&rig, 1, "visit", SESSION_WITHDRAWN, 0));
    rig_must(&rig, checkpoint);
    cr_expect_not(folder_holds(first));
    cr_expect_not(folder_holds(second));
    expect_refusal(say_answer(&rig, 1, "visit", "age", "B"), "已经结束");
    cr_expect_eq(count("SELECT count(*) FROM answer"), 0);
    cr_expect_eq(count("SELECT count(*) FROM answer_history"), 0);
    cr_expect_eq(count("SELECT count(*) FROM session WHERE outcome = 'withdrawn'"), 1);
}

Test(request, a_completed_questionnaire_may_be_withdrawn)
{
    begin(1, "visit");
    rig_must(&rig, say_answer(&rig, 1, "visit", "age", "B"));
    rig_must(&rig, say_end(&rig, 1, "visit", SESSION_COMPLETED, 0));
    rig_must(&rig, say_end(&rig, 1, "visit", SESSION_WITHDRAWN, 0));
    cr_expect_eq(count("SELECT count(*) FROM answer"), 0);
}

Test(request, a_version_of_a_question_is_stored_once)
{
    int64_t versions = count("SELECT count(*) FROM question_version");
    rig_use_variant(&rig, VARIANT_SECOND);
    rig_must(&rig, say_activity(&rig));
    cr_expect_eq(count("SELECT count(*) FROM question_version"), versions + 2);
    cr_expect_eq(count("SELECT count(*) FROM question_version AS v JOIN question AS q "
                       "ON q.number = v.question WHERE q.id = 'age'"),
                 2);
    rig_use_variant(&rig, VARIANT_FIRST);
    rig_must(&rig, say_activity(&rig));
    cr_expect_eq(count("SELECT count(*) FROM question_version"), versions + 2);
    cr_expect_eq(count("SELECT count(*) FROM audit WHERE event = 'activity'"), 3);
}

static bool same_hash(void *context, const struct store_question_row *row, struct err *err)
{
    char hash[CRYPT_HEX_LEN];
    (void)err;
    crypt_hash_hex(row->canonical, strlen(row->canonical), hash);
    cr_expect_str_eq(hash, row->hash);
    cr_expect(strcmp(row->form_id, "patent") == 0 || strcmp(row->form_id, "visit") == 0);
    ++*(int *)context;
    return true;
}

Test(request, the_canonical_text_is_what_the_hash_is_of)
{
    int questions = 0;
    struct store_rows rows = { .question = same_hash, .context = &questions };
    struct err err = { 0 };
    cr_expect(store_read_rows(rig.store, 0, 0, &rows, &err), "%s", err.text);
    cr_expect_eq(questions, 12);
}

Test(request, results_come_in_the_order_of_the_requests)
{
    uint64_t next = 0;
    struct store_result result;
    begin(1, "visit");
    for (uint64_t ticket = 0; ticket < 200; ticket++) {
        struct store_request request =
            say_answer(&rig, 1, "visit", "age", ticket % 2 == 0 ? "A" : "B");
        request.ticket = ticket;
        cr_assert(store_post(rig.store, &request));
    }
    while (next < 200) {
        cr_assert(store_wait(rig.store, 10000));
        while (store_take(rig.store, &result)) {
            cr_expect(result.ok, "%s", result.err.text);
            cr_expect_eq(result.kind, STORE_PUT_ANSWER);
            cr_assert_eq(result.ticket, next);
            next++;
        }
    }
    cr_expect_not(store_take(rig.store, &result));
    cr_expect_not(store_wait(rig.store, 10));
    cr_expect_eq(count("SELECT count(*) FROM answer WHERE choice = 'B'"), 1);
    cr_expect_eq(count("SELECT count(*) FROM answer_history"), 199);
    cr_expect_eq(count("SELECT count(*) FROM answer_history WHERE (number % 2 = 1) <> "
                       "(choice = 'A')"),
                 0);
}

/* The strings of a request may change as soon as it is posted. */
Test(request, strings_are_copied)
{
    begin(1, "visit");
    char choice[8] = "C", text[16] = "原话";
    struct store_request request = say_answer(&rig, 1, "visit", "age", choice);
    struct store_result result;
    request.text = text;
    cr_assert(store_post(rig.store, &request));
    memset(choice, 'X', sizeof choice - 1);
    memset(text, 'X', sizeof text - 1);
    cr_assert(store_wait(rig.store, 10000) && store_take(rig.store, &result) && result.ok);
    cr_expect_eq(count("SELECT count(*) FROM answer WHERE choice = 'C' AND text = '原话'"), 1);
}

Test(request, a_full_queue_says_so)
{
    struct store_request probe = { .kind = STORE_PROBE };
    struct store_result result;
    for (int i = 0; i < STORE_QUEUE_LEN; i++)
        cr_assert(store_post(rig.store, &probe));
    cr_expect_not(store_post(rig.store, &probe));
    cr_assert(store_wait(rig.store, 10000) && store_take(rig.store, &result));
    cr_expect(store_post(rig.store, &probe));
}

Test(request, closing_finishes_what_is_queued)
{
    begin(1, "visit");
    for (int i = 0; i < 100; i++) {
        struct store_request request = say_visit(&rig, 1000 + i);
        cr_assert(store_post(rig.store, &request));
    }
    cr_expect_eq(count("SELECT count(*) FROM visit"), 101);
}

static atomic_int wakes;

static void wake(void *context)
{
    (void)context;
    atomic_fetch_add(&wakes, 1);
}

Test(request, the_loop_is_woken_for_each_result)
{
    struct store_options options = { .folder = rig.folder, .kind = STORE_SIMULATED, .wake = wake };
    struct store_request probe = { .kind = STORE_PROBE };
    struct store_result result;
    rig_close(&rig);
    rig.store = store_open(&options, NULL);
    cr_assert_not_null(rig.store);
    for (int i = 0; i < 3; i++)
        cr_assert(store_post(rig.store, &probe));
    rig_close(&rig);
    cr_expect_eq(atomic_load(&wakes), 3);
    rig_open(&rig);
    cr_expect_not(store_take(rig.store, &result));
}

Test(request, a_checkpoint_empties_the_log)
{
    struct store_request checkpoint = { .kind = STORE_CHECKPOINT };
    struct strbuf bytes;
    char *path = rig_path(&rig, "wenda.db-wal");
    begin(1, "visit");
    rig_must(&rig, checkpoint);
    strbuf_init(&bytes);
    cr_expect(fs_read(path, 1 << 20, &bytes, NULL));
    cr_expect_eq(bytes.len, 0);
    strbuf_fini(&bytes);
    free(path);
}

/* Numbers of visits are never given twice, even when the last one is deleted. */
Test(request, serial_numbers_are_not_reused)
{
    rig_must(&rig, say_visit(&rig, 1));
    rig_must(&rig, say_visit(&rig, 2));
    rig_close(&rig);
    rig_sql(&rig, "DELETE FROM visit WHERE number = 2");
    rig_open(&rig);
    rig_must(&rig, say_visit(&rig, 3));
    cr_expect_eq(count("SELECT max(number) FROM visit"), 3);
}

Test(request, status_tells_what_is_there)
{
    struct store_status status;
    struct err err = { 0 };
    begin(1, "visit");
    int64_t first_ms = rig.now_ms - 1000;
    rig_must(&rig, say_answer(&rig, 1, "visit", "age", "B"));
    rig_must(&rig, say_leave(&rig, 1, "done"));
    rig_must(&rig, say_visit(&rig, 2));
    cr_assert(store_read_status(rig.store, &status, &err), "%s", err.text);
    cr_expect_str_eq(status.activity_id, "test-week");
    cr_expect_eq(status.kind, STORE_SIMULATED);
    cr_expect_eq(status.visits, 2);
    cr_expect_eq(status.visits_open, 1);
    cr_expect_eq(status.answers, 1);
    cr_expect_eq(status.first_ms, first_ms);
    cr_expect_eq(status.last_ms, rig.now_ms);
    cr_expect_eq(status.schema_version, STORE_SCHEMA_VERSION);
    cr_expect_gt(status.database_len, 4096);
    cr_expect_gt(status.free_len, 0);
}

Test(request, uuids_are_of_version_4)
{
    uint8_t ones[16];
    char uuid[STORE_UUID_LEN];
    memset(ones, 0xFF, sizeof ones);
    store_new_uuid(ones, uuid);
    cr_expect_str_eq(uuid, "ffffffff-ffff-4fff-bfff-ffffffffffff");
    memset(ones, 0, sizeof ones);
    store_new_uuid(ones, uuid);
    cr_expect_str_eq(uuid, "00000000-0000-4000-8000-000000000000");
}
