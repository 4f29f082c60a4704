/* The schema's versions: numbered, append-only, one transaction each. */
#ifndef WENDA_STORE_MIGRATE_H
#define WENDA_STORE_MIGRATE_H

#include "store/db.h"

/* Runs the schema texts after db->schema_version, each in a transaction that also sets
 * user_version. A failure leaves the last whole version. */
bool migrate_run(struct db *db, struct err *err);
/* Fills a new, empty database: schema, application id, its kind, the first audit row. */
bool migrate_create(struct db *db, enum store_kind kind, int64_t wall_ms, struct err *err);

/* As stored: official, rehearsal, simulated. */
const char *migrate_kind_tag(enum store_kind kind);
bool migrate_find_kind(const char *tag, enum store_kind *out);

#endif
