#include "support.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "store/db.h"

static const char bank_text[] = "题库: 专利\n"
                                "编号: patent\n"
                                "语言: zh-CN\n"
                                "\n"
                                "1. 发明专利权的期限为多少年？\n"
                                "A. 十年\nB. 十五年\nC. 二十年\nD. 五十年\n"
                                "题型: 单选\n答案: C\n编号: term\n"
                                "\n"
                                "2. 下列哪些属于专利？\n"
                                "A. 发明\nB. 商标\nC. 实用新型\nD. 外观设计\n"
                                "题型: 多选\n答案: ACD\n编号: kinds\n"
                                "\n"
                                "3. 商标可以续展。\n"
                                "题型: 判断\n答案: 对\n编号: renew\n";

static const char survey_first[] = "问卷: 满意度\n"
                                   "编号: visit\n"
                                   "语言: zh-CN\n"
                                   "\n"
                                   "1. 您的年龄段是？\n"
                                   "A. 少年\nB. 青年\nC. 老年\n"
                                   "题型: 单选\n编号: age\n"
                                   "\n"
                                   "2. 您从哪里知道本次活动？\n"
                                   "A. 海报\nB. 网络\nC. 亲友\nD. 其他 [其他]\n"
                                   "题型: 多选\n编号: channel\n"
                                   "\n"
                                   "3. 总体满意吗？\n"
                                   "题型: 量表\n标度: 不满意, 一般, 满意 | 不清楚\n编号: overall\n"
                                   "\n"
                                   "4. 会推荐吗？\n"
                                   "题型: 评分\n范围: 0-10\n编号: recommend\n"
                                   "\n"
                                   "5. 各方面如何？\n"
                                   "题型: 矩阵\n行: 展品, 讲解, 资料\n"
                                   "标度: 差, 中, 好 | 不清楚\n编号: aspects\n"
                                   "\n"
                                   "6. 今年买过几本书？\n"
                                   "题型: 数字\n编号: books\n"
                                   "\n"
                                   "7. 请按喜欢的程度排序。\n"
                                   "A. 展览\nB. 竞答\nC. 讲座\n"
                                   "题型: 排序\n编号: order\n"
                                   "\n"
                                   "8. 还想说什么？\n"
                                   "题型: 文本\n编号: remark\n"
                                   "\n"
                                   "9. 谢谢。\n"
                                   "题型: 说明\n编号: closing\n";

static const char survey_second[] = "问卷: 满意度\n"
                                    "编号: visit\n"
                                    "语言: zh-CN\n"
                                    "\n"
                                    "1. 您的年龄属于哪一段？\n"
                                    "A. 少年\nB. 青年\nC. 中年\nD. 老年\n"
                                    "题型: 单选\n编号: age\n"
                                    "\n"
                                    "2. 总体满意吗？\n"
                                    "题型: 量表\n标度: 不满意, 一般, 满意 | 不清楚\n编号: overall\n"
                                    "\n"
                                    "3. 会推荐吗？\n"
                                    "题型: 评分\n范围: 0-10\n编号: recommend\n"
                                    "\n"
                                    "4. 各方面如何？\n"
                                    "题型: 矩阵\n行: 展品, 讲解, 资料\n"
                                    "标度: 差, 中, 好 | 不清楚\n编号: aspects\n"
                                    "\n"
                                    "5. 今年买过几本书？\n"
                                    "题型: 数字\n编号: books\n"
                                    "\n"
                                    "6. 请按喜欢的程度排序。\n"
                                    "A. 展览\nB. 竞答\nC. 讲座\n"
                                    "题型: 排序\n编号: order\n"
                                    "\n"
                                    "7. 还想说什么？\n"
                                    "题型: 文本\n编号: remark\n"
                                    "\n"
                                    "8. 您的生日？\n"
                                    "题型: 日期\n编号: birthday\n";

static void read_form(struct activity *activity, const char *text, struct form **out)
{
    struct err_list faults;
    err_list_init(&faults);
    *out = form_read("test.txt", text, strlen(text), &activity->arena, &faults);
    if (*out == NULL || faults.error_count > 0)
        err_list_print(&faults, stderr);
    cr_assert(*out != NULL && faults.error_count == 0, "the tests' own form has faults");
    err_list_fini(&faults);
}

static void make_activity(struct activity *activity, enum variant variant)
{
    *activity = (struct activity){ .id = "test-week", .name = "测试周", .quiz_on = true };
    arena_init(&activity->arena);
    read_form(activity, bank_text, &activity->banks);
    read_form(activity, variant == VARIANT_FIRST ? survey_first : survey_second,
              &activity->surveys);
    activity->bank_count = activity->survey_count = 1;
    activity->quiz_ready = activity->survey_on = activity->survey_ready = true;
    activity->languages[0] = "zh-CN";
    activity->language_count = 1;
}

void rig_init(struct rig *rig)
{
    const char *base = getenv("TMPDIR");
    *rig = (struct rig){ .now_ms = 1800000000000 };
    snprintf(rig->folder, sizeof rig->folder, "%s/wenda-store-XXXXXX", base ? base : "/tmp");
    cr_assert_not_null(mkdtemp(rig->folder));
    make_activity(&rig->activity, VARIANT_FIRST);
}

void rig_fini(struct rig *rig)
{
    struct err err = { 0 };
    store_close(rig->store);
    arena_fini(&rig->activity.arena);
    cr_expect(fs_remove_tree(rig->folder, &err), "%s", err.text);
}

void rig_open(struct rig *rig)
{
    struct err err = { 0 };
    struct store_options options = { .folder = rig->folder, .kind = STORE_SIMULATED };
    rig->store = store_open(&options, &err);
    cr_assert_not_null(rig->store, "%s", err.text);
}

void rig_close(struct rig *rig)
{
    store_close(rig->store);
    rig->store = NULL;
}

void rig_start(struct rig *rig)
{
    rig_init(rig);
    rig_open(rig);
    rig_must(rig, say_activity(rig));
}

void rig_use_variant(struct rig *rig, enum variant variant)
{
    arena_fini(&rig->activity.arena);
    make_activity(&rig->activity, variant);
}

const char *rig_uuid(int visit)
{
    static char texts[4][STORE_UUID_LEN];
    static int next;
    uint8_t bytes[16] = { 0 };
    char *text = texts[next++ % 4];
    memcpy(bytes, &visit, sizeof visit);
    store_new_uuid(bytes, text);
    return text;
}

const struct question *rig_question(const struct rig *rig, const char *id)
{
    const struct question *question = activity_find_question(&rig->activity, id);
    cr_assert_not_null(question, "%s", id);
    return question;
}

static struct store_request say(struct rig *rig, enum store_request_kind kind)
{
    rig->now_ms += 1000;
    return (struct store_request){ .kind = kind, .wall_ms = rig->now_ms, .is_right = -1 };
}

static struct store_request say_of_form(struct rig *rig, enum store_request_kind kind, int visit,
                                        const char *form)
{
    struct store_request request = say(rig, kind);
    request.visit = rig_uuid(visit);
    request.form_id = form;
    request.session = strcmp(form, "quiz") == 0 ? SESSION_QUIZ : SESSION_SURVEY;
    return request;
}

struct store_request say_activity(struct rig *rig)
{
    struct store_request request = say(rig, STORE_PUT_ACTIVITY);
    request.activity = &rig->activity;
    return request;
}

struct store_request say_visit(struct rig *rig, int visit)
{
    struct store_request request = say(rig, STORE_BEGIN_VISIT);
    request.visit = rig_uuid(visit);
    request.language = "zh-CN";
    return request;
}

struct store_request say_session(struct rig *rig, int visit, const char *form)
{
    struct store_request request = say_of_form(rig, STORE_BEGIN_SESSION, visit, form);
    request.asked = 10;
    return request;
}

struct store_request say_answer(struct rig *rig, int visit, const char *form, const char *question,
                                const char *choice)
{
    struct store_request request = say_of_form(rig, STORE_PUT_ANSWER, visit, form);
    const struct question *model = rig_question(rig, question);
    request.question_id = model->id;
    request.question_hash = model->hash;
    request.position = 1;
    request.choice = choice;
    request.shown_order = "";
    request.duration_ms = 1500;
    if (choice[0] == '\0')
        request.state = ANSWER_SKIPPED;
    if (request.session == SESSION_QUIZ)
        request.is_right = 0;
    return request;
}

struct store_request say_drop(struct rig *rig, int visit, const char *form, const char *question)
{
    struct store_request request = say_of_form(rig, STORE_DROP_ANSWER, visit, form);
    request.question_id = question;
    return request;
}

struct store_request say_end(struct rig *rig, int visit, const char *form, enum session_end end,
                             int right)
{
    struct store_request request = say_of_form(rig, STORE_END_SESSION, visit, form);
    request.end = end;
    request.right = right;
    return request;
}

struct store_request say_leave(struct rig *rig, int visit, const char *reason)
{
    struct store_request request = say(rig, STORE_END_VISIT);
    request.visit = rig_uuid(visit);
    request.end_reason = reason;
    return request;
}

bool rig_try(struct rig *rig, struct store_request request)
{
    struct err err = { 0 };
    return store_run(rig->store, &request, &err);
}

void rig_must(struct rig *rig, struct store_request request)
{
    struct err err = { 0 };
    cr_assert(store_run(rig->store, &request, &err), "request %d: %s", (int)request.kind, err.text);
}

const char *rig_refusal(struct rig *rig, struct store_request request)
{
    static struct err err;
    err_clear(&err);
    cr_assert_not(store_run(rig->store, &request, &err), "request %d is accepted",
                  (int)request.kind);
    cr_assert(err_is_set(&err), "refused without a text");
    return err.text;
}

static sqlite3 *connect_plainly(const struct rig *rig)
{
    sqlite3 *handle = NULL;
    char *path = rig_path(rig, "wenda.db");
    cr_assert_eq(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    free(path);
    /* Without shared memory, which not every layer below has. */
    cr_assert_eq(sqlite3_exec(handle, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL),
                 SQLITE_OK);
    return handle;
}

int64_t rig_sql_int(const struct rig *rig, const char *sql)
{
    sqlite3 *handle = connect_plainly(rig);
    sqlite3_stmt *stmt = NULL;
    cr_assert_eq(sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL), SQLITE_OK, "%s: %s", sql,
                 sqlite3_errmsg(handle));
    cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW, "%s: %s", sql, sqlite3_errmsg(handle));
    int64_t value = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(handle);
    return value;
}

void rig_sql(const struct rig *rig, const char *sql)
{
    sqlite3 *handle = connect_plainly(rig);
    cr_assert_eq(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK, "%s: %s", sql,
                 sqlite3_errmsg(handle));
    sqlite3_close(handle);
}

void rig_make_version(const struct rig *rig, int version)
{
    sqlite3 *handle = NULL;
    char *path = rig_path(rig, "wenda.db");
    char sql[256];
    (void)unlink(path);
    cr_assert_eq(sqlite3_open(path, &handle), SQLITE_OK);
    for (int step = 1; step <= version; step++)
        cr_assert_eq(sqlite3_exec(handle, sql_schema[step], NULL, NULL, NULL), SQLITE_OK, "%s",
                     sqlite3_errmsg(handle));
    snprintf(sql, sizeof sql,
             "INSERT INTO booth (one, kind, created_ms) VALUES (1, 'simulated', 77);"
             "PRAGMA application_id = %d; PRAGMA user_version = %d; PRAGMA journal_mode = WAL",
             (int)DB_APPLICATION_ID, version);
    sqlite3_exec(handle, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL);
    cr_assert_eq(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK, "%s",
                 sqlite3_errmsg(handle));
    sqlite3_close(handle);
    free(path);
}

void rig_make_whole(struct rig *rig)
{
    rig_open(rig);
    rig_must(rig, say_activity(rig));
    rig_must(rig, say_visit(rig, 1));
    rig_close(rig);
}

char *rig_path(const struct rig *rig, const char *name)
{
    return fs_join(rig->folder, name);
}

void rig_write(const struct rig *rig, const char *name, long at, const void *bytes, size_t len)
{
    char *path = rig_path(rig, name);
    FILE *file = fopen(path, at < 0 ? "wb" : "r+b");
    cr_assert_not_null(file);
    cr_assert_eq(fseek(file, at < 0 ? 0 : at, SEEK_SET), 0);
    cr_assert_eq(fwrite(bytes, 1, len, file), len);
    cr_assert_eq(fclose(file), 0);
    free(path);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void rig_snapshot(const struct rig *rig, struct strbuf *out)
{
    char *names[32];
    int count = 0;
    DIR *folder = opendir(rig->folder);
    cr_assert_not_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL && count < 32;)
        if (entry->d_type == DT_REG && strcmp(entry->d_name, "lock") != 0)
            names[count++] = mem_strdup(entry->d_name);
    closedir(folder);
    qsort(names, (size_t)count, sizeof *names, by_name);
    for (int i = 0; i < count; i++) {
        char *path = rig_path(rig, names[i]);
        strbuf_addf(out, "%s:", names[i]);
        cr_assert(fs_read(path, 64u << 20, out, NULL));
        free(path);
        free(names[i]);
    }
}

const char *rig_open_refusal(const struct rig *rig)
{
    static struct err err;
    struct store_options options = { .folder = rig->folder, .kind = STORE_SIMULATED };
    err_clear(&err);
    struct store *store = store_open(&options, &err);
    cr_assert(store != NULL || err_is_set(&err), "refused without a text");
    store_close(store);
    return err.text;
}
