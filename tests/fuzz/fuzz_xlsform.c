/*
 * Any text as an md-table XLSForm: reading must not crash, and a form without a doubt must be one
 * that the canonical reader takes without an error.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/convert/builder.h"
#include "base/utf8.h"
#include "fuzz/fuzz_need.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void check_canonical(const struct convert_result *result)
{
    struct err_list faults;
    struct arena arena;
    struct strbuf text;
    if (result->counts[CONVERT_DOUBTFUL] > 0)
        return;
    err_list_init(&faults);
    arena_init(&arena);
    strbuf_init(&text);
    form_write(&result->form, 0, &text);
    const struct form *again = form_read("fuzz.txt", text.text, text.len, &arena, &faults);
    fuzz_need(faults.error_count == 0);
    fuzz_need(again && again->question_count == result->form.question_count);
    for (int i = 0; i < again->question_count; i++)
        fuzz_need(strcmp(again->questions[i].hash, result->form.questions[i].hash) == 0);
    strbuf_fini(&text);
    arena_fini(&arena);
    err_list_fini(&faults);
}

static void read_form(const struct sheet_book *book)
{
    struct convert_result result = { 0 };
    struct convert_builder builder;
    struct err err = { 0 };
    arena_init(&result.arena);
    convert_builder_init(&builder, &result, "fuzz.md");
    bool ok = convert_xlsform(&builder, book, &err);
    fuzz_need(ok || err_is_set(&err));
    convert_builder_finish(&builder);
    convert_builder_fini(&builder);
    if (ok)
        check_canonical(&result);
    free(result.items);
    arena_fini(&result.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct sheet_book book;
    struct err err = { 0 };
    if (!utf8_validate((const char *)bytes, len, NULL))
        return 0;
    char *text = mem_strndup((const char *)bytes, len);
    (void)convert_is_xlsform_text(text);
    if (convert_xlsform_sheets(text, &book, &err)) {
        read_form(&book);
        sheet_book_fini(&book);
    }
    free(text);
    return 0;
}
