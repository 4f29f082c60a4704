/*
 * Any bytes as a bank or questionnaire: reading must not crash, and what could be read must be
 * written as a fixed point, also as its own translation.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "activity/check.h"
#include "base/strbuf.h"
#include "fuzz/fuzz_need.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct form *read_text(const char *text, size_t len, struct arena *arena)
{
    struct err_list faults;
    err_list_init(&faults);
    struct form *form = form_read("fuzz.txt", text, len, arena, &faults);
    fuzz_need(form || faults.error_count > 0);
    if (form)
        check_form(form, "/nonexistent", WENDA_SOURCE_DIR "/assets/stale-law.txt", &faults);
    err_list_fini(&faults);
    return form;
}

static void translate(struct form *form, const char *text, size_t len, struct arena *arena)
{
    struct err_list faults;
    struct strbuf out;
    err_list_init(&faults);
    strbuf_init(&out);
    form_read_language(form, 1, "fuzz.en.txt", text, len, arena, &faults);
    form_write(form, 1, &out);
    strbuf_fini(&out);
    err_list_fini(&faults);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena arena;
    struct strbuf once, twice;
    arena_init(&arena);
    strbuf_init(&once);
    strbuf_init(&twice);
    struct form *form = read_text((const char *)bytes, len, &arena);
    if (form) {
        form_write(form, 0, &once);
        struct form *again = read_text(once.text, once.len, &arena);
        fuzz_need(again && again->question_count == form->question_count);
        for (int i = 0; i < form->question_count; i++)
            fuzz_need(strcmp(form->questions[i].hash, again->questions[i].hash) == 0);
        form_write(again, 0, &twice);
        fuzz_need(strcmp(once.text, twice.text) == 0);
        translate(again, (const char *)bytes, len, &arena);
    }
    strbuf_fini(&twice);
    strbuf_fini(&once);
    arena_fini(&arena);
    return 0;
}
