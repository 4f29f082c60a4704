/*
 * Number formats (ECMA-376 part 1, 18.8.30 and 18.8.31), as far as question banks use them: plain
 * numbers with decimals, thousands, per cent and words around them, and days and times. What is not
 * followed (fractions, exponents, conditions, Chinese numerals) is said to be so.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "port/sheet_inside.h"

const char *sheet_builtin_format(int id)
{
    static const struct {
        int id;
        const char *code;
    } codes[] = {
        { 0, "General" },
        { 1, "0" },
        { 2, "0.00" },
        { 3, "#,##0" },
        { 4, "#,##0.00" },
        { 9, "0%" },
        { 10, "0.00%" },
        { 11, "0.00E+00" },
        { 12, "# ?/?" },
        { 13, "# \?\?/\?\?" },
        { 14, "yyyy-m-d" },
        { 15, "d-mmm-yy" },
        { 16, "d-mmm" },
        { 17, "mmm-yy" },
        { 18, "h:mm AM/PM" },
        { 19, "h:mm:ss AM/PM" },
        { 20, "h:mm" },
        { 21, "h:mm:ss" },
        { 22, "yyyy-m-d h:mm" },
        { 27, "yyyy\"年\"m\"月\"" },
        { 28, "m\"月\"d\"日\"" },
        { 29, "m\"月\"d\"日\"" },
        { 30, "yyyy-m-d" },
        { 31, "yyyy\"年\"m\"月\"d\"日\"" },
        { 32, "h:mm" },
        { 33, "h:mm:ss" },
        { 36, "yyyy\"年\"m\"月\"" },
        { 37, "#,##0;-#,##0" },
        { 38, "#,##0;-#,##0" },
        { 39, "#,##0.00;-#,##0.00" },
        { 40, "#,##0.00;-#,##0.00" },
        { 41, "#,##0" },
        { 43, "#,##0.00" },
        { 45, "mm:ss" },
        { 49, "@" },
        { 50, "yyyy\"年\"m\"月\"" },
        { 51, "m\"月\"d\"日\"" },
        { 52, "yyyy\"年\"m\"月\"" },
        { 53, "m\"月\"d\"日\"" },
        { 54, "m\"月\"d\"日\"" },
        { 57, "yyyy\"年\"m\"月\"" },
        { 58, "m\"月\"d\"日\"" },
    };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (codes[i].id == id)
            return codes[i].code;
    return NULL;
}

/* What one section of a code asks for. */
struct section {
    struct strbuf before, after; /* words around the number */
    bool has_digits, thousands, seen_point;
    int whole_zeros;            /* 00 pads to two digits */
    int decimals, min_decimals; /* places at most, and at least */
    int percents;
    bool has_general;
    bool year, month, day, hour, minute, second;
    bool chinese; /* 年 月 日 stand between the parts of a date */
    bool unknown;
};

static void add_word(struct section *s, const char *bytes, size_t len)
{
    strbuf_add_len(s->has_digits || s->has_general ? &s->after : &s->before, bytes, len);
}

static bool starts(const char *p, const char *end, const char *word)
{
    size_t len = strlen(word);
    return (size_t)(end - p) >= len && strncasecmp(p, word, len) == 0;
}

/* [Red] and [$-804] say nothing that is seen, [$¥-804] says ¥; all else is not followed. */
static const char *take_bracket(struct section *s, const char *p, const char *end)
{
    static const char *const colours[] = { "[Black]", "[Blue]",  "[Cyan]",   "[Green]", "[Magenta]",
                                           "[Red]",   "[White]", "[Yellow]", "[黑色]",  "[蓝色]",
                                           "[红色]",  "[绿色]",  "[白色]",   "[黄色]" };
    const char *close = memchr(p, ']', (size_t)(end - p));
    if (!close) {
        s->unknown = true;
        return end;
    }
    bool known = false;
    for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++)
        known = known || starts(p, end, colours[i]);
    if (p[1] == '$') {
        const char *word = p + 2;
        add_word(s, word, strcspn(word, "-]"));
        known = true;
    }
    s->unknown = s->unknown || !known;
    return close + 1;
}

/* A run of 0 # ? , and at most one point. Interrupted by words (000-0000) it is not followed. */
static const char *take_digits(struct section *s, const char *p, const char *end)
{
    s->unknown = s->unknown || s->has_digits;
    s->has_digits = true;
    bool comma = false;
    for (; p < end && strchr("0#?.,", *p); p++) {
        if (*p == '.') {
            s->unknown = s->unknown || s->seen_point || comma;
            s->seen_point = true;
        } else if (*p == ',') {
            comma = true;
        } else {
            s->thousands = s->thousands || comma;
            comma = false;
            s->whole_zeros += *p == '0' && !s->seen_point;
            s->decimals += s->seen_point;
            s->min_decimals += *p == '0' && s->seen_point;
        }
    }
    s->unknown = s->unknown || comma; /* divides by a thousand */
    return p;
}

/* m is a minute behind hours and before seconds, else a month. */
static bool is_minute(const struct section *s, const char *p, const char *end)
{
    if (s->hour && !s->minute)
        return true;
    while (p < end && (*p == 'm' || *p == 'M' || *p == ':'))
        p++;
    return p < end && (*p == 's' || *p == 'S');
}

static const char *take_date(struct section *s, const char *p, const char *end)
{
    char letter = (char)(*p | 0x20);
    size_t len = 0;
    while (p + len < end && (char)(p[len] | 0x20) == letter)
        len++;
    switch (letter) {
    case 'y':
        s->year = true;
        break;
    case 'm':
        if (is_minute(s, p, end))
            s->minute = true;
        else
            s->month = true;
        break;
    case 'd':
        s->unknown = s->unknown || len > 2; /* a day of the week */
        s->day = true;
        break;
    case 'h':
        s->hour = true;
        break;
    default:
        s->second = true;
        break;
    }
    return p + len;
}

/* One token of a section; returns what follows. */
static const char *take_token(struct section *s, const char *p, const char *end)
{
    static const char *const generals[] = { "General", "G/通用格式" };
    for (int i = 0; i < 2; i++) {
        if (starts(p, end, generals[i])) {
            s->has_general = true;
            return p + strlen(generals[i]);
        }
    }
    if (*p == '"') {
        const char *close = memchr(p + 1, '"', (size_t)(end - p - 1));
        close = close ? close : end;
        add_word(s, p + 1, (size_t)(close - p - 1));
        return close < end ? close + 1 : end;
    }
    if ((*p == '\\' || *p == '_' || *p == '*') && p + 1 < end) {
        size_t len = 1;
        while (p + 1 + len < end && ((unsigned char)p[1 + len] & 0xC0) == 0x80)
            len++;
        if (*p == '\\')
            add_word(s, p + 1, len);
        return p + 1 + len;
    }
    if (*p == '[')
        return take_bracket(s, p, end);
    bool point = *p == '.' && p + 1 < end && strchr("0#?", p[1]);
    if (strchr("0#?", *p) || point)
        return take_digits(s, p, end);
    if (strchr("yYmMdDhHsS", *p))
        return take_date(s, p, end);
    if (*p == '%')
        s->percents++;
    if (*p == '@')
        s->has_general = true;
    /* A/P, E+00, fractions, eras, days of the week: letters that mean something. */
    bool letter = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
    bool fraction = *p == '/' && s->has_digits;
    s->unknown = s->unknown || letter || fraction;
    if (*p != '@')
        add_word(s, p, 1);
    return p + 1;
}

/* The end of the section that begins at p. */
static const char *section_end(const char *p)
{
    while (*p && *p != ';') {
        if (*p == '"') {
            const char *close = strchr(p + 1, '"');
            if (!close)
                return p + strlen(p);
            p = close;
        } else if (*p == '\\' && p[1]) {
            p++;
        }
        p++;
    }
    return p;
}

static void parse_section(struct section *s, const char *p, const char *end)
{
    bool has_date = false;
    while (p < end)
        p = take_token(s, p, end);
    has_date = s->year || s->month || s->day || s->hour || s->minute || s->second;
    const char *words[] = { s->before.text, s->after.text };
    for (int i = 0; i < 2; i++)
        s->chinese = s->chinese || strstr(words[i], "年") || strstr(words[i], "月");
    s->unknown = s->unknown || (has_date && (s->has_digits || s->has_general));
}

/* Positive; negative; zero. *magnitude: the section says itself how a negative number looks. */
static void choose_section(const char *code, double number, struct section *out, bool *magnitude)
{
    const char *starts_at[3] = { code, NULL, NULL };
    int count = 1;
    for (const char *p = section_end(code); *p && count < 3; p = section_end(p + 1))
        starts_at[count++] = p + 1;
    int which = 0;
    if (number < 0 && count >= 2)
        which = 1;
    else if (number == 0 && count >= 3)
        which = 2;
    *magnitude = which == 1;
    parse_section(out, starts_at[which], section_end(starts_at[which]));
}

/* As Excel's General: 15 significant digits hide what binary adds. */
static void add_general(double number, struct strbuf *out)
{
    char text[400];
    if (number == floor(number) && fabs(number) < 1e15)
        (void)snprintf(text, sizeof text, "%.0f", number + 0.0);
    else
        (void)snprintf(text, sizeof text, "%.15g", number);
    strbuf_add(out, text);
}

static void add_digits(const struct section *s, double number, struct strbuf *out)
{
    char text[400];
    int decimals = s->decimals > 15 ? 15 : s->decimals;
    int len = snprintf(text, sizeof text, "%.*f", decimals, number);
    const char *point = strchr(text, '.');
    int whole = point ? (int)(point - text) : len;
    if (point)
        while (decimals > s->min_decimals && text[len - 1] == '0') {
            text[--len] = '\0';
            decimals--;
        }
    if (len > 0 && text[len - 1] == '.')
        text[--len] = '\0';
    for (int i = whole; i < s->whole_zeros; i++)
        strbuf_add_char(out, '0');
    for (int i = 0; i < len; i++) {
        strbuf_add_char(out, text[i]);
        if (s->thousands && i < whole - 1 && (whole - 1 - i) % 3 == 0)
            strbuf_add_char(out, ',');
    }
}

/* Serial 1 is 1900-01-01; Lotus and so Excel had a 1900-02-29 as serial 60. */
static bool split_serial(double serial, bool since_1904, int32_t *day, int *seconds)
{
    const double unix_epoch = 25569, days_of_1904 = 1462, day_of_9999 = 2958465;
    if (since_1904)
        serial += days_of_1904;
    if (!(serial >= 0) || serial >= day_of_9999 + 1)
        return false;
    double whole = floor(serial);
    double rest = round((serial - whole) * 86400);
    if (rest >= 86400) {
        whole += 1;
        rest = 0;
    }
    *day = (int32_t)(whole - unix_epoch) + (whole < 60 ? 1 : 0);
    *seconds = (int)rest;
    return true;
}

static bool add_day(const struct section *s, int32_t date, struct strbuf *out)
{
    char iso[DATE_TEXT_LEN];
    int year = 0, month = 0, day = 0;
    date_split(date, &year, &month, &day);
    date_format(date, iso);
    if (s->year && s->month && s->day && !s->chinese)
        strbuf_add(out, iso);
    else if (s->year && s->month && s->day)
        strbuf_addf(out, "%d年%d月%d日", year, month, day);
    else if (s->year && s->month && s->chinese)
        strbuf_addf(out, "%d年%d月", year, month);
    else if (s->month && s->day && s->chinese)
        strbuf_addf(out, "%d月%d日", month, day);
    else if (s->year && !s->month && !s->day)
        strbuf_addf(out, s->chinese ? "%d年" : "%d", year);
    else
        return false; /* 1-2 typed and taken for a day: what was meant is not known */
    return true;
}

static bool add_date(const struct section *s, double number, bool since_1904, struct strbuf *out)
{
    int32_t date = 0;
    int seconds = 0;
    if (!split_serial(number, since_1904, &date, &seconds))
        return false;
    bool has_day = s->year || s->month || s->day, has_time = s->hour || s->minute || s->second;
    if (has_day && !add_day(s, date, out))
        return false;
    if (has_time && (!s->hour || !s->minute))
        return false;
    if (has_time)
        strbuf_addf(out, "%s%d:%02d", has_day ? " " : "", seconds / 3600, seconds / 60 % 60);
    if (s->second)
        strbuf_addf(out, ":%02d", seconds % 60);
    return true;
}

static bool format(const struct section *s, double number, bool since_1904, struct strbuf *out)
{
    if (s->unknown)
        return false;
    if (s->year || s->month || s->day || s->hour || s->minute || s->second)
        return add_date(s, number, since_1904, out);
    for (int i = 0; i < s->percents; i++)
        number *= 100;
    struct strbuf digits;
    strbuf_init(&digits);
    if (s->has_digits)
        add_digits(s, fabs(number), &digits);
    else if (s->has_general)
        add_general(fabs(number), &digits);
    bool negative = number < 0 && strspn(digits.text, "0.,") < digits.len;
    strbuf_addf(out, "%s%s%s%s", negative ? "-" : "", s->before.text, digits.text, s->after.text);
    bool shown = digits.len + s->before.len + s->after.len > 0;
    strbuf_fini(&digits);
    return shown; /* ;;; hides the number */
}

bool sheet_format_number(double number, const char *code, bool since_1904, struct strbuf *out)
{
    struct section section = { 0 };
    const size_t before = out->len;
    bool magnitude = false;
    strbuf_init(&section.before);
    strbuf_init(&section.after);
    choose_section(code, number, &section, &magnitude);
    bool ok = format(&section, magnitude ? -number : number, since_1904, out);
    if (!ok) {
        strbuf_truncate(out, before);
        add_general(number, out);
    }
    strbuf_fini(&section.before);
    strbuf_fini(&section.after);
    return ok;
}
