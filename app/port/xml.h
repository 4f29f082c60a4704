/*
 * A small tree of an XML document; a thin wrapper of expat. Names carry the prefix that the caller
 * gave their namespace ("w:p"), whatever the document calls it; names of other namespaces begin
 * with "?:". Bounded in depth and number of nodes; a DOCTYPE, and so every entity declaration, is
 * refused. Knows nothing of what the elements mean.
 */
#ifndef WENDA_PORT_XML_H
#define WENDA_PORT_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/strbuf.h"

enum { XML_MAX_DEPTH = 200, XML_MAX_NODES = 4 * 1000 * 1000 };

/* Several URIs may share a prefix. "" stands for names without a namespace. */
struct xml_space {
    const char *uri, *prefix;
};

struct xml_attr {
    const char *name, *value; /* attributes without a prefix of their own have none here either */
};

struct xml_node {
    const char *name; /* NULL for character data */
    const char *text; /* of character data; else NULL */
    const struct xml_attr *attrs;
    int attr_count;
    struct xml_node *parent, *first, *last, *next;
};

/* The root; everything hangs in arena. NULL when it is not well-formed, has a DOCTYPE or breaks a
 * limit. spaces ends with a NULL uri. */
const struct xml_node *xml_parse(const char *bytes, size_t len, const struct xml_space *spaces,
                                 struct arena *arena, struct err *err);

bool xml_is(const struct xml_node *node, const char *name); /* node may be NULL */
/* The value, or NULL; node may be NULL. */
const char *xml_attr(const struct xml_node *node, const char *name);
/* The first child of that name, or NULL; node may be NULL. */
const struct xml_node *xml_child(const struct xml_node *node, const char *name);
/* The next sibling of that name, or NULL. */
const struct xml_node *xml_next(const struct xml_node *node, const char *name);
/* The value of the attribute `attr` of the child `name`, or NULL. */
const char *xml_child_attr(const struct xml_node *node, const char *name, const char *attr);
/* Appends all character data below the node. */
void xml_add_text(const struct xml_node *node, struct strbuf *out);

#endif
