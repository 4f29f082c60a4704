/* Any bytes as activity.txt, beside one good bank and one good questionnaire. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "activity/activity.h"
#include "activity/check.h"
#include "base/fs.h"
#include "base/mem.h"
#include "fuzz/fuzz_need.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static char *folder;

static void remove_folder(void)
{
    struct err err = { 0 };
    fs_remove_tree(folder, &err);
    free(folder);
}

static void put(const char *name, const void *bytes, size_t len)
{
    char *path = fs_join(folder, name);
    FILE *file = fopen(path, "wb");
    fuzz_need(file != NULL);
    fuzz_need(fwrite(bytes, 1, len, file) == len);
    fuzz_need(fclose(file) == 0);
    free(path);
}

static void make_folder(void)
{
    static const char bank[] =
        "题库: 甲\n一、判断题\n1. 问\n答案: 对\n知识点: 专利\n审核: 某人\n编号: a\n";
    static const char survey[] = "问卷: 乙\n1. 问 [文本]\n编号: b\n";
    const char *tmp = getenv("TMPDIR");
    folder = fs_join(tmp ? tmp : "/tmp", "wenda-fuzz-XXXXXX");
    fuzz_need(mkdtemp(folder) != NULL);
    put("a.txt", bank, sizeof bank - 1);
    put("b.txt", survey, sizeof survey - 1);
    if (atexit(remove_folder) != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (!folder)
        make_folder();
    struct err_list faults;
    err_list_init(&faults);
    put("activity.txt", bytes, len);
    struct activity *activity = activity_load(folder, &faults);
    fuzz_need(activity || faults.error_count > 0);
    if (activity) {
        fuzz_need(activity->language_count >= 1 && activity->draw_count >= 1);
        fuzz_need(activity->first_day <= activity->last_day);
        fuzz_need(!activity->quiz_ready || activity->bank_count > 0);
        fuzz_need(!activity->survey_ready || (activity->consent_purpose && activity->organiser));
        check_activity(activity, WENDA_SOURCE_DIR "/assets/stale-law.txt", &faults);
    }
    activity_free(activity);
    err_list_fini(&faults);
    return 0;
}
