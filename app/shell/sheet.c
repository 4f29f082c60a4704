#include "shell/sheet.h"

#include <SDL.h>
#include <SDL_image.h>
#include <stdlib.h>

#include "base/mem.h"
#include "shell/painter.h"

struct sheet {
    struct text_cache *text;
    struct painter painter;
    struct canvas canvas; /* its pixels are owned */
};

struct sheet *sheet_new(struct fonts *fonts, const char *icons_folder, const char *activity_folder)
{
    struct sheet *sheet = mem_zalloc(sizeof *sheet);
    sheet->text = text_cache_new(fonts, 1, TEXT_CACHE_CAPACITY_LEN, TEXT_CACHE_CAPACITY_COUNT);
    sheet->painter = (struct painter){ .text = sheet->text,
                                       .shapes = shapes_new(),
                                       .images = images_new(icons_folder, activity_folder, NULL),
                                       .scale = 1 };
    return sheet;
}

void sheet_free(struct sheet *sheet)
{
    if (!sheet)
        return;
    images_free(sheet->painter.images);
    shapes_free(sheet->painter.shapes);
    text_cache_free(sheet->text);
    free(sheet->canvas.pixels);
    free(sheet);
}

void sheet_set_size(struct sheet *sheet, int w, int h, double scale)
{
    if (sheet->canvas.w == w && sheet->canvas.h == h)
        return;
    free(sheet->canvas.pixels);
    sheet->canvas = (struct canvas){
        .pixels = mem_alloc((size_t)w * (size_t)h * sizeof(uint32_t)), .w = w, .h = h, .stride = w
    };
    sheet->painter.scale = scale;
    text_cache_set_scale(sheet->text, scale);
}

const struct text_measure *sheet_measure(const struct sheet *sheet)
{
    return text_cache_measure(sheet->text);
}

void sheet_draw(struct sheet *sheet, const struct widgets *list)
{
    sheet->canvas.clip = (struct rect){ 0, 0, sheet->canvas.w, sheet->canvas.h };
    painter_draw(&sheet->painter, &sheet->canvas, list);
}

const struct canvas *sheet_canvas(const struct sheet *sheet)
{
    return &sheet->canvas;
}

bool sheet_write(const struct sheet *sheet, const char *path, struct err *err)
{
    const struct canvas *canvas = &sheet->canvas;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormatFrom(
        canvas->pixels, canvas->w, canvas->h, 32, canvas->stride * (int)sizeof(uint32_t),
        SDL_PIXELFORMAT_RGB888);
    bool done = surface && IMG_SavePNG(surface, path) == 0;
    if (!done)
        err_set_cause(err, SDL_GetError(), "图片 %s 写不成，请检查文件夹是否可写", path);
    SDL_FreeSurface(surface);
    return done;
}
