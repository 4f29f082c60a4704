/*
 * Calendar days and wall-clock stamps. The booth lives in one zone, UTC+8 (China has had a single
 * zone without summer time since 1991), so no zone database is asked.
 */
#ifndef WENDA_BASE_DATE_H
#define WENDA_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Days since 1970-01-01; DATE_NONE where a date is not given. */
enum { DATE_NONE = INT32_MIN };
enum { DATE_TEXT_LEN = 11, DATE_STAMP_LEN = 32 };

bool date_parse(const char *text, int32_t *out); /* YYYY-MM-DD, a real day of 1900..2199 */
void date_format(int32_t date,
                 char out[DATE_TEXT_LEN]); /* "" for DATE_NONE and years beyond 9999 */
int32_t date_of_ms(int64_t wall_ms);       /* the day at UTC+8 */
void date_split(int32_t date, int *year, int *month, int *day);
/* RFC 3339 with milliseconds and +08:00; out e.g. 2027-04-20T09:00:00.000+08:00 */
void date_stamp(int64_t wall_ms, char out[DATE_STAMP_LEN]);
/* Reads what date_stamp writes, also without milliseconds, with Z or another offset, or a bare day
 * (00:00 at +08:00). */
bool date_parse_stamp(const char *text, int64_t *wall_ms);

#endif
