/* The activity in force: its forms, and every version of every question under its hash. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "port/crypt.h"
#include "store/audit.h"
#include "store/prize_inside.h"
#include "store/request.h"
#include "store/statement.h"

/* One form of the store: the quiz (all banks together) or one questionnaire. */
struct form_part {
    const char *id;
    enum session_kind kind;
    const struct form *forms;
    int form_count;
};

/* The quiz is listed even when it is off, so that its number is the same when it is switched on. */
static struct form_part part_at(const struct activity *activity, int index)
{
    if (index == 0)
        return (struct form_part){ "quiz", SESSION_QUIZ, activity->banks, activity->bank_count };
    const struct form *survey = &activity->surveys[index - 1];
    return (struct form_part){ survey->id, SESSION_SURVEY, survey, 1 };
}

static int part_count(const struct activity *activity)
{
    return 1 + activity->survey_count;
}

/* Names forms, question versions and prizes in their order: equal digests mean nothing to put. */
static void take_digest(const struct activity *activity, char out[CRYPT_HEX_LEN])
{
    struct strbuf text;
    strbuf_init(&text);
    for (int i = 0; i < part_count(activity); i++) {
        struct form_part part = part_at(activity, i);
        for (int f = 0; f < part.form_count; f++) {
            strbuf_addf(&text, "%s\n%s\n", part.id, part.forms[f].id);
            for (int q = 0; q < part.forms[f].question_count; q++)
                strbuf_addf(&text, " %s %s\n", part.forms[f].questions[q].id,
                            part.forms[f].questions[q].hash);
        }
    }
    prizes_describe(activity, &text);
    crypt_hash_hex(text.text, text.len, out);
    strbuf_fini(&text);
}

static enum request_state find_activity(struct db *db, const struct store_request *request,
                                        struct err *err)
{
    char digest[CRYPT_HEX_LEN];
    struct query current;
    bool same = false;
    (void)err;
    take_digest(request->activity, digest);
    query_start(&current, db, QUERY_ACTIVITY_CURRENT);
    enum query_step step = query_step(&current);
    if (step == QUERY_ROW)
        same = strcmp(query_text(&current, 1), request->activity->id) == 0 &&
               strcmp(query_text(&current, 2), digest) == 0 && !query_is_null(&current, 3) &&
               query_int(&current, 3) == request->activity->last_day;
    query_end(&current);
    if (step == QUERY_FAILED)
        return REQUEST_REFUSED;
    return same ? REQUEST_DONE : REQUEST_NEW;
}

/* Options by letter; points by number, from 0. A point too high for the table is only averaged. */
static int slot_count(const struct question *question)
{
    int slots = 0;
    switch (question->type) {
    case QUESTION_SINGLE:
    case QUESTION_MULTIPLE:
    case QUESTION_JUDGE:
        slots = question->option_count;
        break;
    case QUESTION_SCALE:
    case QUESTION_MATRIX:
        slots = question->scale_count + 1;
        break;
    case QUESTION_RATING:
        if (question->range_max >= 0 && question->range_max < OPTION_MAX)
            slots = (int)question->range_max + 1;
        break;
    case QUESTION_ORDER:
    case QUESTION_NUMBER:
    case QUESTION_TEXT:
    case QUESTION_DATE:
    case QUESTION_NOTE:
    case QUESTION_TYPE_COUNT:
        break;
    }
    return slots;
}

static bool put_rows(struct db *db, const struct question *question, int64_t version)
{
    const struct wording *wording = question_wording(question, 0);
    for (int row = 0; row < question->row_count; row++) {
        struct query put;
        query_start(&put, db, QUERY_QUESTION_ROW_PUT);
        query_set_int(&put, ":version", version);
        query_set_int(&put, ":row", row + 1);
        query_set_text(&put, ":text", wording->rows[row]);
        if (!query_run(&put))
            return false;
    }
    return true;
}

static bool put_new_version(struct db *db, const struct question *question, int64_t number,
                            int64_t wall_ms, int64_t *version)
{
    struct strbuf canonical;
    struct query put;
    strbuf_init(&canonical);
    question_write(question, 1, 0, &canonical);
    query_start(&put, db, QUERY_VERSION_PUT);
    query_set_int(&put, ":question", number);
    query_set_text(&put, ":hash", question->hash);
    query_set_text(&put, ":type", question_type_tag(question->type));
    query_set_text(&put, ":stem", question_wording(question, 0)->stem);
    query_set_text(&put, ":canonical", canonical.text);
    query_set_int(&put, ":slot_count", slot_count(question));
    query_set_int(&put, ":wall_ms", wall_ms);
    bool ok = query_run_int(&put, version);
    strbuf_fini(&canonical);
    return ok && put_rows(db, question, *version);
}

/* The text of a version is stored once, the first time its hash is seen. */
static bool put_version(struct db *db, const struct question *question, int64_t wall_ms,
                        int64_t *number, int64_t *version, struct err *err)
{
    struct query put, find;
    int64_t owner = 0;
    query_start(&put, db, QUERY_QUESTION_PUT);
    query_set_text(&put, ":id", question->id);
    if (!query_run_int(&put, number))
        return false;
    query_start(&find, db, QUERY_VERSION_FIND);
    query_set_text(&find, ":hash", question->hash);
    enum query_step step = query_step(&find);
    if (step == QUERY_ROW) {
        *version = query_int(&find, 0);
        owner = query_int(&find, 1);
    }
    query_end(&find);
    if (step == QUERY_DONE)
        return put_new_version(db, question, *number, wall_ms, version);
    if (step == QUERY_ROW && owner != *number)
        return err_set(err, "题目 %s 与另一个编号的题目内容完全相同，请改编号或题干", question->id);
    return step == QUERY_ROW;
}

static bool put_question(struct db *db, const struct question *question, const char *source,
                         int64_t form, int position, int64_t wall_ms, struct err *err)
{
    int64_t number = 0, version = 0;
    struct query put;
    if (!put_version(db, question, wall_ms, &number, &version, err))
        return false;
    query_start(&put, db, QUERY_FORM_QUESTION_PUT);
    query_set_int(&put, ":form", form);
    query_set_int(&put, ":question", number);
    query_set_int(&put, ":version", version);
    query_set_text(&put, ":source", source);
    query_set_int(&put, ":position", position);
    return query_run(&put);
}

static bool put_part(struct db *db, const struct form_part *part, int index, int64_t activity,
                     int64_t wall_ms, struct err *err)
{
    struct query put;
    int64_t form = 0;
    int position = 0;
    query_start(&put, db, QUERY_FORM_PUT);
    query_set_int(&put, ":activity", activity);
    query_set_text(&put, ":id", part->id);
    query_set_text(&put, ":kind", session_kind_tag(part->kind));
    query_set_int(&put, ":position", index);
    if (!query_run_int(&put, &form))
        return false;
    for (int f = 0; f < part->form_count; f++) {
        for (int q = 0; q < part->forms[f].question_count; q++) {
            if (!put_question(db, &part->forms[f].questions[q], part->forms[f].id, form, ++position,
                              wall_ms, err))
                return false;
        }
    }
    return true;
}

static bool run_on_activity(struct db *db, enum query_id id, int64_t activity)
{
    struct query query;
    query_start(&query, db, id);
    query_set_int(&query, ":activity", activity);
    return query_run(&query);
}

static bool put_activity(struct db *db, const struct store_request *request, struct err *err)
{
    const struct activity *activity = request->activity;
    char digest[CRYPT_HEX_LEN];
    int64_t number = 0;
    struct query put;
    take_digest(activity, digest);
    query_start(&put, db, QUERY_ACTIVITY_PUT);
    query_set_text(&put, ":id", activity->id);
    query_set_text(&put, ":digest", digest);
    query_set_int(&put, ":wall_ms", request->wall_ms);
    query_set_int(&put, ":last_day", activity->last_day);
    if (!query_run_int(&put, &number) || !run_on_activity(db, QUERY_FORMS_RETIRE, number) ||
        !run_on_activity(db, QUERY_FORM_QUESTIONS_RETIRE, number))
        return false;
    for (int i = 0; i < part_count(activity); i++) {
        struct form_part part = part_at(activity, i);
        if (!put_part(db, &part, i, number, request->wall_ms, err))
            return false;
    }
    return put_prizes(db, activity, number, request->wall_ms) &&
           run_on_activity(db, QUERY_ACTIVITY_SELECT, number) &&
           audit_put(db, request->wall_ms, "activity", activity->id, "digest %s", digest);
}

const struct request_rule rule_put_activity = { find_activity, put_activity, NULL };
