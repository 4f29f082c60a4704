#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "ctl/ctl.h"
#include "report/export.h"

/* csv,jsonl → bits; false after naming what this build can write. */
static bool parse_formats(const char *text, unsigned *out)
{
    char *copy = mem_strdup(text), *rest = copy, *word;
    bool ok = true;
    *out = 0;
    while (ok && (word = strsep(&rest, ",")) != NULL) {
        if (strcmp(word, "csv") == 0)
            *out |= EXPORT_CSV;
        else if (strcmp(word, "jsonl") == 0)
            *out |= EXPORT_JSONL;
        else {
            fprintf(stderr, "wendactl export: --only 可用 csv 和 jsonl，不能写“%s”\n", word);
            ok = false;
        }
    }
    free(copy);
    return ok;
}

static bool parse_time(const char *name, const char *text, int64_t *out)
{
    if (text == NULL || date_parse_stamp(text, out))
        return true;
    fprintf(stderr,
            "wendactl export: %s 应为 2027-04-20 或 2027-04-20T09:00:00+08:00 这样的时间，"
            "现在是“%s”\n",
            name, text);
    return false;
}

static void show_progress(void *context, const char *name, int64_t rows)
{
    (void)context;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "  %s：%lld 行\n", name, (long long)rows);
}

int ctl_export(int argc, char **argv)
{
    const char *data = NULL, *only = NULL, *since = NULL, *until = NULL;
    struct export_options export = { .formats = EXPORT_ALL, .progress = show_progress };
    char booth[EXPORT_BOOTH_LEN];
    int rest;
    const struct ctl_option options[] = {
        { "--data", &data, NULL },   { "-o", &export.out, NULL }, { "--only", &only, NULL },
        { "--since", &since, NULL }, { "--until", &until, NULL },
    };
    if (!ctl_parse(argc, argv, options, sizeof options / sizeof *options, &rest) || rest != 0 ||
        data == NULL || export.out == NULL ||
        (only != NULL && !parse_formats(only, &export.formats)) ||
        !parse_time("--since", since, &export.since_ms) ||
        !parse_time("--until", until, &export.until_ms))
        return ctl_usage("export");

    struct err err = { "" };
    struct export_result result;
    if (!export_booth_name(data, booth, &err))
        return ctl_fail("export", &err);
    export.booth = booth;
    bool made_room = store_release_ballast(data);
    struct ctl_reading reading = ctl_open_reading("export", data);
    if (reading.store == NULL)
        return CTL_FAILED;
    /* Days that are over give up their seeds first, so that their draws can be checked; that is not
     * for a copy to decide. */
    const struct store_request close_days = { .kind = STORE_CLOSE_DAYS,
                                              .wall_ms = clock_wall_ms() };
    bool ok = (reading.copy != NULL || store_run(reading.store, &close_days, &err)) &&
              export_write(reading.store, &export, &result, &err);
    ctl_close_reading(&reading);
    if (made_room) /* for the next time; the kiosk is not to live on it */
        store_keep_ballast(data, 0);
    if (!ok)
        return ctl_fail("export", &err);
    printf("已导出 %lld 人次、%lld 条回答，%d 个文件，到 %s\n", (long long)result.visits,
           (long long)result.answers, result.files + 1, export.out);
    return CTL_DONE;
}
