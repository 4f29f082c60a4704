/* Sessions: a quiz or a questionnaire within a visit, begun, ended, withdrawn. */
#include "store/audit.h"
#include "store/prize_inside.h"
#include "store/request.h"
#include "store/statement.h"
#include "store/tally_keep.h"

enum request_state session_find(struct db *db, const struct store_request *request,
                                struct session_record *out)
{
    struct query find;
    query_start(&find, db, QUERY_SESSION_FIND);
    query_set_text(&find, ":visit", request->visit);
    query_set_text(&find, ":form_id", request->form_id);
    query_set_text(&find, ":kind", session_kind_tag(request->session));
    enum query_step step = query_step(&find);
    if (step == QUERY_ROW) {
        out->number = query_int(&find, 0);
        out->form = query_int(&find, 1);
        out->outcome = session_end_of_tag(query_text(&find, 2));
        out->right_count = query_is_null(&find, 3) ? -1 : query_int(&find, 3);
    }
    query_end(&find);
    return step == QUERY_ROW ? REQUEST_DONE : step == QUERY_DONE ? REQUEST_NEW : REQUEST_REFUSED;
}

static enum request_state visit_is_open(struct db *db, const struct store_request *request,
                                        struct err *err)
{
    struct query find;
    query_start(&find, db, QUERY_VISIT_FIND);
    query_set_text(&find, ":visit", request->visit);
    enum query_step step = query_step(&find);
    bool ended = step == QUERY_ROW && !query_is_null(&find, 1);
    query_end(&find);
    if (step == QUERY_DONE)
        err_set(err, "没有这次到访（%s），不能开始答题", request->visit);
    else if (ended)
        err_set(err, "这次到访（%s）已经结束，不能再开始答题", request->visit);
    return step == QUERY_ROW && !ended ? REQUEST_NEW : REQUEST_REFUSED;
}

static enum request_state find_begun(struct db *db, const struct store_request *request,
                                     struct err *err)
{
    struct session_record session;
    enum request_state state = session_find(db, request, &session);
    return state == REQUEST_NEW ? visit_is_open(db, request, err) : state;
}

static bool begin_session(struct db *db, const struct store_request *request, struct err *err)
{
    struct query put;
    int64_t session = 0;
    query_start(&put, db, QUERY_SESSION_PUT);
    query_set_text(&put, ":visit", request->visit);
    query_set_text(&put, ":form_id", request->form_id);
    query_set_text(&put, ":kind", session_kind_tag(request->session));
    query_set_int(&put, ":asked", request->asked);
    query_set_int(&put, ":wall_ms", request->wall_ms);
    enum query_step step = query_step(&put);
    if (step == QUERY_ROW)
        session = query_int(&put, 0);
    query_end(&put);
    if (step == QUERY_DONE)
        err_set(err, "本活动没有“%s”这份问卷或竞答，不能开始", request->form_id);
    return step == QUERY_ROW && tally_give_session(db, session);
}

static bool has_score(const struct store_request *request)
{
    return request->session == SESSION_QUIZ && request->end != SESSION_WITHDRAWN;
}

/* An ended session stays as it ended, but for a visitor who withdraws: that is always granted. */
static enum request_state find_ended(struct db *db, const struct store_request *request,
                                     struct err *err)
{
    struct session_record session;
    if (request->end == SESSION_OPEN) {
        err_set(err, "“未结束”不是一种结束方式");
        return REQUEST_REFUSED;
    }
    enum request_state state = session_find(db, request, &session);
    if (state == REQUEST_NEW) {
        err_set(err, "到访 %s 没有开始过“%s”，不能结束它", request->visit, request->form_id);
        return REQUEST_REFUSED;
    }
    if (state == REQUEST_REFUSED || session.outcome == SESSION_OPEN)
        return state == REQUEST_REFUSED ? REQUEST_REFUSED : REQUEST_NEW;
    int64_t right = has_score(request) ? request->right : -1;
    if (session.outcome == request->end && session.right_count == right)
        return REQUEST_DONE;
    if (request->end == SESSION_WITHDRAWN)
        return REQUEST_NEW;
    err_set(err, "到访 %s 的“%s”已经结束", request->visit, request->form_id);
    return REQUEST_REFUSED;
}

static bool erase(struct db *db, enum query_id id, int64_t session)
{
    struct query query;
    query_start(&query, db, id);
    query_set_int(&query, ":session", session);
    return query_run(&query);
}

static bool end_session(struct db *db, const struct store_request *request, struct err *err)
{
    struct session_record session;
    struct query end;
    if (session_find(db, request, &session) != REQUEST_DONE ||
        !tally_take_session(db, session.number))
        return false;
    query_start(&end, db, QUERY_SESSION_END);
    query_set_int(&end, ":session", session.number);
    query_set_int(&end, ":wall_ms", request->wall_ms);
    query_set_text(&end, ":outcome", session_end_tag(request->end));
    if (has_score(request))
        query_set_int(&end, ":right_count", request->right);
    else
        query_set_null(&end, ":right_count");
    if (!query_run(&end) || !tally_give_session(db, session.number))
        return false;
    bool was_open = session.outcome == SESSION_OPEN;
    if (request->end != SESSION_WITHDRAWN && was_open && !tally_give_answers(db, session.number))
        return false;
    if (request->settles && request->session == SESSION_QUIZ && request->end == SESSION_COMPLETED)
        return settle_visit(db, request, err);
    if (request->end != SESSION_WITHDRAWN)
        return true;
    return (was_open || tally_take_answers(db, session.number)) &&
           erase(db, QUERY_SESSION_ERASE_ANSWERS, session.number) &&
           erase(db, QUERY_SESSION_ERASE_HISTORY, session.number) &&
           audit_put(db, request->wall_ms, "withdrawn", request->visit, "form %s",
                     request->form_id);
}

const struct request_rule rule_begin_session = { find_begun, begin_session, NULL };
static bool tell_ended(struct db *db, const struct store_request *request,
                       struct store_result *result)
{
    return !request->settles || news_tell_award(db, request, result);
}

const struct request_rule rule_end_session = { find_ended, end_session, tell_ended };
