/* The situations of the staff panel, for shell/walk. */
#ifndef WENDA_SHELL_WALK_STAFF_H
#define WENDA_SHELL_WALK_STAFF_H

#include "play/kiosk.h"

int walk_staff_count(void);
/* Puts a kiosk that was reset into situation number index; the name is constant. */
const char *walk_staff_show(struct kiosk *kiosk, int index);

#endif
