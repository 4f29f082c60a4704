/* A growing byte string: never NULL, always terminated, may hold NUL bytes inside. */
#ifndef WENDA_BASE_STRBUF_H
#define WENDA_BASE_STRBUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct strbuf {
    char *text;
    size_t len, capacity;
};

void strbuf_init(struct strbuf *buf);
void strbuf_fini(struct strbuf *buf);
void strbuf_clear(struct strbuf *buf); /* keeps the memory */
void strbuf_add(struct strbuf *buf, const char *text);
void strbuf_add_len(struct strbuf *buf, const char *bytes, size_t len);
void strbuf_add_char(struct strbuf *buf, char c);
void strbuf_add_codepoint(struct strbuf *buf, uint32_t codepoint);
void strbuf_addf(struct strbuf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void strbuf_vaddf(struct strbuf *buf, const char *format, va_list args);
/* Rounded to at most that many decimals, without trailing zeros, but keeping one: 2.50 -> 2.5,
 * 2.00 -> 2.0; never -0. The value is finite. */
void strbuf_add_double(struct strbuf *buf, double value, int decimals);
void strbuf_truncate(struct strbuf *buf, size_t len); /* longer than it is: no change */
/* Makes room for more_len bytes behind text[len], beside the terminator, for a library that writes
 * there itself; the caller then sets len and terminates. */
void strbuf_reserve(struct strbuf *buf, size_t more_len);
/* Hands the text over (the caller frees it) and leaves an empty buffer. */
char *strbuf_take(struct strbuf *buf);

#endif
