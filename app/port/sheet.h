/*
 * Spreadsheets: .xlsx (ECMA-376, read part by part) and .xls (FreeXL) into plain tables of text, as
 * a person sees them in Excel, and tables out as .xlsx. Reading runs in a confined child; what
 * comes back is checked again. Knows nothing of what the cells mean.
 *
 * Cells: numbers in their format where it can be followed (3.0 is 3, 0.5 as 50% is 50%), days as
 * 2027-04-20 or, where the format says 年, as 2027年4月20日; TRUE and FALSE; rich text as its runs;
 * a vertically merged cell in each of its rows. Line feeds stay, other control characters become
 * blanks. Rows without text are left out; row.line is the row's number in the sheet.
 */
#ifndef WENDA_PORT_SHEET_H
#define WENDA_PORT_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "port/csv.h"

enum {
    SHEET_MAX_SHEETS = 100,
    SHEET_MAX_COLUMNS = 256,
    SHEET_MAX_ROWS = 100000, /* with text, in all sheets */
    SHEET_MAX_CELLS = 2000000
};

/* Why a cell's text may not be what its author sees. */
enum sheet_doubt {
    SHEET_DOUBT_FORMULA, /* a formula without a stored result; the cell is empty */
    SHEET_DOUBT_ERROR,   /* #N/A and the like */
    SHEET_DOUBT_FORMAT,  /* a number in a format that is not followed here */
    SHEET_DOUBT_PICTURE, /* a picture lies over it */
    SHEET_DOUBT_COUNT
};
const char *sheet_doubt_text(enum sheet_doubt doubt);

struct sheet_mark {
    int line, col; /* col from 0, as in row.cells */
    enum sheet_doubt doubt;
};

struct sheet {
    char *name;
    bool hidden;
    struct csv_table table;
    struct sheet_mark *marks; /* by line, then column */
    int mark_count;
};

/* Owns everything below it. */
struct sheet_book {
    struct sheet *sheets;
    int count;
};

/* On failure out is empty. */
bool sheet_read(const char *bytes, size_t len, struct sheet_book *out, struct err *err);
void sheet_book_fini(struct sheet_book *book);

/* Appends an .xlsx file: every cell is text, whatever it looks like; the first row of each sheet is
 * set apart and stays in view. widths are in characters by column, and may be NULL. */
bool sheet_write(const struct sheet_book *book, const int *widths, int width_count,
                 struct strbuf *out, struct err *err);

#endif
