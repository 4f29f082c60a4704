/* A line a frame into a file, for measuring: why it was drawn and what each stage took. */
#ifndef WENDA_SHELL_TRACE_H
#define WENDA_SHELL_TRACE_H

#include <stdint.h>
#include <stdio.h>

#include "base/err.h"

struct trace_frame {
    const char *reason, *screen;
    int64_t build_us;  /* state into widgets, without layout */
    int64_t layout_us; /* measuring text for line breaks */
    int64_t raster_us;
    int64_t present_us;
    int64_t commit_us; /* handing effects over, and waiting for what the frame needs */
    int64_t total_us;  /* from waking up to the frame being presented */
};

FILE *trace_open(const char *path, struct err *err);
void trace_write(FILE *trace, const struct trace_frame *frame);

#endif
