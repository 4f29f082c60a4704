/* What another version of an activity changes: question by question, and its settings. */
#ifndef WENDA_BOOTH_UPDATE_DIFF_H
#define WENDA_BOOTH_UPDATE_DIFF_H

#include "activity/model.h"
#include "base/err.h"
#include "play/update.h"

void update_compare(const struct activity *before, const struct activity *after,
                    struct update_preview *out);
/* Faults as the screen lists them; paths are told below folder. */
void update_list_faults(const struct err_list *faults, const char *folder,
                        struct update_preview *out);

#endif
