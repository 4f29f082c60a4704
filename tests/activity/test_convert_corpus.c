/* The corpora of the importers' fuzz targets, through the same entry points. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/fs.h"

#define LLVMFuzzerTestOneInput fuzz_text
#define check_form check_text_form
#include "fuzz/fuzz_text.c"
#undef check_form
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_gift
#include "fuzz/fuzz_gift.c"
#undef LLVMFuzzerTestOneInput

enum { INPUT_MAX_LEN = 1024 * 1024 };

static int replay(const char *folder, int (*entry)(const uint8_t *bytes, size_t len))
{
    DIR *dir = opendir(folder);
    int count = 0;
    cr_assert_not_null(dir, "%s", folder);
    for (struct dirent *found; (found = readdir(dir));) {
        if (found->d_name[0] == '.')
            continue;
        struct strbuf bytes;
        struct err err = { "" };
        char *path = fs_join(folder, found->d_name);
        strbuf_init(&bytes);
        cr_assert(fs_read(path, INPUT_MAX_LEN, &bytes, &err), "%s", err.text);
        cr_assert_eq(entry((const uint8_t *)bytes.text, bytes.len), 0);
        strbuf_fini(&bytes);
        free(path);
        count++;
    }
    closedir(dir);
    return count;
}

Test(convert_corpus, text)
{
    cr_assert_geq(replay(WENDA_SOURCE_DIR "/tests/fuzz/corpus/text", fuzz_text), 10);
}

Test(convert_corpus, gift)
{
    cr_assert_geq(replay(WENDA_SOURCE_DIR "/tests/fuzz/corpus/gift", fuzz_gift), 5);
}

/* The samples of all layouts are inputs, too. */
Test(convert_corpus, samples)
{
    cr_assert_geq(replay(WENDA_SOURCE_DIR "/tests/convert-samples", fuzz_text), 100);
}
