#include <math.h>
#include <string.h>

#include "activity/activity.h"
#include "base/mem.h"
#include "report/export_rows.h"
#include "report/tally_json.h"

/* ---- codebook: what every letter in the data means ---- */

static const char *const codebook_headers[] = { "form", "question", "version", "type", "stem",
                                                "code", "label",    "right",   NULL };

struct codebook {
    struct csv_file file;
    const struct export_question *version;
    const struct question *question;
};

static bool codebook_row(struct codebook *book, const char *code, const char *label, int right,
                         struct err *err)
{
    struct csv_writer *csv = &book->file.csv;
    csv_text(csv, book->version->form_id);
    csv_text(csv, book->version->id);
    csv_text(csv, book->version->hash);
    csv_text(csv, book->version->type);
    csv_text(csv, question_wording(book->question, 0)->stem);
    csv_text(csv, code);
    csv_text(csv, label);
    if (right >= 0)
        csv_int(csv, right);
    else
        csv_text(csv, NULL);
    return csv_file_end_row(&book->file, err);
}

static bool codebook_options(struct codebook *book, struct err *err)
{
    const struct question *question = book->question;
    const struct wording *wording = question_wording(question, 0);
    for (int i = 0; i < question->option_count; i++) {
        char code[2] = { (char)('A' + i), '\0' };
        int right = question->has_answer ? (int)(question->answer_choices >> i & 1) : -1;
        if (!codebook_row(book, code, wording->options[i], right, err))
            return false;
    }
    for (int i = 0; i < question->scale_count; i++) {
        char code[12];
        snprintf(code, sizeof code, "%d", i + 1);
        if (!codebook_row(book, code, wording->scale[i], -1, err))
            return false;
    }
    if (wording->scale_unclear != NULL && !codebook_row(book, "0", wording->scale_unclear, -1, err))
        return false;
    for (int i = 0; i < question->row_count; i++) {
        char code[16];
        snprintf(code, sizeof code, "row%d", i + 1);
        if (!codebook_row(book, code, wording->rows[i], -1, err))
            return false;
    }
    if (question->option_count + question->scale_count == 0)
        return codebook_row(book, NULL, NULL, -1, err);
    return true;
}

/* A version is stored as its own canonical text; a header makes it a file that the reader takes. */
static bool codebook_version(struct codebook *book, struct err *err)
{
    struct strbuf text;
    struct arena arena;
    struct err_list faults;
    strbuf_init(&text);
    arena_init(&arena);
    err_list_init(&faults);
    strbuf_addf(&text, "%s: %s\n编号: %s\n\n%s", book->version->is_survey ? "问卷" : "题库",
                book->version->form_id, book->version->form_id, book->version->canonical);
    struct form *form = form_read(book->version->id, text.text, text.len, &arena, &faults);
    bool ok;
    if (form != NULL && form->question_count == 1) {
        book->question = &form->questions[0];
        ok = codebook_options(book, err);
    } else {
        ok = err_set(err, "数据库里题目 %s 的原文读不回来，数据可能损坏，请运行 wendactl audit",
                     book->version->id);
    }
    err_list_fini(&faults);
    arena_fini(&arena);
    strbuf_fini(&text);
    return ok;
}

bool export_codebook_write(const struct export_questions *questions, const char *folder,
                           struct export_files *files, struct err *err)
{
    struct codebook book = { .version = NULL };
    if (!csv_file_open(&book.file, files, folder, "data/codebook.csv", codebook_headers, err))
        return false;
    for (int i = 0; i < questions->count; i++) {
        book.version = &questions->items[i];
        if (!codebook_version(&book, err))
            return false;
    }
    return true;
}

/* ---- tally ---- */

static const char *const tally_headers[] = { "form",      "started",  "completed", "abandoned",
                                             "withdrawn", "question", "stem",      "asked",
                                             "answered",  "skipped",  "timed_out", "right",
                                             "mean",      "code",     "count",     NULL };

static bool tally_row(struct csv_file *file, const struct tally_form *form,
                      const struct tally_question *question, const char *code, int64_t count,
                      struct err *err)
{
    struct csv_writer *csv = &file->csv;
    csv_text(csv, form->id);
    csv_int(csv, form->started);
    csv_int(csv, form->completed);
    csv_int(csv, form->abandoned + form->open);
    csv_int(csv, form->withdrawn);
    csv_text(csv, question->id);
    csv_text(csv, question->stem);
    csv_int(csv, question->asked);
    csv_int(csv, question->answered);
    csv_int(csv, question->skipped);
    csv_int(csv, question->timed_out);
    if (form->kind == SESSION_QUIZ)
        csv_int(csv, question->right);
    else
        csv_text(csv, NULL);
    if (isnan(question->mean))
        csv_text(csv, NULL);
    else
        csv_double(csv, question->mean, 4);
    csv_text(csv, code);
    if (code != NULL)
        csv_int(csv, count);
    else
        csv_text(csv, NULL);
    return csv_file_end_row(file, err);
}

static bool tally_form_rows(struct csv_file *file, const struct tally_form *form, struct err *err)
{
    for (int i = 0; i < form->question_count; i++) {
        const struct tally_question *question = &form->questions[i];
        if (question->choice_count == 0 && !tally_row(file, form, question, NULL, 0, err))
            return false;
        for (int choice = 0; choice < question->choice_count; choice++) {
            char code[TALLY_CODE_LEN];
            tally_choice_code(question, choice, code);
            if (!tally_row(file, form, question, code, question->choices[choice], err))
                return false;
        }
    }
    return true;
}

bool export_tally_write(struct store *store, const char *folder, struct export_files *files,
                        struct err *err)
{
    struct csv_file file;
    struct tally tally;
    if (!csv_file_open(&file, files, folder, "data/tally.csv", tally_headers, err) ||
        !store_read_tally(store, &tally, err))
        return false;
    bool ok = tally_form_rows(&file, &tally.quiz, err);
    for (int i = 0; ok && i < tally.survey_count; i++)
        ok = tally_form_rows(&file, &tally.surveys[i], err);
    tally_fini(&tally);
    return ok;
}
