/* The corpora of the fuzz targets for office files and XLSForm, through the same entry points. */
#include <dirent.h>
#include <stdlib.h>

#include <criterion/criterion.h>

#include "activity/activity.h"
#include "base/fs.h"

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

static int replay(const char *target, int (*entry)(const uint8_t *bytes, size_t len))
{
    char *corpus = fs_join(WENDA_SOURCE_DIR "/tests/fuzz/corpus", target);
    DIR *dir = opendir(corpus);
    int count = 0;
    cr_assert_not_null(dir, "%s", corpus);
    for (struct dirent *item; (item = readdir(dir));) {
        if (item->d_name[0] == '.')
            continue;
        struct strbuf bytes;
        struct err err = { 0 };
        char *path = fs_join(corpus, item->d_name);
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

Test(fuzz_office, docx)
{
    cr_assert_geq(replay("docx", fuzz_docx), 8);
}

Test(fuzz_office, xlsx)
{
    cr_assert_geq(replay("xlsx", fuzz_xlsx), 4);
}

Test(fuzz_office, xlsform)
{
    cr_assert_geq(replay("xlsform", fuzz_xlsform), 3);
}
