#include <stdio.h>

#include "base/clock.h"
#include "base/date.h"
#include "ctl/ctl.h"

enum { MINUTE_LEN = 16 }; /* of a stamp, up to its minutes */

static bool print_row(void *context, const struct store_rank_row *row, struct err *err)
{
    char stamp[DATE_STAMP_LEN];
    int *rows = context;
    (void)err;
    date_stamp(row->wall_ms, stamp);
    stamp[10] = ' ';
    stamp[MINUTE_LEN] = '\0';
    printf("%4d  %s  %d/%d  %7.1f 秒  %s  %s%s%s\n", row->place, row->code, row->right, row->asked,
           (double)row->taken_ms / 1000.0, stamp, row->tier, *row->state ? "，" : "", row->state);
    ++*rows;
    return true;
}

int ctl_rank(int argc, char **argv)
{
    const char *data = NULL;
    bool close = false;
    int rest;
    const struct ctl_option options[] = { { "--data", &data, NULL }, { "--close", NULL, &close } };
    if (!ctl_parse(argc, argv, options, 2, &rest) || rest != 0 || data == NULL)
        return ctl_usage("rank");

    struct err err = { "" };
    int rows = 0;
    struct store *store = ctl_open_store("rank", data);
    if (store == NULL)
        return CTL_FAILED;
    const struct store_request request = { .kind = STORE_CLOSE_RANKING,
                                           .wall_ms = clock_wall_ms() };
    bool ok = (!close || store_run(store, &request, &err)) &&
              store_read_rank(store, print_row, &rows, &err);
    store_close(store);
    if (!ok)
        return ctl_fail("rank", &err);
    if (rows == 0)
        printf("还没有人参加排名\n");
    else if (!close)
        printf("以上是现在的名次；加 --close 定下名次并给出奖品，此后可凭编码核销\n");
    return CTL_DONE;
}
