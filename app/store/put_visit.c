/* Visits: begun, ended. */
#include <stddef.h>
#include <string.h>

#include "store/audit.h"
#include "store/request.h"
#include "store/statement.h"
#include "store/tally_keep.h"

struct visit_record {
    int64_t number;
    bool ended;
    char reason[16];
};

static enum request_state visit_find(struct db *db, const struct store_request *request,
                                     struct visit_record *out)
{
    struct query find;
    query_start(&find, db, QUERY_VISIT_FIND);
    query_set_text(&find, ":visit", request->visit);
    enum query_step step = query_step(&find);
    if (step == QUERY_ROW) {
        out->number = query_int(&find, 0);
        out->ended = !query_is_null(&find, 1);
        if (out->ended)
            strncat(out->reason, query_text(&find, 1), sizeof out->reason - 1);
    }
    query_end(&find);
    return step == QUERY_ROW ? REQUEST_DONE : step == QUERY_DONE ? REQUEST_NEW : REQUEST_REFUSED;
}

static enum request_state find_begun(struct db *db, const struct store_request *request,
                                     struct err *err)
{
    struct visit_record visit = { 0 };
    (void)err;
    return visit_find(db, request, &visit);
}

static bool begin_visit(struct db *db, const struct store_request *request, struct err *err)
{
    struct query put;
    query_start(&put, db, QUERY_VISIT_PUT);
    query_set_text(&put, ":visit", request->visit);
    query_set_text(&put, ":language", request->language);
    query_set_int(&put, ":large_text", request->large_text);
    query_set_int(&put, ":wall_ms", request->wall_ms);
    if (!query_run(&put))
        return false;
    if (db_changes(db) != 1)
        return err_set(err, "还没有装入活动，不能开始接待。请先装入活动，再重新启动");
    return tally_give_visit(db, request->visit);
}

static enum request_state find_ended(struct db *db, const struct store_request *request,
                                     struct err *err)
{
    struct visit_record visit = { 0 };
    enum request_state state = visit_find(db, request, &visit);
    if (state == REQUEST_NEW) {
        err_set(err, "没有这次到访（%s），不能结束它", request->visit);
        return REQUEST_REFUSED;
    }
    if (state == REQUEST_REFUSED || !visit.ended)
        return state == REQUEST_REFUSED ? REQUEST_REFUSED : REQUEST_NEW;
    if (strcmp(visit.reason, request->end_reason) == 0)
        return REQUEST_DONE;
    err_set(err, "这次到访（%s）已经结束", request->visit);
    return REQUEST_REFUSED;
}

static bool abandon_session(struct db *db, int64_t session, int64_t wall_ms)
{
    struct query abandon;
    if (!tally_take_session(db, session))
        return false;
    query_start(&abandon, db, QUERY_SESSION_ABANDON);
    query_set_int(&abandon, ":session", session);
    query_set_int(&abandon, ":wall_ms", wall_ms);
    return query_run(&abandon) && tally_give_session(db, session) &&
           tally_give_answers(db, session);
}

static bool abandon_sessions(struct db *db, const struct visit_record *visit, int64_t wall_ms)
{
    struct query open;
    enum query_step step;
    do {
        int64_t session = 0;
        query_start(&open, db, QUERY_VISIT_OPEN_SESSIONS);
        query_set_int(&open, ":visit", visit->number);
        step = query_step(&open);
        if (step == QUERY_ROW)
            session = query_int(&open, 0);
        query_end(&open);
        if (step == QUERY_ROW && !abandon_session(db, session, wall_ms))
            return false;
    } while (step == QUERY_ROW);
    return step == QUERY_DONE;
}

static bool audit_visit(struct db *db, const struct visit_record *visit,
                        const struct store_request *request)
{
    int64_t sessions = 0, answers = 0;
    struct query summary;
    query_start(&summary, db, QUERY_VISIT_SUMMARY);
    query_set_int(&summary, ":visit", visit->number);
    if (query_step(&summary) == QUERY_ROW) {
        sessions = query_int(&summary, 0);
        answers = query_int(&summary, 1);
    }
    query_end(&summary);
    return audit_put(db, request->wall_ms, "visit_ended", request->visit,
                     "number %lld, %s, sessions %lld, answers %lld", (long long)visit->number,
                     request->end_reason, (long long)sessions, (long long)answers);
}

static bool end_visit(struct db *db, const struct store_request *request, struct err *err)
{
    struct visit_record visit = { 0 };
    struct query end;
    (void)err;
    if (visit_find(db, request, &visit) != REQUEST_DONE ||
        !abandon_sessions(db, &visit, request->wall_ms))
        return false;
    query_start(&end, db, QUERY_VISIT_END);
    query_set_int(&end, ":visit", visit.number);
    query_set_int(&end, ":wall_ms", request->wall_ms);
    query_set_text(&end, ":reason", request->end_reason);
    return query_run(&end) && audit_visit(db, &visit, request);
}

const struct request_rule rule_begin_visit = { find_begun, begin_visit, NULL };
const struct request_rule rule_end_visit = { find_ended, end_visit, NULL };
