/* What every screen must keep, on every canvas, and what single screens promise. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "booth.h"
#include "view/audit.h"

/* 21.5 inch, the smallest panel the tokens reckon with. */
#define PX_PER_MM 4.03

static struct booth_model booth;

static void open_booth(void)
{
    booth_open(&booth);
}

static void close_booth(void)
{
    booth_close(&booth);
}

TestSuite(screens, .init = open_booth, .fini = close_booth, .timeout = 200);

static const struct booth_look plain = { 1080, 1920, 0, false, false };

static void enter(const char *name)
{
    for (int i = 0; i < booth_state_count; i++) {
        if (strcmp(booth_states[i].name, name) == 0) {
            booth_enter(&booth, &booth_states[i], &plain);
            return;
        }
    }
    cr_assert_fail("no state %s", name);
}

/* ---- the walk ---- */

static const struct {
    int w, h;
} canvases[] = { { 1080, 1920 }, { 1920, 1080 }, { 1440, 1920 }, { 1920, 1440 },
                 { 1920, 1536 }, { 1200, 1920 }, { 1080, 2400 }, { 2560, 1080 } };

static void audit_pages(const struct booth_state *state, const struct booth_look *look,
                        struct err_list *faults)
{
    char where[128];
    struct audit_case facts = { .where = where,
                                .px_per_mm = PX_PER_MM,
                                .large = look->large,
                                .whole_is_target = state->from_attract };

    for (int page = 0; page < 12; page++) {
        const struct widgets *list = booth_build(&booth, look);
        snprintf(where, sizeof(where), "%s %dx%d%s%s%s page %d", state->name, look->canvas_w,
                 look->canvas_h, look->language == 0 ? "" : " en", look->large ? " large" : "",
                 look->rehearsal ? " rehearsal" : "", page + 1);
        audit_widgets(list, &facts, faults);
        for (int i = 0; i < list->count; i++) {
            const struct widget *w = &list->items[i];
            cr_assert(w->kind != WIDGET_TEXT || w->lines != NULL);
            cr_assert(w->message.kind == MSG_NONE || w->label != NULL, "%s", where);
        }
        if (!booth_tap_label(&booth, look, look->language == 0 ? "下一页" : "Next page"))
            return;
    }
}

Test(screens, keep_the_rules_on_every_canvas)
{
    struct err_list faults;

    err_list_init(&faults);
    for (int i = 0; i < booth_state_count; i++) {
        for (int c = 0; c < (int)(sizeof(canvases) / sizeof(canvases[0])); c++) {
            /* The drawn canvases in all eight variants, the others in the plain and the widest. */
            for (int variant = 0; variant < 8; variant += c < 2 ? 1 : 7) {
                struct booth_look look = { canvases[c].w, canvases[c].h, variant & 1,
                                           (variant & 2) != 0, (variant & 4) != 0 };
                booth_enter(&booth, &booth_states[i], &look);
                if (!booth.drags) /* a row in the air lies over others */
                    audit_pages(&booth_states[i], &look, &faults);
            }
        }
    }
    if (faults.count > 0)
        err_list_print(&faults, stderr);
    cr_assert_eq(faults.count, 0);
    err_list_fini(&faults);
}

/* ---- scale ---- */

Test(screens, the_canvas_is_never_smaller_than_the_drawn_one)
{
    static const int windows[][2] = { { 1080, 1920 }, { 1920, 1080 }, { 1024, 768 }, { 1280, 1024 },
                                      { 2160, 3840 }, { 800, 1280 },  { 1366, 768 } };

    for (int i = 0; i < (int)(sizeof(windows) / sizeof(windows[0])); i++) {
        double scale = view_scale(windows[i][0], windows[i][1]);
        double w = windows[i][0] / scale, h = windows[i][1] / scale;
        cr_assert_geq((w < h ? w : h) + 1e-9, 1080.0);
        cr_assert_geq((w < h ? h : w) + 1e-9, 1920.0);
        cr_assert((w < h ? w : h) < 1080.001 || (w < h ? h : w) < 1920.001);
    }
    cr_assert_float_eq(view_scale(2160, 3840), 2.0, 1e-9);
}

/* ---- wake-ups ---- */

static int64_t next_after(void)
{
    return booth_build(&booth, &plain)->next_ms - booth.now_ms;
}

Test(screens, a_chip_counts_each_second_and_a_fault_wakes_nobody)
{
    enter("home");
    cr_assert(widgets_show(booth_build(&booth, &plain), "60 秒后返回"));
    cr_assert_eq(next_after(), 1000);
    booth.now_ms += 1000;
    cr_assert(widgets_show(booth_build(&booth, &plain), "59 秒后返回"));
    booth.now_ms += 44000;
    cr_assert(widgets_show(booth_build(&booth, &plain), "15 秒后返回"));
    cr_assert_eq(next_after(), 1000);
    booth.now_ms += 300;
    cr_assert(widgets_show(booth_build(&booth, &plain), "15 秒后返回"));
    cr_assert_eq(next_after(), 700);
    enter("fault");
    cr_assert_eq(booth_build(&booth, &plain)->next_ms, INT64_MAX);
}

Test(screens, more_time_for_the_code_is_seen_on_the_chip)
{
    enter("prize-won");
    int64_t left_ms = booth.kiosk.prize.until_ms - booth.now_ms;
    char text[64];

    booth.kiosk.prize.until_ms += 60000;
    snprintf(text, sizeof(text), "%d 秒后返回", (int)((left_ms + 60999) / 1000));
    cr_assert(widgets_show(booth_build(&booth, &plain), text), "%s", text);
}

Test(screens, the_verdict_speaks_of_what_stands_on_the_page)
{
    enter("feedback-several");
    cr_assert(widgets_show(booth_build(&booth, &plain), "这题要选 3 项"));
    cr_assert_not(widgets_show(booth_build(&booth, &plain), "BCD"));
    booth.kiosk.language = 1;
    cr_assert(widgets_show(booth_build(&booth, &plain), "3 answers are right"));
    enter("feedback-order");
    cr_assert(widgets_show(booth_build(&booth, &plain), "正确的顺序在下面"));
    cr_assert_not(widgets_show(booth_build(&booth, &plain), "ABCD"));
}

Test(screens, the_hint_of_a_table_goes_when_all_is_rated)
{
    enter("survey-matrix");
    cr_assert(widgets_show(booth_build(&booth, &plain), "点一个数字，自动到下一项"));
    enter("survey-matrix-done");
    cr_assert_not(widgets_show(booth_build(&booth, &plain), "点一个数字，自动到下一项"));
}

Test(screens, a_word_follows_its_number)
{
    enter("home");
    booth.kiosk.language = 1;
    struct view view = { .kiosk = &booth.kiosk, .strings = &booth.strings };

    cr_expect_str_eq(view_format(&view, &booth.list, STR_HOME_QUIZ_COUNT, "1", "1"),
                     "1 question, about 1 minute");
    cr_expect_str_eq(view_format(&view, &booth.list, STR_HOME_QUIZ_COUNT, "21", "1"),
                     "21 questions, about 1 minute");
    cr_expect_str_eq(view_format(&view, &booth.list, STR_SURVEY_POINTS, "1", NULL), "1 pt");
    cr_expect_str_eq(view_format(&view, &booth.list, STR_SURVEY_POINTS, "2", NULL), "2 pts");
}

Test(screens, a_question_wakes_at_each_half_second)
{
    enter("question-judge");
    cr_assert(widgets_show(booth_build(&booth, &plain), "30"));
    cr_assert_eq(next_after(), 500);
    booth.now_ms += 1200;
    cr_assert(widgets_show(booth_build(&booth, &plain), "29"));
    cr_assert_eq(next_after(), 300);
}

Test(screens, a_screen_that_waits_for_the_store_says_so_and_offers_nothing)
{
    const struct widgets *list;

    enter("question-saving");
    list = booth_build(&booth, &plain);
    cr_assert(widgets_show(list, "正在保存"));
    cr_assert_null(widgets_find(list, "就选它", NULL));
}

/* ---- only what exists ---- */

Test(screens, nothing_promises_prizes_where_there_are_none)
{
    for (int i = 0; i < booth_state_count; i++) {
        const struct widgets *list;
        booth_enter(&booth, &booth_states[i], &plain);
        if (booth.activity->prize_way != PRIZE_NONE)
            continue;
        list = booth_build(&booth, &plain);
        cr_assert_not(widgets_show(list, "奖"), "%s", booth_states[i].name);
        cr_assert_not(widgets_show(list, "展板"), "%s", booth_states[i].name);
        cr_assert_not(widgets_show(list, "签名墙"), "%s", booth_states[i].name);
    }
}

Test(screens, a_closed_activity_says_why_and_cannot_be_opened)
{
    const struct widgets *list;

    enter("home-closed");
    list = booth_build(&booth, &plain);
    cr_assert(widgets_show(list, "题库还没有准备好"));
    cr_assert_null(widgets_find(list, "知识竞答", NULL));
    cr_assert_null(widgets_find(list, "知识产权认知度调查", NULL));
}

/* ---- labels ---- */

Test(screens, labels_are_the_visible_words)
{
    const struct widgets *list;
    const struct widget *option;

    enter("attract");
    list = booth_build(&booth, &plain);
    cr_assert_eq(widgets_find(list, "轻触屏幕开始", NULL)->message.kind, MSG_START);
    cr_assert_eq(widgets_hit(list, 5, 5)->message.kind, MSG_START);
    cr_assert_eq(widgets_find(list, "工作人员入口", NULL)->hold.kind, MSG_CORNER);
    enter("question-single");
    list = booth_build(&booth, &plain);
    option = widgets_find(list, "20年，自申请日起计算", NULL);
    cr_assert_not_null(option);
    cr_assert_eq(option->label[1], ' ');
    cr_assert_eq(option->message.value, 1);
    cr_assert_eq(option->state, WIDGET_SELECTED);
    cr_assert_eq(widgets_find(list, "就选它", NULL)->role, ROLE_PRIMARY);
}

/* A shuffled option carries the letter of its place; what it sends is its place in the bank. */
Test(screens, letters_follow_the_order_shown)
{
    const struct quiz_item *item;
    const struct widgets *list;

    enter("question-single");
    item = quiz_current(&booth.kiosk.quiz);
    list = booth_build(&booth, &plain);
    for (int i = 0; i < 4; i++) {
        char label[8] = { (char)('A' + i), ' ', '\0' };
        const struct widget *widget = widgets_find(list, label, NULL);
        cr_assert_not_null(widget, "%s", label);
        cr_assert_eq(widget->message.value, item->shown[i]);
    }
}

Test(screens, holding_the_corner_is_hidden_behind_the_docks_buttons)
{
    const struct widgets *list;
    const struct widget *button;

    enter("home");
    list = booth_build(&booth, &plain);
    button = widgets_find(list, "大字版", NULL);
    cr_assert_eq(widgets_hit(list, button->rect.x + 40, button->rect.y + button->rect.h / 2),
                 button);
    cr_assert_eq(widgets_hit(list, 10, 1910)->hold.kind, MSG_CORNER);
}

/* ---- pressed ---- */

Test(screens, a_pressed_button_sinks)
{
    struct view view = { .kiosk = &booth.kiosk,
                         .strings = &booth.strings,
                         .measure = measure_fixed(),
                         .canvas_w = 1080,
                         .canvas_h = 1920,
                         .px_per_mm = PX_PER_MM };
    const struct widget *button;
    int y, edge;

    enter("question-single");
    view.now_ms = booth.now_ms;
    view_build(&view, &booth.list);
    button = widgets_find(&booth.list, "就选它", NULL);
    y = button->rect.y;
    edge = button->edge_px;
    view.pressed = button->message;
    view_build(&view, &booth.list);
    button = widgets_find(&booth.list, "就选它", NULL);
    cr_assert_eq(button->rect.y, y + 8);
    cr_assert_eq(button->edge_px, 2);
    cr_assert_eq(edge, 10);
    cr_assert(button->state & WIDGET_PRESSED);
    cr_assert_eq(button->fill, COLOR_GAM_PRESS);
}

/* ---- paging ---- */

/* All of a long text is there, page by page, each line once. */
Test(screens, a_long_explanation_is_paged_and_nothing_of_it_is_lost)
{
    const char *text;
    size_t seen = 0;
    int pages = 1;

    enter("feedback-long");
    text = question_wording(quiz_current(&booth.kiosk.quiz)->question, 0)->explanation;
    do {
        const struct widgets *list = booth_build(&booth, &plain);
        for (int i = 0; i < list->count; i++) {
            const struct widget *w = &list->items[i];
            if (w->kind != WIDGET_TEXT || strncmp(w->text, text + seen, strlen(w->text)) != 0 ||
                w->style.size_px != 42 || strlen(w->text) < 20)
                continue;
            seen += strlen(w->text);
        }
    } while (booth_tap_label(&booth, &plain, "下一页") && pages++ < 9);
    cr_assert_eq(seen, strlen(text), "only %zu of %zu bytes were shown", seen, strlen(text));
}

Test(screens, every_row_of_a_long_list_is_on_some_page)
{
    struct booth_look look = { 1080, 1920, 0, true, false };
    uint32_t seen = 0;

    for (int i = 0; i < booth_state_count; i++) {
        if (strcmp(booth_states[i].name, "question-long") == 0)
            booth_enter(&booth, &booth_states[i], &look);
    }
    for (int page = 0; page < 9; page++) {
        const struct widgets *list = booth_build(&booth, &look);
        for (int i = 0; i < list->count; i++) {
            if (list->items[i].message.kind == MSG_CHOOSE)
                seen |= 1U << list->items[i].message.value;
        }
        if (!booth_tap_label(&booth, &look, "下一页"))
            break;
    }
    cr_assert_eq(seen, 15U);
}

/* ---- the keyboard ---- */

Test(screens, the_pad_shows_what_was_written)
{
    const struct widgets *list;
    int pads = 0, sheets = 0;

    enter("survey-pad");
    list = booth_build(&booth, &plain);
    cr_assert(widgets_show(list, "希望多讲讲保护〔字迹1〕"));
    for (int i = 0; i < list->count; i++) {
        if (list->items[i].kind != WIDGET_INK)
            continue;
        pads += list->items[i].message.kind == MSG_STROKE && list->items[i].point_count == 3;
        sheets += list->items[i].message.kind == MSG_NONE && list->items[i].point_count == 6;
    }
    cr_assert_eq(pads, 1);
    cr_assert_eq(sheets, 1);
    cr_assert(booth_tap_label(&booth, &plain, "接着写"));
    cr_assert(widgets_show(booth_build(&booth, &plain), "〔字迹2〕"));
    cr_assert(booth_tap_label(&booth, &plain, "删除"));
    cr_assert_not(widgets_show(booth_build(&booth, &plain), "〔字迹2〕"));
    cr_assert(booth_tap_label(&booth, &plain, "拼音"));
    cr_assert(booth_tap_label(&booth, &plain, "空格"));
}

Test(screens, a_character_read_from_the_pad_can_be_taken)
{
    enter("survey-pad-guesses");
    cr_assert(booth_tap_label(&booth, &plain, "十"));
    cr_assert(widgets_show(booth_build(&booth, &plain), "希望多讲讲保护〔字迹1〕十"));
}

Test(screens, pinyin_letters_become_words)
{
    const struct answer *answer;

    enter("survey-pinyin");
    answer = &booth.kiosk.survey.items[booth.kiosk.survey.current].answer;
    cr_assert(widgets_show(booth_build(&booth, &plain), "zhi'shi'chan'q"));
    cr_assert(booth_tap_label(&booth, &plain, "u"));
    cr_assert(booth_tap_label(&booth, &plain, "删除"));
    cr_assert(booth_tap_label(&booth, &plain, "更多字词"));
    cr_assert_not(booth_tap_label(&booth, &plain, "空格"), "the words take the place of the keys");
    cr_assert(booth_tap_label(&booth, &plain, "回到字母"));
    cr_assert(booth_tap_label(&booth, &plain, "知识产权"));
    cr_assert_str_eq(answer->text, "希望多讲讲怎么分辨真货假货，还有知识产权");
    cr_assert(booth_tap_label(&booth, &plain, "n"));
    cr_assert(booth_tap_label(&booth, &plain, "。"));
    cr_assert_str_eq(answer->text, "希望多讲讲怎么分辨真货假货，还有知识产权你。");
    cr_assert(booth_tap_label(&booth, &plain, "n"));
    cr_assert(booth_tap_label(&booth, &plain, "中/英"));
    cr_assert_str_eq(answer->text, "希望多讲讲怎么分辨真货假货，还有知识产权你。n");
}

Test(screens, whoever_chose_english_reaches_pinyin_pad_and_signs)
{
    const struct answer *answer;

    enter("survey-pad-empty");
    booth.kiosk.language = 1;
    answer = &booth.kiosk.survey.items[booth.kiosk.survey.current].answer;
    cr_assert(booth_tap_label(&booth, &plain, "abc"));
    cr_assert(booth_tap_label(&booth, &plain, "t"));
    cr_assert(booth_tap_label(&booth, &plain, "'"));
    cr_assert(booth_tap_label(&booth, &plain, "#+="));
    cr_assert(booth_tap_label(&booth, &plain, "?"));
    cr_assert(booth_tap_label(&booth, &plain, "拼音"));
    cr_assert(booth_tap_label(&booth, &plain, "h"));
    cr_assert(booth_tap_label(&booth, &plain, "Space"));
    cr_assert(booth_tap_label(&booth, &plain, "手写"));
    cr_assert(booth_tap_label(&booth, &plain, "#+="));
    cr_assert(booth_tap_label(&booth, &plain, "手写"));
    cr_assert_str_eq(answer->text, "t'?和");
    cr_assert(booth_tap_label(&booth, &plain, "#+="));
    cr_assert(booth_tap_label(&booth, &plain, "Clear"));
    cr_assert_str_eq(answer->text, "");
}

Test(screens, keys_type_and_erase_and_change_their_layer)
{
    const struct answer *answer;

    enter("survey-text");
    answer = &booth.kiosk.survey.items[booth.kiosk.survey.current].answer;
    cr_assert(booth_tap_label(&booth, &plain, "删除"));
    cr_assert_str_eq(answer->text, "hope to see more of i");
    cr_assert(booth_tap_label(&booth, &plain, "中/英"));
    cr_assert(booth_tap_label(&booth, &plain, "大写"));
    cr_assert(booth_tap_label(&booth, &plain, "T"));
    cr_assert(booth_tap_label(&booth, &plain, "符号"));
    cr_assert(booth_tap_label(&booth, &plain, "！"));
    cr_assert(booth_tap_label(&booth, &plain, "字母"));
    cr_assert(booth_tap_label(&booth, &plain, "7"));
    cr_assert_str_eq(answer->text, "hope to see more of iT！7");
}

Test(screens, the_words_of_an_option_are_written_on_a_page_of_their_own)
{
    enter("survey-other");
    cr_assert(booth_tap_label(&booth, &plain, "点这里写一写"));
    cr_assert(booth_tap_label(&booth, &plain, "q"));
    cr_assert(booth_tap_label(&booth, &plain, "写好了"));
    cr_assert(widgets_show(booth_build(&booth, &plain), "60周岁及以上"));
    cr_assert(widgets_show(booth_build(&booth, &plain), "q"));
    cr_assert_not_null(widgets_find(booth_build(&booth, &plain), "下一题", NULL));
}
