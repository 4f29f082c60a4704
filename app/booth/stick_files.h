/*
 * Reading from a stick that anybody may have prepared: openat2 beneath its top folder, no symbolic
 * links, no waiting, regular files only, each read once into memory.
 */
#ifndef WENDA_BOOTH_STICK_FILES_H
#define WENDA_BOOTH_STICK_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/strbuf.h"

/* The top folder, opened; -1 with a reason. The caller closes. */
int stick_open(const char *path, struct err *err);
/* Appends the file of that name (may hold slashes) below folder. */
bool stick_read(int folder, const char *name, size_t max_len, struct strbuf *out, struct err *err);
/* A folder below it; -1 with a reason. The caller closes. */
int stick_open_folder(int folder, const char *name, struct err *err);

/* What staff are told of a failed call on a stick: pulled, full, locked … Always false. */
bool stick_failed(struct err *err, int code, const char *what, const char *name);

#endif
