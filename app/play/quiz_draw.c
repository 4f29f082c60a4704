#include "play/quiz_draw.h"

#include <string.h>

/* What is drawn from for one line of the draw. */
struct urn {
    const struct quiz *quiz;
    const struct draw *draw;
    const struct question *const *recent;
    int avoided; /* so many of recent, the latest first, are not drawn again */
    int32_t day;
};

bool quiz_draw_allows(const struct question *question, int32_t day)
{
    if (!question->has_answer || !question_is_current(question, day))
        return false;
    return question_type_has_choices(question->type) || question->type == QUESTION_NUMBER;
}

static bool is_named(const struct activity *activity, const char *topic)
{
    for (int i = 0; i < activity->draw_count; i++)
        if (strcmp(activity->draws[i].topic, topic) == 0)
            return true;
    return false;
}

bool quiz_draw_covers(const struct activity *activity, const struct draw *draw,
                      const struct question *question)
{
    if (question->topic && strcmp(draw->topic, question->topic) == 0)
        return true;
    if (strcmp(draw->topic, "其他") != 0)
        return false;
    return !question->topic || !is_named(activity, question->topic);
}

static bool is_drawn(const struct quiz *quiz, const struct question *question)
{
    for (int i = 0; i < quiz->count; i++)
        if (quiz->items[i].question == question)
            return true;
    return false;
}

static bool is_in(const struct question *const *list, int count, const struct question *question)
{
    for (int i = 0; i < count; i++)
        if (list[i] == question)
            return true;
    return false;
}

/* In this urn at all, recent or not. */
static bool belongs(const struct urn *urn, const struct question *question)
{
    return quiz_draw_allows(question, urn->day) &&
           quiz_draw_covers(urn->quiz->activity, urn->draw, question) &&
           !is_drawn(urn->quiz, question);
}

static bool is_free(const struct urn *urn, const struct question *question)
{
    return belongs(urn, question) && !is_in(urn->recent, urn->avoided, question);
}

/* How many are free, by difficulty. */
static int count_free(const struct urn *urn, int counts[DIFFICULTY_COUNT])
{
    const struct activity *activity = urn->quiz->activity;
    int total = 0;

    memset(counts, 0, DIFFICULTY_COUNT * sizeof(counts[0]));
    for (int b = 0; b < activity->bank_count; b++) {
        const struct form *bank = &activity->banks[b];
        for (int i = 0; i < bank->question_count; i++) {
            if (!is_free(urn, &bank->questions[i]))
                continue;
            counts[bank->questions[i].difficulty]++;
            total++;
        }
    }
    return total;
}

/* The free question of that difficulty with that number among them. */
static const struct question *take_free(const struct urn *urn, enum difficulty difficulty,
                                        uint32_t number)
{
    const struct activity *activity = urn->quiz->activity;

    for (int b = 0; b < activity->bank_count; b++) {
        const struct form *bank = &activity->banks[b];
        for (int i = 0; i < bank->question_count; i++) {
            const struct question *question = &bank->questions[i];
            if (question->difficulty == difficulty && is_free(urn, question) && number-- == 0)
                return question;
        }
    }
    return NULL;
}

/* Avoids as many of the latest as leave enough to draw. */
static void avoid_recent(struct urn *urn, int recent_count)
{
    int counts[DIFFICULTY_COUNT];
    int spare = count_free(urn, counts) - urn->draw->count;

    while (urn->avoided < recent_count) {
        const struct question *next = urn->recent[urn->avoided];
        if (belongs(urn, next) && spare-- <= 0)
            return;
        urn->avoided++;
    }
}

/* The difficulty the quiz has least of so far, among those the urn still holds; chance decides
 * between equals. */
static enum difficulty pick_difficulty(const struct quiz *quiz, const int counts[DIFFICULTY_COUNT],
                                       struct rng *rng)
{
    int have[DIFFICULTY_COUNT] = { 0 };
    int order[DIFFICULTY_COUNT];
    int best = -1;

    for (int i = 0; i < quiz->count; i++)
        have[quiz->items[i].question->difficulty]++;
    for (int i = 0; i < DIFFICULTY_COUNT; i++)
        order[i] = i;
    rng_shuffle(rng, order, DIFFICULTY_COUNT);
    for (int i = 0; i < DIFFICULTY_COUNT; i++)
        if (counts[order[i]] > 0 && (best < 0 || have[order[i]] < have[best]))
            best = order[i];
    return (enum difficulty)best;
}

/* [固定] keeps its place; the others change places among themselves. */
static void shuffle_options(struct quiz_item *item, struct rng *rng)
{
    const struct question *question = item->question;
    int loose[OPTION_MAX];
    int count = 0;

    for (int i = 0; i < question->option_count; i++) {
        item->shown[i] = (uint8_t)i;
        if (!question->options[i].fixed)
            loose[count++] = i;
    }
    item->shuffled = question_type_has_choices(question->type) && question->type != QUESTION_JUDGE;
    if (!item->shuffled)
        return;
    rng_shuffle(rng, loose, count);
    for (int i = 0, next = 0; i < question->option_count; i++)
        if (!question->options[i].fixed)
            item->shown[i] = (uint8_t)loose[next++];
}

void quiz_draw(struct quiz *quiz, int32_t day, struct rng *rng,
               const struct question *const *recent, int recent_count)
{
    for (int line = 0; line < quiz->activity->draw_count; line++) {
        struct urn urn = {
            .quiz = quiz, .draw = &quiz->activity->draws[line], .recent = recent, .day = day
        };
        int counts[DIFFICULTY_COUNT];

        avoid_recent(&urn, recent_count);
        for (int i = 0; i < urn.draw->count && quiz->count < QUIZ_MAX; i++) {
            if (count_free(&urn, counts) == 0)
                break;
            enum difficulty difficulty = pick_difficulty(quiz, counts, rng);
            uint32_t number = rng_below(rng, (uint32_t)counts[difficulty]);
            quiz->items[quiz->count].question = take_free(&urn, difficulty, number);
            quiz->count++;
        }
    }
    for (int i = 0; i < quiz->count; i++)
        shuffle_options(&quiz->items[i], rng);
}
