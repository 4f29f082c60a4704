/* Each fault is found, at its place, in words that help. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/support.h"

#define BANK "题库: 甲\n编号: b\n一、单选题\n1. 问\nA. 一\nB. 二\n"
#define SURVEY "问卷: 甲\n1. 问 [单选]\nA. 一\nB. 二\n编号: a\n"

/* Text, then what one of its faults must say. */
static const struct {
    const char *text, *fault;
} cases[] = {
    { "", "t.txt: 错误: 文件是空的" },
    { "# 只有说明\n", "t.txt: 错误: 文件是空的" },
    { "1. 问\n", "t.txt:1:1: 错误: 第一行应当是“题库: 名称”或“问卷: 名称”" },
    { "题库:\n", "t.txt:1:1: 错误: “题库”后面要写名称" },
    { "题库: 甲\n主题: 乙\n",
      "t.txt:2:1: 错误: 不认识的文件头的键“主题”，可用的文件头的键有：题库 问卷 编号 语言" },
    { "题库: 甲\n编号: a b\n", "t.txt:2:5: 错误: 编号“a b”不能用" },
    { "题库: 甲\n语言: 中文\n", "t.txt:2:5: 错误: 语言要写成代号" },
    { "题库: 甲\n问卷: 乙\n", "t.txt:2:1: 错误: 文件头里“题库”或“问卷”只能写一次" },
    { "题库: 甲\n乱写\n", "t.txt:2:1: 错误: 看不懂这一行；文件头只有“键: 值”" },
    { "题库: 甲\n一、单选体\n", "t.txt:2:3: 错误: 不认识的题型“单选体”，可用的题型有：单选 多选 "
                                "判断 排序 数字；是不是“单选”？" },
    { "题库: 甲\n一、单选题\n答案: A\n", "t.txt:3:1: 错误: “答案”要写在题目后面" },
    { "题库: 甲\n一、单选题\nA. 一\n", "t.txt:3:1: 错误: 选项要写在题目后面" },
    { "题库: 甲\n一、单选题\n乱写\n", "t.txt:3:1: 错误: 看不懂这一行；题目以编号开头" },
    { "题库: 甲\n1. 问\n答案: 对\n", "t.txt:2:1: 错误: 不知道这是什么题" },
    { "题库: 甲\n1. 问\n题型: 选择\n答案: A\n", "t.txt:3:5: 错误: 不认识的题型“选择”" },
    { "题库: 甲\n1. 问\n题型: 量表\n", "t.txt:3:5: 错误: 题库里不能有量表题" },
    { "题库: 甲\n1. 问 [多选]\n题型: 单选\nA. 一\nB. 二\n答案: A\n",
      "t.txt:3:5: 错误: “题型”写的是单选，题干后面的标签写的是[多选]" },
    { BANK "答案: A\n解释: 因为\n", "t.txt:8:1: 错误: 不认识的键“解释”，可用的键有：题型 答案" },
    { BANK "答案: A\n解释: 因为\n", "；是不是“解析”？" },
    { BANK "答案: A\nC: 三\n", "t.txt:8:1: 错误: 选项要写成“C. 内容”" },
    { BANK "答案: A\n必答: 是\n", "t.txt:8:1: 错误: “必答”只用于问卷，这是题库" },
    { SURVEY "答案: A\n", "t.txt:6:1: 错误: “答案”只用于题库，这是问卷" },
    { BANK "答案: A\n答案: B\n", "t.txt:8:1: 错误: “答案”在这道题里写了两次（上一次在第 7 行）" },
    { BANK "答案: A\n乱写\n", "t.txt:8:1: 错误: 看不懂这一行；接着上一行写的内容请缩进两格" },
    { BANK "答案: A\n解析: 甲\n　　依据: 乙\n", "t.txt:9:3: 错误: 这一行缩进了，会接到上一项后面" },
    { BANK "D. 四\n答案: A\n", "t.txt:7:1: 错误: 选项不连续：这里应当是 C，写的是 D" },
    { BANK "A. 三\n答案: A\n", "t.txt:7:1: 错误: 选项不连续：这里应当是 C，写的是 A" },
    { BANK "C.\n答案: A\n", "t.txt:7:3: 错误: 选项 C 为空" },
    { BANK "C. 一 \n答案: A\n", "t.txt:7:4: 错误: 选项 A 和 C 相同" },
    { BANK "C. 三 D. 四\n答案: A\n", "t.txt:7:4: 警告: 这一行里像是还有选项 D；一行只写一个选项" },
    { BANK "C. 三 [固顶]\n答案: A\n",
      "t.txt:7:4: 错误: 不认识的标签[固顶]，是不是[固定]？要作普通文字，请写成 \\[固顶]" },
    { BANK "C. 三 [互斥]\n答案: A\n", "t.txt:7:4: 错误: [互斥]只用于问卷的多选题" },
    { BANK "C. 三 [其他]\n答案: A\n", "t.txt:7:4: 错误: [其他]只用于问卷的单选题和多选题" },
    { BANK, "t.txt:4:1: 错误: 没有答案：请写“答案: C”" },
    { BANK "答案:\n", "t.txt:7:4: 错误: 没有答案" },
    { BANK "答案: C\n", "t.txt:7:5: 错误: 答案 C 不在选项中，选项只有 A 到 B" },
    { BANK "答案: AB\n", "t.txt:7:5: 错误: 单选题只能有一个答案，写了 2 个" },
    { BANK "答案: 甲\n", "t.txt:7:5: 错误: 答案“甲”看不懂：要写选项的字母" },
    { BANK "答案: A\n难度: 困难\n", "t.txt:8:5: 错误: 不认识的难度“困难”，可用的难度有：易 中 难" },
    { BANK "答案: A\n分值: 0\n", "t.txt:8:5: 错误: “分值”要写 1 到 100 的整数，写的是“0”" },
    { BANK "答案: A\n限时: 3\n",
      "t.txt:8:5: 错误: “限时”要写 5 到 600 的秒数，或 0（不限时），写的是“3”" },
    { BANK "答案: A\n生效: 2027-02-29\n", "t.txt:8:5: 错误: 日期要写成 2027-04-20 的样子" },
    { BANK "答案: A\n生效: 2027-02-02\n失效: 2027-02-01\n",
      "t.txt:9:5: 错误: 失效的日子早于生效的日子" },
    { BANK "答案: A\n知识点: 专利 商标\n", "t.txt:8:6: 错误: 知识点只写一个词" },
    { BANK "答案: A\n图片: ../x.png\n", "t.txt:8:5: 错误: 图片路径“../x.png”不能用" },
    { BANK "答案: A\n图片: /etc/x.png\n", "t.txt:8:5: 错误: 图片路径“/etc/x.png”不能用" },
    { BANK "答案: A\n编号: a/b\n", "t.txt:8:5: 错误: 编号“a/b”不能用" },
    { BANK "答案: A\n解析:\n", "t.txt:8:4: 警告: 冒号后面没有内容" },
    { "题库: 甲\n1. 问 [单选]\nA. 一\n答案: A\n", "t.txt:2:1: 错误: 选项少于 2 个" },
    { "题库: 甲\n1. [单选]\nA. 一\nB. 二\n答案: A\n", "t.txt:2:1: 错误: 题干为空" },
    { "题库: 甲\n1. 问 [判断]\nA. 对\nB. 错\n答案: 对\n", "t.txt:3:4: 错误: 判断题不写选项" },
    { "题库: 甲\n1. 问 [判断]\n答案: A\n",
      "t.txt:3:5: 错误: 判断题的答案只能是“对”或“错”，写的是“A”" },
    { "题库: 甲\n1. 问 [数字]\n答案: 二十\n", "t.txt:3:5: 错误: 数字题的答案要写成数字" },
    { "题库: 甲\n1. 问 [数字]\nA. 一\n答案: 1\n", "t.txt:3:4: 错误: 数字题没有选项" },
    { "题库: 甲\n1. 问 [排序]\nA. 一\nB. 二\n答案: A\n",
      "t.txt:5:5: 错误: 排序题的答案要把 2 个选项都排上，写了 1 个" },
    { "题库: 甲\n1. 问 [排序]\nA. 一\nB. 二\n答案: AA\n", "t.txt:5:5: 错误: 答案里 A 写了两次" },
    { "题库: 甲\n1. 问 [多选]\nA. 一\nB. 二\n答案: A\n", "t.txt:5:5: 警告: 多选题只有一个答案" },
    { "题库: 甲\n一、判断题\n1. 问甲\n答案: 对\n编号: x\n2. 问乙\n答案: 对\n编号: x\n",
      "t.txt:6: 错误: 编号“x”重复，第 3 行已经用过" },
    { "题库: 甲\n一、判断题\n1. 问甲\n答案: 对\n2. 问甲\n答案: 对\n",
      "t.txt:5: 错误: 题干与第 3 行的题相同" },
    { SURVEY "2. 问 [量表]\n", "t.txt:6:1: 错误: 量表题要写“标度”" },
    { SURVEY "2. 问 [量表]\n标度: 好\n",
      "t.txt:7:5: 错误: “标度”要写 2 到 11 项，用逗号分开，写了 1 项" },
    { SURVEY "2. 问 [量表]\n标度: 好, 差, 好\n", "t.txt:7:5: 错误: “标度”里“好”写了两次" },
    { SURVEY "2. 问 [量表]\n标度: 好, 差 | 不清楚, 不知道\n",
      "t.txt:7:5: 错误: “标度”里竖线 | 后面只写一项" },
    { SURVEY "2. 问 [矩阵]\n标度: 好, 差\n", "t.txt:6:1: 错误: 矩阵题要写“行”" },
    { SURVEY "2. 问 [评分]\n范围: 10-0\n", "t.txt:7:5: 错误: “范围”要写成“0-10”的样子" },
    { SURVEY "2. 问 [评分]\n范围: 0-100\n",
      "t.txt:7:5: 错误: 评分题的范围是整数，不小于 0，最多 11 级" },
    { SURVEY "2. 问 [文本]\n字数: 501\n", "t.txt:7:5: 错误: “字数”要写 1 到 500 的整数" },
    { SURVEY "2. 问 [日期]\n字数: 5\n", "t.txt:7:5: 错误: 日期题没有“字数”这一项" },
    { SURVEY "2. 问 [文本]\n必答: 要\n", "t.txt:7:5: 错误: “必答”只能写“是”或“否”，写的是“要”" },
    { SURVEY "2. 问 [多选]\nA. 一\nB. 二\n最多: 3\n",
      "t.txt:9:5: 错误: “最多”要写 0 到 2 的整数，写的是“3”" },
    { SURVEY "2. 问 [多选]\nA. 一\nB. 二\n最少: 2\n最多: 1\n",
      "t.txt:10:5: 错误: “最少”大于“最多”" },
    { SURVEY "2. 问 [单选]\nA. 一\nB. 二 [互斥]\n", "t.txt:8:4: 错误: [互斥]只用于问卷的多选题" },
    { SURVEY "2. 问 [文本]\n显示条件: ${a} == 'A'\n",
      "t.txt:7:7: 错误: 表达式第 7 个字符处：这里不能是 =；等于只写一个 =" },
    { SURVEY "2. 问 [文本]\n显示条件: ${b} = 'A'\n",
      "t.txt:6: 错误: “显示条件”里的 ${b} 没有这道题；是不是 ${a}？" },
    { SURVEY "2. 问 [文本]\n显示条件: ${b} = 'A'\n编号: b\n",
      "t.txt:6: 错误: “显示条件”里的 ${b} 是这道题自己" },
    { SURVEY "2. 问 [文本]\n显示条件: ${c} = 'A'\n编号: b\n3. 问 [文本]\n编号: c\n",
      "t.txt:6: 错误: “显示条件”里的 ${c} 在这道题后面" },
    { SURVEY "2. 说 [说明]\n编号: n\n3. 问 [文本]\n校验: ${n} = 'A'\n",
      "t.txt:8: 错误: “校验”里的 ${n} 是说明，没有答案" },
    { SURVEY "2. 您选了 ${b} [文本]\n", "t.txt:6: 错误: “题干”里的 ${b} 没有这道题" },
    { SURVEY "2. 您选了 ${ [文本]\n", "t.txt:6: 错误: “${”后面要写一道题的编号和“}”" },
    { "题库: 甲\n一、判断题\n1. 问\x01问\n答案: 对\n",
      "t.txt:3:5: 警告: 有看不见的控制字符（U+0001）" },
    { "题库: 甲\n\xB5\xDA\n", "t.txt:2:1: 错误: 这里不是 UTF-8 编码" },
};

Test(form_faults, each_is_told_at_its_place)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct reading r;
        reading_init(&r, cases[i].text);
        cr_expect(faults_hold(&r.faults, cases[i].fault), "in\n%s\nthere is no\n%s\nbut\n%s",
                  cases[i].text, cases[i].fault, faults_text(&r.faults));
        reading_fini(&r);
    }
}

Test(form_faults, only_an_unusable_header_gives_no_form)
{
    static const char *const texts[] = { "", "1. 问\n", "题库:\n", "\xFF", "题库" };
    for (int i = 0; i < 5; i++) {
        struct reading r;
        reading_init(&r, texts[i]);
        cr_assert_null(r.form, "%s", texts[i]);
        cr_assert_eq(r.faults.error_count, 1, "%s", faults_text(&r.faults));
        reading_fini(&r);
    }
    struct reading r;
    reading_init(&r, "题库: 甲\n主题: 乙\n");
    cr_assert_not_null(r.form);
    reading_fini(&r);
}

/* One fault, one message: what follows from it is not told again. */
Test(form_faults, are_not_told_twice)
{
    static const char *const texts[] = {
        "题库: 甲\n一、单选体\n1. 问\nA. 一\nB. 二\n答案: A\n2. 问乙\nA. 一\nB. 二\n答案: A\n",
        "问卷: 甲\n1. 问 [单选]\nA. 一\n编号: a\n2. 问 [文本]\n显示条件: ${a} = 'A'\n编号: b\n",
        BANK "C. 三\n",
        BANK "答案: A\n解释: 甲\n  接着的\n",
    };
    for (int i = 0; i < 4; i++) {
        struct reading r;
        reading_init(&r, texts[i]);
        int expected = r.faults.count - (r.form && r.form->question_count == 0);
        cr_assert_eq(expected, 1, "%s\n%s", texts[i], faults_text(&r.faults));
        reading_fini(&r);
    }
}

Test(form_faults, are_all_found_but_not_all_listed)
{
    struct strbuf text;
    struct reading r;
    strbuf_init(&text);
    strbuf_add(&text, "题库: 甲\n一、判断题\n");
    for (int i = 0; i < 20000; i++)
        strbuf_addf(&text, "%d. 问%d\n答案: 也许\n", i % 1000, i);
    reading_init(&r, text.text);
    cr_assert_eq(r.form->question_count, 0);
    cr_assert_gt(r.faults.count, 200);
    cr_assert_lt(r.faults.count, 1000);
    cr_assert(faults_hold(&r.faults, "太多了，后面的不再列出"));
    reading_fini(&r);
    strbuf_fini(&text);
}

Test(form_faults, texts_have_limits)
{
    struct strbuf text;
    struct reading r;
    strbuf_init(&text);
    strbuf_add(&text, "题库: 甲\n1. ");
    for (int i = 0; i < QUESTION_STEM_MAX_CHARS; i++)
        strbuf_add(&text, "题");
    size_t fits = text.len;
    strbuf_add(&text, " [判断]\n答案: 对\n");
    reading_init(&r, text.text);
    reading_only(&r);
    reading_fini(&r);

    strbuf_truncate(&text, fits);
    strbuf_add(&text, "题 [判断]\n答案: 对\n");
    reading_init(&r, text.text);
    cr_assert(faults_hold(&r.faults, "t.txt:2:4: 错误: 文字太长：501 字，最多 500 字"), "%s",
              faults_text(&r.faults));
    cr_assert_eq(r.form->question_count, 0);
    reading_fini(&r);

    strbuf_truncate(&text, fits);
    for (int i = 0; i < 100000; i++)
        strbuf_add(&text, "[图: x.png]");
    reading_init(&r, text.text);
    cr_assert(faults_hold(&r.faults, "文字太长，最多 16384 字节"));
    reading_fini(&r);
    strbuf_fini(&text);
}

Test(form_faults, a_file_has_limits)
{
    struct strbuf text;
    struct reading r;
    strbuf_init(&text);
    strbuf_add(&text, "题库: 甲\n一、判断题\n");
    for (int i = 0; i < 20001; i++)
        strbuf_addf(&text, "1. 问%d\n答案: 对\n", i);
    reading_init(&r, text.text);
    cr_assert(faults_hold(&r.faults, "t.txt:40003:1: 错误: 题太多，一个文件最多 20000 道"), "%s",
              faults_text(&r.faults));
    cr_assert_eq(r.form->question_count, 20000);
    reading_fini(&r);
    strbuf_fini(&text);

    arena_init(&r.arena);
    err_list_init(&r.faults);
    char *huge = mem_zalloc(ACTIVITY_FILE_MAX_LEN + 1);
    memset(huge, 'x', ACTIVITY_FILE_MAX_LEN + 1);
    cr_assert_null(form_read("t.txt", huge, ACTIVITY_FILE_MAX_LEN + 1, &r.arena, &r.faults));
    cr_assert(faults_hold(&r.faults, "文件太大"));
    free(huge);
    reading_fini(&r);
}
