/* Questionnaires that are written as XLSForm and read again. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/convert/xlsform.h"
#include "activity/convert_support.h"
#include "activity/generator.h"
#include "activity/model_equal.h"
#include "activity/support.h"
#include "base/fs.h"

static void read_back(struct conversion *c, const char *path)
{
    struct strbuf bytes;
    struct sheet_book book;
    strbuf_init(&bytes);
    conversion_begin(c, path);
    cr_assert(fs_read(path, CONVERT_FILE_MAX_LEN, &bytes, &c->err), "%s", c->err.text);
    cr_assert(sheet_read(bytes.text, bytes.len, &book, &c->err), "%s", c->err.text);
    cr_assert(convert_is_xlsform(&book));
    cr_assert(convert_xlsform(&c->builder, &book, &c->err), "%s", c->err.text);
    conversion_end(c);
    sheet_book_fini(&book);
    strbuf_fini(&bytes);
}

/* What is not lost comes back as it was; returns how many were lost. */
static int check_written(const struct form *form, const char *path, int seed)
{
    struct convert_loss items[64];
    struct convert_losses losses = { .items = items, .max = 64 };
    struct conversion c;
    struct err err = { 0 };
    cr_assert(convert_write_xlsform(path, form, NULL, &losses, &err), "%s", err.text);
    if (losses.count == form->question_count)
        return losses.count;
    read_back(&c, path);
    int next = 0;
    for (int i = 0; i < form->question_count; i++) {
        bool lost = false;
        for (int j = 0; j < losses.count; j++)
            lost = lost || items[j].question == i;
        if (lost)
            continue;
        cr_assert_lt(next, c.result.count);
        cr_expect_eq(item_status(&c, next), 'R', "seed %d: %s", seed, items_text(&c));
        const char *difference = questions_differ(&form->questions[i], item_question(&c, next++));
        cr_assert_null(difference, "seed %d, %s: %s differs", seed, form->questions[i].id,
                       difference);
    }
    cr_expect_eq(next, c.result.count);
    cr_expect_str_eq(c.result.form.id, form->id);
    cr_expect_str_eq(c.result.form.languages[0], form->languages[0]);
    if (losses.count == 0) {
        char *before = written(form, 0), *after = written(&c.result.form, 0);
        cr_expect_str_eq(after, before, "seed %d", seed);
        free(before);
        free(after);
    }
    conversion_fini(&c);
    return losses.count;
}

Test(xlsform_written, generated_questionnaires_come_back_as_they_were)
{
    char *folder = folder_make(), *path = fs_join(folder, "g.form.xlsx");
    int forms = 0, questions = 0, lost = 0;
    for (int seed = 1; seed <= 250; seed++) {
        struct rng rng;
        struct arena arena;
        rng_seed(&rng, (uint64_t)seed);
        arena_init(&arena);
        struct form *form = generate_form(&rng, &arena);
        if (form->kind == FORM_SURVEY) {
            forms++;
            questions += form->question_count;
            lost += check_written(form, path, seed);
        }
        arena_fini(&arena);
    }
    cr_expect_gt(forms, 80);
    cr_expect_lt(lost * 5, questions, "%d of %d lost", lost, questions);
    free(path);
    folder_remove(folder);
}

Test(xlsform_written, the_shipped_questionnaires_come_back_as_they_were)
{
    static const char *const names[] = { "awareness", "satisfaction" };
    char *folder = folder_make(), *path = fs_join(folder, "s.form.xlsx");
    for (int i = 0; i < 2; i++) {
        struct strbuf text;
        struct err err = { 0 };
        struct reading r;
        strbuf_init(&text);
        for (int language = 0; language < 2; language++) {
            struct strbuf name;
            strbuf_init(&name);
            strbuf_clear(&text);
            strbuf_addf(&name, WENDA_SOURCE_DIR "/questions/survey/%s%s.txt", names[i],
                        language ? ".en" : "");
            cr_assert(fs_read(name.text, ACTIVITY_FILE_MAX_LEN, &text, &err), "%s", err.text);
            if (language == 0)
                reading_init(&r, text.text);
            else
                cr_assert(form_read_language(r.form, 1, "t.en.txt", text.text, text.len, &r.arena,
                                             &r.faults));
            strbuf_fini(&name);
        }
        cr_expect_eq(check_written(r.form, path, i), 0);
        reading_fini(&r);
        strbuf_fini(&text);
    }
    free(path);
    folder_remove(folder);
}

static const char rich[] =
    "问卷: 甲\n编号: s\n语言: zh-CN\n\n"
    "1. 甲？\nA. 一\nB. 二\n题型: 单选\n编号: one\n\n"
    "2. 乙？\nA. 一\nB. 二\nC. 三 [互斥] [固定]\n题型: 多选\n最少: 1\n最多: 2\n"
    "校验: count-selected(.) >= 1\n校验提示: 选\n编号: many\n\n"
    "3. 丙？\nA. 一\nB. 二\nC. 三\n题型: 排序\n显示条件: ${many} = 'AC' or ${one} != 'B'\n编号: "
    "order\n\n"
    "4. 丁 ${one}？\n题型: 数字\n范围: 1-5\n校验: (. >= 1 and . <= 3)\n编号: num\n\n"
    "5. 戊？\n题型: 量表\n标度: 差, 好 | 不清楚\n显示条件: ${order} = 'BCA' and selected(${many}, "
    "'A')\n编号: mark\n\n"
    "6. 己？\n题型: 矩阵\n行: 讲解, 资料\n标度: 差, 好\n必答: 是\n提示: 逐项\n编号: rows\n\n"
    "7. 庚？\n题型: 文本\n字数: 30\n校验: string-length(.) <= 20\n显示条件: ${mark} >= 1\n编号: "
    "words\n";

Test(xlsform_written, conditions_and_limits_come_back_as_they_were)
{
    struct reading r;
    char *folder = folder_make(), *path = fs_join(folder, "r.form.xlsx");
    reading_init(&r, rich);
    cr_assert_eq(r.faults.count, 0, "%s", faults_text(&r.faults));
    cr_expect_eq(check_written(r.form, path, 0), 0);
    reading_fini(&r);
    free(path);
    folder_remove(folder);
}

Test(xlsform_written, what_it_cannot_hold_is_named)
{
    static const char survey[] =
        "问卷: 甲\n编号: s\n\n"
        "1. 甲？\n题型: 文本\n编号: 1a\n\n"
        "2. 乙？\n题型: 文本\n显示条件: ${1a} != ''\n编号: b\n\n"
        "3. 丙？\n题型: 矩阵\n行: 讲解\n标度: 差, 好\n校验: . != ''\n编号: c\n\n"
        "4. 丁？\n题型: 矩阵\n行: 讲解\n标度: 差, 好\n编号: d\n\n"
        "5. 戊？\n题型: 文本\n编号: d_1\n\n"
        "6. 己？\nA. 一\nB. 二\n题型: 多选\n编号: f\n\n"
        "7. 庚？\n题型: 文本\n显示条件: string-length(${f}) > 1\n编号: g\n\n"
        "8. 辛 ${b}？\n题型: 文本\n编号: h\n\n"
        "9. 壬？\n题型: 文本\n显示条件: ${f} = 'AZ'\n编号: i\n";
    static const int lost[] = { 0, 1, 2, 3, 6, 7, 8 };
    struct convert_loss items[16];
    struct convert_losses losses = { .items = items, .max = 16 };
    struct reading r, bank;
    struct err err = { 0 };
    char *folder = folder_make(), *path = fs_join(folder, "l.form.xlsx");
    reading_init(&r, survey);
    cr_assert_eq(r.faults.error_count, 0, "%s", faults_text(&r.faults));
    cr_assert(convert_write_xlsform(path, r.form, NULL, &losses, &err), "%s", err.text);
    cr_assert_eq(losses.count, 7);
    for (int i = 0; i < 7; i++)
        cr_expect_eq(items[i].question, lost[i], "%d: %s", i, items[i].reason);
    losses.count = losses.questions = 0;
    reading_init(&bank, "题库: 甲\n一、判断题\n1. 甲。\n答案: 对\n");
    cr_expect_not(convert_write_xlsform(path, bank.form, NULL, &losses, &err));
    cr_expect_eq(losses.count, 1);
    cr_expect(strstr(err.text, items[0].reason), "%s", err.text);
    reading_fini(&bank);
    reading_fini(&r);
    free(path);
    folder_remove(folder);
}
