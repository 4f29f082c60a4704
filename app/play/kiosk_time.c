#include <limits.h>

#include "play/entry.h"
#include "play/kiosk_inside.h"
#include "play/prize_inside.h"
#include "play/staff_inside.h"

/* Letters take longer to find than options: an open text has the time of the consent. */
static bool is_writing(const struct survey *survey)
{
    const struct question *question = survey_question(survey);

    return question->type == QUESTION_TEXT ||
           entry_other_is_open(question, &survey->items[survey->current].answer);
}

/* While the countdown runs it is the limit; under a dialog that asks something it stands still. */
static bool countdown_runs(const struct kiosk *kiosk)
{
    return kiosk->screen == SCREEN_QUIZ_QUESTION && kiosk->quiz.deadline_ms != 0 &&
           (kiosk->dialog == SCREEN_COUNT || kiosk->dialog == SCREEN_PICTURE);
}

int kiosk_idle_limit_ms(const struct kiosk *kiosk)
{
    if (!kiosk->activity || countdown_runs(kiosk))
        return 0;
    if (staff_is_screen(kiosk->screen))
        return staff_idle_limit_ms(kiosk);
    const struct timeouts *timeouts = &kiosk->activity->timeouts;
    switch (kiosk->screen) {
    case SCREEN_HOME:
    case SCREEN_PRIVACY:
    case SCREEN_LANGUAGE:
        return timeouts->home_ms;
    case SCREEN_QUIZ_RULES:
        return timeouts->rules_ms;
    case SCREEN_QUIZ_QUESTION:
        return timeouts->survey_ms;
    case SCREEN_QUIZ_FEEDBACK:
        return timeouts->feedback_ms;
    case SCREEN_QUIZ_RESULT:
        return timeouts->result_ms;
    case SCREEN_PRIZE_DRAW:
        return kiosk->prize.phase == PRIZE_STAMPING ? 0 : timeouts->result_ms;
    case SCREEN_PRIZE_WON:
        return timeouts->consent_ms;
    case SCREEN_SURVEY_CONSENT:
        return timeouts->consent_ms;
    case SCREEN_SURVEY_PAGE:
        return is_writing(&kiosk->survey) ? timeouts->consent_ms : timeouts->survey_ms;
    case SCREEN_SURVEY_REVIEW:
        return timeouts->survey_ms;
    case SCREEN_THANKS:
        return timeouts->thanks_ms;
    default:
        return 0;
    }
}

/* When the idle dialog opens, or the visit ends in it. */
static int64_t idle_due_ms(const struct kiosk *kiosk)
{
    if (kiosk->dialog == SCREEN_IDLE_WARNING)
        return kiosk->dialog_ms + kiosk->activity->timeouts.warning_ms;
    if (kiosk->screen == SCREEN_PRIZE_WON) /* touches do not change how long the code stays */
        return kiosk->prize.until_ms;
    int limit_ms = kiosk_idle_limit_ms(kiosk);
    int64_t since_ms =
        kiosk->touched_ms > kiosk->changed_ms ? kiosk->touched_ms : kiosk->changed_ms;
    /* A slow disk is not the visitor's idleness. */
    return limit_ms == 0 || kiosk_is_saving(kiosk) ? INT64_MAX : since_ms + limit_ms;
}

static int span_ms(int64_t from_ms, int64_t until_ms)
{
    if (until_ms <= from_ms)
        return 0;
    return until_ms - from_ms > INT_MAX ? INT_MAX : (int)(until_ms - from_ms);
}

int64_t kiosk_next_due_ms(const struct kiosk *kiosk)
{
    if (countdown_runs(kiosk))
        return kiosk->quiz.deadline_ms;
    int64_t due_ms = idle_due_ms(kiosk), others_ms[] = { staff_due_ms(kiosk), prize_due_ms(kiosk) };
    for (int i = 0; i < 2; i++)
        due_ms = others_ms[i] < due_ms ? others_ms[i] : due_ms;
    return due_ms;
}

int kiosk_idle_left_ms(const struct kiosk *kiosk, int64_t now_ms)
{
    int64_t due_ms = idle_due_ms(kiosk);

    return due_ms == INT64_MAX ? 0 : span_ms(now_ms, due_ms);
}

int kiosk_guard_left_ms(const struct kiosk *kiosk, int64_t now_ms)
{
    return span_ms(now_ms, kiosk->changed_ms + KIOSK_GUARD_MS);
}

void kiosk_warn_idle(struct kiosk_turn *turn)
{
    kiosk_open_dialog(turn->kiosk, SCREEN_IDLE_WARNING);
    effects_add_sound(turn->out, SOUND_WARNING);
}

void kiosk_pass_time(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    if (kiosk->now_ms < kiosk_next_due_ms(kiosk))
        return;
    if (countdown_runs(kiosk)) {
        struct message tick = *turn->message;
        tick.kind = MSG_TICK;
        kiosk_step_quiz(turn, &tick);
    } else if (kiosk->now_ms >= prize_due_ms(kiosk)) {
        prize_pass_time(turn);
    } else if (staff_is_screen(kiosk->screen)) {
        if (kiosk->now_ms >= idle_due_ms(kiosk))
            staff_leave(turn, "leave-idle");
        else
            staff_pass_time(turn);
    } else if (kiosk->dialog == SCREEN_IDLE_WARNING) {
        kiosk_cut_session(turn, PLAY_ABANDONED);
        kiosk_end_visit(turn, LEAVE_IDLE);
    } else if (kiosk->screen == SCREEN_THANKS) {
        kiosk_end_visit(turn, LEAVE_DONE); /* nothing to lose: nobody is asked */
    } else {
        kiosk_warn_idle(turn);
    }
}
