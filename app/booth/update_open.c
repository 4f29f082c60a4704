#include "booth/update_open.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "activity/activity.h"
#include "activity/check.h"
#include "activity/pack.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/utf8.h"
#include "booth/install.h"
#include "booth/stick_files.h"
#include "booth/stick_tree.h"
#include "booth/update_bank.h"
#include "booth/update_diff.h"

void update_opened_init(struct update_opened *opened)
{
    memset(opened, 0, sizeof *opened);
    strbuf_init(&opened->bytes);
}

void update_opened_fini(struct update_opened *opened)
{
    strbuf_fini(&opened->bytes);
    activity_free(opened->activity);
}

/* ---- what there is ---- */

static bool ends_with(const char *name, const char *ending)
{
    size_t len = strlen(name), ending_len = strlen(ending);
    return len > ending_len && strcasecmp(name + len - ending_len, ending) == 0;
}

static bool source_of(int folder, const char *name, struct update_source *out)
{
    char inside[UPDATE_NAME_LEN + 16];
    struct stat status;
    if (name[0] == '.' || strlen(name) >= sizeof out->name ||
        fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    snprintf(inside, sizeof inside, "%s/activity.txt", name);
    if (S_ISREG(status.st_mode) && ends_with(name, ".wenda"))
        out->kind = UPDATE_PACK;
    else if (S_ISREG(status.st_mode) && update_is_bank(name))
        out->kind = UPDATE_BANK;
    else if (S_ISDIR(status.st_mode) && faccessat(folder, inside, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        out->kind = UPDATE_FOLDER;
    else
        return false;
    utf8_copy(out->name, sizeof out->name, name);
    out->len = S_ISREG(status.st_mode) ? status.st_size : 0;
    return utf8_validate(name, strlen(name), NULL);
}

static int compare_sources(const void *a, const void *b)
{
    const struct update_source *one = a, *other = b;
    return one->kind != other->kind ? (int)one->kind - (int)other->kind
                                    : strcmp(one->name, other->name);
}

bool update_list_sources(const char *stick, struct update_view *view, struct err *err)
{
    enum { ENTRIES_MAX = 2000 };
    int fd = stick_open(stick, err), left = ENTRIES_MAX;
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (!folder) {
        if (fd >= 0)
            (void)close(fd);
        return err_set(err, "U 盘读不了，请重新插好");
    }
    for (struct dirent *entry;
         left-- > 0 && view->source_count < UPDATE_SOURCES_MAX && (entry = readdir(folder));)
        if (source_of(fd, entry->d_name, &view->sources[view->source_count]))
            view->source_count++;
    (void)closedir(folder);
    qsort(view->sources, (size_t)view->source_count, sizeof *view->sources, compare_sources);
    return true;
}

/* ---- looking into one ---- */

/* Loads what was unpacked, checks it and compares it with what is in force. */
static struct activity *examine(const struct update_open_job *job, const char *id,
                                struct update_preview *out)
{
    struct err_list faults;
    err_list_init(&faults);
    struct activity *activity = activity_load(job->place, &faults);
    if (activity) {
        check_activity(activity, job->stale_path, &faults);
        if (id && strcmp(activity->id, id) != 0)
            snprintf(out->why, sizeof out->why, "题库包说自己是活动 %s，里面却是 %s", id,
                     activity->id);
        else if (strcmp(activity->id, job->activity->id) != 0)
            snprintf(out->why, sizeof out->why, "它是活动 %s 的，本机的记录属于活动 %s，不能混用",
                     activity->id, job->activity->id);
        update_compare(job->activity, activity, out);
    }
    update_list_faults(&faults, job->place, out);
    err_list_fini(&faults);
    return activity;
}

/* The pack in opened, verified and unpacked beside what is installed. */
static bool open_bytes(const struct update_open_job *job, struct update_opened *opened,
                       struct update_preview *out, struct err *err)
{
    struct arena arena;
    struct pack pack;
    struct err wrong = { 0 };
    struct install_record record;
    bool ok = fs_remove_tree(job->place, err);
    arena_init(&arena);
    if (ok &&
        !pack_read(opened->bytes.text, opened->bytes.len, &opened->key, &arena, &pack, &wrong)) {
        if (out->seal == SEAL_GOOD)
            out->seal = SEAL_BAD;
        utf8_copy(out->why, sizeof out->why, wrong.text);
    } else if (ok) {
        utf8_copy(out->stamp, sizeof out->stamp, pack.created);
        if (out->seal == SEAL_GOOD)
            snprintf(out->next, sizeof out->next, "第 %lld 版", (long long)pack.serial);
        ok = install_read_record(job->home, &record, err) && pack_unpack(&pack, job->place, err);
        out->is_old = ok && out->seal == SEAL_GOOD && record.serial > 0 &&
                      strcmp(record.activity_id, pack.activity_id) == 0 &&
                      pack.serial <= record.serial;
        if (ok)
            opened->activity = examine(job, pack.activity_id, out);
    }
    arena_fini(&arena);
    return ok;
}

static bool open_pack(const struct update_open_job *job, int stick, struct update_opened *opened,
                      struct update_preview *out, struct err *err)
{
    struct err wrong = { 0 };
    out->seal = SEAL_GOOD;
    if (!install_load_key(job->home, &opened->key, &wrong)) {
        out->seal = SEAL_BAD;
        utf8_copy(out->why, sizeof out->why, wrong.text);
        return true;
    }
    crypt_public_name(&opened->key, out->signer);
    return stick_read(stick, out->source.name, PACK_MAX_LEN, &opened->bytes, err) &&
           open_bytes(job, opened, out, err);
}

bool update_pack_folder(const struct update_open_job *job, const char *folder,
                        struct update_opened *opened, struct update_preview *out, struct err *err)
{
    struct crypt_secret secret;
    struct err_list faults;
    err_list_init(&faults);
    struct activity *activity = activity_load(folder, &faults);
    if (!activity)
        update_list_faults(&faults, folder, out);
    err_list_fini(&faults);
    if (!activity)
        return true;
    crypt_sign_keys(&opened->key, &secret);
    bool ok = pack_write(folder, activity->id, 1, job->wall_ms, &secret, &opened->bytes, err);
    crypt_secret_wipe(&secret);
    activity_free(activity);
    return ok && open_bytes(job, opened, out, err);
}

static bool open_folder(const struct update_open_job *job, int stick, struct update_opened *opened,
                        struct update_preview *out, struct err *err)
{
    char *folder = fs_join(job->home, "update.src");
    struct err ignored = { 0 };
    out->seal = SEAL_UNSIGNED;
    snprintf(out->next, sizeof out->next, "未签名");
    bool allowed = job->activity->allow_unsigned;
    if (!allowed)
        utf8_copy(out->why, sizeof out->why,
                  "本活动只接受签名的题库包：请单位用 wendactl pack 做成 .wenda 再来");
    bool ok = !allowed || (fs_remove_tree(folder, err) &&
                           stick_copy_tree(stick, out->source.name, folder, err) &&
                           update_pack_folder(job, folder, opened, out, err));
    fs_remove_tree(folder, &ignored);
    free(folder);
    return ok;
}

bool update_open(const struct update_open_job *job, struct update_opened *opened,
                 struct update_preview *preview, struct err *err)
{
    int stick = stick_open(job->stick, err);
    strbuf_clear(&opened->bytes);
    activity_free(opened->activity);
    opened->activity = NULL;
    if (stick < 0)
        return false;
    bool ok = preview->source.kind == UPDATE_PACK ? open_pack(job, stick, opened, preview, err)
              : preview->source.kind == UPDATE_FOLDER
                  ? open_folder(job, stick, opened, preview, err)
                  : update_open_bank(job, stick, opened, preview, err);
    (void)close(stick);
    if (!ok || preview->why[0] || preview->errors > 0)
        log_info("update %s: %s%s, %d errors", preview->source.name, ok ? "" : err->text,
                 preview->why, preview->errors);
    return ok;
}

/* ---- the report ---- */

void update_write_report(const struct update_preview *preview, struct strbuf *out)
{
    strbuf_addf(out, "\xEF\xBB\xBF问答亭 题库检查结果\r\n来源：%s\r\n", preview->source.name);
    if (preview->why[0])
        strbuf_addf(out, "不能更新：%s\r\n", preview->why);
    if (preview->is_bank)
        strbuf_addf(out, "读出 %d 题，有疑问 %d 题，未读出 %d 处\r\n", preview->read,
                    preview->doubtful, preview->refused);
    strbuf_addf(out, "错误 %d 处，提醒 %d 处\r\n\r\n", preview->errors, preview->warnings);
    for (int i = 0; i < preview->fault_count; i++) {
        const struct update_fault *fault = &preview->faults[i];
        strbuf_addf(out, "%d. %s %s\r\n   %s\r\n", i + 1, fault->is_error ? "错误" : "提醒",
                    fault->place, fault->text);
    }
    if (preview->fault_count < preview->errors + preview->warnings)
        strbuf_addf(out, "……还有 %d 处没有列出\r\n",
                    preview->errors + preview->warnings - preview->fault_count);
}
