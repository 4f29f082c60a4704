#include "drive.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "activity/activity.h"
#include "base/mem.h"
#include "fixture.h"

void drive_init(struct drive *drive, struct activity *activity, uint64_t seed)
{
    memset(drive, 0, sizeof(*drive));
    drive->activity = activity;
    drive->kiosk = mem_zalloc(sizeof(*drive->kiosk));
    drive->now_ms = 100000;
    kiosk_init(drive->kiosk, activity, seed);
}

void drive_fini(struct drive *drive)
{
    free(drive->kiosk);
    activity_free(drive->activity);
}

static void keep(struct drive *drive, const struct effect *effect)
{
    struct strbuf text;

    cr_assert_lt(drive->log_count, DRIVE_LOG_MAX);
    struct drive_effect *kept = &drive->log[drive->log_count++];
    *kept = (struct drive_effect){ .kind = effect->kind,
                                   .ticket = effect->ticket,
                                   .is_quiz = effect->is_quiz,
                                   .is_right = effect->is_right,
                                   .settles = effect->settles,
                                   .end = effect->end,
                                   .leave = effect->leave,
                                   .outcome = effect->outcome,
                                   .sound = effect->sound,
                                   .asked = effect->asked,
                                   .right = effect->right,
                                   .position = effect->position,
                                   .duration_ms = effect->duration_ms,
                                   .shown_count = effect->shown_count,
                                   .language = effect->language,
                                   .question = effect->question,
                                   .item = effect->item,
                                   .amount = effect->amount,
                                   .permitted = effect->permitted,
                                   .reason = effect->reason,
                                   .subject = effect->subject };
    if (!effect->answer)
        return;
    strbuf_init(&text);
    answer_format(effect->question, effect->answer, &text);
    strncpy(kept->answer, text.text, sizeof(kept->answer) - 1);
    strbuf_fini(&text);
}

static void step(struct drive *drive, const struct message *message)
{
    struct message timed = *message;
    struct effects effects;

    effects.count = 0;
    timed.now_ms = drive->now_ms;
    timed.wall_ms = FIXTURE_WALL_MS + drive->now_ms;
    kiosk_step(drive->kiosk, &timed, &effects);
    for (int i = 0; i < effects.count; i++) {
        keep(drive, &effects.items[i]);
        if (effects.items[i].ticket == 0)
            continue;
        cr_assert_lt(drive->pending_count, DRIVE_PENDING_MAX);
        drive->pending[drive->pending_count++] = effects.items[i].ticket;
    }
}

void drive_save(struct drive *drive)
{
    cr_assert_gt(drive->pending_count, 0);
    struct message saved = { .kind = MSG_SAVED,
                             .ticket = drive->pending[0],
                             .prizes = drive->news };
    drive->pending_count--;
    memmove(drive->pending, drive->pending + 1,
            (size_t)drive->pending_count * sizeof(drive->pending[0]));
    step(drive, &saved);
}

void drive_step(struct drive *drive, const struct message *message)
{
    step(drive, message);
    while (!drive->hold && drive->pending_count > 0)
        drive_save(drive);
}

void drive_fail(struct drive *drive, uint64_t ticket, const char *text)
{
    struct message failed = { .kind = MSG_SAVE_FAILED, .ticket = ticket, .fault = text };

    drive->pending_count = 0;
    drive_step(drive, &failed);
}

static void send(struct drive *drive, struct message message)
{
    drive->now_ms += 1000;
    message.from_finger = true;
    message.generation = drive->kiosk->generation;
    drive_step(drive, &message);
}

void drive_tap(struct drive *drive, enum message_kind kind, int value)
{
    send(drive, (struct message){ .kind = kind, .value = value });
}

void drive_type(struct drive *drive, const char *text)
{
    struct message message = { .kind = MSG_TYPE };

    strncpy(message.text, text, sizeof(message.text) - 1);
    send(drive, message);
}

void drive_type_each(struct drive *drive, const char *text)
{
    char one[2] = "";

    for (; *text; text++) {
        one[0] = *text;
        drive_type(drive, one);
    }
}

void drive_number(struct drive *drive, double number)
{
    send(drive, (struct message){ .kind = MSG_SET_NUMBER, .number = number });
}

void drive_wait(struct drive *drive, int64_t span_ms)
{
    int64_t until_ms = drive->now_ms + span_ms;
    struct message tick = { .kind = MSG_TICK };

    while (kiosk_next_due_ms(drive->kiosk) <= until_ms) {
        if (drive->now_ms < kiosk_next_due_ms(drive->kiosk))
            drive->now_ms = kiosk_next_due_ms(drive->kiosk);
        drive_step(drive, &tick);
    }
    drive->now_ms = until_ms;
    drive_step(drive, &tick);
}

int drive_count(const struct drive *drive, enum effect_kind kind)
{
    int count = 0;

    for (int i = 0; i < drive->log_count; i++)
        count += drive->log[i].kind == kind;
    return count;
}

const struct drive_effect *drive_last(const struct drive *drive, enum effect_kind kind)
{
    for (int i = drive->log_count - 1; i >= 0; i--)
        if (drive->log[i].kind == kind)
            return &drive->log[i];
    return NULL;
}

void drive_forget(struct drive *drive)
{
    drive->log_count = 0;
}

void drive_to_home(struct drive *drive)
{
    cr_assert_eq(drive->kiosk->screen, SCREEN_ATTRACT);
    drive_tap(drive, MSG_START, 0);
    cr_assert_eq(drive->kiosk->screen, SCREEN_HOME);
}

void drive_to_question(struct drive *drive)
{
    drive_to_home(drive);
    drive_tap(drive, MSG_OPEN_QUIZ, 0);
    cr_assert_eq(drive->kiosk->screen, SCREEN_QUIZ_RULES);
    drive_tap(drive, MSG_BEGIN, 0);
    cr_assert_eq(drive->kiosk->screen, SCREEN_QUIZ_QUESTION);
}

void drive_to_survey(struct drive *drive, int index)
{
    drive_to_home(drive);
    drive_tap(drive, MSG_OPEN_SURVEY, index);
    cr_assert_eq(drive->kiosk->screen, SCREEN_SURVEY_CONSENT);
    drive_tap(drive, MSG_BEGIN, 0);
    cr_assert_eq(drive->kiosk->screen, SCREEN_SURVEY_PAGE);
}

const struct question *drive_question(const struct drive *drive)
{
    if (drive->kiosk->screen == SCREEN_SURVEY_PAGE)
        return survey_question(&drive->kiosk->survey);
    return quiz_current(&drive->kiosk->quiz)->question;
}

void drive_answer(struct drive *drive, bool right)
{
    const struct question *question = drive_question(drive);

    if (question->type == QUESTION_NUMBER) {
        drive_number(drive, question->answer_number + !right);
    } else if (question->type == QUESTION_ORDER) {
        for (int i = 0; i < question->option_count; i++)
            drive_tap(drive, MSG_CHOOSE,
                      question->answer_order[right ? i : question->option_count - 1 - i]);
    } else if (right) {
        for (int i = 0; i < question->option_count; i++)
            if (question->answer_choices >> i & 1)
                drive_tap(drive, MSG_CHOOSE, i);
    } else {
        drive_tap(drive, MSG_CHOOSE, __builtin_ctz(~question->answer_choices));
    }
    drive_tap(drive, MSG_CONFIRM, 0);
}

void drive_answer_page(struct drive *drive)
{
    const struct question *question = drive_question(drive);
    int least = question->min_choices > 0 ? question->min_choices : 1;

    switch (question->type) {
    case QUESTION_SCALE:
        drive_tap(drive, MSG_CHOOSE_SCALE, 2);
        break;
    case QUESTION_MATRIX:
        for (int row = 0; row < question->row_count; row++)
            drive_tap(drive, MSG_CHOOSE_CELL, row * 16 + 1);
        break;
    case QUESTION_RATING:
    case QUESTION_NUMBER:
        drive_number(drive, 7);
        break;
    case QUESTION_DATE:
        drive_tap(drive, MSG_SET_DATE, 20800);
        break;
    case QUESTION_TEXT:
        drive_type(drive, "挺好");
        break;
    case QUESTION_NOTE:
        break;
    case QUESTION_ORDER:
        least = question->option_count;
        /* fall through */
    default:
        for (int i = 0; i < least; i++)
            drive_tap(drive, MSG_CHOOSE, question->type == QUESTION_SINGLE ? 1 : i);
        break;
    }
    drive_tap(drive, MSG_CONFIRM, 0);
}
