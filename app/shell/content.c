#include "shell/content.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "activity/pack.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/mem.h"
#include "booth/install.h"
#include "shell/paths.h"

static void log_faults(const struct err_list *faults)
{
    char line[ERR_TEXT_LEN];
    for (int i = 0; i < faults->count; i++) {
        err_item_format(&faults->items[i], line, sizeof line);
        log_warn("%s", line);
    }
}

/* The first faults of an activity that cannot be used, as many as the plate takes. */
static void set_activity_fault(struct content *content, const char *folder,
                               const struct err_list *faults)
{
    enum { SHOWN_MAX = 3 };
    char line[ERR_TEXT_LEN / 4];
    struct strbuf text;
    int shown = 0;
    strbuf_init(&text);
    strbuf_addf(&text, "活动文件夹 %s 不能用。", folder);
    for (int i = 0; i < faults->count && shown < SHOWN_MAX; i++) {
        if (faults->items[i].severity != ERR_ERROR)
            continue;
        err_item_format(&faults->items[i], line, sizeof line);
        strbuf_addf(&text, "\n%s", line);
        shown++;
    }
    strbuf_addf(&text, "\n请运行 wendactl check 查看全部 %d 处，改好后重启", faults->error_count);
    err_set(&content->fault, "%s", text.text);
    strbuf_fini(&text);
}

/* A pack that the office signed, as the folder it was made of. */
static bool unpack(struct content *content, const char *path, struct err *err)
{
    const char *base = getenv("TMPDIR");
    struct crypt_public key;
    struct strbuf bytes;
    struct arena arena;
    struct pack pack;
    strbuf_init(&bytes);
    arena_init(&arena);
    content->unpacked = fs_join(base && base[0] ? base : "/tmp", "wenda-pack-XXXXXX");
    bool made = mkdtemp(content->unpacked) != NULL;
    char *folder = fs_join(content->unpacked, "activity");
    bool ok = (made || err_set(err, "临时文件夹 %s 建不了", content->unpacked)) &&
              install_load_key(content->data, &key, err) &&
              fs_read(path, PACK_MAX_LEN, &bytes, err) &&
              pack_read(bytes.text, bytes.len, &key, &arena, &pack, err) &&
              pack_unpack(&pack, folder, err);
    if (!made) {
        free(content->unpacked);
        content->unpacked = NULL;
    }
    free(folder);
    arena_fini(&arena);
    strbuf_fini(&bytes);
    return ok;
}

/* The folder to read; NULL when a pack cannot be trusted or read (in fault). */
static char *find_activity(struct content *content)
{
    struct err err = { 0 };
    if (!content->named)
        return paths_activity(content->data);
    if (fs_is_folder(content->named) || !fs_exists(content->named))
        return mem_strdup(content->named);
    if (unpack(content, content->named, &err))
        return fs_join(content->unpacked, "activity");
    err_set(&content->fault, "题库包 %s 不能用。\n%s", content->named, err.text);
    log_error("%s", content->fault.text);
    return NULL;
}

static void load_activity(struct content *content)
{
    struct err_list faults;
    char *folder = find_activity(content);
    if (!folder)
        return;
    err_list_init(&faults);
    content->activity = activity_load(folder, &faults);
    log_faults(&faults);
    if (!content->activity)
        set_activity_fault(content, folder, &faults);
    err_list_fini(&faults);
    free(folder);
}

static void load_strings(struct content *content)
{
    static const char *const usual[] = { "zh-CN", "en" };
    const struct activity *activity = content->activity;
    struct err_list faults;
    char *folder = fs_join(content->assets, "strings");
    err_list_init(&faults);
    content->has_strings =
        strings_load(&content->strings, folder, activity ? activity->languages : usual,
                     activity ? activity->language_count : 2, &faults);
    log_faults(&faults);
    if (!content->has_strings) {
        strings_fini(&content->strings);
        err_set(&content->strings_fault, "界面文字 %s 读不出来，请重新安装或检查 WENDA_ASSETS",
                folder);
    }
    err_list_fini(&faults);
    free(folder);
}

void content_load(struct content *content)
{
    err_clear(&content->fault);
    err_clear(&content->strings_fault);
    load_activity(content);
    load_strings(content);
}

static void *read_all(void *content)
{
    content_load(content);
    return NULL;
}

void content_start(struct content *content)
{
    content->is_reading = pthread_create(&content->reader, NULL, read_all, content) == 0;
    if (!content->is_reading)
        content_load(content);
}

void content_wait(struct content *content)
{
    if (content->is_reading)
        pthread_join(content->reader, NULL);
    content->is_reading = false;
}

void content_unload(struct content *content)
{
    struct err err = { 0 };
    content_wait(content);
    if (content->has_strings)
        strings_fini(&content->strings);
    content->has_strings = false;
    activity_free(content->activity);
    content->activity = NULL;
    if (content->unpacked && !fs_remove_tree(content->unpacked, &err))
        log_warn("%s", err.text);
    free(content->unpacked);
    content->unpacked = NULL;
}
