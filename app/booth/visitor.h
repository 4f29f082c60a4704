/*
 * One synthetic visitor: looks at the kiosk's state as a person looks at the screen, and does the
 * next thing. Some know the answers, some walk off, change their minds, tap twice or press
 * nonsense. Deterministic in rng; knows no store.
 */
#ifndef WENDA_BOOTH_VISITOR_H
#define WENDA_BOOTH_VISITOR_H

#include "base/rng.h"
#include "play/kiosk.h"

struct visitor {
    struct rng rng;
    int skill; /* percent added to the chance of a right answer */
    bool wants_quiz, wants_survey;
    bool large_text;
    int language;
    bool gone;      /* walked off: from here on only time passes */
    bool withdraws; /* waits for the idle dialog and presses 结束并清除 */
    int restless;   /* percent of steps with a double tap or nonsense */
    int steps;
    int pages_back;      /* still to turn back */
    uint32_t seen;       /* generation for which the next two hold */
    bool has_answered;   /* tapped an answer on it */
    bool knows;          /* the answer to the quiz question on it */
    struct message last; /* what a double tap repeats */
};

/* What the visitor does next, and how long it takes: the message is complete but for its times.
 * delay_ms < 0: nothing, until the kiosk's next tick is due. */
struct visitor_move {
    struct message message;
    int64_t delay_ms;
};

void visitor_init(struct visitor *visitor, const struct kiosk *kiosk, uint64_t seed);
struct visitor_move visitor_next(struct visitor *visitor, const struct kiosk *kiosk);

#endif
