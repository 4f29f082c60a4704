/* The data folder: made when absent, and owned by one program at a time through flock on D/lock. */
#ifndef WENDA_STORE_FOLDER_H
#define WENDA_STORE_FOLDER_H

#include <stdbool.h>

#include "base/err.h"

/* Takes the lock and writes our PID into it; returns its descriptor, or -1 and who holds it. The
 * lock goes when the descriptor is closed, also by a crash. */
int folder_lock(const char *folder, struct err *err);
/* The process that has the folder now; 0 = none. */
long folder_holder(const char *folder);

#endif
