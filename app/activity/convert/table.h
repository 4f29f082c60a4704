/*
 * Inside of convert_table: what the columns of a table mean, by the words of its header
 * (import-layouts.md lists those met in real files).
 */
#ifndef WENDA_ACTIVITY_CONVERT_TABLE_H
#define WENDA_ACTIVITY_CONVERT_TABLE_H

#include <stdbool.h>

#include "activity/convert/internal.h"
#include "activity/model.h"

enum column {
    COLUMN_STEM,
    COLUMN_ANSWER,
    COLUMN_OPTION,  /* one option; see table_columns.option_of */
    COLUMN_OPTIONS, /* all options in one cell */
    COLUMN_TYPE,
    COLUMN_NUMBER,
    COLUMN_ID,
    COLUMN_EXPLANATION,
    COLUMN_TAKEAWAY,
    COLUMN_BASIS,
    COLUMN_TOPIC,
    COLUMN_DIFFICULTY,
    COLUMN_POINTS,
    COLUMN_LIMIT,
    COLUMN_EDITION,
    COLUMN_VALID_FROM,
    COLUMN_VALID_UNTIL,
    COLUMN_REVIEW,
    COLUMN_PICTURE,
    COLUMN_TAGS,  /* of options: C固定, A图 media/a.png */
    COLUMN_OTHER, /* nothing that a question has */
    COLUMN_COUNT
};

struct table_columns {
    enum column kinds[SHEET_MAX_COLUMNS];
    int option_of[SHEET_MAX_COLUMNS]; /* 0 = A, of COLUMN_OPTION */
    int ranks[SHEET_MAX_COLUMNS];     /* among columns of a kind: the smaller is the better name */
    int count;
    int option_count; /* options that have a column */
    bool own;         /* the header that convert_write_table writes */
};

/* Understands a row as a header. False when it is none. */
bool table_columns_find(const char *const *cells, int count, struct table_columns *out);
/* The name of a column in tables that we write; of COLUMN_OPTION the word before the letter. */
const char *table_column_name(enum column column);
/* Whether a cell says the same as the header above it: a header that is repeated. */
bool table_is_column_name(const char *cell, enum column *out);

#endif
