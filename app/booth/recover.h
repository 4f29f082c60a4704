/*
 * A forgotten PIN, from the booth's side: finds the office's permit on the stick or in the data
 * folder and checks it; and the PIN that official data and rehearsal share, though each is a store
 * of its own.
 */
#ifndef WENDA_BOOTH_RECOVER_H
#define WENDA_BOOTH_RECOVER_H

#include "activity/permit.h"
#include "store/store.h"

struct recover_source {
    struct store *store;
    const char *home;  /* the data folder as named: trusted.pub, and permits */
    const char *stick; /* NULL = none */
    const char *booth;
};

/* A permit for this booth that was not used yet, here or in the other data. False and what staff
 * can do. */
bool recover_find_permit(const struct recover_source *source, struct permit *out, struct err *err);

/* Whether a PIN that was lost with a damaged database may be set anew by whoever is here: not where
 * the office's key is installed (its permit is asked for), nor while the other data folder still
 * has the PIN. False and what staff can do. */
bool recover_may_set_anew(struct store *store, const char *home, struct err *err);

/* Takes over the PIN of the other data folder (official and rehearsal, by their place) where it was
 * set later than the store's own. Without another folder nothing happens. */
bool recover_share_pin(struct store *store, struct err *err);

#endif
