/*
 * Behind the PIN, as a pure state machine inside the kiosk: entering and setting the PIN, the
 * panel's screens, and when it ends by itself. Knows no store: what it wants done leaves as
 * effects, what came of it returns as messages with a staff_news.
 */
#ifndef WENDA_PLAY_STAFF_H
#define WENDA_PLAY_STAFF_H

#include "activity/pin.h"
#include "play/dashboard.h"
#include "play/effect.h"
#include "play/stick.h"
#include "play/update.h"

enum {
    STAFF_IDLE_MS = 120 * 1000, /* then the panel closes */
    STAFF_PIN_IDLE_MS = 30 * 1000,
    STAFF_REFRESH_MS = 2000,
    STAFF_UNDO_MS = 10 * 1000, /* for so long a claim can be taken back */
    STAFF_TEXT_LEN = 512,
    STAFF_FILES_MAX = 48,
    STAFF_FOLDER_LEN = 128,
    STAFF_AMOUNT_MAX = 9999 /* of one correction */
};

enum staff_step { STAFF_ENTER, STAFF_OLD_PIN, STAFF_NEW_PIN, STAFF_SAME_PIN };

/* What the PIN pad says below its cells. */
enum staff_note {
    STAFF_NOTE_NONE,
    STAFF_NOTE_WRONG,
    STAFF_NOTE_WEAK,
    STAFF_NOTE_DIFFERS,
    STAFF_NOTE_FAILED, /* text says why */
    STAFF_NOTE_COUNT
};

enum staff_chart {
    CHART_QUESTIONS,
    CHART_TOPICS,
    CHART_SURVEYS,
    CHART_HOURS,
    CHART_FIGURES, /* today beside the whole activity */
    CHART_COUNT
};

enum staff_export { EXPORT_IDLE, EXPORT_RUNS, EXPORT_DONE, EXPORT_FAILED };

enum staff_update { UPDATE_LISTS, UPDATE_SHOWS, UPDATE_DONE };

/* How a change is shown in full. */
enum staff_look { LOOK_TEXTS, LOOK_QUESTION, LOOK_ANSWER };

enum staff_code {
    CODE_NONE,
    CODE_MISTYPED, /* the check symbol does not fit */
    CODE_ASKED,
    CODE_VALID,
    CODE_CLAIMED_NOW,
    CODE_CLAIMED,
    CODE_EXPIRED,
    CODE_CANCELLED,
    CODE_UNKNOWN,
    CODE_UNRANKED,
    CODE_TOO_MANY,
    CODE_FAILED,
    CODE_STATE_COUNT
};

struct kiosk; /* play/kiosk.h */

struct staff_award {
    char tier[64], item[96], place[168], reason[248];
    int64_t awarded_ms, state_ms, valid_until_ms;
};

struct staff_file {
    char name[64];
    int64_t rows; /* -1 = not counted in rows */
};

enum export_phase { EXPORT_GATHERS, EXPORT_WRITES, EXPORT_CHECKS };

struct staff_progress {
    enum export_phase phase;
    int file;    /* index of the one under way */
    int percent; /* of the whole */
    int left_s;  /* -1 = not known yet */
};

/* What the booth tells. Borrowed for the call, but the dashboard. */
struct staff_news {
    bool ok;
    const char *why; /* when not ok: for staff */
    struct {
        bool is_set, right;
        bool permitted;    /* the office lets whoever is here set a new one */
        bool needs_permit; /* it was lost: none is set but with a permit; why says so */
        int failures;
        int64_t wait_ms;
    } pin;
    const struct dashboard *dashboard; /* until the next one is told */
    enum staff_code code;
    struct staff_award award;
    struct staff_file file; /* of a running export: one it will hold */
    struct staff_progress progress;
    const char *folder;               /* MSG_EXPORTED: what it is called on the stick */
    const struct stick_facts *stick;  /* MSG_STICK */
    const struct update_view *update; /* MSG_UPDATE_*: until the next one is told */
};

struct staff {
    bool inside; /* behind the PIN */
    enum staff_step step;
    enum staff_note note;
    bool told;      /* whether a PIN is set is known */
    bool waits;     /* for the result about a PIN */
    bool permitted; /* the office's permit was found: a new PIN without the old one */
    bool is_set;    /* there is a PIN, or one was lost that only a permit replaces */
    int failures;
    int64_t locked_until_ms;               /* boot clock */
    char entry[PIN_LEN], first[PIN_LEN];   /* typed now; the new PIN typed the first time */
    bool over_fault;                       /* came from the fault screen and goes back there */
    const struct dashboard *dashboard;     /* borrowed; NULL = none read yet */
    uint32_t dashboards;                   /* how many were told */
    bool figures_failed;                   /* the last one could not be read */
    bool reads;                            /* one is on its way */
    int64_t read_ms;                       /* when the last one was asked for */
    enum staff_chart chart;                /* on the panel */
    int unit;                              /* on the counters */
    int correcting;                        /* item + 1; 0 = none */
    int amount;                            /* of the correction */
    int last_unit, last_item, last_amount; /* what undo takes back; amount 0 = nothing */
    int pending_counts;                    /* on their way to the store */
    char code[CLAIM_CODE_LEN];             /* typed */
    enum staff_code code_state;
    struct staff_award award;
    int64_t claimed_ms; /* boot clock of a claim that can be taken back */
    bool cancelling;    /* the reasons are offered */
    bool lists_awards;
    enum staff_export export;
    struct staff_progress progress;
    bool stopping; /* somebody asked it to end */
    struct staff_file files[STAFF_FILES_MAX];
    int file_count;
    char folder[STAFF_FOLDER_LEN]; /* of the export that is done */
    enum staff_update update;
    const struct update_view *update_view; /* borrowed; NULL = none read yet */
    bool update_waits;                     /* for the result of a job */
    bool update_stale;                     /* the stick changed meanwhile */
    int detail;                            /* change shown in full + 1; 0 = the list */
    enum staff_look look;                  /* at its question */
    int look_language;
    int list_page; /* of the list, to go back to */
    bool shows_faults;
    int source; /* looked into last */
    enum update_mode mode;
    bool reloads;     /* other questions are in force once staff leave */
    int stocking;     /* tier of the dashboard + 1 whose stock is changed; 0 = none */
    int stock_amount; /* of that change */
    int accepting;    /* reason + 1 why to go on without the data set aside; 0 = not asked */
    bool asks_power_off, asks_rehearse, asks_erase;
    char text[STAFF_TEXT_LEN]; /* why the last thing failed */
};

/* Nothing keeps it from being installed. */
bool staff_update_can_apply(const struct update_preview *preview);
/* The change shown in full, or NULL. */
const struct update_change *staff_update_detail(const struct staff *staff);
/* The nearest change before (step -1) or after (step 1) it that has a question to look at; -1 =
 * none. */
int staff_update_neighbour(const struct staff *staff, int step);

/* Reasons as they are recorded. */
enum { STAFF_REASONS = 4 };
const char *staff_count_reason(int index);
const char *staff_cancel_reason(int index);
const char *staff_stock_reason(int index);
const char *staff_aside_reason(int index);

/* Today is one of the activity's days: without the switch the data are official. */
bool staff_is_day_of_activity(const struct kiosk *kiosk);
/* Everything is exported and nothing forbids to erase the visits of an activity that is over. */
bool staff_may_erase(const struct kiosk *kiosk);

/* Can nobody type now: locked, or a result is awaited. */
bool staff_is_locked(const struct staff *staff, int64_t now_ms);
bool staff_can_undo_claim(const struct staff *staff, int64_t now_ms);
/* Free attempts left, 0 when each further one is followed by a wait. */
int staff_tries_left(const struct staff *staff);

#endif
