/* Requests of the staff panel: the PIN, counters, what staff did. */
#include <assert.h>
#include <string.h>

#include "activity/pin.h"
#include "base/utf8.h"
#include "port/crypt_password.h"
#include "store/audit.h"
#include "store/staff_inside.h"
#include "store/statement.h"

static bool count_by_key(struct db *db, enum query_id id, const char *key, int64_t *out)
{
    struct query find;
    query_start(&find, db, id);
    query_set_text(&find, ":key", key);
    return query_run_int(&find, out);
}

/* REQUEST_DONE when a row of that key is there. */
static enum request_state find_by_key(struct db *db, enum query_id id, const char *key)
{
    int64_t count = 0;
    if (!count_by_key(db, id, key, &count))
        return REQUEST_REFUSED;
    return count > 0 ? REQUEST_DONE : REQUEST_NEW;
}

/* ---- the PIN ---- */

/* The state of the attempt of that key: "" when there is none. */
static bool read_attempt(struct db *db, const char *key, char state[8])
{
    struct query find;
    state[0] = '\0';
    query_start(&find, db, QUERY_ATTEMPT_FIND);
    query_set_text(&find, ":key", key);
    enum query_step step = query_step(&find);
    if (step == QUERY_ROW)
        utf8_copy(state, 8, query_text(&find, 0));
    query_end(&find);
    return step != QUERY_FAILED;
}

static const char lost_text[] =
    "原来的口令随损坏的数据库移开了。请点“忘记口令”，用单位做的恢复文件设新口令";

static bool read_hash(struct db *db, char hash[CRYPT_PASSWORD_LEN])
{
    struct query read;
    hash[0] = '\0';
    query_start(&read, db, QUERY_PIN_READ);
    enum query_step step = query_step(&read);
    if (step == QUERY_ROW)
        utf8_copy(hash, CRYPT_PASSWORD_LEN, query_text(&read, 0));
    query_end(&read);
    return step != QUERY_FAILED;
}

/* No PIN in a database that stands in for one that was set aside. */
static bool read_lost(struct db *db, const char *hash, bool *lost)
{
    struct query asides;
    int64_t count = 0;
    query_start(&asides, db, QUERY_ASIDE_COUNT);
    bool ok = query_run_int(&asides, &count);
    *lost = hash[0] == '\0' && count > 0;
    return ok;
}

bool pin_read(struct db *db, const char *boot, int64_t boot_ms, struct store_pin *out)
{
    char hash[CRYPT_PASSWORD_LEN];
    struct query failures, last;
    int64_t count = 0;
    *out = (struct store_pin){ 0 };
    query_start(&failures, db, QUERY_ATTEMPT_FAILURES);
    if (!read_hash(db, hash) || !query_run_int(&failures, &count) ||
        !read_lost(db, hash, &out->is_lost))
        return false;
    out->is_set = hash[0] != '\0';
    out->failures = (int)count;
    query_start(&last, db, QUERY_ATTEMPT_LAST);
    enum query_step step = query_step(&last);
    if (step == QUERY_ROW)
        out->wait_ms = pin_wait_left_ms(out->failures, strcmp(query_text(&last, 1), boot) == 0,
                                        query_int(&last, 2), boot_ms);
    query_end(&last);
    return step != QUERY_FAILED;
}

static enum request_state find_tried(struct db *db, const struct store_request *request,
                                     struct err *err)
{
    const struct staff_request *staff = &request->staff;
    struct store_pin pin;
    char state[8];
    if (!read_attempt(db, staff->key, state))
        return REQUEST_REFUSED;
    if (state[0] != '\0')
        return REQUEST_DONE;
    if (!pin_read(db, staff->boot, staff->boot_ms, &pin))
        return REQUEST_REFUSED;
    if (pin.is_set && pin.wait_ms == 0)
        return REQUEST_NEW;
    if (pin.is_set)
        err_set(err, "口令已锁定，请 %lld 秒后再试", (long long)(pin.wait_ms + 999) / 1000);
    else if (pin.is_lost)
        err_set(err, "%s", lost_text);
    else
        err_set(err, "还没有设置口令");
    return REQUEST_REFUSED;
}

static bool put_attempt(struct db *db, const struct store_request *request, struct err *err)
{
    struct query put;
    (void)err;
    query_start(&put, db, QUERY_ATTEMPT_PUT);
    query_set_text(&put, ":key", request->staff.key);
    query_set_text(&put, ":boot", request->staff.boot);
    query_set_int(&put, ":boot_ms", request->staff.boot_ms);
    query_set_int(&put, ":wall_ms", request->wall_ms);
    return query_run(&put) && audit_put(db, request->wall_ms, "staff", "pin-try", "%s", "");
}

/* Only an attempt that is committed can be compared. */
static enum request_state find_checked(struct db *db, const struct store_request *request,
                                       struct err *err)
{
    char state[8];
    if (!read_attempt(db, request->staff.key, state))
        return REQUEST_REFUSED;
    if (state[0] == '\0') {
        err_set(err, "这次输入没有记入日志，不能核对。请再试一次");
        return REQUEST_REFUSED;
    }
    return strcmp(state, "open") == 0 ? REQUEST_NEW : REQUEST_DONE;
}

static bool check_attempt(struct db *db, const struct store_request *request, struct err *err)
{
    char hash[CRYPT_PASSWORD_LEN];
    struct query set, forget;
    (void)err;
    if (!read_hash(db, hash))
        return false;
    bool right = crypt_password_check(hash, request->staff.secret);
    query_start(&set, db, QUERY_ATTEMPT_SET);
    query_set_text(&set, ":key", request->staff.key);
    query_set_text(&set, ":state", right ? "right" : "wrong");
    if (!query_run(&set) ||
        !audit_put(db, request->wall_ms, "staff", right ? "pin-right" : "pin-wrong", "%s", ""))
        return false;
    if (!right)
        return true;
    query_start(&forget, db, QUERY_ATTEMPT_FORGET);
    query_set_text(&forget, ":key", request->staff.key);
    return query_run(&forget);
}

static bool tell_pin(struct db *db, const struct store_request *request,
                     struct store_result *result)
{
    char state[8];
    if (!pin_read(db, request->staff.boot ? request->staff.boot : "", request->staff.boot_ms,
                  &result->pin) ||
        !read_attempt(db, request->staff.key, state))
        return false;
    result->pin.right = strcmp(state, "right") == 0;
    return true;
}

/* The attempt that was right and is the latest: whoever made it stands before the screen. */
static bool read_proof(struct db *db, const char *proof, bool *holds)
{
    struct query last;
    query_start(&last, db, QUERY_ATTEMPT_LAST);
    enum query_step step = query_step(&last);
    *holds = step == QUERY_ROW && proof != NULL && strcmp(query_text(&last, 0), proof) == 0 &&
             strcmp(query_text(&last, 3), "right") == 0;
    query_end(&last);
    return step != QUERY_FAILED;
}

bool permit_find(struct db *db, const char *permit, bool *used)
{
    struct query find;
    int64_t count = 0;
    *used = false;
    if (permit == NULL)
        return true;
    query_start(&find, db, QUERY_RECOVERY_FIND);
    query_set_text(&find, ":permit", permit);
    if (!query_run_int(&find, &count))
        return false;
    *used = count > 0;
    return true;
}

/* Uses it up, and with it the attempts of whoever had forgotten the PIN. */
static bool use_permit(struct db *db, const struct store_request *request)
{
    struct query put, forget;
    if (request->staff.permit == NULL)
        return true;
    query_start(&put, db, QUERY_RECOVERY_PUT);
    query_set_text(&put, ":permit", request->staff.permit);
    query_set_int(&put, ":wall_ms", request->wall_ms);
    if (!query_run(&put))
        return false;
    query_start(&forget, db, QUERY_ATTEMPT_FORGET);
    query_set_text(&forget, ":key", "");
    return query_run(&forget) &&
           audit_put(db, request->wall_ms, "staff", "pin-recover", "%s", request->staff.permit);
}

static bool put_pin(struct db *db, const struct store_request *request, const char *hash)
{
    struct query put;
    query_start(&put, db, QUERY_PIN_PUT);
    query_set_text(&put, ":key", request->staff.key);
    query_set_text(&put, ":hash", hash);
    query_set_int(&put, ":wall_ms", request->wall_ms);
    return query_run(&put);
}

static enum request_state find_set(struct db *db, const struct store_request *request,
                                   struct err *err)
{
    const struct staff_request *staff = &request->staff;
    char hash[CRYPT_PASSWORD_LEN];
    bool holds = false, used = false, lost = false;
    enum request_state state = find_by_key(db, QUERY_PIN_FIND, staff->key);
    if (state != REQUEST_NEW)
        return state;
    if (!read_hash(db, hash) || !read_proof(db, staff->proof, &holds) ||
        !permit_find(db, staff->permit, &used) || !read_lost(db, hash, &lost))
        return REQUEST_REFUSED;
    bool is_free = hash[0] == '\0' && !used && !(lost && staff->only_by_permit);
    if (!pin_is_valid(staff->secret) || pin_is_weak(staff->secret)) {
        err_set(err, "口令要 6 位数字，不能是重复、连号、日期一类容易猜的");
        return REQUEST_REFUSED;
    }
    if (is_free || holds || (staff->permit != NULL && !used))
        return REQUEST_NEW;
    if (used)
        err_set(err, "这份恢复文件已经用过，每份只能用一次。请向单位再要一份");
    else if (lost)
        err_set(err, "%s", lost_text);
    else
        err_set(err, "要先输入原来的口令，才能换新的");
    return REQUEST_REFUSED;
}

static bool set_pin(struct db *db, const struct store_request *request, struct err *err)
{
    char hash[CRYPT_PASSWORD_LEN];
    bool lost = false;
    if (!read_hash(db, hash) || !read_lost(db, hash, &lost))
        return false;
    if (!crypt_password_hash(request->staff.secret, hash))
        return err_set(err, "内存不足，口令没有设成。请重新启动本机再试");
    /* Anew: nobody has shown to be staff, and staff are to see that. */
    bool anew = lost && request->staff.permit == NULL;
    return put_pin(db, request, hash) && use_permit(db, request) &&
           audit_put(db, request->wall_ms, "staff", "pin-set", "%s", "") &&
           (!anew || audit_put(db, request->wall_ms, "staff", "pin-anew", "%s", "after set-aside"));
}

static enum request_state find_adopted(struct db *db, const struct store_request *request,
                                       struct err *err)
{
    (void)err;
    return find_by_key(db, QUERY_PIN_FIND, request->staff.key);
}

static bool adopt_pin(struct db *db, const struct store_request *request, struct err *err)
{
    (void)err;
    return put_pin(db, request, request->staff.secret) &&
           audit_put(db, request->wall_ms, "staff", "pin-adopt", "%s", "");
}

/* ---- counters ---- */

static bool is_brief(const char *text, int max_chars)
{
    return utf8_count(text) <= max_chars && strchr(text, '\n') == NULL;
}

static enum request_state find_counted(struct db *db, const struct store_request *request,
                                       struct err *err)
{
    const struct staff_request *staff = &request->staff;
    struct query total;
    int64_t sum = 0;
    enum request_state state = find_by_key(db, QUERY_COUNTER_FIND, staff->key);
    if (state != REQUEST_NEW)
        return state;
    if (!is_brief(request->reason, STORE_COUNT_REASON_MAX_CHARS) ||
        (request->amount <= 0 && request->reason[0] == '\0')) {
        err_set(err, "更正要写明原因，不超过 %d 字", STORE_COUNT_REASON_MAX_CHARS);
        return REQUEST_REFUSED;
    }
    query_start(&total, db, QUERY_COUNTER_TOTAL);
    query_set_text(&total, ":unit", staff->unit);
    query_set_text(&total, ":item", staff->item);
    if (!query_run_int(&total, &sum))
        return REQUEST_REFUSED;
    if (sum + request->amount >= 0)
        return REQUEST_NEW;
    err_set(err, "%s 的“%s”只有 %lld %s，不能再减 %d", staff->unit, staff->item, (long long)sum,
            staff->measure, -request->amount);
    return REQUEST_REFUSED;
}

static bool put_count(struct db *db, const struct store_request *request, struct err *err)
{
    const struct staff_request *staff = &request->staff;
    struct query put;
    if (!audit_put(db, request->wall_ms, "staff", "count", "%s, %s, %+d %s, %s", staff->unit,
                   staff->item, request->amount, staff->measure, request->reason))
        return false;
    query_start(&put, db, QUERY_COUNTER_PUT);
    query_set_text(&put, ":key", staff->key);
    query_set_text(&put, ":item", staff->item);
    query_set_text(&put, ":measure", staff->measure);
    query_set_text(&put, ":unit", staff->unit);
    query_set_int(&put, ":delta", request->amount);
    query_set_text(&put, ":reason", request->reason);
    query_set_int(&put, ":wall_ms", request->wall_ms);
    if (!query_run(&put))
        return false;
    return db_changes(db) == 1 || err_set(err, "还没有装入活动，不能计数");
}

/* ---- what staff did ---- */

static enum request_state find_noted(struct db *db, const struct store_request *request,
                                     struct err *err)
{
    struct query find;
    int64_t count = 0;
    (void)err;
    query_start(&find, db, QUERY_STAFF_EVENT_FIND);
    query_set_text(&find, ":subject", request->staff.subject);
    query_set_text(&find, ":detail", request->staff.detail);
    query_set_int(&find, ":wall_ms", request->wall_ms);
    if (!query_run_int(&find, &count))
        return REQUEST_REFUSED;
    return count > 0 ? REQUEST_DONE : REQUEST_NEW;
}

static bool put_note(struct db *db, const struct store_request *request, struct err *err)
{
    (void)err;
    return audit_put(db, request->wall_ms, "staff", request->staff.subject, "%s",
                     request->staff.detail);
}

const struct request_rule rule_try_pin = { find_tried, put_attempt, tell_pin };
const struct request_rule rule_check_pin = { find_checked, check_attempt, tell_pin };
const struct request_rule rule_set_pin = { find_set, set_pin, tell_pin };
const struct request_rule rule_adopt_pin = { find_adopted, adopt_pin, NULL };
const struct request_rule rule_count = { find_counted, put_count, NULL };
const struct request_rule rule_note_staff = { find_noted, put_note, NULL };
