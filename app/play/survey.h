/*
 * One visitor's questionnaire as a pure state machine: one question a page, back without losing
 * answers, conditions, required and limits. The same purity as the quiz.
 */
#ifndef WENDA_PLAY_SURVEY_H
#define WENDA_PLAY_SURVEY_H

#include "activity/answer.h"
#include "activity/ink.h"
#include "activity/model.h"
#include "play/effect.h"
#include "play/message.h"

enum {
    SURVEY_MAX = 60,         /* questions of a questionnaire */
    SURVEY_LETTERS_LEN = 29, /* of pinyin under way */
    SURVEY_INKS = 4          /* questions answered by hand; the others are typed */
};

enum survey_phase {
    SURVEY_IDLE,
    SURVEY_PAGE,
    SURVEY_SAVING,  /* confirmed or skipped; waits for MSG_SAVED */
    SURVEY_REVIEW,  /* 提交前检查: all answers in a list, until they are sent */
    SURVEY_CLOSING, /* the last page is done; waits for the session's end to be saved */
    SURVEY_DONE,
    SURVEY_FAILED, /* a save failed; the kiosk keeps the text */
    SURVEY_PHASE_COUNT
};

struct survey_item {
    struct answer answer; /* on the page: entered, confirmed or not */
    struct answer stored; /* as the store has it: what conditions and ${id} look at */
    bool saved;           /* an answer or a skip of it is in the store */
    bool skipped;
    bool arranged; /* order: a row was dragged, and the rows stand as the answer says */
};

/* Handwriting of one answer. */
struct survey_ink {
    int owner; /* index of the question + 1, 0 = free */
    struct ink ink;
};

struct survey {
    const struct form *form; /* borrowed */
    enum survey_phase phase;
    struct survey_item items[SURVEY_MAX];
    int current;       /* index into form->questions */
    bool reviews;      /* the answers are looked through before they are sent */
    bool reviewing;    /* they have been shown: a page answered anew leads back to them */
    int open_row;      /* matrix: the row that is open, -1 = all are answered and closed */
    int64_t shown_ms;  /* when the current page was shown; later by each pause */
    int64_t paused_ms; /* a dialog covers the page since then; 0 = none */
    char letters[SURVEY_LETTERS_LEN]; /* pinyin under way: not part of the answer yet */
    int candidates_page;              /* of the words for them, 0 = the keys show */
    int pad_version;                  /* grows with every change of the pad */
    char guesses[MESSAGE_TEXT_LEN];   /* characters that the pad may say, the likeliest first */
    struct survey_ink inks[SURVEY_INKS], stored_inks[SURVEY_INKS];
    uint64_t ticket; /* awaited in SURVEY_SAVING and SURVEY_CLOSING */
    uint64_t going;  /* bit i: the save under way drops the answer to question i */
};

/* False when the form has no page to show, or more than SURVEY_MAX questions. reviews: 提交前检查.
 */
bool survey_start(struct survey *survey, const struct form *form, bool reviews);
/* Begins to show the first page (after the session's begin was saved). */
void survey_show_first(struct survey *survey, int64_t now_ms);
void survey_step(struct survey *survey, const struct message *message, uint64_t *next_ticket,
                 struct effects *out);
/* Cuts the questionnaire short: its session ends as PLAY_ABANDONED (what was answered is kept) or
 * PLAY_WITHDRAWN (the store erases it). Not while closing or over. */
void survey_abandon(struct survey *survey, enum play_end end, int64_t wall_ms,
                    uint64_t *next_ticket, struct effects *out);
/* A dialog covers the page: the duration does not run meanwhile. */
void survey_pause(struct survey *survey, int64_t now_ms);
void survey_resume(struct survey *survey, int64_t now_ms);
bool survey_is_saving(const struct survey *survey);                  /* waiting for the store */
const struct question *survey_question(const struct survey *survey); /* of the current page */
/* Questions that take an answer (all but 说明), shown or not. */
int survey_asked(const struct survey *survey);
/* Shown under the answers stored so far: its condition holds. */
bool survey_is_shown(const struct survey *survey, int index);
/* Pages shown in all, and the place of the current one among them (from 1). */
void survey_progress(const struct survey *survey, int *place, int *total);
/* The present answer is complete and its 校验 holds; a page of 说明 always can. */
bool survey_can_confirm(const struct survey *survey);
/* The present answer is complete, but its 校验 does not hold: the page shows 校验提示. */
bool survey_breaks_constraint(const struct survey *survey);
/* Optional, and nothing is entered; 文本 also with what was written, which then goes. */
bool survey_can_skip(const struct survey *survey);
/* Nothing lies behind this page: 上一题 leads out of the questionnaire. */
bool survey_is_first(const struct survey *survey);
/* The page was opened from the review: 上一题 leads there, and leaves the answer as it was. */
bool survey_returns_to_review(const struct survey *survey);
/* Confirming this page sends the questionnaire, as far as can be told before. */
bool survey_sends_next(const struct survey *survey);
/* The same of the first time the review is shown. */
bool survey_leads_to_review(const struct survey *survey);
/* Writes the stem in that language with ${id} piped in: the words of an option, not its letter. */
void survey_stem(const struct survey *survey, int index, int language, struct strbuf *out);
/* Writes the stored answer in words, as ${id} and the review show it; nothing when there is none.
 */
void survey_answer_words(const struct survey *survey, int index, int language, struct strbuf *out);

/* The present page can be written by hand. */
bool survey_takes_ink(const struct survey *survey);
/* What was written by hand for a question, or NULL; the open sheet is the pad. */
const struct ink *survey_ink(const struct survey *survey, int index);
bool survey_pad_is_empty(const struct survey *survey); /* of the present page */

#endif
