#include "booth.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

/* 2027-04-20 09:00 at +08:00, the activity's first day. */
#define WALL_MS ((int64_t)20928 * 86400000 + 3600000)

#define SIGN "版本: 2020修正\n生效: 2021-06-01\n审核: 测试\n"
#define WHY(text, point, law) "解析: " text "\n要点: " point "\n依据: " law "\n"

/* Written by hand: strings that macros part would be indented ever further. */
/* clang-format off */
static const char bank[] =
    "题库: 测试\n编号: bank\n语言: zh-CN\n\n"
    "1. 一种新型电池获得了发明专利权。这项专利权的期限是多少年？\n"
    "A. 10年，自授权公告之日起计算\nB. 20年，自申请日起计算\nC. 15年，自申请日起计算\n"
    "D. 没有固定期限，只要每年按时缴纳年费，就可以一直维持下去\n"
    "答案: B\n题型: 单选\n知识点: 专利\n" WHY(
    "年费只是维持专利有效，不能延长期限；不按规定缴纳，专利权还会提前终止。", "发明专利权期限二十年", "《专利法》第四十二条、第四十四条") "编号: single\n" SIGN
    "\n"
    "2. 下面哪些可以注册为商标？\nA. 文字\nB. 图形\nC. 声音\nD. 气味\n"
    "答案: ABC\n题型: 多选\n知识点: 商标\n" WHY(
    "文字、图形、字母、数字、三维标志、颜色组合和声音等都可以作为商标申请注册。",
    "声音也能注册商标", "《商标法》第八条") "编号: several\n" SIGN
    "\n"
    "3. 作品要登记才有著作权。\n答案: 错\n题型: 判断\n知识点: 著作权\n" WHY("作品完成就有著作权，登记是自愿的。", "作品完成就有著作权", "《著作权法》第二条") "编号: judge\n" SIGN
    "\n"
    "4. 申请发明专利要走哪几步？按先后排好。\nA. 授权公告\nB. 提出申请\nC. 实质审查\n"
    "答案: BCA\n题型: 排序\n知识点: 步骤\n" WHY(
    "先申请，再审查，最后授权。",
    "先申请后审查",
    "《专利法》第三十九条") "编号: order\n" SIGN
    "\n"
    "5. 外观设计专利权的期限是多少年？\n答案: 15\n题型: 数字\n知识点: 数字\n" WHY(
    "2021年6月1日起由十年延长到十五年。", "外观设计十五年", "《专利法》第四十二条") "编号: number\n" SIGN
    "\n"
    "6. 一家茶叶公司把邻市同行用了三十年、远近闻名却一直没有注册的商号抢先注册成商标，随后发函"
    "要求那家老店停止使用自己的招牌，还索要许可费。老店的掌柜拿出历年的账本、广告和荣誉证书，"
    "证明自己使用在先并且有一定影响。这时候，下面哪一种说法最合适？\n"
    "A. 谁先注册就归谁，老店只能改名，或者按对方开出的价钱支付许可使用费才能继续营业\n"
    "B. 老店可以在原使用范围内继续使用，对方可以要求其附加适当的区别标识\n"
    "C. 老店可以不管，因为只要用得足够久，无论如何都不会构成侵权\nD. 双方都不能再用这个名字\n"
    "答案: B\n题型: 单选\n知识点: 长题\n" WHY(
    "商标注册人申请商标注册前，他人已经在同一种商品或者类似商品上先于商标注册人使用与注册商标"
    "相同或者近似并有一定影响的商标的，注册商标专用权人无权禁止该使用人在原使用范围内继续使用"
    "该商标，但可以要求其附加适当区别标识。这条规定保护的是诚实使用在先、已经有了名声的人；"
    "要留好证据，说明自己从什么时候起、在什么范围内、怎样使用了这个标志。范围之外的扩大使用不受"
    "这条保护，例如新开分店、换到别的行业、改成网上全国销售，都可能构成侵权，需要先征得同意。",
    "在先使用并有一定影响的，可以在原范围内继续用", "《商标法》第五十九条第三款") "编号: long\n" SIGN
    "\n"
    "7. 看图：右边这罐有哪些可疑之处？ [图: media/tins.svg]\nA. 商标改了一个字\n"
    "B. 标有 TM，所以一定是假货\nC. 没有标明厂名和厂址\nD. 罐子的颜色深浅不一样\n"
    "答案: AC\n题型: 多选\n知识点: 图片\n" WHY(
    "名字相近、没有厂名厂址都值得怀疑。",
    "看商标，看厂名厂址", "《产品质量法》第二十七条") "编号: picture\n" SIGN
    "\n"
    "8. 专利要申请才能取得。\n答案: 对\n题型: 判断\n知识点: 甲\n编号: a1\n" SIGN
    "\n"
    "9. 商标可以续展。\n答案: 对\n题型: 判断\n知识点: 甲\n" WHY(
    "期满可以续展。", "注册商标十年，期满可以续展", "《商标法》第四十条") "编号: a2\n" SIGN
    "\n"
    "10. 盗版软件可以随便用。\n答案: 错\n题型: 判断\n知识点: 甲\n编号: a3\n" SIGN "\n"
    "11. 商业秘密要有保密措施。\n答案: 对\n题型: 判断\n知识点: 甲\n编号: a4\n" SIGN
    "\n"
    "12. 地理标志谁都能用。\n答案: 错\n题型: 判断\n知识点: 甲\n编号: a5\n" SIGN
    "\n"
    "13. 买到假货可以投诉。\n答案: 对\n题型: 判断\n知识点: 甲\n编号: a6\n" SIGN
    "\n"
    "14. 外观设计看产品的样子。\n答案: 对\n题型: 判断\n知识点: 甲\n编号: a7\n" SIGN
    "\n"
    "15. 实用新型保护方法。\n答案: 错\n题型: 判断\n知识点: 甲\n编号: a8\n" SIGN
    "\n"
    "16. 抢注别人的商标是好生意。\n答案: 错\n题型: 判断\n知识点: 甲\n编号: a9\n" SIGN
    "\n"
    "17. 哪一个是注册标记？\nA. 圆圈里的 R [图: media/r.svg]\n"
    "B. [图: media/tm.svg]\nC. 都不是 [固定]\n"
    "答案: A\n题型: 单选\n知识点: 图项\n编号: pictures\n" SIGN;
/* clang-format on */

static const char survey[] =
    "问卷: 知识产权认知度调查\n编号: awareness\n语言: zh-CN\n\n"
    "1. 欢迎参加这次调查，大约两分钟。\n题型: 说明\n编号: note\n\n"
    "2. 您的年龄段是？\nA. 14周岁以下（不含14）\nB. 14—17周岁\nC. 18—35周岁\nD. 36—59周岁\n"
    "E. 60周岁及以上\nF. 其他 [其他]\n题型: 单选\n必答: 是\n提示: 只用于统计，也可以不说\n"
    "编号: single\n\n"
    "3. 您认为下列哪些属于知识产权？\nA. 专利\nB. 商标\nC. 著作权（版权）\nD. 商业秘密\n"
    "E. 肖像权\nF. 不清楚 [互斥]\n题型: 多选\n必答: 是\n最多: 3\n提示: 可选多项，最多 3 项\n"
    "编号: several\n\n"
    "4. 您对今天的现场咨询服务满意吗？\n题型: 量表\n"
    "标度: 不满意, 不太满意, 一般, 比较满意, 非常满意 | 不清楚\n必答: 是\n编号: scale\n\n"
    "5. 您愿意把这类活动推荐给亲友吗？\n题型: 评分\n范围: 0-10\n"
    "提示: 0 是完全不愿意，10 是非常愿意\n编号: rating\n\n"
    "6. 您对下面各项满意吗？\n题型: 矩阵\n行: 活动内容, 工作人员讲解, 宣传资料, 答题机使用\n"
    "标度: 不满意, 不太满意, 一般, 比较满意, 非常满意 | 不清楚\n必答: 是\n"
    "提示: 一次看一项，共 4 项\n编号: matrix\n\n"
    "7. 您家有几口人？\n题型: 数字\n范围: 1-20\n编号: number\n\n"
    "8. 您看重哪些？按先后排好。\nA. 宣传\nB. 执法\nC. 服务\n题型: 排序\n编号: order\n\n"
    "9. 上次参加活动是哪天？\n题型: 日期\n编号: date\n\n"
    "10. 您还有什么建议？\n题型: 文本\n字数: 120\n提示: 选填，请不要写姓名、电话\n编号: text\n";

static const char satisfaction[] =
    "问卷: 宣传周活动满意度调查\n编号: satisfaction\n语言: zh-CN\n\n"
    "1. 您对本次活动总体满意吗？\n题型: 量表\n标度: 不满意, 一般, 满意\n必答: 是\n编号: overall\n";

/* ---- activity ---- */

static struct form read_form(struct activity *activity, const char *name, const char *text)
{
    struct err_list faults;
    struct form *form;

    err_list_init(&faults);
    form = form_read(name, text, strlen(text), &activity->arena, &faults);
    if (form == NULL || faults.error_count > 0)
        err_list_print(&faults, stderr);
    cr_assert(form != NULL && faults.error_count == 0);
    err_list_fini(&faults);
    return *form;
}

static struct activity *make_activity(void)
{
    struct activity *activity = mem_zalloc(sizeof(*activity));
    struct arena *arena = &activity->arena;

    arena_init(arena);
    activity->name = "知识产权宣传周";
    activity->id = "test";
    activity->slogan = "尊重知识、崇尚创新、诚信守法、公平竞争";
    activity->organiser = "示范市知识产权局";
    activity->co_organiser = "城东区市场监督管理局";
    activity->folder = ".";
    activity->first_day = 20928;
    activity->last_day = 20934;
    activity->languages[0] = "zh-CN";
    activity->languages[1] = "en";
    activity->language_count = 2;
    activity->timeouts =
        (struct timeouts){ 60000, 90000, 90000, 120000, 60000, 60000, 20000, 30000 };
    activity->quiz_on = activity->quiz_ready = true;
    activity->banks = arena_alloc(arena, sizeof(*activity->banks));
    activity->banks[0] = read_form(activity, "bank.txt", bank);
    activity->bank_count = 1;
    activity->draws[0] = (struct draw){ "专利", 1 };
    activity->draws[1] = (struct draw){ "甲", 9 };
    activity->draw_count = 2;
    activity->limit_s = 30;
    activity->survey_on = activity->survey_ready = true;
    activity->surveys = arena_alloc(arena, 2 * sizeof(*activity->surveys));
    activity->surveys[0] = read_form(activity, "awareness.txt", survey);
    activity->surveys[1] = read_form(activity, "satisfaction.txt", satisfaction);
    activity->survey_count = 2;
    activity->consent_purpose = "了解公众知识产权认知情况，改进宣传和服务";
    activity->consent_keeper = "示范市知识产权局";
    activity->consent_retention = "2027年12月31日前删除";
    return activity;
}

/* ---- driving ---- */

static void step(struct booth_model *booth, const struct message *message)
{
    struct message timed = *message;
    struct effects effects = { .count = 0 };
    uint64_t ticket;

    timed.now_ms = booth->now_ms;
    timed.wall_ms = WALL_MS;
    kiosk_step(&booth->kiosk, &timed, &effects);
    ticket = booth->kiosk.awaited;
    if (ticket != 0 && !booth->hold)
        step(booth, &(struct message){ .kind = MSG_SAVED, .ticket = ticket });
}

void booth_tap(struct booth_model *booth, enum message_kind kind, int value)
{
    booth->now_ms += 1000;
    step(booth, &(struct message){ .kind = kind, .value = value, .from_finger = true });
}

void booth_type(struct booth_model *booth, const char *text)
{
    booth_send(booth, MSG_TYPE, text);
}

void booth_send(struct booth_model *booth, enum message_kind kind, const char *text)
{
    struct message message = { .kind = kind, .from_finger = true };

    booth->now_ms += 1000;
    snprintf(message.text, sizeof(message.text), "%s", text);
    step(booth, &message);
}

void booth_draw(struct booth_model *booth, const struct ink_point *points, int count)
{
    booth->now_ms += 1000;
    step(booth,
         &(struct message){
             .kind = MSG_STROKE, .points = points, .point_count = count, .from_finger = true });
}

void booth_wait(struct booth_model *booth, int64_t span_ms)
{
    booth->now_ms += span_ms;
    step(booth, &(struct message){ .kind = MSG_TICK });
}

void booth_open(struct booth_model *booth)
{
    static const char *const tags[] = { "zh-CN", "en" };
    struct err_list faults;

    memset(booth, 0, sizeof(*booth));
    err_list_init(&faults);
    cr_assert(strings_load(&booth->strings, WENDA_SOURCE_DIR "/assets/strings", tags, 2, &faults));
    err_list_fini(&faults);
    widgets_init(&booth->list);
}

void booth_close(struct booth_model *booth)
{
    activity_free(booth->activity);
    strings_fini(&booth->strings);
    widgets_fini(&booth->list);
}

void booth_enter(struct booth_model *booth, const struct booth_state *state,
                 const struct booth_look *look)
{
    activity_free(booth->activity);
    booth->activity = make_activity();
    booth->activity->language_count = booth->strings.language_count;
    for (int i = 2; i < booth->strings.language_count; i++)
        booth->activity->languages[i] = booth->strings.tags[i];
    booth->hold = booth->drags = false;
    booth->pressed = (struct message){ 0 };
    booth->now_ms = 1000000;
    kiosk_init(&booth->kiosk, booth->activity, 7);
    booth->kiosk.rehearsal = look->rehearsal;
    booth->kiosk.changed_ms = booth->now_ms;
    booth->kiosk.wall_ms = WALL_MS;
    booth->kiosk.now_ms = booth->now_ms;
    if (!state->from_attract) {
        booth_tap(booth, MSG_START, 0);
        booth_tap(booth, MSG_LANGUAGE, look->language);
        booth_tap(booth, MSG_LARGE_TEXT, look->large);
    } else {
        booth->kiosk.language = look->language;
        booth->kiosk.large_text = look->large;
    }
    state->enter(booth);
}

const struct widgets *booth_build(struct booth_model *booth, const struct booth_look *look)
{
    struct view view = { .kiosk = &booth->kiosk,
                         .strings = &booth->strings,
                         .measure = measure_fixed(),
                         .canvas_w = look->canvas_w,
                         .canvas_h = look->canvas_h,
                         .px_per_mm = 4.03,
                         .pressed = booth->pressed,
                         .drags = booth->drags,
                         .carried_x = booth->carried_x,
                         .carried_y = booth->carried_y,
                         .slot = booth->slot,
                         .now_ms = booth->now_ms };

    view_build(&view, &booth->list);
    return &booth->list;
}

bool booth_tap_label(struct booth_model *booth, const struct booth_look *look, const char *label)
{
    const struct widget *widget = widgets_find(booth_build(booth, look), label, NULL);
    struct message message;

    if (widget == NULL)
        return false;
    message = widget->message;
    message.from_finger = true;
    booth->now_ms += 1000;
    step(booth, &message);
    return true;
}
