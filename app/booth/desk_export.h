/* An export on a thread of its own, told file by file. */
#ifndef WENDA_BOOTH_DESK_EXPORT_H
#define WENDA_BOOTH_DESK_EXPORT_H

#include "play/staff.h"
#include "report/export.h"

struct desk_export;

struct desk_export_job {
    struct store *store;        /* borrowed until the end */
    const char *stick, *folder; /* the export becomes stick/folder, or folder-2 … where it exists */
    const char *booth;
    void (*wake)(void *context); /* on the export's thread; may be NULL */
    void *wake_context;
};

/* NULL when no thread can be had. Strings are copied. */
struct desk_export *desk_export_start(const struct desk_export_job *job);
void desk_export_free(struct desk_export *export); /* waits for its end */

enum desk_export_news { DESK_EXPORT_NONE, DESK_EXPORT_FILE, DESK_EXPORT_ENDED };
/* The next thing to tell; ENDED once. */
enum desk_export_news desk_export_take(struct desk_export *export, struct staff_file *file);
bool desk_export_has_news(struct desk_export *export);
/* After ENDED. */
bool desk_export_result(const struct desk_export *export, struct export_result *result,
                        const char **out_path, struct err *err);

#endif
