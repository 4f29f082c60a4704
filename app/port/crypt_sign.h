/*
 * Signatures of packs: Ed25519 (RFC 8032) by libsodium, domain-separated so that a signature made
 * for one purpose is worth nothing for another. Key files are one line of text each.
 */
#ifndef WENDA_PORT_CRYPT_SIGN_H
#define WENDA_PORT_CRYPT_SIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { CRYPT_SIGNATURE_LEN = 64, CRYPT_PUBLIC_LEN = 32, CRYPT_SECRET_LEN = 64 };

struct crypt_public {
    uint8_t bytes[CRYPT_PUBLIC_LEN];
};
struct crypt_secret {
    uint8_t bytes[CRYPT_SECRET_LEN];
};

void crypt_sign_keys(struct crypt_public *public_key, struct crypt_secret *secret_key);
/* domain: a short constant text, part of what is signed. */
void crypt_sign(const struct crypt_secret *key, const char *domain, const void *bytes, size_t len,
                uint8_t out[CRYPT_SIGNATURE_LEN]);
bool crypt_sign_verify(const struct crypt_public *key, const char *domain, const void *bytes,
                       size_t len, const uint8_t signature[CRYPT_SIGNATURE_LEN]);
void crypt_secret_wipe(struct crypt_secret *key);

/* Key files: `wenda-public-key-1 BASE64` and `wenda-secret-key-1 BASE64`; the secret one is made
 * with mode 0600. Existing files are not overwritten. */
bool crypt_public_save(const char *path, const struct crypt_public *key, struct err *err);
bool crypt_secret_save(const char *path, const struct crypt_secret *key, struct err *err);
bool crypt_public_load(const char *path, struct crypt_public *key, struct err *err);
bool crypt_secret_load(const char *path, struct crypt_secret *key, struct err *err);
/* Eight hex digits by which people tell keys apart. */
enum { CRYPT_KEY_NAME_LEN = 9 };
void crypt_public_name(const struct crypt_public *key, char out[CRYPT_KEY_NAME_LEN]);

#endif
