#include "activity/claim_code.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

static const char alphabet[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
static_assert(sizeof alphabet == 32 + 1, "five bits a symbol");

enum { DATA_SYMBOLS = CLAIM_CODE_SYMBOLS - 1, SYMBOL_BITS = 5, SYMBOL_MASK = 31 };
static_assert(DATA_SYMBOLS * SYMBOL_BITS == CLAIM_CODE_BITS, "all bits have a symbol");

/* Times x in GF(32) = GF(2)[x]/(x^5 + x^2 + 1), where x generates all 31 elements but zero. */
static unsigned times_x(unsigned value)
{
    value <<= 1;
    return value & 32 ? value ^ 37 : value;
}

/* The sum of symbol i times x^(i+1). The weights, with 1 for the check symbol itself, all differ
 * and none is zero: so a wrong symbol, or two swapped, always leave another sum. */
static unsigned check_value(const unsigned values[DATA_SYMBOLS])
{
    unsigned sum = 0;

    for (int i = DATA_SYMBOLS - 1; i >= 0; i--)
        sum = times_x(sum ^ values[i]);
    return sum;
}

void claim_code_make(uint64_t bits, char out[CLAIM_CODE_LEN])
{
    unsigned values[DATA_SYMBOLS];

    for (int i = 0; i < DATA_SYMBOLS; i++) {
        values[i] = (unsigned)(bits >> (i * SYMBOL_BITS)) & SYMBOL_MASK;
        out[i] = alphabet[values[i]];
    }
    out[DATA_SYMBOLS] = alphabet[check_value(values)];
    out[CLAIM_CODE_SYMBOLS] = '\0';
}

bool claim_code_read(const char *text, char out[CLAIM_CODE_LEN])
{
    unsigned values[CLAIM_CODE_SYMBOLS];
    int count = 0;

    for (; *text; text++) {
        if (*text == ' ' || *text == '-')
            continue;
        const char *symbol = strchr(alphabet, toupper((unsigned char)*text));
        if (!symbol || count == CLAIM_CODE_SYMBOLS)
            return false;
        values[count] = (unsigned)(symbol - alphabet);
        out[count++] = *symbol;
    }
    out[count] = '\0';
    return count == CLAIM_CODE_SYMBOLS && check_value(values) == values[DATA_SYMBOLS];
}

void claim_code_mask(const char code[CLAIM_CODE_LEN], char out[CLAIM_CODE_LEN])
{
    memcpy(out, "******", 6);
    memcpy(out + 6, code + 6, CLAIM_CODE_LEN - 6);
}
