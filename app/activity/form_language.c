/* A parallel file (patent.en.txt): only texts are taken, matched by 编号. */
#include <string.h>

#include "activity/activity.h"
#include "activity/draft.h"
#include "activity/text.h"

struct translator {
    struct reader *reader;
    struct form *form;
    int language;
    const char *tag; /* 语言 of the file */
    int next;        /* where the next question probably is */
};

/* Parallel files mostly keep the order, so the search goes on from the last hit. */
static struct question *find_question(struct translator *t, const char *id)
{
    const struct form *form = t->form;
    for (int i = 0; i < form->question_count; i++) {
        int index = (t->next + i) % form->question_count;
        if (strcmp(form->questions[index].id, id) != 0)
            continue;
        t->next = index + 1;
        return &form->questions[index];
    }
    return NULL;
}

static const char *take_key(struct translator *t, struct draft *draft, enum key key)
{
    const struct part *part = &draft->keys[key];
    return part->given ? part_take_text(t->reader, part, QUESTION_VALUE_MAX_CHARS) : NULL;
}

static bool take_options(struct translator *t, const struct question *q, struct draft *draft,
                         struct wording *w)
{
    if (q->type == QUESTION_JUDGE && draft->option_count == 0) {
        const char *const *labels = judge_labels(t->tag);
        w->options = arena_copy(t->reader->arena, labels, sizeof *labels, 2);
        return true;
    }
    if (draft->option_count != q->option_count) {
        reader_error(t->reader, draft->at, "译文有 %d 个选项，原文（第 %d 行）有 %d 个",
                     draft->option_count, q->place.line, q->option_count);
        return false;
    }
    w->options = arena_alloc(t->reader->arena, (size_t)q->option_count * sizeof *w->options);
    for (int i = 0; i < q->option_count; i++) {
        struct question_option tags = { 0 };
        w->options[i] = part_take_option(t->reader, &draft->options[i], &tags);
        if (!*w->options[i] && !q->options[i].picture) {
            reader_error(t->reader, draft->options[i].at, "选项 %c 为空", 'A' + i);
            return false;
        }
    }
    return true;
}

/* A list that the original has must be there, and as long. */
static bool take_list(struct translator *t, const struct draft *draft, enum key key, char *raw,
                      int count, const char ***out)
{
    if (count == 0)
        return true;
    struct spot at = raw ? draft->keys[key].at : draft->at;
    *out = arena_alloc(t->reader->arena, (size_t)count * sizeof **out);
    int found = raw ? text_split_list(t->reader->arena, raw, *out, count) : 0;
    if (found != count)
        reader_error(t->reader, at, "译文的“%s”有 %d 项，原文有 %d 项", key_name(key), found,
                     count);
    return found == count;
}

static bool take_scale(struct translator *t, const struct question *q, struct draft *draft,
                       struct wording *w)
{
    struct part *part = &draft->keys[KEY_SCALE];
    char *raw = part->given ? part->raw.text : NULL;
    char *unclear = raw ? text_split_bar(raw) : NULL;
    if (!take_list(t, draft, KEY_SCALE, raw, q->scale_count, &w->scale))
        return false;
    bool wanted = q->scale_count > 0 && q->wordings[0]->scale_unclear;
    int found = unclear ? text_split_list(t->reader->arena, unclear, &w->scale_unclear, 1) : 0;
    if (q->scale_count > 0 && found != (wanted ? 1 : 0)) {
        reader_error(t->reader, part->at, "译文的“标度”在竖线 | 后面%s",
                     wanted ? "少了一项" : "多了一项，原文没有");
        return false;
    }
    return true;
}

static void take_translation(void *context, const struct form_header *header, struct draft *draft)
{
    struct translator *t = context;
    t->tag = header->language;
    struct part *id_part = &draft->keys[KEY_ID];
    const char *id = id_part->given ? text_decode(t->reader->arena, id_part->raw.text) : "";
    struct question *q = find_question(t, id);
    if (!*id) {
        reader_error(t->reader, draft->at, "译文的每道题都要写“编号”，与原文相同");
        return;
    }
    if (!q) {
        reader_warn(t->reader, id_part->at, "原文 %s 里没有编号“%s”的题", t->form->path, id);
        return;
    }
    if (q->wordings[t->language]) {
        reader_error(t->reader, id_part->at, "编号“%s”在译文里写了两次", id);
        return;
    }
    struct wording *w = arena_alloc(t->reader->arena, sizeof *w);
    const char *picture = NULL;
    bool has_type = false;
    enum question_type type = QUESTION_SINGLE;
    w->stem = part_take_stem(t->reader, &draft->stem, &picture, &type, &has_type);
    if (!*w->stem) {
        reader_error(t->reader, draft->at, "题干为空");
        return;
    }
    char *rows = draft->keys[KEY_ROWS].given ? draft->keys[KEY_ROWS].raw.text : NULL;
    if (!take_options(t, q, draft, w) || !take_scale(t, q, draft, w) ||
        !take_list(t, draft, KEY_ROWS, rows, q->row_count, &w->rows))
        return;
    w->explanation = take_key(t, draft, KEY_EXPLANATION);
    w->takeaway = take_key(t, draft, KEY_TAKEAWAY);
    w->basis = take_key(t, draft, KEY_BASIS);
    w->hint = take_key(t, draft, KEY_HINT);
    w->constraint_message = take_key(t, draft, KEY_CONSTRAINT_MESSAGE);
    q->wordings[t->language] = w;
}

bool form_read_language(struct form *form, int language, const char *path, const char *text,
                        size_t text_len, struct arena *arena, struct err_list *faults)
{
    struct reader reader = { .path = arena_strdup(arena, path), .arena = arena, .faults = faults };
    struct translator t = { .reader = &reader, .form = form, .language = language };
    struct form_header header;
    const struct form_visitor visitor = { take_translation, &t, true };
    if (!form_scan(&reader, text, text_len, &visitor, &header))
        return false;
    form->languages[language] = header.language;
    form->titles[language] = header.title;
    if (header.kind != form->kind)
        reader_error(&reader, (struct spot){ 1, 0 }, "原文是%s，译文也要以“%s:”开头",
                     form->kind == FORM_BANK ? "题库" : "问卷",
                     form->kind == FORM_BANK ? "题库" : "问卷");
    if (header.has_id && strcmp(header.id, form->id) != 0)
        reader_error(&reader, (struct spot){ 0, 0 }, "文件头的编号是“%s”，原文 %s 的是“%s”",
                     header.id, form->path, form->id);
    return reader.error_count == 0;
}
