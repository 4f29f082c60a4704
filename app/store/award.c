/* Awards and the states they go through; each step is told in the audit log. */
#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "store/audit.h"
#include "store/prize_inside.h"

static const struct {
    const char *tag, *event, *name;
} states[] = {
    [AWARD_RESERVED] = { "reserved", "awarded", "未显示" },
    [AWARD_SHOWN] = { "shown", "shown", "待领" },
    [AWARD_CLAIMED] = { "claimed", "claimed", "已领" },
    [AWARD_EXPIRED] = { "expired", "expired", "过期" },
    [AWARD_CANCELLED] = { "cancelled", "cancelled", "作废" },
};
static_assert(sizeof states / sizeof *states == AWARD_STATE_COUNT, "texts for each state");

const char *award_state_tag(enum award_state state)
{
    return states[state].tag;
}

const char *award_state_name(enum award_state state)
{
    return states[state].name;
}

const char *award_event(enum award_state state)
{
    return states[state].event;
}

enum award_state award_state_of_tag(const char *tag)
{
    int state = 0;
    while (state < AWARD_CANCELLED && strcmp(states[state].tag, tag) != 0)
        state++;
    return (enum award_state)state;
}

static void take_row(struct store_award *out, const struct query *query)
{
    out->number = query_int(query, 0);
    utf8_copy(out->visit, sizeof out->visit, query_text(query, 1));
    if (!query_is_null(query, 2))
        utf8_copy(out->code, sizeof out->code, query_text(query, 2));
    out->tier_number = query_int(query, 3);
    utf8_copy(out->tier, sizeof out->tier, query_text(query, 4));
    utf8_copy(out->item, sizeof out->item, query_text(query, 5));
    out->valid_until_ms = query_int(query, 6);
    out->state = award_state_of_tag(query_text(query, 7));
    out->state_ms = query_int(query, 8);
    utf8_copy(out->place, sizeof out->place, query_text(query, 9));
    utf8_copy(out->reason, sizeof out->reason, query_text(query, 10));
    out->expired_return = query_int(query, 11) != 0;
    out->right = (int)query_int(query, 12);
    out->asked = (int)query_int(query, 13);
    out->day = (int32_t)query_int(query, 14);
    out->awarded_ms = query_int(query, 15);
}

enum request_state award_load(struct db *db, int64_t number, struct store_award *out)
{
    struct query load;
    *out = (struct store_award){ 0 };
    query_start(&load, db, QUERY_AWARD_LOAD);
    query_set_int(&load, ":award", number);
    enum query_step step = query_step(&load);
    if (step == QUERY_ROW)
        take_row(out, &load);
    query_end(&load);
    return step == QUERY_ROW ? REQUEST_DONE : step == QUERY_DONE ? REQUEST_NEW : REQUEST_REFUSED;
}

enum request_state award_find(struct db *db, enum query_id id, const char *name, const char *value,
                              struct store_award *out)
{
    struct query find;
    int64_t number = 0;
    query_start(&find, db, id);
    query_set_text(&find, name, value);
    enum query_step step = query_step(&find);
    if (step == QUERY_ROW)
        number = query_int(&find, 0);
    query_end(&find);
    if (step != QUERY_ROW)
        return step == QUERY_DONE ? REQUEST_NEW : REQUEST_REFUSED;
    return award_load(db, number, out);
}

void award_describe(const struct store_award *award, struct strbuf *out)
{
    char code[CLAIM_CODE_LEN];
    claim_code_mask(award->code, code);
    strbuf_addf(out, "tier %lld %s, %s, code %s, day %d, until %lld, %s",
                (long long)award->tier_number, award->tier, award->item, code, (int)award->day,
                (long long)award->valid_until_ms, states[award->state].tag);
    if (*award->place)
        strbuf_addf(out, ", at %s", award->place);
    if (*award->reason)
        strbuf_addf(out, ", because %s", award->reason);
}

/* ---- steps ---- */

static bool note(struct db *db, const struct store_award *award, const char *event, int64_t *audit)
{
    struct strbuf detail;
    strbuf_init(&detail);
    award_describe(award, &detail);
    bool ok = prize_note(db, award->state_ms, event, award->visit, detail.text, audit);
    strbuf_fini(&detail);
    return ok;
}

static bool goes_back_to_stock(const struct store_award *award)
{
    return award->state == AWARD_CANCELLED ||
           (award->state == AWARD_EXPIRED && award->expired_return);
}

bool award_move(struct db *db, const struct store_award *award, const char *event)
{
    struct query set;
    int64_t audit = 0;
    if (!note(db, award, event, &audit))
        return false;
    query_start(&set, db, QUERY_AWARD_SET_STATE);
    query_set_int(&set, ":award", award->number);
    query_set_text(&set, ":state", states[award->state].tag);
    query_set_int(&set, ":wall_ms", award->state_ms);
    query_set_text(&set, ":place", award->place);
    query_set_text(&set, ":reason", award->reason);
    query_set_int(&set, ":audit", audit);
    if (!query_run(&set) || !goes_back_to_stock(award))
        return db->rc == 0;
    const struct movement movement = {
        .tier = award->tier_number,
        .kind = award->state == AWARD_CANCELLED ? MOVEMENT_CANCEL : MOVEMENT_EXPIRE,
        .delta = 1,
        .award = award->number,
        .reason = award->reason,
        .wall_ms = award->state_ms,
    };
    return stock_return(db, &movement, audit);
}

bool award_create(struct db *db, struct store_award *award, int64_t settlement)
{
    struct query put;
    int64_t audit = 0;
    award->state_ms = award->awarded_ms;
    if (!note(db, award, states[AWARD_RESERVED].event, &audit))
        return false;
    query_start(&put, db, QUERY_AWARD_PUT);
    query_set_int(&put, ":settlement", settlement);
    query_set_int(&put, ":tier", award->tier_number);
    query_set_text(&put, ":item", award->item);
    query_set_int(&put, ":day", award->day);
    query_set_int(&put, ":wall_ms", award->awarded_ms);
    query_set_int(&put, ":valid_until_ms", award->valid_until_ms);
    query_set_text(&put, ":state", states[award->state].tag);
    query_set_int(&put, ":audit", audit);
    if (!query_run_int(&put, &award->number))
        return false;
    const struct movement movement = { .tier = award->tier_number,
                                       .kind = MOVEMENT_AWARD,
                                       .delta = -1,
                                       .award = award->number,
                                       .reason = "",
                                       .wall_ms = award->awarded_ms };
    return stock_book(db, &movement, audit);
}

bool award_expire_overdue(struct db *db, int64_t wall_ms)
{
    enum query_step step;
    do {
        struct store_award award;
        struct query next;
        int64_t number = 0;
        query_start(&next, db, QUERY_AWARD_NEXT_OVERDUE);
        query_set_int(&next, ":wall_ms", wall_ms);
        step = query_step(&next);
        if (step == QUERY_ROW)
            number = query_int(&next, 0);
        query_end(&next);
        if (step == QUERY_ROW) {
            if (award_load(db, number, &award) != REQUEST_DONE)
                return false;
            award.state = AWARD_EXPIRED;
            award.state_ms = wall_ms;
            if (!award_move(db, &award, states[AWARD_EXPIRED].event))
                return false;
        }
    } while (step == QUERY_ROW);
    return step == QUERY_DONE;
}

/* ---- the visitor has it on the screen ---- */

static enum request_state find_shown(struct db *db, const struct store_request *request,
                                     struct err *err)
{
    struct store_award award;
    enum request_state state =
        award_find(db, QUERY_AWARD_OF_VISIT, ":visit", request->visit, &award);
    if (state == REQUEST_NEW) {
        err_set(err, "到访 %s 没有中奖，没有兑奖码可显示", request->visit);
        return REQUEST_REFUSED;
    }
    if (state == REQUEST_REFUSED)
        return REQUEST_REFUSED;
    return award.state == AWARD_RESERVED ? REQUEST_NEW : REQUEST_DONE;
}

static bool show_award(struct db *db, const struct store_request *request, struct err *err)
{
    struct store_award award;
    (void)err;
    if (award_find(db, QUERY_AWARD_OF_VISIT, ":visit", request->visit, &award) != REQUEST_DONE)
        return false;
    award.state = AWARD_SHOWN;
    award.state_ms = request->wall_ms;
    return award_move(db, &award, states[AWARD_SHOWN].event);
}

const struct request_rule rule_show_award = { find_shown, show_award, NULL };
