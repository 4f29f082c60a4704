/*
 * Widget lists of the staff's screens in the situations of a busy day, in both orientations,
 * against tests/goldens/staff. WENDA_UPDATE_GOLDENS=1 writes them anew: read the difference before
 * it goes in.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity.h"
#include "base/fs.h"
#include "base/mem.h"
#include "shell/walk.h"
#include "shell/walk_staff.h"
#include "view/view.h"

enum { GOLDEN_MAX_LEN = 1024 * 1024 };

static const int64_t wall_ms = INT64_C(1808215200000); /* 2027-04-20 18:00 */

/* SCREEN and situation. */
static const char wanted[][48] = {
    "staff-pin-empty",           "staff-pin-locked",      "staff-home-questions",
    "staff-home-topics",         "staff-home-surveys",    "staff-home-hours",
    "staff-home-figures",        "staff-counters",        "staff-counters-undo",
    "staff-counters-correction", "staff-redeem-empty",    "staff-redeem-valid",
    "staff-redeem-claimed",      "staff-redeem-cancels",  "staff-redeem-list",
    "staff-export-no-stick",     "staff-export-stick",    "staff-export-writing",
    "staff-export-done",         "staff-export-failed",   "staff-update-list",
    "staff-update-changes",      "staff-update-detail",   "staff-update-question",
    "staff-update-answer",       "staff-update-page",     "staff-update-bank",
    "staff-update-faulty",       "staff-update-finished",
};

static struct activity *activity;
static struct strings strings;
static struct kiosk *kiosk;
static struct widgets *list;

static void set_up(void)
{
    struct err_list faults;
    err_list_init(&faults);
    activity = activity_load(WENDA_SOURCE_DIR "/tests/harness/activity", &faults);
    cr_assert_not_null(activity);
    cr_assert(strings_load(&strings, WENDA_SOURCE_DIR "/assets/strings", activity->languages,
                           activity->language_count, &faults));
    err_list_fini(&faults);
    kiosk = mem_zalloc(sizeof *kiosk);
    list = mem_zalloc(sizeof *list);
    widgets_init(list);
}

static void tear_down(void)
{
    widgets_fini(list);
    free(list);
    free(kiosk);
    strings_fini(&strings);
    activity_free(activity);
}

TestSuite(staff_screens, .init = set_up, .fini = tear_down);

/* The situation's file name. */
static void show(int index, struct strbuf *name)
{
    kiosk_init(kiosk, activity, 1);
    kiosk->now_ms = kiosk->changed_ms = kiosk->touched_ms = WALK_NOW_MS;
    kiosk->wall_ms = wall_ms;
    const char *situation = walk_staff_show(kiosk, index);
    strbuf_clear(name);
    strbuf_addf(name, "%s%s%s", screen_name(kiosk_front(kiosk)), situation[0] ? "-" : "",
                situation);
    for (size_t i = 0; i < name->len; i++)
        if (name->text[i] == ' ')
            name->text[i] = '-';
}

static void dump(struct strbuf *out)
{
    strbuf_clear(out);
    for (int wide = 0; wide < 2; wide++) {
        struct view view = { .kiosk = kiosk,
                             .strings = &strings,
                             .measure = measure_fixed(),
                             .canvas_w = wide ? 1920 : 1080,
                             .canvas_h = wide ? 1080 : 1920,
                             .px_per_mm = 4,
                             .now_ms = WALK_NOW_MS };
        view_build(&view, list);
        strbuf_addf(out, "== %s\n", wide ? "landscape" : "portrait");
        widgets_dump(list, out);
    }
}

static void compare(const char *name, const struct strbuf *now)
{
    struct strbuf golden, path;
    struct err err = { .text = "" };
    strbuf_init(&golden);
    strbuf_init(&path);
    strbuf_addf(&path, "%s/tests/goldens/staff/%s.txt", WENDA_SOURCE_DIR, name);
    if (getenv("WENDA_UPDATE_GOLDENS"))
        cr_expect(fs_replace(path.text, now->text, now->len, &err), "%s", err.text);
    cr_expect(fs_read(path.text, GOLDEN_MAX_LEN, &golden, &err), "%s", err.text);
    size_t same = 0, line = 1;
    while (same < golden.len && golden.text[same] == now->text[same])
        line += golden.text[same++] == '\n';
    cr_expect(strcmp(golden.text, now->text) == 0, "%s.txt differs from line %zu on", name, line);
    strbuf_fini(&path);
    strbuf_fini(&golden);
}

static bool is_wanted(const char *name)
{
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strcmp(wanted[i], name) == 0)
            return true;
    return false;
}

Test(staff_screens, every_situation_is_as_it_was)
{
    struct strbuf name, text;
    size_t compared = 0;
    strbuf_init(&name);
    strbuf_init(&text);
    for (int i = 0; i < walk_staff_count(); i++) {
        show(i, &name);
        if (!is_wanted(name.text))
            continue;
        dump(&text);
        compare(name.text, &text);
        compared++;
    }
    cr_expect_eq(compared, sizeof wanted / sizeof *wanted);
    strbuf_fini(&text);
    strbuf_fini(&name);
}

/* Nobody answers on a sample, whatever they touch: what can be tapped are the dock and pagers. */
Test(staff_screens, a_looked_at_question_answers_to_nothing)
{
    struct strbuf name;
    int looked = 0;
    strbuf_init(&name);
    for (int i = 0; i < walk_staff_count(); i++) {
        show(i, &name);
        if (kiosk->screen != SCREEN_STAFF_UPDATE || kiosk->staff.look == LOOK_TEXTS)
            continue;
        looked++;
        struct view view = { .kiosk = kiosk,
                             .strings = &strings,
                             .measure = measure_fixed(),
                             .canvas_w = 1080,
                             .canvas_h = 1920,
                             .px_per_mm = 4,
                             .now_ms = WALK_NOW_MS };
        view_build(&view, list);
        for (int w = 0; w < list->count; w++) {
            enum message_kind kind = list->items[w].message.kind;
            cr_expect(kind == MSG_NONE || kind == MSG_PAGE || kind == MSG_UPDATE_LOOK ||
                          kind == MSG_UPDATE_STEP || kind == MSG_UPDATE_TONGUE,
                      "%s: %s", name.text, message_kind_name(kind));
        }
    }
    cr_expect_eq(looked, 3);
    strbuf_fini(&name);
}
