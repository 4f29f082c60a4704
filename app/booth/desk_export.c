#include "booth/desk_export.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { TRIES_MAX = 99 };

struct desk_export {
    pthread_t thread;
    pthread_mutex_t mutex; /* guards files, file_count and ended */
    struct staff_file files[STAFF_FILES_MAX];
    int file_count, told;
    bool ended, told_end;
    struct store *store;
    char *out, *booth;
    void (*wake)(void *context);
    void *wake_context;
    bool ok; /* the rest is the thread's until it ended */
    struct export_result result;
    struct err err;
};

static void wake(struct desk_export *export)
{
    if (export->wake)
        export->wake(export->wake_context);
}

static void on_file(void *context, const char *name, int64_t rows)
{
    struct desk_export *export = context;

    pthread_mutex_lock(&export->mutex);
    if (export->file_count < STAFF_FILES_MAX) {
        struct staff_file *file = &export->files[export->file_count++];
        utf8_copy(file->name, sizeof(file->name), name);
        file->rows = rows;
    }
    pthread_mutex_unlock(&export->mutex);
    wake(export);
}

static void *run(void *context)
{
    struct desk_export *export = context;
    struct export_options options = { .out = export->out,
                                      .booth = export->booth,
                                      .formats = EXPORT_ALL,
                                      .progress = on_file,
                                      .progress_context = export };

    export->ok = export_write(export->store, &options, &export->result, &export->err);
    pthread_mutex_lock(&export->mutex);
    export->ended = true;
    pthread_mutex_unlock(&export->mutex);
    wake(export);
    return NULL;
}

/* A folder that is not there yet: an export never writes over another. */
static char *free_name(const char *stick, const char *folder)
{
    char *path = fs_join(stick, folder);

    for (int i = 2; i <= TRIES_MAX && fs_exists(path); i++) {
        struct strbuf name;
        strbuf_init(&name);
        strbuf_addf(&name, "%s-%d", folder, i);
        free(path);
        path = fs_join(stick, name.text);
        strbuf_fini(&name);
    }
    return path;
}

struct desk_export *desk_export_start(const struct desk_export_job *job)
{
    struct desk_export *export = mem_zalloc(sizeof(*export));

    export->store = job->store;
    export->out = free_name(job->stick, job->folder);
    export->booth = mem_strdup(job->booth);
    export->wake = job->wake;
    export->wake_context = job->wake_context;
    pthread_mutex_init(&export->mutex, NULL);
    if (pthread_create(&export->thread, NULL, run, export) == 0)
        return export;
    pthread_mutex_destroy(&export->mutex);
    free(export->booth);
    free(export->out);
    free(export);
    return NULL;
}

void desk_export_free(struct desk_export *export)
{
    if (!export)
        return;
    pthread_join(export->thread, NULL);
    pthread_mutex_destroy(&export->mutex);
    free(export->booth);
    free(export->out);
    free(export);
}

enum desk_export_news desk_export_take(struct desk_export *export, struct staff_file *file)
{
    enum desk_export_news news = DESK_EXPORT_NONE;

    pthread_mutex_lock(&export->mutex);
    if (export->told < export->file_count) {
        *file = export->files[export->told++];
        news = DESK_EXPORT_FILE;
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
    bool has = export->told < export->file_count || (export->ended && !export->told_end);
    pthread_mutex_unlock(&export->mutex);
    return has;
}

bool desk_export_result(const struct desk_export *export, struct export_result *result,
                        const char **out_path, struct err *err)
{
    *result = export->result;
    *out_path = export->out;
    return export->ok || err_set(err, "%s", export->err.text);
}
