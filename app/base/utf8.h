/*
 * UTF-8 validation and stepping. Text is validated once where bytes come in (RFC 3629: no
 * overlongs, no surrogates, at most U+10FFFF, no NUL); everything behind that border may assume it.
 */
#ifndef WENDA_BASE_UTF8_H
#define WENDA_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True if all len bytes are valid; otherwise *bad_offset (may be NULL) is the first bad byte. */
bool utf8_validate(const char *text, size_t len, size_t *bad_offset);
/* Decodes the character at *text (valid, terminated) and moves *text behind it; 0 at the end. */
uint32_t utf8_next(const char **text);
/* Writes at most 4 bytes, returns how many; out need not be terminated by the callee. */
int utf8_encode(uint32_t codepoint, char out[4]);
int utf8_char_len(const char *text); /* bytes of the character at text; 0 at the end */
int utf8_count(const char *text);    /* characters up to the terminator */
/* Bytes of the longest prefix of at most max_chars characters. */
size_t utf8_prefix_len(const char *text, int max_chars);
/* Bytes of text[0, len) without the blanks (utf8_is_space) at its end. */
size_t utf8_trimmed_len(const char *text, size_t len);
/* Copies as much as fits into buf, cutting only between characters; always terminates. Returns true
 * if all fitted. */
bool utf8_copy(char *buf, size_t buf_len, const char *text);
/* Han, kana, hangul, CJK punctuation and full-width forms: drawn one em wide. */
bool utf8_is_wide(uint32_t codepoint);
bool utf8_is_han(uint32_t codepoint);
/* Letters and marks of scripts that run from right to left (Arabic, Hebrew, Syriac, Thaana, N'Ko);
 * not their digits, which run from left to right. */
bool utf8_is_rtl(uint32_t codepoint);
/* Does any of the len bytes belong to such a character? Looks at bytes alone: cheap. */
bool utf8_has_rtl(const char *text, size_t len);
/* Marks, embeddings and isolates of UAX #9, and the joiners: they take no room. */
bool utf8_is_bidi_mark(uint32_t codepoint);
bool utf8_is_space(uint32_t codepoint); /* ASCII blanks, NBSP, U+3000, U+2000..200B, BOM */

#endif
