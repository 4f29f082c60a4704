#include "port/crypt_password.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* Passes and memory: more memory than a graphics card likes to give to each of many guesses, and
 * no more than a small booth has to spare. */
enum { PASSES = 3, MEMORY_LEN = 64 * 1024 * 1024 };

static_assert((int)CRYPT_PASSWORD_LEN >= (int)crypto_pwhash_STRBYTES, "a hash fits");

static void start(void)
{
    if (sodium_init() < 0)
        abort(); /* no random bytes: nothing could be kept secret */
}

bool crypt_password_hash(const char *secret, char out[CRYPT_PASSWORD_LEN])
{
    start();
    memset(out, 0, CRYPT_PASSWORD_LEN);
    return crypto_pwhash_str_alg(out, secret, strlen(secret), PASSES, MEMORY_LEN,
                                 crypto_pwhash_ALG_ARGON2ID13) == 0;
}

bool crypt_password_check(const char *hash, const char *secret)
{
    start();
    return crypto_pwhash_str_verify(hash, secret, strlen(secret)) == 0;
}

void crypt_wipe(void *bytes, unsigned long len)
{
    sodium_memzero(bytes, len);
}
