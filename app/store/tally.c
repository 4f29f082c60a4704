/*
 * The tally: sessions by their end, answers by question and choice. SQLite groups, from one
 * covering index; what a group means for its question's type is decided here.
 */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "store/inside.h"
#include "store/prize_inside.h"
#include "store/staff_inside.h"
#include "store/statement.h"

/* What is counted for one entry besides what the tally shows. */
struct count {
    int64_t question; /* its number in the database */
    int row;          /* of a matrix, from 1; 0 = not a matrix */
    bool is_current;
    double sum;
    int64_t summed;
};

struct form_count {
    struct tally_form *form;
    struct count *counts; /* beside form->questions */
    int question_capacity, count_capacity, count_count;
};

/* One group of answers that are alike. */
struct group {
    int64_t question, answers;
    enum answer_state state;
    const char *choice; /* borrowed from the query's row */
    bool is_right;
};

/* "3,0,5": the point of one row, from 1; false when that row was not answered. */
static bool find_row_point(const char *choice, int row, const char **out)
{
    for (; row > 1; row--) {
        choice = strchr(choice, ',');
        if (choice == NULL)
            return false;
        choice++;
    }
    *out = choice;
    return *choice != ',' && *choice != '\0';
}

static void count_letters(struct tally_question *entry, const struct group *group)
{
    for (const char *letter = group->choice; *letter >= 'A' && *letter <= 'Z'; letter++) {
        int slot = *letter - 'A';
        entry->choices[slot] += group->answers;
        if (slot >= entry->choice_count) /* an option that only an earlier version had */
            entry->choice_count = slot + 1;
    }
}

/* The point outside the mean is the 0 of a scale; the 0 of a rating or a number is a figure. */
static void count_figure(struct tally_question *entry, struct count *count, const char *text,
                         bool zero_is_outside, int64_t answers)
{
    char *end;
    double value = strtod(text, &end);
    if (end == text)
        return;
    if (value >= 0 && value < entry->choice_count && value == floor(value))
        entry->choices[(int)value] += answers;
    if (value == 0 && zero_is_outside)
        return;
    count->sum += value * (double)answers;
    count->summed += answers;
}

static void count_given(struct tally_question *entry, struct count *count,
                        const struct group *group)
{
    const char *point = group->choice;
    if (count->row > 0 && !find_row_point(group->choice, count->row, &point)) {
        entry->skipped += group->answers;
        return;
    }
    entry->answered += group->answers;
    if (strcmp(entry->type, "single") == 0 || strcmp(entry->type, "multiple") == 0 ||
        strcmp(entry->type, "judge") == 0)
        count_letters(entry, group);
    else if (count->row > 0 || strcmp(entry->type, "scale") == 0)
        count_figure(entry, count, point, true, group->answers);
    else if (strcmp(entry->type, "rating") == 0 || strcmp(entry->type, "number") == 0)
        count_figure(entry, count, point, false, group->answers);
}

static void count_group(struct tally_question *entry, struct count *count,
                        const struct group *group)
{
    entry->asked += group->answers;
    if (group->is_right)
        entry->right += group->answers;
    if (group->state == ANSWER_GIVEN)
        count_given(entry, count, group);
    else if (group->state == ANSWER_SKIPPED)
        entry->skipped += group->answers;
    else
        entry->timed_out += group->answers;
}

static struct tally_question *add_entry(struct form_count *fc, const struct query *query)
{
    struct tally_form *form = fc->form;
    form->questions = mem_grow(form->questions, form->question_count, &fc->question_capacity,
                               sizeof *form->questions);
    fc->counts = mem_grow(fc->counts, fc->count_count, &fc->count_capacity, sizeof *fc->counts);
    struct count *count = &fc->counts[fc->count_count++];
    struct tally_question *entry = &form->questions[form->question_count++];
    *count =
        (struct count){ .question = query_int(query, 0), .is_current = query_int(query, 7) != 0 };
    *entry = (struct tally_question){ .id = mem_strdup(query_text(query, 2)),
                                      .form_id = mem_strdup(query_text(query, 3)),
                                      .stem = mem_strdup(query_text(query, 4)),
                                      .type = mem_strdup(query_text(query, 5)),
                                      .choice_count = (int)query_int(query, 6),
                                      .mean = NAN };
    return entry;
}

static void replace_text(char **text, char *replacement)
{
    free(*text);
    *text = replacement;
}

/* An entry for each statement of the matrix: ID.1, ID.2, … */
static bool add_matrix(struct db *db, struct form_count *fc, const struct query *question)
{
    struct query rows;
    enum query_step step;
    query_start(&rows, db, QUERY_TALLY_ROWS);
    query_set_int(&rows, ":version", query_int(question, 1));
    while ((step = query_step(&rows)) == QUERY_ROW) {
        struct tally_question *entry = add_entry(fc, question);
        struct strbuf text;
        int row = (int)query_int(&rows, 0);
        fc->counts[fc->count_count - 1].row = row;
        strbuf_init(&text);
        strbuf_addf(&text, "%s.%d", entry->id, row);
        replace_text(&entry->id, strbuf_take(&text));
        strbuf_addf(&text, "%s：%s", entry->stem, query_text(&rows, 1));
        replace_text(&entry->stem, strbuf_take(&text));
        strbuf_fini(&text);
    }
    query_end(&rows);
    return step == QUERY_DONE;
}

static bool list_questions(struct db *db, struct form_count *fc, int64_t form)
{
    struct query query;
    enum query_step step;
    bool ok = true;
    query_start(&query, db, QUERY_TALLY_QUESTIONS);
    query_set_int(&query, ":form", form);
    while (ok && (step = query_step(&query)) == QUERY_ROW) {
        if (strcmp(query_text(&query, 5), "matrix") == 0)
            ok = add_matrix(db, fc, &query);
        else
            add_entry(fc, &query);
    }
    query_end(&query);
    return ok && step == QUERY_DONE;
}

/* Entries of one question stand together; groups come ordered by question number, entries by their
 * place in the form, so the place is looked up once for each question. */
static int find_entry(const struct form_count *fc, int64_t question)
{
    int at = 0;
    while (at < fc->count_count && fc->counts[at].question != question)
        at++;
    return at;
}

static bool count_answers(struct db *db, struct form_count *fc, int64_t form)
{
    struct query query;
    enum query_step step;
    int64_t last = -1;
    int first = 0;
    assert(fc->count_count == 0 || (fc->counts != NULL && fc->form->questions != NULL));
    query_start(&query, db, QUERY_TALLY_ANSWERS);
    query_set_int(&query, ":form", form);
    while ((step = query_step(&query)) == QUERY_ROW) {
        const struct group group = { .question = query_int(&query, 0),
                                     .state = answer_state_of_tag(query_text(&query, 1)),
                                     .choice = query_text(&query, 2),
                                     .is_right = query_int(&query, 3) == 1,
                                     .answers = query_int(&query, 4) };
        if (group.question != last)
            first = find_entry(fc, group.question);
        last = group.question;
        for (int i = first; i < fc->count_count && fc->counts[i].question == last; i++)
            count_group(&fc->form->questions[i], &fc->counts[i], &group);
    }
    query_end(&query);
    return step == QUERY_DONE;
}

static void question_fini(struct tally_question *entry)
{
    free(entry->id);
    free(entry->form_id);
    free(entry->stem);
    free(entry->type);
}

/* Means, and out with questions that are no longer in the form and never were asked. */
static void finish_questions(struct form_count *fc)
{
    struct tally_form *form = fc->form;
    int kept = 0;
    assert(form->question_count == fc->count_count);
    assert(fc->count_count == 0 || (fc->counts != NULL && form->questions != NULL));
    for (int i = 0; i < form->question_count; i++) {
        struct tally_question *entry = &form->questions[i];
        if (fc->counts[i].summed > 0)
            entry->mean = fc->counts[i].sum / (double)fc->counts[i].summed;
        if (fc->counts[i].is_current || entry->asked > 0)
            form->questions[kept++] = *entry;
        else
            question_fini(entry);
    }
    form->question_count = kept;
}

static bool count_sessions(struct db *db, struct tally_form *form, int64_t number)
{
    struct query query;
    enum query_step step;
    int64_t right = 0;
    query_start(&query, db, QUERY_TALLY_SESSIONS);
    query_set_int(&query, ":form", number);
    while ((step = query_step(&query)) == QUERY_ROW) {
        int64_t sessions = query_int(&query, 1);
        switch (session_end_of_tag(query_text(&query, 0))) {
        case SESSION_OPEN:
            form->open = sessions;
            break;
        case SESSION_COMPLETED:
            form->completed = sessions;
            right = query_int(&query, 2);
            break;
        case SESSION_ABANDONED:
            form->abandoned = sessions;
            break;
        case SESSION_WITHDRAWN:
            form->withdrawn = sessions;
            break;
        case SESSION_END_COUNT:
            break;
        }
    }
    query_end(&query);
    form->started = form->open + form->completed + form->abandoned;
    if (form->kind == SESSION_QUIZ && form->completed > 0)
        form->mean_right = (double)right / (double)form->completed;
    return step == QUERY_DONE;
}

static bool read_form(struct db *db, struct tally_form *form, int64_t number)
{
    struct form_count fc = { .form = form };
    bool ok = count_sessions(db, form, number) && list_questions(db, &fc, number) &&
              count_answers(db, &fc, number);
    finish_questions(&fc);
    free(fc.counts);
    return ok;
}

static bool read_forms(struct db *db, struct tally *tally, int64_t activity)
{
    struct query query;
    enum query_step step;
    int capacity = 0;
    bool ok = true;
    query_start(&query, db, QUERY_TALLY_FORMS);
    query_set_int(&query, ":activity", activity);
    while (ok && (step = query_step(&query)) == QUERY_ROW) {
        struct tally_form *form = &tally->quiz;
        enum session_kind kind = session_kind_of_tag(query_text(&query, 2));
        if (kind == SESSION_SURVEY) {
            tally->surveys =
                mem_grow(tally->surveys, tally->survey_count, &capacity, sizeof *tally->surveys);
            form = &tally->surveys[tally->survey_count++];
        } else {
            free(form->id);
        }
        *form = (struct tally_form){ .id = mem_strdup(query_text(&query, 1)),
                                     .kind = kind,
                                     .mean_right = NAN };
        ok = read_form(db, form, query_int(&query, 0));
    }
    query_end(&query);
    return ok && step == QUERY_DONE;
}

static bool read_activity(struct db *db, struct tally *tally, int64_t *number)
{
    struct query query;
    query_start(&query, db, QUERY_ACTIVITY_CURRENT);
    enum query_step step = query_step(&query);
    if (step == QUERY_ROW) {
        *number = query_int(&query, 0);
        utf8_copy(tally->activity_id, sizeof tally->activity_id, query_text(&query, 1));
    }
    query_end(&query);
    return step != QUERY_FAILED;
}

static bool read_tally(struct db *db, void *context, struct err *err)
{
    struct tally *tally = context;
    int64_t activity = 0;
    struct query visits;
    (void)err;
    if (!read_activity(db, tally, &activity))
        return false;
    query_start(&visits, db, QUERY_TALLY_VISITS);
    query_set_int(&visits, ":activity", activity);
    return query_run_int(&visits, &tally->visits) && read_forms(db, tally, activity) &&
           ledger_read(db, &tally->prizes) && counters_read(db, 0, &tally->counters);
}

bool store_read_tally(struct store *store, struct tally *out, struct err *err)
{
    *out = (struct tally){ .kind = store->kind,
                           .quiz = { .id = mem_strdup("quiz"), .mean_right = NAN } };
    if (store_read(store, read_tally, out, err))
        return true;
    tally_fini(out);
    return false;
}

static void form_fini(struct tally_form *form)
{
    for (int i = 0; i < form->question_count; i++)
        question_fini(&form->questions[i]);
    free(form->questions);
    free(form->id);
}

void tally_fini(struct tally *tally)
{
    form_fini(&tally->quiz);
    for (int i = 0; i < tally->survey_count; i++)
        form_fini(&tally->surveys[i]);
    free(tally->surveys);
    *tally = (struct tally){ 0 };
}
