/* Tables of questions as offices have them, and our own. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/convert_support.h"
#include "activity/generator.h"
#include "activity/model_equal.h"
#include "activity/support.h"
#include "base/fs.h"

Test(convert_table, columns_in_any_order_under_their_usual_names)
{
    static const char *const tables[] = {
        "题型,题干,选项A,选项B,选项C,选项D,答案,解析,难度,分值,知识点\n"
        "单选题,专利权的期限?,十年,十五年,二十年,五十年,C,见法条,易,2,专利\n",
        "正确答案,D,C,B,A,题目,类型,答案解析,分数,标签,难易程度\n"
        "C,五十年,二十年,十五年,十年,专利权的期限?,单选,见法条,2分,专利,简单\n",
        "序号,试题类型,试题,选项,标准答案,解释,难度,分值,所属章节\n"
        "1,单项选择题,专利权的期限?,\"A. 十年\nB. 十五年\nC. 二十年\nD. "
        "五十年\",c,见法条,容易,2,专利\n",
        "题 型（必填）*,题干(必填),A选项,B选项,C选项,D选项,正确选项,试题解析,试题难度,分 值,分类\n"
        "single,专利权的期限?,A.十年,B.十五年,C.二十年,D.五十年,二十年,见法条,easy,2,专利\n",
        "题目类型,题干内容,选项,,,,参考答案,解析,难度,SCORE,题库\n"
        "radio,专利权的期限?,十年,十五年,二十年,五十年,3,见法条,低,2,专利\n",
        "题型,题目,答案,解析,难度,分值,知识点\n"
        "单选,\"专利权的期限?\nA. 十年 B. 十五年 C. 二十年 D. 五十年\",C,见法条,易,2,专利\n",
    };
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        struct conversion c;
        conversion_of_csv(&c, tables[i]);
        cr_assert_eq(c.result.count, 1, "table %zu", i);
        cr_assert_eq(item_status(&c, 0), 'R', "table %zu: %s", i, items_text(&c));
        cr_expect_str_eq(item_answer(&c, 0), "C", "table %zu", i);
        const struct question *q = item_question(&c, 0);
        cr_expect_eq(q->type, QUESTION_SINGLE);
        cr_expect_str_eq(q->wordings[0]->stem, "专利权的期限?", "table %zu", i);
        cr_assert_eq(q->option_count, 4, "table %zu", i);
        cr_expect_str_eq(q->wordings[0]->options[0], "十年");
        cr_expect_str_eq(q->wordings[0]->options[3], "五十年");
        cr_expect_str_eq(q->wordings[0]->explanation, "见法条");
        cr_expect_str_eq(q->topic, "专利");
        cr_expect_eq(q->difficulty, DIFFICULTY_EASY, "table %zu", i);
        cr_expect_eq(q->points, 2, "table %zu", i);
        cr_expect_null(q->review);
        conversion_fini(&c);
    }
}

Test(convert_table, answers_in_every_spelling)
{
    static const struct {
        const char *row, *answer;
        char status;
    } rows[] = {
        { "单选,甲,一,二,三,四,A", "A", 'R' },
        { "单选,甲,一,二,三,四,ａ", "A", 'R' },
        { "单选,甲,一,二,三,四,三", "C", 'R' },
        { "单选,甲,一,二,三,四,2", "B", 'R' },
        { "单选,甲,一,二,三,四,【答案】D", "D", 'R' },
        { "多选,甲,一,二,三,四,ACB", "ABC", 'R' },
        { "多选,甲,一,二,三,四,\"A,C\"", "AC", 'R' },
        { "多选,甲,一,二,三,四,A|D", "AD", 'R' },
        { "多选,甲,一,二,三,四,一；三", "AC", 'R' },
        { "多选,甲,一,二,三,四,\"1,3\"", "AC", 'R' },
        { ",甲,一,二,三,四,BD", "BD", 'R' },
        { "判断,甲,,,,,对", "对", 'R' },
        { "判断题,甲,,,,,正确", "对", 'R' },
        { "judge,甲,,,,,FALSE", "错", 'R' },
        { "是非,甲,,,,,×", "错", 'R' },
        { "判断,甲,正确,错误,,,B", "错", 'R' },
        { "判断,甲,错,对,,,A", "错", 'R' },
        { "判断,甲,对,错,,,对", "对", 'R' },
        /* What is not certain is said. */
        { "判断,甲,,,,,A", "", 'D' },
        { "单选,甲,一,二,三,四,E", "", 'D' },
        { "单选,甲,一,二,三,四,AB", "", 'D' },
        { "单选,甲,一,二,三,四,", "", 'D' },
        { "单选,甲,一,二,三,四,见解析", "", 'D' },
        { "多选,甲,一,二,三,四,A", "A", 'D' },
        { "单选,甲,一,二,二,四,B", "", 'D' },
        { "单选,甲,一,,三,四,A", "A", 'D' },
        { "单选,甲,一,二,2,四,2", "", 'D' },
        { "怪题,甲,一,二,三,四,A", "A", 'D' },
        { "单选,甲,,,,,A", "", 'X' },
        { "简答,甲,,,,,很长的话", "", 'X' },
        { "单选,,一,二,三,四,A", "A", 'X' },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct conversion c;
        struct strbuf csv;
        strbuf_init(&csv);
        strbuf_addf(&csv, "题型,题干,A,B,C,D,答案\n%s\n", rows[i].row);
        conversion_of_csv(&c, csv.text);
        cr_assert_eq(c.result.count, 1, "%s", rows[i].row);
        cr_expect_eq(item_status(&c, 0), rows[i].status, "%s: %s", rows[i].row, items_text(&c));
        if (rows[i].status == 'R')
            cr_expect_str_eq(item_answer(&c, 0), rows[i].answer, "%s", rows[i].row);
        cr_expect_eq(c.result.items[0].line, 2);
        strbuf_fini(&csv);
        conversion_fini(&c);
    }
}

Test(convert_table, titles_headings_and_forms_around_the_rows)
{
    struct conversion c;
    conversion_of_csv(&c, "2027年知识产权题库,,,,\n"
                          ",,,,\n"
                          "题号,题干,A,B,答案\n"
                          "一、单选题（每题 2 分）,,,,\n"
                          "1,甲？,一,二,A\n"
                          "题号,题干,B,A,答案\n"
                          "2,乙？,一,二,A\n"
                          "3,,,,\n"
                          "二、判断题,,,,\n"
                          "4,丙。,,,错\n");
    cr_assert_eq(c.result.count, 3, "%s", items_text(&c));
    cr_expect_str_eq(c.result.form.titles[0], "2027年知识产权题库");
    cr_expect_eq(c.result.counts[CONVERT_READ], 3, "%s", items_text(&c));
    cr_expect_str_eq(c.result.items[0].number, "1");
    cr_expect_eq(c.result.items[0].line, 5);
    /* The repeated header has the letters the other way round. */
    cr_expect_str_eq(item_question(&c, 1)->wordings[0]->options[0], "二");
    cr_expect_eq(item_question(&c, 2)->type, QUESTION_JUDGE);
    conversion_fini(&c);
}

Test(convert_table, a_header_in_two_rows)
{
    struct conversion c;
    conversion_of_csv(&c, "题型,题干,选项,,,答案\n"
                          "题型,题干,A,B,C,答案\n"
                          "单选,甲？,一,二,三,B\n");
    cr_assert_eq(c.result.count, 1, "%s", items_text(&c));
    cr_expect_eq(item_status(&c, 0), 'R', "%s", items_text(&c));
    cr_expect_eq(item_question(&c, 0)->option_count, 3);
    conversion_fini(&c);
}

Test(convert_table, columns_that_say_the_same_twice)
{
    struct conversion c;
    conversion_of_csv(&c, "题干,题目,A,B,正确答案,正确答案文本\n"
                          "甲？,,一,二,A,一\n"
                          "乙？,乙？,一,二,A,二\n"
                          "丙？,另一道？,一,二,B,二\n");
    cr_assert_eq(c.result.count, 3);
    cr_expect_eq(item_status(&c, 0), 'R', "%s", items_text(&c));
    cr_expect_eq(item_status(&c, 1), 'D', "%s", items_text(&c));
    cr_expect(item_reason_holds(&c, 1, "不一致"));
    cr_expect_not(item_question(&c, 1)->has_answer);
    cr_expect_eq(item_status(&c, 2), 'D');
    cr_expect(item_reason_holds(&c, 2, "题干有两列"));
    conversion_fini(&c);
}

Test(convert_table, the_stem_gives_up_its_answer)
{
    struct conversion c;
    conversion_of_csv(&c, "题型,题干,A,B,答案\n"
                          "单选,商标由（ B ）注册。,一,二,\n"
                          "单选,商标由（ B ）注册,一,二,A\n");
    cr_expect_eq(item_status(&c, 0), 'R', "%s", items_text(&c));
    cr_expect_str_eq(item_answer(&c, 0), "B");
    cr_expect_null(strchr(item_question(&c, 0)->wordings[0]->stem, 'B'));
    cr_expect_eq(item_status(&c, 1), 'D', "%s", items_text(&c));
    conversion_fini(&c);
}

Test(convert_table, no_header_is_said_with_the_names_that_are_known)
{
    static const char csv[] = "甲,一,二,A\n乙,一,二,B\n";
    struct conversion c;
    struct csv_table table;
    conversion_begin(&c, "t.csv");
    cr_assert(csv_read(csv, strlen(csv), &table, &c.err));
    cr_expect_not(convert_table(&c.builder, &table, &c.err));
    cr_expect(strstr(c.err.text, "题干") && strstr(c.err.text, "答案"), "%s", c.err.text);
    csv_table_fini(&table);
    conversion_end(&c);
    conversion_fini(&c);
}

Test(convert_table, sheets_by_type_and_sheets_that_are_none)
{
    char *head[] = { (char *)"题干", (char *)"选项A", (char *)"选项B", (char *)"答案" };
    char *one[] = { (char *)"甲？", (char *)"一", (char *)"二", (char *)"AB" };
    char *two[] = { (char *)"乙。", (char *)"", (char *)"", (char *)"√" };
    char *note[] = { (char *)"填写说明：请勿改动表头" };
    struct csv_row first[] = { { head, 4, 1 }, { one, 4, 2 } };
    struct csv_row second[] = { { head, 4, 1 }, { two, 4, 2 } };
    struct csv_row third[] = { { note, 1, 1 } };
    struct csv_row fourth[] = { { one, 4, 1 }, { two, 4, 2 }, { one, 4, 3 } };
    struct sheet sheets[] = {
        { .name = (char *)"说明", .table = { third, 1 } },
        { .name = (char *)"多选题", .table = { first, 2 } },
        { .name = (char *)"判断", .table = { second, 2 } },
        { .name = (char *)"草稿", .hidden = true, .table = { fourth, 3 } },
    };
    const struct sheet_book book = { sheets, 4 };
    struct conversion c;
    conversion_begin(&c, "t.xlsx");
    cr_assert(convert_book(&c.builder, &book, &c.err), "%s", c.err.text);
    conversion_end(&c);
    cr_assert_eq(c.result.count, 3, "%s", items_text(&c));
    cr_expect_eq(item_question(&c, 0)->type, QUESTION_MULTIPLE);
    cr_expect_eq(item_question(&c, 1)->type, QUESTION_JUDGE);
    cr_expect_eq(item_status(&c, 2), 'X');
    cr_expect(item_reason_holds(&c, 2, "草稿"));
    conversion_fini(&c);
}

Test(convert_table, a_cell_that_may_look_different_makes_its_question_doubtful)
{
    char *head[] = { (char *)"题干", (char *)"A", (char *)"B", (char *)"答案", (char *)"备注" };
    char *one[] = { (char *)"甲？", (char *)"0.5", (char *)"二", (char *)"A", (char *)"#N/A" };
    char *two[] = { (char *)"乙？", (char *)"一", (char *)"二", (char *)"A" };
    struct csv_row rows[] = { { head, 5, 1 }, { one, 5, 2 }, { two, 4, 3 }, { one, 5, 4 } };
    struct sheet_mark marks[] = { { 2, 1, SHEET_DOUBT_FORMAT },
                                  { 3, 9, SHEET_DOUBT_PICTURE },
                                  { 4, 4, SHEET_DOUBT_ERROR } };
    struct sheet sheet = {
        .name = (char *)"", .table = { rows, 4 }, .marks = marks, .mark_count = 3
    };
    const struct sheet_book book = { &sheet, 1 };
    struct conversion c;
    conversion_begin(&c, "t.xlsx");
    cr_assert(convert_book(&c.builder, &book, &c.err));
    conversion_end(&c);
    cr_expect_eq(item_status(&c, 0), 'D');
    cr_expect(item_reason_holds(&c, 0, "B2"), "%s", items_text(&c));
    cr_expect_eq(item_status(&c, 1), 'D');
    cr_expect(item_reason_holds(&c, 1, "图片"), "%s", items_text(&c));
    cr_expect_eq(item_status(&c, 2), 'R', "%s", items_text(&c));
    conversion_fini(&c);
}

Test(convert_table, days_limits_and_ids)
{
    struct conversion c;
    conversion_of_csv(&c, "编号,题型,题干,答案,生效,失效,限时\n"
                          "tm-1,判断,甲。,对,2027年1月2日,2027/12/31,30\n"
                          "2,判断,乙。,错,2027.3.4,明年,5秒\n"
                          "a b,判断,丙。,错,,,\n");
    char text[DATE_TEXT_LEN];
    const struct question *q = item_question(&c, 0);
    cr_expect_eq(item_status(&c, 0), 'R', "%s", items_text(&c));
    cr_expect_str_eq(q->id, "tm-1");
    date_format(q->valid_from, text);
    cr_expect_str_eq(text, "2027-01-02");
    date_format(q->valid_until, text);
    cr_expect_str_eq(text, "2027-12-31");
    cr_expect_eq(q->limit_s, 30);
    cr_expect_eq(item_status(&c, 1), 'D');
    cr_expect(item_reason_holds(&c, 1, "失效") && item_reason_holds(&c, 1, "限时"), "%s",
              items_text(&c));
    cr_expect_str_eq(c.result.items[1].number, "2");
    cr_expect_neq(strcmp(item_question(&c, 1)->id, "2"), 0);
    cr_expect_eq(item_status(&c, 2), 'D');
    conversion_fini(&c);
}

Test(convert_table, pasted_cells)
{
    struct csv_table table;
    convert_read_tsv("题干\t答案\n\"一\n\"\"二\"\"\"\tA\n\"只是引号\tB\n\nx", &table);
    cr_assert_eq(table.count, 5);
    cr_expect_str_eq(table.rows[1].cells[0], "一\n\"二\"");
    cr_expect_eq(table.rows[1].line, 2);
    cr_expect_eq(table.rows[2].line, 4);
    cr_expect_str_eq(table.rows[2].cells[0], "\"只是引号");
    cr_expect_eq(table.rows[2].count, 2);
    cr_expect_eq(table.rows[3].count, 1);
    cr_expect_str_eq(table.rows[4].cells[0], "x");
    csv_table_fini(&table);
}

/* ---- Writing and reading again ---- */

static void read_back(struct conversion *c, const char *path)
{
    struct strbuf bytes;
    struct sheet_book book = { 0 };
    struct csv_table table = { 0 };
    strbuf_init(&bytes);
    conversion_begin(c, path);
    cr_assert(fs_read(path, CONVERT_FILE_MAX_LEN, &bytes, &c->err), "%s", c->err.text);
    if (strstr(path, ".xlsx")) {
        cr_assert(sheet_read(bytes.text, bytes.len, &book, &c->err), "%s", c->err.text);
        cr_assert(convert_book(&c->builder, &book, &c->err), "%s", c->err.text);
    } else {
        cr_assert(csv_read(bytes.text, bytes.len, &table, &c->err), "%s", c->err.text);
        cr_assert(convert_table(&c->builder, &table, &c->err), "%s", c->err.text);
    }
    conversion_end(c);
    sheet_book_fini(&book);
    csv_table_fini(&table);
    strbuf_fini(&bytes);
}

/* All but the review, which is never taken over, and the other language, which a table has not. */
static void expect_same(const struct question *from, const struct question *to, int seed)
{
    struct question wanted = *from, got = *to;
    wanted.review = NULL;
    wanted.wordings[1] = NULL;
    wanted.hash[0] = '\0';
    cr_expect_null(got.review);
    const char *difference = questions_differ(&wanted, &got);
    cr_assert_null(difference, "seed %d, %s: %s differs", seed, from->id, difference);
}

static bool is_lost(const struct convert_losses *losses, int question)
{
    for (int i = 0; i < losses->count; i++)
        if (losses->items[i].question == question)
            return true;
    return false;
}

static void check_written(const struct form *form, const char *path, int seed)
{
    struct convert_loss items[64];
    struct convert_losses losses = { .items = items, .max = 64 };
    struct conversion c;
    struct err err = { 0 };
    cr_assert(convert_write_table(path, form, NULL, &losses, &err), "%s", err.text);
    read_back(&c, path);
    int next = 0;
    for (int i = 0; i < form->question_count; i++) {
        if (is_lost(&losses, i))
            continue;
        cr_assert_lt(next, c.result.count, "seed %d", seed);
        cr_expect_neq(item_status(&c, next), 'X', "seed %d: %s", seed, items_text(&c));
        expect_same(&form->questions[i], item_question(&c, next), seed);
        next++;
    }
    cr_expect_eq(next, c.result.count);
    conversion_fini(&c);
}

Test(convert_table, generated_banks_survive_a_table)
{
    char *folder = folder_make();
    char *paths[] = { fs_join(folder, "g.csv"), fs_join(folder, "g.xlsx") };
    int banks = 0;
    for (int seed = 1; seed <= 160; seed++) {
        struct rng rng;
        struct arena arena;
        rng_seed(&rng, (uint64_t)seed);
        arena_init(&arena);
        struct form *form = generate_form(&rng, &arena);
        if (form->kind == FORM_BANK) {
            check_written(form, paths[banks++ % 4 == 0], seed);
        }
        arena_fini(&arena);
    }
    cr_expect_gt(banks, 40);
    free(paths[0]);
    free(paths[1]);
    folder_remove(folder);
}

Test(convert_table, the_shipped_banks_survive_a_table)
{
    static const char *const names[] = { "patent", "trademark", "copyright", "other" };
    char *folder = folder_make();
    char *path = fs_join(folder, "bank.xlsx");
    for (int i = 0; i < 4; i++) {
        struct strbuf name, text;
        struct err err = { 0 };
        struct reading r;
        strbuf_init(&name);
        strbuf_init(&text);
        strbuf_addf(&name, WENDA_SOURCE_DIR "/questions/quiz/%s.txt", names[i]);
        cr_assert(fs_read(name.text, ACTIVITY_FILE_MAX_LEN, &text, &err), "%s", err.text);
        reading_init(&r, text.text);
        check_written(r.form, path, i);
        struct conversion c;
        read_back(&c, path);
        cr_expect_eq(c.result.counts[CONVERT_READ], r.form->question_count, "%s", items_text(&c));
        cr_expect_str_eq(c.result.form.titles[0], r.form->titles[0]);
        conversion_fini(&c);
        reading_fini(&r);
        strbuf_fini(&text);
        strbuf_fini(&name);
    }
    free(path);
    folder_remove(folder);
}

Test(convert_table, what_a_table_cannot_hold_is_named)
{
    struct convert_loss items[2];
    struct convert_losses losses = { .items = items, .max = 2 };
    struct reading bank, survey;
    struct err err = { 0 };
    char *folder = folder_make(), *path = fs_join(folder, "t.csv");
    reading_init(&bank, "题库: 甲\n一、单选题\n1. 问甲\nA. [图: a.png]\nB. 二\n答案: B\n"
                        "2. 问乙\nA. 一\nB. 二\n答案: B\n3. 问丙\nA. '=1\nB. 二\n答案: B\n");
    cr_assert(convert_write_table(path, bank.form, NULL, &losses, &err), "%s", err.text);
    cr_expect_eq(losses.count, 2);
    cr_expect_eq(items[0].question, 0);
    cr_expect_eq(items[1].question, 2);
    losses.count = losses.questions = 0;
    reading_init(&survey,
                 "问卷: 甲\n1. 问甲\n题型: 日期\n2. 问乙\n题型: 文本\n3. 问丙\n题型: 评分\n");
    cr_expect_not(convert_write_table(path, survey.form, NULL, &losses, &err));
    cr_expect_eq(losses.count, 3);
    cr_expect(strstr(err.text, items[0].reason), "%s", err.text);
    reading_fini(&survey);
    reading_fini(&bank);
    free(path);
    folder_remove(folder);
}

Test(convert_table, doubts_have_a_column_of_their_own)
{
    static const char *const reasons[] = { NULL, "答案没有写清" };
    struct convert_losses losses = { 0 };
    struct reading bank;
    struct strbuf text;
    struct err err = { 0 };
    char *folder = folder_make(), *path = fs_join(folder, "t.csv");
    reading_init(&bank, "题库: 甲\n一、判断题\n1. 问甲\n答案: 对\n2. 问乙\n答案: 错\n");
    cr_assert(convert_write_table(path, bank.form, reasons, &losses, &err));
    strbuf_init(&text);
    cr_assert(fs_read(path, 100000, &text, &err));
    cr_expect(strstr(text.text, "存疑"));
    cr_expect(strstr(text.text, "答案没有写清"));
    strbuf_fini(&text);
    reading_fini(&bank);
    free(path);
    folder_remove(folder);
}
