#include "support.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/mem.h"

void studio_open(struct studio *studio, double scale)
{
    struct err err = { 0 };
    studio->fonts = fonts_open(&err);
    cr_assert_not_null(studio->fonts, "%s", err.text);
    studio->painter = (struct painter){
        .text = text_cache_new(studio->fonts, scale, TEXT_CACHE_CAPACITY_LEN,
                               TEXT_CACHE_CAPACITY_COUNT),
        .shapes = shapes_new(),
        .images = images_new(WENDA_SOURCE_DIR "/assets/icons", NULL, NULL),
        .scale = scale,
    };
}

void studio_close(struct studio *studio)
{
    text_cache_free(studio->painter.text);
    shapes_free(studio->painter.shapes);
    images_free(studio->painter.images);
    fonts_close(studio->fonts);
}

struct canvas canvas_new(int w, int h)
{
    struct canvas canvas = { .w = w, .h = h, .stride = w, .clip = { 0, 0, w, h } };
    canvas.pixels = mem_alloc((size_t)w * (size_t)h * sizeof *canvas.pixels);
    for (int i = 0; i < w * h; i++)
        canvas.pixels[i] = 0x00FF00FFu;
    return canvas;
}

void canvas_free(struct canvas *canvas)
{
    free(canvas->pixels);
    canvas->pixels = NULL;
}

bool canvas_equal(const struct canvas *a, const struct canvas *b, int *x, int *y)
{
    for (int i = 0; i < a->w * a->h; i++) {
        if (a->pixels[i] == b->pixels[i])
            continue;
        *x = i % a->w;
        *y = i / a->w;
        return false;
    }
    return true;
}

struct widget *add_text(struct widgets *list, const struct studio *studio, struct rect rect,
                        const char *text, enum face face, int size_px)
{
    struct widget *widget = widgets_add(list, WIDGET_TEXT, rect);
    struct text_line *lines = widgets_alloc(list, TEXT_LINES_MAX * sizeof *lines);
    bool all_fitted;
    widget->text = text;
    widget->style = (struct text_style){ face, size_px, size_px * 3 / 2, 0 };
    widget->fill = COLOR_INK_1;
    widget->ground = COLOR_PAPER_1;
    widget->lines = lines;
    widget->line_count = text_break(text_cache_measure(studio->painter.text), &widget->style, text,
                                    rect.w, lines, TEXT_LINES_MAX, &all_fitted);
    return widget;
}
