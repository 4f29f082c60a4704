#include "base/err.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/log.h"
#include "base/utf8.h"
#include "support.h"

Test(err, starts_without_and_keeps_the_first)
{
    struct err err = { 0 };

    cr_assert_not(err_is_set(&err));
    cr_assert_not(err_set(&err, "题库 %s 第 %d 行", "a.txt", 3));
    cr_assert(err_is_set(&err));
    cr_assert_not(err_set(&err, "后来的"));
    cr_assert_str_eq(err.text, "题库 a.txt 第 3 行");
    err_clear(&err);
    cr_assert_not(err_is_set(&err));
    cr_assert_not(err_set(&err, "再来"));
    cr_assert_str_eq(err.text, "再来");
}

Test(err, nobody_has_to_listen)
{
    cr_assert_not(err_set(NULL, "x"));
    cr_assert_not(err_is_set(NULL));
    err_clear(NULL);
}

Test(err, long_texts_are_cut_between_characters)
{
    char text[3001];
    struct err err = { 0 };

    for (int i = 0; i < 1000; i++)
        memcpy(text + (ptrdiff_t)i * 3, "专", 3);
    text[3000] = '\0';
    for (int shift = 0; shift < 3; shift++) {
        err_clear(&err);
        cr_assert_not(err_set(&err, "%.*s%s", shift, "ab", text));
        cr_assert(utf8_validate(err.text, strlen(err.text), NULL));
        cr_assert_gt(strlen(err.text), ERR_TEXT_LEN - 4);
    }
}

Test(err, the_cause_goes_to_the_log_and_not_to_staff, .init = temp_init, .fini = temp_fini)
{
    struct err err = { 0 };
    char *log;

    cr_assert(log_open(temp_path("log"), NULL));
    cr_assert_not(err_set_cause(&err, "SQLITE_FULL", "存不下第 %d 份", 7));
    /* Also of a failure that comes second. */
    cr_assert_not(err_set_cause(&err, NULL, "第二个"));
    log_close();
    cr_assert_str_eq(err.text, "存不下第 7 份");
    log = read_file(temp_path("log"), NULL);
    cr_assert_not_null(strstr(log, "ERROR base/test_err.c:"), "%s", log);
    cr_assert_not_null(strstr(log, "存不下第 7 份 [SQLITE_FULL]\n"), "%s", log);
    cr_assert_not_null(strstr(log, "第二个"), "%s", log);
    free(log);
}

Test(err, reasons_say_what_and_what_to_do)
{
    static const struct {
        int code;
        const char *part;
    } cases[] = {
        { ENOSPC, "磁盘已满" },    { EROFS, "只读文件系统" },    { ENOENT, "文件不存在" },
        { EACCES, "没有权限" },    { EPERM, "没有权限" },        { EISDIR, "文件夹" },
        { ENOTDIR, "不是文件夹" }, { EIO, "磁盘读写出错" },      { EDQUOT, "配额" },
        { EEXIST, "已存在" },      { EMFILE, "打开的文件太多" }, { EBUSY, "占用" },
        { ENAMETOOLONG, "太长" },  { EFBIG, "文件太大" },        { ENODEV, "设备已断开" },
        { EPROTO, "原因见日志" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        cr_expect_not_null(strstr(err_reason(cases[i].code), cases[i].part), "%d", cases[i].code);
}

static void add_some(struct err_list *list)
{
    err_list_init(list);
    err_list_add(list, ERR_ERROR, "b.txt", 9, 2, "第一");
    err_list_add(list, ERR_WARNING, "b.txt", 9, 2, "第二");
    err_list_add(list, ERR_ERROR, "a.txt", 1, 0, "第三 %d", 3);
    err_list_add(list, ERR_ERROR, "b.txt", 0, 0, "第四");
    err_list_add(list, ERR_WARNING, "a.txt", 1, 5, "第五");
    err_list_add(list, ERR_WARNING, "b.txt", 9, 1, "第六");
    err_list_add(list, ERR_WARNING, NULL, 4, 0, "第七");
}

Test(err, a_list_collects_and_counts)
{
    struct err_list list;

    add_some(&list);
    cr_assert_eq(list.count, 7);
    cr_assert_eq(list.error_count, 3);
    cr_assert_str_eq(list.items[2].text, "第三 3");
    err_list_fini(&list);
    cr_assert_eq(list.count, 0);
    err_list_fini(&list);
}

Test(err, a_list_prints_in_order)
{
    struct err_list list;
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);

    cr_assert_not_null(out);
    add_some(&list);
    err_list_sort(&list);
    err_list_print(&list, out);
    (void)fclose(out);
    cr_assert_str_eq(text, "b.txt: 错误: 第四\n"
                           "b.txt:9:1: 警告: 第六\n"
                           "b.txt:9:2: 错误: 第一\n"
                           "b.txt:9:2: 警告: 第二\n"
                           "a.txt:1: 错误: 第三 3\n"
                           "a.txt:1:5: 警告: 第五\n"
                           "4: 警告: 第七\n");
    free(text);
    err_list_fini(&list);
}

/* Whether a must stand before b; the texts count up as the items came. */
static bool in_order(const struct err_item *a, const struct err_item *b)
{
    int by_path = strcmp(b->path, a->path); /* y came before x */

    if (by_path != 0)
        return by_path < 0;
    if (a->line != b->line)
        return a->line < b->line;
    if (a->col != b->col)
        return a->col < b->col;
    return strcmp(a->text, b->text) < 0;
}

Test(err, sorting_is_stable_for_many)
{
    struct err_list list;

    err_list_init(&list);
    err_list_sort(&list);
    for (int i = 0; i < 3000; i++)
        err_list_add(&list, ERR_ERROR, i % 2 ? "x" : "y", i * 7 % 10, i % 3, "%04d", i);
    err_list_sort(&list);
    for (int i = 1; i < list.count; i++)
        cr_assert(in_order(&list.items[i - 1], &list.items[i]), "item %d", i);
    err_list_fini(&list);
}

Test(err, an_item_fits_the_buffer_it_gets)
{
    struct err_list list;
    char buf[64];

    err_list_init(&list);
    err_list_add(&list, ERR_ERROR, "题.txt", 3, 4, "答案不在选项中");
    err_item_format(&list.items[0], buf, sizeof(buf));
    cr_assert_str_eq(buf, "题.txt:3:4: 错误: 答案不在选项中");
    for (size_t room = 1; room < 30; room++) {
        memset(buf, '#', sizeof(buf));
        err_item_format(&list.items[0], buf, room);
        cr_assert_lt(strlen(buf), room);
        cr_assert(utf8_validate(buf, strlen(buf), NULL));
        cr_assert_eq(buf[room], '#');
    }
    err_list_fini(&list);
}

Test(err, nearest_word)
{
    static const char *const kinds[] = { "单选",   "多选",      "判断",      "填空题目",
                                         "patent", "trademark", "copyright", "secret" };
    static const struct {
        const char *word, *expected; /* NULL: nothing is near */
    } cases[] = {
        { "单选", "单选" },
        { "单造", "单选" },
        { "选", "单选" }, /* one edit from two: the first of them */
        { "多", "多选" },
        { "判段", "判断" },
        { "判 断", "判断" },
        { "填空", NULL }, /* two of four differ */
        { "填空题", "填空题目" },
        { "patnet", "patent" }, /* two of six */
        { "ptnt", "patent" },
        { "pxxent", "patent" },
        { "pxxxnt", NULL }, /* three of six */
        { "trademrak", "trademark" },
        { "copyrite", "copyright" },
        { "whatever", NULL },
        { "问答题目", NULL },
        { "", NULL },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *nearest = err_nearest(cases[i].word, kinds, 8);
        const char *expected = cases[i].expected;
        cr_expect(expected ? nearest && strcmp(nearest, expected) == 0 : !nearest, "%s: %s",
                  cases[i].word, nearest ? nearest : "-");
    }
    cr_expect_null(err_nearest("单选", kinds, 0));
}

/* Bytes would count three for each of these, and 著 and 着 would look near. */
Test(err, distance_counts_characters_not_bytes)
{
    static const char *const one[] = { "著作权" };
    static const char *const two[] = { "专利" };

    cr_assert_not_null(err_nearest("着作权", one, 1));
    cr_assert_null(err_nearest("着者权", one, 1));
    cr_assert_null(err_nearest("上刊", two, 1));
}
