#include "activity/convert/xlsform_grid.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"

void grid_init(struct grid *grid, const char *name, struct arena *arena)
{
    *grid = (struct grid){ .name = name, .arena = arena };
}

void grid_fini(struct grid *grid)
{
    free(grid->rows);
    grid->rows = NULL;
}

static const char *full_name(struct grid *grid, const char *name, const char *language)
{
    struct strbuf out;
    if (!language)
        return name;
    strbuf_init(&out);
    strbuf_addf(&out, "%s::%s", name, language);
    const char *copy = arena_strdup(grid->arena, out.text);
    strbuf_fini(&out);
    return copy;
}

void grid_add_column(struct grid *grid, const char *name, const char *language)
{
    assert(grid->column_count < GRID_COLUMNS_MAX);
    grid->columns[grid->column_count++] = full_name(grid, name, language);
}

void grid_add_row(struct grid *grid)
{
    grid->rows = mem_grow(grid->rows, grid->row_count, &grid->row_capacity, sizeof *grid->rows);
    grid->rows[grid->row_count++] =
        arena_alloc(grid->arena, GRID_COLUMNS_MAX * sizeof **grid->rows);
}

void grid_put(struct grid *grid, const char *name, const char *language, const char *text)
{
    const char *column = full_name(grid, name, language);
    int col = 0;
    if (!text || !*text)
        return;
    while (col < grid->column_count && strcmp(grid->columns[col], column) != 0)
        col++;
    assert(col < grid->column_count && grid->row_count > 0);
    grid->rows[grid->row_count - 1][col] = arena_strdup(grid->arena, text);
}

bool grid_take(const struct grid *grid, struct sheet_builder *builder, struct err *err)
{
    if (!sheet_begin(builder, grid->name, false, err))
        return false;
    for (int col = 0; col < grid->column_count; col++)
        if (!sheet_set_cell(builder, 1, col, grid->columns[col], err))
            return false;
    for (int row = 0; row < grid->row_count; row++)
        for (int col = 0; col < grid->column_count; col++) {
            const char *text = grid->rows[row][col];
            if (text && !sheet_set_cell(builder, row + 2, col, text, err))
                return false;
        }
    sheet_end(builder);
    return true;
}
