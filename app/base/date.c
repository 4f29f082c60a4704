#include "base/date.h"

#include <string.h>

static const int64_t DAY_MS = 86400000;
static const int64_t ZONE_MS = 8 * 3600000;

/* The days that four digits of year can say: 0000-01-01 to 9999-12-31. */
enum { FIRST_DAY = -719528, LAST_DAY = 2932896 };

/* Days since 1970-01-01 and back in the proleptic Gregorian calendar, counted in eras of 400 years
 * that begin on 1 March, so that the leap day is the last of its year (Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms"). */
static int32_t to_days(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

void date_split(int32_t date, int *year, int *month, int *day)
{
    int64_t z = (int64_t)date + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = (int)(z - era * 146097);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted_month = (5 * day_of_year + 2) / 153;

    *day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    *month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

/* Reads exactly count digits and moves behind them. */
static bool read_digits(const char **text, int count, int *out)
{
    int value = 0;

    for (int i = 0; i < count; i++) {
        char c = (*text)[i];
        if (c < '0' || c > '9')
            return false;
        value = value * 10 + (c - '0');
    }
    *text += count;
    *out = value;
    return true;
}

static bool read_char(const char **text, char c)
{
    if (**text != c)
        return false;
    (*text)++;
    return true;
}

static bool read_day(const char **text, int32_t *out)
{
    int year, month, day, back_year, back_month, back_day;

    if (!read_digits(text, 4, &year) || !read_char(text, '-') || !read_digits(text, 2, &month) ||
        !read_char(text, '-') || !read_digits(text, 2, &day))
        return false;
    if (month < 1 || month > 12)
        return false;
    *out = to_days(year, month, day);
    /* A day that does not exist comes back as another one. */
    date_split(*out, &back_year, &back_month, &back_day);
    return back_year == year && back_month == month && back_day == day;
}

bool date_parse(const char *text, int32_t *out)
{
    int32_t date;

    if (!read_day(&text, &date) || *text != '\0')
        return false;
    if (date < to_days(1900, 1, 1) || date > to_days(2199, 12, 31))
        return false;
    *out = date;
    return true;
}

/* Writes value with leading zeros, without a terminator, and returns the place behind it. */
static char *put_digits(char *out, int value, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return out + count;
}

void date_format(int32_t date, char out[DATE_TEXT_LEN])
{
    int year, month, day;

    if (date >= FIRST_DAY && date <= LAST_DAY) {
        date_split(date, &year, &month, &day);
        out = put_digits(out, year, 4);
        *out++ = '-';
        out = put_digits(out, month, 2);
        *out++ = '-';
        out = put_digits(out, day, 2);
    }
    *out = '\0';
}

static int64_t clamp(int64_t value, int64_t least, int64_t most)
{
    if (value < least)
        return least;
    return value > most ? most : value;
}

/* The time at UTC+8 as milliseconds since 1970-01-01 00:00 there, kept within four-digit years. */
static int64_t local_ms(int64_t wall_ms)
{
    return clamp(wall_ms, FIRST_DAY * DAY_MS - ZONE_MS, (LAST_DAY + 1) * DAY_MS - 1 - ZONE_MS) +
           ZONE_MS;
}

static int32_t day_of(int64_t ms)
{
    return (int32_t)((ms >= 0 ? ms : ms - (DAY_MS - 1)) / DAY_MS);
}

int32_t date_of_ms(int64_t wall_ms)
{
    return day_of(local_ms(wall_ms));
}

void date_stamp(int64_t wall_ms, char out[DATE_STAMP_LEN])
{
    static const char zone[] = "+08:00";
    int64_t ms = local_ms(wall_ms);
    int32_t date = day_of(ms);
    int of_day = (int)(ms - date * DAY_MS);

    date_format(date, out);
    out += strlen(out);
    *out++ = 'T';
    out = put_digits(out, of_day / 3600000, 2);
    *out++ = ':';
    out = put_digits(out, of_day / 60000 % 60, 2);
    *out++ = ':';
    out = put_digits(out, of_day / 1000 % 60, 2);
    *out++ = '.';
    out = put_digits(out, of_day % 1000, 3);
    memcpy(out, zone, sizeof(zone));
}

/* HH:MM:SS and a fraction of any length, of which milliseconds are kept. */
static bool read_time(const char **text, int *of_day)
{
    int hour, minute, second, scale = 100;

    if (!read_digits(text, 2, &hour) || !read_char(text, ':') || !read_digits(text, 2, &minute) ||
        !read_char(text, ':') || !read_digits(text, 2, &second))
        return false;
    if (hour > 23 || minute > 59 || second > 59)
        return false;
    *of_day = ((hour * 60 + minute) * 60 + second) * 1000;
    if (read_char(text, '.')) {
        int digit;
        if (!read_digits(text, 1, &digit))
            return false;
        do {
            *of_day += digit * scale;
            scale /= 10;
        } while (read_digits(text, 1, &digit));
    }
    return true;
}

/* Z or ±HH:MM, in milliseconds. */
static bool read_zone(const char **text, int64_t *zone_ms)
{
    int hour, minute, sign = 1;

    if (read_char(text, 'Z')) {
        *zone_ms = 0;
        return true;
    }
    if (read_char(text, '-'))
        sign = -1;
    else if (!read_char(text, '+'))
        return false;
    if (!read_digits(text, 2, &hour) || !read_char(text, ':') || !read_digits(text, 2, &minute))
        return false;
    if (hour > 23 || minute > 59)
        return false;
    *zone_ms = (int64_t)sign * (hour * 60 + minute) * 60000;
    return true;
}

bool date_parse_stamp(const char *text, int64_t *wall_ms)
{
    int32_t date;
    int of_day = 0;
    int64_t zone_ms = ZONE_MS;

    if (!read_day(&text, &date))
        return false;
    if (*text != '\0') {
        if (!read_char(&text, 'T') && !read_char(&text, ' '))
            return false;
        if (!read_time(&text, &of_day) || !read_zone(&text, &zone_ms) || *text != '\0')
            return false;
    }
    *wall_ms = date * DAY_MS + of_day - zone_ms;
    return true;
}
