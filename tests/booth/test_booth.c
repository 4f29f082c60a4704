#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/fs.h"
#include "base/mem.h"
#include "booth/booth.h"
#include "play/fixture.h"
#include "support.h"

static char folder[SUPPORT_PATH_LEN], ack_path[SUPPORT_PATH_LEN + 8];
static struct activity *activity;
static struct booth *booth;
static struct kiosk *kiosk;
static int64_t now_ms;

static void open_booth(FILE *ack)
{
    struct booth_options options = { .data = folder, .kind = STORE_OFFICIAL, .ack = ack };
    struct err err = { "" };

    booth = booth_open(&options, activity, &err);
    cr_assert_not_null(booth, "%s", err.text);
}

static void set_up(void)
{
    support_make_folder(folder);
    snprintf(ack_path, sizeof(ack_path), "%s/ack", folder);
    activity = fixture_activity();
    kiosk = mem_zalloc(sizeof(*kiosk));
    kiosk_init(kiosk, activity, 3);
    now_ms = 1000;
}

static void tear_down(void)
{
    booth_close(booth);
    free(kiosk);
    activity_free(activity);
    support_remove_folder(folder);
}

TestSuite(booth, .init = set_up, .fini = tear_down);

static void step(struct message message)
{
    struct effects effects;

    effects.count = 0;
    message.now_ms = now_ms;
    message.wall_ms = FIXTURE_WALL_MS + now_ms;
    kiosk_step(kiosk, &message, &effects);
    booth_run(booth, &effects);
}

/* Feeds every result to the kiosk, as the shell does. */
static void settle(void)
{
    struct message message;

    while (booth_pending(booth) > 0) {
        cr_assert(booth_wait(booth, 10000));
        while (booth_take(booth, &message))
            step(message);
    }
}

static void tap(enum message_kind kind, int value)
{
    now_ms += 1000;
    step((struct message){ .kind = kind, .value = value, .from_finger = true });
    settle();
}

static void type(const char *text)
{
    struct message message = { .kind = MSG_TYPE };

    strncpy(message.text, text, sizeof(message.text) - 1);
    step(message);
}

static void answer_rightly(void)
{
    const struct question *question = quiz_current(&kiosk->quiz)->question;

    if (question->type == QUESTION_NUMBER)
        step((struct message){ .kind = MSG_SET_NUMBER, .number = question->answer_number });
    for (int i = 0; i < question->option_count; i++) {
        if (question->type == QUESTION_ORDER)
            step((struct message){ .kind = MSG_CHOOSE, .value = question->answer_order[i] });
        else if (question->answer_choices >> i & 1)
            step((struct message){ .kind = MSG_CHOOSE, .value = i });
    }
    tap(MSG_CONFIRM, 0);
}

/* ---- what arrives in the store ---- */

struct seen {
    int answers, skipped, timed_out, right, others, shuffled;
    enum session_end survey_end, quiz_end;
    int quiz_right, quiz_asked;
    char reason[16], uuid[STORE_UUID_LEN], other_text[32], identity[8], which[8];
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

    cr_assert(store_read_rows(booth_store(booth), 0, 0, &rows, &err), "%s", err.text);
    return seen;
}

static void to_first_page(void)
{
    tap(MSG_START, 0);
    tap(MSG_OPEN_SURVEY, 0);
    tap(MSG_BEGIN, 0);
    cr_assert_eq(kiosk->screen, SCREEN_SURVEY_PAGE);
    tap(MSG_CONFIRM, 0); /* the welcome */
}

Test(booth, a_quiz_arrives_in_the_store)
{
    open_booth(NULL);
    tap(MSG_START, 0);
    char uuid[STORE_UUID_LEN];
    strcpy(uuid, booth_visit_uuid(booth));
    tap(MSG_OPEN_QUIZ, 0);
    tap(MSG_BEGIN, 0);
    for (int i = 0; i < 6; i++) {
        answer_rightly();
        tap(MSG_NEXT, 0);
    }
    now_ms += 70000; /* the last one runs out of time */
    step((struct message){ .kind = MSG_TICK });
    settle();
    tap(MSG_NEXT, 0);
    cr_assert_eq(kiosk->screen, SCREEN_QUIZ_RESULT);
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

    tap(MSG_FINISH, 0);
    tap(MSG_FINISH, 0);
    cr_expect_str_eq(booth_visit_uuid(booth), "");
    cr_expect_str_eq(look().reason, "done");
}

Test(booth, what_was_written_beside_an_option_is_stored_with_it)
{
    open_booth(NULL);
    to_first_page();
    tap(MSG_CHOOSE, 1);
    tap(MSG_CONFIRM, 0);
    tap(MSG_CHOOSE, 2);
    type("志愿者");
    tap(MSG_CONFIRM, 0);
    struct seen seen = look();
    cr_expect_str_eq(seen.identity, "C");
    cr_expect_str_eq(seen.other_text, "志愿者");

    tap(MSG_BACK, 0);
    tap(MSG_CHOOSE, 0);
    tap(MSG_CONFIRM, 0);
    seen = look();
    cr_expect_str_eq(seen.identity, "A");
    cr_expect_str_eq(seen.other_text, "-");
    cr_expect_eq(seen.answers, 2, "the changed answer replaces the earlier one");
}

Test(booth, withdrawing_erases_the_answers)
{
    open_booth(NULL);
    to_first_page();
    tap(MSG_CHOOSE, 1);
    tap(MSG_CONFIRM, 0);
    tap(MSG_SKIP, 0);
    cr_assert_eq(look().answers, 2);
    cr_assert_eq(look().skipped, 1);
    now_ms += 90000;
    step((struct message){ .kind = MSG_TICK });
    cr_assert_eq(kiosk_front(kiosk), SCREEN_IDLE_WARNING);
    tap(MSG_CLEAR, 0);
    struct seen seen = look();
    cr_expect_eq(seen.answers, 0);
    cr_expect_str_eq(seen.reason, "cleared");
    cr_expect_eq(kiosk->screen, SCREEN_ATTRACT);
}

Test(booth, idling_out_keeps_the_answers_as_abandoned)
{
    open_booth(NULL);
    to_first_page();
    tap(MSG_CHOOSE, 1);
    tap(MSG_CONFIRM, 0);
    now_ms += 90000;
    step((struct message){ .kind = MSG_TICK });
    now_ms += 30000;
    step((struct message){ .kind = MSG_TICK });
    settle();
    struct seen seen = look();
    cr_expect_eq(seen.answers, 1);
    cr_expect_eq(seen.survey_end, SESSION_ABANDONED);
    cr_expect_str_eq(seen.reason, "idle");
}

/* ---- the list of acknowledged answers ---- */

static char *read_acks(void)
{
    struct strbuf text;
    struct err err = { "" };

    strbuf_init(&text);
    cr_assert(fs_read(ack_path, 1024 * 1024, &text, &err), "%s", err.text);
    return strbuf_take(&text);
}

static void expect_acks(const char *format, const char *uuid)
{
    char *text = read_acks(), expected[512];
    int len = 0;

    /* Every %s of the format is the visit. */
    for (const char *c = format; *c; c++) {
        if (c[0] == '%' && c[1] == 's') {
            len += snprintf(expected + len, sizeof(expected) - (size_t)len, "%s", uuid);
            c++;
        } else {
            expected[len++] = *c;
        }
    }
    expected[len] = '\0';
    cr_expect_str_eq(text, expected);
    free(text);
}

Test(booth, a_questionnaire_is_acknowledged_when_it_is_closed)
{
    FILE *ack = fopen(ack_path, "we");
    char uuid[STORE_UUID_LEN];

    open_booth(ack);
    to_first_page();
    strcpy(uuid, booth_visit_uuid(booth));
    tap(MSG_CHOOSE, 1);
    tap(MSG_CONFIRM, 0);
    tap(MSG_SKIP, 0);
    tap(MSG_CHOOSE, 0);
    tap(MSG_CHOOSE, 2);
    tap(MSG_CONFIRM, 0);
    tap(MSG_CHOOSE, 1); /* bought: sometimes, so that action is asked */
    tap(MSG_CONFIRM, 0);
    tap(MSG_CHOOSE, 0);
    tap(MSG_CONFIRM, 0);
    expect_acks("", uuid);
    tap(MSG_BACK, 0);
    tap(MSG_BACK, 0);
    tap(MSG_CHOOSE, 0); /* never: action is hidden and dropped */
    tap(MSG_CONFIRM, 0);
    tap(MSG_LEAVE, 0);
    tap(MSG_LEAVE_CONFIRMED, 0);
    expect_acks("%s age B\n%s which AC\n%s bought A\n", uuid);
    cr_assert_eq(fclose(ack), 0);
}

Test(booth, a_withdrawn_questionnaire_is_never_acknowledged)
{
    FILE *ack = fopen(ack_path, "we");

    open_booth(ack);
    to_first_page();
    tap(MSG_CHOOSE, 1);
    tap(MSG_CONFIRM, 0);
    now_ms += 90000;
    step((struct message){ .kind = MSG_TICK });
    tap(MSG_CLEAR, 0);
    expect_acks("", "");
    cr_assert_eq(fclose(ack), 0);
}

Test(booth, a_quiz_answer_is_acknowledged_at_once_and_not_before)
{
    FILE *ack = fopen(ack_path, "we");
    char expected[256], choice[32];

    open_booth(ack);
    tap(MSG_START, 0);
    tap(MSG_OPEN_QUIZ, 0);
    tap(MSG_BEGIN, 0);
    const struct question *question = quiz_current(&kiosk->quiz)->question;
    for (int i = 0; i < question->option_count; i++)
        step((struct message){ .kind = MSG_CHOOSE, .value = i });
    if (question->type == QUESTION_NUMBER)
        step((struct message){ .kind = MSG_SET_NUMBER, .number = 4 });
    now_ms += 1000;
    step((struct message){ .kind = MSG_CONFIRM });
    cr_assert(booth_wait(booth, 10000));
    expect_acks("", ""); /* committed, but the result was not taken */
    struct strbuf text;
    strbuf_init(&text);
    answer_format(question, &quiz_current(&kiosk->quiz)->answer, &text);
    snprintf(choice, sizeof(choice), "%s", text.text);
    strbuf_fini(&text);
    settle();
    snprintf(expected, sizeof(expected), "%%s %s %s\n", question->id, choice);
    expect_acks(expected, booth_visit_uuid(booth));
    cr_assert_eq(fclose(ack), 0);
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
    FILE *ack = fopen(ack_path, "we");
    struct answer answer;
    struct message message;

    open_booth(ack);
    tap(MSG_START, 0);
    answer_clear(&answer);
    answer.given = true;
    answer.choices = 1;
    struct effects effects = one_answer(fixture_question(activity, "p-term"), &answer, 77);
    booth_run(booth, &effects);
    cr_assert(booth_wait(booth, 10000));
    cr_assert(booth_take(booth, &message));
    cr_expect_eq(message.kind, MSG_SAVE_FAILED);
    cr_expect_eq(message.ticket, 77);
    cr_expect(message.fault && message.fault[0]);
    expect_acks("", "");

    step(message);
    cr_expect_eq(kiosk->screen, SCREEN_FAULT);
    cr_expect_str_eq(kiosk->fault, message.fault);
    booth_retry(booth); /* the store itself is well */
    cr_assert(booth_wait(booth, 10000));
    cr_assert(booth_take(booth, &message));
    cr_expect_eq(message.kind, MSG_FAULT_CLEARED);
    step(message);
    cr_expect_eq(kiosk->screen, SCREEN_ATTRACT);
    cr_assert_eq(fclose(ack), 0);
}

Test(booth, a_full_queue_is_a_failed_save)
{
    struct answer answer;
    struct message message;
    int failed = 0;

    open_booth(NULL);
    tap(MSG_START, 0);
    tap(MSG_OPEN_QUIZ, 0);
    tap(MSG_BEGIN, 0);
    answer_clear(&answer);
    answer.given = true;
    answer.choices = 1;
    for (uint64_t i = 0; i < STORE_QUEUE_LEN + 1; i++) {
        struct effects effects = one_answer(fixture_question(activity, "p-term"), &answer, 100 + i);
        booth_run(booth, &effects);
    }
    cr_assert_eq(booth_pending(booth), STORE_QUEUE_LEN);
    do {
        cr_assert(booth_wait(booth, 10000));
        while (booth_take(booth, &message)) {
            failed += message.kind == MSG_SAVE_FAILED;
            if (message.kind == MSG_SAVE_FAILED)
                cr_expect_eq(message.ticket, 100 + STORE_QUEUE_LEN);
        }
    } while (booth_pending(booth) > 0);
    cr_expect_eq(failed, 1);
}

Test(booth, a_probe_comes_round)
{
    struct message message;

    open_booth(NULL);
    uint64_t ticket = booth_probe(booth);
    cr_assert_neq(ticket, 0);
    cr_assert(booth_wait(booth, 10000));
    cr_assert(booth_take(booth, &message));
    cr_expect_eq(message.kind, MSG_SAVED);
    cr_expect_eq(message.ticket, ticket);
}

Test(booth, attract_tidies_up_without_a_word)
{
    struct effects effects;
    struct message message;

    open_booth(NULL);
    effects.count = 0;
    effects_add(&effects, EFFECT_CHECKPOINT);
    effects_add_sound(&effects, SOUND_TAP);
    booth_run(booth, &effects);
    cr_assert_eq(booth_pending(booth), 1);
    cr_assert(booth_wait(booth, 10000));
    cr_expect_not(booth_take(booth, &message));
    cr_expect_eq(booth_pending(booth), 0);
}

Test(booth, uuids_are_secret_unless_seeded)
{
    char first[STORE_UUID_LEN];

    open_booth(NULL);
    tap(MSG_START, 0);
    strcpy(first, booth_visit_uuid(booth));
    cr_expect_eq(strlen(first), 36);
    cr_expect_eq(first[14], '4');
    booth_close(booth);
    support_remove_folder(folder);
    kiosk_init(kiosk, activity, 3);
    open_booth(NULL);
    tap(MSG_START, 0);
    cr_expect_str_neq(booth_visit_uuid(booth), first);
}

Test(booth, a_folder_of_another_kind_is_refused)
{
    struct booth_options options = { .data = folder, .kind = STORE_REHEARSAL };
    struct err err = { "" };

    open_booth(NULL);
    booth_close(booth);
    booth = booth_open(&options, activity, &err);
    cr_expect_null(booth);
    cr_expect(err_is_set(&err));
}

Test(booth, opens_without_an_activity)
{
    activity_free(activity);
    activity = NULL;
    open_booth(NULL);
    kiosk_init(kiosk, NULL, 1);
    cr_expect_eq(kiosk->screen, SCREEN_FAULT);
    tap(MSG_START, 0);
    cr_expect_eq(booth_pending(booth), 0);
}
