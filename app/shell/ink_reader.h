/*
 * Characters that a handwritten sheet may be, by zinnia and its model for simplified Chinese. The
 * model knows strokes in the school's order and number only: what people do instead is undone in
 * turn (strokes in another order, two in one, one in two) as long as the time given lasts.
 * Knows no screens or threads; one caller at a time.
 */
#ifndef WENDA_SHELL_INK_READER_H
#define WENDA_SHELL_INK_READER_H

#include "activity/ink.h"
#include "base/err.h"
#include "shell/ink_model.h"

enum { INK_GUESSES = 10 };

/* What may be undone; all for visitors, less to measure what each is worth. */
enum { INK_UNDO_ORDER = 1, INK_UNDO_JOINS = 2, INK_UNDO_BREAKS = 4, INK_UNDO_ALL = 7 };

struct ink_reader;

/* Opens the model (27 MB); NULL when there is none. */
struct ink_reader *ink_reader_new(struct err *err);
void ink_reader_free(struct ink_reader *reader);
/* The open sheet's characters, the likeliest first; returns how many. Stops trying after budget_ms
 * (0 = the sheet as it is). */
int ink_reader_read(struct ink_reader *reader, const struct ink *ink, int budget_ms, int undo,
                    struct ink_guess out[INK_GUESSES]);

#endif
