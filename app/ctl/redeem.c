#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "ctl/ctl.h"
#include "report/export.h"

/* 2027-04-20 15:12 */
static const char *minute(int64_t wall_ms, char buf[DATE_STAMP_LEN])
{
    date_stamp(wall_ms, buf);
    buf[10] = ' ';
    buf[16] = '\0';
    return buf;
}

/* What staff do next stands first. */
static int print_outcome(const struct store_redemption *redemption)
{
    const struct store_award *award = &redemption->award;
    char buf[DATE_STAMP_LEN];
    switch (redemption->outcome) {
    case REDEEM_DONE:
        printf("可以发奖：%s，%s。已记为领取\n", award->tier, award->item);
        return CTL_DONE;
    case REDEEM_ALREADY:
        printf("不能再发：%s（%s）已于 %s 在%s领取\n", award->tier, award->item,
               minute(award->state_ms, buf), award->place);
        break;
    case REDEEM_EXPIRED:
        printf("不能发：%s（%s）的兑奖码 %s 已过期\n", award->tier, award->item,
               minute(award->valid_until_ms, buf));
        break;
    case REDEEM_CANCELLED:
        printf("不能发：%s（%s）已于 %s 作废，原因：%s\n", award->tier, award->item,
               minute(award->state_ms, buf), award->reason);
        break;
    case REDEEM_UNKNOWN:
        printf("不能发：没有这个兑奖码。请对照照片再输一遍\n");
        break;
    case REDEEM_UNRANKED:
        printf("还不能发：这是排名的编码，没有获奖（名次见 wendactl rank）\n");
        break;
    case REDEEM_TOO_MANY:
        printf("请等一分钟：刚才输入了太多不存在的兑奖码\n");
        break;
    case REDEEM_OUTCOME_COUNT:
        break;
    }
    return CTL_FAILED;
}

static bool read_code(const char *text, char code[CLAIM_CODE_LEN], struct err *err)
{
    return claim_code_read(text, code) ||
           err_set(err, "“%s”不是兑奖码：可能抄错了一位。兑奖码是 8 位字母和数字，没有 0、O、1、I",
                   text);
}

int ctl_redeem(int argc, char **argv)
{
    const char *data = NULL;
    char code[CLAIM_CODE_LEN], booth[EXPORT_BOOTH_LEN], place[EXPORT_BOOTH_LEN + 16];
    int rest;
    const struct ctl_option options[] = { { "--data", &data, NULL } };
    if (!ctl_parse(argc, argv, options, 1, &rest) || rest != 1 || data == NULL)
        return ctl_usage("redeem");

    struct err err = { "" };
    if (!read_code(argv[1], code, &err) || !export_booth_name(data, booth, &err))
        return ctl_fail("redeem", &err);
    snprintf(place, sizeof place, "展位 %s", booth);
    struct store *store = ctl_open_store("redeem", data);
    if (store == NULL)
        return CTL_FAILED;
    const struct store_request request = {
        .kind = STORE_REDEEM, .wall_ms = clock_wall_ms(), .code = code, .place = place
    };
    struct store_result result;
    bool ok = store_ask(store, &request, &result);
    store_close(store);
    return ok ? print_outcome(&result.redemption) : ctl_fail("redeem", &result.err);
}
