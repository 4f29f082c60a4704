#include "booth/install.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/check.h"
#include "base/fs.h"
#include "base/log.h"

/* Hidden, so that no pack can hold a file of that name. */
static const char record_name[] = ".installed";
enum { RECORD_MAX_LEN = 1024 };

bool install_load_key(const char *data, struct crypt_public *key, struct err *err)
{
    char *path = fs_join(data, "trusted.pub");
    bool ok = fs_exists(path)
                  ? crypt_public_load(path, key, err)
                  : err_set(err, "没有 %s：请先把单位的公钥文件放进数据文件夹并改成这个名字", path);
    free(path);
    return ok;
}

static bool parse_record(const char *text, struct install_record *out)
{
    char serial[24], *end;
    if (sscanf(text, "%63s %23s %39s %8s", out->activity_id, serial, out->created, out->key_name) !=
        4)
        return false;
    errno = 0;
    out->serial = strtoll(serial, &end, 10);
    return errno == 0 && *end == '\0';
}

bool install_read_record(const char *data, struct install_record *out, struct err *err)
{
    struct strbuf text;
    char *folder = fs_join(data, "activity");
    char *path = fs_join(folder, record_name);
    bool ok = true;
    memset(out, 0, sizeof *out);
    strbuf_init(&text);
    if (fs_exists(path)) {
        ok = fs_read(path, RECORD_MAX_LEN, &text, err);
        if (ok && !parse_record(text.text, out))
            ok = err_set(err, "%s 已损坏，请重新安装题库包", path);
    }
    strbuf_fini(&text);
    free(path);
    free(folder);
    return ok;
}

static bool write_record(const char *folder, const struct pack *pack, int64_t serial,
                         const char *key_name, struct err *err)
{
    char line[PACK_ID_LEN + PACK_STAMP_LEN + 64];
    char *path = fs_join(folder, record_name);
    int len = snprintf(line, sizeof line, "%s %" PRId64 " %s %s\n", pack->activity_id, serial,
                       pack->created, key_name);
    bool ok = fs_replace(path, line, (size_t)len, err);
    free(path);
    return ok;
}

static bool check_serial(const char *data, const struct pack *pack, bool allow_old, struct err *err)
{
    struct install_record record;
    if (allow_old || !install_read_record(data, &record, err))
        return allow_old;
    if (record.serial == 0 || strcmp(record.activity_id, pack->activity_id) != 0 ||
        pack->serial > record.serial)
        return true;
    return err_set(
        err,
        "题库包的序号是 %lld，已安装的是 %lld：这是旧的或重复的包。确要使用，请由工作人员"
        "确认允许旧序号",
        (long long)pack->serial, (long long)record.serial);
}

/* The activity must load without an error and be the one that the header names. */
static bool check_content(const char *folder, const struct pack *pack, const char *stale_path,
                          struct err_list *faults, struct err *err)
{
    struct activity *activity = activity_load(folder, faults);
    bool ok = activity != NULL;
    if (ok) {
        check_activity(activity, stale_path, faults);
        ok = strcmp(activity->id, pack->activity_id) == 0 ||
             err_set(err, "题库包说自己是活动 %s，里面却是 %s", pack->activity_id, activity->id);
        activity_free(activity);
    }
    if (faults->error_count > 0)
        err_set(err, "题库包里有 %d 处错误，没有安装，原来的题库照旧", faults->error_count);
    return ok && faults->error_count == 0;
}

static bool rename_failed(const char *from, struct err *err)
{
    int cause = errno;
    return err_set_cause(err, strerror(cause), "不能换上新题库（%s）：%s", from, err_reason(cause));
}

/* new becomes activity; what was activity becomes activity.prev. */
static bool swap_in(const char *data, const char *fresh, struct err *err)
{
    char *current = fs_join(data, "activity");
    char *previous = fs_join(data, "activity.prev");
    bool ok = true;
    if (fs_exists(current)) {
        ok = renameat2(AT_FDCWD, fresh, AT_FDCWD, current, RENAME_EXCHANGE) == 0 ||
             rename_failed(fresh, err);
        ok = ok && fs_sync_folder(data, err);
        /* The new one is in force from here on; keeping the old one is only for going back. */
        if (ok && fs_exists(previous))
            ok = fs_remove_tree(previous, err);
        ok = ok && (rename(fresh, previous) == 0 || rename_failed(previous, err));
    } else {
        ok = rename(fresh, current) == 0 || rename_failed(fresh, err);
    }
    ok = ok && fs_sync_folder(data, err);
    free(previous);
    free(current);
    return ok;
}

/* Beside what is in force, checked, and swapped in. */
static bool put_in_force(const char *data, const struct pack *pack, int64_t serial,
                         const char *key_name, const char *stale_path, struct err_list *faults,
                         struct err *err)
{
    struct err ignored = { "" };
    char *fresh = fs_join(data, "activity.new");
    bool ok = !fs_exists(fresh) || fs_remove_tree(fresh, err);
    if (ok) {
        ok = pack_unpack(pack, fresh, err) && write_record(fresh, pack, serial, key_name, err) &&
             check_content(fresh, pack, stale_path, faults, err) && swap_in(data, fresh, err);
        if (ok)
            log_info("installed activity %s serial %" PRId64 " %s", pack->activity_id, serial,
                     key_name);
        else if (fs_exists(fresh))
            fs_remove_tree(fresh, &ignored);
    }
    free(fresh);
    return ok;
}

bool install_pack(const char *data, const char *bytes, size_t len, const struct crypt_public *key,
                  bool allow_old, const char *stale_path, struct err_list *faults, struct err *err)
{
    struct arena arena;
    struct pack pack;
    char key_name[CRYPT_KEY_NAME_LEN];
    arena_init(&arena);
    crypt_public_name(key, key_name);
    bool ok = pack_read(bytes, len, key, &arena, &pack, err) &&
              check_serial(data, &pack, allow_old, err) &&
              put_in_force(data, &pack, pack.serial, key_name, stale_path, faults, err);
    arena_fini(&arena);
    return ok;
}

bool install_unsigned(const char *data, const char *bytes, size_t len,
                      const struct crypt_public *key, const char *stale_path,
                      struct err_list *faults, struct err *err)
{
    struct arena arena;
    struct pack pack;
    struct install_record before;
    arena_init(&arena);
    bool ok = pack_read(bytes, len, key, &arena, &pack, err) &&
              install_read_record(data, &before, err) &&
              put_in_force(data, &pack, before.serial, INSTALL_UNSIGNED, stale_path, faults, err);
    arena_fini(&arena);
    return ok;
}

bool install_swap_back(const char *data, struct err *err)
{
    char *current = fs_join(data, "activity");
    char *previous = fs_join(data, "activity.prev");
    bool ok = fs_exists(previous) || err_set(err, "没有上一版题库，不能退回");
    ok = ok && (renameat2(AT_FDCWD, previous, AT_FDCWD, current, RENAME_EXCHANGE) == 0 ||
                rename_failed(previous, err));
    ok = ok && fs_sync_folder(data, err);
    free(previous);
    free(current);
    return ok;
}
