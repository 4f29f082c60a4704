#include "port/crypt_seal.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

enum {
    MAGIC_LEN = 8,
    KEY_LEN = crypto_secretstream_xchacha20poly1305_KEYBYTES,
    SEALED_KEY_LEN = KEY_LEN + crypto_box_SEALBYTES,
    STREAM_LEN = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    EXTRA_LEN = crypto_secretstream_xchacha20poly1305_ABYTES,
    HEADER_LEN = MAGIC_LEN + SEALED_KEY_LEN + STREAM_LEN
};

static const char magic[] = "WENDASL1";

/* As much as there is, up to len; -1 on an error. */
static ssize_t read_full(int fd, unsigned char *bytes, size_t len)
{
    size_t got = 0;

    while (got < len) {
        ssize_t count = read(fd, bytes + got, len - got);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return -1;
        if (count == 0)
            break;
        got += (size_t)count;
    }
    return (ssize_t)got;
}

static bool write_full(int fd, const unsigned char *bytes, size_t len, struct err *err)
{
    while (len > 0) {
        ssize_t count = write(fd, bytes, len);
        int cause = errno;
        if (count < 0 && cause == EINTR)
            continue;
        if (count <= 0)
            return err_set_cause(err, strerror(cause), "写不了文件：%s", err_reason(cause));
        bytes += count;
        len -= (size_t)count;
    }
    return true;
}

static bool read_failed(struct err *err)
{
    int cause = errno;

    return err_set_cause(err, strerror(cause), "读不了文件：%s", err_reason(cause));
}

/* ---- sealing ---- */

static bool seal_chunks(int in, int out, crypto_secretstream_xchacha20poly1305_state *state,
                        unsigned char *plain, unsigned char *sealed, struct err *err)
{
    for (bool last = false; !last;) {
        ssize_t len = read_full(in, plain, CRYPT_SEAL_CHUNK_LEN);
        if (len < 0)
            return read_failed(err);
        last = len < CRYPT_SEAL_CHUNK_LEN;
        crypto_secretstream_xchacha20poly1305_push(
            state, sealed, NULL, plain, (unsigned long long)len, NULL, 0,
            last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                 : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
        if (!write_full(out, sealed, (size_t)len + EXTRA_LEN, err))
            return false;
    }
    return true;
}

bool crypt_seal(int in, int out, const struct crypt_public *key, struct err *err)
{
    unsigned char box_key[crypto_box_PUBLICKEYBYTES], secret[KEY_LEN], header[HEADER_LEN];
    unsigned char *plain = mem_alloc(CRYPT_SEAL_CHUNK_LEN);
    unsigned char *sealed = mem_alloc(CRYPT_SEAL_CHUNK_LEN + EXTRA_LEN);
    crypto_secretstream_xchacha20poly1305_state state;
    bool ok = sodium_init() >= 0 && crypto_sign_ed25519_pk_to_curve25519(box_key, key->bytes) == 0;

    if (!ok)
        err_set(err, "这把公钥不能用来封存");
    if (ok) {
        crypto_secretstream_xchacha20poly1305_keygen(secret);
        memcpy(header, magic, MAGIC_LEN);
        crypto_box_seal(header + MAGIC_LEN, secret, KEY_LEN, box_key);
        crypto_secretstream_xchacha20poly1305_init_push(&state, header + MAGIC_LEN + SEALED_KEY_LEN,
                                                        secret);
        ok = (lseek(in, 0, SEEK_SET) == 0 || read_failed(err)) &&
             write_full(out, header, HEADER_LEN, err) &&
             seal_chunks(in, out, &state, plain, sealed, err);
        sodium_memzero(secret, sizeof secret);
        sodium_memzero(&state, sizeof state);
    }
    free(sealed);
    free(plain);
    return ok;
}

/* ---- opening ---- */

static bool is_broken(struct err *err)
{
    return err_set(err, "封存的文件不完整或被改过，没有打开");
}

static bool open_chunks(int in, int out, crypto_secretstream_xchacha20poly1305_state *state,
                        unsigned char *plain, unsigned char *sealed, struct err *err)
{
    unsigned char tag = 0;

    while (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
        ssize_t len = read_full(in, sealed, CRYPT_SEAL_CHUNK_LEN + EXTRA_LEN);
        unsigned long long plain_len = 0;
        if (len < 0)
            return read_failed(err);
        if (len < EXTRA_LEN ||
            crypto_secretstream_xchacha20poly1305_pull(state, plain, &plain_len, &tag, sealed,
                                                       (unsigned long long)len, NULL, 0) != 0)
            return is_broken(err);
        if (!write_full(out, plain, (size_t)plain_len, err))
            return false;
    }
    return read_full(in, sealed, 1) == 0 || is_broken(err);
}

static bool open_key(const unsigned char *sealed, const struct crypt_secret *key,
                     unsigned char secret[KEY_LEN])
{
    unsigned char box_secret[crypto_box_SECRETKEYBYTES], box_key[crypto_box_PUBLICKEYBYTES];
    bool ok = crypto_sign_ed25519_sk_to_curve25519(box_secret, key->bytes) == 0 &&
              crypto_scalarmult_base(box_key, box_secret) == 0 &&
              crypto_box_seal_open(secret, sealed, SEALED_KEY_LEN, box_key, box_secret) == 0;

    sodium_memzero(box_secret, sizeof box_secret);
    return ok;
}

bool crypt_unseal(int in, int out, const struct crypt_secret *key, struct err *err)
{
    unsigned char secret[KEY_LEN], header[HEADER_LEN];
    unsigned char *plain = mem_alloc(CRYPT_SEAL_CHUNK_LEN);
    unsigned char *sealed = mem_alloc(CRYPT_SEAL_CHUNK_LEN + EXTRA_LEN);
    crypto_secretstream_xchacha20poly1305_state state;
    bool ok = true;

    if (sodium_init() < 0 || lseek(in, 0, SEEK_SET) != 0 ||
        read_full(in, header, HEADER_LEN) != HEADER_LEN || memcmp(header, magic, MAGIC_LEN) != 0)
        ok = err_set(err, "这不是封存的文件，或文件不完整");
    else if (!open_key(header + MAGIC_LEN, key, secret))
        ok = err_set(err, "这把密钥打不开：封存时用的是另一把公钥，或文件被改过");
    else if (crypto_secretstream_xchacha20poly1305_init_pull(
                 &state, header + MAGIC_LEN + SEALED_KEY_LEN, secret) != 0)
        ok = is_broken(err);
    ok = ok && open_chunks(in, out, &state, plain, sealed, err);
    sodium_memzero(secret, sizeof secret);
    free(sealed);
    free(plain);
    return ok;
}

bool crypt_is_sealed(int in)
{
    unsigned char head[MAGIC_LEN];
    bool is = lseek(in, 0, SEEK_SET) == 0 && read_full(in, head, MAGIC_LEN) == MAGIC_LEN &&
              memcmp(head, magic, MAGIC_LEN) == 0;

    return lseek(in, 0, SEEK_SET) == 0 && is;
}
