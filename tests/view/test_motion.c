/* Motion follows from the time alone, ends, and leaves what is read and the dock in place. */
#include <string.h>

#include <criterion/criterion.h>

#include "view/booth.h"

enum { PAGE_AND_CARDS_MS = 240 + 3 * 60 };

static struct booth_model booth;
static const struct booth_look plain = { 1080, 1920, 0, false, false };

static void set_up(void)
{
    booth_open(&booth);
}

static void tear_down(void)
{
    booth_close(&booth);
}

TestSuite(motion, .init = set_up, .fini = tear_down);

static void enter(const char *name)
{
    for (int i = 0; i < booth_state_count; i++)
        if (strcmp(booth_states[i].name, name) == 0) {
            booth_enter(&booth, &booth_states[i], &plain);
            return;
        }
    cr_assert_fail("no state %s", name);
}

/* The present screen as it stands part_ms after it came in. */
static const struct widgets *build(int64_t part_ms, bool still)
{
    struct view view = { .kiosk = &booth.kiosk,
                         .strings = &booth.strings,
                         .measure = measure_fixed(),
                         .canvas_w = 1080,
                         .canvas_h = 1920,
                         .px_per_mm = 4.03,
                         .now_ms = booth.now_ms,
                         .entered_ms = booth.now_ms - part_ms,
                         .reduced_motion = still };
    view_build(&view, &booth.list);
    return &booth.list;
}

static int y_of(const struct widgets *list, const char *label)
{
    const struct widget *widget = widgets_find(list, label, NULL);
    cr_assert_not_null(widget, "nothing is called %s", label);
    return widget->rect.y;
}

Test(motion, options_rise_and_come_to_rest)
{
    enter("question-single");
    int rest = y_of(build(1000, false), "20年");
    int first = y_of(build(0, false), "20年"), middle = y_of(build(100, false), "20年");
    cr_expect_eq(first, rest + 48);
    cr_expect(middle > rest && middle < first);
    cr_expect_leq(build(100, false)->next_ms, booth.now_ms + 16);
    cr_expect_gt(build(1000, false)->next_ms, booth.now_ms + 16);
    cr_expect_gt(widgets_find(build(0, false), "20年", NULL)->alpha, 100, "it can be read at once");
}

Test(motion, stem_and_dock_stay)
{
    enter("question-single");
    int dock = y_of(build(1000, false), "就选它");
    cr_expect_eq(y_of(build(0, false), "就选它"), dock);
    struct rect field = { 0 };
    for (int part_ms = 0; part_ms <= 1000; part_ms += 1000) {
        const struct widgets *list = build(part_ms, false);
        for (int i = 0; i < list->count; i++)
            if (list->items[i].role == ROLE_STEM) {
                cr_expect(part_ms == 0 || memcmp(&field, &list->items[i].rect, sizeof field) == 0);
                field = list->items[i].rect;
            }
    }
}

Test(motion, none_where_it_is_reduced_or_large)
{
    enter("question-single");
    int rest = y_of(build(1000, false), "20年");
    cr_expect_eq(y_of(build(0, true), "20年"), rest);
    booth_tap(&booth, MSG_LARGE_TEXT, 1);
    booth.kiosk.large_text = true;
    rest = y_of(build(1000, false), "20年");
    cr_expect_eq(y_of(build(0, false), "20年"), rest);
}

Test(motion, a_dialog_rises_over_its_scrim)
{
    enter("idle-home");
    int rest = y_of(build(1000, false), "我还在");
    cr_expect_eq(y_of(build(0, false), "我还在"), rest + 64);
}

Test(motion, cards_rise_one_after_another)
{
    enter("home");
    const struct widgets *list = build(1000, false);
    int rest[8], count = 0;
    for (int i = 0; i < list->count && count < 8; i++)
        if (list->items[i].role == ROLE_CARD)
            rest[count++] = list->items[i].rect.y;
    cr_assert_geq(count, 2);
    list = build(120, false);
    int left[8], seen = 0;
    for (int i = 0; i < list->count && seen < count; i++)
        if (list->items[i].role == ROLE_CARD) {
            left[seen] = list->items[i].rect.y - rest[seen];
            seen++;
        }
    cr_assert_eq(seen, count);
    cr_expect(left[0] > 0 && left[1] > left[0], "%d and %d px to go", left[0], left[1]);
    list = build(PAGE_AND_CARDS_MS, false);
    seen = 0;
    for (int i = 0; i < list->count && seen < count; i++)
        if (list->items[i].role == ROLE_CARD)
            cr_expect_eq(list->items[i].rect.y, rest[seen++]);
}

/* The list part_ms after the screen came in, its seal, and how many rings run out from it. */
static const struct widget *seal_at(int64_t part_ms, int *rings)
{
    const struct widgets *list = build(part_ms, false);
    const struct widget *seal = NULL;
    *rings = 0;
    for (int i = 0; i < list->count; i++) {
        const struct widget *widget = &list->items[i];
        if (widget->image && strncmp(widget->image, "seal-print-", 11) == 0)
            seal = widget;
        if (widget->kind == WIDGET_BLOCK && widget->line == COLOR_CIN && widget->fill == COLOR_NONE)
            (*rings)++;
    }
    cr_assert_not_null(seal);
    return seal;
}

Test(motion, a_seal_falls_shakes_and_emits_rings_once)
{
    int rings;
    enter("feedback-right");
    struct widget rest = *seal_at(2000, &rings);
    cr_expect_eq(rest.grown_permille, 0);
    cr_expect_eq(rest.alpha, 255);
    cr_expect_eq(rings, 0);
    cr_expect_eq(seal_at(100, &rings)->alpha, 0, "it waits for the page");
    cr_expect_eq(seal_at(180, &rings)->alpha, 255, "solid after 60 ms");
    int early = seal_at(160, &rings)->grown_permille, late = seal_at(290, &rings)->grown_permille;
    cr_expect(early > late && late > 1000 && early <= 1350, "%d, then %d", early, late);
    cr_expect_eq(seal_at(310, &rings)->rect.y, rest.rect.y + 6);
    cr_expect_eq(seal_at(350, &rings)->rect.y, rest.rect.y - 4);
    cr_expect_eq(seal_at(390, &rings)->rect.y, rest.rect.y + 2);
    cr_expect_eq(seal_at(430, &rings)->rect.y, rest.rect.y);
    cr_expect_eq(rings, 1);
    (void)seal_at(520, &rings);
    cr_expect_eq(rings, 2);
    (void)seal_at(640, &rings);
    cr_expect_eq(rings, 0, "once");
}

/* ---- attract ---- */

Test(motion, the_attract_screen_drifts_and_wakes_for_its_slides)
{
    enter("attract");
    const struct widgets *list = build(1000, true);
    cr_expect_eq(list->next_ms, booth.kiosk.changed_ms + 8000);
    int x = 0;
    for (int i = 0; i < list->count; i++)
        x = list->items[i].role == ROLE_PRIMARY ? list->items[i].rect.x : x;
    booth.now_ms += 11 * 60 * 1000;
    list = build(1000, true);
    for (int i = 0; i < list->count; i++)
        if (list->items[i].role == ROLE_PRIMARY)
            cr_expect_eq(list->items[i].rect.x, x + 4);
}

Test(motion, outside_opening_hours_it_is_dark_and_sleeps)
{
    enter("attract");
    booth.activity->open_minute = 9 * 60;
    booth.activity->close_minute = 17 * 60;
    booth.kiosk.wall_ms = booth.activity->first_day * 86400000LL - 60 * 60000; /* 07:00 */
    booth.kiosk.now_ms = booth.now_ms;
    const struct widgets *list = build(1000, false);
    cr_expect_eq(list->items[list->count - 1].rect.w, 1080);
    cr_expect_lt(list->items[list->count - 1].alpha, 255);
    cr_expect_geq(list->next_ms, booth.now_ms + 10 * 60000 - 1);
    cr_expect_eq(widgets_hit(list, 500, 500)->message.kind, MSG_START);
    booth.kiosk.wall_ms += 3 * 3600000LL;
    list = build(1000, false);
    cr_expect_neq(list->items[list->count - 1].rect.w, 1080);
}
