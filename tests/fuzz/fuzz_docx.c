/*
 * Any bytes as a Word document, whole or as its parts (fuzz_parts.h): reading must not crash, and
 * what comes out is text that the parent takes: UTF-8, tables within their limits.
 */
#include <stdint.h>

#include "activity/convert/docx.h"
#include "activity/convert/internal.h"
#include "base/utf8.h"
#include "fuzz/fuzz_need.h"
#include "fuzz/fuzz_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct strbuf zip, text, packed;
    struct sheet_book tables = { 0 }, again;
    struct err err = { 0 };
    strbuf_init(&zip);
    strbuf_init(&text);
    strbuf_init(&packed);
    (void)convert_office_kind((const char *)bytes, len);
    if (!fuzz_zip(bytes, len, &zip)) {
        strbuf_clear(&zip);
        strbuf_add_len(&zip, (const char *)bytes, len);
    }
    if (docx_parse(zip.text, zip.len, &text, &tables, &err)) {
        fuzz_need(utf8_validate(text.text, text.len, NULL));
        sheet_pack(&tables, &packed);
        fuzz_need(sheet_unpack(packed.text, packed.len, &again));
        sheet_book_fini(&again);
    } else {
        fuzz_need(err_is_set(&err));
    }
    sheet_book_fini(&tables);
    strbuf_fini(&packed);
    strbuf_fini(&text);
    strbuf_fini(&zip);
    return 0;
}
