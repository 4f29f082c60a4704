/* The PIN's state, counters, staff's last actions and the day's figures, read for the panel. */
#include "base/utf8.h"
#include "store/inside.h"
#include "store/staff_inside.h"
#include "store/statement.h"

struct pin_reading {
    const char *boot;
    int64_t boot_ms;
    struct store_pin *out;
};

static bool read_pin(struct db *db, void *context, struct err *err)
{
    const struct pin_reading *reading = context;
    (void)err;
    return pin_read(db, reading->boot, reading->boot_ms, reading->out);
}

bool store_read_pin(struct store *store, const char *boot, int64_t boot_ms, struct store_pin *out,
                    struct err *err)
{
    struct pin_reading reading = { boot, boot_ms, out };
    return store_read(store, read_pin, &reading, err);
}

static bool read_pin_record(struct db *db, void *context, struct err *err)
{
    struct store_pin_record *out = context;
    struct query read;
    (void)err;
    query_start(&read, db, QUERY_PIN_RECORD);
    enum query_step step = query_step(&read);
    if (step == QUERY_ROW) {
        utf8_copy(out->key, sizeof out->key, query_text(&read, 0));
        utf8_copy(out->hash, sizeof out->hash, query_text(&read, 1));
        out->wall_ms = query_int(&read, 2);
    }
    query_end(&read);
    return step != QUERY_FAILED;
}

bool store_read_pin_record(struct store *store, struct store_pin_record *out, struct err *err)
{
    *out = (struct store_pin_record){ .key = "" };
    return store_read(store, read_pin_record, out, err);
}

struct permit_reading {
    const char *permit;
    bool *used;
};

static bool read_permit(struct db *db, void *context, struct err *err)
{
    const struct permit_reading *reading = context;
    (void)err;
    return permit_find(db, reading->permit, reading->used);
}

bool store_read_permit_used(struct store *store, const char *permit, bool *used, struct err *err)
{
    struct permit_reading reading = { .permit = permit };
    reading.used = used;
    return store_read(store, read_permit, &reading, err);
}

/* ---- counters ---- */

struct counters_reading {
    int64_t from_ms;
    struct store_counters *out;
};

bool counters_read(struct db *db, int64_t from_ms, struct store_counters *out)
{
    struct query rows;
    enum query_step step;
    query_start(&rows, db, QUERY_COUNTER_TOTALS);
    query_set_int(&rows, ":from_ms", from_ms);
    while ((step = query_step(&rows)) == QUERY_ROW && out->count < STORE_COUNTERS_MAX) {
        struct store_counter *counter = &out->items[out->count++];
        utf8_copy(counter->unit, sizeof counter->unit, query_text(&rows, 0));
        utf8_copy(counter->item, sizeof counter->item, query_text(&rows, 1));
        utf8_copy(counter->measure, sizeof counter->measure, query_text(&rows, 2));
        counter->total = query_int(&rows, 3);
        counter->today = query_int(&rows, 4);
    }
    query_end(&rows);
    return step != QUERY_FAILED;
}

static bool read_counters(struct db *db, void *context, struct err *err)
{
    const struct counters_reading *reading = context;
    (void)err;
    return counters_read(db, reading->from_ms, reading->out);
}

bool store_read_counters(struct store *store, int64_t today_from_ms, struct store_counters *out,
                         struct err *err)
{
    struct counters_reading reading = { today_from_ms, out };
    out->count = 0;
    return store_read(store, read_counters, &reading, err);
}

struct counter_rows {
    int64_t from_ms, until_ms;
    bool (*row)(void *context, const struct store_counter_row *row, struct err *err);
    void *context;
};

static bool read_counter_rows(struct db *db, void *context, struct err *err)
{
    const struct counter_rows *reading = context;
    struct query rows;
    enum query_step step = QUERY_DONE;
    bool go_on = true;
    query_start(&rows, db, QUERY_COUNTER_ROWS);
    query_set_int(&rows, ":from_ms", reading->from_ms == 0 ? INT64_MIN : reading->from_ms);
    query_set_int(&rows, ":until_ms", reading->until_ms == 0 ? INT64_MAX : reading->until_ms);
    while (go_on && (step = query_step(&rows)) == QUERY_ROW) {
        const struct store_counter_row row = { .activity_id = query_text(&rows, 0),
                                               .unit = query_text(&rows, 1),
                                               .item = query_text(&rows, 2),
                                               .measure = query_text(&rows, 3),
                                               .delta = query_int(&rows, 4),
                                               .reason = query_text(&rows, 5),
                                               .wall_ms = query_int(&rows, 6) };
        go_on = reading->row(reading->context, &row, err);
    }
    query_end(&rows);
    return go_on && step == QUERY_DONE;
}

bool store_read_counter_rows(struct store *store, int64_t from_ms, int64_t until_ms,
                             bool (*row)(void *context, const struct store_counter_row *row,
                                         struct err *err),
                             void *context, struct err *err)
{
    struct counter_rows reading = { from_ms, until_ms, row, context };
    return store_read(store, read_counter_rows, &reading, err);
}

/* ---- staff's last actions ---- */

struct event_reading {
    const char *subject;
    struct store_staff_event *out;
};

static bool read_event(struct db *db, void *context, struct err *err)
{
    const struct event_reading *reading = context;
    struct query last;
    (void)err;
    query_start(&last, db, QUERY_STAFF_EVENT_LAST);
    query_set_text(&last, ":subject", reading->subject);
    enum query_step step = query_step(&last);
    if (step == QUERY_ROW) {
        reading->out->wall_ms = query_int(&last, 0);
        utf8_copy(reading->out->detail, sizeof reading->out->detail, query_text(&last, 1));
    }
    query_end(&last);
    return step != QUERY_FAILED;
}

bool store_read_staff_event(struct store *store, const char *subject, struct store_staff_event *out,
                            struct err *err)
{
    struct event_reading reading = { subject, out };
    *out = (struct store_staff_event){ 0 };
    return store_read(store, read_event, &reading, err);
}

/* ---- the day ---- */

struct day_reading {
    int64_t from_ms, until_ms;
    struct store_day *out;
};

static bool read_hours(struct db *db, const struct day_reading *reading)
{
    struct query rows;
    enum query_step step;
    query_start(&rows, db, QUERY_DAY_HOURS);
    query_set_int(&rows, ":from_ms", reading->from_ms);
    query_set_int(&rows, ":until_ms", reading->until_ms);
    while ((step = query_step(&rows)) == QUERY_ROW) {
        int64_t hour = query_int(&rows, 0);
        reading->out->visits += query_int(&rows, 1);
        if (hour >= 0 && hour < 24)
            reading->out->hours[hour] = query_int(&rows, 1);
    }
    query_end(&rows);
    return step != QUERY_FAILED;
}

static void add_sessions(struct store_day *out, const struct query *row)
{
    enum session_end end = session_end_of_tag(query_text(row, 1));
    int64_t sessions = query_int(row, 2);
    bool done = end == SESSION_COMPLETED;
    if (end == SESSION_WITHDRAWN)
        return; /* counts nowhere */
    if (session_kind_of_tag(query_text(row, 0)) == SESSION_SURVEY) {
        out->surveys_started += sessions;
        out->surveys_completed += done ? sessions : 0;
        return;
    }
    out->quiz_started += sessions;
    if (!done)
        return;
    out->quiz_completed += sessions;
    out->quiz_right += query_int(row, 3);
    out->quiz_asked += query_int(row, 4);
}

static bool read_day(struct db *db, void *context, struct err *err)
{
    const struct day_reading *reading = context;
    struct query rows;
    enum query_step step;
    (void)err;
    query_start(&rows, db, QUERY_DAY_SESSIONS);
    query_set_int(&rows, ":from_ms", reading->from_ms);
    query_set_int(&rows, ":until_ms", reading->until_ms);
    while ((step = query_step(&rows)) == QUERY_ROW)
        add_sessions(reading->out, &rows);
    query_end(&rows);
    return step != QUERY_FAILED && read_hours(db, reading);
}

bool store_read_day(struct store *store, int64_t from_ms, int64_t until_ms, struct store_day *out,
                    struct err *err)
{
    struct day_reading reading = { from_ms, until_ms, out };
    *out = (struct store_day){ 0 };
    return store_read(store, read_day, &reading, err);
}

static bool read_answer_count(struct db *db, void *context, struct err *err)
{
    struct query sum;
    (void)err;
    query_start(&sum, db, QUERY_TALLY_PRESENT_ANSWERS);
    return query_run_int(&sum, context);
}

bool store_read_answer_count(struct store *store, int64_t *out, struct err *err)
{
    return store_read(store, read_answer_count, out, err);
}
