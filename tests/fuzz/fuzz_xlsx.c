/*
 * Any bytes as a workbook: .xlsx, whole or as its parts (fuzz_parts.h), or the records of an .xls.
 * Reading must not crash; what was read passes from child to parent unchanged and can be imported.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "activity/convert/builder.h"
#include "fuzz/fuzz_need.h"
#include "fuzz/fuzz_parts.h"
#include "port/sheet_biff.h"
#include "port/sheet_inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void import_book(const struct sheet_book *book)
{
    struct convert_result result = { 0 };
    struct convert_builder builder;
    struct err err = { 0 };
    arena_init(&result.arena);
    convert_builder_init(&builder, &result, "fuzz.xlsx");
    bool ok = convert_is_xlsform(book) ? convert_xlsform(&builder, book, &err)
                                       : convert_book(&builder, book, &err);
    fuzz_need(ok || err_is_set(&err));
    convert_builder_finish(&builder);
    convert_builder_fini(&builder);
    free(result.items);
    arena_fini(&result.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct strbuf zip, packed, repacked;
    struct sheet_book book = { 0 }, again;
    struct biff_book biff;
    struct err err = { 0 };
    strbuf_init(&zip);
    strbuf_init(&packed);
    strbuf_init(&repacked);
    if (biff_read((const char *)bytes, len, &biff))
        biff_book_fini(&biff);
    if (!fuzz_zip(bytes, len, &zip)) {
        strbuf_clear(&zip);
        strbuf_add_len(&zip, (const char *)bytes, len);
    }
    if (sheet_parse_xlsx(zip.text, zip.len, &book, &err)) {
        sheet_pack(&book, &packed);
        fuzz_need(sheet_unpack(packed.text, packed.len, &again));
        sheet_pack(&again, &repacked);
        fuzz_need(packed.len == repacked.len &&
                  memcmp(packed.text, repacked.text, packed.len) == 0);
        import_book(&again);
        sheet_book_fini(&again);
    } else {
        fuzz_need(err_is_set(&err));
    }
    sheet_book_fini(&book);
    strbuf_fini(&repacked);
    strbuf_fini(&packed);
    strbuf_fini(&zip);
    return 0;
}
