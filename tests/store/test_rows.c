/* Rows for the export: all of them, in their order, within a span of time. */
#include <criterion/criterion.h>
#include <string.h>

#include "support.h"

static struct rig rig;

struct seen {
    int visits, answers, questions, stop_after;
    char order[64]; /* "visit:position " of each answer */
};

static bool see_visit(void *context, const struct store_visit_row *row, struct err *err)
{
    struct seen *seen = context;
    seen->visits++;
    if (row->number == 1) {
        cr_expect_str_eq(row->uuid, rig_uuid(1));
        cr_expect_str_eq(row->language, "zh-CN");
        cr_expect_str_eq(row->end_reason, "done");
        cr_expect_str_eq(row->activity_id, "test-week");
        cr_expect(row->has_quiz && row->quiz_end == SESSION_COMPLETED);
        cr_expect_eq(row->quiz_asked, 10);
        cr_expect_eq(row->quiz_right, 2);
        cr_expect_gt(row->ended_ms, row->began_ms);
    } else {
        cr_expect_not(row->has_quiz);
        cr_expect_str_empty(row->end_reason);
        cr_expect_eq(row->ended_ms, 0);
    }
    return seen->stop_after == 0 || seen->visits < seen->stop_after ||
           err_set(err, "停在第 %d 行", seen->visits);
}

static bool see_answer(void *context, const struct store_answer_row *row, struct err *err)
{
    struct seen *seen = context;
    char mark[] = { (char)('0' + row->visit_number), ':', (char)('0' + row->position), ' ', '\0' };
    (void)err;
    strncat(seen->order, mark, sizeof seen->order - strlen(seen->order) - 1);
    seen->answers++;
    if (strcmp(row->question_id, "kinds") == 0) {
        cr_expect_str_eq(row->form_id, "quiz");
        cr_expect_str_eq(row->type, "multiple");
        cr_expect_str_eq(row->stem, "下列哪些属于专利？");
        cr_expect_str_eq(row->hash, rig_question(&rig, "kinds")->hash);
        cr_expect_str_eq(row->choice, "ACD");
        cr_expect_null(row->text);
        cr_expect_eq(row->is_right, 1);
        cr_expect_eq(row->session, SESSION_QUIZ);
        cr_expect_eq(row->session_end, SESSION_COMPLETED);
    }
    if (strcmp(row->question_id, "remark") == 0) {
        cr_expect_str_eq(row->text, "很好");
        cr_expect_eq(row->is_right, -1);
        cr_expect_eq(row->state, ANSWER_GIVEN);
    }
    return true;
}

static bool see_question(void *context, const struct store_question_row *row, struct err *err)
{
    (void)err;
    cr_expect_eq(strlen(row->hash), 64);
    ((struct seen *)context)->questions++;
    return true;
}

static int64_t middle_ms;

static void set_up(void)
{
    rig_start(&rig);
    rig_must(&rig, say_visit(&rig, 1));
    rig_must(&rig, say_session(&rig, 1, "quiz"));
    struct store_request second = say_answer(&rig, 1, "quiz", "kinds", "ACD");
    second.position = 2;
    second.is_right = 1;
    rig_must(&rig, second);
    rig_must(&rig, say_answer(&rig, 1, "quiz", "term", "A"));
    rig_must(&rig, say_end(&rig, 1, "quiz", SESSION_COMPLETED, 2));
    rig_must(&rig, say_visit(&rig, 2));
    rig_must(&rig, say_session(&rig, 2, "visit"));
    rig_must(&rig, say_session(&rig, 1, "visit"));
    struct store_request remark = say_answer(&rig, 1, "visit", "remark", "");
    remark.state = ANSWER_GIVEN;
    remark.text = "很好";
    remark.position = 8;
    middle_ms = remark.wall_ms;
    rig_must(&rig, remark);
    rig_must(&rig, say_answer(&rig, 2, "visit", "age", "B"));
    rig_must(&rig, say_leave(&rig, 1, "done"));
}

static void tear_down(void)
{
    rig_fini(&rig);
}

TestSuite(rows, .init = set_up, .fini = tear_down);

static struct seen read_span(int64_t from_ms, int64_t until_ms)
{
    struct seen seen = { 0 };
    struct err err = { 0 };
    struct store_rows rows = { see_visit, see_answer, see_question, &seen };
    cr_assert(store_read_rows(rig.store, from_ms, until_ms, &rows, &err), "%s", err.text);
    return seen;
}

Test(rows, come_whole_and_in_order)
{
    struct seen seen = read_span(0, 0);
    cr_expect_eq(seen.visits, 2);
    cr_expect_eq(seen.questions, 12);
    cr_expect_str_eq(seen.order, "1:1 1:2 1:8 2:1 ");
}

Test(rows, the_beginning_is_in_and_the_end_is_out)
{
    cr_expect_str_eq(read_span(middle_ms, 0).order, "1:8 2:1 ");
    cr_expect_str_eq(read_span(0, middle_ms).order, "1:1 1:2 ");
    cr_expect_str_eq(read_span(middle_ms, middle_ms + 1).order, "1:8 ");
    cr_expect_eq(read_span(middle_ms, middle_ms + 1).visits, 1, "the visit of that answer");
    cr_expect_eq(read_span(1, 2).visits, 0);
}

Test(rows, a_callback_stops_the_reading)
{
    struct seen seen = { .stop_after = 1 };
    struct err err = { 0 };
    struct store_rows rows = { see_visit, see_answer, NULL, &seen };
    cr_expect_not(store_read_rows(rig.store, 0, 0, &rows, &err));
    cr_expect_str_eq(err.text, "停在第 1 行");
    cr_expect_eq(seen.visits, 1);
    cr_expect_eq(seen.answers, 0);
    rig_must(&rig, say_visit(&rig, 3));
}
