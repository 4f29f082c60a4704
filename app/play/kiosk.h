/*
 * The whole booth as one pure state machine: attract, home, quiz, questionnaire, the idle dialog,
 * the way back, faults. Owns the flows; knows no SDL, SQLite, clock or random source.
 */
#ifndef WENDA_PLAY_KIOSK_H
#define WENDA_PLAY_KIOSK_H

#include "play/effect.h"
#include "play/message.h"
#include "play/prize.h"
#include "play/quiz.h"
#include "play/staff.h"
#include "play/survey.h"

enum screen_id {
    SCREEN_ATTRACT,
    SCREEN_HOME,
    SCREEN_PRIVACY,
    SCREEN_QUIZ_RULES,
    SCREEN_QUIZ_QUESTION,
    SCREEN_QUIZ_FEEDBACK,
    SCREEN_QUIZ_RESULT,
    SCREEN_PRIZE_DRAW, /* 盖印 */
    SCREEN_PRIZE_WON,  /* the code */
    SCREEN_SURVEY_CONSENT,
    SCREEN_SURVEY_PAGE,
    SCREEN_SURVEY_REVIEW,
    SCREEN_THANKS,
    SCREEN_IDLE_WARNING, /* a dialog over the screen beneath */
    SCREEN_LEAVE,        /* likewise: 真的要退出吗 */
    SCREEN_PICTURE,      /* likewise, but the countdown runs on: a picture as large as fits */
    SCREEN_FAULT,
    SCREEN_STAFF_PIN,
    SCREEN_STAFF_HOME,
    SCREEN_STAFF_COUNTERS,
    SCREEN_STAFF_REDEEM,
    SCREEN_STAFF_STOCK,
    SCREEN_STAFF_EXPORT,
    SCREEN_STAFF_UPDATE,
    SCREEN_STAFF_CLOSE,
    SCREEN_STAFF_SETTINGS,
    SCREEN_LANGUAGE, /* all that the booth speaks, to choose from */
    SCREEN_COUNT
};
const char *screen_name(enum screen_id screen); /* attract, home, quiz-rules, … as in scripts */

/* Whoever chooses the same option again so soon has touched it twice by accident: it stays. */
enum { KIOSK_TWICE_MS = 300 };
/* After a change of screen a finger's messages are ignored for so long; taps do not extend it. */
enum { KIOSK_GUARD_MS = 350, KIOSK_RECENT_MAX = 256, KIOSK_FAULT_LEN = 1024 };

enum kiosk_session { KIOSK_NO_SESSION, KIOSK_QUIZ, KIOSK_SURVEY };

/* A visit holds each form at most once: whoever opens the quiz or a questionnaire again starts a
 * new visit, with language and text size as they are. On return to attract everything is as
 * kiosk_init left it but: generation, times, visits, tickets, `recent`, the stock of prizes,
 * whether there is a stick, volume and motion. */
struct kiosk {
    const struct activity *activity; /* borrowed; NULL when none could be loaded */
    enum screen_id screen;           /* the one beneath a dialog */
    enum screen_id dialog;   /* SCREEN_IDLE_WARNING … SCREEN_PICTURE, SCREEN_COUNT = none */
    uint32_t generation;     /* from 1; grows with every change of screen, page or layout */
    int64_t changed_ms;      /* when generation last grew */
    int64_t touched_ms;      /* last sign of life */
    int64_t dialog_ms;       /* when the dialog opened */
    int64_t chosen_ms;       /* when a finger last chose an option … */
    int chosen;              /* … and which */
    int64_t now_ms, wall_ms; /* of the latest message */
    int language;
    bool large_text;
    bool rehearsal; /* the strip 演练 */
    bool in_visit;
    int visits; /* since start; mixes into each visit's seed */
    uint64_t seed;
    uint64_t next_ticket;
    uint64_t awaited; /* ticket whose result moves the screen on; 0 = none */
    int page;         /* of a paged text or list */
    int look;         /* on SCREEN_PICTURE: 0 = the stem's, 1 + option */
    struct quiz quiz;
    struct survey survey;
    struct prize prize;
    struct prize_news prizes;   /* stock and commitment as told last; its award is unused */
    int32_t prize_day;          /* for which they were asked */
    int survey_index;           /* of the consent or questionnaire on the screen */
    enum kiosk_session session; /* begun and not ended */
    bool quiz_begun;            /* in this visit; a second one begins a new visit */
    uint32_t surveys_begun;     /* likewise, bit i = activity->surveys[i] */
    uint32_t surveys_done;      /* completed in this visit */
    const struct question *recent[KIOSK_RECENT_MAX]; /* shown lately, the latest first */
    int recent_count;
    char fault[KIOSK_FAULT_LEN]; /* for the plate that staff read on SCREEN_FAULT */
    bool fault_is_final;         /* only staff can end it (no activity, foreign database) */
    bool paused;                 /* by staff: SCREEN_FAULT says so instead of attract */
    struct stick_facts stick;    /* what is plugged in */
    int volume;                  /* of this booth, 0 to BOOTH_VOLUME_MOST; set by staff */
    bool still;                  /* nothing moves but what shows time; likewise */
    struct staff staff;          /* zero unless a staff screen shows */
};

void kiosk_init(struct kiosk *kiosk, const struct activity *activity, uint64_t seed);
/* One message in, effects out. */
void kiosk_step(struct kiosk *kiosk, const struct message *message, struct effects *out);
/* The screen in front: the dialog if one is open. */
enum screen_id kiosk_front(const struct kiosk *kiosk);
/* Boot time at which the next MSG_TICK is due (deadline, idle limit), INT64_MAX = never. */
int64_t kiosk_next_due_ms(const struct kiosk *kiosk);
/* Milliseconds for which a finger's messages are still ignored. */
int kiosk_guard_left_ms(const struct kiosk *kiosk, int64_t now_ms);
/* Milliseconds until the idle dialog opens (or, in it, until the visit ends); 0 without a limit. */
int kiosk_idle_left_ms(const struct kiosk *kiosk, int64_t now_ms);
/* The idle limit of the present screen, 0 = none. */
int kiosk_idle_limit_ms(const struct kiosk *kiosk);
/* Home's cards: something can be drawn today; questionnaires are ready. */
bool kiosk_quiz_is_open(const struct kiosk *kiosk);
bool kiosk_survey_is_open(const struct kiosk *kiosk);
/* The questionnaire to offer: the first not completed in this visit; -1 = none (left). */
int kiosk_next_survey(const struct kiosk *kiosk);
/* Waiting for the store: the primary button says 正在保存. */
bool kiosk_is_saving(const struct kiosk *kiosk);
/* The quiz is open and gives prizes, in whatever way. */
bool kiosk_gives_prizes(const struct kiosk *kiosk);
/* Nothing of any tier is left to be given out today. */
bool kiosk_prizes_are_gone(const struct kiosk *kiosk);
/* The picture of the present question that MSG_LOOK with that value means; NULL = there is none. */
const char *kiosk_picture(const struct kiosk *kiosk, int look);
/* The result leads to the answers with their reasons: where they were not told at once. */
bool kiosk_offers_review(const struct kiosk *kiosk);
/* How long the stamp moves and its print is held, for this visitor. */
int kiosk_stamp_ms(const struct kiosk *kiosk);

#endif
