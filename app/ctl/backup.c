#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/fs.h"
#include "booth/sealed_backup.h"
#include "ctl/ctl.h"
#include "port/json.h"

/* ---- backup ---- */

int ctl_backup(int argc, char **argv)
{
    const char *data = NULL, *out = NULL;
    bool as_json = false;
    int rest;
    const struct ctl_option options[] = { { "--data", &data, NULL },
                                          { "-o", &out, NULL },
                                          { "--json", NULL, &as_json } };
    if (!ctl_parse(argc, argv, options, 3, &rest) || rest != 0 || data == NULL || out == NULL)
        return ctl_usage("backup");

    struct err err = { "" };
    struct store_status status;
    struct store_chain_head head;
    struct store *store = ctl_open_store("backup", data);
    if (store == NULL)
        return CTL_FAILED;
    bool ok = store_backup(store, out, &err) && store_read_status(store, &status, &err) &&
              store_read_chain_head(store, &head, &err);
    store_close(store);
    if (!ok)
        return ctl_fail("backup", &err);
    if (as_json) {
        struct strbuf text;
        struct json *json = ctl_begin_json(&text);
        json_key_text(json, "file", out);
        json_key_int(json, "visits", status.visits);
        json_key_int(json, "answers", status.answers);
        json_key_text(json, "chain_head", head.hash);
        ctl_print_json(json, &text);
    } else {
        printf("已备份 %lld 人次、%lld 条回答到 %s，并核对无误；审计链头 %s\n",
               (long long)status.visits, (long long)status.answers, out, head.hash);
    }
    return CTL_DONE;
}

/* ---- restore ---- */

/* A sealed backup is opened beside the database first, and never stays there. */
static bool restore_sealed(const char *path, const char *key_path, const char *data,
                           struct store_restored *out, struct err *err)
{
    struct crypt_secret key;
    char *plain = fs_join(data, "restore.part");
    bool ok = fs_make_folders(data, err) && crypt_secret_load(key_path, &key, err);
    (void)unlink(plain); /* of a restoring that was cut off */
    if (ok) {
        ok = sealed_backup_open(path, &key, plain, err) && store_restore(plain, data, out, err);
        crypt_secret_wipe(&key);
    }
    (void)unlink(plain);
    free(plain);
    return ok;
}

static bool restore(const char *path, const char *key_path, const char *data,
                    struct store_restored *out, struct err *err)
{
    if (!sealed_backup_is(path))
        return store_restore(path, data, out, err);
    if (key_path == NULL)
        return err_set(err, "%s 是封存的备份：请用 --key 给出单位的密钥文件", path);
    return restore_sealed(path, key_path, data, out, err);
}

int ctl_restore(int argc, char **argv)
{
    const char *data = NULL;
    const char *key_path = NULL;
    bool as_json = false;
    int rest;
    const struct ctl_option options[] = { { "--data", &data, NULL },
                                          { "--key", &key_path, NULL },
                                          { "--json", NULL, &as_json } };
    if (!ctl_parse(argc, argv, options, 3, &rest) || rest != 1 || data == NULL)
        return ctl_usage("restore");

    struct err err = { "" };
    struct store_restored restored = { 0 };
    if (!restore(argv[1], key_path, data, &restored, &err))
        return ctl_fail("restore", &err);
    if (as_json) {
        struct strbuf text;
        struct json *json = ctl_begin_json(&text);
        json_key_int(json, "visits", restored.visits);
        json_key_int(json, "answers", restored.answers);
        json_key_text(json, "set_aside", restored.aside[0] ? restored.aside : NULL);
        ctl_print_json(json, &text);
        return CTL_DONE;
    }
    printf("已恢复 %lld 人次、%lld 条回答。备份之后的记录和发出的奖不在其中，请核对奖品数量\n",
           (long long)restored.visits, (long long)restored.answers);
    if (restored.aside[0])
        printf("原来的数据库留在 %s/set-aside/%s，没有删除\n", data, restored.aside);
    return CTL_DONE;
}

/* ---- what was set aside ---- */

static void print_asides(const struct store_health *health, bool as_json)
{
    char stamp[DATE_STAMP_LEN];
    if (as_json) {
        struct strbuf text;
        struct json *json = ctl_begin_json(&text);
        json_key_bool(json, "awards_stopped", health->awards_stopped);
        json_key(json, "set_aside");
        ctl_put_asides(json, health);
        ctl_print_json(json, &text);
        return;
    }
    if (health->aside_count == 0)
        printf("没有因损坏移开的数据库\n");
    for (int i = 0; i < health->aside_count; i++) {
        const struct store_aside *aside = &health->asides[i];
        date_stamp(aside->wall_ms, stamp);
        printf("set-aside/%s：%s 移开，%s%s\n", aside->name, stamp,
               aside->decided_ms ? "已决定：" : "等工作人员决定，发奖暂停", aside->decision);
    }
}

int ctl_aside(int argc, char **argv)
{
    const char *data = NULL, *reason = NULL;
    bool as_json = false;
    int rest;
    const struct ctl_option options[] = { { "--data", &data, NULL },
                                          { "--accept", &reason, NULL },
                                          { "--json", NULL, &as_json } };
    if (!ctl_parse(argc, argv, options, 3, &rest) || rest != 0 || data == NULL)
        return ctl_usage("aside");

    struct err err = { "" };
    struct store_health health;
    struct store *store = ctl_open_store("aside", data);
    if (store == NULL)
        return CTL_FAILED;
    const struct store_request accept = { .kind = STORE_ACCEPT_ASIDE,
                                          .wall_ms = clock_wall_ms(),
                                          .reason = reason };
    bool ok = (reason == NULL || store_run(store, &accept, &err)) &&
              store_read_health(store, &health, &err);
    store_close(store);
    if (!ok)
        return ctl_fail("aside", &err);
    print_asides(&health, as_json);
    if (reason != NULL && !as_json)
        printf("下次启动问答亭时按活动设置开出奖品；以前发出的请先用库存调整扣除\n");
    return CTL_DONE;
}
