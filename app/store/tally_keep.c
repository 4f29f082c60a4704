#include "store/tally_keep.h"

#include "base/date.h"
#include "store/inside.h"
#include "store/statement.h"

bool tally_give_visit(struct db *db, const char *uuid)
{
    struct query give;
    query_start(&give, db, QUERY_TALLY_VISIT_GIVE);
    query_set_text(&give, ":visit", uuid);
    return query_run(&give);
}

static bool run_on_session(struct db *db, enum query_id id, int64_t session)
{
    struct query query;
    query_start(&query, db, id);
    query_set_int(&query, ":session", session);
    return query_run(&query);
}

bool tally_give_session(struct db *db, int64_t session)
{
    return run_on_session(db, QUERY_TALLY_SESSION_GIVE, session);
}

bool tally_take_session(struct db *db, int64_t session)
{
    return run_on_session(db, QUERY_TALLY_SESSION_TAKE, session);
}

bool tally_give_answers(struct db *db, int64_t session)
{
    return run_on_session(db, QUERY_TALLY_ANSWERS_GIVE, session);
}

bool tally_take_answers(struct db *db, int64_t session)
{
    return run_on_session(db, QUERY_TALLY_ANSWERS_TAKE, session);
}

/* ---- counted anew ---- */

/* The first row that does not agree, as (name, day or choice, kept, found). */
static bool recount(struct db *db, enum query_id id, const char *what, bool by_day, struct err *err)
{
    struct query query;
    char day[DATE_TEXT_LEN];
    query_start(&query, db, id);
    enum query_step step = query_step(&query);
    if (step == QUERY_ROW) {
        const char *second = day;
        if (by_day)
            date_format((int32_t)query_int(&query, 1), day);
        else
            second = query_text(&query, 1);
        err_set(err, "统计表与记录不符：%s %s（%s）记着 %lld，逐条数是 %lld", what,
                query_text(&query, 0), second, (long long)query_int(&query, 2),
                (long long)query_int(&query, 3));
    }
    query_end(&query);
    return step == QUERY_DONE;
}

static bool check_tallies(struct db *db, void *context, struct err *err)
{
    (void)context;
    return recount(db, QUERY_RECOUNT_VISITS, "来访", true, err) &&
           recount(db, QUERY_RECOUNT_SESSIONS, "答题", true, err) &&
           recount(db, QUERY_RECOUNT_ANSWERS, "回答", false, err);
}

bool store_check_tallies(struct store *store, struct err *err)
{
    return store_read(store, check_tallies, NULL, err);
}
