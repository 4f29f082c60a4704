#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/activity.h"
#include "booth/booth.h"
#include "play/fixture.h"
#include "rig.h"

static struct rig rig;

static void set_up(void)
{
    rig_init(&rig);
}

static void tear_down(void)
{
    rig_fini(&rig);
}

TestSuite(booth, .init = set_up, .fini = tear_down);

/* ---- what arrives in the store ---- */

struct seen {
    int answers, skipped, timed_out, right, others, shuffled;
    enum session_end survey_end, quiz_end;
    int quiz_right, quiz_asked;
    int visits;
    bool large_text;
    char reason[16], language[8], uuid[STORE_UUID_LEN], other_text[32], identity[8], which[8];
};

static bool see_answer(void *context, const struct store_answer_row *row, struct err *err)
{
    struct seen *seen = context;

    (void)err;
    seen->answers++;
    seen->skipped += row->state == ANSWER_SKIPPED;
    seen->timed_out += row->state == ANSWER_TIMED_OUT;
    seen->right += row->is_right == 1;
    seen->shuffled += row->shown_order && row->shown_order[0] != '\0';
    cr_expect_eq(row->is_right >= 0, row->session == SESSION_QUIZ);
    if (row->session == SESSION_SURVEY)
        seen->survey_end = row->session_end;
    if (strcmp(row->question_id, "identity") == 0) {
        snprintf(seen->identity, sizeof(seen->identity), "%s", row->choice);
        snprintf(seen->other_text, sizeof(seen->other_text), "%s", row->text ? row->text : "-");
    }
    if (strcmp(row->question_id, "which") == 0)
        snprintf(seen->which, sizeof(seen->which), "%s", row->choice);
    return true;
}

static bool see_visit(void *context, const struct store_visit_row *row, struct err *err)
{
    struct seen *seen = context;

    (void)err;
    snprintf(seen->reason, sizeof(seen->reason), "%s", row->end_reason ? row->end_reason : "");
    snprintf(seen->uuid, sizeof(seen->uuid), "%s", row->uuid);
    snprintf(seen->language, sizeof(seen->language), "%s", row->language);
    seen->large_text = row->large_text;
    seen->visits++;
    seen->quiz_end = row->quiz_end;
    seen->quiz_asked = row->quiz_asked;
    seen->quiz_right = row->quiz_right;
    return true;
}

static struct seen look(void)
{
    struct seen seen = { 0 };
    struct store_rows rows = { .visit = see_visit, .answer = see_answer, .context = &seen };
    struct err err = { "" };

    cr_assert(store_read_rows(booth_store(rig.booth), 0, 0, &rows, &err), "%s", err.text);
    return seen;
}

Test(booth, a_quiz_arrives_in_the_store)
{
    rig_open(&rig, NULL);
    rig_tap(&rig, MSG_START, 0);
    char uuid[STORE_UUID_LEN];
    strcpy(uuid, booth_visit_uuid(rig.booth));
    rig_tap(&rig, MSG_OPEN_QUIZ, 0);
    rig_tap(&rig, MSG_BEGIN, 0);
    for (int i = 0; i < 6; i++) {
        rig_answer_rightly(&rig);
        rig_tap(&rig, MSG_NEXT, 0);
    }
    rig_wait(&rig, 70000); /* the last one runs out of time */
    rig_tap(&rig, MSG_NEXT, 0);
    cr_assert_eq(rig.kiosk->screen, SCREEN_QUIZ_RESULT);
    struct seen seen = look();
    cr_expect_eq(seen.answers, 7);
    cr_expect_eq(seen.right, 6);
    cr_expect_eq(seen.timed_out, 1);
    cr_expect_geq(seen.shuffled, 1);
    cr_expect_eq(seen.quiz_end, SESSION_COMPLETED);
    cr_expect_eq(seen.quiz_asked, 7);
    cr_expect_eq(seen.quiz_right, 6);
    cr_expect_str_eq(seen.uuid, uuid);
    cr_expect_str_eq(seen.reason, "");

    rig_tap(&rig, MSG_FINISH, 0);
    rig_tap(&rig, MSG_FINISH, 0);
    cr_expect_str_eq(booth_visit_uuid(rig.booth), "");
    cr_expect_str_eq(look().reason, "done");
}

Test(booth, what_was_written_beside_an_option_is_stored_with_it)
{
    rig_open(&rig, NULL);
    rig_to_first_page(&rig);
    rig_tap(&rig, MSG_CHOOSE, 1);
    rig_tap(&rig, MSG_CONFIRM, 0);
    rig_tap(&rig, MSG_CHOOSE, 2);
    rig_type(&rig, "志愿者");
    rig_tap(&rig, MSG_CONFIRM, 0);
    struct seen seen = look();
    cr_expect_str_eq(seen.identity, "C");
    cr_expect_str_eq(seen.other_text, "志愿者");

    rig_tap(&rig, MSG_BACK, 0);
    rig_tap(&rig, MSG_CHOOSE, 0);
    rig_tap(&rig, MSG_CONFIRM, 0);
    seen = look();
    cr_expect_str_eq(seen.identity, "A");
    cr_expect_str_eq(seen.other_text, "-");
    cr_expect_eq(seen.answers, 2, "the changed answer replaces the earlier one");
}

Test(booth, withdrawing_erases_the_answers)
{
    rig_open(&rig, NULL);
    rig_to_first_page(&rig);
    rig_tap(&rig, MSG_CHOOSE, 1);
    rig_tap(&rig, MSG_CONFIRM, 0);
    rig_tap(&rig, MSG_SKIP, 0);
    cr_assert_eq(look().answers, 2);
    cr_assert_eq(look().skipped, 1);
    rig_wait(&rig, 90000);
    cr_assert_eq(kiosk_front(rig.kiosk), SCREEN_IDLE_WARNING);
    rig_tap(&rig, MSG_CLEAR, 0);
    struct seen seen = look();
    cr_expect_eq(seen.answers, 0);
    cr_expect_str_eq(seen.reason, "cleared");
    cr_expect_eq(rig.kiosk->screen, SCREEN_ATTRACT);
}

Test(booth, idling_out_keeps_the_answers_as_abandoned)
{
    rig_open(&rig, NULL);
    rig_to_first_page(&rig);
    rig_tap(&rig, MSG_CHOOSE, 1);
    rig_tap(&rig, MSG_CONFIRM, 0);
    rig_wait(&rig, 90000);
    rig_wait(&rig, 30000);
    struct seen seen = look();
    cr_expect_eq(seen.answers, 1);
    cr_expect_eq(seen.survey_end, SESSION_ABANDONED);
    cr_expect_str_eq(seen.reason, "idle");
}

Test(booth, a_visit_is_recorded_in_the_language_chosen)
{
    rig_open(&rig, NULL);
    rig_tap(&rig, MSG_START, 0);
    cr_expect_eq(booth_pending(rig.booth), 0);
    rig_tap(&rig, MSG_LANGUAGE, 1);
    rig_tap(&rig, MSG_LARGE_TEXT, 1);
    rig_tap(&rig, MSG_OPEN_SURVEY, 0);
    rig_tap(&rig, MSG_BEGIN, 0);
    cr_assert_eq(rig.kiosk->screen, SCREEN_SURVEY_PAGE);
    struct seen seen = look();
    cr_expect_str_eq(seen.language, "en");
    cr_expect(seen.large_text);
}

Test(booth, who_only_looks_is_a_visit_too)
{
    rig_open(&rig, NULL);
    for (int i = 0; i < 3; i++) {
        rig_tap(&rig, MSG_START, 0);
        rig_tap(&rig, MSG_LEAVE, 0);
    }
    struct seen seen = look();
    cr_expect_eq(seen.visits, 3);
    cr_expect_str_eq(seen.reason, "quit");
    cr_expect_str_eq(seen.language, "zh-CN");
}

/* ---- when it does not work ---- */

static struct effects one_answer(const struct question *question, const struct answer *answer,
                                 uint64_t ticket)
{
    struct effects effects;

    effects.count = 0;
    struct effect *effect = effects_add(&effects, EFFECT_SAVE_ANSWER);
    effect->ticket = ticket;
    effect->is_quiz = true;
    effect->question = question;
    effect->answer = answer;
    effect->position = 1;
    return effects;
}

Test(booth, an_answer_without_a_session_comes_back_as_failed)
{
    struct answer answer;
    struct message message;

    rig_open(&rig, NULL);
    rig_tap(&rig, MSG_START, 0);
    answer_clear(&answer);
    answer.given = true;
    answer.choices = 1;
    struct effects effects = one_answer(fixture_question(rig.activity, "p-term"), &answer, 77);
    booth_run(rig.booth, &effects);
    cr_assert(booth_wait(rig.booth, 10000));
    cr_assert(booth_take(rig.booth, &message));
    cr_expect_eq(message.kind, MSG_SAVED, "the begin of the visit");
    cr_assert(booth_wait(rig.booth, 10000));
    cr_assert(booth_take(rig.booth, &message));
    cr_expect_eq(message.kind, MSG_SAVE_FAILED);
    cr_expect_eq(message.ticket, 77);
    cr_expect(message.fault && message.fault[0]);

    rig_step(&rig, message);
    cr_expect_eq(rig.kiosk->screen, SCREEN_FAULT);
    cr_expect_str_eq(rig.kiosk->fault, message.fault);
    booth_retry(rig.booth); /* the store itself is well */
    while (!booth_take(rig.booth, &message))
        cr_assert(booth_wait(rig.booth, 10000));
    cr_expect_eq(message.kind, MSG_FAULT_CLEARED);
    rig_step(&rig, message);
    cr_expect_eq(rig.kiosk->screen, SCREEN_ATTRACT);
}

Test(booth, a_full_queue_is_a_failed_save)
{
    struct answer answer;
    struct message message;
    int failed = 0;

    rig_open(&rig, NULL);
    rig_tap(&rig, MSG_START, 0);
    rig_tap(&rig, MSG_OPEN_QUIZ, 0);
    rig_tap(&rig, MSG_BEGIN, 0);
    answer_clear(&answer);
    answer.given = true;
    answer.choices = 1;
    for (uint64_t i = 0; i < STORE_QUEUE_LEN + 1; i++) {
        struct effects effects =
            one_answer(fixture_question(rig.activity, "p-term"), &answer, 100 + i);
        booth_run(rig.booth, &effects);
    }
    cr_assert_eq(booth_pending(rig.booth), STORE_QUEUE_LEN);
    do {
        cr_assert(booth_wait(rig.booth, 10000));
        while (booth_take(rig.booth, &message)) {
            failed += message.kind == MSG_SAVE_FAILED;
            if (message.kind == MSG_SAVE_FAILED)
                cr_expect_eq(message.ticket, 100 + STORE_QUEUE_LEN);
        }
    } while (booth_pending(rig.booth) > 0);
    cr_expect_eq(failed, 1);
}

Test(booth, a_probe_comes_round)
{
    struct message message;

    rig_open(&rig, NULL);
    uint64_t ticket = booth_probe(rig.booth);
    cr_assert_neq(ticket, 0);
    cr_assert(booth_wait(rig.booth, 10000));
    cr_assert(booth_take(rig.booth, &message));
    cr_expect_eq(message.kind, MSG_SAVED);
    cr_expect_eq(message.ticket, ticket);
}

Test(booth, attract_tidies_up_without_a_word)
{
    struct effects effects;
    struct message message;

    rig_open(&rig, NULL);
    effects.count = 0;
    effects_add(&effects, EFFECT_CHECKPOINT);
    effects_add_sound(&effects, SOUND_TAP);
    booth_run(rig.booth, &effects);
    cr_assert_eq(booth_pending(rig.booth), 1);
    cr_assert(booth_wait(rig.booth, 10000));
    cr_expect_not(booth_take(rig.booth, &message));
    cr_expect_eq(booth_pending(rig.booth), 0);
}

Test(booth, uuids_are_secret_unless_seeded)
{
    char first[STORE_UUID_LEN];

    rig_open(&rig, NULL);
    rig_tap(&rig, MSG_START, 0);
    strcpy(first, booth_visit_uuid(rig.booth));
    cr_expect_eq(strlen(first), 36);
    cr_expect_eq(first[14], '4');
    booth_close(rig.booth);
    support_remove_folder(rig.folder);
    kiosk_init(rig.kiosk, rig.activity, 3);
    rig_open(&rig, NULL);
    rig_tap(&rig, MSG_START, 0);
    cr_expect_str_neq(booth_visit_uuid(rig.booth), first);
}

Test(booth, a_folder_of_another_kind_is_refused)
{
    struct booth_options options = { .data = rig.folder, .kind = STORE_REHEARSAL };
    struct err err = { "" };

    rig_open(&rig, NULL);
    booth_close(rig.booth);
    rig.booth = booth_open(&options, rig.activity, &err);
    cr_expect_null(rig.booth);
    cr_expect(err_is_set(&err));
}

Test(booth, opens_without_an_activity)
{
    activity_free(rig.activity);
    rig.activity = NULL;
    rig_open(&rig, NULL);
    kiosk_init(rig.kiosk, NULL, 1);
    cr_expect_eq(rig.kiosk->screen, SCREEN_FAULT);
    rig_tap(&rig, MSG_START, 0);
    cr_expect_eq(booth_pending(rig.booth), 0);
}
