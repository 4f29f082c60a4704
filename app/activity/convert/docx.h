/*
 * Inside of convert_docx: the parts of a Word document (ECMA-376 part 1, 17) while it is read in
 * the child. Names in the tree carry the prefixes that Word itself uses (w:p).
 */
#ifndef WENDA_ACTIVITY_CONVERT_DOCX_H
#define WENDA_ACTIVITY_CONVERT_DOCX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "port/sheet_build.h"
#include "port/xml.h"

#define DOCX_OBJECT "\xEF\xBF\xBC" /* U+FFFC: something that is no text was here */

/* ---- Styles ---- */

struct docx_styles {
    const struct xml_node *root; /* styles.xml, or NULL */
};

const struct xml_node *docx_style(const struct docx_styles *styles, const char *id);
/* The element `name` in the part (w:pPr or w:rPr) of the style or of what it is based on. */
const struct xml_node *docx_style_property(const struct docx_styles *styles, const char *id,
                                           const char *part, const char *name);
/* A switch such as w:vanish: present, and not turned off. */
bool docx_is_on(const struct xml_node *node);
int docx_int(const char *text, int fallback);

/* ---- Automatic numbering: docx_number.c ---- */

struct docx_numbering;

struct docx_numbering *docx_numbering_new(const struct xml_node *root,
                                          const struct docx_styles *styles, struct arena *arena);
/* Counts the paragraph with these properties (NULL: none) and appends its label with what parts it
 * from the text; nothing where Word shows none. */
void docx_number_paragraph(struct docx_numbering *numbering, const struct xml_node *properties,
                           struct strbuf *out);
/* A number as Word writes it in one of its formats (decimal, chineseCounting …); false when the
 * format is not known. */
bool docx_format_number(const char *format, int number, struct strbuf *out);

/* ---- Signs of symbol fonts: docx_symbol.c ---- */

bool docx_is_symbol_font(const char *font); /* font may be NULL */
/* The sign that the code (also as U+F000 + code) looks like in the font; DOCX_OBJECT where that is
 * not known. */
void docx_add_symbol(const char *font, uint32_t code, struct strbuf *out);

/* ---- Text of paragraphs: docx_text.c ---- */

struct docx_reader {
    const struct docx_styles *styles;
    struct docx_numbering *numbering;
    struct strbuf *out;            /* where lines go */
    struct strbuf boxes;           /* lines of the text boxes of the paragraph being read */
    struct strbuf fields;          /* instructions of the fields that are open */
    int field_depth, field_hidden; /* how many are open; 0 or the depth whose result is not begun */
    bool joined; /* the last paragraph's mark was deleted: the next one goes on in its line */
};

void docx_reader_init(struct docx_reader *reader, const struct docx_styles *styles,
                      struct docx_numbering *numbering, struct strbuf *out);
void docx_reader_fini(struct docx_reader *reader);
/* Appends the paragraph's line with its line feed, and those of its text boxes. */
void docx_read_paragraph(struct docx_reader *reader, const struct xml_node *paragraph);
/* The one of mc:Choice and mc:Fallback to read. */
const struct xml_node *docx_alternative(const struct xml_node *node);
/* True for what tracked changes have taken out, and elements whose text is no part of the text. */
bool docx_is_skipped(const struct xml_node *node);

/* ---- The whole: docx.c ---- */

/* Reads a document in this process: lines to text, tables with a bank's header to tables. */
bool docx_parse(const char *bytes, size_t len, struct strbuf *text, struct sheet_book *tables,
                struct err *err);

#endif
