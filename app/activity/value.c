#include "activity/value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_MAX_DIGITS = 15 };

/* Bytes of a plain decimal number at text, or 0. */
static size_t number_len(const char *text)
{
    const char *p = text + (*text == '-' || *text == '+');
    size_t whole = strspn(p, "0123456789");
    p += whole;
    size_t part = 0;
    if (*p == '.') {
        part = strspn(p + 1, "0123456789");
        if (part == 0)
            return 0;
        p += 1 + part;
    }
    return whole > 0 && whole + part <= NUMBER_MAX_DIGITS ? (size_t)(p - text) : 0;
}

static double read_number(const char *text, size_t len)
{
    char digits[NUMBER_MAX_DIGITS + 3];
    memcpy(digits, text, len);
    digits[len] = '\0';
    return strtod(digits, NULL) + 0.0; /* -0 becomes 0 */
}

bool value_parse_number(const char *text, double *out)
{
    size_t len = number_len(text);
    if (len == 0 || text[len])
        return false;
    *out = read_number(text, len);
    return true;
}

void value_format_number(double number, struct strbuf *out)
{
    char text[64];
    if (number == floor(number) && fabs(number) < 1e15) {
        strbuf_addf(out, "%.0f", number + 0.0);
        return;
    }
    /* No exponent, no more digits than it takes, and never more than can be read back. */
    int whole = snprintf(text, sizeof text, "%.0f", fabs(trunc(number)));
    for (int digits = 1; digits <= NUMBER_MAX_DIGITS - whole; digits++) {
        int len = snprintf(text, sizeof text, "%.*f", digits, number);
        if (len < 0 || len >= (int)sizeof text || strtod(text, NULL) == number)
            break;
    }
    strbuf_add(out, text);
}

bool value_parse_int(const char *text, int *out)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 9 || text[digits])
        return false;
    *out = (int)strtol(text, NULL, 10);
    return true;
}

bool value_parse_bool(const char *text, bool *out)
{
    bool yes = strcmp(text, "是") == 0;
    if (!yes && strcmp(text, "否") != 0)
        return false;
    *out = yes;
    return true;
}

bool value_parse_range(const char *text, double *min, double *max)
{
    static const char *const bars[] = { "-", "–", "—", "~", "～", "至" };
    size_t len = number_len(text);
    if (len == 0)
        return false;
    const char *p = text + len;
    p += strspn(p, " ");
    for (size_t i = 0; i < sizeof bars / sizeof bars[0]; i++) {
        size_t bar = strlen(bars[i]);
        if (strncmp(p, bars[i], bar) != 0)
            continue;
        *min = read_number(text, len);
        p += bar;
        return value_parse_number(p + strspn(p, " "), max);
    }
    return false;
}
