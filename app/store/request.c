#include "store/request.h"

#include <assert.h>

#include "base/log.h"
#include "store/aside.h"
#include "store/keeper.h"
#include "store/prize_inside.h"
#include "store/staff_inside.h"
#include "store/statement.h"

static const struct request_rule *const rules[] = {
    [STORE_PUT_ACTIVITY] = &rule_put_activity,
    [STORE_BEGIN_VISIT] = &rule_begin_visit,
    [STORE_BEGIN_SESSION] = &rule_begin_session,
    [STORE_PUT_ANSWER] = &rule_put_answer,
    [STORE_DROP_ANSWER] = &rule_drop_answer,
    [STORE_END_SESSION] = &rule_end_session,
    [STORE_END_VISIT] = &rule_end_visit,
    [STORE_OPEN_DAY] = &rule_open_day,
    [STORE_CLOSE_DAYS] = &rule_close_days,
    [STORE_SETTLE] = &rule_settle,
    [STORE_SHOW_AWARD] = &rule_show_award,
    [STORE_REDEEM] = &rule_redeem,
    [STORE_UNDO_REDEEM] = &rule_undo_redeem,
    [STORE_CANCEL_AWARD] = &rule_cancel_award,
    [STORE_RESTOCK] = &rule_restock,
    [STORE_CLOSE_RANKING] = &rule_close_ranking,
    [STORE_TRY_PIN] = &rule_try_pin,
    [STORE_CHECK_PIN] = &rule_check_pin,
    [STORE_SET_PIN] = &rule_set_pin,
    [STORE_COUNT] = &rule_count,
    [STORE_NOTE_STAFF] = &rule_note_staff,
    [STORE_ADOPT_PIN] = &rule_adopt_pin,
    [STORE_MARK_OPEN] = &rule_mark_open,
    [STORE_ERASE] = &rule_erase,
    [STORE_TASK] = NULL,
    [STORE_CHECKPOINT] = NULL,
    [STORE_BACKUP] = NULL,
    [STORE_ACCEPT_ASIDE] = &rule_accept_aside,
    [STORE_PROBE] = NULL,
};
static_assert(sizeof rules == STORE_REQUEST_KIND_COUNT * sizeof(const void *),
              "a rule for each kind");

/* One transaction. False also when it must not be kept: err says why, or the db's failure does. */
static bool transact(struct db *db, const struct request_rule *rule,
                     const struct store_request *request, struct err *err)
{
    db_clear(db);
    if (!db_run(db, QUERY_BEGIN_WRITE))
        return false;
    enum request_state state = rule->find(db, request, err);
    if (state == REQUEST_NEW && rule->put(db, request, err))
        return db_run(db, QUERY_COMMIT) && ++db->commits > 0;
    if (db_is_in_doubt(db))
        return false;
    int rc = db->rc; /* of a broken constraint: told after the transaction is undone */
    db->rc = 0;
    if (!db_run(db, QUERY_ROLLBACK))
        return false;
    db->rc = rc;
    return state == REQUEST_DONE;
}

/* COMMIT may fail and the record be there all the same, so nothing is tried again: the connection
 * is given up, and what the file holds decides. */
static bool reconcile(struct db *db, const struct request_rule *rule,
                      const struct store_request *request, struct err *err)
{
    struct err failure = { 0 }, ignored = { 0 };
    db_explain(db, &failure);
    db_abandon(db);
    bool persisted = db_open(db, &ignored) && rule->find(db, request, &ignored) == REQUEST_DONE;
    if (persisted)
        log_warn("a commit failed and had persisted");
    else
        err_set(err, "%s", failure.text);
    if (db_is_in_doubt(db))
        db_abandon(db);
    return persisted;
}

bool request_run(struct db *db, const struct store_request *request, struct err *err)
{
    if (!db_ensure_open(db, err))
        return false;
    if (request->kind == STORE_PROBE)
        return true;
    if (request->kind == STORE_TASK)
        return request->task(request->task_context, err);
    if (request->kind == STORE_BACKUP)
        return keeper_backup(db, err);
    if (request->kind == STORE_CHECKPOINT) {
        db_clear(db);
        if (db_checkpoint(db)) {
            keeper_checkpointed(db);
            return true;
        }
        db_explain(db, err);
        db_abandon(db);
        return false;
    }
    const struct request_rule *rule = rules[request->kind];
    if (transact(db, rule, request, err))
        return true;
    if (db_is_in_doubt(db))
        return reconcile(db, rule, request, err);
    return err_is_set(err) ? false : db_explain(db, err);
}

static bool tell(struct db *db, const struct request_rule *rule,
                 const struct store_request *request, struct store_result *result)
{
    if (!db_ensure_open(db, &result->err))
        return false;
    db_clear(db);
    if (rule->tell(db, request, result))
        return true;
    db_explain(db, &result->err);
    if (db_is_in_doubt(db))
        db_abandon(db);
    return false;
}

void request_answer(struct db *db, const struct store_request *request, struct store_result *result)
{
    const struct request_rule *rule = rules[request->kind];
    result->kind = request->kind;
    result->ticket = request->ticket;
    result->ok = request_run(db, request, &result->err);
    if (result->ok && rule != NULL && rule->tell != NULL)
        result->ok = tell(db, rule, request, result);
}
