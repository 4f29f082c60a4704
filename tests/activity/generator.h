/* Random forms with hostile texts, repeatable by seed: what the writer must be able to write. */
#ifndef WENDA_TESTS_ACTIVITY_GENERATOR_H
#define WENDA_TESTS_ACTIVITY_GENERATOR_H

#include "activity/model.h"
#include "base/rng.h"

/* Two languages, the second with a wording for some questions. Everything hangs in arena. */
struct form *generate_form(struct rng *rng, struct arena *arena);
/* A text of at least one visible character as the reader would leave it: no blanks at the ends of
 * its lines, no empty first or last line. lines = at most so many. */
const char *generate_text(struct rng *rng, struct arena *arena, int lines);

#endif
