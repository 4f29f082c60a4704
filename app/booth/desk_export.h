/*
 * An export on a thread of its own, told step by step. It is put together on this machine first,
 * which is quick, and then copied to the stick: the store never waits for a slow stick, what it
 * takes is known before the stick is touched, and pulling the stick harms nothing.
 */
#ifndef WENDA_BOOTH_DESK_EXPORT_H
#define WENDA_BOOTH_DESK_EXPORT_H

#include "play/staff.h"
#include "report/export.h"

struct desk_export;

struct desk_export_job {
    struct store *store;        /* borrowed until the end */
    const char *home;           /* the data folder as named, with trusted.pub */
    const char *data;           /* the data folder, where it is put together */
    const char *stick, *folder; /* the export becomes stick/folder, or folder-2 … where it exists */
    const char *booth;
    void (*wake)(void *context); /* on the export's thread; may be NULL */
    void *wake_context;
};

/* NULL when no thread can be had. Strings are copied. */
struct desk_export *desk_export_start(const struct desk_export_job *job);
void desk_export_free(struct desk_export *export); /* waits for its end */
void desk_export_stop(struct desk_export *export); /* it fails soon */

enum desk_export_news {
    DESK_EXPORT_NONE,
    DESK_EXPORT_FILE,     /* one more file that the stick will hold */
    DESK_EXPORT_PROGRESS, /* how far it is */
    DESK_EXPORT_ENDED     /* once */
};
/* The next thing to tell. */
enum desk_export_news desk_export_take(struct desk_export *export, struct staff_file *file,
                                       struct staff_progress *progress);
bool desk_export_has_news(struct desk_export *export);
/* After ENDED. name: what it is called on the stick. */
bool desk_export_result(const struct desk_export *export, struct export_result *result,
                        const char **name, struct err *err);

#endif
