/*
 * A verified backup of the whole database, sealed for the office (port/crypt_seal.h), so that it
 * may travel on a stick: whoever finds the stick cannot read it, a spare machine restores it with
 * the office's secret key (wendactl restore --key).
 */
#ifndef WENDA_BOOTH_SEALED_BACKUP_H
#define WENDA_BOOTH_SEALED_BACKUP_H

#include "port/crypt_sign.h"
#include "store/store.h"

#define SEALED_BACKUP_NAME "backup.sealed"

/* Writes folder/backup.sealed for the key in home/trusted.pub; without that key nothing is written.
 * On failure nothing is left behind. Waits for the store; not for its writer thread. */
bool sealed_backup_write(struct store *store, const char *home, const char *folder,
                         struct err *err);
/* The database in a sealed file as path, which is made and must not exist. */
bool sealed_backup_open(const char *sealed, const struct crypt_secret *key, const char *path,
                        struct err *err);
/* Is the file a sealed one? False also when it cannot be read. */
bool sealed_backup_is(const char *path);

#endif
