#include "booth/update.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "booth/install.h"
#include "booth/stick_copy.h"
#include "booth/stick_files.h"
#include "booth/update_open.h"

/* What was opened, as the screens look at it: pictures are read from its folder. */
struct update_next {
    struct activity *activity;
    char *folder;
};

struct update {
    struct update_options options;
    char *home, *stale_path;
    struct update_view *views[2]; /* one is looked at, the other filled */
    int shown;
    struct update_opened opened;  /* the job's */
    struct update_next next, old; /* of the view that is looked at; of the one before */
    int openings;
    pthread_t thread;
    bool has_thread;
    pthread_mutex_t mutex; /* guards ended */
    bool ended;
    struct update_order order; /* its stick is ours */
    char *stick, *place;
    bool ok;
    struct err err;
};

static void drop_next(struct update_next *next)
{
    struct err ignored = { 0 };
    activity_free(next->activity);
    if (next->folder)
        fs_remove_tree(next->folder, &ignored);
    free(next->folder);
    *next = (struct update_next){ 0 };
}

/* Where things are unpacked; what an earlier run left there goes. */
static void clear_place(struct update *update)
{
    struct err ignored = { 0 };
    char *place = fs_join(update->home, "update.tmp");
    fs_remove_tree(place, &ignored);
    free(place);
}

struct update *update_new(const struct update_options *options)
{
    struct update *update = mem_zalloc(sizeof *update);
    update->options = *options;
    update->home = options->home ? mem_strdup(options->home) : NULL;
    update->stale_path = options->stale_path ? mem_strdup(options->stale_path) : NULL;
    for (int i = 0; i < 2; i++)
        update->views[i] = mem_zalloc(sizeof *update->views[i]);
    update_opened_init(&update->opened);
    if (update->home)
        clear_place(update);
    pthread_mutex_init(&update->mutex, NULL);
    return update;
}

static void join(struct update *update)
{
    if (update->has_thread)
        pthread_join(update->thread, NULL);
    update->has_thread = false;
}

void update_free(struct update *update)
{
    if (!update)
        return;
    join(update);
    pthread_mutex_destroy(&update->mutex);
    update_opened_fini(&update->opened);
    drop_next(&update->next);
    drop_next(&update->old);
    if (update->home)
        clear_place(update);
    free(update->views[0]);
    free(update->views[1]);
    free(update->stick);
    free(update->place);
    free(update->stale_path);
    free(update->home);
    free(update);
}

/* ---- jobs, on the thread ---- */

static struct update_view *filled(struct update *update)
{
    return update->views[!update->shown];
}

/* What is installed, and whether there is something to go back to. */
static bool look_here(struct update *update, struct err *err)
{
    struct update_view *view = filled(update);
    struct install_record record;
    view->on = update->home != NULL;
    view->takes_unsigned = update->options.activity->allow_unsigned;
    if (!view->on) {
        utf8_copy(view->why_off, sizeof view->why_off,
                  "本机启动时指定了活动文件夹（--activity），不能在这里更新");
        utf8_copy(view->now, sizeof view->now, "启动时指定");
        return true;
    }
    if (!install_read_record(update->home, &record, err))
        return false;
    char *previous = fs_join(update->home, "activity.prev");
    view->has_previous = fs_exists(previous);
    free(previous);
    if (strcmp(record.key_name, INSTALL_UNSIGNED) == 0)
        snprintf(view->now, sizeof view->now, "未签名");
    else if (record.serial > 0)
        snprintf(view->now, sizeof view->now, "第 %lld 版", (long long)record.serial);
    else
        snprintf(view->now, sizeof view->now, "随软件 %s", WENDA_VERSION);
    return true;
}

static bool look(struct update *update, struct err *err)
{
    struct update_view *view = filled(update);
    view->source_count = 0;
    return look_here(update, err) &&
           (!update->stick || update_list_sources(update->stick, view, err));
}

static bool open_source(struct update *update, struct err *err)
{
    struct update_view *view = filled(update);
    const struct update_open_job job = { .home = update->home,
                                         .stick = update->stick,
                                         .stale_path = update->stale_path,
                                         .place = update->place,
                                         .activity = update->options.activity,
                                         .wall_ms = update->order.wall_ms,
                                         .mode = update->order.mode };
    view->saved[0] = '\0';
    view->next = NULL;
    memset(&view->preview, 0, sizeof view->preview);
    if (!update->stick || update->order.source < 0 || update->order.source >= view->source_count)
        return err_set(err, "U 盘已经拔出，请重新插好");
    view->preview.source = view->sources[update->order.source];
    if (!update_open(&job, &update->opened, &view->preview, err))
        return false;
    view->next = update->opened.activity;
    return true;
}

static bool apply(struct update *update, struct err *err)
{
    const struct update_opened *opened = &update->opened;
    const struct update_preview *preview = &filled(update)->preview;
    struct err_list faults;
    if (opened->bytes.len == 0 || preview->why[0] || preview->errors > 0)
        return err_set(err, "这一份不能更新");
    err_list_init(&faults);
    bool ok = preview->seal == SEAL_UNSIGNED
                  ? install_unsigned(update->home, opened->bytes.text, opened->bytes.len,
                                     &opened->key, update->stale_path, &faults, err)
                  : install_pack(update->home, opened->bytes.text, opened->bytes.len, &opened->key,
                                 preview->is_old, update->stale_path, &faults, err);
    err_list_fini(&faults);
    return ok && look_here(update, err);
}

static bool save(struct update *update, struct err *err)
{
    struct update_view *view = filled(update);
    char name[UPDATE_NAME_LEN + 32], saved[STICK_FILE_NAME_LEN];
    struct strbuf text;
    if (!update->stick)
        return err_set(err, "没有 U 盘，请插好再存");
    strbuf_init(&text);
    update_write_report(&view->preview, &text);
    snprintf(name, sizeof name, "%s%s.txt", view->preview.source.name, update_report_mark);
    bool ok = stick_put(update->stick, name, text.text, text.len, saved, err);
    if (ok)
        utf8_copy(view->saved, sizeof view->saved, saved);
    strbuf_fini(&text);
    return ok;
}

static bool run_job(struct update *update, struct err *err)
{
    if (update->order.job != UPDATE_LOOK && !update->home)
        return err_set(err, "本机启动时指定了活动文件夹，不能在这里更新");
    switch (update->order.job) {
    case UPDATE_LOOK:
        return look(update, err);
    case UPDATE_OPEN:
        return open_source(update, err);
    case UPDATE_APPLY:
        return apply(update, err);
    case UPDATE_REVERT:
        return install_swap_back(update->home, err) && look_here(update, err);
    case UPDATE_SAVE:
        return save(update, err);
    }
    return false;
}

static void *run(void *context)
{
    struct update *update = context;
    update->ok = run_job(update, &update->err);
    pthread_mutex_lock(&update->mutex);
    update->ended = true;
    pthread_mutex_unlock(&update->mutex);
    if (update->options.wake)
        update->options.wake(update->options.wake_context);
    return NULL;
}

/* ---- from the booth's thread ---- */

/* Another folder each time: the one before is looked at still, and pictures are told apart by where
 * they lie. */
static void choose_place(struct update *update)
{
    char name[48];
    snprintf(name, sizeof name, "update.tmp/%d", ++update->openings);
    free(update->place);
    update->place = update->home ? fs_join(update->home, name) : NULL;
}

bool update_start(struct update *update, const struct update_order *order)
{
    if (update->has_thread)
        return false;
    drop_next(&update->old); /* nobody looks at it any more */
    free(update->stick);
    update->stick = order->stick ? mem_strdup(order->stick) : NULL;
    update->order = *order;
    update->order.stick = update->stick;
    update->ended = false;
    if (order->job == UPDATE_OPEN)
        choose_place(update);
    err_clear(&update->err);
    memcpy(filled(update), update->views[update->shown], sizeof *filled(update));
    update->has_thread = pthread_create(&update->thread, NULL, run, update) == 0;
    return update->has_thread;
}

bool update_is_busy(struct update *update)
{
    return update->has_thread;
}

bool update_has_news(struct update *update)
{
    pthread_mutex_lock(&update->mutex);
    bool ended = update->ended;
    pthread_mutex_unlock(&update->mutex);
    return update->has_thread && ended;
}

bool update_take(struct update *update, enum update_job *job, bool *ok, const char **why,
                 const struct update_view **view)
{
    if (!update_has_news(update))
        return false;
    join(update);
    if (update->order.job == UPDATE_OPEN) {
        update->old = update->next;
        update->next = (struct update_next){ update->opened.activity, update->place };
        update->opened.activity = NULL;
        update->place = NULL;
    }
    update->shown = !update->shown;
    *job = update->order.job;
    *ok = update->ok;
    *why = update->err.text;
    *view = update->views[update->shown];
    return true;
}
