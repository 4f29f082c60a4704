/*
 * Drawings that took long to rasterise, kept in a cache folder for the next start: one the size of
 * the panel takes 60 ms to rasterise and less than 1 ms to read. Named by what they were made of,
 * so that none is ever out of date; a file that is damaged, cut short or absent is simply not
 * there.
 */
#ifndef WENDA_SHELL_RASTER_STORE_H
#define WENDA_SHELL_RASTER_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "shell/drawing.h"

/* What a drawing was made of: the bytes of its file, and the size, turn and tint asked for. */
struct raster_key {
    uint64_t hash;
};
struct raster_key raster_key(const void *bytes, size_t len, int w, int h, int rotate_deg,
                             bool tinted);

enum { RASTER_FILES_MAX = 256 }; /* then the folder is emptied */

/* out is the caller's when true. */
bool raster_load(const char *folder, struct raster_key key, struct drawing *out);
/* Does nothing when the folder cannot be written. */
void raster_save(const char *folder, struct raster_key key, const struct drawing *drawing);

#endif
