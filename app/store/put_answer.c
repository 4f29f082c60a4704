/* Answers: put, replaced, dropped. */
#include <stddef.h>

#include "store/request.h"
#include "store/statement.h"

static bool refuse_ended(const struct store_request *request, struct err *err)
{
    return err_set(err, "到访 %s 的“%s”已经结束，不能再改答案", request->visit, request->form_id);
}

static bool refuse_unbegun(const struct store_request *request, struct err *err)
{
    return err_set(err, "到访 %s 没有开始过“%s”，答案没有归处", request->visit, request->form_id);
}

static void set_content(struct query *query, const struct store_request *request)
{
    query_set_int(query, ":position", request->position);
    query_set_text(query, ":state", answer_state_tag(request->state));
    query_set_text(query, ":choice", request->choice);
    query_set_text(query, ":shown_order", request->shown_order);
    query_set_text(query, ":text", request->text);
    query_set_text(query, ":ink", request->ink);
    if (request->is_right < 0)
        query_set_null(query, ":is_right");
    else
        query_set_int(query, ":is_right", request->is_right);
}

/* Leaves the place for put_answer: one look-up serves both, for this is what visitors wait for. */
static enum request_state find_answer(struct db *db, const struct store_request *request,
                                      struct err *err)
{
    struct query find;
    bool is_same = false;
    query_start(&find, db, QUERY_ANSWER_PLACE);
    query_set_text(&find, ":visit", request->visit);
    query_set_text(&find, ":form_id", request->form_id);
    query_set_text(&find, ":kind", session_kind_tag(request->session));
    query_set_text(&find, ":question_id", request->question_id);
    query_set_text(&find, ":hash", request->question_hash);
    set_content(&find, request);
    enum query_step step = query_step(&find);
    if (step == QUERY_ROW) {
        db->place = (struct answer_place){ .session = query_int(&find, 0),
                                           .form = query_int(&find, 1),
                                           .is_in_form = !query_is_null(&find, 3),
                                           .question = query_int(&find, 3),
                                           .version = query_int(&find, 4),
                                           .is_answered = query_int(&find, 5) != 0 };
        db->place.is_open = session_end_of_tag(query_text(&find, 2)) == SESSION_OPEN;
        is_same = query_int(&find, 6) != 0;
    }
    query_end(&find);
    if (step == QUERY_ROW && is_same)
        return REQUEST_DONE;
    if (step == QUERY_ROW && db->place.is_open && db->place.is_in_form)
        return REQUEST_NEW;
    if (step == QUERY_DONE)
        refuse_unbegun(request, err);
    else if (step == QUERY_ROW && !db->place.is_open)
        refuse_ended(request, err);
    else if (step == QUERY_ROW)
        err_set(err, "“%s”里没有编号为 %s 的这一版题目，答案没有归处", request->form_id,
                request->question_id);
    return REQUEST_REFUSED;
}

/* An answer that no longer counts is kept with the reason, so that a count can be explained. */
static bool keep_earlier(struct db *db, int64_t session, int64_t question, const char *reason,
                         int64_t wall_ms)
{
    struct query keep;
    query_start(&keep, db, QUERY_ANSWER_KEEP);
    query_set_int(&keep, ":session", session);
    query_set_int(&keep, ":question", question);
    query_set_text(&keep, ":reason", reason);
    query_set_int(&keep, ":wall_ms", wall_ms);
    return query_run(&keep);
}

static bool put_answer(struct db *db, const struct store_request *request, struct err *err)
{
    const struct answer_place *place = &db->place;
    struct query put;
    (void)err;
    if (place->is_answered &&
        !keep_earlier(db, place->session, place->question, "changed", request->wall_ms))
        return false;
    query_start(&put, db, QUERY_ANSWER_PUT);
    query_set_int(&put, ":session", place->session);
    query_set_int(&put, ":question", place->question);
    query_set_int(&put, ":form", place->form);
    query_set_text(&put, ":kind", session_kind_tag(request->session));
    query_set_int(&put, ":version", place->version);
    query_set_int(&put, ":duration_ms", request->duration_ms);
    query_set_int(&put, ":wall_ms", request->wall_ms);
    set_content(&put, request);
    return query_run(&put);
}

/* The session must be there; what else must hold is the caller's. */
static enum request_state find_session(struct db *db, const struct store_request *request,
                                       struct session_record *session, struct err *err)
{
    enum request_state state = session_find(db, request, session);
    if (state != REQUEST_NEW)
        return state;
    refuse_unbegun(request, err);
    return REQUEST_REFUSED;
}

/* The session's answer to that question, whichever version: REQUEST_DONE when there is one. */
static enum request_state find_given(struct db *db, const struct store_request *request,
                                     int64_t session, int64_t *question)
{
    struct query find;
    query_start(&find, db, QUERY_ANSWER_FIND);
    query_set_int(&find, ":session", session);
    query_set_text(&find, ":question_id", request->question_id);
    enum query_step step = query_step(&find);
    if (step == QUERY_ROW)
        *question = query_int(&find, 0);
    query_end(&find);
    return step == QUERY_ROW ? REQUEST_DONE : step == QUERY_DONE ? REQUEST_NEW : REQUEST_REFUSED;
}

static enum request_state find_dropped(struct db *db, const struct store_request *request,
                                       struct err *err)
{
    struct session_record session;
    int64_t question;
    if (find_session(db, request, &session, err) != REQUEST_DONE)
        return REQUEST_REFUSED;
    enum request_state state = find_given(db, request, session.number, &question);
    if (state == REQUEST_NEW) /* no such answer: it is dropped already */
        return REQUEST_DONE;
    if (state == REQUEST_DONE && session.outcome == SESSION_OPEN)
        return REQUEST_NEW;
    if (state == REQUEST_DONE)
        refuse_ended(request, err);
    return REQUEST_REFUSED;
}

static bool drop_answer(struct db *db, const struct store_request *request, struct err *err)
{
    struct session_record session;
    int64_t question = 0;
    struct query drop;
    if (find_session(db, request, &session, err) != REQUEST_DONE ||
        find_given(db, request, session.number, &question) != REQUEST_DONE ||
        !keep_earlier(db, session.number, question, "hidden", request->wall_ms))
        return false;
    query_start(&drop, db, QUERY_ANSWER_DELETE);
    query_set_int(&drop, ":session", session.number);
    query_set_int(&drop, ":question", question);
    return query_run(&drop);
}

const struct request_rule rule_put_answer = { find_answer, put_answer, NULL };
const struct request_rule rule_drop_answer = { find_dropped, drop_answer, NULL };
