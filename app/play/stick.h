/* What is known of the stick that is plugged in, as plain data: found by the booth, looked at by
 * the staff's screens. */
#ifndef WENDA_PLAY_STICK_H
#define WENDA_PLAY_STICK_H

#include <stdint.h>

enum stick_state {
    STICK_NONE,
    STICK_READY,
    STICK_LOCKED,  /* can be read only */
    STICK_UNKNOWN, /* a file system that is not taken, or none */
    STICK_STATE_COUNT
};

enum { STICK_NAME_LEN = 96 };

struct stick_facts {
    enum stick_state state;
    char name[STICK_NAME_LEN]; /* its label as mounted */
    int64_t free_len;          /* bytes; -1 = not known */
    int exports, packs, banks; /* folders and files in its top folder */
};

#endif
