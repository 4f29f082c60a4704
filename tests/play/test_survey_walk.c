/*
 * Back and forth at random, answers changed and changed again: what the store has at the end is
 * what it has after the same answers given straight on.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "activity/answer.h"
#include "base/rng.h"
#include "base/strbuf.h"
#include "fixture.h"
#include "play/survey.h"

enum { WAYS = 300, STEPS = 120, TEXT_LEN = 64 };

/* What the store holds of each question: the text of its answer, "" = none. */
struct kept {
    char answers[SURVEY_MAX][TEXT_LEN];
};

struct walk {
    const struct form *form;
    struct survey survey;
    struct kept kept;
    uint64_t next_ticket;
    int64_t now_ms;
};

static void keep(struct walk *walk, const struct effect *effect)
{
    int index = (int)(effect->question - walk->form->questions);
    if (effect->kind == EFFECT_DROP_ANSWER) {
        walk->kept.answers[index][0] = '\0';
    } else if (effect->kind == EFFECT_SAVE_ANSWER) {
        struct strbuf text;
        strbuf_init(&text);
        answer_format(effect->question, effect->answer, &text);
        snprintf(walk->kept.answers[index], TEXT_LEN, "%s", text.text);
        strbuf_fini(&text);
    }
}

static void send(struct walk *walk, struct message message)
{
    struct effects effects = { .count = 0 };
    message.now_ms = walk->now_ms += 1000;
    survey_step(&walk->survey, &message, &walk->next_ticket, &effects);
    for (int i = 0; i < effects.count; i++)
        keep(walk, &effects.items[i]);
    if (survey_is_saving(&walk->survey))
        send(walk, (struct message){ .kind = MSG_SAVED, .ticket = walk->survey.ticket });
}

static void tap(struct walk *walk, enum message_kind kind, int value)
{
    send(walk, (struct message){ .kind = kind, .value = value });
}

static void enter_choices(struct walk *walk, const struct question *q, struct rng *rng)
{
    const struct answer *answer = &walk->survey.items[walk->survey.current].answer;
    int first = (int)rng_below(rng, (uint32_t)q->option_count - 1);
    for (int i = 0; i < q->option_count; i++)
        if (answer->choices >> i & 1)
            tap(walk, MSG_CHOOSE, i);
    tap(walk, MSG_CHOOSE, first);
    tap(walk, MSG_CHOOSE, first + 1);
}

/* The same answer for the same generator, whatever stood there before. */
static void enter(struct walk *walk, struct rng *rng)
{
    const struct question *q = survey_question(&walk->survey);
    const struct answer *answer = &walk->survey.items[walk->survey.current].answer;
    switch (q->type) {
    case QUESTION_SINGLE:
        tap(walk, MSG_CHOOSE, (int)rng_below(rng, (uint32_t)q->option_count));
        break;
    case QUESTION_MULTIPLE:
        enter_choices(walk, q, rng);
        break;
    case QUESTION_SCALE:
        tap(walk, MSG_CHOOSE_SCALE, 1 + (int)rng_below(rng, (uint32_t)q->scale_count));
        break;
    case QUESTION_MATRIX:
        for (int row = 0; row < q->row_count; row++)
            tap(walk, MSG_CHOOSE_CELL,
                row * 16 + 1 + (int)rng_below(rng, (uint32_t)q->scale_count));
        break;
    case QUESTION_RATING:
    case QUESTION_NUMBER:
        send(walk, (struct message){ .kind = MSG_SET_NUMBER, .number = 1 + rng_below(rng, 9) });
        break;
    case QUESTION_ORDER:
        for (int i = 0; i < q->option_count; i++)
            tap(walk, MSG_MOVE, i * MOVE_PLACES + (int)rng_below(rng, (uint32_t)q->option_count));
        for (int i = 0; i < q->option_count; i++)
            if (answer->order_count < q->option_count)
                tap(walk, MSG_CHOOSE, i);
        for (int i = 0; i < q->option_count; i++)
            tap(walk, MSG_MOVE, i * MOVE_PLACES + (i + 1) % q->option_count);
        break;
    case QUESTION_DATE:
        tap(walk, MSG_SET_DATE, 20900 + (int)rng_below(rng, 30));
        break;
    case QUESTION_TEXT:
        while (answer->text[0])
            tap(walk, MSG_ERASE, 0);
        send(walk,
             (struct message){ .kind = MSG_TYPE, .text = { (char)('a' + rng_below(rng, 26)) } });
        break;
    default:
        break;
    }
}

/* Each question's final answer is a matter of seed and question alone. */
static void enter_final(struct walk *walk, uint64_t seed)
{
    struct rng rng;
    rng_seed(&rng, seed * 1000 + (uint64_t)walk->survey.current);
    enter(walk, &rng);
}

static void begin(struct walk *walk, const struct form *form)
{
    memset(walk, 0, sizeof *walk);
    walk->form = form;
    walk->next_ticket = 1;
    cr_assert(survey_start(&walk->survey, form, false));
    survey_show_first(&walk->survey, 1000);
}

static void go_straight(struct walk *walk, uint64_t seed)
{
    for (int i = 0; walk->survey.phase == SURVEY_PAGE; i++) {
        enter_final(walk, seed);
        tap(walk, MSG_CONFIRM, 0);
        cr_assert_lt(i, 2 * SURVEY_MAX);
    }
    cr_assert_eq(walk->survey.phase, SURVEY_DONE);
}

/* Any answers, any number of pages back and on; ends on the first page. */
static void wander(struct walk *walk, struct rng *rng)
{
    for (int i = 0; i < STEPS; i++) {
        uint32_t what = rng_below(rng, 10);
        if (what < 4 || survey_sends_next(&walk->survey)) {
            tap(walk, MSG_BACK, 0);
        } else if (what == 4) {
            enter(walk, rng); /* and leaves it unconfirmed */
        } else {
            enter(walk, rng);
            tap(walk, MSG_CONFIRM, 0);
        }
        cr_assert_eq(walk->survey.phase, SURVEY_PAGE);
    }
    for (int i = 0; !survey_is_first(&walk->survey); i++) {
        tap(walk, MSG_BACK, 0);
        cr_assert_lt(i, SURVEY_MAX);
    }
}

Test(survey_walk, back_and_forth_ends_as_straight_on, .timeout = 60)
{
    struct activity *activity = fixture_activity();
    static struct walk straight, wandering;
    int differ = 0;
    for (uint64_t seed = 1; seed <= WAYS; seed++) {
        struct rng rng;
        rng_seed(&rng, seed ^ 0x5eed);
        begin(&straight, &activity->surveys[0]);
        go_straight(&straight, seed);
        begin(&wandering, &activity->surveys[0]);
        wander(&wandering, &rng);
        differ += memcmp(&wandering.kept, &straight.kept, sizeof straight.kept) != 0;
        go_straight(&wandering, seed);
        for (int i = 0; i < activity->surveys[0].question_count; i++)
            cr_assert_str_eq(wandering.kept.answers[i], straight.kept.answers[i],
                             "way %llu, question %d", (unsigned long long)seed, i + 1);
    }
    cr_assert_gt(differ, WAYS / 2, "the detours lead nowhere: %d", differ);
    activity_free(activity);
}
