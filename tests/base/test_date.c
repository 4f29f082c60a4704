#include "base/date.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <criterion/criterion.h>

static int month_len(int year, int month)
{
    static const int lens[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return lens[month - 1] + (month == 2 && leap);
}

/* Walks the calendar a day at a time, as one would on paper. */
Test(date, every_day_of_three_hundred_years)
{
    int year = 1900, month = 1, day = 1;

    for (int32_t date = -25567; year < 2200; date++) {
        char text[DATE_TEXT_LEN], expected[32];
        int32_t parsed;
        int y, m, d;

        (void)snprintf(expected, sizeof(expected), "%04d-%02d-%02d", year, month, day);
        date_format(date, text);
        date_split(date, &y, &m, &d);
        if (strcmp(text, expected) != 0 || !date_parse(text, &parsed) || parsed != date ||
            y != year || m != month || d != day)
            cr_assert_fail("%s is not %s", text, expected);
        if (++day > month_len(year, month)) {
            day = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
    }
}

Test(date, known_days)
{
    static const struct {
        const char *text;
        int32_t date;
    } cases[] = {
        { "1970-01-01", 0 },     { "1969-12-31", -1 },    { "2000-02-29", 11016 },
        { "2000-03-01", 11017 }, { "2027-04-20", 20928 }, { "1900-03-01", -25508 },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int32_t date = 0;
        cr_expect(date_parse(cases[i].text, &date));
        cr_expect_eq(date, cases[i].date, "%s gives %d", cases[i].text, date);
    }
}

Test(date, refuses_what_is_no_day)
{
    static const char *const bad[] = {
        "",           "2027",        "2027-04",     "2027-4-20",  "2027-04-2",   "2027-04-31",
        "2027-02-29", "1900-02-29",  "2100-02-29",  "2027-00-01", "2027-13-01",  "2027-01-00",
        "1899-12-31", "2200-01-01",  "27-04-20",    "2027/04/20", "2027-04-20 ", " 2027-04-20",
        "2027-04-2x", "20270-04-20", "2027-04-200", "+027-04-20", "２027-04-20", "2027-04-20T",
    };

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        int32_t date = 77;
        cr_expect_not(date_parse(bad[i], &date), "%s", bad[i]);
        cr_expect_eq(date, 77, "%s", bad[i]);
    }
}

Test(date, no_date_has_no_text)
{
    static const int32_t dates[] = { DATE_NONE, INT32_MAX, 2932897, -719529 };
    char text[DATE_TEXT_LEN];

    for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
        date_format(dates[i], text);
        cr_expect_str_eq(text, "");
    }
    date_format(2932896, text);
    cr_expect_str_eq(text, "9999-12-31");
    date_format(-719528, text);
    cr_expect_str_eq(text, "0000-01-01");
}

Test(date, splitting_extremes_is_defined)
{
    int year, month, day;

    date_split(INT32_MAX, &year, &month, &day);
    cr_assert(year == 5881580 && month == 7 && day == 11);
    date_split(INT32_MIN, &year, &month, &day);
    cr_assert(year == -5877641 && month == 6 && day == 23);
}

Test(date, stamps)
{
    static const struct {
        int64_t wall_ms;
        const char *stamp;
        int32_t date;
    } cases[] = {
        { 0, "1970-01-01T08:00:00.000+08:00", 0 },
        { -1, "1970-01-01T07:59:59.999+08:00", 0 },
        { 1808182800000, "2027-04-20T09:00:00.000+08:00", 20928 },
        { 1808236799999, "2027-04-20T23:59:59.999+08:00", 20928 },
        { 1808236800000, "2027-04-21T00:00:00.000+08:00", 20929 },
        { -28800001, "1969-12-31T23:59:59.999+08:00", -1 },
        { 951796799123, "2000-02-29T11:59:59.123+08:00", 11016 },
        { INT64_MAX, "9999-12-31T23:59:59.999+08:00", 2932896 },
        { INT64_MIN, "0000-01-01T00:00:00.000+08:00", -719528 },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char stamp[DATE_STAMP_LEN];
        date_stamp(cases[i].wall_ms, stamp);
        cr_expect_str_eq(stamp, cases[i].stamp);
        cr_expect_eq(date_of_ms(cases[i].wall_ms), cases[i].date, "%s", stamp);
    }
}

Test(date, stamps_go_there_and_back)
{
    for (int64_t ms = -5000000000000; ms < 9000000000000; ms += 7777777777) {
        char stamp[DATE_STAMP_LEN];
        int64_t back = 0;
        date_stamp(ms, stamp);
        cr_assert(date_parse_stamp(stamp, &back), "%s", stamp);
        cr_assert_eq(back, ms, "%s", stamp);
    }
}

Test(date, stamps_of_others)
{
    static const struct {
        const char *stamp;
        int64_t wall_ms;
    } cases[] = {
        { "2027-04-20", 1808150400000 },
        { "2027-04-20T09:00:00+08:00", 1808182800000 },
        { "2027-04-20 09:00:00+08:00", 1808182800000 },
        { "2027-04-20T01:00:00Z", 1808182800000 },
        { "2027-04-19T20:30:00-04:30", 1808182800000 },
        { "2027-04-20T06:45:00+05:45", 1808182800000 },
        { "2027-04-20T01:00:00.5Z", 1808182800500 },
        { "2027-04-20T01:00:00.1239999Z", 1808182800123 },
        { "1970-01-01T00:00:00.000Z", 0 },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int64_t wall_ms = -1;
        cr_expect(date_parse_stamp(cases[i].stamp, &wall_ms), "%s", cases[i].stamp);
        cr_expect_eq(wall_ms, cases[i].wall_ms, "%s gives %lld", cases[i].stamp,
                     (long long)wall_ms);
    }
}

Test(date, refuses_what_is_no_stamp)
{
    static const char *const bad[] = {
        "",
        "2027-04",
        "2027-04-20T",
        "2027-04-20T09:00:00",
        "2027-04-20T09:00+08:00",
        "2027-04-20T24:00:00Z",
        "2027-04-20T23:60:00Z",
        "2027-04-20T23:59:60Z",
        "2027-04-20T09:00:00.Z",
        "2027-04-20T09:00:00+0800",
        "2027-04-20T09:00:00+24:00",
        "2027-04-20T09:00:00+08:60",
        "2027-04-20T09:00:00Zx",
        "2027-02-30T09:00:00Z",
        "2027-04-20X09:00:00Z",
        "2027-04-20T9:00:00Z",
    };

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        int64_t wall_ms = 77;
        cr_expect_not(date_parse_stamp(bad[i], &wall_ms), "%s", bad[i]);
        cr_expect_eq(wall_ms, 77, "%s", bad[i]);
    }
}

Test(date, the_zone_of_the_machine_does_not_matter)
{
    char stamp[DATE_STAMP_LEN];
    int64_t wall_ms;

    cr_assert_eq(setenv("TZ", "America/New_York", 1), 0);
    tzset();
    date_stamp(1808182800000, stamp);
    cr_assert_str_eq(stamp, "2027-04-20T09:00:00.000+08:00");
    cr_assert(date_parse_stamp("2027-04-20", &wall_ms));
    cr_assert_eq(wall_ms, 1808150400000);
    cr_assert_eq(date_of_ms(1808150400000), 20928);
}
