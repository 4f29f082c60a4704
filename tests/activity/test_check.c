/* The checks on top of reading: each on a text that has the fault and on one that nearly has it. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/check.h"
#include "activity/support.h"
#include "base/fs.h"

#define STALE WENDA_SOURCE_DIR "/assets/stale-law.txt"

static void check_text(struct reading *r, const char *text)
{
    reading_init(r, text);
    cr_assert_eq(r->faults.error_count, 0, "%s", faults_text(&r->faults));
    check_form(r->form, "/nonexistent", STALE, &r->faults);
}

/* fault: what must be said; NULL = nothing at all. */
struct expectation {
    const char *text, *fault;
};

static void check_cases(const struct expectation *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct reading r;
        check_text(&r, cases[i].text);
        if (cases[i].fault)
            cr_expect(faults_hold(&r.faults, cases[i].fault), "in\n%s\nthere is no %s but\n%s",
                      cases[i].text, cases[i].fault, faults_text(&r.faults));
        else
            cr_expect_eq(r.faults.count, 0, "in\n%s\n%s", cases[i].text, faults_text(&r.faults));
        reading_fini(&r);
    }
}

#define CHOICE(stem, answer) \
    "题库: 甲\n1. " stem " [多选]\nA. 一\nB. 二\nC. 三\n答案: " answer "\n审核: 某人\n"
#define JUDGE(stem, answer) "题库: 甲\n1. " stem " [判断]\n答案: " answer "\n审核: 某人\n"

Test(check, a_stem_that_shows_its_answer)
{
    static const struct expectation cases[] = {
        { CHOICE("期限是( A B )年", "AB"), "t.txt:2: 错误: 题干里还留着答案：( A B )" },
        { CHOICE("期限是（AB）年", "AB"), "错误: 题干里还留着答案：（AB）" },
        { CHOICE("期限是（ＡＢ）年", "AB"), "错误: 题干里还留着答案" },
        { CHOICE("期限是【A、B】年", "AB"), "错误: 题干里还留着答案" },
        { CHOICE("期限是（A，B）年", "AB"), "错误: 题干里还留着答案" },
        { CHOICE("期限是（B）年", "AB"), "警告: 题干里的 （B） 像是答案" },
        { CHOICE("期限是（　　）年", "AB"), NULL },
        { CHOICE("期限是（）年", "AB"), NULL },
        { CHOICE("期限是（AI）年", "AB"), NULL },
        { CHOICE("期限是（D）年", "AB"), NULL },
        { CHOICE("期限是（a）年", "AB"), NULL },
        { CHOICE("甲（公司）和乙", "AB"), NULL },
        { CHOICE("没有配对（AB", "AB"), NULL },
        { JUDGE("期限是二十年（√）", "对"), "错误: 题干里还留着答案：（√）" },
        { JUDGE("期限是二十年( 错 )", "错"), "错误: 题干里还留着答案：( 错 )" },
        { JUDGE("期限是二十年（×）", "对"), "警告: 题干里的 （×） 像是答案" },
        { JUDGE("期限是二十年（二十）", "对"), NULL },
        { "题库: 甲\n1. 排一排（CAB） [排序]\nA. 一\nB. 二\nC. 三\n答案: CAB\n审核: 某人\n",
          "错误: 题干里还留着答案：（CAB）" },
        { "问卷: 甲\n1. 选（AB） [多选]\nA. 一\nB. 二\n", NULL },
    };
    check_cases(cases, sizeof cases / sizeof cases[0]);
}

#define PAIR(one, other) \
    "题库: 甲\n一、单选题\n1. " one "\n审核: 某人\n编号: a\n2. " other "\n审核: 某人\n编号: b\n"

Test(check, questions_that_are_nearly_the_same)
{
    static const struct expectation cases[] = {
        { PAIR("发明专利权的保护期限是多少年？\nA. 十年\nB. 二十年\n答案: B",
               "发明专利权的保护期限是多少年呢\nA. 二十年\nB. 五年\n答案: A"),
          "t.txt:9: 警告: 和第 3 行的题几乎一样：发明专利权的保护期限是多少年？" },
        /* the same, turned round */
        { "题库: 甲\n一、判断题\n1. 图书封面的设计受著作权法保护\n答案: 对\n审核: 某人\n"
          "2. 图书封面的设计不受著作权法保护。\n答案: 错\n审核: 某人\n",
          "t.txt:6: 警告: 和第 3 行的题几乎一样" },
        /* a stem that asks nothing by itself */
        { PAIR("下列说法正确的是？\nA. 专利要申请\nB. 二十\n答案: A",
               "下列说法正确的是？\nA. 地理标志能转让\nB. 商标要续展\n答案: B"),
          NULL },
        { PAIR("发明专利权的保护期限是多少年？\nA. 十年\nB. 二十年\n答案: B",
               "商标注册的有效期是多少年？\nA. 十年\nB. 二十年\n答案: A"),
          NULL },
        /* the picture makes the question */
        { PAIR("图中的标志是什么意思？ [图: a.gif]\nA. 已经注册\nB. 二十\n答案: A",
               "图中的标志是什么意思？ [图: b.gif]\nA. 已经注册\nB. 商标\n答案: A"),
          "图片只能是" },
        /* questionnaires repeat themselves */
        { "问卷: 甲\n1. 您对讲解满意吗 [文本]\n2. 您对讲解满意吗？ [文本]\n", NULL },
    };
    check_cases(cases, sizeof cases / sizeof cases[0]);
    struct reading r;
    check_text(&r, cases[4].text);
    cr_assert_not(faults_hold(&r.faults, "几乎一样"));
    reading_fini(&r);
}

#define ASKED                                                                                            \
    "问卷: 甲\n1. 问 [单选]\nA. 一\nB. 二\n编号: a\n2. 几次 [数字]\n编号: n\n3. 满意 " \
    "[量表]\n标度: 差, 中, 好\n编号: s\n4. 再问 [文本]\n显示条件: "

Test(check, conditions_that_can_never_hold)
{
    static const struct expectation cases[] = {
        { ASKED "${a} = 'B'\n", NULL },
        { ASKED "${a} = ''\n", NULL },
        { ASKED "${a} = 'C'\n",
          "t.txt:11: 错误: “显示条件”里 ${a} 不可能是“C”，它的选项是 A 到 B" },
        { ASKED "${a} = 'AB'\n", "${a} 不可能是“AB”" },
        { ASKED "selected(${a}, '二')\n", "${a} 不可能是“二”" },
        { ASKED "${a} > 1\n", "“显示条件”把 ${a} 当数字用，但它是单选题" },
        { ASKED "${a} = 1\n", "“显示条件”把 ${a} 当数字用" },
        { ASKED "${n} > 1 and ${n} = '3'\n", NULL },
        { ASKED "${n} = '多'\n", "${n} 不可能是“多”，它的答案是数字" },
        { ASKED "${s} = '3' or ${s} < 2\n", NULL },
        { ASKED "${s} = '4'\n", "${s} 不可能是“4”" },
    };
    check_cases(cases, sizeof cases / sizeof cases[0]);
}

Test(check, questions_nobody_has_checked)
{
    static const struct expectation cases[] = {
        { "题库: 甲\n一、判断题\n1. 问甲\n答案: 对\n2. 不同的另一道\n答案: 错\n审核: 某人\n",
          "t.txt: 警告: 有 1 道题未审核，不会上屏" },
    };
    check_cases(cases, 1);
}

static const unsigned char small_png[] =
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\0\x80\x08\x06\0\0\0";
static const unsigned char wide_png[] =
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x10\x01\0\0\0\x80\x08\x06\0\0\0";
/* SOI, a COM segment, SOF0 of 300 x 5000, and padding */
static const unsigned char tall_jpg[] =
    "\xFF\xD8\xFF\xFE\0\x04\x61\x62\xFF\xC0\0\x11\x08\x13\x88\x01\x2C\x03\0\0\0\0\0\0\0\0\0";

Test(check, pictures)
{
    static const struct {
        const char *name, *fault;
    } cases[] = {
        { "small.png", NULL },
        { "SMALL.PNG", NULL },
        { "good.svg", NULL },
        { "none.png", "t.txt:2: 错误: 图片 none.png：图片文件不存在" },
        { "x.gif", "图片 x.gif：图片只能是 .svg .png .jpg" },
        { "wide.png", "图片太大，宽和高都不能超过 4096 像素" },
        { "tall.jpg", "图片太大，宽和高都不能超过 4096 像素" },
        { "small.jpg", "不是 JPEG 图片，或已损坏" },
        { "empty.png", "不是 PNG 图片，或已损坏" },
        { "text.svg", "SVG 里的文字（<text>）显示不出来" },
        { "html.svg", "不是 SVG 图片" },
        { "folder.png", "图片 folder.png：" },
        { "big.png", "图片 big.png：" },
    };
    char *folder = folder_make();
    char *big = mem_zalloc(ACTIVITY_PICTURE_MAX_LEN + 1);
    memcpy(big, small_png, sizeof small_png);
    folder_put_bytes(folder, "small.png", small_png, sizeof small_png);
    folder_put_bytes(folder, "SMALL.PNG", small_png, sizeof small_png);
    folder_put_bytes(folder, "small.jpg", small_png, sizeof small_png);
    folder_put_bytes(folder, "wide.png", wide_png, sizeof wide_png);
    folder_put_bytes(folder, "tall.jpg", tall_jpg, sizeof tall_jpg);
    folder_put_bytes(folder, "big.png", big, ACTIVITY_PICTURE_MAX_LEN + 1);
    folder_put(folder, "empty.png", "");
    folder_put(folder, "good.svg", "<svg><path d=''/></svg>");
    folder_put(folder, "text.svg", "<svg><text>甲</text></svg>");
    folder_put(folder, "html.svg", "<html>");
    folder_put(folder, "folder.png/x", "");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct strbuf text;
        struct reading r;
        strbuf_init(&text);
        strbuf_addf(&text, "题库: 甲\n1. 问 [判断] [图: %s]\n答案: 对\n审核: 某人\n",
                    cases[i].name);
        reading_init(&r, text.text);
        check_form(r.form, folder, STALE, &r.faults);
        if (cases[i].fault)
            cr_expect(faults_hold(&r.faults, cases[i].fault), "%s: %s", cases[i].name,
                      faults_text(&r.faults));
        else
            cr_expect_eq(r.faults.count, 0, "%s: %s", cases[i].name, faults_text(&r.faults));
        reading_fini(&r);
        strbuf_fini(&text);
    }
    struct reading r;
    reading_init(&r, "题库: 甲\n1. 问 [单选]\nA. 一 [图: none.png]\nB. 二\n答案: A\n审核: 某人\n");
    check_form(r.form, folder, STALE, &r.faults);
    cr_assert(faults_hold(&r.faults, "t.txt:2: 错误: 图片 none.png：图片文件不存在"));
    reading_fini(&r);
    /* A questionnaire shows a stem's picture above options and nowhere else. */
    reading_init(&r, "问卷: 甲\n1. 看 [判断] [图: small.png]\n\n2. 写 [文本] [图: small.png]\n");
    check_form(r.form, folder, STALE, &r.faults);
    cr_assert_eq(r.faults.count, 1, "%s", faults_text(&r.faults));
    cr_assert(faults_hold(&r.faults, "t.txt:4: 警告: 题干的图片不会显示"));
    reading_fini(&r);
    free(big);
    folder_remove(folder);
}

struct checking {
    char *folder;
    struct err_list faults;
    struct activity *activity;
};

static void checking_begin(struct checking *c, const char *bank_text, const char *quiz_keys)
{
    struct strbuf text;
    strbuf_init(&text);
    strbuf_addf(&text,
                "活动: 甲\n编号: a\n开始: 2027-04-20\n结束: 2027-04-26\n语言: zh-CN, en\n"
                "[竞答]\n题库: b.txt\n%s",
                quiz_keys);
    c->folder = folder_make();
    err_list_init(&c->faults);
    folder_put(c->folder, "activity.txt", text.text);
    folder_put(c->folder, "b.txt", bank_text);
    folder_put(c->folder, "b.en.txt",
               "题库: B\n编号: b\n语言: en\n1. one\n解析: why\n编号: q1\n2. two ${x}\n编号: q2\n");
    c->activity = activity_load(c->folder, &c->faults);
    cr_assert_not_null(c->activity, "%s", faults_text(&c->faults));
    check_activity(c->activity, STALE, &c->faults);
    strbuf_fini(&text);
}

static void checking_end(struct checking *c)
{
    activity_free(c->activity);
    err_list_fini(&c->faults);
    folder_remove(c->folder);
}

static const char dated_bank[] =
    "题库: 甲\n一、判断题\n"
    "1. 问甲\n答案: 对\n知识点: 专利\n解析: 因为\n审核: 某人\n编号: q1\n"
    "2. 不同的乙\n答案: 错\n知识点: 专利\n解析: 因为\n审核: 某人\n失效: 2027-04-22\n编号: q2\n"
    "3. 别的丙题\n答案: 错\n知识点: 商标\n审核: 某人\n编号: q3\n"
    "4. 没有人看过\n答案: 错\n知识点: 商标\n编号: q4\n";

Test(check, draws_that_cannot_be_filled_every_day)
{
    struct checking c;
    checking_begin(&c, dated_bank, "抽题: 专利 1, 其他 1\n");
    cr_assert_not(faults_hold(&c.faults, "“抽题”"), "%s", faults_text(&c.faults));
    checking_end(&c);

    checking_begin(&c, dated_bank, "抽题: 专利 2, 商标 2, 海关 1\n");
    cr_assert(faults_hold(&c.faults,
                          "activity.txt: 错误: “抽题”要抽专利 2 题，2027-04-23 这天只有 1 道能用"),
              "%s", faults_text(&c.faults));
    cr_assert(faults_hold(&c.faults, "要抽商标 2 题，2027-04-20 这天只有 1 道能用"));
    cr_assert(faults_hold(&c.faults, "要抽海关 1 题，2027-04-20 这天只有 0 道能用"));
    checking_end(&c);
}

Test(check, topics_are_counted)
{
    struct checking c;
    struct check_topic topics[4];
    checking_begin(&c, dated_bank, "抽题: 专利 1\n");
    cr_assert_eq(check_count_topics(c.activity, c.activity->first_day, topics, 4), 2);
    cr_assert_str_eq(topics[0].topic, "专利");
    cr_assert_eq(topics[0].total, 2);
    cr_assert_eq(topics[0].current, 2);
    cr_assert_str_eq(topics[1].topic, "商标");
    cr_assert_eq(topics[1].total, 2);
    cr_assert_eq(topics[1].current, 1);
    cr_assert_eq(check_count_topics(c.activity, c.activity->last_day, topics, 1), 1);
    cr_assert_eq(topics[0].current, 1);
    checking_end(&c);
}

Test(check, missing_translations)
{
    struct checking c;
    checking_begin(&c, dated_bank, "抽题: 专利 1\n");
    cr_assert(faults_hold(&c.faults, "b.txt:9: 警告: 编号“q2”的 en 译文少了：解析"), "%s",
              faults_text(&c.faults));
    cr_assert(faults_hold(&c.faults, "b.txt:16: 警告: 编号“q3”没有 en 译文"), "%s",
              faults_text(&c.faults));
    cr_assert(faults_hold(&c.faults, "b.txt:9: 错误: 编号“q2”的 en 译文里有 ${x}，原文没有"));
    cr_assert_not(faults_hold(&c.faults, "编号“q1”"));
    checking_end(&c);
}

/* Law of its time is right in a question that is over before the activity begins, and only there.
 */
Test(check, stale_law_by_the_days_of_the_activity)
{
    static const char over[] = "题库: 甲\n1. 外观设计的期限？ [单选]\nA. 十年\nB. 五年\n答案: A\n"
                               "失效: 2027-04-19\n审核: 某人\n";
    static const char running[] =
        "题库: 甲\n1. 外观设计的期限？ [单选]\nA. 十年\nB. 五年\n答案: A\n"
        "失效: 2027-04-20\n审核: 某人\n";
    struct checking c;
    checking_begin(&c, over, "");
    cr_assert_not(faults_hold(&c.faults, "法条过时"), "%s", faults_text(&c.faults));
    checking_end(&c);
    checking_begin(&c, running, "");
    cr_assert(faults_hold(&c.faults, "b.txt:2: 错误: 法条过时"), "%s", faults_text(&c.faults));
    checking_end(&c);
}
