#include <stdio.h>

#include "ctl/ctl.h"

static void print_ledger(const struct store_ledger *ledger)
{
    for (int i = 0; i < ledger->count; i++) {
        const struct store_ledger_tier *tier = &ledger->tiers[i];
        printf("%s（%s）：期初 %lld，增减 %lld，发出 %lld，冲正 %lld，期末 %lld；产生 %lld = "
               "已领 %lld + 过期 %lld + 待领 %lld\n",
               tier->tier, tier->item, (long long)tier->opening, (long long)tier->in,
               (long long)tier->out, (long long)tier->reversals, (long long)tier->closing,
               (long long)tier->issued, (long long)tier->claimed, (long long)tier->expired,
               (long long)tier->pending);
    }
}

static bool check_all(struct store *store, struct err *err)
{
    struct store_chain_head head;
    struct store_prize_check prizes;
    struct store_ledger ledger;
    if (!store_check_database(store, err))
        return false;
    printf("数据库：完整\n");
    if (!store_check_chain(store, err) || !store_read_chain_head(store, &head, err))
        return false;
    printf("审计日志：%lld 行，连成一链，链头 %s\n", (long long)head.number, head.hash);
    if (!store_check_tallies(store, err))
        return false;
    printf("统计表：与逐条重数相符\n");
    if (!store_check_prizes(store, &prizes, err) || !store_read_ledger(store, &ledger, err))
        return false;
    printf("奖品台账：%lld 行，平\n", (long long)prizes.movements);
    print_ledger(&ledger);
    printf("发奖：%lld 次，其中抽奖 %lld 次，用 %lld 天的种子逐次重算相符；%lld 个奖与日志相符\n",
           (long long)prizes.settlements, (long long)prizes.draws, (long long)prizes.seeds,
           (long long)prizes.awards);
    return true;
}

int ctl_audit(int argc, char **argv)
{
    const char *data = NULL;
    int rest;
    const struct ctl_option options[] = { { "--data", &data, NULL } };
    if (!ctl_parse(argc, argv, options, 1, &rest) || rest != 0 || data == NULL)
        return ctl_usage("audit");

    struct err err = { "" };
    struct store *store = ctl_open_store("audit", data);
    if (store == NULL)
        return CTL_FAILED;
    bool holds = check_all(store, &err);
    store_close(store);
    return holds ? CTL_DONE : ctl_fail("audit", &err);
}
