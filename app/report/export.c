#include "report/export.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "port/json.h"
#include "report/export_rows.h"

struct export
{
    struct store *store;
    const struct export_options *options;
    struct export_result *result;
    char *part;
    struct export_files files;
    struct export_questions questions;
};

static void write_range(struct json *json, const char *key, int64_t wall_ms)
{
    char stamp[DATE_STAMP_LEN];
    if (wall_ms == 0) {
        json_key_text(json, key, NULL);
        return;
    }
    date_stamp(wall_ms, stamp);
    json_key_text(json, key, stamp);
}

static bool write_manifest(struct export *export, struct err *err)
{
    struct store_chain_head head;
    struct store_status status;
    if (!store_read_chain_head(export->store, &head, err) ||
        !store_read_status(export->store, &status, err))
        return false;
    struct out_file *file = &export->files.items[export->files.count];
    if (!out_file_open(file, export->part, "manifest.json", err))
        return false;
    struct json *json = json_new(&file->buffer, true);
    json_object(json);
    json_key_text(json, "activity", status.activity_id);
    json_key_text(json, "kind", store_kind_name(status.kind));
    json_key_text(json, "booth", export->options->booth);
    write_range(json, "since", export->options->since_ms);
    write_range(json, "until", export->options->until_ms);
    json_key_text(json, "chain_head", head.hash);
    json_key_array(json, "files");
    for (int i = 0; i < export->files.count; i++) {
        const struct out_file *item = &export->files.items[i];
        json_object(json);
        json_key_text(json, "path", item->name);
        json_key_int(json, "rows", item->rows);
        json_key_int(json, "bytes", item->len);
        json_key_text(json, "sha256", item->hash);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
    json_end_document(json);
    json_free(json);
    bool ok = out_file_close(file, err);
    out_file_fini(file);
    return ok;
}

static bool close_files(struct export *export, struct err *err)
{
    for (int i = 0; i < export->files.count; i++) {
        struct out_file *file = &export->files.items[i];
        if (!out_file_close(file, err))
            return false;
        if (export->options->progress != NULL)
            export->options->progress(export->options->progress_context, file->name, file->rows);
    }
    export->result->files = export->files.count;
    return true;
}

static bool write_files(struct export *export, struct err *err)
{
    if (!export_questions_read(export->store, &export->questions, err) ||
        !export_rows_write(export->store, export->options, export->part, &export->questions,
                           &export->files, export->result, err))
        return false;
    return (export->options->formats & EXPORT_CSV) == 0 ||
           (export_tally_write(export->store, export->part, &export->files, err) &&
            export_codebook_write(&export->questions, export->part, &export->files, err) &&
            export_prizes_write(export->store, export->options, export->part, &export->files,
                                err) &&
            export_counters_write(export->store, export->options, export->part, &export->files,
                                  err) &&
            export_hours_write(export->store, export->options, export->part, &export->files, err));
}

/* What is in the folder is on the disk before it gets its name, and the name before we say so. */
static bool publish(const struct export *export, struct err *err)
{
    char *data = fs_join(export->part, "data");
    char *parent = fs_dirname(export->options->out);
    bool ok = fs_sync_folder(data, err) && fs_sync_folder(export->part, err);
    if (ok && rename(export->part, export->options->out) != 0)
        ok = err_set_cause(err, strerror(errno), "不能把 %s 改名为 %s，请检查目标文件夹",
                           export->part, export->options->out);
    ok = ok && fs_sync_folder(parent, err);
    free(parent);
    free(data);
    return ok;
}

static bool prepare(struct export *export, struct err *err)
{
    const char *out = export->options->out;
    struct stat info;
    if (lstat(out, &info) == 0)
        return err_set(err, "导出目标 %s 已经存在；为免覆盖，请换一个新的文件夹名", out);
    size_t len = strlen(out);
    while (len > 1 && out[len - 1] == '/')
        len--;
    export->part = mem_alloc(len + sizeof ".part");
    memcpy(export->part, out, len);
    memcpy(export->part + len, ".part", sizeof ".part");
    /* A folder left half-written by a power cut is ours by its name and worth nothing. */
    if (!fs_remove_tree(export->part, err))
        return false;
    char *data = fs_join(export->part, "data");
    bool ok = fs_make_folders(data, err);
    struct err ignored = { "" };
    if (!ok)
        fs_remove_tree(export->part, &ignored);
    free(data);
    return ok;
}

bool export_write(struct store *store, const struct export_options *options,
                  struct export_result *result, struct err *err)
{
    struct export *export = mem_zalloc(sizeof *export);
    struct err ignored = { "" };
    export->store = store;
    export->options = options;
    export->result = result;
    memset(result, 0, sizeof *result);

    bool prepared = prepare(export, err);
    bool ok = prepared && write_files(export, err) && close_files(export, err) &&
              write_manifest(export, err) && publish(export, err);

    for (int i = 0; i < export->files.count; i++)
        out_file_fini(&export->files.items[i]);
    export_questions_fini(&export->questions);
    if (prepared && !ok)
        fs_remove_tree(export->part, &ignored);
    free(export->part);
    free(export);
    return ok;
}

bool export_booth_name(const char *data, char out[EXPORT_BOOTH_LEN], struct err *err)
{
    static const char key[] = "展位";
    struct strbuf text;
    bool ok = true;
    char *path = fs_join(data, "booth.ini");
    utf8_copy(out, EXPORT_BOOTH_LEN, "1");
    strbuf_init(&text);
    if (fs_exists(path))
        ok = fs_read(path, 64 * 1024, &text, err);
    char *rest = text.text;
    for (char *line; ok && (line = strsep(&rest, "\n")) != NULL;) {
        if (strncmp(line, key, sizeof key - 1) != 0)
            continue;
        const char *value = line + sizeof key - 1;
        if (strncmp(value, "：", strlen("：")) == 0)
            value += strlen("：");
        else if (*value == ':')
            value++;
        else
            continue;
        value += strspn(value, " \t");
        size_t len = strcspn(value, "\r");
        if (len == 0 || len >= EXPORT_BOOTH_LEN)
            ok = err_set(err, "%s 里的展位名应为 1 到 %d 个字节", path, EXPORT_BOOTH_LEN - 1);
        else
            snprintf(out, EXPORT_BOOTH_LEN, "%.*s", (int)len, value);
    }
    strbuf_fini(&text);
    free(path);
    return ok;
}
