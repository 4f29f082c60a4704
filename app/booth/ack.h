/*
 * The list of answers that stand, for whoever wants to check the store against what it promised:
 * "UUID QUESTION ANSWER" a line, flushed. Told of results in their order; knows nothing of the
 * store. See booth.h for when a line is written.
 */
#ifndef WENDA_BOOTH_ACK_H
#define WENDA_BOOTH_ACK_H

#include <stdio.h>

#include "play/effect.h"
#include "play/survey.h"

/* One committed effect, as far as lines are concerned. */
struct ack_event {
    enum effect_kind kind;
    bool is_quiz;
    enum play_end end;
    const struct question *question; /* borrowed from the activity */
    char *answer;                    /* NULL = skipped or out of time; ack_commit takes it over */
    const char *visit;
};

/* Embedded, zero-initialised. */
struct ack {
    FILE *file; /* borrowed; NULL = no list */
    struct {
        const struct question *question;
        char *answer;
    } held[SURVEY_MAX]; /* of the questionnaire under way */
    int held_count;
};

void ack_commit(struct ack *ack, struct ack_event *event);
void ack_fini(struct ack *ack);

#endif
