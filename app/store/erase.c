/* Erasing the visits of activities that are over: answers, sessions, visits; the totals stay. */
#include "base/date.h"
#include "store/audit.h"
#include "store/inside.h"
#include "store/staff_inside.h"
#include "store/statement.h"

/* Official data only once its activity is over; rehearsals and simulations at any time. */
enum { ANY_DAY = 1000000 };

static int64_t day_of(const struct db *db, int64_t wall_ms)
{
    return db->kind == STORE_OFFICIAL ? date_of_ms(wall_ms) : ANY_DAY;
}

static bool read_left(struct db *db, int64_t today, struct store_erasable *out)
{
    struct query left;
    query_start(&left, db, QUERY_ERASE_LEFT);
    query_set_int(&left, ":today", today);
    enum query_step step = query_step(&left);
    if (step == QUERY_ROW) {
        out->visits = query_int(&left, 0);
        out->answers = query_int(&left, 1);
        out->kept = query_int(&left, 2);
    }
    query_end(&left);
    return step == QUERY_ROW;
}

static bool read_over(struct db *db, int64_t today, int64_t *over, int64_t *last_day)
{
    struct query query;
    query_start(&query, db, QUERY_ERASE_OVER);
    query_set_int(&query, ":today", today);
    enum query_step step = query_step(&query);
    if (step == QUERY_ROW) {
        *over = query_int(&query, 0);
        *last_day = query_int(&query, 1);
    }
    query_end(&query);
    return step == QUERY_ROW;
}

static enum request_state find_erased(struct db *db, const struct store_request *request,
                                      struct err *err)
{
    struct store_erasable left = { 0 };
    int64_t over = 0, last_day = 0, today = day_of(db, request->wall_ms);
    char day[DATE_TEXT_LEN];
    if (!read_over(db, today, &over, &last_day) || !read_left(db, today, &left))
        return REQUEST_REFUSED;
    if (over > 0)
        return left.visits + left.answers > 0 ? REQUEST_NEW : REQUEST_DONE;
    date_format((int32_t)last_day, day);
    if (last_day > 0)
        err_set(err, "活动还没有结束（%s 是最后一天），不能清除来访记录", day);
    else
        err_set(err, "没有已结束的活动，没有可以清除的来访记录");
    return REQUEST_REFUSED;
}

static bool erase(struct db *db, const struct store_request *request, struct err *err)
{
    static const enum query_id steps[] = {
        QUERY_ERASE_TALLY_OPEN,    QUERY_ERASE_ANSWERS,        QUERY_ERASE_HISTORY,
        QUERY_ERASE_SESSIONS,      QUERY_ERASE_VISITS,         QUERY_ERASE_HOLLOW,
        QUERY_ERASE_TALLY_ANSWERS, QUERY_ERASE_TALLY_SESSIONS, QUERY_ERASE_TALLY_VISITS,
    };
    struct store_erasable left = { 0 };
    int64_t today = day_of(db, request->wall_ms);
    (void)err;
    if (!read_left(db, today, &left))
        return false;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct query query;
        query_start(&query, db, steps[i]);
        query_set_int(&query, ":today", today);
        if (!query_run(&query))
            return false;
    }
    return audit_put(db, request->wall_ms, "staff", "erase",
                     "visits %lld, answers %lld, kept for prizes %lld", (long long)left.visits,
                     (long long)left.answers, (long long)left.kept);
}

const struct request_rule rule_erase = { find_erased, erase, NULL };

struct erasable_reading {
    int64_t wall_ms;
    struct store_erasable *out;
};

static bool read_erasable(struct db *db, void *context, struct err *err)
{
    const struct erasable_reading *reading = context;
    int64_t over = 0, last_day = 0, today = day_of(db, reading->wall_ms);
    (void)err;
    if (!read_over(db, today, &over, &last_day) || !read_left(db, today, reading->out))
        return false;
    reading->out->is_over = over > 0;
    return true;
}

bool store_read_erasable(struct store *store, int64_t wall_ms, struct store_erasable *out,
                         struct err *err)
{
    struct erasable_reading reading = { wall_ms, out };
    *out = (struct store_erasable){ 0 };
    return store_read(store, read_erasable, &reading, err);
}
