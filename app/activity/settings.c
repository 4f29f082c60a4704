#include "activity/settings.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"

#define TOP(member) .section = SECTION_TOP, .offset = offsetof(struct activity, member)
#define QUIZ(member) .section = SECTION_QUIZ, .offset = offsetof(struct activity, member)
#define SURVEY(member) .section = SECTION_SURVEY, .offset = offsetof(struct activity, member)
#define CONSENT(member) .section = SECTION_CONSENT, .offset = offsetof(struct activity, member)
#define COUNTERS(member) .section = SECTION_COUNTERS, .offset = offsetof(struct activity, member)
#define PRIZE(member) .section = SECTION_PRIZE, .offset = offsetof(struct prize_tier, member)
#define TIMEOUT(member)                                   \
    .section = SECTION_TIMEOUTS, .type = SETTING_SECONDS, \
    .offset = offsetof(struct activity, timeouts.member)

const struct setting settings[] = {
    { TOP(name), .name = "活动", .type = SETTING_TEXT, .max = 20, .required = true,
      .help = "活动的名称，显示在首页和报表上" },
    { TOP(id), .name = "编号", .type = SETTING_ID, .required = true,
      .help = "活动的代号，例如 ip-week-2027；换活动要换编号，数据按它分开" },
    { TOP(slogan), .name = "口号", .type = SETTING_TEXT, .max = 40, .help = "待机画面上的一句话" },
    { TOP(first_day), .name = "开始", .type = SETTING_DATE, .required = true,
      .help = "活动的第一天；此前和结束以后只能演练" },
    { TOP(last_day), .name = "结束", .type = SETTING_DATE, .required = true,
      .help = "活动的最后一天" },
    { TOP(organiser), .name = "主办", .type = SETTING_TEXT, .max = 30,
      .help = "主办单位的全称；不写则问卷不开放" },
    { TOP(co_organiser), .name = "承办", .type = SETTING_TEXT, .max = 30, .help = "承办单位" },
    { TOP(place), .name = "地点", .type = SETTING_TEXT, .max = 30, .help = "活动的地点" },
    { TOP(units), .name = "咨询单位", .type = SETTING_UNITS, .max = UNIT_MAX,
      .help = "现场提供咨询的单位；每个单位各有咨询人次和资料份数两个计数器" },
    { TOP(languages), .name = "语言", .type = SETTING_LANGUAGES, .max = LANGUAGE_MAX,
      .usual = "zh-CN", .help = "界面和题目的语言，第一个是原文；其余各要有译文文件 x.en.txt" },
    { TOP(open_minute), .name = "开放时间", .type = SETTING_HOURS, .usual = "00:00-24:00",
      .help = "每天开放的时段，此外显示未开放" },
    { TOP(allow_unsigned), .name = "允许未签名", .type = SETTING_BOOL, .usual = "否",
      .help = "是否允许工作人员从 U 盘装入没有签名的题库" },

    { QUIZ(quiz_on), .name = "开启", .type = SETTING_BOOL, .usual = "是", .help = "是否开放竞答" },
    { QUIZ(banks), .name = "题库", .type = SETTING_FILES, .max = SETTING_FILE_MAX,
      .help = "题库文件，写相对于活动文件夹的路径" },
    { QUIZ(draws), .name = "抽题", .type = SETTING_DRAWS, .max = DRAW_MAX, .usual = "其他 10",
      .help = "每个知识点抽几道题；“其他”代表没有列出的知识点" },
    { QUIZ(limit_s), .name = "每题限时", .type = SETTING_INT, .min = 0, .max = 600, .usual = "30",
      .help = "每道题的秒数，0 为不限时" },
    { QUIZ(feedback), .name = "反馈", .type = SETTING_CHOICE, .choices = { "即时", "最后" },
      .usual = "即时", .help = "答完一题就讲解，还是全部答完再讲解" },
    { QUIZ(prize_way), .name = "奖励", .type = SETTING_CHOICE,
      .choices = { "无", "达标", "抽奖", "排名" }, .usual = "无",
      .help = "怎样发奖：达标按答对题数，抽奖按中奖率，排名在结束时排" },
    { QUIZ(qualify_right), .name = "抽奖门槛", .type = SETTING_INT, .min = 0,
      .max = SETTING_DRAW_TOTAL_MAX, .usual = "0", .help = "答对几题可以抽奖；0 为题数的六成" },
    { QUIZ(code_valid_days), .name = "兑奖期限", .type = SETTING_INT, .min = 1, .max = 365,
      .usual = "1", .help = "兑奖码有效的天数，1 为当天" },
    { QUIZ(expired_return), .name = "过期回库", .type = SETTING_BOOL, .usual = "否",
      .help = "过了兑奖期限没有领的奖品，是否放回库存再发" },
    { QUIZ(cool_s), .name = "满分冷却", .type = SETTING_INT, .min = 0, .max = 3600, .usual = "0",
      .help = "前后两次满分至少隔几秒，隔得太近的那次不发奖；0 为不限" },

    { PRIZE(item), .name = "奖品", .type = SETTING_TEXT, .max = 20, .required = true,
      .help = "发的是什么，例如 定制帆布袋" },
    { PRIZE(stock), .name = "数量", .type = SETTING_INT, .min = 0, .max = 1000000, .required = true,
      .help = "整个活动一共有多少份" },
    { PRIZE(daily), .name = "每日投放", .type = SETTING_INT, .min = 0, .max = 1000000, .usual = "0",
      .help = "每天最多发多少份，0 为不限" },
    { PRIZE(need_right), .name = "答对", .type = SETTING_INT, .min = 0,
      .max = SETTING_DRAW_TOTAL_MAX, .usual = "0", .help = "奖励为达标时：至少答对几题得这个奖" },
    { PRIZE(odds), .name = "中奖率", .type = SETTING_ODDS, .min = 1, .max = 1000000,
      .help = "奖励为抽奖时：每抽一次中这个奖的机会" },
    { PRIZE(fallback), .name = "递补", .type = SETTING_TEXT, .max = 20,
      .help = "这个奖发完以后改发哪个奖" },

    { SURVEY(survey_on), .name = "开启", .type = SETTING_BOOL, .usual = "是",
      .help = "是否开放问卷" },
    { SURVEY(surveys), .name = "问卷", .type = SETTING_FILES, .max = SETTING_FILE_MAX,
      .help = "问卷文件，写相对于活动文件夹的路径" },
    { SURVEY(review_before_send), .name = "提交前检查", .type = SETTING_BOOL, .usual = "是",
      .help = "提交以前是否让参与者看一遍自己的回答" },

    { CONSENT(consent_purpose), .name = "目的", .type = SETTING_TEXT, .max = 60,
      .help = "收集回答做什么用；不写则问卷不开放" },
    { CONSENT(consent_keeper), .name = "保管", .type = SETTING_TEXT, .max = 30,
      .help = "由谁保管；不写则为主办单位" },
    { CONSENT(consent_retention), .name = "保存期限", .type = SETTING_TEXT, .max = 40,
      .help = "保存到什么时候；不写则问卷不开放" },

    { COUNTERS(counters), .name = "项目", .type = SETTING_COUNTERS, .max = COUNTER_MAX,
      .usual = "接待咨询 人次, 发放资料 份, 展板 块",
      .help = "工作人员在管理面板上按单位点数的项目，各写名称和量词" },

    { TIMEOUT(home_ms), .name = "首页", .min = 10, .max = 600, .usual = "60",
      .help = "首页无人操作几秒后回到待机画面" },
    { TIMEOUT(rules_ms), .name = "规则页", .min = 10, .max = 600, .usual = "90",
      .help = "规则页无人操作几秒后提醒" },
    { TIMEOUT(survey_ms), .name = "问卷页", .min = 10, .max = 600, .usual = "90",
      .help = "问卷页无人操作几秒后提醒" },
    { TIMEOUT(consent_ms), .name = "告知页", .min = 10, .max = 600, .usual = "120",
      .help = "告知页、填写文字和中奖页无人操作几秒后提醒" },
    { TIMEOUT(feedback_ms), .name = "反馈页", .min = 10, .max = 600, .usual = "60",
      .help = "答题反馈页无人操作几秒后提醒" },
    { TIMEOUT(result_ms), .name = "成绩页", .min = 10, .max = 600, .usual = "60",
      .help = "成绩页无人操作几秒后提醒" },
    { TIMEOUT(thanks_ms), .name = "致谢页", .min = 5, .max = 120, .usual = "20",
      .help = "致谢页停留几秒" },
    { TIMEOUT(warning_ms), .name = "倒计时", .min = 10, .max = 120, .usual = "30",
      .help = "提醒以后再等几秒才结束" },
};
const int setting_count = sizeof settings / sizeof settings[0];

static const char *const section_names[] = {
    [SECTION_TOP] = "",          [SECTION_QUIZ] = "竞答",    [SECTION_PRIZE] = "奖品",
    [SECTION_SURVEY] = "问卷",   [SECTION_CONSENT] = "告知", [SECTION_COUNTERS] = "计数",
    [SECTION_TIMEOUTS] = "时限",
};
static_assert(sizeof section_names / sizeof section_names[0] == SECTION_COUNT,
              "a name for every section");

const char *section_name(enum section section)
{
    return section_names[section];
}

int setting_find(enum section section, const char *name)
{
    for (int i = 0; i < setting_count; i++)
        if (settings[i].section == section && strcmp(settings[i].name, name) == 0)
            return i;
    return -1;
}

static void describe_choices(const struct setting *setting, struct strbuf *out)
{
    for (int i = 0; i < SETTING_CHOICE_MAX && setting->choices[i]; i++)
        strbuf_addf(out, "%s%s", i > 0 ? "、" : "", setting->choices[i]);
}

void setting_describe(const struct setting *setting, struct strbuf *out)
{
    static const char *const forms[] = {
        [SETTING_ID] = "字母、数字、汉字和 - _ .",
        [SETTING_DATE] = "日期，例如 2027-04-20",
        [SETTING_BOOL] = "是、否",
        [SETTING_LANGUAGES] = "语言代号，用逗号分开，例如 zh-CN, en",
        [SETTING_HOURS] = "时段，例如 09:00-17:00",
        [SETTING_DRAWS] = "知识点和题数，用逗号分开，例如 专利 3, 商标 3, 其他 2",
        [SETTING_ODDS] = "几分之一，例如 1/20",
        [SETTING_COUNTERS] = "名称和量词，用逗号分开，例如 接待咨询 人次, 发放资料 份，最多 8 项",
        [SETTING_TYPE_COUNT] = NULL,
    };
    switch (setting->type) {
    case SETTING_TEXT:
        strbuf_addf(out, "文字，最多 %d 字", setting->max);
        break;
    case SETTING_INT:
        strbuf_addf(out, "%d 到 %d 的整数", setting->min, setting->max);
        break;
    case SETTING_SECONDS:
        strbuf_addf(out, "%d 到 %d 秒", setting->min, setting->max);
        break;
    case SETTING_CHOICE:
        describe_choices(setting, out);
        break;
    case SETTING_UNITS:
        strbuf_addf(out, "名称，用逗号分开，最多 %d 个", setting->max);
        break;
    case SETTING_FILES:
        strbuf_addf(out, "文件，用逗号分开，最多 %d 个", setting->max);
        break;
    default:
        strbuf_add(out, forms[setting->type]);
        break;
    }
}

void activity_print_keys(FILE *out)
{
    enum section section = SECTION_COUNT;
    struct strbuf form;
    strbuf_init(&form);
    for (int i = 0; i < setting_count; i++) {
        const struct setting *s = &settings[i];
        if (s->section != section && s->section != SECTION_TOP)
            fprintf(out, "\n[%s%s]\n", section_name(s->section),
                    s->section == SECTION_PRIZE ? " 一等奖" : "");
        section = s->section;
        strbuf_clear(&form);
        setting_describe(s, &form);
        fprintf(out, "%s: %s。%s", s->name, s->help, form.text);
        if (s->required)
            fprintf(out, "；必须写");
        else if (s->usual)
            fprintf(out, "；不写则为 %s", s->usual);
        fprintf(out, "\n");
    }
    strbuf_fini(&form);
}
