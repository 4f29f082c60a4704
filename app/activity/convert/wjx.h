/* Inside of convert_wjx: the lines of 问卷星 import text taken apart. */
#ifndef WENDA_ACTIVITY_CONVERT_WJX_H
#define WENDA_ACTIVITY_CONVERT_WJX_H

#include <stdbool.h>

#include "activity/convert/span.h"
#include "base/mem.h"

enum wjx_type {
    WJX_SINGLE,
    WJX_MULTIPLE,
    WJX_JUDGE,
    WJX_TEXT,
    WJX_NUMBER,
    WJX_DATE,
    WJX_SCALE,
    WJX_RATING,
    WJX_MATRIX,
    WJX_ORDER,
    WJX_NOTE,
    WJX_REFUSED /* a type that the kiosk has not */
};

enum { WJX_LINES_MAX = 64, WJX_END = 1000000 };

/* One line below a question. */
struct wjx_line {
    struct span text;
    int jump;   /* ……转Q20: 20; WJX_END for the end; 0 = none */
    bool other; /* 其他____ */
    bool right; /* (正确答案) */
};

struct wjx_question {
    int number, line;
    struct span stem;
    struct span type_word;
    enum wjx_type type;
    bool required;
    int min, max; /* 最少选 2 项 */
    struct wjx_line lines[WJX_LINES_MAX];
    int line_count;
    bool too_many;
};

/* Whether a line is `N. 题干*[单选题]`. */
bool wjx_read_question(struct span line, struct wjx_question *out);
/* An option or a row. */
struct wjx_line wjx_read_line(struct span line);

#endif
