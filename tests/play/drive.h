/* Drives a kiosk through messages as a person and a store would, and keeps what it asked for. */
#ifndef WENDA_TESTS_PLAY_DRIVE_H
#define WENDA_TESTS_PLAY_DRIVE_H

#include "play/kiosk.h"

enum { DRIVE_LOG_MAX = 4096, DRIVE_PENDING_MAX = 256 };

/* What an effect was, kept beyond the step. */
struct drive_effect {
    enum effect_kind kind;
    uint64_t ticket;
    bool is_quiz, is_right, settles;
    enum play_end end;
    enum leave_reason leave;
    enum answer_outcome outcome;
    enum sound sound;
    int asked, right, position, duration_ms, shown_count, language;
    const struct question *question;
    int item, amount;
    bool permitted;
    const char *reason, *subject;
    char answer[64]; /* answer_format, cut */
};

struct drive {
    struct activity *activity; /* owned */
    struct kiosk *kiosk;       /* owned */
    int64_t now_ms;
    bool hold; /* results are kept back until drive_save */
    uint64_t pending[DRIVE_PENDING_MAX];
    int pending_count;
    const struct prize_news *news; /* told with every result; NULL = none */
    struct drive_effect log[DRIVE_LOG_MAX];
    int log_count;
};

void drive_init(struct drive *drive, struct activity *activity, uint64_t seed);
void drive_fini(struct drive *drive);
/* The message as it is, at now_ms; saves are answered at once unless held. */
void drive_step(struct drive *drive, const struct message *message);
/* A finger on the present screen, a second after what was before. */
void drive_tap(struct drive *drive, enum message_kind kind, int value);
void drive_type(struct drive *drive, const char *text);
/* The same character by character, as on the pad of a PIN. */
void drive_type_each(struct drive *drive, const char *text);
void drive_number(struct drive *drive, double number);
/* Time passes, with a tick whenever one is due and at the end. */
void drive_wait(struct drive *drive, int64_t span_ms);
/* Result of the oldest pending save. */
void drive_save(struct drive *drive);
void drive_fail(struct drive *drive, uint64_t ticket, const char *text);
/* How many effects of that kind since drive_forget; the latest of them or NULL. */
int drive_count(const struct drive *drive, enum effect_kind kind);
const struct drive_effect *drive_last(const struct drive *drive, enum effect_kind kind);
void drive_forget(struct drive *drive);

/* From attract. */
void drive_to_home(struct drive *drive);
void drive_to_question(struct drive *drive);          /* the first of the quiz */
void drive_to_survey(struct drive *drive, int index); /* the first page */
/* Answers the present quiz question and confirms. */
void drive_answer(struct drive *drive, bool right);
/* The same for a page of a questionnaire: a valid answer, whatever the type. */
void drive_answer_page(struct drive *drive);
const struct question *drive_question(const struct drive *drive); /* of the page or question */

#endif
