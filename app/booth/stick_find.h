/*
 * Which stick is plugged in, from what the kernel lists: /proc/self/mountinfo (proc_pid_mountinfo
 * in proc(5)) and /sys. Taken is what is on USB, has vfat or exfat, and is mounted where desktops
 * and the appliance's own helper mount sticks; never the disk that the system runs from.
 */
#ifndef WENDA_BOOTH_STICK_FIND_H
#define WENDA_BOOTH_STICK_FIND_H

#include <stdbool.h>

#include "play/stick.h"

enum { STICK_PATH_LEN = 1024 };

struct stick_found {
    enum stick_state state;    /* never STICK_LOCKED: that is found by looking at the stick */
    char path[STICK_PATH_LEN]; /* STICK_READY: where it is mounted */
    bool may_follow; /* STICK_UNKNOWN: nothing of it is mounted, which may just need a moment */
};

/* sys is /sys. Of several sticks the one mounted last counts. */
void stick_find(const char *mountinfo, const char *sys, struct stick_found *out);

/* What is on it: reads its top folder, which may take a while. */
void stick_look(const char *path, struct stick_facts *out);

#endif
