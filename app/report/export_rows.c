#include "report/export_rows.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "activity/ink.h"
#include "base/date.h"
#include "base/mem.h"
#include "port/json.h"
#include "report/export_ink.h"
#include "report/wide_file.h"

static const char *const session_end_names[] = {
    [SESSION_OPEN] = "open",
    [SESSION_COMPLETED] = "completed",
    [SESSION_ABANDONED] = "abandoned",
    [SESSION_WITHDRAWN] = "withdrawn",
};
static_assert(sizeof session_end_names / sizeof *session_end_names == SESSION_END_COUNT,
              "a name for every end");

const char *export_session_end_name(enum session_end end)
{
    return session_end_names[end];
}

bool csv_file_open(struct csv_file *csv, struct export_files *files, const char *folder,
                   const char *name, const char *const *headers, struct err *err)
{
    if (files->count == EXPORT_FILES_MAX)
        return err_set(err, "导出的文件超过 %d 个，问卷太多", EXPORT_FILES_MAX);
    csv->file = &files->items[files->count++];
    if (!out_file_open(csv->file, folder, name, err))
        return false;
    csv_writer_init(&csv->csv, &csv->file->buffer);
    for (int i = 0; headers[i] != NULL; i++)
        csv_text(&csv->csv, headers[i]);
    csv_row_end(&csv->csv);
    return true;
}

bool csv_file_end_row(struct csv_file *csv, struct err *err)
{
    csv_row_end(&csv->csv);
    csv->file->rows++;
    return out_file_flush(csv->file, err);
}

struct rows {
    const struct export_options *options;
    const char *kind;
    struct csv_file visits, answers;
    struct out_file *jsonl; /* NULL when not asked for */
    struct json *json;
    bool csv;
    struct wide_files wide;
    struct ink_pictures *pictures;
    struct strbuf text; /* of the answer under way, as people read it */
    struct export_result *result;
};

static void text_of_ms(int64_t wall_ms, char out[DATE_STAMP_LEN])
{
    if (wall_ms != 0)
        date_stamp(wall_ms, out);
    else
        out[0] = '\0';
}

static bool write_visit(void *context, const struct store_visit_row *row, struct err *err)
{
    struct rows *rows = context;
    struct csv_writer *csv = &rows->visits.csv;
    char began[DATE_STAMP_LEN], ended[DATE_STAMP_LEN];
    rows->result->visits++;
    if (!rows->csv)
        return true;
    text_of_ms(row->began_ms, began);
    text_of_ms(row->ended_ms, ended);
    csv_text(csv, row->uuid);
    csv_text(csv, rows->options->booth);
    csv_text(csv, rows->kind);
    csv_text(csv, row->activity_id);
    csv_int(csv, row->number);
    csv_text(csv, began);
    csv_text(csv, ended);
    csv_text(csv, row->end_reason);
    csv_text(csv, row->language);
    csv_int(csv, row->large_text);
    if (row->has_quiz) {
        csv_text(csv, export_session_end_name(row->quiz_end));
        csv_int(csv, row->quiz_asked);
        csv_int(csv, row->quiz_right);
    } else {
        for (int i = 0; i < 3; i++)
            csv_text(csv, NULL);
    }
    return csv_file_end_row(&rows->visits, err);
}

static const char *const visit_headers[] = { "visit",      "booth",      "kind",       "activity",
                                             "number",     "began",      "ended",      "end",
                                             "language",   "large_text", "quiz_state", "quiz_asked",
                                             "quiz_right", NULL };

static const char *const answer_headers[] = {
    "visit", "booth",  "kind", "activity", "form",         "question", "version",       "order",
    "state", "choice", "text", "right",    "milliseconds", "time",     "session_state", NULL
};

static const char *const answer_state_names[] = {
    [ANSWER_GIVEN] = "given",
    [ANSWER_SKIPPED] = "skipped",
    [ANSWER_TIMED_OUT] = "timed_out",
};
static_assert(sizeof answer_state_names / sizeof *answer_state_names == ANSWER_STATE_COUNT,
              "a name for every state");

static bool write_answer_csv(struct rows *rows, const struct store_answer_row *row,
                             const char *stamp, struct err *err)
{
    struct csv_writer *csv = &rows->answers.csv;
    csv_text(csv, row->visit);
    csv_text(csv, rows->options->booth);
    csv_text(csv, rows->kind);
    csv_text(csv, row->activity_id);
    csv_text(csv, row->form_id);
    csv_text(csv, row->question_id);
    csv_text(csv, row->hash);
    csv_int(csv, row->position);
    csv_text(csv, answer_state_names[row->state]);
    csv_text(csv, row->choice);
    csv_text(csv, row->text);
    if (row->is_right >= 0)
        csv_int(csv, row->is_right);
    else
        csv_text(csv, NULL);
    csv_int(csv, row->duration_ms);
    csv_text(csv, stamp);
    csv_text(csv, export_session_end_name(row->session_end));
    return csv_file_end_row(&rows->answers, err);
}

static bool write_answer_json(struct rows *rows, const struct store_answer_row *row,
                              const char *stamp, struct err *err)
{
    struct json *json = rows->json;
    json_object(json);
    json_key_text(json, "visit", row->visit);
    json_key_text(json, "booth", rows->options->booth);
    json_key_text(json, "kind", rows->kind);
    json_key_text(json, "activity", row->activity_id);
    json_key_text(json, "form", row->form_id);
    json_key_text(json, "question", row->question_id);
    json_key_text(json, "version", row->hash);
    json_key_int(json, "order", row->position);
    json_key_text(json, "state", answer_state_names[row->state]);
    json_key_text(json, "choice", row->choice);
    json_key_text(json, "text", row->text);
    if (row->ink != NULL)
        json_key_text(json, "ink", row->ink);
    json_key(json, "right");
    if (row->is_right >= 0)
        json_bool(json, row->is_right != 0);
    else
        json_null(json);
    json_key_int(json, "milliseconds", row->duration_ms);
    json_key_text(json, "time", stamp);
    json_key_text(json, "session_state", export_session_end_name(row->session_end));
    json_object_end(json);
    json_end_document(json);
    rows->jsonl->rows++;
    return out_file_flush(rows->jsonl, err);
}

/* Where something was written by hand, the text says which picture of it is meant. */
static struct store_answer_row readable(struct rows *rows, const struct store_answer_row *row)
{
    struct store_answer_row copy = *row;
    if (row->ink == NULL || row->text == NULL)
        return copy;
    strbuf_clear(&rows->text);
    ink_write_text(row->text, &rows->text);
    copy.text = rows->text.text;
    return copy;
}

static bool write_answer(void *context, const struct store_answer_row *stored, struct err *err)
{
    struct rows *rows = context;
    const struct store_answer_row shown = readable(rows, stored), *row = &shown;
    char stamp[DATE_STAMP_LEN];
    ink_pictures_add(rows->pictures, row);
    text_of_ms(row->wall_ms, stamp);
    rows->result->answers++;
    if (rows->csv &&
        (!write_answer_csv(rows, row, stamp, err) || !wide_files_add(&rows->wide, row, err)))
        return false;
    return rows->jsonl == NULL || write_answer_json(rows, row, stamp, err);
}

static bool widest_quiz(void *context, const struct store_visit_row *row, struct err *err)
{
    int *positions = context;
    (void)err;
    if (row->has_quiz && row->quiz_asked > *positions)
        *positions = row->quiz_asked;
    return true;
}

static bool open_files(struct rows *rows, const char *folder,
                       const struct export_questions *questions, int quiz_positions,
                       struct export_files *files, struct err *err)
{
    rows->csv = (rows->options->formats & EXPORT_CSV) != 0;
    if (rows->csv &&
        (!csv_file_open(&rows->visits, files, folder, "data/visits.csv", visit_headers, err) ||
         !csv_file_open(&rows->answers, files, folder, "data/answers.csv", answer_headers, err) ||
         !wide_files_open(&rows->wide, questions, quiz_positions, folder, files, err)))
        return false;
    if ((rows->options->formats & EXPORT_JSONL) == 0)
        return true;
    rows->jsonl = &files->items[files->count++];
    if (!out_file_open(rows->jsonl, folder, "data/answers.jsonl", err)) {
        rows->jsonl = NULL;
        return false;
    }
    rows->json = json_new(&rows->jsonl->buffer, false);
    return true;
}

bool export_rows_write(struct store *store, const struct export_options *options,
                       const char *folder, const struct export_questions *questions,
                       struct export_files *files, struct export_result *result, struct err *err)
{
    struct rows rows = { .options = options, .result = result };
    rows.pictures = ink_pictures_new();
    strbuf_init(&rows.text);
    rows.kind = store_kind_name(store_kind(store));
    const struct store_rows callbacks = {
        .visit = write_visit,
        .answer = write_answer,
        .context = &rows,
    };
    /* Over all visits: one that began before the range may have answers inside it. */
    int quiz_positions = 0;
    const struct store_rows widest = { .visit = widest_quiz, .context = &quiz_positions };
    bool ok = store_read_rows(store, 0, 0, &widest, err) &&
              open_files(&rows, folder, questions, quiz_positions, files, err) &&
              store_read_rows(store, options->since_ms, options->until_ms, &callbacks, err) &&
              (!rows.csv || wide_files_finish(&rows.wide, err)) &&
              ink_pictures_write(rows.pictures, folder, files, err);
    json_free(rows.json);
    ink_pictures_free(rows.pictures);
    strbuf_fini(&rows.text);
    wide_files_fini(&rows.wide);
    return ok;
}

static bool keep_question(void *context, const struct store_question_row *row, struct err *err)
{
    struct export_questions *questions = context;
    (void)err;
    questions->items = mem_grow(questions->items, questions->count, &questions->capacity,
                                sizeof *questions->items);
    questions->items[questions->count++] = (struct export_question){
        .hash = mem_strdup(row->hash),
        .id = mem_strdup(row->id),
        .form_id = mem_strdup(row->form_id),
        .type = mem_strdup(row->type),
        .canonical = mem_strdup(row->canonical),
        .is_survey = row->session == SESSION_SURVEY,
    };
    return true;
}

bool export_questions_read(struct store *store, struct export_questions *out, struct err *err)
{
    memset(out, 0, sizeof *out);
    const struct store_rows callbacks = { .question = keep_question, .context = out };
    return store_read_rows(store, 0, 0, &callbacks, err);
}

void export_questions_fini(struct export_questions *questions)
{
    for (int i = 0; i < questions->count; i++) {
        free(questions->items[i].hash);
        free(questions->items[i].id);
        free(questions->items[i].form_id);
        free(questions->items[i].type);
        free(questions->items[i].canonical);
    }
    free(questions->items);
    memset(questions, 0, sizeof *questions);
}
