/* A bank or questionnaire from its text, and what can only be judged once all of it is known. */
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/draft.h"
#include "activity/expr.h"
#include "base/fs.h"
#include "port/crypt.h"

struct collector {
    struct reader *reader;
    struct question *questions;
    int count, capacity;
    /* Ids of questions that had errors, so that references to them are not called unknown. */
    const char **refused;
    int refused_count, refused_capacity;
};

static void collect(void *context, const struct form_header *header, struct draft *draft)
{
    struct collector *c = context;
    struct question question;
    if (!question_build(c->reader, header, draft, &question)) {
        if (!question.id)
            return;
        c->refused =
            mem_grow(c->refused, c->refused_count, &c->refused_capacity, sizeof *c->refused);
        c->refused[c->refused_count++] = question.id;
        return;
    }
    c->questions = mem_grow(c->questions, c->count, &c->capacity, sizeof *c->questions);
    c->questions[c->count++] = question;
}

/* An index of questions by id, for finding doubles and references without comparing all pairs. */
struct by_id {
    const struct question *question;
    int index;
};

static int compare_ids(const void *a, const void *b)
{
    const struct by_id *one = a, *other = b;
    int order = strcmp(one->question->id, other->question->id);
    return order ? order : one->index - other->index;
}

static struct by_id *sort_by_id(const struct question *questions, int count)
{
    struct by_id *ids = mem_alloc((size_t)count * sizeof *ids);
    for (int i = 0; i < count; i++)
        ids[i] = (struct by_id){ &questions[i], i };
    if (count > 1)
        qsort(ids, (size_t)count, sizeof *ids, compare_ids);
    return ids;
}

/* The later of two questions with the same id goes: everything is stored by id. */
static void drop_doubles(struct collector *c)
{
    struct by_id *ids = sort_by_id(c->questions, c->count);
    bool *double_id = mem_zalloc((size_t)c->count + 1);
    for (int i = 1; i < c->count; i++) {
        const struct question *first = ids[i - 1].question, *q = ids[i].question;
        if (strcmp(first->id, q->id) != 0)
            continue;
        double_id[ids[i].index] = true;
        struct spot at = { q->place.line, 0 };
        if (q->id_derived)
            reader_error(c->reader, at, "题干与第 %d 行的题相同；确是两道题，请各写“编号”",
                         first->place.line);
        else
            reader_error(c->reader, at, "编号“%s”重复，第 %d 行已经用过", q->id, first->place.line);
    }
    int kept = 0;
    for (int i = 0; i < c->count; i++)
        if (!double_id[i])
            c->questions[kept++] = c->questions[i];
    c->count = kept;
    free(double_id);
    free(ids);
}

static bool was_refused(const struct collector *c, const char *id)
{
    for (int i = 0; i < c->refused_count; i++)
        if (strcmp(c->refused[i], id) == 0)
            return true;
    return false;
}

struct reference_check {
    struct reader *reader;
    const struct collector *collector;
    const struct question *question; /* the one whose condition it is */
    int index;
    const struct by_id *ids;
    int id_count;
    const char *key;
    bool allow_self;
};

static void check_reference(void *context, const char *id)
{
    const struct reference_check *check = context;
    const struct question wanted = { .id = id };
    const struct by_id key = { &wanted, -1 };
    struct spot at = { check->question->place.line, 0 };
    int low = 0, high = check->id_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (compare_ids(&check->ids[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < check->id_count && strcmp(check->ids[low].question->id, id) == 0;
    if (!found && was_refused(check->collector, id))
        return;
    if (!found) {
        const char **names = mem_alloc((size_t)check->id_count * sizeof *names);
        for (int i = 0; i < check->id_count; i++)
            names[i] = check->ids[i].question->id;
        const char *near = err_nearest(id, names, check->id_count);
        reader_error(check->reader, at, "“%s”里的 ${%s} 没有这道题%s%s%s", check->key, id,
                     near ? "；是不是 ${" : "", near ? near : "", near ? "}？" : "");
        free(names);
    } else if (check->ids[low].index == check->index && !check->allow_self) {
        reader_error(check->reader, at, "“%s”里的 ${%s} 是这道题自己", check->key, id);
    } else if (check->ids[low].index > check->index) {
        reader_error(check->reader, at, "“%s”里的 ${%s} 在这道题后面，要放到前面来", check->key,
                     id);
    } else if (check->ids[low].question->type == QUESTION_NOTE) {
        reader_error(check->reader, at, "“%s”里的 ${%s} 是说明，没有答案", check->key, id);
    }
}

/* The ${id} in a text that a visitor reads. */
static void check_text_references(const struct reference_check *check, const char *text)
{
    struct strbuf id;
    strbuf_init(&id);
    for (const char *p = text; p && (p = strstr(p, "${"));) {
        p += 2;
        size_t len = strcspn(p, "}");
        strbuf_clear(&id);
        strbuf_add_len(&id, p, len);
        if (!p[len] || !id_is_valid(id.text))
            reader_error(check->reader, (struct spot){ check->question->place.line, 0 },
                         "“${”后面要写一道题的编号和“}”；要作普通文字，请写成 \\${");
        else
            check_reference((void *)check, id.text);
    }
    strbuf_fini(&id);
}

static void check_references(struct collector *c)
{
    struct by_id *ids = sort_by_id(c->questions, c->count);
    for (int i = 0; i < c->count; i++) {
        const struct question *q = &c->questions[i];
        const struct wording *w = q->wordings[0];
        struct reference_check check = { c->reader, c, q, i, ids, c->count, "题干", false };
        check_text_references(&check, w->stem);
        check.key = "选项";
        for (int j = 0; j < q->option_count; j++)
            check_text_references(&check, w->options[j]);
        check.key = "提示";
        check_text_references(&check, w->hint);
        check.key = "显示条件";
        if (q->relevant)
            expr_each_reference(q->relevant, check_reference, &check);
        check.key = "校验";
        check.allow_self = true;
        if (q->constraint)
            expr_each_reference(q->constraint, check_reference, &check);
    }
    free(ids);
}

/* patent.txt -> patent, so that a file without 编号 keeps one name while its title changes. */
static const char *id_from_path(struct arena *arena, const char *path)
{
    const char *name = fs_basename(path);
    char *id = arena_strndup(arena, name, strcspn(name, "."));
    if (id_is_valid(id))
        return id;
    char hex[CRYPT_HEX_LEN];
    crypt_hash_hex(name, strlen(name), hex);
    struct strbuf derived;
    strbuf_init(&derived);
    strbuf_addf(&derived, "f-%.8s", hex);
    id = arena_strdup(arena, derived.text);
    strbuf_fini(&derived);
    return id;
}

struct form *form_read(const char *path, const char *text, size_t text_len, struct arena *arena,
                       struct err_list *faults)
{
    struct reader reader = { .path = arena_strdup(arena, path), .arena = arena, .faults = faults };
    struct collector c = { .reader = &reader };
    struct form_header header;
    const struct form_visitor visitor = { collect, &c, false };
    struct form *form = NULL;
    if (form_scan(&reader, text, text_len, &visitor, &header)) {
        drop_doubles(&c);
        if (header.kind == FORM_SURVEY)
            check_references(&c);
        form = arena_alloc(arena, sizeof *form);
        form->kind = header.kind;
        form->id = header.has_id ? header.id : id_from_path(arena, path);
        form->titles[0] = header.title;
        form->languages[0] = header.language;
        form->path = reader.path;
        form->questions = arena_copy(arena, c.questions, sizeof *c.questions, c.count);
        form->question_count = c.count;
        if (c.count == 0)
            reader_warn(&reader, (struct spot){ 0, 0 }, "文件里没有一道可用的题");
    }
    free(c.questions);
    free(c.refused);
    return form;
}
