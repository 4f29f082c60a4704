/* Updates on the panel: what may be applied, what is looked at, and when it takes over. */
#include <criterion/criterion.h>
#include <string.h>

#include "play/sample.h"
#include "staff_rig.h"

static void set_up(void)
{
    staff_rig_open();
}

static void tear_down(void)
{
    staff_rig_close();
}

TestSuite(staff_update, .init = set_up, .fini = tear_down);

static struct update_view offer;

static void open_update(void)
{
    static struct stick_facts facts = { .state = STICK_READY, .name = "IPW-01" };
    struct staff_news stick = { .ok = true, .stick = &facts };
    struct staff_news read = { .ok = true, .update = &offer };
    memset(&offer, 0, sizeof(offer));
    offer.on = true;
    offer.source_count = 2;
    staff_go_in();
    staff_tell(MSG_STICK, &stick);
    staff_open_screen(SCREEN_STAFF_UPDATE);
    staff_tell(MSG_UPDATE_READ, &read);
}

static void look_into(int source)
{
    struct staff_news read = { .ok = true, .update = &offer };
    drive_tap(&staff_drive, MSG_UPDATE_OPEN, source);
    drive_step(&staff_drive,
               &(struct message){ .kind = MSG_UPDATE_READ, .value = 1, .staff = &read });
}

Test(staff_update, an_update_is_applied_only_when_nothing_speaks_against_it)
{
    open_update();
    drive_tap(&staff_drive, MSG_UPDATE_APPLY, 0);
    drive_tap(&staff_drive, MSG_UPDATE_OPEN, 2);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_UPDATE_OPEN), 0);
    offer.preview.errors = 1;
    look_into(1);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_UPDATE_OPEN), 1);
    drive_tap(&staff_drive, MSG_UPDATE_APPLY, 0);
    offer.preview.errors = 0;
    offer.preview.seal = SEAL_BAD;
    drive_tap(&staff_drive, MSG_UPDATE_APPLY, 0);
    offer.preview.seal = SEAL_GOOD;
    offer.preview.why[0] = 'x';
    drive_tap(&staff_drive, MSG_UPDATE_APPLY, 0);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_UPDATE_APPLY), 0);
    offer.preview.why[0] = '\0';
    drive_tap(&staff_drive, MSG_UPDATE_APPLY, 0);
    drive_tap(&staff_drive, MSG_UPDATE_APPLY, 0);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_UPDATE_APPLY), 1);
}

Test(staff_update, what_was_installed_takes_over_however_staff_leave)
{
    struct staff_news done = { .ok = true, .update = &offer };
    open_update();
    look_into(0);
    drive_tap(&staff_drive, MSG_UPDATE_APPLY, 0);
    drive_tap(&staff_drive, MSG_STAFF_LEAVE, 0);
    drive_wait(&staff_drive, 10 * STAFF_IDLE_MS);
    cr_expect_eq(staff_screen(), SCREEN_STAFF_UPDATE, "it is under way");
    staff_tell(MSG_UPDATED, &done);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_RELOAD), 0);
    drive_tap(&staff_drive, MSG_BACK, 0);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_RELOAD), 1);
    cr_expect_eq(staff_screen(), SCREEN_ATTRACT);
}

Test(staff_update, an_update_takes_over_when_nobody_is_left)
{
    struct staff_news done = { .ok = true, .update = &offer };
    open_update();
    offer.has_previous = true;
    drive_tap(&staff_drive, MSG_UPDATE_REVERT, 0);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_UPDATE_REVERT), 1);
    staff_tell(MSG_UPDATED, &done);
    drive_wait(&staff_drive, STAFF_IDLE_MS);
    cr_expect_eq(staff_screen(), SCREEN_ATTRACT);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_RELOAD), 1);
}

Test(staff_update, another_stick_is_looked_at_at_once)
{
    struct stick_facts none = { .state = STICK_NONE };
    struct staff_news pulled = { .ok = true, .stick = &none };
    struct staff_news read = { .ok = true, .update = &offer };
    open_update();
    cr_expect_eq(drive_count(&staff_drive, EFFECT_UPDATE_LOOK), 1);
    staff_tell(MSG_STICK, &pulled);
    staff_tell(MSG_STICK, &pulled);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_UPDATE_LOOK), 2);
    staff_tell(MSG_UPDATE_READ, &read);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_UPDATE_LOOK), 3, "it changed while it was read");
}

/* ---- looking at questions ---- */

static void add_change(enum update_change_kind kind, const struct form *form, int question)
{
    struct update_change *change = &offer.preview.changes[offer.preview.change_count++];
    change->kind = kind;
    change->form = form;
    change->question = form ? &form->questions[question] : NULL;
}

/* Settings, two that come, one that goes, one that changes. */
static void look_through(void)
{
    const struct activity *next = staff_drive.activity;
    open_update();
    offer.next = next;
    add_change(CHANGE_EDITED, NULL, 0);
    add_change(CHANGE_ADDED, &next->banks[0], 0);
    add_change(CHANGE_REMOVED, NULL, 0);
    add_change(CHANGE_ADDED, &next->surveys[0], 1);
    add_change(CHANGE_EDITED, &next->banks[0], 2);
    look_into(0);
}

static const struct staff *staff(void)
{
    return &staff_drive.kiosk->staff;
}

Test(staff_update, what_comes_is_looked_at_as_visitors_meet_it)
{
    look_through();
    drive_tap(&staff_drive, MSG_PAGE, 3);
    drive_tap(&staff_drive, MSG_UPDATE_DETAIL, 1);
    cr_expect_eq(staff()->look, LOOK_QUESTION);
    cr_expect_eq(staff_drive.kiosk->page, 0, "the question has pages of its own");
    cr_expect_eq(staff_update_neighbour(staff(), -1), -1);
    drive_tap(&staff_drive, MSG_UPDATE_LOOK, LOOK_ANSWER);
    cr_expect_eq(staff()->look, LOOK_ANSWER);
    drive_tap(&staff_drive, MSG_UPDATE_STEP, 1);
    cr_expect_eq(staff()->detail, 4, "past what goes");
    cr_expect_eq(staff()->look, LOOK_QUESTION);
    drive_tap(&staff_drive, MSG_UPDATE_LOOK, LOOK_ANSWER);
    cr_expect_eq(staff()->look, LOOK_QUESTION, "a questionnaire has no right answer");
    drive_tap(&staff_drive, MSG_UPDATE_STEP, 1);
    drive_tap(&staff_drive, MSG_UPDATE_STEP, 1);
    cr_expect_eq(staff()->detail, 5);
    drive_tap(&staff_drive, MSG_UPDATE_LOOK, LOOK_TEXTS);
    cr_expect_eq(staff()->detail, 5, "what changes has an old text and a new one");
    drive_tap(&staff_drive, MSG_UPDATE_DETAIL, -1);
    cr_expect_eq(staff_drive.kiosk->page, 3, "back where the list was");
}

Test(staff_update, nothing_can_be_answered_while_a_question_is_looked_at)
{
    const struct question *question = &staff_drive.activity->banks[0].questions[0];
    look_through();
    drive_tap(&staff_drive, MSG_UPDATE_DETAIL, 1);
    drive_forget(&staff_drive);
    for (int kind = 0; kind < MSG_UPDATE_OPEN; kind++)
        if (kind != MSG_BACK && kind != MSG_STAFF_OPEN)
            drive_tap(&staff_drive, (enum message_kind)kind, 1);
    cr_expect_eq(staff_screen(), SCREEN_STAFF_UPDATE);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_BEGIN_VISIT), 0);
    cr_expect_eq(drive_count(&staff_drive, EFFECT_SAVE_ANSWER), 0);
    cr_expect_eq(staff_update_detail(staff())->question, question);
}

Test(staff_update, only_languages_that_the_question_is_written_in)
{
    look_through();
    drive_tap(&staff_drive, MSG_UPDATE_TONGUE, 0);
    drive_tap(&staff_drive, MSG_UPDATE_DETAIL, 1);
    drive_tap(&staff_drive, MSG_UPDATE_TONGUE, 1);
    drive_tap(&staff_drive, MSG_UPDATE_TONGUE, LANGUAGE_MAX);
    cr_expect_eq(staff()->look_language, 0);
}

Test(staff_update, a_sample_stands_where_a_visitor_would)
{
    static struct kiosk kiosk;
    const struct activity *activity = staff_drive.activity;
    struct sample sample = { .activity = activity, .form = &activity->banks[0], .now_ms = 5000 };
    for (int i = 0; i < activity->banks[0].question_count; i++) {
        sample.question = &activity->banks[0].questions[i];
        sample_question(&kiosk, &sample);
        cr_expect_eq(kiosk.screen, SCREEN_QUIZ_QUESTION);
        cr_expect_eq(quiz_current(&kiosk.quiz)->question, sample.question);
        cr_expect_not(quiz_can_confirm(&kiosk.quiz));
        cr_expect_eq(quiz_left_ms(&kiosk.quiz, 5000), kiosk.quiz.limit_ms);
        sample_feedback(&kiosk, &sample);
        cr_expect_eq(kiosk.screen, SCREEN_QUIZ_FEEDBACK);
        cr_expect(answer_is_right(sample.question, &quiz_current(&kiosk.quiz)->answer));
    }
    for (int i = 0; i < activity->surveys[0].question_count; i++) {
        sample.form = &activity->surveys[0];
        sample.question = &activity->surveys[0].questions[i];
        sample_question(&kiosk, &sample);
        cr_expect_eq(kiosk.screen, SCREEN_SURVEY_PAGE);
        cr_expect_eq(survey_question(&kiosk.survey), sample.question);
    }
}
