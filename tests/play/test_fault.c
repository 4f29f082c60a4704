#include <criterion/criterion.h>

#include "activity/activity.h"
#include "drive.h"
#include "fixture.h"

static struct drive drive;

static void set_up(void)
{
    drive_init(&drive, fixture_activity(), 7);
}

static void tear_down(void)
{
    drive_fini(&drive);
}

TestSuite(fault, .init = set_up, .fini = tear_down);

static enum screen_id front(void)
{
    return kiosk_front(drive.kiosk);
}

Test(fault, a_late_failure_still_leads_to_the_fault_screen)
{
    drive_to_home(&drive);
    drive_tap(&drive, MSG_LEAVE, 0);
    uint64_t ticket = drive_last(&drive, EFFECT_END_VISIT)->ticket;
    drive_tap(&drive, MSG_START, 0);
    drive_forget(&drive);
    drive_fail(&drive, ticket, "磁盘已满");
    cr_assert_eq(front(), SCREEN_FAULT);
    cr_expect_str_eq(drive.kiosk->fault, "磁盘已满");
    cr_expect_eq(drive_count(&drive, EFFECT_END_VISIT), 0, "nothing more is written");
    drive_fail(&drive, ticket + 1, "又一次");
    cr_expect_str_eq(drive.kiosk->fault, "磁盘已满", "the first cause stays");
    drive_tap(&drive, MSG_START, 0);
    cr_expect_eq(front(), SCREEN_FAULT);
    drive_wait(&drive, 1000000);
    cr_expect_eq(front(), SCREEN_FAULT);
    drive_step(&drive, &(struct message){ .kind = MSG_FAULT_CLEARED });
    cr_expect_eq(front(), SCREEN_ATTRACT);
    cr_expect_str_eq(drive.kiosk->fault, "");
}

Test(fault, a_final_fault_is_for_staff_to_end)
{
    drive_step(&drive, &(struct message){ .kind = MSG_SAVE_FAILED, .fault = "没存上" });
    drive_step(&drive,
               &(struct message){ .kind = MSG_FAULT, .value = 1, .fault = "不是本机的数据" });
    cr_expect_str_eq(drive.kiosk->fault, "不是本机的数据");
    drive_step(&drive, &(struct message){ .kind = MSG_FAULT_CLEARED });
    cr_expect_eq(front(), SCREEN_FAULT);
}

Test(fault, without_an_activity_there_is_only_the_fault_screen)
{
    static struct kiosk kiosk;
    struct effects out = { .count = 0 };

    kiosk_init(&kiosk, NULL, 1);
    for (int kind = 0; kind < MSG_KIND_COUNT; kind++) {
        struct message message = { .kind = (enum message_kind)kind, .now_ms = 1000 + kind * 1000 };
        kiosk_step(&kiosk, &message, &out);
        cr_assert_eq(kiosk.screen, SCREEN_FAULT);
    }
    cr_expect_eq(out.count, 0);
    cr_expect_neq(kiosk.fault[0], '\0');
    cr_expect_eq(kiosk_next_due_ms(&kiosk), INT64_MAX);
}

/* ---- a save that fails at any point ---- */

/* A quiz, two questionnaires and the way out; the save with that ticket fails. */
static void whole_visit(uint64_t failing)
{
    static const enum message_kind script[] = { MSG_START, MSG_OPEN_QUIZ, MSG_BEGIN };

    drive.hold = true;
    for (int step = 0; step < 400 && drive.kiosk->screen != SCREEN_FAULT; step++) {
        while (drive.pending_count > 0 && drive.pending[0] != failing)
            drive_save(&drive);
        if (drive.pending_count > 0) {
            drive_fail(&drive, failing, "没存上");
            return;
        }
        if (step < 3) {
            drive_tap(&drive, script[step], 0);
            continue;
        }
        switch (drive.kiosk->screen) {
        case SCREEN_QUIZ_QUESTION:
            drive_answer(&drive, true);
            break;
        case SCREEN_QUIZ_FEEDBACK:
            drive_tap(&drive, MSG_NEXT, 0);
            break;
        case SCREEN_SURVEY_PAGE:
            drive_answer_page(&drive);
            break;
        case SCREEN_SURVEY_CONSENT:
            drive_tap(&drive, MSG_BEGIN, 0);
            break;
        case SCREEN_QUIZ_RESULT:
        case SCREEN_THANKS:
            if (kiosk_next_survey(drive.kiosk) >= 0)
                drive_tap(&drive, MSG_OPEN_SURVEY, kiosk_next_survey(drive.kiosk));
            else
                drive_tap(&drive, MSG_FINISH, 0);
            break;
        case SCREEN_HOME:
            drive_tap(&drive, MSG_LEAVE, 0);
            break;
        default:
            return;
        }
    }
}

Test(fault, a_save_that_fails_at_any_point_is_never_a_success, .timeout = 60)
{
    whole_visit(0);
    while (drive.pending_count > 0)
        drive_save(&drive);
    cr_assert_eq(front(), SCREEN_ATTRACT);
    uint64_t last = drive_last(&drive, EFFECT_END_VISIT)->ticket;
    cr_assert_gt(last, 25);
    cr_assert_eq(drive_count(&drive, EFFECT_END_SURVEY), 2);
    for (uint64_t failing = 1; failing <= last; failing++) {
        tear_down();
        set_up();
        whole_visit(failing);
        cr_assert_eq(front(), SCREEN_FAULT, "ticket %lu", (unsigned long)failing);
        cr_assert_str_eq(drive.kiosk->fault, "没存上");
        cr_assert_not(drive.kiosk->in_visit);
        /* Results that still come change nothing. */
        for (uint64_t ticket = failing; ticket < failing + 5; ticket++)
            drive_step(&drive, &(struct message){ .kind = MSG_SAVED, .ticket = ticket });
        cr_assert_eq(front(), SCREEN_FAULT);
    }
}
