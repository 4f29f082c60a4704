#include "play/survey.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#include "play/entry.h"
#include "play/survey_show.h"

static_assert(SURVEY_MAX <= 64, "one bit for each question in `going`");

/* What a step needs besides the survey itself. */
struct step {
    struct survey *survey;
    const struct message *message;
    uint64_t *next_ticket;
    struct effects *out;
};

static bool is_note(const struct question *question)
{
    return question->type == QUESTION_NOTE;
}

const struct question *survey_question(const struct survey *survey)
{
    return &survey->form->questions[survey->current];
}

bool survey_start(struct survey *survey, const struct form *form, bool reviews)
{
    memset(survey, 0, sizeof(*survey));
    survey->form = form;
    survey->reviews = reviews;
    if (form->question_count > SURVEY_MAX)
        return false;
    for (int i = 0; i < form->question_count; i++) {
        answer_clear(&survey->items[i].answer);
        answer_clear(&survey->items[i].stored);
    }
    return survey_find_shown(survey, -1, 1) >= 0;
}

static void show(struct survey *survey, int index, int64_t now_ms)
{
    const struct question *question = &survey->form->questions[index];
    bool matrix = question->type == QUESTION_MATRIX;

    survey->phase = SURVEY_PAGE;
    survey->current = index;
    survey->pad_version++; /* what is read of another page's pad comes too late */
    memset(survey->guesses, 0, sizeof(survey->guesses));
    survey_compose_clear(survey);
    survey->shown_ms = now_ms;
    survey->paused_ms = 0;
    survey->open_row = matrix ? entry_next_row(question, &survey->items[index].answer) : -1;
}

void survey_show_first(struct survey *survey, int64_t now_ms)
{
    show(survey, survey_find_shown(survey, -1, 1), now_ms);
}

static uint64_t end_session(const struct survey *survey, enum play_end end, int64_t wall_ms,
                            uint64_t *next_ticket, struct effects *out)
{
    struct effect *effect = effects_add_save(out, EFFECT_END_SURVEY, next_ticket, wall_ms);

    effect->survey = survey->form;
    effect->asked = survey_asked(survey);
    effect->end = end;
    return effect->ticket;
}

/* A page under the present conditions that has no answer in the store yet; -1 = none. */
static int find_open(const struct survey *survey)
{
    for (int i = 0; i < survey->form->question_count; i++)
        if (!is_note(&survey->form->questions[i]) && !survey->items[i].saved &&
            survey_is_shown(survey, i))
            return i;
    return -1;
}

static void send_off(const struct step *step)
{
    struct survey *survey = step->survey;

    survey->phase = SURVEY_CLOSING;
    survey->ticket =
        end_session(survey, PLAY_COMPLETED, step->message->wall_ms, step->next_ticket, step->out);
}

/* From the review's pages: to what a changed answer has brought up, else back to the review. */
static void go_on(const struct step *step)
{
    struct survey *survey = step->survey;
    int next =
        survey->reviewing ? find_open(survey) : survey_find_shown(survey, survey->current, 1);

    if (next >= 0) {
        show(survey, next, step->message->now_ms);
    } else if (survey->reviews) {
        survey->phase = SURVEY_REVIEW;
        survey->reviewing = true;
    } else {
        send_off(step);
    }
}

/* The place of a question among those that take an answer, from 1. */
static int position_of(const struct form *form, int index)
{
    int position = 1;

    for (int i = 0; i < index; i++)
        position += !is_note(&form->questions[i]);
    return position;
}

static struct effect *add_effect(const struct step *step, enum effect_kind kind, int index)
{
    const struct form *form = step->survey->form;
    struct effect *effect =
        effects_add_save(step->out, kind, step->next_ticket, step->message->wall_ms);

    effect->survey = form;
    effect->question = &form->questions[index];
    effect->position = position_of(form, index);
    step->survey->ticket = effect->ticket;
    return effect;
}

/* Answers that the new one hides leave the store with it: conditions look backwards only, so one
 * pass in the order of the questions finds them all. */
static void drop_hidden(const struct step *step)
{
    struct survey *survey = step->survey;
    struct survey_answers after = { .survey = survey, .saving = survey->current };

    for (int i = survey->current + 1; i < survey->form->question_count; i++) {
        if (!survey->items[i].saved || survey_condition_holds(&after, i))
            continue;
        after.going |= (uint64_t)1 << i;
        add_effect(step, EFFECT_DROP_ANSWER, i);
    }
    survey->going = after.going;
}

static void save_answer(const struct step *step, enum answer_outcome outcome)
{
    struct survey *survey = step->survey;
    struct survey_item *item = &survey->items[survey->current];
    int64_t duration_ms = step->message->now_ms - survey->shown_ms;
    struct effect *effect = add_effect(step, EFFECT_SAVE_ANSWER, survey->current);

    survey_compose_clear(survey);
    if (outcome == OUTCOME_SKIPPED) {
        answer_clear(&item->answer);
        survey_ink_drop(survey, survey->current);
    }
    effect->ink = survey_ink(survey, survey->current);
    effect->answer = &item->answer;
    effect->outcome = outcome;
    effect->duration_ms = duration_ms > INT_MAX ? INT_MAX : (int)duration_ms;
    drop_hidden(step);
    survey->phase = SURVEY_SAVING;
}

/* The ticket awaited is the last of the save: what came before it is committed too. */
static void on_saved(const struct step *step)
{
    struct survey *survey = step->survey;
    struct survey_item *item = &survey->items[survey->current];

    survey->ticket = 0;
    if (survey->phase == SURVEY_CLOSING) {
        survey->phase = SURVEY_DONE;
        effects_add_sound(step->out, SOUND_DONE);
        return;
    }
    item->stored = item->answer;
    item->saved = true;
    item->skipped = !item->answer.given;
    survey_ink_store(survey, survey->current);
    for (int i = 0; i < survey->form->question_count; i++) {
        if (!(survey->going >> i & 1))
            continue;
        answer_clear(&survey->items[i].answer);
        answer_clear(&survey->items[i].stored);
        survey->items[i].saved = survey->items[i].skipped = false;
        survey_ink_drop(survey, i);
    }
    survey->going = 0;
    go_on(step);
}

/* What may be on the pad now? */
static void read_pad(const struct step *step)
{
    struct survey *survey = step->survey;

    if (survey->guesses[0] || survey_pad_is_empty(survey))
        return;
    struct effect *effect = effects_add(step->out, EFFECT_READ_INK);
    effect->ink = survey_ink(survey, survey->current);
    effect->version = survey->pad_version;
}

static void enter(const struct step *step)
{
    struct survey *survey = step->survey;
    const struct question *question = survey_question(survey);
    struct answer *answer = &survey->items[survey->current].answer;

    if (survey_compose(survey, step->message))
        return;
    if (survey_write(survey, step->message)) {
        read_pad(step);
        return;
    }
    if (step->message->kind == MSG_MOVE)
        entry_arrange(question, answer, NULL, &survey->items[survey->current].arranged,
                      step->message);
    else if (entry_apply(question, answer, step->message) && question->type == QUESTION_MATRIX)
        survey->open_row = entry_next_row(question, answer);
}

/* Rows open one after the other; one that is answered can be opened again. */
static void open_row(struct survey *survey, int row)
{
    const struct question *question = survey_question(survey);
    const struct answer *answer = &survey->items[survey->current].answer;

    if (question->type != QUESTION_MATRIX || row < 0 || row >= question->row_count)
        return;
    if (answer->rows[row] >= 0 || row == entry_next_row(question, answer))
        survey->open_row = row;
}

/* What was entered and not confirmed is not what will be sent: it goes. */
static void go_back(const struct step *step)
{
    struct survey *survey = step->survey;
    int before = survey_find_shown(survey, survey->current, -1);

    if (survey_returns_to_review(survey)) {
        survey->items[survey->current].answer = survey->items[survey->current].stored;
        survey_compose_clear(survey);
        survey_ink_restore(survey, survey->current);
        survey->phase = SURVEY_REVIEW;
    } else if (before >= 0) {
        show(survey, before, step->message->now_ms);
    }
}

static void on_review(const struct step *step)
{
    struct survey *survey = step->survey;
    int index = step->message->value;

    switch (step->message->kind) {
    case MSG_CONFIRM:
        send_off(step);
        break;
    case MSG_CHANGE_ANSWER:
        if (index >= 0 && index < survey->form->question_count && survey->items[index].saved)
            show(survey, index, step->message->now_ms);
        break;
    case MSG_BACK:
        show(survey, survey_find_shown(survey, survey->form->question_count, -1),
             step->message->now_ms);
        break;
    default:
        break;
    }
}

/* Letters that were not made into words are part of what was written. */
static bool confirm_entry(struct survey *survey)
{
    if (survey->letters[0])
        survey_compose_end(survey);
    survey_ink_close(survey);
    return survey_can_confirm(survey);
}

static void on_page(const struct step *step)
{
    struct survey *survey = step->survey;

    switch (step->message->kind) {
    case MSG_CONFIRM:
        if (is_note(survey_question(survey)))
            go_on(step);
        else if (confirm_entry(survey))
            save_answer(step, OUTCOME_GIVEN);
        break;
    case MSG_SKIP:
        if (survey_can_skip(survey))
            save_answer(step, OUTCOME_SKIPPED);
        break;
    case MSG_BACK:
        go_back(step);
        break;
    case MSG_OPEN_ROW:
        open_row(survey, step->message->value);
        break;
    default:
        enter(step);
        break;
    }
}

void survey_step(struct survey *survey, const struct message *message, uint64_t *next_ticket,
                 struct effects *out)
{
    struct step step = { .survey = survey, .message = message, .out = out };
    step.next_ticket = next_ticket;

    switch (survey->phase) {
    case SURVEY_PAGE:
        on_page(&step);
        break;
    case SURVEY_REVIEW:
        on_review(&step);
        break;
    case SURVEY_SAVING:
    case SURVEY_CLOSING:
        if (message->kind == MSG_SAVED && message->ticket == survey->ticket)
            on_saved(&step);
        else if (message->kind == MSG_SAVE_FAILED)
            survey->phase = SURVEY_FAILED;
        break;
    default:
        break;
    }
}

void survey_abandon(struct survey *survey, enum play_end end, int64_t wall_ms,
                    uint64_t *next_ticket, struct effects *out)
{
    assert(survey->phase < SURVEY_CLOSING);
    end_session(survey, end, wall_ms, next_ticket, out);
    survey->phase = SURVEY_IDLE;
}

void survey_pause(struct survey *survey, int64_t now_ms)
{
    if (survey->phase == SURVEY_PAGE && survey->paused_ms == 0)
        survey->paused_ms = now_ms;
}

void survey_resume(struct survey *survey, int64_t now_ms)
{
    if (survey->paused_ms == 0)
        return;
    survey->shown_ms += now_ms - survey->paused_ms;
    survey->paused_ms = 0;
}

bool survey_is_saving(const struct survey *survey)
{
    return survey->phase == SURVEY_SAVING || survey->phase == SURVEY_CLOSING;
}

bool survey_returns_to_review(const struct survey *survey)
{
    return survey->reviewing && find_open(survey) < 0;
}

static bool is_last(const struct survey *survey)
{
    return survey_find_shown(survey, survey->current, 1) < 0;
}

bool survey_sends_next(const struct survey *survey)
{
    return !survey->reviews && is_last(survey);
}

bool survey_leads_to_review(const struct survey *survey)
{
    return survey->reviews && !survey->reviewing && is_last(survey);
}

int survey_asked(const struct survey *survey)
{
    return position_of(survey->form, survey->form->question_count) - 1;
}

static bool is_complete(const struct survey *survey)
{
    if (survey_question(survey)->type == QUESTION_TEXT &&
        (survey->letters[0] || !survey_pad_is_empty(survey)))
        return true;
    return entry_is_complete(survey_question(survey), &survey->items[survey->current].answer);
}

bool survey_can_confirm(const struct survey *survey)
{
    if (survey->phase != SURVEY_PAGE)
        return false;
    if (is_note(survey_question(survey)))
        return true;
    return is_complete(survey) && survey_constraint_holds(survey, survey->current);
}

bool survey_breaks_constraint(const struct survey *survey)
{
    return survey->phase == SURVEY_PAGE && is_complete(survey) &&
           !survey_constraint_holds(survey, survey->current);
}

bool survey_can_skip(const struct survey *survey)
{
    const struct question *question = survey_question(survey);

    if (survey->phase != SURVEY_PAGE || is_note(question) || question->required)
        return false;
    return question->type == QUESTION_TEXT || !survey->items[survey->current].answer.given;
}
