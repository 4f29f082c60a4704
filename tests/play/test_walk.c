/* Hundreds of thousands of random messages: whatever is pressed, the promises hold. */
#include <string.h>

#include <criterion/criterion.h>

#include "activity/activity.h"
#include "base/mem.h"
#include "base/rng.h"
#include "fixture.h"
#include "play/kiosk.h"

enum { STEPS = 500000, IN_FLIGHT_MAX = 512, POSITION_MAX = 128 };

/* What a store would know, and what must never happen to it. */
struct ledger {
    bool visit, quiz, survey;
    bool quiz_was, survey_was[2]; /* in this visit */
    int visits;
    uint64_t last_ticket;
    struct {
        uint64_t ticket;
        bool is_quiz;
        int position;
        enum effect_kind kind;
    } in_flight[IN_FLIGHT_MAX];
    int in_flight_count;
    uint64_t survey_saved; /* bit by position */
    int64_t answers, drops, attracts, faults, ends[PLAY_END_COUNT];
    bool may_draw, has_drawn, has_won; /* in this visit */
    int64_t draws, wins, shown;
};

struct walk {
    struct activity *activity;
    struct kiosk *kiosk, *fresh;
    struct ledger ledger;
    struct rng rng;
    int64_t now_ms;
    int fail_in_a_thousand;
};

static bool chance(struct walk *walk, int percent)
{
    return (int)rng_below(&walk->rng, 100) < percent;
}

static void check_save(const struct ledger *ledger, const struct effect *effect)
{
    cr_assert(effect->is_quiz ? ledger->quiz : ledger->survey, "an answer outside its session");
    cr_assert(effect->position >= 1 && effect->position < POSITION_MAX);
    for (int i = 0; i < ledger->in_flight_count; i++)
        cr_assert(ledger->in_flight[i].is_quiz != effect->is_quiz ||
                      ledger->in_flight[i].position != effect->position,
                  "two saves in flight for place %d", effect->position);
    if (effect->outcome != OUTCOME_GIVEN)
        cr_assert_not(effect->answer->given);
    if (effect->outcome != OUTCOME_GIVEN)
        cr_assert_not(effect->is_right);
}

static void begin(bool *session, bool *was, const struct ledger *ledger)
{
    cr_assert(ledger->visit && !ledger->quiz && !ledger->survey);
    cr_assert_not(*was, "a form twice in one visit");
    *session = *was = true;
}

static void enter(struct ledger *ledger, const struct walk *walk, const struct effect *effect)
{
    switch (effect->kind) {
    case EFFECT_BEGIN_VISIT:
        cr_assert_not(ledger->visit);
        ledger->visit = true;
        ledger->quiz_was = ledger->survey_was[0] = ledger->survey_was[1] = false;
        ledger->may_draw = ledger->has_drawn = ledger->has_won = false;
        ledger->visits++;
        break;
    case EFFECT_BEGIN_QUIZ:
        begin(&ledger->quiz, &ledger->quiz_was, ledger);
        cr_assert_gt(effect->asked, 0);
        break;
    case EFFECT_BEGIN_SURVEY:
        begin(&ledger->survey, &ledger->survey_was[effect->survey - walk->activity->surveys],
              ledger);
        ledger->survey_saved = 0;
        break;
    case EFFECT_SAVE_ANSWER:
        check_save(ledger, effect);
        ledger->answers++;
        if (!effect->is_quiz)
            ledger->survey_saved |= (uint64_t)1 << effect->position;
        break;
    case EFFECT_DROP_ANSWER:
        cr_assert(ledger->survey_saved >> effect->position & 1, "dropped, but never saved");
        ledger->survey_saved &= ~((uint64_t)1 << effect->position);
        ledger->drops++;
        break;
    case EFFECT_END_QUIZ:
        cr_assert(ledger->quiz, "a quiz ends once");
        cr_assert_leq(effect->right, effect->asked);
        cr_assert_neq(effect->end, PLAY_WITHDRAWN);
        ledger->quiz = false;
        ledger->may_draw =
            effect->end == PLAY_COMPLETED && effect->right >= walk->activity->qualify_right;
        ledger->ends[effect->end]++;
        break;
    case EFFECT_DRAW:
        cr_assert(ledger->visit && ledger->may_draw, "draws without having qualified");
        cr_assert_not(ledger->has_drawn, "draws twice in one visit");
        ledger->has_drawn = true;
        ledger->draws++;
        break;
    case EFFECT_AWARD_SHOWN:
        cr_assert(ledger->has_won, "shows what was not won");
        ledger->shown++;
        break;
    case EFFECT_END_SURVEY:
        cr_assert(ledger->survey, "a questionnaire ends once");
        ledger->survey = false;
        ledger->ends[effect->end]++;
        break;
    case EFFECT_END_VISIT:
        cr_assert(ledger->visit && !ledger->quiz && !ledger->survey);
        ledger->visit = false;
        break;
    default:
        break;
    }
}

static void take_effects(struct walk *walk, const struct effects *effects)
{
    struct ledger *ledger = &walk->ledger;

    for (int i = 0; i < effects->count; i++) {
        const struct effect *effect = &effects->items[i];
        enter(ledger, walk, effect);
        if (effect->ticket == 0)
            continue;
        cr_assert_gt(effect->ticket, ledger->last_ticket);
        ledger->last_ticket = effect->ticket;
        cr_assert_lt(ledger->in_flight_count, IN_FLIGHT_MAX);
        ledger->in_flight[ledger->in_flight_count].ticket = effect->ticket;
        ledger->in_flight[ledger->in_flight_count].is_quiz = effect->is_quiz;
        ledger->in_flight[ledger->in_flight_count].position =
            effect->kind == EFFECT_SAVE_ANSWER ? effect->position : -1;
        ledger->in_flight[ledger->in_flight_count].kind = effect->kind;
        ledger->in_flight_count++;
    }
}

/* Counters, the stock of prizes and what the draw remembers of questions may differ; nothing of a
 * visitor may. */
static void forget_counters(struct kiosk *kiosk)
{
    kiosk->generation = 0;
    kiosk->changed_ms = kiosk->touched_ms = kiosk->now_ms = kiosk->wall_ms = 0;
    kiosk->visits = 0;
    kiosk->next_ticket = 0;
    kiosk->recent_count = 0;
    memset(kiosk->recent, 0, sizeof(kiosk->recent));
    cr_assert_eq(kiosk->prizes.award.outcome, SETTLED_NOT);
    memset(&kiosk->prizes, 0, sizeof(kiosk->prizes));
    kiosk->prize_day = 0;
}

static void check_attract(struct walk *walk)
{
    struct kiosk *now = mem_alloc(sizeof(*now));

    *now = *walk->kiosk;
    forget_counters(now);
    cr_assert_eq(memcmp(now, walk->fresh, sizeof(*now)), 0, "something of a visitor is left");
    cr_assert_not(walk->ledger.visit);
    walk->ledger.attracts++;
    free(now);
}

/* What is due may be overdue, where a change of text size shortens what runs: then one tick ends
 * it. */
static void check_due(const struct kiosk *kiosk)
{
    static struct kiosk later;
    struct effects effects = { .count = 0 };
    struct message tick = { .kind = MSG_TICK, .now_ms = kiosk->now_ms, .wall_ms = kiosk->wall_ms };

    if (kiosk_next_due_ms(kiosk) > kiosk->now_ms)
        return;
    later = *kiosk;
    kiosk_step(&later, &tick, &effects);
    cr_assert_gt(kiosk_next_due_ms(&later), later.now_ms, "a tick that is due for ever");
}

static void check_state(const struct walk *walk, const struct kiosk *before)
{
    const struct kiosk *kiosk = walk->kiosk;
    bool quiz = kiosk->screen == SCREEN_QUIZ_QUESTION;
    bool survey = kiosk->screen == SCREEN_SURVEY_PAGE;
    bool looks_new = kiosk->screen != before->screen || kiosk->dialog != before->dialog ||
                     kiosk->page != before->page || kiosk->language != before->language ||
                     (quiz && kiosk->quiz.current != before->quiz.current) ||
                     (survey && kiosk->survey.current != before->survey.current) ||
                     (survey && kiosk->survey.open_row != before->survey.open_row);

    cr_assert_geq(kiosk->generation, before->generation);
    if (looks_new)
        cr_assert_gt(kiosk->generation, before->generation);
    cr_assert_leq(kiosk->quiz.right, kiosk->quiz.count);
    if (kiosk_is_saving(kiosk)) {
        cr_assert_eq(kiosk->dialog, SCREEN_COUNT);
        cr_assert_gt(walk->ledger.in_flight_count, 0, "waits for nothing");
    }
    bool is_staff = kiosk->screen >= SCREEN_STAFF_PIN && kiosk->screen <= SCREEN_STAFF_SETTINGS;
    cr_assert_eq(kiosk->in_visit,
                 kiosk->screen != SCREEN_ATTRACT && kiosk->screen != SCREEN_FAULT && !is_staff);
    check_due(kiosk);
}

static void step(struct walk *walk, struct message *message)
{
    static struct kiosk before;
    struct effects effects;

    before.screen = walk->kiosk->screen;
    before.dialog = walk->kiosk->dialog;
    before.page = walk->kiosk->page;
    before.language = walk->kiosk->language;
    before.generation = walk->kiosk->generation;
    before.quiz.current = walk->kiosk->quiz.current;
    before.survey.current = walk->kiosk->survey.current;
    before.survey.open_row = walk->kiosk->survey.open_row;
    effects.count = 0;
    message->now_ms = walk->now_ms;
    message->wall_ms = FIXTURE_WALL_MS + walk->now_ms;
    kiosk_step(walk->kiosk, message, &effects);
    take_effects(walk, &effects);
    check_state(walk, &before);
    if (walk->kiosk->screen == SCREEN_ATTRACT && before.screen != SCREEN_ATTRACT)
        check_attract(walk);
}

/* What a store would tell of prizes: of two draws one wins, while there is something. */
static void set_prizes(struct walk *walk, enum effect_kind kind, struct prize_news *news)
{
    struct ledger *ledger = &walk->ledger;

    *news = (struct prize_news){ .tier_count = 1, .award = { .tier = -1 } };
    news->tiers[0].left_today = chance(walk, 90);
    strcpy(news->commitment, "5eed");
    if (kind != EFFECT_DRAW)
        return;
    ledger->has_won = chance(walk, 50);
    ledger->wins += ledger->has_won;
    news->award.outcome = ledger->has_won ? SETTLED_AWARDED : SETTLED_MISSED;
    if (ledger->has_won) {
        news->award.tier = 0;
        claim_code_make(rng_next(&walk->rng), news->award.code);
    }
}

/* The oldest result; after a failure the store's books of that visit stay open. */
static void deliver(struct walk *walk)
{
    struct ledger *ledger = &walk->ledger;
    struct message message = { .kind = MSG_SAVED, .ticket = ledger->in_flight[0].ticket };
    enum effect_kind kind = ledger->in_flight[0].kind;
    bool fails = (int)rng_below(&walk->rng, 1000) < walk->fail_in_a_thousand;
    struct prize_news news;

    ledger->in_flight_count--;
    memmove(ledger->in_flight, ledger->in_flight + 1,
            (size_t)ledger->in_flight_count * sizeof(ledger->in_flight[0]));
    if (!fails && (kind == EFFECT_OPEN_DAY || kind == EFFECT_DRAW)) {
        set_prizes(walk, kind, &news);
        message.prizes = &news;
    }
    if (fails) {
        message.kind = MSG_SAVE_FAILED;
        message.fault = "没存上";
        ledger->faults++;
    }
    step(walk, &message);
    if (fails) {
        cr_assert_eq(walk->kiosk->screen, SCREEN_FAULT);
        ledger->visit = ledger->quiz = ledger->survey = false;
    }
}

/* What would be sensible here, so that walks come far. */
static struct message sensible(struct walk *walk)
{
    static const enum message_kind kinds[SCREEN_COUNT][4] = {
        [SCREEN_ATTRACT] = { MSG_START, MSG_START, MSG_START, MSG_START },
        [SCREEN_HOME] = { MSG_OPEN_QUIZ, MSG_OPEN_SURVEY, MSG_OPEN_SURVEY, MSG_LANGUAGE },
        [SCREEN_LANGUAGE] = { MSG_LANGUAGE, MSG_LANGUAGE, MSG_BACK, MSG_PAGE },
        [SCREEN_PRIVACY] = { MSG_BACK, MSG_PAGE, MSG_PRIVACY, MSG_BACK },
        [SCREEN_QUIZ_RULES] = { MSG_BEGIN, MSG_BEGIN, MSG_BEGIN, MSG_BACK },
        [SCREEN_QUIZ_QUESTION] = { MSG_CHOOSE, MSG_CHOOSE, MSG_CONFIRM, MSG_SET_NUMBER },
        [SCREEN_QUIZ_FEEDBACK] = { MSG_NEXT, MSG_NEXT, MSG_NEXT, MSG_NEXT },
        [SCREEN_PRIZE_DRAW] = { MSG_DRAW, MSG_DRAW, MSG_NEXT, MSG_DECLINE },
        [SCREEN_PRIZE_WON] = { MSG_FINISH, MSG_LONGER, MSG_FINISH, MSG_NONE },
        [SCREEN_QUIZ_RESULT] = { MSG_OPEN_SURVEY, MSG_AGAIN, MSG_FINISH, MSG_AGAIN },
        [SCREEN_SURVEY_CONSENT] = { MSG_BEGIN, MSG_BEGIN, MSG_BEGIN, MSG_BACK },
        [SCREEN_SURVEY_PAGE] = { MSG_CONFIRM, MSG_CONFIRM, MSG_SKIP, MSG_BACK },
        [SCREEN_SURVEY_REVIEW] = { MSG_CONFIRM, MSG_CHANGE_ANSWER, MSG_CHANGE_ANSWER, MSG_BACK },
        [SCREEN_THANKS] = { MSG_OPEN_SURVEY, MSG_OPEN_QUIZ, MSG_FINISH, MSG_OPEN_SURVEY },
        [SCREEN_IDLE_WARNING] = { MSG_STAY, MSG_CLEAR, MSG_STAY, MSG_NONE },
        [SCREEN_LEAVE] = { MSG_STAY, MSG_LEAVE_CONFIRMED, MSG_STAY, MSG_BACK },
        [SCREEN_FAULT] = { MSG_FAULT_CLEARED, MSG_NONE, MSG_NONE, MSG_NONE },
    };
    static const enum message_kind answers[] = { MSG_CHOOSE,     MSG_CHOOSE_SCALE, MSG_CHOOSE_CELL,
                                                 MSG_SET_NUMBER, MSG_SET_DATE,     MSG_TYPE,
                                                 MSG_COMPOSE,    MSG_PICK };
    enum screen_id front = kiosk_front(walk->kiosk);
    struct message message = { .kind = kinds[front][rng_below(&walk->rng, 4)],
                               .value = (int)rng_below(&walk->rng, 4),
                               .number = rng_below(&walk->rng, 12) };

    if (front == SCREEN_SURVEY_PAGE && chance(walk, 50))
        message.kind = answers[rng_below(&walk->rng, 8)];
    if (message.kind == MSG_CHOOSE_CELL)
        message.value = (walk->kiosk->survey.open_row < 0 ? 0 : walk->kiosk->survey.open_row) * 16 +
                        message.value;
    if (message.kind == MSG_SET_DATE)
        message.value += 20000;
    if (message.kind == MSG_TYPE)
        strcpy(message.text, chance(walk, 50) ? "知" : "7");
    if (message.kind == MSG_COMPOSE)
        strcpy(message.text, chance(walk, 80) ? "z" : "'");
    if (message.kind == MSG_PICK)
        strcpy(message.text, "产权");
    return message;
}

static struct message nonsense(struct walk *walk)
{
    struct message message = { .kind = (enum message_kind)rng_below(&walk->rng, MSG_KIND_COUNT),
                               .value = (int)rng_below(&walk->rng, 200) - 20,
                               .number = (double)rng_below(&walk->rng, 1000) - 500,
                               .ticket = rng_below(&walk->rng, 1000) };

    for (int i = 0; i < MESSAGE_TEXT_LEN; i++) /* not even terminated */
        message.text[i] = (char)rng_below(&walk->rng, 256);
    if (message.kind == MSG_SAVED) /* the store tells of what it has, and once */
        message.ticket = 0;
    if (message.kind == MSG_SAVE_FAILED || message.kind == MSG_FAULT)
        message.kind = MSG_TICK; /* deliver() does that */
    return message;
}

static void random_step(struct walk *walk)
{
    static const int spans_ms[] = { 0, 20, 200, 400, 900, 3000, 15000, 40000 };

    if (chance(walk, 1) && kiosk_next_due_ms(walk->kiosk) != INT64_MAX) /* nobody is there */
        walk->now_ms = kiosk_next_due_ms(walk->kiosk);
    walk->now_ms += spans_ms[rng_below(&walk->rng, chance(walk, 10) ? 8 : 6)];
    while (kiosk_next_due_ms(walk->kiosk) <= walk->now_ms && chance(walk, 80))
        step(walk, &(struct message){ .kind = MSG_TICK });
    if (walk->ledger.in_flight_count > 0 && chance(walk, 70)) {
        deliver(walk);
        return;
    }
    struct message message = chance(walk, 90) ? sensible(walk) : nonsense(walk);
    message.from_finger =
        message.kind <= MSG_CORNER && message.kind != MSG_TICK && chance(walk, 80);
    message.generation = walk->kiosk->generation - (chance(walk, 5) ? 1 : 0);
    step(walk, &message);
}

static void begin_walk(struct walk *walk, uint64_t seed, int fail_in_a_thousand)
{
    memset(walk, 0, sizeof(*walk));
    walk->activity = fixture_activity();
    walk->kiosk = mem_alloc(sizeof(*walk->kiosk));
    walk->fresh = mem_alloc(sizeof(*walk->fresh));
    walk->now_ms = 10000;
    walk->fail_in_a_thousand = fail_in_a_thousand;
    rng_seed(&walk->rng, seed);
    kiosk_init(walk->kiosk, walk->activity, seed);
    kiosk_init(walk->fresh, walk->activity, seed);
    forget_counters(walk->fresh);
}

static void end_walk(struct walk *walk)
{
    free(walk->kiosk);
    free(walk->fresh);
    activity_free(walk->activity);
}

Test(walk, with_a_store_that_never_fails, .timeout = 120)
{
    static struct walk walk;

    begin_walk(&walk, 1, 0);
    for (int i = 0; i < STEPS; i++)
        random_step(&walk);
    const struct ledger *ledger = &walk.ledger;
    cr_expect_gt(ledger->attracts, 100, "walks come home");
    cr_expect_gt(ledger->drops, 10, "and far");
    for (int end = 0; end < PLAY_END_COUNT; end++)
        cr_expect_gt(ledger->ends[end], 20, "end %d", end);
    end_walk(&walk);
}

Test(walk, with_a_store_that_fails, .timeout = 120)
{
    static struct walk walk;

    begin_walk(&walk, 2, 20);
    for (int i = 0; i < STEPS; i++)
        random_step(&walk);
    cr_expect_gt(walk.ledger.faults, 100);
    cr_expect_gt(walk.ledger.attracts, 100);
    end_walk(&walk);
}

Test(walk, with_feedback_at_the_end_and_no_countdown, .timeout = 120)
{
    static struct walk walk;

    begin_walk(&walk, 3, 2);
    walk.activity->feedback = FEEDBACK_AT_END;
    walk.activity->limit_s = 0;
    for (int i = 0; i < STEPS; i++)
        random_step(&walk);
    cr_expect_gt(walk.ledger.ends[PLAY_COMPLETED], 20);
    end_walk(&walk);
}

Test(walk, with_prizes_to_draw, .timeout = 120)
{
    static struct walk walk;

    begin_walk(&walk, 4, 2);
    walk.activity->prize_way = PRIZE_BY_DRAW;
    walk.activity->qualify_right = 1;
    walk.activity->limit_s = 0;
    for (int i = 0; i < STEPS; i++)
        random_step(&walk);
    cr_expect_gt(walk.ledger.draws, 50);
    cr_expect_gt(walk.ledger.wins, 20);
    cr_expect(walk.ledger.shown > 0 && walk.ledger.shown <= walk.ledger.wins);
    end_walk(&walk);
}

/* What a visit asked for, as one number. */
static uint64_t digest(uint64_t seed, int steps)
{
    static struct walk walk;
    uint64_t sum = 0;

    begin_walk(&walk, seed, 5);
    for (int i = 0; i < steps; i++) {
        random_step(&walk);
        sum = (sum ^ walk.kiosk->generation ^ (uint64_t)walk.kiosk->screen << 32 ^
               walk.ledger.last_ticket << 16 ^ (uint64_t)walk.ledger.answers << 40) *
              UINT64_C(0x100000001B3);
    }
    end_walk(&walk);
    return sum;
}

Test(walk, same_seed_same_visit)
{
    cr_expect_eq(digest(11, 20000), digest(11, 20000));
    cr_expect_neq(digest(11, 20000), digest(12, 20000));
}
