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
    QUIZ_FAILED, /* a save failed; the kiosk keeps the text */
    QUIZ_PHASE_COUNT
};

struct quiz_item {
    const struct question *question;
    uint8_t shown[OPTION_MAX]; /* option indices in the order shown, option_count of them */
    bool shuffled;
    struct answer answer; /* cleared when time ran out */
    bool arranged;        /* order: a row was dragged, and the rows stand as the answer says */
    enum answer_outcome outcome;
    bool answered; /* committed by the store */
    bool right;    /* known from CONFIRM on; counted once answered */
};

struct quiz {
    const struct activity *activity; /* borrowed: outlives the quiz */
    enum quiz_phase phase;
    struct quiz_item items[QUIZ_MAX];
    int count, current, right;
    int64_t shown_ms;    /* when the current question was shown; later by each pause */
    int64_t deadline_ms; /* 0 = no limit; later by each pause */
    int64_t paused_ms;   /* a dialog covers the question since then; 0 = none */
    int limit_ms;        /* of the current question, 0 = none */
    bool large_text;     /* doubles the limits of questions still to come */
    uint64_t ticket;     /* awaited in QUIZ_SAVING and QUIZ_CLOSING */
};

/* Draws `activity->draws` from the questions current on day, without repeating one: topics in the
 * order the activity lists them, random within a topic, difficulties evenly mixed as far as the
 * bank allows; a topic that has too few gives what it has. Deterministic in seed. recent (may be
 * NULL) lists questions shown lately, each once, the latest first: they are avoided where the topic
 * is large enough, else those shown longest ago come first. False when nothing can be drawn. */
bool quiz_start(struct quiz *quiz, const struct activity *activity, int32_t day, uint64_t seed,
                bool large_text, const struct question *const *recent, int recent_count);
/* Would quiz_start find anything to draw on that day? */
bool quiz_can_start(const struct activity *activity, int32_t day);
/* Begins to show the first question (after the session's begin was saved). */
void quiz_show_first(struct quiz *quiz, int64_t now_ms);
/* One message; effects are appended. next_ticket is advanced for every save. */
void quiz_step(struct quiz *quiz, const struct message *message, uint64_t *next_ticket,
               struct effects *out);
/* Cuts the quiz short: its session ends as PLAY_ABANDONED. Not while closing or over. */
void quiz_abandon(struct quiz *quiz, int64_t wall_ms, uint64_t *next_ticket, struct effects *out);
/* A dialog covers the question: neither countdown nor duration run meanwhile. */
void quiz_pause(struct quiz *quiz, int64_t now_ms);
void quiz_resume(struct quiz *quiz, int64_t now_ms);
bool quiz_is_saving(const struct quiz *quiz); /* waiting for the store */
const struct quiz_item *quiz_current(const struct quiz *quiz);
/* True when the present choice can be confirmed. */
bool quiz_can_confirm(const struct quiz *quiz);
/* Milliseconds left on the current question, 0 when over or without limit. */
int quiz_left_ms(const struct quiz *quiz, int64_t now_ms);

#endif
