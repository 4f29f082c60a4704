/* Inside of convert_write_xlsform: sheets as rows of texts under named columns. */
#ifndef WENDA_ACTIVITY_CONVERT_XLSFORM_GRID_H
#define WENDA_ACTIVITY_CONVERT_XLSFORM_GRID_H

#include "base/mem.h"
#include "port/sheet_build.h"

enum { GRID_COLUMNS_MAX = 64 };

/* Texts hang in the arena, which is borrowed. */
struct grid {
    const char *name;
    struct arena *arena;
    const char *columns[GRID_COLUMNS_MAX];
    int column_count;
    const char ***rows; /* each with room for GRID_COLUMNS_MAX */
    int row_count, row_capacity;
};

void grid_init(struct grid *grid, const char *name, struct arena *arena);
void grid_fini(struct grid *grid);
/* A column; with a language (not NULL), `name::language`. */
void grid_add_column(struct grid *grid, const char *name, const char *language);
void grid_add_row(struct grid *grid);
/* Into the last row, copied; NULL and "" leave the cell empty. */
void grid_put(struct grid *grid, const char *name, const char *language, const char *text);
/* Header and rows as a sheet. */
bool grid_take(const struct grid *grid, struct sheet_builder *builder, struct err *err);

#endif
