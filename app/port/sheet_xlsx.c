/*
 * .xlsx: the parts of the package (ECMA-376 part 1, 18) that hold text: workbook, shared strings,
 * styles, sheets, and where pictures lie.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "port/archive.h"
#include "port/sheet_inside.h"
#include "port/xml.h"

static const struct xml_space spaces[] = {
    { "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "x" },
    { "http://purl.oclc.org/ooxml/spreadsheetml/main", "x" },
    { "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r" },
    { "http://purl.oclc.org/ooxml/officeDocument/relationships", "r" },
    { "http://schemas.openxmlformats.org/package/2006/relationships", "rel" },
    { "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing", "xdr" },
    { "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing", "xdr" },
    { NULL, NULL },
};

struct xlsx {
    struct zip *zip;
    struct arena arena; /* of workbook, strings and styles */
    struct err *err;
    const char **strings;
    int string_count;
    const char **codes; /* number format by style, or NULL */
    int code_count;
    bool since_1904;
    struct sheet_builder builder;
};

static const struct xml_node *read_part(struct xlsx *x, const char *path, struct arena *arena)
{
    struct strbuf bytes;
    const struct xml_node *root = NULL;
    strbuf_init(&bytes);
    if (zip_read(x->zip, path, &bytes, x->err))
        root = xml_parse(bytes.text, bytes.len, spaces, arena, x->err);
    strbuf_fini(&bytes);
    return root;
}

/* "../drawings/drawing1.xml" as seen from "xl/worksheets/sheet1.xml" -> "xl/drawings/drawing1.xml";
 * "/xl/…" counts from the top. */
static const char *resolve(struct arena *arena, const char *from, const char *target)
{
    char *path = arena_alloc(arena, strlen(from) + strlen(target) + 2);
    const char *slash = strrchr(from, '/');
    size_t len = 0;
    if (*target == '/')
        target++;
    else if (slash)
        len = (size_t)(slash - from);
    memcpy(path, from, len);
    while (*target) {
        size_t step = strcspn(target, "/");
        if (step == 2 && memcmp(target, "..", 2) == 0) {
            while (len > 0 && path[--len] != '/')
                continue;
        } else if (step > 0 && !(step == 1 && *target == '.')) {
            if (len > 0)
                path[len++] = '/';
            memcpy(path + len, target, step);
            len += step;
        }
        target += step + (target[step] == '/');
    }
    path[len] = '\0';
    return path;
}

static bool ends_with(const char *text, const char *ending)
{
    size_t len = text ? strlen(text) : 0, end = strlen(ending);
    return len >= end && strcmp(text + len - end, ending) == 0;
}

/* The relationships of a part, or NULL where it has none. */
static const struct xml_node *read_rels(struct xlsx *x, const char *part, struct arena *arena)
{
    struct strbuf path;
    const char *slash = strrchr(part, '/');
    const struct xml_node *rels = NULL;
    strbuf_init(&path);
    strbuf_add_len(&path, part, slash ? (size_t)(slash + 1 - part) : 0);
    strbuf_addf(&path, "_rels/%s.rels", slash ? slash + 1 : part);
    if (zip_has(x->zip, path.text))
        rels = read_part(x, path.text, arena);
    strbuf_fini(&path);
    return rels;
}

/* The path of the part that `part` relates to, by id (any where NULL) and the end of its type;
 * NULL when there is none. */
static const char *related(const struct xml_node *rels, const char *part, const char *id,
                           const char *kind, struct arena *arena)
{
    for (const struct xml_node *rel = xml_child(rels, "rel:Relationship"); rel;
         rel = xml_next(rel, "rel:Relationship")) {
        const char *target = xml_attr(rel, "Target"), *own = xml_attr(rel, "Id");
        bool wanted = !id || (own && strcmp(own, id) == 0);
        if (target && wanted && ends_with(xml_attr(rel, "Type"), kind))
            return resolve(arena, part, target);
    }
    return NULL;
}

/* _x000D_ stands for a character (ECMA-376 part 1, 22.9.2.19). */
static void add_unescaped(const char *text, struct strbuf *out)
{
    while (*text) {
        bool escape = text[0] == '_' && text[1] == 'x' &&
                      strspn(text + 2, "0123456789abcdefABCDEF") == 4 && text[6] == '_';
        if (!escape) {
            strbuf_add_char(out, *text++);
            continue;
        }
        char hex[5] = { text[2], text[3], text[4], text[5], 0 };
        unsigned long c = strtoul(hex, NULL, 16);
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        if (c > 0 && !surrogate)
            strbuf_add_codepoint(out, (uint32_t)c);
        text += 7;
    }
}

/* <is> and <si>: plain text or runs of rich text; <rPh> is how to read it aloud. */
static void add_rich_text(const struct xml_node *node, struct strbuf *out)
{
    for (const struct xml_node *child = node->first; child; child = child->next) {
        struct strbuf raw;
        if (xml_is(child, "x:r"))
            add_rich_text(child, out);
        if (!xml_is(child, "x:t"))
            continue;
        strbuf_init(&raw);
        xml_add_text(child, &raw);
        add_unescaped(raw.text, out);
        strbuf_fini(&raw);
    }
}

static int count_children(const struct xml_node *node, const char *name)
{
    int count = 0;
    for (const struct xml_node *child = xml_child(node, name); child; child = xml_next(child, name))
        count++;
    return count;
}

static bool read_strings(struct xlsx *x, const char *path)
{
    struct arena arena;
    struct strbuf text;
    arena_init(&arena);
    strbuf_init(&text);
    const struct xml_node *root = read_part(x, path, &arena);
    int count = count_children(root, "x:si");
    x->strings = arena_alloc(&x->arena, (size_t)count * sizeof *x->strings);
    for (const struct xml_node *si = xml_child(root, "x:si"); si; si = xml_next(si, "x:si")) {
        strbuf_clear(&text);
        add_rich_text(si, &text);
        x->strings[x->string_count++] = arena_strdup(&x->arena, text.text);
    }
    strbuf_fini(&text);
    arena_fini(&arena);
    return root != NULL;
}

/* A whole number as an attribute, or -1. */
static int to_int(const char *text)
{
    size_t digits = text ? strspn(text, "0123456789") : 0;
    return digits > 0 && digits <= 9 && !text[digits] ? (int)strtol(text, NULL, 10) : -1;
}

static const char *code_of(const struct xml_node *formats, int id)
{
    for (const struct xml_node *own = xml_child(formats, "x:numFmt"); own;
         own = xml_next(own, "x:numFmt"))
        if (to_int(xml_attr(own, "numFmtId")) == id)
            return xml_attr(own, "formatCode");
    return sheet_builtin_format(id);
}

static bool read_styles(struct xlsx *x, const char *path)
{
    const struct xml_node *root = read_part(x, path, &x->arena);
    const struct xml_node *formats = xml_child(root, "x:numFmts");
    const struct xml_node *styles = xml_child(root, "x:cellXfs");
    int count = count_children(styles, "x:xf");
    x->codes = arena_alloc(&x->arena, (size_t)count * sizeof *x->codes);
    for (const struct xml_node *xf = xml_child(styles, "x:xf"); xf; xf = xml_next(xf, "x:xf")) {
        int id = to_int(xml_attr(xf, "numFmtId"));
        x->codes[x->code_count++] = code_of(formats, id < 0 ? 0 : id);
    }
    return root != NULL;
}

/* "AB12" -> column 27, line 12. */
static bool parse_reference(const char *text, int *col, int *line)
{
    int letters = 0;
    *col = 0;
    while (letters < 4 && text[letters] >= 'A' && text[letters] <= 'Z')
        *col = *col * 26 + (text[letters++] - 'A' + 1);
    *line = to_int(text + letters);
    (*col)--;
    return letters >= 1 && letters <= 3 && *line >= 1;
}

/* ---- Cells ---- */

static bool add_number(struct xlsx *x, const struct xml_node *cell, const char *value,
                       struct strbuf *out)
{
    char *end = NULL;
    double number = strtod(value, &end);
    if (end == value || *end || number - number != 0) { /* neither text nor infinity */
        strbuf_add(out, value);
        return false;
    }
    int style = to_int(xml_attr(cell, "s"));
    const char *code = "General";
    if (style > 0 || (style == 0 && x->code_count > 0))
        code = style < x->code_count ? x->codes[style] : NULL;
    bool known = sheet_format_number(number, code ? code : "General", x->since_1904, out);
    return known && code;
}

static void add_shared(struct xlsx *x, const char *value, struct strbuf *out)
{
    int index = to_int(value);
    if (index >= 0 && index < x->string_count)
        strbuf_add(out, x->strings[index]);
}

/* The text of a cell as shown; *doubt says what is not certain of it, or stays. */
static void read_cell(struct xlsx *x, const struct xml_node *cell, struct strbuf *out,
                      enum sheet_doubt *doubt)
{
    struct strbuf value;
    const char *type = xml_attr(cell, "t");
    const struct xml_node *v = xml_child(cell, "x:v");
    strbuf_init(&value);
    if (v)
        xml_add_text(v, &value);
    type = type ? type : "n";
    if (strcmp(type, "inlineStr") == 0) {
        if (xml_child(cell, "x:is"))
            add_rich_text(xml_child(cell, "x:is"), out);
    } else if (value.len == 0) {
        if (xml_child(cell, "x:f"))
            *doubt = SHEET_DOUBT_FORMULA;
    } else if (strcmp(type, "s") == 0) {
        add_shared(x, value.text, out);
    } else if (strcmp(type, "b") == 0) {
        strbuf_add(out, strcmp(value.text, "0") == 0 ? "FALSE" : "TRUE");
    } else if (strcmp(type, "n") == 0) {
        if (!add_number(x, cell, value.text, out))
            *doubt = SHEET_DOUBT_FORMAT;
    } else {
        add_unescaped(value.text, out); /* str; d: a day as text; e: an error */
        if (strcmp(type, "e") == 0)
            *doubt = SHEET_DOUBT_ERROR;
    }
    /* Pictures inside cells, as WPS keeps them. */
    if (strstr(out->text, "DISPIMG("))
        *doubt = SHEET_DOUBT_PICTURE;
    strbuf_fini(&value);
}

static bool take_cell(struct xlsx *x, const struct xml_node *cell, int line, int col)
{
    struct strbuf text;
    enum sheet_doubt doubt = SHEET_DOUBT_COUNT;
    strbuf_init(&text);
    read_cell(x, cell, &text, &doubt);
    bool ok = sheet_set_cell(&x->builder, line, col, text.text, x->err);
    if (doubt != SHEET_DOUBT_COUNT)
        sheet_add_mark(&x->builder, line, col, doubt);
    strbuf_fini(&text);
    return ok;
}

static bool take_row(struct xlsx *x, const struct xml_node *row, int line)
{
    int next = 0;
    for (const struct xml_node *cell = xml_child(row, "x:c"); cell; cell = xml_next(cell, "x:c")) {
        const char *reference = xml_attr(cell, "r");
        int col = next, own_line = line;
        if (reference && (!parse_reference(reference, &col, &own_line) || own_line != line))
            return err_set(x->err, "文件读不了：单元格 %s 的位置不对，可能已损坏", reference);
        if (!take_cell(x, cell, line, col))
            return false;
        next = col + 1;
    }
    return true;
}

static bool take_rows(struct xlsx *x, const struct xml_node *data)
{
    int next = 1;
    for (const struct xml_node *row = xml_child(data, "x:row"); row; row = xml_next(row, "x:row")) {
        int line = xml_attr(row, "r") ? to_int(xml_attr(row, "r")) : next;
        if (!take_row(x, row, line))
            return false;
        next = line + 1;
    }
    return true;
}

/* A cell merged over rows belongs to each of them. */
static void spread_merged(struct xlsx *x, const struct xml_node *merges)
{
    for (const struct xml_node *merge = xml_child(merges, "x:mergeCell"); merge;
         merge = xml_next(merge, "x:mergeCell")) {
        const char *reference = xml_attr(merge, "ref");
        const char *colon = reference ? strchr(reference, ':') : NULL;
        char first[16] = { 0 };
        int col = 0, line = 0, last_col = 0, last_line = 0;
        if (!colon || colon - reference >= (int)sizeof first)
            continue;
        memcpy(first, reference, (size_t)(colon - reference));
        if (parse_reference(first, &col, &line) &&
            parse_reference(colon + 1, &last_col, &last_line))
            sheet_spread(&x->builder, line, last_line, col);
    }
}

/* ---- Pictures ---- */

static bool holds_picture(const struct xml_node *anchor)
{
    static const char *const kinds[] = { "xdr:pic", "xdr:grpSp", "xdr:graphicFrame" };
    for (int i = 0; i < 3; i++)
        if (xml_child(anchor, kinds[i]))
            return true;
    return false;
}

static void mark_pictures(struct xlsx *x, const struct xml_node *drawing)
{
    for (const struct xml_node *anchor = drawing->first; anchor; anchor = anchor->next) {
        const struct xml_node *from = xml_child(anchor, "xdr:from");
        struct strbuf col, row;
        if (!from || !holds_picture(anchor))
            continue;
        strbuf_init(&col);
        strbuf_init(&row);
        if (xml_child(from, "xdr:col") && xml_child(from, "xdr:row")) {
            xml_add_text(xml_child(from, "xdr:col"), &col);
            xml_add_text(xml_child(from, "xdr:row"), &row);
        }
        if (to_int(col.text) >= 0 && to_int(row.text) >= 0)
            sheet_add_mark(&x->builder, to_int(row.text) + 1, to_int(col.text),
                           SHEET_DOUBT_PICTURE);
        strbuf_fini(&col);
        strbuf_fini(&row);
    }
}

static bool take_drawing(struct xlsx *x, const char *sheet_path, struct arena *arena)
{
    const struct xml_node *rels = read_rels(x, sheet_path, arena);
    const char *path = related(rels, sheet_path, NULL, "/drawing", arena);
    if (!path || !zip_has(x->zip, path))
        return !err_is_set(x->err);
    const struct xml_node *drawing = read_part(x, path, arena);
    if (drawing)
        mark_pictures(x, drawing);
    return drawing != NULL;
}

/* ---- The package ---- */

static bool read_sheet(struct xlsx *x, const struct xml_node *entry, const char *path)
{
    struct arena arena;
    const char *name = xml_attr(entry, "name"), *state = xml_attr(entry, "state");
    bool hidden = state && strcmp(state, "visible") != 0;
    if (!sheet_begin(&x->builder, name ? name : "", hidden, x->err))
        return false;
    arena_init(&arena);
    const struct xml_node *root = read_part(x, path, &arena);
    bool ok = root && take_rows(x, xml_child(root, "x:sheetData"));
    if (ok)
        spread_merged(x, xml_child(root, "x:mergeCells"));
    if (ok && xml_child(root, "x:drawing"))
        ok = take_drawing(x, path, &arena);
    sheet_end(&x->builder);
    arena_fini(&arena);
    return ok;
}

static bool read_workbook(struct xlsx *x, const char *path)
{
    const struct xml_node *root = read_part(x, path, &x->arena);
    const struct xml_node *rels = root ? read_rels(x, path, &x->arena) : NULL;
    if (!root || !rels)
        return err_set(x->err, "文件读不了：工作簿不完整，可能已损坏");
    const char *flag = xml_child_attr(root, "x:workbookPr", "date1904");
    x->since_1904 = flag && (strcmp(flag, "1") == 0 || strcmp(flag, "true") == 0);
    const char *strings = related(rels, path, NULL, "/sharedStrings", &x->arena);
    const char *styles = related(rels, path, NULL, "/styles", &x->arena);
    if ((strings && !read_strings(x, strings)) || (styles && !read_styles(x, styles)))
        return false;
    for (const struct xml_node *entry = xml_child(xml_child(root, "x:sheets"), "x:sheet"); entry;
         entry = xml_next(entry, "x:sheet")) {
        const char *id = xml_attr(entry, "r:id");
        const char *sheet = related(rels, path, id ? id : "", "/worksheet", &x->arena);
        if (sheet && !read_sheet(x, entry, sheet)) /* else a chart on a sheet of its own */
            return false;
    }
    return true;
}

bool sheet_parse_xlsx(const char *bytes, size_t len, struct sheet_book *out, struct err *err)
{
    struct err own = { 0 };
    struct xlsx x = { .err = err ? err : &own, .builder = { .book = out } };
    bool ok = false;
    arena_init(&x.arena);
    x.zip = zip_new(bytes, len, x.err);
    if (x.zip) {
        const struct xml_node *rels = read_rels(&x, "", &x.arena);
        const char *path = related(rels, "", NULL, "/officeDocument", &x.arena);
        ok = path ? read_workbook(&x, path)
                  : err_set(x.err, "文件读不了：里面没有工作簿，可能已损坏");
    }
    zip_free(x.zip);
    arena_fini(&x.arena);
    return ok;
}
