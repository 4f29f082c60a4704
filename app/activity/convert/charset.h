/*
 * Bytes of a text file into UTF-8: UTF-8 and UTF-16 with or without a BOM, and GB18030 (and so GBK
 * and GB2312). Bytes that fit nowhere become U+FFFD, so that the questions they stand in can be
 * named; a file of which too much does not fit is refused, not read as something else.
 */
#ifndef WENDA_ACTIVITY_CONVERT_CHARSET_H
#define WENDA_ACTIVITY_CONVERT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/strbuf.h"

enum charset { CHARSET_UTF8, CHARSET_UTF16LE, CHARSET_UTF16BE, CHARSET_GB18030, CHARSET_COUNT };

/* name is used in the error's text. On success out holds valid UTF-8 without BOM or NUL. */
bool charset_decode(const char *name, const char *bytes, size_t len, struct strbuf *out,
                    enum charset *found, struct err *err);

#endif
