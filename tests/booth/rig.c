#include "rig.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/activity.h"
#include "base/mem.h"
#include "play/fixture.h"

void rig_init(struct rig *rig)
{
    memset(rig, 0, sizeof(*rig));
    support_make_folder(rig->folder);
    snprintf(rig->ack_path, sizeof(rig->ack_path), "%s/ack", rig->folder);
    rig->activity = fixture_activity();
    rig->kiosk = mem_zalloc(sizeof(*rig->kiosk));
    rig->now_ms = 1000;
    kiosk_init(rig->kiosk, rig->activity, 3);
}

void rig_fini(struct rig *rig)
{
    booth_close(rig->booth);
    free(rig->kiosk);
    activity_free(rig->activity);
    support_remove_folder(rig->folder);
}

void rig_open(struct rig *rig, FILE *ack)
{
    struct booth_options options = { .data = rig->folder, .kind = STORE_OFFICIAL, .ack = ack };
    struct err err = { "" };

    rig->booth = booth_open(&options, rig->activity, &err);
    cr_assert_not_null(rig->booth, "%s", err.text);
}

void rig_step(struct rig *rig, struct message message)
{
    struct effects effects;

    effects.count = 0;
    message.now_ms = rig->now_ms;
    message.wall_ms = FIXTURE_WALL_MS + rig->now_ms;
    kiosk_step(rig->kiosk, &message, &effects);
    booth_run(rig->booth, &effects);
}

void rig_settle(struct rig *rig)
{
    struct message message;

    while (booth_pending(rig->booth) > 0) {
        cr_assert(booth_wait(rig->booth, 10000));
        while (booth_take(rig->booth, &message))
            rig_step(rig, message);
    }
}

void rig_tap(struct rig *rig, enum message_kind kind, int value)
{
    rig->now_ms += 1000;
    rig_step(rig, (struct message){ .kind = kind, .value = value, .from_finger = true });
    rig_settle(rig);
}

void rig_type(struct rig *rig, const char *text)
{
    struct message message = { .kind = MSG_TYPE };

    strncpy(message.text, text, sizeof(message.text) - 1);
    rig_step(rig, message);
}

void rig_wait(struct rig *rig, int64_t span_ms)
{
    rig->now_ms += span_ms;
    rig_step(rig, (struct message){ .kind = MSG_TICK });
    rig_settle(rig);
}

void rig_answer_rightly(struct rig *rig)
{
    const struct question *question = quiz_current(&rig->kiosk->quiz)->question;
    struct message set = { .kind = MSG_SET_NUMBER, .number = question->answer_number };

    if (question->type == QUESTION_NUMBER)
        rig_step(rig, set);
    for (int i = 0; i < question->option_count; i++) {
        struct message choose = { .kind = MSG_CHOOSE, .value = i };
        if (question->type == QUESTION_ORDER)
            choose.value = question->answer_order[i];
        if (question->type == QUESTION_ORDER || (question->answer_choices >> i & 1))
            rig_step(rig, choose);
    }
    rig_tap(rig, MSG_CONFIRM, 0);
}

void rig_to_first_page(struct rig *rig)
{
    rig_tap(rig, MSG_START, 0);
    rig_tap(rig, MSG_OPEN_SURVEY, 0);
    rig_tap(rig, MSG_BEGIN, 0);
    cr_assert_eq(rig->kiosk->screen, SCREEN_SURVEY_PAGE);
    rig_tap(rig, MSG_CONFIRM, 0); /* the welcome */
}
