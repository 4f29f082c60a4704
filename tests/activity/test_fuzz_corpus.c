/* The corpus of the fuzz targets of this layer, through the same entry points. */
#include <criterion/criterion.h>

#include "activity/support.h"

/* Each target is a program of its own under the fuzzer; here they share one. */
#define LLVMFuzzerTestOneInput fuzz_form
#include "fuzz/fuzz_form.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_expr
#include "fuzz/fuzz_expr.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_activity
#include "fuzz/fuzz_activity.c"
#undef LLVMFuzzerTestOneInput

Test(fuzz_corpus, form)
{
    cr_assert_geq(corpus_replay(WENDA_SOURCE_DIR "/tests/fuzz/corpus/form", fuzz_form), 10);
}

Test(fuzz_corpus, expr)
{
    cr_assert_geq(corpus_replay(WENDA_SOURCE_DIR "/tests/fuzz/corpus/expr", fuzz_expr), 10);
}

Test(fuzz_corpus, activity)
{
    cr_assert_geq(corpus_replay(WENDA_SOURCE_DIR "/tests/fuzz/corpus/activity", fuzz_activity), 5);
}
