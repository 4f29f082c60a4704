/*
 * What happens to the flows: taps translated by the screen, time, and results of effects. Plain
 * data; time arrives here and nowhere else. A message that makes no sense in the present state is
 * ignored.
 */
#ifndef WENDA_PLAY_MESSAGE_H
#define WENDA_PLAY_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

enum message_kind {
    MSG_NONE, /* from a finger: it touched nothing, yet somebody is there */
    MSG_TICK, /* time passed: deadlines are looked at */
    /* from widgets */
    MSG_START,       /* attract: touched */
    MSG_OPEN_QUIZ,   /* home: to the rules */
    MSG_OPEN_SURVEY, /* home or thanks: to the consent; value = questionnaire index */
    MSG_BEGIN,       /* rules: start the quiz; consent: agree and start */
    MSG_CHOOSE, /* value = option shown at that position (bank index): single, multiple, judge */
    MSG_MOVE,   /* order: value = option * MOVE_PLACES + the place it was dragged to */
    MSG_CHOOSE_SCALE,  /* value = point, 0 = the one outside the mean */
    MSG_CHOOSE_CELL,   /* matrix: value = row * 16 + point */
    MSG_OPEN_ROW,      /* matrix: value = row to open again */
    MSG_SET_NUMBER,    /* number, rating: number */
    MSG_SET_DATE,      /* value = date */
    MSG_TYPE,          /* text, [其他]: characters to append; number: 0-9 . - */
    MSG_COMPOSE,       /* text, [其他]: a letter of pinyin, or ' between syllables */
    MSG_PICK,          /* text: words for the first `value` letters of pinyin */
    MSG_CANDIDATES,    /* value = page of the words for the letters, 0 = the keys again */
    MSG_STROKE,        /* text: a stroke on the pad, in points */
    MSG_PAD_KEEP,      /* text: what is on the pad takes its place, the pad is free again */
    MSG_TAKE_GUESS,    /* text: the character read from the pad, in its place */
    MSG_PAD_CLEAR,     /* text: the pad is wiped */
    MSG_ERASE,         /* text, [其他], number: the last character away; ERASE_ALL = every one */
    MSG_CONFIRM,       /* quiz: 就选它; survey: 下一题 */
    MSG_SKIP,          /* survey: an optional question */
    MSG_CHANGE_ANSWER, /* review: value = question to open again */
    MSG_NEXT,          /* feedback: on */
    MSG_BACK,          /* one step back; from the first page out */
    MSG_LEAVE,         /* 退出: asks once when something would be cut short */
    MSG_STAY,          /* idle or leave dialog: 我还在 / 继续 */
    MSG_LEAVE_CONFIRMED, /* leave dialog: yes */
    MSG_CLEAR,           /* idle dialog: 结束并清除 */
    MSG_FINISH,          /* result, thanks: done */
    MSG_AGAIN,           /* result: play again */
    MSG_REVIEW,          /* result: the answers one after the other, where feedback is at the end */
    MSG_LANGUAGE,        /* value = language index */
    MSG_LANGUAGES,       /* home: all of them, to choose from */
    MSG_LARGE_TEXT,      /* value 0 or 1 */
    MSG_PAGE,            /* a list or long text: value = page */
    MSG_PRIVACY,         /* home: the privacy text, and back */
    MSG_DRAW,            /* prize: the stamp is pressed */
    MSG_DECLINE,         /* prize: 不抽了 */
    MSG_LONGER,          /* prize: the code a while longer */
    MSG_LOOK,            /* a picture as large as fits: value 0 = the stem's, 1 + option */
    /* from the staff panel */
    MSG_STAFF_OPEN,     /* value = screen */
    MSG_STAFF_CHART,    /* value = chart */
    MSG_STAFF_UNIT,     /* value = unit counted for */
    MSG_COUNT,          /* value = item, number = so many more */
    MSG_COUNT_UNDO,     /* the last count back */
    MSG_CORRECT,        /* value = item to correct; -1 = not after all */
    MSG_CORRECT_BY,     /* value = so many more or fewer */
    MSG_CORRECT_REASON, /* value = reason: records the correction */
    MSG_REDEEM,         /* the code on the screen */
    MSG_REDEEM_UNDO,    /* the claim just made back */
    MSG_AWARD_CANCEL,   /* value = reason; -1 = asks for it */
    MSG_STOCK_TIER,     /* value = tier to change the stock of; -1 = not after all */
    MSG_STOCK_BY,       /* value = so many more or fewer */
    MSG_STOCK_REASON,   /* value = reason: records the change */
    MSG_ASIDE_REASON,   /* value = why to go on without the data set aside */
    MSG_ASIDE_ACCEPT,   /* value 1 = goes on, -1 = not after all */
    MSG_AWARD_LIST,     /* codes that are not claimed; value 0 = no longer */
    MSG_EXPORT,         /* value 1 = start writing, 0 = stop it */
    MSG_UPDATE_OPEN,    /* value = source to look into */
    MSG_UPDATE_CLOSE,   /* back to the list of sources */
    MSG_UPDATE_DETAIL,  /* value = change to show in full, -1 = none */
    MSG_UPDATE_LOOK, /* value 1 = that question as visitors meet it, 2 = its answer, 0 = no more */
    MSG_UPDATE_STEP, /* value = so many questions on */
    MSG_UPDATE_TONGUE, /* value = language to look at it in */
    MSG_UPDATE_FAULTS, /* value 1 = what was not read well, 0 = back to the changes */
    MSG_UPDATE_MODE,   /* value = how a bank goes in */
    MSG_UPDATE_APPLY,  /* the one that was looked into */
    MSG_UPDATE_REVERT, /* back to the version before */
    MSG_UPDATE_SAVE,   /* its faults onto the stick */
    MSG_PIN_CHANGE,    /* set another PIN */
    MSG_PIN_FORGOT,    /* the office's permit shall stand for it */
    MSG_REHEARSE,      /* value 0 = asks, 1 = switches, -1 = not after all */
    MSG_ERASE_VISITS,  /* value 0 = asks, 1 = does, -1 = not after all */
    MSG_PAUSE,         /* value 1 = the public sees 暂停服务, 0 = no longer */
    MSG_VOLUME,        /* value = how loud the booth is, 0 = mute */
    MSG_STILL,         /* value 1 = nothing moves but what shows time */
    MSG_POWER_OFF,     /* value 0 = asks, 1 = does, -1 = not after all */
    MSG_STAFF_LEAVE,   /* out to the public screens */
    MSG_CORNER,        /* long press in the staff corner */
    /* from the booth */
    MSG_SAVED,         /* ticket: the effect with it is committed */
    MSG_SAVE_FAILED,   /* ticket: it is not; text says why */
    MSG_FAULT,         /* the booth cannot go on; value 1 = only staff can end it */
    MSG_PIN_TOLD,      /* staff: state of the PIN, or what came of a request about it */
    MSG_DASHBOARD,     /* staff: new figures */
    MSG_COUNTED,       /* staff: a count is committed or refused */
    MSG_AWARD_TOLD,    /* staff: what came of a code */
    MSG_RESTOCKED,     /* staff: a change of stock is committed or refused */
    MSG_ASIDE_TOLD,    /* staff: prizes go on without the data set aside, or not */
    MSG_ERASED,        /* staff: visits are erased, or not */
    MSG_EXPORT_FILE,   /* staff: one file that the stick will hold */
    MSG_EXPORT_STEP,   /* staff: how far the export is */
    MSG_UPDATE_READ,   /* staff: what the stick offers, or one of it */
    MSG_UPDATED,       /* staff: other questions are installed, or not */
    MSG_UPDATE_SAVED,  /* staff: the report is on the stick, or not */
    MSG_EXPORTED,      /* staff: the export ended */
    MSG_STICK,         /* a stick is there, or no longer */
    MSG_INK_READ,      /* text = characters the pad may say, value = its version */
    MSG_FAULT_CLEARED, /* the store answers again: ends a fault that is not final */
    MSG_KIND_COUNT
};

struct ink_point;  /* activity/ink.h */
struct prize_news; /* activity/prize.h */
struct staff_news; /* play/staff.h */

enum { MESSAGE_TEXT_LEN = 64, ERASE_ALL = 1, MOVE_PLACES = 32 };

struct message {
    enum message_kind kind;
    int value;
    double number;
    char text[MESSAGE_TEXT_LEN];    /* MSG_TYPE */
    const struct ink_point *points; /* MSG_STROKE: borrowed for the call */
    int point_count;
    uint64_t ticket;
    const struct prize_news *prizes; /* MSG_SAVED of what concerns prizes: borrowed for the call */
    const char *fault;               /* MSG_SAVE_FAILED, MSG_FAULT: borrowed for the call */
    const struct staff_news *staff;  /* news for staff: borrowed for the call */
    bool from_finger;                /* subject to the guard after a change of screen */
    uint32_t generation;             /* of the screen it was aimed at; 0 = any (results, ticks) */
    int64_t now_ms;                  /* boot clock */
    int64_t wall_ms;                 /* wall clock, for the day and for stamps */
};

bool message_equal(const struct message *a,
                   const struct message *b);           /* kind, value, number, text */
const char *message_kind_name(enum message_kind kind); /* for dumps and logs */

#endif
