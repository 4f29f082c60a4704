#include <stdlib.h>
#include <string.h>

#include "activity/convert/docx.h"

enum { BASES_MAX = 20 }; /* styles one on the other; more is a circle */

bool docx_is_on(const struct xml_node *node)
{
    static const char *const off[] = { "0", "false", "off", "none" };
    const char *value = xml_attr(node, "w:val");
    for (int i = 0; value && i < 4; i++)
        if (strcmp(value, off[i]) == 0)
            return false;
    return node != NULL;
}

int docx_int(const char *text, int fallback)
{
    size_t digits = text ? strspn(text, "0123456789") : 0;
    return digits > 0 && digits <= 9 && !text[digits] ? (int)strtol(text, NULL, 10) : fallback;
}

const struct xml_node *docx_style(const struct docx_styles *styles, const char *id)
{
    for (const struct xml_node *style = xml_child(styles->root, "w:style"); style;
         style = xml_next(style, "w:style")) {
        const char *own = xml_attr(style, "w:styleId"), *kind = xml_attr(style, "w:type");
        const char *usual = xml_attr(style, "w:default");
        if (id ? own && strcmp(own, id) == 0
               : kind && strcmp(kind, "paragraph") == 0 && usual && strcmp(usual, "1") == 0)
            return style;
    }
    return NULL;
}

const struct xml_node *docx_style_property(const struct docx_styles *styles, const char *id,
                                           const char *part, const char *name)
{
    for (int i = 0; id && i < BASES_MAX; i++) {
        const struct xml_node *style = docx_style(styles, id);
        const struct xml_node *found = xml_child(xml_child(style, part), name);
        if (found)
            return found;
        id = xml_child_attr(style, "w:basedOn", "w:val");
    }
    return NULL;
}
