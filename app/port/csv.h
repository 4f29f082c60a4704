/*
 * CSV (RFC 4180), a thin wrapper of libcsv.
 * Writing, as the exports want it: UTF-8 with BOM, CRLF, all text quoted, and a cell that a
 * spreadsheet would take for a formula (begins with = + - @ tab or CR, or one of the signs in full
 * width) gets an apostrophe in front.
 * Reading: rows of any width, quoted line breaks, LF or CRLF. Dropped are a BOM, blank lines, and
 * the blanks around an unquoted cell. A stray or unpaired quote is an error that names the line,
 * for it could swallow rows unseen; so is anything but UTF-8.
 */
#ifndef WENDA_PORT_CSV_H
#define WENDA_PORT_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/strbuf.h"

/* Appends to a strbuf; the caller flushes it to a file when it likes. Embedded by the caller. */
struct csv_writer {
    struct strbuf *out; /* borrowed */
    bool row_started;
};

void csv_writer_init(struct csv_writer *csv, struct strbuf *out); /* writes the BOM */
void csv_text(struct csv_writer *csv, const char *text); /* NULL = an empty, unquoted cell */
void csv_int(struct csv_writer *csv, int64_t value);
void csv_double(struct csv_writer *csv, double value, int decimals); /* as strbuf_add_double */
void csv_row_end(struct csv_writer *csv);

/* A table read whole: cells[row][col]; rows may differ in width. Owned by the caller. */
struct csv_table {
    struct csv_row {
        char **cells;
        int count;
        int line; /* of the source, from 1, where the row begins */
    } * rows;
    int count;
};

/* On failure out is empty. */
bool csv_read(const char *bytes, size_t len, struct csv_table *out, struct err *err);
void csv_table_fini(struct csv_table *table);

#endif
