/* The single checks behind check.h, each in its own file. All report into err_lists. */
#ifndef WENDA_ACTIVITY_CHECK_PARTS_H
#define WENDA_ACTIVITY_CHECK_PARTS_H

#include "activity/model.h"
#include "base/err.h"
#include "base/mem.h"

/* A stem that still shows its answer: `( B )`, `（对）`. */
void check_leak(const struct question *question, struct err_list *faults);
/* Questions of one or several banks that ask nearly the same; questionnaires may repeat themselves.
 */
void check_near_duplicates(const struct form *forms, int form_count, struct err_list *faults);
/* Pictures of the stem and the options: there, of a kind that can be shown, not too large, and in a
 * place where they are shown. */
void check_pictures(const struct form *form, const struct question *question, const char *folder,
                    struct err_list *faults);
/* Conditions that compare an answer with something it can never be. */
void check_conditions(const struct form *form, struct err_list *faults);
/* Every topic of 抽题 can be filled on every day of the activity. */
void check_draws(const struct activity *activity, struct err_list *faults);
/* Texts that a further language lacks. */
void check_languages(const struct activity *activity, const struct form *form,
                     struct err_list *faults);

/* The table of law that no longer holds; see assets/stale-law.txt for its form. */
struct stale_table;
/* Hangs in arena. NULL, with a fault, when the file cannot be read; bad lines are faults and left
 * out. */
struct stale_table *stale_load(const char *path, struct arena *arena, struct err_list *faults);
void stale_check(const struct stale_table *table, const struct question *question,
                 struct err_list *faults);

#endif
