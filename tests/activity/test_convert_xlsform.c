/* Questionnaires as XLSForm, in all the shapes it comes in, and back. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/convert/xlsform.h"
#include "activity/convert_support.h"
#include "activity/expr.h"
#include "activity/generator.h"
#include "activity/model_equal.h"
#include "activity/support.h"
#include "base/fs.h"

/* Reads an md-table form, which must be one. */
static void conversion_of_md(struct conversion *c, const char *md)
{
    struct sheet_book book;
    cr_assert(convert_is_xlsform_text(md));
    conversion_begin(c, "t.md");
    cr_assert(convert_xlsform_sheets(md, &book, &c->err), "%s", c->err.text);
    cr_assert(convert_xlsform(&c->builder, &book, &c->err), "%s", c->err.text);
    sheet_book_fini(&book);
    conversion_end(c);
}

static const char *relevant_text(const struct question *q)
{
    return q->relevant ? expr_text(q->relevant) : "";
}

static const char *constraint_text(const struct question *q)
{
    return q->constraint ? expr_text(q->constraint) : "";
}

Test(xlsform, every_type_that_the_kiosk_has)
{
    struct conversion c;
    conversion_of_md(&c, "| survey |  |  |  |  |  |  |\n"
                         "|  | type | name | label | appearance | parameters | constraint |\n"
                         "|  | start | start | | | | |\n"
                         "|  | note | hi | 您好 | | | |\n"
                         "|  | select_one yn | a | 甲？ | | | |\n"
                         "|  | select one yn | b | 乙？ | judge | | |\n"
                         "|  | select_multiple yn or_other | c | 丙？ | | | |\n"
                         "|  | rank yn | d | 丁？ | | | |\n"
                         "|  | select_one grade | e | 戊？ | likert | | |\n"
                         "|  | range | f | 己？ | | start=0 end=10 step=1 | |\n"
                         "|  | integer | g | 庚？ | | | . >= 0 and . <= 120 |\n"
                         "|  | decimal | h | 辛？ | | | |\n"
                         "|  | text | i | 壬？ | multiline | | string-length(.) <= 50 |\n"
                         "|  | date | j | 癸？ | | | |\n"
                         "|  | geopoint | k | 在哪？ | | | |\n"
                         "| choices | | |\n"
                         "|  | list_name | name | label |\n"
                         "|  | yn | yes | 是 |\n"
                         "|  | yn | no | 否 |\n"
                         "|  | grade | 1 | 差 |\n"
                         "|  | grade | 2 | 好 |\n"
                         "|  | grade | 3 | 很好 |\n"
                         "|  | grade | 0 | 不清楚 |\n"
                         "| settings | | |\n"
                         "|  | form_title | form_id |\n"
                         "|  | 满意度 | sat |\n");
    static const enum question_type types[] = { QUESTION_NOTE,     QUESTION_SINGLE, QUESTION_JUDGE,
                                                QUESTION_MULTIPLE, QUESTION_ORDER,  QUESTION_SCALE,
                                                QUESTION_RATING,   QUESTION_NUMBER, QUESTION_NUMBER,
                                                QUESTION_TEXT,     QUESTION_DATE };
    cr_assert_eq(c.result.count, 12, "%s", items_text(&c));
    for (int i = 0; i < 11; i++) {
        cr_expect_eq(item_status(&c, i), 'R', "%d: %s", i, items_text(&c));
        cr_expect_eq(item_question(&c, i)->type, types[i], "%d", i);
    }
    cr_expect_eq(item_status(&c, 11), 'X');
    cr_expect(item_reason_holds(&c, 11, "geopoint"));
    cr_expect_eq(c.result.form.kind, FORM_SURVEY);
    cr_expect_str_eq(c.result.form.titles[0], "满意度");
    cr_expect_str_eq(c.result.form.id, "sat");
    cr_expect_str_eq(item_question(&c, 1)->id, "a");
    const struct question *multiple = item_question(&c, 3);
    cr_assert_eq(multiple->option_count, 3);
    cr_expect(multiple->options[2].other);
    cr_expect_str_eq(multiple->wordings[0]->options[2], "其他");
    const struct question *scale = item_question(&c, 5);
    cr_expect_eq(scale->scale_count, 3);
    cr_expect_str_eq(scale->wordings[0]->scale_unclear, "不清楚");
    cr_expect(item_question(&c, 6)->range_max == 10);
    cr_expect(item_question(&c, 7)->range_max == 120);
    cr_expect_str_eq(constraint_text(item_question(&c, 7)), ". mod 1 = 0");
    cr_expect_str_eq(constraint_text(item_question(&c, 8)), "");
    cr_expect_eq(item_question(&c, 9)->max_chars, 50);
    conversion_fini(&c);
}

Test(xlsform, words_as_people_write_them)
{
    struct conversion c;
    conversion_of_md(&c, "| Survey | | | | | |\n"
                         "| | Type | NAME | Label | Required | Relevance |\n"
                         "| | select\xC2\xA0one\xC2\xA0yn | 年龄 | 一？ | TRUE | |\n"
                         "| | select one from yn | b | 二？ | true() | yes |\n"
                         "| | select1 yn | c3 | 三？ | Yes | ${年龄} = “y” |\n"
                         "| | text | d | 四？ | no | TRUE |\n"
                         "| | int | e | 五？ | FALSE | false() |\n"
                         "| Choices | | |\n"
                         "| | List Name | Name | Label |\n"
                         "| | yn | y | 是 |\n"
                         "| | yn | n | 3.0 版 |\n");
    cr_assert_eq(c.result.count, 5);
    cr_expect_eq(c.result.counts[CONVERT_READ], 5, "%s", items_text(&c));
    cr_expect_str_eq(item_question(&c, 0)->id, "年龄");
    cr_expect(item_question(&c, 0)->required && item_question(&c, 1)->required &&
              item_question(&c, 2)->required);
    cr_expect_not(item_question(&c, 3)->required || item_question(&c, 4)->required);
    cr_expect_null(item_question(&c, 1)->relevant);
    cr_expect_str_eq(relevant_text(item_question(&c, 2)), "${年龄} = \"A\"");
    cr_expect_str_eq(relevant_text(item_question(&c, 4)), "false()");
    conversion_fini(&c);
}

/* 3.0 is 3 wherever a name is meant. */
Test(xlsform, numbers_as_names)
{
    struct conversion c;
    conversion_of_md(&c, "| survey |\n| | type | name | label | relevant |\n"
                         "| | select_one a | q | 甲？ | |\n"
                         "| | text | r | 乙？ | ${q} = 3 |\n"
                         "| | text | s | 丙？ | ${q} > 2 |\n"
                         "| choices |\n| | list_name | name | label |\n"
                         "| | a | 1.0 | 一 |\n| | a | 2.0 | 二 |\n| | a | 3.0 | 三 |\n");
    cr_expect_eq(item_status(&c, 0), 'R', "%s", items_text(&c));
    cr_expect_eq(item_status(&c, 1), 'R', "%s", items_text(&c));
    cr_expect_str_eq(relevant_text(item_question(&c, 1)), "${q} = 'C'");
    /* Options are letters here: a comparison of their names would silently never hold. */
    cr_expect_eq(item_status(&c, 2), 'D', "%s", items_text(&c));
    cr_expect_null(item_question(&c, 2)->relevant);
    conversion_fini(&c);
}

static const char conditions_md[] =
    "| survey |\n| | type | name | label | relevant | constraint |\n"
    "| | select_one yn | one | 甲？ | | |\n"
    "| | select_multiple yn | many | 乙？ | | %s |\n"
    "| | rank yn | order | 丙？ | | |\n"
    "| | select_one g | mark | 丁？ | | |\n"
    "| | note | n | 说明 | | |\n"
    "| | decimal | num | 戊？ | | |\n"
    "| | text | last | 己？ | %s | |\n"
    "| choices |\n| | list_name | name | label |\n"
    "| | yn | yes | 是 |\n| | yn | no | 否 |\n| | yn | maybe | 也许 |\n"
    "| | g | bad | 差 |\n| | g | good | 好 |\n";

Test(xlsform, conditions_speak_of_letters_here)
{
    static const struct {
        const char *theirs, *ours;
    } cases[] = {
        { "${one} = 'no'", "${one} = 'B'" },
        { "'no' != ${one}", "'B' != ${one}" },
        { "selected(${many}, \"maybe\") and not(selected(${many}, 'yes'))",
          "selected(${many}, \"C\") and not(selected(${many}, 'A'))" },
        { "${many} = 'yes maybe'", "${many} = 'AC'" },
        { "${order} = 'no yes maybe'", "${order} = 'BAC'" },
        { "count-selected(${many}) >= 2 or ${one} = ''",
          "count-selected(${many}) >= 2 or ${one} = ''" },
        { "(${one}='yes' or ${one}='no') and ${num} div 2 > 1.5",
          "(${one}='A' or ${one}='B') and ${num} div 2 > 1.5" },
        /* What cannot be said is not said. */
        { "${one} = 'perhaps'", NULL },
        { "${one} > 'no'", NULL },
        { "${one} = 'yes' + 1", NULL },
        { "string-length(${many}) > 3", NULL },
        { "${nowhere} = 'yes'", NULL },
        { "${n} = 'yes'", NULL },
        { "${last} = ''", NULL },
        { "regex(${num}, '[0-9]')", NULL },
        { "today() > '2027-01-01'", NULL },
        { "${one} = 'yes", NULL },
        { "pulldata('f', 'a', 'b', ${one})", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct conversion c;
        struct strbuf md;
        strbuf_init(&md);
        strbuf_addf(&md, conditions_md, "", cases[i].theirs);
        conversion_of_md(&c, md.text);
        cr_expect_eq(item_status(&c, 6), cases[i].ours ? 'R' : 'D', "%s: %s", cases[i].theirs,
                     items_text(&c));
        cr_expect_str_eq(relevant_text(item_question(&c, 6)), cases[i].ours ? cases[i].ours : "",
                         "%s", cases[i].theirs);
        strbuf_fini(&md);
        conversion_fini(&c);
    }
}

Test(xlsform, constraints_and_limits)
{
    static const struct {
        const char *theirs, *ours;
        int min, max;
    } cases[] = {
        { "count-selected(.) >= 1 and count-selected(.) <= 2", "", 1, 2 },
        { "count-selected(.)<=2", "", 0, 2 },
        { "count-selected(.) <= 9", "", 0, 0 },
        { "(count-selected(.) >= 2) and (not(selected(., 'maybe')))", "not(selected(., 'C'))", 2,
          0 },
        { "not(selected(., 'no') and count-selected(.) > 1)",
          "not(selected(., 'B') and count-selected(.) > 1)", 0, 0 },
        { "(count-selected(.) >= 1)", "count-selected(.) >= 1", 0, 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct conversion c;
        struct strbuf md;
        strbuf_init(&md);
        strbuf_addf(&md, conditions_md, cases[i].theirs, "");
        conversion_of_md(&c, md.text);
        const struct question *q = item_question(&c, 1);
        cr_expect_eq(item_status(&c, 1), 'R', "%s: %s", cases[i].theirs, items_text(&c));
        cr_expect_str_eq(constraint_text(q), cases[i].ours, "%s", cases[i].theirs);
        cr_expect_eq(q->min_choices, cases[i].min, "%s", cases[i].theirs);
        cr_expect_eq(q->max_choices, cases[i].max, "%s", cases[i].theirs);
        strbuf_fini(&md);
        conversion_fini(&c);
    }
}

Test(xlsform, splitting_undoes_joining)
{
    static const char *const rests[] = { "",
                                         ". != ''",
                                         ". >= 0 and . <= 10",
                                         "(. >= 0 and . <= 10)",
                                         "((. >= 0 and . <= 10))",
                                         "(. >= 0 and . <= 10) and (. != 5)",
                                         "(. >= 0) and (. <= 10)",
                                         "(. = 1) or (. = 2)",
                                         ". != ') and ('",
                                         "count-selected(.) >= 1",
                                         "string-length(.) <= 20" };
    static const enum question_type types[] = { QUESTION_NUMBER, QUESTION_MULTIPLE, QUESTION_TEXT,
                                                QUESTION_DATE };
    for (size_t i = 0; i < sizeof rests / sizeof rests[0]; i++)
        for (int j = 0; j < 4; j++)
            for (int given = 0; given < (types[j] == QUESTION_DATE ? 1 : 2); given++) {
                struct xlsform_limits limits = { 0 }, again;
                struct strbuf out;
                struct arena arena;
                const char *rest = NULL;
                strbuf_init(&out);
                arena_init(&arena);
                if (given)
                    limits = (struct xlsform_limits){ true, types[j] != QUESTION_TEXT, true, 2, 7 };
                xlsform_join(&limits, rests[i], types[j], &out);
                xlsform_split(out.text, types[j], &arena, &again, &rest);
                cr_expect_str_eq(rest, rests[i], "type %d: %s", types[j], out.text);
                cr_expect_eq(again.given, given, "%s", out.text);
                cr_expect(!given || (again.max == 7 && again.has_min == limits.has_min));
                arena_fini(&arena);
                strbuf_fini(&out);
            }
}

Test(xlsform, groups_matrices_and_repeats)
{
    struct conversion c;
    conversion_of_md(
        &c,
        "| survey |\n| | type | name | label | appearance | relevant | required |\n"
        "| | select_one yn | a | 甲？ | | | |\n"
        "| | begin group | g | 第二部分 | | ${a} = 'yes' | |\n"
        "| | text | b | 乙？ | | string-length(${a}) > 0 | |\n"
        "| | begin_group | h | | | true() | |\n"
        "| | text | b2 | 丙？ | | | |\n"
        "| | end_group | | | | | |\n"
        "| | end group | | | | | |\n"
        "| | begin group | m | 各项如何？ | table-list | | |\n"
        "| | select_one yn | m1 | 讲解 | | | yes |\n"
        "| | select_one yn | m2 | 资料 | | | yes |\n"
        "| | end group | | | | | |\n"
        "| | begin group | o | | field-list | | |\n"
        "| | select_one yn | o0 | 旧式？ | label | | |\n"
        "| | select_one yn | o1 | 一行 | list-nolabel | | |\n"
        "| | end group | | | | | |\n"
        "| | begin repeat | r | 家人 | | | |\n"
        "| | text | who | 谁？ | | | |\n"
        "| | end repeat | | | | | |\n"
        "| | text | z | 末？ | | ${m} = '1' | |\n"
        "| choices |\n| | list_name | name | label |\n| | yn | yes | 是 |\n| | yn | no | 否 |\n");
    cr_assert_eq(c.result.count, 9, "%s", items_text(&c));
    const struct question *note = item_question(&c, 1);
    cr_expect_eq(note->type, QUESTION_NOTE);
    cr_expect_str_eq(note->wordings[0]->stem, "第二部分");
    cr_expect_str_eq(relevant_text(note), "${a} = 'A'");
    /* The name of a single choice is not ours, so its length is not either. */
    cr_expect_eq(item_status(&c, 2), 'D');
    cr_expect_str_eq(relevant_text(item_question(&c, 3)), "${a} = 'A'");
    const struct question *matrix = item_question(&c, 4);
    cr_expect_eq(matrix->type, QUESTION_MATRIX);
    cr_expect_eq(matrix->row_count, 2);
    cr_expect_eq(matrix->scale_count, 2);
    cr_expect(matrix->required);
    cr_expect_str_eq(matrix->wordings[0]->rows[1], "资料");
    const struct question *old = item_question(&c, 5);
    cr_expect_eq(old->type, QUESTION_MATRIX, "%s", items_text(&c));
    cr_expect_str_eq(old->wordings[0]->stem, "旧式？");
    cr_expect_eq(old->row_count, 1);
    cr_expect_eq(item_status(&c, 6), 'X');
    cr_expect(item_reason_holds(&c, 6, "begin repeat"));
    cr_expect_eq(item_status(&c, 7), 'X');
    cr_expect_eq(item_status(&c, 8), 'D', "%s", items_text(&c));
    cr_expect(item_reason_holds(&c, 8, "矩阵"));
    conversion_fini(&c);
}

Test(xlsform, conditions_of_groups_add_up)
{
    struct conversion c;
    conversion_of_md(&c, "| survey |\n| | type | name | label | relevant |\n"
                         "| | text | a | 甲？ | |\n"
                         "| | begin group | g | | ${a} != '' |\n"
                         "| | begin group | h | | ${a} != 'x' |\n"
                         "| | text | b | 乙？ | ${a} != 'y' or true() |\n"
                         "| | end group |\n| | text | d | 丁？ | |\n| | end group |\n"
                         "| | text | e | 戊？ | |\n");
    cr_expect_eq(c.result.counts[CONVERT_READ], 4, "%s", items_text(&c));
    cr_expect_str_eq(relevant_text(item_question(&c, 1)),
                     "(${a} != '') and (${a} != 'x') and (${a} != 'y' or true())");
    cr_expect_str_eq(relevant_text(item_question(&c, 2)), "${a} != ''");
    cr_expect_str_eq(relevant_text(item_question(&c, 3)), "");
    conversion_fini(&c);
}

Test(xlsform, what_is_wrong_is_said)
{
    static const struct {
        const char *row, *reason;
        char status;
    } rows[] = {
        { "text | a b | 甲？ | |", "空格", 'X' },
        { "text | first | 甲？ | |", "重复", 'X' },
        { "text | | 甲？ | |", "name", 'X' },
        { "text | _x | 甲？ | |", "不能用", 'X' },
        { "text | x | | |", "label", 'X' },
        { "| x | 甲？ | |", "type", 'X' },
        { "select_one none | x | 甲？ | |", "none", 'X' },
        { "select_one | x | 甲？ | |", "select_one", 'X' },
        { "select_one single | x | 甲？ | |", "只有 1 项", 'X' },
        { "select_one blank | x | 甲？ | |", "空格", 'X' },
        { "select_one twice | x | 甲？ | |", "两次", 'X' },
        { "select_one_from_file f.csv | x | 甲？ | |", "select_one_from_file", 'X' },
        { "calculate | x | 甲？ | |", "calculate", 'X' },
        { "range | x | 甲？ | | start=5 end=1", "小于", 'X' },
        { "range | x | 甲？ | | start=0 end=100 step=5", "步长", 'D' },
        { "text | x | 甲？ | 张三 |", "default", 'D' },
        { "text | x | 问 ${nobody}？ | |", "${…}", 'D' },
        { "text | x | 问 ${first}？ | |", "", 'R' },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct conversion c;
        struct strbuf md;
        strbuf_init(&md);
        strbuf_addf(&md,
                    "| survey |\n| | type | name | label | default | parameters |\n"
                    "| | text | first | 先？ | | |\n| | %s |\n"
                    "| choices |\n| | list_name | name | label |\n| | single | a | 一 |\n"
                    "| | blank | a b | 一 |\n| | blank | c | 二 |\n"
                    "| | twice | a | 一 |\n| | twice | a | 二 |\n",
                    rows[i].row);
        conversion_of_md(&c, md.text);
        cr_assert_eq(c.result.count, 2, "%s", rows[i].row);
        cr_expect_eq(item_status(&c, 1), rows[i].status, "%s: %s", rows[i].row, items_text(&c));
        cr_expect(item_reason_holds(&c, 1, rows[i].reason), "%s: %s", rows[i].row, items_text(&c));
        strbuf_fini(&md);
        conversion_fini(&c);
    }
}

Test(xlsform, languages)
{
    struct conversion c;
    conversion_of_md(
        &c, "| survey |\n"
            "| | type | name | label::中文 (zh-CN) | label::English (en) | hint::English (en) |\n"
            "| | select_one yn | a | 甲？ | A? | pick |\n"
            "| | text | b | 乙？ | | |\n"
            "| choices |\n| | list_name | name | label::English (en) | label::中文 (zh-CN) |\n"
            "| | yn | yes | Yes | 是 |\n| | yn | no | | 否 |\n"
            "| settings |\n| | default_language | form_title |\n| | 中文 (zh-CN) | 调查 |\n");
    const struct question *q = item_question(&c, 0);
    cr_expect_eq(c.result.counts[CONVERT_READ], 2, "%s", items_text(&c));
    cr_expect_str_eq(c.result.form.languages[0], "zh-CN");
    cr_expect_str_eq(c.result.form.languages[1], "en");
    cr_expect_str_eq(q->wordings[0]->stem, "甲？");
    cr_assert_not_null(q->wordings[1]);
    cr_expect_str_eq(q->wordings[1]->stem, "A?");
    cr_expect_str_eq(q->wordings[1]->hint, "pick");
    cr_expect_null(q->wordings[0]->hint);
    cr_expect_str_eq(q->wordings[1]->options[0], "Yes");
    cr_expect_str_eq(q->wordings[1]->options[1], "否");
    cr_expect_null(item_question(&c, 1)->wordings[1]);
    conversion_fini(&c);
}

Test(xlsform, a_language_without_a_tag_is_named)
{
    struct conversion c;
    conversion_of_md(
        &c, "| survey |\n| | type | name | label | label::法语 |\n| | text | a | 甲？ | A? |\n");
    cr_assert_eq(c.result.count, 2);
    cr_expect_eq(item_status(&c, 0), 'R');
    cr_expect_eq(item_status(&c, 1), 'X');
    cr_expect(item_reason_holds(&c, 1, "法语"));
    conversion_fini(&c);
}

/* ---- The other shapes ---- */

Test(xlsform, a_csv_with_the_sheets_in_its_first_column)
{
    static const char csv[] = "survey,type,name,label\n,text,a,\"甲,乙？\"\n\n"
                              "notes,x,y\n,1,2\n"
                              "choices,,,\n,list_name,name,label\n"
                              "settings,,,\n,form_title\n,标题\n";
    struct csv_table table;
    struct conversion c;
    conversion_begin(&c, "t.csv");
    cr_assert(csv_read(csv, strlen(csv), &table, &c.err), "%s", c.err.text);
    struct sheet sheet = { .name = (char *)"", .table = table };
    const struct sheet_book book = { &sheet, 1 };
    cr_expect(convert_is_xlsform(&book));
    cr_assert(convert_xlsform(&c.builder, &book, &c.err), "%s", c.err.text);
    conversion_end(&c);
    cr_assert_eq(c.result.count, 1);
    cr_expect_eq(item_status(&c, 0), 'R', "%s", items_text(&c));
    cr_expect_str_eq(item_question(&c, 0)->wordings[0]->stem, "甲,乙？");
    cr_expect_str_eq(c.result.form.titles[0], "标题");
    csv_table_fini(&table);
    conversion_fini(&c);
}

Test(xlsform, what_is_no_form)
{
    char *head[] = { (char *)"题干", (char *)"答案" };
    char *type[] = { (char *)"type", (char *)"x" };
    struct csv_row rows[] = { { head, 2, 1 } }, typed[] = { { type, 2, 1 } };
    struct sheet one = { .name = (char *)"survey", .table = { rows, 1 } };
    struct sheet two = { .name = (char *)"survey", .table = { typed, 1 } };
    const struct sheet_book bank = { &one, 1 }, half = { &two, 1 };
    cr_expect_not(convert_is_xlsform(&bank));
    cr_expect_not(convert_is_xlsform(&half));
    cr_expect_not(convert_is_xlsform_text("| a | b |\n| survey | |\n"));
    cr_expect_not(convert_is_xlsform_text("1. 题干\nA. 一\n"));
    cr_expect_not(convert_is_xlsform_text(""));
    cr_expect(convert_is_xlsform_text("\n  | survey | | |\n"));
}

Test(xlsform, a_form_without_questions_is_refused)
{
    static const char *const forms[] = { "| survey |\n| | type | name | label |\n",
                                         "| survey |\n| | name | label |\n| | a | 甲 |\n",
                                         "| choices |\n| | list_name | name |\n",
                                         "| survey |\n| | type |\n| survey |\n| | type |\n" };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct conversion c;
        struct sheet_book book;
        conversion_begin(&c, "t.md");
        cr_assert(convert_xlsform_sheets(forms[i], &book, &c.err));
        cr_expect_not(convert_xlsform(&c.builder, &book, &c.err), "%zu", i);
        cr_expect(err_is_set(&c.err));
        sheet_book_fini(&book);
        conversion_end(&c);
        conversion_fini(&c);
    }
}
