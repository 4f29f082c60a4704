#include "booth/visitor.h"

#include <string.h>

#include "base/utf8.h"
#include "play/entry.h"

enum { STEPS_MAX = 600 }; /* then even the most patient walk off */

static bool chance(struct visitor *visitor, int percent)
{
    return (int)rng_below(&visitor->rng, 100) < percent;
}

static bool rarely(struct visitor *visitor, int in_a_thousand)
{
    return (int)rng_below(&visitor->rng, 1000) < in_a_thousand;
}

static int between(struct visitor *visitor, int least, int most)
{
    return least + (int)rng_below(&visitor->rng, (uint32_t)(most - least) + 1);
}

void visitor_init(struct visitor *visitor, const struct kiosk *kiosk, uint64_t seed)
{
    memset(visitor, 0, sizeof(*visitor));
    rng_seed(&visitor->rng, seed);
    visitor->skill = between(visitor, -15, 15);
    visitor->wants_quiz = chance(visitor, 80);
    visitor->wants_survey = chance(visitor, 55);
    visitor->large_text = chance(visitor, 12);
    if (kiosk->activity->language_count > 1 && chance(visitor, 8))
        visitor->language = between(visitor, 1, kiosk->activity->language_count - 1);
    visitor->restless = chance(visitor, 12) ? 15 : 1;
}

static struct visitor_move tap(struct visitor *visitor, enum message_kind kind, int value)
{
    return (struct visitor_move){ .message = { .kind = kind, .value = value, .from_finger = true },
                                  .delay_ms = between(visitor, 500, 2500) };
}

static struct visitor_move wait_and_see(void)
{
    return (struct visitor_move){ .delay_ms = -1 };
}

static struct visitor_move walk_off(struct visitor *visitor)
{
    visitor->gone = true;
    visitor->withdraws = chance(visitor, 35);
    return wait_and_see();
}

/* ---- answers ---- */

/* One tap nearer to the keyed answer. */
static struct visitor_move choose_right(struct visitor *visitor, const struct question *question,
                                        const struct answer *answer)
{
    if (question->type != QUESTION_ORDER) {
        uint32_t missing = question->answer_choices ^ answer->choices;
        return tap(visitor, MSG_CHOOSE, missing ? __builtin_ctz(missing) : 0);
    }
    for (int i = 0; i < answer->order_count; i++)
        if (answer->order[i] != question->answer_order[i])
            return tap(visitor, MSG_CHOOSE, answer->order[answer->order_count - 1]);
    int next = answer->order_count < question->option_count ? answer->order_count : 0;
    return tap(visitor, MSG_CHOOSE, question->answer_order[next]);
}

static struct visitor_move set_number(struct visitor *visitor, double number)
{
    struct visitor_move move = tap(visitor, MSG_SET_NUMBER, 0);

    move.message.number = number;
    return move;
}

static bool knows(struct visitor *visitor, const struct question *question)
{
    static const int chances[] = {
        [DIFFICULTY_EASY] = 80, [DIFFICULTY_MEDIUM] = 62, [DIFFICULTY_HARD] = 42
    };

    return chance(visitor, chances[question->difficulty] + visitor->skill);
}

static struct visitor_move answer_quiz(struct visitor *visitor, const struct quiz_item *item)
{
    const struct question *question = item->question;

    if (question->type == QUESTION_NUMBER)
        return set_number(visitor,
                          visitor->knows ? question->answer_number : between(visitor, 0, 99));
    if (visitor->knows)
        return choose_right(visitor, question, &item->answer);
    return tap(visitor, MSG_CHOOSE, between(visitor, 0, question->option_count - 1));
}

static struct visitor_move type(struct visitor *visitor)
{
    static const char *const words[] = { "多办讲座", "维权太难",   "希望有案例", "more events",
                                         "挺好",     "网上查不到", "，" };
    struct visitor_move move = tap(visitor, chance(visitor, 8) ? MSG_ERASE : MSG_TYPE, 0);

    utf8_copy(move.message.text, sizeof(move.message.text),
              words[rng_below(&visitor->rng, sizeof words / sizeof words[0])]);
    return move;
}

static struct visitor_move answer_number(struct visitor *visitor, const struct question *question)
{
    int least = question->has_range ? (int)question->range_min : 0;
    int most = question->has_range ? (int)question->range_max : 100;

    return set_number(visitor, between(visitor, least, most > least ? most : least));
}

static int any_point(struct visitor *visitor, const struct question *question)
{
    bool unclear = question->wordings[0]->scale_unclear != NULL;

    return between(visitor, unclear ? 0 : 1, question->scale_count);
}

static struct visitor_move answer_survey(struct visitor *visitor, const struct survey *survey)
{
    const struct question *question = survey_question(survey);
    const struct answer *answer = &survey->items[survey->current].answer;

    switch (question->type) {
    case QUESTION_SCALE:
        return tap(visitor, MSG_CHOOSE_SCALE, any_point(visitor, question));
    case QUESTION_MATRIX:
        return tap(visitor, MSG_CHOOSE_CELL,
                   (survey->open_row < 0 ? 0 : survey->open_row) * 16 +
                       any_point(visitor, question));
    case QUESTION_RATING:
    case QUESTION_NUMBER:
        return answer_number(visitor, question);
    case QUESTION_TEXT:
        return type(visitor);
    case QUESTION_DATE:
        return tap(visitor, MSG_SET_DATE, between(visitor, 20000, 21000));
    case QUESTION_NOTE:
        return tap(visitor, MSG_CONFIRM, 0);
    default:
        if (entry_other_is_open(question, answer) && chance(visitor, 70))
            return type(visitor);
        return tap(visitor, MSG_CHOOSE, between(visitor, 0, question->option_count - 1));
    }
}

/* ---- screens ---- */

static struct visitor_move at_home(struct visitor *visitor, const struct kiosk *kiosk)
{
    if (visitor->large_text != kiosk->large_text)
        return tap(visitor, MSG_LARGE_TEXT, visitor->large_text);
    if (visitor->language != kiosk->language)
        return tap(visitor, MSG_LANGUAGE, visitor->language);
    if (chance(visitor, 3))
        return tap(visitor, MSG_PRIVACY, 0);
    if (visitor->wants_quiz && kiosk_quiz_is_open(kiosk))
        return tap(visitor, MSG_OPEN_QUIZ, 0);
    if (visitor->wants_survey && kiosk_next_survey(kiosk) >= 0)
        return tap(visitor, MSG_OPEN_SURVEY, kiosk_next_survey(kiosk));
    return walk_off(visitor);
}

static struct visitor_move at_question(struct visitor *visitor, const struct kiosk *kiosk)
{
    const struct quiz *quiz = &kiosk->quiz;

    if (rarely(visitor, 3)) {
        visitor->wants_quiz = false;
        return tap(visitor, MSG_LEAVE, 0);
    }
    if (rarely(visitor, 3))
        return walk_off(visitor);
    if (chance(visitor, 2))
        return wait_and_see(); /* thinks until the time is out */
    const struct quiz_item *item = quiz_current(quiz);
    if (!visitor->has_answered)
        visitor->knows = knows(visitor, item->question);
    bool ready =
        visitor->has_answered && quiz_can_confirm(quiz) &&
        (visitor->knows ? answer_is_right(item->question, &item->answer) : chance(visitor, 75));
    visitor->has_answered = true;
    struct visitor_move move = ready ? tap(visitor, MSG_CONFIRM, 0) : answer_quiz(visitor, item);
    move.delay_ms += between(visitor, 0, 4000);
    return move;
}

static struct visitor_move at_page(struct visitor *visitor, const struct kiosk *kiosk)
{
    const struct survey *survey = &kiosk->survey;

    if (rarely(visitor, 4)) {
        visitor->wants_survey = false;
        return tap(visitor, MSG_LEAVE, 0);
    }
    if (rarely(visitor, 7))
        return walk_off(visitor);
    if (chance(visitor, 3))
        visitor->pages_back = between(visitor, 1, 4);
    if (visitor->pages_back > 0) {
        visitor->pages_back = survey_is_first(survey) ? 0 : visitor->pages_back - 1;
        return tap(visitor, MSG_BACK, 0);
    }
    if (survey_can_skip(survey) && chance(visitor, 50))
        return tap(visitor, MSG_SKIP, 0);
    /* A page come back to already holds its answer: sometimes it is changed. */
    bool ready = survey_can_confirm(survey) && (visitor->has_answered || chance(visitor, 60));
    bool more = survey_question(survey)->type == QUESTION_MULTIPLE && chance(visitor, 45);
    visitor->has_answered = true;
    if (ready && !more)
        return tap(visitor, MSG_CONFIRM, 0);
    return answer_survey(visitor, survey);
}

static struct visitor_move at_review(struct visitor *visitor, const struct kiosk *kiosk)
{
    int count = kiosk->survey.form->question_count;

    if (rarely(visitor, 7))
        return walk_off(visitor);
    if (chance(visitor, 15))
        return tap(visitor, MSG_CHANGE_ANSWER, between(visitor, 0, count - 1));
    return tap(visitor, chance(visitor, 3) ? MSG_BACK : MSG_CONFIRM, 0);
}

static struct visitor_move at_stamp(struct visitor *visitor, const struct kiosk *kiosk)
{
    if (kiosk->prize.phase == PRIZE_STAMPING)
        return chance(visitor, 30) ? tap(visitor, MSG_NEXT, 0) : wait_and_see();
    if (chance(visitor, 3))
        return walk_off(visitor);
    return tap(visitor, chance(visitor, 92) ? MSG_DRAW : MSG_DECLINE, 0);
}

static struct visitor_move at_code(struct visitor *visitor)
{
    if (chance(visitor, 5))
        return walk_off(visitor);
    return tap(visitor, chance(visitor, 15) ? MSG_LONGER : MSG_FINISH, 0);
}

static struct visitor_move at_result(struct visitor *visitor, const struct kiosk *kiosk)
{
    visitor->wants_quiz = false;
    if (chance(visitor, 4))
        return tap(visitor, MSG_AGAIN, 0);
    if (visitor->wants_survey && kiosk_next_survey(kiosk) >= 0 && chance(visitor, 60))
        return tap(visitor, MSG_OPEN_SURVEY, kiosk_next_survey(kiosk));
    return chance(visitor, 40) ? walk_off(visitor) : tap(visitor, MSG_FINISH, 0);
}

static struct visitor_move at_thanks(struct visitor *visitor, const struct kiosk *kiosk)
{
    visitor->wants_survey = chance(visitor, 40);
    if (visitor->wants_survey && kiosk_next_survey(kiosk) >= 0)
        return tap(visitor, MSG_OPEN_SURVEY, kiosk_next_survey(kiosk));
    return chance(visitor, 50) ? wait_and_see() : tap(visitor, MSG_FINISH, 0);
}

static struct visitor_move at_consent(struct visitor *visitor)
{
    if (chance(visitor, 90))
        return tap(visitor, MSG_BEGIN, 0);
    visitor->wants_survey = false;
    return tap(visitor, MSG_BACK, 0);
}

static struct visitor_move at_rules(struct visitor *visitor)
{
    if (chance(visitor, 95))
        return tap(visitor, MSG_BEGIN, 0);
    visitor->wants_quiz = false;
    return tap(visitor, MSG_BACK, 0);
}

/* The same tap again a moment later, or any message at all, as if the screen had such a button. */
static struct visitor_move fidget(struct visitor *visitor)
{
    struct visitor_move move = { .message = visitor->last };

    if (chance(visitor, 50)) {
        move.delay_ms = between(visitor, 30, 300);
        return move;
    }
    move = tap(visitor, (enum message_kind)between(visitor, MSG_NONE, MSG_BACK),
               between(visitor, -2, 40));
    move.message.number = between(visitor, -5, 50);
    return move;
}

static struct visitor_move look_and_act(struct visitor *visitor, const struct kiosk *kiosk)
{
    switch (kiosk_front(kiosk)) {
    case SCREEN_ATTRACT:
        return tap(visitor, MSG_START, 0);
    case SCREEN_HOME:
        return at_home(visitor, kiosk);
    case SCREEN_LANGUAGE:
        return tap(visitor, MSG_BACK, 0);
    case SCREEN_PRIVACY:
        return tap(visitor, chance(visitor, 50) ? MSG_BACK : MSG_PRIVACY, 0);
    case SCREEN_QUIZ_RULES:
        return at_rules(visitor);
    case SCREEN_QUIZ_QUESTION:
        return at_question(visitor, kiosk);
    case SCREEN_QUIZ_FEEDBACK:
        return rarely(visitor, 3) ? walk_off(visitor) : tap(visitor, MSG_NEXT, 0);
    case SCREEN_PRIZE_DRAW:
        return at_stamp(visitor, kiosk);
    case SCREEN_PRIZE_WON:
        return at_code(visitor);
    case SCREEN_QUIZ_RESULT:
        return at_result(visitor, kiosk);
    case SCREEN_SURVEY_CONSENT:
        return at_consent(visitor);
    case SCREEN_SURVEY_PAGE:
        return at_page(visitor, kiosk);
    case SCREEN_SURVEY_REVIEW:
        return at_review(visitor, kiosk);
    case SCREEN_THANKS:
        return at_thanks(visitor, kiosk);
    case SCREEN_LEAVE:
        return tap(visitor, chance(visitor, 60) ? MSG_LEAVE_CONFIRMED : MSG_STAY, 0);
    case SCREEN_IDLE_WARNING:
        return tap(visitor, MSG_STAY, 0);
    default:
        return wait_and_see();
    }
}

struct visitor_move visitor_next(struct visitor *visitor, const struct kiosk *kiosk)
{
    struct visitor_move move;

    if (visitor->seen != kiosk->generation)
        visitor->has_answered = false;
    visitor->seen = kiosk->generation;
    if (++visitor->steps > STEPS_MAX)
        visitor->gone = true;
    if (visitor->gone && visitor->withdraws && kiosk_front(kiosk) == SCREEN_IDLE_WARNING)
        move = tap(visitor, MSG_CLEAR, 0);
    else if (visitor->gone)
        move = wait_and_see();
    else if (kiosk->in_visit && chance(visitor, visitor->restless))
        move = fidget(visitor);
    else
        move = look_and_act(visitor, kiosk);
    move.message.generation = kiosk->generation;
    visitor->last = move.message;
    return move;
}
