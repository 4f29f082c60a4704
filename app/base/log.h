/*
 * The log for staff and developers: one line an entry, `TIME LEVEL place: text`, control characters
 * escaped, never an answer, a code or a PIN. Goes to stderr until log_open names a file, which is
 * rotated at LOG_FILE_MAX_LEN and kept LOG_FILES deep. Safe to call from every thread.
 */
#ifndef WENDA_BASE_LOG_H
#define WENDA_BASE_LOG_H

#include <stdbool.h>

#include "base/err.h"

enum { LOG_FILE_MAX_LEN = 1024 * 1024, LOG_FILES = 4 };

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR, LOG_LEVEL_COUNT };

bool log_open(const char *path, struct err *err); /* appends; rotates path.1 .. path.3 */
void log_close(void);
void log_set_level(enum log_level least); /* default LOG_INFO; $WENDA_LOG=debug lowers it */

#define log_debug(...) log_write(LOG_DEBUG, __FILE__, __LINE__, __VA_ARGS__)
#define log_info(...) log_write(LOG_INFO, __FILE__, __LINE__, __VA_ARGS__)
#define log_warn(...) log_write(LOG_WARN, __FILE__, __LINE__, __VA_ARGS__)
#define log_error(...) log_write(LOG_ERROR, __FILE__, __LINE__, __VA_ARGS__)
void log_write(enum log_level level, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
