/*
 * Files as the kiosk needs them: bounded reads and replacements that are complete or absent.
 * A replacement is written beside its target, fsynced, renamed over it, and its folder fsynced;
 * a failed fsync is never retried. Paths are UTF-8 and relative to the current folder or absolute.
 */
#ifndef WENDA_BASE_FS_H
#define WENDA_BASE_FS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/strbuf.h"

/* Appends the whole regular file to out; more than max_len bytes, a folder or a FIFO is an error.
 */
bool fs_read(const char *path, size_t max_len, struct strbuf *out, struct err *err);
/* Atomic replacement as described above; on failure the old file stands and no .part stays. Only
 * where the folder's fsync is what failed, the new file stands but might not outlive a power cut.
 * A replaced file's mode is kept, a new one is 0600; a symbolic link is replaced, not followed. */
bool fs_replace(const char *path, const void *bytes, size_t len, struct err *err);
/* fsync of a folder, so that renames in it are durable. */
bool fs_sync_folder(const char *path, struct err *err);
bool fs_make_folders(const char *path, struct err *err); /* like mkdir -p, mode 0700 for new ones */
bool fs_exists(const char *path);
bool fs_is_folder(const char *path);
/* Removes a folder and everything in it without following symbolic links; absent is success, a path
 * that is itself a link or a file is an error. */
bool fs_remove_tree(const char *path, struct err *err);
/* Bytes free to this user on the file system of path, or -1. */
long long fs_free_len(const char *path);

/* Joins with one slash; the caller frees. An absolute name is returned as it is. */
char *fs_join(const char *folder, const char *name);
/* The folder part ("." when there is none); the caller frees. */
char *fs_dirname(const char *path);
const char *fs_basename(const char *path); /* borrowed: points into path; a/b/ gives b/ */

#endif
