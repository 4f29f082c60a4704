/*
 * Any bytes as GIFT: reading must not crash, and what is read, written as GIFT and read again, is
 * the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "activity/convert.h"
#include "activity/convert/internal.h"
#include "fuzz/fuzz_need.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static bool read_gift(const char *text, size_t len, struct convert_result *result)
{
    struct err err = { "" };
    return convert_read("x.gift", text, len, BANK_GIFT, result, &err);
}

static void compare(const struct convert_result *first, struct convert_losses *losses)
{
    struct strbuf text;
    struct convert_result second;
    strbuf_init(&text);
    convert_write_gift(&first->form, NULL, losses, &text);
    int kept = first->form.question_count - losses->count;
    /* A file in which too many characters are damaged is refused as a whole. */
    bool damaged = strstr(text.text, "\xEF\xBF\xBD") != NULL;
    if (kept > 0 && !damaged) {
        fuzz_need(read_gift(text.text, text.len, &second));
        fuzz_need(second.form.question_count == kept);
        int next = 0;
        for (int i = 0; i < first->form.question_count; i++) {
            bool lost = false;
            for (int j = 0; j < losses->count && j < losses->max; j++)
                lost = lost || losses->items[j].question == i;
            if (lost)
                continue;
            const struct question *a = &first->form.questions[i];
            const struct question *b = &second.form.questions[next++];
            fuzz_need(strcmp(a->wordings[0]->stem, b->wordings[0]->stem) == 0);
            fuzz_need(a->type == b->type && a->answer_choices == b->answer_choices);
        }
        convert_result_fini(&second);
    }
    strbuf_fini(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct convert_result result;
    if (!read_gift((const char *)bytes, len, &result))
        return 0;
    int max = result.form.question_count + 1;
    struct convert_losses losses = { .items = calloc((size_t)max, sizeof *losses.items),
                                     .max = max };
    fuzz_need(losses.items != NULL);
    compare(&result, &losses);
    free(losses.items);
    convert_result_fini(&result);
    return 0;
}
