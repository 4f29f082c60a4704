#include <stdio.h>

#include "base/date.h"
#include "ctl/ctl.h"
#include "port/json.h"

static const char *stamp(int64_t wall_ms, char buf[DATE_STAMP_LEN])
{
    if (wall_ms == 0)
        return NULL;
    date_stamp(wall_ms, buf);
    return buf;
}

static void print_json(const struct store_status *status, const char *head)
{
    char buf[DATE_STAMP_LEN];
    struct strbuf text;
    strbuf_init(&text);
    struct json *json = json_new(&text, true);
    json_object(json);
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
    json_key_text(json, "chain_head", head);
    json_object_end(json);
    json_end_document(json);
    json_free(json);
    fwrite(text.text, 1, text.len, stdout);
    strbuf_fini(&text);
}

static void print_text(const struct store_status *status, const char *head)
{
    char buf[DATE_STAMP_LEN];
    const double mib = 1024.0 * 1024.0;
    printf("活动：%s（%s）\n", status->activity_id, store_kind_name(status->kind));
    printf("人次：%lld，其中没有正常结束的 %lld\n", (long long)status->visits,
           (long long)status->visits_open);
    printf("回答：%lld\n", (long long)status->answers);
    printf("最早一条：%s\n", status->first_ms ? stamp(status->first_ms, buf) : "—");
    printf("最近一条：%s\n", status->last_ms ? stamp(status->last_ms, buf) : "—");
    printf("数据库：%.1f MiB（结构版本 %d），所在盘剩余 %.1f MiB\n",
           (double)status->database_len / mib, status->schema_version,
           (double)status->free_len / mib);
    printf("审计链头：%s\n", head);
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
    struct store_status status;
    struct store_chain_head head;
    struct store *store = ctl_open_store("status", data);
    if (store == NULL)
        return CTL_FAILED;
    bool ok = store_read_status(store, &status, &err) && store_read_chain_head(store, &head, &err);
    store_close(store);
    if (!ok)
        return ctl_fail("status", &err);
    if (json)
        print_json(&status, head.hash);
    else
        print_text(&status, head.hash);
    return CTL_DONE;
}
