/*
 * The audit log: what happened to the records as a whole, never an answer, in a chain of hashes,
 * each row written in the transaction of what it tells of. The chain's text is described in schema
 * 0001.
 */
#ifndef WENDA_STORE_AUDIT_H
#define WENDA_STORE_AUDIT_H

#include "port/crypt.h"
#include "store/db.h"

/* Appends a row; inside the caller's transaction. */
bool audit_put(struct db *db, int64_t wall_ms, const char *event, const char *subject,
               const char *detail_format, ...) __attribute__((format(printf, 5, 6)));
/* The last row's number and hash; 0 and 64 zeros when there is none. */
bool audit_read_head(struct db *db, int64_t *number, char hash[CRYPT_HEX_LEN]);
/* Recomputes the chain; false and the first row that does not hold in err. */
bool audit_check(struct db *db, struct err *err);

#endif
