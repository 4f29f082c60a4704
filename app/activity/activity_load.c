/* activity.txt with every file it names. */
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/activity_read.h"
#include "base/fs.h"
#include "base/mem.h"

static const struct spot whole_file = { 0, 0 };

struct loader {
    struct activity *activity;
    struct err_list *faults;
    struct reader *reader; /* of activity.txt */
};

static bool read_text(struct loader *l, const char *path, struct strbuf *text, struct spot named_at)
{
    struct err err = { 0 };
    if (fs_read(path, ACTIVITY_FILE_MAX_LEN, text, &err))
        return true;
    reader_error(l->reader, named_at, "%s", err.text);
    return false;
}

/* quiz/patent.txt, en -> quiz/patent.en.txt; the caller frees. */
static char *parallel_path(const char *path, const char *language)
{
    struct strbuf out;
    size_t len = strlen(path);
    if (len > 4 && strcmp(path + len - 4, ".txt") == 0)
        len -= 4;
    strbuf_init(&out);
    strbuf_add_len(&out, path, len);
    strbuf_addf(&out, ".%s.txt", language);
    return strbuf_take(&out);
}

static bool load_language(struct loader *l, struct form *form, int language)
{
    const char *tag = l->activity->languages[language];
    char *path = parallel_path(form->path, tag);
    struct strbuf text;
    strbuf_init(&text);
    bool good = true;
    if (!fs_exists(path)) {
        err_list_add(l->faults, ERR_WARNING, form->path, 0, 0,
                     "没有译文文件 %s，选这种语言的人会看到原文", path);
    } else if (!read_text(l, path, &text, whole_file)) {
        good = false;
    } else {
        good = form_read_language(form, language, path, text.text, text.len, &l->activity->arena,
                                  l->faults);
        const char *written = form->languages[language];
        if (written && strcasecmp(written, tag) != 0)
            err_list_add(l->faults, ERR_WARNING, path, 0, 0,
                         "文件头的语言是 %s，文件名和活动里写的是 %s", written, tag);
    }
    strbuf_fini(&text);
    free(path);
    return good;
}

static bool load_form(struct loader *l, const char *name, enum form_kind kind, struct spot named_at,
                      struct form *out)
{
    const struct activity *activity = l->activity;
    char *path = fs_join(activity->folder, name);
    struct strbuf text;
    strbuf_init(&text);
    const int errors = l->faults->error_count;
    struct form *form = NULL;
    if (read_text(l, path, &text, named_at))
        form = form_read(path, text.text, text.len, &l->activity->arena, l->faults);
    if (form && form->kind != kind) {
        reader_error(l->reader, named_at, "%s 是%s，不能写在“%s”里", name,
                     kind == FORM_BANK ? "问卷" : "题库", kind == FORM_BANK ? "题库" : "问卷");
        form = NULL;
    }
    if (form) {
        *out = *form;
        if (strcasecmp(form->languages[0], activity->languages[0]) != 0)
            err_list_add(l->faults, ERR_WARNING, form->path, 0, 0,
                         "文件的语言是 %s，活动的第一种语言是 %s", form->languages[0],
                         activity->languages[0]);
        for (int i = 1; i < activity->language_count; i++)
            load_language(l, out, i);
    }
    strbuf_fini(&text);
    free(path);
    return form && l->faults->error_count == errors;
}

/* True if every file was read without an error; those that could be read are kept. */
static bool load_forms(struct loader *l, const struct setting_files *files, enum form_kind kind,
                       struct form **forms, int *form_count)
{
    bool good = true;
    *forms = arena_alloc(&l->activity->arena, (size_t)files->count * sizeof **forms);
    *form_count = 0;
    for (int i = 0; i < files->count; i++) {
        struct form form = { 0 };
        if (!load_form(l, files->paths[i], kind, files->at, &form))
            good = false;
        if (form.id)
            (*forms)[(*form_count)++] = form;
    }
    return good;
}

struct owned {
    const struct question *question;
    const struct form *form;
    int order;
};

static int compare_owned(const void *a, const void *b)
{
    const struct owned *one = a, *other = b;
    int order = strcmp(one->question->id, other->question->id);
    return order ? order : one->order - other->order;
}

static int list_questions(const struct form *forms, int form_count, struct owned *out, int count)
{
    for (int i = 0; i < form_count; i++)
        for (int j = 0; j < forms[i].question_count; j++, count++)
            out[count] = (struct owned){ &forms[i].questions[j], &forms[i], count };
    return count;
}

/* Answers are stored by question id and forms by form id, so each must be unique. */
static void refuse_doubles(struct loader *l)
{
    struct activity *a = l->activity;
    int total = 0;
    for (int i = 0; i < a->bank_count; i++)
        total += a->banks[i].question_count;
    for (int i = 0; i < a->survey_count; i++)
        total += a->surveys[i].question_count;
    struct owned *all = mem_alloc((size_t)total * sizeof *all);
    int banked = list_questions(a->banks, a->bank_count, all, 0);
    list_questions(a->surveys, a->survey_count, all, banked);
    if (total > 1)
        qsort(all, (size_t)total, sizeof *all, compare_owned);
    for (int i = 1; i < total; i++) {
        const struct question *first = all[i - 1].question, *q = all[i].question;
        if (strcmp(first->id, q->id) != 0)
            continue;
        err_list_add(l->faults, ERR_ERROR, q->place.path, q->place.line, 0,
                     "编号“%s”重复，%s 第 %d 行已经用过", q->id, first->place.path,
                     first->place.line);
        if (all[i].form->kind == FORM_BANK)
            a->quiz_ready = false;
        else
            a->survey_ready = false;
    }
    free(all);
}

static void refuse_double_forms(struct loader *l, const struct form *forms, int count, bool *ready)
{
    for (int i = 0; i < count; i++)
        for (int j = 0; j < i; j++)
            if (strcmp(forms[i].id, forms[j].id) == 0) {
                err_list_add(l->faults, ERR_ERROR, forms[i].path, 0, 0,
                             "文件头的编号“%s”与 %s 相同", forms[i].id, forms[j].path);
                *ready = false;
            }
}

/* True if on some day of the activity at least one question can be shown. */
static bool has_current_question(const struct activity *a)
{
    for (int i = 0; i < a->bank_count; i++) {
        for (int j = 0; j < a->banks[i].question_count; j++) {
            const struct question *q = &a->banks[i].questions[j];
            bool begun = q->valid_from == DATE_NONE || q->valid_from <= a->last_day;
            bool ended = q->valid_until != DATE_NONE && q->valid_until < a->first_day;
            if (q->review && begun && !ended)
                return true;
        }
    }
    return false;
}

static void load_quiz(struct loader *l, const struct setting_files *files)
{
    struct activity *a = l->activity;
    bool good = load_forms(l, files, FORM_BANK, &a->banks, &a->bank_count);
    a->quiz_ready = a->quiz_on && good && has_current_question(a);
    if (!a->quiz_on)
        return;
    if (files->count == 0)
        reader_error(l->reader, whole_file, "竞答开启了，但没有写题库：请在 [竞答] 写“题库”");
    else if (good && !a->quiz_ready)
        reader_error(l->reader, files->at,
                     "没有一道题可以上屏：题要有“审核”，并且在活动的日子里有效");
}

/* People must be told who asks, why and for how long before they are asked anything. */
static bool consent_is_complete(struct loader *l)
{
    const struct activity *a = l->activity;
    const struct {
        const char *value, *name;
    } needed[] = {
        { a->organiser, "“主办”" },
        { a->consent_purpose, "[告知] 的“目的”" },
        { a->consent_retention, "[告知] 的“保存期限”" },
    };
    bool complete = true;
    for (int i = 0; i < 3; i++) {
        if (needed[i].value && *needed[i].value)
            continue;
        reader_error(l->reader, whole_file, "问卷不开放：%s还没有写", needed[i].name);
        complete = false;
    }
    return complete;
}

static void load_surveys(struct loader *l, const struct setting_files *files)
{
    struct activity *a = l->activity;
    bool good = load_forms(l, files, FORM_SURVEY, &a->surveys, &a->survey_count);
    a->survey_ready = false;
    if (!a->survey_on)
        return;
    if (files->count == 0)
        reader_error(l->reader, whole_file, "问卷开启了，但没有写是哪一份：请在 [问卷] 写“问卷”");
    a->survey_ready = consent_is_complete(l) && good && a->survey_count > 0;
}

static bool load_all(struct loader *l)
{
    struct settings_target target = { .reader = l->reader, .activity = l->activity };
    struct strbuf text;
    strbuf_init(&text);
    bool usable = read_text(l, l->reader->path, &text, whole_file) &&
                  activity_read_settings(&target, text.text, text.len) &&
                  activity_check_settings(&target);
    strbuf_fini(&text);
    if (!usable)
        return false;
    struct activity *a = l->activity;
    load_quiz(l, &target.banks);
    load_surveys(l, &target.surveys);
    refuse_double_forms(l, a->banks, a->bank_count, &a->quiz_ready);
    refuse_double_forms(l, a->surveys, a->survey_count, &a->survey_ready);
    refuse_doubles(l);
    return true;
}

struct activity *activity_load(const char *folder, struct err_list *faults)
{
    struct activity *activity = mem_zalloc(sizeof *activity);
    arena_init(&activity->arena);
    activity->folder = arena_strdup(&activity->arena, folder);
    char *path = fs_join(folder, "activity.txt");
    struct reader reader = { .path = arena_strdup(&activity->arena, path),
                             .arena = &activity->arena,
                             .faults = faults };
    struct loader loader = { activity, faults, &reader };
    free(path);
    if (load_all(&loader))
        return activity;
    activity_free(activity);
    return NULL;
}

void activity_free(struct activity *activity)
{
    if (!activity)
        return;
    arena_fini(&activity->arena);
    free(activity);
}
