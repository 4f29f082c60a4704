/* Every record in a fixed order, row by row, for the export. */
#include "store/inside.h"
#include "store/request.h"
#include "store/statement.h"

struct rows_reading {
    int64_t from_ms, until_ms;
    const struct store_rows *rows;
};

static void set_span(struct query *query, const struct rows_reading *reading)
{
    query_set_int(query, ":from_ms", reading->from_ms == 0 ? INT64_MIN : reading->from_ms);
    query_set_int(query, ":until_ms", reading->until_ms == 0 ? INT64_MAX : reading->until_ms);
}

static bool read_visits(struct db *db, const struct rows_reading *reading, struct err *err)
{
    struct query query;
    enum query_step step;
    bool go_on = true;
    query_start(&query, db, QUERY_ROWS_VISITS);
    set_span(&query, reading);
    while (go_on && (step = query_step(&query)) == QUERY_ROW) {
        const struct store_visit_row row = {
            .number = query_int(&query, 0),
            .uuid = query_text(&query, 1),
            .activity_id = query_text(&query, 2),
            .language = query_text(&query, 3),
            .large_text = query_int(&query, 4) != 0,
            .began_ms = query_int(&query, 5),
            .ended_ms = query_int(&query, 6), /* NULL reads as 0 */
            .end_reason = query_is_null(&query, 7) ? "" : query_text(&query, 7),
            .has_quiz = !query_is_null(&query, 8),
            .quiz_end =
                query_is_null(&query, 8) ? SESSION_OPEN : session_end_of_tag(query_text(&query, 8)),
            .quiz_asked = (int)query_int(&query, 9),
            .quiz_right = (int)query_int(&query, 10),
        };
        go_on = reading->rows->visit(reading->rows->context, &row, err);
    }
    query_end(&query);
    return go_on && step == QUERY_DONE;
}

static struct store_answer_row answer_row(const struct query *query)
{
    return (struct store_answer_row){
        .visit_number = query_int(query, 0),
        .visit = query_text(query, 1),
        .activity_id = query_text(query, 2),
        .form_id = query_text(query, 3),
        .question_id = query_text(query, 4),
        .hash = query_text(query, 5),
        .stem = query_text(query, 6),
        .type = query_text(query, 7),
        .choice = query_text(query, 8),
        .text = query_text(query, 9),
        .shown_order = query_text(query, 10),
        .wall_ms = query_int(query, 11),
        .position = (int)query_int(query, 12),
        .is_right = query_is_null(query, 13) ? -1 : (int)query_int(query, 13),
        .duration_ms = (int)query_int(query, 14),
        .state = answer_state_of_tag(query_text(query, 15)),
        .session = session_kind_of_tag(query_text(query, 16)),
        .session_end = session_end_of_tag(query_text(query, 17)),
        .ink = query_is_null(query, 18) ? NULL : query_text(query, 18),
    };
}

static bool read_answers(struct db *db, const struct rows_reading *reading, struct err *err)
{
    struct query query;
    enum query_step step;
    bool go_on = true;
    query_start(&query, db, QUERY_ROWS_ANSWERS);
    set_span(&query, reading);
    while (go_on && (step = query_step(&query)) == QUERY_ROW) {
        const struct store_answer_row row = answer_row(&query);
        go_on = reading->rows->answer(reading->rows->context, &row, err);
    }
    query_end(&query);
    return go_on && step == QUERY_DONE;
}

static bool read_questions(struct db *db, const struct rows_reading *reading, struct err *err)
{
    struct query query;
    enum query_step step;
    bool go_on = true;
    query_start(&query, db, QUERY_ROWS_QUESTIONS);
    while (go_on && (step = query_step(&query)) == QUERY_ROW) {
        const struct store_question_row row = {
            .hash = query_text(&query, 0),
            .id = query_text(&query, 1),
            .type = query_text(&query, 2),
            .canonical = query_text(&query, 3),
            .first_ms = query_int(&query, 4),
            .form_id = query_text(&query, 5),
            .session = session_kind_of_tag(query_text(&query, 6)),
        };
        go_on = reading->rows->question(reading->rows->context, &row, err);
    }
    query_end(&query);
    return go_on && step == QUERY_DONE;
}

static bool read_rows(struct db *db, void *context, struct err *err)
{
    const struct rows_reading *reading = context;
    const struct store_rows *rows = reading->rows;
    return (rows->visit == NULL || read_visits(db, reading, err)) &&
           (rows->answer == NULL || read_answers(db, reading, err)) &&
           (rows->question == NULL || read_questions(db, reading, err));
}

bool store_read_rows(struct store *store, int64_t from_ms, int64_t until_ms,
                     const struct store_rows *rows, struct err *err)
{
    struct rows_reading reading = { from_ms, until_ms, rows };
    return store_read(store, read_rows, &reading, err);
}
