/* Inside of sheet.h: the readers that run in the child, for port/sheet*.c, fuzz targets and tests.
 */
#ifndef WENDA_PORT_SHEET_INSIDE_H
#define WENDA_PORT_SHEET_INSIDE_H

#include "port/sheet_build.h"

/* Each reads a whole file in this process. On failure out may hold what was read so far. */
bool sheet_parse_xlsx(const char *bytes, size_t len, struct sheet_book *out, struct err *err);
/* FreeXL wants a path. prepare loads the character sets that it may ask for. */
void sheet_prepare_xls(void);
bool sheet_parse_xls(const char *path, struct sheet_book *out, struct err *err);

/* How Excel shows a number in a format code; false, with the plain number in out, where the code
 * asks for what is not followed here. since_1904: serial days count from 1904. */
bool sheet_format_number(double number, const char *code, bool since_1904, struct strbuf *out);
/* The code of a built-in format, or NULL. */
const char *sheet_builtin_format(int id);

#endif
