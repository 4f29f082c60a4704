/* Every situation of the shipped activity can be set up and built, in both orientations and sizes.
 */
#include <stdlib.h>

#include <criterion/criterion.h>

#include "activity/activity.h"
#include "base/mem.h"
#include "shell/walk.h"
#include "shell/walk_staff.h"
#include "view/view.h"

static struct activity *activity;
static struct strings strings;
static struct kiosk *kiosk;
static struct widgets *list;
static struct err_list faults;

static void set_up(void)
{
    err_list_init(&faults);
    activity = activity_load(WENDA_SOURCE_DIR "/questions", &faults);
    cr_assert_not_null(activity);
    cr_assert(strings_load(&strings, WENDA_SOURCE_DIR "/assets/strings", activity->languages,
                           activity->language_count, &faults));
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
    err_list_fini(&faults);
}

TestSuite(walk, .init = set_up, .fini = tear_down);

static void build(bool portrait)
{
    struct view view = { .kiosk = kiosk,
                         .strings = &strings,
                         .measure = measure_fixed(),
                         .canvas_w = portrait ? 1080 : 1920,
                         .canvas_h = portrait ? 1920 : 1080,
                         .px_per_mm = 4,
                         .now_ms = WALK_NOW_MS };
    view_build(&view, list);
}

Test(walk, every_situation_is_a_screen_with_something_on_it)
{
    int seen[SCREEN_COUNT] = { 0 };
    char name[WALK_NAME_LEN];
    for (int way = 0; way < 4; way++) {
        struct walk_look look = { .large = (way & 2) != 0 };
        for (int i = 0; i < walk_count(activity); i++) {
            walk_show(activity, i, &look, kiosk, name);
            build(way & 1);
            cr_assert_gt(list->count, 3, "situation %d %s", i, name);
            seen[kiosk_front(kiosk)]++;
        }
    }
    if (activity->prize_way == PRIZE_NONE)
        seen[SCREEN_PRIZE_DRAW] = seen[SCREEN_PRIZE_WON] = 1; /* nobody comes to these */
    if (activity->language_count <= 2)
        seen[SCREEN_LANGUAGE] = 1; /* likewise */
    for (int i = 0; i < SCREEN_COUNT; i++)
        cr_expect_gt(seen[i], 0, "no situation shows %s", screen_name((enum screen_id)i));
}

Test(walk, every_question_comes_in_five_states)
{
    int questions = 0;
    for (int i = 0; i < activity->bank_count; i++)
        questions += activity->banks[i].question_count;
    cr_expect_gt(questions, 100);
    cr_expect_eq(walk_count(activity),
                 walk_common_count(activity) + 5 * questions + walk_staff_count());
}

Test(walk, without_an_activity_there_is_the_fault)
{
    struct walk_look look = { 0 };
    cr_assert_eq(walk_count(NULL), 1);
    walk_show(NULL, 0, &look, kiosk, NULL);
    cr_expect_eq(kiosk_front(kiosk), SCREEN_FAULT);
    build(true);
    cr_expect_gt(list->count, 0);
}
