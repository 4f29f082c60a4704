#include "booth/desk_export.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "booth/sealed_backup.h"
#include "booth/stick_copy.h"

/* Shares of the bar: put together, written, read again. */
enum { GATHERED = 10, WRITTEN = 80, WHOLE = 100, TELL_EVERY_MS = 200, LOCAL_LEAST_LEN = 8 << 20 };

struct desk_export {
    pthread_t thread;
    pthread_mutex_t mutex; /* guards the files and progress that are told */
    struct staff_file files[STAFF_FILES_MAX];
    int file_count, told;
    struct staff_progress progress;
    bool has_progress;
    bool ended, told_end;
    atomic_bool stop;
    struct store *store;
    char *home, *data, *stick, *folder, *booth;
    void (*wake)(void *context);
    void *wake_context;
    /* the rest is the thread's until it ended */
    struct staff_file gathered[STAFF_FILES_MAX]; /* as the export made them, with their rows */
    int gathered_count;
    int64_t began_ms, told_ms; /* boot clock: of writing, of the last news */
    bool ok;
    struct export_result result;
    char name[STICK_FILE_NAME_LEN];
    struct err err;
};

static void wake(struct desk_export *export)
{
    if (export->wake)
        export->wake(export->wake_context);
}

static void on_gathered(void *context, const char *name, int64_t rows)
{
    struct desk_export *export = context;

    if (export->gathered_count == STAFF_FILES_MAX)
        return;
    struct staff_file *file = &export->gathered[export->gathered_count++];
    utf8_copy(file->name, sizeof(file->name), name);
    file->rows = rows;
}

static int64_t rows_of(const struct desk_export *export, const char *name)
{
    for (int i = 0; i < export->gathered_count; i++)
        if (strcmp(export->gathered[i].name, name) == 0)
            return export->gathered[i].rows;
    return -1;
}

static void on_files(void *context, const char *const *names, int count, int64_t total_len)
{
    struct desk_export *export = context;

    (void)total_len;
    export->began_ms = clock_boot_ms();
    pthread_mutex_lock(&export->mutex);
    for (int i = 0; i < count && i < STAFF_FILES_MAX; i++) {
        struct staff_file *file = &export->files[export->file_count++];
        utf8_copy(file->name, sizeof(file->name), names[i]);
        file->rows = rows_of(export, names[i]);
    }
    pthread_mutex_unlock(&export->mutex);
    wake(export);
}

/* By the pace so far; reading again is taken to be three times as fast. -1 = too early to say. */
static int seconds_left(const struct desk_export *export, const struct stick_progress *copy)
{
    enum { LEAST_MS = 800 };
    int64_t passed_ms = clock_boot_ms() - export->began_ms;
    int64_t work = copy->total_len * 4 / 3, done = copy->done_len;

    if (copy->phase == STICK_CHECKS)
        done = copy->total_len + copy->done_len / 3;
    if (passed_ms < LEAST_MS || done <= 0)
        return -1;
    return (int)((passed_ms * (work - done) / done + 999) / 1000);
}

static void on_progress(void *context, const struct stick_progress *copy)
{
    struct desk_export *export = context;
    bool checks = copy->phase == STICK_CHECKS;
    int from = checks ? WRITTEN : GATHERED, to = checks ? WHOLE : WRITTEN;
    int64_t total_len = copy->total_len > 0 ? copy->total_len : 1;
    struct staff_progress progress = { .phase = checks ? EXPORT_CHECKS : EXPORT_WRITES,
                                       .file = copy->file,
                                       .percent =
                                           from + (int)((to - from) * copy->done_len / total_len),
                                       .left_s = seconds_left(export, copy) };
    int64_t now_ms = clock_boot_ms();

    if (now_ms - export->told_ms < TELL_EVERY_MS && progress.phase == export->progress.phase)
        return;
    export->told_ms = now_ms;
    pthread_mutex_lock(&export->mutex);
    export->progress = progress;
    export->has_progress = true;
    pthread_mutex_unlock(&export->mutex);
    wake(export);
}

/* Beside the export, for a spare machine. The export does not wait for a better day when this
 * fails: what staff need of it is readable without. */
static void add_backup(struct desk_export *export, const char *out)
{
    struct err err = { 0 };

    if (!sealed_backup_write(export->store, export->home, out, &err))
        log_warn("封存备份没有做成：%s", err.text);
}

/* Made below folder/export.tmp, copied from there, and removed. */
static bool run_in(struct desk_export *export, const char *folder, struct err *err)
{
    struct err ignored = { 0 };
    char *scratch = fs_join(folder, "export.tmp");
    char *out = fs_join(scratch, export->folder);
    struct export_options options = { .out = out,
                                      .booth = export->booth,
                                      .formats = EXPORT_ALL,
                                      .progress = on_gathered,
                                      .progress_context = export };
    struct stick_copy_job copy = { .from = out,
                                   .stick = export->stick,
                                   .name = export->folder,
                                   .stop = &export->stop,
                                   .files = on_files,
                                   .progress = on_progress,
                                   .context = export };
    bool ok;

    export->gathered_count = 0;
    ok = fs_remove_tree(scratch, err) && fs_make_folders(scratch, err) &&
         export_write(export->store, &options, &export->result, err);
    if (ok)
        add_backup(export, out);
    ok = ok && stick_copy(&copy, export->name, err);
    fs_remove_tree(scratch, &ignored);
    free(out);
    free(scratch);
    return ok;
}

/* Where this machine's disk is full, memory has to do: exactly then the data must get out. */
static bool run_in_memory(struct desk_export *export, struct err *err)
{
    char folder[] = "/dev/shm/wenda-XXXXXX";
    struct err ignored = { 0 };

    if (!mkdtemp(folder))
        return err_set(err, "本机磁盘已满，导出没有地方整理。请先清出空间");
    bool ok = run_in(export, folder, err);
    fs_remove_tree(folder, &ignored);
    return ok;
}

static void *run(void *context)
{
    struct desk_export *export = context;
    bool made_room = store_release_ballast(store_folder(export->store));
    long long free_len = fs_free_len(export->data);

    export->ok = free_len >= 0 && free_len < LOCAL_LEAST_LEN
                     ? run_in_memory(export, &export->err)
                     : run_in(export, export->data, &export->err);
    if (made_room) /* for the next time; the kiosk is not to live on it */
        store_keep_ballast(store_folder(export->store), 0);
    pthread_mutex_lock(&export->mutex);
    export->ended = true;
    pthread_mutex_unlock(&export->mutex);
    wake(export);
    return NULL;
}

static void release(struct desk_export *export)
{
    pthread_mutex_destroy(&export->mutex);
    free(export->home);
    free(export->data);
    free(export->stick);
    free(export->folder);
    free(export->booth);
    free(export);
}

struct desk_export *desk_export_start(const struct desk_export_job *job)
{
    struct desk_export *export = mem_zalloc(sizeof(*export));

    export->store = job->store;
    export->home = mem_strdup(job->home);
    export->data = mem_strdup(job->data);
    export->stick = mem_strdup(job->stick);
    export->folder = mem_strdup(job->folder);
    export->booth = mem_strdup(job->booth);
    export->wake = job->wake;
    export->wake_context = job->wake_context;
    atomic_init(&export->stop, false);
    pthread_mutex_init(&export->mutex, NULL);
    if (pthread_create(&export->thread, NULL, run, export) == 0)
        return export;
    release(export);
    return NULL;
}

void desk_export_free(struct desk_export *export)
{
    if (!export)
        return;
    pthread_join(export->thread, NULL);
    release(export);
}

void desk_export_stop(struct desk_export *export)
{
    atomic_store(&export->stop, true);
}

enum desk_export_news desk_export_take(struct desk_export *export, struct staff_file *file,
                                       struct staff_progress *progress)
{
    enum desk_export_news news = DESK_EXPORT_NONE;

    pthread_mutex_lock(&export->mutex);
    if (export->told < export->file_count) {
        *file = export->files[export->told++];
        news = DESK_EXPORT_FILE;
    } else if (export->has_progress) {
        *progress = export->progress;
        export->has_progress = false;
        news = DESK_EXPORT_PROGRESS;
    } else if (export->ended && !export->told_end) {
        export->told_end = true;
        news = DESK_EXPORT_ENDED;
    }
    pthread_mutex_unlock(&export->mutex);
    return news;
}

bool desk_export_has_news(struct desk_export *export)
{
    pthread_mutex_lock(&export->mutex);
    bool has = export->told < export->file_count || export->has_progress ||
               (export->ended && !export->told_end);
    pthread_mutex_unlock(&export->mutex);
    return has;
}

bool desk_export_result(const struct desk_export *export, struct export_result *result,
                        const char **name, struct err *err)
{
    *result = export->result;
    *name = export->name;
    return export->ok || err_set(err, "%s", export->err.text);
}
