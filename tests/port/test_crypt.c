#include "port/crypt.h"

#include <string.h>

#include <criterion/criterion.h>

/* FIPS 180-4, examples of SHA-256 */
Test(crypt, hash_of_known_texts)
{
    static const struct {
        const char *text, *hex;
    } cases[] = {
        { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char hex[CRYPT_HEX_LEN];
        crypt_hash_hex(cases[i].text, strlen(cases[i].text), hex);
        cr_expect_str_eq(hex, cases[i].hex);
    }
}

Test(crypt, pieces_hash_like_the_whole)
{
    unsigned char bytes[1000];
    uint8_t whole[CRYPT_HASH_LEN], pieces[CRYPT_HASH_LEN];

    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (unsigned char)(i * 31);
    crypt_hash(bytes, sizeof(bytes), whole);
    for (size_t step = 1; step < 200; step++) {
        struct crypt_hash_state state;
        crypt_hash_begin(&state);
        for (size_t at = 0; at < sizeof(bytes); at += step) {
            size_t left = sizeof(bytes) - at;
            crypt_hash_add(&state, bytes + at, left < step ? left : step);
        }
        crypt_hash_end(&state, pieces);
        cr_assert_arr_eq(pieces, whole, sizeof(whole));
    }
}

Test(crypt, what_was_hashed_does_not_stay_in_the_state)
{
    static const struct crypt_hash_state clean;
    struct crypt_hash_state state = clean;
    uint8_t hash[CRYPT_HASH_LEN];

    crypt_hash_begin(&state);
    crypt_hash_add(&state, "secret", 6);
    crypt_hash_end(&state, hash);
    cr_assert_arr_eq(state.bytes, clean.bytes, sizeof(clean.bytes));
}

/* RFC 4231, test cases 1, 2 and 6 (a key longer than a block) */
Test(crypt, mac_of_known_texts)
{
    static const char long_text[] = "Test Using Larger Than Block-Size Key - Hash Key First";
    uint8_t key[131], mac[CRYPT_HASH_LEN];
    char hex[CRYPT_HEX_LEN];

    memset(key, 0x0B, 20);
    crypt_mac(key, 20, "Hi There", 8, mac);
    crypt_to_hex(mac, hex);
    cr_expect_str_eq(hex, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");

    crypt_mac((const uint8_t *)"Jefe", 4, "what do ya want for nothing?", 28, mac);
    crypt_to_hex(mac, hex);
    cr_expect_str_eq(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

    memset(key, 0xAA, sizeof(key));
    crypt_mac(key, sizeof(key), long_text, strlen(long_text), mac);
    crypt_to_hex(mac, hex);
    cr_expect_str_eq(hex, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}
