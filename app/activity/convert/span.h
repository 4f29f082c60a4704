/*
 * Stretches of text as code points, so that marks can be looked for by index whatever their width
 * in bytes, and a folded view in which the many forms of a mark are one: full-width letters, digits
 * and punctuation as ASCII, every bracket as ( ) or [ ], every tick as √ and every cross as ×.
 * Folding is for looking only: what is kept is taken from the text itself.
 */
#ifndef WENDA_ACTIVITY_CONVERT_SPAN_H
#define WENDA_ACTIVITY_CONVERT_SPAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/strbuf.h"

enum { SPAN_TICK = 0x221A, SPAN_CROSS = 0xD7, SPAN_DUN = 0x3001 /* 、 */, SPAN_STOP = 0x3002 };

/* Borrowed characters; an empty span may have at == NULL. */
struct span {
    const uint32_t *at;
    int len;
};

uint32_t span_fold_char(uint32_t c);
/* The folded character at an index, 0 beyond either end. */
uint32_t span_fold(struct span span, int index);

struct span span_sub(struct span span, int from, int to); /* [from, to) */
struct span span_from(struct span span, int from);
struct span span_trim(struct span span); /* blanks and line feeds off both ends */
int span_skip_blanks(struct span span, int index);
bool span_is_blank_char(uint32_t c);
/* How many characters word (UTF-8) takes at index, both folded and letters without regard to case;
 * 0 when it is not there. */
int span_match(struct span span, int index, const char *word);
/* The longest of the words at index; *which (may be NULL) is its number. */
int span_match_any(struct span span, int index, const char *const *words, int count, int *which);
/* Index of a word, or -1. */
int span_find(struct span span, const char *word);
bool span_holds(struct span span, const char *word);
bool span_is(struct span span, const char *word);   /* all of it */
bool span_equal_text(struct span a, struct span b); /* but for blanks and full or half width */
/* The end (behind the closing one) of the bracket that opens at index, within max_len characters
 * and one line, or 0. Round and square ones do not close each other. */
int span_bracket_end(struct span span, int index, int max_len);
/* A whole number of at most five digits at index: its length, or 0. */
int span_digits(struct span span, int index, int *value);
/* The same in Chinese numerals (一 … 九十九). */
int span_chinese_number(struct span span, int index, int *value);

struct span span_decode(struct arena *arena, const char *text);
char *span_text(struct arena *arena, struct span span);
void span_add(struct strbuf *out, struct span span);
/* Two spans one behind the other, with a line feed, a blank or nothing (0) between. */
struct span span_join(struct arena *arena, struct span a, uint32_t between, struct span b);

/* Code points that are collected. */
struct span_buf {
    uint32_t *chars;
    int len, capacity;
};
void span_buf_add(struct span_buf *buf, uint32_t c);
void span_buf_add_span(struct span_buf *buf, struct span span);
void span_buf_fini(struct span_buf *buf);

#endif
