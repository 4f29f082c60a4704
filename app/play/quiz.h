/*
 * One visitor's quiz as a pure state machine: draws so many questions per topic, shuffles options,
 * counts down, takes answers, gives feedback, counts what was right.
 * Knows no SDL, SQLite, clock or random source; time arrives inside the message, the seed at the
 * start.
 */
#ifndef WENDA_PLAY_QUIZ_H
#define WENDA_PLAY_QUIZ_H

#include "activity/answer.h"
#include "activity/model.h"
#include "play/effect.h"
#include "play/message.h"

enum { QUIZ_MAX = 40 }; /* questions in one draw */

enum quiz_phase {
    QUIZ_IDLE,
    QUIZ_QUESTION, /* answering */
    QUIZ_SAVING,   /* confirmed or out of time; waits for MSG_SAVED */
    QUIZ_FEEDBACK,
    QUIZ_CLOSING, /* last answer given; waits for the session's end to be saved */
    QUIZ_RESULT,
    QUIZ_FAILED, /* a save failed: `fault` says why */
    QUIZ_PHASE_COUNT
};

struct quiz_item {
    const struct question *question;
    uint8_t shown[OPTION_MAX]; /* option indices in the order shown */
    struct answer answer;
    enum answer_outcome outcome;
    bool answered, right;
};

struct quiz {
    const struct activity *activity; /* borrowed: outlives the quiz */
    enum quiz_phase phase;
    struct quiz_item items[QUIZ_MAX];
    int count, current, right;
    int64_t shown_ms;    /* when the current question was shown */
    int64_t deadline_ms; /* 0 = no limit */
    int limit_ms;        /* of the current question, 0 = none */
    bool large_text;
    uint64_t ticket; /* awaited */
};

/* Draws `activity->draws` from the questions current on day, without repeating one, in random order
 * of topics kept as the activity lists them; deterministic in seed. recent (may be NULL) lists
 * questions shown lately, avoided where the bank is large enough. False when nothing can be drawn.
 */
bool quiz_start(struct quiz *quiz, const struct activity *activity, int32_t day, uint64_t seed,
                bool large_text, const struct question *const *recent, int recent_count);
/* Begins to show the first question (after the session's begin was saved). */
void quiz_show_first(struct quiz *quiz, int64_t now_ms);
/* One message; effects are appended. next_ticket is advanced for every save. */
void quiz_step(struct quiz *quiz, const struct message *message, uint64_t *next_ticket,
               struct effects *out);
const struct quiz_item *quiz_current(const struct quiz *quiz);
/* True when the present choice can be confirmed. */
bool quiz_can_confirm(const struct quiz *quiz);
/* Milliseconds left on the current question, 0 when over or without limit. */
int quiz_left_ms(const struct quiz *quiz, int64_t now_ms);

#endif
