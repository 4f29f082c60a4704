/* The md-table form: each row between bars, the sheet's name in the first cell. */
#include <string.h>

#include "activity/convert/internal.h"
#include "activity/convert/xlsform.h"
#include "base/mem.h"
#include "port/sheet_build.h"

/* A line's cells up to the last bar; `\|` is a bar within a cell. */
static bool add_line(struct sheet_builder *builder, const char *line, size_t len, int number,
                     struct err *err)
{
    struct strbuf cell;
    int col = 0;
    bool ok = true;
    strbuf_init(&cell);
    for (size_t i = 1; i < len && ok; i++) {
        bool escaped = line[i] == '\\' && i + 1 < len && line[i + 1] == '|';
        if (line[i] != '|' || escaped) {
            i += escaped;
            strbuf_add_char(&cell, line[i]);
            continue;
        }
        const char *text = cell.text + strspn(cell.text, " \t");
        while (cell.len > 0 && strchr(" \t", cell.text[cell.len - 1]))
            strbuf_truncate(&cell, cell.len - 1);
        ok = sheet_set_cell(builder, number, col++, text < cell.text + cell.len ? text : "", err);
        strbuf_clear(&cell);
    }
    strbuf_fini(&cell);
    return ok;
}

/* | --- | :-: | below a header */
static bool is_rule(const char *line, size_t len)
{
    bool dash = false;
    for (size_t i = 0; i < len; i++) {
        if (!strchr("|-: \t", line[i]))
            return false;
        dash = dash || line[i] == '-';
    }
    return dash;
}

/* The next line without its blanks; false at the end. */
static bool next_line(const char **text, const char **line, size_t *len)
{
    if (!**text)
        return false;
    size_t all = strcspn(*text, "\n");
    *line = *text;
    *len = all;
    *text += all + ((*text)[all] == '\n');
    while (*len > 0 && strchr(" \t\r", (*line)[*len - 1]))
        --*len;
    while (*len > 0 && strchr(" \t", **line)) {
        ++*line;
        --*len;
    }
    return true;
}

bool convert_xlsform_sheets(const char *text, struct sheet_book *out, struct err *err)
{
    struct sheet_builder builder = { .book = out };
    const char *line = NULL;
    size_t len = 0;
    int number = 0;
    *out = (struct sheet_book){ 0 };
    bool ok = sheet_begin(&builder, "", false, err);
    while (ok && next_line(&text, &line, &len)) {
        number++;
        if (len > 1 && *line == '|' && !is_rule(line, len))
            ok = add_line(&builder, line, len, number, err);
    }
    if (!ok)
        sheet_book_fini(out);
    return ok;
}

bool convert_is_xlsform_text(const char *text)
{
    const char *line = NULL;
    size_t len = 0;
    while (next_line(&text, &line, &len)) {
        if (len < 2 || *line != '|')
            continue;
        struct sheet_book book;
        struct arena arena;
        arena_init(&arena);
        bool found = convert_xlsform_sheets(arena_strndup(&arena, line, len), &book, NULL);
        found = found && convert_is_xlsform(&book);
        sheet_book_fini(&book);
        arena_fini(&arena);
        return found;
    }
    return false;
}
