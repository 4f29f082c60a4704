/*
 * The export of CLI.md: a folder of CSV and JSON Lines files with a manifest, complete or absent.
 * It is written as OUT.part, every file hashed and synced, the manifest last, and renamed whole.
 * Nothing in it depends on when it is made, so the same data exported twice is the same bytes.
 */
#ifndef WENDA_REPORT_EXPORT_H
#define WENDA_REPORT_EXPORT_H

#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

enum export_format { EXPORT_CSV = 1, EXPORT_JSONL = 2, EXPORT_ALL = 3 };

struct export_options {
    const char *out;            /* must not exist */
    const char *booth;          /* name of the booth in every row */
    unsigned formats;           /* of enum export_format */
    int64_t since_ms, until_ms; /* inclusive, exclusive; 0 = open */
    /* Told after each file; may be NULL. */
    void (*progress)(void *context, const char *name, int64_t rows);
    void *progress_context;
};

/* What was written, for the closing line. */
struct export_result {
    int files;
    int64_t visits, answers;
};

bool export_write(struct store *store, const struct export_options *options,
                  struct export_result *result, struct err *err);

/* The name in DATA/booth.ini (`展位: NAME`), "1" where the file or the line is missing. */
enum { EXPORT_BOOTH_LEN = 64 };
bool export_booth_name(const char *data, char out[EXPORT_BOOTH_LEN], struct err *err);

#endif
