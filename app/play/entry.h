/*
 * Entering an answer: what a visitor's taps and keys do to it, the same in quiz and questionnaire,
 * whatever the type of the question. Knows nothing of pages, saving or time.
 */
#ifndef WENDA_PLAY_ENTRY_H
#define WENDA_PLAY_ENTRY_H

#include "activity/answer.h"
#include "play/message.h"

enum {
    ENTRY_TEXT_MAX_CHARS = 120, /* of 文本 where the question sets no 字数 */
    ENTRY_OTHER_MAX_CHARS = 40, /* of the text beside an option [其他] */
    ENTRY_NUMBER_MAX_LEN = 12
};

/* Changes the answer as the message says; false when the message makes no sense for this question
 * (no such option, no more choices allowed, text full), and nothing was changed. */
bool entry_apply(const struct question *question, struct answer *answer,
                 const struct message *message);
/* An order question's options as they stand below each other: as shown (NULL = as written), or,
 * once one was dragged, those in their places first. */
void entry_rows(const struct question *question, const struct answer *answer, const uint8_t *shown,
                bool arranged, uint8_t rows[OPTION_MAX]);
/* MSG_MOVE: one of these rows is dropped at another place, and from there on the list as it stands
 * is the answer. False when nothing was changed. */
bool entry_arrange(const struct question *question, struct answer *answer, const uint8_t *shown,
                   bool *arranged, const struct message *message);
/* Enough is entered to be an answer: counts, ranges and open rows. 校验 is not looked at. */
bool entry_is_complete(const struct question *question, const struct answer *answer);
/* An option [其他] is chosen, so that letters have somewhere to go. */
bool entry_other_is_open(const struct question *question, const struct answer *answer);
/* The first row of a matrix that has no answer, or -1. */
int entry_next_row(const struct question *question, const struct answer *answer);

#endif
