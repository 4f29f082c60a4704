/* Banks out into another format and back: what the format can hold comes back as it went. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/convert.h"
#include "activity/convert/internal.h"
#include "activity/generator.h"
#include "activity/model_equal.h"
#include "activity/support.h"
#include "base/fs.h"

enum { FORMS = 400 };

/* A generated form without what no conversion keeps: reviews, other languages, derived hashes. */
static struct form *plain_form(struct rng *rng, struct arena *arena)
{
    struct form *form = generate_form(rng, arena);
    form->titles[1] = form->languages[1] = NULL;
    for (int i = 0; i < form->question_count; i++) {
        form->questions[i].wordings[1] = NULL;
        form->questions[i].review = NULL;
    }
    return form;
}

/* Leaves only the questions that losses do not name. */
static void drop_lost(struct form *form, const struct convert_losses *losses)
{
    bool lost[64] = { false };
    int kept = 0;
    for (int i = 0; i < losses->count; i++)
        if (losses->items[i].question >= 0)
            lost[losses->items[i].question] = true;
    for (int i = 0; i < form->question_count; i++)
        if (!lost[i])
            form->questions[kept++] = form->questions[i];
    form->question_count = kept;
}

static void read_back(const char *text, enum bank_format format, struct convert_result *result,
                      uint64_t seed)
{
    struct err err = { "" };
    cr_assert(convert_read("t.txt", text, strlen(text), format, result, &err), "seed %d: %s\n%s",
              (int)seed, err.text, text);
    for (int i = 0; i < result->form.question_count; i++)
        result->form.questions[i].hash[0] = '\0';
}

/* A format's writer, and how what came back is held against the form. */
struct trip {
    enum bank_format format;
    void (*write)(const struct form *form, const char *const *reasons,
                  struct convert_losses *losses, struct strbuf *out);
    void (*compare)(const struct form *form, const struct form *back, int seed, const char *text);
};

static void check_trip(const struct trip *trip, uint64_t seed)
{
    struct rng rng;
    struct arena arena;
    struct convert_loss items[64];
    struct convert_losses losses = { .items = items, .max = 64 };
    struct convert_result result;
    struct strbuf text;
    rng_seed(&rng, seed);
    arena_init(&arena);
    strbuf_init(&text);
    struct form *form = plain_form(&rng, &arena);
    trip->write(form, NULL, &losses, &text);
    drop_lost(form, &losses);
    if (form->question_count > 0) {
        read_back(text.text, trip->format, &result, seed);
        trip->compare(form, &result.form, (int)seed, text.text);
        convert_result_fini(&result);
    }
    strbuf_fini(&text);
    arena_fini(&arena);
}

static void compare_all(const struct form *form, const struct form *back, int seed,
                        const char *text)
{
    const char *difference = forms_differ(form, back);
    cr_expect_null(difference, "seed %d: %s differs\n%s", seed, difference, text);
}

Test(convert_round_trip, through_gift)
{
    const struct trip trip = { BANK_GIFT, convert_write_gift, compare_all };
    for (uint64_t seed = 1; seed <= FORMS; seed++)
        check_trip(&trip, seed);
}

/* Aiken holds stem, options and answer, nothing else. */
static void compare_aiken(const struct form *form, const struct form *back, int seed,
                          const char *text)
{
    cr_assert_eq(back->question_count, form->question_count, "seed %d\n%s", seed, text);
    for (int i = 0; i < form->question_count; i++) {
        const struct question *a = &form->questions[i], *b = &back->questions[i];
        cr_expect_str_eq(b->wordings[0]->stem, a->wordings[0]->stem);
        cr_expect_eq(b->answer_choices, a->answer_choices, "seed %d", seed);
        cr_assert_eq(b->option_count, a->option_count, "seed %d", seed);
        for (int j = 0; j < a->option_count; j++)
            cr_expect_str_eq(b->wordings[0]->options[j], a->wordings[0]->options[j]);
    }
}

Test(convert_round_trip, through_aiken)
{
    const struct trip trip = { BANK_AIKEN, convert_write_aiken, compare_aiken };
    for (uint64_t seed = 1; seed <= FORMS; seed++)
        check_trip(&trip, seed);
}

static void check_canonical(uint64_t seed)
{
    struct rng rng;
    struct arena arena;
    struct convert_result result;
    rng_seed(&rng, seed);
    arena_init(&arena);
    struct form *form = plain_form(&rng, &arena);
    char *text = written(form, 0);
    read_back(text, BANK_AUTO, &result, seed);
    cr_expect_eq(result.format, BANK_CANONICAL);
    cr_expect_eq(result.counts[CONVERT_REFUSED], 0, "seed %d\n%s", (int)seed, text);
    const char *difference = forms_differ(form, &result.form);
    cr_expect_null(difference, "seed %d: %s differs\n%s", (int)seed, difference, text);
    convert_result_fini(&result);
    free(text);
    arena_fini(&arena);
}

Test(convert_round_trip, through_the_canonical_text)
{
    for (uint64_t seed = 1; seed <= FORMS; seed++)
        check_canonical(seed);
}

Test(convert_round_trip, marks_what_is_doubtful)
{
    static const char text[] = "1. 甲问？\nA. 红\nB. 绿\n答案：A\n2. 乙问？\nA. 红\nB. 绿\n";
    struct convert_result result;
    struct strbuf bytes;
    struct err err = { "" };
    int lost = 0;
    char *folder = folder_make();
    char *path = fs_join(folder, "out.txt");
    cr_assert(convert_read("t.txt", text, strlen(text), BANK_AUTO, &result, &err));
    cr_assert(convert_write_file(path, BANK_CANONICAL, &result.form, &result, NULL, 0, &lost, &err),
              "%s", err.text);
    strbuf_init(&bytes);
    cr_assert(fs_read(path, 100000, &bytes, &err));
    cr_expect(strstr(bytes.text, "\n# 有疑问: 没有答案\n2. 乙问？\n"), "%s", bytes.text);
    cr_expect_not(strstr(bytes.text, "审核"));
    strbuf_fini(&bytes);
    free(path);
    folder_remove(folder);
    convert_result_fini(&result);
}

Test(convert_round_trip, names_what_the_target_cannot_hold)
{
    static const char text[] = "1. 甲问？\nA. 红\nB. 绿\n答案：A\n2. 乙说。（√）\n";
    struct convert_loss losses[2];
    struct convert_result result;
    struct err err = { "" };
    int lost = 0;
    char *folder = folder_make();
    char *path = fs_join(folder, "out.aiken");
    cr_assert(convert_read("t.txt", text, strlen(text), BANK_AUTO, &result, &err));
    cr_expect_eq(convert_format_of_path(path), BANK_AIKEN);
    cr_assert(convert_write_file(path, BANK_AIKEN, &result.form, &result, losses, 2, &lost, &err));
    cr_expect_eq(lost, 1);
    cr_expect_eq(losses[0].question, 1);
    cr_expect(strstr(losses[0].reason, "单选"));
    free(path);
    folder_remove(folder);
    convert_result_fini(&result);
}
