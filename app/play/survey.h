/*
 * One visitor's questionnaire as a pure state machine: one question a page, back without losing
 * answers, conditions, required and limits. The same purity as the quiz.
 */
#ifndef WENDA_PLAY_SURVEY_H
#define WENDA_PLAY_SURVEY_H

#include "activity/answer.h"
#include "activity/model.h"
#include "play/effect.h"
#include "play/message.h"

enum { SURVEY_MAX = 60 }; /* questions of a questionnaire */

enum survey_phase {
    SURVEY_IDLE,
    SURVEY_PAGE,
    SURVEY_SAVING,
    SURVEY_CLOSING,
    SURVEY_DONE,
    SURVEY_FAILED,
    SURVEY_PHASE_COUNT
};

struct survey_item {
    struct answer answer; /* as saved or under way */
    bool saved;           /* an answer or a skip of it is in the store */
    bool skipped;
};

struct survey {
    const struct form *form; /* borrowed */
    enum survey_phase phase;
    struct survey_item items[SURVEY_MAX];
    int current;  /* index into form->questions */
    int open_row; /* matrix: the row that is open */
    int64_t shown_ms;
    bool leaving_back; /* the save under way leads back, not on */
    uint64_t ticket;
};

bool survey_start(struct survey *survey, const struct form *form);
void survey_show_first(struct survey *survey, int64_t now_ms);
void survey_step(struct survey *survey, const struct message *message, uint64_t *next_ticket,
                 struct effects *out);
/* Shown under the answers so far: its condition holds. */
bool survey_is_shown(const struct survey *survey, int index);
/* Pages shown in all, and the place of the current one among them (from 1). */
void survey_progress(const struct survey *survey, int *place, int *total);
bool survey_can_confirm(const struct survey *survey); /* the present answer is complete and valid */
bool survey_can_skip(const struct survey *survey);    /* optional, and nothing is entered */
bool survey_is_first(const struct survey *survey);
/* Writes the stem in that language with ${id} piped in. */
void survey_stem(const struct survey *survey, int index, int language, struct strbuf *out);

#endif
