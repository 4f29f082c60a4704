/* Values as written in banks, questionnaires and activity.txt. Each is true only if all of the text
 * is the value. */
#ifndef WENDA_ACTIVITY_VALUE_H
#define WENDA_ACTIVITY_VALUE_H

#include <stdbool.h>

#include "base/strbuf.h"

/* A decimal number without exponent, up to 15 digits. */
bool value_parse_number(const char *text, double *out);
/* The shortest text that value_parse_number reads back as the same number. */
void value_format_number(double number, struct strbuf *out);
bool value_parse_int(const char *text, int *out);
bool value_parse_bool(const char *text, bool *out); /* 是, 否 */
/* `0-10`; the bar may also be – — ~ ～ 至. */
bool value_parse_range(const char *text, double *min, double *max);

#endif
