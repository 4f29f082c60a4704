/*
 * Inside of sheet.h: a book while it is being read, and the readers that run in the child. Not for
 * use outside port/sheet*.c, fuzz targets and tests.
 */
#ifndef WENDA_PORT_SHEET_INSIDE_H
#define WENDA_PORT_SHEET_INSIDE_H

#include "port/sheet.h"

struct sheet_builder {
    struct sheet_book *book; /* borrowed */
    int sheet_capacity, row_capacity, mark_capacity;
    int row_total, cell_total;
};

bool sheet_begin(struct sheet_builder *builder, const char *name, bool hidden, struct err *err);
/* Lines come in ascending order, cells of a line in any. Text is made plain (see sheet.h). */
bool sheet_set_cell(struct sheet_builder *builder, int line, int col, const char *text,
                    struct err *err);
void sheet_add_mark(struct sheet_builder *builder, int line, int col, enum sheet_doubt doubt);
/* The cell's text also for the rows below it up to last_line that have text of their own. */
void sheet_spread(struct sheet_builder *builder, int line, int last_line, int col);
/* Drops empty rows and puts the marks in order. */
void sheet_end(struct sheet_builder *builder);

/* Each reads a whole file in this process. On failure out may hold what was read so far. */
bool sheet_parse_xlsx(const char *bytes, size_t len, struct sheet_book *out, struct err *err);
/* FreeXL wants a path. prepare loads the character sets that it may ask for. */
void sheet_prepare_xls(void);
bool sheet_parse_xls(const char *path, struct sheet_book *out, struct err *err);

/* How Excel shows a number in a format code; false, with the plain number in out, where the code
 * asks for what is not followed here. since_1904: serial days count from 1904. */
bool sheet_format_number(double number, const char *code, bool since_1904, struct strbuf *out);
/* The code of a built-in format, or NULL. */
const char *sheet_builtin_format(int id);

/* What passes from the child to the parent. */
void sheet_pack(const struct sheet_book *book, struct strbuf *out);
bool sheet_unpack(const char *bytes, size_t len, struct sheet_book *out);

#endif
