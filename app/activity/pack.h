/*
 * Packs (.wenda): one signed file that holds an activity folder, as staff carry it on a stick.
 *
 * Layout, 512 bytes before the payload:
 *   0    8  magic "WENDAPK1"
 *   8   64  Ed25519 signature over PACK_DOMAIN, NUL, and the 440 bytes that follow
 *   72 440  header: `key: value` lines in the order type, activity, serial, created, length,
 * sha256, filled up with NUL bytes 512     payload: a tar archive of exactly length bytes with that
 * SHA-256, and nothing behind it The signature is checked first, over the very buffer that is then
 * parsed; files are only ever taken from that buffer.
 */
#ifndef WENDA_ACTIVITY_PACK_H
#define WENDA_ACTIVITY_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "port/archive_tar.h"
#include "port/crypt_sign.h"

enum {
    PACK_HEADER_LEN = 512,
    PACK_MAX_LEN = PACK_HEADER_LEN + TAR_MAX_LEN,
    PACK_ID_LEN = 64,
    PACK_STAMP_LEN = 40,
    PACK_PICTURE_MAX_PX = 4096 /* of either side of a PNG */
};

struct pack {
    char activity_id[PACK_ID_LEN];
    int64_t serial; /* from 1; an office counts them up */
    char created[PACK_STAMP_LEN];
    struct tar_file *files; /* in the caller's arena */
    int file_count;
};

/* Verifies and opens a pack held in memory. What it borrows hangs in arena. */
bool pack_read(const char *bytes, size_t len, const struct crypt_public *key, struct arena *arena,
               struct pack *pack, struct err *err);
/* Makes a pack of the folder's files (.txt, .svg, .png, in order of name), appended to out. */
bool pack_write(const char *folder, const char *activity_id, int64_t serial, int64_t created_ms,
                const struct crypt_secret *key, struct strbuf *out, struct err *err);
/* Writes the files below folder, which is made and must not exist; synced. */
bool pack_unpack(const struct pack *pack, const char *folder, struct err *err);

#endif
