/*
 * What the store keeps for the staff panel: the PIN with its attempts, counters by hand, and what
 * staff did. Requests about it are posted as all others (store.h).
 *
 * A PIN is tried by two requests: STORE_TRY_PIN commits the attempt, STORE_CHECK_PIN compares and
 * takes only an attempt that is committed and open. Pulling the plug in between leaves an attempt
 * that counts as wrong. A PIN is changed by whoever has just entered the right one, or has a permit
 * of the office that was not used yet.
 */
#ifndef WENDA_STORE_STAFF_H
#define WENDA_STORE_STAFF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "port/crypt_password.h"

struct store;

/* Strings are borrowed for the call and copied by store_post. */
struct staff_request {
    /* UUID of the request (TRY_PIN, SET_PIN, COUNT), of its attempt (CHECK_PIN), of the stretch
     * (MARK_OPEN), of the PIN (ADOPT_PIN, whose secret is the record's hash). */
    const char *key;
    const char *boot;    /* TRY_PIN, CHECK_PIN: names this run of the machine */
    int64_t boot_ms;     /* likewise: the boot clock */
    const char *secret;  /* CHECK_PIN, SET_PIN: the PIN; wiped once it was used */
    const char *proof;   /* SET_PIN: key of the attempt that was right; NULL while none is set */
    const char *permit;  /* SET_PIN: of the office, 32 hexadecimal digits; NULL = none */
    bool only_by_permit; /* SET_PIN: in the place of a lost PIN none is set without a permit */
    const char *item, *measure, *unit; /* COUNT; its delta and reason are the request's own */
    const char *subject, *detail;      /* NOTE_STAFF: enter, leave, export …, and more about it */
};

/* Carried by results of TRY_PIN, CHECK_PIN and SET_PIN. */
struct store_pin {
    bool is_set;
    bool is_lost;    /* none is set, but a database that may have had one was set aside */
    bool right;      /* CHECK_PIN: it was the PIN */
    int failures;    /* wrong ones in a row */
    int64_t wait_ms; /* until the next attempt is taken */
};

enum { STORE_COUNTER_TEXT_LEN = 96, STORE_COUNTERS_MAX = 160, STORE_COUNT_REASON_MAX_CHARS = 40 };

/* ---- reading ---- */

bool store_read_pin(struct store *store, const char *boot, int64_t boot_ms, struct store_pin *out,
                    struct err *err);

/* The PIN as it is kept; hash "" = none is set. */
enum { STORE_PIN_KEY_LEN = 37 };
struct store_pin_record {
    char key[STORE_PIN_KEY_LEN], hash[CRYPT_PASSWORD_LEN];
    int64_t wall_ms;
};
/* Whether a PIN was set by that permit. */
bool store_read_permit_used(struct store *store, const char *permit, bool *used, struct err *err);
bool store_read_pin_record(struct store *store, struct store_pin_record *out, struct err *err);

struct store_counter {
    char unit[STORE_COUNTER_TEXT_LEN], item[STORE_COUNTER_TEXT_LEN];
    char measure[STORE_COUNTER_TEXT_LEN];
    int64_t total, today;
};
/* Of the activity put last, in the order first counted. */
struct store_counters {
    struct store_counter items[STORE_COUNTERS_MAX];
    int count;
};
bool store_read_counters(struct store *store, int64_t today_from_ms, struct store_counters *out,
                         struct err *err);

struct store_counter_row {
    const char *activity_id, *unit, *item, *measure, *reason;
    int64_t delta, wall_ms;
};
/* In their order, callbacks as in store_read_rows; 0 = open. */
bool store_read_counter_rows(struct store *store, int64_t from_ms, int64_t until_ms,
                             bool (*row)(void *context, const struct store_counter_row *row,
                                         struct err *err),
                             void *context, struct err *err);

/* The last of staff's actions of that subject; wall_ms 0 = never. */
enum { STORE_STAFF_DETAIL_LEN = 256 };
struct store_staff_event {
    int64_t wall_ms;
    char detail[STORE_STAFF_DETAIL_LEN];
};
bool store_read_staff_event(struct store *store, const char *subject, struct store_staff_event *out,
                            struct err *err);

/* Figures of [from, until) of the activity put last. */
struct store_day {
    int64_t visits, hours[24];
    int64_t quiz_started, quiz_completed, quiz_right, quiz_asked; /* the last two of completed */
    int64_t surveys_started, surveys_completed;
};
bool store_read_day(struct store *store, int64_t from_ms, int64_t until_ms, struct store_day *out,
                    struct err *err);

/* How long the booth was open to the public; from_ms is when today began. */
struct store_hours {
    int64_t today_ms, whole_ms;
    int64_t began_ms; /* today's first sign of life; 0 = none */
};
bool store_read_hours(struct store *store, int64_t from_ms, struct store_hours *out,
                      struct err *err);
/* The stretches that began in [from, until), in their order; 0 = open. */
bool store_read_open_spans(struct store *store, int64_t from_ms, int64_t until_ms,
                           bool (*row)(void *context, int64_t began_ms, int64_t until_ms,
                                       struct err *err),
                           void *context, struct err *err);

/* What STORE_ERASE would erase, and how many visits it would keep for the audit of prizes: those
 * without answers, as a number, a time and a score. */
struct store_erasable {
    bool is_over; /* an activity is: else nothing may be erased */
    int64_t visits, answers, kept;
};
bool store_read_erasable(struct store *store, int64_t wall_ms, struct store_erasable *out,
                         struct err *err);

/* Answers in the database, from the tallies. */
bool store_read_answer_count(struct store *store, int64_t *out, struct err *err);

#endif
