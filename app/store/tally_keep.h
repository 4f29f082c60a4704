/*
 * Keeping the tallies (schema 0005, 0007) beside the records they count: give counts a record that
 * has just been put, take one that is about to change or go. All inside the caller's transaction.
 */
#ifndef WENDA_STORE_TALLY_KEEP_H
#define WENDA_STORE_TALLY_KEEP_H

#include "store/db.h"

bool tally_give_visit(struct db *db, const char *uuid);
bool tally_give_session(struct db *db, int64_t session);
bool tally_take_session(struct db *db, int64_t session);
/* All answers of a session that has just ended, or that ended and is about to be erased: those of
 * one under way are in no tally. */
bool tally_give_answers(struct db *db, int64_t session);
bool tally_take_answers(struct db *db, int64_t session);

#endif
