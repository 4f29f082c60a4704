/*
 * Inside of convert_xlsform: the sheets of a form and the words in them (xlsform.org; the part of
 * it that FORMATS.md section 3 names).
 */
#ifndef WENDA_ACTIVITY_CONVERT_XLSFORM_H
#define WENDA_ACTIVITY_CONVERT_XLSFORM_H

#include <stdbool.h>

#include "activity/convert/internal.h"
#include "activity/convert/xlsform_expr.h"

/* ---- Sheets: xlsform_sheets.c ---- */

enum { XLSFORM_COLUMNS_MAX = 64, XLSFORM_QUESTIONS_MAX = 2000 };

/* A column's name, folded (label, list_name, media::image), and its language ("" for none). */
struct xlsform_column {
    const char *name, *language;
};

struct xlsform_sheet {
    const struct sheet *source;
    const struct csv_row *rows; /* below the header */
    int row_count;
    struct xlsform_column columns[XLSFORM_COLUMNS_MAX];
    int column_count;
};

struct xlsform_book {
    struct arena arena;
    struct sheet_book own; /* sheets parted from a single one */
    struct xlsform_sheet survey, choices, settings;
    const char **list_names; /* of each row of choices */
    /* Tags of the languages, the first one first. */
    const char *languages[LANGUAGE_MAX];
    int language_count;
    const char *unknown_language; /* named by a column, but by no tag; or NULL */
};

bool xlsform_open(const struct sheet_book *sheets, struct xlsform_book *out, struct err *err);
void xlsform_close(struct xlsform_book *book);
/* The cell of a row in a column without a language, or "". Structural cells (all but texts) have
 * their NBSP and smart quotes made plain; all are trimmed. Borrowed from the book's arena. */
const char *xlsform_cell(struct xlsform_book *book, const struct xlsform_sheet *sheet,
                         const struct csv_row *row, const char *column);
/* A text column in a language (index into book->languages), or "". */
const char *xlsform_text(struct xlsform_book *book, const struct xlsform_sheet *sheet,
                         const struct csv_row *row, const char *column, int language);
/* What is uncertain of the row's cells, or NULL. */
const char *xlsform_mark(const struct xlsform_sheet *sheet, const struct csv_row *row);
/* yes, true, TRUE, true() */
bool xlsform_is_true(const char *cell);
bool xlsform_is_false(const char *cell); /* no, false, false(), and nothing at all */
/* "English (en)", "en" -> en; "中文" -> zh-CN. */
const char *xlsform_language_tag(struct arena *arena, const char *name);

/* ---- Types: xlsform_type.c ---- */

enum xlsform_kind {
    XLSFORM_SELECT_ONE,
    XLSFORM_SELECT_MULTIPLE,
    XLSFORM_RANK,
    XLSFORM_INTEGER,
    XLSFORM_DECIMAL,
    XLSFORM_TEXT,
    XLSFORM_DATE,
    XLSFORM_NOTE,
    XLSFORM_RANGE,
    XLSFORM_BEGIN_GROUP,
    XLSFORM_END_GROUP,
    XLSFORM_BEGIN_REPEAT,
    XLSFORM_END_REPEAT,
    XLSFORM_SILENT, /* start, end, deviceid …: nothing that is asked */
    XLSFORM_OTHER   /* known or not, the kiosk has no such question */
};

struct xlsform_type {
    enum xlsform_kind kind;
    const char *list; /* of the selects and rank */
    bool or_other;
};

struct xlsform_type xlsform_parse_type(struct arena *arena, const char *cell);
/* Whether an appearance has that word. */
bool xlsform_appears(const char *appearance, const char *word);
/* `start=0 end=10 step=1`: the value of a key as a number. */
bool xlsform_parameter(const char *parameters, const char *key, double *out);

/* ---- Questions: xlsform_question.c ---- */

/* A question being read. */
struct xlsform_question {
    struct question *question;
    const struct csv_row *row;
    const char *name;
    const char *relevant, *constraint; /* as in the form, those of the groups around it included */
    struct xlsform_codes codes;
    struct xlsform_limits limits;
    bool whole; /* numbers without a fraction */
    bool refused;
    struct strbuf doubts; /* or why it is refused */
};

struct xlsform_reading {
    struct convert_builder *builder;
    struct xlsform_book *book;
    struct xlsform_question *questions;
    int count, capacity;
};

#define XLSFORM_NO_LABEL "没有 label"

void xlsform_doubt(struct xlsform_question *q, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void xlsform_refuse(struct xlsform_question *q, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Texts of the row in every language: label, hint, constraint_message, picture. */
void xlsform_take_texts(struct xlsform_reading *r, struct xlsform_question *q);
/* Type, options or scale, limits: everything but expressions. */
void xlsform_take_type(struct xlsform_reading *r, struct xlsform_question *q,
                       const struct xlsform_type *type);
/* Options (letters) or a scale (numbers) from a list. False, with the question refused, when the
 * list cannot be used. */
bool xlsform_take_options(struct xlsform_reading *r, struct xlsform_question *q, const char *list,
                          bool or_other);
bool xlsform_take_scale(struct xlsform_reading *r, struct xlsform_question *q, const char *list);

/* ---- Groups: xlsform_group.c ---- */

/* Whether the rows from begin (a begin group) to its end are a matrix: one list, one row each. The
 * index of the end is written; first is the first that is a row of it. */
bool xlsform_is_matrix(struct xlsform_book *book, int begin, int *first, int *end);
void xlsform_take_matrix(struct xlsform_reading *r, struct xlsform_question *q, int begin,
                         int first, int end);

#endif
