/*
 * One backup by SQLite's backup API: pages are copied some at a time between requests on the
 * writer thread, from the one connection; what is written meanwhile is copied along. The copy is
 * then sealed by a connection of its own, on any thread: brought to the disk, read through, and
 * only then given its name.
 */
#ifndef WENDA_STORE_BACKUP_H
#define WENDA_STORE_BACKUP_H

#include <stdbool.h>

#include "store/db.h"

enum backup_step { BACKUP_MORE, BACKUP_DONE, BACKUP_FAILED };

/* Begins to copy into the file part, which is replaced. One at a time; db->copy holds it. */
bool backup_begin(struct db *db, const char *part, struct err *err);
/* Copies so many pages; -1 = all. DONE and FAILED end it. */
enum backup_step backup_step(struct db *db, int pages);
/* Ends it unfinished; the file goes. Without one under way nothing happens. */
void backup_abort(struct db *db);
/* Verifies the copied file and renames it to path; on failure it goes. path is replaced. */
bool backup_seal(const char *part, const char *path, struct err *err);

#endif
