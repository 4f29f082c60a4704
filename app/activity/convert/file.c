/* A file into a file: what is read, what of it the target can hold, and the report of both. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "activity/convert.h"
#include "base/fs.h"
#include "base/mem.h"
#include "port/json.h"

/* What a format is called before people; targets have a name of their own. */
static const char *const titles[] = {
    [BANK_AUTO] = "",           [BANK_TEXT] = "中文题库",  [BANK_CANONICAL] = "问答亭题库文本",
    [BANK_GIFT] = "GIFT",       [BANK_AIKEN] = "Aiken",    [BANK_TABLE] = "题库表格",
    [BANK_XLSFORM] = "XLSForm", [BANK_WJX] = "问卷星文本",
};
static_assert(sizeof titles / sizeof titles[0] == BANK_FORMAT_COUNT, "a title for every format");

static const char *const status_names[] = {
    [CONVERT_READ] = "read",
    [CONVERT_DOUBTFUL] = "doubtful",
    [CONVERT_REFUSED] = "refused",
};
static_assert(sizeof status_names / sizeof status_names[0] == CONVERT_STATUS_COUNT,
              "a name for every status");

static enum bank_format target_of(const struct convert_job *job)
{
    return job->to != BANK_AUTO ? job->to : convert_format_of_path(job->out);
}

static bool is_same_file(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

/* ---- what the target cannot hold ---- */

static void refuse(struct convert_result *result, struct convert_item *item, enum bank_format to,
                   const char *reason)
{
    struct strbuf text;
    strbuf_init(&text);
    strbuf_addf(&text, "写不进 %s：%s", titles[to], reason);
    if (*item->reason)
        strbuf_addf(&text, "；%s", item->reason);
    result->counts[item->status]--;
    result->counts[CONVERT_REFUSED]++;
    item->status = CONVERT_REFUSED;
    item->reason = arena_strdup(&result->arena, text.text);
    item->question = -1;
    if (!item->quote)
        item->quote = item->stem;
    strbuf_fini(&text);
}

/* Losses name questions of the form; people know items. */
static void take_losses(struct convert_result *result, enum bank_format to,
                        const struct convert_loss *losses, int count)
{
    const char **reasons = mem_zalloc(((size_t)result->form.question_count + 1) * sizeof *reasons);
    for (int i = 0; i < count; i++) {
        if (losses[i].question >= 0)
            reasons[losses[i].question] = losses[i].reason;
        else
            result->note = losses[i].reason;
    }
    for (int i = 0; i < result->count; i++) {
        struct convert_item *item = &result->items[i];
        if (item->question >= 0 && reasons[item->question])
            refuse(result, item, to, reasons[item->question]);
    }
    free(reasons);
}

static bool write_out(const struct convert_job *job, struct convert_result *result, struct err *err)
{
    const int max = result->form.question_count + 1; /* one for each, one for all */
    struct convert_loss *losses = mem_zalloc((size_t)max * sizeof *losses);
    int lost = 0;
    bool ok = convert_write_file(job->out, target_of(job), &result->form, result, losses, max,
                                 &lost, err);
    take_losses(result, target_of(job), losses, lost);
    free(losses);
    result->written = result->counts[CONVERT_READ] + result->counts[CONVERT_DOUBTFUL];
    return ok || result->written == 0;
}

bool convert_file(const struct convert_job *job, struct convert_result *result, struct err *err)
{
    struct err failure = { "" };
    if (target_of(job) == BANK_AUTO)
        return err_set(err, "从 %s 的文件名看不出要写成什么格式", job->out);
    if (is_same_file(job->in, job->out))
        return err_set(err, "%s 和 %s 是同一个文件，请换一个文件名", job->in, job->out);
    if (!convert_read_file(job->in, job->from, result, err))
        return false;
    if (result->form.question_count == 0 || write_out(job, result, &failure))
        return true;
    convert_result_fini(result);
    return err_set(err, "%s", failure.text);
}

/* ---- for people ---- */

static void add_item(const struct convert_result *result, const struct convert_item *item,
                     struct strbuf *out)
{
    const char *unit = result->paragraphs && !item->sheet ? "段" : "行";
    strbuf_add(out, "  ");
    if (item->line > 0)
        strbuf_addf(out, "%s第 %d %s", item->sheet ? item->sheet : "", item->line, unit);
    if (*item->number)
        strbuf_addf(out, "%s第 %s 题", item->line > 0 ? "，" : "", item->number);
    strbuf_addf(out, "：%s\n", item->reason);
    if (item->quote && *item->quote)
        strbuf_addf(out, "      原文：%s\n", item->quote);
}

static void add_items(const struct convert_result *result, enum convert_status status,
                      struct strbuf *out)
{
    for (int i = 0; i < result->count; i++)
        if (result->items[i].status == status)
            add_item(result, &result->items[i], out);
}

/* How a doubtful question shows in OUT. */
static const char *mark_in(enum bank_format to)
{
    switch (to) {
    case BANK_GIFT:
        return "题前有一行“// 有疑问”";
    case BANK_TABLE:
    case BANK_XLSFORM:
        return "“存疑”一列写着原因";
    default:
        return "题前有一行“# 有疑问”";
    }
}

void convert_report(const struct convert_job *job, const struct convert_result *result,
                    struct strbuf *out)
{
    const int *counts = result->counts;
    strbuf_addf(out, "%s（按%s读）：共 %d 题，读出 %d，有疑问 %d，未导入 %d\n", job->in,
                titles[result->format], result->count, counts[CONVERT_READ],
                counts[CONVERT_DOUBTFUL], counts[CONVERT_REFUSED]);
    if (counts[CONVERT_DOUBTFUL] > 0)
        strbuf_addf(out, "\n有疑问的 %d 题，已写进 %s，%s，请对照原件改好：\n",
                    counts[CONVERT_DOUBTFUL], job->out, mark_in(target_of(job)));
    add_items(result, CONVERT_DOUBTFUL, out);
    if (counts[CONVERT_REFUSED] > 0)
        strbuf_addf(out, "\n未导入的 %d 处，%s 里没有，需要的请自己补上：\n",
                    counts[CONVERT_REFUSED], job->out);
    add_items(result, CONVERT_REFUSED, out);
    if (result->note)
        strbuf_addf(out, "\n注意：%s\n", result->note);
    if (result->written == 0)
        strbuf_addf(out, "\n没有可写的题，没有写 %s。\n", job->out);
    else if (result->form.kind == FORM_SURVEY)
        strbuf_addf(out, "\n已写 %d 题到 %s，请核对后再用。\n", result->written, job->out);
    else
        strbuf_addf(out,
                    "\n已写 %d 题到 %s，都是未审核：核对一题，填上这题的“审核”，它才会上屏。\n",
                    result->written, job->out);
}

/* ---- for programs ---- */

void convert_report_json(const struct convert_result *result, struct strbuf *out)
{
    struct json *json = json_new(out, true);
    json_object(json);
    for (int i = 0; i < CONVERT_STATUS_COUNT; i++)
        json_key_int(json, status_names[i], result->counts[i]);
    json_key_array(json, "items");
    for (int i = 0; i < result->count; i++) {
        const struct convert_item *item = &result->items[i];
        json_object(json);
        json_key_text(json, "number", item->number);
        json_key_text(json, "type", question_type_tag(item->type));
        json_key_text(json, "answer", item->answer);
        json_key_int(json, "options", item->option_count);
        json_key_text(json, "stem", item->stem);
        json_key_text(json, "status", status_names[item->status]);
        json_key_text(json, "reason", item->reason);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
    json_end_document(json);
    json_free(json);
}
