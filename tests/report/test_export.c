/* The export folder: what is in it, that it is complete or absent, and that it repeats itself. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "activity/activity.h"
#include "base/fs.h"
#include "port/crypt.h"
#include "port/csv.h"
#include "report/export.h"
#include "report/tally_json.h"

static const char activity_text[] = "活动: 试\n编号: trial\n开始: 2027-04-20\n结束: 2027-04-26\n"
                                    "主办: 局\n语言: zh-CN\n[竞答]\n题库: bank.txt\n抽题: 专利 1\n"
                                    "[问卷]\n问卷: form.txt\n"
                                    "[告知]\n目的: 试\n保管: 局\n保存期限: 一年\n";
static const char bank_text[] = "题库: 库\n编号: bank\n语言: zh-CN\n\n一、单选题\n\n"
                                "1. 期限是几年？\nA. 十年\nB. 二十年\n答案: B\n知识点: 专利\n"
                                "审核: 某人 2026-11-22\n编号: term\n";
static const char form_text[] = "问卷: 卷\n编号: form\n语言: zh-CN\n\n一、单选题\n\n"
                                "1. 年龄？\nA. 小\nB. 大\n必答: 是\n编号: age\n\n"
                                "2. 意见？\n题型: 文本\n字数: 100\n必答: 否\n编号: note\n";

struct bench {
    char folder[64];
    struct activity *activity;
    struct store *store;
    struct export_options options;
    char out[96];
};

static void write_file(const char *folder, const char *name, const char *text)
{
    char *path = fs_join(folder, name);
    struct err err = { "" };
    cr_assert(fs_replace(path, text, strlen(text), &err), "%s", err.text);
    free(path);
}

static void run(struct bench *bench, struct store_request request)
{
    struct err err = { "" };
    cr_assert(store_run(bench->store, &request, &err), "%s", err.text);
}

static const struct question *find(struct bench *bench, const char *id)
{
    const struct question *question = activity_find_question(bench->activity, id);
    cr_assert_not_null(question);
    return question;
}

static void answer(struct bench *bench, const char *visit, const char *id, const char *choice,
                   const char *text, int64_t wall_ms)
{
    const struct question *question = find(bench, id);
    bool quiz = strcmp(id, "term") == 0;
    run(bench, (struct store_request){
                   .kind = STORE_PUT_ANSWER,
                   .visit = visit,
                   .wall_ms = wall_ms,
                   .session = quiz ? SESSION_QUIZ : SESSION_SURVEY,
                   .form_id = quiz ? "quiz" : "form",
                   .question_id = id,
                   .question_hash = question->hash,
                   .position = strcmp(id, "note") == 0 ? 2 : 1,
                   .state = ANSWER_GIVEN,
                   .choice = choice,
                   .shown_order = "",
                   .text = text,
                   .is_right = quiz ? strcmp(choice, "B") == 0 : -1,
                   .duration_ms = 1500,
               });
}

static void session(struct bench *bench, enum store_request_kind kind, const char *visit,
                    enum session_kind session, int64_t wall_ms)
{
    run(bench, (struct store_request){
                   .kind = kind,
                   .visit = visit,
                   .wall_ms = wall_ms,
                   .session = session,
                   .form_id = session == SESSION_QUIZ ? "quiz" : "form",
                   .asked = session == SESSION_QUIZ ? 1 : 2,
                   .end = SESSION_COMPLETED,
                   .right = session == SESSION_QUIZ ? 1 : 0,
               });
}

enum { DAY_MS = 86400000 };
static const int64_t first_ms = 1808182800000; /* 2027-04-20T09:00+08:00 */

static void one_visit(struct bench *bench, const char *uuid, int64_t wall_ms, const char *text)
{
    run(bench,
        (struct store_request){
            .kind = STORE_BEGIN_VISIT, .visit = uuid, .wall_ms = wall_ms, .language = "zh-CN" });
    session(bench, STORE_BEGIN_SESSION, uuid, SESSION_QUIZ, wall_ms);
    answer(bench, uuid, "term", "B", NULL, wall_ms + 1000);
    session(bench, STORE_END_SESSION, uuid, SESSION_QUIZ, wall_ms + 2000);
    session(bench, STORE_BEGIN_SESSION, uuid, SESSION_SURVEY, wall_ms + 3000);
    answer(bench, uuid, "age", "A", NULL, wall_ms + 4000);
    answer(bench, uuid, "note", "", text, wall_ms + 5000);
    session(bench, STORE_END_SESSION, uuid, SESSION_SURVEY, wall_ms + 6000);
    run(bench, (struct store_request){ .kind = STORE_END_VISIT,
                                       .visit = uuid,
                                       .wall_ms = wall_ms + 7000,
                                       .end_reason = "done" });
}

static void open_bench(struct bench *bench)
{
    struct err err = { "" };
    struct err_list faults;
    memset(bench, 0, sizeof *bench);
    strcpy(bench->folder, "/tmp/wenda-report-XXXXXX");
    cr_assert_not_null(mkdtemp(bench->folder));
    write_file(bench->folder, "activity.txt", activity_text);
    write_file(bench->folder, "bank.txt", bank_text);
    write_file(bench->folder, "form.txt", form_text);
    err_list_init(&faults);
    bench->activity = activity_load(bench->folder, &faults);
    if (faults.error_count > 0)
        err_list_print(&faults, stderr);
    cr_assert_eq(faults.error_count, 0);
    err_list_fini(&faults);
    char *data = fs_join(bench->folder, "data");
    const struct store_options options = { .folder = data, .kind = STORE_SIMULATED };
    bench->store = store_open(&options, &err);
    cr_assert_not_null(bench->store, "%s", err.text);
    free(data);
    run(bench, (struct store_request){
                   .kind = STORE_PUT_ACTIVITY, .activity = bench->activity, .wall_ms = first_ms });
    one_visit(bench, "00000000-0000-4000-8000-000000000001", first_ms, "=1+1");
    one_visit(bench, "00000000-0000-4000-8000-000000000002", first_ms + DAY_MS, "好，“很好”\n再来");
    snprintf(bench->out, sizeof bench->out, "%s/out", bench->folder);
    bench->options = (struct export_options){
        .out = bench->out,
        .booth = "A-03",
        .formats = EXPORT_ALL,
    };
}

static void close_bench(struct bench *bench)
{
    struct err err = { "" };
    store_close(bench->store);
    activity_free(bench->activity);
    cr_assert(fs_remove_tree(bench->folder, &err), "%s", err.text);
}

static void export(struct bench *bench)
{
    struct export_result result;
    struct err err = { "" };
    cr_assert(export_write(bench->store, &bench->options, &result, &err), "%s", err.text);
}

static void read_file(const struct bench *bench, const char *name, struct strbuf *out)
{
    struct err err = { "" };
    char *path = fs_join(bench->out, name);
    cr_assert(fs_read(path, 1 << 20, out, &err), "%s", err.text);
    free(path);
}

static void read_csv(const struct bench *bench, const char *name, struct csv_table *table)
{
    struct strbuf text;
    struct err err = { "" };
    strbuf_init(&text);
    read_file(bench, name, &text);
    cr_assert_eq(memcmp(text.text, "\xEF\xBB\xBF", 3), 0, "%s has no BOM", name);
    cr_assert_not_null(strstr(text.text, "\r\n"));
    cr_assert(csv_read(text.text, text.len, table, &err), "%s", err.text);
    strbuf_fini(&text);
}

static const char *cell(const struct csv_table *table, int row, const char *header)
{
    for (int i = 0; i < table->rows[0].count; i++)
        if (strcmp(table->rows[0].cells[i], header) == 0)
            return table->rows[row].cells[i];
    cr_assert_fail("no column %s", header);
    return NULL;
}

Test(export, answers_and_visitors_are_all_there)
{
    struct bench bench;
    struct csv_table table;
    open_bench(&bench);
    export(&bench);

    read_csv(&bench, "data/answers.csv", &table);
    cr_assert_eq(table.count, 1 + 6);
    cr_assert_str_eq(cell(&table, 1, "question"), "term");
    cr_assert_str_eq(cell(&table, 1, "right"), "1");
    cr_assert_str_eq(cell(&table, 1, "booth"), "A-03");
    cr_assert_str_eq(cell(&table, 1, "kind"), "模拟");
    cr_assert_str_eq(cell(&table, 1, "version"), find(&bench, "term")->hash);
    cr_assert_str_eq(cell(&table, 1, "time"), "2027-04-20T09:00:01.000+08:00");
    cr_assert_str_eq(cell(&table, 2, "right"), "");
    cr_assert_str_eq(cell(&table, 3, "text"), "'=1+1", "a formula was let through");
    cr_assert_str_eq(cell(&table, 6, "text"), "好，“很好”\n再来");
    csv_table_fini(&table);

    read_csv(&bench, "data/survey-form.csv", &table);
    cr_assert_eq(table.count, 1 + 2);
    cr_assert_str_eq(cell(&table, 1, "age"), "A");
    cr_assert_str_eq(cell(&table, 2, "note"), "好，“很好”\n再来");
    cr_assert_str_eq(cell(&table, 1, "state"), "completed");
    csv_table_fini(&table);

    read_csv(&bench, "data/quiz.csv", &table);
    cr_assert_eq(table.count, 1 + 2);
    cr_assert_str_eq(cell(&table, 1, "question_1"), "term");
    cr_assert_str_eq(cell(&table, 1, "choice_1"), "B");
    cr_assert_eq(table.rows[0].count, 3 + 3, "columns for positions that were never asked");
    csv_table_fini(&table);

    read_csv(&bench, "data/codebook.csv", &table);
    cr_assert_str_eq(cell(&table, 2, "label"), "二十年");
    cr_assert_str_eq(cell(&table, 2, "right"), "1");
    csv_table_fini(&table);
    char *bank_as_survey = fs_join(bench.out, "data/survey-bank.csv");
    cr_assert_not(fs_exists(bank_as_survey));
    free(bank_as_survey);
    close_bench(&bench);
}

Test(export, range_takes_since_and_leaves_until)
{
    struct bench bench;
    struct csv_table table;
    open_bench(&bench);
    bench.options.since_ms = first_ms + 1000; /* the first answer itself */
    bench.options.until_ms = first_ms + 4000; /* the second one is out */
    export(&bench);
    read_csv(&bench, "data/answers.csv", &table);
    cr_assert_eq(table.count, 2);
    cr_assert_str_eq(cell(&table, 1, "question"), "term");
    csv_table_fini(&table);
    close_bench(&bench);
}

Test(export, manifest_vouches_for_every_file)
{
    struct bench bench;
    struct strbuf manifest, text;
    open_bench(&bench);
    export(&bench);
    strbuf_init(&manifest);
    strbuf_init(&text);
    read_file(&bench, "manifest.json", &manifest);
    static const char *const names[] = { "data/visits.csv",    "data/answers.csv",
                                         "data/quiz.csv",      "data/survey-form.csv",
                                         "data/answers.jsonl", "data/tally.csv",
                                         "data/codebook.csv" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char hex[CRYPT_HEX_LEN];
        strbuf_clear(&text);
        read_file(&bench, names[i], &text);
        crypt_hash_hex(text.text, text.len, hex);
        cr_assert_not_null(strstr(manifest.text, names[i]));
        cr_assert_not_null(strstr(manifest.text, hex), "%s is not what the manifest says",
                           names[i]);
    }
    strbuf_fini(&text);
    strbuf_fini(&manifest);
    close_bench(&bench);
}

Test(export, twice_is_the_same_bytes)
{
    struct bench bench;
    struct strbuf one, other;
    open_bench(&bench);
    export(&bench);
    strbuf_init(&one);
    strbuf_init(&other);
    read_file(&bench, "manifest.json", &one);
    strcat(bench.out, "2");
    export(&bench);
    read_file(&bench, "manifest.json", &other);
    cr_assert_str_eq(one.text, other.text);
    strbuf_fini(&one);
    strbuf_fini(&other);
    close_bench(&bench);
}

Test(export, an_existing_target_is_left_alone)
{
    struct bench bench;
    struct export_result result;
    struct err err = { "" };
    open_bench(&bench);
    cr_assert_eq(mkdir(bench.out, 0755), 0);
    cr_assert_not(export_write(bench.store, &bench.options, &result, &err));
    cr_assert_not_null(strstr(err.text, "已经存在"));
    cr_assert_eq(rmdir(bench.out), 0, "something was written into it");
    close_bench(&bench);
}

/* A full disk at every size: the export fails, says so, and leaves nothing under either name. */
Test(export, a_full_disk_leaves_nothing)
{
    struct bench bench;
    char part[128];
    open_bench(&bench);
    snprintf(part, sizeof part, "%s.part", bench.out);
    /* The database must not grow meanwhile, so the limit binds the export alone. */
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit whole;
    getrlimit(RLIMIT_FSIZE, &whole);
    int failed = 0;
    for (rlim_t limit = 0; limit < 3000; limit += 97) {
        struct export_result result;
        struct err err = { "" };
        const struct rlimit small = { limit, whole.rlim_max };
        setrlimit(RLIMIT_FSIZE, &small);
        bool ok = export_write(bench.store, &bench.options, &result, &err);
        setrlimit(RLIMIT_FSIZE, &whole);
        if (ok)
            break;
        failed++;
        cr_assert_not_null(strstr(err.text, "空间不足"), "%s", err.text);
        cr_assert_not(fs_exists(bench.out));
        cr_assert_not(fs_exists(part));
    }
    cr_assert_gt(failed, 5);
    close_bench(&bench);
}

Test(tally_json, has_the_promised_shape)
{
    struct bench bench;
    struct tally tally;
    struct err err = { "" };
    struct strbuf text;
    open_bench(&bench);
    strbuf_init(&text);
    cr_assert(store_read_tally(bench.store, &tally, &err), "%s", err.text);
    tally_write_json(&tally, first_ms + 123, &text);
    static const char *const parts[] = {
        "\"activity\": \"trial\"",
        "\"generated\": \"2027-04-20T09:00:00+08:00\"",
        "\"kind\": \"模拟\"",
        "\"started\": 2",
        "\"mean_right\": 1",
        "\"id\": \"term\"",
        "\"B\": 2",
        "\"id\": \"form\"",
        "\"answered\": 2",
        "\"prizes\": [",
        "\"counters\": [",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        cr_assert_not_null(strstr(text.text, parts[i]), "%s missing in %s", parts[i], text.text);
    tally_fini(&tally);
    strbuf_fini(&text);
    close_bench(&bench);
}

Test(counters, are_tallied_by_unit_and_exported_one_by_one)
{
    static const struct {
        char key[37];
        const char *unit, *item, *reason;
        int amount;
    } counts[] = {
        { "00000000-0000-4000-8000-000000000001", "甲局", "接待咨询", "", 10 },
        { "00000000-0000-4000-8000-000000000002", "乙局", "发放资料", "", 3 },
        { "00000000-0000-4000-8000-000000000003", "甲局", "接待咨询", "点多了", -2 },
        { "00000000-0000-4000-8000-000000000004", "甲局", "展板", "", 7 },
    };
    struct bench bench;
    struct tally tally;
    struct err err = { "" };
    struct strbuf text;
    struct csv_table table;
    open_bench(&bench);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct store_request request = { .kind = STORE_COUNT,
                                         .wall_ms = first_ms + (int64_t)i,
                                         .amount = counts[i].amount,
                                         .reason = counts[i].reason,
                                         .staff = { .key = counts[i].key,
                                                    .item = counts[i].item,
                                                    .measure = "份",
                                                    .unit = counts[i].unit } };
        cr_assert(store_run(bench.store, &request, &err), "%s", err.text);
    }
    strbuf_init(&text);
    cr_assert(store_read_tally(bench.store, &tally, &err), "%s", err.text);
    tally_write_json(&tally, first_ms, &text);
    for (char *c = text.text; *c; c++) /* the shape of the white space is not the point */
        *c = *c == '\n' ? ' ' : *c;
    cr_expect_not_null(strstr(text.text, "\"unit\": \"甲局\""), "%s", text.text);
    cr_expect_not_null(strstr(text.text, "\"consultations\": 8"), "%s", text.text);
    cr_expect_not_null(strstr(text.text, "\"leaflets\": 3"), "%s", text.text);
    tally_fini(&tally);
    strbuf_fini(&text);
    export(&bench);
    read_csv(&bench, "data/counters.csv", &table);
    cr_expect_eq(table.count, 5);
    csv_table_fini(&table);
    close_bench(&bench);
}
