/*
 * Zip files held in memory, a member at a time; a thin wrapper of libarchive. Nothing touches the
 * disk, and a hostile file costs no more than the limits below: they hold for the zip as a whole,
 * however often its members are read. Knows nothing of what the members mean.
 * Format: PKWARE APPNOTE, by its central directory, as office programs read it.
 */
#ifndef WENDA_PORT_ARCHIVE_H
#define WENDA_PORT_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/strbuf.h"

enum {
    ARCHIVE_MAX_MEMBERS = 4096,
    ARCHIVE_MAX_RATIO = 200, /* of everything unpacked to the zip, once beyond ARCHIVE_FREE_LEN */
    ARCHIVE_FREE_LEN = 4 * 1024 * 1024,
    ARCHIVE_MAX_LEN = 128 * 1024 * 1024 /* of everything unpacked */
};

struct zip;

bool zip_is(const char *bytes, size_t len); /* by its first bytes */
/* bytes are borrowed until zip_free. NULL when it is damaged, encrypted, holds a name twice (which
 * of the two counts would be a guess) or breaks a limit. */
struct zip *zip_new(const char *bytes, size_t len, struct err *err);
void zip_free(struct zip *zip);
bool zip_has(const struct zip *zip, const char *name);
/* Appends the member to out; its checksum is verified. A missing member is an error. */
bool zip_read(struct zip *zip, const char *name, struct strbuf *out, struct err *err);

#endif
