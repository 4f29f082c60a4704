/*
 * The office's permit for a forgotten PIN: a small text file, signed with the office's key, that
 * lets staff of one booth set a new PIN once. Whether it was used is the store's to know; this
 * knows no files.
 *
 *     问答亭口令恢复
 *     展位: A-03
 *     编号: 32 hexadecimal digits
 *     日期: 2027-04-21T09:00:00+08:00
 *     签名: 128 hexadecimal digits, Ed25519 over PERMIT_DOMAIN, NUL, and all lines before
 */
#ifndef WENDA_ACTIVITY_PERMIT_H
#define WENDA_ACTIVITY_PERMIT_H

#include <stdint.h>

#include "base/strbuf.h"
#include "port/crypt_sign.h"

enum { PERMIT_MAX_LEN = 1024, PERMIT_NUMBER_LEN = 33, PERMIT_BOOTH_LEN = 64 };
#define PERMIT_ENDING ".pin" /* of such a file's name */

struct permit {
    char booth[PERMIT_BOOTH_LEN];
    char number[PERMIT_NUMBER_LEN];
    int64_t made_ms; /* wall time of the office */
};

/* number: random bytes. False when the booth's name has no place in a line. */
bool permit_write(const char *booth, const uint8_t number[16], int64_t wall_ms,
                  const struct crypt_secret *key, struct strbuf *out, struct err *err);
/* Verifies first, then reads. False and a text for staff. */
bool permit_read(const char *text, size_t len, const struct crypt_public *key, struct permit *out,
                 struct err *err);

#endif
