/* What the store's files about staff share. */
#ifndef WENDA_STORE_STAFF_INSIDE_H
#define WENDA_STORE_STAFF_INSIDE_H

#include "store/request.h"

/* Inside the caller's transaction. */
bool pin_read(struct db *db, const char *boot, int64_t boot_ms, struct store_pin *out);

/* used: that permit has set a PIN before. NULL was not. */
bool permit_find(struct db *db, const char *permit, bool *used);

/* Totals, and what of them is since from_ms; out must be empty. */
bool counters_read(struct db *db, int64_t from_ms, struct store_counters *out);

extern const struct request_rule rule_try_pin, rule_check_pin, rule_set_pin, rule_count,
    rule_note_staff, rule_adopt_pin, rule_mark_open, rule_erase;

#endif
