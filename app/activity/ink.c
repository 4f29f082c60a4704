#include "activity/ink.h"

#include <stdlib.h>
#include <string.h>

enum { SHEETS_A_ROW = 8, LINE_SHARE = 34 /* a line is that part of the side wide */ };

const struct ink_point *ink_stroke(const struct ink *ink, int index, int *count)
{
    int first = index > 0 ? ink->stroke_ends[index - 1] : 0;

    *count = ink->stroke_ends[index] - first;
    return &ink->points[first];
}

int ink_sheet(const struct ink *ink, int sheet, int *end)
{
    *end = sheet < ink->sheet_count ? ink->sheet_ends[sheet] : ink->stroke_count;
    return sheet > 0 ? ink->sheet_ends[sheet - 1] : 0;
}

bool ink_pad_is_empty(const struct ink *ink)
{
    int end;

    return ink_sheet(ink, ink->sheet_count, &end) == end;
}

static int16_t clamp(int value)
{
    return (int16_t)(value < 0 ? 0 : value > INK_SIDE ? INK_SIDE : value);
}

static bool is_near(struct ink_point a, struct ink_point b)
{
    return abs(a.x - b.x) < INK_STEP && abs(a.y - b.y) < INK_STEP;
}

bool ink_add_stroke(struct ink *ink, const struct ink_point *points, int count)
{
    int first = ink->stroke_count > 0 ? ink->stroke_ends[ink->stroke_count - 1] : 0, end = first;

    if (count <= 0 || ink->stroke_count == INK_STROKES_MAX)
        return false;
    for (int i = 0; i < count; i++) {
        struct ink_point point = { clamp(points[i].x), clamp(points[i].y) };
        if (end > first && i + 1 < count && is_near(ink->points[end - 1], point))
            continue;
        if (end == INK_POINTS_MAX)
            return false;
        ink->points[end++] = point;
    }
    ink->stroke_ends[ink->stroke_count++] = (int16_t)end;
    return true;
}

bool ink_undo_stroke(struct ink *ink)
{
    if (ink_pad_is_empty(ink))
        return false;
    ink->stroke_count--;
    return true;
}

void ink_clear_pad(struct ink *ink)
{
    int end;

    ink->stroke_count = ink_sheet(ink, ink->sheet_count, &end);
}

bool ink_close_sheet(struct ink *ink)
{
    if (ink_pad_is_empty(ink) || ink->sheet_count == INK_SHEETS_MAX)
        return false;
    ink->sheet_ends[ink->sheet_count++] = (int16_t)ink->stroke_count;
    return true;
}

void ink_drop_sheet(struct ink *ink)
{
    if (ink->sheet_count == 0)
        return;
    ink->sheet_count--;
    ink_clear_pad(ink);
}

/* ---- text ---- */

static void format_sheet(const struct ink *ink, int sheet, struct strbuf *out)
{
    int end, count;

    for (int i = ink_sheet(ink, sheet, &end); i < end; i++) {
        const struct ink_point *points = ink_stroke(ink, i, &count);
        for (int k = 0; k < count; k++)
            strbuf_addf(out, "%s%d,%d", k > 0 ? " " : "", points[k].x, points[k].y);
        if (i + 1 < end)
            strbuf_add_char(out, ';');
    }
}

void ink_format(const struct ink *ink, struct strbuf *out)
{
    for (int sheet = 0; sheet < ink->sheet_count; sheet++) {
        if (sheet > 0)
            strbuf_add_char(out, '|');
        format_sheet(ink, sheet, out);
    }
}

static bool read_number(const char **text, char behind, int16_t *out)
{
    int value = 0, digits = 0;

    for (; **text >= '0' && **text <= '9' && digits < 5; digits++)
        value = value * 10 + (*(*text)++ - '0');
    if (digits == 0 || value > INK_SIDE)
        return false;
    *out = (int16_t)value;
    if (behind == '\0')
        return true;
    if (**text != behind)
        return false;
    (*text)++;
    return true;
}

/* One stroke, up to what parts it from the next. */
static bool read_stroke(const char **text, struct ink *ink)
{
    int end = ink->stroke_count > 0 ? ink->stroke_ends[ink->stroke_count - 1] : 0;

    if (ink->stroke_count == INK_STROKES_MAX)
        return false;
    for (;;) {
        if (end == INK_POINTS_MAX || !read_number(text, ',', &ink->points[end].x) ||
            !read_number(text, '\0', &ink->points[end].y))
            return false;
        end++;
        if (**text != ' ')
            break;
        (*text)++;
    }
    ink->stroke_ends[ink->stroke_count++] = (int16_t)end;
    return true;
}

static bool read_sheets(const char *text, struct ink *ink)
{
    for (;;) {
        if (!read_stroke(&text, ink))
            return false;
        if (*text == ';') {
            text++;
            continue;
        }
        if (!ink_close_sheet(ink))
            return false;
        if (*text == '\0')
            return true;
        if (*text++ != '|')
            return false;
    }
}

bool ink_parse(const char *text, struct ink *ink)
{
    memset(ink, 0, sizeof(*ink));
    if (read_sheets(text, ink))
        return true;
    memset(ink, 0, sizeof(*ink));
    return false;
}

void ink_write_text(const char *text, struct strbuf *out)
{
    int number = 0;

    for (const char *mark; (mark = strstr(text, INK_MARK)) != NULL;) {
        strbuf_add_len(out, text, (size_t)(mark - text));
        strbuf_addf(out, "〔字迹%d〕", ++number);
        text = mark + strlen(INK_MARK);
    }
    strbuf_add(out, text);
}

/* ---- picture ---- */

static void write_stroke(const struct ink *ink, int stroke, int x, int y, int side_px,
                         struct strbuf *out)
{
    int count;
    const struct ink_point *points = ink_stroke(ink, stroke, &count);

    strbuf_add(out, "<polyline points=\"");
    for (int i = 0; i < count; i++)
        strbuf_addf(out, "%s%d,%d", i > 0 ? " " : "", x + points[i].x * side_px / INK_SIDE,
                    y + points[i].y * side_px / INK_SIDE);
    if (count == 1) /* a dot: a line of no length is drawn by its round ends */
        strbuf_addf(out, " %d,%d", x + points[0].x * side_px / INK_SIDE,
                    y + points[0].y * side_px / INK_SIDE);
    strbuf_add(out, "\"/>\n");
}

int ink_write_svg(const struct ink *ink, int side_px, struct strbuf *out)
{
    int rows = (ink->sheet_count + SHEETS_A_ROW - 1) / SHEETS_A_ROW, end;

    strbuf_addf(out,
                "<g fill=\"none\" stroke=\"#1B1A17\" stroke-width=\"%d\" stroke-linecap=\"round\" "
                "stroke-linejoin=\"round\">\n",
                side_px / LINE_SHARE > 1 ? side_px / LINE_SHARE : 1);
    for (int sheet = 0; sheet < ink->sheet_count; sheet++) {
        int x = sheet % SHEETS_A_ROW * side_px, y = sheet / SHEETS_A_ROW * side_px;
        for (int i = ink_sheet(ink, sheet, &end); i < end; i++)
            write_stroke(ink, i, x, y, side_px, out);
    }
    strbuf_add(out, "</g>\n");
    return rows * side_px;
}
