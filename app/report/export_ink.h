/*
 * What visitors wrote by hand, as pictures: data/ink-QUESTION.svg, one row an answer with the
 * visit's id above it. Kept in memory until all rows are read.
 */
#ifndef WENDA_REPORT_EXPORT_INK_H
#define WENDA_REPORT_EXPORT_INK_H

#include "report/export_rows.h"

/* Zero-initialised = none; fini releases. */
struct ink_pictures;
struct ink_pictures *ink_pictures_new(void);
void ink_pictures_free(struct ink_pictures *pictures);
/* Takes the answer's strokes up when it has any. */
void ink_pictures_add(struct ink_pictures *pictures, const struct store_answer_row *row);
bool ink_pictures_write(const struct ink_pictures *pictures, const char *folder,
                        struct export_files *files, struct err *err);

#endif
