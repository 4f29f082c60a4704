/*
 * Reads handwriting on a thread of its own, so that no visitor waits for it: the latest sheet
 * counts, and what is not read in time is not missed. The model is opened with the first sheet.
 */
#ifndef WENDA_SHELL_INK_WORKER_H
#define WENDA_SHELL_INK_WORKER_H

#include "activity/ink.h"

enum { INK_BUDGET_MS = 400, INK_READ_LEN = 64 };

struct ink_worker;

/* wake is called on the worker's thread when something was read; NULL when there is no thread. */
struct ink_worker *ink_worker_new(void (*wake)(void *context), void *wake_context);
void ink_worker_free(struct ink_worker *worker); /* waits for the sheet under way */
/* The open sheet is copied; one not begun yet is dropped for it. */
void ink_worker_post(struct ink_worker *worker, const struct ink *ink, int version);
/* Characters, the likeliest first, for the sheet posted with *version; false when none is ready. */
bool ink_worker_take(struct ink_worker *worker, int *version, char text[INK_READ_LEN]);
bool ink_worker_is_busy(struct ink_worker *worker); /* or has something to be taken */

#endif
