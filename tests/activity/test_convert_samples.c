/*
 * Every layout of real banks that is known, as a sample with what has to come out of it:
 * tests/convert-samples/NAME.txt (.csv, .xls, .xlsx, .docx, .md) and NAME.expect, one line a
 * question: number|type|answer|options|status, or the line `refused whole`.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/activity.h"
#include "activity/convert.h"
#include "base/fs.h"

enum { SAMPLES_LEAST = 70 };

static const char folder[] = WENDA_SOURCE_DIR "/tests/convert-samples";
static const char *const statuses[] = { "read", "doubtful", "refused" };

static void read_file(const char *name, struct strbuf *out)
{
    struct err err = { "" };
    char *path = fs_join(folder, name);
    cr_assert(fs_read(path, ACTIVITY_FILE_MAX_LEN, out, &err), "%s", err.text);
    free(path);
}

static void add_items(const struct convert_result *result, struct strbuf *out)
{
    for (int i = 0; i < result->count; i++) {
        const struct convert_item *item = &result->items[i];
        strbuf_addf(out, "%s|%s|%s|%d|%s\n", item->number, question_type_tag(item->type),
                    item->answer ? item->answer : "", item->option_count, statuses[item->status]);
    }
}

/* What is read has to be good: written and read again it has no fault, and nobody reviewed it. */
static void check_form(const char *name, const struct convert_result *result)
{
    struct strbuf text;
    struct arena arena;
    struct err_list faults;
    strbuf_init(&text);
    arena_init(&arena);
    err_list_init(&faults);
    form_write(&result->form, 0, &text);
    const struct form *again = form_read("out.txt", text.text, text.len, &arena, &faults);
    bool all_read = result->counts[CONVERT_DOUBTFUL] == 0;
    cr_expect(again != NULL && (!all_read || faults.error_count == 0), "%s: %s\n%s", name,
              faults.count > 0 ? faults.items[0].text : "", text.text);
    if (again && all_read)
        cr_expect_eq(again->question_count, result->form.question_count, "%s", name);
    for (int i = 0; i < result->form.question_count; i++)
        cr_expect_null(result->form.questions[i].review, "%s", name);
    err_list_fini(&faults);
    arena_fini(&arena);
    strbuf_fini(&text);
}

static void check_items(const char *name, const struct convert_result *result)
{
    for (int i = 0; i < result->count; i++) {
        const struct convert_item *item = &result->items[i];
        bool refused = item->status == CONVERT_REFUSED;
        cr_expect_eq(item->question < 0, refused, "%s: %s", name, item->stem);
        cr_expect_eq(*item->reason == '\0', item->status == CONVERT_READ, "%s: %s", name,
                     item->stem);
        cr_expect(item->status == CONVERT_READ || item->quote, "%s: %s", name, item->stem);
    }
}

static void check_sample(const char *name)
{
    struct convert_result result;
    struct err err = { "" };
    struct strbuf bytes, want, got, expect;
    strbuf_init(&bytes);
    strbuf_init(&want);
    strbuf_init(&got);
    strbuf_init(&expect);
    strbuf_addf(&expect, "%.*s.expect", (int)strcspn(name, "."), name);
    read_file(name, &bytes);
    read_file(expect.text, &want);
    if (convert_read(name, bytes.text, bytes.len, BANK_AUTO, &result, &err)) {
        add_items(&result, &got);
        check_items(name, &result);
        check_form(name, &result);
        convert_result_fini(&result);
    } else {
        cr_expect(*err.text, "%s: refused without a reason", name);
        strbuf_add(&got, "refused whole\n");
    }
    cr_expect_str_eq(got.text, want.text, "%s:\n--- want\n%s--- got\n%s%s", name, want.text,
                     got.text, err.text);
    strbuf_fini(&expect);
    strbuf_fini(&got);
    strbuf_fini(&want);
    strbuf_fini(&bytes);
}

Test(convert_samples, come_out_as_expected)
{
    DIR *dir = opendir(folder);
    int count = 0;
    cr_assert_not_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        const char *ending = strchr(entry->d_name, '.');
        if (!ending || ending == entry->d_name || strcmp(ending, ".expect") == 0)
            continue;
        check_sample(entry->d_name);
        count++;
    }
    closedir(dir);
    cr_assert_geq(count, SAMPLES_LEAST);
}
