/* The ledger, awards, draws and seeds, read for staff, tally and export. */
#include <string.h>

#include "base/utf8.h"
#include "store/inside.h"
#include "store/prize_inside.h"

struct span {
    int64_t from_ms, until_ms;
};

static void set_span(struct query *query, const struct span *span)
{
    query_set_int(query, ":from_ms", span->from_ms == 0 ? INT64_MIN : span->from_ms);
    query_set_int(query, ":until_ms", span->until_ms == 0 ? INT64_MAX : span->until_ms);
}

/* ---- ledger ---- */

static bool read_ledger(struct db *db, void *context, struct err *err)
{
    struct store_ledger *out = context;
    struct query rows;
    enum query_step step;
    (void)err;
    query_start(&rows, db, QUERY_LEDGER);
    while ((step = query_step(&rows)) == QUERY_ROW && out->count < STORE_LEDGER_MAX) {
        struct store_ledger_tier *tier = &out->tiers[out->count++];
        utf8_copy(tier->tier, sizeof tier->tier, query_text(&rows, 0));
        utf8_copy(tier->item, sizeof tier->item, query_text(&rows, 1));
        tier->total = query_int(&rows, 2);
        tier->closing = query_int(&rows, 3);
        tier->opening = query_int(&rows, 4);
        tier->in = query_int(&rows, 5);
        tier->out = query_int(&rows, 6);
        tier->reversals = query_int(&rows, 7);
        tier->claimed = query_int(&rows, 8);
        tier->expired = query_int(&rows, 9);
        tier->pending = query_int(&rows, 10);
        tier->cancelled = query_int(&rows, 11);
        tier->issued = tier->out - tier->cancelled;
    }
    query_end(&rows);
    return step != QUERY_FAILED;
}

bool ledger_read(struct db *db, struct store_ledger *out)
{
    *out = (struct store_ledger){ 0 };
    return read_ledger(db, out, NULL);
}

bool store_read_ledger(struct store *store, struct store_ledger *out, struct err *err)
{
    *out = (struct store_ledger){ 0 };
    return store_read(store, read_ledger, out, err);
}

/* ---- awards ---- */

struct award_reading {
    struct span span;
    enum award_state state;
    bool (*row)(void *context, const struct store_award *award, struct err *err);
    void *context;
};

static bool read_awards(struct db *db, void *context, struct err *err)
{
    const struct award_reading *reading = context;
    struct query rows;
    struct store_award award;
    enum query_step step = QUERY_DONE;
    bool go_on = true;
    query_start(&rows, db, QUERY_AWARD_ROWS);
    set_span(&rows, &reading->span);
    query_set_text(&rows, ":state",
                   reading->state == AWARD_STATE_COUNT ? "" : award_state_tag(reading->state));
    while (go_on && (step = query_step(&rows)) == QUERY_ROW)
        go_on = award_load(db, query_int(&rows, 0), &award) == REQUEST_DONE &&
                reading->row(reading->context, &award, err);
    query_end(&rows);
    return go_on && step == QUERY_DONE;
}

bool store_read_awards(struct store *store, int64_t from_ms, int64_t until_ms,
                       enum award_state state,
                       bool (*row)(void *context, const struct store_award *award, struct err *err),
                       void *context, struct err *err)
{
    struct award_reading reading = { { from_ms, until_ms }, state, row, context };
    return store_read(store, read_awards, &reading, err);
}

struct code_reading {
    const char *code;
    struct store_award *out;
};

static bool read_award(struct db *db, void *context, struct err *err)
{
    const struct code_reading *reading = context;
    enum request_state state =
        award_find(db, QUERY_AWARD_OF_CODE, ":code", reading->code, reading->out);
    if (state == REQUEST_NEW)
        return err_set(err, "没有这个兑奖码");
    return state == REQUEST_DONE;
}

bool store_read_award(struct store *store, const char *code, struct store_award *out,
                      struct err *err)
{
    struct code_reading reading = { code, out };
    return store_read(store, read_award, &reading, err);
}

/* ---- draws and seeds ---- */

struct prize_reading {
    struct span span;
    const struct store_prize_rows *rows;
};

static const char *text_or_empty(const struct query *query, int column)
{
    return query_is_null(query, column) ? "" : query_text(query, column);
}

static bool tell_draw(struct db *db, const struct query *query, const struct prize_reading *reading,
                      struct err *err)
{
    struct rule_record rule;
    struct strbuf chances;
    char code[CLAIM_CODE_LEN] = "";
    if (!rule_load(db, query_int(query, 5), &rule))
        return false;
    strbuf_init(&chances);
    rule_describe_chances(&rule, &chances);
    if (!query_is_null(query, 11))
        claim_code_mask(query_text(query, 11), code);
    const struct store_draw_row row = { .visit = query_text(query, 0),
                                        .visit_number = query_int(query, 1),
                                        .day = (int32_t)query_int(query, 2),
                                        .commitment = text_or_empty(query, 3),
                                        .value = text_or_empty(query, 4),
                                        .chances = chances.text,
                                        .right = (int)query_int(query, 6),
                                        .asked = (int)query_int(query, 7),
                                        .drawn = text_or_empty(query, 8),
                                        .outcome = query_text(query, 9),
                                        .awarded = text_or_empty(query, 10),
                                        .code = code,
                                        .wall_ms = query_int(query, 12) };
    bool ok = reading->rows->draw(reading->rows->context, &row, err);
    strbuf_fini(&chances);
    return ok;
}

static bool read_draws(struct db *db, const struct prize_reading *reading, struct err *err)
{
    struct query rows;
    enum query_step step = QUERY_DONE;
    bool go_on = true;
    query_start(&rows, db, QUERY_DRAW_ROWS);
    set_span(&rows, &reading->span);
    while (go_on && (step = query_step(&rows)) == QUERY_ROW)
        go_on = tell_draw(db, &rows, reading, err);
    query_end(&rows);
    return go_on && step == QUERY_DONE;
}

static bool read_seeds(struct db *db, const struct prize_reading *reading, struct err *err)
{
    struct query rows;
    enum query_step step = QUERY_DONE;
    bool go_on = true;
    query_start(&rows, db, QUERY_SEED_ROWS);
    while (go_on && (step = query_step(&rows)) == QUERY_ROW) {
        const struct store_seed_row row = { .day = (int32_t)query_int(&rows, 0),
                                            .commitment = query_text(&rows, 1),
                                            .committed_ms = query_int(&rows, 2),
                                            .seed = query_text(&rows, 3),
                                            .published_ms = query_int(&rows, 4) };
        go_on = reading->rows->seed(reading->rows->context, &row, err);
    }
    query_end(&rows);
    return go_on && step == QUERY_DONE;
}

static bool read_prize_rows(struct db *db, void *context, struct err *err)
{
    const struct prize_reading *reading = context;
    return (reading->rows->draw == NULL || read_draws(db, reading, err)) &&
           (reading->rows->seed == NULL || read_seeds(db, reading, err));
}

bool store_read_prize_rows(struct store *store, int64_t from_ms, int64_t until_ms,
                           const struct store_prize_rows *rows, struct err *err)
{
    struct prize_reading reading = { { from_ms, until_ms }, rows };
    return store_read(store, read_prize_rows, &reading, err);
}
