/* Permits for a forgotten PIN: only what the office signed, unchanged to the last bit. */
#include <criterion/criterion.h>
#include <string.h>

#include "activity/permit.h"

static struct crypt_public public_key;
static struct crypt_secret secret_key;
static struct strbuf text;
static const uint8_t number[16] = { 0, 1, 2, 0xab, 0xff };

static void set_up(void)
{
    struct err err = { 0 };
    crypt_sign_keys(&public_key, &secret_key);
    strbuf_init(&text);
    cr_assert(permit_write("A-03", number, 1808182800000, &secret_key, &text, &err), "%s",
              err.text);
}

static void tear_down(void)
{
    strbuf_fini(&text);
}

TestSuite(permit, .init = set_up, .fini = tear_down);

Test(permit, says_which_booth_and_which_number)
{
    struct permit permit;
    struct err err = { 0 };
    cr_assert(permit_read(text.text, text.len, &public_key, &permit, &err), "%s", err.text);
    cr_expect_str_eq(permit.booth, "A-03");
    cr_expect_str_eq(permit.number, "000102abff0000000000000000000000");
}

Test(permit, every_changed_bit_is_refused)
{
    struct permit permit;
    for (size_t bit = 0; bit < text.len * 8; bit++) {
        struct err err = { 0 };
        text.text[bit / 8] ^= (char)(1 << bit % 8);
        cr_assert_not(permit_read(text.text, text.len, &public_key, &permit, &err), "bit %zu", bit);
        cr_assert(err_is_set(&err));
        text.text[bit / 8] ^= (char)(1 << bit % 8);
    }
}

Test(permit, every_cut_is_refused)
{
    struct permit permit;
    struct err err = { 0 };
    for (size_t len = 0; len < text.len; len++)
        cr_assert_not(permit_read(text.text, len, &public_key, &permit, &err), "%zu bytes", len);
    strbuf_addf(&text, "\n");
    cr_expect_not(permit_read(text.text, text.len, &public_key, &permit, &err));
}

Test(permit, of_another_office_is_refused)
{
    struct crypt_public other_public;
    struct crypt_secret other_secret;
    struct permit permit;
    struct err err = { 0 };
    crypt_sign_keys(&other_public, &other_secret);
    cr_expect_not(permit_read(text.text, text.len, &other_public, &permit, &err));
    cr_expect(strstr(err.text, "签名不对"), "%s", err.text);
}

Test(permit, a_booth_name_is_one_line)
{
    struct err err = { 0 };
    struct strbuf out;
    strbuf_init(&out);
    cr_expect_not(permit_write("A\n展位: B", number, 0, &secret_key, &out, &err));
    cr_expect_not(permit_write("", number, 0, &secret_key, &out, &err));
    strbuf_fini(&out);
}
