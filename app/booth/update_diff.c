#include "booth/update_diff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "base/fs.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "play/survey.h"

/* The two sides of what differs, put together piece by piece. */
struct sides {
    struct strbuf before, after;
};

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static void add_side(struct strbuf *out, const char *name, const char *text)
{
    strbuf_addf(out, "%s%s：%s", out->len > 0 ? "\n" : "", name, text && text[0] ? text : "（无）");
}

static void add_text(struct sides *sides, const char *name, const char *before, const char *after)
{
    if (same_text(before, after))
        return;
    add_side(&sides->before, name, before);
    add_side(&sides->after, name, after);
}

/* ---- a question's parts ---- */

static void format_answer(const struct question *q, char *out, size_t out_len)
{
    size_t len = 0;
    out[0] = '\0';
    if (!q->has_answer)
        return;
    if (q->type == QUESTION_NUMBER) {
        snprintf(out, out_len, "%g", q->answer_number);
    } else if (q->type == QUESTION_JUDGE) {
        snprintf(out, out_len, "%s", q->answer_choices & 1 ? "对" : "错");
    } else {
        for (int i = 0; i < q->option_count && len + 1 < out_len; i++) {
            if (q->type == QUESTION_ORDER)
                out[len++] = (char)('A' + q->answer_order[i]);
            else if (q->answer_choices >> i & 1)
                out[len++] = (char)('A' + i);
        }
        out[len] = '\0';
    }
}

static const char *option_at(const struct question *q, int index)
{
    return index < q->option_count ? question_wording(q, 0)->options[index] : NULL;
}

static void compare_options(struct sides *sides, const struct question *a, const struct question *b)
{
    int count = a->option_count > b->option_count ? a->option_count : b->option_count;
    for (int i = 0; i < count; i++) {
        char name[16];
        snprintf(name, sizeof name, "选项%c", 'A' + i);
        add_text(sides, name, option_at(a, i), option_at(b, i));
    }
}

static void format_days(const struct question *q, char out[2 * DATE_TEXT_LEN + 8])
{
    char from[DATE_TEXT_LEN] = "", until[DATE_TEXT_LEN] = "";
    if (q->valid_from != DATE_NONE)
        date_format(q->valid_from, from);
    if (q->valid_until != DATE_NONE)
        date_format(q->valid_until, until);
    out[0] = '\0';
    if (from[0] || until[0])
        snprintf(out, 2 * DATE_TEXT_LEN + 8, "%s – %s", from, until);
}

static void compare_questions(struct sides *sides, const struct question *a,
                              const struct question *b)
{
    const struct wording *old = question_wording(a, 0), *fresh = question_wording(b, 0);
    char before[64], after[64];
    add_text(sides, "题型", question_type_name(a->type), question_type_name(b->type));
    add_text(sides, "题干", old->stem, fresh->stem);
    compare_options(sides, a, b);
    format_answer(a, before, sizeof before);
    format_answer(b, after, sizeof after);
    add_text(sides, "答案", before, after);
    add_text(sides, "解析", old->explanation, fresh->explanation);
    add_text(sides, "要点", old->takeaway, fresh->takeaway);
    add_text(sides, "依据", old->basis, fresh->basis);
    add_text(sides, "知识点", a->topic, b->topic);
    add_text(sides, "难度", difficulty_name(a->difficulty), difficulty_name(b->difficulty));
    add_text(sides, "审核", a->review, b->review);
    add_text(sides, "图片", a->picture, b->picture);
    format_days(a, before);
    format_days(b, after);
    add_text(sides, "有效期", before, after);
}

/* ---- the list ---- */

static struct update_change *add_change(struct update_preview *out, enum update_change_kind kind,
                                        const char *name, const char *title)
{
    out->counts[kind]++;
    if (out->change_count == UPDATE_CHANGES_MAX)
        return NULL;
    struct update_change *change = &out->changes[out->change_count++];
    memset(change, 0, sizeof *change);
    change->kind = kind;
    utf8_copy(change->name, sizeof change->name, name);
    utf8_copy(change->title, sizeof change->title, title);
    return change;
}

/* A question whole, for one that comes or goes. */
static void describe(const struct question *q, char *out, size_t out_len)
{
    struct strbuf text;
    char answer[64];
    strbuf_init(&text);
    strbuf_add(&text, question_type_name(q->type));
    for (int i = 0; i < q->option_count; i++)
        strbuf_addf(&text, "\n%c. %s", 'A' + i, question_wording(q, 0)->options[i]);
    format_answer(q, answer, sizeof answer);
    if (answer[0])
        strbuf_addf(&text, "\n答案：%s", answer);
    if (question_wording(q, 0)->explanation)
        strbuf_addf(&text, "\n解析：%s", question_wording(q, 0)->explanation);
    utf8_copy(out, out_len, text.text);
    strbuf_fini(&text);
}

static bool same_wordings(const struct question *a, const struct question *b)
{
    for (int i = 1; i < LANGUAGE_MAX; i++) {
        const struct wording *one = a->wordings[i], *other = b->wordings[i];
        if (!one || !other) {
            if (one != other)
                return false;
            continue;
        }
        if (!same_text(one->stem, other->stem) ||
            !same_text(one->explanation, other->explanation) ||
            !same_text(one->takeaway, other->takeaway))
            return false;
        for (int o = 0; o < a->option_count && o < b->option_count; o++)
            if (!same_text(one->options[o], other->options[o]))
                return false;
    }
    return true;
}

/* What visitors would meet; a questionnaire that no screen shows has faults of its own. */
static void set_question(struct update_change *change, const struct form *form,
                         const struct question *question)
{
    if (form->kind == FORM_SURVEY && form->question_count > SURVEY_MAX)
        return;
    change->form = form;
    change->question = question;
}

static void compare_pair(const struct question *a, const struct form *form,
                         const struct question *b, struct update_preview *out)
{
    struct sides sides;
    if (strcmp(a->hash, b->hash) == 0 && same_wordings(a, b)) {
        out->same++;
        return;
    }
    struct update_change *change =
        add_change(out, CHANGE_EDITED, b->id, question_wording(b, 0)->stem);
    strbuf_init(&sides.before);
    strbuf_init(&sides.after);
    compare_questions(&sides, a, b);
    if (sides.after.len == 0)
        add_text(&sides, "译文或其他设置", "原来的", "有改动");
    if (change) {
        utf8_copy(change->before, sizeof change->before, sides.before.text);
        utf8_copy(change->after, sizeof change->after, sides.after.text);
        set_question(change, form, b);
    }
    strbuf_fini(&sides.before);
    strbuf_fini(&sides.after);
}

static void compare_forms(const struct form *forms, int count, const struct activity *before,
                          struct update_preview *out)
{
    for (int f = 0; f < count; f++) {
        for (int i = 0; i < forms[f].question_count; i++) {
            const struct question *q = &forms[f].questions[i];
            const struct question *old = activity_find_question(before, q->id);
            if (old) {
                compare_pair(old, &forms[f], q, out);
                continue;
            }
            struct update_change *change =
                add_change(out, CHANGE_ADDED, q->id, question_wording(q, 0)->stem);
            if (change) {
                describe(q, change->after, sizeof change->after);
                set_question(change, &forms[f], q);
            }
        }
    }
}

static void list_removed(const struct form *forms, int count, const struct activity *after,
                         struct update_preview *out)
{
    for (int f = 0; f < count; f++) {
        for (int i = 0; i < forms[f].question_count; i++) {
            const struct question *q = &forms[f].questions[i];
            if (activity_find_question(after, q->id))
                continue;
            struct update_change *change =
                add_change(out, CHANGE_REMOVED, q->id, question_wording(q, 0)->stem);
            if (change)
                describe(q, change->before, sizeof change->before);
        }
    }
}

/* ---- settings ---- */

static void read_settings(const struct activity *activity, struct strbuf *out)
{
    char *path = fs_join(activity->folder, "activity.txt");
    struct err ignored = { 0 };
    strbuf_init(out);
    fs_read(path, ACTIVITY_FILE_MAX_LEN, out, &ignored);
    free(path);
}

static bool has_line(const char *text, const char *line, size_t len)
{
    for (const char *at = text; *at;) {
        size_t at_len = strcspn(at, "\r\n");
        if (at_len == len && memcmp(at, line, len) == 0)
            return true;
        at += at_len;
        at += strspn(at, "\r\n");
    }
    return false;
}

/* The lines of one that the other has not. */
static void list_lines(const char *of, const char *other, char *out, size_t out_len)
{
    struct strbuf text;
    strbuf_init(&text);
    for (const char *at = of; *at;) {
        size_t len = strcspn(at, "\r\n");
        if (len > 0 && at[0] != '#' && !has_line(other, at, len)) {
            strbuf_add(&text, text.len > 0 ? "\n" : "");
            strbuf_add_len(&text, at, len);
        }
        at += len;
        at += strspn(at, "\r\n");
    }
    utf8_copy(out, out_len, text.text);
    strbuf_fini(&text);
}

static void compare_settings(const struct activity *before, const struct activity *after,
                             struct update_preview *out)
{
    struct strbuf old, fresh;
    char gone[UPDATE_TEXT_LEN], come[UPDATE_TEXT_LEN];
    read_settings(before, &old);
    read_settings(after, &fresh);
    list_lines(old.text, fresh.text, gone, sizeof gone);
    list_lines(fresh.text, old.text, come, sizeof come);
    if (gone[0] || come[0]) {
        struct update_change *change = add_change(out, CHANGE_EDITED, "activity.txt", "活动设置");
        if (change) {
            memcpy(change->before, gone, sizeof gone);
            memcpy(change->after, come, sizeof come);
        }
    }
    strbuf_fini(&old);
    strbuf_fini(&fresh);
}

void update_compare(const struct activity *before, const struct activity *after,
                    struct update_preview *out)
{
    compare_settings(before, after, out);
    compare_forms(after->banks, after->bank_count, before, out);
    compare_forms(after->surveys, after->survey_count, before, out);
    list_removed(before->banks, before->bank_count, after, out);
    list_removed(before->surveys, before->survey_count, after, out);
}

/* ---- faults ---- */

/* Staff know the files of the stick, not where they were looked at. */
static void copy_without(const char *text, const char *folder, char *out, size_t out_len)
{
    struct strbuf kept;
    size_t len = strlen(folder);
    strbuf_init(&kept);
    for (const char *at = text; *at;) {
        if (strncmp(at, folder, len) == 0 && at[len] == '/')
            at += len + 1;
        else
            strbuf_add_char(&kept, *at++);
    }
    utf8_copy(out, out_len, kept.text);
    strbuf_fini(&kept);
}

static void add_fault(const struct err_item *item, const char *folder, struct update_preview *out)
{
    size_t len = strlen(folder);
    const char *path = item->path ? item->path : "";
    if (out->fault_count == UPDATE_FAULTS_MAX)
        return;
    struct update_fault *fault = &out->faults[out->fault_count++];
    if (strncmp(path, folder, len) == 0 && path[len] == '/')
        path += len + 1;
    fault->is_error = item->severity == ERR_ERROR;
    if (item->line > 0)
        snprintf(fault->place, sizeof fault->place, "%.*s:%d", (int)sizeof fault->place - 16, path,
                 item->line);
    else
        utf8_copy(fault->place, sizeof fault->place, path);
    copy_without(item->text, folder, fault->text, sizeof fault->text);
}

/* Errors first: they are what must be mended. */
void update_list_faults(const struct err_list *faults, const char *folder,
                        struct update_preview *out)
{
    for (int severity = ERR_ERROR; severity >= ERR_WARNING; severity--)
        for (int i = 0; i < faults->count; i++)
            if ((int)faults->items[i].severity == severity)
                add_fault(&faults->items[i], folder, out);
    out->errors += faults->error_count;
    out->warnings += faults->count - faults->error_count;
}
