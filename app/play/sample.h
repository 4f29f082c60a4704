/*
 * A kiosk as it stands while one question shows, for those who look at questions beside the flows:
 * staff before a bank is installed, checks of what fits the screens. Nobody answers on it.
 */
#ifndef WENDA_PLAY_SAMPLE_H
#define WENDA_PLAY_SAMPLE_H

#include "play/kiosk.h"

struct sample {
    const struct activity *activity; /* that the question belongs to; borrowed by the kiosk */
    const struct form *form;         /* bank or questionnaire that holds it */
    const struct question *question;
    int language;
    bool large_text;
    int64_t now_ms; /* boot clock: the countdown is full */
};

/* Unanswered, its options in the bank's order; of a questionnaire, its page. */
void sample_question(struct kiosk *kiosk, const struct sample *sample);
/* What follows on the right answer to a quiz question. */
void sample_feedback(struct kiosk *kiosk, const struct sample *sample);

#endif
