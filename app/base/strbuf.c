#include "base/strbuf.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"

/* What an empty buffer points at, so that text is never NULL; capacity 0 marks it as not ours to
 * write or free. */
static char nothing[1];

void strbuf_init(struct strbuf *buf)
{
    buf->text = nothing;
    buf->len = 0;
    buf->capacity = 0;
}

void strbuf_fini(struct strbuf *buf)
{
    if (buf->capacity > 0)
        free(buf->text);
    strbuf_init(buf);
}

void strbuf_clear(struct strbuf *buf)
{
    strbuf_truncate(buf, 0);
}

void strbuf_reserve(struct strbuf *buf, size_t more_len)
{
    size_t capacity = buf->capacity > 0 ? buf->capacity : 32;

    if (more_len > SIZE_MAX / 2 - 1 - buf->len) {
        log_error("文字太长（%zu 字节），程序退出", more_len);
        abort();
    }
    if (buf->len + more_len < buf->capacity)
        return;
    while (capacity <= buf->len + more_len)
        capacity *= 2;
    buf->text = mem_realloc(buf->capacity > 0 ? buf->text : NULL, capacity);
    buf->text[buf->len] = '\0';
    buf->capacity = capacity;
}

void strbuf_add(struct strbuf *buf, const char *text)
{
    strbuf_add_len(buf, text, strlen(text));
}

void strbuf_add_len(struct strbuf *buf, const char *bytes, size_t len)
{
    if (len == 0)
        return;
    strbuf_reserve(buf, len);
    memcpy(buf->text + buf->len, bytes, len);
    buf->len += len;
    buf->text[buf->len] = '\0';
}

void strbuf_add_char(struct strbuf *buf, char c)
{
    strbuf_add_len(buf, &c, 1);
}

void strbuf_add_codepoint(struct strbuf *buf, uint32_t codepoint)
{
    char bytes[4];

    strbuf_add_len(buf, bytes, (size_t)utf8_encode(codepoint, bytes));
}

void strbuf_add_double(struct strbuf *buf, double value, int decimals)
{
    size_t start = buf->len;
    size_t keep;

    assert(isfinite(value) && decimals >= 0);
    strbuf_addf(buf, "%.*f", decimals, value);
    /* Rounded to zero, a negative number has lost what its sign stood for. */
    if (buf->text[start] == '-' && strspn(buf->text + start, "-0.") == buf->len - start) {
        memmove(buf->text + start, buf->text + start + 1, buf->len - start);
        buf->len--;
    }
    if (decimals == 0)
        return;
    keep = buf->len - (size_t)(decimals - 1);
    while (buf->len > keep && buf->text[buf->len - 1] == '0')
        buf->len--;
    buf->text[buf->len] = '\0';
}

void strbuf_addf(struct strbuf *buf, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    strbuf_vaddf(buf, format, args);
    va_end(args);
}

void strbuf_vaddf(struct strbuf *buf, const char *format, va_list args)
{
    size_t room = buf->capacity > 0 ? buf->capacity - buf->len : 0;
    va_list again;
    int len;

    va_copy(again, args);
    len = vsnprintf(room > 0 ? buf->text + buf->len : NULL, room, format, args);
    assert(len >= 0); /* fails for a wrong format or more than INT_MAX bytes only */
    if (len > 0 && (size_t)len >= room) {
        strbuf_reserve(buf, (size_t)len);
        (void)vsnprintf(buf->text + buf->len, (size_t)len + 1, format, again);
    }
    va_end(again);
    if (len > 0)
        buf->len += (size_t)len;
}

void strbuf_truncate(struct strbuf *buf, size_t len)
{
    if (len >= buf->len)
        return;
    buf->len = len;
    buf->text[len] = '\0';
}

char *strbuf_take(struct strbuf *buf)
{
    char *text = buf->capacity > 0 ? buf->text : mem_strdup("");

    strbuf_init(buf);
    return text;
}
