#include "shell/trace.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

FILE *trace_open(const char *path, struct err *err)
{
    FILE *trace = fopen(path, "we");
    if (!trace)
        err_set_cause(err, strerror(errno), "记录文件 %s 打不开：%s", path, err_reason(errno));
    return trace;
}

void trace_write(FILE *trace, const struct trace_frame *frame)
{
    (void)fprintf(trace,
                  "%s %s build=%" PRId64 " layout=%" PRId64 " raster=%" PRId64 " present=%" PRId64
                  " commit=%" PRId64 " total=%" PRId64 "\n",
                  frame->reason, frame->screen, frame->build_us, frame->layout_us, frame->raster_us,
                  frame->present_us, frame->commit_us, frame->total_us);
    (void)fflush(trace);
}
