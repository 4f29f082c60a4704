/*
 * The installed activity of a data folder: DATA/activity, the one before it in DATA/activity.prev,
 * and the office's key in DATA/trusted.pub. An update is written beside, checked, and swapped in by
 * one rename: a power cut leaves the old one or the new one. Answers already given keep their text,
 * which is in the store. Whoever calls owns the data folder (its lock).
 */
#ifndef WENDA_BOOTH_INSTALL_H
#define WENDA_BOOTH_INSTALL_H

#include <stdbool.h>
#include <stdint.h>

#include "activity/pack.h"
#include "base/err.h"

struct install_record {
    char activity_id[PACK_ID_LEN];
    int64_t serial; /* 0 = none installed */
    char created[PACK_STAMP_LEN];
    char key_name[CRYPT_KEY_NAME_LEN];
};

/* What DATA/activity was installed from; serial 0 when nothing is installed. */
bool install_read_record(const char *data, struct install_record *out, struct err *err);

/* Verifies bytes with key, checks the activity in it (every error in faults) and swaps it in. A
 * serial not above the installed one of the same activity is refused unless allow_old. */
bool install_pack(const char *data, const char *bytes, size_t len, const struct crypt_public *key,
                  bool allow_old, const char *stale_path, struct err_list *faults, struct err *err);
/* The same for files that no office signed, made into a pack with a key of the moment: for an
 * activity that takes them. It has no serial: the one installed before stays the bar for packs. */
#define INSTALL_UNSIGNED "unsigned" /* instead of a key's name in its record */
bool install_unsigned(const char *data, const char *bytes, size_t len,
                      const struct crypt_public *key, const char *stale_path,
                      struct err_list *faults, struct err *err);
/* Back to the version before; it and the present one change places. */
bool install_swap_back(const char *data, struct err *err);
/* Loads DATA/trusted.pub. */
bool install_load_key(const char *data, struct crypt_public *key, struct err *err);

#endif
