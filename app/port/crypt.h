/* The few pieces of cryptography that more than one layer needs; a thin wrapper of libsodium. */
#ifndef WENDA_PORT_CRYPT_H
#define WENDA_PORT_CRYPT_H

#include <stddef.h>
#include <stdint.h>

enum { CRYPT_HASH_LEN = 32, CRYPT_HEX_LEN = 2 * CRYPT_HASH_LEN + 1 };

/* SHA-256 (FIPS 180-4) of bytes at once, or piecewise. */
void crypt_hash(const void *bytes, size_t len, uint8_t out[CRYPT_HASH_LEN]);
void crypt_hash_hex(const void *bytes, size_t len, char out[CRYPT_HEX_LEN]);
void crypt_to_hex(const uint8_t hash[CRYPT_HASH_LEN], char out[CRYPT_HEX_LEN]);
/* Opaque, embedded by the caller; large enough for libsodium's state (checked by static_assert). */
struct crypt_hash_state {
    _Alignas(16) unsigned char bytes[128];
};
void crypt_hash_begin(struct crypt_hash_state *state);
void crypt_hash_add(struct crypt_hash_state *state, const void *bytes, size_t len);
void crypt_hash_end(struct crypt_hash_state *state, uint8_t out[CRYPT_HASH_LEN]);

/* HMAC-SHA-256 (RFC 2104). */
void crypt_mac(const uint8_t *key, size_t key_len, const void *bytes, size_t len,
               uint8_t out[CRYPT_HASH_LEN]);

#endif
