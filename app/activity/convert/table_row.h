/* Inside of convert_table: one row of a table becomes one question. */
#ifndef WENDA_ACTIVITY_CONVERT_TABLE_ROW_H
#define WENDA_ACTIVITY_CONVERT_TABLE_ROW_H

#include "activity/convert/table.h"

enum { TABLE_ANSWERS_MAX = 8 };

/* A row being read. Texts hang in arena. */
struct table_row {
    struct arena arena;
    const struct table_columns *columns;
    const struct csv_row *source;
    struct convert_extras extras;
    const char *stem, *number, *type_text, *picture, *tags;
    const char *options[OPTION_MAX];
    int option_count;
    const char *answers[TABLE_ANSWERS_MAX];
    int answer_count;
    int limit_s; /* -1 when not stated */
    struct strbuf doubts;
};

/* Whether cells of that kind become part of what a visitor sees or is measured by. */
bool table_row_uses(enum column kind);
/* Adds the row's question, or nothing where the row is an empty form (a number and no words). type
 * stands for rows that do not state theirs; doubt may be NULL. */
void table_row_add(struct convert_builder *builder, const struct table_columns *columns,
                   const struct csv_row *row, enum type_word type, const char *doubt);

/* ---- Its parts, each in a file of its own ---- */

void table_row_doubt(struct table_row *row, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The cell without blanks around it and on its lines' ends; never NULL. A .csv written for
 * spreadsheets has an apostrophe before what they would take for a formula. */
const char *table_row_cell(struct table_row *row, int col);
/* The first column of a kind, by the best name, that has words in this row; "" when none has. */
const char *table_row_best(struct table_row *row, enum column kind);

/* table_options.c: from whatever columns hold them. */
void table_take_options(struct table_row *row);
/* table_values.c: 知识点, 难度, 分值, 限时, 生效, 失效. */
void table_take_values(struct table_row *row);
/* table_tags.c: pictures and tags, as our own tables have them. Checked before the question is
 * there, for what is not understood makes it doubtful, and set on it afterwards. */
void table_check_tags(struct table_row *row, enum question_type type, int option_count);
void table_set_tags(struct table_row *row, struct convert_builder *builder);

#endif
