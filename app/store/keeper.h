/*
 * What a store that keeps does beside its requests, on the writer thread: it replaces a damaged
 * database, begins backups and copies them on in quiet moments. Sealing a copy (syncing and reading
 * through it) takes long, so it has a thread of its own, which touches that file only.
 */
#ifndef WENDA_STORE_KEEPER_H
#define WENDA_STORE_KEEPER_H

#include "store/db.h"

struct keeper;

struct keeper *keeper_new(const char *folder); /* the data folder */
/* Waits for a copy that is being sealed. */
void keeper_free(struct keeper *keeper);
/* The run ends by itself: D/health says so. */
void keeper_end(struct db *db);

/* Sets the damaged database aside and opens a fresh one of the same kind. */
bool keeper_replace(struct db *db, struct err *err);
/* Begins a backup if one is due. Without a keeper nothing happens. */
void keeper_checkpointed(struct db *db);
/* Begins one now; one that is under way already will do. */
bool keeper_backup(struct db *db, struct err *err);
/* Does a little of what waits for a quiet moment (the ballast, D/health, a backup); false when
 * there is nothing more. */
bool keeper_idle(struct db *db);

#endif
