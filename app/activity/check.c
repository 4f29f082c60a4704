#include "activity/check.h"

#include <string.h>

#include "activity/check_parts.h"

/* A question whose validity ended before the activity may state the law of its time. */
static bool is_history(const struct question *question, int32_t day)
{
    return question->valid_until != DATE_NONE && (day == DATE_NONE || question->valid_until < day);
}

static void check_questions(const struct form *form, const char *folder,
                            const struct stale_table *stale, int32_t day, struct err_list *faults)
{
    for (int i = 0; i < form->question_count; i++) {
        const struct question *q = &form->questions[i];
        if (form->kind == FORM_BANK)
            check_leak(q, faults);
        check_pictures(form, q, folder, faults);
        if (stale && !is_history(q, day))
            stale_check(stale, q, faults);
    }
    if (form->kind == FORM_SURVEY)
        check_conditions(form, faults);
}

/* Converted questions wait for somebody to check them; one line says how many. */
static void check_reviewed(const struct form *form, struct err_list *faults)
{
    int open = 0;
    for (int i = 0; i < form->question_count; i++)
        open += form->kind == FORM_BANK && !form->questions[i].review;
    if (open > 0)
        err_list_add(faults, ERR_WARNING, form->path, 0, 0,
                     "有 %d 道题未审核，不会上屏；核对以后请给每道题写“审核”", open);
}

void check_form(const struct form *form, const char *folder, const char *stale_path,
                struct err_list *faults)
{
    struct arena arena;
    arena_init(&arena);
    check_questions(form, folder, stale_load(stale_path, &arena, faults), DATE_NONE, faults);
    check_reviewed(form, faults);
    check_near_duplicates(form, 1, faults);
    arena_fini(&arena);
}

static void check_forms(const struct activity *activity, const struct form *forms, int count,
                        const struct stale_table *stale, struct err_list *faults)
{
    for (int i = 0; i < count; i++) {
        check_questions(&forms[i], activity->folder, stale, activity->first_day, faults);
        check_reviewed(&forms[i], faults);
        check_languages(activity, &forms[i], faults);
    }
}

void check_activity(const struct activity *activity, const char *stale_path,
                    struct err_list *faults)
{
    struct arena arena;
    arena_init(&arena);
    const struct stale_table *stale = stale_load(stale_path, &arena, faults);
    check_forms(activity, activity->banks, activity->bank_count, stale, faults);
    check_forms(activity, activity->surveys, activity->survey_count, stale, faults);
    check_near_duplicates(activity->banks, activity->bank_count, faults);
    if (activity->quiz_on)
        check_draws(activity, faults);
    arena_fini(&arena);
}

int check_count_topics(const struct activity *activity, int32_t day, struct check_topic *out,
                       int max)
{
    int count = 0;
    for (int i = 0; i < activity->bank_count; i++) {
        for (int j = 0; j < activity->banks[i].question_count; j++) {
            const struct question *q = &activity->banks[i].questions[j];
            const char *topic = q->topic ? q->topic : "其他";
            int k = 0;
            while (k < count && strcmp(out[k].topic, topic) != 0)
                k++;
            if (k == max)
                continue;
            if (k == count)
                out[count++] = (struct check_topic){ .topic = topic };
            out[k].total++;
            out[k].current += question_is_current(q, day);
        }
    }
    return count;
}
