/* The corpus of the fuzz targets of this layer, through the same entry points. */
#include <dirent.h>
#include <stdlib.h>

#include <criterion/criterion.h>

#include "activity/activity.h"
#include "base/fs.h"

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

static int replay(const char *target, int (*entry)(const uint8_t *bytes, size_t len))
{
    char *corpus = fs_join(WENDA_SOURCE_DIR "/tests/fuzz/corpus", target);
    DIR *dir = opendir(corpus);
    int count = 0;
    cr_assert_not_null(dir, "%s", corpus);
    for (struct dirent *entry_name; (entry_name = readdir(dir));) {
        if (entry_name->d_name[0] == '.')
            continue;
        struct strbuf bytes;
        struct err err = { 0 };
        char *path = fs_join(corpus, entry_name->d_name);
        strbuf_init(&bytes);
        cr_assert(fs_read(path, ACTIVITY_FILE_MAX_LEN, &bytes, &err), "%s", err.text);
        cr_assert_eq(entry((const uint8_t *)bytes.text, bytes.len), 0);
        strbuf_fini(&bytes);
        free(path);
        count++;
    }
    closedir(dir);
    free(corpus);
    return count;
}

Test(fuzz_corpus, form)
{
    cr_assert_geq(replay("form", fuzz_form), 10);
}

Test(fuzz_corpus, expr)
{
    cr_assert_geq(replay("expr", fuzz_expr), 10);
}

Test(fuzz_corpus, activity)
{
    cr_assert_geq(replay("activity", fuzz_activity), 5);
}
