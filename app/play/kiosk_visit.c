#include <string.h>

#include "base/rng.h"
#include "base/utf8.h"
#include "play/entry.h"
#include "play/kiosk_inside.h"
#include "play/prize_inside.h"
#include "play/staff_inside.h"

enum { VERSIONED_VISITS = 1 << 18, PAD_VERSIONS = 1 << 12 };

static int32_t today(const struct kiosk *kiosk)
{
    return activity_day(kiosk->activity, date_of_ms(kiosk->wall_ms));
}

bool kiosk_quiz_is_open(const struct kiosk *kiosk)
{
    const struct activity *activity = kiosk->activity;

    return activity && activity->quiz_ready && quiz_can_start(activity, today(kiosk));
}

/* `surveys_begun` and `surveys_done` have a bit for each. */
static int survey_count(const struct kiosk *kiosk)
{
    return kiosk->activity->survey_count < 32 ? kiosk->activity->survey_count : 32;
}

bool kiosk_offers_survey(const struct kiosk *kiosk, int index)
{
    return kiosk->activity && kiosk->activity->survey_ready && index >= 0 &&
           index < survey_count(kiosk) &&
           kiosk->activity->surveys[index].question_count <= SURVEY_MAX;
}

bool kiosk_survey_is_open(const struct kiosk *kiosk)
{
    for (int i = 0; kiosk->activity && i < survey_count(kiosk); i++)
        if (kiosk_offers_survey(kiosk, i))
            return true;
    return false;
}

int kiosk_next_survey(const struct kiosk *kiosk)
{
    for (int i = 0; kiosk->activity && i < survey_count(kiosk); i++)
        if (kiosk_offers_survey(kiosk, i) && !(kiosk->surveys_done >> i & 1))
            return i;
    return -1;
}

static struct effect *add_save(struct kiosk_turn *turn, enum effect_kind kind)
{
    struct kiosk *kiosk = turn->kiosk;
    struct effect *effect = effects_add_save(turn->out, kind, &kiosk->next_ticket, kiosk->wall_ms);

    effect->language = kiosk->language;
    effect->large_text = kiosk->large_text;
    return effect;
}

/* ---- visits ---- */

/* Nothing of a visitor stays but what kiosk.h names. */
static void forget_visitor(struct kiosk *kiosk)
{
    kiosk->in_visit = false;
    kiosk->language = 0;
    kiosk->large_text = false;
    kiosk->awaited = 0;
    kiosk->survey_index = 0;
    kiosk->session = KIOSK_NO_SESSION;
    kiosk->quiz_begun = false;
    kiosk->surveys_begun = kiosk->surveys_done = 0;
    kiosk->dialog_ms = 0;
    kiosk->look = 0;
    kiosk->chosen_ms = kiosk->chosen = 0;
    memset(&kiosk->quiz, 0, sizeof(kiosk->quiz));
    memset(&kiosk->survey, 0, sizeof(kiosk->survey));
    memset(&kiosk->prize, 0, sizeof(kiosk->prize));
    staff_forget(kiosk);
    memset(kiosk->fault, 0, sizeof(kiosk->fault));
}

void kiosk_begin_visit(struct kiosk_turn *turn)
{
    turn->kiosk->in_visit = true;
    turn->kiosk->visits++;
    add_save(turn, EFFECT_BEGIN_VISIT);
}

void kiosk_show_attract(struct kiosk_turn *turn)
{
    forget_visitor(turn->kiosk);
    kiosk_show(turn->kiosk, SCREEN_ATTRACT);
    prize_open_day(turn);
    effects_add(turn->out, EFFECT_CHECKPOINT);
}

void kiosk_end_visit(struct kiosk_turn *turn, enum leave_reason reason)
{
    add_save(turn, EFFECT_END_VISIT)->leave = reason;
    kiosk_show_attract(turn);
}

/* The same person or the next in line: a visit holds each form once. */
static void renew_visit(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    int language = kiosk->language;
    bool large_text = kiosk->large_text;
    int survey_index = kiosk->survey_index;

    add_save(turn, EFFECT_END_VISIT)->leave = LEAVE_DONE;
    forget_visitor(kiosk);
    kiosk->language = language;
    kiosk->large_text = large_text;
    kiosk->survey_index = survey_index;
    kiosk_begin_visit(turn);
}

/* The open visit stays open in the store, as after a power cut: nothing more is written until the
 * store answers again. */
void kiosk_show_fault(struct kiosk *kiosk, const char *text, bool is_final)
{
    bool known = kiosk->screen == SCREEN_FAULT;

    if (known && (kiosk->fault_is_final || !is_final))
        return; /* the first cause is the one to read */
    forget_visitor(kiosk);
    kiosk->fault_is_final = is_final;
    utf8_copy(kiosk->fault, sizeof(kiosk->fault), text ? text : "");
    kiosk_show(kiosk, SCREEN_FAULT);
}

/* ---- sessions ---- */

void kiosk_cut_session(struct kiosk_turn *turn, enum play_end end)
{
    struct kiosk *kiosk = turn->kiosk;

    if (kiosk->session == KIOSK_QUIZ)
        quiz_abandon(&kiosk->quiz, kiosk->wall_ms, &kiosk->next_ticket, turn->out);
    else if (kiosk->session == KIOSK_SURVEY)
        survey_abandon(&kiosk->survey, end, kiosk->wall_ms, &kiosk->next_ticket, turn->out);
    kiosk->session = KIOSK_NO_SESSION;
}

/* Different for each visit, and for kiosks whose seeds are neighbours. */
static uint64_t visit_seed(const struct kiosk *kiosk)
{
    struct rng rng;

    rng_seed(&rng, kiosk->seed ^ ((uint64_t)kiosk->visits * UINT64_C(0xD1342543DE82EF95)));
    return rng_next(&rng);
}

/* Avoiding more than half of all questions would leave the same few to each visitor. */
static int recent_limit(const struct kiosk *kiosk)
{
    int total = 0;

    for (int i = 0; i < kiosk->activity->bank_count; i++)
        total += kiosk->activity->banks[i].question_count;
    return kiosk->recent_count < total / 2 ? kiosk->recent_count : total / 2;
}

void kiosk_begin_quiz(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    if (!kiosk_quiz_is_open(kiosk)) {
        kiosk_show(kiosk, SCREEN_HOME); /* its card says so */
        return;
    }
    if (kiosk->quiz_begun)
        renew_visit(turn);
    quiz_start(&kiosk->quiz, kiosk->activity, today(kiosk), visit_seed(kiosk), kiosk->large_text,
               kiosk->recent, recent_limit(kiosk));
    struct effect *effect = add_save(turn, EFFECT_BEGIN_QUIZ);
    effect->is_quiz = true;
    effect->asked = kiosk->quiz.count;
    kiosk->quiz_begun = true;
    kiosk->session = KIOSK_QUIZ;
    kiosk->awaited = effect->ticket;
}

void kiosk_begin_survey(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    uint32_t bit = (uint32_t)1 << kiosk->survey_index;
    const struct form *form = &kiosk->activity->surveys[kiosk->survey_index];

    if (kiosk->surveys_begun & bit)
        renew_visit(turn);
    if (!survey_start(&kiosk->survey, form, kiosk->activity->review_before_send)) {
        kiosk_show(kiosk, SCREEN_HOME);
        return;
    }
    /* What is read too late of one visitor's pad is of no version of the next one's. */
    kiosk->survey.pad_version = (int)(kiosk->visits % VERSIONED_VISITS) * PAD_VERSIONS;
    struct effect *effect = add_save(turn, EFFECT_BEGIN_SURVEY);
    effect->survey = form;
    effect->asked = survey_asked(&kiosk->survey);
    kiosk->surveys_begun |= bit;
    kiosk->session = KIOSK_SURVEY;
    kiosk->awaited = effect->ticket;
}

/* ---- the flows on the screen ---- */

/* Puts the question in front of those shown lately. */
static void remember(struct kiosk *kiosk, const struct question *question)
{
    int at = 0;

    while (at < kiosk->recent_count && kiosk->recent[at] != question)
        at++;
    if (at == kiosk->recent_count && kiosk->recent_count < KIOSK_RECENT_MAX)
        kiosk->recent_count++;
    else if (at == kiosk->recent_count)
        at--;
    for (; at > 0; at--)
        kiosk->recent[at] = kiosk->recent[at - 1];
    kiosk->recent[0] = question;
}

static void show_quiz(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    switch (kiosk->quiz.phase) {
    case QUIZ_QUESTION:
        remember(kiosk, quiz_current(&kiosk->quiz)->question);
        kiosk_show(kiosk, SCREEN_QUIZ_QUESTION);
        break;
    case QUIZ_FEEDBACK:
        kiosk_show(kiosk, SCREEN_QUIZ_FEEDBACK);
        break;
    case QUIZ_RESULT:
        prize_after_quiz(turn);
        break;
    default:
        break; /* the screen waits for the store */
    }
}

/* Rows that changed places lie under the finger that may tap twice. */
struct rows {
    const struct question *question;
    uint8_t order[OPTION_MAX];
};

static struct rows rows_of(const struct kiosk *kiosk)
{
    struct rows rows = { 0 };

    if (kiosk->screen == SCREEN_QUIZ_QUESTION) {
        const struct quiz_item *item = quiz_current(&kiosk->quiz);
        rows.question = item->question;
        entry_rows(item->question, &item->answer, item->shown, item->arranged, rows.order);
    } else if (kiosk->screen == SCREEN_SURVEY_PAGE) {
        const struct survey_item *item = &kiosk->survey.items[kiosk->survey.current];
        rows.question = survey_question(&kiosk->survey);
        entry_rows(rows.question, &item->answer, NULL, item->arranged, rows.order);
    }
    return rows;
}

static bool rows_moved(const struct rows *before, const struct rows *after)
{
    return before->question && before->question == after->question &&
           memcmp(before->order, after->order, sizeof before->order) != 0;
}

void kiosk_step_quiz(struct kiosk_turn *turn, const struct message *message)
{
    struct kiosk *kiosk = turn->kiosk;
    struct quiz *quiz = &kiosk->quiz;
    enum quiz_phase phase = quiz->phase;
    int current = quiz->current;
    struct rows before = rows_of(kiosk), after;

    quiz_step(quiz, message, &kiosk->next_ticket, turn->out);
    after = rows_of(kiosk);
    kiosk->awaited = quiz_is_saving(quiz) ? quiz->ticket : 0;
    if (quiz->phase == QUIZ_CLOSING)
        kiosk->session = KIOSK_NO_SESSION; /* its end is on its way */
    if (quiz->phase == phase && quiz->current == current) {
        if (rows_moved(&before, &after))
            kiosk_relayout(kiosk);
        return;
    }
    show_quiz(turn);
    /* Where no feedback waits for a tap, questions would run out one after the other for nobody. */
    int64_t untouched_ms = kiosk->now_ms - kiosk->touched_ms;
    if (quiz->phase == QUIZ_QUESTION && untouched_ms >= kiosk->activity->timeouts.survey_ms)
        kiosk_warn_idle(turn);
}

void kiosk_step_survey(struct kiosk_turn *turn, const struct message *message)
{
    struct kiosk *kiosk = turn->kiosk;
    struct survey *survey = &kiosk->survey;
    enum survey_phase phase = survey->phase;
    int current = survey->current, open_row = survey->open_row;
    bool spread = survey->candidates_page > 0;
    struct rows before = rows_of(kiosk), after;

    survey_step(survey, message, &kiosk->next_ticket, turn->out);
    after = rows_of(kiosk);
    kiosk->awaited = survey_is_saving(survey) ? survey->ticket : 0;
    if (survey->phase == SURVEY_CLOSING)
        kiosk->session = KIOSK_NO_SESSION;
    if (survey->phase == SURVEY_DONE) {
        kiosk->surveys_done |= (uint32_t)1 << kiosk->survey_index;
        kiosk_show(kiosk, SCREEN_THANKS);
    } else if (survey->phase == SURVEY_REVIEW && phase != SURVEY_REVIEW) {
        kiosk_show(kiosk, SCREEN_SURVEY_REVIEW);
    } else if (survey->phase == SURVEY_PAGE &&
               (phase != SURVEY_PAGE || survey->current != current)) {
        kiosk_show(kiosk, SCREEN_SURVEY_PAGE);
    } else if (survey->open_row != open_row || (survey->candidates_page > 0) != spread ||
               rows_moved(&before, &after)) {
        kiosk_relayout(kiosk);
    }
}

void kiosk_enter_session(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    kiosk->awaited = 0;
    if (kiosk->session == KIOSK_QUIZ) {
        quiz_show_first(&kiosk->quiz, kiosk->now_ms);
        show_quiz(turn);
    } else {
        survey_show_first(&kiosk->survey, kiosk->now_ms);
        kiosk_show(kiosk, SCREEN_SURVEY_PAGE);
    }
}
