#include "play/sample.h"

#include <string.h>

static void show_page(struct kiosk *kiosk, const struct sample *sample)
{
    kiosk->screen = SCREEN_SURVEY_PAGE;
    kiosk->session = KIOSK_SURVEY;
    survey_start(&kiosk->survey, sample->form, sample->activity->review_before_send);
    kiosk->survey.phase = SURVEY_PAGE;
    kiosk->survey.current = (int)(sample->question - sample->form->questions);
    kiosk->survey.shown_ms = sample->now_ms;
    kiosk->survey.open_row = sample->question->type == QUESTION_MATRIX ? 0 : -1;
}

static void show_quiz(struct kiosk *kiosk, const struct sample *sample)
{
    struct quiz *quiz = &kiosk->quiz;
    struct quiz_item *item = &quiz->items[0];

    kiosk->screen = SCREEN_QUIZ_QUESTION;
    kiosk->session = KIOSK_QUIZ;
    quiz->activity = sample->activity;
    quiz->large_text = sample->large_text;
    quiz->count = 1;
    item->question = sample->question;
    for (int i = 0; i < sample->question->option_count; i++)
        item->shown[i] = (uint8_t)i;
    answer_clear(&item->answer);
    quiz_show_first(quiz, sample->now_ms);
}

void sample_question(struct kiosk *kiosk, const struct sample *sample)
{
    kiosk_init(kiosk, sample->activity, 1);
    kiosk->in_visit = true;
    kiosk->language = sample->language;
    kiosk->large_text = sample->large_text;
    kiosk->now_ms = kiosk->touched_ms = sample->now_ms;
    if (sample->form->kind == FORM_SURVEY)
        show_page(kiosk, sample);
    else
        show_quiz(kiosk, sample);
}

void sample_feedback(struct kiosk *kiosk, const struct sample *sample)
{
    const struct question *question = sample->question;
    struct quiz_item *item = &kiosk->quiz.items[0];

    sample_question(kiosk, sample);
    item->answer.given = true;
    item->answer.choices = question->answer_choices;
    item->answer.number = question->answer_number;
    if (question->type == QUESTION_ORDER) {
        item->answer.order_count = question->option_count;
        memcpy(item->answer.order, question->answer_order, sizeof(item->answer.order));
    }
    item->outcome = OUTCOME_GIVEN;
    item->answered = item->right = true;
    kiosk->quiz.right = 1;
    kiosk->quiz.phase = QUIZ_FEEDBACK;
    kiosk->screen = SCREEN_QUIZ_FEEDBACK;
}
