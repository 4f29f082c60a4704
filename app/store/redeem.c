/*
 * What staff do with a code: redeem it, take a wrong redeeming back, cancel. A code is used once;
 * too many codes within a minute that do not exist are guessing, and then even a right one waits.
 */
#include <string.h>

#include "base/utf8.h"
#include "store/prize_inside.h"

static bool is_brief(const char *text, int max_chars)
{
    int chars = utf8_count(text);
    return chars > 0 && chars <= max_chars && strchr(text, '\n') == NULL;
}

/* REQUEST_NEW when there is no award under the code. */
static enum request_state find_award(struct db *db, const struct store_request *request,
                                     struct store_award *out)
{
    return award_find(db, QUERY_AWARD_OF_CODE, ":code", request->code, out);
}

/* ---- redeeming ---- */

static bool is_this_claim(const struct store_award *award, const struct store_request *request)
{
    return award->state == AWARD_CLAIMED && award->state_ms == request->wall_ms &&
           strcmp(award->place, request->place) == 0;
}

static bool is_overdue(const struct store_award *award, int64_t wall_ms)
{
    return award->valid_until_ms <= wall_ms &&
           (award->state == AWARD_RESERVED || award->state == AWARD_SHOWN);
}

/* Misses of the last minute, this very one left out. */
static bool count_misses(struct db *db, const struct store_request *request, int64_t *out)
{
    struct query count;
    query_start(&count, db, QUERY_MISS_COUNT);
    query_set_int(&count, ":wall_ms", request->wall_ms);
    query_set_int(&count, ":since_ms", request->wall_ms - REDEEM_MISSES_SPAN_MS);
    query_set_text(&count, ":code", request->code);
    return query_run_int(&count, out);
}

static bool count_code(struct db *db, enum query_id id, const struct store_request *request,
                       bool with_time, int64_t *out)
{
    struct query find;
    query_start(&find, db, id);
    query_set_text(&find, ":code", request->code);
    if (with_time)
        query_set_int(&find, ":wall_ms", request->wall_ms);
    return query_run_int(&find, out);
}

static enum request_state find_redeemed(struct db *db, const struct store_request *request,
                                        struct err *err)
{
    struct store_award award;
    int64_t misses = 0;
    char code[CLAIM_CODE_LEN];
    if (!claim_code_read(request->code, code) || strcmp(code, request->code) != 0) {
        err_set(err, "“%s”不是兑奖码：可能抄错了一位。兑奖码是 8 位，没有 0、O、1、I",
                request->code);
        return REQUEST_REFUSED;
    }
    if (!is_brief(request->place, STORE_PLACE_MAX_CHARS)) {
        err_set(err, "核销要写明地点，不超过 %d 字", STORE_PLACE_MAX_CHARS);
        return REQUEST_REFUSED;
    }
    enum request_state state = find_award(db, request, &award);
    if (state == REQUEST_DONE)
        return is_this_claim(&award, request) ? REQUEST_DONE : REQUEST_NEW;
    if (state == REQUEST_REFUSED || !count_code(db, QUERY_MISS_FIND, request, true, &misses))
        return REQUEST_REFUSED;
    return misses > 0 ? REQUEST_DONE : REQUEST_NEW;
}

static bool put_miss(struct db *db, const struct store_request *request)
{
    struct query put;
    query_start(&put, db, QUERY_MISS_PUT);
    query_set_int(&put, ":wall_ms", request->wall_ms);
    query_set_text(&put, ":code", request->code);
    return query_run(&put);
}

/* Whatever comes of it is committed: a miss counts, an overdue code expires. */
static bool redeem(struct db *db, const struct store_request *request, struct err *err)
{
    struct store_award award;
    int64_t misses = 0, ranked = 0;
    (void)err;
    if (!count_misses(db, request, &misses))
        return false;
    if (misses >= REDEEM_MISSES_MAX)
        return true;
    enum request_state state = find_award(db, request, &award);
    if (state == REQUEST_REFUSED)
        return false;
    if (state == REQUEST_NEW)
        return count_code(db, QUERY_CODE_FIND, request, false, &ranked) &&
               (ranked > 0 || put_miss(db, request));
    if (is_overdue(&award, request->wall_ms))
        award.state = AWARD_EXPIRED;
    else if (award.state == AWARD_RESERVED || award.state == AWARD_SHOWN)
        award.state = AWARD_CLAIMED;
    else
        return true;
    award.state_ms = request->wall_ms;
    award.reason[0] = '\0';
    if (award.state == AWARD_CLAIMED)
        utf8_copy(award.place, sizeof award.place, request->place);
    return award_move(db, &award, award_event(award.state));
}

static enum redeem_outcome outcome_of(const struct store_award *award,
                                      const struct store_request *request)
{
    if (is_this_claim(award, request))
        return REDEEM_DONE;
    if (award->state == AWARD_CLAIMED)
        return REDEEM_ALREADY;
    return award->state == AWARD_CANCELLED ? REDEEM_CANCELLED : REDEEM_EXPIRED;
}

static bool tell_redeemed(struct db *db, const struct store_request *request,
                          struct store_result *result)
{
    struct store_redemption *out = &result->redemption;
    int64_t misses = 0, ranked = 0;
    enum request_state state = find_award(db, request, &out->award);
    if (state == REQUEST_REFUSED || !count_misses(db, request, &misses) ||
        !count_code(db, QUERY_CODE_FIND, request, false, &ranked))
        return false;
    if (state == REQUEST_DONE &&
        (misses < REDEEM_MISSES_MAX || is_this_claim(&out->award, request)))
        out->outcome = outcome_of(&out->award, request);
    else if (misses >= REDEEM_MISSES_MAX)
        *out = (struct store_redemption){ .outcome = REDEEM_TOO_MANY };
    else
        out->outcome = ranked > 0 ? REDEEM_UNRANKED : REDEEM_UNKNOWN;
    return news_tell(db, request, result);
}

/* ---- taking back, cancelling ---- */

/* The award that staff mean, in the state they may change. */
static enum request_state find_changed(struct db *db, const struct store_request *request,
                                       struct store_award *award, struct err *err)
{
    if (!is_brief(request->reason, STORE_REASON_MAX_CHARS)) {
        err_set(err, "请写明原因，不超过 %d 字", STORE_REASON_MAX_CHARS);
        return REQUEST_REFUSED;
    }
    enum request_state state = find_award(db, request, award);
    if (state != REQUEST_NEW)
        return state;
    err_set(err, "没有这个兑奖码");
    return REQUEST_REFUSED;
}

static bool is_this_change(const struct store_award *award, const struct store_request *request)
{
    return award->state_ms == request->wall_ms && strcmp(award->reason, request->reason) == 0;
}

static enum request_state find_undone(struct db *db, const struct store_request *request,
                                      struct err *err)
{
    struct store_award award;
    enum request_state state = find_changed(db, request, &award, err);
    if (state != REQUEST_DONE || award.state == AWARD_CLAIMED)
        return state == REQUEST_DONE ? REQUEST_NEW : state;
    if (award.state == AWARD_SHOWN && is_this_change(&award, request))
        return REQUEST_DONE;
    err_set(err, "这个兑奖码现在是“%s”，没有核销可撤", award_state_name(award.state));
    return REQUEST_REFUSED;
}

static bool undo_redeem(struct db *db, const struct store_request *request, struct err *err)
{
    struct store_award award;
    (void)err;
    if (find_award(db, request, &award) != REQUEST_DONE)
        return false;
    award.state = AWARD_SHOWN;
    award.state_ms = request->wall_ms;
    award.place[0] = '\0';
    utf8_copy(award.reason, sizeof award.reason, request->reason);
    return award_move(db, &award, "unclaimed");
}

static enum request_state find_cancelled(struct db *db, const struct store_request *request,
                                         struct err *err)
{
    struct store_award award;
    enum request_state state = find_changed(db, request, &award, err);
    if (state != REQUEST_DONE)
        return state;
    if (award.state == AWARD_RESERVED || award.state == AWARD_SHOWN)
        return REQUEST_NEW;
    if (award.state == AWARD_CANCELLED && is_this_change(&award, request))
        return REQUEST_DONE;
    err_set(err, "这个兑奖码现在是“%s”，不能作废%s", award_state_name(award.state),
            award.state == AWARD_CLAIMED ? "；若是核销错了，请先撤销核销" : "");
    return REQUEST_REFUSED;
}

static bool cancel_award(struct db *db, const struct store_request *request, struct err *err)
{
    struct store_award award;
    (void)err;
    if (find_award(db, request, &award) != REQUEST_DONE)
        return false;
    award.state = AWARD_CANCELLED;
    award.state_ms = request->wall_ms;
    utf8_copy(award.reason, sizeof award.reason, request->reason);
    return award_move(db, &award, award_event(AWARD_CANCELLED));
}

static bool tell_changed(struct db *db, const struct store_request *request,
                         struct store_result *result)
{
    return find_award(db, request, &result->redemption.award) == REQUEST_DONE &&
           news_tell(db, request, result);
}

const struct request_rule rule_redeem = { find_redeemed, redeem, tell_redeemed };
const struct request_rule rule_undo_redeem = { find_undone, undo_redeem, tell_changed };
const struct request_rule rule_cancel_award = { find_cancelled, cancel_award, tell_changed };
