/* A small folder of text and pictures from a stick onto this machine. */
#ifndef WENDA_BOOTH_STICK_TREE_H
#define WENDA_BOOTH_STICK_TREE_H

#include <stdbool.h>

#include "base/err.h"

/* Copies .txt, .svg and .png of the folder, which are all that an activity may have, to a folder
 * that does not exist yet. Bounded as packs are: size, number, depth, names. */
bool stick_copy_tree(int stick, const char *name, const char *to, struct err *err);

#endif
