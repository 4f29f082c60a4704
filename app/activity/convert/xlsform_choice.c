/* The choices sheet: options and scales. */
#include <stdio.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/convert/xlsform.h"
#include "activity/draft.h"
#include "base/utf8.h"

enum { CHOICES_MAX = OPTION_MAX };

struct choice_list {
    const struct csv_row *rows[CHOICES_MAX];
    const char *names[CHOICES_MAX];
    int count;
};

static bool has_blank(const char *name)
{
    while (*name)
        if (utf8_is_space(utf8_next(&name)))
            return true;
    return false;
}

static bool add_choice(struct xlsform_reading *r, struct xlsform_question *q,
                       struct choice_list *list, const struct csv_row *row)
{
    const char *name = xlsform_cell(r->book, &r->book->choices, row, "name");
    const char *mark = xlsform_mark(&r->book->choices, row);
    if (mark)
        xlsform_doubt(q, "choices 表第 %d 行有单元格%s", row->line, mark);
    if (list->count == CHOICES_MAX)
        xlsform_refuse(q, "选项太多，最多 %d 个", CHOICES_MAX);
    else if (!*name || has_blank(name))
        xlsform_refuse(q, "choices 表第 %d 行的 name“%s”不能用：不能空着，中间也不能有空格",
                       row->line, name);
    for (int i = 0; i < list->count && !q->refused; i++)
        if (strcmp(list->names[i], name) == 0)
            xlsform_refuse(q, "choices 表第 %d 行的 name“%s”在这张选项表里写了两次", row->line,
                           name);
    if (q->refused)
        return false;
    list->names[list->count] = name;
    list->rows[list->count++] = row;
    return true;
}

static bool find_list(struct xlsform_reading *r, struct xlsform_question *q, const char *name,
                      struct choice_list *out)
{
    const struct xlsform_sheet *choices = &r->book->choices;
    out->count = 0;
    for (int i = 0; i < choices->row_count; i++) {
        const struct csv_row *row = &choices->rows[i];
        if (strcmp(r->book->list_names[i], name) == 0 && !add_choice(r, q, out, row))
            return false;
    }
    if (out->count == 0)
        xlsform_refuse(q, "choices 表里没有选项表“%s”", name);
    else if (out->count < 2)
        xlsform_refuse(q, "选项表“%s”只有 1 项", name);
    return !q->refused;
}

static void keep_codes(struct xlsform_reading *r, struct xlsform_question *q,
                       const struct choice_list *list, bool last_is_unclear)
{
    q->codes.names = arena_copy(&r->book->arena, list->names, sizeof *list->names, list->count);
    q->codes.count = list->count;
    q->codes.last_is_unclear = last_is_unclear;
}

/* The label in a language, of the first one where that is missing. */
static const char *label_of(struct xlsform_reading *r, const struct csv_row *row, int language)
{
    const char *label = xlsform_text(r->book, &r->book->choices, row, "label", language);
    if (!*label && language > 0)
        label = xlsform_text(r->book, &r->book->choices, row, "label", 0);
    return arena_strdup(convert_arena(r->builder), label);
}

/* Labels of a part of the list in every language that the question has. */
static void take_labels(struct xlsform_reading *r, struct xlsform_question *q,
                        const struct choice_list *list, int language, const char **out, int count)
{
    for (int i = 0; i < count; i++) {
        out[i] = label_of(r, list->rows[i], language);
        if (utf8_count(out[i]) > QUESTION_STEM_MAX_CHARS)
            xlsform_doubt(q, "选项 %s 太长，最多 %d 字", list->names[i], QUESTION_STEM_MAX_CHARS);
        for (int j = 0; j < i && language == 0; j++)
            if (*out[i] && strcmp(out[i], out[j]) == 0)
                xlsform_doubt(q, "选项 %s 和 %s 相同", list->names[j], list->names[i]);
    }
}

/* ---- Options ---- */

static bool has_flag(struct xlsform_reading *r, const struct csv_row *row, const char *column)
{
    return xlsform_is_true(xlsform_cell(r->book, &r->book->choices, row, column));
}

static void take_flags(struct xlsform_reading *r, struct xlsform_question *q,
                       const struct choice_list *list, int index)
{
    struct question_option *option = &q->question->options[index];
    const struct csv_row *row = list->rows[index];
    const enum question_type type = q->question->type;
    const char *picture = xlsform_text(r->book, &r->book->choices, row, "media::image", 0);
    option->fixed = has_flag(r, row, "fixed");
    option->exclusive = has_flag(r, row, "exclusive");
    option->other = has_flag(r, row, "other");
    bool misplaced = (option->exclusive && type != QUESTION_MULTIPLE) ||
                     (option->other && type != QUESTION_MULTIPLE && type != QUESTION_SINGLE) ||
                     (option->fixed && type == QUESTION_JUDGE);
    if (misplaced) {
        xlsform_doubt(q, "选项 %s 的 fixed、exclusive 或 other 不合这种题，没有导入",
                      list->names[index]);
        *option = (struct question_option){ 0 };
    }
    if (convert_is_picture_path(picture))
        option->picture = arena_strdup(convert_arena(r->builder), picture);
    else if (*picture)
        xlsform_doubt(q, "图片“%s”没有导入：要写活动文件夹里的相对路径", picture);
    if (!*q->question->wordings[0]->options[index] && !option->picture)
        xlsform_doubt(q, "选项 %s 没有 label", list->names[index]);
}

/* or_other adds an option of its own, which opens a text field. */
static void add_other(struct xlsform_reading *r, struct xlsform_question *q,
                      struct choice_list *list)
{
    if (list->count == CHOICES_MAX) {
        xlsform_refuse(q, "选项太多，最多 %d 个", CHOICES_MAX);
        return;
    }
    for (int i = 0; i < list->count; i++)
        if (strcmp(list->names[i], "other") == 0)
            xlsform_doubt(q, "or_other 要加的选项 other 已经有了");
    list->names[list->count++] = "other";
    q->question->options[list->count - 1].other = true;
    for (int i = 0; i < r->book->language_count; i++) {
        struct wording *w = q->question->wordings[i];
        bool chinese = strncmp(r->book->languages[i], "zh", 2) == 0;
        if (w)
            w->options[list->count - 1] = chinese ? "其他" : "Other";
    }
}

bool xlsform_take_options(struct xlsform_reading *r, struct xlsform_question *q, const char *name,
                          bool or_other)
{
    struct arena *arena = convert_arena(r->builder);
    struct choice_list list = { 0 };
    struct question *question = q->question;
    if (!find_list(r, q, name, &list))
        return false;
    if (question->type == QUESTION_JUDGE && list.count != 2)
        question->type = QUESTION_SINGLE;
    const int shown = list.count;
    question->options = arena_alloc(arena, CHOICES_MAX * sizeof *question->options);
    for (int i = 0; i < r->book->language_count; i++) {
        struct wording *w = question->wordings[i];
        if (!w)
            continue;
        w->options = arena_alloc(arena, CHOICES_MAX * sizeof *w->options);
        take_labels(r, q, &list, i, w->options, shown);
    }
    for (int i = 0; i < shown; i++)
        take_flags(r, q, &list, i);
    if (or_other)
        add_other(r, q, &list);
    question->option_count = list.count;
    keep_codes(r, q, &list, false);
    return !q->refused;
}

/* ---- Scales ---- */

/* 1 … n and behind them 0: the point outside the mean, as xlsform_write names it. */
static bool ends_unclear(const struct choice_list *list)
{
    char number[12];
    const char *last = list->count > 2 ? list->names[list->count - 1] : NULL;
    if (!last || strcmp(last, "0") != 0)
        return false;
    for (int i = 0; i < list->count - 1; i++) {
        (void)snprintf(number, sizeof number, "%d", i + 1);
        if (strcmp(list->names[i], number) != 0)
            return false;
    }
    return true;
}

bool xlsform_take_scale(struct xlsform_reading *r, struct xlsform_question *q, const char *name)
{
    struct arena *arena = convert_arena(r->builder);
    struct choice_list list = { 0 };
    if (!find_list(r, q, name, &list))
        return false;
    const bool unclear = ends_unclear(&list);
    const int count = list.count - (unclear ? 1 : 0);
    if (count > SCALE_MAX) {
        xlsform_refuse(q, "标度有 %d 级，最多 %d 级", count, SCALE_MAX);
        return false;
    }
    q->question->scale_count = count;
    for (int i = 0; i < r->book->language_count; i++) {
        struct wording *w = q->question->wordings[i];
        if (!w)
            continue;
        w->scale = arena_alloc(arena, (size_t)count * sizeof *w->scale);
        take_labels(r, q, &list, i, w->scale, count);
        if (unclear)
            w->scale_unclear = label_of(r, list.rows[count], i);
        for (int j = 0; j < count; j++)
            if (!*w->scale[j] || strchr(w->scale[j], '\n'))
                xlsform_doubt(q, "标度 %s 要有 label，而且只写一行", list.names[j]);
    }
    keep_codes(r, q, &list, unclear);
    return true;
}
