#include "port/xml.h"

#include <string.h>

#include <criterion/criterion.h>

static const struct xml_space spaces[] = { { "urn:w", "w" }, { "urn:w2", "w" }, { NULL, NULL } };

static const struct xml_node *parse(const char *text, struct arena *arena, struct err *err)
{
    arena_init(arena);
    return xml_parse(text, strlen(text), spaces, arena, err);
}

Test(xml, names_carry_our_prefixes_whatever_the_document_says)
{
    struct arena arena;
    struct err err = { 0 };
    const struct xml_node *root =
        parse("<a:p xmlns:a='urn:w' xmlns:b='urn:w2' xmlns:z='urn:z' z:q='1' a:val='v' plain='p'>"
              "<b:r>一<z:x/>&amp;二</b:r><a:r/></a:p>",
              &arena, &err);
    cr_assert(root, "%s", err.text);
    cr_expect(xml_is(root, "w:p"));
    cr_expect_str_eq(xml_attr(root, "w:val"), "v");
    cr_expect_str_eq(xml_attr(root, "plain"), "p");
    cr_expect_str_eq(xml_attr(root, "?:q"), "1");
    cr_expect_null(xml_attr(root, "val"));
    const struct xml_node *run = xml_child(root, "w:r");
    cr_assert(run);
    cr_expect(xml_child(run, "?:x"));
    cr_assert(xml_next(run, "w:r"));
    cr_expect_null(xml_next(xml_next(run, "w:r"), "w:r"));
    struct strbuf text;
    strbuf_init(&text);
    xml_add_text(root, &text);
    cr_expect_str_eq(text.text, "一&二");
    strbuf_fini(&text);
    arena_fini(&arena);
}

Test(xml, what_is_not_well_formed_is_refused)
{
    static const char *const bad[] = { "",
                                       "<a>",
                                       "<a></b>",
                                       "<a/><b/>",
                                       "x",
                                       "<a b='1' b='2'/>",
                                       "<a>\x01</a>",
                                       "<a>\xFF</a>",
                                       "<a>&nbsp;</a>",
                                       "<w:a/>" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct arena arena;
        struct err err = { 0 };
        cr_expect_null(parse(bad[i], &arena, &err), "%s", bad[i]);
        cr_expect(err_is_set(&err));
        arena_fini(&arena);
    }
}

/* The billion laughs, an external entity, and a DOCTYPE that only names the root. */
Test(xml, a_doctype_is_refused)
{
    static const char *const bad[] = {
        "<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y '&x;&x;&x;&x;'>]><a>&y;</a>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<!DOCTYPE a><a/>",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct arena arena;
        struct err err = { 0 };
        cr_expect_null(parse(bad[i], &arena, &err));
        cr_expect(strstr(err.text, "文档类型声明"), "%s", err.text);
        arena_fini(&arena);
    }
}

Test(xml, depth_is_bounded)
{
    for (int depth = XML_MAX_DEPTH; depth <= XML_MAX_DEPTH + 1; depth++) {
        struct strbuf text;
        struct arena arena;
        struct err err = { 0 };
        strbuf_init(&text);
        for (int i = 0; i < depth; i++)
            strbuf_add(&text, "<a>");
        for (int i = 0; i < depth; i++)
            strbuf_add(&text, "</a>");
        cr_expect_eq(parse(text.text, &arena, &err) != NULL, depth == XML_MAX_DEPTH);
        arena_fini(&arena);
        strbuf_fini(&text);
    }
}
