#include "port/crypt_sign.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/fs.h"
#include "base/log.h"
#include "base/mem.h"
#include "port/crypt.h"

static_assert(CRYPT_SIGNATURE_LEN == crypto_sign_BYTES, "libsodium's Ed25519");
static_assert(CRYPT_PUBLIC_LEN == crypto_sign_PUBLICKEYBYTES, "libsodium's Ed25519");
static_assert(CRYPT_SECRET_LEN == crypto_sign_SECRETKEYBYTES, "libsodium's Ed25519");

static const char public_tag[] = "wenda-public-key-1 ";
static const char secret_tag[] = "wenda-secret-key-1 ";
enum { KEY_FILE_MAX_LEN = 512, KEY_TEXT_LEN = 160 };

static void start(void)
{
    if (sodium_init() >= 0)
        return;
    log_error("密码库 libsodium 启动失败，程序退出");
    abort();
}

void crypt_sign_keys(struct crypt_public *public_key, struct crypt_secret *secret_key)
{
    start();
    crypto_sign_keypair(public_key->bytes, secret_key->bytes);
}

/* The domain with its terminator, then the message. The caller frees. */
static uint8_t *join(const char *domain, const void *bytes, size_t len, size_t *joined_len)
{
    size_t domain_len = strlen(domain) + 1;
    uint8_t *joined = mem_alloc(domain_len + len);
    memcpy(joined, domain, domain_len);
    memcpy(joined + domain_len, bytes, len);
    *joined_len = domain_len + len;
    return joined;
}

void crypt_sign(const struct crypt_secret *key, const char *domain, const void *bytes, size_t len,
                uint8_t out[CRYPT_SIGNATURE_LEN])
{
    size_t joined_len;
    start();
    uint8_t *joined = join(domain, bytes, len, &joined_len);
    crypto_sign_detached(out, NULL, joined, joined_len, key->bytes);
    free(joined);
}

bool crypt_sign_verify(const struct crypt_public *key, const char *domain, const void *bytes,
                       size_t len, const uint8_t signature[CRYPT_SIGNATURE_LEN])
{
    size_t joined_len;
    start();
    uint8_t *joined = join(domain, bytes, len, &joined_len);
    bool ok = crypto_sign_verify_detached(signature, joined, joined_len, key->bytes) == 0;
    free(joined);
    return ok;
}

void crypt_secret_wipe(struct crypt_secret *key)
{
    sodium_memzero(key->bytes, sizeof key->bytes);
}

static bool save(const char *path, const char *tag, const uint8_t *bytes, size_t len, mode_t mode,
                 struct err *err)
{
    char encoded[KEY_TEXT_LEN], line[KEY_TEXT_LEN + sizeof public_tag];
    start();
    sodium_bin2base64(encoded, sizeof encoded, bytes, len, sodium_base64_VARIANT_ORIGINAL);
    int line_len = snprintf(line, sizeof line, "%s%s\n", tag, encoded);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    bool ok = fd >= 0 && write(fd, line, (size_t)line_len) == line_len && fsync(fd) == 0;
    int cause = errno;
    if (fd >= 0)
        close(fd);
    sodium_memzero(encoded, sizeof encoded);
    sodium_memzero(line, sizeof line);
    if (ok)
        return true;
    if (fd >= 0)
        unlink(path);
    return err_set_cause(err, strerror(cause), "写不了密钥文件 %s：%s", path,
                         cause == EEXIST ? "已经有这个文件，请换一个名字" : err_reason(cause));
}

static bool load(const char *path, const char *tag, uint8_t *bytes, size_t len, struct err *err)
{
    struct strbuf text;
    size_t got = 0;
    bool ok;
    start();
    strbuf_init(&text);
    if (fs_read(path, KEY_FILE_MAX_LEN, &text, err)) {
        size_t tag_len = strlen(tag);
        size_t text_len = strcspn(text.text, "\r\n");
        ok = strncmp(text.text, tag, tag_len) == 0 &&
             sodium_base642bin(bytes, len, text.text + tag_len, text_len - tag_len, NULL, &got,
                               NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
             got == len;
        if (!ok)
            err_set(err, "%s 不是需要的密钥文件（应以“%s”开头）", path, tag);
    } else {
        ok = false;
    }
    if (text.len > 0)
        sodium_memzero(text.text, text.len);
    strbuf_fini(&text);
    return ok;
}

bool crypt_public_save(const char *path, const struct crypt_public *key, struct err *err)
{
    return save(path, public_tag, key->bytes, sizeof key->bytes, 0644, err);
}

bool crypt_secret_save(const char *path, const struct crypt_secret *key, struct err *err)
{
    return save(path, secret_tag, key->bytes, sizeof key->bytes, 0600, err);
}

bool crypt_public_load(const char *path, struct crypt_public *key, struct err *err)
{
    return load(path, public_tag, key->bytes, sizeof key->bytes, err);
}

bool crypt_secret_load(const char *path, struct crypt_secret *key, struct err *err)
{
    return load(path, secret_tag, key->bytes, sizeof key->bytes, err);
}

void crypt_public_name(const struct crypt_public *key, char out[CRYPT_KEY_NAME_LEN])
{
    char hex[CRYPT_HEX_LEN];
    crypt_hash_hex(key->bytes, sizeof key->bytes, hex);
    memcpy(out, hex, CRYPT_KEY_NAME_LEN - 1);
    out[CRYPT_KEY_NAME_LEN - 1] = '\0';
}
