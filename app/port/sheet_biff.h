/*
 * What FreeXL does not tell of an .xls file: the formats of numbers, results of formulas, TRUE and
 * FALSE, merged cells, where pictures lie, which sheets are hidden. Reads the records of BIFF5 and
 * BIFF8 ([MS-XLS] 2.4) from the workbook's stream ([MS-CFB] 2). Runs in the child.
 */
#ifndef WENDA_PORT_SHEET_BIFF_H
#define WENDA_PORT_SHEET_BIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/strbuf.h"

enum biff_kind {
    BIFF_NUMBER,
    BIFF_BOOL,
    BIFF_ERROR,   /* of a formula or typed in */
    BIFF_TEXT,    /* result of a formula */
    BIFF_PICTURE, /* lies over the cell */
    BIFF_MERGED   /* the cell's text is also that of the rows down to last_row */
};

struct biff_cell {
    enum biff_kind kind;
    int row, col; /* from 0 */
    int last_row; /* of BIFF_MERGED */
    double number;
    const char *code; /* the number's format, or NULL when it is not known */
    const char *text;
    bool truth;
};

struct biff_sheet {
    uint32_t start; /* of its records in the stream */
    bool hidden;
    struct biff_cell *cells; /* by row, column, kind */
    int count, capacity;
};

/* Strings hang in arena. */
struct biff_book {
    struct arena arena;
    struct biff_sheet *sheets;
    int count, capacity;
    bool since_1904;
};

/* False when the stream is of another version or not whole; out is then empty. */
bool biff_read(const char *bytes, size_t len, struct biff_book *out);
void biff_book_fini(struct biff_book *book);

/* The workbook's stream out of a compound file; false when there is none or a chain is broken. */
bool biff_find_stream(const char *bytes, size_t len, struct strbuf *out);

#endif
