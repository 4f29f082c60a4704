/* erase: the visits of activities that are over; the totals and the chain's head stay. */
#include <stdio.h>

#include "base/clock.h"
#include "ctl/ctl.h"

static bool erase(struct store *store, struct store_erasable *was, struct store_chain_head *head,
                  struct err *err)
{
    const struct store_request request = { .kind = STORE_ERASE, .wall_ms = clock_wall_ms() };
    return store_read_erasable(store, request.wall_ms, was, err) &&
           store_run(store, &request, err) && store_check_tallies(store, err) &&
           store_read_chain_head(store, head, err);
}

int ctl_erase(int argc, char **argv)
{
    const char *data = NULL;
    int rest;
    const struct ctl_option options[] = { { "--data", &data, NULL } };
    if (!ctl_parse(argc, argv, options, 1, &rest) || rest != 0 || data == NULL)
        return ctl_usage("erase");

    struct err err = { "" };
    struct store_erasable was;
    struct store_chain_head head;
    struct store *store = ctl_open_store("erase", data);
    if (store == NULL)
        return CTL_FAILED;
    bool ok = erase(store, &was, &head, &err);
    store_close(store);
    ok = ok && store_drop_backups(data, &err);
    if (!ok)
        return ctl_fail("erase", &err);
    printf("已清除 %lld 次来访、%lld 条回答；统计数字保留，与重数相符\n", (long long)was.visits,
           (long long)was.answers);
    if (was.kept > 0)
        printf("另有 %lld 次来访是发奖的依据，只留编号、时间和得分，回答已清除\n",
               (long long)was.kept);
    printf("定时备份已删除，下次待机时重做；另存的备份、导出和 set-aside 里的数据请自行处理\n");
    printf("审计链头：第 %lld 行 %s\n", (long long)head.number, head.hash);
    return CTL_DONE;
}
