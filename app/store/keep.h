/*
 * Keeping the data: its health, backups in two verified generations under D/backup, restoring one,
 * what was damaged and set aside under D/set-aside, and the ballast that leaves staff room to
 * export on a full disk. Nothing here ever deletes a record.
 *
 * A damaged database (CORRUPT, NOTADB; never a full disk or one that fails to read) is moved with
 * its write-ahead log into D/set-aside/STAMP, and the kiosk goes on with a fresh one, which opens
 * no stock of prizes until staff decide: restore a backup, or STORE_ACCEPT_ASIDE and put the
 * activity again.
 */
#ifndef WENDA_STORE_KEEP_H
#define WENDA_STORE_KEEP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "port/crypt.h"

struct store;

/* ---- backups ---- */

/* D/backup/wenda-1.db is the newest, wenda-2.db the one before. A store that keeps makes one after
 * a checkpoint when there is none, or when something was written and the last one is this old. */
enum { STORE_BACKUP_EVERY_MS = 15 * 60 * 1000, STORE_BACKUPS = 2 };

/* A verified copy of the whole database, complete or absent; waits for it. path must not exist. */
bool store_backup(struct store *store, const char *path, struct err *err);

struct store_restored {
    int64_t visits, answers;
    char aside[32]; /* folder in D/set-aside that holds what was there before; "" = nothing was */
};
/* Puts a verified copy of the backup in the place of the database in folder, which no program may
 * have open; the one that was there is set aside. On failure everything is as it was. */
bool store_restore(const char *path, const char *folder, struct store_restored *out,
                   struct err *err);

/* The path of the newest backup in folder; NULL when there is none. The caller frees. */
char *store_newest_backup(const char *folder);
/* Copies a backup to folder/wenda.db, which must not be there: for reading beside the kiosk. */
bool store_copy_backup(const char *backup, const char *folder, struct err *err);
/* Deletes the backups: records that were erased must not live on in them. */
bool store_drop_backups(const char *folder, struct err *err);

/* ---- health ---- */

enum { STORE_ASIDES_MAX = 8 };
struct store_aside {
    char name[32];               /* folder in D/set-aside */
    int64_t wall_ms, decided_ms; /* decided 0 = staff have not decided yet */
    char decision[256];
};

struct store_health {
    int64_t free_len;   /* of the disk the data is on; bytes */
    bool has_ballast;   /* the reserve is still there */
    int64_t backup_ms;  /* wall time of the newest backup; 0 = none */
    int64_t backup_len; /* bytes */
    int backups;        /* generations there */
    int faults;         /* failures of file or disk since the store was opened */
    char last_fault[160];
    int64_t chain_number; /* the audit chain's head */
    char chain_head[CRYPT_HEX_LEN];
    struct store_aside asides[STORE_ASIDES_MAX]; /* newest first */
    int aside_count;
    bool awards_stopped; /* something was set aside and staff have not decided */
    int64_t pin_anew_ms; /* when a PIN was set anew because the old one was lost with what was set
                          * aside; 0 = never */
};
bool store_read_health(struct store *store, struct store_health *out, struct err *err);
/* Only what the files of a folder tell (space, ballast, backups); the rest of out stays. */
void store_read_folder_health(const char *folder, struct store_health *out);

/* A running kiosk leaves its faults in D/health for others to read, and at its end that it ended:
 * a run whose file does not say so was cut off, by the power or by a crash. */
struct store_run {
    int64_t started_ms; /* wall time; 0 = no kiosk has run here */
    int faults;
    char last_fault[160];
    int cut_off; /* of the runs before it */
    bool has_ended;
};
bool store_read_run(const char *folder, struct store_run *out, struct err *err);

/* ---- the ballast ---- */

enum { STORE_BALLAST_LEN = 32 * 1024 * 1024 };

/* Makes D/ballast unless it is there; leaves it out where that would leave less than room_len. */
void store_keep_ballast(const char *folder, int64_t room_len);
/* Deletes it where the disk is nearly full, so that staff can export. True when it did. */
bool store_release_ballast(const char *folder);

#endif
