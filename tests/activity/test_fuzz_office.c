/* The corpora of the fuzz targets for office files and XLSForm, through the same entry points. */
#include <criterion/criterion.h>

#include "activity/support.h"

/* Each target is a program of its own under the fuzzer; here they share one. */
#define LLVMFuzzerTestOneInput fuzz_docx
#include "fuzz/fuzz_docx.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_xlsx
#include "fuzz/fuzz_xlsx.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_xlsform
#include "fuzz/fuzz_xlsform.c"
#undef LLVMFuzzerTestOneInput

Test(fuzz_office, docx)
{
    cr_assert_geq(corpus_replay(WENDA_SOURCE_DIR "/tests/fuzz/corpus/docx", fuzz_docx), 8);
}

Test(fuzz_office, xlsx)
{
    cr_assert_geq(corpus_replay(WENDA_SOURCE_DIR "/tests/fuzz/corpus/xlsx", fuzz_xlsx), 4);
}

Test(fuzz_office, xlsform)
{
    cr_assert_geq(corpus_replay(WENDA_SOURCE_DIR "/tests/fuzz/corpus/xlsform", fuzz_xlsform), 3);
}
