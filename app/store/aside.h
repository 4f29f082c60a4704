/*
 * Moving a damaged database away, whole: D/wenda.db and its log go into D/set-aside/STAMP. The
 * folder is called STAMP.part until both are in it, so that a move that was cut off is finished at
 * the next start and the log never meets another database.
 */
#ifndef WENDA_STORE_ASIDE_H
#define WENDA_STORE_ASIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/request.h"

enum { ASIDE_NAME_LEN = 32 };

/* name receives STAMP. */
bool aside_move(const char *folder, int64_t wall_ms, char name[ASIDE_NAME_LEN], struct err *err);
/* Finishes a move that was cut off. */
bool aside_finish(const char *folder, struct err *err);
/* The newest STAMP of the folder; "" when nothing was set aside. */
void aside_newest(const char *folder, char name[ASIDE_NAME_LEN]);
/* The newest STAMP before that one, which may be name itself. */
void aside_before(const char *folder, const char *before, char name[ASIDE_NAME_LEN]);
/* D/set-aside/NAME for something that is to stay beside the data; made empty. */
bool aside_make_folder(const char *folder, int64_t wall_ms, char name[ASIDE_NAME_LEN],
                       struct err *err);

/* The backups of what was set aside go with it: those of the fresh database would push them out. */
void aside_keep_backups(const char *folder, const char *name);

/* In a fresh database: that it stands in for what was set aside. */
bool aside_note(struct db *db, const char *name, int64_t wall_ms);
/* In the transaction that makes a fresh database: takes over the PIN with its attempts and the used
 * permits from the newest backup of what was set aside that can be read. Without one it is noted
 * that the PIN is lost. */
bool aside_keep_pin(struct db *db, const char *folder, const char *name, int64_t wall_ms);
/* Has something been set aside that staff have not decided about? */
bool aside_is_undecided(struct db *db, bool *out);

extern const struct request_rule rule_accept_aside;

#endif
