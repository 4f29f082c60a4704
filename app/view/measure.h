/*
 * How wide text is: a table of functions that the shell fills from its fonts and tests fill with
 * fixed widths, so that the view lays out text without knowing a font library.
 */
#ifndef WENDA_VIEW_MEASURE_H
#define WENDA_VIEW_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "view/theme.h"

struct text_measure {
    /* Width in design px of len bytes of valid UTF-8 set in face at size_px (without tracking). */
    int (*width_px)(void *context, enum face face, int size_px, const char *text, size_t len);
    /* Can any installed font draw it? */
    bool (*can_draw)(void *context, enum face face, uint32_t codepoint);
    void *context;
};

/* Fixed widths for tests and for machines without fonts: wide characters one em, others 0.56 em. */
const struct text_measure *measure_fixed(void);

/* A stretch of a line that is drawn in one direction. */
struct text_run {
    int offset, len; /* bytes into the line */
    bool rtl;
};

/* One line of broken text: a slice of the paragraph, without the blanks at its end. */
struct text_line {
    int offset, len; /* bytes into the paragraph */
    int width_px;
    const struct text_run *runs; /* from left to right; NULL = the whole line as it is written */
    int run_count;
};

enum { TEXT_LINES_MAX = 48 };

/*
 * Breaks a paragraph (valid UTF-8, '\n' forces a break) into lines no wider than width_px.
 * Breaks by UAX #14 (libunibreak, "zh"), and besides: never starts a line with
 * ，。、；：？！）》”’…—, never ends one with （《“‘, keeps —— and …… and law names 《…》 of up to
 * 12 characters together, avoids a last line of one character. A word wider than the line is cut
 * between characters. Returns how many lines (at most max; the text did not fit into max lines when
 * *all_fitted is false).
 */
int text_break(const struct text_measure *measure, const struct text_style *style, const char *text,
               int width_px, struct text_line *lines, int max, bool *all_fitted);
/* The same for headings, stems and options of a few lines: breaks after a comma or full stop where
 * that takes no more lines. */
int text_break_phrases(const struct text_measure *measure, const struct text_style *style,
                       const char *text, int width_px, struct text_line *lines, int max,
                       bool *all_fitted);
/* Does a line that ends at that byte cut a word of letters apart? Han and their signs are cut
 * anywhere. */
bool text_is_cut_at(const char *text, int offset);
/* Width of one line of text with its tracking. */
int text_width_px(const struct text_measure *measure, const struct text_style *style,
                  const char *text, size_t len);

#endif
