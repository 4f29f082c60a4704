/*
 * Word documents: paragraphs as lines, tables row by row. All of it happens in a confined child;
 * the parent gets plain text and plain tables.
 */
#include "activity/convert/docx.h"

#include <stdlib.h>
#include <string.h>

#include "activity/convert/internal.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "port/archive.h"
#include "port/confine.h"

#define OFFICE_URI "http://schemas.openxmlformats.org/"
#define STRICT_URI "http://purl.oclc.org/ooxml/"

static const struct xml_space spaces[] = {
    { OFFICE_URI "wordprocessingml/2006/main", "w" },
    { STRICT_URI "wordprocessingml/main", "w" },
    { OFFICE_URI "markup-compatibility/2006", "mc" },
    { OFFICE_URI "officeDocument/2006/math", "m" },
    { STRICT_URI "officeDocument/math", "m" },
    { OFFICE_URI "drawingml/2006/picture", "pic" },
    { STRICT_URI "drawingml/picture", "pic" },
    { OFFICE_URI "drawingml/2006/chart", "c" },
    { STRICT_URI "drawingml/chart", "c" },
    { OFFICE_URI "drawingml/2006/diagram", "dgm" },
    { STRICT_URI "drawingml/diagram", "dgm" },
    { "urn:schemas-microsoft-com:vml", "v" },
    { "urn:schemas-microsoft-com:office:office", "o" },
    { "http://www.w3.org/XML/1998/namespace", "xml" },
    { NULL, NULL },
};

enum { HEADER_ROWS = 5 }; /* of a table, among which its header is looked for */

struct document {
    struct docx_reader reader;
    struct sheet_builder tables;
    struct err *err;
    bool failed;
};

static void read_blocks(struct document *d, const struct xml_node *parent, bool in_cell);

/* ---- Tables ---- */

static bool row_is_gone(const struct xml_node *row)
{
    const struct xml_node *properties = xml_child(row, "w:trPr");
    return xml_child(properties, "w:del") || docx_is_on(xml_child(properties, "w:hidden"));
}

/* The next element of that name at or behind node, also inside w:sdt and tracked insertions;
 * `within` remembers where to go on. */
struct walk {
    const struct xml_node *stack[8];
    int depth;
};

static const struct xml_node *walk_next(struct walk *walk, const char *name)
{
    static const char *const wrappers[] = { "w:sdt", "w:sdtContent", "w:customXml", "w:ins",
                                            "w:moveTo" };
    while (walk->depth > 0) {
        const struct xml_node *node = walk->stack[walk->depth - 1];
        if (!node) {
            walk->depth--;
            continue;
        }
        walk->stack[walk->depth - 1] = node->next;
        if (xml_is(node, name))
            return node;
        for (int i = 0; i < 5 && walk->depth < 8; i++)
            if (xml_is(node, wrappers[i]))
                walk->stack[walk->depth++] = node->first;
    }
    return NULL;
}

static struct walk walk_children(const struct xml_node *node)
{
    return (struct walk){ .stack = { node->first }, .depth = 1 };
}

static void trim_end(struct strbuf *text)
{
    while (text->len > 0 && strchr(" \n", text->text[text->len - 1]))
        strbuf_truncate(text, text->len - 1);
}

static void read_cell(struct document *d, const struct xml_node *cell, int line, int col)
{
    struct strbuf text, *outer = d->reader.out;
    strbuf_init(&text);
    d->reader.out = &text;
    read_blocks(d, cell, true);
    d->reader.out = outer;
    trim_end(&text);
    if (!d->failed && !sheet_set_cell(&d->tables, line, col, text.text, d->err))
        d->failed = true;
    strbuf_fini(&text);
}

static int span_of(const struct xml_node *cell)
{
    const char *span = xml_child_attr(xml_child(cell, "w:tcPr"), "w:gridSpan", "w:val");
    int value = docx_int(span, 1);
    return value < 1 || value > SHEET_MAX_COLUMNS ? 1 : value;
}

/* A cell merged with the one above it is that one's text again. */
static bool continues_above(const struct xml_node *cell)
{
    const struct xml_node *merge = xml_child(xml_child(cell, "w:tcPr"), "w:vMerge");
    const char *kind = xml_attr(merge, "w:val");
    return merge && !(kind && strcmp(kind, "restart") == 0);
}

static void read_row(struct document *d, const struct xml_node *row, int line)
{
    const struct xml_node *properties = xml_child(row, "w:trPr");
    int col = docx_int(xml_child_attr(properties, "w:gridBefore", "w:val"), 0);
    struct walk cells = walk_children(row);
    for (const struct xml_node *cell; !d->failed && (cell = walk_next(&cells, "w:tc"));) {
        if (!continues_above(cell))
            read_cell(d, cell, line, col);
        col += span_of(cell);
    }
}

static void spread_merged(struct document *d, const struct xml_node *table)
{
    struct walk rows = walk_children(table);
    int line = 0;
    for (const struct xml_node *row; (row = walk_next(&rows, "w:tr"));) {
        if (row_is_gone(row))
            continue;
        const struct xml_node *properties = xml_child(row, "w:trPr");
        int col = docx_int(xml_child_attr(properties, "w:gridBefore", "w:val"), 0);
        struct walk cells = walk_children(row);
        line++;
        for (const struct xml_node *cell; (cell = walk_next(&cells, "w:tc"));) {
            if (continues_above(cell) && line > 1)
                sheet_spread(&d->tables, line - 1, line, col);
            col += span_of(cell);
        }
    }
}

static bool has_header(const struct csv_table *table)
{
    for (int i = 0; i < table->count && i < HEADER_ROWS; i++)
        if (convert_is_table_header((const char *const *)table->rows[i].cells,
                                    table->rows[i].count))
            return true;
    return false;
}

static void write_lines(const struct csv_table *table, struct strbuf *out)
{
    for (int i = 0; i < table->count; i++) {
        for (int j = 0; j < table->rows[i].count; j++)
            strbuf_addf(out, "%s%s", j > 0 ? "\t" : "", table->rows[i].cells[j]);
        strbuf_add_char(out, '\n');
    }
}

static void read_table(struct document *d, const struct xml_node *table)
{
    struct sheet_book *book = d->tables.book;
    struct walk rows = walk_children(table);
    int line = 0;
    if (!sheet_begin(&d->tables, "", false, d->err)) {
        d->failed = true;
        return;
    }
    for (const struct xml_node *row; !d->failed && (row = walk_next(&rows, "w:tr"));)
        if (!row_is_gone(row))
            read_row(d, row, ++line);
    spread_merged(d, table);
    sheet_end(&d->tables);
    struct sheet *sheet = &book->sheets[book->count - 1];
    if (has_header(&sheet->table))
        return;
    write_lines(&sheet->table, d->reader.out);
    csv_table_fini(&sheet->table);
    free(sheet->name);
    free(sheet->marks);
    book->count--;
}

/* ---- Blocks ---- */

/* A table inside a cell of another: its text, line by line. */
static void read_inner_table(struct document *d, const struct xml_node *table)
{
    struct walk rows = walk_children(table);
    for (const struct xml_node *row; (row = walk_next(&rows, "w:tr"));) {
        struct walk cells = walk_children(row);
        bool first = true;
        if (row_is_gone(row))
            continue;
        for (const struct xml_node *cell; (cell = walk_next(&cells, "w:tc")); first = false) {
            strbuf_add(d->reader.out, first ? "" : "\t");
            read_blocks(d, cell, true);
            trim_end(d->reader.out);
        }
        strbuf_add_char(d->reader.out, '\n');
    }
}

static void read_blocks(struct document *d, const struct xml_node *parent, bool in_cell)
{
    for (const struct xml_node *node = parent->first; node && !d->failed; node = node->next) {
        if (!node->name || docx_is_skipped(node) || xml_is(node, "w:tcPr"))
            continue;
        if (xml_is(node, "w:p"))
            docx_read_paragraph(&d->reader, node);
        else if (xml_is(node, "w:tbl") && in_cell)
            read_inner_table(d, node);
        else if (xml_is(node, "w:tbl"))
            read_table(d, node);
        else if (xml_is(node, "w:altChunk"))
            strbuf_add(d->reader.out, DOCX_OBJECT "\n");
        else if (xml_is(node, "mc:AlternateContent")) {
            if (docx_alternative(node))
                read_blocks(d, docx_alternative(node), in_cell);
        } else {
            read_blocks(d, node, in_cell);
        }
    }
}

/* ---- The package ---- */

static const struct xml_node *read_part(struct zip *zip, const char *path, struct arena *arena,
                                        struct err *err)
{
    struct strbuf bytes;
    const struct xml_node *root = NULL;
    strbuf_init(&bytes);
    if (zip_read(zip, path, &bytes, err))
        root = xml_parse(bytes.text, bytes.len, spaces, arena, err);
    strbuf_fini(&bytes);
    return root;
}

/* Numbering or styles: absent is fine, broken is not. */
static const struct xml_node *read_optional(struct zip *zip, const char *path, struct arena *arena,
                                            struct err *err)
{
    return zip_has(zip, path) ? read_part(zip, path, arena, err) : NULL;
}

static bool read_document(struct zip *zip, struct arena *arena, struct strbuf *text,
                          struct sheet_book *tables, struct err *err)
{
    static const char *const names[] = { "word/document.xml", "word/document2.xml" };
    const char *name = zip_has(zip, names[0]) ? names[0] : names[1];
    const struct xml_node *root = read_part(zip, name, arena, err);
    const struct docx_styles styles = { read_optional(zip, "word/styles.xml", arena, err) };
    const struct xml_node *numbering = read_optional(zip, "word/numbering.xml", arena, err);
    const struct xml_node *body = xml_child(root, "w:body");
    if (err_is_set(err))
        return false;
    if (!body)
        return err_set(err, "文件读不了：里面没有正文，可能已损坏");
    struct document d = { .tables = { .book = tables }, .err = err };
    docx_reader_init(&d.reader, &styles, docx_numbering_new(numbering, &styles, arena), text);
    read_blocks(&d, body, false);
    docx_reader_fini(&d.reader);
    return !d.failed;
}

bool docx_parse(const char *bytes, size_t len, struct strbuf *text, struct sheet_book *tables,
                struct err *err)
{
    struct err own = { 0 };
    struct arena arena;
    arena_init(&arena);
    struct zip *zip = zip_new(bytes, len, &own);
    bool ok = zip && read_document(zip, &arena, text, tables, &own);
    zip_free(zip);
    arena_fini(&arena);
    return ok ? true : err_set(err, "%s", own.text);
}

/* ---- Child and parent ---- */

struct input {
    const char *bytes;
    size_t len;
};

/* The length of the text, the text, the tables. */
static bool parse(void *context, struct strbuf *out, struct err *err)
{
    const struct input *input = context;
    struct sheet_book tables = { 0 };
    struct strbuf text;
    strbuf_init(&text);
    bool ok = docx_parse(input->bytes, input->len, &text, &tables, err);
    if (ok) {
        strbuf_add_len(out, (const char *)&text.len, sizeof text.len);
        strbuf_add_len(out, text.text, text.len);
        sheet_pack(&tables, out);
    }
    strbuf_fini(&text);
    sheet_book_fini(&tables);
    return ok;
}

static bool unpack(const struct strbuf *packed, char **text, struct sheet_book *tables)
{
    size_t len = 0;
    if (packed->len < sizeof len)
        return false;
    memcpy(&len, packed->text, sizeof len);
    const char *start = packed->text + sizeof len;
    const size_t left = packed->len - sizeof len;
    if (len > left || !utf8_validate(start, len, NULL) ||
        !sheet_unpack(start + len, left - len, tables))
        return false;
    *text = mem_strndup(start, len);
    return true;
}

static bool is_blank(const char *text)
{
    while (*text)
        if (!utf8_is_space(utf8_next(&text)))
            return false;
    return true;
}

/* Where tables gave questions, the words around them need not. */
static bool take_both(struct convert_builder *builder, const char *text,
                      const struct sheet_book *tables, struct err *err)
{
    if (tables->count == 0)
        return convert_text(builder, text, err);
    if (!convert_book(builder, tables, err))
        return false;
    if (!is_blank(text))
        (void)convert_text(builder, text, NULL);
    return true;
}

bool convert_docx(struct convert_builder *builder, const char *bytes, size_t len, struct err *err)
{
    struct input input = { bytes, len };
    const struct confine_task task = { .run = parse, .context = &input };
    struct sheet_book tables = { 0 };
    struct strbuf packed;
    char *text = NULL;
    strbuf_init(&packed);
    bool ok = confine_run(&task, &packed, err);
    if (ok && !unpack(&packed, &text, &tables))
        ok = err_set(err, "文件读不了：可能已损坏，请用 Word 或 WPS 打开后另存一份再试");
    strbuf_fini(&packed);
    if (ok)
        ok = take_both(builder, text ? text : "", &tables, err);
    free(text);
    sheet_book_fini(&tables);
    return ok;
}
