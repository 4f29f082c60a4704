/*
 * A small activity for tests, read from canonical text: a bank with every quiz type and two
 * questionnaires with every page type. fixture_activity() allocates, activity_free() releases.
 */
#ifndef WENDA_TESTS_PLAY_FIXTURE_H
#define WENDA_TESTS_PLAY_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "base/mem.h"

/* 2027-04-20 09:00 at +08:00, the activity's first day. */
#define FIXTURE_WALL_MS ((int64_t)20928 * 86400000 + 3600000)

#define FIXTURE_SIGN "审核: 测试\n"

static const char fixture_bank[] =
    "题库: 测试题库\n编号: bank\n语言: zh-CN\n\n"
    "1. 发明专利权的期限为多少年?\nA. 十年\nB. 十五年\nC. 二十年\nD. 五十年\n"
    "答案: C\n题型: 单选\n知识点: 专利\n难度: 易\n编号: p-term\n" FIXTURE_SIGN "\n"
    "2. 下列属于专利的有?\nA. 发明\nB. 实用新型\nC. 外观设计\nD. 以上都不对 [固定]\n"
    "答案: ABC\n题型: 多选\n知识点: 专利\n难度: 中\n编号: p-kinds\n" FIXTURE_SIGN "\n"
    "3. 专利要申请才能取得。\n"
    "答案: 对\n题型: 判断\n知识点: 专利\n难度: 易\n编号: p-apply\n" FIXTURE_SIGN "\n"
    "4. 按先后排列专利的步骤。\nA. 授权\nB. 申请\nC. 审查\n"
    "答案: BCA\n题型: 排序\n知识点: 专利\n难度: 难\n编号: p-steps\n" FIXTURE_SIGN "\n"
    "5. 外观设计专利权的期限是多少年?\n"
    "答案: 15\n题型: 数字\n知识点: 专利\n难度: 难\n限时: 60\n编号: p-design\n" FIXTURE_SIGN "\n"
    "6. 这道题还没有审核?\nA. 是\nB. 否\n"
    "答案: A\n题型: 单选\n知识点: 专利\n难度: 易\n编号: p-raw\n\n"
    "7. 这道题已经失效?\nA. 是\nB. 否\n"
    "答案: A\n题型: 单选\n知识点: 专利\n难度: 易\n失效: 2027-04-19\n编号: p-old\n" FIXTURE_SIGN "\n"
    "8. 注册商标的有效期为几年?\nA. 五年\nB. 十年\nC. 二十年\nD. 三十年\n"
    "答案: B\n题型: 单选\n知识点: 商标\n难度: 易\n编号: t-term\n" FIXTURE_SIGN "\n"
    "9. 商标可以续展。\n"
    "答案: 对\n题型: 判断\n知识点: 商标\n难度: 中\n编号: t-renew\n" FIXTURE_SIGN "\n"
    "10. 声音可以注册为商标。\n"
    "答案: 对\n题型: 判断\n知识点: 商标\n难度: 难\n编号: t-sound\n" FIXTURE_SIGN "\n"
    "11. 著作权自何时产生?\nA. 登记之日\nB. 作品完成之日\nC. 发表之日\nD. 以上都对 [固定]\n"
    "答案: B\n题型: 单选\n知识点: 著作权\n难度: 中\n编号: c-begin\n" FIXTURE_SIGN "\n"
    "12. 商业秘密需要保密措施。\n"
    "答案: 对\n题型: 判断\n知识点: 商业秘密\n难度: 中\n编号: s-keep\n" FIXTURE_SIGN "\n"
    "13. 4 月 26 日是什么日子?\nA. 世界知识产权日\nB. 地球日\nC. 读书日\n"
    "答案: A\n题型: 单选\n难度: 易\n编号: day\n" FIXTURE_SIGN;

static const char fixture_awareness[] =
    "问卷: 知晓度\n编号: awareness\n语言: zh-CN\n\n"
    "1. 欢迎参加。\n题型: 说明\n编号: welcome\n\n"
    "2. 您的年龄段是？\nA. 14周岁以下\nB. 14—59周岁\nC. 60周岁及以上\n"
    "题型: 单选\n必答: 是\n编号: age\n\n"
    "3. 您的身份是？\nA. 学生\nB. 从业者\nC. 其他 [其他]\n题型: 单选\n编号: identity\n\n"
    "4. 下列哪些属于知识产权？\nA. 专利\nB. 商标\nC. 著作权\nD. 商业秘密\nE. 不清楚 [互斥]\n"
    "题型: 多选\n必答: 是\n最少: 2\n最多: 3\n编号: which\n\n"
    "5. 买到过假货吗？\nA. 从不\nB. 偶尔\nC. 经常\n题型: 单选\n必答: 是\n编号: bought\n\n"
    "6. 买到假货（${bought}）怎么办？\nA. 退换\nB. 举报\nC. 没有处理\n题型: 单选\n必答: 是\n"
    "显示条件: ${bought} != 'A'\n编号: action\n\n"
    "7. 举报的结果满意吗？\n题型: 量表\n标度: 不满意, 一般, 满意 | 不清楚\n必答: 是\n"
    "显示条件: ${action} = 'B'\n编号: report\n\n"
    "8. 请评价以下方面。\n题型: 矩阵\n行: 宣传, 执法, 服务\n标度: 差, 中, 好 | 不清楚\n"
    "必答: 是\n编号: parts\n\n"
    "9. 您愿意推荐吗？\n题型: 评分\n范围: 0-10\n编号: recommend\n\n"
    "10. 您家有几口人？\n题型: 数字\n范围: 1-20\n校验: . >= 1\n编号: people\n\n"
    "11. 按重要程度排序。\nA. 宣传\nB. 执法\nC. 服务\n题型: 排序\n编号: rank\n\n"
    "12. 上次参加活动是哪天？\n题型: 日期\n编号: last\n\n"
    "13. 您还有什么建议？\n题型: 文本\n字数: 10\n显示条件: ${age} != 'A'\n编号: suggest\n";

static const char fixture_satisfaction[] =
    "问卷: 满意度\n编号: satisfaction\n语言: zh-CN\n\n"
    "1. 您对本次活动满意吗？\n题型: 量表\n标度: 不满意, 一般, 满意\n必答: 是\n编号: happy\n\n"
    "2. 请填一个大于五的数。\n题型: 数字\n必答: 是\n校验: . > 5\n校验提示: 要大于 5\n"
    "编号: big\n";

static inline struct form fixture_form(struct activity *activity, const char *name,
                                       const char *text)
{
    struct err_list faults;

    err_list_init(&faults);
    struct form *form = form_read(name, text, strlen(text), &activity->arena, &faults);
    if (!form || faults.error_count > 0) {
        err_list_print(&faults, stderr);
        abort();
    }
    err_list_fini(&faults);
    return *form;
}

/* Quiz: 专利 3, 商标 2, 其他 2, 30 s a question, feedback at once; two questionnaires. */
static inline struct activity *fixture_activity(void)
{
    struct activity *activity = mem_zalloc(sizeof(*activity));
    struct arena *arena = &activity->arena;

    arena_init(arena);
    activity->name = "测试活动";
    activity->id = "test";
    activity->slogan = "尊重知识";
    activity->organiser = "市知识产权局";
    activity->folder = ".";
    activity->first_day = 20928;
    activity->last_day = 20934;
    activity->languages[0] = "zh-CN";
    activity->languages[1] = "en";
    activity->language_count = 2;
    activity->timeouts = (struct timeouts){ .home_ms = 60000,
                                            .rules_ms = 90000,
                                            .survey_ms = 90000,
                                            .consent_ms = 120000,
                                            .feedback_ms = 60000,
                                            .result_ms = 60000,
                                            .thanks_ms = 20000,
                                            .warning_ms = 30000 };
    activity->quiz_on = activity->quiz_ready = true;
    activity->banks = arena_alloc(arena, sizeof(*activity->banks));
    activity->banks[0] = fixture_form(activity, "bank.txt", fixture_bank);
    activity->bank_count = 1;
    activity->draws[0] = (struct draw){ "专利", 3 };
    activity->draws[1] = (struct draw){ "商标", 2 };
    activity->draws[2] = (struct draw){ "其他", 2 };
    activity->draw_count = 3;
    activity->limit_s = 30;
    activity->feedback = FEEDBACK_AT_ONCE;
    activity->survey_on = activity->survey_ready = true;
    activity->surveys = arena_alloc(arena, 2 * sizeof(*activity->surveys));
    activity->surveys[0] = fixture_form(activity, "awareness.txt", fixture_awareness);
    activity->surveys[1] = fixture_form(activity, "satisfaction.txt", fixture_satisfaction);
    activity->survey_count = 2;
    activity->consent_purpose = "了解公众认知情况";
    activity->consent_keeper = "市知识产权局";
    activity->consent_retention = "活动结束后一年";
    return activity;
}

/* The question of that 编号; it must exist. */
static inline const struct question *fixture_question(const struct activity *activity,
                                                      const char *id)
{
    const struct question *question = activity_find_question(activity, id);

    if (!question)
        abort();
    return question;
}

#endif
