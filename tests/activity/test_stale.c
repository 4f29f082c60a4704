/* The shipped table of stale law finds what circulates and leaves present law alone. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/check.h"
#include "activity/support.h"
#include "base/fs.h"

#define STALE WENDA_SOURCE_DIR "/assets/stale-law.txt"
#define ASK(stem, right, explanation)                                                  \
    "题库: 甲\n1. " stem " [单选]\nA. " right "\nB. 别的\n答案: A\n解析: " explanation \
    "\n审核: 某人\n"

static const char *const stale[] = {
    ASK("外观设计专利权的期限是多少年？", "十年", "见法条"),
    ASK("外观设计专利权的期限是多少年？", "10 年", "见法条"),
    ASK("不服驳回决定向谁请求复审？", "专利复审委员会", "见法条"),
    ASK("商标由谁主管？", "国家工商行政管理总局", "见法条"),
    ASK("向哪里投诉？", "市工商行政管理局", "见法条"),
    ASK("商标复审找谁？", "商标评审委员会", "见法条"),
    ASK("哪个不受著作权法保护？", "时事新闻", "见法条"),
    ASK("维权打什么电话？", "12330", "见法条"),
    ASK("侵犯专利权的诉讼时效是几年？", "两年", "见法条"),
    ASK("侵犯专利权的诉讼时效是几年？", "２年", "见法条"),
    ASK("版权官司的时效？", "二年", "见法条"),
    ASK("商标初步审定公告后几个月内可以提出异议？", "三个月", "见法条"),
    ASK("商标异议期多长？", "3个月", "见法条"),
    ASK("品种权多少年？", "木本二十年，其他十五年", "见法条"),
    "题库: 甲\n1. 外观设计专利权的期限是十年。 [判断]\n答案: 对\n审核: 某人\n",
    "问卷: 甲\n1. 您去过哪里 [多选]\nA. 工商局\nB. 法院\n",
};

static const char *const present[] = {
    ASK("外观设计专利权的期限是多少年？", "十五年", "发明二十年、实用新型十年、外观设计十五年"),
    ASK("发明和外观设计，哪个期限是二十年？", "发明", "发明二十年"),
    ASK("商标异议期多长？", "两个月", "旧法是三个月，2027年起是两个月"),
    ASK("侵犯专利权的诉讼时效是几年？", "三年", "旧题常写成两年"),
    ASK("专利复审向谁提出？", "国家知识产权局", "由国家知识产权局办理"),
    ASK("哪个不受著作权法保护？", "单纯事实消息", "如某地下雨"),
    ASK("职务发明离职后多久？", "1年", "旧题写成12年的不对"),
    /* yesterday's law as a wrong option, or denied, is no statement */
    "题库: 甲\n1. 复审找谁？ [单选]\nA. 国家知识产权局\nB. 专利复审委员会\n答案: A\n审核: 某人\n",
    "题库: 甲\n1. 外观设计专利权的期限是十年。 [判断]\n答案: 错\n审核: 某人\n",
    /* history */
    "题库: 甲\n1. 外观设计的期限？ [单选]\nA. 十年\nB. 二十年\n答案: A\n失效: 2021-05-31\n审核: "
    "某人\n",
};

static bool is_stale(const char *text, const char *table, bool *broken)
{
    struct reading r;
    reading_init(&r, text);
    cr_assert_eq(r.faults.error_count, 0, "%s", faults_text(&r.faults));
    check_form(r.form, ".", table, &r.faults);
    bool hit = faults_hold(&r.faults, "法条过时");
    if (broken)
        *broken = faults_hold(&r.faults, "看不懂这条规则");
    reading_fini(&r);
    return hit;
}

Test(stale, what_circulates_is_found)
{
    for (size_t i = 0; i < sizeof stale / sizeof stale[0]; i++)
        cr_expect(is_stale(stale[i], STALE, NULL), "%s", stale[i]);
}

Test(stale, present_law_is_left_alone)
{
    for (size_t i = 0; i < sizeof present / sizeof present[0]; i++)
        cr_expect_not(is_stale(present[i], STALE, NULL), "%s", present[i]);
}

Test(stale, a_hit_says_what_holds_now)
{
    struct reading r;
    reading_init(&r, stale[0]);
    check_form(r.form, ".", STALE, &r.faults);
    cr_assert(
        faults_hold(&r.faults, "t.txt:2: 错误: 法条过时（外观设计）：外观设计专利权的期限是十五年"),
        "%s", faults_text(&r.faults));
    reading_fini(&r);
}

Test(stale, staff_extend_the_table)
{
    char *folder = folder_make();
    char *table = fs_join(folder, "stale.txt");
    bool broken = false;
    folder_put(folder, "stale.txt",
               "# 说明\n\n老名称|旧名称 甲 -新名称 => 现在叫新名称\r\n? 也许 => 请核对\n");
    cr_assert(is_stale(ASK("甲", "旧名称", "见"), table, &broken));
    cr_assert_not(broken);
    cr_assert_not(is_stale(ASK("乙", "旧名称", "见"), table, NULL));
    cr_assert_not(is_stale(ASK("甲", "旧名称", "新名称"), table, NULL));
    struct reading r;
    reading_init(&r, ASK("也许", "一", "见"));
    check_form(r.form, ".", table, &r.faults);
    cr_assert(faults_hold(&r.faults, "t.txt:2: 警告: 法条过时，请核对（也许）：请核对"), "%s",
              faults_text(&r.faults));
    cr_assert_eq(r.faults.error_count, 0);
    reading_fini(&r);

    static const char *const bad[] = {
        "没有箭头",        "=> 没有词", "词 =>",
        "-词 => 只有排除", "| => 空的", "a b c d e f g h i => 太多"
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        folder_put(folder, "stale.txt", bad[i]);
        is_stale(stale[0], table, &broken);
        cr_expect(broken, "%s", bad[i]);
    }
    free(table);
    folder_remove(folder);
}

Test(stale, without_a_table_there_is_a_fault)
{
    struct reading r;
    reading_init(&r, present[0]);
    check_form(r.form, ".", "/nonexistent/stale.txt", &r.faults);
    cr_assert(faults_hold(&r.faults, "/nonexistent/stale.txt: 错误: 没有过时法条的对照表"));
    reading_fini(&r);
}
