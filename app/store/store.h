/*
 * The store: one SQLite database, one connection, owned by one writer thread. Requests are queued
 * and run in order, each in one BEGIN IMMEDIATE transaction; a request counts only after its
 * COMMIT, and its result then waits to be taken. Knows records of visits, forms and answers; knows
 * no quiz or survey flow, no screen.
 *
 * Threads: any one thread may post and take; the writer thread alone touches SQLite. Strings in
 * requests are copied. A failed COMMIT is never retried as new: the connection is closed, reopened,
 * and the record is looked up by its keys (the visit's UUID and what it holds) before the result is
 * told.
 */
#ifndef WENDA_STORE_STORE_H
#define WENDA_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "activity/activity.h"
#include "base/err.h"
#include "store/keep.h"
#include "store/prize.h"
#include "store/staff.h"

enum { STORE_UUID_LEN = 37, STORE_SCHEMA_VERSION = 7 };

/* A data folder is of one kind from its creation and never changes it. */
enum store_kind { STORE_OFFICIAL, STORE_REHEARSAL, STORE_SIMULATED, STORE_KIND_COUNT };
const char *store_kind_name(enum store_kind kind); /* 正式 演练 模拟 */

struct store;

struct store_options {
    const char *folder;   /* holds wenda.db and lock; made when absent */
    enum store_kind kind; /* for a new folder; an existing one of another kind is refused */
    bool any_kind;        /* take an existing folder whatever its kind (wendactl) */
    bool must_exist;      /* refuse to create (wendactl status, tally, export) */
    bool keeps;           /* the kiosk: sets a damaged database aside, makes backups (keep.h) */
    /* Called on the writer thread after a result was queued, to wake the event loop; may be NULL.
     */
    void (*wake)(void *context);
    void *wake_context;
};

/* NULL and a text for staff: locked by process N, full, read-only, foreign or newer file (left
 * untouched), of another kind, damaged. */
struct store *store_open(const struct store_options *options, struct err *err);
/* Finishes what is queued, checkpoints, closes. */
void store_close(struct store *store);
enum store_kind store_kind(const struct store *store);
const char *store_folder(const struct store *store);

/* ---- writing ---- */

enum session_kind { SESSION_QUIZ, SESSION_SURVEY, SESSION_KIND_COUNT };
enum session_end {
    SESSION_OPEN, /* under way, or cut off by a power loss */
    SESSION_COMPLETED,
    SESSION_ABANDONED, /* left or timed out: what was answered is kept */
    SESSION_WITHDRAWN, /* 结束并清除: the answers were erased */
    SESSION_END_COUNT
};
enum answer_state { ANSWER_GIVEN, ANSWER_SKIPPED, ANSWER_TIMED_OUT, ANSWER_STATE_COUNT };

enum store_request_kind {
    STORE_PUT_ACTIVITY, /* the activity's questions by hash, so that every answer knows its text */
    STORE_BEGIN_VISIT,
    STORE_BEGIN_SESSION,
    STORE_PUT_ANSWER,  /* inserts, or replaces the session's earlier answer to that question */
    STORE_DROP_ANSWER, /* a changed answer has hidden the question: out of the result */
    STORE_END_SESSION,
    STORE_END_VISIT,
    STORE_OPEN_DAY,    /* of prizes: commits to the day's seed, closes earlier days and old codes */
    STORE_CLOSE_DAYS,  /* publishes the seeds of days that are over (in simulated data: all) */
    STORE_SETTLE,      /* 盖印: draws for the visit's completed quiz */
    STORE_SHOW_AWARD,  /* the visitor has the code on the screen */
    STORE_REDEEM,      /* staff: hands the prize over; the result's redemption says whether */
    STORE_UNDO_REDEEM, /* staff: it was the wrong code */
    STORE_CANCEL_AWARD,  /* staff: back to stock */
    STORE_RESTOCK,       /* staff: amount more, or fewer */
    STORE_CLOSE_RANKING, /* 排名: gives the tiers to the first */
    STORE_TRY_PIN,       /* staff: commits an attempt, before it is compared */
    STORE_CHECK_PIN,     /* staff: compares a committed attempt */
    STORE_SET_PIN,       /* staff */
    STORE_COUNT,         /* staff: amount more of an item counted by hand, or fewer */
    STORE_NOTE_STAFF,    /* staff: what they did, for the audit log */
    STORE_ADOPT_PIN,     /* the PIN of the official data in the rehearsal's, and back */
    STORE_MARK_OPEN,     /* the booth is open to the public: a stretch begins or goes on */
    STORE_ERASE,         /* staff: the visits of activities that are over; totals stay */
    STORE_TASK,          /* runs the caller's function, which may use store_read_… */
    STORE_CHECKPOINT,    /* on the attract screen: WAL checkpoint TRUNCATE; a backup when due */
    STORE_BACKUP,        /* a backup now: ok once it is under way (a store that keeps) */
    STORE_ACCEPT_ASIDE,  /* staff: go on without what was set aside; reason says why */
    STORE_PROBE, /* a round trip through queue and writer that writes and reads nothing of note */
    STORE_REQUEST_KIND_COUNT
};

/* Strings are borrowed for the call and copied by store_post. */
struct store_request {
    enum store_request_kind kind;
    uint64_t ticket;   /* the caller's number, comes back in the result */
    const char *visit; /* UUID: all but PUT_ACTIVITY, CHECKPOINT and PROBE */
    int64_t wall_ms;
    const struct activity *activity; /* PUT_ACTIVITY; must stay until the result is taken */
    const char *language;            /* BEGIN_VISIT */
    bool large_text;                 /* BEGIN_VISIT */
    enum session_kind session;       /* sessions and answers */
    const char *form_id;             /* id of the questionnaire; "quiz" for the quiz */
    int asked;                       /* BEGIN_SESSION: questions drawn or shown at most */
    enum session_end end;            /* END_SESSION */
    int right;                       /* END_SESSION of a quiz: how many were right, at most asked */
    const char *end_reason;          /* END_VISIT: done, idle, quit, cleared */
    /* PUT_ANSWER, DROP_ANSWER */
    const char *question_id, *question_hash;
    int position; /* from 1, as asked in this session */
    enum answer_state state;
    const char *choice;      /* answer_format for all types but text; "" when not given */
    const char *shown_order; /* bank letters in the order shown, "" where not shuffled */
    const char *text;        /* 文本 and 其他, or NULL */
    const char *ink;         /* 文本 written by hand: ink_format, or NULL */
    int is_right;            /* quiz: 0 or 1; -1 = does not apply */
    int duration_ms;         /* from shown to answered */
    /* prizes */
    bool settles; /* END_SESSION of a completed quiz: decides its prize in the same transaction */
    /* Secret bytes: OPEN_DAY the seed; SETTLE and END_SESSION that settles the code. */
    uint8_t random[CRYPT_HASH_LEN];
    const char *code;   /* REDEEM, UNDO_REDEEM, CANCEL_AWARD: as claim_code_read gives it */
    const char *place;  /* REDEEM: where */
    const char *reason; /* UNDO_REDEEM, CANCEL_AWARD, RESTOCK, COUNT */
    const char *tier;   /* RESTOCK: its name */
    int amount;         /* RESTOCK, COUNT */
    struct staff_request staff;
    /* TASK: called on the writer thread; what it uses must stay until the result is taken. */
    bool (*task)(void *context, struct err *err);
    void *task_context;
};

struct store_result {
    enum store_request_kind kind;
    uint64_t ticket;
    bool ok;         /* committed */
    struct err err;  /* why not, for staff */
    bool has_prizes; /* of requests about prizes, and of END_SESSION that settles */
    struct prize_news prizes;
    struct store_pin pin;               /* of TRY_PIN, CHECK_PIN, SET_PIN */
    struct store_redemption redemption; /* of REDEEM; of the other staff requests its award */
};

/* False only when the queue is full: STORE_QUEUE_LEN requests whose results were not taken yet.
 * Told twice, a request makes one record. One that makes no sense (an answer to an ended session, a
 * question that is not of the form) is refused with a text. END_VISIT ends sessions under way as
 * abandoned; withdrawing is granted after any end. */
enum { STORE_QUEUE_LEN = 256 };
bool store_post(struct store *store, const struct store_request *request);
bool store_take(struct store *store, struct store_result *out); /* false when none is ready */
/* Waits until a result is ready or timeout_ms passed; true when one is ready. */
bool store_wait(struct store *store, int timeout_ms);
/* Runs it behind what was posted and waits; its result is not queued. For programs without an event
 * loop. */
bool store_run(struct store *store, const struct store_request *request, struct err *err);
/* The same with all that a result carries; true when it is ok. */
bool store_ask(struct store *store, const struct store_request *request, struct store_result *out);

void store_new_uuid(const uint8_t random[16], char out[STORE_UUID_LEN]); /* RFC 4122 version 4 */

/* ---- reading: run on the writer thread, waited for ---- */

struct store_status {
    enum store_kind kind;
    char activity_id[64];
    int64_t visits, visits_open; /* open: begun and never ended */
    int64_t answers;
    int64_t first_ms, last_ms;      /* wall times of the first and last record; 0 = none */
    int64_t database_len, free_len; /* bytes */
    int schema_version;
};
bool store_read_status(struct store *store, struct store_status *out, struct err *err);

/* The last row of the audit log; its hash vouches for all rows before it. */
struct store_chain_head {
    int64_t number;
    char hash[CRYPT_HEX_LEN];
};
bool store_read_chain_head(struct store *store, struct store_chain_head *out, struct err *err);
/* Recomputes the chain; false and the first row that does not hold. */
bool store_check_chain(struct store *store, struct err *err);
/* Counts all records anew and compares with the tallies that are kept; false and the first that
 * differs. */
bool store_check_tallies(struct store *store, struct err *err);

/* All versions of a question are counted together under its id, with the newest one's stem. A
 * matrix has an entry for each statement, ID.1, ID.2, ...; notes have none. */
struct tally_question {
    char *id, *form_id, *stem, *type; /* form_id: bank or questionnaire; type: question_type_tag */
    int64_t asked, answered, skipped, timed_out, right; /* asked = the next three together */
    /* single, multiple, judge: by letter, [0] = A. scale, matrix, rating: by point, where [0] is
     * the point outside the mean (of a rating: the figure 0, which counts). */
    int64_t choices[OPTION_MAX];
    int choice_count; /* of choices in use: options, or points with point 0; 0 = not counted so */
    double mean;      /* scale, matrix, rating, number: over what counts; NAN = none */
};
struct tally_form {
    char *id;
    enum session_kind kind;
    /* started = completed + abandoned + open; a withdrawn session counts nowhere else. */
    int64_t started, completed, abandoned, withdrawn, open;
    double mean_right; /* quiz: over completed; NAN = none */
    /* In the order of the form, also those never asked; then those no longer in it but asked. */
    struct tally_question *questions;
    int question_count;
};
/* The activity put last, counted by one read transaction. Owned by the caller. */
struct tally {
    char activity_id[64];
    enum store_kind kind;
    int64_t visits;
    struct tally_form quiz;
    struct tally_form *surveys;
    int survey_count;
    struct store_ledger prizes;
    struct store_counters counters;
};
bool store_read_tally(struct store *store, struct tally *out, struct err *err);
void tally_fini(struct tally *tally);

/* Rows for the export, in a fixed order (visit number, session, position); `from` inclusive,
 * `until` exclusive by the answer's time, 0 = open; a visit is told when it began in that span or
 * has an answer of it. Callbacks run on the writer thread and must not call the store. */
struct store_visit_row {
    const char *uuid, *language, *end_reason, *activity_id;
    int64_t number, began_ms, ended_ms; /* ended 0 = never */
    bool large_text;
    enum session_end quiz_end;
    bool has_quiz;
    int quiz_asked, quiz_right;
};
struct store_answer_row {
    const char *visit, *activity_id, *form_id, *question_id, *hash, *stem, *choice, *text, *type;
    const char *shown_order;
    const char *ink; /* as ink_format, or NULL */
    int64_t visit_number, wall_ms;
    int position, is_right, duration_ms;
    enum answer_state state;
    enum session_kind session;
    enum session_end session_end;
};
struct store_question_row {
    const char *hash, *id, *form_id, *type, *canonical; /* form_id: bank or questionnaire */
    enum session_kind session; /* asked in the quiz or in a questionnaire */
    int64_t first_ms;
};
struct store_rows {
    bool (*visit)(void *context, const struct store_visit_row *row, struct err *err);
    bool (*answer)(void *context, const struct store_answer_row *row, struct err *err);
    bool (*question)(void *context, const struct store_question_row *row, struct err *err);
    void *context;
};
/* One read transaction over all; members may be NULL; a callback that returns false stops it. */
bool store_read_rows(struct store *store, int64_t from_ms, int64_t until_ms,
                     const struct store_rows *rows, struct err *err);

#endif
