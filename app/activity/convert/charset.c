#include "activity/convert/charset.h"

#include <assert.h>
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static const char replacement[] = "\xEF\xBF\xBD";

/* So many damaged places are a damaged file; more (by share of the text) are another encoding. */
enum { DAMAGE_SHARE = 200, DAMAGE_FEW = 3 };

static const char *const iconv_names[] = {
    [CHARSET_UTF8] = "UTF-8",
    [CHARSET_UTF16LE] = "UTF-16LE",
    [CHARSET_UTF16BE] = "UTF-16BE",
    [CHARSET_GB18030] = "GB18030",
};
static_assert(sizeof iconv_names / sizeof iconv_names[0] == CHARSET_COUNT, "a name for each");

/* What a decoding gave, to tell a right one from a lucky one. */
struct outcome {
    size_t chars, bad;
    size_t odd; /* controls, private use, scripts that no Chinese bank is written in */
    size_t first_bad_line;
};

static bool is_odd(uint32_t c)
{
    bool control = c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x0B;
    /* Words pastes bullets and ticks from U+F0xx. */
    bool private_use = (c >= 0xE000 && c <= 0xEFFF) || (c >= 0xF100 && c <= 0xF8FF);
    bool unlikely = (c >= 0x0500 && c < 0x1E00) || (c >= 0x3040 && c <= 0x318F) ||
                    (c >= 0xA000 && c < 0xE000) || (c >= 0xFFF0 && c != 0xFFFD);
    return control || private_use || unlikely || (c >= 0x80 && c < 0xA0);
}

static void weigh(const char *text, struct outcome *out)
{
    size_t line = 1;
    *out = (struct outcome){ 0 };
    for (uint32_t c; (c = utf8_next(&text)) != 0;) {
        out->chars++;
        line += c == '\n';
        if (c == 0xFFFD) {
            if (out->bad++ == 0)
                out->first_bad_line = line;
        }
        out->odd += is_odd(c);
    }
}

/* NUL bytes would end the text; no text has them. */
static void add_without_nul(struct strbuf *out, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (bytes[i])
            strbuf_add_char(out, bytes[i]);
        else
            strbuf_add(out, replacement);
    }
}

static void decode_utf8(const char *bytes, size_t len, struct strbuf *out)
{
    size_t bad = 0;
    while (!utf8_validate(bytes, len, &bad)) {
        strbuf_add_len(out, bytes, bad);
        strbuf_add(out, replacement);
        size_t skip = bad + 1;
        while (skip < len && ((unsigned char)bytes[skip] & 0xC0) == 0x80)
            skip++;
        bytes += skip;
        len -= skip;
    }
    strbuf_add_len(out, bytes, len);
}

static bool decode_iconv(enum charset charset, const char *bytes, size_t len, struct strbuf *out)
{
    iconv_t converter = iconv_open("UTF-8", iconv_names[charset]);
    if (converter == (iconv_t)-1)
        return false;
    char *in = (char *)bytes;
    size_t in_left = len;
    const size_t step = charset == CHARSET_GB18030 ? 1 : 2;
    while (in_left > 0) {
        char buf[4096];
        char *to = buf;
        size_t to_left = sizeof buf;
        size_t result = iconv(converter, &in, &in_left, &to, &to_left);
        int code = errno;
        add_without_nul(out, buf, (size_t)(to - buf));
        if (result != (size_t)-1 || code == E2BIG)
            continue;
        strbuf_add(out, replacement);
        size_t skip = in_left < step ? in_left : step;
        in += skip;
        in_left -= skip;
    }
    iconv_close(converter);
    return true;
}

static bool has_bom(const char *bytes, size_t len, const char *bom, size_t bom_len)
{
    return len >= bom_len && memcmp(bytes, bom, bom_len) == 0;
}

/* Pairs of bytes that would be characters of a Chinese text, by order: high byte first or last. */
static bool looks_like_utf16(const char *bytes, size_t len, bool big)
{
    size_t likely = 0, count = len / 2, breaks = 0;
    if (len % 2 != 0 || len < 4)
        return false;
    for (size_t i = 0; i < count; i++) {
        unsigned char first = (unsigned char)bytes[2 * i], second = (unsigned char)bytes[2 * i + 1];
        unsigned c = big ? (unsigned)(first << 8 | second) : (unsigned)(second << 8 | first);
        likely += (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\r' || c == '\t' ||
                  (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x2010 && c <= 0x2026) ||
                  (c >= 0x3000 && c <= 0x301F) || (c >= 0xFF01 && c <= 0xFF5E) || c == 0xD7 ||
                  c == 0x221A;
        breaks += c < 0x80;
    }
    return likely * 100 >= count * 95 && breaks > 0;
}

/* Valid multi-byte characters of UTF-8 against places that are not valid. */
static bool is_mostly_utf8(const char *bytes, size_t len)
{
    size_t good = 0, bad = 0;
    for (size_t i = 0; i < len;) {
        unsigned char c = (unsigned char)bytes[i];
        size_t need = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 0;
        bool valid = need > 0 && i + need <= len && utf8_validate(bytes + i, need, NULL);
        good += valid && need > 1;
        bad += !valid;
        i += valid ? need : 1;
    }
    return good > 4 * bad && good > 0;
}

static bool is_acceptable(const struct outcome *outcome, enum charset charset)
{
    size_t allowed = outcome->chars / DAMAGE_SHARE + DAMAGE_FEW;
    if (outcome->chars == 0 || outcome->bad > allowed)
        return false;
    size_t odd_allowed = outcome->chars / 100 + DAMAGE_FEW;
    return charset == CHARSET_UTF8 || outcome->odd <= odd_allowed;
}

/* Chinese in GB18030 is mostly of its first level (lead bytes B0 to D7); another encoding read as
 * GB18030 is not. */
static bool looks_like_gb18030(const char *bytes, size_t len)
{
    size_t pairs = 0, common = 0, kana = 0;
    for (size_t i = 0; i + 1 < len; i++) {
        unsigned char lead = (unsigned char)bytes[i], trail = (unsigned char)bytes[i + 1];
        if (lead < 0x81 || lead == 0xFF || trail < 0x30)
            continue;
        pairs++;
        common += (lead >= 0xB0 && lead <= 0xD7 && trail >= 0xA1) ||
                  (lead >= 0xA1 && lead <= 0xA3 && trail >= 0xA1);
        kana += lead >= 0xA4 && lead <= 0xA9 && trail >= 0xA1;
        i++;
    }
    return pairs == 0 || (common * 100 >= pairs * 55 && kana * 100 <= pairs * 8);
}

static enum charset guess(const char *bytes, size_t len)
{
    if (memchr(bytes, '\0', len) || !utf8_validate(bytes, len, NULL)) {
        if (looks_like_utf16(bytes, len, false))
            return CHARSET_UTF16LE;
        if (looks_like_utf16(bytes, len, true))
            return CHARSET_UTF16BE;
    }
    if (utf8_validate(bytes, len, NULL) || is_mostly_utf8(bytes, len))
        return CHARSET_UTF8;
    return CHARSET_GB18030;
}

bool charset_decode(const char *name, const char *bytes, size_t len, struct strbuf *out,
                    enum charset *found, struct err *err)
{
    struct outcome outcome;
    bool marked = true;
    if (has_bom(bytes, len, "\xEF\xBB\xBF", 3)) {
        *found = CHARSET_UTF8;
        bytes += 3;
        len -= 3;
    } else if (has_bom(bytes, len, "\xFF\xFE", 2) || has_bom(bytes, len, "\xFE\xFF", 2)) {
        *found = bytes[0] == '\xFF' ? CHARSET_UTF16LE : CHARSET_UTF16BE;
        bytes += 2;
        len -= 2;
    } else {
        *found = guess(bytes, len);
        marked = false;
    }
    if (*found == CHARSET_UTF8)
        decode_utf8(bytes, len, out);
    else if (!decode_iconv(*found, bytes, len, out))
        return err_set(err, "这台机器不能读 %s 编码的文件，请另存为 UTF-8", iconv_names[*found]);
    weigh(out->text, &outcome);
    bool likely = marked || *found != CHARSET_GB18030 || looks_like_gb18030(bytes, len);
    if (outcome.chars == 0)
        return err_set(err, "%s 是空的", name);
    if (!likely || !is_acceptable(&outcome, *found)) {
        char place[64] = "";
        if (outcome.bad > 0)
            (void)snprintf(place, sizeof place, "，从第 %zu 行起读不出", outcome.first_bad_line);
        return err_set(err,
                       "%s 的编码认不出来（不是 UTF-8、UTF-16 或 GB18030 的文字%s）："
                       "请用记事本或 WPS 打开，另存为 UTF-8 编码的文本再导入",
                       name, place);
    }
    return true;
}
