/* The files of an activity folder that go into a pack. */
#ifndef WENDA_ACTIVITY_PACK_COLLECT_H
#define WENDA_ACTIVITY_PACK_COLLECT_H

#include "base/err.h"
#include "base/mem.h"
#include "port/archive_tar.h"

/* Every .txt, .svg and .png below folder in order of name; links and hidden files are passed over.
 * Names and contents hang in arena. */
bool pack_collect(const char *folder, struct arena *arena, struct tar_file **files, int *count,
                  struct err *err);

#endif
