/* keygen, pack, verify, install: an activity from the office's folder to the booth's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "activity/activity.h"
#include "activity/check.h"
#include "activity/pack.h"
#include "base/clock.h"
#include "base/fs.h"
#include "booth/install.h"
#include "ctl/ctl.h"
#include "store/folder.h"

int ctl_keygen(int argc, char **argv)
{
    const char *name = NULL;
    int rest;
    const struct ctl_option options[] = { { "-o", &name, NULL } };
    if (!ctl_parse(argc, argv, options, 1, &rest) || rest != 0 || name == NULL)
        return ctl_usage("keygen");

    struct err err = { "" };
    struct crypt_public public_key;
    struct crypt_secret secret_key;
    struct strbuf secret_path, public_path;
    char key_name[CRYPT_KEY_NAME_LEN];
    strbuf_init(&secret_path);
    strbuf_init(&public_path);
    strbuf_addf(&secret_path, "%s.key", name);
    strbuf_addf(&public_path, "%s.pub", name);
    crypt_sign_keys(&public_key, &secret_key);
    crypt_public_name(&public_key, key_name);
    bool ok = crypt_secret_save(secret_path.text, &secret_key, &err) &&
              crypt_public_save(public_path.text, &public_key, &err);
    crypt_secret_wipe(&secret_key);
    if (ok)
        printf("密钥 %s：%s 由单位妥善保管，不要拷到问答亭；%s 拷到问答亭数据文件夹，改名 "
               "trusted.pub\n",
               key_name, secret_path.text, public_path.text);
    strbuf_fini(&public_path);
    strbuf_fini(&secret_path);
    return ok ? CTL_DONE : ctl_fail("keygen", &err);
}

/* The id of a folder's activity, which must be free of errors. */
static bool read_id(const char *folder, char id[PACK_ID_LEN], struct err *err)
{
    struct err_list faults;
    err_list_init(&faults);
    struct activity *activity = activity_load(folder, &faults);
    if (activity != NULL) {
        char *stale_path = fs_join(ctl_assets(), "stale-law.txt");
        check_activity(activity, stale_path, &faults);
        snprintf(id, PACK_ID_LEN, "%s", activity->id);
        free(stale_path);
        activity_free(activity);
    }
    bool ok = faults.error_count == 0;
    if (!ok) {
        err_list_print(&faults, stderr);
        err_set(err, "%s 有 %d 处错误，改好后再打包", folder, faults.error_count);
    }
    err_list_fini(&faults);
    return ok;
}

int ctl_pack(int argc, char **argv)
{
    const char *out = NULL, *key_path = NULL, *serial_text = "1";
    int64_t serial;
    int rest;
    const struct ctl_option options[] = {
        { "-o", &out, NULL },
        { "--key", &key_path, NULL },
        { "--serial", &serial_text, NULL },
    };
    if (!ctl_parse(argc, argv, options, 3, &rest) || rest != 1 || out == NULL || key_path == NULL ||
        !ctl_number("--serial", serial_text, 1, 999999999, &serial))
        return ctl_usage("pack");

    struct err err = { "" };
    struct crypt_secret key;
    struct strbuf bytes;
    char id[PACK_ID_LEN] = "";
    strbuf_init(&bytes);
    bool ok = read_id(argv[1], id, &err) && crypt_secret_load(key_path, &key, &err);
    if (ok) {
        ok = pack_write(argv[1], id, serial, clock_wall_ms(), &key, &bytes, &err) &&
             fs_replace(out, bytes.text, bytes.len, &err);
        crypt_secret_wipe(&key);
    }
    if (ok)
        printf("%s：活动 %s，序号 %lld，%zu 字节\n", out, id, (long long)serial, bytes.len);
    strbuf_fini(&bytes);
    return ok ? CTL_DONE : ctl_fail("pack", &err);
}

int ctl_verify(int argc, char **argv)
{
    const char *key_path = NULL;
    int rest;
    const struct ctl_option options[] = { { "--pub", &key_path, NULL } };
    if (!ctl_parse(argc, argv, options, 1, &rest) || rest != 1 || key_path == NULL)
        return ctl_usage("verify");

    struct err err = { "" };
    struct crypt_public key;
    struct strbuf bytes;
    struct arena arena;
    struct pack pack;
    strbuf_init(&bytes);
    arena_init(&arena);
    bool ok = crypt_public_load(key_path, &key, &err) &&
              fs_read(argv[1], PACK_MAX_LEN, &bytes, &err) &&
              pack_read(bytes.text, bytes.len, &key, &arena, &pack, &err);
    if (ok) {
        char key_name[CRYPT_KEY_NAME_LEN];
        crypt_public_name(&key, key_name);
        printf("签名有效（密钥 %s）：活动 %s，序号 %lld，制作于 %s，%d 个文件\n", key_name,
               pack.activity_id, (long long)pack.serial, pack.created, pack.file_count);
    }
    arena_fini(&arena);
    strbuf_fini(&bytes);
    return ok ? CTL_DONE : ctl_fail("verify", &err);
}

static bool install(const char *path, const char *data, const char *key_path, bool allow_old,
                    struct err *err)
{
    struct crypt_public key;
    struct strbuf bytes;
    struct err_list faults;
    char *stale_path = fs_join(ctl_assets(), "stale-law.txt");
    strbuf_init(&bytes);
    err_list_init(&faults);
    bool ok = (key_path != NULL ? crypt_public_load(key_path, &key, err)
                                : install_load_key(data, &key, err)) &&
              fs_read(path, PACK_MAX_LEN, &bytes, err) &&
              install_pack(data, bytes.text, bytes.len, &key, allow_old, stale_path, &faults, err);
    err_list_print(&faults, stderr);
    err_list_fini(&faults);
    strbuf_fini(&bytes);
    free(stale_path);
    return ok;
}

int ctl_install(int argc, char **argv)
{
    const char *data = NULL, *key_path = NULL;
    bool allow_old = false;
    int rest;
    const struct ctl_option options[] = {
        { "--data", &data, NULL },
        { "--pub", &key_path, NULL },
        { "--allow-old", NULL, &allow_old },
    };
    if (!ctl_parse(argc, argv, options, 3, &rest) || rest != 1 || data == NULL)
        return ctl_usage("install");

    struct err err = { "" };
    int lock = fs_make_folders(data, &err) ? folder_lock(data, &err) : -1;
    if (lock < 0)
        return ctl_fail("install", &err);
    bool ok = install(argv[1], data, key_path, allow_old, &err);
    struct install_record record;
    if (ok && install_read_record(data, &record, &err))
        printf("已安装活动 %s，序号 %lld；下次启动问答亭时使用\n", record.activity_id,
               (long long)record.serial);
    close(lock);
    return ok ? CTL_DONE : ctl_fail("install", &err);
}
