/* Sealed files: open with the one key, not with another, not changed and not cut. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "port/crypt_seal.h"

static struct crypt_public public_key;
static struct crypt_secret secret_key;

static void set_up(void)
{
    crypt_sign_keys(&public_key, &secret_key);
}

TestSuite(seal, .init = set_up);

static int scratch(void)
{
    FILE *file = tmpfile();
    int fd = file ? dup(fileno(file)) : -1;
    cr_assert(fd >= 0);
    fclose(file);
    return fd;
}

static int filled(size_t len)
{
    int fd = scratch();
    unsigned char *bytes = malloc(len + 1);
    cr_assert_not_null(bytes);
    for (size_t i = 0; i < len; i++)
        bytes[i] = (unsigned char)(i * 31 + i / 251);
    cr_assert_eq(write(fd, bytes, len), (ssize_t)len);
    free(bytes);
    return fd;
}

static bool same(int a, int b)
{
    char left[4096], right[4096];
    ssize_t len;
    lseek(a, 0, SEEK_SET);
    lseek(b, 0, SEEK_SET);
    do {
        len = read(a, left, sizeof left);
        if (read(b, right, sizeof right) != len || memcmp(left, right, (size_t)len) != 0)
            return false;
    } while (len > 0);
    return true;
}

Test(seal, opens_to_the_same_bytes)
{
    static const size_t lens[] = { 0,
                                   1,
                                   CRYPT_SEAL_CHUNK_LEN - 1,
                                   CRYPT_SEAL_CHUNK_LEN,
                                   CRYPT_SEAL_CHUNK_LEN + 1,
                                   3 * CRYPT_SEAL_CHUNK_LEN };
    for (size_t i = 0; i < sizeof lens / sizeof *lens; i++) {
        int plain = filled(lens[i]), sealed = scratch(), opened = scratch();
        struct err err = { 0 };
        cr_assert(crypt_seal(plain, sealed, &public_key, &err), "%s", err.text);
        cr_expect(crypt_is_sealed(sealed));
        cr_expect_not(crypt_is_sealed(plain));
        cr_assert(crypt_unseal(sealed, opened, &secret_key, &err), "%zu: %s", lens[i], err.text);
        cr_expect(same(plain, opened), "%zu bytes", lens[i]);
        close(plain);
        close(sealed);
        close(opened);
    }
}

Test(seal, another_key_does_not_open_it)
{
    struct crypt_public other_public;
    struct crypt_secret other_secret;
    int plain = filled(1000), sealed = scratch(), opened = scratch();
    struct err err = { 0 };
    crypt_sign_keys(&other_public, &other_secret);
    cr_assert(crypt_seal(plain, sealed, &public_key, &err));
    cr_expect_not(crypt_unseal(sealed, opened, &other_secret, &err));
    cr_expect(strstr(err.text, "另一把公钥"), "%s", err.text);
}

Test(seal, no_changed_bit_and_no_cut_opens)
{
    int plain = filled(100), sealed = scratch(), opened = scratch();
    struct err err = { 0 };
    cr_assert(crypt_seal(plain, sealed, &public_key, &err));
    off_t len = lseek(sealed, 0, SEEK_END);
    for (off_t i = 0; i < len; i++) {
        unsigned char byte;
        cr_assert_eq(pread(sealed, &byte, 1, i), 1);
        byte ^= 4;
        cr_assert_eq(pwrite(sealed, &byte, 1, i), 1);
        cr_assert_not(crypt_unseal(sealed, opened, &secret_key, &err), "byte %ld", (long)i);
        byte ^= 4;
        cr_assert_eq(pwrite(sealed, &byte, 1, i), 1);
    }
    for (off_t cut = len - 1; cut >= 0; cut -= 7) {
        cr_assert_eq(ftruncate(sealed, cut), 0);
        cr_assert_not(crypt_unseal(sealed, opened, &secret_key, &err), "%ld bytes", (long)cut);
    }
}
