/* The list of acknowledged answers. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/fs.h"
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

TestSuite(ack, .init = set_up, .fini = tear_down);

static char *read_acks(void)
{
    struct strbuf text;
    struct err err = { "" };

    strbuf_init(&text);
    cr_assert(fs_read(rig.ack_path, 1024 * 1024, &text, &err), "%s", err.text);
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

Test(ack, a_questionnaire_is_acknowledged_when_it_is_closed)
{
    FILE *ack = fopen(rig.ack_path, "we");
    char uuid[STORE_UUID_LEN];

    rig_open(&rig, ack);
    rig_to_first_page(&rig);
    strcpy(uuid, booth_visit_uuid(rig.booth));
    rig_tap(&rig, MSG_CHOOSE, 1);
    rig_tap(&rig, MSG_CONFIRM, 0);
    rig_tap(&rig, MSG_SKIP, 0);
    rig_tap(&rig, MSG_CHOOSE, 0);
    rig_tap(&rig, MSG_CHOOSE, 2);
    rig_tap(&rig, MSG_CONFIRM, 0);
    rig_tap(&rig, MSG_CHOOSE, 1); /* bought: sometimes, so that action is asked */
    rig_tap(&rig, MSG_CONFIRM, 0);
    rig_tap(&rig, MSG_CHOOSE, 0);
    rig_tap(&rig, MSG_CONFIRM, 0);
    expect_acks("", uuid);
    rig_tap(&rig, MSG_BACK, 0);
    rig_tap(&rig, MSG_BACK, 0);
    rig_tap(&rig, MSG_CHOOSE, 0); /* never: action is hidden and dropped */
    rig_tap(&rig, MSG_CONFIRM, 0);
    rig_tap(&rig, MSG_LEAVE, 0);
    rig_tap(&rig, MSG_LEAVE_CONFIRMED, 0);
    expect_acks("%s age B\n%s which AC\n%s bought A\n", uuid);
    cr_assert_eq(fclose(ack), 0);
}

Test(ack, a_withdrawn_questionnaire_is_never_acknowledged)
{
    FILE *ack = fopen(rig.ack_path, "we");

    rig_open(&rig, ack);
    rig_to_first_page(&rig);
    rig_tap(&rig, MSG_CHOOSE, 1);
    rig_tap(&rig, MSG_CONFIRM, 0);
    rig_wait(&rig, 90000);
    rig_tap(&rig, MSG_CLEAR, 0);
    expect_acks("", "");
    cr_assert_eq(fclose(ack), 0);
}

Test(ack, a_quiz_answer_is_acknowledged_at_once_and_not_before)
{
    FILE *ack = fopen(rig.ack_path, "we");
    char expected[256], choice[32];

    rig_open(&rig, ack);
    rig_tap(&rig, MSG_START, 0);
    rig_tap(&rig, MSG_OPEN_QUIZ, 0);
    rig_tap(&rig, MSG_BEGIN, 0);
    const struct question *question = quiz_current(&rig.kiosk->quiz)->question;
    for (int i = 0; i < question->option_count; i++)
        rig_step(&rig, (struct message){ .kind = MSG_CHOOSE, .value = i });
    if (question->type == QUESTION_NUMBER)
        rig_step(&rig, (struct message){ .kind = MSG_SET_NUMBER, .number = 4 });
    rig.now_ms += 1000;
    rig_step(&rig, (struct message){ .kind = MSG_CONFIRM });
    cr_assert(booth_wait(rig.booth, 10000));
    expect_acks("", ""); /* committed, but the result was not taken */
    struct strbuf text;
    strbuf_init(&text);
    answer_format(question, &quiz_current(&rig.kiosk->quiz)->answer, &text);
    snprintf(choice, sizeof(choice), "%s", text.text);
    strbuf_fini(&text);
    rig_settle(&rig);
    snprintf(expected, sizeof(expected), "%%s %s %s\n", question->id, choice);
    expect_acks(expected, booth_visit_uuid(rig.booth));
    cr_assert_eq(fclose(ack), 0);
}

Test(ack, what_was_not_saved_is_not_acknowledged)
{
    FILE *ack = fopen(rig.ack_path, "we");
    struct effects effects = { .count = 0 };
    struct answer answer;

    rig_open(&rig, ack);
    rig_tap(&rig, MSG_START, 0);
    answer_clear(&answer);
    answer.given = true;
    answer.choices = 1;
    struct effect *effect = effects_add(&effects, EFFECT_SAVE_ANSWER); /* no quiz was begun */
    effect->ticket = 77;
    effect->is_quiz = true;
    effect->question = fixture_question(rig.activity, "p-term");
    effect->answer = &answer;
    effect->position = 1;
    booth_run(rig.booth, &effects);
    rig_settle(&rig);
    cr_expect_eq(rig.kiosk->screen, SCREEN_FAULT);
    expect_acks("", "");
    cr_assert_eq(fclose(ack), 0);
}
