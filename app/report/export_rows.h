/*
 * The data files of an export that follow the rows of the store: visits, answers (CSV and JSON
 * Lines), and one row a visitor for the quiz and for each questionnaire. Knows no folder logic and
 * no manifest.
 */
#ifndef WENDA_REPORT_EXPORT_ROWS_H
#define WENDA_REPORT_EXPORT_ROWS_H

#include "port/csv.h"
#include "report/export.h"
#include "report/out_file.h"

enum { EXPORT_FILES_MAX = 64 };

/* Files in the order written; the manifest lists them so. */
struct export_files {
    struct out_file items[EXPORT_FILES_MAX];
    int count;
};

/* A CSV file of the export: its cells go to the file's buffer. */
struct csv_file {
    struct out_file *file; /* borrowed from export_files */
    struct csv_writer csv;
};

/* Opens folder/name, writes the header row of NULL-terminated names. */
bool csv_file_open(struct csv_file *csv, struct export_files *files, const char *folder,
                   const char *name, const char *const *headers, struct err *err);
/* Ends a row that counts, and flushes now and then. */
bool csv_file_end_row(struct csv_file *csv, struct err *err);

/* The versions of questions as the store holds them, copied. Owned by the caller. */
struct export_question {
    char *hash, *id, *form_id, *type, *canonical;
    bool is_survey;
};
struct export_questions {
    struct export_question *items;
    int count, capacity;
};
bool export_questions_read(struct store *store, struct export_questions *out, struct err *err);
void export_questions_fini(struct export_questions *questions);

/* visits.csv, answers.csv, answers.jsonl, quiz.csv, survey-ID.csv into folder. */
bool export_rows_write(struct store *store, const struct export_options *options,
                       const char *folder, const struct export_questions *questions,
                       struct export_files *files, struct export_result *result, struct err *err);
/* codebook.csv: every version of every question, one row an option or point. */
bool export_codebook_write(const struct export_questions *questions, const char *folder,
                           struct export_files *files, struct err *err);
/* tally.csv: one row a question and choice, sessions started and completed a form. */
bool export_tally_write(struct store *store, const char *folder, struct export_files *files,
                        struct err *err);

/* counters.csv: every count by hand, corrections with their reasons. */
bool export_counters_write(struct store *store, const struct export_options *options,
                           const char *folder, struct export_files *files, struct err *err);

/* hours.csv: when the booth was open to the public. */
bool export_hours_write(struct store *store, const struct export_options *options,
                        const char *folder, struct export_files *files, struct err *err);

/* prizes.csv: the ledger; draws.csv: every claim; seeds.csv: the seeds of days that are closed. */
bool export_prizes_write(struct store *store, const struct export_options *options,
                         const char *folder, struct export_files *files, struct err *err);

const char *export_session_end_name(enum session_end end);

#endif
