/* Word documents for tests, from the bodies of their parts. */
#ifndef WENDA_TESTS_ACTIVITY_DOCX_FILE_H
#define WENDA_TESTS_ACTIVITY_DOCX_FILE_H

#include "base/strbuf.h"

/* Any of the parts may be NULL. body stands inside w:body, the others inside their root. */
struct docx_parts {
    const char *body, *numbering, *styles;
};

/* Appends a .docx as Word wraps it, with all the namespaces that it declares. */
void make_docx(struct strbuf *out, const struct docx_parts *parts);

#endif
