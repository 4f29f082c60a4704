/*
 * Hashes of secrets that people type: argon2id by libsodium, with limits under which one check
 * takes a few tenths of a second on a booth. A hash is text that holds its own salt and limits.
 */
#ifndef WENDA_PORT_CRYPT_PASSWORD_H
#define WENDA_PORT_CRYPT_PASSWORD_H

#include <stdbool.h>

enum { CRYPT_PASSWORD_LEN = 128 };

/* False only when the memory that the limits ask for cannot be had. */
bool crypt_password_hash(const char *secret, char out[CRYPT_PASSWORD_LEN]);
/* True when the secret is the one that was hashed; false also for a hash that is none. */
bool crypt_password_check(const char *hash, const char *secret);
/* Overwrites, and is not optimised away. */
void crypt_wipe(void *bytes, unsigned long len);

#endif
