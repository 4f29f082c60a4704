/* Which pages of a questionnaire are shown, under answers stored or about to be. */
#ifndef WENDA_PLAY_SURVEY_SHOW_H
#define WENDA_PLAY_SURVEY_SHOW_H

#include "play/survey.h"

/* The answers a condition sees: those stored, but for one that is being saved and those that go. */
struct survey_answers {
    const struct survey *survey;
    int saving;     /* the item whose `answer` stands in for `stored`; -1 = none */
    uint64_t going; /* bit i: as if question i had no answer */
};

bool survey_condition_holds(const struct survey_answers *answers, int index);
/* 校验 of the item under the stored answers; true when it has none. */
bool survey_constraint_holds(const struct survey *survey, int index);
/* Index of the question with that id, or -1. */
int survey_find_question(const struct form *form, const char *id, size_t id_len);
/* The answer that counts for a question, or NULL where there is none. */
const struct answer *survey_find_answer(const struct survey_answers *answers, int index);
/* The nearest page shown after (step 1) or before (step -1) index; -1 = none. */
int survey_find_shown(const struct survey *survey, int index, int step);

/* ---- survey_compose.c: letters of pinyin under way ---- */

/* True when the message was about them alone; false: it goes on to the answer. */
bool survey_compose(struct survey *survey, const struct message *message);
/* The letters become part of the answer as they are. */
void survey_compose_end(struct survey *survey);
void survey_compose_clear(struct survey *survey);

/* ---- survey_ink.c: handwriting ---- */

/* As survey_compose, for strokes and the pad. */
bool survey_write(struct survey *survey, const struct message *message);
/* Characters read from the pad of that version. */
void survey_take_guesses(struct survey *survey, const char *text, int version);
void survey_ink_close(struct survey *survey); /* the pad's sheet takes its place in the text */
/* The question's handwriting is in the store; is again as it is there; is none any more. */
void survey_ink_store(struct survey *survey, int index);
void survey_ink_restore(struct survey *survey, int index);
void survey_ink_drop(struct survey *survey, int index);

#endif
