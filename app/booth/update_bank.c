#include "booth/update_bank.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "activity/activity.h"
#include "activity/convert.h"
#include "activity/pack_collect.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "booth/stick_files.h"
#include "booth/update_edit.h"
#include "port/confine.h"

enum { BANK_MAX_LEN = 32 * 1024 * 1024 };

/* Our own reports lie on the same stick. */
const char update_report_mark[] = " 检查结果";

static bool ends_with(const char *name, const char *ending)
{
    size_t len = strlen(name), ending_len = strlen(ending);
    return len > ending_len && strcasecmp(name + len - ending_len, ending) == 0;
}

/* Listed all the same: whoever brought it is told what to do with it. */
static bool is_old_document(const char *name)
{
    return ends_with(name, ".doc") || ends_with(name, ".wps");
}

bool update_is_bank(const char *name)
{
    static const char *const endings[] = { ".docx", ".xlsx", ".xls", ".csv", ".txt" };
    if (name[0] == '~' || strstr(name, update_report_mark))
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(name, endings[i]))
            return true;
    return is_old_document(name);
}

/* ---- reading ---- */

struct reading {
    const char *name;
    const struct strbuf *bytes;
};

/* Tables of encodings are files, which nobody opens any more once the child is confined. */
static void load_encodings(void *context)
{
    static const char *const encodings[] = { "GB18030", "UTF-16LE", "UTF-16BE" };
    (void)context;
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
        (void)iconv_open("UTF-8", encodings[i]); /* open until the child ends */
}

static bool try_reading(void *context, struct strbuf *out, struct err *err)
{
    const struct reading *reading = context;
    struct convert_result result;
    (void)out;
    if (!convert_read(reading->name, reading->bytes->text, reading->bytes->len, BANK_AUTO, &result,
                      err))
        return false;
    convert_result_fini(&result);
    return true;
}

/* Office files are unpacked in a confined child by their readers. Text is read in one as a whole
 * first: bytes that would crash or hang the kiosk do so there. */
static bool read_bank(const struct reading *reading, struct convert_result *result, struct err *err)
{
    const struct strbuf *bytes = reading->bytes;
    bool packed = bytes->len >= 4 && (memcmp(bytes->text, "PK\003\004", 4) == 0 ||
                                      memcmp(bytes->text, "\xD0\xCF\x11\xE0", 4) == 0);
    const struct confine_task task = { .prepare = load_encodings,
                                       .run = try_reading,
                                       .context = (void *)reading };
    struct strbuf nothing;
    strbuf_init(&nothing);
    bool ok = packed || confine_run(&task, &nothing, err);
    strbuf_fini(&nothing);
    return ok && convert_read(reading->name, bytes->text, bytes->len, BANK_AUTO, result, err);
}

/* ---- what was not read ---- */

static void add_fault(struct update_preview *out, const char *number, const char *state,
                      const char *reason, const char *quote)
{
    out->warnings++;
    out->left_out++;
    if (out->fault_count == UPDATE_FAULTS_MAX)
        return;
    struct update_fault *fault = &out->faults[out->fault_count++];
    memset(fault, 0, sizeof *fault);
    snprintf(fault->place, sizeof fault->place, "%.60s（%s）", number, state);
    struct strbuf text;
    strbuf_init(&text);
    strbuf_add(&text, reason);
    if (quote && quote[0])
        strbuf_addf(&text, "：“%s”", quote);
    utf8_copy(fault->text, sizeof fault->text, text.text);
    strbuf_fini(&text);
}

static const char *number_of(const struct convert_item *item, char out[64])
{
    if (item->number[0])
        snprintf(out, 64, "第 %.40s 题", item->number);
    else if (item->line > 0)
        snprintf(out, 64, "第 %d 行", item->line);
    else
        snprintf(out, 64, "没有题号");
    return out;
}

static void list_unread(const struct convert_result *result, struct update_preview *out)
{
    static const char *const states[] = {
        [CONVERT_REFUSED] = "未读出", [CONVERT_DOUBTFUL] = "有疑问"
    };
    char number[64];
    for (int status = CONVERT_REFUSED; status >= CONVERT_DOUBTFUL; status--)
        for (int i = 0; i < result->count; i++)
            if ((int)result->items[i].status == status)
                add_fault(out, number_of(&result->items[i], number), states[status],
                          result->items[i].reason,
                          result->items[i].quote ? result->items[i].quote : result->items[i].stem);
}

/* ---- the questions that go in ---- */

static bool is_kept(const struct question *kept, int count, const char *id)
{
    for (int i = 0; i < count; i++)
        if (strcmp(kept[i].id, id) == 0)
            return true;
    return false;
}

/* Keeps in form what was read without a doubt and is not there yet; how many that is. */
static int keep_read(const struct update_open_job *job, struct convert_result *result,
                     const char *review, struct update_preview *out)
{
    struct form *form = &result->form;
    struct question *kept =
        arena_alloc(&result->arena, (size_t)(form->question_count + 1) * sizeof *kept);
    char number[64];
    int count = 0;
    for (int i = 0; i < result->count; i++) {
        const struct convert_item *item = &result->items[i];
        if (item->status != CONVERT_READ || item->question < 0)
            continue;
        const struct question *question = &form->questions[item->question];
        bool again = is_kept(kept, count, question->id);
        if (again ||
            (job->mode == UPDATE_ADDS && activity_find_question(job->activity, question->id)))
            add_fault(out, number_of(item, number), "已有",
                      again ? "同一份里前面已有这道题" : "现有题库里已有这道题", item->stem);
        else {
            kept[count] = *question;
            kept[count++].review = review;
        }
    }
    form->questions = kept;
    form->question_count = count;
    return count;
}

/* ---- the activity with them ---- */

static bool copy_activity(const char *from, const char *to, struct err *err)
{
    struct arena arena;
    struct tar_file *files;
    int count = 0;
    arena_init(&arena);
    bool ok = pack_collect(from, &arena, &files, &count, err);
    for (int i = 0; ok && i < count; i++) {
        char *path = fs_join(to, files[i].name), *parent = fs_dirname(path);
        ok = fs_make_folders(parent, err) && fs_replace(path, files[i].bytes, files[i].len, err);
        free(parent);
        free(path);
    }
    arena_fini(&arena);
    return ok;
}

static bool edit_settings(const struct update_open_job *job, const char *folder, const char *file,
                          int count, struct err *err)
{
    struct strbuf text, edited;
    char *path = fs_join(folder, "activity.txt");
    int total = activity_draw_total(job->activity);
    strbuf_init(&text);
    strbuf_init(&edited);
    bool ok = fs_read(path, ACTIVITY_FILE_MAX_LEN, &text, err);
    if (ok && job->mode == UPDATE_ADDS)
        ok = update_edit_add(text.text, file, &edited, err);
    else if (ok)
        ok = update_edit_replace(text.text, file, total < count ? total : count, &edited, err);
    ok = ok && fs_replace(path, edited.text, edited.len, err);
    strbuf_fini(&edited);
    strbuf_fini(&text);
    free(path);
    return ok;
}

static bool write_bank(struct form *form, const char *folder, const char *file, struct err *err)
{
    struct strbuf text;
    char *path = fs_join(folder, file), *parent = fs_dirname(path);
    strbuf_init(&text);
    form_write(form, 0, &text);
    bool ok = fs_make_folders(parent, err) && fs_replace(path, text.text, text.len, err);
    strbuf_fini(&text);
    free(parent);
    free(path);
    return ok;
}

/* Named after its bytes: the same file is the same bank. */
static void name_bank(const struct update_open_job *job, struct convert_result *result,
                      const struct strbuf *bytes, const char *name)
{
    char hash[CRYPT_HEX_LEN], id[32];
    const char *dot = strrchr(name, '.');
    char *title = mem_strndup(name, dot ? (size_t)(dot - name) : strlen(name));
    crypt_hash_hex(bytes->text, bytes->len, hash);
    snprintf(id, sizeof id, "usb-%.8s", hash);
    memset(result->form.titles, 0, sizeof result->form.titles);
    memset(result->form.languages, 0, sizeof result->form.languages);
    result->form.id = arena_strdup(&result->arena, id);
    result->form.titles[0] = arena_strdup(&result->arena, title);
    result->form.languages[0] = job->activity->languages[0];
    free(title);
}

/* Where it lies in the activity. */
static const char *bank_file(const struct convert_result *result, char out[64])
{
    snprintf(out, 64, "quiz/%s.txt", result->form.id);
    return out;
}

static bool build(const struct update_open_job *job, struct convert_result *result,
                  struct update_opened *opened, struct update_preview *out, struct err *err)
{
    struct err ignored = { 0 };
    char *folder = fs_join(job->home, "update.src"), file[64];
    bank_file(result, file);
    bool ok = fs_remove_tree(folder, err) && copy_activity(job->activity->folder, folder, err) &&
              write_bank(&result->form, folder, file, err) &&
              edit_settings(job, folder, file, result->form.question_count, err) &&
              update_pack_folder(job, folder, opened, out, err);
    fs_remove_tree(folder, &ignored);
    free(folder);
    return ok;
}

/* Errors go first. Of the warnings, those about other banks are nothing that this file could mend.
 */
static void sort_faults(struct update_preview *out, const char *file)
{
    struct update_fault *sorted = mem_zalloc(UPDATE_FAULTS_MAX * sizeof *sorted);
    int count = 0, dropped = 0;
    for (int i = 0; i < out->fault_count; i++)
        if (out->faults[i].is_error)
            sorted[count++] = out->faults[i];
    for (int i = 0; i < out->fault_count; i++) {
        const struct update_fault *fault = &out->faults[i];
        if (fault->is_error)
            continue;
        if (i < out->left_out || strncmp(fault->place, file, strlen(file)) == 0)
            sorted[count++] = *fault;
        else
            dropped++;
    }
    memcpy(out->faults, sorted, (size_t)count * sizeof *sorted);
    out->fault_count = count;
    out->warnings -= dropped;
    free(sorted);
}

static bool use(const struct update_open_job *job, struct convert_result *result,
                struct update_opened *opened, struct update_preview *out, struct err *err)
{
    char day[DATE_TEXT_LEN], review[64];
    date_format(date_of_ms(job->wall_ms), day);
    snprintf(review, sizeof review, "展位工作人员预览后启用 %s", day);
    out->is_bank = true;
    out->read = result->counts[CONVERT_READ];
    out->doubtful = result->counts[CONVERT_DOUBTFUL];
    out->refused = result->counts[CONVERT_REFUSED];
    bool some = false;
    if (result->form.kind != FORM_BANK)
        utf8_copy(out->why, sizeof out->why,
                  "这是问卷，不是竞答题库：问卷请由单位做成题库包（.wenda）再来");
    else if (keep_read(job, result, arena_strdup(&result->arena, review), out) > 0)
        some = true;
    else
        utf8_copy(out->why, sizeof out->why, "里面没有可以新加的题");
    list_unread(result, out);
    if (some && !build(job, result, opened, out, err))
        return false;
    char file[64];
    sort_faults(out, bank_file(result, file));
    if (!job->activity->allow_unsigned && !out->why[0])
        utf8_copy(out->why, sizeof out->why,
                  "本活动只接受签名的题库包：请单位用 wendactl 转换、打包成 .wenda 再来");
    return true;
}

bool update_open_bank(const struct update_open_job *job, int stick, struct update_opened *opened,
                      struct update_preview *out, struct err *err)
{
    struct convert_result result;
    struct strbuf bytes;
    struct err refused = { 0 };
    const struct reading reading = { out->source.name, &bytes };
    out->seal = SEAL_UNSIGNED;
    utf8_copy(out->next, sizeof out->next, out->source.name);
    strbuf_init(&bytes);
    bool ok = stick_read(stick, out->source.name, BANK_MAX_LEN, &bytes, err);
    if (ok && is_old_document(out->source.name)) {
        utf8_copy(out->why, sizeof out->why,
                  "这是旧格式的文档，本机读不了：请用 Word 或 WPS 打开，另存为 .docx 再拷来");
    } else if (ok && read_bank(&reading, &result, &refused)) {
        name_bank(job, &result, &bytes, out->source.name);
        ok = use(job, &result, opened, out, err);
        convert_result_fini(&result);
    } else if (ok) {
        utf8_copy(out->why, sizeof out->why, refused.text);
    }
    strbuf_fini(&bytes);
    return ok;
}
