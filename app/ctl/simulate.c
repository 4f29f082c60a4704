#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "activity/activity.h"
#include "booth/simulate.h"
#include "ctl/ctl.h"

static struct activity *load(const char *folder)
{
    struct err_list faults;
    err_list_init(&faults);
    struct activity *activity = activity_load(folder, &faults);
    if (faults.error_count > 0)
        err_list_print(&faults, stderr);
    err_list_fini(&faults);
    return activity;
}

static void print_result(const struct simulate_result *result)
{
    printf("人次 %lld\n", (long long)result->visits);
    printf("竞答：开始 %lld，完成 %lld，中途离开 %lld，答对 %lld 题\n",
           (long long)result->quiz_started, (long long)result->quiz_completed,
           (long long)result->quiz_abandoned, (long long)result->right);
    printf("问卷：开始 %lld，完成 %lld，中途离开 %lld，撤回 %lld\n",
           (long long)result->surveys_started, (long long)result->surveys_completed,
           (long long)result->surveys_abandoned, (long long)result->surveys_withdrawn);
    printf("已存回答 %lld 条\n", (long long)result->answers_saved);
    printf("奖品：盖印 %lld 次，不抽 %lld 次，发出 %lld 份\n", (long long)result->draws,
           (long long)result->declined, (long long)result->awards);
}

int ctl_simulate(int argc, char **argv)
{
    const char *folder = NULL, *data = NULL, *visitors = NULL, *seed = NULL, *days = "1",
               *ack = NULL;
    int64_t visitor_count = 0, seed_number = 0, day_count = 1;
    int rest;
    const struct ctl_option options[] = {
        { "--activity", &folder, NULL },   { "--data", &data, NULL },
        { "--visitors", &visitors, NULL }, { "--seed", &seed, NULL },
        { "--days", &days, NULL },         { "--ack", &ack, NULL },
    };
    if (!ctl_parse(argc, argv, options, sizeof options / sizeof *options, &rest) || rest != 0 ||
        folder == NULL || data == NULL || visitors == NULL || seed == NULL ||
        !ctl_number("--visitors", visitors, 1, 10000000, &visitor_count) ||
        !ctl_number("--seed", seed, 0, INT64_MAX, &seed_number) ||
        !ctl_number("--days", days, 1, 366, &day_count))
        return ctl_usage("simulate");

    struct activity *activity = load(folder);
    if (activity == NULL)
        return CTL_FAILED;
    struct simulate_options simulate = {
        .activity = activity,
        .data = data,
        .visitors = (int)visitor_count,
        .days = (int)day_count,
        .seed = (uint64_t)seed_number,
        .progress = isatty(STDERR_FILENO),
    };
    struct simulate_result result;
    struct err err = { "" };
    bool ok = ack == NULL || (simulate.ack = fopen(ack, "ae")) != NULL ||
              err_set(&err, "写不了 %s：%s", ack, strerror(errno));
    ok = ok && simulate_run(&simulate, &result, &err);
    if (simulate.ack != NULL && fclose(simulate.ack) != 0 && ok)
        ok = err_set(&err, "写不了 %s：%s", ack, strerror(errno));
    activity_free(activity);
    if (!ok)
        return ctl_fail("simulate", &err);
    print_result(&result);
    return CTL_DONE;
}
