/*
 * Claim codes: what a winner photographs and shows to staff. 8 symbols of an alphabet of 32 without
 * 0 O 1 I: 35 random bits and a check symbol, which finds every single wrong symbol and every two
 * that were swapped. Knows no prizes; takes no random numbers itself.
 */
#ifndef WENDA_ACTIVITY_CLAIM_CODE_H
#define WENDA_ACTIVITY_CLAIM_CODE_H

#include <stdbool.h>
#include <stdint.h>

enum { CLAIM_CODE_SYMBOLS = 8, CLAIM_CODE_LEN = CLAIM_CODE_SYMBOLS + 1, CLAIM_CODE_BITS = 35 };

/* The code of the low 35 bits. */
void claim_code_make(uint64_t bits, char out[CLAIM_CODE_LEN]);
/* What a person typed: small letters, spaces and hyphens are taken. False unless it is a code whose
 * check symbol is right; nothing else is known by that. */
bool claim_code_read(const char *text, char out[CLAIM_CODE_LEN]);
/* ******QX: what may be written where others read it. */
void claim_code_mask(const char code[CLAIM_CODE_LEN], char out[CLAIM_CODE_LEN]);

#endif
