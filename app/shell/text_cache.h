/*
 * Text as the screen needs it: measured for the view, drawn for the painter. Keeps pieces (a wide
 * character, or a word of others, shaped as a whole) as coverage without colour: characters come
 * back in line after line and question after question, so that a new question rasterises only what
 * it has not met yet, and a line's width is the sum of its pieces both measured and drawn.
 */
#ifndef WENDA_SHELL_TEXT_CACHE_H
#define WENDA_SHELL_TEXT_CACHE_H

#include "shell/fonts.h"
#include "view/measure.h"

struct text_cache;

enum { TEXT_CACHE_CAPACITY_LEN = 16 * 1024 * 1024, TEXT_CACHE_CAPACITY_COUNT = 12288 };

/* scale: panel pixels to a design pixel; fonts are borrowed. */
struct text_cache *text_cache_new(struct fonts *fonts, double scale, size_t capacity_len,
                                  int capacity_count);
void text_cache_free(struct text_cache *cache);
void text_cache_set_scale(struct text_cache *cache, double scale); /* drops what it holds */

/* Measures in design pixels; borrowed, lives as long as the cache. */
const struct text_measure *text_cache_measure(const struct text_cache *cache);
/* Microseconds spent measuring since the last call. */
int64_t text_cache_take_measure_us(struct text_cache *cache);

/* One line of text within a line box of height line_h, whose top left is x, y; panel pixels, size
 * and tracking in design pixels by style. Returns where the pen stopped. */
int text_cache_draw(struct text_cache *cache, struct canvas *canvas, const struct text_style *style,
                    const char *text, const struct text_line *line, int x, int y, int line_h,
                    struct rgba color);
/* The same line turned clockwise about the middle of its box, which is at x, y. */
void text_cache_draw_turned(struct text_cache *cache, struct canvas *canvas,
                            const struct text_style *style, const char *text,
                            const struct text_line *line, int x, int y, int degrees,
                            struct rgba color);
/* How far ink may reach beyond the line box on each side. */
int text_cache_reach(const struct text_cache *cache, const struct text_style *style);
size_t text_cache_used_len(const struct text_cache *cache);
int text_cache_count(const struct text_cache *cache);

#endif
