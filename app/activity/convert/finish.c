/* What can only be done once all questions are there: ids that are unique, contradictions. */
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/convert/builder.h"
#include "activity/draft.h"
#include "base/fs.h"
#include "port/crypt.h"

/* A question in a sorted order, to find equal ones without comparing all pairs. */
struct ranked {
    const char *key;
    int index;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *one = a, *other = b;
    int order = strcmp(one->key, other->key);
    return order ? order : one->index - other->index;
}

static const char *short_hash(struct arena *arena, const char *text, size_t len)
{
    char hex[CRYPT_HEX_LEN];
    char id[16] = "q-";
    crypt_hash_hex(text, len, hex);
    memcpy(id + 2, hex, 8);
    return arena_strdup(arena, id);
}

/* Stem and options: what makes two questions the same to a visitor. */
static char *body_key(struct arena *arena, const struct question *q)
{
    struct strbuf text;
    strbuf_init(&text);
    strbuf_add(&text, q->wordings[0]->stem);
    for (int i = 0; i < q->option_count; i++)
        strbuf_addf(&text, "\n%s", q->wordings[0]->options[i]);
    char *key = arena_strdup(arena, text.text);
    strbuf_fini(&text);
    return key;
}

static bool same_answer(const struct question *a, const struct question *b)
{
    return a->answer_choices == b->answer_choices && a->answer_number == b->answer_number &&
           memcmp(a->answer_order, b->answer_order, sizeof a->answer_order) == 0;
}

static void mark_doubtful(struct convert_builder *builder, int question, const char *reason)
{
    struct arena *arena = convert_arena(builder);
    struct convert_item *item = &builder->result->items[builder->item_of[question]];
    struct strbuf text;
    strbuf_init(&text);
    strbuf_addf(&text, "%s%s%s", item->reason, *item->reason ? "；" : "", reason);
    item->reason = arena_strdup(arena, text.text);
    strbuf_fini(&text);
    item->status = CONVERT_DOUBTFUL;
    if (!item->quote)
        item->quote = convert_quote(arena, item->stem);
}

static struct ranked *rank(struct convert_builder *builder,
                           char *(*key)(struct arena *arena, const struct question *q))
{
    int count = builder->question_count;
    struct ranked *ranked = mem_alloc(((size_t)count + 1) * sizeof *ranked);
    for (int i = 0; i < count; i++) {
        const struct question *q = &builder->questions[i];
        ranked[i] = (struct ranked){ key ? key(convert_arena(builder), q) : q->id, i };
    }
    qsort(ranked, (size_t)count, sizeof *ranked, compare_ranked);
    return ranked;
}

/* The same question with two answers: nobody can tell here which is right. */
static void find_contradictions(struct convert_builder *builder)
{
    struct ranked *ranked = rank(builder, body_key);
    for (int i = 1; i < builder->question_count; i++) {
        const struct question *a = &builder->questions[ranked[i - 1].index];
        const struct question *b = &builder->questions[ranked[i].index];
        if (strcmp(ranked[i - 1].key, ranked[i].key) != 0 || !a->has_answer || !b->has_answer ||
            same_answer(a, b))
            continue;
        mark_doubtful(builder, ranked[i - 1].index, "同一道题出现两次，答案不同");
        mark_doubtful(builder, ranked[i].index, "同一道题出现两次，答案不同");
    }
    free(ranked);
}

static void derive_ids(struct convert_builder *builder)
{
    for (int i = 0; i < builder->question_count; i++) {
        struct question *q = &builder->questions[i];
        const char *stem = q->wordings[0]->stem;
        if (q->id)
            continue;
        q->id = short_hash(convert_arena(builder), stem, strlen(stem));
        q->id_derived = true;
    }
}

/* Later ones of equal ids get another: with their options if derived, else with a number. */
static void part_ids(struct convert_builder *builder, bool by_number)
{
    struct arena *arena = convert_arena(builder);
    struct ranked *ranked = rank(builder, NULL);
    int repeat = 1;
    for (int i = 1; i < builder->question_count; i++) {
        struct question *q = &builder->questions[ranked[i].index];
        repeat = strcmp(ranked[i - 1].key, ranked[i].key) == 0 ? repeat + 1 : 1;
        if (repeat == 1 || (!by_number && !q->id_derived))
            continue;
        if (!by_number) {
            const char *key = body_key(arena, q);
            q->id = short_hash(arena, key, strlen(key));
            continue;
        }
        struct strbuf id;
        strbuf_init(&id);
        strbuf_addf(&id, "%s-%d", ranked[i].key, repeat);
        if (!q->id_derived)
            mark_doubtful(builder, ranked[i].index, "编号与前面的题重复，已另编");
        q->id = id_is_valid(id.text) ? arena_strdup(arena, id.text)
                                     : short_hash(arena, id.text, id.len);
        strbuf_fini(&id);
    }
    free(ranked);
}

static bool has_equal_ids(struct convert_builder *builder)
{
    struct ranked *ranked = rank(builder, NULL);
    bool equal = false;
    for (int i = 1; i < builder->question_count && !equal; i++)
        equal = strcmp(ranked[i - 1].key, ranked[i].key) == 0;
    free(ranked);
    return equal;
}

static void set_hashes(struct convert_builder *builder)
{
    struct strbuf text;
    strbuf_init(&text);
    for (int i = 0; i < builder->question_count; i++) {
        struct question *q = &builder->questions[i];
        strbuf_clear(&text);
        question_write(q, 1, 0, &text);
        crypt_hash_hex(text.text, text.len, q->hash);
    }
    strbuf_fini(&text);
}

/* 专利题库.docx -> 专利题库 */
static const char *name_without_ending(struct arena *arena, const char *path)
{
    const char *name = fs_basename(path);
    const char *dot = strrchr(name, '.');
    size_t len = dot && dot > name ? (size_t)(dot - name) : strlen(name);
    return len > 0 ? arena_strndup(arena, name, len) : "题库";
}

static const char *form_id(struct convert_builder *builder)
{
    struct arena *arena = convert_arena(builder);
    const char *name = name_without_ending(arena, builder->name);
    if (builder->id)
        return builder->id;
    if (id_is_valid(name))
        return name;
    char hex[CRYPT_HEX_LEN];
    crypt_hash_hex(name, strlen(name), hex);
    hex[0] = 'f';
    hex[1] = '-';
    return arena_strndup(arena, hex, 10);
}

void convert_builder_finish(struct convert_builder *builder)
{
    struct convert_result *result = builder->result;
    struct arena *arena = convert_arena(builder);
    if (builder->kind == FORM_BANK)
        find_contradictions(builder);
    derive_ids(builder);
    part_ids(builder, false);
    while (has_equal_ids(builder))
        part_ids(builder, true);
    set_hashes(builder);
    for (int i = 0; i < result->count; i++)
        result->counts[result->items[i].status]++;
    struct form *form = &result->form;
    *form = (struct form){ .kind = builder->kind,
                           .id = form_id(builder),
                           .path = builder->name,
                           .question_count = builder->question_count };
    form->titles[0] = builder->title ? builder->title : name_without_ending(arena, builder->name);
    form->languages[0] = builder->language ? builder->language : "zh-CN";
    for (int i = 1; i < LANGUAGE_MAX; i++) {
        form->titles[i] = builder->other_titles[i];
        form->languages[i] = builder->other_languages[i];
    }
    form->questions =
        arena_copy(arena, builder->questions, sizeof *builder->questions, builder->question_count);
}
