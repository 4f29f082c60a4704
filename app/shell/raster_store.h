/*
 * Pictures that took long to rasterise, kept in a cache folder for the next start: a drawing the
 * size of the panel takes 60 ms to rasterise and 3 ms to read. Named by what they were made of, so
 * that none is ever out of date; a file that is damaged, cut short or absent is simply not there.
 * Runs of equal pixels are written once, for the drawings are flat.
 */
#ifndef WENDA_SHELL_RASTER_STORE_H
#define WENDA_SHELL_RASTER_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "shell/pixels.h"

/* What a picture was made of: the bytes of its file, and the size and turn asked for. */
struct raster_key {
    uint64_t hash;
};
struct raster_key raster_key(const void *bytes, size_t len, int w, int h, int rotate_deg);

enum { RASTER_FILES_MAX = 256 }; /* then the folder is emptied */

/* out is the caller's when true. */
bool raster_load(const char *folder, struct raster_key key, struct picture *out);
/* Does nothing when the folder cannot be written. */
void raster_save(const char *folder, struct raster_key key, const struct picture *picture);

#endif
