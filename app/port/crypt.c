#include "port/crypt.h"

#include <assert.h>
#include <stdlib.h>

#include <sodium.h>

#include "base/log.h"

_Static_assert(CRYPT_HASH_LEN == crypto_hash_sha256_BYTES, "SHA-256");
_Static_assert(CRYPT_HASH_LEN == crypto_auth_hmacsha256_BYTES, "HMAC-SHA-256");
_Static_assert(sizeof(struct crypt_hash_state) >= sizeof(crypto_hash_sha256_state), "room");
_Static_assert(_Alignof(struct crypt_hash_state) >= _Alignof(crypto_hash_sha256_state), "place");

/* libsodium wants this before anything else; from the second time on it only looks at a flag. */
static void make_ready(void)
{
    if (sodium_init() < 0) {
        log_error("libsodium 初始化失败，程序退出");
        abort();
    }
}

static crypto_hash_sha256_state *native(struct crypt_hash_state *state)
{
    return (crypto_hash_sha256_state *)state->bytes;
}

void crypt_hash(const void *bytes, size_t len, uint8_t out[CRYPT_HASH_LEN])
{
    make_ready();
    (void)crypto_hash_sha256(out, bytes, len);
}

void crypt_hash_hex(const void *bytes, size_t len, char out[CRYPT_HEX_LEN])
{
    uint8_t hash[CRYPT_HASH_LEN];

    crypt_hash(bytes, len, hash);
    crypt_to_hex(hash, out);
}

void crypt_to_hex(const uint8_t hash[CRYPT_HASH_LEN], char out[CRYPT_HEX_LEN])
{
    (void)sodium_bin2hex(out, CRYPT_HEX_LEN, hash, CRYPT_HASH_LEN);
}

void crypt_hash_begin(struct crypt_hash_state *state)
{
    make_ready();
    (void)crypto_hash_sha256_init(native(state));
}

void crypt_hash_add(struct crypt_hash_state *state, const void *bytes, size_t len)
{
    (void)crypto_hash_sha256_update(native(state), bytes, len);
}

void crypt_hash_end(struct crypt_hash_state *state, uint8_t out[CRYPT_HASH_LEN])
{
    (void)crypto_hash_sha256_final(native(state), out);
    sodium_memzero(state, sizeof(*state));
}

void crypt_mac(const uint8_t *key, size_t key_len, const void *bytes, size_t len,
               uint8_t out[CRYPT_HASH_LEN])
{
    crypto_auth_hmacsha256_state state;

    make_ready();
    /* The one-shot call takes keys of 32 bytes only. */
    (void)crypto_auth_hmacsha256_init(&state, key, key_len);
    (void)crypto_auth_hmacsha256_update(&state, bytes, len);
    (void)crypto_auth_hmacsha256_final(&state, out);
    sodium_memzero(&state, sizeof(state));
}
