/*
 * The main screens in a language that is written from right to left (tests/languages), in both
 * orientations, against tests/goldens/rtl; what runs through all of them is asked for by itself.
 * WENDA_UPDATE_GOLDENS=1 writes them anew.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "booth.h"

enum { GOLDEN_MAX_LEN = 1024 * 1024, UYGHUR = 2 };

static struct booth_model booth;

/* The booth with a third language. */
static void open_booth(void)
{
    static const char *const tags[] = { "zh-CN", "en", "ug" };
    struct err_list faults;

    booth_open(&booth);
    strings_fini(&booth.strings);
    err_list_init(&faults);
    cr_assert(strings_load(&booth.strings, WENDA_LANGUAGES "/assets/strings", tags, 3, &faults));
    cr_assert_eq(faults.count, 0);
    err_list_fini(&faults);
}

static void close_booth(void)
{
    booth_close(&booth);
}

TestSuite(rtl, .init = open_booth, .fini = close_booth);

static const struct widgets *show(const char *state, int language, bool portrait, bool large)
{
    struct booth_look look = { .canvas_w = portrait ? 1080 : 1920,
                               .canvas_h = portrait ? 1920 : 1080,
                               .language = language,
                               .large = large };

    for (int i = 0; i < booth_state_count; i++) {
        if (strcmp(booth_states[i].name, state) == 0) {
            booth_enter(&booth, &booth_states[i], &look);
            return booth_build(&booth, &look);
        }
    }
    cr_assert_fail("no state %s", state);
    return NULL;
}

static const struct widget *tappable(const struct widgets *list, enum message_kind kind)
{
    for (int i = 0; i < list->count; i++) {
        if (list->items[i].message.kind == kind)
            return &list->items[i];
    }
    cr_assert_fail("nothing says %s", message_kind_name(kind));
    return NULL;
}

static int middle(const struct widget *widget)
{
    return widget->rect.x + widget->rect.w / 2;
}

Test(rtl, the_way_back_is_at_the_right_and_the_way_on_at_the_left)
{
    static const char *const states[] = { "quiz-rules", "survey-consent" };

    for (int i = 0; i < 4; i++) {
        bool portrait = i % 2 == 0;
        const struct widgets *list = show(states[i / 2], UYGHUR, portrait, false);
        cr_expect_gt(middle(tappable(list, MSG_BACK)), middle(tappable(list, MSG_BEGIN)));
        list = show(states[i / 2], 0, portrait, false);
        cr_expect_lt(middle(tappable(list, MSG_BACK)), middle(tappable(list, MSG_BEGIN)));
    }
}

Test(rtl, a_tap_says_the_same_at_the_mirrored_place)
{
    const struct widgets *list = show("question-single", UYGHUR, true, false);

    for (int i = 0; i < list->count; i++) {
        const struct widget *widget = &list->items[i];
        if (widget->message.kind == MSG_NONE)
            continue;
        cr_expect_eq(
            widgets_hit(list, middle(widget), widget->rect.y + widget->rect.h / 2)->message.kind,
            widget->message.kind);
    }
}

static const struct widget *key(const struct widgets *list, const char *label)
{
    const struct widget *widget = widgets_find(list, label, NULL);

    cr_assert_not_null(widget, "%s", label);
    return widget;
}

Test(rtl, keyboards_and_pads_keep_their_order)
{
    const struct widgets *list = show("question-number", UYGHUR, true, false);

    cr_expect_lt(middle(key(list, "1")), middle(key(list, "2")));
    cr_expect_lt(middle(key(list, "8")), middle(key(list, "9")));
    list = show("survey-signs", UYGHUR, true, false);
    cr_expect_lt(middle(key(list, "1")), middle(key(list, "0")));
    list = show("home", UYGHUR, true, false);
    cr_expect_eq(tappable(list, MSG_OPEN_QUIZ)->rect.x, 1080 -
                                                            tappable(list, MSG_OPEN_QUIZ)->rect.x -
                                                            tappable(list, MSG_OPEN_QUIZ)->rect.w);
    for (int i = 0; i < list->count; i++) {
        if (list->items[i].hold.kind == MSG_CORNER)
            cr_expect_eq(list->items[i].rect.x, 0, "staff know one corner");
    }
}

/* The first text that has the words. */
static const struct widget *words_with(const struct widgets *list, const char *part)
{
    for (int i = 0; i < list->count; i++) {
        if (list->items[i].kind == WIDGET_TEXT && strstr(list->items[i].text, part) != NULL)
            return &list->items[i];
    }
    cr_assert_fail("no words with %s", part);
    return NULL;
}

Test(rtl, a_chinese_question_stands_right_and_reads_from_the_left)
{
    const struct widgets *list = show("question-single", UYGHUR, true, false);
    const struct widget *option = words_with(list, "10年"), *stem = words_with(list, "一种新型");

    cr_expect_eq(option->lines[0].run_count, 0);
    cr_expect_gt(option->rect.x + option->rect.w, 800, "beside its letter");
    cr_expect_eq(stem->align, ALIGN_LEFT);
    cr_expect_gt(stem->line_count, 1);
}

Test(rtl, three_languages_are_chosen_from_a_list)
{
    const struct widgets *list = show("home", 0, true, false);
    struct booth_look look = { .canvas_w = 1080, .canvas_h = 1920 };

    cr_expect_not_null(tappable(list, MSG_LANGUAGES));
    booth_tap(&booth, MSG_LANGUAGES, 0);
    list = booth_build(&booth, &look);
    cr_expect_str_eq(tappable(list, MSG_LANGUAGE)->label, "中文");
    cr_expect_not_null(widgets_find(list, "ئۇيغۇرچە", NULL));
    booth_tap(&booth, MSG_LANGUAGE, UYGHUR);
    list = booth_build(&booth, &look);
    cr_expect(widgets_show(list, "باشلاش"));
}

/* ---- goldens ---- */

static const char *const golden_states[] = {
    "attract",        "home",          "quiz-rules",  "question-single", "feedback-right",
    "feedback-wrong", "quiz-result",   "prize-won",   "survey-consent",  "survey-single",
    "survey-scale",   "survey-matrix", "survey-date", "survey-text",     "survey-review",
    "thanks",         "leave",
};

static bool is_as_reviewed(const char *name, const struct strbuf *now)
{
    struct strbuf golden;
    struct err err = { .text = "" };
    char path[512];
    bool same;

    snprintf(path, sizeof(path), "%s/tests/goldens/rtl/%s.txt", WENDA_SOURCE_DIR, name);
    if (getenv("WENDA_UPDATE_GOLDENS") != NULL) {
        cr_assert(fs_replace(path, now->text, now->len, &err), "%s", err.text);
        return true;
    }
    strbuf_init(&golden);
    cr_assert(fs_read(path, GOLDEN_MAX_LEN, &golden, &err), "%s", err.text);
    same = strcmp(golden.text, now->text) == 0;
    strbuf_fini(&golden);
    return same;
}

Test(rtl, the_main_screens_look_as_they_were_reviewed)
{
    struct strbuf now;

    strbuf_init(&now);
    for (size_t i = 0; i < sizeof(golden_states) / sizeof(golden_states[0]); i++) {
        strbuf_clear(&now);
        for (int portrait = 1; portrait >= 0; portrait--) {
            strbuf_addf(&now, "== %s\n", portrait ? "portrait" : "landscape");
            widgets_dump(show(golden_states[i], UYGHUR, portrait, false), &now);
        }
        cr_expect(is_as_reviewed(golden_states[i], &now), "%s", golden_states[i]);
    }
    strbuf_fini(&now);
}
