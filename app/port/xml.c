#include "port/xml.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <expat.h>

static const char separator = '\n'; /* cannot stand in a URI */

struct builder {
    XML_Parser parser;
    const struct xml_space *spaces;
    struct arena *arena;
    struct err *err;
    struct xml_node *root, *open;
    struct strbuf text; /* character data not yet made a node: expat hands it over in pieces */
    int depth, count;
};

static void refuse(struct builder *b, const char *reason)
{
    err_set(b->err, "文件读不了：%s", reason);
    (void)XML_StopParser(b->parser, XML_FALSE);
}

/* "uri\nlocal" as expat gives it -> "prefix:local". */
static const char *short_name(struct builder *b, const char *name)
{
    const char *split = strchr(name, separator);
    if (!split)
        return arena_strdup(b->arena, name);
    const char *prefix = "?";
    size_t uri_len = (size_t)(split - name);
    for (const struct xml_space *space = b->spaces; space->uri; space++)
        if (strlen(space->uri) == uri_len && memcmp(space->uri, name, uri_len) == 0)
            prefix = space->prefix;
    size_t len = strlen(prefix) + 1 + strlen(split + 1) + 1;
    char *out = arena_alloc(b->arena, len);
    (void)snprintf(out, len, "%s:%s", prefix, split + 1);
    return out;
}

static struct xml_node *add_node(struct builder *b)
{
    if (++b->count > XML_MAX_NODES) {
        refuse(b, "内容太多，不像正常的文档");
        return NULL;
    }
    struct xml_node *node = arena_alloc(b->arena, sizeof *node);
    node->parent = b->open;
    if (!b->open)
        b->root = node;
    else if (b->open->last)
        b->open->last->next = node;
    else
        b->open->first = node;
    if (b->open)
        b->open->last = node;
    return node;
}

static void flush_text(struct builder *b)
{
    if (b->text.len == 0)
        return;
    struct xml_node *node = b->open ? add_node(b) : NULL;
    if (node)
        node->text = arena_strndup(b->arena, b->text.text, b->text.len);
    strbuf_clear(&b->text);
}

static void XMLCALL begin_element(void *context, const char *name, const char **attrs)
{
    struct builder *b = context;
    flush_text(b);
    if (++b->depth > XML_MAX_DEPTH) {
        refuse(b, "嵌套太深，不像正常的文档");
        return;
    }
    struct xml_node *node = add_node(b);
    if (!node)
        return;
    node->name = short_name(b, name);
    int count = 0;
    while (attrs[2 * count])
        count++;
    struct xml_attr *own = arena_alloc(b->arena, (size_t)count * sizeof *own);
    for (int i = 0; i < count; i++) {
        own[i].name = short_name(b, attrs[2 * i]);
        own[i].value = arena_strdup(b->arena, attrs[2 * i + 1]);
    }
    node->attrs = own;
    node->attr_count = count;
    b->open = node;
}

static void XMLCALL end_element(void *context, const char *name)
{
    struct builder *b = context;
    (void)name;
    flush_text(b);
    b->depth--;
    if (b->open)
        b->open = b->open->parent;
}

static void XMLCALL take_text(void *context, const char *text, int len)
{
    struct builder *b = context;
    strbuf_add_len(&b->text, text, (size_t)len);
}

/* Office files never have one; without it no entity can be declared. */
static void XMLCALL refuse_doctype(void *context, const char *name, const char *system_id,
                                   const char *public_id, int has_subset)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_subset;
    refuse(context, "里面有文档类型声明，正常的文档没有");
}

const struct xml_node *xml_parse(const char *bytes, size_t len, const struct xml_space *spaces,
                                 struct arena *arena, struct err *err)
{
    struct builder b = { .spaces = spaces, .arena = arena, .err = err };
    b.parser = XML_ParserCreateNS(NULL, separator);
    if (!b.parser || len > INT_MAX) {
        XML_ParserFree(b.parser);
        err_set(err, "文件读不了：太大");
        return NULL;
    }
    strbuf_init(&b.text);
    XML_SetUserData(b.parser, &b);
    XML_SetElementHandler(b.parser, begin_element, end_element);
    XML_SetCharacterDataHandler(b.parser, take_text);
    XML_SetStartDoctypeDeclHandler(b.parser, refuse_doctype);
    bool ok = XML_Parse(b.parser, bytes, (int)len, 1) == XML_STATUS_OK;
    if (!ok)
        err_set(err, "文件读不了：内部的 XML 第 %lu 行不对，可能已损坏",
                (unsigned long)XML_GetCurrentLineNumber(b.parser));
    XML_ParserFree(b.parser);
    strbuf_fini(&b.text);
    return ok ? b.root : NULL;
}

bool xml_is(const struct xml_node *node, const char *name)
{
    return node && node->name && strcmp(node->name, name) == 0;
}

const char *xml_attr(const struct xml_node *node, const char *name)
{
    for (int i = 0; node && i < node->attr_count; i++)
        if (strcmp(node->attrs[i].name, name) == 0)
            return node->attrs[i].value;
    return NULL;
}

static const struct xml_node *find(const struct xml_node *node, const char *name)
{
    while (node && !xml_is(node, name))
        node = node->next;
    return node;
}

const struct xml_node *xml_child(const struct xml_node *node, const char *name)
{
    return node ? find(node->first, name) : NULL;
}

const struct xml_node *xml_next(const struct xml_node *node, const char *name)
{
    return find(node->next, name);
}

const char *xml_child_attr(const struct xml_node *node, const char *name, const char *attr)
{
    return xml_attr(xml_child(node, name), attr);
}

void xml_add_text(const struct xml_node *node, struct strbuf *out)
{
    if (node->text)
        strbuf_add(out, node->text);
    for (const struct xml_node *child = node->first; child; child = child->next)
        xml_add_text(child, out);
}
