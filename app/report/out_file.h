/*
 * One file of an export under construction: buffered, counted and hashed while it is written,
 * synced when it is closed. Knows no format.
 */
#ifndef WENDA_REPORT_OUT_FILE_H
#define WENDA_REPORT_OUT_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "port/crypt.h"

/* Embedded by the caller. Append to buffer, then call out_file_flush now and then. */
struct out_file {
    char *name; /* below the export folder, as the manifest lists it; owned */
    char *path; /* owned */
    int fd;     /* -1 when closed */
    struct strbuf buffer;
    struct crypt_hash_state hash_state;
    char hash[CRYPT_HEX_LEN]; /* after out_file_close */
    int64_t len, rows;
};

bool out_file_open(struct out_file *file, const char *folder, const char *name, struct err *err);
/* Writes the buffer out when it holds more than a block. */
bool out_file_flush(struct out_file *file, struct err *err);
/* Writes the rest, fsyncs, closes, and leaves hash, len and rows. */
bool out_file_close(struct out_file *file, struct err *err);
/* Releases everything; an open file is closed unfinished. */
void out_file_fini(struct out_file *file);

#endif
