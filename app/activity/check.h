/* The checks of an activity as a whole, on top of what reading a line can see (FORMATS.md section
 * 1). */
#ifndef WENDA_ACTIVITY_CHECK_H
#define WENDA_ACTIVITY_CHECK_H

#include "activity/model.h"
#include "base/err.h"

/* Counts for the closing line of a check: how many questions a topic has that may be shown on day.
 */
struct check_topic {
    const char *topic;
    int total, current;
};

/* Adds faults: topics that a draw cannot fill on the activity's days, conditions that can never
 * hold, leaked answers, near-duplicate stems, missing pictures, stale law (stale_path: the table in
 * assets), missing translations, questions nobody has checked. Duplicate ids and references to
 * unknown or later questions are told by activity_load already. */
void check_activity(const struct activity *activity, const char *stale_path,
                    struct err_list *faults);
/* The same for one form read on its own. */
void check_form(const struct form *form, const char *folder, const char *stale_path,
                struct err_list *faults);
/* Questions by topic for the day; returns how many topics were written to out (at most max). */
int check_count_topics(const struct activity *activity, int32_t day, struct check_topic *out,
                       int max);

#endif
