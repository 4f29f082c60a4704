/*
 * CSV (RFC 4180), a thin wrapper of libcsv.
 * Writing, as CLI.md of exports demands: UTF-8 with BOM, CRLF, all text quoted, and a cell that a
 * spreadsheet would take for a formula (begins with = + - @ tab or CR) gets an apostrophe in front.
 * Reading: any width, quoted line breaks, LF or CRLF, a BOM is dropped.
 */
#ifndef WENDA_PORT_CSV_H
#define WENDA_PORT_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

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
void csv_double(struct csv_writer *csv, double value, int decimals);
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

bool csv_read(const char *bytes, size_t len, struct csv_table *out, struct err *err);
void csv_table_fini(struct csv_table *table);

#endif
