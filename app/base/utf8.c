#include "base/utf8.h"

#include <assert.h>
#include <string.h>

enum { REPLACEMENT = 0xFFFD };

/* The character at bytes, of which at most len may be read: its length, or 0 if it is not valid.
 * The second byte's range is Table 3-7 of the Unicode standard: it shuts out overlongs, surrogates
 * and everything above U+10FFFF. */
static int decode(const unsigned char *bytes, size_t len, uint32_t *codepoint)
{
    unsigned char lead, low = 0x80, high = 0xBF;
    int need;

    if (len == 0)
        return 0;
    lead = bytes[0];
    if (lead < 0x80) {
        *codepoint = lead;
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF)
        need = 2;
    else if (lead >= 0xE0 && lead <= 0xEF)
        need = 3;
    else if (lead >= 0xF0 && lead <= 0xF4)
        need = 4;
    else
        return 0;
    if (lead == 0xE0)
        low = 0xA0;
    else if (lead == 0xED)
        high = 0x9F;
    else if (lead == 0xF0)
        low = 0x90;
    else if (lead == 0xF4)
        high = 0x8F;

    *codepoint = lead & (0xFFU >> (need + 1));
    for (int i = 1; i < need; i++) {
        if ((size_t)i >= len || bytes[i] < low || bytes[i] > high)
            return 0;
        *codepoint = *codepoint << 6 | (bytes[i] & 0x3FU);
        low = 0x80;
        high = 0xBF;
    }
    return need;
}

bool utf8_validate(const char *text, size_t len, size_t *bad_offset)
{
    size_t offset = 0;

    while (offset < len) {
        uint32_t codepoint;
        int step = decode((const unsigned char *)text + offset, len - offset, &codepoint);
        if (step == 0 || codepoint == 0) {
            if (bad_offset)
                *bad_offset = offset;
            return false;
        }
        offset += (size_t)step;
    }
    return true;
}

uint32_t utf8_next(const char **text)
{
    uint32_t codepoint;
    int step;

    const unsigned char *bytes = (const unsigned char *)*text;
    if (bytes[0] < 0x80) {
        *text += bytes[0] != 0;
        return bytes[0];
    }
    /* Nearly every other character of a bank is a Han one: three bytes from E4 to E9. */
    if (bytes[0] >= 0xE1 && bytes[0] <= 0xEC && (bytes[1] & 0xC0) == 0x80 &&
        (bytes[2] & 0xC0) == 0x80) {
        *text += 3;
        return (bytes[0] & 0xFU) << 12 | (bytes[1] & 0x3FU) << 6 | (bytes[2] & 0x3FU);
    }
    /* The terminator is no continuation byte, so four bytes are never read across it. */
    step = decode(bytes, 4, &codepoint);
    if (step == 0) {
        (*text)++;
        return REPLACEMENT;
    }
    *text += step;
    return codepoint;
}

int utf8_encode(uint32_t codepoint, char out[4])
{
    if (codepoint > 0x10FFFF || (codepoint >= 0xD800 && codepoint <= 0xDFFF))
        codepoint = REPLACEMENT;
    if (codepoint < 0x80) {
        out[0] = (char)codepoint;
        return 1;
    }
    if (codepoint < 0x800) {
        out[0] = (char)(0xC0 | codepoint >> 6);
        out[1] = (char)(0x80 | (codepoint & 0x3F));
        return 2;
    }
    if (codepoint < 0x10000) {
        out[0] = (char)(0xE0 | codepoint >> 12);
        out[1] = (char)(0x80 | (codepoint >> 6 & 0x3F));
        out[2] = (char)(0x80 | (codepoint & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | codepoint >> 18);
    out[1] = (char)(0x80 | (codepoint >> 12 & 0x3F));
    out[2] = (char)(0x80 | (codepoint >> 6 & 0x3F));
    out[3] = (char)(0x80 | (codepoint & 0x3F));
    return 4;
}

int utf8_char_len(const char *text)
{
    const char *end = text;

    (void)utf8_next(&end);
    return (int)(end - text);
}

int utf8_count(const char *text)
{
    int count = 0;

    while (utf8_next(&text) != 0)
        count++;
    return count;
}

size_t utf8_trimmed_len(const char *text, size_t len)
{
    while (len > 0) {
        size_t start = len - 1;
        while (start > 0 && len - start < 4 && ((unsigned char)text[start] & 0xC0) == 0x80)
            start--;
        const char *at = text + start;
        if (!utf8_is_space(utf8_next(&at)))
            break;
        len = start;
    }
    return len;
}

size_t utf8_prefix_len(const char *text, int max_chars)
{
    const char *end = text;

    for (int i = 0; i < max_chars; i++) {
        if (utf8_next(&end) == 0)
            break;
    }
    return (size_t)(end - text);
}

bool utf8_copy(char *buf, size_t buf_len, const char *text)
{
    size_t len = 0;

    assert(buf_len > 0);
    for (;;) {
        size_t step = (size_t)utf8_char_len(text + len);
        if (step == 0 || len + step >= buf_len)
            break;
        len += step;
    }
    memcpy(buf, text, len);
    buf[len] = '\0';
    return text[len] == '\0';
}

struct range {
    uint32_t first, last;
};

static bool in_ranges(uint32_t codepoint, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (codepoint >= ranges[i].first && codepoint <= ranges[i].last)
            return true;
    }
    return false;
}

bool utf8_is_wide(uint32_t codepoint)
{
    /* East Asian Width W and F (UAX 11) of the scripts named in the header, and the quotes, dash
     * and ellipsis that Chinese shares with Latin but sets one em wide. */
    static const struct range wide[] = {
        { 0x1100, 0x115F },   { 0x2014, 0x2015 },   { 0x2018, 0x2019 },   { 0x201C, 0x201D },
        { 0x2026, 0x2026 },   { 0x2E80, 0x303E },   { 0x3041, 0x33FF },   { 0x3400, 0x4DBF },
        { 0x4E00, 0x9FFF },   { 0xA960, 0xA97F },   { 0xAC00, 0xD7A3 },   { 0xF900, 0xFAFF },
        { 0xFE10, 0xFE19 },   { 0xFE30, 0xFE6F },   { 0xFF01, 0xFF60 },   { 0xFFE0, 0xFFE6 },
        { 0x1AFF0, 0x1B16F }, { 0x20000, 0x2FFFD }, { 0x30000, 0x3FFFD },
    };

    if (codepoint < 0x1100)
        return false;
    return in_ranges(codepoint, wide, sizeof(wide) / sizeof(wide[0]));
}

bool utf8_is_han(uint32_t codepoint)
{
    static const struct range han[] = {
        { 0x3005, 0x3005 }, { 0x3007, 0x3007 }, { 0x3400, 0x4DBF },
        { 0x4E00, 0x9FFF }, { 0xF900, 0xFAFF }, { 0x20000, 0x3FFFD },
    };

    if (codepoint < 0x3005)
        return false;
    return in_ranges(codepoint, han, sizeof(han) / sizeof(han[0]));
}

bool utf8_is_rtl(uint32_t codepoint)
{
    static const struct range rtl[] = {
        { 0x0590, 0x065F }, { 0x066D, 0x06EF },   { 0x06FA, 0x08FF },   { 0xFB1D, 0xFDFF },
        { 0xFE70, 0xFEFC }, { 0x10800, 0x10FFF }, { 0x1E800, 0x1EFFF },
    };

    if (codepoint < 0x0590)
        return false;
    return in_ranges(codepoint, rtl, sizeof(rtl) / sizeof(rtl[0]));
}

bool utf8_has_rtl(const char *text, size_t len)
{
    const unsigned char *bytes = (const unsigned char *)text;

    /* U+0590 to U+07FF lead with D6 to DF, U+0800 to U+08FF with E0 A0 to A3, the presentation
     * forms with EF AC to BB, and what lies beyond U+10000 with F0 90 and F0 9E. */
    for (size_t i = 0; i < len; i++) {
        unsigned char lead = bytes[i], next;
        if (lead < 0xD6 || (lead > 0xE0 && lead < 0xEF))
            continue;
        next = i + 1 < len ? bytes[i + 1] : 0;
        if (lead <= 0xDF || (lead == 0xE0 && next <= 0xA3) ||
            (lead == 0xEF && next >= 0xAC && next <= 0xBB) ||
            (lead == 0xF0 && (next == 0x90 || next == 0x9E)))
            return true;
    }
    return false;
}

bool utf8_is_bidi_mark(uint32_t codepoint)
{
    return codepoint == 0x061C || (codepoint >= 0x200C && codepoint <= 0x200F) ||
           (codepoint >= 0x202A && codepoint <= 0x202E) ||
           (codepoint >= 0x2066 && codepoint <= 0x2069);
}

bool utf8_is_space(uint32_t codepoint)
{
    return codepoint == ' ' || (codepoint >= '\t' && codepoint <= '\r') || codepoint == 0xA0 ||
           codepoint == 0x3000 || (codepoint >= 0x2000 && codepoint <= 0x200B) ||
           codepoint == 0xFEFF;
}
