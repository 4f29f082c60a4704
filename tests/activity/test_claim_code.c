/* Claim codes: what the check symbol promises, and what people type. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "activity/claim_code.h"
#include "base/rng.h"

static const char alphabet[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

static uint64_t some_bits(struct rng *rng)
{
    return rng_next(rng) >> (64 - CLAIM_CODE_BITS);
}

Test(claim_code, uses_no_symbol_that_is_read_as_another)
{
    struct rng rng;
    char code[CLAIM_CODE_LEN];
    rng_seed(&rng, 1);
    for (int i = 0; i < 2000; i++) {
        claim_code_make(some_bits(&rng), code);
        cr_assert_eq(strlen(code), 8);
        cr_assert_eq(strspn(code, alphabet), 8, "%s", code);
    }
}

Test(claim_code, every_bit_makes_another_code)
{
    char zero[CLAIM_CODE_LEN], code[CLAIM_CODE_LEN];
    claim_code_make(0, zero);
    for (int bit = 0; bit < CLAIM_CODE_BITS; bit++) {
        claim_code_make(UINT64_C(1) << bit, code);
        cr_assert_neq(strncmp(zero, code, 7), 0, "bit %d", bit);
    }
}

Test(claim_code, finds_every_single_wrong_symbol)
{
    struct rng rng;
    char code[CLAIM_CODE_LEN], wrong[CLAIM_CODE_LEN], read[CLAIM_CODE_LEN];
    rng_seed(&rng, 2);
    for (int round = 0; round < 50; round++) {
        claim_code_make(some_bits(&rng), code);
        for (int place = 0; place < 8; place++) {
            for (int symbol = 0; symbol < 32; symbol++) {
                strcpy(wrong, code);
                wrong[place] = alphabet[symbol];
                cr_assert_eq(claim_code_read(wrong, read), wrong[place] == code[place], "%s for %s",
                             wrong, code);
            }
        }
    }
}

Test(claim_code, finds_every_two_symbols_swapped)
{
    struct rng rng;
    char code[CLAIM_CODE_LEN], wrong[CLAIM_CODE_LEN], read[CLAIM_CODE_LEN];
    rng_seed(&rng, 3);
    for (int round = 0; round < 200; round++) {
        claim_code_make(some_bits(&rng), code);
        for (int a = 0; a < 8; a++) {
            for (int b = a + 1; b < 8; b++) {
                strcpy(wrong, code);
                wrong[a] = code[b];
                wrong[b] = code[a];
                cr_assert_eq(claim_code_read(wrong, read), code[a] == code[b], "%s for %s", wrong,
                             code);
            }
        }
    }
}

Test(claim_code, is_read_as_people_write_it)
{
    char code[CLAIM_CODE_LEN], typed[32], read[CLAIM_CODE_LEN];
    claim_code_make(UINT64_C(0x2F0F0F0F1), code);
    snprintf(typed, sizeof typed, " %.4s-%.4s ", code, code + 4);
    for (char *c = typed; *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    cr_assert(claim_code_read(typed, read));
    cr_assert_str_eq(read, code);
    cr_assert_not(claim_code_read("", read));
    typed[5] = '\0';
    cr_assert_not(claim_code_read(typed, read), "half a code");
    snprintf(typed, sizeof typed, "%s%s", code, code);
    cr_assert_not(claim_code_read(typed, read), "two codes");
    cr_assert_not(claim_code_read("0O1I0O1I", read));
    cr_assert_not(claim_code_read("兑奖码", read));
}

Test(claim_code, masked_it_shows_two_symbols)
{
    char code[CLAIM_CODE_LEN], masked[CLAIM_CODE_LEN];
    claim_code_make(77, code);
    claim_code_mask(code, masked);
    cr_assert_eq(strncmp(masked, "******", 6), 0);
    cr_assert_str_eq(masked + 6, code + 6);
}
