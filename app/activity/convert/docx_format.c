/* Numbers in the formats of Word's lists (ECMA-376 part 1, 17.18.59). */
#include <string.h>

#include "activity/convert/docx.h"

static void add_decimal(int number, struct strbuf *out)
{
    strbuf_addf(out, "%d", number);
}

static void add_two_digits(int number, struct strbuf *out)
{
    strbuf_addf(out, "%02d", number);
}

static void add_wide(int number, struct strbuf *out)
{
    struct strbuf digits;
    strbuf_init(&digits);
    strbuf_addf(&digits, "%d", number);
    for (const char *p = digits.text; *p; p++)
        strbuf_add_codepoint(out, 0xFF10 + (uint32_t)(*p - '0'));
    strbuf_fini(&digits);
}

/* A … Z, AA, BB, … */
static void add_letter(int number, char first, struct strbuf *out)
{
    for (int i = (number - 1) / 26; number > 0 && i >= 0; i--)
        strbuf_add_char(out, (char)(first + (number - 1) % 26));
}

static void add_upper_letter(int number, struct strbuf *out)
{
    add_letter(number, 'A', out);
}

static void add_lower_letter(int number, struct strbuf *out)
{
    add_letter(number, 'a', out);
}

static void add_roman(int number, const char *const *signs, struct strbuf *out)
{
    static const int values[] = { 1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1 };
    for (int i = 0; i < 13; i++)
        for (; number >= values[i]; number -= values[i])
            strbuf_add(out, signs[i]);
}

static void add_upper_roman(int number, struct strbuf *out)
{
    static const char *const signs[] = { "M",  "CM", "D",  "CD", "C",  "XC", "L",
                                         "XL", "X",  "IX", "V",  "IV", "I" };
    add_roman(number, signs, out);
}

static void add_lower_roman(int number, struct strbuf *out)
{
    static const char *const signs[] = { "m",  "cm", "d",  "cd", "c",  "xc", "l",
                                         "xl", "x",  "ix", "v",  "iv", "i" };
    add_roman(number, signs, out);
}

/* Digit by digit: 一〇 */
static void add_digits(int number, const char *const *digits, struct strbuf *out)
{
    if (number >= 10)
        add_digits(number / 10, digits, out);
    strbuf_add(out, digits[number % 10]);
}

/* With 十, 百, 千: 一百零五. say_ten: a leading 十 has its 一. */
static void add_counted(int number, const char *const *digits, const char *const *units,
                        bool say_ten, struct strbuf *out)
{
    static const int powers[] = { 1000, 100, 10, 1 };
    bool begun = false, gap = false;
    if (number == 0)
        strbuf_add(out, digits[0]);
    for (int i = 0; i < 4; i++) {
        int digit = number / powers[i] % 10;
        if (digit == 0) {
            gap = begun;
            continue;
        }
        if (gap)
            strbuf_add(out, digits[0]);
        if (begun || say_ten || powers[i] != 10 || digit != 1)
            strbuf_add(out, digits[digit]);
        strbuf_add(out, units[i]);
        begun = true;
        gap = false;
    }
}

static const char *const han[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

static void add_han_digits(int number, struct strbuf *out)
{
    add_digits(number, han, out);
}

static void add_counting(int number, struct strbuf *out)
{
    static const char *const units[] = { "千", "百", "十", "" };
    add_counted(number, han, units, false, out);
}

static void add_counting_thousand(int number, struct strbuf *out)
{
    static const char *const digits[] = {
        "零", "一", "二", "三", "四", "五", "六", "七", "八", "九"
    };
    static const char *const units[] = { "千", "百", "十", "" };
    add_counted(number, digits, units, false, out);
}

static void add_legal(int number, struct strbuf *out)
{
    static const char *const digits[] = {
        "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"
    };
    static const char *const units[] = { "仟", "佰", "拾", "" };
    add_counted(number, digits, units, true, out);
}

static void add_stem(int number, struct strbuf *out)
{
    static const char *const signs[] = {
        "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"
    };
    strbuf_add(out, signs[(number - 1) % 10]);
}

static void add_branch(int number, struct strbuf *out)
{
    static const char *const signs[] = { "子", "丑", "寅", "卯", "辰", "巳",
                                         "午", "未", "申", "酉", "戌", "亥" };
    strbuf_add(out, signs[(number - 1) % 12]);
}

static void add_circle(int number, struct strbuf *out)
{
    strbuf_add_codepoint(out, 0x2460 + (uint32_t)number - 1);
}

static void add_paren(int number, struct strbuf *out)
{
    strbuf_add_codepoint(out, 0x2474 + (uint32_t)number - 1);
}

static void add_full_stop(int number, struct strbuf *out)
{
    strbuf_add_codepoint(out, 0x2488 + (uint32_t)number - 1);
}

static void add_han_circle(int number, struct strbuf *out)
{
    strbuf_add_codepoint(out, 0x3280 + (uint32_t)number - 1);
}

static void add_nothing(int number, struct strbuf *out)
{
    (void)number;
    (void)out;
}

bool docx_format_number(const char *format, int number, struct strbuf *out)
{
    static const struct {
        const char *name;
        int min, max; /* outside of it what Word shows is not known here */
        void (*add)(int number, struct strbuf *out);
    } formats[] = {
        { "decimal", 0, 99999, add_decimal },
        { "decimalZero", 0, 99999, add_two_digits },
        { "decimalHalfWidth", 0, 99999, add_decimal },
        { "decimalFullWidth", 0, 99999, add_wide },
        { "decimalFullWidth2", 0, 99999, add_wide },
        { "upperLetter", 1, 780, add_upper_letter },
        { "lowerLetter", 1, 780, add_lower_letter },
        { "upperRoman", 1, 3999, add_upper_roman },
        { "lowerRoman", 1, 3999, add_lower_roman },
        { "chineseCounting", 1, 99, add_counting },
        { "japaneseCounting", 1, 99, add_counting },
        { "taiwaneseCounting", 1, 99, add_counting },
        { "chineseCountingThousand", 1, 9999, add_counting_thousand },
        { "taiwaneseCountingThousand", 1, 9999, add_counting_thousand },
        { "ideographDigital", 1, 9999, add_han_digits },
        { "taiwaneseDigital", 1, 9999, add_han_digits },
        { "chineseLegalSimplified", 1, 9999, add_legal },
        { "ideographTraditional", 1, 10, add_stem },
        { "ideographZodiac", 1, 12, add_branch },
        { "decimalEnclosedCircle", 1, 20, add_circle },
        { "decimalEnclosedCircleChinese", 1, 20, add_circle },
        { "decimalEnclosedParen", 1, 20, add_paren },
        { "decimalEnclosedFullstop", 1, 20, add_full_stop },
        { "ideographEnclosedCircle", 1, 10, add_han_circle },
        { "none", 0, 99999, add_nothing },
    };
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, format) != 0)
            continue;
        bool known = number >= formats[i].min && number <= formats[i].max;
        if (known)
            formats[i].add(number, out);
        return known;
    }
    return false;
}
