/*
 * Two ways to report trouble.
 * struct err: one failure of one call, in the language of staff: what happened, where, what to do.
 * struct err_list: every fault found in data (a bank, a form), each at path:line:col; reading never
 * stops at the first.
 */
#ifndef WENDA_BASE_ERR_H
#define WENDA_BASE_ERR_H

#include <stdbool.h>
#include <stdio.h>

enum { ERR_TEXT_LEN = 1024 };

/* Embedded by the caller, zero-initialised; text[0] == 0 means no error. */
struct err {
    char text[ERR_TEXT_LEN];
};

/* Sets the text (the first failure wins: a later err_set does not overwrite). err may be NULL.
 * Always returns false, so that `return err_set(err, ...)` reads as the failure it is. */
bool err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* As err_set, and always logs the C place and the raw cause (strerror, sqlite3_errmsg) for
 * developers. */
#define err_set_cause(err, cause, ...) err_set_at(err, __FILE__, __LINE__, cause, __VA_ARGS__)
bool err_set_at(struct err *err, const char *file, int line, const char *cause, const char *format,
                ...) __attribute__((format(printf, 5, 6)));
void err_clear(struct err *err);
/* What an errno means to staff and what to do about it, e.g. 磁盘已满，请清出空间后重试. */
const char *err_reason(int code);
bool err_is_set(const struct err *err);

enum err_severity { ERR_WARNING, ERR_ERROR };

struct err_item {
    enum err_severity severity;
    char *path;
    int line; /* from 1; 0 = the file as a whole */
    int col;  /* in characters from 1; 0 = the line as a whole */
    char *text;
};

/* Owns its items' strings. */
struct err_list {
    struct err_item *items;
    int count, capacity;
    int error_count; /* items whose severity is ERR_ERROR */
};

void err_list_init(struct err_list *list);
void err_list_fini(struct err_list *list);
void err_list_add(struct err_list *list, enum err_severity severity, const char *path, int line,
                  int col, const char *format, ...) __attribute__((format(printf, 6, 7)));
/* Orders by path (first seen first), line, column; stable. */
void err_list_sort(struct err_list *list);
/* One line an item: `path:line:col: 错误: text` (警告 for warnings; col and line left out when 0).
 */
void err_list_print(const struct err_list *list, FILE *out);
/* The same line for one item into buf, always terminated at a character boundary. */
void err_item_format(const struct err_item *item, char *buf, size_t buf_len);

/* The candidate nearest to word by edit distance over characters, or NULL when none is near enough
 * to propose (more than a third of the longer one differs, but one edit is always near). */
const char *err_nearest(const char *word, const char *const *candidates, int count);

#endif
