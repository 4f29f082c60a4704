/* Updates from a stick: what is shown is what is installed, and nothing else ever is. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "activity/activity.h"
#include "activity/pack.h"
#include "base/fs.h"
#include "booth/install.h"
#include "booth/update.h"

static const char activity_text[] = "活动: 试\n编号: %s\n开始: 2027-04-20\n结束: 2027-04-26\n"
                                    "主办: 局\n语言: zh-CN\n允许未签名: %s\n[竞答]\n"
                                    "题库: bank.txt\n抽题: 专利 1\n[问卷]\n开启: 否\n";
static const char bank_text[] = "题库: 库\n编号: bank\n语言: zh-CN\n\n一、单选题\n\n"
                                "1. 外观设计专利权的期限是几年？\nA. 十年\nB. %s\n答案: %s\n"
                                "知识点: 专利\n审核: 某人 2026-11-22\n编号: term\n";

static const char stale_path[] = WENDA_SOURCE_DIR "/assets/stale-law.txt";
static char home[64], folder[96], stick[96];
static struct crypt_public public_key;
static struct crypt_secret secret_key;
static struct activity *activity;
static struct update *update;
static const struct update_view *view;
static enum update_mode mode;
static const char *present = "二十年", *present_answer = "A";
static char why[ERR_TEXT_LEN];

static void write_file(const char *in, const char *name, const char *text)
{
    struct err err = { 0 };
    char *path = fs_join(in, name);
    cr_assert(fs_replace(path, text, strlen(text), &err), "%s", err.text);
    free(path);
}

/* An activity below in/name. */
static void make_activity(const char *in, const char *name, const char *id, bool takes_unsigned,
                          const char *option, const char *answer)
{
    struct err err = { 0 };
    char text[1024], *path = fs_join(in, name);
    cr_assert(fs_make_folders(path, &err));
    snprintf(text, sizeof text, activity_text, id, takes_unsigned ? "是" : "否");
    write_file(path, "activity.txt", text);
    snprintf(text, sizeof text, bank_text, option, answer);
    write_file(path, "bank.txt", text);
    free(path);
}

static void make_pack(const char *from, const char *name, int serial)
{
    struct strbuf bytes;
    struct err err = { 0 };
    char *path = fs_join(stick, name);
    strbuf_init(&bytes);
    cr_assert(pack_write(from, "trial", serial, 1800000000000, &secret_key, &bytes, &err), "%s",
              err.text);
    cr_assert(fs_replace(path, bytes.text, bytes.len, &err));
    strbuf_fini(&bytes);
    free(path);
}

static void start(bool takes_unsigned)
{
    struct err_list faults;
    err_list_init(&faults);
    make_activity(folder, "now", "trial", takes_unsigned, present, present_answer);
    char *path = fs_join(folder, "now");
    activity = activity_load(path, &faults);
    cr_assert(activity);
    err_list_fini(&faults);
    free(path);
    update = update_new(
        &(struct update_options){ .home = home, .stale_path = stale_path, .activity = activity });
}

static bool run(enum update_job job, const char *name)
{
    bool ok = false;
    int source = -1;
    const char *text = "";
    for (int i = 0; name && view && i < view->source_count; i++)
        source = strcmp(view->sources[i].name, name) == 0 ? i : source;
    const struct update_order order = {
        .job = job, .stick = stick, .source = source, .mode = mode, .wall_ms = 1800000000000
    };
    cr_assert(update_start(update, &order));
    cr_expect_not(update_start(update, &order), "one at a time");
    for (int i = 0; i < 3000 && !update_has_news(update); i++)
        usleep(2000);
    cr_assert(update_take(update, &job, &ok, &text, &view));
    snprintf(why, sizeof why, "%s", text);
    return ok;
}

static bool installed_has(const char *words)
{
    struct strbuf text;
    struct err err = { 0 };
    char *path = fs_join(home, "activity/bank.txt");
    strbuf_init(&text);
    bool has = fs_read(path, 4096, &text, &err) && strstr(text.text, words);
    strbuf_fini(&text);
    free(path);
    return has;
}

static void set_up(void)
{
    struct err err = { 0 };
    strcpy(home, "/tmp/wenda-update-XXXXXX");
    cr_assert(mkdtemp(home));
    snprintf(folder, sizeof folder, "%s/in", home);
    snprintf(stick, sizeof stick, "%s/stick", home);
    cr_assert(fs_make_folders(folder, &err) && fs_make_folders(stick, &err));
    crypt_sign_keys(&public_key, &secret_key);
    char *path = fs_join(home, "trusted.pub");
    cr_assert(crypt_public_save(path, &public_key, &err));
    free(path);
    view = NULL;
}

static void tear_down(void)
{
    struct err err = { 0 };
    update_free(update);
    activity_free(activity);
    fs_remove_tree(home, &err);
}

TestSuite(update, .init = set_up, .fini = tear_down);

Test(update, a_pack_shows_what_it_changes_is_installed_and_taken_back)
{
    char *second = fs_join(folder, "second");
    start(false);
    make_activity(folder, "second", "trial", false, "十五年", "B");
    make_pack(second, "a.wenda", 2);
    cr_assert(run(UPDATE_LOOK, NULL), "%s", why);
    cr_assert_eq(view->source_count, 1);
    cr_assert(run(UPDATE_OPEN, "a.wenda"), "%s", why);
    const struct update_preview *preview = &view->preview;
    cr_expect_eq(preview->seal, SEAL_GOOD);
    cr_expect_str_eq(preview->why, "");
    cr_expect_eq(preview->counts[CHANGE_EDITED], 1);
    cr_expect_eq(preview->same, 0);
    cr_expect(strstr(preview->changes[0].before, "选项B：二十年"), "%s",
              preview->changes[0].before);
    cr_expect(strstr(preview->changes[0].after, "选项B：十五年"));
    cr_expect(strstr(preview->changes[0].before, "答案：A"));
    cr_expect(strstr(preview->changes[0].after, "答案：B"));
    /* What was looked at is in memory: the stick may become anything now. */
    write_file(stick, "a.wenda", "something else");
    cr_assert(run(UPDATE_APPLY, NULL), "%s", why);
    cr_expect(installed_has("十五年"));
    cr_expect_str_eq(view->now, "第 2 版");
    cr_expect_not(view->has_previous);
    make_activity(folder, "second", "trial", false, "三十年", "B");
    make_pack(second, "a.wenda", 3);
    cr_assert(run(UPDATE_LOOK, NULL) && run(UPDATE_OPEN, "a.wenda") && run(UPDATE_APPLY, NULL));
    cr_expect(installed_has("三十年") && view->has_previous);
    cr_assert(run(UPDATE_REVERT, NULL), "%s", why);
    cr_expect(installed_has("十五年"));
    free(second);
}

Test(update, an_old_serial_is_said_and_may_be_wanted)
{
    char *second = fs_join(folder, "second");
    start(false);
    make_activity(folder, "second", "trial", false, "十五年", "B");
    make_pack(second, "a.wenda", 5);
    cr_assert(run(UPDATE_LOOK, NULL) && run(UPDATE_OPEN, "a.wenda"));
    cr_expect_not(view->preview.is_old);
    cr_assert(run(UPDATE_APPLY, NULL));
    make_activity(folder, "second", "trial", false, "八年", "B");
    make_pack(second, "a.wenda", 5);
    cr_assert(run(UPDATE_OPEN, "a.wenda"));
    cr_expect(view->preview.is_old);
    cr_assert(run(UPDATE_APPLY, NULL), "%s", why);
    cr_expect(installed_has("八年"));
    free(second);
}

Test(update, what_the_key_does_not_vouch_for_is_never_installed)
{
    char *second = fs_join(folder, "second");
    struct crypt_public other;
    start(false);
    crypt_sign_keys(&other, &secret_key);
    make_activity(folder, "second", "trial", false, "十五年", "B");
    make_pack(second, "a.wenda", 2);
    cr_assert(run(UPDATE_LOOK, NULL) && run(UPDATE_OPEN, "a.wenda"));
    cr_expect_eq(view->preview.seal, SEAL_BAD);
    cr_expect(view->preview.why[0]);
    cr_expect_eq(view->preview.change_count, 0);
    cr_expect_not(run(UPDATE_APPLY, NULL));
    cr_expect_not(installed_has("期限"));
    free(second);
}

Test(update, without_a_key_no_pack_is_taken)
{
    char *second = fs_join(folder, "second"), *key = fs_join(home, "trusted.pub");
    start(false);
    unlink(key);
    make_activity(folder, "second", "trial", false, "十五年", "B");
    make_pack(second, "a.wenda", 2);
    cr_assert(run(UPDATE_LOOK, NULL) && run(UPDATE_OPEN, "a.wenda"));
    cr_expect(strstr(view->preview.why, "trusted.pub"));
    cr_expect_not(run(UPDATE_APPLY, NULL));
    free(key);
    free(second);
}

Test(update, unsigned_folders_only_where_the_activity_says_so)
{
    start(false);
    make_activity(stick, "second", "trial", false, "十五年", "B");
    cr_assert(run(UPDATE_LOOK, NULL) && run(UPDATE_OPEN, "second"));
    cr_expect(strstr(view->preview.why, "签名"));
    cr_expect_not(run(UPDATE_APPLY, NULL));
    cr_expect_not(installed_has("期限"));
}

/* Links lead nowhere, pipes hold nothing up, other files are left where they are. */
Test(update, an_unsigned_folder_is_only_its_plain_files, .timeout = 60)
{
    char path[160];
    start(true);
    make_activity(stick, "second", "trial", true, "十五年", "B");
    write_file(home, "secret.txt", "geheim");
    snprintf(path, sizeof path, "%s/second/link.txt", stick);
    cr_assert_eq(symlink("/etc/hostname", path), 0);
    cr_assert(run(UPDATE_LOOK, NULL));
    cr_expect_not(run(UPDATE_OPEN, "second"), "a link among them is refused");
    unlink(path);
    snprintf(path, sizeof path, "%s/second/way", stick);
    cr_assert_eq(symlink("../..", path), 0);
    snprintf(path, sizeof path, "%s/second/pipe.png", stick);
    cr_assert_eq(mkfifo(path, 0600), 0);
    cr_expect_not(run(UPDATE_OPEN, "second"));
    unlink(path);
    write_file(stick, "second/run.sh", "rm");
    cr_assert(run(UPDATE_OPEN, "second"), "%s", why);
    cr_expect_eq(view->preview.seal, SEAL_UNSIGNED);
    cr_assert(run(UPDATE_APPLY, NULL), "%s", why);
    cr_expect(installed_has("十五年"));
    cr_expect_str_eq(view->now, "未签名");
    snprintf(path, sizeof path, "%s/activity/run.sh", home);
    cr_expect_not(fs_exists(path));
    snprintf(path, sizeof path, "%s/activity/way", home);
    cr_expect_not(fs_exists(path));
}

Test(update, another_activity_is_refused)
{
    start(true);
    make_activity(stick, "second", "other", true, "十五年", "B");
    cr_assert(run(UPDATE_LOOK, NULL) && run(UPDATE_OPEN, "second"));
    cr_expect(strstr(view->preview.why, "other"));
    cr_expect_not(run(UPDATE_APPLY, NULL));
}

Test(update, errors_are_listed_and_saved_to_the_stick)
{
    struct strbuf text;
    struct err err = { 0 };
    start(true);
    make_activity(stick, "second", "trial", true, "十五年", "Z");
    cr_assert(run(UPDATE_LOOK, NULL) && run(UPDATE_OPEN, "second"), "%s", why);
    cr_assert_gt(view->preview.errors, 0);
    cr_expect_str_eq(view->preview.faults[0].place, "bank.txt:10");
    cr_expect_not(run(UPDATE_APPLY, NULL));
    cr_assert(run(UPDATE_SAVE, NULL), "%s", why);
    char *path = fs_join(stick, view->saved);
    strbuf_init(&text);
    cr_assert(fs_read(path, 65536, &text, &err));
    cr_expect(strstr(text.text, "bank.txt:10\r\n"));
    strbuf_fini(&text);
    free(path);
}

Test(update, a_folder_named_on_the_command_line_is_not_replaced)
{
    start(true);
    update_free(update);
    update = update_new(&(struct update_options){ .home = NULL, .activity = activity });
    cr_assert(run(UPDATE_LOOK, NULL));
    cr_expect_not(view->on);
    cr_expect(view->why_off[0]);
    cr_expect_not(run(UPDATE_REVERT, NULL));
}

/* ---- banks ---- */

static const char office_bank[] = "一、单选题\n"
                                  "1. 哪个部门受理专利申请？（ B ）\nA. 商务部\nB. 国家知识产权局\n"
                                  "2. 注册商标用哪个标记？（ A ）\nA. 圈里写 R\nB. 圈里写 C\n"
                                  "二、判断题\n3. 商业秘密要登记才受保护。\n";

static bool settings_have(const char *words)
{
    struct strbuf text;
    struct err err = { 0 };
    char *path = fs_join(home, "activity/activity.txt");
    strbuf_init(&text);
    bool has = fs_read(path, 4096, &text, &err) && strstr(text.text, words);
    strbuf_fini(&text);
    free(path);
    return has;
}

Test(update, a_bank_is_added_with_what_was_read_without_a_doubt)
{
    present = "十五年";
    present_answer = "B";
    start(true);
    write_file(stick, "office.txt", office_bank);
    write_file(stick, "office.txt 检查结果.txt", "a report is no bank");
    cr_assert(run(UPDATE_LOOK, NULL));
    cr_assert_eq(view->source_count, 1);
    cr_assert(run(UPDATE_OPEN, "office.txt"), "%s", why);
    const struct update_preview *preview = &view->preview;
    cr_expect_str_eq(preview->why, "");
    cr_expect_eq(preview->errors, 0, "%s: %s", preview->faults[0].place, preview->faults[0].text);
    cr_expect(preview->is_bank);
    cr_expect_eq(preview->read, 2);
    cr_expect_eq(preview->read + preview->doubtful + preview->refused, 3);
    cr_expect_eq(preview->counts[CHANGE_ADDED], 2);
    cr_expect_eq(preview->same, 1);
    cr_assert_gt(preview->fault_count, 0);
    cr_assert(run(UPDATE_APPLY, NULL), "%s", why);
    cr_expect(installed_has("外观设计"));
    cr_expect(settings_have("题库: quiz/usb-"));
    cr_expect(settings_have(", bank.txt"));
    cr_expect(settings_have("抽题: 专利 1"));
}

Test(update, a_bank_may_stand_alone)
{
    start(true);
    write_file(stick, "office.txt", office_bank);
    mode = UPDATE_REPLACES;
    cr_assert(run(UPDATE_LOOK, NULL) && run(UPDATE_OPEN, "office.txt"), "%s", why);
    cr_expect_eq(view->preview.errors, 0);
    cr_expect_eq(view->preview.counts[CHANGE_REMOVED], 1);
    cr_assert(run(UPDATE_APPLY, NULL), "%s", why);
    cr_expect(settings_have("抽题: 其他 1\n"));
    cr_expect_not(settings_have("bank.txt"));
    cr_expect_not(settings_have("专利 1"));
}

Test(update, a_bank_is_shown_but_not_taken_where_only_packs_are)
{
    start(false);
    write_file(stick, "office.txt", office_bank);
    cr_assert(run(UPDATE_LOOK, NULL) && run(UPDATE_OPEN, "office.txt"), "%s", why);
    cr_expect_eq(view->preview.read, 2);
    cr_expect(strstr(view->preview.why, "签名"));
    cr_expect_not(run(UPDATE_APPLY, NULL));
    cr_expect_not(settings_have("usb-"));
}

Test(update, what_is_no_bank_is_refused_with_its_reason)
{
    start(true);
    write_file(stick, "letter.txt", "各位同事：\n\n下周一上午九点开会。\n");
    write_file(stick, "old.xlsx", "PK\003\004 not really");
    cr_assert(run(UPDATE_LOOK, NULL));
    cr_assert(run(UPDATE_OPEN, "letter.txt"), "%s", why);
    cr_expect(view->preview.why[0]);
    cr_expect_not(run(UPDATE_APPLY, NULL));
    cr_assert(run(UPDATE_OPEN, "old.xlsx"), "%s", why);
    cr_expect(view->preview.why[0]);
    cr_expect_not(run(UPDATE_APPLY, NULL));
}

/* Screens draw what would come, pictures too, for as long as its view is the latest. */
Test(update, what_was_opened_can_be_looked_at_until_something_else_is)
{
    char *second = fs_join(folder, "second"), *place = fs_join(home, "update.tmp");
    char first[256];
    start(false);
    make_activity(folder, "second", "trial", false, "十五年", "B");
    make_pack(second, "a.wenda", 2);
    cr_assert(run(UPDATE_LOOK, NULL) && run(UPDATE_OPEN, "a.wenda"));
    cr_assert(view->next);
    const struct update_change *change = &view->preview.changes[0];
    cr_expect_eq(change->form, &view->next->banks[0]);
    cr_expect_str_eq(question_wording(change->question, 0)->options[1], "十五年");
    snprintf(first, sizeof first, "%s", view->next->folder);
    cr_expect(fs_exists(first));
    cr_assert(run(UPDATE_OPEN, "a.wenda"), "%s", why);
    cr_expect_str_neq(view->next->folder, first, "pictures are told apart by their folder");
    cr_expect(fs_exists(view->next->folder));
    cr_assert(run(UPDATE_LOOK, NULL));
    cr_expect_not(fs_exists(first));
    cr_expect(fs_exists(view->next->folder));
    write_file(stick, "a.wenda", "nothing to look at");
    cr_assert(run(UPDATE_OPEN, "a.wenda"));
    cr_expect_null(view->next);
    update_free(update);
    update = NULL;
    cr_expect_not(fs_exists(place));
    free(second);
    free(place);
}
