/* The staff's update screen in each of its situations, for the audit. */
#ifndef WENDA_SHELL_WALK_UPDATE_H
#define WENDA_SHELL_WALK_UPDATE_H

#include "play/kiosk.h"

enum walk_update {
    WALK_UPDATE_READS,
    WALK_UPDATE_OFF,
    WALK_UPDATE_NO_STICK,
    WALK_UPDATE_NOTHING,
    WALK_UPDATE_LIST,
    WALK_UPDATE_CHANGES,
    WALK_UPDATE_OLD,
    WALK_UPDATE_UNSIGNED,
    WALK_UPDATE_FORGED,
    WALK_UPDATE_BANK,
    WALK_UPDATE_QUESTION,
    WALK_UPDATE_ANSWER,
    WALK_UPDATE_PAGE,
    WALK_UPDATE_UNREAD,
    WALK_UPDATE_DETAIL,
    WALK_UPDATE_FAULTY,
    WALK_UPDATE_FINISHED,
    WALK_UPDATE_COUNT
};
const char *walk_update_name(enum walk_update situation);
/* The staff are inside; the kiosk borrows figures that last until the next call. */
void walk_update_put(struct kiosk *kiosk, enum walk_update situation);

#endif
