/* activity.txt and the files it names. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/check.h"
#include "activity/support.h"
#include "base/fs.h"

#define HEAD "活动: 宣传周\n编号: week\n开始: 2027-04-20\n结束: 2027-04-26\n"
#define CONSENT "[告知]\n目的: 改进服务\n保存期限: 年底前删除\n"

static const char bank[] = "题库: 专利\n编号: patent\n一、判断题\n"
                           "1. 问甲\n答案: 对\n知识点: 专利\n审核: 某人\n编号: p1\n"
                           "2. 问乙\n答案: 错\n知识点: 商标\n审核: 某人\n编号: p2\n";
static const char survey[] =
    "问卷: 满意度\n编号: happy\n1. 满意吗 [量表]\n标度: 差, 好\n编号: h1\n";

struct loading {
    char *folder;
    struct err_list faults;
    struct activity *activity;
};

static void loading_begin(struct loading *l)
{
    l->folder = folder_make();
    l->activity = NULL;
    err_list_init(&l->faults);
}

static void loading_load(struct loading *l, const char *text)
{
    activity_free(l->activity);
    err_list_fini(&l->faults);
    err_list_init(&l->faults);
    folder_put(l->folder, "activity.txt", text);
    l->activity = activity_load(l->folder, &l->faults);
}

static void loading_end(struct loading *l)
{
    activity_free(l->activity);
    err_list_fini(&l->faults);
    folder_remove(l->folder);
}

Test(activity, every_key_arrives)
{
    struct loading l;
    loading_begin(&l);
    folder_put(l.folder, "quiz/patent.txt", bank);
    folder_put(l.folder, "survey/happy.txt", survey);
    folder_put(l.folder, "quiz/patent.en.txt",
               "题库: Patents\n编号: patent\n语言: en\n1. A?\n编号: p1\n2. B?\n编号: p2\n");
    folder_put(l.folder, "survey/happy.en.txt",
               "问卷: Satisfaction\n编号: happy\n语言: en\n1. Happy?\n标度: bad, good\n编号: h1\n");
    loading_load(&l, HEAD
                 "口号: 尊重知识、崇尚创新\n主办: 市局\n承办: 区局\n地点: 广场\n"
                 "咨询单位: 市局, 司法局、法院\n语言: zh-CN, en\n开放时间: 9:00 - 17:30\n"
                 "允许未签名: 是\n"
                 "[竞答]\n题库: quiz/patent.txt\n抽题: 专利 1, 其他 1\n每题限时: 20\n反馈: 最后\n"
                 "奖励: 抽奖\n抽奖门槛: 2\n兑奖期限: 7\n"
                 "[奖品 一等奖]\n奖品: 帆布袋\n数量: 5\n每日投放: 1\n中奖率: 1/20\n递补: 二等奖\n"
                 "[奖品 二等奖]\n奖品: 书签\n数量: 50\n答对: 1\n中奖率: 1/4\n"
                 "[问卷]\n问卷: survey/happy.txt\n提交前检查: 否\n"
                 "[告知]\n目的: 改进服务\n保管: 市局\n保存期限: 年底前删除\n"
                 "[时限]\n首页: 40\n倒计时: 15\n");
    cr_assert_eq(l.faults.count, 0, "%s", faults_text(&l.faults));
    const struct activity *a = l.activity;
    cr_assert_str_eq(a->name, "宣传周");
    cr_assert_str_eq(a->id, "week");
    cr_assert_str_eq(a->slogan, "尊重知识、崇尚创新");
    cr_assert_str_eq(a->organiser, "市局");
    cr_assert_str_eq(a->co_organiser, "区局");
    cr_assert_str_eq(a->place, "广场");
    cr_assert_eq(a->last_day - a->first_day, 6);
    cr_assert_eq(a->unit_count, 3);
    cr_assert_str_eq(a->units[2], "法院");
    cr_assert_eq(a->language_count, 2);
    cr_assert_eq(a->open_minute, 9 * 60);
    cr_assert_eq(a->close_minute, 17 * 60 + 30);
    cr_assert(a->allow_unsigned);
    cr_assert(a->quiz_on && a->quiz_ready && a->survey_on && a->survey_ready);
    cr_assert_eq(a->bank_count, 1);
    cr_assert_eq(a->draw_count, 2);
    cr_assert_str_eq(a->draws[1].topic, "其他");
    cr_assert_eq(activity_draw_total(a), 2);
    cr_assert_eq(a->limit_s, 20);
    cr_assert_eq(a->feedback, FEEDBACK_AT_END);
    cr_assert_eq(a->prize_way, PRIZE_BY_DRAW);
    cr_assert_eq(a->qualify_right, 2);
    cr_assert_eq(a->code_valid_days, 7);
    cr_assert_eq(a->tier_count, 2);
    cr_assert_str_eq(a->tiers[0].name, "一等奖");
    cr_assert_str_eq(a->tiers[0].item, "帆布袋");
    cr_assert_eq(a->tiers[0].stock, 5);
    cr_assert_eq(a->tiers[0].daily, 1);
    cr_assert_eq(a->tiers[0].odds, 20);
    cr_assert_str_eq(a->tiers[0].fallback, "二等奖");
    cr_assert_eq(a->tiers[1].need_right, 1);
    cr_assert_null(a->tiers[1].fallback);
    cr_assert_not(a->review_before_send);
    cr_assert_str_eq(a->consent_purpose, "改进服务");
    cr_assert_str_eq(a->consent_keeper, "市局");
    cr_assert_str_eq(a->consent_retention, "年底前删除");
    cr_assert_eq(a->timeouts.home_ms, 40000);
    cr_assert_eq(a->timeouts.warning_ms, 15000);
    const struct question *q = activity_find_question(a, "p2");
    cr_assert_str_eq(question_wording(q, 1)->stem, "B?");
    cr_assert_str_eq(question_wording(q, 1)->options[0], "True");
    cr_assert_str_eq(form_title(&a->surveys[0], 1), "Satisfaction");
    cr_assert_str_eq(question_wording(activity_find_question(a, "h1"), 1)->scale[1], "good");
    loading_end(&l);
}

Test(activity, defaults)
{
    struct loading l;
    loading_begin(&l);
    folder_put(l.folder, "a.txt", bank);
    loading_load(&l, HEAD "[竞答]\n题库: a.txt\n");
    cr_assert_eq(l.faults.count, 0, "%s", faults_text(&l.faults));
    const struct activity *a = l.activity;
    cr_assert_str_eq(a->languages[0], "zh-CN");
    cr_assert_eq(a->language_count, 1);
    cr_assert_eq(a->open_minute, 0);
    cr_assert_eq(a->close_minute, 24 * 60);
    cr_assert_not(a->allow_unsigned);
    cr_assert(a->quiz_ready);
    cr_assert_not(a->survey_on);
    cr_assert_not(a->survey_ready);
    cr_assert_eq(a->draw_count, 1);
    cr_assert_str_eq(a->draws[0].topic, "其他");
    cr_assert_eq(a->limit_s, 30);
    cr_assert_eq(a->feedback, FEEDBACK_AT_ONCE);
    cr_assert_eq(a->prize_way, PRIZE_NONE);
    cr_assert_eq(a->counter_count, 3);
    cr_assert_str_eq(a->counters[0].name, "接待咨询");
    cr_assert_str_eq(a->counters[0].measure, "人次");
    cr_assert_eq(a->timeouts.home_ms, 60000);
    cr_assert_eq(a->timeouts.rules_ms, 90000);
    cr_assert_eq(a->timeouts.survey_ms, 90000);
    cr_assert_eq(a->timeouts.consent_ms, 120000);
    cr_assert_eq(a->timeouts.feedback_ms, 60000);
    cr_assert_eq(a->timeouts.result_ms, 60000);
    cr_assert_eq(a->timeouts.thanks_ms, 20000);
    cr_assert_eq(a->timeouts.warning_ms, 30000);
    cr_assert(a->review_before_send);
    loading_end(&l);
}

static const struct {
    const char *text, *fault;
} broken[] = {
    { "", "错误: 少了“活动”" },
    { HEAD "主题: 甲\n", "activity.txt:5:1: 错误: 不认识的键“主题”，可用的键有：活动 编号 口号" },
    { HEAD "口好: 甲\n", "是不是“口号”？" },
    { HEAD "抽题: 专利 3\n", "activity.txt:5:1: 错误: “抽题”要写在 [竞答] 里" },
    { HEAD "[竞答]\n主办: 甲\n", "activity.txt:6:1: 错误: “主办”要写在第一个栏目的前面" },
    { HEAD "[竟答]\n反馈: 即时\n", "activity.txt:5:1: 错误: 不认识的栏目“竟答”，可用的栏目有：竞答 "
                                   "奖品 问卷 告知 计数 时限；是不是“竞答”？" },
    { HEAD "[竞答 甲]\n", "activity.txt:5:1: 错误: [竞答] 后面不用写“甲”" },
    { HEAD "[竞答]\n[竞答]\n", "activity.txt:6:1: 错误: [竞答] 写了两次" },
    { HEAD "[奖品]\n", "activity.txt:5:1: 错误: 奖品要写上奖级" },
    { HEAD "[奖品 一等奖]\n数量: 3\n", "activity.txt:5:1: 错误: [奖品]少了“奖品”" },
    { HEAD "[奖品 甲]\n奖品: 袋\n数量: 3\n[奖品 甲]\n奖品: 袋\n数量: 3\n",
      "activity.txt:8:1: 错误: [奖品 甲] 写了两次" },
    { HEAD "乱写\n", "activity.txt:5:1: 错误: 看不懂这一行" },
    { HEAD "主办:\n", "activity.txt:5:4: 错误: “主办”后面没有内容" },
    { HEAD "主办: 甲\n主办: 乙\n", "activity.txt:6:1: 错误: “主办”写了两次" },
    { "活动: 甲\n编号: a b\n开始: 2027-04-20\n结束: 2027-04-26\n",
      "activity.txt:2:5: 错误: “编号”的值“a b”不能用" },
    { "活动: 甲\n编号: a\n开始: 2027-4-20\n结束: 2027-04-26\n",
      "activity.txt:3:5: 错误: “开始”的值“2027-4-20”不能用，要写：日期，例如 2027-04-20" },
    { "活动: 甲\n编号: a\n开始: 2027-04-26\n结束: 2027-04-20\n",
      "错误: “结束”的日子早于“开始”的日子" },
    { HEAD "允许未签名: 要\n", "activity.txt:5:8: 错误: “允许未签名”的值“要”不能用，要写：是、否" },
    { HEAD "开放时间: 17:00-9:00\n",
      "activity.txt:5:7: 错误: “开放时间”的值“17:00-9:00”不能用，要写：时段，例如 09:00-17:00" },
    { HEAD "开放时间: 9:00-24:01\n", "“开放时间”的值" },
    { HEAD "语言: zh-CN, zh-CN\n", "“语言”的值" },
    { HEAD "[竞答]\n反馈: 立即\n",
      "activity.txt:6:5: 错误: “反馈”的值“立即”不能用，要写：即时、最后" },
    { HEAD "[竞答]\n奖励: 抽将\n", "要写：无、达标、抽奖、排名；是不是“抽奖”？" },
    { HEAD "[计数]\n项目: 咨询\n", "“项目”的值“咨询”不能用，要写：名称和量词" },
    { HEAD "[计数]\n项目: 咨询 人次, 咨询 次\n", "“项目”的值" },
    { HEAD "[竞答]\n抽题: 专利\n",
      "activity.txt:6:5: 错误: “抽题”的值“专利”不能用，要写：知识点和题数" },
    { HEAD "[竞答]\n抽题: 专利 3, 专利 2\n", "“抽题”的值" },
    { HEAD "[竞答]\n抽题: 专利 30, 商标 30\n", "“抽题”的值" },
    { HEAD "[竞答]\n每题限时: 601\n",
      "activity.txt:6:7: 错误: “每题限时”的值“601”不能用，要写：0 到 600 的整数" },
    { HEAD "[竞答]\n题库: ../x.txt\n", "“题库”的值“../x.txt”不能用" },
    { HEAD "[竞答]\n题库: /etc/passwd\n", "“题库”的值“/etc/passwd”不能用" },
    { HEAD "[时限]\n首页: 5\n", "activity.txt:6:5: 错误: “首页”的值“5”不能用，要写：10 到 600 秒" },
    { HEAD "[竞答]\n奖励: 达标\n", "错误: “奖励”开启了，但没有奖品" },
    { HEAD "[竞答]\n奖励: 达标\n[奖品 甲]\n奖品: 袋\n数量: 3\n答对: 11\n",
      "错误: [奖品 甲] 的“答对”要写 1 到 10（一共抽 10 题）" },
    { HEAD "[竞答]\n奖励: 抽奖\n[奖品 甲]\n奖品: 袋\n数量: 3\n", "错误: [奖品 甲] 要写“中奖率”" },
    { HEAD "[竞答]\n奖励: 抽奖\n[奖品 甲]\n奖品: 袋\n数量: 3\n中奖率: 20%\n",
      "“中奖率”的值“20%”不能用，要写：几分之一，例如 1/20" },
    { HEAD "[竞答]\n奖励: 抽奖\n[奖品 甲]\n奖品: 袋\n数量: 3\n中奖率: 1/1\n[奖品 乙]\n奖品: "
           "袋\n数量: 3\n中奖率: 1/2\n",
      "错误: 各奖级的中奖率加起来超过了 1" },
    { HEAD "[竞答]\n奖励: 抽奖\n抽奖门槛: 11\n[奖品 甲]\n奖品: 袋\n数量: 3\n中奖率: 1/2\n",
      "错误: “抽奖门槛”是 11 题，一共只抽 10 题" },
    { HEAD "[奖品 甲]\n奖品: 袋\n数量: 3\n每日投放: 4\n",
      "错误: [奖品 甲] 的“每日投放”多于“数量”" },
    { HEAD "[奖品 甲]\n奖品: 袋\n数量: 3\n递补: 丙\n",
      "错误: [奖品 甲] 的“递补”写的是“丙”，没有这个奖级" },
    { HEAD "[奖品 甲]\n奖品: 袋\n数量: 3\n递补: 乙\n[奖品 乙]\n奖品: 袋\n数量: 3\n递补: 甲\n",
      "错误: [奖品 甲] 的“递补”绕了一圈又回到自己" },
    { "活动: 甲\xFF\n", "activity.txt:1:6: 错误: 这里不是 UTF-8 编码" },
};

Test(activity, faults_of_activity_txt_make_it_unusable)
{
    struct loading l;
    loading_begin(&l);
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        loading_load(&l, broken[i].text);
        cr_expect_null(l.activity, "%s", broken[i].text);
        cr_expect(faults_hold(&l.faults, broken[i].fault), "in\n%s\nthere is no\n%s\nbut\n%s",
                  broken[i].text, broken[i].fault, faults_text(&l.faults));
    }
    loading_end(&l);
}

Test(activity, without_a_file_there_is_none)
{
    struct loading l;
    loading_begin(&l);
    l.activity = activity_load(l.folder, &l.faults);
    cr_assert_null(l.activity);
    cr_assert_eq(l.faults.error_count, 1);
    loading_end(&l);
}

Test(activity, a_bad_bank_stops_the_quiz_and_nothing_else)
{
    struct loading l;
    loading_begin(&l);
    folder_put(l.folder, "a.txt",
               "题库: 甲\n一、判断题\n1. 问\n答案: 也许\n2. 问乙\n答案: 对\n审核: 某人\n");
    folder_put(l.folder, "s.txt", survey);
    loading_load(&l, HEAD "主办: 市局\n[竞答]\n题库: a.txt\n[问卷]\n问卷: s.txt\n" CONSENT);
    cr_assert_not_null(l.activity);
    cr_assert(l.activity->quiz_on);
    cr_assert_not(l.activity->quiz_ready);
    cr_assert(l.activity->survey_ready);
    cr_assert(faults_hold(&l.faults, "a.txt:4:5: 错误: 判断题的答案"), "%s",
              faults_text(&l.faults));

    folder_put(l.folder, "a.txt", bank);
    folder_put(l.folder, "s.txt", "问卷: 甲\n1. 满意吗 [量表]\n");
    loading_load(&l, HEAD "主办: 市局\n[竞答]\n题库: a.txt\n[问卷]\n问卷: s.txt\n" CONSENT);
    cr_assert(l.activity->quiz_ready);
    cr_assert_not(l.activity->survey_ready);

    loading_load(&l, HEAD "[竞答]\n题库: a.txt, fehlt.txt\n");
    cr_assert_not(l.activity->quiz_ready);
    cr_assert(faults_hold(&l.faults, "activity.txt:6:5: 错误: "), "%s", faults_text(&l.faults));
    loading_end(&l);
}

Test(activity, what_makes_a_quiz_not_ready)
{
    struct loading l;
    loading_begin(&l);
    loading_load(&l, HEAD "[竞答]\n反馈: 即时\n");
    cr_assert_not(l.activity->quiz_ready);
    cr_assert(faults_hold(&l.faults, "竞答开启了，但没有写题库"));

    folder_put(l.folder, "a.txt", "题库: 甲\n一、判断题\n1. 问\n答案: 对\n");
    loading_load(&l, HEAD "[竞答]\n题库: a.txt\n");
    cr_assert_not(l.activity->quiz_ready);
    cr_assert(faults_hold(&l.faults, "没有一道题可以上屏"));

    folder_put(l.folder, "a.txt",
               "题库: 甲\n一、判断题\n1. 问\n答案: 对\n审核: 某人\n生效: 2027-04-27\n");
    loading_load(&l, HEAD "[竞答]\n题库: a.txt\n");
    cr_assert_not(l.activity->quiz_ready);

    folder_put(l.folder, "a.txt",
               "题库: 甲\n一、判断题\n1. 问\n答案: 对\n审核: 某人\n生效: 2027-04-26\n");
    loading_load(&l, HEAD "[竞答]\n题库: a.txt\n");
    cr_assert(l.activity->quiz_ready, "%s", faults_text(&l.faults));

    loading_load(&l, HEAD "[竞答]\n开启: 否\n题库: a.txt\n");
    cr_assert_not(l.activity->quiz_on);
    cr_assert_not(l.activity->quiz_ready);
    cr_assert_eq(l.faults.count, 0);

    folder_put(l.folder, "s.txt", survey);
    loading_load(&l, HEAD "[竞答]\n题库: s.txt\n");
    cr_assert_not(l.activity->quiz_ready);
    cr_assert(faults_hold(&l.faults, "activity.txt:6:5: 错误: s.txt 是问卷，不能写在“题库”里"),
              "%s", faults_text(&l.faults));
    loading_end(&l);
}

Test(activity, a_questionnaire_stays_closed_until_people_are_told)
{
    static const struct {
        const char *text, *fault;
    } cases[] = {
        { HEAD "[问卷]\n问卷: s.txt\n" CONSENT, "问卷不开放：“主办”还没有写" },
        { HEAD "主办: 市局\n[问卷]\n问卷: s.txt\n[告知]\n目的: 甲\n",
          "问卷不开放：[告知] 的“保存期限”还没有写" },
        { HEAD "主办: 市局\n[问卷]\n问卷: s.txt\n[告知]\n保存期限: 甲\n",
          "问卷不开放：[告知] 的“目的”还没有写" },
    };
    struct loading l;
    loading_begin(&l);
    folder_put(l.folder, "s.txt", survey);
    for (int i = 0; i < 3; i++) {
        loading_load(&l, cases[i].text);
        cr_assert_not_null(l.activity, "%s", faults_text(&l.faults));
        cr_assert_not(l.activity->survey_ready);
        cr_assert(faults_hold(&l.faults, cases[i].fault), "%s", faults_text(&l.faults));
    }
    loading_load(&l, HEAD "主办: 市局\n[问卷]\n问卷: s.txt\n" CONSENT);
    cr_assert(l.activity->survey_ready, "%s", faults_text(&l.faults));
    cr_assert_str_eq(l.activity->consent_keeper, "市局"); /* the organiser, unless told */
    loading_end(&l);
}

Test(activity, ids_are_unique_over_all_files)
{
    struct loading l;
    loading_begin(&l);
    folder_put(l.folder, "a.txt", bank);
    folder_put(l.folder, "b.txt", "题库: 乙\n一、判断题\n1. 问丙\n答案: 对\n编号: p1\n");
    folder_put(l.folder, "s.txt", "问卷: 丙\n1. 问 [文本]\n编号: p2\n");
    loading_load(&l, HEAD "[竞答]\n题库: a.txt, b.txt\n");
    cr_assert_not(l.activity->quiz_ready);
    cr_assert(faults_hold(&l.faults, "b.txt:3: 错误: 编号“p1”重复"), "%s", faults_text(&l.faults));
    loading_load(&l, HEAD "主办: 市局\n[竞答]\n题库: a.txt\n[问卷]\n问卷: s.txt\n" CONSENT);
    cr_assert(l.activity->quiz_ready);
    cr_assert_not(l.activity->survey_ready);
    cr_assert(faults_hold(&l.faults, "s.txt:2: 错误: 编号“p2”重复"), "%s", faults_text(&l.faults));
    folder_put(l.folder, "b.txt", "题库: 乙\n编号: patent\n一、判断题\n1. 问丙\n答案: 对\n");
    loading_load(&l, HEAD "[竞答]\n题库: a.txt, b.txt\n");
    cr_assert_not(l.activity->quiz_ready);
    cr_assert(faults_hold(&l.faults, "b.txt: 错误: 文件头的编号“patent”与"), "%s",
              faults_text(&l.faults));
    loading_end(&l);
}

#define EN_HEAD "题库: P\n语言: en\n"

Test(activity, translations_must_fit)
{
    static const struct {
        const char *text, *fault;
    } cases[] = {
        { "问卷: P\n语言: en\n", "a.en.txt:1: 错误: 原文是题库，译文也要以“题库:”开头" },
        { "题库: P\n编号: other\n语言: en\n", "a.en.txt: 错误: 文件头的编号是“other”，原文" },
        { "题库: P\n语言: fr\n", "a.en.txt: 警告: 文件头的语言是 fr，文件名和活动里写的是 en" },
        { EN_HEAD "1. Ask\n", "a.en.txt:3:1: 错误: 译文的每道题都要写“编号”" },
        { EN_HEAD "1. Ask\n编号: zz\n", "a.en.txt:4:5: 警告: 原文" },
        { EN_HEAD "1. Ask\nA. one\n编号: p1\n",
          "a.en.txt:3:1: 错误: 译文有 1 个选项，原文（第 4 行）有 2 个" },
        { EN_HEAD "1. Ask\n编号: p1\n2. Ask\n编号: p1\n",
          "a.en.txt:6:5: 错误: 编号“p1”在译文里写了两次" },
    };
    struct loading l;
    loading_begin(&l);
    folder_put(l.folder, "a.txt", bank);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        folder_put(l.folder, "a.en.txt", cases[i].text);
        loading_load(&l, HEAD "语言: zh-CN, en\n[竞答]\n题库: a.txt\n");
        cr_expect(faults_hold(&l.faults, cases[i].fault), "no %s but\n%s", cases[i].fault,
                  faults_text(&l.faults));
        cr_expect_eq(l.activity->quiz_ready, l.faults.error_count == 0);
        cr_expect_str_eq(question_wording(activity_find_question(l.activity, "p2"), 1)->stem,
                         "问乙");
    }
    loading_end(&l);
}

Test(activity, a_missing_translation_is_a_warning)
{
    struct loading l;
    loading_begin(&l);
    folder_put(l.folder, "a.txt", bank);
    loading_load(&l, HEAD "语言: zh-CN, en\n[竞答]\n题库: a.txt\n抽题: 专利 1\n");
    cr_assert_eq(l.faults.error_count, 0);
    cr_assert_eq(l.faults.count, 1);
    cr_assert(faults_hold(&l.faults, "a.txt: 警告: 没有译文文件"), "%s", faults_text(&l.faults));
    cr_assert(l.activity->quiz_ready);
    loading_end(&l);
}

Test(activity, every_key_is_printed_with_its_range_and_default)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    activity_print_keys(out);
    fclose(out);
    cr_assert_not_null(strstr(text, "\n[竞答]\n"));
    cr_assert_not_null(strstr(text, "\n[奖品 一等奖]\n"));
    cr_assert_not_null(
        strstr(text, "\n每题限时: 每道题的秒数，0 为不限时。0 到 600 的整数；不写则为 30\n"));
    cr_assert_not_null(strstr(text, "；必须写\n"));
    free(text);
}

Test(activity, the_shipped_one_is_without_fault)
{
    struct err_list faults;
    err_list_init(&faults);
    struct activity *a = activity_load(WENDA_SOURCE_DIR "/questions", &faults);
    cr_assert_not_null(a, "%s", faults_text(&faults));
    check_activity(a, WENDA_SOURCE_DIR "/assets/stale-law.txt", &faults);
    cr_assert_eq(faults.count, 0, "%s", faults_text(&faults));
    cr_assert(a->quiz_ready && a->survey_ready);
    cr_assert_eq(a->bank_count, 4);
    cr_assert_eq(a->survey_count, 2);
    cr_assert_eq(activity_draw_total(a), 10);
    for (int i = 0; i < a->bank_count; i++)
        cr_assert_gt(a->banks[i].question_count, 40);
    activity_free(a);
    err_list_fini(&faults);
}
