/* Opening hours: stretches from the first to the last sign of life. */
#include "store/inside.h"
#include "store/staff_inside.h"
#include "store/statement.h"

static enum request_state find_marked(struct db *db, const struct store_request *request,
                                      struct err *err)
{
    struct query find;
    int64_t count = 0;
    (void)err;
    query_start(&find, db, QUERY_OPEN_FIND);
    query_set_text(&find, ":key", request->staff.key);
    query_set_int(&find, ":wall_ms", request->wall_ms);
    if (!query_run_int(&find, &count))
        return REQUEST_REFUSED;
    return count > 0 ? REQUEST_DONE : REQUEST_NEW;
}

static bool mark(struct db *db, const struct store_request *request, struct err *err)
{
    struct query put;
    (void)err;
    query_start(&put, db, QUERY_OPEN_PUT);
    query_set_text(&put, ":key", request->staff.key);
    query_set_int(&put, ":wall_ms", request->wall_ms);
    return query_run(&put);
}

const struct request_rule rule_mark_open = { find_marked, mark, NULL };

/* ---- reading ---- */

struct hours_reading {
    int64_t from_ms;
    struct store_hours *out;
};

static bool read_hours(struct db *db, void *context, struct err *err)
{
    const struct hours_reading *reading = context;
    struct query sums;
    (void)err;
    query_start(&sums, db, QUERY_OPEN_SUMS);
    query_set_int(&sums, ":from_ms", reading->from_ms);
    enum query_step step = query_step(&sums);
    if (step == QUERY_ROW)
        *reading->out = (struct store_hours){ .whole_ms = query_int(&sums, 0),
                                              .today_ms = query_int(&sums, 1),
                                              .began_ms = query_int(&sums, 2) };
    query_end(&sums);
    return step == QUERY_ROW;
}

bool store_read_hours(struct store *store, int64_t from_ms, struct store_hours *out,
                      struct err *err)
{
    struct hours_reading reading = { from_ms, out };
    *out = (struct store_hours){ 0 };
    return store_read(store, read_hours, &reading, err);
}

struct span_rows {
    int64_t from_ms, until_ms;
    bool (*row)(void *context, int64_t began_ms, int64_t until_ms, struct err *err);
    void *context;
};

static bool read_spans(struct db *db, void *context, struct err *err)
{
    const struct span_rows *reading = context;
    struct query rows;
    enum query_step step = QUERY_DONE;
    bool go_on = true;
    query_start(&rows, db, QUERY_OPEN_ROWS);
    query_set_int(&rows, ":from_ms", reading->from_ms == 0 ? INT64_MIN : reading->from_ms);
    query_set_int(&rows, ":until_ms", reading->until_ms == 0 ? INT64_MAX : reading->until_ms);
    while (go_on && (step = query_step(&rows)) == QUERY_ROW)
        go_on = reading->row(reading->context, query_int(&rows, 0), query_int(&rows, 1), err);
    query_end(&rows);
    return go_on && step == QUERY_DONE;
}

bool store_read_open_spans(struct store *store, int64_t from_ms, int64_t until_ms,
                           bool (*row)(void *context, int64_t began_ms, int64_t until_ms,
                                       struct err *err),
                           void *context, struct err *err)
{
    struct span_rows reading = { from_ms, until_ms, row, context };
    return store_read(store, read_spans, &reading, err);
}
