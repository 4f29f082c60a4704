/*
 * What a script types, as a visitor would: key by key on the keyboard that the screen shows,
 * turning its layers, and Chinese characters by their pinyin, picked from the words offered.
 */
#ifndef WENDA_SHELL_SCRIPT_TYPE_H
#define WENDA_SHELL_SCRIPT_TYPE_H

#include "shell/loop.h"

bool script_type(struct loop *loop, const char *text, struct err *err);

#endif
