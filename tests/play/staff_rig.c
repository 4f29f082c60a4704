#include "staff_rig.h"

#include <criterion/criterion.h>

#include "fixture.h"

struct drive staff_drive;

void staff_rig_open(void)
{
    struct activity *activity = fixture_activity();
    activity->units[0] = "甲局";
    activity->units[1] = "乙局";
    activity->unit_count = 2;
    activity->counters[0] = (struct counter){ "接待咨询", "人次" };
    activity->counters[1] = (struct counter){ "发放资料", "份" };
    activity->counter_count = 2;
    activity->prize_way = PRIZE_BY_SCORE;
    drive_init(&staff_drive, activity, 1);
}

void staff_rig_close(void)
{
    drive_fini(&staff_drive);
}

void staff_tell(enum message_kind kind, const struct staff_news *news)
{
    drive_step(&staff_drive, &(struct message){ .kind = kind, .staff = news });
}

void staff_tell_pin(bool is_set, bool right, int failures, int64_t wait_ms)
{
    struct staff_news news = { .ok = true };
    news.pin.is_set = is_set;
    news.pin.right = right;
    news.pin.failures = failures;
    news.pin.wait_ms = wait_ms;
    staff_tell(MSG_PIN_TOLD, &news);
}

enum screen_id staff_screen(void)
{
    return staff_drive.kiosk->screen;
}

void staff_go_in(void)
{
    drive_tap(&staff_drive, MSG_CORNER, 0);
    staff_tell_pin(true, false, 0, 0);
    drive_type_each(&staff_drive, "482957");
    staff_tell_pin(true, true, 0, 0);
    cr_assert_eq(staff_screen(), SCREEN_STAFF_HOME);
}

void staff_open_screen(enum screen_id to)
{
    drive_tap(&staff_drive, MSG_STAFF_OPEN, (int)to);
    cr_assert_eq(staff_screen(), to);
}
