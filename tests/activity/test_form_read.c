/* Every type and key of the canonical text arrives in the model. */
#include <string.h>

#include <criterion/criterion.h>

#include "activity/expr.h"
#include "activity/support.h"

Test(form_read, a_question_with_every_key_of_a_bank)
{
    struct reading r;
    reading_init(&r, "题库: 专利基础\n"
                     "编号: basics\n"
                     "语言: zh-CN\n"
                     "\n"
                     "一、单选题\n"
                     "\n"
                     "1. 发明专利权的期限是多少年？ [图: media/x.png]\n"
                     "A. 十年\n"
                     "B. 十五年\n"
                     "C. 二十年\n"
                     "D. 以上都对 [固定]\n"
                     "答案: C\n"
                     "知识点: 专利\n"
                     "难度: 难\n"
                     "分值: 3\n"
                     "限时: 45\n"
                     "解析: 自申请日起算。\n"
                     "要点: 二十年\n"
                     "依据: 《专利法》第四十二条\n"
                     "版本: 2020修正\n"
                     "生效: 2021-06-01\n"
                     "失效: 2030-12-31\n"
                     "审核: 法制科 对照法条 2026-11-22\n"
                     "编号: patent-term\n");
    const struct question *q = reading_only(&r);
    cr_assert_eq(r.form->kind, FORM_BANK);
    cr_assert_str_eq(r.form->id, "basics");
    cr_assert_str_eq(form_title(r.form, 0), "专利基础");
    cr_assert_str_eq(r.form->languages[0], "zh-CN");
    cr_assert_eq(q->type, QUESTION_SINGLE);
    cr_assert_str_eq(q->id, "patent-term");
    cr_assert_not(q->id_derived);
    cr_assert_str_eq(q->picture, "media/x.png");
    cr_assert_eq(q->place.line, 7);
    cr_assert_eq(q->option_count, 4);
    cr_assert(q->options[3].fixed);
    cr_assert_not(q->options[0].fixed);
    cr_assert_eq(q->answer_choices, 1u << 2);
    cr_assert_str_eq(q->topic, "专利");
    cr_assert_eq(q->difficulty, DIFFICULTY_HARD);
    cr_assert_eq(q->points, 3);
    cr_assert_eq(q->limit_s, 45);
    cr_assert_str_eq(q->edition, "2020修正");
    char day[DATE_TEXT_LEN];
    date_format(q->valid_from, day);
    cr_assert_str_eq(day, "2021-06-01");
    date_format(q->valid_until, day);
    cr_assert_str_eq(day, "2030-12-31");
    cr_assert_str_eq(q->review, "法制科 对照法条 2026-11-22");
    const struct wording *w = question_wording(q, 1); /* falls back to the first */
    cr_assert_str_eq(w->stem, "发明专利权的期限是多少年？");
    cr_assert_str_eq(w->options[3], "以上都对");
    cr_assert_str_eq(w->explanation, "自申请日起算。");
    cr_assert_str_eq(w->takeaway, "二十年");
    cr_assert_str_eq(w->basis, "《专利法》第四十二条");
    cr_assert_eq(strlen(q->hash), 64);
    reading_fini(&r);
}

Test(form_read, defaults_of_a_bank)
{
    struct reading r;
    reading_init(&r, "题库: 甲\n1. 问 [判断]\n答案: 错\n");
    const struct question *q = reading_only(&r);
    cr_assert_str_eq(r.form->id, "t"); /* by the file's name */
    cr_assert_str_eq(r.form->languages[0], "zh-CN");
    cr_assert_eq(q->type, QUESTION_JUDGE);
    cr_assert_eq(q->option_count, 2);
    cr_assert_str_eq(q->wordings[0]->options[0], "对");
    cr_assert_str_eq(q->wordings[0]->options[1], "错");
    cr_assert_eq(q->answer_choices, 1u << 1);
    cr_assert_eq(q->difficulty, DIFFICULTY_MEDIUM);
    cr_assert_eq(q->points, 1);
    cr_assert_eq(q->limit_s, -1);
    cr_assert_eq(q->valid_from, DATE_NONE);
    cr_assert_eq(q->valid_until, DATE_NONE);
    cr_assert_null(q->review);
    cr_assert(q->id_derived);
    cr_assert_eq(strncmp(q->id, "q-", 2), 0);
    cr_assert_eq(strlen(q->id), 10);
    reading_fini(&r);
}

Test(form_read, answers_of_each_quiz_type)
{
    struct reading r;
    reading_init(&r, "题库: 甲\n"
                     "一、多选题（每题 2 分）\n"
                     "1. 问甲\nA. 一\nB. 二\nC. 三\nD. 四\n答案: a、C，D\n编号: m\n"
                     "二、排序题\n"
                     "2. 问乙\nA. 一\nB. 二\nC. 三\n答案: CAB\n编号: o\n"
                     "3. 问丙\n题型: 数字\n答案: -12.50\n编号: n\n"
                     "4. 问丁 [判断]\n答案: √\n编号: j\n");
    cr_assert_eq(r.faults.count, 0, "%s", faults_text(&r.faults));
    const struct question *q = r.form->questions;
    cr_assert_eq(q[0].type, QUESTION_MULTIPLE);
    cr_assert_eq(q[0].answer_choices, 1u << 0 | 1u << 2 | 1u << 3);
    cr_assert_eq(q[1].type, QUESTION_ORDER);
    cr_assert_eq(q[1].answer_order[0], 2);
    cr_assert_eq(q[1].answer_order[1], 0);
    cr_assert_eq(q[1].answer_order[2], 1);
    cr_assert_eq(q[2].type, QUESTION_NUMBER); /* 题型 overrides the heading */
    cr_assert_float_eq(q[2].answer_number, -12.5, 1e-12);
    cr_assert_eq(q[3].type, QUESTION_JUDGE); /* so does a tag */
    cr_assert_eq(q[3].answer_choices, 1u << 0);
    reading_fini(&r);
}

static const char survey_text[] =
    "问卷: 满意度\n"
    "1. 年龄\nA. 青年\nB. 老年\nC. 其他 [其他]\n题型: 单选\n必答: 是\n编号: age\n"
    "2. 渠道\nA. 甲\nB. 乙\nC. 都没有 [互斥] [固定]\n题型: 多选\n最少: 1\n最多: 2\n编号: channel\n"
    "3. 满意吗 [量表]\n标度: 差，一般、好 | 不清楚\n编号: happy\n"
    "4. 推荐吗 [评分]\n编号: rate\n"
    "5. 打分 [评分]\n范围: 1～5\n编号: stars\n"
    "6. 各项 [矩阵]\n行: 讲解, 资料\\, 展板, 环境\n标度: 差, 好\n编号: grid\n"
    "7. 排一排 [排序]\nA. 甲\nB. 乙\n编号: rank\n"
    "8. 几次 [数字]\n范围: 0-99\n校验: . >= 0 and . <= 99\n校验提示: 写 0 到 99\n编号: times\n"
    "9. 哪天 [日期]\n编号: day\n"
    "10. 建议 [文本]\n字数: 120\n提示: 选填\n显示条件: ${age} != 'A' and selected(${channel}, "
    "'B')\n编号: say\n"
    "11. 再说说 [文本]\n编号: more\n"
    "12. 谢谢您 [说明]\n编号: note\n"
    "13. 会用吗 [判断]\n编号: yes\n"
    "14. 来过吗 [判断]\nA. 来过\nB. 没来过\n编号: been\n";

Test(form_read, every_type_of_a_questionnaire)
{
    struct reading r;
    reading_init(&r, survey_text);
    cr_assert_eq(r.faults.count, 0, "%s", faults_text(&r.faults));
    cr_assert_eq(r.form->kind, FORM_SURVEY);
    cr_assert_eq(r.form->question_count, 14);
    static const enum question_type types[] = {
        QUESTION_SINGLE, QUESTION_MULTIPLE, QUESTION_SCALE,  QUESTION_RATING, QUESTION_RATING,
        QUESTION_MATRIX, QUESTION_ORDER,    QUESTION_NUMBER, QUESTION_DATE,   QUESTION_TEXT,
        QUESTION_TEXT,   QUESTION_NOTE,     QUESTION_JUDGE,  QUESTION_JUDGE,
    };
    const struct question *q = r.form->questions;
    for (int i = 0; i < 14; i++)
        cr_assert_eq(q[i].type, types[i], "question %d", i + 1);
    cr_assert(q[0].required);
    cr_assert(q[0].options[2].other);
    cr_assert_not(q[1].required);
    cr_assert_eq(q[1].min_choices, 1);
    cr_assert_eq(q[1].max_choices, 2);
    cr_assert(q[1].options[2].exclusive && q[1].options[2].fixed);
    cr_assert_eq(q[2].scale_count, 3);
    cr_assert_str_eq(q[2].wordings[0]->scale[2], "好");
    cr_assert_str_eq(q[2].wordings[0]->scale_unclear, "不清楚");
    cr_assert(q[3].has_range);
    cr_assert_float_eq(q[3].range_max, 10, 0);
    cr_assert_float_eq(q[4].range_min, 1, 0);
    cr_assert_float_eq(q[4].range_max, 5, 0);
    cr_assert_eq(q[5].row_count, 3);
    cr_assert_str_eq(q[5].wordings[0]->rows[1], "资料, 展板");
    cr_assert_null(q[5].wordings[0]->scale_unclear);
    cr_assert_str_eq(expr_text(q[7].constraint), ". >= 0 and . <= 99");
    cr_assert_str_eq(q[7].wordings[0]->constraint_message, "写 0 到 99");
    cr_assert_eq(q[9].max_chars, 120);
    cr_assert_str_eq(q[9].wordings[0]->hint, "选填");
    cr_assert_not_null(q[9].relevant);
    cr_assert_gt(q[10].max_chars, 0);
    cr_assert_str_eq(q[12].wordings[0]->options[0], "对");
    cr_assert_str_eq(q[13].wordings[0]->options[1], "没来过");
    reading_fini(&r);
}

Test(form_read, texts_of_more_than_one_line)
{
    struct reading r;
    reading_init(&r, "题库: 甲\n一、单选题\n"
                     "1. 第一行\n第二行\n　　第三行\n\\A. 不是选项\n"
                     "A. 甲\n  甲的第二行\nB. 乙\n"
                     "答案: A\n"
                     "解析: 起头\n  接着\n　再接\n  \\\n  \\答案: 不是键\n"
                     "# 说明行不算\n"
                     "编号: x\n");
    const struct question *q = reading_only(&r);
    cr_assert_str_eq(q->wordings[0]->stem, "第一行\n第二行\n第三行\nA. 不是选项");
    cr_assert_str_eq(q->wordings[0]->options[0], "甲\n甲的第二行");
    cr_assert_str_eq(q->wordings[0]->explanation, "起头\n接着\n再接\n\n答案: 不是键");
    reading_fini(&r);
}

Test(form_read, escapes_and_brackets)
{
    struct reading r;
    reading_init(&r, "题库: 甲\n"
                     "1. \\[图: 不是图] 数组 a[1] 和 C:\\dir \\\\ \\${x} [单选]\n"
                     "A. \\[固定]\nB. [2020]\n答案: B\n编号: x\n");
    const struct question *q = reading_only(&r);
    cr_assert_null(q->picture);
    cr_assert_str_eq(q->wordings[0]->stem, "[图: 不是图] 数组 a[1] 和 C:\\dir \\ $\xE2\x81\xA0{x}");
    cr_assert_str_eq(q->wordings[0]->options[0], "[固定]");
    cr_assert_not(q->options[0].fixed);
    cr_assert_str_eq(q->wordings[0]->options[1], "[2020]");
    reading_fini(&r);
}

Test(form_read, notepad_files)
{
    struct reading plain, notepad;
    reading_init(&plain, "题库: 甲\n一、判断题\n1. 问\n答案: 对\n编号: x\n");
    reading_init(&notepad, "\xEF\xBB\xBF"
                           "题库：甲\r\n一、判断题\r\n1．问\r\n答案：对\r\n编号 ： x\r\n");
    const struct question *a = reading_only(&plain), *b = reading_only(&notepad);
    cr_assert_str_eq(a->hash, b->hash);
    reading_fini(&plain);
    reading_fini(&notepad);
}

Test(form_read, an_id_comes_from_the_stem_and_not_from_the_order)
{
    struct reading one, other;
    reading_init(&one, "题库: 甲\n一、判断题\n1. 问甲\n答案: 对\n2. 问乙\n答案: 错\n");
    reading_init(&other, "题库: 甲\n一、判断题\n1. 问乙\n答案: 错\n2. 问甲\n答案: 对\n");
    cr_assert_str_eq(one.form->questions[0].id, other.form->questions[1].id);
    cr_assert_str_eq(one.form->questions[1].id, other.form->questions[0].id);
    cr_assert_str_neq(one.form->questions[0].id, one.form->questions[1].id);
    reading_fini(&one);
    reading_fini(&other);
}

Test(form_read, the_hash_names_the_version)
{
    static const char *const texts[] = {
        "题库: 甲\n1. 问 [单选]\nA. 一\nB. 二\n答案: A\n编号: x\n",
        "题库: 甲\n1. 问 [单选]\nA. 一\nB. 二\n答案: B\n编号: x\n",
        "题库: 甲\n1. 问 [多选]\nA. 一\nB. 二\n答案: AB\n编号: x\n",
        "题库: 甲\n1. 问 [单选]\nA. 一\nB. 二 [固定]\n答案: A\n编号: x\n",
        "题库: 甲\n1. 问 [单选]\nA. 一\nB. 二\n答案: A\n解析: 因为\n编号: x\n",
    };
    struct reading r[5];
    for (int i = 0; i < 5; i++) {
        reading_init(&r[i], texts[i]);
        for (int j = 0; j < i; j++)
            cr_assert_str_neq(reading_only(&r[i])->hash, reading_only(&r[j])->hash, "%d %d", i, j);
    }
    struct reading moved; /* neither place nor blanks are part of it */
    reading_init(&moved, "题库: 乙\n\n\n8.  问  [单选]\n\nA.一\nB、二\n答案: A\n编号: x\n");
    cr_assert_str_eq(reading_only(&moved)->hash, reading_only(&r[0])->hash);
    reading_fini(&moved);
    for (int i = 0; i < 5; i++)
        reading_fini(&r[i]);
}

Test(form_read, a_faulty_question_leaves_the_others)
{
    struct reading r;
    reading_init(&r, "题库: 甲\n一、判断题\n1. 问甲\n答案: 也许\n2. 问乙\n答案: 错\n");
    cr_assert_eq(r.faults.error_count, 1);
    cr_assert_eq(r.form->question_count, 1);
    cr_assert_str_eq(r.form->questions[0].wordings[0]->stem, "问乙");
    reading_fini(&r);
}

Test(form_read, a_faulty_line_takes_its_question_out)
{
    struct reading r;
    reading_init(&r,
                 "题库: 甲\n一、判断题\n1. 问甲\n答案: 对\n解释: 写错的键\n2. 问乙\n答案: 错\n");
    cr_assert_eq(r.faults.error_count, 1);
    cr_assert_eq(r.form->question_count, 1);
    cr_assert_str_eq(r.form->questions[0].wordings[0]->stem, "问乙");
    reading_fini(&r);
}
