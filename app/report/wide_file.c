#include "report/wide_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"

/* Every position of the quiz takes three columns. */
enum { QUIZ_CELLS = 3 };

static const char *const fixed_headers[] = { "visit", "time", "state" };
enum { FIXED = sizeof fixed_headers / sizeof *fixed_headers };

static bool open_file(struct wide_file *wide, const char *folder, struct export_files *files,
                      struct strbuf *headers, struct err *err)
{
    struct strbuf name;
    const char **list = mem_zalloc((size_t)(wide->columns + FIXED + 1) * sizeof *list);
    memcpy(list, fixed_headers, sizeof fixed_headers);
    const char *header = headers->text;
    for (int i = 0; i < wide->columns; i++) {
        list[FIXED + i] = header;
        header += strlen(header) + 1;
    }
    wide->cells = mem_zalloc((size_t)wide->columns * sizeof *wide->cells + 1);
    strbuf_init(&name);
    if (wide->ids == NULL)
        strbuf_add(&name, "data/quiz.csv");
    else
        strbuf_addf(&name, "data/survey-%s.csv", wide->form_id);
    bool ok = csv_file_open(&wide->csv, files, folder, name.text, list, err);
    strbuf_fini(&name);
    free((void *)list);
    return ok;
}

static bool open_quiz(struct wide_files *wide, int positions, const char *folder,
                      struct export_files *files, struct err *err)
{
    struct wide_file *quiz = &wide->items[wide->count++];
    struct strbuf headers;
    strbuf_init(&headers);
    quiz->form_id = mem_strdup("quiz");
    quiz->columns = positions * QUIZ_CELLS;
    for (int i = 1; i <= positions; i++)
        strbuf_addf(&headers, "question_%d%cchoice_%d%cright_%d%c", i, 0, i, 0, i, 0);
    bool ok = open_file(quiz, folder, files, &headers, err);
    strbuf_fini(&headers);
    return ok;
}

static bool has_column(const struct wide_file *wide, const char *id)
{
    for (int i = 0; i < wide->columns; i++)
        if (strcmp(wide->ids[i], id) == 0)
            return true;
    return false;
}

static bool open_survey(struct wide_files *wide, const char *form_id,
                        const struct export_questions *questions, const char *folder,
                        struct export_files *files, struct err *err)
{
    struct wide_file *survey = &wide->items[wide->count++];
    struct strbuf headers;
    strbuf_init(&headers);
    survey->form_id = mem_strdup(form_id);
    survey->ids = mem_zalloc((size_t)questions->count * sizeof *survey->ids + 1);
    for (int i = 0; i < questions->count; i++) {
        const struct export_question *question = &questions->items[i];
        if (strcmp(question->form_id, form_id) != 0 || strcmp(question->type, "note") == 0 ||
            has_column(survey, question->id))
            continue;
        survey->ids[survey->columns++] = mem_strdup(question->id);
        strbuf_add_len(&headers, question->id, strlen(question->id) + 1);
    }
    bool ok = open_file(survey, folder, files, &headers, err);
    strbuf_fini(&headers);
    return ok;
}

static struct wide_file *find(struct wide_files *wide, const char *form_id)
{
    for (int i = 0; i < wide->count; i++)
        if (strcmp(wide->items[i].form_id, form_id) == 0)
            return &wide->items[i];
    return NULL;
}

bool wide_files_open(struct wide_files *wide, const struct export_questions *questions,
                     int quiz_positions, const char *folder, struct export_files *files,
                     struct err *err)
{
    memset(wide, 0, sizeof *wide);
    if (!open_quiz(wide, quiz_positions, folder, files, err))
        return false;
    for (int i = 0; i < questions->count; i++) {
        const struct export_question *question = &questions->items[i];
        if (question->is_survey && find(wide, question->form_id) == NULL &&
            !open_survey(wide, question->form_id, questions, folder, files, err))
            return false;
    }
    return true;
}

static bool end_row(struct wide_file *wide, struct err *err)
{
    if (!wide->row_open)
        return true;
    for (int i = 0; i < wide->columns; i++) {
        csv_text(&wide->csv.csv, wide->cells[i]);
        free(wide->cells[i]);
        wide->cells[i] = NULL;
    }
    wide->row_open = false;
    return csv_file_end_row(&wide->csv, err);
}

static void set_cell(struct wide_file *wide, int column, const char *text)
{
    free(wide->cells[column]);
    wide->cells[column] = mem_strdup(text);
}

bool wide_files_add(struct wide_files *wide, const struct store_answer_row *row, struct err *err)
{
    bool quiz = row->session == SESSION_QUIZ;
    struct wide_file *file = find(wide, quiz ? "quiz" : row->form_id);
    if (file == NULL)
        return err_set(err,
                       "数据库里问卷“%s”的回答没有对应的题目，数据可能损坏，请运行 wendactl audit",
                       row->form_id);
    if (file->row_open && strcmp(file->visit, row->visit) != 0 && !end_row(file, err))
        return false;
    if (!file->row_open) {
        char stamp[DATE_STAMP_LEN];
        date_stamp(row->wall_ms, stamp);
        memcpy(file->visit, row->visit, strnlen(row->visit, STORE_UUID_LEN - 1) + 1);
        file->visit[STORE_UUID_LEN - 1] = '\0';
        csv_text(&file->csv.csv, row->visit);
        csv_text(&file->csv.csv, stamp);
        csv_text(&file->csv.csv, export_session_end_name(row->session_end));
        file->row_open = true;
    }
    if (quiz) {
        int column = (row->position - 1) * QUIZ_CELLS;
        if (column < 0 || column >= file->columns)
            return err_set(
                err, "数据库里有一场竞答的题数比登记的多，数据可能损坏，请运行 wendactl audit");
        set_cell(file, column, row->question_id);
        set_cell(file, column + 1, row->choice);
        set_cell(file, column + 2, row->is_right == 1 ? "1" : "0");
        return true;
    }
    for (int i = 0; i < file->columns; i++)
        if (strcmp(file->ids[i], row->question_id) == 0)
            set_cell(file, i,
                     row->text != NULL && row->choice[0] == '\0' ? row->text : row->choice);
    return true;
}

bool wide_files_finish(struct wide_files *wide, struct err *err)
{
    for (int i = 0; i < wide->count; i++)
        if (!end_row(&wide->items[i], err))
            return false;
    return true;
}

void wide_files_fini(struct wide_files *wide)
{
    for (int i = 0; i < wide->count; i++) {
        struct wide_file *file = &wide->items[i];
        for (int column = 0; column < file->columns; column++) {
            if (file->cells != NULL)
                free(file->cells[column]);
            if (file->ids != NULL)
                free(file->ids[column]);
        }
        free((void *)file->cells);
        free((void *)file->ids);
        free(file->form_id);
    }
    memset(wide, 0, sizeof *wide);
}
