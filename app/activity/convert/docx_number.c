/*
 * Automatic numbering (ECMA-376 part 1, 17.9): what Word shows before a paragraph is nowhere in its
 * text, so it is counted here as Word counts.
 */
#include <stdlib.h>
#include <string.h>

#include "activity/convert/docx.h"

enum { LEVELS = 9, LINKS_MAX = 8 };

struct level {
    const struct xml_node *node;
    int start;
};

/* An abstract definition with its counters: every list made from it goes on counting where the
 * last one stopped, unless it says where to start. */
struct definition {
    int id;
    const struct xml_node *node;
    int counts[LEVELS];
    bool used[LEVELS];
};

/* A list: a definition and what it overrides. */
struct list {
    int id;
    const struct xml_node *node;
    struct definition *definition;
    bool started[LEVELS]; /* its w:startOverride has been taken */
};

struct docx_numbering {
    const struct docx_styles *styles;
    struct definition *definitions;
    int definition_count;
    struct list *lists;
    int list_count;
};

static struct definition *find_definition(struct docx_numbering *n, int id)
{
    for (int i = 0; i < n->definition_count; i++)
        if (n->definitions[i].id == id)
            return &n->definitions[i];
    return NULL;
}

static struct list *find_list(struct docx_numbering *n, int id)
{
    for (int i = 0; i < n->list_count; i++)
        if (n->lists[i].id == id)
            return &n->lists[i];
    return NULL;
}

static int child_int(const struct xml_node *node, const char *name, int fallback)
{
    return docx_int(xml_child_attr(node, name, "w:val"), fallback);
}

/* A definition may stand for that of a numbering style (w:numStyleLink). */
static struct definition *follow_links(struct docx_numbering *n, struct definition *definition)
{
    for (int i = 0; definition && i < LINKS_MAX; i++) {
        const char *style = xml_child_attr(definition->node, "w:numStyleLink", "w:val");
        if (!style)
            return definition;
        const struct xml_node *own = docx_style_property(n->styles, style, "w:pPr", "w:numPr");
        struct list *list = find_list(n, child_int(own, "w:numId", -1));
        definition = list ? list->definition : NULL;
    }
    return definition;
}

static int count_of(const struct xml_node *root, const char *name)
{
    int count = 0;
    for (const struct xml_node *node = xml_child(root, name); node; node = xml_next(node, name))
        count++;
    return count;
}

struct docx_numbering *docx_numbering_new(const struct xml_node *root,
                                          const struct docx_styles *styles, struct arena *arena)
{
    struct docx_numbering *n = arena_alloc(arena, sizeof *n);
    n->styles = styles;
    n->definitions =
        arena_alloc(arena, (size_t)count_of(root, "w:abstractNum") * sizeof *n->definitions);
    n->lists = arena_alloc(arena, (size_t)count_of(root, "w:num") * sizeof *n->lists);
    for (const struct xml_node *node = xml_child(root, "w:abstractNum"); node;
         node = xml_next(node, "w:abstractNum"))
        n->definitions[n->definition_count++] =
            (struct definition){ .id = docx_int(xml_attr(node, "w:abstractNumId"), -1),
                                 .node = node };
    for (const struct xml_node *node = xml_child(root, "w:num"); node;
         node = xml_next(node, "w:num"))
        n->lists[n->list_count++] = (struct list){
            .id = docx_int(xml_attr(node, "w:numId"), -1),
            .node = node,
            .definition = find_definition(n, child_int(node, "w:abstractNumId", -1)),
        };
    for (int i = 0; i < n->list_count; i++)
        n->lists[i].definition = follow_links(n, n->lists[i].definition);
    return n;
}

static const struct xml_node *find_level(const struct xml_node *parent, const char *name, int level)
{
    for (const struct xml_node *node = xml_child(parent, name); node; node = xml_next(node, name))
        if (docx_int(xml_attr(node, "w:ilvl"), -1) == level)
            return node;
    return NULL;
}

static struct level level_of(const struct list *list, int level)
{
    const struct xml_node *override = find_level(list->node, "w:lvlOverride", level);
    const struct xml_node *node = find_level(override, "w:lvl", level);
    if (!node)
        node = xml_child(override, "w:lvl");
    if (!node)
        node = find_level(list->definition->node, "w:lvl", level);
    return (struct level){ node, child_int(node, "w:start", 0) };
}

/* ---- Counting ---- */

/* A level starts anew behind any higher one, or only behind those that w:lvlRestart names. */
static void restart_deeper(struct list *list, int level)
{
    for (int i = level + 1; i < LEVELS; i++) {
        int restart = child_int(level_of(list, i).node, "w:lvlRestart", i);
        if (level < restart)
            list->definition->used[i] = false;
    }
}

static void count(struct list *list, int level)
{
    struct definition *definition = list->definition;
    const struct xml_node *override = find_level(list->node, "w:lvlOverride", level);
    int start = child_int(override, "w:startOverride", -1);
    if (start >= 0 && !list->started[level]) {
        definition->counts[level] = start;
    } else if (definition->used[level]) {
        definition->counts[level]++;
    } else {
        definition->counts[level] = start >= 0 ? start : level_of(list, level).start;
    }
    list->started[level] = true;
    definition->used[level] = true;
    restart_deeper(list, level);
}

static int shown_count(const struct list *list, int level)
{
    const struct definition *definition = list->definition;
    return definition->used[level] ? definition->counts[level] : level_of(list, level).start;
}

/* "%1.%2" with the counts put in. */
static void add_label(const struct list *list, int level, struct strbuf *out)
{
    const struct xml_node *own = level_of(list, level).node;
    const char *text = xml_child_attr(own, "w:lvlText", "w:val");
    bool plain = docx_is_on(xml_child(own, "w:isLgl"));
    for (const char *p = text ? text : ""; *p; p++) {
        int shown = p[1] - '1';
        if (*p != '%' || shown < 0 || shown >= LEVELS) {
            strbuf_add_char(out, *p);
            continue;
        }
        const char *format = xml_child_attr(level_of(list, shown).node, "w:numFmt", "w:val");
        if (!format || plain)
            format = "decimal";
        if (!docx_format_number(format, shown_count(list, shown), out))
            strbuf_add(out, DOCX_OBJECT);
        p++;
    }
}

static void add_numbered(struct list *list, int level, struct strbuf *out)
{
    const struct xml_node *own = level_of(list, level).node;
    const char *format = xml_child_attr(own, "w:numFmt", "w:val");
    const char *suffix = xml_child_attr(own, "w:suff", "w:val");
    const size_t before = out->len;
    count(list, level);
    if (!own || (format && strcmp(format, "bullet") == 0))
        return;
    if (docx_is_on(xml_child(xml_child(own, "w:rPr"), "w:vanish")))
        return;
    add_label(list, level, out);
    if (out->len > before && !(suffix && strcmp(suffix, "nothing") == 0))
        strbuf_add_char(out, ' ');
}

/* ---- Which list and level a paragraph belongs to ---- */

/* Of a style that is linked to a level, it is that level. */
static int level_of_style(const struct list *list, const char *style, int level)
{
    for (int i = 0; style && i < LEVELS; i++) {
        const char *linked = xml_child_attr(level_of(list, i).node, "w:pStyle", "w:val");
        if (linked && strcmp(linked, style) == 0)
            return i;
    }
    return level;
}

/* The style that brings the numbering along: the paragraph's own, or one it is based on. */
static const char *numbered_style(const struct docx_styles *styles, const char *id)
{
    for (int i = 0; id && i < LINKS_MAX; i++) {
        const struct xml_node *style = docx_style(styles, id);
        if (xml_child(xml_child(style, "w:pPr"), "w:numPr"))
            return id;
        id = xml_child_attr(style, "w:basedOn", "w:val");
    }
    return NULL;
}

void docx_number_paragraph(struct docx_numbering *numbering, const struct xml_node *properties,
                           struct strbuf *out)
{
    const struct xml_node *own = xml_child(properties, "w:numPr");
    const char *style = xml_child_attr(properties, "w:pStyle", "w:val");
    if (!style) {
        const struct xml_node *usual = docx_style(numbering->styles, NULL);
        style = xml_attr(usual, "w:styleId");
    }
    const struct xml_node *styled =
        docx_style_property(numbering->styles, style, "w:pPr", "w:numPr");
    int id = child_int(own, "w:numId", child_int(styled, "w:numId", 0));
    int level = child_int(own, "w:ilvl", -1);
    struct list *list = id > 0 ? find_list(numbering, id) : NULL;
    if (!list || !list->definition)
        return;
    if (level < 0) {
        level = child_int(styled, "w:ilvl", 0);
        if (!xml_child(own, "w:numId"))
            level = level_of_style(list, numbered_style(numbering->styles, style), level);
    }
    if (level < LEVELS)
        add_numbered(list, level, out);
}
