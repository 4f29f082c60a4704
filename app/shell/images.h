/*
 * Pictures of the screen: SVG and bitmaps of assets/icons or of the activity folder, rasterised
 * once per size and turn, and kept in a cache. What is borrowed is valid until the next call. All
 * lengths are panel pixels.
 */
#ifndef WENDA_SHELL_IMAGES_H
#define WENDA_SHELL_IMAGES_H

#include <stdbool.h>

#include "shell/drawing.h"

struct images;

enum {
    IMAGES_CAPACITY_LEN = 16 * 1024 * 1024,
    IMAGES_CAPACITY_COUNT = 256,
    IMAGES_FILE_MAX_LEN = 4 * 1024 * 1024,
    IMAGES_SIDE_MAX = 4096
};

/* What to show: the whole picture, its proportions kept, as large as fits into w by h. */
struct image_request {
    const char *name; /* below the icons folder, or below the activity folder */
    bool from_activity;
    const char *folder; /* instead of the one that is named so; NULL = that one */
    bool tinted;        /* only its coverage is wanted */
    int w, h;
    int rotate_deg; /* clockwise about the middle */
    bool flipped;   /* left for right, before it is turned */
};

/* Empty when the file cannot be shown (logged once). left and top place it relative to the w by h
 * box. */
struct image {
    struct drawing drawing;
    int left, top;
};

/* Folders are copied. activity_folder may be NULL; raster_folder is where rasters wait for the next
 * start (raster_store.h), NULL = they do not. */
struct images *images_new(const char *icons_folder, const char *activity_folder,
                          const char *raster_folder);
void images_free(struct images *images);
const struct image *images_get(struct images *images, const struct image_request *request);

#endif
