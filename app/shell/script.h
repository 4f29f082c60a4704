/*
 * Runs a script: every tap goes as finger events through SDL's own queue, aimed at the middle of
 * the widget that the label names; the kiosk cannot tell it from a hand.
 */
#ifndef WENDA_SHELL_SCRIPT_H
#define WENDA_SHELL_SCRIPT_H

#include "shell/loop.h"
#include "shell/script_parse.h"

/* NULL when the file cannot be read or has faults. The caller frees. */
struct script *script_load(const char *path, struct err_list *faults);
void script_free(struct script *script);

/* Stops at the first command that fails: prints its line, the screen's name and its widgets to
 * stderr, and returns false. shots: folder for pictures and lists, made when absent; NULL = they
 * are left out. */
bool script_run(const struct script *script, struct loop *loop, const char *shots);

#endif
