#include "play/kiosk.h"

#include <assert.h>
#include <string.h>

#include "play/kiosk_inside.h"
#include "play/prize_inside.h"
#include "play/staff_inside.h"
#include "play/survey_show.h"

static const char *const screen_names[] = {
    [SCREEN_ATTRACT] = "attract",
    [SCREEN_HOME] = "home",
    [SCREEN_PRIVACY] = "privacy",
    [SCREEN_LANGUAGE] = "language",
    [SCREEN_QUIZ_RULES] = "quiz-rules",
    [SCREEN_QUIZ_QUESTION] = "quiz-question",
    [SCREEN_QUIZ_FEEDBACK] = "quiz-feedback",
    [SCREEN_QUIZ_RESULT] = "quiz-result",
    [SCREEN_PRIZE_DRAW] = "prize-draw",
    [SCREEN_PRIZE_WON] = "prize-won",
    [SCREEN_SURVEY_CONSENT] = "survey-consent",
    [SCREEN_SURVEY_PAGE] = "survey-page",
    [SCREEN_SURVEY_REVIEW] = "survey-review",
    [SCREEN_THANKS] = "thanks",
    [SCREEN_IDLE_WARNING] = "idle-warning",
    [SCREEN_LEAVE] = "leave",
    [SCREEN_PICTURE] = "picture",
    [SCREEN_FAULT] = "fault",
    [SCREEN_STAFF_PIN] = "staff-pin",
    [SCREEN_STAFF_HOME] = "staff-home",
    [SCREEN_STAFF_COUNTERS] = "staff-counters",
    [SCREEN_STAFF_REDEEM] = "staff-redeem",
    [SCREEN_STAFF_STOCK] = "staff-stock",
    [SCREEN_STAFF_EXPORT] = "staff-export",
    [SCREEN_STAFF_UPDATE] = "staff-update",
    [SCREEN_STAFF_CLOSE] = "staff-close",
    [SCREEN_STAFF_SETTINGS] = "staff-settings",
};
static_assert(sizeof screen_names / sizeof screen_names[0] == SCREEN_COUNT,
              "a name for every screen");

const char *screen_name(enum screen_id screen)
{
    assert(screen < SCREEN_COUNT);
    return screen_names[screen];
}

void kiosk_init(struct kiosk *kiosk, const struct activity *activity, uint64_t seed)
{
    memset(kiosk, 0, sizeof(*kiosk));
    kiosk->activity = activity;
    kiosk->seed = seed;
    kiosk->next_ticket = 1;
    kiosk->generation = 1;
    kiosk->screen = SCREEN_ATTRACT;
    kiosk->dialog = SCREEN_COUNT;
    if (!activity)
        kiosk_show_fault(kiosk, "没有可用的活动：请用 wendactl check 检查活动文件夹，改好后重启",
                         true);
}

enum screen_id kiosk_front(const struct kiosk *kiosk)
{
    return kiosk->dialog == SCREEN_COUNT ? kiosk->screen : kiosk->dialog;
}

bool kiosk_is_saving(const struct kiosk *kiosk)
{
    return kiosk->awaited != 0;
}

void kiosk_relayout(struct kiosk *kiosk)
{
    kiosk->generation++;
    if (kiosk->generation == 0) /* 0 in a message means any */
        kiosk->generation = 1;
    kiosk->changed_ms = kiosk->now_ms;
}

void kiosk_show(struct kiosk *kiosk, enum screen_id screen)
{
    kiosk->screen = screen;
    kiosk->dialog = SCREEN_COUNT;
    kiosk->page = 0;
    kiosk_relayout(kiosk);
}

void kiosk_open_dialog(struct kiosk *kiosk, enum screen_id dialog)
{
    quiz_pause(&kiosk->quiz, kiosk->now_ms);
    survey_pause(&kiosk->survey, kiosk->now_ms);
    kiosk->dialog = dialog;
    kiosk->dialog_ms = kiosk->now_ms;
    kiosk_relayout(kiosk);
}

void kiosk_close_dialog(struct kiosk *kiosk)
{
    quiz_resume(&kiosk->quiz, kiosk->now_ms);
    survey_resume(&kiosk->survey, kiosk->now_ms);
    prize_stay(kiosk);
    kiosk->dialog = SCREEN_COUNT;
    kiosk_relayout(kiosk);
}

/* ---- what each screen understands; everything else is ignored ---- */

static void open_quiz(struct kiosk *kiosk)
{
    if (kiosk_quiz_is_open(kiosk))
        kiosk_show(kiosk, SCREEN_QUIZ_RULES);
}

static void open_survey(struct kiosk *kiosk, int index)
{
    if (!kiosk_offers_survey(kiosk, index))
        return;
    kiosk->survey_index = index;
    kiosk_show(kiosk, SCREEN_SURVEY_CONSENT);
}

static void on_home(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    switch (turn->message->kind) {
    case MSG_OPEN_QUIZ:
        open_quiz(kiosk);
        break;
    case MSG_OPEN_SURVEY:
        open_survey(kiosk, turn->message->value);
        break;
    case MSG_PRIVACY:
        kiosk_show(kiosk, SCREEN_PRIVACY);
        break;
    case MSG_LANGUAGES:
        kiosk_show(kiosk, SCREEN_LANGUAGE);
        break;
    case MSG_FINISH:
        kiosk_end_visit(turn, LEAVE_DONE);
        break;
    case MSG_LEAVE:
        kiosk_end_visit(turn, LEAVE_QUIT);
        break;
    default:
        break;
    }
}

/* Privacy, languages, rules and consent: read, then on or back. */
static void on_reading(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    switch (turn->message->kind) {
    case MSG_BEGIN:
        if (kiosk->screen == SCREEN_QUIZ_RULES)
            kiosk_begin_quiz(turn);
        else if (kiosk->screen == SCREEN_SURVEY_CONSENT)
            kiosk_begin_survey(turn);
        break;
    case MSG_PRIVACY:
        if (kiosk->screen == SCREEN_PRIVACY)
            kiosk_show(kiosk, SCREEN_HOME);
        break;
    case MSG_BACK:
    case MSG_LEAVE:
        kiosk_show(kiosk, SCREEN_HOME);
        break;
    default:
        break;
    }
}

const char *kiosk_picture(const struct kiosk *kiosk, int look)
{
    const struct question *question = NULL;

    if (kiosk->screen == SCREEN_QUIZ_QUESTION)
        question = quiz_current(&kiosk->quiz)->question;
    else if (kiosk->screen == SCREEN_SURVEY_PAGE)
        question = survey_question(&kiosk->survey);
    if (!question || look < 0 || look > question->option_count)
        return NULL;
    return look == 0 ? question->picture : question->options[look - 1].picture;
}

/* The flows' clocks run on: a look at the question is part of answering it. */
static void open_picture(struct kiosk *kiosk, int look)
{
    if (!kiosk_picture(kiosk, look))
        return;
    kiosk->look = look;
    kiosk->dialog = SCREEN_PICTURE;
    kiosk->dialog_ms = kiosk->now_ms;
    kiosk_relayout(kiosk);
}

bool kiosk_offers_review(const struct kiosk *kiosk)
{
    return kiosk->screen == SCREEN_QUIZ_RESULT && kiosk->quiz.phase == QUIZ_RESULT &&
           kiosk->activity->feedback == FEEDBACK_AT_END;
}

/* 看讲解: the answers of a quiz that is over, one after the other. */
static void show_answer(struct kiosk *kiosk, int index)
{
    bool over = index >= kiosk->quiz.count;

    kiosk->quiz.current = over ? kiosk->quiz.count - 1 : index;
    kiosk_show(kiosk, over ? SCREEN_QUIZ_RESULT : SCREEN_QUIZ_FEEDBACK);
}

static void on_quiz(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    enum message_kind kind = turn->message->kind;
    bool leaves = kind == MSG_LEAVE || kind == MSG_BACK;

    if (kiosk->quiz.phase == QUIZ_RESULT) {
        if (leaves || kind == MSG_NEXT)
            show_answer(kiosk, leaves ? kiosk->quiz.count : kiosk->quiz.current + 1);
        return;
    }
    if (leaves)
        kiosk_open_dialog(kiosk, SCREEN_LEAVE);
    else if (kind == MSG_LOOK)
        open_picture(kiosk, turn->message->value);
    else
        kiosk_step_quiz(turn, turn->message);
}

static void on_survey(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    enum message_kind kind = turn->message->kind;

    if (kind == MSG_LEAVE || (kind == MSG_BACK && survey_is_first(&kiosk->survey)))
        kiosk_open_dialog(kiosk, SCREEN_LEAVE);
    else if (kind == MSG_LOOK)
        open_picture(kiosk, turn->message->value);
    else
        kiosk_step_survey(turn, turn->message);
}

/* Result and thanks: what may come next. */
static void on_over(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    switch (turn->message->kind) {
    case MSG_AGAIN:
    case MSG_OPEN_QUIZ:
        open_quiz(kiosk);
        break;
    case MSG_OPEN_SURVEY:
        open_survey(kiosk, turn->message->value);
        break;
    case MSG_REVIEW:
        if (kiosk_offers_review(kiosk))
            show_answer(kiosk, 0);
        break;
    case MSG_FINISH:
    case MSG_BACK:
    case MSG_LEAVE:
        kiosk_show(kiosk, SCREEN_HOME);
        break;
    default:
        break;
    }
}

/* Other keys, or the page without them: what is under way is part of what was written. */
static void put_writing_away(struct kiosk *kiosk)
{
    survey_compose_end(&kiosk->survey);
    survey_ink_close(&kiosk->survey);
}

/* Understood wherever a visitor is: language, text size, pages of a text. True when it was that. */
static bool on_anywhere(struct kiosk *kiosk, const struct message *message)
{
    switch (message->kind) {
    case MSG_LANGUAGE:
        if (message->value >= 0 && message->value < kiosk->activity->language_count)
            kiosk->language = message->value;
        if (kiosk->screen == SCREEN_LANGUAGE) {
            kiosk_show(kiosk, SCREEN_HOME);
            return true;
        }
        break;
    case MSG_LARGE_TEXT:
        kiosk->large_text = message->value != 0;
        kiosk->quiz.large_text = kiosk->large_text;
        break;
    case MSG_PAGE:
        if (kiosk->screen == SCREEN_SURVEY_PAGE)
            put_writing_away(kiosk);
        kiosk->page = message->value > 0 ? message->value : 0;
        break;
    default:
        return false;
    }
    kiosk_relayout(kiosk);
    return true;
}

/* Where staff can get in; nowhere in the middle of somebody's answers. */
static bool has_corner(enum screen_id screen)
{
    return screen == SCREEN_ATTRACT || screen == SCREEN_HOME || screen == SCREEN_FAULT;
}

static void on_visitor(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    if (turn->message->kind == MSG_CORNER) {
        if (kiosk->dialog == SCREEN_COUNT && has_corner(kiosk->screen))
            staff_enter(turn);
        return;
    }
    if (staff_is_screen(kiosk->screen)) {
        staff_step(turn);
        return;
    }
    if (kiosk->in_visit && kiosk->dialog == SCREEN_COUNT && on_anywhere(kiosk, turn->message))
        return;
    switch (kiosk_front(kiosk)) {
    case SCREEN_ATTRACT:
        if (turn->message->kind == MSG_START) {
            kiosk_begin_visit(turn);
            kiosk_show(kiosk, SCREEN_HOME);
        }
        break;
    case SCREEN_HOME:
        on_home(turn);
        break;
    case SCREEN_PRIVACY:
    case SCREEN_LANGUAGE:
    case SCREEN_QUIZ_RULES:
    case SCREEN_SURVEY_CONSENT:
        on_reading(turn);
        break;
    case SCREEN_QUIZ_QUESTION:
    case SCREEN_QUIZ_FEEDBACK:
        on_quiz(turn);
        break;
    case SCREEN_SURVEY_PAGE:
    case SCREEN_SURVEY_REVIEW:
        on_survey(turn);
        break;
    case SCREEN_QUIZ_RESULT:
    case SCREEN_THANKS:
        on_over(turn);
        break;
    case SCREEN_PRIZE_DRAW:
    case SCREEN_PRIZE_WON:
        prize_step(turn);
        break;
    case SCREEN_LEAVE:
        kiosk_on_leave_dialog(turn);
        break;
    case SCREEN_PICTURE:
        kiosk_on_picture(turn);
        break;
    case SCREEN_IDLE_WARNING:
        kiosk_on_idle_dialog(turn);
        break;
    default:
        break;
    }
}

/* ---- a message ---- */

static void on_saved(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;

    prize_take_news(turn);
    if (kiosk->awaited == 0 || turn->message->ticket != kiosk->awaited)
        return; /* nobody waits for it */
    if (kiosk->prize.phase == PRIZE_DRAWING)
        prize_drawn(turn);
    else if (quiz_is_saving(&kiosk->quiz))
        kiosk_step_quiz(turn, turn->message);
    else if (survey_is_saving(&kiosk->survey))
        kiosk_step_survey(turn, turn->message);
    else
        kiosk_enter_session(turn);
}

/* Results and news of the booth. True when it was that. */
static bool on_booth(struct kiosk_turn *turn)
{
    struct kiosk *kiosk = turn->kiosk;
    const struct message *message = turn->message;

    switch (message->kind) {
    case MSG_SAVED:
        on_saved(turn);
        return true;
    case MSG_SAVE_FAILED:
        kiosk_show_fault(kiosk, message->fault, false);
        return true;
    case MSG_FAULT:
        kiosk_show_fault(kiosk, message->fault, message->value == 1);
        return true;
    case MSG_FAULT_CLEARED:
        if (kiosk->screen == SCREEN_FAULT && !kiosk->fault_is_final && !kiosk->paused)
            kiosk_show_attract(turn);
        return true;
    default:
        return false;
    }
}

static bool is_from_visitor(const struct message *message)
{
    return message->from_finger || (message->kind >= MSG_START && message->kind <= MSG_CORNER);
}

static bool is_stray(const struct kiosk *kiosk, const struct message *message)
{
    if (message->generation != 0 && message->generation != kiosk->generation)
        return true;
    return message->from_finger && kiosk_guard_left_ms(kiosk, kiosk->now_ms) > 0;
}

/* A wet finger touches twice: what the first touch put in, the second would take out again. */
static bool is_second_touch(struct kiosk *kiosk, const struct message *message)
{
    bool again = kiosk->chosen == message->value && kiosk->chosen_ms > 0 &&
                 kiosk->now_ms - kiosk->chosen_ms < KIOSK_TWICE_MS;

    if (message->kind != MSG_CHOOSE || !message->from_finger)
        return false;
    kiosk->chosen = message->value;
    kiosk->chosen_ms = kiosk->now_ms;
    return again;
}

void kiosk_step(struct kiosk *kiosk, const struct message *message, struct effects *out)
{
    struct message timed = *message;
    struct kiosk_turn turn = { kiosk, &timed, out };

    if (message->now_ms > kiosk->now_ms)
        kiosk->now_ms = message->now_ms;
    kiosk->wall_ms = message->wall_ms;
    timed.now_ms = kiosk->now_ms;
    kiosk_pass_time(&turn);
    if (timed.kind == MSG_INK_READ) {
        survey_take_guesses(&kiosk->survey, timed.text, timed.value);
        return;
    }
    if (staff_take(&turn) || on_booth(&turn) || !is_from_visitor(&timed))
        return;
    kiosk->touched_ms = kiosk->now_ms;
    if (is_stray(kiosk, &timed) || kiosk_is_saving(kiosk) || timed.kind == MSG_NONE ||
        (kiosk->screen == SCREEN_FAULT && timed.kind != MSG_CORNER) ||
        is_second_touch(kiosk, &timed))
        return;
    if (timed.from_finger)
        effects_add_sound(out, SOUND_TAP);
    on_visitor(&turn);
}
