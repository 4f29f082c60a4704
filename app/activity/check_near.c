/*
 * Near duplicates by the pairs of neighbouring characters that two stems share (Dice, "Measures of
 * the Amount of Ecologic Association Between Species", 1945). A bank of thousands is compared all
 * against all, so a signature of the pairs rules most comparisons out first.
 */
#include <stdlib.h>
#include <string.h>

#include "activity/check_parts.h"
#include "base/utf8.h"

enum { SIGNATURE_WORDS = 4 };

/* Shares of common pairs from which on stems, and right answers, count as nearly the same. */
static const double stem_alike = 0.85, answer_alike = 0.6;

struct pairs {
    uint64_t *items; /* sorted */
    int count;
    uint64_t signature[SIGNATURE_WORDS];
};

struct asked {
    const struct question *question;
    struct pairs stem, answer;
};

static int compare_pairs(const void *a, const void *b)
{
    const uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;
    return one < other ? -1 : one > other;
}

/* Only what is read counts: no blanks, no punctuation. */
static bool is_read(uint32_t c)
{
    bool ascii_word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return ascii_word || (c > 0x7F && !utf8_is_space(c) && (utf8_is_han(c) || c < 0x2000));
}

static void pairs_add(struct pairs *pairs, const char *text)
{
    uint64_t before = 0;
    int capacity = pairs->count;
    for (const char *p = text; *p;) {
        uint32_t c = utf8_next(&p);
        if (!is_read(c))
            continue;
        pairs->items = mem_grow(pairs->items, pairs->count, &capacity, sizeof *pairs->items);
        pairs->items[pairs->count++] = before << 32 | c;
        before = c;
    }
}

static void pairs_finish(struct pairs *pairs)
{
    if (pairs->count > 1)
        qsort(pairs->items, (size_t)pairs->count, sizeof *pairs->items, compare_pairs);
    for (int i = 0; i < pairs->count; i++) {
        uint64_t hash = pairs->items[i] * UINT64_C(0x9E3779B97F4A7C15) >> 56;
        pairs->signature[hash / 64] |= UINT64_C(1) << hash % 64;
    }
}

/* Every bit that only one of two signatures has stands for at least one pair that is not shared. */
static bool may_be_alike(const struct pairs *a, const struct pairs *b, double share)
{
    int differing = 0;
    for (int i = 0; i < SIGNATURE_WORDS; i++)
        differing += __builtin_popcountll(a->signature[i] ^ b->signature[i]);
    return differing <= (1 - share) * (a->count + b->count);
}

static double shared(const struct pairs *a, const struct pairs *b)
{
    int common = 0;
    for (int i = 0, j = 0; i < a->count && j < b->count;) {
        common += a->items[i] == b->items[j];
        uint64_t x = a->items[i], y = b->items[j];
        i += x <= y;
        j += y <= x;
    }
    int total = a->count + b->count;
    return total > 0 ? 2.0 * common / total : 1;
}

static struct asked asked_of(const struct question *q)
{
    struct asked asked = { .question = q };
    const struct wording *w = q->wordings[0];
    pairs_add(&asked.stem, w->stem);
    pairs_finish(&asked.stem);
    /* A judge question turned round is still the same; other types may share a stem such as
     * “下列说法正确的是？” and ask quite different things. */
    for (int i = 0; i < q->option_count && q->type != QUESTION_JUDGE; i++)
        if (q->type == QUESTION_ORDER || q->answer_choices & 1u << i)
            pairs_add(&asked.answer, w->options[i]);
    pairs_finish(&asked.answer);
    return asked;
}

static bool same_pictures(const struct question *a, const struct question *b)
{
    if (!a->picture || !b->picture)
        return a->picture == b->picture;
    return strcmp(a->picture, b->picture) == 0;
}

static bool are_alike(const struct asked *a, const struct asked *b)
{
    return may_be_alike(&a->stem, &b->stem, stem_alike) &&
           same_pictures(a->question, b->question) && shared(&a->stem, &b->stem) >= stem_alike &&
           shared(&a->answer, &b->answer) >= answer_alike;
}

static struct asked *list_asked(const struct form *forms, int form_count, int *count)
{
    struct asked *asked = NULL;
    int capacity = 0;
    *count = 0;
    for (int i = 0; i < form_count; i++) {
        for (int j = 0; forms[i].kind == FORM_BANK && j < forms[i].question_count; j++) {
            asked = mem_grow(asked, *count, &capacity, sizeof *asked);
            asked[(*count)++] = asked_of(&forms[i].questions[j]);
        }
    }
    return asked;
}

static void report(const struct question *q, const struct question *like, struct err_list *faults)
{
    const char *stem = like->wordings[0]->stem;
    bool same_file = strcmp(like->place.path, q->place.path) == 0;
    err_list_add(faults, ERR_WARNING, q->place.path, q->place.line, 0,
                 "和%s%s第 %d 行的题几乎一样：%.*s", same_file ? "" : like->place.path,
                 same_file ? "" : " ", like->place.line, (int)strcspn(stem, "\n"), stem);
}

void check_near_duplicates(const struct form *forms, int form_count, struct err_list *faults)
{
    int count = 0;
    struct asked *asked = list_asked(forms, form_count, &count);
    for (int i = 1; i < count; i++) {
        int like = 0;
        while (like < i && !are_alike(&asked[like], &asked[i]))
            like++;
        if (like < i)
            report(asked[i].question, asked[like].question, faults);
    }
    for (int i = 0; i < count; i++) {
        free(asked[i].stem.items);
        free(asked[i].answer.items);
    }
    free(asked);
}
