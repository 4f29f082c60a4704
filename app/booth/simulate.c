#include "booth/simulate.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "booth/booth.h"
#include "booth/visitor.h"

enum {
    DAY_MS = 24 * 60 * 60 * 1000,
    OPENS_MS = 9 * 60 * 60 * 1000,    /* of the day, at UTC+8 */
    OPEN_FOR_MS = 8 * 60 * 60 * 1000, /* visitors come evenly within it */
    ZONE_MS = 8 * 60 * 60 * 1000,
    WRITE_TIMEOUT_MS = 60 * 1000, /* of the real clock: then the disk is given up */
    PROGRESS_EVERY = 500
};

struct simulation {
    const struct simulate_options *options;
    struct simulate_result *result;
    struct booth *booth;
    struct kiosk *kiosk;
    struct rng rng;
    int64_t now_ms, wall_ms;
    /* of the questionnaire under way: places whose record is in the store */
    uint64_t saved;
};

static void count(struct simulation *simulation, const struct effect *effect)
{
    struct simulate_result *result = simulation->result;
    uint64_t bit = effect->position > 0 ? (uint64_t)1 << (effect->position - 1) : 0;

    switch (effect->kind) {
    case EFFECT_BEGIN_VISIT:
        result->visits++;
        break;
    case EFFECT_BEGIN_QUIZ:
        result->quiz_started++;
        break;
    case EFFECT_BEGIN_SURVEY:
        result->surveys_started++;
        simulation->saved = 0;
        break;
    case EFFECT_SAVE_ANSWER:
        result->right += effect->is_right;
        if (effect->is_quiz)
            result->answers_saved++;
        else
            simulation->saved |= bit;
        break;
    case EFFECT_DROP_ANSWER:
        simulation->saved &= ~bit;
        break;
    case EFFECT_DRAW:
        result->draws++;
        break;
    case EFFECT_END_QUIZ:
        result->quiz_completed += effect->end == PLAY_COMPLETED;
        result->quiz_abandoned += effect->end == PLAY_ABANDONED;
        break;
    case EFFECT_END_SURVEY:
        result->surveys_completed += effect->end == PLAY_COMPLETED;
        result->surveys_abandoned += effect->end == PLAY_ABANDONED;
        if (effect->end == PLAY_WITHDRAWN) {
            result->surveys_withdrawn++;
            result->surveys_started--;
        } else {
            result->answers_saved += __builtin_popcountll(simulation->saved);
        }
        break;
    default:
        break;
    }
}

/* A prize is told once, by the result of the draw or of the quiz that decided it. */
static bool tells_award(const struct message *message)
{
    return message->kind == MSG_SAVED && message->prizes &&
           message->prizes->award.outcome == SETTLED_AWARDED;
}

static void step(struct simulation *simulation, struct message *message)
{
    struct kiosk *kiosk = simulation->kiosk;
    struct effects effects;
    bool was_offered = kiosk->prize.phase == PRIZE_OFFERED;

    effects.count = 0;
    message->now_ms = simulation->now_ms;
    message->wall_ms = simulation->wall_ms;
    simulation->result->awards += tells_award(message);
    kiosk_step(kiosk, message, &effects);
    simulation->result->declined += was_offered && kiosk->screen == SCREEN_QUIZ_RESULT;
    for (int i = 0; i < effects.count; i++)
        count(simulation, &effects.items[i]);
    booth_run(simulation->booth, &effects);
}

/* Every result is waited for, so that the order of things never depends on the disk. */
static bool settle(struct simulation *simulation, struct err *err)
{
    struct message message;

    while (booth_pending(simulation->booth) > 0) {
        if (!booth_wait(simulation->booth, WRITE_TIMEOUT_MS))
            return err_set(err, "磁盘 %d 秒没有回应，模拟停止", WRITE_TIMEOUT_MS / 1000);
        while (booth_take(simulation->booth, &message)) {
            if (message.kind == MSG_SAVE_FAILED)
                return err_set(err, "没有存上，模拟停止：%s", message.fault);
            step(simulation, &message);
        }
    }
    return true;
}

static void pass(struct simulation *simulation, int64_t span_ms)
{
    simulation->now_ms += span_ms;
    simulation->wall_ms += span_ms;
}

/* Whoever takes a form a second time starts a new visit: not the last of all, so that there are as
 * many visits as were asked for. */
static bool begins_one_too_many(const struct simulation *simulation, const struct message *message)
{
    const struct kiosk *kiosk = simulation->kiosk;
    bool again = kiosk->screen == SCREEN_QUIZ_RULES
                     ? kiosk->quiz_begun
                     : (kiosk->surveys_begun >> kiosk->survey_index & 1) != 0;

    return message->kind == MSG_BEGIN && again &&
           simulation->result->visits == simulation->options->visitors;
}

static bool visit(struct simulation *simulation, struct err *err)
{
    struct kiosk *kiosk = simulation->kiosk;
    struct visitor visitor;

    visitor_init(&visitor, kiosk, rng_next(&simulation->rng));
    pass(simulation, KIOSK_GUARD_MS); /* the one before has just left */
    do {
        struct visitor_move move = visitor_next(&visitor, kiosk);
        int64_t due_ms = kiosk_next_due_ms(kiosk);
        if (move.delay_ms < 0 || simulation->now_ms + move.delay_ms >= due_ms) {
            /* Time comes first: the visitor sees what it did and thinks again. Within a visit
             * something is always due, for every screen of an activity has its limit. */
            assert(due_ms != INT64_MAX);
            move.message = (struct message){ .kind = MSG_TICK };
            move.delay_ms = due_ms - simulation->now_ms;
        }
        if (begins_one_too_many(simulation, &move.message))
            move.message.kind = MSG_BACK;
        pass(simulation, move.delay_ms > 0 ? move.delay_ms : 0);
        step(simulation, &move.message);
        if (!settle(simulation, err))
            return false;
    } while (kiosk->in_visit);
    return true;
}

/* A day's visitors come evenly while the booth is open. A visit longer than the gap overlaps the
 * next one's stamps, as those of two booths would; the boot clock only ever goes on. */
static int64_t start_of(const struct simulate_options *options, int number)
{
    int days = options->days > 0 ? options->days : 1;
    int a_day = (options->visitors + days - 1) / days;
    int64_t day = options->activity->first_day + number / a_day;

    return day * DAY_MS - ZONE_MS + OPENS_MS + (int64_t)OPEN_FOR_MS * (number % a_day) / a_day;
}

static bool run(struct simulation *simulation, struct err *err)
{
    const struct simulate_options *options = simulation->options;

    while (simulation->result->visits < options->visitors) {
        int number = (int)simulation->result->visits;
        simulation->wall_ms = start_of(options, number);
        if (!visit(simulation, err))
            return false;
        if (options->progress && number % PROGRESS_EVERY == 0)
            (void)fprintf(stderr, "\r模拟 %d/%d 人次", number, options->visitors);
    }
    if (options->progress)
        (void)fprintf(stderr, "\n");
    return !options->ack || !ferror(options->ack) ||
           err_set(err, "确认清单没有写完整：磁盘可能已满");
}

bool simulate_run(const struct simulate_options *options, struct simulate_result *out,
                  struct err *err)
{
    struct booth_options booth = { .data = options->data,
                                   .kind = STORE_SIMULATED,
                                   .seeded = true,
                                   .seed = options->seed,
                                   .ack = options->ack };
    struct simulation simulation = { .options = options, .result = out, .now_ms = 1000 };
    bool ok = false;

    memset(out, 0, sizeof(*out));
    simulation.booth = booth_open(&booth, options->activity, err);
    if (!simulation.booth)
        return false;
    rng_seed(&simulation.rng, options->seed);
    simulation.kiosk = mem_alloc(sizeof(*simulation.kiosk));
    kiosk_init(simulation.kiosk, options->activity, rng_next(&simulation.rng));
    ok = run(&simulation, err);
    free(simulation.kiosk);
    booth_close(simulation.booth);
    return ok;
}
