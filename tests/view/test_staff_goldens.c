/*
 * Widget lists of the staff's screens that keep the booth in order, in both orientations, against
 * tests/goldens/staff. WENDA_UPDATE_GOLDENS=1 writes them anew: read the difference before it goes
 * in.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "booth.h"

enum { GOLDEN_MAX_LEN = 1024 * 1024 };

static const int64_t wall_ms = INT64_C(1808215200000); /* 2027-04-20 18:00 */
static struct dashboard dashboard;

static void make_dashboard(const struct activity *activity)
{
    dashboard = (struct dashboard){ .wall_ms = wall_ms,
                                    .today = { .visits = 112,
                                               .quiz_started = 100,
                                               .quiz_completed = 96,
                                               .quiz_mean = 6.25,
                                               .quiz_asked = 10,
                                               .surveys_started = 40,
                                               .surveys_completed = 31 },
                                    .open_today_ms = INT64_C(25500000),
                                    .open_whole_ms = INT64_C(61500000),
                                    .open_began_ms = wall_ms - INT64_C(32400000),
                                    .export_ms = wall_ms,
                                    .answers = 1536,
                                    .awards_pending = 3,
                                    .database_ok = true };
    dashboard.whole = dashboard.today;
    dashboard.whole.visits = 1204;
    utf8_copy(dashboard.kind, sizeof dashboard.kind, "正式");
    utf8_copy(dashboard.booth, sizeof dashboard.booth, "A-03");
    dashboard.tier_count = 2;
    for (int i = 0; i < dashboard.tier_count; i++) {
        struct dash_tier *tier = &dashboard.tiers[i];
        *tier = (struct dash_tier){ .total = 40,
                                    .left = 24,
                                    .issued = 17,
                                    .claimed = 14,
                                    .pending = 3,
                                    .opening = 30,
                                    .added = i == 0 ? 10 : -2,
                                    .out = 17,
                                    .back = 1 };
        utf8_copy(tier->name, sizeof tier->name, i == 0 ? "保温杯" : "定制帆布袋");
    }
    for (int i = 0; i < activity->counter_count; i++)
        dashboard.count_sums[i] = (struct dash_count){ 300, 42 };
}

/* ---- states ---- */

static void on_stock(struct staff *staff)
{
    (void)staff;
}

static void changing_stock(struct staff *staff)
{
    staff->stocking = 2;
    staff->stock_amount = -3;
}

static void set_aside(struct staff *staff)
{
    (void)staff;
    dashboard.awards_stopped = true;
    dashboard.aside_ms = wall_ms;
    utf8_copy(dashboard.aside, sizeof dashboard.aside, "20270423-093015");
}

static void going_on_without(struct staff *staff)
{
    set_aside(staff);
    staff->accepting = 1;
}

static void with_a_reason(struct staff *staff)
{
    utf8_copy(staff->text, sizeof staff->text, "“二等奖”只剩 2 份，不能再减 3 份");
}

static void nothing_left_to_do(struct staff *staff)
{
    (void)staff;
}

static void not_exported(struct staff *staff)
{
    (void)staff;
    dashboard.answers_since_export = 77;
}

static void asking_to_shut_down(struct staff *staff)
{
    staff->asks_power_off = true;
}

static void asking_to_rehearse(struct staff *staff)
{
    staff->asks_rehearse = true;
}

static void asking_to_erase(struct staff *staff)
{
    staff->asks_erase = true;
}

static const struct {
    char name[24];
    enum screen_id screen;
    void (*enter)(struct staff *staff);
} states[] = {
    { "stock", SCREEN_STAFF_STOCK, on_stock },
    { "stock-change", SCREEN_STAFF_STOCK, changing_stock },
    { "stock-refused", SCREEN_STAFF_STOCK, with_a_reason },
    { "set-aside", SCREEN_STAFF_STOCK, set_aside },
    { "set-aside-goes-on", SCREEN_STAFF_STOCK, going_on_without },
    { "settings-set-aside", SCREEN_STAFF_SETTINGS, set_aside },
    { "close", SCREEN_STAFF_CLOSE, nothing_left_to_do },
    { "close-not-exported", SCREEN_STAFF_CLOSE, not_exported },
    { "close-power-off", SCREEN_STAFF_CLOSE, asking_to_shut_down },
    { "settings", SCREEN_STAFF_SETTINGS, nothing_left_to_do },
    { "settings-rehearse", SCREEN_STAFF_SETTINGS, asking_to_rehearse },
    { "settings-erase", SCREEN_STAFF_SETTINGS, asking_to_erase },
};

static void enter_nothing(struct booth_model *booth)
{
    (void)booth;
}

static void dump(struct booth_model *booth, int index, struct strbuf *out)
{
    const struct booth_state attract = { "staff", enter_nothing, true };

    for (int wide = 0; wide < 2; wide++) {
        struct booth_look look = { .canvas_w = wide ? 1920 : 1080, .canvas_h = wide ? 1080 : 1920 };
        booth_enter(booth, &attract, &look);
        if (states[index].screen == SCREEN_STAFF_CLOSE)
            booth->activity->prize_way = PRIZE_BY_SCORE;
        make_dashboard(booth->activity);
        booth->kiosk.wall_ms = wall_ms;
        booth->kiosk.screen = states[index].screen;
        booth->kiosk.staff =
            (struct staff){ .inside = true, .told = true, .is_set = true, .dashboard = &dashboard };
        states[index].enter(&booth->kiosk.staff);
        strbuf_addf(out, "== %s\n", wide ? "landscape" : "portrait");
        widgets_dump(booth_build(booth, &look), out);
    }
}

static void compare(const char *name, const struct strbuf *now)
{
    struct strbuf golden, path;
    struct err err = { .text = "" };
    bool update = getenv("WENDA_UPDATE_GOLDENS") != NULL;

    strbuf_init(&golden);
    strbuf_init(&path);
    strbuf_addf(&path, "%s/tests/goldens/staff/%s.txt", WENDA_SOURCE_DIR, name);
    if (update)
        cr_expect(fs_replace(path.text, now->text, now->len, &err), "%s", err.text);
    cr_expect(fs_read(path.text, GOLDEN_MAX_LEN, &golden, &err), "%s", err.text);
    size_t same = 0, line = 1;
    while (same < golden.len && golden.text[same] == now->text[same])
        line += golden.text[same++] == '\n';
    cr_expect_str_eq(golden.text, now->text, "%s.txt differs from line %zu on", name, line);
    strbuf_fini(&path);
    strbuf_fini(&golden);
}

Test(staff_goldens, every_state_is_as_it_was)
{
    static struct booth_model booth;
    struct strbuf text;

    booth_open(&booth);
    strbuf_init(&text);
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        strbuf_clear(&text);
        dump(&booth, (int)i, &text);
        compare(states[i].name, &text);
    }
    strbuf_fini(&text);
    booth_close(&booth);
}
