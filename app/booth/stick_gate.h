/*
 * Sticks that the appliance mounted itself (assets/appliance/) are mounted read-only and made
 * writable only while something is written: by writing a word into a file that the helper watches.
 * Sticks mounted by a desktop are taken as they are.
 */
#ifndef WENDA_BOOTH_STICK_GATE_H
#define WENDA_BOOTH_STICK_GATE_H

#include <stdbool.h>

#include "base/err.h"

/* Writable from now on, or why not. */
bool stick_gate_open(const char *path, struct err *err);
/* Read-only again, so that it is clean for Windows; mounted anew unless somebody else reads it, so
 * that what is read next comes from the stick. False when that could not be done. */
bool stick_gate_close(const char *path);

#endif
