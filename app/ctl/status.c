#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "ctl/ctl.h"
#include "port/json.h"

/* All that status tells. */
struct report {
    struct store_status status;
    struct store_health health;
    struct store_ledger ledger;
    struct store_run run;
};

static const char *stamp(int64_t wall_ms, char buf[DATE_STAMP_LEN])
{
    if (wall_ms == 0)
        return NULL;
    date_stamp(wall_ms, buf);
    return buf;
}

void ctl_put_asides(struct json *json, const struct store_health *health)
{
    char buf[DATE_STAMP_LEN];
    json_array(json);
    for (int i = 0; i < health->aside_count; i++) {
        const struct store_aside *aside = &health->asides[i];
        json_object(json);
        json_key_text(json, "name", aside->name);
        json_key_text(json, "time", stamp(aside->wall_ms, buf));
        json_key_text(json, "decided", stamp(aside->decided_ms, buf));
        json_key_text(json, "decision", aside->decided_ms ? aside->decision : NULL);
        json_object_end(json);
    }
    json_array_end(json);
}

static void put_stock(struct json *json, const struct store_ledger *ledger)
{
    json_key_array(json, "prizes");
    for (int i = 0; i < ledger->count; i++) {
        const struct store_ledger_tier *tier = &ledger->tiers[i];
        json_object(json);
        json_key_text(json, "tier", tier->tier);
        json_key_int(json, "total", tier->total);
        json_key_int(json, "left", tier->closing);
        json_key_int(json, "pending", tier->pending);
        json_object_end(json);
    }
    json_array_end(json);
}

static void put_health(struct json *json, const struct report *report)
{
    const struct store_health *health = &report->health;
    char buf[DATE_STAMP_LEN];
    json_key_object(json, "health");
    json_key_bool(json, "reserve", health->has_ballast);
    json_key_text(json, "last_backup", stamp(health->backup_ms, buf));
    json_key_int(json, "backup_bytes", health->backup_len);
    json_key_int(json, "backups", health->backups);
    json_key_text(json, "last_start", stamp(report->run.started_ms, buf));
    json_key_int(json, "cut_off", report->run.cut_off);
    json_key_int(json, "faults", report->run.faults);
    json_key_text(json, "last_fault", report->run.faults ? report->run.last_fault : NULL);
    json_key_bool(json, "awards_stopped", health->awards_stopped);
    json_key(json, "set_aside");
    ctl_put_asides(json, health);
    json_object_end(json);
}

static void print_json(const struct report *report)
{
    const struct store_status *status = &report->status;
    char buf[DATE_STAMP_LEN];
    struct strbuf text;
    struct json *json = ctl_begin_json(&text);
    json_key_text(json, "activity", status->activity_id);
    json_key_text(json, "kind", store_kind_name(status->kind));
    json_key_int(json, "schema", status->schema_version);
    json_key_int(json, "visits", status->visits);
    json_key_int(json, "visits_open", status->visits_open);
    json_key_int(json, "answers", status->answers);
    json_key_text(json, "first", stamp(status->first_ms, buf));
    json_key_text(json, "last", stamp(status->last_ms, buf));
    json_key_int(json, "database_bytes", status->database_len);
    json_key_int(json, "free_bytes", status->free_len);
    json_key_int(json, "chain_rows", report->health.chain_number);
    json_key_text(json, "chain_head", report->health.chain_head);
    put_stock(json, &report->ledger);
    put_health(json, report);
    ctl_print_json(json, &text);
}

static void print_health(const struct report *report)
{
    const struct store_health *health = &report->health;
    char buf[DATE_STAMP_LEN];
    printf("备份：%s，%d 份\n", health->backup_ms ? stamp(health->backup_ms, buf) : "还没有",
           health->backups);
    if (!health->has_ballast)
        printf("备用空间：没有留出\n");
    if (report->run.started_ms)
        printf("上次启动：%s，此后存储出错 %d 次%s%s\n", stamp(report->run.started_ms, buf),
               report->run.faults, report->run.faults ? "，最近一次：" : "",
               report->run.last_fault);
    if (report->run.cut_off)
        printf("没有正常结束的运行：%d 次（断电或程序出错）\n", report->run.cut_off);
    for (int i = 0; i < health->aside_count; i++)
        printf("移开的数据库：set-aside/%s，%s\n", health->asides[i].name,
               health->asides[i].decided_ms ? "已决定" : "未决定，发奖暂停");
    if (health->pin_anew_ms)
        printf("口令：原来的随移开的数据库没有了，%s 有人新设了一个，请核对是不是工作人员\n",
               stamp(health->pin_anew_ms, buf));
}

static void print_text(const struct report *report)
{
    const struct store_status *status = &report->status;
    char buf[DATE_STAMP_LEN];
    const double mib = 1024.0 * 1024.0;
    printf("活动：%s（%s）\n", status->activity_id, store_kind_name(status->kind));
    printf("人次：%lld，其中没有正常结束的 %lld\n", (long long)status->visits,
           (long long)status->visits_open);
    printf("回答：%lld\n", (long long)status->answers);
    printf("最早一条：%s\n", status->first_ms ? stamp(status->first_ms, buf) : "—");
    printf("最近一条：%s\n", status->last_ms ? stamp(status->last_ms, buf) : "—");
    for (int i = 0; i < report->ledger.count; i++)
        printf("奖品：%s（%s）剩 %lld，共 %lld\n", report->ledger.tiers[i].tier,
               report->ledger.tiers[i].item, (long long)report->ledger.tiers[i].closing,
               (long long)report->ledger.tiers[i].total);
    printf("数据库：%.1f MiB（结构版本 %d），所在盘剩余 %.1f MiB\n",
           (double)status->database_len / mib, status->schema_version,
           (double)status->free_len / mib);
    print_health(report);
    printf("审计链：%lld 行，链头 %s\n", (long long)report->health.chain_number,
           report->health.chain_head);
}

int ctl_status(int argc, char **argv)
{
    const char *data = NULL;
    bool json = false;
    int rest;
    const struct ctl_option options[] = { { "--data", &data, NULL }, { "--json", NULL, &json } };
    if (!ctl_parse(argc, argv, options, 2, &rest) || rest != 0 || data == NULL)
        return ctl_usage("status");

    struct err err = { "" };
    struct report report;
    struct ctl_reading reading = ctl_open_reading("status", data);
    if (reading.store == NULL)
        return CTL_FAILED;
    bool ok = store_read_status(reading.store, &report.status, &err) &&
              store_read_health(reading.store, &report.health, &err) &&
              store_read_ledger(reading.store, &report.ledger, &err) &&
              store_read_run(data, &report.run, &err);
    ctl_close_reading(&reading);
    store_read_folder_health(data, &report.health);
    report.status.free_len = report.health.free_len;
    if (!ok)
        return ctl_fail("status", &err);
    if (json)
        print_json(&report);
    else
        print_text(&report);
    return CTL_DONE;
}
