/*
 * Synthetic visitors through the real flows, booth and store: deterministic in the seed, in
 * simulated time, without a screen.
 */
#ifndef WENDA_BOOTH_SIMULATE_H
#define WENDA_BOOTH_SIMULATE_H

#include <stdint.h>
#include <stdio.h>

#include "activity/model.h"
#include "base/err.h"

struct simulate_options {
    const struct activity *activity;
    const char *data;
    int visitors; /* visits in all */
    int days;     /* spread over so many days from the activity's first */
    uint64_t seed;
    FILE *ack;     /* see booth.h; or NULL */
    bool progress; /* a line on stderr now and then */
};

/* What was done, counted by the simulator itself and not asked of the store. As in the tally, a
 * withdrawn questionnaire counts as withdrawn and nowhere else; answers_saved are those that stand,
 * skips and answers out of time included. Who plays a second time is a visit of its own. */
struct simulate_result {
    int64_t visits, quiz_started, quiz_completed, quiz_abandoned, surveys_started,
        surveys_completed, surveys_abandoned, surveys_withdrawn, answers_saved, right;
    int64_t draws, declined, awards; /* stamps pressed, 不抽了, prizes told */
};

bool simulate_run(const struct simulate_options *options, struct simulate_result *out,
                  struct err *err);

#endif
