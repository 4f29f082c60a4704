/* The corpora of the importers' fuzz targets, through the same entry points. */
#include <criterion/criterion.h>

#include "activity/support.h"

#define LLVMFuzzerTestOneInput fuzz_text
#define check_form check_text_form
#include "fuzz/fuzz_text.c"
#undef check_form
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_gift
#include "fuzz/fuzz_gift.c"
#undef LLVMFuzzerTestOneInput

Test(convert_corpus, text)
{
    cr_assert_geq(corpus_replay(WENDA_SOURCE_DIR "/tests/fuzz/corpus/text", fuzz_text), 10);
}

Test(convert_corpus, gift)
{
    cr_assert_geq(corpus_replay(WENDA_SOURCE_DIR "/tests/fuzz/corpus/gift", fuzz_gift), 5);
}

/* The samples of all layouts are inputs, too. */
Test(convert_corpus, samples)
{
    cr_assert_geq(corpus_replay(WENDA_SOURCE_DIR "/tests/convert-samples", fuzz_text), 100);
}
