#include "activity/permit.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"

enum { SIGNATURE_HEX_LEN = 2 * CRYPT_SIGNATURE_LEN };

static const char domain[] = "wenda-pin-permit-1";
static const char first_line[] = "问答亭口令恢复\n";
static const char signature_key[] = "签名: ";

static void add_hex(const uint8_t *bytes, size_t len, struct strbuf *out)
{
    for (size_t i = 0; i < len; i++)
        strbuf_addf(out, "%02x", bytes[i]);
}

bool permit_write(const char *booth, const uint8_t number[16], int64_t wall_ms,
                  const struct crypt_secret *key, struct strbuf *out, struct err *err)
{
    uint8_t signature[CRYPT_SIGNATURE_LEN];
    char stamp[DATE_STAMP_LEN];
    size_t begin = out->len;

    if (booth[0] == '\0' || strlen(booth) >= PERMIT_BOOTH_LEN || strpbrk(booth, "\r\n") != NULL)
        return err_set(err, "展位名应为 1 到 %d 个字节，不能换行", PERMIT_BOOTH_LEN - 1);
    date_stamp(wall_ms, stamp);
    strbuf_addf(out, "%s展位: %s\n编号: ", first_line, booth);
    add_hex(number, 16, out);
    strbuf_addf(out, "\n日期: %s\n", stamp);
    crypt_sign(key, domain, out->text + begin, out->len - begin, signature);
    strbuf_addf(out, "%s", signature_key);
    add_hex(signature, sizeof signature, out);
    strbuf_addf(out, "\n");
    return true;
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_hex(const char *text, uint8_t *out, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        int high = digit_of(text[2 * i]), low = high < 0 ? -1 : digit_of(text[2 * i + 1]);
        if (low < 0)
            return false;
        out[i] = (uint8_t)(high * 16 + low);
    }
    return true;
}

/* The value of the line that must begin here; *text goes behind it. */
static bool read_line(const char **text, const char *end, const char *key, char *out, size_t size)
{
    size_t key_len = strlen(key);
    const char *stop = memchr(*text, '\n', (size_t)(end - *text));

    if (stop == NULL || (size_t)(stop - *text) < key_len || memcmp(*text, key, key_len) != 0)
        return false;
    const char *value = *text + key_len;
    size_t value_len = (size_t)(stop - value);
    if (value_len == 0 || value_len >= size)
        return false;
    memcpy(out, value, value_len);
    out[value_len] = '\0';
    *text = stop + 1;
    return true;
}

bool permit_read(const char *text, size_t len, const struct crypt_public *key, struct permit *out,
                 struct err *err)
{
    const size_t tail_len = sizeof signature_key - 1 + SIGNATURE_HEX_LEN + 1;
    const size_t head_len = sizeof first_line - 1;
    uint8_t signature[CRYPT_SIGNATURE_LEN];
    char stamp[DATE_STAMP_LEN];

    if (len > PERMIT_MAX_LEN || len < head_len + tail_len ||
        memcmp(text, first_line, head_len) != 0)
        return err_set(err, "这不是口令恢复文件，或文件不完整");
    const char *tail = text + len - tail_len, *line = text + head_len;
    if (memcmp(tail, signature_key, sizeof signature_key - 1) != 0 || text[len - 1] != '\n' ||
        !read_hex(tail + sizeof signature_key - 1, signature, sizeof signature) ||
        !crypt_sign_verify(key, domain, text, (size_t)(tail - text), signature))
        return err_set(err, "口令恢复文件的签名不对：不是本单位做的，或被改过");
    if (!read_line(&line, tail, "展位: ", out->booth, sizeof out->booth) ||
        !read_line(&line, tail, "编号: ", out->number, sizeof out->number) ||
        strlen(out->number) != PERMIT_NUMBER_LEN - 1 ||
        !read_line(&line, tail, "日期: ", stamp, sizeof stamp) || line != tail ||
        !date_parse_stamp(stamp, &out->made_ms))
        return err_set(err, "口令恢复文件是别的版本做的，这台机器读不了");
    return true;
}
