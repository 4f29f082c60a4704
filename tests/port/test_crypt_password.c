/* Hashes of secrets that people type. */
#include <criterion/criterion.h>
#include <string.h>

#include "port/crypt_password.h"

Test(crypt_password, only_the_secret_itself_is_right)
{
    char hash[CRYPT_PASSWORD_LEN];
    cr_assert(crypt_password_hash("482957", hash));
    cr_expect_eq(strncmp(hash, "$argon2id$", 10), 0, "%s", hash);
    cr_expect_null(strstr(hash, "482957"));
    cr_expect(crypt_password_check(hash, "482957"));
    cr_expect_not(crypt_password_check(hash, "482958"));
    cr_expect_not(crypt_password_check(hash, ""));
}

Test(crypt_password, the_same_secret_hashes_differently)
{
    char a[CRYPT_PASSWORD_LEN], b[CRYPT_PASSWORD_LEN];
    cr_assert(crypt_password_hash("482957", a) && crypt_password_hash("482957", b));
    cr_expect_str_neq(a, b);
}

Test(crypt_password, what_is_no_hash_is_never_right)
{
    cr_expect_not(crypt_password_check("", ""));
    cr_expect_not(crypt_password_check("482957", "482957"));
    cr_expect_not(crypt_password_check("$argon2id$v=19$m=65536,t=3,p=1$x$y", "482957"));
}
