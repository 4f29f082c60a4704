#include "booth.h"
#include "booth_prizes.h"

#include <criterion/criterion.h>
#include <string.h>

/* ---- quiz ---- */

static void stay(struct booth_model *booth)
{
    (void)booth;
}

static void enter_home_closed(struct booth_model *booth)
{
    booth->activity->quiz_ready = booth->activity->survey_ready = false;
}

static void enter_home_one(struct booth_model *booth)
{
    booth->activity->survey_count = 1;
}

static void enter_privacy(struct booth_model *booth)
{
    booth_tap(booth, MSG_PRIVACY, 0);
}

static void enter_rules(struct booth_model *booth)
{
    booth->activity->draws[1] = (struct draw){ "商标", 3 };
    booth->activity->draws[2] = (struct draw){ "著作权", 2 };
    booth->activity->draws[3] = (struct draw){ "其他", 2 };
    booth->activity->draw_count = 4;
    booth_tap(booth, MSG_OPEN_QUIZ, 0);
}

/* To the first question, which is of that topic; nine others follow. */
static void begin_quiz(struct booth_model *booth, const char *topic)
{
    booth->activity->draws[0].topic = topic;
    booth_tap(booth, MSG_OPEN_QUIZ, 0);
    booth_tap(booth, MSG_BEGIN, 0);
    cr_assert_eq(booth->kiosk.screen, SCREEN_QUIZ_QUESTION);
}

static void enter_single(struct booth_model *booth)
{
    begin_quiz(booth, "专利");
    booth_wait(booth, 5300);
    booth_tap(booth, MSG_CHOOSE, 1);
}

static void enter_untimed(struct booth_model *booth)
{
    booth->activity->limit_s = 0;
    begin_quiz(booth, "专利");
}

static void enter_saving(struct booth_model *booth)
{
    begin_quiz(booth, "专利");
    booth_tap(booth, MSG_CHOOSE, 1);
    booth->hold = true;
    booth_tap(booth, MSG_CONFIRM, 0);
}

static void enter_multiple(struct booth_model *booth)
{
    begin_quiz(booth, "商标");
    booth_tap(booth, MSG_CHOOSE, 0);
    booth_tap(booth, MSG_CHOOSE, 2);
}

static void enter_judge(struct booth_model *booth)
{
    begin_quiz(booth, "著作权");
}

static void enter_order(struct booth_model *booth)
{
    begin_quiz(booth, "步骤");
    booth_tap(booth, MSG_CHOOSE, 1);
    booth_tap(booth, MSG_CHOOSE, 0);
}

/* A finger carries the last row up to the first place. */
static void enter_carrying(struct booth_model *booth)
{
    begin_quiz(booth, "步骤");
    booth->pressed =
        (struct message){ .kind = MSG_CHOOSE, .value = quiz_current(&booth->kiosk.quiz)->shown[2] };
    booth->drags = true;
    booth->carried_x = 90;
    booth->carried_y = 730;
    booth->slot = 1;
}

/* And has let it go there. */
static void enter_arranged(struct booth_model *booth)
{
    begin_quiz(booth, "步骤");
    booth_tap(booth, MSG_MOVE, quiz_current(&booth->kiosk.quiz)->shown[2] * MOVE_PLACES);
}

static void enter_number(struct booth_model *booth)
{
    begin_quiz(booth, "数字");
    booth_type(booth, "15");
}

static void enter_long(struct booth_model *booth)
{
    begin_quiz(booth, "长题");
}

static void enter_picture(struct booth_model *booth)
{
    begin_quiz(booth, "图片");
    booth_wait(booth, 17000);
}

static void enter_picture_look(struct booth_model *booth)
{
    enter_picture(booth);
    booth_tap(booth, MSG_LOOK, 0);
    booth_wait(booth, 4000);
    cr_assert_eq(booth->kiosk.dialog, SCREEN_PICTURE);
}

static void enter_pictures(struct booth_model *booth)
{
    begin_quiz(booth, "图项");
    booth_tap(booth, MSG_CHOOSE, 1);
}

static void enter_pictures_look(struct booth_model *booth)
{
    booth->activity->limit_s = 0;
    begin_quiz(booth, "图项");
    booth_tap(booth, MSG_LOOK, 1);
    cr_assert_eq(booth->kiosk.dialog, SCREEN_PICTURE);
}

static void choose(struct booth_model *booth, uint32_t options)
{
    for (int i = 0; i < OPTION_MAX; i++) {
        if (options >> i & 1)
            booth_tap(booth, MSG_CHOOSE, i);
    }
    booth_tap(booth, MSG_CONFIRM, 0);
}

static void enter_right(struct booth_model *booth)
{
    begin_quiz(booth, "专利");
    choose(booth, 1U << 1);
}

static void enter_wrong(struct booth_model *booth)
{
    begin_quiz(booth, "专利");
    choose(booth, 1U << 3);
}

static void enter_wrong_several(struct booth_model *booth)
{
    begin_quiz(booth, "商标");
    choose(booth, 1U << 0 | 1U << 3);
}

static void enter_wrong_order(struct booth_model *booth)
{
    begin_quiz(booth, "步骤");
    choose(booth, 1U << 0 | 1U << 1 | 1U << 2);
}

static void enter_wrong_number(struct booth_model *booth)
{
    enter_number(booth);
    booth_type(booth, "0");
    booth_tap(booth, MSG_CONFIRM, 0);
}

static void enter_timed_out(struct booth_model *booth)
{
    begin_quiz(booth, "著作权");
    booth_wait(booth, 100000);
}

static void enter_long_right(struct booth_model *booth)
{
    begin_quiz(booth, "长题");
    choose(booth, 1U << 1);
}

/* Every third answer is wrong. */
static void enter_result(struct booth_model *booth)
{
    begin_quiz(booth, "专利");
    for (int i = 0; booth->kiosk.screen == SCREEN_QUIZ_QUESTION; i++) {
        const struct question *q = quiz_current(&booth->kiosk.quiz)->question;
        uint32_t right = q->answer_choices;
        choose(booth, i % 3 == 2 ? right ^ 3U : right);
        booth_tap(booth, MSG_NEXT, 0);
    }
    cr_assert_eq(booth->kiosk.screen, SCREEN_QUIZ_RESULT);
}

static void enter_leave(struct booth_model *booth)
{
    enter_single(booth);
    booth_tap(booth, MSG_LEAVE, 0);
}

/* ---- questionnaire ---- */

static void enter_consent(struct booth_model *booth)
{
    booth_tap(booth, MSG_OPEN_SURVEY, 0);
}

/* Answers whatever is asked. */
static void answer_page(struct booth_model *booth)
{
    const struct question *q = survey_question(&booth->kiosk.survey);

    switch (q->type) {
    case QUESTION_SCALE:
        booth_tap(booth, MSG_CHOOSE_SCALE, 2);
        break;
    case QUESTION_MATRIX:
        for (int row = 0; row < q->row_count; row++)
            booth_tap(booth, MSG_CHOOSE_CELL, row * 16 + 3);
        break;
    case QUESTION_SINGLE:
    case QUESTION_MULTIPLE:
        booth_tap(booth, MSG_CHOOSE, 1);
        break;
    default:
        break;
    }
    booth_tap(booth, survey_can_skip(&booth->kiosk.survey) ? MSG_SKIP : MSG_CONFIRM, 0);
}

static void enter_review(struct booth_model *booth)
{
    booth->activity->review_before_send = true;
    enter_consent(booth);
    booth_tap(booth, MSG_BEGIN, 0);
    for (int i = 0; i < SURVEY_MAX && booth->kiosk.screen == SCREEN_SURVEY_PAGE; i++)
        answer_page(booth);
}

static void enter_review_second(struct booth_model *booth)
{
    enter_review(booth);
    booth_tap(booth, MSG_PAGE, 1);
}

static void enter_review_page(struct booth_model *booth)
{
    enter_review(booth);
    booth_tap(booth, MSG_CHANGE_ANSWER, 1);
}

/* To the page of the question with that id. */
static void go_to_page(struct booth_model *booth, const char *id)
{
    enter_consent(booth);
    booth_tap(booth, MSG_BEGIN, 0);
    for (int i = 0; i < SURVEY_MAX; i++) {
        if (strcmp(survey_question(&booth->kiosk.survey)->id, id) == 0)
            return;
        answer_page(booth);
    }
    cr_assert_fail("no page %s", id);
}

static void enter_note(struct booth_model *booth)
{
    go_to_page(booth, "note");
}

static void enter_survey_single(struct booth_model *booth)
{
    go_to_page(booth, "single");
    booth_tap(booth, MSG_CHOOSE, 2);
}

static void enter_other(struct booth_model *booth)
{
    go_to_page(booth, "single");
    booth_tap(booth, MSG_CHOOSE, 5);
}

static void enter_other_writing(struct booth_model *booth)
{
    enter_other(booth);
    booth_tap(booth, MSG_PAGE, 1000);
    booth_type(booth, "about 30");
}

static void enter_several_full(struct booth_model *booth)
{
    go_to_page(booth, "several");
    for (int i = 0; i < 3; i++)
        booth_tap(booth, MSG_CHOOSE, i);
}

static void enter_scale(struct booth_model *booth)
{
    go_to_page(booth, "scale");
    booth_tap(booth, MSG_CHOOSE_SCALE, 4);
}

static void enter_rating(struct booth_model *booth)
{
    go_to_page(booth, "rating");
    booth->now_ms += 1000;
    booth->kiosk.survey.items[booth->kiosk.survey.current].answer.given = true;
    booth->kiosk.survey.items[booth->kiosk.survey.current].answer.number = 9;
}

static void enter_matrix(struct booth_model *booth)
{
    go_to_page(booth, "matrix");
    booth_tap(booth, MSG_CHOOSE_CELL, 5);
}

static void enter_matrix_done(struct booth_model *booth)
{
    go_to_page(booth, "matrix");
    for (int row = 0; row < 4; row++)
        booth_tap(booth, MSG_CHOOSE_CELL, row * 16 + row);
}

static void enter_survey_number(struct booth_model *booth)
{
    go_to_page(booth, "number");
    booth_type(booth, "4");
}

static void enter_survey_order(struct booth_model *booth)
{
    go_to_page(booth, "order");
    booth_tap(booth, MSG_CHOOSE, 2);
}

static void enter_date(struct booth_model *booth)
{
    go_to_page(booth, "date");
    booth_tap(booth, MSG_SET_DATE, 20910);
}

static void enter_text(struct booth_model *booth)
{
    go_to_page(booth, "text");
    booth_type(booth, "hope to see more of it");
}

static void spell(struct booth_model *booth, const char *letters)
{
    for (; *letters != '\0'; letters++)
        booth_send(booth, MSG_COMPOSE, (char[]){ *letters, '\0' });
}

static void draw(struct booth_model *booth, int x, int y, int to_x, int to_y)
{
    struct ink_point points[] = { { (int16_t)x, (int16_t)y }, { (int16_t)to_x, (int16_t)to_y } };

    booth_draw(booth, points, 2);
}

static void enter_pad(struct booth_model *booth)
{
    go_to_page(booth, "text");
    booth_type(booth, "希望多讲讲保护");
    booth_tap(booth, MSG_PAGE, 4);
    draw(booth, 300, 200, 700, 200);
    draw(booth, 500, 100, 500, 800);
    booth_tap(booth, MSG_PAD_KEEP, 0);
    draw(booth, 200, 600, 800, 580);
}

static void enter_pad_guesses(struct booth_model *booth)
{
    enter_pad(booth);
    strcpy(booth->kiosk.survey.guesses, "一丁二七十厂卜人入八");
}

static void enter_pad_empty(struct booth_model *booth)
{
    go_to_page(booth, "text");
    booth_tap(booth, MSG_PAGE, 4);
}

static void enter_pinyin(struct booth_model *booth)
{
    go_to_page(booth, "text");
    booth_type(booth, "希望多讲讲怎么分辨真货假货，还有");
    spell(booth, "zhishichanq");
}

static void enter_pinyin_spread(struct booth_model *booth)
{
    enter_pinyin(booth);
    booth_tap(booth, MSG_CANDIDATES, 2);
}

static void enter_text_signs(struct booth_model *booth)
{
    go_to_page(booth, "text");
    booth_type(booth, "call 12345678");
    booth_tap(booth, MSG_PAGE, 3);
}

static void enter_thanks(struct booth_model *booth)
{
    go_to_page(booth, "text");
    answer_page(booth);
    cr_assert_eq(booth->kiosk.screen, SCREEN_THANKS);
}

static void enter_idle(struct booth_model *booth)
{
    go_to_page(booth, "several");
    booth_wait(booth, 91000);
    booth_wait(booth, 12300);
    cr_assert_eq(booth->kiosk.dialog, SCREEN_IDLE_WARNING);
}

static void enter_idle_home(struct booth_model *booth)
{
    booth_wait(booth, 61000);
}

static void enter_fault(struct booth_model *booth)
{
    struct message fault = { .kind = MSG_FAULT,
                             .fault = "保存失败：磁盘已满（数据文件夹 D）。请清出空间后重试。",
                             .now_ms = booth->now_ms };
    struct effects effects = { .count = 0 };

    kiosk_step(&booth->kiosk, &fault, &effects);
    cr_assert_eq(booth->kiosk.screen, SCREEN_FAULT);
}

/* The cards that take turns with the poster. */
static void wait_for_question(struct booth_model *booth)
{
    booth_wait(booth, 9000);
}

static void wait_for_fact(struct booth_model *booth)
{
    booth_wait(booth, 15000);
}

const struct booth_state booth_states[] = {
    { "attract", stay, true },
    { "attract-question", wait_for_question, true },
    { "attract-fact", wait_for_fact, true },
    { "attract-prizes", enter_prizes, true },
    { "attract-gone", enter_prizes_gone, true },
    { "home", stay, false },
    { "home-one", enter_home_one, false },
    { "home-closed", enter_home_closed, false },
    { "privacy", enter_privacy, false },
    { "quiz-rules", enter_rules, false },
    { "rules-draw", enter_rules_draw, false },
    { "rules-eight", enter_rules_eight, false },
    { "rules-rank", enter_rules_rank, false },
    { "rules-gone", enter_rules_gone, false },
    { "question-single", enter_single, false },
    { "question-untimed", enter_untimed, false },
    { "question-saving", enter_saving, false },
    { "question-multiple", enter_multiple, false },
    { "question-judge", enter_judge, false },
    { "question-order", enter_order, false },
    { "question-carrying", enter_carrying, false },
    { "question-arranged", enter_arranged, false },
    { "question-number", enter_number, false },
    { "question-long", enter_long, false },
    { "question-picture", enter_picture, false },
    { "question-pictures", enter_pictures, false },
    { "picture", enter_picture_look, false },
    { "picture-option", enter_pictures_look, false },
    { "feedback-right", enter_right, false },
    { "feedback-wrong", enter_wrong, false },
    { "feedback-several", enter_wrong_several, false },
    { "feedback-order", enter_wrong_order, false },
    { "feedback-number", enter_wrong_number, false },
    { "feedback-timed-out", enter_timed_out, false },
    { "feedback-long", enter_long_right, false },
    { "quiz-result", enter_result, false },
    { "prize-draw", enter_stamp, false },
    { "leave-draw", enter_leave_draw, false },
    { "prize-saving", enter_stamp_saving, false },
    { "prize-falling", enter_stamp_falling, false },
    { "prize-printed", enter_stamp_printed, false },
    { "prize-missed", enter_stamp_missed, false },
    { "prize-won", enter_won, false },
    { "prize-won-long", enter_won_long, false },
    { "prize-ranked", enter_ranked, false },
    { "result-missed", enter_result_missed, false },
    { "result-more", enter_result_more, false },
    { "leave", enter_leave, false },
    { "survey-consent", enter_consent, false },
    { "survey-note", enter_note, false },
    { "survey-single", enter_survey_single, false },
    { "survey-other", enter_other, false },
    { "survey-writing", enter_other_writing, false },
    { "survey-full", enter_several_full, false },
    { "survey-scale", enter_scale, false },
    { "survey-rating", enter_rating, false },
    { "survey-matrix", enter_matrix, false },
    { "survey-matrix-done", enter_matrix_done, false },
    { "survey-number", enter_survey_number, false },
    { "survey-order", enter_survey_order, false },
    { "survey-date", enter_date, false },
    { "survey-text", enter_text, false },
    { "survey-pad", enter_pad, false },
    { "survey-pad-guesses", enter_pad_guesses, false },
    { "survey-pad-empty", enter_pad_empty, false },
    { "survey-pinyin", enter_pinyin, false },
    { "survey-pinyin-spread", enter_pinyin_spread, false },
    { "survey-review", enter_review, false },
    { "survey-review-second", enter_review_second, false },
    { "survey-changing", enter_review_page, false },
    { "survey-signs", enter_text_signs, false },
    { "thanks", enter_thanks, false },
    { "idle-survey", enter_idle, false },
    { "idle-home", enter_idle_home, false },
    { "fault", enter_fault, false },
};
const int booth_state_count = sizeof(booth_states) / sizeof(booth_states[0]);
