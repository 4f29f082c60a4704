/* Which questions a quiz asks, and in which order their options stand. Deterministic in rng. */
#ifndef WENDA_PLAY_QUIZ_DRAW_H
#define WENDA_PLAY_QUIZ_DRAW_H

#include "base/rng.h"
#include "play/quiz.h"

/* Fills items and count as quiz_start promises; the quiz is otherwise zeroed. */
void quiz_draw(struct quiz *quiz, int32_t day, struct rng *rng,
               const struct question *const *recent, int recent_count);
/* May this question be drawn at all: reviewed, in force on that day, of a type the quiz asks? */
bool quiz_draw_allows(const struct question *question, int32_t day);
/* Does the draw's line cover the question's topic? 其他 covers what no other line names. */
bool quiz_draw_covers(const struct activity *activity, const struct draw *draw,
                      const struct question *question);

#endif
