#include "play/quiz.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#include "play/entry.h"
#include "play/quiz_draw.h"

bool quiz_start(struct quiz *quiz, const struct activity *activity, int32_t day, uint64_t seed,
                bool large_text, const struct question *const *recent, int recent_count)
{
    struct rng rng;

    memset(quiz, 0, sizeof(*quiz));
    quiz->activity = activity;
    quiz->large_text = large_text;
    rng_seed(&rng, seed);
    quiz_draw(quiz, day, &rng, recent, recent ? recent_count : 0);
    for (int i = 0; i < quiz->count; i++)
        answer_clear(&quiz->items[i].answer);
    return quiz->count > 0;
}

bool quiz_can_start(const struct activity *activity, int32_t day)
{
    for (int b = 0; b < activity->bank_count; b++) {
        const struct form *bank = &activity->banks[b];
        for (int i = 0; i < bank->question_count; i++) {
            if (!quiz_draw_allows(&bank->questions[i], day))
                continue;
            for (int line = 0; line < activity->draw_count; line++)
                if (activity->draws[line].count > 0 &&
                    quiz_draw_covers(activity, &activity->draws[line], &bank->questions[i]))
                    return true;
        }
    }
    return false;
}

const struct quiz_item *quiz_current(const struct quiz *quiz)
{
    return &quiz->items[quiz->current];
}

static int limit_of(const struct quiz *quiz, const struct question *question)
{
    int limit_s = question->limit_s >= 0 ? question->limit_s : quiz->activity->limit_s;

    return limit_s * 1000 * (quiz->large_text ? 2 : 1);
}

static void show(struct quiz *quiz, int index, int64_t now_ms)
{
    quiz->phase = QUIZ_QUESTION;
    quiz->current = index;
    quiz->shown_ms = now_ms;
    quiz->paused_ms = 0;
    quiz->limit_ms = limit_of(quiz, quiz->items[index].question);
    quiz->deadline_ms = quiz->limit_ms > 0 ? now_ms + quiz->limit_ms : 0;
}

void quiz_show_first(struct quiz *quiz, int64_t now_ms)
{
    assert(quiz->count > 0);
    show(quiz, 0, now_ms);
}

static int milliseconds(int64_t span_ms)
{
    if (span_ms < 0)
        return 0;
    return span_ms > INT_MAX ? INT_MAX : (int)span_ms;
}

/* The answer stands from here on; it counts when the store says so. */
static void save_answer(struct quiz *quiz, enum answer_outcome outcome,
                        const struct message *message, uint64_t *next_ticket, struct effects *out)
{
    struct quiz_item *item = &quiz->items[quiz->current];

    item->outcome = outcome;
    if (outcome == OUTCOME_TIMED_OUT)
        answer_clear(&item->answer);
    item->right = outcome == OUTCOME_GIVEN && answer_is_right(item->question, &item->answer);

    struct effect *effect =
        effects_add_save(out, EFFECT_SAVE_ANSWER, next_ticket, message->wall_ms);
    effect->is_quiz = true;
    effect->question = item->question;
    effect->answer = &item->answer;
    effect->outcome = outcome;
    effect->position = quiz->current + 1;
    effect->shown_order = item->shown;
    effect->shown_count = item->shuffled ? item->question->option_count : 0;
    effect->is_right = item->right;
    effect->duration_ms = milliseconds(message->now_ms - quiz->shown_ms);
    quiz->ticket = effect->ticket;
    quiz->phase = QUIZ_SAVING;
    quiz->deadline_ms = 0;
}

static uint64_t end_session(const struct quiz *quiz, enum play_end end, int64_t wall_ms,
                            uint64_t *next_ticket, struct effects *out)
{
    struct effect *effect = effects_add_save(out, EFFECT_END_QUIZ, next_ticket, wall_ms);

    effect->is_quiz = true;
    effect->end = end;
    effect->asked = quiz->count;
    effect->right = quiz->right;
    effect->settles = end == PLAY_COMPLETED && (quiz->activity->prize_way == PRIZE_BY_SCORE ||
                                                quiz->activity->prize_way == PRIZE_BY_RANK);
    return effect->ticket;
}

static void go_on(struct quiz *quiz, const struct message *message, uint64_t *next_ticket,
                  struct effects *out)
{
    if (quiz->current + 1 < quiz->count) {
        show(quiz, quiz->current + 1, message->now_ms);
        return;
    }
    quiz->phase = QUIZ_CLOSING;
    quiz->ticket = end_session(quiz, PLAY_COMPLETED, message->wall_ms, next_ticket, out);
}

static void on_saved(struct quiz *quiz, const struct message *message, uint64_t *next_ticket,
                     struct effects *out)
{
    struct quiz_item *item = &quiz->items[quiz->current];

    quiz->ticket = 0;
    if (quiz->phase == QUIZ_CLOSING) {
        quiz->phase = QUIZ_RESULT;
        effects_add_sound(out, SOUND_DONE);
        return;
    }
    item->answered = true;
    quiz->right += item->right;
    if (quiz->activity->feedback == FEEDBACK_AT_END) {
        go_on(quiz, message, next_ticket, out);
        return;
    }
    quiz->phase = QUIZ_FEEDBACK;
    effects_add_sound(out, item->right ? SOUND_RIGHT : SOUND_WRONG);
}

static void on_question(struct quiz *quiz, const struct message *message, uint64_t *next_ticket,
                        struct effects *out)
{
    struct quiz_item *item = &quiz->items[quiz->current];
    bool over =
        quiz->deadline_ms != 0 && quiz->paused_ms == 0 && message->now_ms >= quiz->deadline_ms;

    /* A tap that comes after the end, before its tick, is too late all the same. */
    if (over)
        save_answer(quiz, OUTCOME_TIMED_OUT, message, next_ticket, out);
    else if (message->kind == MSG_MOVE)
        entry_arrange(item->question, &item->answer, item->shown, &item->arranged, message);
    else if (message->kind != MSG_CONFIRM)
        entry_apply(item->question, &item->answer, message);
    else if (quiz_can_confirm(quiz))
        save_answer(quiz, OUTCOME_GIVEN, message, next_ticket, out);
}

void quiz_step(struct quiz *quiz, const struct message *message, uint64_t *next_ticket,
               struct effects *out)
{
    switch (quiz->phase) {
    case QUIZ_QUESTION:
        on_question(quiz, message, next_ticket, out);
        break;
    case QUIZ_SAVING:
    case QUIZ_CLOSING:
        if (message->kind == MSG_SAVED && message->ticket == quiz->ticket)
            on_saved(quiz, message, next_ticket, out);
        else if (message->kind == MSG_SAVE_FAILED)
            quiz->phase = QUIZ_FAILED;
        break;
    case QUIZ_FEEDBACK:
        if (message->kind == MSG_NEXT)
            go_on(quiz, message, next_ticket, out);
        break;
    default:
        break;
    }
}

void quiz_abandon(struct quiz *quiz, int64_t wall_ms, uint64_t *next_ticket, struct effects *out)
{
    assert(quiz->phase < QUIZ_CLOSING);
    end_session(quiz, PLAY_ABANDONED, wall_ms, next_ticket, out);
    quiz->phase = QUIZ_IDLE;
}

void quiz_pause(struct quiz *quiz, int64_t now_ms)
{
    if (quiz->phase == QUIZ_QUESTION && quiz->paused_ms == 0)
        quiz->paused_ms = now_ms;
}

void quiz_resume(struct quiz *quiz, int64_t now_ms)
{
    if (quiz->paused_ms == 0)
        return;
    quiz->shown_ms += now_ms - quiz->paused_ms;
    if (quiz->deadline_ms != 0)
        quiz->deadline_ms += now_ms - quiz->paused_ms;
    quiz->paused_ms = 0;
}

bool quiz_is_saving(const struct quiz *quiz)
{
    return quiz->phase == QUIZ_SAVING || quiz->phase == QUIZ_CLOSING;
}

bool quiz_can_confirm(const struct quiz *quiz)
{
    const struct quiz_item *item = quiz_current(quiz);

    return quiz->phase == QUIZ_QUESTION && entry_is_complete(item->question, &item->answer);
}

int quiz_left_ms(const struct quiz *quiz, int64_t now_ms)
{
    if (quiz->deadline_ms == 0)
        return 0;
    return milliseconds(quiz->deadline_ms - (quiz->paused_ms != 0 ? quiz->paused_ms : now_ms));
}
