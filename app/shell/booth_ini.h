/*
 * What staff set for this one booth, kept in DATA/booth.ini as `key: value` lines: how loud it is,
 * whether things move. Lines of other keys are left as they are.
 */
#ifndef WENDA_SHELL_BOOTH_INI_H
#define WENDA_SHELL_BOOTH_INI_H

#include <stdbool.h>

#include "base/err.h"

struct booth_ini {
    int volume; /* 0 (mute) to BOOTH_VOLUME_MOST: `音量: N` */
    bool still; /* `减少动画: 是` */
};

/* What is not written, or not a value, is as usual. */
void booth_ini_read(const char *data, struct booth_ini *out);
/* Replaces the file at once and whole. */
bool booth_ini_write(const char *data, const struct booth_ini *ini, struct err *err);

#endif
