/*
 * Plain tar archives in memory, for packs; a thin wrapper of libarchive. Reading takes regular
 * files and folders with short relative names only, and refuses everything else: links, devices,
 * `..`, absolute names, names twice, sparse files, whatever breaks a limit. Nothing touches the
 * disk. Format: POSIX.1-1988 ustar as written here; reading accepts what libarchive takes for tar.
 */
#ifndef WENDA_PORT_ARCHIVE_TAR_H
#define WENDA_PORT_ARCHIVE_TAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"

enum {
    TAR_MAX_LEN = 64 * 1024 * 1024,
    TAR_MAX_FILES = 2000,
    TAR_MAX_NAME_LEN = 120,
    TAR_MAX_DEPTH = 4 /* folders in a name */
};

struct tar_file {
    const char *name; /* a/b.txt: slashes, no leading one, valid UTF-8 without control characters */
    const char *bytes;
    size_t len;
};

/* Names and contents hang in arena, in the archive's order. False and the reason when anything in
 * it is not allowed. */
bool tar_read(const char *bytes, size_t len, struct arena *arena, struct tar_file **files,
              int *count, struct err *err);
/* Appends a ustar archive of the files: times, owners and modes are constant, so the same files are
 * the same bytes. */
bool tar_write(const struct tar_file *files, int count, struct strbuf *out, struct err *err);
/* Would tar_read take that name? */
bool tar_name_is_allowed(const char *name);

#endif
