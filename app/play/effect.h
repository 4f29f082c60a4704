/*
 * What the flows want done: plain data that the booth runs against the store and the shell against
 * the loudspeaker. The flows never wait; the result of a save comes back as MSG_SAVED or
 * MSG_SAVE_FAILED with the effect's ticket.
 */
#ifndef WENDA_PLAY_EFFECT_H
#define WENDA_PLAY_EFFECT_H

#include <stdbool.h>
#include <stdint.h>

#include "activity/answer.h"
#include "activity/claim_code.h"
#include "activity/ink.h"
#include "activity/model.h"
#include "activity/pin.h"

enum effect_kind {
    EFFECT_BEGIN_VISIT,
    EFFECT_BEGIN_QUIZ,
    EFFECT_BEGIN_SURVEY,
    EFFECT_SAVE_ANSWER,
    EFFECT_DROP_ANSWER,
    EFFECT_END_QUIZ,
    EFFECT_END_SURVEY,
    EFFECT_END_VISIT,
    EFFECT_OPEN_DAY,    /* of prizes: commitment and stock of the day */
    EFFECT_DRAW,        /* the stamp is pressed */
    EFFECT_AWARD_SHOWN, /* the visitor has the code */
    EFFECT_CHECKPOINT,  /* attract is shown: the store may tidy up */
    EFFECT_SOUND,
    EFFECT_READ_INK, /* the shell's: what may the pad's sheet say; comes as MSG_INK_READ */
    /* of the staff panel: results come as messages of their own, without a ticket */
    EFFECT_READ_PIN,
    EFFECT_TRY_PIN,
    EFFECT_SET_PIN,
    EFFECT_READ_DASHBOARD,
    EFFECT_COUNT,
    EFFECT_LOOK_UP_AWARD,
    EFFECT_REDEEM,
    EFFECT_UNDO_REDEEM,
    EFFECT_CANCEL_AWARD,
    EFFECT_RESTOCK,
    EFFECT_ACCEPT_ASIDE, /* prizes go on without what was set aside; reason says why */
    EFFECT_ERASE,
    EFFECT_READ_PERMIT,
    EFFECT_EXPORT,
    EFFECT_STOP_EXPORT,
    EFFECT_UPDATE_LOOK,
    EFFECT_UPDATE_OPEN, /* item = source, amount = mode */
    EFFECT_UPDATE_APPLY,
    EFFECT_UPDATE_REVERT,
    EFFECT_UPDATE_SAVE,
    EFFECT_NOTE_STAFF, /* for the audit log */
    EFFECT_POWER_OFF,  /* the shell's: the program ends */
    EFFECT_REHEARSE,   /* the shell's: amount 1 = on with the rehearsal's data, 0 = the official */
    EFFECT_RELOAD,     /* the program's: the installed activity takes over */
    EFFECT_KEEP_SETTINGS, /* the shell's: volume and motion of this booth are to be kept */
    EFFECT_KIND_COUNT
};

enum play_end { PLAY_COMPLETED, PLAY_ABANDONED, PLAY_WITHDRAWN, PLAY_END_COUNT };
enum leave_reason { LEAVE_DONE, LEAVE_QUIT, LEAVE_IDLE, LEAVE_CLEARED, LEAVE_REASON_COUNT };
enum answer_outcome { OUTCOME_GIVEN, OUTCOME_SKIPPED, OUTCOME_TIMED_OUT, OUTCOME_COUNT };
enum sound { SOUND_TAP, SOUND_RIGHT, SOUND_WRONG, SOUND_DONE, SOUND_WARNING, SOUND_COUNT };

/* Everything one answer is, with borrowed pointers into the activity and the flow's state: whoever
 * takes the effect copies what it keeps before the next step. */
struct effect {
    enum effect_kind kind;
    uint64_t ticket; /* never 0 for a save; increases */
    int64_t wall_ms;
    enum sound sound;
    int language; /* of visits and begins of sessions: as chosen by then */
    bool large_text;
    enum leave_reason leave;
    /* sessions and answers */
    bool is_quiz;
    const struct form *survey; /* NULL for the quiz */
    int asked;
    int right;
    enum play_end end;
    bool settles; /* END_QUIZ: its prize is decided with it (达标, 排名) */
    /* answers */
    const struct question *question;
    const struct answer *answer;
    const struct ink *ink; /* what was written by hand, or NULL */
    int version;           /* READ_INK: of the pad */
    enum answer_outcome outcome;
    int position;               /* from 1 */
    const uint8_t *shown_order; /* option indices in the order shown */
    int shown_count;            /* 0 = not shuffled */
    bool is_right;
    int duration_ms;
    /* staff */
    int64_t now_ms;            /* boot clock */
    char secret[PIN_LEN];      /* TRY_PIN, SET_PIN */
    char code[CLAIM_CODE_LEN]; /* awards */
    int unit, item, amount;    /* COUNT: indices into the activity, and so many more; RESTOCK: item
                                * is a tier of the dashboard */
    bool permitted;            /* SET_PIN: by the office's permit */
    const char *reason;        /* COUNT, UNDO_REDEEM, CANCEL_AWARD: constant */
    const char *subject;       /* NOTE_STAFF: constant */
};

/* Of the booth's sounds; 0 is mute. */
enum { BOOTH_VOLUME_MOST = 3, BOOTH_VOLUME_USUAL = 2 };

enum { EFFECTS_MAX = 64 };
struct effects {
    struct effect items[EFFECTS_MAX];
    int count;
};

/* Appends a zeroed effect of that kind; overflow is a programmer's error. */
struct effect *effects_add(struct effects *effects, enum effect_kind kind);
/* The same for one that goes to the store: takes the next ticket and the stamp. */
struct effect *effects_add_save(struct effects *effects, enum effect_kind kind,
                                uint64_t *next_ticket, int64_t wall_ms);
void effects_add_sound(struct effects *effects, enum sound sound);

#endif
