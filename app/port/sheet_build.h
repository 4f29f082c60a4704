/*
 * A book while it is being read, for readers of any format that holds tables, and the bytes in
 * which it passes from a confined child to its parent.
 */
#ifndef WENDA_PORT_SHEET_BUILD_H
#define WENDA_PORT_SHEET_BUILD_H

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

void sheet_pack(const struct sheet_book *book, struct strbuf *out);
/* False, with out empty, unless the bytes are one whole book within the limits of sheet.h, all of
 * its text UTF-8. */
bool sheet_unpack(const char *bytes, size_t len, struct sheet_book *out);

#endif
