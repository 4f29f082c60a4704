#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/check.h"
#include "base/fs.h"
#include "ctl/ctl.h"
#include "port/json.h"
#include "shell/text_cache.h"
#include "view/fit.h"

enum { TOPICS_MAX = 64 };

static void print_json(const struct err_list *faults)
{
    struct strbuf text;
    struct json *json = ctl_begin_json(&text);
    json_key_int(json, "errors", faults->error_count);
    json_key_int(json, "warnings", faults->count - faults->error_count);
    json_key_array(json, "items");
    for (int i = 0; i < faults->count; i++) {
        const struct err_item *item = &faults->items[i];
        json_object(json);
        json_key_text(json, "severity", item->severity == ERR_ERROR ? "error" : "warning");
        json_key_text(json, "path", item->path);
        json_key_int(json, "line", item->line);
        json_key_int(json, "col", item->col);
        json_key_text(json, "text", item->text);
        json_object_end(json);
    }
    json_array_end(json);
    ctl_print_json(json, &text);
}

/* How many questions of each topic can be drawn on the first day of the activity. */
static void print_topics(const struct activity *activity)
{
    struct check_topic topics[TOPICS_MAX];
    char day[DATE_TEXT_LEN];
    int count = check_count_topics(activity, activity->first_day, topics, TOPICS_MAX);
    date_format(activity->first_day, day);
    printf("%s 可抽的题（已审核、在有效期内）：", day);
    for (int i = 0; i < count; i++)
        printf("%s%s %d/%d", i == 0 ? "" : "，", topics[i].topic, topics[i].current,
               topics[i].total);
    printf("\n");
}

/* What the screens need to know whether a question fits: opened for the first form. */
struct fitter {
    struct fonts *fonts;
    struct text_cache *cache;
    bool tried;
};

static bool open_fitter(struct fitter *fitter)
{
    struct err err = { "" };
    if (!fitter->tried) {
        fitter->fonts = fonts_open(&err);
        if (fitter->fonts == NULL)
            fprintf(stderr, "wendactl check: %s；没有检查题目在屏上放不放得下\n", err.text);
        else
            fitter->cache = text_cache_new(fitter->fonts, 1.0, TEXT_CACHE_CAPACITY_LEN,
                                           TEXT_CACHE_CAPACITY_COUNT);
    }
    fitter->tried = true;
    return fitter->cache != NULL;
}

static void close_fitter(struct fitter *fitter)
{
    text_cache_free(fitter->cache);
    fonts_close(fitter->fonts);
}

static void check_fit(struct fitter *fitter, const struct form *forms, int count,
                      const char *const *languages, int language_count, struct err_list *faults)
{
    struct strings strings;
    char *folder = fs_join(ctl_assets(), "strings");
    /* A language whose strings are missing is told by the kiosk; its questions are fitted with the
     * first language's words around them. */
    struct err_list missing;
    err_list_init(&missing);
    if (count > 0 && open_fitter(fitter)) {
        (void)strings_load(&strings, folder, languages, language_count, &missing);
        fonts_take_languages(fitter->fonts, &strings);
        for (int i = 0; i < count; i++)
            fit_check(&forms[i], &strings, text_cache_measure(fitter->cache), faults);
        strings_fini(&strings);
    }
    err_list_fini(&missing);
    free(folder);
}

static void check_folder(const char *path, const char *stale_path, bool json, struct fitter *fitter,
                         struct err_list *faults)
{
    struct activity *activity = activity_load(path, faults);
    if (activity == NULL)
        return;
    check_activity(activity, stale_path, faults);
    check_fit(fitter, activity->banks, activity->bank_count, activity->languages,
              activity->language_count, faults);
    check_fit(fitter, activity->surveys, activity->survey_count, activity->languages,
              activity->language_count, faults);
    if (!json)
        print_topics(activity);
    activity_free(activity);
}

/* Pictures are named from the activity folder: the nearest one above the file with activity.txt,
 * else the file's own. The caller frees. */
static char *activity_folder_of(const char *path)
{
    char *own = fs_dirname(path);
    char *above = fs_join(own, "..");
    char *marker = fs_join(above, "activity.txt");
    char *own_marker = fs_join(own, "activity.txt");
    bool is_above = fs_exists(marker) && !fs_exists(own_marker);
    free(own_marker);
    free(marker);
    if (is_above) {
        free(own);
        return above;
    }
    free(above);
    return own;
}

static void check_file(const char *path, const char *stale_path, bool json, struct fitter *fitter,
                       struct err_list *faults)
{
    struct err err = { "" };
    struct strbuf text;
    struct arena arena;
    strbuf_init(&text);
    arena_init(&arena);
    if (!fs_read(path, ACTIVITY_FILE_MAX_LEN, &text, &err)) {
        err_list_add(faults, ERR_ERROR, path, 0, 0, "%s", err.text);
    } else {
        struct form *form = form_read(path, text.text, text.len, &arena, faults);
        if (form != NULL) {
            char *folder = activity_folder_of(path);
            check_form(form, folder, stale_path, faults);
            check_fit(fitter, form, 1, form->languages, 1, faults);
            if (!json)
                printf("%s：%d 题\n", path, form->question_count);
            free(folder);
        }
    }
    arena_fini(&arena);
    strbuf_fini(&text);
}

int ctl_check(int argc, char **argv)
{
    bool json = false, keys = false;
    int path_count;
    const struct ctl_option options[] = { { "--json", NULL, &json }, { "--keys", NULL, &keys } };
    if (!ctl_parse(argc, argv, options, 2, &path_count) || (path_count == 0) != keys)
        return ctl_usage("check");
    if (keys) {
        activity_print_keys(stdout);
        return CTL_DONE;
    }

    struct err_list faults;
    struct fitter fitter = { .tried = false };
    char *stale_path = fs_join(ctl_assets(), "stale-law.txt");
    err_list_init(&faults);
    for (int i = 1; i <= path_count; i++) {
        if (fs_is_folder(argv[i]))
            check_folder(argv[i], stale_path, json, &fitter, &faults);
        else
            check_file(argv[i], stale_path, json, &fitter, &faults);
    }
    close_fitter(&fitter);
    err_list_sort(&faults);
    int status = faults.error_count > 0 ? CTL_FAILED : CTL_DONE;
    if (json) {
        print_json(&faults);
    } else {
        err_list_print(&faults, stdout);
        printf("错误 %d 处，警告 %d 处\n", faults.error_count, faults.count - faults.error_count);
    }
    err_list_fini(&faults);
    free(stale_path);
    return status;
}
