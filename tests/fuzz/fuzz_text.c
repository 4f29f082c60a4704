/*
 * Any bytes as a bank of whatever format: converting must not crash, every item must say why it is
 * not read, and what is read must be a form that can be written and read again.
 */
#include <stdint.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/convert.h"
#include "fuzz/fuzz_need.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void check_items(const struct convert_result *result)
{
    int counts[CONVERT_STATUS_COUNT] = { 0 };
    for (int i = 0; i < result->count; i++) {
        const struct convert_item *item = &result->items[i];
        fuzz_need((item->status == CONVERT_READ) == (*item->reason == '\0'));
        fuzz_need((item->status == CONVERT_REFUSED) == (item->question < 0));
        bool quiz = result->form.kind == FORM_BANK;
        fuzz_need(!quiz || item->status != CONVERT_READ || item->answer);
        counts[item->status]++;
    }
    for (int i = 0; i < CONVERT_STATUS_COUNT; i++)
        fuzz_need(counts[i] == result->counts[i]);
}

/* Every question that was read comes through its canonical text unharmed. */
static void check_form(const struct convert_result *result)
{
    struct arena arena;
    struct err_list faults;
    struct strbuf text;
    arena_init(&arena);
    err_list_init(&faults);
    strbuf_init(&text);
    form_write(&result->form, 0, &text);
    const struct form *again = form_read("x.txt", text.text, text.len, &arena, &faults);
    fuzz_need(again != NULL);
    if (result->counts[CONVERT_DOUBTFUL] == 0)
        fuzz_need(again->question_count == result->form.question_count);
    strbuf_fini(&text);
    err_list_fini(&faults);
    arena_fini(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const enum bank_format formats[] = { BANK_AUTO, BANK_TEXT, BANK_AIKEN, BANK_WJX };
    for (int i = 0; i < 4; i++) {
        struct convert_result result;
        struct err err = { "" };
        if (!convert_read("x.txt", (const char *)bytes, len, formats[i], &result, &err)) {
            fuzz_need(err.text[0] != '\0');
            continue;
        }
        check_items(&result);
        check_form(&result);
        convert_result_fini(&result);
    }
    return 0;
}
