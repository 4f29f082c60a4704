/*
 * The files with one row a visitor: quiz.csv with columns by position, survey-ID.csv with columns
 * by question. Answers come in the store's order, so a row is complete when the next one begins.
 */
#ifndef WENDA_REPORT_WIDE_FILE_H
#define WENDA_REPORT_WIDE_FILE_H

#include "report/export_rows.h"

struct wide_file {
    struct csv_file csv;
    char *form_id; /* "quiz", or the questionnaire's; owned */
    char **ids;    /* questionnaire: question ids by column; owned */
    char **cells;  /* of the row under way, NULL = empty; owned */
    int columns;
    bool row_open;
    char visit[STORE_UUID_LEN];
};

struct wide_files {
    struct wide_file items[EXPORT_FILES_MAX];
    int count;
};

/* Quiz first, with columns for quiz_positions questions, then each questionnaire in the order first
 * seen. */
bool wide_files_open(struct wide_files *wide, const struct export_questions *questions,
                     int quiz_positions, const char *folder, struct export_files *files,
                     struct err *err);
bool wide_files_add(struct wide_files *wide, const struct store_answer_row *row, struct err *err);
bool wide_files_finish(struct wide_files *wide, struct err *err); /* writes the last rows */
void wide_files_fini(struct wide_files *wide);

#endif
