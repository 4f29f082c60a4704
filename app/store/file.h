/*
 * What is done to the database's files while SQLite does not hold them: looking at the header
 * before anything could change, and making a write-ahead log durable again. Goes through SQLite's
 * file layer, so that whatever stands in for the disk there sees this too.
 */
#ifndef WENDA_STORE_FILE_H
#define WENDA_STORE_FILE_H

#include <stdbool.h>

#include "base/err.h"

/* Fails with a text for staff unless path is a SQLite file of ours with a schema we know; *damaged
 * when it is no database at all. Reads the main file only: a newer schema may still be in the
 * write-ahead log. */
bool file_check_header(const char *path, bool *damaged, struct err *err);
/* The database's write-ahead log is there, though perhaps empty. */
bool file_has_wal(const char *database_path);
/* Removes the log if it is empty. */
void file_drop_empty_wal(const char *database_path);
/* Writes the log's bytes over themselves and syncs: what an fsync failed on once is clean in the
 * page cache but perhaps not on the disk, and only a new write makes the next fsync reach it.
 * An absent or empty log is success. */
bool file_renew_wal(const char *database_path, struct err *err);

#endif
