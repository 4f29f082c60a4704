#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "view/strings.h"

static const char *const shipped[] = { "zh-CN", "en" };

Test(strings, both_languages_are_complete)
{
    struct strings strings;
    struct err_list faults;

    err_list_init(&faults);
    if (!strings_load(&strings, WENDA_SOURCE_DIR "/assets/strings", shipped, 2, &faults) ||
        faults.count > 0)
        err_list_print(&faults, stderr);
    cr_assert_eq(faults.count, 0);
    cr_assert_eq(strings.language_count, 2);
    cr_assert_str_eq(strings.names[0], "中文");
    cr_assert_str_eq(strings.names[1], "English");
    for (int id = 0; id < STRING_COUNT; id++) {
        cr_assert_not_null(strings.texts[0][id]);
        cr_assert_not_null(strings.texts[1][id]);
        cr_assert_neq(strings.texts[0][id][0], '\0', "an empty text");
    }
    cr_assert_str_eq(strings_get(&strings, 0, STR_ATTRACT_START), "轻触屏幕开始");
    cr_assert_str_eq(strings_get(&strings, 1, STR_ATTRACT_START), "Touch to start");
    cr_assert_not_null(strchr(strings_get(&strings, 0, STR_HOME_TITLE), '\n'));
    strings_fini(&strings);
    err_list_fini(&faults);
}

/* ---- faults ---- */

struct tables {
    char folder[64];
    struct strings strings;
    struct err_list faults;
};

static void write_table(const struct tables *t, const char *tag, const char *text)
{
    char path[128];
    struct err err = { .text = "" };

    snprintf(path, sizeof(path), "%s/%s.txt", t->folder, tag);
    cr_assert(fs_replace(path, text, strlen(text), &err), "%s", err.text);
}

static void open_tables(struct tables *t)
{
    snprintf(t->folder, sizeof(t->folder), "/tmp/wenda-strings-XXXXXX");
    cr_assert_not_null(mkdtemp(t->folder));
    err_list_init(&t->faults);
}

static void close_tables(struct tables *t)
{
    struct err err = { .text = "" };

    strings_fini(&t->strings);
    err_list_fini(&t->faults);
    cr_assert(fs_remove_tree(t->folder, &err));
}

static const struct err_item *fault_with(const struct tables *t, const char *words)
{
    for (int i = 0; i < t->faults.count; i++) {
        if (strstr(t->faults.items[i].text, words) != NULL)
            return &t->faults.items[i];
    }
    return NULL;
}

Test(strings, a_language_says_its_direction_and_the_font_it_needs)
{
    static const char *const tags[] = { "zh-CN", "ug" };
    struct tables t;

    open_tables(&t);
    write_table(&t, "zh-CN", "language: zh-CN\nname: 中文\n");
    write_table(&t, "ug", "language: ug\nname: ئۇيغۇرچە\ndirection: rtl\nfont: Noto Sans Arabic\n");
    (void)strings_load(&t.strings, t.folder, tags, 2, &t.faults);
    cr_expect_null(t.strings.fonts[0]);
    cr_expect_str_eq(t.strings.fonts[1], "Noto Sans Arabic");
    cr_expect_not(t.strings.right_to_left[0]);
    cr_expect(t.strings.right_to_left[1]);
    close_tables(&t);
}

Test(strings, an_unknown_key_is_an_error_with_its_place_and_the_nearest)
{
    struct tables t;
    const struct err_item *item;

    open_tables(&t);
    write_table(&t, "zh-CN", "language: zh-CN\nname: 中文\nattract.strat: 轻触\n");
    cr_assert_not(strings_load(&t.strings, t.folder, shipped, 1, &t.faults));
    item = fault_with(&t, "attract.strat");
    cr_assert_not_null(item);
    cr_assert_eq(item->line, 3);
    cr_assert_eq(item->severity, ERR_ERROR);
    cr_assert_not_null(strstr(item->text, "attract.start"), "%s", item->text);
    close_tables(&t);
}

Test(strings, a_missing_translation_falls_back_to_the_first_language)
{
    struct tables t;
    const struct err_item *item;

    open_tables(&t);
    write_table(&t, "zh-CN", "name: 中文\nback: 返回\nquit: 退出\n");
    write_table(&t, "en", "name: English\nback: Back\n");
    strings_load(&t.strings, t.folder, shipped, 2, &t.faults);
    cr_assert_str_eq(strings_get(&t.strings, 1, STR_BACK), "Back");
    cr_assert_str_eq(strings_get(&t.strings, 1, STR_QUIT), "退出");
    cr_assert_str_eq(strings_get(&t.strings, 7, STR_QUIT), "退出");
    item = fault_with(&t, "缺少“quit”，用第一种语言的");
    cr_assert_not_null(item);
    cr_assert_eq(item->severity, ERR_WARNING);
    close_tables(&t);
}

Test(strings, a_translation_must_keep_the_places_for_values)
{
    struct tables t;

    open_tables(&t);
    write_table(&t, "zh-CN", "name: 中文\nchip: {1} 秒后返回\n");
    write_table(&t, "en", "name: English\nchip: back soon\n");
    cr_assert_not(strings_load(&t.strings, t.folder, shipped, 2, &t.faults));
    cr_assert_not_null(fault_with(&t, "“chip”里的 {1}"));
    close_tables(&t);
}

Test(strings, a_missing_file_a_lost_colon_and_a_repeated_key_are_errors)
{
    struct tables t;

    open_tables(&t);
    write_table(&t, "zh-CN", "name: 中文\nback 返回\nquit: 退出\nquit: 离开\n");
    cr_assert_not(strings_load(&t.strings, t.folder, shipped, 2, &t.faults));
    cr_assert_not_null(fault_with(&t, "没有冒号"));
    cr_assert_not_null(fault_with(&t, "“quit”写了两次"));
    cr_assert_not_null(fault_with(&t, "en.txt"));
    cr_assert_str_eq(t.strings.names[1], "en");
    close_tables(&t);
}
